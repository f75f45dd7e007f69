"""Where a plan charges units with tasks: in brackets, behind labels, in lines of their own, in sentences."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from compare.documents import Paragraph
from compare.responsibility.lexicon import FIRST_LEADS, FIRST_LEADS_BELOW, LABEL, NO_DUTY, NOTE, Marker, ResponsibilityLexicon
from compare.responsibility.names import BARE, CELL, CHARGED, LISTED, PROSE, Charge, let_first_lead, read_charges

_OPEN = {"(": ")", "【": "】", "[": "]", "〔": "〕", "〖": "〗"}
_CLOSE = {close: opening for opening, close in _OPEN.items()}
_LONGEST_BRACKET = 600
_LONGEST_CLAUSE = 2000
_SENTENCE = re.compile(r"[^。;!?\n]{1,2000}")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_LINE_END = re.compile(r"[。;,]?[ \t\r]*(?:\n|\Z)")
_CELL = re.compile(r"(?:[^\t|\n ]| (?! ))+")
_MORE = "、,和及与"
_ENDS = "。;!?"


@dataclass(frozen=True)
class Clause:
    """A clause at ``start:end`` of the view, with the units it charges.

    Attributes
    ----------
    start, end : int
        The clause, with its brackets.
    manner : str
        How it names units; a constant of `names`.
    charges : tuple of Charge
        In the order of the text.
    """

    start: int
    end: int
    manner: str
    charges: tuple[Charge, ...]


def find_clauses(text: str, layout: Sequence[Paragraph], lexicon: ResponsibilityLexicon) -> list[Clause]:
    """Find the clauses of a document that charge units with tasks.

    Parameters
    ----------
    text : str
        The view.
    layout : sequence of Paragraph
        Its paragraphs.
    lexicon : ResponsibilityLexicon
        The words.

    Returns
    -------
    list of Clause
        In order, none inside another, each with at least one unit.
    """
    markers = list(lexicon.find(text))
    found = list(_bracketed(text, markers, lexicon))
    found += _labelled(text, markers, _Spans(found), lexicon)
    found += _cells(text, _Spans(found), lexicon)
    found += _lines(text, layout, _Spans(found), lexicon)
    found += _sentences(_masked(text, found), lexicon)
    found = sorted((c for c in found if c.charges), key=lambda c: c.start)
    return _with_leads(found, [m for m in markers if m.name in (FIRST_LEADS, FIRST_LEADS_BELOW)])


class _Spans:
    """Disjoint spans that can be asked whether they hold a position."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self._spans = sorted((c.start, c.end) for c in clauses)

    def holds(self, position: int) -> bool:
        at = bisect_right(self._spans, (position, len(self._spans) and self._spans[-1][1] + 1)) - 1
        return at >= 0 and position < self._spans[at][1]


def _bracketed(text: str, markers: Sequence[Marker], lexicon: ResponsibilityLexicon) -> Iterator[Clause]:
    """Yield the clauses in brackets, the outermost that is one."""
    starts = [m.start for m in markers]
    reached = 0
    for low, high in _brackets(text):
        if low < reached:
            continue
        inside = markers[bisect_right(starts, low) : bisect_left(starts, high)]
        manner = _manner(text, low, high, inside, lexicon)
        charges = read_charges(text, low + 1, high - 1, lexicon, manner) if manner else []
        if manner == CHARGED and not any(lexicon.is_unit(text[c.start : c.end]) for c in charges):
            charges = []
        if charges:
            yield Clause(low, high, manner, tuple(charges))
        if charges or any(m.kind == LABEL and m.has_colon for m in inside[:1]):
            reached = high


def _brackets(text: str) -> list[tuple[int, int]]:
    """Return the spans of brackets that close within a reasonable length and without a blank line, in order."""
    stacks: dict[str, list[int]] = {opening: [] for opening in _OPEN}
    found = []
    for match in re.finditer(f"[{re.escape(''.join((*_OPEN, *_CLOSE)))}]", text):
        if match[0] in _OPEN:
            stacks[match[0]].append(match.start())
        elif stacks[_CLOSE[match[0]]]:
            low = stacks[_CLOSE[match[0]]].pop()
            if match.end() - low <= _LONGEST_BRACKET and not _BLANK_LINE.search(text, low, match.end()):
                found.append((low, match.end()))
    return sorted(found, key=lambda span: (span[0], -span[1]))


