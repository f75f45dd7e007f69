"""Large lists: streamed into the file with the same values, safety and filters, in memory that does not grow with them."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from compare.dataset import load
from compare.errors import DataError, UsageError
from compare.workbook import layout, write_table_workbook, write_workbook
from compare.workbook.cells import CELL_LIMIT, clean_text
from compare.workbook.layout import HEAD_ROW

ROOT = Path(__file__).parents[1]
DS = load(ROOT / "tests" / "miniature")
HOSTILE = (
    "=1+1",
    "+1",
    "@SUM(A1)",
    "\t=1",
    "a\x00b\x1b",
    "_x0041_",
    "<b>&amp;</b>",
    " two  spaces ",
    "a\nb",
    "123",
    "字" * 40_000,
)
TITLE = ("数据", "Data")


def make(rows: int) -> pd.DataFrame:
    """Return a table with every type and hostile text."""
    texts = [HOSTILE[n % len(HOSTILE)] for n in range(rows)]
    numbers = [None if n % 3 == 0 else n / 2 for n in range(rows)]
    return pd.DataFrame(
        {"text": texts, "number": numbers, "whole": pd.Series([n % 5 or None for n in range(rows)], dtype="Int64")}
    )


def values(path: Path) -> list[list[object]]:
    return [[c.value for c in row] for row in load_workbook(path).worksheets[0].iter_rows(min_row=HEAD_ROW)]


def test_a_streamed_table_holds_what_a_written_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = make(50)
    plain = write_table_workbook(DS, frame, tmp_path / "plain.xlsx", title=TITLE, columns={})
    monkeypatch.setattr(layout, "LARGE", 20)
    monkeypatch.setattr("compare.workbook.records._CHUNK", 7)
    streamed = write_table_workbook(DS, frame, tmp_path / "streamed.xlsx", title=TITLE, columns={})
    assert values(streamed) == values(plain)
    first, second = (load_workbook(p).worksheets[0] for p in (plain, streamed))
    assert second.tables["Data_1"].ref == first.tables["Data_1"].ref == "A4:C54"
    assert second.tables["Data_1"].column_names == ["text", "number", "whole"]
    assert (second.freeze_panes, second.print_title_rows) == (first.freeze_panes, first.print_title_rows)
    assert second.dimensions == "A1:C54"
    for row in range(5, 55):
        assert bool(second.cell(row, 1).quotePrefix) == bool(first.cell(row, 1).quotePrefix)
        assert second.cell(row, 1).data_type == first.cell(row, 1).data_type
    with zipfile.ZipFile(streamed) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    again = write_table_workbook(DS, frame, tmp_path / "again.xlsx", title=TITLE, columns={})
    assert again.read_bytes() == streamed.read_bytes()


def test_hostile_text_stays_text_in_a_streamed_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "LARGE", 5)
    frame = pd.DataFrame({text[:4]: [text] * 6 for text in HOSTILE} | {"=head": ["x"] * 6})
    sheet = load_workbook(write_table_workbook(DS, frame, tmp_path / "a.xlsx", title=TITLE, columns={})).worksheets[0]
    for column, text in enumerate(HOSTILE, 1):
        cell = sheet.cell(HEAD_ROW + 3, column)
        assert cell.data_type == "s"
        assert cell.value.replace("_x005F_", "_") == clean_text(text)
        assert len(cell.value) <= CELL_LIMIT
    assert all(c.data_type == "s" for c in sheet[HEAD_ROW])


def test_lists_of_the_workbook_are_streamed_with_formats_and_without_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = load_workbook(write_workbook(DS, tmp_path / "plain.xlsx", language="zh", indicators=["高新技术企业数"]))
    monkeypatch.setattr(layout, "LARGE", 2)
    book = load_workbook(write_workbook(DS, tmp_path / "streamed.xlsx", language="zh", indicators=["高新技术企业数"]))
    for name in ("长表", "引文"):
        rows = [[(c.value, c.number_format) for c in row] for row in book[name].iter_rows(min_row=HEAD_ROW)]
        assert rows == [[(c.value, c.number_format) for c in row] for row in plain[name].iter_rows(min_row=HEAD_ROW)]
        assert not [c for row in book[name].iter_rows() for c in row if c.hyperlink]
        assert book[name].print_area == plain[name].print_area


def test_what_a_sheet_cannot_hold_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "LARGE", 5)
    monkeypatch.setattr(layout, "SHEET_ROWS", 20)
    with pytest.raises(UsageError, match="54 rows, and Excel holds 20; choose fewer indicators or regions, or write csv"):
        write_table_workbook(DS, make(50), tmp_path / "a.xlsx", title=TITLE, columns={})
    with pytest.raises(DataError, match="column 'number' of sheet '数据 Data': inf is not a finite number"):
        write_table_workbook(DS, make(8).assign(number=float("inf")), tmp_path / "a.xlsx", title=TITLE, columns={})
    with pytest.raises(UsageError, match="the table has no columns"):
        write_table_workbook(DS, pd.DataFrame(), tmp_path / "a.xlsx", title=TITLE, columns={})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    script = (
        "import resource, sys; sys.path.insert(0, sys.argv[1]); import workbook as b; from pathlib import Path\n"
        "ds = b.load(b.ROOT); frame = b.make_table(ds, 60_000); before = b.peak()\n"
        "b.by_us(ds, frame, Path(sys.argv[2])); print(b.peak() - before)"
    )
    command = [sys.executable, "-c", script, str(ROOT / "benchmarks"), str(tmp_path)]
    grown = float(subprocess.run(command, check=True, capture_output=True, text=True, timeout=300).stdout)
    assert grown < 80, "as cells 60,000 rows of 33 columns take more than a gigabyte"


@pytest.mark.slow
@pytest.mark.libreoffice
def test_libreoffice_reads_a_streamed_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "LARGE", 20)
    frame = make(60)[["number", "whole"]].assign(text=["中文 & <b>", "=1+1"] * 30)
    path = write_table_workbook(DS, frame, tmp_path / "a.xlsx", title=TITLE, columns={})
    program = str(shutil.which("soffice") or shutil.which("libreoffice"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir"]
    subprocess.run([*command, str(tmp_path), str(path)], check=True, capture_output=True, timeout=180)
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[3:6] == [["number", "whole", "text"], ["", "", "中文 & <b>"], ["0.5", "1", "=1+1"]]
    assert len(rows) == 64


def test_replaced_rows_of_a_large_project_keep_their_quotes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "LARGE", 3)
    hostile = replace(DS, mentions=DS.mentions.assign(quote=HOSTILE[0], section=HOSTILE[4]))
    book = load_workbook(write_workbook(hostile, tmp_path / "a.xlsx", language="en", indicators=["高新技术企业数"]))
    cells = [c for row in book["Quotes"].iter_rows(min_row=HEAD_ROW + 1) for c in row]
    assert sum(c.value == HOSTILE[0] for c in cells) > 3
    assert {c.data_type for c in cells if c.value == HOSTILE[0]} == {"s"}


def test_a_large_workbook_keeps_its_values_and_says_what_it_leaves_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = load_workbook(write_workbook(DS, tmp_path / "small.xlsx", language="en"), data_only=True)
    monkeypatch.setattr(layout, "LARGE", 3)
    monkeypatch.setattr("compare.workbook.families.MOST_BARS", 1)
    path = write_workbook(DS, tmp_path / "large.xlsx", language="en")
    large, written = load_workbook(path, data_only=True), load_workbook(path)
    said = {row[0].value: row[1].value for row in large["Contents"].iter_rows(min_row=HEAD_ROW)}
    assert said["Kept plain for its size"].startswith("Lists of more than 10,000 rows")
    assert "no drop-down and no formula" in said["Benchmark gaps"]
    assert "Kept plain for its size" not in {row[0].value for row in small["Contents"].iter_rows()}
    matrix = [[c.value for c in row] for row in large["Comparison matrix"].iter_rows(min_row=HEAD_ROW)]
    assert matrix == [[c.value for c in row] for row in small["Comparison matrix"].iter_rows(min_row=HEAD_ROW)]
    assert not [c for row in large["Comparison matrix"].iter_rows() for c in row if c.hyperlink or c.comment]
    gaps = [[c.value or None for c in row] for row in large["Benchmark gaps"].iter_rows(min_row=HEAD_ROW)]
    shown = len(gaps[0])
    live = [[c.value or None for c in row[:shown]] for row in small["Benchmark gaps"].iter_rows(min_row=HEAD_ROW)]
    assert gaps == live, "what stands still is what the formulas show at first"
    assert not [c for row in written["Benchmark gaps"].iter_rows() for c in row if c.data_type == "f"]
    assert not written["Benchmark gaps"].data_validations.dataValidation
    assert "Gap data" not in written.sheetnames
    assert any(sheet._charts for sheet in small)
    assert not any(sheet._charts for sheet in written)
