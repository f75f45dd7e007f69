"""Blocks whose axes count inches, to the right and downwards: names, dots and words are placed by their printed width."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from compare.charts.canvas import MARGIN, Block, add_axes
from compare.charts.style import SIZES, font, text_width
from compare.palette import COLOURS

LEAD = {"row": 0.165, "small": 0.15}
"""Inches from line to line, by the role of the text."""

BOUNDS = {">=": "lower", ">": "lower", "<=": "upper", "<": "upper", "~": "approx"}
"""The sign of a comparator, as `marks.draw_sign` draws it; the others are plain."""


def inch_block(height: float, page: float, draw: Callable[[Axes], None]) -> Block:
    """Return a block over the width of a page, drawn on axes that count inches from its upper left corner."""
    width = page - 2 * MARGIN

    def placed(figure: Figure, top: float) -> None:
        axes = add_axes(figure, MARGIN, top, width, height)
        axes.set(xlim=(0, width), ylim=(height, 0), xticks=[], yticks=[])
        draw(axes)

    return Block(height, placed)


def write(axes: Axes, place: tuple[float, float], text: str, role: str, **looks: Any) -> None:
    """Write one line with its baseline at `place`, in the size of `role`.

    Parameters
    ----------
    axes : Axes
        Of an `inch_block`.
    place : tuple of float
        Inches from the upper left corner.
    text, role : str
        A line, and a key of `SIZES`, which is also the label by which the text is found again unless another is given.
    **looks
        ``colour`` (key of `COLOURS`), ``bold``, ``ha``, ``label``, ``zorder``.
    """
    properties = font(SIZES[role], bold=looks.pop("bold", False))
    colour = COLOURS[looks.pop("colour", "text")]
    options: dict[str, Any] = {"va": "baseline", "ha": "left", "label": role, "zorder": 6} | looks
    axes.text(*place, text, fontproperties=properties, color=colour, **options)


def write_lines(axes: Axes, place: tuple[float, float], lines: Sequence[str], role: str, **looks: Any) -> None:
    """Write lines below each other, the first with its baseline at `place`."""
    for n, line in enumerate(lines):
        write(axes, (place[0], place[1] + n * LEAD[role]), line, role, **looks)


def write_beside(
    axes: Axes, centre: float, y: float, parts: Sequence[tuple[str, str, dict[str, Any]]], ends: Sequence[float]
) -> None:
    """Write texts (with role and looks) side by side, centred on `centre` as far as they stay between the two `ends`."""
    widths = [text_width(text, SIZES[role], bold=looks.get("bold", False)) for text, role, looks in parts]
    total = sum(widths) + 0.08 * (len(parts) - 1)
    left = min(max(centre - total / 2, ends[0]), ends[1] - total)
    for (text, role, looks), width in zip(parts, widths, strict=True):
        write(axes, (left, y), text, role, **looks)
        left += width + 0.08
