"""The rows of a large table in groups, so that a comparison looks at those of its indicator alone.

Works on tables of observations as they are; what the groups mean is decided by those who ask.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from compare.dataset.files import to_rows

Row = dict[str, Any]

_MEASURE = ["indicator", "definition", "kind"]


class Groups:
    """Rows of a table by a column, and within it by another; the rows of a group are turned when they are first asked for.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table.
    column, within : str
        The columns.
    """

    def __init__(self, frame: pd.DataFrame, column: str, within: str) -> None:
        self._within = within
        self._places = frame.groupby(column, sort=False, dropna=False).indices
        order = np.concatenate([np.empty(0, dtype=np.intp), *self._places.values()])
        self._frame = frame.iloc[order]  # the groups one after the other: a slice costs nothing, to pick rows does
        ends = np.cumsum([len(places) for places in self._places.values()])
        self._spans = {code: slice(end - len(self._places[code]), end) for code, end in zip(self._places, ends, strict=True)}
        self._rows: dict[object, list[Row]] = {}
        self._parts: dict[object, dict[str, list[Row]]] = {}

    def of(self, code: object) -> list[Row]:
        """Return the rows that have a code in the column, in the order of the table."""
        if code not in self._rows and code in self._places:
            self._rows[code] = to_rows(self._frame.iloc[self._spans[code]])
        return self._rows.get(code, [])

    def within(self, code: object, part: str) -> list[Row]:
        """Return those of them that have a code in the other column."""
        if code not in self._parts:
            self._parts[code] = grouped(self.of(code), self._within)
        return self._parts[code].get(part, [])

    def rows(self) -> tuple[Row, ...]:
        """Return all rows in the order of the table; they are the same objects as those of the groups."""
        placed = {place: row for code, places in self._places.items() for place, row in zip(places, self.of(code), strict=True)}
        return tuple(placed[place] for place in range(len(self._frame)))


def grouped(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    """Return rows by what they have in a column."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found


def count_units(observations: pd.DataFrame) -> dict[tuple[str, str, str], Counter[str]]:
    """Count the units of each indicator, definition and kind: those of its targets, where it has none those of all values."""
    stated = observations[[*_MEASURE, "unit_measure"]]
    targets = stated[observations["value_type"] == "target"]
    found: dict[tuple[str, str, str], Counter[str]] = {}
    for frame in (stated, targets):  # what targets say takes the place of the rest
        counted: dict[tuple[str, str, str], Counter[str]] = {}
        sizes = frame.groupby([*_MEASURE, "unit_measure"], sort=False, dropna=False).size()
        for key, number in sizes.items():
            indicator, definition, kind, unit = map(str, key)  # type: ignore[call-overload]  # a key of four texts
            counted.setdefault((indicator, definition, kind), Counter())[unit] = number
        found |= counted
    return found


def areas_of_targets(observations: pd.DataFrame) -> dict[tuple[str, str, str], dict[str, set[str]]]:
    """Return the areas that state a dated target of each indicator, definition and kind, by unit."""
    is_target = observations["value_type"] == "target"
    is_dated = is_target & observations["obs_value"].notna() & observations["time_period"].notna()
    pairs = observations[[*_MEASURE, "unit_measure", "ref_area"]][is_dated].drop_duplicates()
    found: dict[tuple[str, str, str], dict[str, set[str]]] = {}
    for indicator, definition, kind, unit, area in pairs.itertuples(index=False, name=None):
        found.setdefault((indicator, definition, kind), {}).setdefault(unit, set()).add(area)
    return found
