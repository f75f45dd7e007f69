"""What the sections of every report share: the data, the language, and the names of areas, measures and values in it.

It chooses and computes nothing; a report that compares rows, follows a region or holds targets against actuals has a view of
its own on top of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from compare.dataset import Dataset, Measure, Source, area_name, format_period, format_value, measure_label
from compare.pages.words import word

Row = Mapping[str, Any]
"""A row of a table, with None for what is missing."""

_WHOLE = ("percent", "rank")
"""Dimensions whose unit belongs to the number: 3.5%, 第 9 位."""


@dataclass(frozen=True)
class Page:
    """A report as its sections see it.

    Attributes
    ----------
    ds : Dataset
        The project.
    language : str
        ``"zh"`` or ``"en"``.
    """

    ds: Dataset
    language: str

    @property
    def gap(self) -> str:
        """What stands between two sentences."""
        return "" if self.language == "zh" else " "

    def label(self, measure: Measure) -> str:
        """Return the label of a measure, with its unit."""
        return measure_label(self.ds, measure.indicator, measure.definition, measure.kind, self.language)

    def area(self, code: str) -> str:
        """Return the name of an area."""
        return area_name(self.ds, code, self.language)

    def level(self, area: str) -> str:
        """Return the name of the administrative level of an area."""
        return self.ds.codelists.area_level[self.ds.codelists.ref_area[area].level].name(self.language)

    def title_of(self, source: Source) -> str:
        """Return the title of a document."""
        return source.title_in(self.language)

    def issued(self, source: Source) -> str:
        """Return when a document was issued, as a sentence says it: a year alone is written as one."""
        return f"{source.issued}年" if self.language == "zh" and len(source.issued) == len("2022") else source.issued

    def value(self, row: Row) -> str:
        """Return the value of a row as readers see it."""
        return format_value(self.ds, row, self.language)

    def amount(self, row: Row) -> str:
        """Return the value of a row without its unit, for tables that name the unit at the row's head; % and ranks stay."""
        unit = self.ds.codelists.unit_measure[row["unit_measure"]]
        shown = self.value(row)
        return shown if unit.dimension in _WHOLE else shown.removesuffix(unit.name(self.language)).strip()

    def year(self, row: Row) -> str:
        """Return the year or years of a row."""
        return format_period(row, self.language)

    def dated(self, row: Row) -> str:
        """Return value and year of a row."""
        year = self.year(row)
        return self.value(row) + (self.word("brackets", text=year) if year else "")

    def word(self, key: str, **values: object) -> str:
        """Return a word of the interface."""
        return word(key, self.language, **values)

    def count(self, key: str, n: int) -> str:
        """Say how many there are: the words ``n_<key>``, or ``n_<key>_one`` of one."""
        return self.word(f"n_{key}_one" if n == 1 else f"n_{key}", n=n)

    def listing(self, items: Iterable[str]) -> str:
        """Join names as the language does."""
        return self.word("list_comma").join(items)

    def names(self, areas: Iterable[str]) -> str:
        """Join names of areas in a sentence."""
        *others, last = map(self.area, areas)
        return self.word("list_and").join([self.listing(others), last] if others else [last])


def stated(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows that have a value."""
    return [row for row in rows if row["obs_value"] is not None]
