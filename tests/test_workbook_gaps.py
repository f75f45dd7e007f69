"""The live sheet of gaps: whatever reference is chosen, its formulas give the gaps of the benchmark."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.recalculation import choose

from compare.dataset import Dataset, area_name, load, measure_name, possible, to_rows
from compare.dataset.labels import Measure
from compare.derive import benchmark
from compare.errors import UsageError
from compare.workbook import write_workbook
from compare.workbook.content import choose_content, mark
from compare.workbook.gap_formulas import AHEAD, BEHIND, DOUBTED, EQUAL, ITSELF, OPEN, position
from compare.workbook.labels import sheet_name, text
from compare.workbook.layout import HEAD_ROW
from compare.workbook.live import choice_labels
from compare.workbook.references import References
from compare.workbook.scale import choose_scale

ROOT = Path(__file__).parents[1]
MINIATURE = ROOT / "tests" / "miniature"
REAL = ROOT / "data" / "derived" / "observations.csv"
REFERENCES = ("best", "median", "parent", "云州市")


@pytest.fixture(scope="module")
def ds() -> Dataset:
    return load(MINIATURE)


@pytest.fixture(scope="module")
def mini(ds: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_workbook(ds, tmp_path_factory.mktemp("gaps") / "m.xlsx")


@pytest.fixture(scope="module")
def city(ds: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workbook that holds values against a city."""
    return write_workbook(ds, tmp_path_factory.mktemp("city") / "c.xlsx", reference="云州市")


def lines_of(sheet: Worksheet) -> Mapping[tuple[str, str], Mapping[str, Any]]:
    """Return the lines by measure and region, each by column head; what shows nothing is None."""
    heads = [cell.value for cell in sheet[HEAD_ROW]]
    records = [
        dict(zip(heads, (None if c.value == "" else c.value for c in row), strict=True))
        for row in sheet.iter_rows(min_row=HEAD_ROW + 1)
    ]
    return {(r[heads[0]], r[heads[1]]): r for r in records if r[heads[0]]}


def check(ds: Dataset, sheet: Worksheet, reference: str, language: str = "zh") -> int:
    """Compare a sheet, as shown, with the benchmark; return how many lines have a reference."""
    lines, seen = lines_of(sheet), 0
    rows = [row for row in to_rows(benchmark(ds, reference=reference)) if row["obs_value"] is not None]
    assert len(rows) == len(lines)
    stated: dict[Measure, list[Any]] = {}
    for row in rows:
        stated.setdefault(Measure.of(row), []).append(row)
    for row in rows:
        measure = Measure.of(row)
        line = lines[measure_name(ds, measure, language), area_name(ds, row["ref_area"], language)]
        scale = choose_scale(ds.codelists.unit_measure[measure.unit], stated[measure], language)
        shown = [line[text(key, language)] for key in ("target", "reference_value", "difference", "ratio")]
        wanted = [scale.value(row[key]) for key in ("obs_value", "reference_value", "gap")]
        assert shown[:3] == [None if w is None else pytest.approx(w, abs=1e-9) for w in wanted], line
        ratio = row["ratio"]
        assert shown[3] == (None if ratio is None or ratio != ratio else pytest.approx(ratio)), line
        is_median = row["reference_value"] is not None and row["reference_area"] is None
        area = (
            text("gaps_middle", language)
            if is_median
            else area_name(ds, row["reference_area"], language)
            if row["reference_area"]
            else None
        )
        assert line[text("reference_area", language)] == area
        assert line[text("reference_year", language)] == row["reference_period"]
        assert (line[text("gaps_reference_mark", language)] or "") == mark(row["reference_comparator"])
        assert (line[text("gaps_gap_mark", language)] or "") == mark(row["gap_comparator"])
        assert (line[text("gaps_reason", language)] is None) == (row["reference_value"] is not None), line
        seen += row["reference_value"] is not None
    return seen


@pytest.mark.parametrize("reference", REFERENCES)
def test_the_sheet_opens_with_the_gaps_of_the_reference_given(
    ds: Dataset, mini: Path, city: Path, reference: str, tmp_path: Path
) -> None:
    paths = {"best": mini, "云州市": city}
    path = paths.get(reference) or write_workbook(ds, tmp_path / "g.xlsx", reference=reference, language="en")
    book = load_workbook(path, data_only=True)
    for language in ("zh", "en") if reference in paths else ("en",):
        sheet = book[sheet_name("gaps", language)]
        assert check(ds, sheet, reference, language) > 0
        label = (
            text(reference, language)
            if reference in {"best", "median", "parent"}
            else {"zh": "云州市", "en": "Yunzhou City"}[language]
        )
        assert sheet["B3"].value == label


def test_the_drop_down_lists_statistics_and_regions_by_name(ds: Dataset, mini: Path, tmp_path: Path) -> None:
    book = load_workbook(mini)
    for language, first in (("zh", "组内最优值"), ("en", "the best value of the group")):
        sheet, hidden = book[sheet_name("gaps", language)], book[sheet_name("gap_data", language)]
        (rule,) = sheet.data_validations.dataValidation
        assert (rule.type, str(rule.sqref), rule.showErrorMessage) == ("list", "B3", True)
        name, _, cells = rule.formula1.partition("!")
        assert name.strip("'") == hidden.title
        assert hidden.sheet_state == "hidden"
        labels = [row[0].value for row in hidden[cells.replace("$", "")]]
        assert labels[0] == first
        assert labels[2:] == [area_name(ds, a, language) for a in choose_content(ds).areas]
        assert text("parent", language) not in labels
    parent = load_workbook(write_workbook(ds, tmp_path / "p.xlsx", reference="parent", language="zh"))
    assert [row[0].value for row in parent["对标数据"]["B5:B7"]] == ["组内最优值", "组内中位数", "上级地区"]


