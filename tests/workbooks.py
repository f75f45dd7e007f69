"""Workbooks as their reader opens them; for the tests of sheets."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from compare.workbook.packing import pack


def reread(book: Workbook) -> Workbook:
    """Return a workbook as it is read from its file; records are cells there and not before."""
    file = BytesIO()
    pack(book, file)
    return load_workbook(file)


def reread_sheet(sheet: Worksheet) -> Worksheet:
    """Return one sheet likewise."""
    return reread(sheet.parent)[sheet.title]