def _manner(text: str, low: int, high: int, inside: Sequence[Marker], lexicon: ResponsibilityLexicon) -> str:
    """Say how a bracket names units: `LISTED`, `CHARGED`, `BARE`, or not at all (empty)."""
    first = next((m for m in inside if m.kind == LABEL), None)
    if first and not text[low + 1 : first.start].strip():
        return LISTED
    if any(m.kind in ("behind", "before") for m in inside):
        return CHARGED
    if any(m.name in (FIRST_LEADS, FIRST_LEADS_BELOW) for m in inside):
        return BARE
    if any(m.kind not in (NOTE, LABEL) for m in inside):
        return ""
    return BARE if _is_bare(text, low, high, lexicon) else ""


def _is_bare(text: str, low: int, high: int, lexicon: ResponsibilityLexicon) -> bool:
    """Say whether a bracket at the end of a paragraph holds nothing but units: in a sentence, only those sure to be units."""
    if not (_LINE_END.match(text, high) or text[high : high + 1] in _OPEN):
        return False
    charges = read_charges(text, low + 1, high - 1, lexicon, BARE)
    items = [i for i in _plain(text[low + 1 : high - 1]) if i.strip() and not lexicon.indefinite.match(i.strip())]
    strong = sum(lexicon.is_unit(text[c.start : c.end], strong_only=True) for c in charges)
    if not charges or len(charges) < len(items):
        return False
    is_apart = _previous(text, low) in _ENDS
    return 2 * strong >= len(charges) if is_apart else strong == len(charges) > 1


def _previous(text: str, at: int) -> str:
    """Return the last character before a position that is not white space; a full stop where there is none near."""
    near = text[max(0, at - 20) : at].rstrip()
    return near[-1:] or "。"


def _labelled(text: str, markers: Sequence[Marker], taken: _Spans, lexicon: ResponsibilityLexicon) -> list[Clause]:
    """Return the clauses that a label opens outside brackets, to the end of the line or sentence."""
    found: list[Clause] = []
    reached = 0
    for marker in markers:
        if marker.kind != LABEL or marker.start < reached or taken.holds(marker.start):
            continue
        is_first = not text[text.rfind("\n", 0, marker.start) + 1 : marker.start].strip(" \t|")
        if not (marker.has_colon or is_first):
            continue
        end = _label_end(text, marker.end, lexicon)
        charges = read_charges(text, marker.start, end, lexicon, LISTED)
        if charges:
            found.append(Clause(marker.start, end, LISTED, tuple(charges)))
            reached = end
    return found


def _label_end(text: str, start: int, lexicon: ResponsibilityLexicon) -> int:
    """Return the end of what a label introduces; a line that ends in a comma goes on, an empty one is followed by the units."""
    line = _line_end(text, start)
    is_empty = not text[start:line].strip()
    limit = min(len(text), start + _LONGEST_CLAUSE)
    while line < limit and (is_empty or text[start:line].rstrip()[-1:] in tuple(_MORE)):
        after = _line_end(text, line + 1)
        if not text[line + 1 : after].strip() and not is_empty:
            break
        if text[line + 1 : after].strip() and not read_charges(text, line + 1, after, lexicon, BARE):
            break
        is_filled = bool(text[line + 1 : after].strip())
        line = after
        if is_empty and is_filled:
            line = _unit_lines(text, line, limit, lexicon)
            break
    line = min(line, limit)
    stop = re.compile(r"[。)】\]〕](?![、,])").search(_blanked(text[start:line]))
    return start + len(text[start : start + stop.start() if stop else line].rstrip())


def _unit_lines(text: str, line: int, limit: int, lexicon: ResponsibilityLexicon) -> int:
    """Return the end of the further lines that hold nothing but units."""
    while line < limit:
        after = _line_end(text, line + 1)
        if not lexicon.is_unit(text[line + 1 : after].strip().rstrip("、,;。")):
            break
        line = after
    return line


