"""Shades for a scale from little to much, each with letters that can be read on it, and the strip that explains them."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from compare.charts.grid import Look
from compare.palette import COLOURS, SHADES

_WHITE = "#FFFFFF"
_SQUARE = 0.17
"""Inches of a square of the strip."""

STRIP = _SQUARE * len(SHADES)
"""Inches of the strip."""


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (``#RRGGBB``) as WCAG 2 defines it, from 1 to 21.

    Examples
    --------
    >>> round(contrast("#000000", "#FFFFFF"))
    21
    """
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def shade(position: float) -> Look:
    """Return the look of a cell at `position`, 0 for the least and 1 for the most, with letters of the greater contrast."""
    face = SHADES[round(min(max(position, 0.0), 1.0) * (len(SHADES) - 1))]
    ink = max((COLOURS["text"], _WHITE), key=lambda letters: contrast(letters, face))
    return Look(face, ink, ink)


def draw_strip(axes: Axes, x: float, y: float) -> None:
    """Draw all shades side by side from `x`, in inches downwards, for a key."""
    for n, face in enumerate(SHADES):
        axes.add_patch(Rectangle((x + n * _SQUARE, y - 0.07), _SQUARE, 0.14, facecolor=face, linewidth=0))
    outline = Rectangle((x, y - 0.07), STRIP, 0.14, facecolor="none", edgecolor=COLOURS["rule"], linewidth=0.6)
    axes.add_patch(outline)
