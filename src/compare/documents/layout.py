"""Layout: the repaired view cut into paragraphs, each with the path of headings above it.

Headings are what Chinese official documents use (第一章, 第一节; GB/T 9704: 一、 (一) 1. (1)), at the start of a line or, where
line breaks were lost, behind the end of a sentence. Tables are found by `compare.extract`, which knows what a year column is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NUMERAL = "一二三四五六七八九十"
_LEVELS = (
    re.compile(rf"第[{_NUMERAL}\d]{{1,3}}[章篇](?![、。])"),
    re.compile(rf"第[{_NUMERAL}\d]{{1,3}}节"),
    re.compile(rf"[{_NUMERAL}]{{1,3}}、"),
    re.compile(rf"\([{_NUMERAL}]{{1,3}}\)"),
    re.compile(r"\d{1,2}[.、．](?!\d)"),
    re.compile(r"\(\d{1,2}\)"),
)
_INLINE = re.compile(rf"(?<=[。;!?)])(?=[{_NUMERAL}]{{1,3}}、|\([{_NUMERAL}]{{1,3}}\))")
_HEAD_END = re.compile(r"[。:\n]")
_LONGEST_HEADING = 60


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the view.

    Attributes
    ----------
    start, end : int
        Span in the view.
    section : tuple of str
        The headings above it and its own, outermost first.
    level : int
        Depth of its own heading, 1 outermost; 0 where it has none.
    """

    start: int
    end: int
    section: tuple[str, ...]
    level: int


def paragraphs(text: str) -> list[Paragraph]:
    r"""Cut a text into paragraphs.

    Parameters
    ----------
    text : str
        The view's text.

    Returns
    -------
    list of Paragraph
        In order, without blank ones; together they hold every character that is not white space.

    Examples
    --------
    >>> [p.section for p in paragraphs("二、目标\n(一)创新能力。达到3%。")]
    [('二、目标',), ('二、目标', '(一)创新能力')]
    """
    path: list[tuple[int, str]] = []
    found = []
    for start, end in _pieces(text):
        level = _level(text[start:end])
        if level:
            heading = _HEAD_END.split(text[start:end], maxsplit=1)[0][:_LONGEST_HEADING]
            path = [(depth, title) for depth, title in path if depth < level] + [(level, heading)]
        found.append(Paragraph(start, end, tuple(title for _, title in path), level))
    return found


def _level(text: str) -> int:
    return next((n for n, pattern in enumerate(_LEVELS, 1) if pattern.match(text)), 0)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the lines, cut again where a heading follows the end of a sentence; white space stripped."""
    for line in re.finditer(r"[^\n]+", text):
        cuts = [line.start(), *(m.start() for m in _INLINE.finditer(text, line.start(), line.end())), line.end()]
        for low, high in zip(cuts, cuts[1:], strict=False):
            piece = text[low:high]
            if piece.strip():
                yield low + len(piece) - len(piece.lstrip()), high - len(piece) + len(piece.rstrip())
