"""Values beside the one that a row states: its baseline, what it is held against, and the gap in words.

Nothing is computed here; numbers are put into the unit and the decimals of their row.
"""

from __future__ import annotations

from typing import Any

from compare.dataset import MARKS, unit_of
from compare.pages.page import Page, Row

_BOUNDS = {">=": "at_least", "<=": "at_most"}
_LEVEL = {"=": "rank_level", ">=": "rank_not_ahead", "<=": "rank_not_behind", "~": "rank_level_about"}


def baseline_of(row: Row) -> dict[str, Any]:
    """Return the baseline of a row in the form of a value of its own."""
    return {**plain(row, row["baseline_value"]), "time_period": row["baseline_period"], "period_start": None}


def reference_of(row: Row) -> dict[str, Any]:
    """Return the reference of a row in the form of a value of its own."""
    return {**plain(row, row["reference_value"]), "comparator": row["reference_comparator"]}


def plain(row: Row, value: float) -> dict[str, Any]:
    """Return `value` as an exact one in the unit and magnitude of a row, with the row's decimals or as many as it needs."""
    decimals = row["decimals"]
    if decimals is not None:
        scaled = value / 10 ** (row["unit_mult"] or 0)
        decimals = decimals if abs(scaled - round(scaled, decimals)) < 1e-9 else None
    return {**row, "obs_value": value, "decimals": decimals, "comparator": "=", "upper_value": None}


def gap_text(page: Page, row: Row) -> str:
    """Return the gap with its sign; percentages differ by percentage points; marked where bounds leave it open."""
    units = page.ds.codelists.unit_measure
    unit, gap = row["unit_measure"], row["gap"]
    if units[unit].dimension == "rank":
        return _places(page, gap, row["gap_comparator"])
    if units[unit].dimension == "percent":
        unit = unit_of(page.ds, "percentage_point")
    size = {**plain(row, abs(gap)), "unit_measure": unit}
    if not gap:
        size["decimals"] = 0
    sign = "+" if gap > 0 else "−" if gap < 0 else ""
    return f"{MARKS[row['gap_comparator']]}{sign}{page.value(size)}"


def _places(page: Page, gap: float, comparator: str) -> str:
    """Say how many places an area is ahead or behind: of a rank, more is behind."""
    if not gap:
        return page.word(_LEVEL[comparator])
    side, n = ("behind" if gap > 0 else "ahead"), abs(gap)
    bound = comparator if gap > 0 else {">=": "<=", "<=": ">="}.get(comparator, comparator)
    key = f"rank_{side}_one" if n == 1 else f"rank_{side}"
    return (
        page.word(_BOUNDS[bound]) + page.word(key, n=f"{n:g}")
        if bound in _BOUNDS
        else MARKS[bound] + page.word(key, n=f"{n:g}")
    )
