"""What the checks look at: the statements of a data set, indexed once, with what each leaves possible and its quotes.

Two rows that are the ends of a range are one statement here. Nothing is judged in this module.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from compare.checks.intervals import Interval, allowed
from compare.checks.rules import Rule
from compare.dataset import Dataset, figures_of
from compare.dataset.parts import PART, WHOLE, PartWords, Reach, load_part_words, surest
from compare.lexicons import load_lexicons

Row = dict[str, Any]

_SIGNED = frozenset({"growth", "change_pp"})
"""Kinds that may be negative."""

REPAIRED = "number repaired"
INFERRED = (
    "year from the paragraph",
    "year from the plan's period",
    "year: end of the document's period",
    "area: the document's",
)
"""Phrases of the comment of an observation: its number was repaired; its year or area does not stand beside it."""

_NO_VALUE = frozenset({"M", "O"})
"""Codes of ``obs_status`` of what has no value."""


@dataclass(frozen=True, eq=False)
class Statement:
    """A value as a document states it.

    Attributes
    ----------
    row : dict
        The observation; of a range the lower one, with `upper_value`.
    interval : Interval
        What it leaves possible.
    ids : tuple of str
        Its observations.
    """

    row: Row
    interval: Interval
    ids: tuple[str, ...]

    @property
    def year(self) -> int:
        """The year that the value is for; 0 where it has none."""
        return int(self.row["time_period"] or 0)

    @property
    def start(self) -> int:
        """The first year that the value covers."""
        return int(self.row["period_start"] or self.year)

    @property
    def years(self) -> int:
        """How many years the value covers."""
        return self.year - self.start + 1

    @property
    def is_repaired(self) -> bool:
        """Whether its number was repaired."""
        return REPAIRED in self._phrases

    @property
    def is_unsure(self) -> bool:
        """Whether its year, area or number was inferred or repaired."""
        return self.is_repaired or any(phrase in self._phrases for phrase in INFERRED)

    @property
    def _phrases(self) -> list[str]:
        return (self.row["comment"] or "").split("; ")


@dataclass(frozen=True, eq=False)
class Evidence:
    """A data set with the indexes that checks need, each built when it is first asked for."""

    ds: Dataset
    words: PartWords | None = None

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """All statements, in the order of their key and their identifiers whatever the order of the table."""
        groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        for row in filter(_has_value, self.ds.rows):
            single = row["observation_id"] if row["bound"] == "point" else ""  # the ends of a range stand together
            groups[(*_key(row), row["period_start"], single)].append(row)
        made = [s for rows in groups.values() for s in _statements(rows)]
        return tuple(sorted(made, key=lambda s: (tuple(map(str, _key(s.row))), s.ids)))

    @cached_property
    def by_indicator(self) -> dict[str, list[Statement]]:
        """Statements by indicator, without those of a part of the area."""
        groups: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.statements:
            if not self.is_part(statement):
                groups[statement.row["indicator"]].append(statement)
        return dict(groups)

    @cached_property
    def by_measure(self) -> dict[tuple[str, str, str, str], list[Statement]]:
        """Statements by source, area, indicator and kind."""
        return self._grouped(("source_id", "ref_area", "indicator", "kind"))

    @cached_property
    def _by_unit(self) -> dict[tuple[str, str, str], list[Statement]]:
        """Statements by what a rule can ask for: indicator, kind and unit."""
        return self._grouped(("indicator", "kind", "unit_measure"))

    @cached_property
    def series(self) -> dict[tuple[str, ...], list[Statement]]:
        """Statements of a source by area, indicator, definition, kind and unit, without those of a part."""
        groups = self._grouped(("source_id", "ref_area", "indicator", "definition", "kind", "unit_measure"))
        return {key: [s for s in same if not self.is_part(s)] for key, same in groups.items()}

    def _grouped(self, columns: tuple[str, ...]) -> dict[tuple[Any, ...], list[Statement]]:
        groups: dict[tuple[Any, ...], list[Statement]] = defaultdict(list)
        for statement in self.statements:
            groups[tuple(statement.row[c] for c in columns)].append(statement)
        return dict(groups)

    def narrowest(self, statement: Statement) -> Interval:
        """Return what a statement leaves possible where it is made without a bound, if it is anywhere; else what it allows."""
        is_bare = statement.row["bound"] == "point" and any(m["comparator"] == "=" for m in self.mentions(statement))
        return allowed(statement.row["obs_value"], "=") if is_bare else statement.interval

    @cached_property
    def _reaches(self) -> dict[tuple[str, ...], Reach]:
        """What each statement is of, by its observations."""
        words = self.words or _read_words(self.ds)
        areas = self.ds.codelists.ref_area
        return {s.ids: surest(words.reach(m, areas[s.row["ref_area"]]) for m in self.mentions(s)) for s in self.statements}

    def reach(self, statement: Statement) -> Reach:
        """Say what a statement is of: the area as a whole, a part of it, or the one or the other."""
        return self._reaches[statement.ids]

    def is_part(self, statement: Statement) -> bool:
        """Say whether a statement is of a part of the area, by its own words."""
        return self.reach(statement).code == PART

    def is_doubtful(self, *statements: Statement) -> bool:
        """Say whether year, area or number of a statement were inferred, or it may be of a part of the area."""
        return any(s.is_unsure or self.reach(s).code != WHOLE for s in statements)

    @cached_property
    def _figures(self) -> dict[tuple[str, str], list[Row]]:
        named = {(row["ref_area"], row["indicator"]) for row in self.ds.figures}
        return {(area, indicator): figures_of(self.ds, area, indicator) for area, indicator in named}

    def figures(self, area: str, indicator: str) -> list[Row]:
        """Return the usable figures of `compare.dataset.figures_of`, without forecasts and noughts."""
        return [row for row in self._figures.get((area, indicator), []) if row["obs_status"] != "F" and row["obs_value"]]

    def selected(self, rule: Rule) -> Iterator[Statement]:
        """Yield the statements that a rule is about."""
        return (s for same in self._by_unit.values() if self.is_meant(rule, same[0].row) for s in same)

    def repeated(self, rule: Rule) -> Iterator[tuple[Statement, list[Row]]]:
        """Yield those that are made more than once, with their mentions."""
        return ((s, self.mentions(s)) for s in self.selected(rule) if " " in (s.row["mention_ids"] or ""))

    def is_meant(self, rule: Rule, row: Row) -> bool:
        """Say whether a rule is about an observation."""
        lists = self.ds.codelists
        given = (
            (rule.indicators, row["indicator"]),
            (rule.families, lists.indicator[row["indicator"]].family),
            (rule.kinds, row["kind"]),
            (rule.dimensions, lists.unit_measure[row["unit_measure"]].dimension),
        )
        return all(value in wanted for wanted, value in given if wanted)

    @cached_property
    def _mentions(self) -> dict[str, Row]:
        return {row["mention_id"]: row for row in self.ds.stated}

    def mentions(self, statement: Statement) -> list[Row]:
        """Return the mentions of a statement, in the order of the text."""
        ids = (statement.row["mention_ids"] or "").split()
        return sorted((self._mentions[i] for i in ids), key=lambda m: (m["source_id"], m["char_start"], m["mention_id"]))

    def quotes(self, first: Statement, other: Statement) -> tuple[Row, ...]:
        """Return a mention of each of two statements: cells of tables where both have one, else the first of each."""
        found = [self.mentions(s) for s in (first, other)]
        cells = [[m for m in mentions if is_cell(m)] for mentions in found]
        return tuple(mentions[0] for mentions in (cells if all(cells) else found) if mentions)


def _has_value(row: Row) -> bool:
    return row["obs_value"] is not None and row["obs_status"] not in _NO_VALUE


def is_cell(mention: Row) -> bool:
    """Say whether a mention is a cell of a table."""
    return (mention["location"] or "").startswith("table")


def _key(row: Row) -> tuple[Any, ...]:
    names = ("source_id", "ref_area", "indicator", "definition", "kind", "unit_measure", "time_period", "value_type")
    return tuple(row[name] for name in names)


def _statements(rows: list[Row]) -> Iterator[Statement]:
    """Yield the statements of rows that differ in nothing but value and bound."""
    lower = [row for row in rows if row["bound"] == "lower"]
    upper = [row for row in rows if row["bound"] == "upper"]
    if len(lower) == len(upper) == 1:
        ends = (lower[0]["obs_value"], upper[0]["obs_value"])
        ids = (lower[0]["observation_id"], upper[0]["observation_id"])
        yield Statement(lower[0] | {"upper_value": ends[1]}, Interval(*ends), ids)
        return
    for row in rows:
        floor = -math.inf if row["kind"] in _SIGNED else 0.0
        yield Statement(row, allowed(row["obs_value"], row["comparator"] or "=", floor=floor), (row["observation_id"],))


def _read_words(ds: Dataset) -> PartWords:
    lexicons = ds.root / "data" / "lexicons"
    return load_part_words(lexicons, load_lexicons(lexicons, ds.codelists.indicator).catalogue)
