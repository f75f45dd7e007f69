"""Why a row moved, as far as the data show it: what is named here is there to be looked up, and nothing is guessed.

A document explains a row whose sentence is different; a correction, a rule or a lexicon entry one that its own rule names;
a phrase one whose sentence has it; a code one that bears it. Where nothing of that kind is found and only one of the inputs
that a row is made from differs, that one is named as the only one; else the row is not explained, and what differs is
listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from compare.changes.context import Cause, Context, cause
from compare.changes.inputs import Changed
from compare.changes.matching import Pair, Row
from compare.changes.moves import GONE, NEW
from compare.changes.words import KINDS

_READING = frozenset({NEW, GONE, "recoded", "statements", "quote", "value"})
_EXPLAINS = {
    "indicator": {
        "aliases": _READING,
        "excludes": _READING,
        "definitions": frozenset({"definition", NEW, GONE}),
        "kind": frozenset({"kind", NEW, GONE}),
        "unit": frozenset({"unit", "value", NEW, GONE}),
    },
    "ref_area": {"aliases": _READING},
    "unit_measure": {"forms": _READING | {"unit"}, "dimension": frozenset({"unit", NEW, GONE})},
}
"""What a field of a code can move in an observation that bears the code."""

_OTHER_LEXICONS = ("lexicons/instruments.yaml", "lexicons/responsibility.yaml")
_STATED_ELSEWHERE = ("status", "remark")


def library_cause(entry: Changed) -> Cause:
    """Return the reason that the library is another one."""
    old, new = ((side or {}).get("version") or "?" for side in (entry.before, entry.after))
    return cause("library", entry.id, old=old, new=new) if old != new else cause("library_parts", entry.id, version=new)


def entry_cause(entry: Changed) -> Cause:
    """Return the reason that an entry of an input differs."""
    if entry.kind == "library":
        return library_cause(entry)
    fields = ", ".join(entry.effective or entry.fields)
    if entry.kind != "correction":
        named: dict[str, Any] = {"kind": KINDS[entry.kind], "file": entry.file, "entry": entry.entry, "fields": fields}
        return cause(f"entry_{entry.how}", entry.id, **named)
    given = entry.after or entry.before or {}
    reason = tuple(str(given.get(name) or given.get("reason", "")).strip() for name in ("reason_zh", "reason"))
    name = f"{entry.file.removeprefix('corrections/')}#{entry.entry}"
    return cause(f"correction_{entry.how}", entry.id, id=name, reason=reason, fields=fields)


def fallback(context: Context, candidates: Iterable[Changed]) -> list[Cause]:
    """Return what can be said where nothing was shown: the only input that differs, or that the data do not explain it."""
    listed = list(candidates)
    library = [entry for entry in listed if entry.kind == "library"]
    files = list(dict.fromkeys(entry.file for entry in listed if entry.kind != "library"))
    if not listed:
        return [cause("unexplained")]
    if library and files or len(files) > 1:
        told = (
            ", ".join([*(f"data/{file}" for file in files), *(name for _ in library)]) for name in ("程序库", "the library")
        )
        return [cause("besides", files=tuple(told))]
    if library:
        return [library_cause(library[0])]
    if len(listed) == 1 and listed[0].kind == "document" and "sha256" in listed[0].fields:
        return [cause("document_elsewhere", listed[0].id, title=context.title(listed[0].entry))]
    entries = ", ".join(dict.fromkeys(entry.entry for entry in listed))
    return [cause("only", listed[0].id, file=files[0], entries=entries)]


def document_causes(context: Context, source_id: str | None) -> list[Cause]:
    """Return the reason of rows whose document is there on one side only."""
    if source_id is None or context.now(source_id) in context.documents.renamed.values():
        return []
    entry = context.by_id.get(f"sources.yaml#{source_id}")
    if entry is None or entry.how == "changed":
        return []
    return [cause(f"document_{entry.how}", entry.id, title=context.title(source_id))]


def text_causes(context: Context, source_id: str | None, code: str = "document_text") -> list[Cause]:
    """Return the reason that the text of a document is another one; nothing where it is the same."""
    entry = context.by_id.get(f"sources.yaml#{source_id}")
    if source_id is None or entry is None or "sha256" not in entry.fields:
        return []
    return [cause(code, entry.id, title=context.title(source_id))]


def _text_causes(context: Context, pair: Pair, quotes: Sequence[Sequence[str]], moves: Sequence[str]) -> list[Cause]:
    """Return the reason that the text of a row's document is another one: in its sentence, or before it."""
    if pair.before is not None and pair.after is not None:
        is_other = sorted(quotes[0]) != sorted(quotes[1])
    else:
        is_after = pair.after is not None
        source = pair.row["source_id"]
        is_other = not all(context.is_quoted(source, quote, is_after=not is_after) for quote in quotes[is_after])
    if is_other or tuple(moves) == ("place",):
        return text_causes(context, pair.row["source_id"], "document_text" if is_other else "document_place")
    return []


