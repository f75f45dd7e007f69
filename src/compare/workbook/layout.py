"""The frame of a sheet: title and notes, head row, columns of a list, print set-up.

A list sheet is described by its columns; `write_list` puts them on the sheet, makes an Excel table with filters of them and
sets the page up. Nothing here knows what the columns hold.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import count

from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from compare.errors import UsageError
from compare.workbook.cells import clean_text, write_text
from compare.workbook.records import Column, Records
from compare.workbook.rows import last_row, records_of
from compare.workbook.styles import ROLES, dress

LARGE = 10_000
"""Records above which a list is plain: cells of one look, no links (Excel keeps 65,530 on a sheet), no formulas, rows of one
height."""

SHEET_ROWS = 1_048_576
"""Rows that a sheet holds (Excel specifications and limits)."""

TITLE_ROW, NOTE_ROW, HEAD_ROW = 1, 2, 4
"""Rows of every list sheet; the first record stands below `HEAD_ROW`."""

_LINE_POINTS, _LIST_POINTS = 14.0, 12.5
_A4 = 9
_ROW_POINTS = 15.0
_PAGE_RATIO = 5.4 * 0.63
"""Points of height that a page holds for each character of the sheet's width: A4 landscape, one page wide."""

_SHRINK = 2.0
"""How many pages may become one."""

OVERHANG = 1.25
"""How many pages of a table may become one: what is over would be a page of a few lines."""

_TITLE_LIMIT, _RESERVED = 31, "History"
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\n\t\ufffd]")
"""What a sheet's name may not hold in Excel; `_RESERVED` is a name that Excel keeps for itself."""


def is_large(count: int) -> bool:
    """Say whether a list of so many records is written plainly; nothing that only another would show need be made for it."""
    return count > LARGE


