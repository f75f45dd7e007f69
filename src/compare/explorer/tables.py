"""What the views look up in the data set: which measures are shown, and the rows of each, read once.

Nothing is compared or decided here: rows are those of `compare.dataset.comparison`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd

from compare.dataset import (
    COMPARISON,
    REFERENCES,
    Dataset,
    Measure,
    areas_with_data,
    by_level,
    comparison,
    comparisons,
    to_rows,
)
from compare.derive import required_growth
from compare.explorer.choice import Choice, measure_key
from compare.pages import View

PART = 18
"""How many measures a part of the matrix shows: as many as are compared well within a second."""

_REMEMBERED = 1024


class Tables:
    """The data set as the explorer reads it; remembers the rows of a measure, because each change asks for most of them again.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    """

    def __init__(self, ds: Dataset) -> None:
        self.ds = ds
        self._rows = lru_cache(_REMEMBERED)(self._compare)
        self._best = lru_cache(_REMEMBERED)(self._lead)
        self._growth = lru_cache(_REMEMBERED)(self._require)

    @cached_property
    def stated(self) -> list[tuple[Measure, frozenset[str]]]:
        """Every measure of which there is a target, with the areas that state one; the most widely stated first."""
        columns = ["indicator", "definition", "kind", "unit_measure", "areas"]
        found = comparisons(self.ds, min_areas=1)[columns].itertuples(index=False, name=None)
        return [(Measure(*map(str, key)), frozenset(str(areas).split())) for *key, areas in found]

    @cached_property
    def areas(self) -> list[str]:
        """The areas that can be compared, level by level, each level in the order of the codelist."""
        return by_level(self.ds, areas_with_data(self.ds))

    @cached_property
    def shared(self) -> list[str]:
        """The indicators of which two or more areas state the same measure, the most widely stated first."""
        return list(dict.fromkeys(measure.indicator for measure, areas in self.stated if len(areas) > 1))

    @cached_property
    def indicators(self) -> list[str]:
        """The indicators of which there is a target: the shared ones first, then in the order of the codelist."""
        known = {measure.indicator for measure, _ in self.stated}
        return [*self.shared, *(code for code in self.ds.codelists.indicator if code in known and code not in self.shared)]

    @cached_property
    def usual_areas(self) -> list[str]:
        """The areas shown at first: those with a document, and those that state a shared measure."""
        wanted = {source.ref_area for source in self.ds.sources.values()}
        wanted |= {area for _, areas in self.stated if len(areas) > 1 for area in areas}
        return [area for area in self.areas if area in wanted]

    def measures(self, choice: Choice) -> list[Measure]:
        """Return the measures of a choice: of the indicators chosen all, of the usual ones those that areas share."""
        if not choice.indicators:
            return [measure for measure, areas in self.stated if len(areas) > 1]
        place = {code: n for n, code in enumerate(choice.indicators)}
        found = [measure for measure, _ in self.stated if measure.indicator in place]
        return sorted(found, key=lambda measure: place[measure.indicator])

    def measure(self, choice: Choice) -> Measure | None:
        """Return the measure that is drawn, None where there is none."""
        return next((m for m in self.measures(choice) if measure_key(m) == choice.measure), None)

    def stating(self, measure: Measure) -> frozenset[str]:
        """Return the areas that state a target of a measure."""
        return dict(self.stated)[measure]

    def shared_by(self, choice: Choice) -> list[Measure]:
        """Return the measures of a choice that two or more of its areas state."""
        return [m for m in self.measures(choice) if len(self.stating(m).intersection(choice.regions)) > 1]

    def references(self, choice: Choice) -> list[str]:
        """Return what a choice can be held against: the keywords, and its regions that state one of its measures."""
        stating = {area for measure in self.measures(choice) for area in self.stating(measure)}
        return [*REFERENCES, *(area for area in choice.regions if area in stating)]

    def parts(self, choice: Choice) -> int:
        """Return the number of parts of the matrix."""
        return max(1, -(-len(self.measures(choice)) // PART))

    def view(self, choice: Choice, measures: Sequence[Measure] | None = None) -> View:
        """Return the rows of the part of the matrix that is shown, or of some measures, in the form that pages read."""
        start = choice.part * PART
        shown = self.measures(choice)[start : start + PART] if measures is None else measures
        frames = [self._rows(measure, choice.regions, choice.reference) for measure in shown] if choice.regions else []
        empty = pd.DataFrame(columns=list(COMPARISON)).astype(COMPARISON)
        rows = pd.concat(frames, ignore_index=True) if frames else empty
        return View(self.ds, choice.language, rows=rows, reference=choice.reference)

    def rows(self, choice: Choice, measure: Measure) -> list[dict[str, Any]]:
        """Return the rows of a measure for the areas of a choice."""
        return to_rows(self._rows(measure, choice.regions, choice.reference))

    def best(self, choice: Choice, measure: Measure) -> frozenset[str]:
        """Return the areas of a choice that lead their group in a measure, where the values settle who does."""
        return self._best(measure, choice.regions, choice.reference)

    def growth(self, choice: Choice, measure: Measure) -> pd.DataFrame:
        """Return how fast the areas of a choice must grow in the indicator of a measure."""
        return self._growth(measure.indicator, choice.regions)

    def _lead(self, measure: Measure, regions: tuple[str, ...], reference: str) -> frozenset[str]:
        return View(self.ds, "en", rows=self._rows(measure, regions, reference), reference=reference).best(measure)

    def _require(self, indicator: str, regions: tuple[str, ...]) -> pd.DataFrame:
        return required_growth(self.ds, indicator, regions=regions)

    def _compare(self, measure: Measure, regions: tuple[str, ...], reference: str) -> pd.DataFrame:
        what = {"definition": measure.definition, "kind": measure.kind}
        return comparison(self.ds, measure.indicator, regions=regions, reference=reference, **what)
