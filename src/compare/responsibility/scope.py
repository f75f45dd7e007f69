"""The passage that a clause governs.

A clause closes the passage behind the clause before it, at most from the heading of its section on. At a heading, with the text
still to come, it governs the whole section. In the middle of a passage, a sentence governs itself alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from compare.documents import Paragraph
from compare.responsibility.clauses import Clause
from compare.responsibility.lexicon import ResponsibilityLexicon
from compare.responsibility.names import CELL, PROSE

_ITEM_LEVEL = 5
"""Headings from this level on (1. and (1)) number the parts of a task; what closes the last may close the task."""

_ARTICLE_LEVEL = 3
_ARTICLE = re.compile(r"第[一二三四五六七八九十百\d]{1,4}条[\s:、]")
_HEAD_END = re.compile(r"[。:\n]")
_LONGEST_HEADING = 60
_SHORT = 12
_ENDS = ("。", ";", "!", "?")
_IGNORED = " \t\r\n,;。、|()"


@dataclass(frozen=True)
class _Section:
    """Paragraphs ``first`` to ``last`` (exclusive) of the layout under one heading; ``first`` carries it unless level is 0."""

    first: int
    last: int
    level: int


@dataclass(frozen=True)
class _Index:
    """For each paragraph the one with its heading (-1: none) and the end of its section; for each clause its paragraph.

    ``itemised`` are the levels of headings at which the document charges items one by one.
    """

    heads: Sequence[int]
    ends: Sequence[int]
    places: Sequence[int]
    itemised: frozenset[int]


def cut_articles(layout: Sequence[Paragraph], text: str) -> list[Paragraph]:
    """Return a layout in which the articles of a measure (第十条) are sections, which they are not to `compare.documents`."""
    found = []
    article = ""
    above: tuple[str, ...] = ()
    for paragraph in layout:
        is_article = bool(_ARTICLE.match(text, paragraph.start, paragraph.end))
        if is_article:
            head = _HEAD_END.split(text[paragraph.start : paragraph.end], maxsplit=1)[0][:_LONGEST_HEADING]
            article, above = head, paragraph.section
            found.append(Paragraph(paragraph.start, paragraph.end, (*above, head), _ARTICLE_LEVEL))
            continue
        if 0 < paragraph.level <= _ARTICLE_LEVEL:
            article = ""
        section = (*above, article, *paragraph.section[len(above) :]) if article else paragraph.section
        found.append(Paragraph(paragraph.start, paragraph.end, section, paragraph.level))
    return found


def find_scopes(
    text: str, layout: Sequence[Paragraph], clauses: Sequence[Clause], lexicon: ResponsibilityLexicon
) -> list[tuple[int, int]]:
    """Find what each clause governs.

    Parameters
    ----------
    text : str
        The view.
    layout : sequence of Paragraph
        Its paragraphs.
    clauses : sequence of Clause
        In order.
    lexicon : ResponsibilityLexicon
        The words by which a sentence speaks of the passage before it.

    Returns
    -------
    list of (int, int)
        A span of the view for each clause. Clauses with nothing between them govern the same passage.
    """
    index = _index(layout, clauses)
    scopes: list[tuple[int, int]] = []
    for n, clause in enumerate(clauses):
        at = index.places[n]
        section = _section(layout, at, index)
        if clause.manner == CELL or (clause.manner == PROSE and not _closes(text, layout[at], clause, lexicon)):
            scopes.append((clause.start, clause.end))
        elif _opens(text, layout, section, at, clause):
            scopes.append((layout[section.first].start, layout[section.last - 1].end))
        else:
            start = layout[_raised(text, layout, section, clause, index).first].start
            if n and start < clauses[n - 1].end:
                start = _behind(text, clauses, scopes, n)
            scopes.append((start, clause.end))
    return _grouped(clauses, scopes)


def _index(layout: Sequence[Paragraph], clauses: Sequence[Clause]) -> _Index:
    """Look up for every paragraph its section, and for every clause its paragraph."""
    starts = [p.start for p in layout]
    heads, ends = _heads(layout), _section_ends(layout)
    places = [max(0, bisect_right(starts, c.start) - 1) for c in clauses]
    charged = [heads[at] for at, c in zip(places, clauses, strict=True) if heads[at] >= 0 and c.manner not in (CELL, PROSE)]
    itemised = {layout[h].level for h in charged if ends[h] < len(layout) and layout[ends[h]].level == layout[h].level}
    return _Index(heads, ends, places, frozenset(itemised))


def _heads(layout: Sequence[Paragraph]) -> list[int]:
    """Return for each paragraph the index of the one that carries its heading, -1 where there is none."""
    heads, head = [], -1
    for n, paragraph in enumerate(layout):
        head = n if paragraph.level else head
        heads.append(head)
    return heads


def _section_ends(layout: Sequence[Paragraph]) -> list[int]:
    """Return for each paragraph with a heading the index behind the last of its section."""
    ends = [len(layout)] * len(layout)
    opened: list[int] = []
    for n, paragraph in enumerate(layout):
        while paragraph.level and opened and layout[opened[-1]].level >= paragraph.level:
            ends[opened.pop()] = n
        if paragraph.level:
            opened.append(n)
    return ends


def _section(layout: Sequence[Paragraph], at: int, index: _Index) -> _Section:
    """Return the innermost section of a paragraph; without any heading, the paragraph itself."""
    head = index.heads[at]
    return _Section(head, index.ends[head], layout[head].level) if head >= 0 else _Section(at, at + 1, 0)


def _closes(text: str, paragraph: Paragraph, clause: Clause, lexicon: ResponsibilityLexicon) -> bool:
    """Say whether a sentence is nothing but the clause and the last of its paragraph, so that it speaks of all before it."""
    is_last = not text[clause.end : paragraph.end].strip(_IGNORED)
    lead_in = text[clause.start : min(c.start for c in clause.charges)]
    behind = clause.end - max(c.end for c in clause.charges)
    return is_last and bool(lexicon.lead_in.fullmatch(lead_in)) and behind <= _SHORT


def _opens(text: str, layout: Sequence[Paragraph], section: _Section, at: int, clause: Clause) -> bool:
    """Say whether a clause stands at its heading, before the text that it governs."""
    if not section.level or clause.manner == PROSE:
        return False
    before = text[layout[section.first].start : clause.start]
    head = layout[section.first]
    is_short = len(before.strip()) <= 80 and not any(e in before.strip(_IGNORED) for e in _ENDS)
    rest = text[clause.end : head.end if at == section.first else layout[at].end].strip(_IGNORED)
    return is_short and at - section.first <= 2 and bool(rest or _has_body(text, layout, section, at))


def _has_body(text: str, layout: Sequence[Paragraph], section: _Section, at: int) -> bool:
    """Say whether the section goes on behind a paragraph with more than another line of units."""
    return any(len(text[p.start : p.end]) > 40 or p.level for p in layout[at + 1 : min(section.last, at + 4)])


def _raised(text: str, layout: Sequence[Paragraph], section: _Section, clause: Clause, index: _Index) -> _Section:
    """Return the section above where the clause closes the last of its items and the document charges no item by itself."""
    is_line = clause.start == text.rfind("\n", 0, clause.start) + 1
    if not section.level or section.level in index.itemised or (section.level < _ITEM_LEVEL and not is_line):
        return section
    above = next((n for n in range(section.first - 1, -1, -1) if 0 < layout[n].level < section.level), -1)
    if above < 0 or section.first == above + 1 or index.ends[above] != section.last:
        return section
    return _Section(above, section.last, layout[above].level)


def _behind(text: str, clauses: Sequence[Clause], scopes: Sequence[tuple[int, int]], n: int) -> int:
    """Return where the passage behind the clause before begins; the same passage where nothing stands between the two."""
    before = clauses[n - 1]
    between = text[before.end : clauses[n].start]
    if not between.strip(_IGNORED):
        return scopes[n - 1][0]
    if before.manner in (CELL, PROSE):
        return min(scopes[n - 1][0], before.start)
    return before.end + len(between) - len(between.lstrip(_IGNORED))


def _grouped(clauses: Sequence[Clause], scopes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return scopes in which clauses that share their start share their end."""
    last: dict[int, int] = {}
    for (start, end), clause in zip(scopes, clauses, strict=True):
        if clause.manner not in (CELL, PROSE):
            last[start] = max(end, last.get(start, end))
    return [
        (start, last.get(start, end) if clause.manner not in (CELL, PROSE) else end)
        for (start, end), clause in zip(scopes, clauses, strict=True)
    ]
