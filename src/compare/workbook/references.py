"""What the values of a workbook can be held against: every choice of reference for every group of comparison.

A group is one measure among the areas that it may be compared in. Which value a choice stands for is the library's decision,
taken from the comparisons; where there is none, the reason says why. The sheets look their references up here, by number.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from compare.comparability import direction
from compare.dataset import is_contradicted, possible, resolve_area
from compare.workbook.cells import is_missing
from compare.workbook.content import STATISTICS, Comparison, Content, Row
from compare.workbook.labels import text
from compare.workbook.scale import Scale

UNSET, NO_PARENT = 0, 99_999
"""Numbers of the choices that a reader cannot make: none, and the parent of an area without a parent that has a value."""

_MOST = 6
"""Decimals beyond which a median is not printed."""


@dataclass(frozen=True)
class Group:
    """The values of one measure that may be ranked together, the best first."""

    number: int
    compared: Comparison
    panel: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Held:
    """What the values of a group are held against under one choice.

    Attributes
    ----------
    area : str or None
        The region of the value; none of a median.
    value : float or None
        In base units; None where the choice has no value for the group.
    comparator : str
        Of the value.
    period : int or None
        Its year; none of a median.
    peers : tuple of row
        What the decimals come from: the row of the value, or all rows of a median.
    reason : tuple of str
        Why there is no value, in Chinese and English; empty texts where there is one.
    """

    area: str | None = None
    value: float | None = None
    comparator: str = "="
    period: int | None = None
    peers: tuple[Row, ...] = ()
    reason: tuple[str, str] = ("", "")

    def decimals(self, scale: Scale) -> int:
        """Return the decimals that show the value as precisely as its documents do; of a median as many as it needs."""
        places = max((scale.decimals(row) for row in self.peers), default=0)
        value = scale.value(self.value)
        while self.area is None and value is not None and places < _MOST and abs(round(value, places) - value) > 1e-9:
            places += 1
        return places

    def span(self, scale: Scale) -> tuple[float, float]:
        """Return the least and the greatest value that its statement leaves possible, in the unit shown."""
        if self.area is None and self.comparator != "=":
            return -math.inf, math.inf
        return span(self.peers[0], scale) if self.area is not None else (scale.value(self.value),) * 2  # type: ignore[return-value]


def span(row: Row, scale: Scale) -> tuple[float, float]:
    """Return the least and the greatest value that a row leaves possible, in the unit shown."""
    value, upper = scale.value(row["obs_value"]), scale.value(row["upper_value"])
    assert value is not None
    return possible(value, row["comparator"]) if upper is None else (value, upper)


@dataclass(frozen=True)
class References:
    """The choices of a workbook and what each means for each group."""

    content: Content

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """The regions shown, then others that values are held against."""
        outside = (area for compared in self.content.comparisons for area in compared.outside)
        named = () if self.named is None else (self.named,)
        return tuple(dict.fromkeys([*self.content.areas, *named, *outside]))

    @cached_property
    def named(self) -> str | None:
        """The region that the caller named as reference."""
        reference = self.content.reference
        is_area = reference is not None and reference not in {*STATISTICS, "parent"}
        return resolve_area(self.content.ds, str(reference)) if is_area else None

    @cached_property
    def choices(self) -> tuple[str, ...]:
        """What a reader can choose, numbered from 1: statistics and regions; the parent where the workbook was made with it."""
        parent = ("parent",) if self.content.reference == "parent" else ()
        named = () if self.named is None else (self.named,)
        return tuple(dict.fromkeys([*STATISTICS, *parent, *self.content.areas, *named]))

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Number of each choice and of each region, whether or not it can be chosen."""
        return {choice: n for n, choice in enumerate(dict.fromkeys([*self.choices, *self.areas]), 1)}

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The groups in the order of the comparisons."""
        found: list[Group] = []
        for compared in self.content.comparisons:
            panels: dict[str, list[Row]] = {}
            for row in compared.stated():
                panels.setdefault(row["panel"], []).append(row)
            found += [Group(len(found) + n, compared, p, tuple(rows)) for n, (p, rows) in enumerate(panels.items(), 1)]
        return tuple(found)

    def opening(self) -> str:
        """Return the choice with which the workbook opens."""
        return self.named or str(self.content.reference)

    def sign(self, group: Group) -> int:
        """Return 1 where more is better in a group, -1 where less is, 0 where neither."""
        measure = group.compared.measure
        return direction(measure.indicator, measure.kind, self.content.ds.codelists)

    def all_held(self, group: Group) -> Iterator[tuple[int, Held]]:
        """Yield the number of each choice with what it means for a group."""
        for number in (UNSET, NO_PARENT, *(number for choice, number in self.numbers.items() if choice != "parent")):
            yield number, self.held_of(group, number)

    def held_of(self, group: Group, number: int) -> Held:
        """Return what the choice of a number means for a group."""
        if number == UNSET:
            return Held(reason=_words("ref_unset"))
        if number == NO_PARENT:
            return Held(reason=_words("ref_parent_amount" if group.compared.is_panelled else "ref_no_parent"))
        return self.held(group, self._choices[number])

    def held(self, group: Group, choice: str) -> Held:
        """Return what a statistic or a region means for a group."""
        key = group.number, choice
        if key not in self._held:
            self._held[key] = self._statistic(group, choice) if choice in STATISTICS else self._area(group, choice)
        return self._held[key]

    @cached_property
    def _choices(self) -> Mapping[int, str]:
        return {number: choice for choice, number in self.numbers.items()}

    @cached_property
    def _held(self) -> dict[tuple[int, str], Held]:
        return {}

    def parent(self, row: Row) -> int:
        """Return the number of the region that `row` is held against as its parent."""
        area = row["reference_area"] if self.content.reference == "parent" else None
        return NO_PARENT if is_missing(area) else self.numbers[str(area)]

    def _statistic(self, group: Group, choice: str) -> Held:
        row = group.compared.against[choice][group.rows[0]["ref_area"]]
        if is_missing(row["reference_value"]):
            return Held(reason=_words("ref_alone" if len(group.rows) < 2 else "ref_no_best"))
        area = None if is_missing(row["reference_area"]) else str(row["reference_area"])
        peers = group.rows if area is None else (group.compared.rows[area],)
        return Held(area, row["reference_value"], row["reference_comparator"], row["reference_period"], peers)

    def _area(self, group: Group, area: str) -> Held:
        row = group.compared.rows.get(area) or group.compared.outside.get(area)
        if row is None:
            return Held(reason=_words("ref_not_read"))
        if row["panel"] != group.panel:
            return Held(reason=_words("ref_other_level"))
        if row["obs_value"] is None:
            if self.content.is_undocumented(row):
                return Held(reason=_words("ref_not_read"))
            return Held(reason=(row["absence_zh"], row["absence_en"]))
        if is_contradicted(row):
            return Held(reason=_words("ref_doubted"))
        return Held(area, row["obs_value"], row["comparator"], row["time_period"], (row,))


def _words(key: str) -> tuple[str, str]:
    return text(key, "zh"), text(key, "en")
