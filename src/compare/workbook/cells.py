"""Safe cells: text that can never become a formula, numbers that stay numbers, formulas of ours, links inside the workbook.

Everything that this package puts into a cell passes through `write_text`, `write_number`, `write_formula` or `write_link`, so
that the text of documents cannot act in Excel, WPS or LibreOffice. What the cells mean and how they look is decided elsewhere.
"""

from __future__ import annotations

import math
import re

import pandas as pd
from openpyxl.cell.cell import Cell
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink

from compare.dataset import printable
from compare.errors import DataError

CELL_LIMIT = 32_767
"""UTF-16 code units that a cell holds (Excel specifications and limits)."""

_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Where a text looks like the escape of ST_Xstring (ECMA-376 part 1, 22.9.2.19), which Excel would turn into a character."""

_FORMULA_LIKE = re.compile(r"\s*[=+\-@\t\r＝＋－＠]|\d+$|[\d.]+[eE]\d+$")
"""Text that Excel would read as a formula or a number once somebody edits the cell."""

_CUT = "…"


def clean_text(value: object) -> str:
    r"""Return `value` as text that a cell can hold.

    Parameters
    ----------
    value : object
        Anything; a missing value gives an empty text.

    Returns
    -------
    str
        Line ends are ``\n``, characters that XML forbids become U+FFFD so that their loss shows, and a text beyond what a cell
        holds is cut and ends with an ellipsis.

    Examples
    --------
    >>> clean_text("a\r\nb\x01")
    'a\nb�'
    """
    if is_missing(value):
        return ""
    text = str(value)
    if not text.isprintable():  # nor is any line end or character that XML forbids
        text = printable(text.replace("\r\n", "\n").replace("\r", "\n"))
    return _cut(text, CELL_LIMIT)


def _cut(text: str, limit: int) -> str:
    """Shorten `text` to `limit` UTF-16 units, never through the middle of a character."""
    if 2 * len(text) <= limit:  # a character takes two units at most
        return text
    encoded = text.encode("utf-16-le")
    if len(encoded) <= 2 * limit:
        return text
    return encoded[: 2 * (limit - len(_CUT))].decode("utf-16-le", errors="ignore") + _CUT


def is_missing(value: object) -> bool:
    """Say whether `value` is None, NaN or pandas' NA."""
    return value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))


def is_formula_like(text: str) -> bool:
    """Say whether Excel would read `text` as a formula or a number if somebody typed it."""
    return _FORMULA_LIKE.match(text) is not None


def write_text(cell: Cell, value: object) -> Cell:
    """Write a text that stays a text, whatever it looks like.

    Parameters
    ----------
    cell : openpyxl.cell.cell.Cell
        The cell to fill.
    value : object
        The text; a missing value or an empty text leaves the cell empty.

    Returns
    -------
    openpyxl.cell.cell.Cell
        `cell`, of type text; where the text looks like a formula or a number it also has the prefix flag that keeps it a text
        when a person edits the cell.
    """
    text = stored_text(value)
    if not text:
        return cell
    cell.value, cell.data_type = text, "s"
    if is_formula_like(text):
        cell.quotePrefix = True
    return cell


def stored_text(value: object) -> str:
    """Return a text as the file stores it, so that Excel shows what `clean_text` gives; empty for a missing value.

    Examples
    --------
    >>> stored_text("_x0041_")
    '_x005F_x0041_'
    """
    text = clean_text(value)
    return _cut(_ESCAPE_LIKE.sub("_x005F_", text), CELL_LIMIT) if "_x" in text else text


def write_number(cell: Cell, value: object, number_format: str = "General") -> Cell:
    """Write a number; a missing one leaves the cell empty, never zero.

    Parameters
    ----------
    cell : openpyxl.cell.cell.Cell
        The cell to fill.
    value : int, float or missing
        The number.
    number_format : str
        An Excel number format, see `number_format`.

    Returns
    -------
    openpyxl.cell.cell.Cell
        `cell`.

    Raises
    ------
    DataError
        The value is infinite, which Excel cannot hold.
    """
    if is_missing(value):
        return cell
    cell.value = stored_number(value, f"cell {cell.coordinate} of sheet {cell.parent.title!r}")
    cell.number_format = number_format
    return cell


