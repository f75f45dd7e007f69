"""Repair: a view of the stored text in which what scanning and page breaks damaged is mended.

The stored text stays as it is. A view is a text with, for each of its characters, the span of the stored text that it stands
for; every edit is kept with the name of the rule that made it. Full-width ASCII becomes half-width, one to one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from compare.lexicons import Rule

PAGE_MARKER = "page_marker"
"""Rule of the edits that cut out page numbers; it is no rule of a lexicon."""

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
"""Full-width ASCII to half-width, ideographic and no-break space to space: one character to one."""

_MARKER = re.compile(r"^(\d{1,2})、", re.MULTILINE)
_SENTENCE_END = re.compile(r"[。!?:;\n]\s*$")


@dataclass(frozen=True)
class Edit:
    """The stored characters ``start:end`` read as `text`, by `rule`."""

    start: int
    end: int
    text: str
    rule: str


@dataclass(frozen=True)
class View:
    """A repaired text and the way back.

    Attributes
    ----------
    text : str
        The repaired text.
    starts, ends : sequence of int
        For each character of `text`, the span of the stored text that it stands for.
    edits : tuple of Edit
        What was repaired, in the order of the stored text.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    edits: tuple[Edit, ...]

    def stored(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the stored text for the non-empty span ``start:end`` of the view."""
        return self.starts[start], max(self.ends[start:end])

    def position(self, stored: int) -> int:
        """Return the first position of the view that stands at or behind position `stored` of the stored text."""
        return bisect_left(self.starts, stored)

    def repairs(self, start: int, end: int) -> str:
        """Say which repairs touch the stored span ``start:end``, as ``rule: 'before' → 'after'``."""
        touched = [e for e in self.edits if e.start < end and e.end > start or start < e.start == e.end < end]
        return "; ".join(f"{e.rule} → {e.text!r}" for e in touched)


def repair(text: str, rules: Iterable[Rule]) -> View:
    r"""Build the repaired view of a stored text.

    Parameters
    ----------
    text : str
        The stored text.
    rules : iterable of Rule
        Of lexicon ``ocr``: group ``x`` of a match is replaced by `gives`; rules see the text as the ones before left it.

    Returns
    -------
    View
        In which page markers are gone and damaged characters are mended.

    Examples
    --------
    >>> rule = Rule("l_for_one", r"(?P<x>L)\d+万", "the scanner read 1. as L", "1.")
    >>> view = repair("新增L5万人", [rule])
    >>> view.text, view.stored(2, 5)
    ('新增1.5万人', (2, 4))
    """
    view = View(text.translate(_WIDE), range(len(text)), range(1, len(text) + 1), ())
    view = _apply(view, [(s, e, "", PAGE_MARKER) for s, e in page_markers(view.text)])
    for rule in rules:
        view = _apply(view, [(s, e, rule.gives, rule.id) for s, e in rule.spans(view.text)])
    return view


def page_markers(text: str) -> list[tuple[int, int]]:
    """Find the page numbers that a converter has put at the start of lines: 1、 2、 3、 … that cut sentences in two.

    Parameters
    ----------
    text : str
        Half-width text.

    Returns
    -------
    list of (int, int)
        Spans, the line break before a marker included. Empty where the numbers are a list of the author's: those follow the end
        of a sentence.
    """
    series: list[re.Match[str]] = []
    for match in _MARKER.finditer(text):
        if int(match[1]) == len(series) + 1:
            series.append(match)
    cuts = [m for m in series[1:] if not _SENTENCE_END.search(text[: m.start()].rstrip("\n"))]
    if len(series) < 3 or 2 * len(cuts) < len(series) - 1:
        return []
    return [(m.start() - (n > 0), m.end()) for n, m in enumerate(series)]


def _apply(view: View, replacements: list[tuple[int, int, str, str]]) -> View:
    """Return the view with spans of its text replaced."""
    if not replacements:
        return view
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    edits = list(view.edits)
    at = 0
    for start, end, new, rule in replacements:
        text.append(view.text[at:start])
        starts.extend(view.starts[at:start])
        ends.extend(view.ends[at:start])
        low = view.starts[start] if start < len(view.text) else view.ends[-1]
        high = max(view.ends[start:end], default=low)
        text.append(new)
        starts.extend([low] * len(new))
        ends.extend([high] * len(new))
        edits.append(Edit(low, high, new, rule))
        at = end
    text.append(view.text[at:])
    starts.extend(view.starts[at:])
    ends.extend(view.ends[at:])
    return View("".join(text), starts, ends, tuple(sorted(edits, key=lambda e: (e.start, e.end))))
