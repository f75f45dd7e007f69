"""The sheet of derived figures: formula in words and numbers, inputs that lead to what was stated, bounds that stay."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.workbooks import reread_sheet

from compare.dataset import load, select, split_ids
from compare.workbook.content import Content, choose_content
from compare.workbook.derived import write_derived
from compare.workbook.layout import HEAD_ROW

ROOT = Path(__file__).parents[1]
DS = load(ROOT)


def chosen(**names: list[str]) -> Content:
    """Return a selection without its comparisons, which the sheet does not show and which take time."""
    selection = select(DS, **names)
    plain = choose_content(DS, indicators=["gdp"])
    return replace(plain, selection=selection, observations=selection.observations(), mentions=selection.mentions())


def written(content: Content, language: str = "zh") -> Worksheet:
    sheet = Workbook().worksheets[0]
    write_derived(sheet, content, language)
    return reread_sheet(sheet)


@pytest.mark.parametrize(
    ("language", "heads", "expected"),
    [
        (
            "zh",
            ("推算方法", "标记", "推算值", "单位", "公式", "算式", "状态"),
            (
                "年均需增长",
                "=",
                "14.9",
                "%",
                "(目标 ÷ 基期值)^(1 ÷ 年数) − 1",
                "((5000 / 2500) ** (1 / 5) - 1) * 100",
                "估计值",
            ),
        ),
        (
            "en",
            ("How it was computed", "Mark", "Value", "Unit", "Formula in words", "Formula with numbers", "Status"),
            (
                "required growth per year",
                "=",
                "14.9",
                "%",
                "(target ÷ baseline)^(1 ÷ years) − 1",
                "((5000 / 2500) ** (1 / 5) - 1) * 100",
                "estimate",
            ),
        ),
    ],
)
def test_a_figure_stands_with_its_formula_in_words_and_numbers(
    language: str, heads: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    sheet = written(chosen(indicators=["hightech_enterprises"], regions=["常州市"]), language)
    columns = [c.value for c in sheet[HEAD_ROW]]
    rows = [dict(zip(columns, row, strict=True)) for row in sheet.iter_rows(min_row=HEAD_ROW + 1)]
    step = DS.derived[
        (DS.derived["transformation"] == "required_growth") & (DS.derived["indicator"] == "hightech_enterprises")
    ].iloc[0]
    row = next(r for r in rows if r[columns[0]].value == step["derived_id"])
    shown = [row[h].value if h not in {"推算值", "Value"} else f"{row[h].value:.1f}" for h in heads]
    assert shown[:-1] == list(expected[:-1])
    assert shown[-1] == DS.codelists.obs_status["E"].name(language)
    value = row[heads[2]]
    assert (value.number_format, value.value) == ("#,##0.0", pytest.approx(step["obs_value"], rel=1e-12))


def test_every_figure_is_there_and_every_input_leads_to_its_row() -> None:
    content = chosen()
    sheet = written(content)
    columns = [c.value for c in sheet[HEAD_ROW]]
    assert sheet.max_row - HEAD_ROW == len(DS.derived)
    assert sheet["A1"].value == f"推算值：由原文数值计算的 {len(DS.derived)} 个数"
    by_id = DS.derived.set_index("derived_id")
    places = {"o": "长表", "d": "推算值", "r": "资料来源"}
    for row in sheet.iter_rows(min_row=HEAD_ROW + 1):
        inputs = [c for c, head in zip(row, columns, strict=True) if str(head).startswith("所用数值") and c.value]
        further = next(c.value for c, head in zip(row, columns, strict=True) if head == "其余所用数值")
        assert [c.value for c in inputs] + split_ids(further) == split_ids(by_id.loc[str(row[0].value), "input_ids"])
        for cell in inputs:
            name, _, place = cell.hyperlink.location.partition("!")
            assert name.strip("'") == places[cell.value[0]]
            if cell.value[0] == "d":
                assert sheet[place].value == cell.value
            elif cell.value[0] == "o":
                assert content.observation_rows[cell.value] == int(place[1:])


def test_bounds_are_marked_and_an_empty_selection_says_so() -> None:
    sheet = written(chosen(regions=["天宁区"]))
    columns = [c.value for c in sheet[HEAD_ROW]]
    marks = {row[columns.index("标记")].value for row in sheet.iter_rows(min_row=HEAD_ROW + 1)}
    assert {"=", "≤", "≥"} <= marks
    sheet = written(chosen(regions=["宜兴市"]), "en")
    assert sheet.cell(HEAD_ROW + 1, 1).value == "There are no derived figures of the chosen indicators and regions."


def test_a_hostile_formula_stays_text() -> None:
    content = chosen(indicators=["gdp"])
    hostile = DS.derived.head(3).assign(formula="=1+1", comment="@SUM(A1)")
    bad = replace(content, selection=replace(content.selection, ds=replace(DS, derived=hostile), indicators=None))
    cells = [c for row in written(bad).iter_rows() for c in row]
    assert {c.data_type for c in cells if c.value in {"=1+1", "@SUM(A1)"}} == {"s"}
    assert all(c.quotePrefix for c in cells if c.value in {"=1+1", "@SUM(A1)"})