def stored_number(value: object, where: str) -> int | float:
    """Return a number as the file stores it: whole ones without a point; raise `DataError` where it is not finite."""
    number = value if isinstance(value, int) else float(value)  # type: ignore[arg-type]
    if not math.isfinite(number):
        raise DataError(f"{where}: {number} is not a finite number")
    return int(number) if float(number).is_integer() and abs(number) < 2**53 else number


class Formula(str):
    """A formula with the result that it has when the workbook is opened.

    Attributes
    ----------
    result : int, float or str
        A number, or a text; an empty text where the formula shows nothing.
    """

    __slots__ = ("result",)
    result: float | str


def write_formula(cell: Cell, formula: str, result: object, number_format: str = "General") -> Cell:
    """Write a formula together with its result, for whoever does not calculate (Protected View, previews, pandas).

    Parameters
    ----------
    cell : openpyxl.cell.cell.Cell
        The cell to fill.
    formula : str
        Begins with ``=``; made of functions, numbers and references to cells. Words of documents and of codelists never stand
        in it: they are text in cells to which it refers.
    result : int, float, str or missing
        What the library says that the formula gives; missing is an empty text.
    number_format : str
        An Excel number format, see `number_format`.

    Returns
    -------
    openpyxl.cell.cell.Cell
        `cell`; the result gets into the file when `compare.workbook.packing` writes it.

    Raises
    ------
    DataError
        The formula does not begin with ``=``, or the result is infinite.
    """
    where = f"cell {cell.coordinate} of sheet {cell.parent.title!r}"
    if not formula.startswith("="):
        raise DataError(f"{where}: {formula!r} does not begin with '='")
    written = Formula(formula)
    written.result = formula_result(result, where)
    cell._value, cell.data_type = written, "f"  # `Cell.value` would make a plain str of it and lose the result
    cell.number_format = number_format
    return cell


def formula_result(result: object, where: str) -> float | str:
    """Return what a formula gives as the file stores it, a missing result as an empty text; raise where it is not finite."""
    if isinstance(result, str) or is_missing(result):
        return stored_text(result)
    number = result if isinstance(result, int) else float(result)  # type: ignore[arg-type]
    if not math.isfinite(number):
        raise DataError(f"{where}: {result} is not a finite number")
    return number


def write_link(cell: Cell, sheet: str, target: str) -> Cell:
    """Make a filled cell jump to another place of the same workbook.

    Parameters
    ----------
    cell : openpyxl.cell.cell.Cell
        A cell that already has its value.
    sheet : str
        Name of the sheet to jump to.
    target : str
        The cell there, such as ``"A12"``.

    Returns
    -------
    openpyxl.cell.cell.Cell
        `cell`; the link is an attribute of the cell, not a HYPERLINK formula.
    """
    data_type = cell.data_type
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{quote_sheetname(sheet)}!{target}")
    cell.data_type = data_type
    return cell


def number_format(decimals: int, *, mark: str = "", suffix: str = "") -> str:
    """Return the Excel format that shows a number with its comparator mark and its unit sign, and leaves it a number.

    Parameters
    ----------
    decimals : int
        Digits after the point, as printed in the document.
    mark : str
        Comparator mark before the number, such as ``"≥"``; empty for an exact value.
    suffix : str
        Sign after the number, such as ``"%"``.

    Returns
    -------
    str
        The mark stands before the minus sign of a negative number.

    Examples
    --------
    >>> number_format(1, mark="≥", suffix="%")
    '"≥ "#,##0.0"%";"≥ "-#,##0.0"%"'
    >>> number_format(0)
    '#,##0'
    """
    digits = "#,##0" + ("." + "0" * decimals if decimals > 0 else "")
    after = _quoted(suffix) if suffix else ""
    if not mark:
        return digits + after
    before = _quoted(mark + " ")
    return f"{before}{digits}{after};{before}-{digits}{after}"


def literal_format(text: str) -> str:
    """Return the format that shows `text` in the place of a number, which the cell keeps.

    Examples
    --------
    >>> literal_format("●●")
    '"●●"'
    """
    return _quoted(text)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "") + '"'
