"""``region-compare export`` as a user runs it: files that open, names in both languages, refusals, exit codes."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from compare.cli import main
from compare.workbook.labels import SHEETS

ROOT = Path(__file__).parents[1]


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a user does."""
    env = {k: v for k, v in os.environ.items() if k != "COMPARE_PROJECT"}
    command = [sys.executable, "-m", "compare", "export", *arguments, "--project", str(ROOT)]
    return subprocess.run(command, capture_output=True, cwd=cwd, env=env, timeout=300)


def export(*arguments: str) -> int:
    return main(["export", *arguments, "--project", str(ROOT)])


def test_names_in_chinese_english_and_codes_make_a_csv(tmp_path: Path) -> None:
    done = run(
        "--indicators", "高新技术企业数", "--regions", "天宁区，Changzhou City, CN-330483", "--output", "a.csv", cwd=tmp_path
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().strip() == "a.csv"
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {r["ref_area_zh"] for r in rows} == {"天宁区", "常州市", "桐乡市"}
    assert {r["indicator"] for r in rows} == {"hightech_enterprises"}
    assert {r["value_zh"] for r in rows if r["ref_area"] == "CN-320402"} == {"500 家", ""}
    assert all(r["obs_value"] or r["absence_zh"] for r in rows)


def test_the_workbook_of_a_selection_has_all_its_sheets(tmp_path: Path) -> None:
    assert export("--indicators", "gazelle_enterprises", "--language", "zh", "--output", str(tmp_path / "a.xlsx")) == 0
    names = load_workbook(tmp_path / "a.xlsx").sheetnames
    assert {SHEETS[key][0] for key in ("contents", "matrix", "instruments", "findings", "derived", "quotes")} <= set(names)


def test_one_table_as_workbook_says_what_its_columns_hold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "findings.xlsx"
    assert export("--table", "findings", "--output", str(path)) == 0
    assert capsys.readouterr().out.strip() == str(path)
    book = load_workbook(path)
    assert book.sheetnames == ["数据 Data", "列说明 Columns"]
    frame = pd.read_excel(path, header=3)
    assert (len(frame), frame["severity"].iloc[0], frame["severity_zh"].iloc[0]) == (17, "warning", "警告")
    told = {row[0].value: row[2].value for row in book["列说明 Columns"].iter_rows(min_row=5)}
    assert list(told) == list(frame.columns)
    assert told["message_en"] == "message, in English"
    assert "tianning_2022 " in book["列说明 Columns"]["A2"].value


def test_parquet_of_one_language(tmp_path: Path) -> None:
    path = tmp_path / "o.parquet"
    assert export("--table", "observations", "--language", "en", "--regions", "天宁区", "--output", str(path)) == 0
    frame = pd.read_parquet(path)
    assert set(frame["ref_area_en"]) == {"Tianning District"}
    assert not [c for c in frame if str(c).endswith("_zh")]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--output", "a.txt"], "a.txt: expected a name that ends in .xlsx, .csv, .parquet, found '.txt'"),
        (["--output", "a"], "found 'no ending'"),
        (["--output", "a.csv", "--regions", "天宁趣"], "unknown region '天宁趣'; nearest: "),
        (["--output", "a.xlsx", "--indicators", "gdpp"], "unknown indicator 'gdpp'; nearest: gdp"),
        (["--output", "a.csv", "--table", "quotes"], "tables: comparison, observations, mentions, derived, findings, actions"),
        (["--output", "a.xlsx", "--table", "quotes"], "unknown table 'quotes'"),
        (["--output", "a.xlsx", "--language", "fr"], "unknown language 'fr'"),
        (["--output", "a.csv", "--language", "fr"], "unknown language 'fr'"),
        (["--output", "a.csv", "--reference", "worst"], "a reference is an area, or one of best, median, parent"),
        (["--output", "a.xlsx", "--reference", "宜兴市"], "states none of the measures compared"),
        (["--regions", "天宁区"], "Missing option '--output'"),
    ],
)
def test_what_cannot_be_used_exits_with_2_and_writes_nothing(
    arguments: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert export(*arguments) == 2
    assert message in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_file_open_in_excel_is_named_and_left_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "open.xlsx"
    target.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    assert export("--table", "findings", "--output", str(target)) == 1
    assert "open.xlsx: cannot be written; close it in Excel or WPS" in capsys.readouterr().err
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_help_shows_examples_and_tables(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--help"]) == 0
    shown = capsys.readouterr().out
    assert "region-compare export --regions 天宁区,常州市 --indicators 高新技术企业数 --output enterprises.csv" in shown
    assert "--output FILE.{xlsx,csv,parquet}" in shown
    assert "observations, mentions, derived" in shown
