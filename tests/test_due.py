"""What is due when: once a period however often it is looked at, once after any gap, whatever the clocks do."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.report.agenda import agenda
from compare.report.due import due, is_due, latest_due, next_due
from compare.report.specifications import Report, Schedule, Specification
from compare.report.state import Done, read_state, record_done

ZONES = [
    ZoneInfo(name) for name in ("Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu")
]
MONTHLY = Schedule("month", day=5, time="06:30")
MONTHS = {"month": 1, "quarter": 3, "year": 12}


def report(name: str, *schedules: Schedule) -> Report:
    return Report(Specification(name, schedule=schedules), Path(f"{name}.ipynb"), {})


def done(moment: datetime) -> Done:
    return Done(moment.isoformat(timespec="seconds"), "20260101-000000")


def at(text: str, zone: ZoneInfo = ZONES[0]) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    every = draw(st.sampled_from(sorted(MONTHS)))
    hour, minute = draw(st.integers(0, 23)), draw(st.integers(0, 59))
    return Schedule(every, draw(st.integers(1, 28)), f"{hour:02d}:{minute:02d}", draw(st.integers(1, MONTHS[every])))


def written_out(schedule: Schedule, first: int, last: int, zone: ZoneInfo) -> list[datetime]:
    """List the due times of some years by looking at every month of the calendar."""
    hour, minute = map(int, schedule.time.split(":"))
    wanted = {month for month in range(1, 13) if (month - 1) % MONTHS[schedule.every] == schedule.month - 1}
    return [
        datetime(year, month, schedule.day, hour, minute, tzinfo=zone).astimezone(UTC)
        for year in range(first, last + 1)
        for month in sorted(wanted)
    ]


@given(schedules(), st.sampled_from(ZONES), st.lists(st.integers(0, 3 * 365 * 24 * 60), min_size=1, max_size=30).map(sorted))
def test_it_is_made_when_first_looked_at_and_then_once_after_each_due_time_or_gap(schedule, zone, minutes):
    start = datetime(2023, 12, 20, 3, 7, tzinfo=UTC)
    times, last = written_out(schedule, 2022, 2027, zone), None
    for moment in (start + timedelta(minutes=m) for m in minutes):
        expected = last is None or any(last < t <= moment for t in times)
        assert is_due(schedule, last and done(last), moment.astimezone(zone), zone) == expected
        if expected:
            last = moment
            assert not is_due(schedule, done(last), moment, zone), "looked at again the same minute"


@given(schedules(), st.sampled_from(ZONES), st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)))
def test_now_lies_between_the_last_due_time_and_the_next_with_none_between(schedule, zone, moment):
    now = moment.replace(tzinfo=UTC)
    times = written_out(schedule, moment.year - 2, moment.year + 2, zone)
    assert latest_due(schedule, now, zone).astimezone(UTC) == max(t for t in times if t <= now)
    assert next_due(schedule, now, zone).astimezone(UTC) == min(t for t in times if t > now)


def test_at_its_due_time_a_report_is_due_and_the_next_time_is_another():
    now = at("2026-03-05T06:30")
    assert (latest_due(MONTHLY, now, ZONES[0]), next_due(MONTHLY, now, ZONES[0])) == (now, at("2026-04-05T06:30"))


def test_a_year_without_power_makes_one_run_not_twelve():
    before, after = at("2025-01-05T06:31"), at("2026-01-20T09:00")
    assert is_due(MONTHLY, done(before), after, ZONES[0])
    assert not is_due(MONTHLY, done(after), at("2026-02-05T06:29"), ZONES[0])
    assert is_due(MONTHLY, done(after), at("2026-02-05T06:30"), ZONES[0])


def test_a_time_that_the_clock_skips_is_due_after_it_and_one_that_comes_twice_only_once():
    new_york = ZONES[1]
    skipped = Schedule("month", day=8, time="02:30")
    now = at("2026-03-08T12:00", new_york)
    assert latest_due(skipped, now, new_york).isoformat() == "2026-03-08T03:30:00-04:00"
    twice = Schedule("month", day=1, time="01:30")
    first, second = (datetime(2026, 11, 1, 1, 30, fold=fold, tzinfo=new_york) for fold in (0, 1))
    assert second.astimezone(UTC) - first.astimezone(UTC) == timedelta(hours=1)
    assert is_due(twice, done(at("2026-10-15T00:00", new_york)), first, new_york)
    assert not is_due(twice, done(first), second, new_york)


def test_a_clock_that_was_ahead_costs_one_run_and_does_not_silence_a_report():
    wrong = done(at("2062-01-01T00:00"))
    now = at("2026-06-20T12:00")
    assert is_due(MONTHLY, wrong, now, ZONES[0])
    assert not is_due(MONTHLY, done(now), now + timedelta(days=1), ZONES[0])
    assert is_due(MONTHLY, done(now), at("2026-07-05T06:30"), ZONES[0])


def test_leap_days_and_ends_of_years():
    last_day = Schedule("month", day=28, time="00:00")
    assert f"{next_due(last_day, at('2028-02-29T23:59'), ZONES[0]):%Y-%m-%d}" == "2028-03-28"
    assert f"{latest_due(MONTHLY, at('2028-01-01T00:00'), ZONES[0]):%Y-%m-%d}" == "2027-12-05"
    third = Schedule("quarter", day=10, month=3)
    assert [f"{next_due(third, at(now), ZONES[0]):%m-%d}" for now in ("2027-12-31T00:00", "2028-04-01T00:00")] == [
        "03-10",
        "06-10",
    ]
    assert f"{latest_due(Schedule('year', day=28, month=2), at('2028-02-28T06:29'), ZONES[0]):%Y-%m-%d}" == "2027-02-28"


def test_reports_that_are_due_keep_their_order_and_those_without_schedule_never_are(tmp_path):
    now = datetime.now().astimezone()
    reports = [report("second", MONTHLY), report("first", Schedule("year")), report("free")]
    assert [r.id for r in due(reports, {}, now)] == ["second", "first"]
    record_done(tmp_path, ["second"], "20260101-000000", now)
    assert [r.id for r in due(reports, read_state(tmp_path), now)] == ["first"]


@pytest.fixture
def berlin(monkeypatch):
    """Let the system's clock be that of Berlin."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(os.name == "nt", reason="Windows sets no zone for one process")
