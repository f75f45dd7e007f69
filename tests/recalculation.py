"""What LibreOffice makes of a workbook when it must calculate everything anew, for the tests of its formulas.

LibreOffice shows the results that a file holds, right or wrong; they are therefore taken out of a copy before it opens it.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook, load_workbook

_RESULT = re.compile(rb"(</f>)<v>[^<]*</v>")


def without_results(path: Path, copy: Path) -> Path:
    """Copy a workbook without the results of its formulas."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = _RESULT.sub(rb"\1", part.replace(b' t="str"><f>', b"><f>"))
                assert b"</f><v>" not in part
            target.writestr(name, part)
    return copy


def recalculate(paths: Sequence[Path], folder: Path) -> list[Workbook]:
    """Let LibreOffice calculate copies of workbooks anew; return what their cells show then."""
    program = str(shutil.which("soffice") or shutil.which("libreoffice"))
    bare, done = folder / "bare", folder / "done"
    bare.mkdir()
    copies = [without_results(path, bare / f"{n}.xlsx") for n, path in enumerate(paths)]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(done), *map(str, copies)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return [load_workbook(done / copy.name, data_only=True) for copy in copies]


def differences(path: Path, recalculated: Workbook) -> Iterable[str]:
    """Yield each formula of which LibreOffice gives another result than the file holds, and each cell with an error."""
    formulas, held = load_workbook(path), load_workbook(path, data_only=True)
    for sheet in formulas:
        for cell in (c for row in sheet.iter_rows() for c in row):
            other = recalculated[sheet.title][cell.coordinate]
            own = held[sheet.title][cell.coordinate].value
            if other.data_type == "e" or (cell.data_type == "f" and not _is_same(own, other.value)):
                yield f"{sheet.title}!{cell.coordinate}: {own!r}, LibreOffice {other.value!r}, {cell.value}"


def _is_same(own: object, other: object) -> bool:
    if isinstance(own, int | float) and isinstance(other, int | float):
        return abs(own - other) <= 1e-9 * max(1.0, abs(own))
    return (own or "") == (other or "")


def choose(path: Path, sheets: Sequence[str], labels: Sequence[str], folder: Path) -> list[Workbook]:
    """Return a live sheet and its hidden one (`sheets`) recalculated for each label in its drop-down."""
    book = load_workbook(path)
    for name in set(book.sheetnames) - set(sheets):
        del book[name]
    copies = [folder / f"choice{n}.xlsx" for n in range(len(labels))]
    for label, copy in zip(labels, copies, strict=True):
        book[sheets[0]]["B3"] = label
        book.save(copy)
    return recalculate(copies, folder)
