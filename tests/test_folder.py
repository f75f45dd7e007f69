"""A folder of documents: every file is accounted for, one bad file stops nothing, what was done is not done again."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path, PurePosixPath

import pandas as pd
import pytest

import compare as cp
from compare.cli import main
from compare.errors import CompareError, DataError, LockedError, UsageError
from compare.folder import Order, Result, account, extract_folder, find_files, make_id
from compare.folder.state import State

ROOT = Path(__file__).parents[1]
PLAN = "科技创新规划（2021—2025年）\n到2025年，高新技术企业达到{}家以上，全社会研发投入占地区生产总值比重达到3.2%。\n"
POSIX = pytest.mark.skipif(os.name == "nt", reason="links, pipes and such names are of Unix")


def write_plans(folder: Path, count: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"plan_{number:02}.txt").write_text(PLAN.format(100 + number), encoding="utf-8")
    return folder


def summary(output: Path) -> dict[str, dict[str, str]]:
    with (output / "summary.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["path"]: row for row in csv.DictReader(file)}


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def extract(folder: Path, output: Path, **options: object) -> Result:
    return extract_folder(Order(folder, output, **options), project=ROOT)


@POSIX
def test_names_that_are_written_alike_are_two_files(tmp_path: Path) -> None:
    folder = write_plans(tmp_path / "plans", 1)
    for name in (b"\xff.txt", b"\\xff.txt"):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(PLAN.format(5), encoding="utf-8")
    result = extract(folder, tmp_path / "out")
    assert (result.files, result.failed) == (3, 0)
    assert len(digests(tmp_path / "out" / "ledgers")) == 3
    assert extract(folder, tmp_path / "out").unchanged == 3


@POSIX
def test_what_goes_while_the_folder_is_listed_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_plans(tmp_path / "plans", 3)
    (folder / "sub").mkdir()
    listed: list[Path] = []
    scan = os.scandir

    def then_gone(path: Path) -> object:
        with scan(path) as entries:
            found = list(entries)
        if not listed:
            (folder / "plan_01.txt").unlink()
            (folder / "sub").rmdir()
        listed.append(path)
        return contextlib.nullcontext(found)

    monkeypatch.setattr(os, "scandir", then_gone)
    problems = {found.path: found.problem for found in find_files(folder)}
    assert problems.keys() == {"plan_00.txt", "plan_01.txt", "plan_02.txt", "sub"}
    assert "cannot be read" in problems["sub"]


def test_a_full_disk_under_the_state_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_plans(tmp_path / "plans", 1)

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(State, "note", full)
        with pytest.raises(CompareError, match=r"cannot be noted \(database or disk is full\); free the disk"):
            extract(folder, tmp_path / "out")
    assert extract(folder, tmp_path / "out").failed == 0


@POSIX
def test_every_file_has_a_row_and_a_bad_one_stops_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_plans(tmp_path / "规划 库", 2)
    (folder / "常州 市").mkdir()
    (folder / "常州 市" / "plan_00.txt").write_text(PLAN.format(7), encoding="gb18030")
    (folder / "常州 市" / "规划 v1.2.txt").write_text(PLAN.format(8), encoding="utf-16")
    (folder / "=1+1.txt").write_text(PLAN.format(9), encoding="utf-8")
    (folder / "empty.txt").touch()
    (folder / "scan.pdf").write_bytes(b"%PDF-1.7")
    (folder / "binary.txt").write_bytes(b"\x00\x01\xfe")
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(200_000_000)
    os.mkfifo(folder / "pipe")
    (folder / "loop").symlink_to(folder)
    (folder / "itself").symlink_to(folder / "itself")
    (folder / ".hidden").mkdir()
    (folder / "~$plan.docx").touch()
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.txt")).write_text(PLAN.format(5), encoding="utf-8")
    code = main(["extract", str(folder), "--output", str(tmp_path / "out"), "--project", str(ROOT), "--language", "zh"])
    rows = summary(tmp_path / "out")
    assert code == 1
    said = {path: row["error"] for path, row in rows.items() if row["status"] == "failed"}
    assert said == {
        "binary.txt": "not text in UTF-8, UTF-16 with a byte order mark, or GB18030; save it again as UTF-8",
        "empty.txt": "the file holds no text",
        "huge.txt": "200,000,000 bytes; at most 20,000,000 are read. Is it the right file?",
        "itself": "cannot be read: Too many levels of symbolic links",
        "pipe": "not a regular file",
        "scan.pdf": "PDF, Word and other binary formats are not read yet; save it as plain text (.txt, UTF-8)",
    }
    assert {path for path, row in rows.items() if row["status"] == "left out"} == {".hidden", "loop", "~$plan.docx"}
    read = {path: row for path, row in rows.items() if row["status"] == "ok"}
    assert set(read) == {
        "plan_00.txt", "plan_01.txt", "'=1+1.txt", "\\xff.txt", "常州 市/plan_00.txt", "常州 市/规划 v1.2.txt",
    }  # fmt: skip
    assert all(row["mentions"] == "2" for row in read.values())
    assert len({row["source_id"] for row in read.values()}) == len(read), "no two documents share an id"
    assert all((tmp_path / "out" / row["ledger"]).is_file() for row in read.values())
    shown = capsys.readouterr().out
    assert "共15个文件：已读取6个" in shown
    assert "scan.pdf: PDF, Word" in shown


@pytest.mark.slow
def test_a_ledger_is_that_of_the_single_document(tmp_path: Path) -> None:
    folder = write_plans(tmp_path / "plans", 1)
    shipped = ROOT / "data" / "raw" / "tianning_2022.txt"
    (folder / "copy of a registered plan.txt").write_bytes(shipped.read_bytes())
    result = extract(folder, tmp_path / "out")
    assert (result.files, result.failed) == (2, 0)
    rows = summary(tmp_path / "out")
    assert rows["copy of a registered plan.txt"]["source_id"] == "tianning_2022", "its bytes are those of the source"
    for path, name in ((folder / "plan_00.txt", "plan_00"), (shipped, "tianning_2022")):
        single = tmp_path / "single.csv"
        assert main(["extract", str(path), "--output", str(single), "--project", str(ROOT)]) == 0
        assert (tmp_path / "out" / "ledgers" / f"{name}.csv").read_bytes() == single.read_bytes()


def test_another_document_under_the_name_of_a_registered_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "tianning_2022.txt").write_text(PLAN.format(1), encoding="utf-8")
    assert extract(tmp_path / "plans", tmp_path / "out").failed == 1
    assert "not the document 'tianning_2022'" in summary(tmp_path / "out")["tianning_2022.txt"]["error"]


@pytest.mark.slow
def test_only_what_has_changed_is_read_again(tmp_path: Path) -> None:
    folder = write_plans(tmp_path / "plans", 4)
    assert extract(folder, tmp_path / "out").unchanged == 0
    before = digests(tmp_path / "out" / "ledgers")
    rows = summary(tmp_path / "out")
    assert extract(folder, tmp_path / "out").unchanged == 4
    assert summary(tmp_path / "out") == rows
    (folder / "plan_00.txt").write_text(PLAN.format(999), encoding="utf-8")
    (folder / "plan_01.txt").unlink()
    (tmp_path / "out" / "ledgers" / "plan_02.csv").write_bytes(b"cut off")
    result = extract(folder, tmp_path / "out")
    assert (result.files, result.unchanged) == (3, 1)
    after = digests(tmp_path / "out" / "ledgers")
    assert set(after) == {"plan_00.csv", "plan_02.csv", "plan_03.csv"}
    assert {name for name in after if after[name] != before[name]} == {"plan_00.csv"}
    assert extract(folder, tmp_path / "out", is_forced=True).unchanged == 0


@pytest.mark.slow
def test_another_lexicon_reads_everything_again(tmp_path: Path) -> None:
    root = Path(shutil.copytree(ROOT / "data", tmp_path / "project" / "data")).parent
    folder = write_plans(tmp_path / "plans", 1)
    assert extract_folder(Order(folder, tmp_path / "out"), project=root).unchanged == 0
    words = root / "data" / "lexicons" / "words.yaml"
    words.write_text(words.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert extract_folder(Order(folder, tmp_path / "out"), project=root).unchanged == 0


@pytest.mark.slow
def test_a_text_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    folder = write_plans(tmp_path / "plans", 2)
    (folder / "long.txt").write_text(PLAN.format(1) * 60_000, encoding="utf-8")
    result = extract(folder, tmp_path / "out", timeout=4)
    assert (result.failed, result.files) == (1, 3)
    assert summary(tmp_path / "out")["long.txt"]["error"] == "given up after 4 s"


@pytest.mark.slow
@POSIX
def test_a_killed_run_goes_on_where_it_was(tmp_path: Path) -> None:
    folder = write_plans(tmp_path / "plans", 40)
    command = [sys.executable, "-m", "compare", "extract", str(folder), "--output", str(tmp_path / "out")]
    process = subprocess.Popen([*command, "--project", str(ROOT)])
    until = time.monotonic() + 60
    while len(list(tmp_path.glob("out/ledgers/*.csv"))) < 3 and time.monotonic() < until:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not (tmp_path / "out" / "summary.csv").exists()
    assert extract(folder, tmp_path / "out").files == 40
    extract(folder, tmp_path / "whole")
    assert digests(tmp_path / "out" / "ledgers") == digests(tmp_path / "whole" / "ledgers")


def test_half_a_ledger_of_a_killed_run_is_cleared(tmp_path: Path) -> None:
    draft = tmp_path / "out" / "ledgers" / ".compare-half.csv"
    draft.parent.mkdir(parents=True)
    draft.write_text("half", encoding="utf-8")
    extract(write_plans(tmp_path / "plans", 1), tmp_path / "out")
    assert [path.name[0] for path in draft.parent.iterdir()] == ["p"]


def test_two_runs_do_not_mix(tmp_path: Path) -> None:
    folder = write_plans(tmp_path / "plans", 1)
    with State(tmp_path / "out", folder.resolve()), pytest.raises(LockedError, match="another run is writing here"):
        extract(folder, tmp_path / "out")
    with pytest.raises(UsageError, match="holds the ledgers of"):
        extract(write_plans(tmp_path / "others", 1), tmp_path / "out")


def test_a_spoilt_database_says_what_to_do(tmp_path: Path) -> None:
    folder = write_plans(tmp_path / "plans", 1)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".state.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(DataError, match="delete it: all files are then read anew"):
        extract(folder, tmp_path / "out")


@pytest.mark.slow
def test_parquet_holds_the_same_rows_in_partitions(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    folder = write_plans(tmp_path / "plans", 3)
    extract(folder, tmp_path / "out", format="parquet")
    files = sorted(tmp_path.glob("out/ledgers/bucket=??/*.parquet"))
    assert [file.stem for file in sorted(files, key=lambda file: file.name)] == ["plan_00", "plan_01", "plan_02"]
    for file in files:
        expected = cp.extract(folder / f"{file.stem}.txt", project=ROOT)
        found = pd.read_parquet(file).drop(columns="bucket", errors="ignore")
        pd.testing.assert_frame_equal(found, expected, check_dtype=False)


def test_ids_do_not_depend_on_other_files() -> None:
    paths = [
        "a.txt",
        "a.TXT",
        "a.md",
        "b/a.txt",
        "a b.txt",
        "a_b.txt",
        "规划.txt",
        "c/规划.txt",
        "x" * 90 + ".txt",
        "a-0123456789.txt",
    ]
    ids = [make_id(PurePosixPath(path)) for path in paths]
    assert len(set(ids)) == len(ids)
    assert (ids[0], ids[5], ids[6]) == ("a", "a_b", "规划")
    assert max(map(len, ids)) <= 71


@pytest.mark.slow
def test_the_output_within_the_folder_is_not_read(tmp_path: Path) -> None:
    folder = write_plans(tmp_path / "plans", 1)
    assert extract(folder, folder / "out").files == 1
    assert extract(folder, folder / "out").files == 1
    with pytest.raises(UsageError, match="holds the documents themselves"):
        extract(folder, folder)
    with pytest.raises(UsageError, match="no file of the pattern"):
        extract(folder, tmp_path / "out", pattern="*.docx")
    assert [found.path for found in find_files(folder, pattern="plan*.txt")] == ["plan_00.txt"]


def test_the_account_fits_a_screen(tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number}.txt").touch()
    lines = account(extract(folder, tmp_path / "out")).splitlines()
    assert len(lines) <= 15
    assert lines[0] == "30 files: 0 read (0 of them unchanged since the last run), 30 failed, 0 left out"
    assert lines[-2].startswith("  … and 20 more")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--engine", "dask"], "--engine dask and --scheduler ADDRESS go together"),
        (["--scheduler", "tcp://127.0.0.1:1"], "--engine dask and --scheduler ADDRESS go together"),
        (["--source-id", "x"], "are of one document"),
    ],
)
def test_options_that_do_not_fit_a_folder_are_refused(
    tmp_path: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", str(write_plans(tmp_path / "plans", 1)), *arguments, "--project", str(ROOT)]) == 2
    assert message in capsys.readouterr().err
