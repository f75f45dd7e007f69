"""The workbook as a file: the same time on every part of the archive, and the rows of each sheet from `rows`.

Nothing here decides what a sheet holds.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.dimensions import SheetDimension
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from compare.errors import DataError
from compare.workbook.rows import area_of, comments_of, links_of, rows_of

EPOCH = datetime(1980, 1, 1)  # noqa: DTZ001  the earliest time of a zip archive, which knows no zones

_PLACE = b"</sheetData>"
_LEVEL = 3
"""Of the compression of sheets: of a large table zlib's usual 6 takes twice as long and saves an eighth of the file."""

_BUFFER = 1_000
"""Rows that are handed to the archive at a time."""


def pack(book: Workbook, target: Path | BinaryIO) -> None:
    """Write the workbook with one fixed time on every part and the result beside every formula."""
    _Writer(book, _Archive(target, "w", ZIP_DEFLATED)).save()  # `Workbook.save` would stamp the time of now


class _Archive(ZipFile):
    """An archive of which every part has the same time."""

    def writestr(self, name: Any, data: Any, compress_type: int | None = None, compresslevel: int | None = None) -> None:
        super().writestr(part_of(name), data, compress_type, compresslevel)


def part_of(name: str) -> ZipInfo:
    """Return a part of the archive before it is written."""
    info = ZipInfo(name, EPOCH.timetuple()[:6])
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


class _Frame(WorksheetWriter):  # type: ignore[misc]
    """All of a sheet but its rows."""

    def write_dimensions(self) -> None:
        self.xf.send(SheetDimension(area_of(self.ws)).to_tree())

    def write_rows(self) -> None:
        self.ws._hyperlinks, self.ws._comments = links_of(self.ws), comments_of(self.ws)
        with self.xf.send(True).element("sheetData"):
            pass
        self.xf.send(None)


class _Writer(ExcelWriter):  # type: ignore[misc]
    """Writes the rows of each sheet straight into the archive."""

    def write_worksheet(self, ws: Worksheet) -> None:
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        frame = _Frame(ws, BytesIO())
        frame.write()
        ws._rels = frame._rels
        begin, place, end = frame.read().partition(_PLACE)
        if not place:
            raise DataError(f"sheet {ws.title!r} has no place for its rows; report this with the selection")
        part = part_of(ws.path.removeprefix("/"))
        part._compresslevel = _LEVEL  # type: ignore[attr-defined]  # `ZipFile.open` has no argument for it
        with self._archive.open(part, "w", force_zip64=True) as file:
            file.write(begin)
            rows = rows_of(ws)
            while found := list(islice(rows, _BUFFER)):
                file.write("".join(found).encode())
            file.write(place + end)
        self.manifest.append(ws)