def observation_causes(context: Context, pair: Pair, moves: Sequence[str], kin: Sequence[Pair]) -> list[Cause]:
    """Return the reasons of an observation that moved.

    Parameters
    ----------
    context : Context
        The data sets.
    pair : Pair
        The observation as it was and as it is.
    moves : sequence of str
        How it moved.
    kin : sequence of Pair
        The other observations of its document and measure that moved.
    """
    alone = document_causes(context, pair.row["source_id"])
    if alone:
        return alone
    said = context.statements(pair)
    quotes = ([m["quote"] for m in said[0]], [m["quote"] for m in said[1]])
    found = _text_causes(context, pair, quotes, moves) + _renamed_document(context, pair)
    is_reworded = any(c.code == "document_text" for c in found)
    here = _read_here(context, said)
    found += [entry_cause(entry) for entry in _corrections(context, here)]
    if not is_reworded:
        found += [entry_cause(entry) for entry in _named_in_rules(context, here)]
        found += _phrases(_readers(context), here[0] + here[1]) if set(moves) - {"place"} else []
    found += [entry_cause(entry) for entry in _codes(context, pair, here, moves)]
    found += [entry_cause(entry) for entry in _inherited(context, pair, _tokens([*here[0], *here[1]]))]
    if kin and set(moves) <= {*_STATED_ELSEWHERE, "statements"}:
        found.append(cause("statement"))
    return found or [*_rules(here), *fallback(context, _candidates(context, pair))]


def _renamed_document(context: Context, pair: Pair) -> list[Cause]:
    if pair.before is None or pair.after is None or pair.before["source_id"] == pair.after["source_id"]:
        return []
    old, new = pair.before["source_id"], pair.after["source_id"]
    return [cause("document_renamed", f"sources.yaml#{new}", old=old, new=new)]


def _read_here(context: Context, said: tuple[list[Row], list[Row]]) -> tuple[list[Row], list[Row]]:
    """Return all that the two sides have read at the places of a pair's statements."""
    sides: tuple[list[Row], list[Row]] = ([], [])
    for is_after in (False, True):
        own = {m["mention_id"]: m for m in said[is_after]}
        for mention in said[not is_after]:
            own |= {m["mention_id"]: m for m in context.read_at(mention, is_after=is_after)}
        sides[is_after].extend(own.values())
    return sides


def _tokens(mentions: Iterable[Row]) -> list[str]:
    return list(dict.fromkeys(token for m in mentions for token in (m["rule_id"] or "").split()))


def _corrections(context: Context, here: tuple[list[Row], list[Row]]) -> Iterator[Changed]:
    """Yield the corrections that differ and that one of the sides was read with."""
    for mention in [*here[0], *here[1]]:
        for token in (mention["rule_id"] or "").split():
            kind, _, name = token.partition(":")
            entry = context.by_id.get(f"corrections/{mention['source_id']}.yaml#{name}") if kind == "correction" else None
            if entry is not None and entry.is_effective:
                yield entry


def _rules(here: tuple[list[Row], list[Row]]) -> list[Cause]:
    """Return that another rule has read the place; the rule of a place that one side has not read is unknown."""
    old, new = (sorted(_tokens(side)) for side in here)
    if not old or not new or old == new:
        return []
    return [
        cause(
            "rule",
            old=" ".join(t for t in old if t not in new) or ("无", "none"),
            new=" ".join(t for t in new if t not in old) or ("无", "none"),
        )
    ]


def _named_in_rules(context: Context, here: tuple[list[Row], list[Row]]) -> list[Changed]:
    tokens = set(_tokens([*here[0], *here[1]]))
    return [entry for entry in context.of_kind("lexicon") if entry.entry in tokens]


def _readers(context: Context) -> list[Changed]:
    """Return the entries of the lexicons that observations are read by and that are lists of words."""
    entries = (entry for entry in context.of_kind("lexicon") if entry.file not in _OTHER_LEXICONS)
    return [entry for entry in entries if "pattern" not in (entry.after or entry.before or {})]


