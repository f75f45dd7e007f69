"""What the sections of a benchmark report share: the data, the compared rows and the language.

The rows come from the benchmark and are not computed here; this module only looks things up and names them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from compare.dataset import (
    REFERENCES,
    Dataset,
    Measure,
    area_name,
    format_period,
    format_value,
    leaders,
    measure_label,
    to_rows,
)
from compare.pages.words import word

Row = Mapping[str, Any]
"""A row of the benchmark."""


@dataclass(frozen=True)
class View:
    """A benchmark as its pages see it.

    Attributes
    ----------
    ds : Dataset
        The project.
    rows : pandas.DataFrame
        Rows of `compare.benchmark`, the measures in the order in which they are shown.
    reference : str
        ``best``, ``median``, ``parent`` or an area.
    language : str
        ``"zh"`` or ``"en"``.
    headline : int
        How many measures, from the first, the introduction speaks of.
    """

    ds: Dataset
    rows: pd.DataFrame
    reference: str
    language: str
    headline: int = 3

    @property
    def gap(self) -> str:
        """What stands between two sentences."""
        return "" if self.language == "zh" else " "

    @cached_property
    def groups(self) -> dict[Measure, list[dict[str, Any]]]:
        """The rows of each measure, the best first and those without a value last."""
        groups: dict[Measure, list[dict[str, Any]]] = {}
        for row in to_rows(self.rows):
            groups.setdefault(Measure.of(row), []).append(row)
        return groups

    @property
    def measures(self) -> list[Measure]:
        """The measures in their order."""
        return list(self.groups)

    @property
    def areas(self) -> list[str]:
        """The compared areas, level by level, each level in the order of the codelist."""
        levels = list(self.ds.codelists.area_level)
        present = set(self.rows["ref_area"])
        listed = [code for code in self.ds.codelists.ref_area if code in present]
        return sorted(listed, key=lambda code: levels.index(self.ds.codelists.ref_area[code].level))

    def of(self, measure: Measure) -> list[dict[str, Any]]:
        """Return the rows of a measure, the best first and those without a value last."""
        return self.groups[measure]

    def best(self, measure: Measure) -> frozenset[str]:
        """Return the areas that lead their group, where the values settle who does."""
        panels = pd.DataFrame(self.of(measure)).groupby("panel", sort=False)
        found = [leaders(self.ds, panel) for _, panel in panels]
        return frozenset(area for each in found if each.is_settled for area in each.areas)

    def number(self, measure: Measure) -> int:
        """Return the place of a measure in the report, from 1."""
        return self.measures.index(measure) + 1

    def label(self, measure: Measure) -> str:
        """Return the label of a measure."""
        return measure_label(self.ds, measure.indicator, measure.definition, measure.kind, self.language)

    def area(self, code: str) -> str:
        """Return the name of an area."""
        return area_name(self.ds, code, self.language)

    def value(self, row: Row) -> str:
        """Return the value of a row as readers see it."""
        return format_value(self.ds, row, self.language)

    def amount(self, row: Row) -> str:
        """Return the value of a row without its unit, for tables that name the unit at the row's head; % stays."""
        unit = self.ds.codelists.unit_measure[row["unit_measure"]]
        return (
            self.value(row) if unit.dimension == "percent" else self.value(row).removesuffix(unit.name(self.language)).strip()
        )

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

    def listing(self, items: Iterable[str]) -> str:
        """Join names as the language does."""
        return self.word("list_comma").join(items)

    def names(self, areas: Iterable[str]) -> str:
        """Join names of areas in a sentence."""
        *others, last = map(self.area, areas)
        return self.word("list_and").join([self.listing(others), last] if others else [last])

    def reference_text(self) -> str:
        """Say what gaps are measured against."""
        if self.reference in REFERENCES:
            return self.word(f"reference_{self.reference}")
        return self.word("reference_area", name=self.area(self.reference))


def stated(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows that have a value."""
    return [row for row in rows if row["obs_value"] is not None]
