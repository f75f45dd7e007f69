"""The rows of a sheet as they stand in the file: cells of openpyxl and records, row by row.

openpyxl writes everything else of a sheet; `packing` puts the two together.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge
from itertools import groupby
from operator import itemgetter

from openpyxl.comments.comment_sheet import CommentRecord
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from compare.workbook.elements import cell_element
from compare.workbook.records import Piece, Records


def records_of(sheet: Worksheet) -> list[Records]:
    """Return the records of a sheet, which a new one has none of; more can be added to the list."""
    found: list[Records] = vars(sheet).setdefault("records", [])
    return found


def last_row(sheet: Worksheet) -> int:
    """Return the number of the last row that holds something."""
    return max([int(sheet.max_row), *(records.end[0] for records in records_of(sheet))])


def area_of(sheet: Worksheet) -> str:
    """Return the cells from the first to the last that a sheet uses."""
    ends = [(sheet.max_row, sheet.max_column), *(records.end for records in records_of(sheet))]
    row, column = map(max, zip(*ends, strict=True))
    return f"A1:{get_column_letter(column)}{row}"


def links_of(sheet: Worksheet) -> list[Hyperlink]:
    """Return the links of a sheet in the order of their cells."""
    found = [(cell.row, cell.column, cell.hyperlink) for cell in sheet._cells.values() if cell.hyperlink]
    for records in records_of(sheet):
        for row, column, other, target in records.links():
            place = f"{quote_sheetname(other)}!{target}"
            found.append((row, column, Hyperlink(ref=f"{get_column_letter(column)}{row}", location=place)))
    return [link for _, _, link in sorted(found, key=itemgetter(0, 1))]


def comments_of(sheet: Worksheet) -> list[CommentRecord]:
    """Return the comments of a sheet in the order of their cells."""
    return [CommentRecord.from_cell(cell) for _, cell in sorted(sheet._cells.items()) if cell._comment is not None]


def rows_of(sheet: Worksheet) -> Iterator[str]:
    """Yield the rows of a sheet as XML."""
    heights = {row: f' ht="{d.ht:.16g}" customHeight="1"' for row, d in sheet.row_dimensions.items() if d.ht is not None}
    sources = [_cells(sheet, heights), *(records.pieces() for records in records_of(sheet))]
    for row, pieces in groupby(merge(*sources), key=itemgetter(0)):
        yield f'<row r="{row}"{heights.get(row, "")}>{"".join(piece for _, _, piece in pieces)}</row>'


def _cells(sheet: Worksheet, heights: dict[int, str]) -> Iterator[Piece]:
    """Yield the cells of openpyxl, and nothing at the beginning of rows that only have a height."""
    empty = ((row, 0, "") for row in sorted(heights))
    yield from merge(empty, ((row, column, cell_element(cell)) for (row, column), cell in sorted(sheet._cells.items())))