def test_the_zone_of_the_system_has_its_winter_and_its_summer(berlin):
    """A report of January is not due again in July, when the clock is an hour ahead of that January's."""
    yearly = Schedule("year", day=15, month=1, time="06:30")
    summer = datetime(2026, 7, 1, 10, 0).astimezone()
    assert latest_due(yearly, summer).isoformat() == "2026-01-15T06:30:00+01:00"
    assert next_due(MONTHLY, summer).isoformat() == "2026-07-05T06:30:00+02:00"
    in_summer = done(datetime(2026, 7, 5, 6, 30).astimezone())
    assert not is_due(Schedule("year", day=5, month=7), in_summer, datetime(2027, 1, 1).astimezone())


def test_the_agenda_says_in_both_languages_what_is_due():
    now = at("2026-03-01T12:00")
    reports = [report("benchmark", MONTHLY), report("region_profile", Schedule("quarter", 10, "07:00", 2)), report("free")]
    state = {"benchmark": done(at("2026-02-05T06:32"))}
    assert agenda(reports, state, now, "en", ZONES[0]).splitlines() == [
        "report          rhythm                                 last done         next due          due now",
        "benchmark       monthly on day 5, 06:30                2026-02-05 06:32  2026-03-05 06:30  no",
        "region_profile  quarterly on day 10 of month 2, 07:00  never             2026-05-10 07:00  yes",
        "free            no schedule                            never             -                 no",
    ]
    chinese = agenda(reports, state, now, "zh", ZONES[0])
    assert "每月5日06:30" in chinese
    assert "每季度第2个月10日07:00  从未              2026-05-10 07:00  是" in chinese
