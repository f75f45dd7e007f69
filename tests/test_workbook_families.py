"""The sheets of families: every region and measure in the table, and charts of like for like alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet
from tests.workbooks import reread, reread_sheet

from compare.dataset import Dataset, comparability_note, load
from compare.palette import COLOURS
from compare.workbook import write_workbook
from compare.workbook.content import Content, choose_content
from compare.workbook.families import plan_families
from compare.workbook.labels import SHEETS
from compare.workbook.layout import HEAD_ROW, text_width
from compare.workbook.sheets import write_definitions

ROOT = Path(__file__).parents[1]
MINIATURE = ROOT / "tests" / "miniature"
REAL = ROOT / "data" / "derived" / "observations.csv"


@pytest.fixture(scope="module", params=["miniature", "real"])
def content(request: pytest.FixtureRequest) -> Content:
    if request.param == "real" and not REAL.is_file():
        pytest.skip("data/derived is not built yet; run: region-compare build")
    return choose_content(load(MINIATURE if request.param == "miniature" else ROOT))


@pytest.fixture(scope="module")
def book(content: Content) -> Workbook:
    """Return a workbook of the sheets of families alone, in both languages."""
    book = Workbook()
    book.remove(book.active)
    for language in ("zh", "en"):
        for page in plan_families(content, language):
            page.write(book.create_sheet(page.name))
    read = reread(book)
    for sheet in read:
        sheet._charts = book[sheet.title]._charts  # as they were made: openpyxl reads colours as other objects
    return read


def cells(sheet: Worksheet, reference: str) -> list[list[object]]:
    left, top, right, bottom = range_boundaries(reference.rpartition("!")[2].replace("$", ""))
    return [list(row) for row in sheet.iter_rows(top, bottom, left, right, values_only=True)]


def heads(sheet: Worksheet) -> dict[str, int]:
    return {str(c.value): c.column for c in sheet[HEAD_ROW]}


def records(sheet: Worksheet) -> list[dict[str, object]]:
    (table,) = sheet.tables.values()
    first, *rows = cells(sheet, table.ref)
    return [dict(zip(first, row, strict=True)) for row in rows]


def words(title: Any) -> str:
    return "".join(run.t for paragraph in title.tx.rich.p for run in paragraph.r)


def test_a_chart_holds_one_measure_and_of_amounts_one_level(book: Workbook, content: Content) -> None:
    charts = [(sheet, chart) for sheet in book for chart in sheet._charts]
    assert len(charts) >= 6
    amounts = {content.ds.codelists.indicator[c.measure.indicator].name_zh for c in content.comparisons if c.is_panelled}
    for sheet, chart in charts:
        column = heads(sheet)
        left, top, right, bottom = range_boundaries(chart.series[0].val.numRef.f.rpartition("!")[2].replace("$", ""))
        rows = [[c.value for c in row] for row in sheet.iter_rows(top, bottom)]
        assert left == right == (column.get("目标值") or column["Target"])
        assert len(rows) >= 2
        assert all(row[left - 1] is not None for row in rows), "no bar of what is absent"
        measures, levels = {row[0] for row in rows}, {row[2] for row in rows}
        assert len(measures) == 1
        measure = measures.pop()
        assert words(chart.title).startswith(str(measure))
        if any(str(measure).startswith(name) for name in amounts):
            assert len(levels) == 1
            assert words(chart.title).endswith(str(levels.pop()))


def test_charts_show_values_as_printed_in_the_colours_of_the_palette(book: Workbook) -> None:
    for sheet in book:
        for chart in sheet._charts:
            series, column = chart.series[0], heads(sheet)
            _, top, _, bottom = range_boundaries(series.val.numRef.f.rpartition("!")[2].replace("$", ""))
            value = column.get("目标值") or column["Target"]
            formats = [sheet.cell(row, value).number_format for row in range(top, bottom + 1)]
            assert [label.numFmt for label in series.dLbls.dLbl] == formats
            assert [float(p.v) for p in series.val.numRef.numCache.pt] == [
                sheet.cell(r, value).value for r in range(top, bottom + 1)
            ]
            hatched = {point.idx for point in series.dPt}
            assert hatched == {n for n, f in enumerate(formats) if re.match('"[≥>≤<≈]', f)} | {
                n for n, f in enumerate(formats) if "–" in f
            }
            assert series.graphicalProperties.solidFill.srgbClr == COLOURS["subject"].removeprefix("#")
            labels = [p.v for p in series.cat.strRef.strCache.pt]
            assert labels == [sheet.cell(row, len(column)).value for row in range(top, bottom + 1)]
            assert all(re.search(r"20\d\d", label) for label in labels), "the year of each value is told"
            assert (chart.gapWidth, chart.x_axis.delete, chart.y_axis.scaling.min) == (60, False, 0)
            assert words(chart.y_axis.title)


def test_tables_give_each_region_its_value_or_the_reason(book: Workbook, content: Content) -> None:
    ds, seen = content.ds, 0
    for sheet in book:
        is_zh = bool(re.search("[\u4e00-\u9fff]", sheet.title))
        for record in records(sheet):
            value, reason = (
                (record["目标值"], record["缺值原因、说明"])
                if is_zh
                else (record["Target"], record["Reason for absence, remarks"])
            )
            assert value is not None or reason, record
            seen += value is not None
    assert seen >= 2 * sum(len(c.stated()) for c in content.comparisons)
    row = next(r for c in content.comparisons for r in c.rows.values() if r["comparability"] == "same_family")
    assert comparability_note(ds, row, "zh").strip("（）") in {r["可比性"] for s in book for r in records(s) if "可比性" in r}


def test_a_chart_says_who_is_not_in_it(book: Workbook, content: Content) -> None:
    for sheet in (s for s in book if s._charts):
        notes = [
            str(c.value)
            for row in sheet.iter_rows(min_row=HEAD_ROW + 1)
            for c in row
            if str(c.value).startswith(("图中没有：", "Not in the chart:"))
        ]
        assert len(notes) == len(sheet._charts), "in both projects each chart lacks somebody"


def test_who_is_not_in_a_chart_is_told_in_full(book: Workbook) -> None:
    for sheet in (s for s in book if s._charts):
        for cells in sheet.merged_cells.ranges:
            words = str(sheet.cell(cells.min_row, cells.min_col).value)
            room = sum(sheet.column_dimensions[get_column_letter(n)].width for n in range(cells.min_col, cells.max_col + 1))
            lines = -(-text_width(words) // int(1.1 * room))
            assert sheet.row_dimensions[cells.min_row].height >= 12 * lines, words


def test_definitions_name_families_by_their_best_known_indicator(content: Content) -> None:
    sheet, lists = Workbook().active, content.ds.codelists
    write_definitions(sheet, content, "en")
    rows = records(reread_sheet(sheet))
    assert {r["Family"] for r in rows} - {None} <= {i.name("en") for i in lists.indicator.values()}
    assert all(bool(r["Family"]) == bool(lists.indicator[r["Indicator code"]].family) for r in rows)


def test_few_sheets_for_many_families(book: Workbook, content: Content) -> None:
    families = {content.ds.codelists.indicator[c.measure.indicator].family for c in (*content.comparisons, *content.alone)} - {
        ""
    }
    names = [n for n in book.sheetnames if re.search("[\u4e00-\u9fff]", n)]
    assert len(names) <= min(12, len(families) + 2)
    assert SHEETS["single"][0] in names


def test_a_selection_without_shared_measures_has_no_such_sheets(tmp_path: Path) -> None:
    ds: Dataset = load(MINIATURE)
    assert plan_families(choose_content(ds, indicators=["rd_revenue_ratio"]), "zh") == []
    path = write_workbook(ds, tmp_path / "none.xlsx", indicators=["rd_revenue_ratio"], language="en")
    assert not {"Single shared measures", "Other families"} & set(load_workbook(path).sheetnames)
