"""Results of formulas in the file: openpyxl writes a formula with an empty value, which this fills in.

A program that does not calculate (Excel's Protected View, the preview of a telephone, pandas) shows the value that the file
holds beside the formula. Works on the text of one sheet as openpyxl writes it, and refuses to guess where that looks different.
"""

from __future__ import annotations

import re

from openpyxl.worksheet.worksheet import Worksheet

from compare.errors import DataError
from compare.workbook.cells import Formula

_CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)"((?: s="[0-9]+")?)><f>([^<]*)</f><v ?(?:/>|></v>)</c>')
"""A formula without result. Text of documents cannot look so: in XML its angle brackets are written otherwise."""

_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#13;"))


def with_results(part: bytes, sheet: Worksheet) -> bytes:
    """Return the XML of `sheet` in which each formula carries its result.

    Parameters
    ----------
    part : bytes
        The sheet as openpyxl wrote it.
    sheet : openpyxl.worksheet.worksheet.Worksheet
        The same sheet, whose formulas were written by `compare.workbook.cells.write_formula`.

    Returns
    -------
    bytes
        The same with values: numbers as they are, texts marked as such.

    Raises
    ------
    DataError
        A formula would stay without result.
    """
    formulas = part.count(b"<f>") + part.count(b"<f ")
    if not formulas:
        return part
    filled, count = _CELL.subn(lambda found: _filled(found, sheet), part)
    if count != formulas:
        raise DataError(f"sheet {sheet.title!r}: {formulas - count} of {formulas} formulas would stay without a result")
    return filled


def _filled(found: re.Match[bytes], sheet: Worksheet) -> bytes:
    """Return a cell with its formula and result."""
    place, style, formula = found.groups()
    cell = sheet[place.decode()]
    if not isinstance(cell.value, Formula):
        raise DataError(f"cell {place.decode()} of sheet {sheet.title!r}: its formula was not written by `write_formula`")
    result = cell.value.result
    if not isinstance(result, str):
        return b'<c r="%b"%b><f>%b</f><v>%b</v></c>' % (place, style, formula, repr(result).encode())
    for sign, escape in _ESCAPES:
        result = result.replace(sign, escape)
    return b'<c r="%b"%b t="str"><f>%b</f><v>%b</v></c>' % (place, style, formula, result.encode())
