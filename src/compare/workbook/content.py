"""What a workbook shows, chosen and put in order once for all its sheets and languages.

Takes the comparisons of the data set as they are; it compares nothing itself. Writes no cells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from compare.dataset import (
    MARKS,
    REFERENCES,
    Dataset,
    Measure,
    Selection,
    check_reference,
    compare_measures,
    compared_rows,
    resolve_area,
    select,
    split_ids,
    to_rows,
)
from compare.workbook.cells import is_missing
from compare.workbook.layout import HEAD_ROW

Row = Mapping[str, Any]
STATISTICS = ("best", "median")
"""What any workbook lets its reader hold values against, beside the regions."""

SOURCE_OF_FIGURES = ["source_title", "source_address"]
"""Columns that tell the sources of reference figures apart."""

REFERENCE_GAP = 5
"""Rows from the last document on the sheet of sources to the first source of reference figures: blank, heading, heads."""


@dataclass(frozen=True)
class Comparison:
    """One measure with a row for each region.

    Attributes
    ----------
    measure : Measure
        Indicator, definition, kind and unit.
    is_panelled : bool
        An amount: shown by administrative level, never ranked across.
    rows : Mapping
        Rows of `compare.dataset.comparison` by region code, panel by panel, the best first.
    against : Mapping
        The rows that have a value once more for each of `STATISTICS`, held against it.
    outside : Mapping
        Rows of regions that are not shown, but that values are held against.
    """

    measure: Measure
    is_panelled: bool
    rows: Mapping[str, Row]
    against: Mapping[str, Mapping[str, Row]] = field(default_factory=dict)
    outside: Mapping[str, Row] = field(default_factory=dict)

    def stated(self) -> list[Row]:
        """Return the rows that have a value, in their order."""
        return [row for row in self.rows.values() if row["obs_value"] is not None]

    @cached_property
    def _panels(self) -> Counter[str]:
        return Counter(row["panel"] for row in self.stated())

    def is_reference(self, row: Row) -> bool:
        """Say whether the value of `row` is the one that others of its panel are held against."""
        return (
            self._panels[row["panel"]] > 1
            and not is_missing(row["reference_value"])
            and bool(row["obs_value"] == row["reference_value"])
        )


def mark(comparator: object) -> str:
    """Return the mark of a comparator, without the space after it; empty for an exact value."""
    return "" if is_missing(comparator) else MARKS[str(comparator)].strip()


def row_mark(row: Row) -> str:
    """Return the mark of a row of a comparison; a range, which shows both its ends, needs none."""
    return mark(row["comparator"]) if is_missing(row["upper_value"]) else ""


@dataclass(frozen=True)
class Content:
    """The chosen content of a workbook.

    Attributes
    ----------
    ds : Dataset
        The data set.
    selection : Selection
        What the caller chose of it.
    comparisons : tuple of Comparison
        In order: those comparable across levels, then those that are not; each by topic, the most widely stated first.
    alone : tuple of Comparison
        Measures of the chosen indicators that only one region states; with the rows of that region alone.
    areas : tuple of str
        Region codes by administrative level.
    observations, mentions : pandas.DataFrame
        The rows of the long sheets in their order; `mentions` only those that state an indicator.
    reference : str or None
        As given by the caller.
    """

    ds: Dataset
    selection: Selection
    comparisons: tuple[Comparison, ...]
    alone: tuple[Comparison, ...]
    areas: tuple[str, ...]
    observations: pd.DataFrame
    mentions: pd.DataFrame
    reference: str | None

    @cached_property
    def documented(self) -> frozenset[str]:
        """Regions that have a document of their own."""
        return frozenset(source.ref_area for source in self.ds.sources.values())

    def is_undocumented(self, row: Row) -> bool:
        """Say whether a row of a comparison has no value because nothing of its region was read."""
        return row["absence"] == "not_stated" and row["ref_area"] not in self.documented

    @cached_property
    def observation_rows(self) -> Mapping[str, int]:
        """Row of each observation on the sheet of long data."""
        return {code: HEAD_ROW + 1 + n for n, code in enumerate(self.observations["observation_id"].tolist())}

    @cached_property
    def mention_rows(self) -> Mapping[str, int]:
        """Row of each mention on the sheet of quotes; the first, where one mention has several indicators."""
        return {code: HEAD_ROW + 1 + n for n, code in reversed(list(enumerate(self.mentions["mention_id"].tolist())))}

    @cached_property
    def actions(self) -> pd.DataFrame:
        """Rows of the sheet of instrument quotes: the quotes of the chosen documents in their order."""
        return self.selection.actions()

    @cached_property
    def findings(self) -> pd.DataFrame:
        """Rows of the sheet of findings, the gravest first."""
        return self.selection.findings()

    @cached_property
    def derived(self) -> pd.DataFrame:
        """Rows of the sheet of derived figures."""
        return self.selection.derived()

    @cached_property
    def derived_rows(self) -> Mapping[str, int]:
        """Row of each derived figure on its sheet."""
        return {code: HEAD_ROW + 1 + n for n, code in enumerate(self.derived["derived_id"])}

    @cached_property
    def source_rows(self) -> Mapping[str, int]:
        """Row of each document on the sheet of sources."""
        return {code: HEAD_ROW + 1 + n for n, code in enumerate(self.ds.sources)}

    @cached_property
    def reference_rows(self) -> Mapping[str, int]:
        """Row of the source of each figure of the reference tables on the sheet of sources, below the documents."""
        start, frame = HEAD_ROW + len(self.ds.sources) + REFERENCE_GAP, self.ds.reference
        groups = frame.groupby(SOURCE_OF_FIGURES, dropna=False, sort=True)["reference_id"]
        return {code: start + n for n, (_, codes) in enumerate(groups) for code in codes}

    def place_of(self, code: str | None) -> tuple[str, str] | None:
        """Return sheet (a key of `labels.SHEETS`) and cell of a value, mention or figure that the workbook holds."""
        if code is None:
            return None
        held = {"long": self.observation_rows, "quotes": self.mention_rows, "derived": self.derived_rows}
        found = ((sheet, rows[code]) for sheet, rows in (held | {"sources": self.reference_rows}).items() if code in rows)
        return next(((sheet, f"A{row}") for sheet, row in found), None)

    def mention_at(self, source_id: str | None, start: int | None, end: int | None) -> str | None:
        """Return the first mention of the sheet of quotes whose number stands in a span of a document."""
        if source_id is None or start is None or end is None:
            return None
        rows = self.mentions
        found = rows[(rows["source_id"] == source_id) & (rows["char_start"] >= start) & (rows["char_end"] <= end)]
        return str(found["mention_id"].iloc[0]) if len(found) else None

    @cached_property
    def finding_of(self) -> Mapping[str, Row]:
        """The gravest finding about each observation, with its row on the sheet of findings as ``row``."""
        rows = [finding | {"row": HEAD_ROW + 1 + n} for n, finding in enumerate(to_rows(self.findings))]
        return {code: finding for finding in reversed(rows) for code in split_ids(finding["observation_ids"])}

    @cached_property
    def observation_of(self) -> Mapping[str, str]:
        """Observation that each mention belongs to."""
        pairs = zip(*(self.observations[name].tolist() for name in ("observation_id", "mention_ids")), strict=True)
        return {mention: code for code, mentions in pairs for mention in split_ids(mentions)}

    @cached_property
    def first_mentions(self) -> Mapping[str, str]:
        """The mention of each observation that comes first in its document."""
        return self.selection.first_mentions()


def choose_content(
    ds: Dataset,
    *,
    indicators: Sequence[str] | None = None,
    regions: Sequence[str] | None = None,
    reference: str | None = "best",
) -> Content:
    """Choose what the workbook shows."""
    selection = select(ds, indicators=indicators, regions=regions)
    every = selection.measures(1)
    is_shown = every["n_areas"] >= selection.least
    if reference is not None:
        check_reference(ds, reference, every[is_shown])
    shown = _order_areas(ds, selection.stating())
    return Content(
        ds=ds,
        selection=selection,
        comparisons=_compare(ds, every[is_shown], shown, reference),
        alone=_alone(ds, every[~is_shown], shown),
        areas=shown,
        observations=selection.observations(),
        mentions=selection.mentions(),
        reference=reference,
    )


def _compare(ds: Dataset, found: pd.DataFrame, areas: Sequence[str], reference: str | None) -> tuple[Comparison, ...]:
    """Compare the regions in each measure; sort by comparability across levels, topic and how widely a measure is stated."""
    compared = []
    for record in _by_topic(ds, found):
        measure = Measure.of(record)
        frame = compare_measures(ds, [measure], regions=areas, reference=reference)
        rows = _by_area(frame)
        stated = {area: row for area, row in rows.items() if row["obs_value"] is not None}
        against = {
            s: stated if s == reference else _by_area(compare_measures(ds, [measure], regions=list(stated), reference=s))
            for s in STATISTICS
        }
        outside = _rows(ds, measure, _outside(ds, frame, areas, reference))
        compared.append(Comparison(measure, bool(record["is_panelled"]), rows, against, outside))
    return tuple(compared)


def _alone(ds: Dataset, found: pd.DataFrame, areas: Sequence[str]) -> tuple[Comparison, ...]:
    """Return the measures that one of the regions states alone, by topic."""
    compared = []
    for record in _by_topic(ds, found):
        measure = Measure.of(record)
        rows = _rows(ds, measure, [area for area in split_ids(record["areas"]) if area in areas])
        if rows:
            compared.append(Comparison(measure, bool(record["is_panelled"]), rows))
    return tuple(compared)


def _by_topic(ds: Dataset, found: pd.DataFrame) -> list[dict[str, Any]]:
    """Return measures by comparability across levels and topic, the most widely stated first."""
    topics, indicators = list(ds.codelists.topic), ds.codelists.indicator
    order = {code: _place(topics, indicator.topic) for code, indicator in indicators.items()}
    return sorted(to_rows(found), key=lambda record: (record["is_panelled"], order[record["indicator"]]))


def _by_area(frame: pd.DataFrame) -> Mapping[str, Row]:
    return {row["ref_area"]: row for row in to_rows(frame)}


def _rows(ds: Dataset, measure: Measure, areas: Sequence[str]) -> Mapping[str, Row]:
    """Return the rows of some areas in one measure, held against nothing."""
    return {row["ref_area"]: row for row in compared_rows(ds, measure, areas)}


def _outside(ds: Dataset, frame: pd.DataFrame, areas: Sequence[str], reference: str | None) -> list[str]:
    """Return the regions that values are held against though they are not shown."""
    named = [] if reference is None or reference in REFERENCES else [resolve_area(ds, reference)]
    found = list(frame["reference_area"].dropna()) if "reference_area" in frame else []
    return [area for area in dict.fromkeys([*named, *found]) if area not in areas]


def _place(codes: Sequence[str], code: str) -> int:
    return codes.index(code) if code in codes else len(codes)


def _order_areas(ds: Dataset, areas: Sequence[str]) -> tuple[str, ...]:
    """Order by level, those with a plan of their own first."""
    levels, codes = list(ds.codelists.area_level), list(ds.codelists.ref_area)
    own = {source.ref_area for source in ds.sources.values()}
    order = {a: (levels.index(ds.codelists.ref_area[a].level), a not in own, codes.index(a)) for a in areas}
    return tuple(sorted(order, key=lambda a: order[a]))
