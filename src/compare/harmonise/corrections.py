"""A person's decisions about mentions: accept, reject, edit, add; each with its reason and with guards.

A correction names the document's checksum, the span and the text that must stand there, and may name values that the extraction
must still give: where one of them no longer holds, nothing is applied and the error says what changed. Comes between extraction
and observations.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from compare.codelists import Codelists
from compare.dataset import to_rows
from compare.errors import collect, unknown_name
from compare.records import read_records
from compare.schema import MENTIONS, WHOLE, assign_mention_ids, conform

Row = dict[str, Any]

ACTIONS = ("accept", "reject", "edit", "add")

_OWN = ("mention_id", "source_id", "char_start", "char_end", "text", "quote", "rule_id", "confidence")
_SETTABLE = tuple(name for name in MENTIONS if name not in _OWN)
_CODED = {"indicator": "indicator", "unit": "unit_measure", "ref_area": "ref_area"}
_CODED |= {name: name for name in ("kind", "value_type", "comparator")}
_DISPOSITIONS = ("indicator", "date", "docref", "ordinal", "name", "other")
_KEPT_ON_REJECT = (
    "mention_id",
    "source_id",
    "char_start",
    "char_end",
    "text",
    "quote",
    "quote_start",
    "quote_end",
    "section",
    "location",
)
_SENTENCE_END = re.compile("[。！？；\r\n]")


@dataclass(frozen=True, kw_only=True)
class Correction:
    """One decision, as ``data/corrections/<source_id>.yaml`` holds it.

    Attributes
    ----------
    id : str
        Name of the correction; ``rule_id`` of the mentions it touched becomes ``correction:<id>``.
    sha256 : str
        Checksum of the document that was read.
    char_start, char_end, text : int, int, str
        The span, and the guard: the document must have this text there.
    action : str
        ``accept`` the mention as it is, ``reject`` it as no indicator, ``edit`` its fields, or ``add`` one.
    reason, reason_zh : str
        Why, from the sentence; in Chinese for pages in Chinese, which show `reason` without it.
    date, author : str
        When and by whom.
    record : int
        Which mention of the span is meant, counted from 1; needed where several indicators stand on one number.
    set : dict
        Fields and their new values (edit, add).
    expect : dict
        Fields and the values that the extraction must still give.
    file : str
        Where it was read; set by `read_corrections`.
    """

    id: str
    sha256: str
    char_start: int
    char_end: int
    text: str
    action: str
    reason: str
    date: str
    reason_zh: str = ""
    author: str = ""
    record: int = 0
    set: dict[str, Any] = field(default_factory=dict)
    expect: dict[str, Any] = field(default_factory=dict)
    file: str = ""


def read_corrections(path: Path) -> list[Correction]:
    """Read the corrections of one document.

    Parameters
    ----------
    path : pathlib.Path
        ``data/corrections/<source_id>.yaml``; a document without corrections needs no file.

    Returns
    -------
    list of Correction
        In the order of the file.

    Raises
    ------
    DataError
        Entries have unknown, missing or wrong fields; all of them are listed.
    """
    if not path.exists():
        return []
    corrections = read_records(path, Correction)
    collect([f"entry {c.id!r}: {p}" for c in corrections for p in _malformed(c)], f"{path}: corrections cannot be used:")
    return [replace(c, file=str(path)) for c in corrections]


def _malformed(correction: Correction) -> Iterable[str]:
    if correction.action not in ACTIONS:
        yield str(unknown_name("action", correction.action, ACTIONS))
    for name in ("set", "expect"):
        if not isinstance(getattr(correction, name), dict):
            yield f"field {name!r}: expected a mapping of fields to values"
            return
        yield from (str(unknown_name("field", key, MENTIONS, name)) for key in getattr(correction, name) if key not in MENTIONS)
    if bool(correction.set) != (correction.action in {"edit", "add"}):
        yield "field 'set' must be given for edit and add, and for these only"
    if correction.action == "add" and (correction.expect or correction.record):
        yield "an added mention has no 'expect' and no 'record'"


def apply_corrections(
    mentions: pd.DataFrame, corrections: Iterable[Correction], *, text: str, sha256: str, codelists: Codelists
) -> pd.DataFrame:
    """Apply a person's decisions to the mentions of one document.

    Parameters
    ----------
    mentions : pandas.DataFrame
        Table ``mentions``, of one document; left as it was.
    corrections : iterable of Correction
        Its corrections; each sees the mentions as extracted, and two may not touch the same one.
    text, sha256 : str
        The stored text that offsets refer to, and the checksum of the document.
    codelists : Codelists
        The project's codes, which new values must be of.

    Returns
    -------
    pandas.DataFrame
        Table ``mentions``, sorted, with ids; touched rows have ``rule_id`` ``correction:<id>`` and confidence 1.

    Raises
    ------
    DataError
        The document or the extraction changed since a correction was written, or it names an unknown field or code. All
        problems are listed with file and entry, and nothing is applied.
    """
    rows = to_rows(assign_mention_ids(conform(mentions, "mentions")))
    changes: dict[int, Row] = {}
    added: list[Row] = []
    problems: list[str] = []
    for correction in corrections:
        found = [*_guards(correction, text, sha256), *_unknown_codes(correction, codelists)]
        if not found:
            found = _apply(correction, rows, changes, added, text)
        problems += [f"{correction.file}: entry {correction.id!r}: {p}" for p in found]
    collect(problems, "corrections no longer match (read the sentence again, then mend or remove the entry):")
    result = [changes.get(n, row) for n, row in enumerate(rows)] + added
    return assign_mention_ids(conform(pd.DataFrame(result, columns=list(MENTIONS)), "mentions"))


def _guards(correction: Correction, text: str, sha256: str) -> Iterable[str]:
    if correction.sha256 != sha256:
        yield f"sha256 of the document is {sha256}, expected {correction.sha256}"
    span = text[correction.char_start : correction.char_end]
    if span != correction.text:
        yield f"characters {correction.char_start}:{correction.char_end} are {span!r}, expected {correction.text!r}"


def _unknown_codes(correction: Correction, codelists: Codelists) -> Iterable[str]:
    for name, value in correction.set.items():
        known = getattr(codelists, _CODED[name]) if name in _CODED else _DISPOSITIONS if name == "disposition" else None
        if name not in _SETTABLE:
            yield f"field {name!r} cannot be set; it follows from the span and the correction"
        elif known is not None and value is not None and value not in known:
            yield str(unknown_name(name, value, known))
        elif MENTIONS[name] == WHOLE and value is not None and not isinstance(value, int):
            yield f"field {name!r}: expected a whole number, found {value!r}"


def _apply(correction: Correction, rows: list[Row], changes: dict[int, Row], added: list[Row], text: str) -> list[str]:
    """Note the effect of one correction in `changes` or `added`, or return what is wrong."""
    span = (correction.char_start, correction.char_end)
    there = [n for n, row in enumerate(rows) if (row["char_start"], row["char_end"]) == span]
    if correction.action == "add":
        return _add(correction, [rows[n] for n in there], added, text)
    if not there:
        return [f"no mention at {span[0]}:{span[1]}"]
    if correction.record > len(there) or (not correction.record and len(there) > 1):
        return [f"{len(there)} mentions at {span[0]}:{span[1]}; 'record' must say which, found {correction.record}"]
    place = there[max(correction.record, 1) - 1]
    row = rows[place]
    if place in changes:
        return [f"the mention at {span[0]}:{span[1]} is already touched by {changes[place]['rule_id']}"]
    wrong = [f"{k} is {row[k]!r}, expected {v!r}" for k, v in correction.expect.items() if row[k] != v]
    changes[place] = _EFFECTS[correction.action](row, correction) | _signature(correction)
    return wrong


def _signature(correction: Correction) -> Row:
    return {"rule_id": f"correction:{correction.id}", "confidence": 1.0}


def _accept(row: Row, _: Correction) -> Row:
    return row


def _reject(row: Row, correction: Correction) -> Row:
    """Keep the number in the ledger, as no indicator."""
    return {k: row[k] for k in _KEPT_ON_REJECT} | {"disposition": "other", "reason": correction.reason}


def _edit(row: Row, correction: Correction) -> Row:
    return row | correction.set


_EFFECTS: Mapping[str, Callable[[Row, Correction], Row]] = {"accept": _accept, "reject": _reject, "edit": _edit}


def _add(correction: Correction, there: list[Row], added: list[Row], text: str) -> list[str]:
    """Add a mention on a span that has none, or that states another indicator as well."""
    if any(row["disposition"] != "indicator" for row in there):
        return [f"the number is there as {there[0]['disposition']!r}; use edit"]
    start, end = correction.char_start, correction.char_end
    before = [m.end() for m in _SENTENCE_END.finditer(text, 0, start)]
    after = _SENTENCE_END.search(text, end)
    left, right = (before[-1] if before else 0), (after.start() if after else len(text))
    source = Path(correction.file).stem
    row: Row = {"source_id": source, "char_start": start, "char_end": end, "text": correction.text, "quote_start": left}
    row |= {"quote_end": right, "disposition": "indicator"} | correction.set | _signature(correction)
    row["quote"] = text[row["quote_start"] : row["quote_end"]]
    added.append(row)
    return []
