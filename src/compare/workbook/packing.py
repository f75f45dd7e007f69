"""The workbook as a file: the same time on every part of the archive, results beside formulas, large lists streamed into place.

Nothing here decides what a sheet holds.
"""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from compare.workbook.results import with_results

EPOCH = datetime(1980, 1, 1)  # noqa: DTZ001  the earliest time of a zip archive, which knows no zones


def pack(book: Workbook, path: Path) -> None:
    """Write the workbook to `path` with one fixed time on every part and the result beside every formula."""
    with tempfile.TemporaryFile() as draft:
        ExcelWriter(book, ZipFile(draft, "w", ZIP_DEFLATED)).save()  # `Workbook.save` would stamp the time of now
        sheets = {sheet.path.removeprefix("/"): sheet for sheet in book.worksheets}
        with ZipFile(draft) as source, ZipFile(path, "w") as archive:
            for name in source.namelist():
                info = ZipInfo(name, EPOCH.timetuple()[:6])
                info.compress_type = ZIP_DEFLATED
                info.external_attr = 0o600 << 16
                part = source.read(name)
                streamed = getattr(sheets.get(name), "streamed", None)
                if streamed is not None:
                    with archive.open(info, "w", force_zip64=True) as file:
                        streamed.write(part, file)
                else:
                    archive.writestr(info, with_results(part, sheets[name]) if name in sheets else part)
