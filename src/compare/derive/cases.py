"""What is known of a target: the figures that count as actuals, those that do not and why, the baseline.

`attainment` judges it; the rule is written there, and this module holds its points 1, 2, 4 and 6.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from compare.comparability import direction
from compare.dataset import Dataset, Measure, figures_of
from compare.derive.baselines import figure_before, own_baseline

Row = dict[str, Any]

KINDS = frozenset({"level", "ratio", "annual", "rank"})
"""Kinds of targets that a figure of one year can be held against."""


@dataclass(frozen=True)
class Case:
    """A target and all that is known of it: the sign of what is wanted, the figures that count, the one shown, the baseline."""

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
    def decisive(self) -> Row | None:
        """The figure by which the target is judged."""
        return None if self.obstacle else self.shown

    @property
    def is_target_year(self) -> bool:
        """Whether that figure is of the target's own year."""
        return self.decisive is not None and self.decisive["time_period"] == self.target["time_period"]


def final_targets(ds: Dataset) -> list[Row]:
    """Return the targets of the final year of each measure and document; of a range the end that is reached first."""
    final: dict[tuple[Any, ...], list[Row]] = {}
    for row in ds.rows:
        is_dated = row["obs_value"] is not None and row["time_period"] is not None
        if row["value_type"] == "target" and is_dated and row["kind"] in KINDS:
            far = "lower" if direction(row["indicator"], row["kind"], ds.codelists) < 0 else "upper"
            if row["bound"] != far:
                final.setdefault((row["source_id"], row["ref_area"], Measure.of(row)), []).append(row)
    kept = [r for rows in final.values() for r in rows if r["time_period"] == max(o["time_period"] for o in rows)]
    places = {code: n for n, code in enumerate((*ds.codelists.ref_area, *ds.codelists.indicator))}
    return sorted(kept, key=lambda row: (places[row["ref_area"]], places[row["indicator"]]))


def case_of(ds: Dataset, target: Row) -> Case:
    """Gather what is known of a target."""
    indicator = ds.codelists.indicator[target["indicator"]]
    known = figures_of(ds, target["ref_area"], indicator.id) if target["kind"] == indicator.kind else []
    start = ds.sources[target["source_id"]].period_start
    same_unit = [row for row in known if row["unit_measure"] == target["unit_measure"]]
    figures = tuple((row, _obstacle(ds, row, target)) for row in same_unit)
    counting = [pair for pair in figures if not pair[1]]
    in_time = [pair for pair in figures if pair[0]["time_period"] <= target["time_period"]]
    shown, obstacle = (counting or in_time)[-1] if counting or in_time else figures[0] if figures else (None, "nothing")
    asks = {">": 1, "<": -1}.get(target["comparator"][0], 0)
    sign = asks or direction(indicator.id, target["kind"], ds.codelists)
    return Case(target, sign, figures, shown, obstacle, _baseline(ds, target, same_unit, start))


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
    variants = {d.id: d.is_unstated for d in ds.codelists.indicator[target["indicator"]].definitions}
    return row["definition"] in {None, target["definition"]} or variants.get(target["definition"], False)


def _baseline(ds: Dataset, target: Row, figures: list[Row], start: int) -> Row | None:
    """Return the plan's own baseline where it is a value from before the target, else the figure shortly before the plan."""
    key = (target["source_id"], target["ref_area"], Measure.of(target))
    stated = [r for r in ds.of_indicator(target["indicator"]) if (r["source_id"], r["ref_area"], Measure.of(r)) == key]
    own = own_baseline([r for r in stated if r["obs_value"] is not None and r["time_period"] is not None])
    if own is not None and own["comparator"] in {"=", "~"} and own["time_period"] < target["time_period"]:
        return own
    return figure_before([figure for figure in figures if _may_be_same(ds, figure, target)], start)


def span_of(row: Row, sign: int) -> tuple[float, float]:
    """Return the least and the greatest value that is possible, with signs changed where less is better; open ends excluded."""
    value, mark = float(row["obs_value"]), row["comparator"]
    low, high = _rounded(value) if mark == "~" else (value, value)
    if mark in {">", ">="}:
        low, high = math.nextafter(value, math.inf) if mark == ">" else value, math.inf
    elif mark in {"<", "<="}:
        low, high = -math.inf, math.nextafter(value, -math.inf) if mark == "<" else value
    return (low, high) if sign > 0 else (-high, -low)


def _rounded(value: float) -> tuple[float, float]:
    """Return what may have been rounded to a value: half a unit of its last digit other than zero to either side."""
    exact = Decimal(repr(value)).normalize()
    half = Decimal(5).scaleb(int(exact.as_tuple().exponent) - 1)
    return float(exact - half), float(exact + half)


def goal_of(target: Row, sign: int) -> tuple[float, float]:
    """Return, with the sign of `_span`, below which value a target is surely not satisfied and from which it surely is."""
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