@lru_cache(maxsize=LARGE)
def text_width(text: str) -> int:
    """Return how many narrow characters wide `text` is; a Chinese character counts two.

    Examples
    --------
    >>> text_width("R&D经费")
    7
    """
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def line_height(text: str, width: float, points: float = _LINE_POINTS) -> float:
    """Return the height in points that `text` needs when it is wrapped at `width` narrow characters."""
    lines = sum(max(1, -(-text_width(line) // max(1, int(width)))) for line in text.split("\n"))
    return lines * points + 3


def sheet_title(name: str, used: Iterable[str]) -> str:
    """Return `name` as a sheet may be called: short, without forbidden characters, unlike any of `used`.

    Examples
    --------
    >>> sheet_title("R&D/GDP [%]", [])
    'R&D-GDP -%-'
    >>> sheet_title("Patents", ["patents"])
    'Patents (2)'
    """
    taken = {other.casefold() for other in [*used, _RESERVED]}
    clean = _FORBIDDEN.sub("-", clean_text(name)).strip(" '") or "-"
    for number in count(1):
        after = "" if number == 1 else f" ({number})"
        room = _TITLE_LIMIT - len(after)
        title = (clean if len(clean) <= room else clean[: room - 1].rstrip() + "…") + after
        if title.casefold() not in taken:
            return title
    raise AssertionError("counting does not end")


def set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    """Give the columns of `sheet` their widths, from column A on."""
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def write_heading(sheet: Worksheet, title: str, note: str, language: str) -> None:
    """Write the title above the sheet and the line of remarks under it."""
    dress(write_text(sheet.cell(TITLE_ROW, 1), title), "title", language)
    dress(write_text(sheet.cell(NOTE_ROW, 1), note), "subtitle", language)
    sheet.row_dimensions[TITLE_ROW].height = 26


def write_block(sheet: Worksheet, row: int, text: str, *, columns: int, width: float, language: str) -> int:
    """Write a paragraph over the first `columns` columns, merged and as high as it needs; return the next row."""
    merge_row(sheet, row, 1, columns)
    dress(write_text(sheet.cell(row, 1), text), "note", language)
    sheet.row_dimensions[row].height = line_height(text, width, 12.5)
    return row + 1


def merge_row(sheet: Worksheet, row: int, first: int, last: int) -> None:
    """Merge cells of a row that have no lines of their own, of which openpyxl would make cells first."""
    sheet.merged_cells.ranges.add(CellRange(min_row=row, max_row=row, min_col=first, max_col=last))


def make_comment(sentence: object) -> Comment:
    """Return a note that shows `sentence` when the reader points at the cell."""
    words = clean_text(sentence)
    return Comment(words, "compare", width=260, height=min(400, int(line_height(words, 34)) + 16))


def write_head(sheet: Worksheet, row: int, heads: Sequence[str], language: str) -> None:
    """Write one row of column heads."""
    for number, head in enumerate(heads, 1):
        dress(write_text(sheet.cell(row, number), head), "head", language)
    sheet.row_dimensions[row].height = 30


def write_records(sheet: Worksheet, columns: Sequence[Column], language: str, row: int) -> int:
    """Write the head row and the records of `columns` from `row` on; return the row after the last."""
    write_head(sheet, row, [c.head for c in columns], language)
    is_plain = is_large(len(columns[0].cells))
    place_records(Records(sheet, columns, (row + 1, 1), language, is_plain=is_plain))
    if not is_plain:
        for position, height in enumerate(_heights(columns), row + 1):
            sheet.row_dimensions[position].height = height
    return row + 1 + len(columns[0].cells)


def place_records(records: Records) -> None:
    """Put records on their sheet, where they are written with it; raise `UsageError` where Excel would not hold them."""
    sheet, last = records.sheet, records.end[0]
    if last > SHEET_ROWS:
        found = f"sheet {sheet.title!r}: {last:,} rows, and Excel holds {SHEET_ROWS:,}"
        raise UsageError(f"{found}; choose fewer indicators or regions, or write csv or parquet")
    records_of(sheet).append(records)


def _heights(columns: Sequence[Column]) -> list[float]:
    """Return the height that the longest wrapped text of each record needs; some programs do not fit rows by themselves."""
    least = [_LIST_POINTS + 3] * len(columns[0].cells)
    wrapped = [
        [line_height(clean_text(value), 1.1 * c.width - 2, _LIST_POINTS) for value in c.listed()]
        for c in columns
        if ROLES[c.role].is_wrapped
    ]
    return [max(heights) for heights in zip(*(wrapped or [least]), strict=True)]


def hide_last(sheet: Worksheet, column: int) -> None:
    """Hide a column that only charts read."""
    sheet.column_dimensions[get_column_letter(column)].hidden = True


def print_columns(sheet: Worksheet, count: int) -> None:
    """Print only the first `count` columns of a filled list sheet."""
    sheet.print_area = f"A1:{get_column_letter(count)}{last_row(sheet)}"


def write_list(sheet: Worksheet, columns: Sequence[Column], language: str, *, title: str, note: str, table: str) -> None:
    """Fill a list sheet: title, remarks, head row, records, filters, frozen head, page set-up.

    Parameters
    ----------
    sheet : openpyxl.worksheet.worksheet.Worksheet
        An empty sheet.
    columns : sequence of Column
        All with the same number of values.
    language : str
        ``"zh"`` or ``"en"``.
    title, note : str
        The two lines above the list.
    table : str
        Name of the Excel table, unique in the workbook.
    """
    write_heading(sheet, title, note, language)
    end = write_records(sheet, columns, language, HEAD_ROW)
    set_widths(sheet, [c.width for c in columns])
    last = get_column_letter(len(columns))
    if end > HEAD_ROW + 1:
        style = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
        sheet.add_table(_table(table, f"A{HEAD_ROW}:{last}{end - 1}", [c.head for c in columns], style))
    sheet.freeze_panes = f"B{HEAD_ROW + 1}"
    set_up_page(sheet, language, head_rows=(HEAD_ROW, HEAD_ROW))


def _table(name: str, reference: str, heads: Sequence[str], style: TableStyleInfo) -> Table:
    table = Table(displayName=name, name=name, ref=reference)
    table._initialise_columns()  # else openpyxl would make a cell of every record to read the heads
    for column, head in zip(table.tableColumns, heads, strict=True):
        column.name = clean_text(head)
    table.tableStyleInfo = style
    return table


def fit_on_one_page(sheet: Worksheet, last: int, width: float, shrink: float = _SHRINK) -> None:
    """Print the rows up to `last`, `width` characters wide, on one page where they need no more than `shrink` pages.

    A break would cut charts in two, and Excel ignores breaks of one's own where a sheet is fitted to a page.
    """
    known = sheet.row_dimensions
    height = sum((known[row].height if row in known else None) or _ROW_POINTS for row in range(1, last + 1))
    if height <= shrink * width * _PAGE_RATIO:
        sheet.page_setup.fitToHeight = 1


def set_up_page(sheet: Worksheet, language: str, *, head_rows: tuple[int, int] | None = None) -> None:
    """Set A4 landscape, one page wide, with a page number, and the rows from first to last of `head_rows` on each page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.footer = 0.5, 0.75, 0.35
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页" if language == "zh" else "Page &P of &N"
    sheet.sheet_view.showGridLines = False
    if head_rows:
        sheet.print_title_rows = f"{head_rows[0]}:{head_rows[1]}"
