"""The sheet of region profiles: whichever region is chosen, its values, ranks, best values and reasons follow."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.recalculation import choose

from compare.dataset import Dataset, area_name, comparison, comparisons, load, measure_name, to_rows
from compare.dataset.labels import Measure
from compare.workbook import write_workbook
from compare.workbook.content import choose_content, mark, row_mark
from compare.workbook.labels import sheet_name, text
from compare.workbook.layout import HEAD_ROW
from compare.workbook.scale import choose_scale

ROOT = Path(__file__).parents[1]
MINIATURE = ROOT / "tests" / "miniature"
REAL = ROOT / "data" / "derived" / "observations.csv"


@pytest.fixture(scope="module")
def ds() -> Dataset:
    return load(MINIATURE)


@pytest.fixture(scope="module")
def path(ds: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_workbook(ds, tmp_path_factory.mktemp("profile") / "p.xlsx")


def blocks_of(sheet: Worksheet) -> list[dict[str, dict[str, Any]]]:
    """Return the lines of both blocks by measure, each by column head; what shows nothing is None."""
    rows = [[None if c.value == "" else c.value for c in row] for row in sheet.iter_rows(min_row=HEAD_ROW)]
    first = str(rows[0][0])
    starts = [n for n, row in enumerate(rows) if row[0] == first]
    found: list[dict[str, dict[str, Any]]] = []
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        lines = [{str(k): v for k, v in zip(rows[start], row, strict=True)} for row in rows[start + 1 : end]]
        found.append({str(line[first]): line for line in lines if line[first] and len(line) > 1})
    return found


@cache
def areas_of(root: Path) -> tuple[str, ...]:
    return choose_content(load(root)).areas


@cache
def _compared(root: Path) -> list[tuple[Measure, list[dict[str, Any]]]]:
    ds, found = load(root), []
    for record in to_rows(comparisons(ds)):
        codes = {name: record[name] for name in ("definition", "kind")}
        frame = comparison(ds, record["indicator"], **codes, regions=areas_of(root), reference="best")
        found.append((Measure(record["indicator"], **codes, unit=record["unit_measure"]), to_rows(frame)))
    return found


def compared(ds: Dataset) -> list[tuple[Measure, list[dict[str, Any]]]]:
    """Return the rows of each shared measure, held against the best; reckoned once a project."""
    return _compared(ds.root)


def check(ds: Dataset, sheet: Worksheet, area: str, language: str) -> int:
    """Compare the first block, as shown, with the comparisons; return how many measures the region states."""
    lines, seen = blocks_of(sheet)[0], 0
    for measure, rows in compared(ds):
        row = next(r for r in rows if r["ref_area"] == area)
        stated = [r for r in rows if r["obs_value"] is not None]
        line = lines[measure_name(ds, measure, language)]
        scale = choose_scale(ds.codelists.unit_measure[measure.unit], stated, language)

        def shown(key: str, line: Mapping[str, Any] = line) -> Any:
            return line[text(key, language)]

        assert shown("target") == approximately(scale.value(row["obs_value"]))
        assert shown("year") == row["time_period"]
        assert shown("rank") == row["rank"]
        assert shown("profile_count") == sum(r["panel"] == row["panel"] for r in stated)
        if row["obs_value"] is None:
            assert shown("profile_remark"), line
            assert shown("comparator") is None
            continue
        assert (shown("comparator") or "") == row_mark(row)
        assert shown("difference") == approximately(scale.value(row["gap"]))
        assert (shown("gaps_gap_mark") or "") == mark(row["gap_comparator"])
        assert shown("profile_best") == approximately(scale.value(row["reference_value"]))
        best = row["reference_area"]
        assert shown("profile_best_area") == (None if best is None else area_name(ds, best, language))
        seen += 1
    assert seen + sum(line[text("target", language)] is None for line in lines.values()) == len(lines)
    return seen


def approximately(value: float | None) -> Any:
    return None if value is None else pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sheet_opens_on_the_first_region_with_targets(ds: Dataset, path: Path, language: str) -> None:
    sheet = load_workbook(path, data_only=True)[sheet_name("profile", language)]
    assert sheet["B3"].value == area_name(ds, "XX-10", language)
    assert check(ds, sheet, "XX-10", language) == 7
    assert sheet.freeze_panes == "B5"
    assert sheet.print_title_rows == "$4:$4"


def test_the_profile_says_who_is_best_and_how_far_it_is(path: Path) -> None:
    first = blocks_of(load_workbook(path, data_only=True)["地区概况"])[0]
    line = first["研发经费占地区生产总值比重"]
    shown = [line[head] for head in ("目标值", "年份", "组内位次", "组内有值地区数", "组内最优", "最优地区", "差距", "位置")]
    assert shown == [3.5, 2025, 2, 3, 3.6, "青川高新区", pytest.approx(-0.1), "▼ 落后"]
    assert first["技术合同成交额"]["位置"] == "● 最优"
    absent = first["国家高新区排名"]
    assert absent["目标值"] is None
    assert absent["说明、缺值原因"]


def test_the_second_block_has_what_no_other_region_states(ds: Dataset, path: Path) -> None:
    content = choose_content(ds)
    wanted = {measure_name(ds, c.measure, "en") for c in content.alone if "XX-10" in c.rows}
    book = load_workbook(path, data_only=True)
    blocks = blocks_of(book["Region profile"])
    assert set(blocks[1] if len(blocks) > 1 else ()) == wanted
    assert sorted(a for c in content.alone for a in c.rows) == sorted(
        record["areas"] for record in to_rows(comparisons(ds, min_areas=1)) if record["n_areas"] == 1
    )


def test_there_is_no_profile_without_a_region(ds: Dataset, tmp_path: Path) -> None:
    book = load_workbook(write_workbook(ds, tmp_path / "none.xlsx", regions=[], language="en"))
    assert "Region profile" not in book.sheetnames
    assert book["Benchmark gaps"]["B3"].value == "the best value of the group"


@pytest.mark.slow
@pytest.mark.libreoffice
def test_every_region_chosen_shows_its_own_figures(tmp_path: Path) -> None:
    if not REAL.is_file():
        pytest.skip("data/derived is not built yet; run: region-compare build")
    ds = load(ROOT)
    path, areas = write_workbook(ds, tmp_path / "real.xlsx", language="en"), choose_content(ds).areas
    labels = [area_name(ds, area, "en") for area in areas]
    books = choose(path, [sheet_name(key, "en") for key in ("profile", "profile_data")], labels, tmp_path)
    alone = choose_content(ds).alone
    for area, book in zip(areas, books, strict=True):
        sheet = book["Region profile"]
        content_rows = [c for c in alone if area in c.rows]
        check(ds, sheet, area, "en")
        own = blocks_of(sheet)[1]
        assert list(own) == list(dict.fromkeys(measure_name(ds, c.measure, "en") for c in content_rows)), area
