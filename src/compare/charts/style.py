"""The look of every figure: seaborn's style with our fonts, sizes and roles of colour, applied through one context manager.

Nothing is changed at import and nothing stays changed afterwards, except that matplotlib's font manager has learnt our two font
files. Whoever draws or saves a figure of this package does it inside `style`. Layer 4; knows nothing of regions or indicators.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import matplotlib as mpl
import seaborn as sns
from fontTools.ttLib import TTFont
from matplotlib.font_manager import FontProperties, fontManager

from compare.errors import UsageError, unknown_name
from compare.palette import COLOURS

_FONTS = Path(__file__).parent / "fonts"

FAMILIES = (
    "Compare Sans SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "SimHei",
    "WenQuanYi Zen Hei",
    "DejaVu Sans",
)
"""Ours first, then what a machine may have for a character that ours lacks."""

SIZES: Mapping[str, float] = MappingProxyType(
    {
        "title": 14.0,
        "subtitle": 10.0,
        "panel": 10.0,
        "name": 10.0,
        "row": 9.0,
        "value": 10.0,
        "small": 8.0,
        "note": 8.0,
        "tick": 8.0,
    }
)
"""Sizes of type in points."""

WIDTHS: Mapping[str, float] = MappingProxyType({"screen": 8.0, "print": 6.3})
"""Inches of a page by its size: for screens, slides and A4 in landscape; for the 16 cm of text of an upright A4 page."""

LANDSCAPE = 9.7
"""Inches of text of an A4 page in landscape: for tables that are too wide for an upright one."""

DPI = 200
"""Dots per inch of saved pictures: sharp in print at the drawn size."""

_RC: Mapping[str, Any] = MappingProxyType(
    {
        "axes.unicode_minus": True,
        "figure.dpi": 100,
        "figure.facecolor": "white",
        "font.size": SIZES["name"],
        "hatch.linewidth": 0.6,
        "pdf.fonttype": 42,
        "savefig.bbox": None,
        "svg.fonttype": "path",
        "svg.hashsalt": "compare",
        "text.color": COLOURS["text"],
        "text.hinting": "none",  # widths are then those of the font, at any resolution
        "text.parse_math": False,
        "text.usetex": False,
    }
)
_LOCK = threading.RLock()
"""matplotlib's settings are global, so that only one thread may hold ours at a time."""


def page_width(size: str) -> float:
    """Return the width of a page of `size` in inches; type keeps its size in points.

    Raises
    ------
    UnknownNameError
        `size` is neither ``"screen"`` nor ``"print"``.
    """
    if size not in WIDTHS:
        raise unknown_name("size", size, WIDTHS)
    return WIDTHS[size]


def table_width(needed: float, size: str) -> float:
    """Return the width of a page for a table that needs `needed` inches, margins included.

    On a screen a page grows with its table. In print it is that of an upright page, or of A4 in landscape where it must be.

    Raises
    ------
    UnknownNameError
        `size` is not known.
    UsageError
        The table is wider than A4 in landscape.

    Examples
    --------
    >>> table_width(5.0, "print"), table_width(7.0, "print"), table_width(12.0, "screen")
    (6.3, 9.7, 12.0)
    """
    width = page_width(size)
    if size != "print":
        return max(width, needed)
    if needed > LANDSCAPE:
        raise UsageError(
            f"the figure needs {needed:.1f} inches and A4 in landscape holds {LANDSCAPE}; give fewer regions, or size='screen'"
        )
    return width if needed <= width else LANDSCAPE


@cache
def register_fonts() -> tuple[str, ...]:
    """Tell matplotlib of the fonts of this package.

    Returns
    -------
    tuple of str
        The families of `FAMILIES` that this machine has, ours first. Calling it again changes nothing.

    Examples
    --------
    >>> register_fonts()[0]
    'Compare Sans SC'
    """
    for path in sorted(_FONTS.glob("*.ttf")):
        fontManager.addfont(path)
    present = set(fontManager.get_font_names())
    return tuple(family for family in FAMILIES if family in present)


@contextmanager
def style() -> Iterator[None]:
    """Apply the look of this package, whatever matplotlib or seaborn was set to, and restore that afterwards.

    Examples
    --------
    >>> import matplotlib as mpl
    >>> before = mpl.rcParams["svg.fonttype"]
    >>> with style():
    ...     mpl.rcParams["font.family"][0]
    'Compare Sans SC'
    >>> mpl.rcParams["svg.fonttype"] == before
    True
    """
    base = {**_defaults(), **sns.axes_style("ticks"), **sns.plotting_context("notebook")}
    settings: Any = {**base, **_RC, "font.family": list(register_fonts())}  # fonts last: seaborn sets a family of its own
    with _LOCK, mpl.rc_context(settings):
        yield


def _defaults() -> dict[str, Any]:
    """Return matplotlib's own settings, so that a theme set elsewhere does not show; never the choice of a backend."""
    return {key: value for key, value in mpl.rcParamsDefault.items() if not key.startswith(("backend", "interactive"))}


def font(size: float, *, bold: bool = False) -> FontProperties:
    """Return our font in a size of `SIZES`, to be used inside `style`."""
    return FontProperties(family=list(register_fonts()), size=size, weight="bold" if bold else "normal")


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line of `text` in inches, from the advance widths of our font; word joiners take no room.

    Examples
    --------
    >>> round(text_width("天宁区", 12), 2)
    0.5
    """
    widths = _advances("Bold" if bold else "Regular")
    return sum(0.0 if character == "\u2060" else widths.get(ord(character), 1.0) for character in text) * size / 72


@cache
def _advances(weight: str) -> Mapping[int, float]:
    """Return the advance width of each character as a share of the size of type; unknown ones count as a Chinese character."""
    with TTFont(_FONTS / f"CompareSansSC-{weight}.ttf", lazy=True) as source:
        units, metrics = source["head"].unitsPerEm, source["hmtx"]
        return {code: metrics[glyph][0] / units for code, glyph in source.getBestCmap().items()}
