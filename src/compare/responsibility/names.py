"""The units named in a stretch of text, the role of each, and their names in full.

A stretch is cut by its markers (label, 牵头, 按职责分工, 会同 …) into lists, each list into names. How much is believed depends
on what opened the stretch: behind a label everything that is listed is a unit; in prose only what ends as units' names do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from compare.responsibility.lexicon import BEFORE, BEHIND, LABEL, NOTE, OTHER, Marker, ResponsibilityLexicon

LISTED, CHARGED, BARE, CELL, PROSE = "listed", "charged", "bare", "cell", "prose"
"""What opened a stretch: a label; a verb inside brackets; only brackets or a line of its own; a table's head; a sentence."""

_SEPARATORS = frozenset("、,;。/|\t")
_PARTS = re.compile(r"[^;。]+")
_PLAIN = re.compile(r"[一-龥A-Za-z·()\s、,]+$")
_BLANK = " \t\r\n\u3000“”\"'.:·-—*★"
_LONGEST = 30


@dataclass(frozen=True)
class Charge:
    """A unit's name at ``start:end`` of the view and what it is charged with."""

    start: int
    end: int
    role: str


@dataclass(frozen=True)
class _List:
    """A stretch between two markers."""

    start: int
    end: int
    opener: Marker | None
    closer: Marker | None


def read_charges(text: str, start: int, end: int, lexicon: ResponsibilityLexicon, manner: str) -> list[Charge]:
    """Read the units that a stretch names.

    Parameters
    ----------
    text : str
        The view.
    start, end : int
        The stretch.
    lexicon : ResponsibilityLexicon
        The words.
    manner : str
        `LISTED`, `CHARGED`, `BARE` or `PROSE`.

    Returns
    -------
    list of Charge
        In the order of the text. Units that share a task without a lead are ``responsible``; beside a lead, ``participant``. Of
        a list in which one unit is marked, 科技局(牵头)、财政局, that one leads.
    """
    charges: list[Charge] = []
    is_marked = False
    for piece in _lists(text, start, end, lexicon):
        has_lead = any(c.role == "lead" for c in charges)
        role = _role(piece, has_lead=has_lead, is_prose=manner == PROSE)
        names = _names(text, piece, lexicon, manner) if role else []
        charges += [Charge(low, high, role) for low, high in names]
        if names and role == "lead" and text[piece.end - 1] == "(":
            is_marked = True
            others = _role(replace(piece, closer=None), has_lead=False, is_prose=False)
            charges[-len(names) :] = [Charge(low, high, others) for low, high in names[:-1]] + charges[-1:]
    if is_marked:
        return [replace(c, role="participant") if c.role == "responsible" else c for c in charges]
    return charges


def _lists(text: str, start: int, end: int, lexicon: ResponsibilityLexicon) -> Iterator[_List]:
    """Yield the stretches between markers, cut at semicolons: a label holds on behind them, no verb holds before them."""
    markers = list(lexicon.find(text, start, end))
    for opener, closer in pairwise([None, *markers, None]):
        low, high = opener.end if opener else start, closer.start if closer else end
        parts = [m.span() for m in _PARTS.finditer(text, low, high)]
        for n, (first, last) in enumerate(parts):
            held = opener if n == 0 or (opener and opener.kind == LABEL) else None
            yield _List(first, last, held, closer if n == len(parts) - 1 else None)


def _role(piece: _List, *, has_lead: bool, is_prose: bool) -> str:
    """Return the role that the markers around a list give it; empty where it names no units."""
    opener, closer = piece.opener, piece.closer
    if opener and opener.kind in (NOTE, OTHER):
        return ""
    if opener and opener.kind == BEFORE:
        return opener.role
    if closer and closer.kind == BEFORE:
        return "participant" if has_lead else "lead"
    if closer and closer.kind == BEHIND:
        return "participant" if has_lead and closer.role == "responsible" else closer.role
    if opener and opener.kind == LABEL:
        return opener.role
    return "" if is_prose else "participant" if has_lead else "responsible"


def _names(text: str, piece: _List, lexicon: ResponsibilityLexicon, manner: str) -> list[tuple[int, int]]:
    """Return the spans of the units' names in one list."""
    raw = list(_items(text, piece.start, piece.end, lexicon))
    if manner == PROSE:
        return _prose_names(text, raw, piece, lexicon)
    is_labelled = manner == LISTED and piece.opener is not None and (piece.opener.has_colon or piece.opener.kind != LABEL)
    found = []
    for low, high in raw:
        low, high = _trim(text, low, high, lexicon)
        name = text[low:high]
        if low >= high or lexicon.nobody.match(name) or (manner == BARE and lexicon.indefinite.match(name)):
            continue
        is_known = bool(lexicon.indefinite.match(name) or lexicon.every.match(name) or lexicon.place.fullmatch(name))
        is_believed = (is_labelled and _is_listed(text, low, high, piece)) or (manner != BARE and is_known)
        if lexicon.is_unit(name) or is_believed:
            found.append((low, high))
    return found


def _is_listed(text: str, low: int, high: int, piece: _List) -> bool:
    """Say whether a name without a unit's ending may be one, because it is an item of a labelled list or all of it."""
    name, before, behind = text[low:high], text[piece.start : low].strip(_BLANK), text[high : piece.end].strip(_BLANK)
    is_item = before.endswith("、") or behind.startswith("、") or not (before or behind)
    return is_item and 2 <= len(name) <= _LONGEST and bool(_PLAIN.match(name))


