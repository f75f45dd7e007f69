"""Which reports are due: the one rule that the command, the schedulers' entries and the table for people share.

A report with a schedule is due when it was not found whole and up to date since the latest due time of its schedule. So it
is made once a period however often it is looked at; after any gap it is made once, not once for each period missed; and one
that failed stays due. Nothing is run or written here, and no scheduler is known.

Due times are local. One that does not exist, as the clock is put forward over it, is due an hour later by the clock; one
that exists twice is due the first time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, tzinfo

from compare.report.specifications import EVERY, Report, Schedule
from compare.report.state import Done


def due(reports: Iterable[Report], state: Mapping[str, Done], now: datetime, zone: tzinfo | None = None) -> tuple[Report, ...]:
    """Return those of `reports` that are due.

    Parameters
    ----------
    reports : iterable of Report
        Those without a schedule are never due.
    state : mapping
        Report to when it was last whole and up to date, as `compare.report.state.read_state` returns it.
    now : datetime
        The time, with an offset.
    zone : tzinfo, optional
        Zone of the due times; that of the system by default.

    Returns
    -------
    tuple of Report
        In the order given.
    """
    return tuple(
        report
        for report in reports
        for schedule in report.specification.schedule
        if is_due(schedule, state.get(report.id), now, zone)
    )


def is_due(schedule: Schedule, done: Done | None, now: datetime, zone: tzinfo | None = None) -> bool:
    """Say whether a report with `schedule` that was last `done` is due.

    One that was never done is due at once, so that a new installation publishes the first time it is woken. A time of `done`
    that lies ahead was noted while the clock was wrong: it says nothing, and the report is due. Where nothing has changed
    since, making it costs no more than finding that out.

    Examples
    --------
    >>> from datetime import timezone
    >>> monthly = Schedule("month", day=5, time="06:30")
    >>> noon = datetime(2026, 3, 5, 12, 0, tzinfo=timezone.utc)
    >>> [is_due(monthly, Done(at, ""), noon, timezone.utc) for at in ("2026-03-05T06:29:00+00:00", "2026-03-05T06:30:00+00:00")]
    [True, False]
    >>> is_due(monthly, None, noon, timezone.utc)
    True
    """
    return done is None or done.time > now or done.time < latest_due(schedule, now, zone)


def latest_due(schedule: Schedule, now: datetime, zone: tzinfo | None = None) -> datetime:
    """Return the last due time of `schedule` that is not later than `now`."""
    month = _month_of(schedule, now, zone)
    time = _due_in(schedule, month, zone)
    return (time if time <= now else _due_in(schedule, month - EVERY[schedule.every], zone)).astimezone(zone)


def next_due(schedule: Schedule, now: datetime, zone: tzinfo | None = None) -> datetime:
    """Return the first due time of `schedule` that is later than `now`.

    Examples
    --------
    >>> from datetime import timezone
    >>> next_due(Schedule("quarter", day=10, month=1), datetime(2026, 2, 1, tzinfo=timezone.utc), timezone.utc).isoformat()
    '2026-04-10T06:30:00+00:00'
    """
    month = _month_of(schedule, now, zone)
    time = _due_in(schedule, month, zone)
    return (time if time > now else _due_in(schedule, month + EVERY[schedule.every], zone)).astimezone(zone)


def _month_of(schedule: Schedule, now: datetime, zone: tzinfo | None) -> int:
    """Return the last month, counted from year 0, that is not later than that of `now` and in which `schedule` is due."""
    local = now.astimezone(zone)
    month = local.year * 12 + local.month - 1
    return month - (month - (schedule.month - 1)) % EVERY[schedule.every]


def _due_in(schedule: Schedule, month: int, zone: tzinfo | None) -> datetime:
    """Return the due time in a month in UTC, because Python compares two times of one zone by the clock, not as instants."""
    hour, minute = map(int, schedule.time.split(":"))
    local = datetime(month // 12, month % 12 + 1, schedule.day, hour, minute)
    return (local.replace(tzinfo=zone) if zone else local).astimezone(UTC)
