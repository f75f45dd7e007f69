"""How cells look: fonts, fills, lines and alignment, one role a kind of cell.

The look follows China's statistical yearbooks: few lines, quiet fills, numbers to the right. Colours are of the Okabe–Ito
palette or grey, and no meaning hangs on colour alone: an absent value is hatched and carries a letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from functools import cache
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray

from compare.palette import COLOURS

FONTS: Mapping[str, str] = {"zh": "微软雅黑", "en": "Calibri"}
"""Font of each language; both come with Windows Office, and WPS and LibreOffice substitute them well."""

_BLUE, _INK, _GREY, _RED = (COLOURS[role].removeprefix("#") for role in ("subject", "text", "quiet", "reference"))
_STATED = COLOURS["stated"].removeprefix("#")
_LINE = "BFBFBF"
_HEAD, _SECTION, HATCH = "DCE6F0", "F2F2F2", "A6A6A6"


@dataclass(frozen=True)
class Role:
    """The look of one kind of cell.

    Attributes
    ----------
    size : float
        Font size in points.
    bold, italic : bool
        Weight and slope.
    colour : str
        Font colour, RGB.
    fill : str
        Background, RGB; empty for none.
    is_hatched : bool
        The background is a grey hatch.
    horizontal, vertical : str
        Alignment.
    is_wrapped : bool
        Long text breaks into lines.
    lines : str
        Sides that have a thin line: any of ``t b l r``; ``T`` and ``B`` are thick.
    indent : int
        Steps by which text keeps off its left edge.
    """

    size: float = 10
    bold: bool = False
    italic: bool = False
    colour: str = _INK
    fill: str = ""
    is_hatched: bool = False
    horizontal: str = "left"
    vertical: str = "center"
    is_wrapped: bool = False
    lines: str = ""
    indent: int = 0


ROLES: Mapping[str, Role] = {
    "title": Role(size=15, bold=True),
    "subtitle": Role(size=10, colour=_GREY),
    "head": Role(bold=True, fill=_HEAD, horizontal="center", is_wrapped=True, lines="tblr"),
    "section": Role(bold=True, fill=_SECTION, lines="tb"),
    "label": Role(is_wrapped=True, lines="blr", indent=1),
    "centre": Role(horizontal="center", is_wrapped=True, lines="blr"),
    "value": Role(horizontal="right", lines="bl"),
    "best": Role(horizontal="right", bold=True, fill=_STATED, lines="bl"),
    "year": Role(size=9, colour=_BLUE, horizontal="center", lines="br"),
    "absent": Role(is_hatched=True, lines="bl"),
    "blank": Role(lines="bl"),
    "reason": Role(size=9, italic=True, colour=_GREY, horizontal="center", lines="br"),
    "note": Role(size=9, colour=_GREY, vertical="top", is_wrapped=True),
    "body": Role(size=9, vertical="top", is_wrapped=True, lines="b", indent=1),
    "number": Role(size=9, vertical="top", horizontal="right", lines="b"),
    "sign": Role(size=9, vertical="top", horizontal="center", lines="b"),
    "link": Role(size=9, vertical="top", colour=_BLUE, lines="b", indent=1),
    "plain": Role(),
    "fact": Role(vertical="top", is_wrapped=True),
    "heading": Role(size=11, bold=True, colour=_BLUE, lines="B"),
    "large": Role(size=9),
    "line": Role(size=9, vertical="top", lines="b", indent=1),
    "jump": Role(colour=_BLUE, vertical="top"),
    "dots": Role(colour=_BLUE, horizontal="center", lines="blr"),
    "unused": Role(colour=_GREY, horizontal="center", lines="blr"),
    "total": Role(bold=True, horizontal="center", lines="tblr"),
    "warning": Role(size=9, bold=True, colour=_BLUE, vertical="top", lines="b", indent=1),
    "error": Role(size=9, bold=True, colour=_RED, vertical="top", lines="b", indent=1),
    "ask": Role(size=11, bold=True, horizontal="right"),
    "choice": Role(size=11, bold=True, colour=_BLUE, fill=_STATED, lines="TBLR", indent=1),
    "mark": Role(size=9, vertical="top", horizontal="right", lines="b"),
    "said": Role(size=9, vertical="top", lines="b", indent=1),
}
"""The looks by name."""


def dress(cell: Cell, role: str, language: str) -> Cell:
    """Give a cell the look of `role` in the font of `language`; the number format is left alone."""
    known = _NUMBERS.setdefault(cell.parent.parent, {})
    if (role, language) not in known:
        cell.font, cell.fill, cell.border, cell.alignment = _look(role, language)
        look = known[role, language] = StyleArray()
        for part in _PARTS:
            setattr(look, part, getattr(cell._style, part))
        return cell
    if cell._style is None or not any(cell._style):
        cell._style = copy(known[role, language])
        return cell
    for part in _PARTS:
        setattr(cell._style, part, getattr(known[role, language], part))
    return cell


_PARTS = ("fontId", "fillId", "borderId", "alignmentId")
_NUMBERS: WeakKeyDictionary[Workbook, dict[tuple[str, str], StyleArray]] = WeakKeyDictionary()
"""The numbers of the parts of a look in a workbook; openpyxl would compare them with all others, cell by cell."""


@cache
def _look(role: str, language: str) -> tuple[Font, PatternFill, Border, Alignment]:
    """Return the parts of a look; made once, since a large workbook has hundreds of thousands of cells."""
    look = ROLES[role]
    fill = PatternFill("solid", fgColor=look.fill) if look.fill else PatternFill()
    return (
        Font(name=FONTS[language], size=look.size, bold=look.bold, italic=look.italic, color=look.colour),
        PatternFill("lightUp", fgColor=HATCH, bgColor="FFFFFF") if look.is_hatched else fill,
        _border(look.lines),
        Alignment(horizontal=look.horizontal, vertical=look.vertical, wrap_text=look.is_wrapped, indent=look.indent),
    )


_SIDES = {"t": "top", "b": "bottom", "l": "left", "r": "right"}


def _border(lines: str) -> Border:
    thin, thick = Side(style="thin", color=_LINE), Side(style="medium", color=_BLUE)
    sides = {name: thick if letter.upper() in lines else thin for letter, name in _SIDES.items() if letter in lines.lower()}
    return Border(**sides)