def _blanked(text: str) -> str:
    """Return a text of the same length whose inner brackets hold nothing, so that only an unpaired bracket is found."""
    return re.sub(r"\([^()]*\)", lambda m: "x" * len(m[0]), text)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _lines(text: str, layout: Sequence[Paragraph], taken: _Spans, lexicon: ResponsibilityLexicon) -> Iterator[Clause]:
    """Yield the lines under a heading that are lists of units and nothing else; the addressees of a notice end in a colon."""
    for paragraph in layout:
        content = text[paragraph.start : paragraph.end].rstrip("。;")
        if not paragraph.section or paragraph.level or taken.holds(paragraph.start) or len(content) > _LONGEST_BRACKET:
            continue
        names = _plain(content)
        if len(names) > 1 and all(lexicon.is_unit(n, strong_only=True) and " " not in n for n in names):
            charges = read_charges(text, paragraph.start, paragraph.end, lexicon, BARE)
            if charges:
                yield Clause(paragraph.start, paragraph.end, BARE, tuple(charges))


def _plain(content: str) -> list[str]:
    """Return the items of a list without what stands in brackets inside them."""
    return re.split(r"[、,;。]", re.sub(r"\([^()]*\)", "", content))


def _cells(text: str, taken: _Spans, lexicon: ResponsibilityLexicon) -> Iterator[Clause]:
    """Yield a clause for each row of a table whose head names columns of units (责任单位)."""
    columns: dict[int, str] = {}
    width = 0
    for line in re.finditer(r"[^\n]+", text):
        cells = [m.span() for m in _CELL.finditer(text, *line.span())] if len(line[0]) <= _LONGEST_CLAUSE else []
        roles = {n: role for n, (low, high) in enumerate(cells) if (role := lexicon.label_role(text[low:high].strip()))}
        if roles and len(cells) > 1:
            columns, width = roles, len(cells)
        elif not columns or len(cells) != width:
            columns = {}
        else:
            charges = [
                replace(charge, role=role)
                for n, role in columns.items()
                for charge in read_charges(text, *cells[n], lexicon, CHARGED)
            ]
            if charges and not any(taken.holds(c.start) for c in charges):
                yield Clause(*_stripped(text, *line.span()), CELL, tuple(sorted(charges, key=lambda c: c.start)))


def _masked(text: str, clauses: Sequence[Clause]) -> str:
    """Return the text with full stops in the place of the clauses found so far: sentences end where they begin."""
    parts, at = [], 0
    for clause in sorted(clauses, key=lambda c: c.start):
        parts += [text[at : clause.start], "。" * (clause.end - clause.start)]
        at = clause.end
    return "".join([*parts, text[at:]])


def _sentences(text: str, lexicon: ResponsibilityLexicon) -> Iterator[Clause]:
    """Yield the sentences that name a unit with 牵头, 负责, 按职责分工 or 会同; parts between semicolons are sentences.

    A part that only adds who takes part belongs to the one before it.
    """
    last: Clause | None = None
    for sentence in _SENTENCE.finditer(text):
        low, high = _stripped(text, *sentence.span())
        is_charging = low < high and not any(m.name == NO_DUTY for m in lexicon.find(text, low, high))
        charges = tuple(read_charges(text, low, high, lexicon, PROSE)) if is_charging else ()
        is_led = any(c.role != "participant" for c in charges)
        if is_led and last:
            yield last
        if is_led:
            last = Clause(low, high, PROSE, charges)
        elif charges and last and text[last.end : low].strip() == ";":
            last = Clause(last.start, high, PROSE, (*last.charges, *charges))
    if last:
        yield last


def _stripped(text: str, low: int, high: int) -> tuple[int, int]:
    piece = text[low:high]
    return low + len(piece) - len(piece.lstrip()), high - len(piece) + len(piece.rstrip())


def _with_leads(clauses: Sequence[Clause], notes: Sequence[Marker]) -> list[Clause]:
    """Make the first unit lead where the document says so: in this list; with 下同 in all below; outside lists everywhere."""
    held = _Spans(clauses)
    is_general = any(not held.holds(n.start) for n in notes)
    below = min((n.start for n in notes if n.name == FIRST_LEADS_BELOW), default=None)
    found = []
    for clause in clauses:
        is_noted = any(clause.start <= n.start < clause.end for n in notes)
        is_below = below is not None and clause.end > below
        if clause.manner in (LISTED, BARE, CELL) and (is_general or is_noted or is_below):
            clause = replace(clause, charges=tuple(let_first_lead(clause.charges)))
        found.append(clause)
    return found