def test_a_reader_sees_who_is_ahead_and_why_there_is_no_reference(city: Path) -> None:
    book = load_workbook(city, data_only=True)
    lines = lines_of(book["对标差距"])
    share = "研发经费占地区生产总值比重"
    assert [lines[share, a]["位置"] for a in ("青川高新区", "云州市", "青川区")] == ["▲ 领先", "● 参照", "▼ 落后"]
    energy = "单位地区生产总值能耗"
    assert lines[energy, "青川区"]["位置"] == "▲ 领先", "less is better"
    assert lines["孵化器数", "青川区"]["无参照的原因"] == "参照地区的行政层级不同，总量只在同级内比较"
    assert lines["国家高新区排名", "白石市"]["参照值"] is None
    assert lines["国家高新区排名", "白石市"]["无参照的原因"], "an absent reference has the reason of its absence"
    english = lines_of(book["Benchmark gaps"])
    assert english["R&D expenditure / GDP", "Qingchuan District"]["Position"] == "▼ behind"


def test_bounds_leave_a_lead_open_or_settle_it() -> None:
    far = 1e300
    ends = {
        "exact": (3.5, 3.5),
        "more": (3.6, 3.6),
        "at least": (3.4, far),
        "at least more": (3.6, far),
        "about": possible(3.5, "~"),
    }

    def stands(own: str, other: str, **flags: bool) -> int:
        return position(ends[own], ends[other], **{"is_itself": False, "is_doubted": False} | flags)

    assert stands("exact", "exact") == EQUAL
    assert (stands("more", "exact"), stands("exact", "more")) == (AHEAD, BEHIND)
    assert stands("at least", "exact") == stands("exact", "at least") == stands("about", "exact") == OPEN
    assert stands("at least more", "exact") == AHEAD
    assert stands("at least more", "at least more") == OPEN
    assert stands("more", "about") == AHEAD
    assert (stands("more", "exact", is_doubted=True), stands("more", "exact", is_itself=True)) == (DOUBTED, ITSELF)


def test_marks_of_gaps_follow_from_both_sides(city: Path) -> None:
    book = load_workbook(city, data_only=True)
    lines = lines_of(book["对标差距"])
    line = lines["技术合同成交额", "白石市"]
    assert (line["参照标记"], line["差距标记"], line["商的标记"]) == (">", "≤", "≤")
    assert line["差距"] == pytest.approx(-279.88)
    assert lines["研发经费占地区生产总值比重", "青川区"]["目标值/参照值"] == pytest.approx(3.2 / 3.5)
    assert lines["研发经费占地区生产总值比重", "青川区"]["差距标记"] is None
    assert lines["每万人发明专利拥有量", "白石市"]["差距标记"] == "≥"


def test_formats_follow_the_choice_with_the_decimals_as_printed(mini: Path) -> None:
    sheet = load_workbook(mini)["对标差距"]
    codes = {r.dxf.numFmt.formatCode for rules in sheet.conditional_formatting for r in rules.rules if r.dxf.numFmt}
    assert {'#,##0.0"%"', '#,##0.0" 个百分点"', "#,##0", "#,##0.00"} <= codes
    assert sheet.freeze_panes == "C5"
    assert sheet.print_title_rows == "$4:$4"
    heads = [cell.value for cell in sheet[HEAD_ROW]]
    hidden = [c for c in sheet[HEAD_ROW] if str(c.value).startswith("_")]
    assert hidden[0].column == heads.index("无参照的原因") + 2
    assert sheet.column_dimensions[hidden[0].column_letter].hidden


def choose_each(ds: Dataset, path: Path, folder: Path, reference: str, language: str) -> dict[str, Workbook]:
    """Return the sheet recalculated for each choice of its drop-down."""
    references = References(choose_content(ds, reference=reference))
    labels = choice_labels(ds, references.choices, language)
    books = choose(path, [sheet_name(key, language) for key in ("gaps", "gap_data")], labels, folder)
    return dict(zip(references.choices, books, strict=True))


@pytest.mark.slow
@pytest.mark.libreoffice
def test_every_choice_gives_the_benchmark_of_the_real_data(tmp_path: Path) -> None:
    if not REAL.is_file():
        pytest.skip("data/derived is not built yet; run: region-compare build")
    ds, language, reference = load(ROOT), "zh", "parent"
    path = write_workbook(ds, tmp_path / "real.xlsx", reference=reference, language=language)
    books, seen = choose_each(ds, path, tmp_path, reference, language), 0
    for choice, book in books.items():
        sheet = book[sheet_name("gaps", language)]
        try:
            found = check(ds, sheet, choice, language)
        except UsageError:  # a region that states none of the measures: nothing is held against it
            lines = lines_of(sheet).values()
            assert all(line[text("reference_value", language)] is None for line in lines)
            assert all(line[text("gaps_reason", language)] for line in lines)
            continue
        assert found > 0
        seen += 1
    assert seen >= 7


@pytest.mark.slow
@pytest.mark.libreoffice
def test_every_choice_gives_the_benchmark_of_the_miniature(ds: Dataset, tmp_path: Path) -> None:
    path = write_workbook(ds, tmp_path / "m.xlsx", reference="parent", language="en")
    books = choose_each(ds, path, tmp_path, "parent", "en")
    assert sum(check(ds, book["Benchmark gaps"], choice, "en") for choice, book in books.items() if choice != "XX-21") > 30
    assert list(books)[:3] == ["best", "median", "parent"]
