"""Which areas lead a comparison, and whether bounds leave that open: decided once for titles, sentences and shading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from compare.comparability import direction
from compare.dataset.bounds import is_contradicted, possible
from compare.dataset.files import to_rows
from compare.dataset.store import Dataset

_CEILINGS = {1: frozenset({"<=", "<"}), -1: frozenset({">=", ">"})}
"""Comparators that point away from the lead, by the sign of the values in order."""


@dataclass(frozen=True)
class Leaders:
    """Codes of the areas that hold the first place, and whether the values settle it."""

    areas: tuple[str, ...]
    is_settled: bool


def leaders(ds: Dataset, frame: pd.DataFrame, *, is_last: bool = False) -> Leaders:
    """Say which areas lead a panel.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    frame : pandas.DataFrame
        Rows of `compare.dataset.comparison`: one measure, one panel. Rows without a value do not count.
    is_last : bool, optional
        Ask for the other end: the areas that come last.

    Returns
    -------
    Leaders
        No area, not settled, where there is no order: fewer than two values, or neither more nor less is better. A bound that
        points away from the lead (``<= 3.5`` where more is better) never leads, nor does a value that its document contradicts;
        where a bound, range or approximation of another area may lie beyond the leader's value (``>= 3.4`` beside 3.5), or a
        tie is not between exact values, the lead is not settled.
    """
    rows = [row for row in to_rows(frame) if row["obs_value"] is not None]
    sign = direction(rows[0]["indicator"], rows[0]["kind"], ds.codelists) * (-1 if is_last else 1) if rows else 0
    able = [row for row in rows if may_lead(row, sign)]
    if len(rows) < 2 or not able:
        return Leaders((), is_settled=False)
    top = max(sign * row["obs_value"] for row in able)
    first = [row for row in able if sign * row["obs_value"] == top]
    others = [row for row in rows if row not in first]
    is_exact = len(first) == 1 or all(row["comparator"] == "=" and row["upper_value"] is None for row in first)
    is_open = any(_span(row, sign)[1] >= min(_span(f, sign)[0] for f in first) for row in others)
    return Leaders(tuple(row["ref_area"] for row in first), is_settled=is_exact and not is_open)


def settled_places(ds: Dataset, frame: pd.DataFrame) -> frozenset[str]:
    """Say which areas' places among the others of a panel nothing leaves open.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    frame : pandas.DataFrame
        Rows of `compare.dataset.comparison`: one measure, one panel. Rows without a value do not count.

    Returns
    -------
    frozenset of str
        Codes of the ranked areas (`rank`) whose value is surely above or surely below each other one, or equal to it where both
        are exact: no bound, range or approximation of theirs or of another's may change the place.
    """
    rows = [row for row in to_rows(frame) if row["obs_value"] is not None]
    ranked = [row for row in rows if row["rank"] is not None]
    return frozenset(row["ref_area"] for row in ranked if all(_is_apart(row, other) for other in rows if other is not row))


def _is_apart(row: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Say whether two values are surely different, or equal and exact."""
    (low, high), (least, most) = _span(row, 1), _span(other, 1)
    return low > most or high < least or low == high == least == most


def may_lead(row: Mapping[str, Any], sign: int) -> bool:
    """Say whether a value can come first where more (`sign` 1) or less (-1) is better.

    Not where neither is, nor a value that its document contradicts, nor a bound that points away from the lead.
    """
    return sign != 0 and not is_contradicted(row) and row["comparator"] not in _CEILINGS[sign]


def _span(row: Mapping[str, Any], sign: int) -> tuple[float, float]:
    """Return the least and the greatest value that a statement allows, with signs changed where less is better."""
    low, high = possible(float(row["obs_value"]), row["comparator"])
    if row["upper_value"] is not None:
        low, high = float(row["obs_value"]), float(row["upper_value"])
    return (low, high) if sign > 0 else (-high, -low)
