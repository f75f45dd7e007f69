"""Cells as XML: what stands in the file behind a cell's place and look, and whole cells of openpyxl.

The same text as openpyxl writes, without making an element of each; a formula carries its result, so that a program that does
not calculate (Excel's Protected View, the preview of a telephone, pandas) shows it.
"""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from compare.errors import DataError
from compare.workbook.cells import Formula


def text_element(text: str) -> str:
    """Return the rest of a cell that holds a text.

    Examples
    --------
    >>> text_element("a < b")
    ' t="inlineStr"><is><t>a &lt; b</t></is></c>'
    """
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f' t="inlineStr"><is><t{space}>{escape(text)}</t></is></c>'


def number_element(number: float) -> str:
    """Return the rest of a cell that holds a number.

    Examples
    --------
    >>> number_element(3.5)
    '><v>3.5</v></c>'
    """
    return f"><v>{number!r}</v></c>"


def formula_element(formula: str, result: float | str) -> str:
    """Return the rest of a cell that holds a formula, which begins with ``=``, with its result.

    Examples
    --------
    >>> formula_element("=1+1", 2), formula_element("=A1", "x")
    ('><f>1+1</f><v>2</v></c>', ' t="str"><f>A1</f><v>x</v></c>')
    """
    kind, shown = (' t="str"', escape(result)) if isinstance(result, str) else ("", repr(result))
    return f"{kind}><f>{escape(formula[1:])}</f><v>{shown}</v></c>"


def style_attribute(cell: Any) -> str:
    """Return the attribute that gives a cell its look; empty for the look of a new cell."""
    return f' s="{cell.style_id}"' if cell.has_style else ""


def cell_element(cell: Any) -> str:
    """Return a cell of openpyxl; nothing for one that neither holds nor shows anything.

    Raises
    ------
    DataError
        A formula has no result, or the cell holds neither a text nor a number nor a formula.
    """
    value, style = cell._value, style_attribute(cell)
    begin = f'<c r="{cell.coordinate}"{style}'
    if value is None or value == "":
        return f"{begin}/>" if style or cell._comment else ""
    if cell.data_type == "s":
        return begin + text_element(value)
    if cell.data_type == "n":
        return begin + number_element(value)
    if isinstance(value, Formula):
        return begin + formula_element(value, value.result)
    place = f"cell {cell.coordinate} of sheet {cell.parent.title!r}"
    raise DataError(f"{place}: {value!r} was written neither by `write_text` nor `write_number` nor `write_formula`")
