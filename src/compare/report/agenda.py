"""The agenda: a table for people of which report is due when, in Chinese or in English.

It words what `compare.report.due` decides and decides nothing itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo

from compare.report.due import is_due, next_due
from compare.report.specifications import Report, Schedule
from compare.report.state import Done

_WORDS = {
    "zh": ("报告", "周期", "上次完成", "下次到期", "现在到期", "是", "否", "不定期", "从未"),
    "en": ("report", "rhythm", "last done", "next due", "due now", "yes", "no", "no schedule", "never"),
}
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def agenda(
    reports: Iterable[Report], state: Mapping[str, Done], now: datetime, language: str = "en", zone: tzinfo | None = None
) -> str:
    """Return the table as text, a line for each of `reports`; arguments as for `compare.report.due.due`."""
    *head, yes, no, unscheduled, never = _WORDS[language]
    rows = [head]
    for report in reports:
        done = state.get(report.id)
        last = _minute(done.time.astimezone(zone)) if done else never
        schedules = report.specification.schedule
        rows += [
            [report.id, rhythm(s, language), last, _minute(next_due(s, now, zone)), yes if is_due(s, done, now, zone) else no]
            for s in schedules
        ] or [[report.id, unscheduled, last, "-", no]]
    return _align(rows)


def rhythm(schedule: Schedule, language: str) -> str:
    """Say in words when a report is due.

    Examples
    --------
    >>> rhythm(Schedule("month", day=5), "en"), rhythm(Schedule("year", day=15, month=1), "zh")
    ('monthly on day 5, 06:30', '每年1月15日06:30')
    """
    s = schedule
    if language == "zh":
        return {
            "month": f"每月{s.day}日{s.time}",
            "quarter": f"每季度第{s.month}个月{s.day}日{s.time}",
            "year": f"每年{s.month}月{s.day}日{s.time}",
        }[s.every]
    return {
        "month": f"monthly on day {s.day}, {s.time}",
        "quarter": f"quarterly on day {s.day} of month {s.month}, {s.time}",
        "year": f"yearly on {s.day} {_MONTHS[s.month - 1]}, {s.time}",
    }[s.every]


def _minute(time: datetime) -> str:
    return f"{time:%Y-%m-%d %H:%M}"


def _align(rows: Sequence[Sequence[str]]) -> str:
    """Set columns in a fixed pitch, in which a Chinese character takes two places."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    return "\n".join(lines) + "\n"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