def _prose_names(
    text: str, raw: Sequence[tuple[int, int]], piece: _List, lexicon: ResponsibilityLexicon
) -> list[tuple[int, int]]:
    """Return the run of units' names that touches the marker: before a verb, or behind 会同."""
    is_behind = piece.opener is not None and piece.opener.kind == BEFORE
    run: list[tuple[int, int]] = []
    if not is_behind and text[piece.start : piece.end].rstrip()[-1:] in _SEPARATORS:
        return []
    for low, high in raw if is_behind else reversed(raw):
        low, high = _trim(text, low, high, lexicon)
        if low >= high or lexicon.indefinite.match(text[low:high]):
            continue
        whole = lexicon.is_unit(text[low:high]) or bool(lexicon.place.fullmatch(text, low, high))
        if not whole and is_behind:
            low, high = _head(text, low, high, lexicon)
        elif not whole or high - low > _LONGEST:
            break
        if low >= high:
            break
        run.append((low, high))
        if not whole:
            break
    is_sure = any(lexicon.is_unit(text[low:high], strong_only=True) for low, high in run)
    return sorted(run) if is_sure else []


def _head(text: str, low: int, high: int, lexicon: ResponsibilityLexicon) -> tuple[int, int]:
    """Return the unit's name that an item begins with, where the sentence goes on behind it (市发改委制定办法)."""
    found = [m.span() for m in (lexicon.body.match(text, low, high), lexicon.party.match(text, low, high)) if m]
    if not found and (doer := lexicon.doer.match(text, low, high)):
        return doer.span("x")
    return max(found, default=(low, low))


def _items(text: str, start: int, end: int, lexicon: ResponsibilityLexicon) -> Iterator[tuple[int, int]]:
    """Yield the items of a list: cut at separators outside inner brackets, then at 和 and white space between two units."""
    depth, low = 0, start
    for at in range(start, end + 1):
        char = text[at] if at < end else "、"
        depth += (char == "(") - (char == ")" and depth > 0)
        if at == end or (char in _SEPARATORS and depth == 0):
            yield from _joined(text, low, at, lexicon)
            low = at + 1


def _joined(text: str, start: int, end: int, lexicon: ResponsibilityLexicon) -> Iterator[tuple[int, int]]:
    """Yield the parts of an item that are units or places by themselves (科技局和财政局, 某某县和开发区), else the item."""
    low = start
    for match in lexicon.joint.finditer(text, start, end):
        if match.start() - low > 2 * _LONGEST:
            break
        left, right = text[low : match.start()].strip(), text[match.end() : min(end, match.end() + 2 * _LONGEST)].strip()
        begins = any(p.match(right) for p in (lexicon.body, lexicon.trailing, lexicon.doer))
        if (lexicon.is_unit(left) or lexicon.place.fullmatch(left)) and (lexicon.is_unit(right) or begins):
            yield low, match.start()
            low = match.end()
    yield low, end


def _trim(text: str, low: int, high: int, lexicon: ResponsibilityLexicon) -> tuple[int, int]:
    """Cut off what is not the name: white space, 等部门 behind it, 由 before it."""
    low, high = _strip(text, low, high)
    if lexicon.indefinite.match(text[low:high]):
        return low, high
    closing = lexicon.trailing.search(text, low, high)
    low, high = _strip(text, low, closing.start() if closing else high)
    for found in (*lexicon.opener.finditer(text, low, high), lexicon.starter.match(text, low, high)):
        if found and lexicon.is_unit(text[found.end() : high].strip()):
            low = max(low, found.end())
    return _strip(text, low, high)


def _strip(text: str, low: int, high: int) -> tuple[int, int]:
    while low < high and (text[low] in _BLANK or text[low] == ")"):
        low += 1
    while low < high and (text[high - 1] in _BLANK or text[high - 1] == "("):
        high -= 1
    return low, high


def complete_names(names: Sequence[str], lexicon: ResponsibilityLexicon) -> list[str]:
    """Supply what a list leaves out: 区发改局、科技局 names 区发改局 and 区科技局; 各区、县级市 names 各区 and 各县级市.

    Parameters
    ----------
    names : sequence of str
        Of one clause, in its order, half-width.
    lexicon : ResponsibilityLexicon
        Which names are sections of a local government; only these are completed (not 开发区, 郑陆镇, 天宁生态环境局).

    Returns
    -------
    list of str
        What to put before each name; mostly empty. The region is that of the nearest name before it that shows one; 各 is
        put before the name of a class that follows another one with 各.
    """
    region, added, is_every = "", [], False
    for name in names:
        organ, body = lexicon.party.fullmatch(name), lexicon.body.fullmatch(name)
        found = organ or body
        shown = (found["region"] or "") if found else ""
        is_every = bool(lexicon.every.match(name)) or (is_every and bool(lexicon.classes.fullmatch(name)))
        if is_every and not lexicon.every.match(name):
            added.append("各")
        else:
            added.append(f"{region}委" if organ and region and not shown else region if body and not shown else "")
        if shown and not lexicon.every.match(shown):
            region = shown
    return added


def let_first_lead(charges: Sequence[Charge]) -> list[Charge]:
    """Return charges in which the first unit whose role is not told apart leads and the others take part."""
    if any(c.role == "lead" for c in charges):
        return list(charges)
    first = next((c for c in charges if c.role == "responsible"), None)
    return [replace(c, role="lead" if c is first else "participant") for c in charges]
