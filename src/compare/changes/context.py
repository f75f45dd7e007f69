"""What is known when a reason is sought: both data sets, the inputs that differ, the documents that are the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from compare.changes.inputs import Changed
from compare.changes.matching import Documents, Pair, Row, statements
from compare.dataset import Dataset, Measure, compared_rows, to_rows

Span = tuple[str, int, int]


@dataclass(frozen=True)
class Cause:
    """A reason: the code of its sentence, what the sentence names, and the input or change that it refers to."""

    code: str
    values: tuple[tuple[str, Any], ...] = ()
    refers: str = ""


def cause(code: str, refers: str = "", **values: Any) -> Cause:
    """Return a reason."""
    return Cause(code, tuple(values.items()), refers)


@dataclass(frozen=True)
class Context:
    """Two data sets held against each other.

    Attributes
    ----------
    before, after : Dataset
        The two.
    entries : tuple of Changed
        The inputs that differ.
    documents : Documents
        Which documents are the same.
    """

    before: Dataset
    after: Dataset
    entries: tuple[Changed, ...]
    documents: Documents

    @cached_property
    def effective(self) -> tuple[Changed, ...]:
        """The inputs that differ in something that a figure can follow from."""
        return tuple(entry for entry in self.entries if entry.is_effective)

    @cached_property
    def by_id(self) -> dict[str, Changed]:
        """The inputs that differ, by id."""
        return {entry.id: entry for entry in self.entries}

    def of_kind(self, *kinds: str) -> list[Changed]:
        """Return the inputs of some kinds that differ in effect."""
        return [entry for entry in self.effective if entry.kind in kinds]

    def codes(self, listed: str, names: Iterable[str | None]) -> list[Changed]:
        """Return the entries of a codelist that differ, of some codes."""
        found = (self.by_id.get(f"codelists/{listed}.yaml#{name}") for name in dict.fromkeys(names))
        return [entry for entry in found if entry is not None]

    def side(self, is_after: bool) -> Dataset:
        """Return one of the two data sets."""
        return self.after if is_after else self.before

    def now(self, source_id: str | None) -> str | None:
        """Return the id that a document has."""
        return self.documents.now(source_id)

    def has_same_text(self, source_id: str | None) -> bool:
        """Say whether the text of a document, by the id that it had or has, is what it was."""
        return self.now(source_id) in self.documents.same_text

    def title(self, source_id: str) -> tuple[str, str]:
        """Return the titles of a document."""
        source = self.after.sources.get(source_id) or self.before.sources[source_id]
        return source.title.strip("《》"), source.title_en

    @cached_property
    def _quotes(self) -> tuple[frozenset[tuple[str | None, str]], frozenset[tuple[str | None, str]]]:
        def quotes(ds: Dataset) -> frozenset[tuple[str | None, str]]:
            frames = [ds.mentions, ds.actions, ds.responsibilities]
            pairs = (zip(frame["source_id"].tolist(), frame["quote"].tolist(), strict=True) for frame in frames)
            return frozenset((self.now(source), quote) for found in pairs for source, quote in found)

        return quotes(self.before), quotes(self.after)

    def is_quoted(self, source_id: str, quote: str, *, is_after: bool) -> bool:
        """Say whether a side has read a sentence in a document."""
        return (self.now(source_id), quote) in self._quotes[is_after]

    @cached_property
    def _at(self) -> tuple[dict[Span, list[Row]], dict[Span, list[Row]]]:
        def places(ds: Dataset) -> dict[Span, list[Row]]:
            found: dict[Span, list[Row]] = {}
            for row in to_rows(ds.mentions):
                found.setdefault((self.now(row["source_id"]) or "", row["char_start"], row["char_end"]), []).append(row)
            return found

        return places(self.before), places(self.after)

    def read_at(self, mention: Row, *, is_after: bool) -> list[Row]:
        """Return what a side has read at the place of a mention, where the text is the same on both."""
        if not self.has_same_text(mention["source_id"]):
            return []
        return self._at[is_after].get((self.now(mention["source_id"]) or "", mention["char_start"], mention["char_end"]), [])

    def observations(self, identifiers: Iterable[str]) -> list[Row]:
        """Return the observations of some identifiers, of both sides."""
        found = (ds.observation(i) for i in identifiers for ds in (self.before, self.after))
        return [row for row in found if row is not None]

    def compared(self, measure: Measure, *, is_after: bool) -> Mapping[str, Row]:
        """Return what counts of each area in a measure on a side, with its panel, as `compare.comparison` has it, by id."""
        if (measure, is_after) not in self._compared:
            ds = self.side(is_after)
            stated = ds.of_indicator(measure.indicator) if measure.indicator in ds.codelists.indicator else []
            areas = dict.fromkeys(row["ref_area"] for row in stated if Measure.of(row) == measure and _is_target(row))
            rows = compared_rows(ds, measure, areas) if areas else []
            self._compared[measure, is_after] = {row["observation_id"]: row for row in rows}
        return self._compared[measure, is_after]

    @cached_property
    def _compared(self) -> dict[tuple[Measure, bool], Mapping[str, Row]]:
        return {}

    def statements(self, pair: Pair) -> tuple[list[Row], list[Row]]:
        """Return the statements behind the two sides of a pair of observations."""
        old, new = pair.before, pair.after
        return (list(statements(self.before, old)) if old else [], list(statements(self.after, new)) if new else [])


def _is_target(row: Row) -> bool:
    """Say whether a row is what areas are compared by."""
    return row["value_type"] == "target" and None not in (row["time_period"], row["obs_value"])