def _phrases(entries: Iterable[Changed], rows: Iterable[Row]) -> list[Cause]:
    """Return the phrases that entries have lost or gained and that stand in the sentences of rows: of each the longest."""
    text = "\n".join(f"{row['quote']}\n{row.get('indicator_text') or ''}" for row in rows)
    found = []
    for entry in entries:
        for how, phrases in zip((GONE, NEW), entry.phrases(), strict=True):
            hits = sorted((phrase for phrase in phrases if phrase and phrase in text), key=lambda p: (-len(p), p))
            found += [cause(f"phrase_{how}", entry.id, file=entry.file, entry=entry.entry, phrase=p) for p in hits[:1]]
    return found


def _codes(context: Context, pair: Pair, here: tuple[list[Row], list[Row]], moves: Sequence[str]) -> Iterator[Changed]:
    """Yield the codes that a row bears or bore and whose entries differ in what can have moved it."""
    borne = {
        "indicator": [*(row["indicator"] for row in pair.sides), *(m["indicator"] for side in here for m in side)],
        "ref_area": [*(row["ref_area"] for row in pair.sides), *(m["ref_area"] for side in here for m in side)],
        "unit_measure": [row["unit_measure"] for row in pair.sides],
    }
    for listed, names in borne.items():
        for entry in context.codes(listed, names):
            explained = [_EXPLAINS[listed].get(name, frozenset()) for name in entry.fields]
            if entry.how != "changed" or any(set(moves) & each for each in explained):
                yield entry


def _inherited(context: Context, pair: Pair, tokens: Sequence[str] = ()) -> list[Changed]:
    """Return the entry of the document where a row takes its years or its area from it and they differ."""
    entry = context.by_id.get(f"sources.yaml#{pair.row['source_id']}")
    if entry is None or entry.before is None or entry.after is None:
        return []
    sides = ((pair.before, entry.before), (pair.after, entry.after))
    has_its_area = all(row["ref_area"] == side["ref_area"] for row, side in sides if row is not None)
    comments = " ".join(row.get("comment") or "" for row in pair.sides)
    takes_years = "year.plan" in tokens or "document's period" in comments or "plan's period" in comments
    fields = (*(("period_start", "period_end") if takes_years else ()), *(("ref_area",) if has_its_area else ()))
    return [entry] if set(fields) & set(entry.fields) else []


def _candidates(context: Context, pair: Pair) -> list[Changed]:
    """Return the inputs that differ and that an observation is made from."""
    source = pair.row["source_id"]
    own = [e for e in context.of_kind("document") if e.entry == source]
    own += [e for e in context.of_kind("correction") if e.file == f"corrections/{source}.yaml"]
    own += [e for e in context.of_kind("lexicon") if e.file not in _OTHER_LEXICONS]
    listed = ("indicator", "ref_area", "unit_measure", "kind", "value_type", "comparator", "obs_status")
    files = (*(f"codelists/{name}.yaml" for name in listed), "codelists/divisions.csv")
    return own + [e for e in context.of_kind("codelist") if e.file in files] + context.of_kind("library")


def lexicon_causes(context: Context, pair: Pair, moves: Sequence[str], lexicon: str) -> list[Cause]:
    """Return the reasons of a use of an instrument or of a responsible unit: its document, its rule, the lexicon."""
    alone = document_causes(context, pair.row["source_id"])
    if alone:
        return alone
    quotes = [[row["quote"]] if row is not None else [] for row in (pair.before, pair.after)]
    found = _text_causes(context, pair, quotes, moves) + _renamed_document(context, pair)
    found += [entry_cause(entry) for entry in _inherited(context, pair)]
    tokens = {row.get("rule_id") for row in pair.sides}
    entries = [entry for entry in context.of_kind("lexicon") if entry.file == f"lexicons/{lexicon}.yaml"]
    found += [entry_cause(entry) for entry in entries if entry.entry in tokens]
    found = found or _phrases(entries, pair.sides)
    codes = context.codes("instrument", (row.get("instrument") for row in pair.sides))
    found += [entry_cause(entry) for entry in codes if entry.how != "changed"]
    own = [e for e in context.of_kind("document") if e.entry == pair.row["source_id"]]
    repair = [e for e in context.of_kind("lexicon") if e.file == "lexicons/ocr.yaml"]
    return found or fallback(context, [*own, *entries, *repair, *context.of_kind("library")])
