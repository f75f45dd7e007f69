"""Records of a large list, written as rows of a sheet straight into the file.

openpyxl keeps each cell as an object, a gigabyte for 200,000 rows, and spends most of its time on elements of XML. The records
of a large list (`layout.LARGE`) are therefore no cells of their sheet: their looks are asked of the workbook once a column,
their values go through the same safe functions as those of cells, and the rows are put behind the head rows when the file is
packed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import IO, Any

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter

from compare.errors import DataError
from compare.workbook.cells import is_formula_like, is_missing, stored_number, stored_text

_CHUNK = 2_000
"""Records that are taken from the columns at a time."""

_DIMENSION = re.compile(rb'<dimension ref="[^"]*"')
_END = b"</sheetData>"


@dataclass(frozen=True)
class Later:
    """A column of records that are not cells: values, whether they are numbers, and their number formats."""

    values: Sequence[object]
    is_number: bool
    formats: Sequence[str] = ()


class Streamed:
    """Records that are written into the file from row `first` on.

    Parameters
    ----------
    columns : sequence of Later
        All with the same number of values.
    first : int
        Row of the first record.
    looks : sequence of openpyxl.cell.cell.Cell
        A cell for each column that has its look; it is not of the sheet.
    """

    def __init__(self, columns: Sequence[Later], first: int, looks: Sequence[Cell]) -> None:
        self.columns, self.first = tuple(columns), first
        self.last = first + len(columns[0].values) - 1
        pairs = zip(columns, looks, strict=True)
        self._writers = [(_number_writer if c.is_number else _text_writer)(c, look) for c, look in pairs]

    def write(self, part: bytes, file: IO[bytes]) -> None:
        """Write the XML of the sheet, which openpyxl made with its head rows only, with the records behind them."""
        place = part.rfind(_END)
        if place < 0:
            raise DataError("a sheet of a large list has no rows to put its records behind; report this with the selection")
        area = f'<dimension ref="A1:{get_column_letter(len(self.columns))}{self.last}"'.encode()
        file.write(_DIMENSION.sub(area, part[:place], count=1))
        for rows in self._rows():
            file.write(rows)
        file.write(part[place:])

    def _rows(self) -> Iterator[bytes]:
        """Yield the XML of the records, a chunk at a time."""
        for start in range(0, self.last - self.first + 1, _CHUNK):
            chunks = [column.values[start : start + _CHUNK] for column in self.columns]
            rows = [self._row(position, values) for position, values in enumerate(zip(*chunks, strict=True), start)]
            yield "".join(rows).encode()

    def _row(self, position: int, values: tuple[Any, ...]) -> str:
        row = self.first + position
        cells = [write(value, row, position) for write, value in zip(self._writers, values, strict=True)]
        return f'<row r="{row}">{"".join(cells)}</row>'


Writer = Callable[[object, int, int], str]
"""Gives the XML of a cell from its value, row and position among the records."""


def _style_of(look: Cell) -> int:
    """Return the number of a look in the workbook, which keeps the style itself: the cell goes on with a copy."""
    number: int = look.style_id
    look._style = copy(look._style)
    return number


def _text_writer(_: Later, look: Cell) -> Writer:
    """Return what writes the texts of a column; those that look like formulas get the look with the prefix flag."""
    letter = look.column_letter
    plain = _style_of(look)
    look.quotePrefix = True
    acting = _style_of(look)

    @lru_cache(maxsize=_CHUNK, typed=True)
    def said(value: object) -> str:
        text = stored_text(value)
        if not text:
            return ""
        style = acting if is_formula_like(text) else plain
        space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
        words = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return f'" s="{style}" t="inlineStr"><is><t{space}>{words}</t></is></c>'

    def write(value: object, row: int, position: int) -> str:
        words = said(value)
        return f'<c r="{letter}{row}{words}' if words else ""

    return write


def _number_writer(column: Later, look: Cell) -> Writer:
    """Return what writes the numbers of a column, each in its format."""
    letter, styles = look.column_letter, {}
    for number_format in dict.fromkeys(column.formats or ["General"]):
        look.number_format = number_format
        styles[number_format] = _style_of(look)
    formats, usual = column.formats, next(iter(styles.values()))

    def write(value: object, row: int, position: int) -> str:
        if is_missing(value):
            return ""
        number = stored_number(value, f"row {row} of a large list")
        return f'<c r="{letter}{row}" s="{styles[formats[position]] if formats else usual}"><v>{number!r}</v></c>'

    return write
