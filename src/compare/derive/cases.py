"""What is known of a target: the figures that count as actuals, those that do not and why, the baseline.

`attainment` judges it; the rule is written there, and this module holds its points 1, 2, 4 and 6.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
import pandas as pd

from compare.comparability import direction
from compare.dataset import Dataset, figure_before, figures_of, is_contradicted, own_baselines, possible, to_rows
from compare.dataset.bounds import CONTRADICTED
from compare.derive.rows import MEASURE, UNUSABLE, Row, check_codes

KINDS = frozenset({"level", "ratio", "annual", "rank"})
"""Kinds of targets that a figure of one year can be held against."""

_FAR_END = {1: "upper", -1: "lower"}
"""The end of a range that is reached last, where more and where less is better."""


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

    @cached_property
    def expected(self) -> float | None:
        """The straight line from baseline to target at the year of the decisive figure, rounded once."""
        actual, baseline, target = self.decisive, self.baseline, self.target
        if actual is None or baseline is None or actual["time_period"] <= baseline["time_period"]:
            return None
        begin, end = Fraction(repr(float(baseline["obs_value"]))), Fraction(repr(float(target["obs_value"])))
        years = [row["time_period"] - baseline["time_period"] for row in (actual, target)]
        return float(begin + (end - begin) * Fraction(int(years[0]), int(years[1])))

    @property
    def is_target_year(self) -> bool:
        """Whether the latest figure that counts is of the target's own year."""
        return self.actual is not None and self.actual["time_period"] == self.target["time_period"]


def cases(ds: Dataset, observations: pd.DataFrame) -> Iterator[Case]:
    """Yield the targets among observations, as `final_targets` has them, with all that is known of each."""
    rows = _stated(observations)
    final = final_targets(ds, rows)
    reckoned = rows[rows.index.isin(final.index) | ~rows["obs_status"].isin(list(UNUSABLE))]
    own = {row["statement"]: row for row in to_rows(own_baselines(reckoned, "statement"))}
    for target in to_rows(final):
        yield _case(ds, target, own.get(target["statement"]))


def _stated(observations: pd.DataFrame) -> pd.DataFrame:
    """Return what has a value and a year, also what is contradicted; what a document states of a measure has one number."""
    is_dated = observations["obs_value"].notna() & observations["time_period"].notna()
    rows = observations[is_dated & ~observations["obs_status"].isin(list(UNUSABLE - {CONTRADICTED}))].reset_index(drop=True)
    return rows.assign(statement=rows.groupby(["source_id", "ref_area", *MEASURE], sort=False, dropna=False).ngroup())


def final_targets(ds: Dataset, stated: pd.DataFrame) -> pd.DataFrame:
    """Return the targets of the final year of each measure and document.

    Of a range the end that is reached first; both ends where neither more nor less is better.

    Raises
    ------
    UnknownNameError
        A target is of a document, area, indicator, kind or unit that is not known.
    """
    targets = stated[(stated["value_type"] == "target") & stated["kind"].isin(list(KINDS))]
    check_codes(ds, targets)
    sorts = zip(targets["indicator"].tolist(), targets["kind"].tolist(), strict=True)
    far = [_FAR_END.get(direction(indicator, kind, ds.codelists), "") for indicator, kind in sorts]
    targets = targets[targets["bound"] != np.array(far, dtype="object")]
    targets = targets.assign(first=targets.groupby("statement", sort=False).ngroup())
    kept = targets[targets["time_period"] == targets.groupby("statement")["time_period"].transform("max")]
    areas, indicators = ({code: n for n, code in enumerate(codes)} for codes in (ds.codelists.ref_area, ds.codelists.indicator))
    return kept.take(np.lexsort((kept["first"], kept["indicator"].map(indicators), kept["ref_area"].map(areas))))


def _case(ds: Dataset, target: Row, own: Row | None) -> Case:
    """Gather what is known of a target; `own` is the baseline that its document states, if it does."""
    start = ds.sources[target["source_id"]].period_start
    known = _figures(ds, target)
    figures = tuple((row, _obstacle(ds, row, target)) for row in known)
    counting = [pair for pair in figures if not pair[1]]
    in_time = [pair for pair in figures if pair[0]["time_period"] <= target["time_period"]]
    shown, obstacle = (counting or in_time)[-1] if counting or in_time else figures[0] if figures else (None, "nothing")
    return Case(target, _sign(ds, target), figures, shown, obstacle, _baseline(ds, target, own, known, start))


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


def _baseline(ds: Dataset, target: Row, own: Row | None, figures: list[Row], start: int) -> Row | None:
    """Return the plan's own baseline where it is a value from before the target, else the figure shortly before the plan."""
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
