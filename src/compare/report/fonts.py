"""The characters of a page as embedded fonts: without them a browser shows Chinese in whatever the machine has, or not at all.

The two fonts of the package are cut down to the characters that the page shows, some 170 KB instead of 3 MB. They stand first
in the style sheet, for Latin letters, too: a browser that finds some letters in a font of the machine may draw boxes for the
others before it has read the embedded font. The fonts themselves, their licence and their build belong to the charts.
"""

from __future__ import annotations

import html
import io
import re
from base64 import b64encode
from functools import cache
from importlib.resources import files
from typing import Any

FAMILY = "Compare Sans SC"
LATIN = "Compare Sans Latin"
"""The quotation marks and dots of the same fonts as wide as Latin text has them; in Chinese they are as wide as a character."""

_WEIGHTS = (("Regular", 400), ("Bold", 700))
_NARROWED = " \u2018\u2019\u201c\u201d\u2026\u00b7"
"""With the space, which WeasyPrint sets in the font of the mark beside it."""

_BEARING = 60
"""White on either side of a narrowed mark, in units of the font (1,000 to the size of type)."""

_PRINTED = "0123456789 /•"
"""What the style sheet adds: page numbers and the marks of lists."""

_HIDDEN = re.compile(r"<(style|title|head)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_BOLD = re.compile(
    r"<(h[1-6]|th|caption|strong|b|summary)\b.*?</\1>|<td class=\"[^\"]*\bbest\b.*?</td>|<a [^>]*\bprimary\b.*?</a>", re.DOTALL
)


def font_face(page: str) -> str:
    """Return CSS that embeds the characters of `page` in regular, and those of its headings in bold."""
    body = _HIDDEN.sub("", page)
    shown = {"Regular": _characters(body + _PRINTED), "Bold": _characters("".join(m.group(0) for m in _BOLD.finditer(body)))}
    faces = [_face(FAMILY, weight, _subset(name, shown[name])) for name, weight in _WEIGHTS]
    codes = ", ".join(f"U+{ord(mark):04X}" for mark in _NARROWED)
    narrow = f"unicode-range: {codes}; "
    faces += [_face(LATIN, weight, _narrowed(name), narrow) for name, weight in _WEIGHTS]
    return "\n".join(faces)


def prepare() -> None:
    """Read the fonts for the next page, so that copies of this process need not."""
    for name, _ in _WEIGHTS:
        _narrowed(name)
        _opened[name] = _open(name)


_opened: dict[str, Any] = {}
"""Fonts that are read and not yet cut, by name."""


def _face(family: str, weight: int, data: str, more: str = "") -> str:
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-display: block; {more}'
        f'src: url("data:font/woff;base64,{data}") format("woff"); }}'
    )


def _characters(markup: str) -> str:
    """Return the characters that a reader sees of `markup`, each once."""
    return "".join(sorted(set(html.unescape(_TAG.sub("", markup)))))


@cache
def _narrowed(name: str) -> str:
    """Return the marks of a font that are narrower in Latin text; they are the same on every page."""
    return _subset(name, _NARROWED, is_narrow=True)


def _open(name: str) -> Any:
    """Read a font of the package, with the tables that take long."""
    from fontTools.ttLib import TTFont

    path = files("compare") / "charts" / "fonts" / f"CompareSansSC-{name}.ttf"
    font = TTFont(io.BytesIO(path.read_bytes()), recalcTimestamp=False)
    for table in ("GPOS", "GSUB", "cmap", "glyf", "hmtx"):
        font[table]
    return font


def _subset(name: str, characters: str, *, is_narrow: bool = False) -> str:
    """Cut a font of the package down to `characters`; the same characters give the same bytes."""
    from fontTools import subset

    font = _opened.pop(name, None) or _open(name)  # cutting changes it
    options = subset.Options(layout_features=["kern", "locl"], hinting=False, notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)
    if is_narrow:
        _narrow(font)
    font.flavor = "woff"
    data = io.BytesIO()
    font.save(data)
    return b64encode(data.getvalue()).decode("ascii")


def _narrow(font: Any) -> None:
    """Make every glyph as wide as its outline and a little white on either side."""
    glyphs, widths = font["glyf"], font["hmtx"]
    for name in font.getBestCmap().values():
        glyph = glyphs[name]
        if not glyph.numberOfContours:
            continue
        glyph.coordinates.translate((_BEARING - glyph.xMin, 0))
        glyph.recalcBounds(glyphs)
        widths[name] = (glyph.xMax + _BEARING, _BEARING)
