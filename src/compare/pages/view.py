"""What the sections of a benchmark report share besides `Page`: the compared rows and what they are held against.

The rows come from the benchmark and are not computed here; this module only looks things up and names them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from compare.dataset import REFERENCES, Measure, by_level, leaders, to_rows
from compare.pages.page import Page


@dataclass(frozen=True)
class View(Page):
    """A benchmark as its pages see it.

    Attributes
    ----------
    rows : pandas.DataFrame
        Rows of `compare.benchmark`, the measures in the order in which they are shown.
    reference : str
        ``best``, ``median``, ``parent`` or an area.
    headline : int
        How many measures, from the first, the introduction speaks of.
    """

    rows: pd.DataFrame
    reference: str
    headline: int = 3

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
        return by_level(self.ds, self.rows["ref_area"])

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

    def reference_text(self) -> str:
        """Say what gaps are measured against."""
        if self.reference in REFERENCES:
            return self.word(f"reference_{self.reference}")
        return self.word("reference_area", name=self.area(self.reference))
