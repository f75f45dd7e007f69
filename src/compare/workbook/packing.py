"""The workbook as a file: large lists streamed into it, and the same time on every part of the archive.

openpyxl keeps each cell of a sheet as an object, a gigabyte for 200,000 rows. The records of a large list (`layout.LARGE`) are
therefore no cells of their sheet: one cell a column is filled anew for every row and goes through the same safe functions.
Nothing here decides what a sheet holds.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.dimensions import SheetDimension
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from compare.workbook.cells import write_number, write_text
from compare.workbook.layout import Column, Streamed
from compare.workbook.results import with_results
from compare.workbook.styles import dress

EPOCH = datetime(1980, 1, 1)  # noqa: DTZ001  the earliest time of a zip archive, which knows no zones
_CHUNK = 5_000
"""Records that are taken from the columns at a time."""


def pack(book: Workbook, path: Path) -> None:
    """Write the workbook to `path` with one fixed time on every part and the result beside every formula."""
    with tempfile.TemporaryFile() as draft:
        _Writer(book, ZipFile(draft, "w", ZIP_DEFLATED)).save()  # `Workbook.save` would stamp the time of now
        sheets = {sheet.path.removeprefix("/"): sheet for sheet in book.worksheets if not hasattr(sheet, "streamed")}
        with ZipFile(draft) as source, ZipFile(path, "w") as archive:
            for name in source.namelist():
                info = ZipInfo(name, EPOCH.timetuple()[:6])
                info.compress_type = ZIP_DEFLATED
                info.external_attr = 0o600 << 16
                if name in sheets:
                    archive.writestr(info, with_results(source.read(name), sheets[name]))
                    continue
                with source.open(name) as part, archive.open(info, "w", force_zip64=True) as whole:
                    shutil.copyfileobj(part, whole)


class _Writer(ExcelWriter):  # type: ignore[misc]  # openpyxl has no types
    """openpyxl's writer, which takes the rows of a streamed sheet as they come."""

    def write_worksheet(self, ws: Worksheet) -> None:
        """Write one sheet, as openpyxl does, with the rows of `_SheetWriter`."""
        if not hasattr(ws, "streamed"):
            super().write_worksheet(ws)
            return
        ws._drawing = SpreadsheetDrawing()
        writer = _SheetWriter(ws)
        writer.write()
        ws._rels = writer._rels
        self._archive.write(writer.out, ws.path[1:])
        self.manifest.append(ws)
        writer.cleanup()


class _SheetWriter(WorksheetWriter):  # type: ignore[misc]  # openpyxl has no types
    """openpyxl's writer of a sheet, with the streamed records below the cells that the sheet has."""

    def rows(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Yield the rows of the sheet, then the streamed ones."""
        yield from super().rows()
        yield from _records(self.ws, self.ws.streamed)

    def write_dimensions(self) -> None:
        """Write the area of the sheet with the streamed records, which are no cells."""
        streamed = self.ws.streamed
        last = streamed.first + len(streamed.columns[0].values) - 1
        self.xf.send(SheetDimension(f"A1:{get_column_letter(len(streamed.columns))}{last}").to_tree())


def _records(sheet: Worksheet, streamed: Streamed) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Yield number and filled cells of each record; the cells are the same ones for every record."""
    columns = streamed.columns
    cells = [dress(Cell(sheet, 1, n), "large", streamed.language) for n in range(1, len(columns) + 1)]
    writers = list(zip(cells, columns, strict=True))
    for start in range(0, len(columns[0].values), _CHUNK):
        chunks = [column.values[start : start + _CHUNK] for column in columns]
        for offset, values in enumerate(zip(*chunks, strict=True), start):
            for (cell, column), value in zip(writers, values, strict=True):
                _fill(cell, column, value, offset)
                cell.row = streamed.first + offset
            yield streamed.first + offset, [cell for cell in cells if cell.value is not None]


def _fill(cell: Cell, column: Column, value: object, position: int) -> None:
    """Give a cell its value for one record."""
    cell.value, cell.data_type = None, "n"
    if column.role == "number":
        write_number(cell, value, column.formats[position] if column.formats else "General")
        return
    if cell.quotePrefix:
        cell.quotePrefix = False
    write_text(cell, value)
