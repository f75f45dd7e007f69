"""What stands around the panels of a figure: title, subtitle, key, areas without a value, notes, source.

The order is the same in every figure, so that readers find each thing in its place. Between `words` and the figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from matplotlib.figure import Figure

from compare.charts.canvas import MARGIN, Block, add_axes, gap, text_block
from compare.charts.marks import KeyItem
from compare.charts.style import SIZES, font, text_width
from compare.charts.text import clean
from compare.charts.words import join, say
from compare.palette import COLOURS


def head(title: str, lines: Sequence[str], width: float) -> Iterator[Block]:
    """Yield the title of a page of `width` inches and the lines below it."""
    yield text_block(title, width, "title", bold=True, after=0.04)
    for number, line in enumerate(lines, 1):
        yield text_block(line, width, "subtitle", colour="quiet", after=0.1 if number == len(lines) else 0.02)


def foot(  # noqa: PLR0913  the parts of a foot
    absent: Sequence[str], notes: Sequence[str], source: str, width: float, language: str, heading: str = "absent"
) -> Iterator[Block]:
    """Yield the areas without a value under the sentence `heading`, the notes and the source."""
    yield from listed(absent, width, language, heading)
    yield gap(0.12)
    yield from remarks(notes, source, width, language)


def remarks(notes: Sequence[str], source: str, width: float, language: str) -> Iterator[Block]:
    """Yield the notes, where there are any, and the source."""
    if notes:
        text = clean(say(language, "note", notes=join(language, notes, "sentence")), language)
        yield text_block(text, width, "note", colour="quiet", after=0.04)
    yield text_block(source, width, "note", colour="quiet")


def listed(lines: Sequence[str], width: float, language: str, heading: str) -> Iterator[Block]:
    """Yield lines under the sentence `heading`; nothing where there are none."""
    if lines:
        yield gap(0.06)
        yield text_block(say(language, heading), width, "note", bold=True)
    for line in lines:
        yield text_block(line, width, "note", colour="text")


def key_block(items: Sequence[KeyItem], language: str, page: float) -> Block:
    """Explain the signs in one or more lines on a page of `page` inches; without signs it takes no room."""
    places, x, line = [], 0.0, 0
    for item in items:
        width = item.left + item.right + 0.08 + text_width(say(language, item.key), SIZES["small"])
        if x and x + width > page - 2 * MARGIN:
            x, line = 0.0, line + 1
        places.append((x + item.left, 0.13 + 0.22 * line))
        x += width + 0.25
    height = 0.22 * (line + 1) + 0.04

    def draw(figure: Figure, top: float) -> None:
        axes = add_axes(figure, MARGIN, top, page - 2 * MARGIN, height)
        axes.set(xlim=(0, page - 2 * MARGIN), ylim=(height, 0), xticks=[], yticks=[])
        for item, (left, y) in zip(items, places, strict=True):
            item.draw(axes, left, y)
            looks: dict[str, Any] = {"fontproperties": font(SIZES["small"]), "color": COLOURS["quiet"], "label": "key"}
            axes.text(left + item.right + 0.08, y + 0.04, say(language, item.key), **looks)

    return Block(height + 0.06, draw) if items else gap(0.0)
