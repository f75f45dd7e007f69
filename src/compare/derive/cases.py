"""What is known of a target: the figures that count as actuals, those that do not and why, the baseline.

`attainment` judges it; the rule is written there, and this module holds its points 1, 2, 4 and 6.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from compare.comparability import direction
from compare.dataset import Dataset, Measure, figure_before, figures_of, is_contradicted, own_baseline, possible
from compare.derive.rows import Row, check_codes, is_usable

KINDS = frozenset({"level", "ratio", "annual", "rank"})
"""Kinds of targets that a figure of one year can be held against."""


@dataclass(frozen=True)
class Case:
    """A target and all that is known of it.

    Attributes
    ----------
    target : dict
        The observation.
    sign : int
        1 where more is wanted, -1 where less, 0 where neither.
    figures : tuple of (dict, str)
        The figures of the same area, indicator and unit by year, and why each does not count; nothing where it does.
    shown : dict, optional
        The latest that counts, else what there is.
    obstacle : str
        Why the one shown does not count.
    baseline : dict, optional
        The observation or figure that progress is measured from.
    """

    target: Row
    sign: int
    figures: tuple[tuple[Row, str], ...]
    shown: Row | None
    obstacle: str
    baseline: Row | None

    @property
    def counting(self) -> list[Row]:
        """The figures that count as actuals, by year."""
        return [row for row, obstacle in self.figures if not obstacle]

    @property
    def actual(self) -> Row | None:
        """The latest figure that counts as an actual."""
        return None if self.obstacle else self.shown

    @property
    def decisive(self) -> Row | None:
        """The figure by which the target is judged; none of a target that its own document contradicts."""
        return None if is_contradicted(self.target) else self.actual

    @property
    def is_target_year(self) -> bool:
        """Whether the latest figure that counts is of the target's own year."""
        return self.actual is not None and self.actual["time_period"] == self.target["time_period"]


def final_targets(ds: Dataset) -> list[Row]:
    """Return the targets of the final year of each measure and document.

    Of a range the end that is reached first; both ends where neither more nor less is better.

    Raises
    ------
    UnknownNameError
        A target is of a document, area, indicator, kind or unit that is not known.
    """
    final: dict[tuple[Any, ...], list[Row]] = {}
    check_codes(ds, ds.observations)
    for row in ds.rows:
        if row["value_type"] == "target" and row["kind"] in KINDS and _is_stated(row):
            far = {1: "upper", -1: "lower"}.get(direction(row["indicator"], row["kind"], ds.codelists))
            if row["bound"] != far:
                final.setdefault((row["source_id"], row["ref_area"], Measure.of(row)), []).append(row)
    kept = [r for rows in final.values() for r in rows if r["time_period"] == max(o["time_period"] for o in rows)]
    places = {code: n for n, code in enumerate((*ds.codelists.ref_area, *ds.codelists.indicator))}
    return sorted(kept, key=lambda row: (places[row["ref_area"]], places[row["indicator"]]))


def _is_stated(row: Row) -> bool:
    """Say whether a row has a value and a year; one that its document contradicts is stated too."""
    return is_usable(row | {"obs_status": "A"} if is_contradicted(row) else row)


def case_of(ds: Dataset, target: Row, stated: Iterable[Row]) -> Case:
    """Gather what is known of a target; `stated` is what its document states of the measure, the target among it."""
    start = ds.sources[target["source_id"]].period_start
    known = _figures(ds, target)
    figures = tuple((row, _obstacle(ds, row, target)) for row in known)
    counting = [pair for pair in figures if not pair[1]]
    in_time = [pair for pair in figures if pair[0]["time_period"] <= target["time_period"]]
    shown, obstacle = (counting or in_time)[-1] if counting or in_time else figures[0] if figures else (None, "nothing")
    return Case(target, _sign(ds, target), figures, shown, obstacle, _baseline(ds, target, stated, known, start))


def _sign(ds: Dataset, target: Row) -> int:
    """Return what a target asks for: what its words say, of a range and without such words what its indicator wants."""
    asks = {">": 1, "<": -1}.get(target["comparator"][0]) if target["bound"] == "point" else None
    return asks or direction(target["indicator"], target["kind"], ds.codelists)


def _figures(ds: Dataset, target: Row) -> list[Row]:
    """Return the figures in a target's unit, one a year: of its own definition, or where there is none of another."""
    area, indicator, unit = target["ref_area"], ds.codelists.indicator[target["indicator"]], target["unit_measure"]
    if target["kind"] != indicator.kind:
        return []
    wanted = None if indicator.is_unstated(target["definition"]) else target["definition"]
    found = figures_of(ds, area, indicator.id, unit=unit) + figures_of(ds, area, indicator.id, definition=wanted, unit=unit)
    by_year = {row["time_period"]: row for row in found}
    return [by_year[year] for year in sorted(by_year)]


def _obstacle(ds: Dataset, row: Row, target: Row) -> str:
    """Say why a figure does not count as an actual of a target; nothing where it does."""
    reasons = {
        "forecast": row["obs_status"] == "F",
        "break": row["obs_status"] == "B",
        "definition": not _may_be_same(ds, row, target),
        "before": row["time_period"] < ds.sources[target["source_id"]].period_start,
        "after": row["time_period"] > target["time_period"],
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _may_be_same(ds: Dataset, row: Row, target: Row) -> bool:
    """Say whether the definitions are the same as far as the two sources state them."""
    is_open = ds.codelists.indicator[target["indicator"]].is_unstated(target["definition"])
    return is_open or row["definition"] in {None, target["definition"]}


def _baseline(ds: Dataset, target: Row, stated: Iterable[Row], figures: list[Row], start: int) -> Row | None:
    """Return the plan's own baseline where it is a value from before the target, else the figure shortly before the plan."""
    own = own_baseline([target, *(row for row in stated if is_usable(row))])
    if own is not None and own["comparator"] in {"=", "~"} and own["time_period"] < target["time_period"]:
        return own
    return figure_before([figure for figure in figures if _may_be_same(ds, figure, target)], start)


def span_of(row: Row, sign: int) -> tuple[float, float]:
    """Return the least and the greatest value that is possible, with signs changed where less is better; open ends excluded."""
    low, high = possible(float(row["obs_value"]), row["comparator"])
    low = math.nextafter(low, math.inf) if row["comparator"] == ">" else low
    high = math.nextafter(high, -math.inf) if row["comparator"] == "<" else high
    return (low, high) if sign > 0 else (-high, -low)


def goal_of(target: Row, sign: int) -> tuple[float, float]:
    """Return, with the sign of `span_of`, below which value a target is surely not satisfied and from which it surely is."""
    low, high = span_of(target, sign)
    if target["comparator"] == "~":
        return low, sign * float(target["obs_value"])
    edge = low if math.isfinite(low) else high
    return edge, edge


def expected_value(case: Case) -> float | None:
    """Return the straight line from baseline to target at the year of the decisive figure, rounded once."""
    actual, baseline, target = case.decisive, case.baseline, case.target
    if actual is None or baseline is None or actual["time_period"] <= baseline["time_period"]:
        return None
    begin, end = Fraction(repr(float(baseline["obs_value"]))), Fraction(repr(float(target["obs_value"])))
    years = [row["time_period"] - baseline["time_period"] for row in (actual, target)]
    return float(begin + (end - begin) * Fraction(int(years[0]), int(years[1])))
