"""Which row of one table is which row of the other: by its key, else by the words that it was read from.

A code that was renamed is found again at its place in the document. Rows are paired pass by pass, each pass in the order of the
tables, so that exchanging the two sides gives the same pairs. What differs in a pair is not asked here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from compare.dataset import Dataset, to_rows
from compare.schema import DERIVED_KEY, OBSERVATION_KEY

Row = Mapping[str, Any]
Key = Callable[[Row], Hashable | None]
"""What two rows have in common that are the same; None where a row is not to be paired so."""


@dataclass(frozen=True)
class Pair:
    """A row as it was and as it is; None where there is none."""

    before: Row | None
    after: Row | None

    @property
    def row(self) -> Row:
        """The row as it is, else as it was."""
        row = self.after if self.after is not None else self.before
        assert row is not None  # noqa: S101  a pair has one side at least, by its making
        return row

    @property
    def sides(self) -> tuple[Row, ...]:
        """The sides that there are."""
        return tuple(row for row in (self.before, self.after) if row is not None)


def differing(before: pd.DataFrame, after: pd.DataFrame, name: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the rows of two tables that are not the same on both sides, by their identifiers in the column `name`."""
    old, new = (frame.drop_duplicates(name).set_index(name, drop=False) for frame in (before, after))
    shared = old.index.intersection(new.index)
    left, right = old.loc[shared], new.loc[shared]
    is_same = ((left == right).fillna(False) | (left.isna() & right.isna())).all(axis=1)
    same = set(shared[is_same.to_numpy(dtype=bool)])
    return tuple(to_rows(frame[[i not in same for i in frame.index]]) for frame in (old, new))  # type: ignore[return-value]  # two frames


def pair_rows(before: Iterable[Row], after: Iterable[Row], passes: Sequence[tuple[Key, Key]]) -> list[Pair]:
    """Pair rows: in each pass those with the same key, in their order; what is left over has one side only."""
    left, right = list(before), list(after)
    pairs: list[Pair] = []
    for key_before, key_after in passes:
        waiting: defaultdict[Hashable, list[Row]] = defaultdict(list)
        for row in right:
            if (key := key_after(row)) is not None:
                waiting[key].append(row)
        rest = []
        for row in left:
            key = key_before(row)
            if key is not None and waiting[key]:
                pairs.append(Pair(row, waiting[key].pop(0)))
            else:
                rest.append(row)
        taken = {id(pair.after) for pair in pairs}
        left, right = rest, [row for row in right if id(row) not in taken]
    return [*pairs, *(Pair(row, None) for row in left), *(Pair(None, row) for row in right)]


@dataclass(frozen=True)
class Documents:
    """Which documents of two data sets are the same, and whether their text is.

    Attributes
    ----------
    renamed : mapping of str to str
        Ids that a document had and has, where they are not the same.
    same_text : frozenset of str
        Ids, as they are, of the documents whose bytes are those they were.
    """

    renamed: Mapping[str, str]
    same_text: frozenset[str]

    def now(self, source_id: str | None) -> str | None:
        """Return the id that a document has which had this one."""
        return None if source_id is None else self.renamed.get(source_id, source_id)


def match_documents(before: Dataset, after: Dataset) -> Documents:
    """Find the documents again: by id, else by their bytes, which are the same."""
    old = {s.sha256: s.id for s in before.sources.values() if s.id not in after.sources}
    new = {s.sha256: s.id for s in after.sources.values() if s.id not in before.sources}
    renamed = {old[digest]: new[digest] for digest in old if digest in new}
    kept = {i for i, s in after.sources.items() if i in before.sources and before.sources[i].sha256 == s.sha256}
    return Documents(renamed, frozenset({*kept, *renamed.values()}))


def statements(ds: Dataset, row: Row) -> list[dict[str, Any]]:
    """Return the mentions of an observation in the order of the text."""
    found = map(ds.mention, (row["mention_ids"] or "").split())
    return sorted(found, key=lambda m: (m["char_start"], m["mention_id"]))


def anchor(mention: Row, source: str, documents: Documents) -> tuple[Hashable, ...]:
    """Return the place of a number: its characters where the text is the same, else its sentence and the place in it."""
    if source in documents.same_text:
        return source, mention["char_start"], mention["char_end"]
    offset = None if mention["quote_start"] is None else mention["char_start"] - mention["quote_start"]
    return source, mention["quote"], offset, mention["text"]


def pair_observations(before: Dataset, after: Dataset, documents: Documents) -> list[Pair]:
    """Pair the observations that are not the same: by key and value, by key, then by the place of their first statement."""
    old, new = _unlike(before, after)

    def passes(make: Callable[[Dataset, Callable[[str | None], str | None]], Key]) -> tuple[Key, Key]:
        return make(before, documents.now), make(after, lambda source_id: source_id)

    def of_key(*more: str) -> Callable[[Dataset, Callable[[str | None], str | None]], Key]:
        return lambda _, name: lambda row: (name(row["source_id"]), *(row[c] for c in (*OBSERVATION_KEY[1:], *more)))

    def of_place(*more: str) -> Callable[[Dataset, Callable[[str | None], str | None]], Key]:
        def make(ds: Dataset, name: Callable[[str | None], str | None]) -> Key:
            def key(row: Row) -> Hashable | None:
                said = statements(ds, row)
                source = name(row["source_id"])
                return (*anchor(said[0], source, documents), *(said[0][c] for c in more)) if said and source else None

            return key

        return make

    makers = (of_key("obs_value"), of_key(), of_place("indicator_text", "comparator"), of_place("indicator"), of_place())
    return pair_rows(old, new, [passes(make) for make in makers])


def _unlike(before: Dataset, after: Dataset) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the observations that differ, and those whose sentence does."""
    words = ["mention_id", "text", "quote"]
    reworded = {
        row["mention_id"] for side in differing(before.mentions[words], after.mentions[words], "mention_id") for row in side
    }
    found = differing(before.observations, after.observations, "observation_id")
    listed = [{row["observation_id"] for row in side} for side in found]
    added = [
        [row for row in ds.rows if row["observation_id"] not in known and reworded & set((row["mention_ids"] or "").split())]
        for ds, known in zip((before, after), listed, strict=True)
    ]
    return [*found[0], *added[0]], [*found[1], *added[1]]


def pair_derived(before: Dataset, after: Dataset, known: Mapping[str, str], documents: Documents) -> list[Pair]:
    """Pair the derived figures that differ: by key and inputs, by key, then by transformation and inputs."""
    old, new = differing(before.derived, after.derived, "derived_id")

    def was(row: Row) -> tuple[str, ...]:
        return tuple(known.get(i, i) for i in (row["input_ids"] or "").split())

    def now(row: Row) -> tuple[str, ...]:
        return tuple((row["input_ids"] or "").split())

    def key(row: Row) -> tuple[Hashable, ...]:
        return documents.now(row["source_id"]), *(row[c] for c in DERIVED_KEY[1:])

    def step(row: Row) -> tuple[Hashable, ...]:
        return row["transformation"], row["unit_measure"], row["bound"]

    passes: list[tuple[Key, Key]] = [
        (lambda row: (*key(row), was(row)), lambda row: (*key(row), now(row))),
        (key, key),
        (lambda row: (*step(row), was(row)), lambda row: (*step(row), now(row))),
    ]
    return pair_rows(old, new, passes)
