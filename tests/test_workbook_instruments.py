"""The sheets of policy instruments: counts as dots, the best quote behind each, groups in order, and nothing that can act."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.workbooks import reread

from compare.dataset import Dataset, action_matrix, load
from compare.workbook.cells import CELL_LIMIT
from compare.workbook.content import Content, choose_content
from compare.workbook.instruments import write_instrument_quotes, write_instruments
from compare.workbook.labels import SHEETS
from compare.workbook.layout import HEAD_ROW
from compare.workbook.notes import document_name

ROOT = Path(__file__).parents[1]
DS = load(ROOT)
MINIATURE = load(ROOT / "tests" / "miniature")
QUOTES = [names[0] for names in (SHEETS["instrument_quotes"], SHEETS["instruments"], SHEETS["sources"])]


def written(content: Content, language: str) -> tuple[Worksheet, Worksheet]:
    """Return the matrix and the list of quotes of a content."""
    book = Workbook()
    matrix, quotes = book.worksheets[0], book.create_sheet()
    write_instruments(matrix, content, language)
    write_instrument_quotes(quotes, content, language)
    matrix, quotes = reread(book).worksheets
    return matrix, quotes


@pytest.fixture(scope="module")
def content() -> Content:
    return choose_content(DS, indicators=["gdp"])


def row_of(sheet: Worksheet, words: str) -> int:
    return next(c.row for c in sheet["A"] if c.value == words)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_matrix_counts_quotes_as_the_library_does(content: Content, language: str) -> None:
    sheet, _ = written(content, language)
    matrix = action_matrix(DS)
    for instrument in DS.codelists.instrument.values():
        row = row_of(sheet, instrument.name(language))
        cells = [sheet.cell(row, 2 + n) for n in range(len(matrix))]
        counts = matrix[instrument.id].tolist()
        assert [c.value for c in cells] == counts
        assert [c.number_format for c in cells] == [f'"{"●" * n or "–"}"' for n in counts], "none found is said, not shown as 0"
        assert sheet.cell(row, 2 + len(matrix)).value == sum(n > 0 for n in counts)
        assert sheet.cell(row, 3 + len(matrix)).value == instrument.description(language)
    totals = row_of(sheet, {"zh": "采用的工具种数", "en": "Instruments used"}[language])
    assert [sheet.cell(totals, 2 + n).value for n in range(5)] == [25, 22, 32, 30, 29]


def test_heads_name_region_and_years_and_lead_to_the_sources(content: Content) -> None:
    for language, first in (("zh", "天宁区\n2022—2025年"), ("en", "Tianning District\n2022–2025")):
        sheet, _ = written(content, language)
        assert sheet.cell(HEAD_ROW, 2).value == first
    link = sheet.cell(HEAD_ROW + 1, 3)
    assert (link.value, link.hyperlink.location) == ("yixing_2023", f"'Sources'!A{HEAD_ROW + 2}")
    assert sheet.freeze_panes == f"B{HEAD_ROW + 2}"
    assert sheet.page_setup.fitToHeight == 1


def test_two_documents_of_one_region_and_period_are_told_apart() -> None:
    source = DS.sources["tianning_2022"]
    twin = replace(source, id="twin", document_number="", issued="2023-05")
    ds = replace(DS, sources=DS.sources | {"twin": twin})
    sheet, _ = written(choose_content(ds, indicators=["gdp"]), "zh")
    heads = [str(sheet.cell(HEAD_ROW, n).value) for n in range(2, 8)]
    assert heads[0] == f"天宁区\n2022—2025年\n{source.document_number}"
    assert heads[5] == "天宁区\n2022—2025年\n2023-05"
    assert [sheet.cell(row_of(sheet, "知识产权"), n).value for n in (2, 7)] == [2, 0]


def test_groups_stand_in_the_order_of_their_list_and_hold_their_instruments(content: Content) -> None:
    sheet, _ = written(content, "zh")
    groups = DS.codelists.instrument_group
    rows = {code: row_of(sheet, g.name_zh) for code, g in groups.items()}
    assert list(rows.values()) == sorted(rows.values())
    assert all(i.group in groups for i in DS.codelists.instrument.values())
    ends = [*list(rows.values())[1:], row_of(sheet, "采用的工具种数")]
    for (code, start), end in zip(rows.items(), ends, strict=True):
        names = {sheet.cell(row, 1).value for row in range(start + 1, end)}
        assert names == {i.name_zh for i in DS.codelists.instrument.values() if i.group == code}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_cell_leads_to_its_best_quote_and_shows_it(content: Content, language: str) -> None:
    sheet, quotes = written(content, language)
    heads = [c.value for c in quotes[HEAD_ROW]]
    score, quote, source = (
        heads.index({"zh": zh, "en": en}[language])
        for zh, en in (("得分", "Score"), ("原文引句", "Quote"), ("来源代码", "Source"))
    )
    for code, name in ((c, i.name(language)) for c, i in DS.codelists.instrument.items()):
        for number, document in enumerate(DS.sources):
            cell = sheet.cell(row_of(sheet, name), 2 + number)
            mine = DS.actions[(DS.actions["instrument"] == code) & (DS.actions["source_id"] == document)]
            if mine.empty:
                assert cell.hyperlink is cell.comment is None
                continue
            target = quotes[cell.hyperlink.location.partition("!")[2]]
            values = [c.value for c in quotes[target.row]]
            assert (values[0], values[source], values[score]) == (name, document, mine["score"].max())
            assert values[quote] in cell.comment.text
            assert quotes.cell(target.row, 1).hyperlink.location.endswith(f"!A{cell.row}"), "and back to the matrix"


def test_the_list_has_every_quote_where_its_document_has_it(content: Content) -> None:
    _, quotes = written(content, "zh")
    heads = [c.value for c in quotes[HEAD_ROW]]
    place = [heads.index(h) for h in ("来源代码", "字符起", "字符止", "原文引句", "文号或标题")]
    rows = [[row[i].value for i in place] for row in quotes.iter_rows(min_row=HEAD_ROW + 1)]
    assert len(rows) == len(DS.actions)
    texts = {s.id: (ROOT / s.file).read_text(encoding="utf-8") for s in DS.sources.values()}
    assert all(texts[source][start:end] == quote for source, start, end, quote, _ in rows)
    assert all(number == document_name(DS.sources[source], "zh") for source, _, _, _, number in rows)


def test_a_selection_of_regions_shows_their_documents_only() -> None:
    sheet, quotes = written(choose_content(DS, regions=["宜兴市", "天宁区"], indicators=["gdp"]), "zh")
    assert [c.value for c in sheet[HEAD_ROW]][1:3] == ["宜兴市\n2023—2025年", "天宁区\n2022—2025年"]
    assert sheet["A1"].value == "政策工具：2 份文件采用 33 种中的 28 种，各份文件都采用的有 19 种"
    assert {c.value for c in quotes["C"][HEAD_ROW:]} == {"宜兴市", "天宁区"}
    sheet, quotes = written(choose_content(MINIATURE, regions=["青川高新区"], indicators=["rd_revenue_ratio"]), "zh")
    assert sheet.cell(HEAD_ROW, 1).value == "所选地区没有收录自己的文件。"
    assert quotes["A1"].value == "政策工具引文 0 条"


def test_documents_without_instruments_have_dashes_and_zeros() -> None:
    sheet, _ = written(choose_content(MINIATURE, indicators=["rd_revenue_ratio"]), "en")
    assert sheet["A1"].value == "Policy instruments: 4 documents use 0 of 33; 0 are used by every document"
    row = row_of(sheet, "Intellectual property")
    assert {(sheet.cell(row, n).value, sheet.cell(row, n).number_format) for n in range(2, 6)} == {(0, '"–"')}


@pytest.mark.parametrize("hostile", ["=1+1", "@SUM(A1)", "+1", "a\x00b\x1b", "_x0041_", "字" * 40_000])
def test_hostile_quotes_stay_text(hostile: str) -> None:
    ds: Dataset = replace(DS, actions=DS.actions.head(20).assign(quote=hostile, section=hostile))
    matrix, quotes = written(choose_content(ds, indicators=["gdp"]), "zh")
    cells = [c for sheet in (matrix, quotes) for row in sheet.iter_rows() for c in row]
    assert not [c for c in cells if c.data_type in {"f", "e"}]
    comments = [c.comment.text for c in cells if c.comment]
    assert comments
    assert not any(re.search("[\x00\x1b]", text) for text in comments)
    assert max(map(len, comments)) < 400, "a comment shows the beginning of a long quote"
    shown = quotes.cell(HEAD_ROW + 1, 6).value
    assert len(shown) <= CELL_LIMIT
    assert shown.endswith("…") == (len(hostile) > CELL_LIMIT)
