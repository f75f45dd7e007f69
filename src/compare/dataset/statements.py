"""What is stated of one measure, area by area, and which statement goes before which.

Gathered once for all areas of a comparison; picks nothing but the order and the final year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from compare.comparability import is_panelled
from compare.dataset.groups import grouped
from compare.dataset.labels import Measure
from compare.dataset.measures import relative_measure
from compare.dataset.store import Dataset
from compare.errors import UsageError

Row = dict[str, Any]


@dataclass(frozen=True)
class Stated:
    """What is asked, and what is stated of it.

    Attributes
    ----------
    asked, measure : Measure
        The measure asked for, and what it becomes when it is divided by size; else the same.
    per : str or None
        Code of the denominator.
    by_area : mapping of str to list of dict
        What is stated of `measure`, by area.
    final, amounts : mapping of str to list of dict
        The targets of the final year by area, the one to show first: of `measure`, and of `asked` where it is divided.
    """

    asked: Measure
    measure: Measure
    per: str | None
    by_area: Mapping[str, list[Row]]
    final: Mapping[str, list[Row]]
    amounts: Mapping[str, list[Row]]

    @classmethod
    def of(cls, ds: Dataset, asked: Measure, per: str | None) -> Stated:
        """Gather it once for all areas."""
        measure = _sized(ds, asked, per)
        by_area = _statements(ds, measure, is_derived=per is not None)
        amounts = _final_targets(ds, _statements(ds, asked)) if per is not None else {}
        return cls(asked, measure, per, by_area, _final_targets(ds, by_area), amounts)


def _sized(ds: Dataset, asked: Measure, per: str | None) -> Measure:
    """Return the measure that an amount becomes when it is divided by size, if it is to be; refuse what is no amount."""
    if per is None:
        return asked
    ds.codelists.denominator[per]
    if not is_panelled(asked.kind, asked.unit, ds.codelists):
        raise UsageError(f"per={per!r}: {asked.indicator} ({asked.kind}, {asked.unit}) is no amount that size could divide")
    return relative_measure(asked, per, ds.codelists)


def _statements(ds: Dataset, measure: Measure, *, is_derived: bool = False) -> dict[str, list[Row]]:
    """Return what is stated of each area, and what was computed of it where that is asked."""
    wanted = (measure.definition, measure.kind, measure.unit)
    of_indicator = ds.of_indicator(measure.indicator)
    rows = [r for r in of_indicator if (r["definition"], r["kind"], r["unit_measure"]) == wanted and r["obs_value"] is not None]
    if is_derived:
        found = [r for r in ds.sized(measure.indicator) if Measure.of(r) == measure]
        rows += [r | {"observation_id": r["derived_id"]} for r in found]
    return grouped(rows, "ref_area")


def _final_targets(ds: Dataset, by_area: Mapping[str, list[Row]]) -> dict[str, list[Row]]:
    """Return the final year's targets by area: its own documents first, of these the one issued last, then by position."""
    ages = {date: age for age, date in enumerate(sorted({s.issued for s in ds.sources.values()}, reverse=True))}

    def order(row: Row) -> tuple[bool, bool, int, str, int, str]:
        source, code = ds.sources[row["source_id"]], row["observation_id"]
        is_own = source.ref_area == row["ref_area"]
        return "transformation" in row, not is_own, ages[source.issued], row["bound"], len(code), code

    found = {}
    for area, rows in by_area.items():
        targets = [row for row in rows if row["value_type"] == "target" and row["time_period"] is not None]
        final = max((row["time_period"] for row in targets), default=None)
        if targets:
            found[area] = sorted((row for row in targets if row["time_period"] == final), key=order)
    return found
