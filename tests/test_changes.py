"""What moved between two publications, and why: one change each, as the table and the page tell it."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
import yaml
from tests.test_report import write_project

import compare as cp
from compare import pages
from compare.changes import CHANGES, publication
from compare.errors import DataError, UnknownNameError, UsageError
from compare.pipeline import build
from compare.report import changes as report
from compare.report import run_reports

ROOT = Path(__file__).parents[1]
REFERENCE = "regional_reference.csv"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of four small plans."""
    return write_project(tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def edited(plain: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same project with another value in the document alpha."""
    root = Path(shutil.copytree(plain, tmp_path_factory.mktemp("edited") / "after"))
    edit_value(root)
    build(root)
    return root


@pytest.fixture
def changed(plain: Path, tmp_path: Path) -> Callable[[Callable[[Path], None]], pd.DataFrame]:
    """Change a copy of the project, build it, and return what moved."""

    def change(edit: Callable[[Path], None]) -> pd.DataFrame:
        root = Path(shutil.copytree(plain, tmp_path / "after"))
        edit(root)
        build(root)
        return cp.changes(cp.load(plain), cp.load(root))

    return change


def edit_sources(root: Path, change: Callable[[list[dict[str, object]]], None]) -> None:
    path = root / "data" / "sources.yaml"
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(entries)
    path.write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")


def reword(root: Path, old: str, new: str) -> None:
    """Change the text of the document alpha."""
    path = root / "data" / "raw" / "alpha.txt"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new).encode())
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    edit_sources(root, lambda entries: next(e for e in entries if e["id"] == "alpha").update(sha256=digest))


def edit_value(root: Path) -> None:
    reword(root, "3.2%", "3.4%")


def remove_beta(root: Path) -> None:
    edit_sources(root, lambda entries: entries.remove(next(e for e in entries if e["id"] == "beta")))


def correct(root: Path) -> None:
    """Decide that the number of enterprises of alpha is another one."""
    text = (root / "data" / "raw" / "alpha.txt").read_text(encoding="utf-8")
    start = text.index("500家")
    entry = {
        "id": "fewer",
        "sha256": hashlib.sha256((root / "data" / "raw" / "alpha.txt").read_bytes()).hexdigest(),
        "char_start": start,
        "char_end": start + 3,
        "text": "500",
        "action": "edit",
        "set": {"value": 450.0},
        "expect": {"indicator": "hightech_enterprises", "kind": "level", "value": 500.0, "unit": "家"},
        "reason": "the printed number is a slip",
        "author": "t",
        "date": "2026-01-01",
    }
    (root / "data" / "corrections").mkdir(exist_ok=True)
    (root / "data" / "corrections" / "alpha.yaml").write_text(yaml.safe_dump([entry]), encoding="utf-8")


def rename_code(root: Path) -> None:
    """Give the indicator of the enterprises another code, wherever it is named."""
    for path in (root / "data").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("hightech_enterprises", "high_tech_firms"), encoding="utf-8")


def only(rows: pd.DataFrame, what: str, moved: str) -> pd.Series:
    found = rows[(rows["what"] == what) & rows["moved"].str.split().map(lambda codes: moved in codes)]
    assert len(found) == 1, rows[["what", "moved", "item_en", "before_en", "after_en"]].to_string()
    return found.iloc[0]


# --- the table ---


def test_a_data_set_differs_in_nothing_from_itself(plain: Path) -> None:
    rows = cp.changes(cp.load(plain), cp.load(plain))
    assert rows.empty
    assert list(rows) == list(CHANGES)


def test_an_edited_value_is_explained_by_its_document(plain: Path, edited: Path) -> None:
    rows = cp.changes(cp.load(plain), cp.load(edited))
    row = only(rows, "observation", "value")
    assert (row["before_zh"], row["after_zh"], row["ref_area"]) == ("3.2%", "3.4%", "CN-320402")
    assert "达到3.2%" in row["before_quote"]
    assert "达到3.4%" in row["after_quote"]
    assert row["why_en"] == "the text of “Plan alpha & more” was changed: its sentence is different"
    assert row["why_zh"] == "文件《alpha创新规划<b>》的文本有改动，此句不同"
    assert row["is_explained"]
    assert only(rows, "document", "text")["why_en"] == "the file of the document is another one"
    derived = rows[rows["what"] == "derived"]
    assert len(derived)
    assert derived["why_zh"].str.contains("3.2% → 3.4%", regex=False).any()


@pytest.mark.slow
def test_a_correction_is_named_with_its_reason(changed: Callable[..., pd.DataFrame]) -> None:
    row = only(changed(correct), "observation", "value")
    assert (row["before_value"], row["after_value"]) == (500, 450)
    assert row["why_en"] == "a person's correction was added, alpha.yaml#fewer: the printed number is a slip"
    assert row["why_zh"].startswith("新增人工更正 alpha.yaml#fewer：")


@pytest.mark.slow
def test_a_removed_document_takes_its_values_along(changed: Callable[..., pd.DataFrame]) -> None:
    rows = changed(remove_beta)
    gone = rows[(rows["what"] == "observation") & (rows["moved"] == "gone")]
    assert set(gone["source_id"]) == {"beta"}
    assert set(gone["why_en"]) == {"the document “Plan beta & more” was removed"}
    assert rows["is_explained"].all(), rows.loc[~rows["is_explained"], ["what", "moved", "item_en"]].to_string()
    assert only(rows, "document", "gone")["why_zh"] == "文件《beta创新规划<b>》已移除"


@pytest.mark.slow
def test_exchanging_the_sides_exchanges_new_and_gone(plain: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(plain, tmp_path / "after"))
    remove_beta(root)
    build(root)
    there, back = (cp.changes(*map(cp.load, sides)) for sides in ((plain, root), (root, plain)))
    assert len(there) == len(back) > 0
    swapped = back["moved"].replace({"new": "gone", "gone": "new"})
    assert sorted(zip(there["what"], there["moved"], strict=True)) == sorted(zip(back["what"], swapped, strict=True))
    added = back[(back["what"] == "observation") & (back["moved"] == "new")]
    assert set(added["why_zh"]) == {"新增文件《beta创新规划<b>》"}


@pytest.mark.slow
def test_a_renamed_code_is_found_again_at_the_same_words(changed: Callable[..., pd.DataFrame]) -> None:
    rows = changed(rename_code)
    observed = rows[(rows["what"] == "observation") & (rows["indicator"] == "high_tech_firms")]
    assert len(observed) == 3
    assert observed["moved"].str.contains("recoded").all()
    assert (
        observed["why_en"]
        .str.contains("“high_tech_firms” was added to the codelist data/codelists/indicator.yaml", regex=False)
        .all()
    )
    assert not rows["moved"].isin(["new", "gone"])[rows["what"] == "observation"].any()


@pytest.mark.slow
def test_a_changed_figure_of_another_source_is_named(plain: Path, tmp_path: Path) -> None:
    sides = [Path(shutil.copytree(plain, tmp_path / name)) for name in ("before", "after")]
    for root, factor in zip(sides, (1, 2), strict=True):
        shutil.copytree(ROOT / "data" / "reference", root / "data" / "reference")
        path = root / "data" / "reference" / REFERENCE
        with path.open(encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
        lines[0]["obs_value"] = str(float(lines[0]["obs_value"]) * factor)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(lines[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(lines)
        build(root)
    row = only(cp.changes(*map(cp.load, sides)), "reference", "value")
    assert row["after_value"] == 2 * row["before_value"]
    assert (row["why_zh"], row["why_en"]) == ("data/reference 中的数值有改动", "the figure was changed in data/reference")


# --- what cannot be compared with ---


def test_an_earlier_run_that_cannot_be_read_says_what_is_wrong(plain: Path, tmp_path: Path) -> None:
    ds = cp.load(plain)
    with pytest.raises(DataError, match=r"no publication to compare with: it has no data/sources\.yaml"):
        report.open_changes(ds, previous=str(tmp_path), output=str(tmp_path / "o"))
    root = Path(shutil.copytree(plain, tmp_path / "before"))
    with (root / "data" / "derived" / "observations.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    with pytest.raises(DataError, match=r"(?s)damaged.*observations\.csv is not the file that was published"):
        report.open_changes(ds, previous=str(root), output=str(tmp_path / "o"))
    with pytest.raises(UnknownNameError):
        report.open_changes(ds, before="x")


# --- the page ---


def test_the_page_of_a_first_publication_says_so(plain: Path, tmp_path: Path) -> None:
    view = report.open_changes(cp.load(plain), output=str(tmp_path), language="en").view
    assert "First publication: nothing to compare with yet" in str(pages.changes_opening(view))
    assert "This one holds 4 documents and" in pages.changes_lead(view)
    assert str(pages.changes_tables(view)) == ""
    assert "Plan delta &amp; more" in str(pages.compared(view))


def test_the_title_says_what_was_found_and_the_tables_show_both_sides(plain: Path, edited: Path, tmp_path: Path) -> None:
    before = Path(shutil.copytree(plain, tmp_path / "before"))
    manifest = {"run": "20261005-063000", "started": "2026-10-05T06:30:00+08:00", "versions": {"compare": "1"}, "inputs": {}}
    (before / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    opened = {
        language: report.open_changes(cp.load(edited), previous=str(before), output=str(tmp_path / language), language=language)
        for language in ("zh", "en")
    }
    assert pages.changes_title(opened["zh"].view).startswith("与2026年10月5日相比：1个数值变动、1份文件有改动")
    assert pages.changes_title(opened["en"].view).startswith("Since 5 October 2026: 1 value moved, 1 document changed")
    tables = str(pages.changes_tables(opened["en"].view))
    assert "<mark>3.2</mark>" in tables
    assert "<mark>3.4</mark>" in tables
    assert 'data-label="Why"' in tables
    assert "<script" not in tables
    report.finish(opened["en"])
    made = json.loads((tmp_path / "en" / "made.json").read_text(encoding="utf-8"))
    assert (made["facts"]["previous"], made["files"][0]["path"]) == ("20261005-063000", "changes_en.xlsx")
    assert (tmp_path / "en" / "changes_en.xlsx").is_file()
    same = report.open_changes(cp.load(before), previous=str(before), output=str(tmp_path / "s"), language="en").view
    assert pages.changes_title(same) == "Since 5 October 2026: nothing moved"
    assert "none of them moved" in str(pages.changes_opening(same))


@pytest.mark.slow
def test_a_second_publication_tells_what_moved_since_the_first_and_any_can_be_named(plain: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(plain, tmp_path / "project"))
    first = run_reports(["changes"], project=root, output=tmp_path / "out")
    assert "首次发布" in (first.folder / "changes_zh" / "changes_zh.html").read_text(encoding="utf-8")
    edit_value(root)
    build(root)
    second = run_reports(["changes"], project=root, output=tmp_path / "out")
    page = (second.folder / "changes_en" / "changes_en.html").read_text(encoding="utf-8")
    assert "1 value moved, 1 document changed" in page
    assert "its sentence is different" in page
    assert first.folder.name in page
    for run, expected in ((second, "nothing moved"), (first, "1 value moved, 1 document changed")):
        named = [f"previous={run.folder.name}"]
        third = run_reports(["changes"], project=root, output=tmp_path / "out", parameters=named, language="en")
        page = (third.folder / "changes_en" / "changes_en.html").read_text(encoding="utf-8")
        assert expected in page
        assert run.folder.name in page


def test_a_run_that_cannot_be_compared_with_is_refused_before_anything_runs(plain: Path, tmp_path: Path) -> None:
    (tmp_path / "20260101-000000").mkdir()
    for name in ("20260101-000000", "20260101-000001", "../out", str(plain)):
        message = f"-p previous={re.escape(name)}: expected the name of a run in .*, one of: none"
        with pytest.raises(UsageError, match=message):
            run_reports(["changes"], project=plain, output=tmp_path, parameters=[f"previous={name}"])
    with pytest.raises(UsageError, match="benchmark has no such parameter; name the reports that have it"):
        run_reports(["benchmark", "changes"], project=plain, output=tmp_path, parameters=["previous=20260101-000000"])


def test_the_parts_that_no_figure_follows_from_are_parts_of_the_library() -> None:
    folder = Path(publication.__file__).parents[1]
    assert [name for name in publication._SHOWS if not (folder / name).exists()] == []
