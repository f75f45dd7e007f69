"""The key of a figure: its signs side by side, each with the words that explain it, in as many lines as they need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.figure import Figure

from compare.charts.canvas import MARGIN, Block, add_axes
from compare.charts.marks import KeyItem
from compare.charts.style import SIZES, font, text_width
from compare.charts.words import say
from compare.palette import COLOURS

_STEP, _BEFORE, _BETWEEN = 0.22, 0.08, 0.25
"""Inches: of a line, between a sign and its words, between two signs."""


def key_block(items: Sequence[KeyItem], page: float, language: str) -> Block:
    """Explain the signs of a figure on a page of `page` inches."""
    places, x, line = [], 0.0, 0
    for item in items:
        width = item.left + item.right + _BEFORE + text_width(say(language, item.key), SIZES["small"])
        if x and x + width > page - 2 * MARGIN:
            x, line = 0.0, line + 1
        places.append((x + item.left, 0.13 + _STEP * line))
        x += width + _BETWEEN
    height = _STEP * (line + 1) + 0.04

    def draw(figure: Figure, top: float) -> None:
        axes = add_axes(figure, MARGIN, top, page - 2 * MARGIN, height)
        axes.set(xlim=(0, page - 2 * MARGIN), ylim=(height, 0), xticks=[], yticks=[])
        for item, (left, y) in zip(items, places, strict=True):
            item.draw(axes, left, y)
            looks: dict[str, Any] = {"fontproperties": font(SIZES["small"]), "color": COLOURS["quiet"], "label": "key"}
            axes.text(left + item.right + _BEFORE, y + 0.04, say(language, item.key), **looks)

    return Block(height + 0.06, draw)
