"""What moved between two data sets, and why: one row a difference.

The table holds observations, derived figures, findings, uses of policy instruments, responsible units, documents and figures of
other sources. Numbers that state no indicator, and names without a figure, are not held against each other.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd

from compare.changes.causes import document_causes, entry_cause, lexicon_causes, observation_causes
from compare.changes.columns import CHANGES
from compare.changes.consequences import Told, derived_causes, finding_causes
from compare.changes.context import Cause, Context, cause
from compare.changes.inputs import changed_entries
from compare.changes.labels import detail, item, side_columns
from compare.changes.matching import (
    Pair,
    Row,
    differing,
    match_documents,
    pair_derived,
    pair_observations,
    pair_rows,
)
from compare.changes.moves import moves_of, statement_moves
from compare.changes.words import join, say
from compare.dataset import Dataset
from compare.schema import OBSERVATION_KEY

_IDS = {
    "document": "id",
    "observation": "observation_id",
    "derived": "derived_id",
    "finding": "finding_id",
    "instrument": "action_id",
    "responsibility": "responsibility_id",
    "reference": "reference_id",
}
"""What a row can be about, in the order of the table, with the name of its identifier."""

_KEPT = ("source_id", "ref_area", "indicator", "definition", "kind", "unit_measure", "time_period")


def changes(before: Dataset, after: Dataset) -> pd.DataFrame:
    """Say what moved between two data sets, how, and why.

    Parameters
    ----------
    before, after : Dataset
        As it was, see `read_publication`, and as it is.

    Returns
    -------
    pandas.DataFrame
        Columns `CHANGES`, one row a difference. `what` is ``document``, ``observation``, ``derived``, ``finding``,
        ``instrument``, ``responsibility`` or ``reference``; `moved` holds one or more codes with spaces between them: ``new``,
        ``gone``, ``recoded`` (found again at the same words under another code), ``source`` (in a document that has another
        id), ``value``, ``bound``,
        ``status``, ``definition``, ``unit``, ``quote``, ``place`` and others (`compare.changes.moves.MOVES`). ``before_…``
        and ``after_…`` are the two sides, with the sentence in the document. `causes` names the inputs and the rows that it
        follows from; `why_zh` and `why_en` say so in words, and plainly where the data do not show it (`is_explained` is
        False then).

    Examples
    --------
    >>> from compare import load
    >>> len(changes(load(), load()))
    0
    """
    documents = match_documents(before, after)
    context = Context(before, after, tuple(changed_entries(before, after)), documents)
    told = Told()
    observed = pair_observations(before, after, documents)
    rows = _documents(context) + _references(context, told) + _observations(context, observed, told)
    known = {str(p.before["observation_id"]): str(p.after["observation_id"]) for p in observed if p.before and p.after}
    rows += _derived(context, known, told)
    rows += _findings(context, known, told) + _uses(context) + _units(context)
    order = {what: place for place, what in enumerate(_IDS)}
    areas = {area: place for place, area in enumerate([*after.codelists.ref_area, *before.codelists.ref_area])}
    rows.sort(key=lambda r: (order[r["what"]], areas.get(r["ref_area"], -1)))
    return pd.DataFrame(rows, columns=list(CHANGES)).astype(CHANGES)


def _row(context: Context, what: str, pair: Pair, moves: Sequence[str], causes: Iterable[Cause]) -> dict[str, Any]:
    """Return one row of the table."""
    row, name = pair.row, _IDS[what]
    ids = tuple(None if side is None else str(side[name]) for side in (pair.before, pair.after))
    digest = hashlib.sha256("|".join([what, ids[0] or "", ids[1] or ""]).encode()).hexdigest()[:10]
    found = list(dict.fromkeys(causes))
    made = {column: row.get(column) for column in _KEPT} | item(context, what, pair) | detail(context, what, pair, moves)
    made |= side_columns(context, what, pair)
    made |= {"change_id": f"c{digest}", "what": what, "moved": " ".join(moves), "before_id": ids[0], "after_id": ids[1]}
    made |= {f"why_{x}": join((say(c.code, x, dict(c.values)) for c in found), x) for x in ("zh", "en")}
    made["causes"] = " ".join(dict.fromkeys(c.refers.replace(" ", "_") for c in found if c.refers)) or None
    made["is_explained"] = not any(c.code in ("unexplained", "besides") for c in found)
    return made


def _documents(context: Context) -> list[dict[str, Any]]:
    """Return the documents that came, went or are not what they were."""
    old, new = ([asdict(s) | {"source_id": s.id} for s in ds.sources.values()] for ds in (context.before, context.after))
    pairs = pair_rows(old, new, [(lambda r: r["id"], lambda r: r["id"]), (lambda r: r["sha256"], lambda r: r["sha256"])])
    rows = []
    for pair in pairs:
        if pair.before != pair.after:
            moves = moves_of("document", Pair(_plain(pair.before), _plain(pair.after)))
            rows.append(_row(context, "document", pair, moves, [_document_cause(context, pair, moves)]))
    return rows


def _plain(row: Row | None) -> Row | None:
    return None if row is None else {name: value for name, value in row.items() if name != "source_id"}


def _document_cause(context: Context, pair: Pair, moves: Sequence[str]) -> Cause:
    """Say what was done to a document: the row is itself the reason of others."""
    name = pair.row["id"]
    if pair.before is None or pair.after is None:
        return document_causes(context, name)[0]
    if "source" in moves:
        return cause("document_renamed", f"sources.yaml#{name}", old=pair.before["id"], new=name)
    entry = context.by_id[f"sources.yaml#{name}"]
    return cause("document_file", entry.id) if entry.fields == ("sha256",) else entry_cause(entry)


def _references(context: Context, told: Told) -> list[dict[str, Any]]:
    """Return the figures of other sources that came, went or are not what they were."""
    keys = (
        ("ref_area", "indicator", "definition", "time_period", "vintage", "source_title"),
        ("ref_area", "indicator", "definition", "time_period"),
        ("obs_value", "unit_measure", "time_period", "vintage", "source_title", "source_address"),
    )
    pairs = pair_rows(*differing(context.before.reference, context.after.reference, "reference_id"), [_same(k) for k in keys])
    rows = []
    for pair in pairs:
        how = "new" if pair.before is None else "gone" if pair.after is None else "changed"
        causes = [cause(f"reference_{how}", f"reference#{pair.row['reference_id']}")]
        rows.append(_row(context, "reference", pair, moves_of("reference", pair), causes))
        told.tell(rows[-1], causes)
    return rows


def _same(
    columns: Sequence[str], context: Context | None = None
) -> tuple[Callable[[Row], Hashable], Callable[[Row], Hashable]]:
    """Return the keys by which rows are the same that have some columns in common; documents by the ids that they have."""

    def key(row: Row) -> Hashable:
        return tuple(context.now(row[c]) if context and c == "source_id" else row[c] for c in columns)

    return key, key


def _observations(context: Context, pairs: Sequence[Pair], told: Told) -> list[dict[str, Any]]:
    """Return the observations that moved."""
    kin: defaultdict[Hashable, list[Pair]] = defaultdict(list)
    for pair in pairs:
        kin[_measure(context, pair)].append(pair)
    rows = []
    for pair in pairs:
        said = context.statements(pair)
        more = statement_moves(*said) if pair.before and pair.after else ()
        moves = (*moves_of("observation", pair), *more)
        if moves:
            others = [other for other in kin[_measure(context, pair)] if other is not pair]
            causes = observation_causes(context, pair, moves, others)
            rows.append(_row(context, "observation", pair, moves, causes))
            told.tell(rows[-1], causes)
    return rows


def _measure(context: Context, pair: Pair) -> Hashable:
    return context.now(pair.row["source_id"]), *(pair.row[name] for name in OBSERVATION_KEY[1:-1])


def _derived(context: Context, known: Mapping[str, str], told: Told) -> list[dict[str, Any]]:
    """Return the derived figures that moved, those first that others are computed from."""
    pairs = pair_derived(context.before, context.after, known, context.documents)
    waiting = {str(row["derived_id"]): pair for pair in pairs for row in pair.sides}
    rows: list[dict[str, Any]] = []
    done: set[int] = set()

    def add(pair: Pair) -> None:
        if id(pair) in done:
            return
        done.add(id(pair))
        for row in pair.sides:
            for identifier in (row["input_ids"] or "").split():
                if identifier in waiting:
                    add(waiting[identifier])
        moves = moves_of("derived", pair)
        if moves:
            causes = derived_causes(context, pair, told)
            rows.append(_row(context, "derived", pair, moves, causes))
            told.tell(rows[-1], causes)

    for pair in pairs:
        add(pair)
    return rows


def _findings(context: Context, known: Mapping[str, str], told: Told) -> list[dict[str, Any]]:
    """Return the findings that are new, resolved or worded otherwise."""

    def taking_part(row: Row, renamed: Mapping[str, str]) -> Hashable:
        ids = tuple(renamed.get(i, i) for i in (row["observation_ids"] or "").split())
        return (row["rule_id"], ids) if ids else None

    old, new = differing(context.before.findings, context.after.findings, "finding_id")
    passes: list[Any] = [
        _same(["finding_id"]),
        (lambda row: taking_part(row, known), lambda row: taking_part(row, {})),
        _same(["rule_id", "source_id", "quote", "other_quote"], context),
    ]
    pairs = pair_rows(old, new, passes)
    found = ((pair, moves_of("finding", pair)) for pair in pairs)
    return [_row(context, "finding", pair, moves, finding_causes(context, pair, told)) for pair, moves in found if moves]


def _uses(context: Context) -> list[dict[str, Any]]:
    """Return the uses of policy instruments that moved."""
    keys = (["source_id", "instrument", "quote"], ["source_id", "quote"], ["source_id", "instrument"])
    old, new = differing(context.before.actions, context.after.actions, "action_id")
    return _of_lexicon(context, "instrument", pair_rows(old, new, [_same(k, context) for k in keys]), "instruments")


def _units(context: Context) -> list[dict[str, Any]]:
    """Return the responsible units that moved."""
    keys = (
        ["source_id", "unit_name_full", "role", "quote", "section"],
        ["source_id", "unit_name_full", "role", "quote"],
        ["source_id", "unit_name_full", "quote"],
        ["source_id", "unit_name_full", "role", "section"],
    )
    old, new = differing(context.before.responsibilities, context.after.responsibilities, "responsibility_id")
    return _of_lexicon(context, "responsibility", pair_rows(old, new, [_same(k, context) for k in keys]), "responsibility")


def _of_lexicon(context: Context, what: str, pairs: Iterable[Pair], lexicon: str) -> list[dict[str, Any]]:
    found = ((pair, moves_of(what, pair)) for pair in pairs)
    return [_row(context, what, pair, moves, lexicon_causes(context, pair, moves, lexicon)) for pair, moves in found if moves]
