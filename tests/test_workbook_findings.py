"""The sheet of findings: gravest first, both quotes with their places, links to values and words; what an empty one says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.workbooks import reread_sheet

from compare.dataset import Dataset, load, select, split_ids
from compare.palette import COLOURS
from compare.workbook.cells import CELL_LIMIT
from compare.workbook.content import Content, choose_content
from compare.workbook.findings import write_findings
from compare.workbook.layout import HEAD_ROW
from compare.workbook.sheets import write_long, write_quotes

ROOT = Path(__file__).parents[1]
DS = load(ROOT)
MINIATURE = load(ROOT / "tests" / "miniature")


def written(content: Content, language: str = "zh") -> Worksheet:
    sheet = Workbook().worksheets[0]
    write_findings(sheet, content, language)
    return reread_sheet(sheet)


def chosen(ds: Dataset, **names: list[str]) -> Content:
    """Return a selection without its comparisons, which the sheet does not show and which take time."""
    selection = select(ds, **names)
    plain = choose_content(ds, indicators=["gdp" if ds is not MINIATURE else "rd_revenue_ratio"])
    return replace(plain, selection=selection, observations=selection.observations(), mentions=selection.mentions())


@pytest.fixture(scope="module")
def content() -> Content:
    return chosen(DS)


def table(sheet: Worksheet) -> list[dict[str, object]]:
    """Return the rows of a list sheet by their heads."""
    heads = [c.value for c in sheet[HEAD_ROW]]
    return [dict(zip(heads, (c.value for c in row), strict=True)) for row in sheet.iter_rows(min_row=HEAD_ROW + 1)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_finding_stands_with_its_message_the_gravest_first(content: Content, language: str) -> None:
    rows = table(written(content, language))
    names = [s.name(language) for s in DS.codelists.severity.values()]
    assert len(rows) == len(DS.findings)
    assert [names.index(r[{"zh": "程度", "en": "Severity"}[language]]) for r in rows] == sorted(
        names.index(DS.codelists.severity[s].name(language)) for s in DS.findings["severity"]
    )
    messages = {r[{"zh": "说明", "en": "Message"}[language]] for r in rows}
    assert messages == set(DS.findings[f"message_{language}"])


def test_the_title_counts_by_severity_in_words(content: Content) -> None:
    assert written(content)["A1"].value == "核查发现 17 条（警告 4，提示 13）"
    assert written(content, "en")["A1"].value == "Findings: 17 (warning 4, info 13)"


def test_both_quotes_stand_with_document_and_characters_that_are_theirs(content: Content) -> None:
    by_id = DS.findings.set_index("finding_id")
    seen = 0
    for row in table(written(content)):
        finding = by_id.loc[str(row["发现编号"])]
        for words, document, span, prefix in (("原文一", "文件一", "字符一", "quote"), ("原文二", "文件二", "字符二", "other")):
            source = finding[f"{prefix}_source_id"]
            if pd.isna(source):
                assert row[words] is row[document] is row[span] is None
                continue
            start, end = (int(n) for n in str(row[span]).split("–"))
            text = (ROOT / DS.sources[source].file).read_text(encoding="utf-8")
            assert str(row[words]).replace("\n", " ") == text[start:end].replace("\r\n", " ").replace("\n", " ")
            assert row[document] == (DS.sources[source].document_number or f"《{DS.sources[source].title}》")
            seen += 1
    assert seen == DS.findings["quote_source_id"].notna().sum() + DS.findings["other_source_id"].notna().sum() > 20


def test_links_lead_to_the_values_and_the_words(content: Content) -> None:
    sheet, long, quotes = written(content), Workbook().worksheets[0], Workbook().worksheets[0]
    write_long(long, content, "zh")
    write_quotes(quotes, content, "zh")
    long, quotes = reread_sheet(long), reread_sheet(quotes)
    links = [c for row in sheet.iter_rows(min_row=HEAD_ROW + 1) for c in row if c.hyperlink]
    targets = {"长表": long, "引文": quotes}
    found = {"长表": 0, "引文": 0, "资料来源": 0}
    for cell in links:
        name, _, place = cell.hyperlink.location.partition("!")
        found[name.strip("'")] += 1
        if name.strip("'") in targets:
            assert targets[name.strip("'")][place].value == cell.value
    values = [code for ids in DS.findings["observation_ids"] for code in split_ids(ids)]
    assert found["长表"] == sum(code.startswith("o") for code in values)
    assert found["资料来源"] == sum(code.startswith("r") for code in values)
    assert found["引文"] > 15
    heads = [c.value for c in long[HEAD_ROW]]
    flags = [row[heads.index("核查发现")] for row in long.iter_rows(min_row=HEAD_ROW + 1)]
    told = {row[0].value for row, flag in zip(long.iter_rows(min_row=HEAD_ROW + 1), flags, strict=True) if flag.value}
    assert told == {code for code in values if code.startswith("o")}
    for flag in (f for f in flags if f.value):
        row = sheet[int(flag.hyperlink.location.partition("!A")[2])]
        severity, _, code = str(flag.value).partition("：")
        assert (row[0].value, code in [c.value for c in row]) == (severity, True)


def test_an_empty_table_says_so_in_both_languages() -> None:
    content = chosen(MINIATURE)
    zh, en = written(content), written(content, "en")
    assert zh["A1"].value == "核查发现：未发现矛盾"
    assert zh.cell(HEAD_ROW + 1, 1).value == "未发现矛盾：所选指标和地区的数值通过了全部规则。"
    assert en["A1"].value == "Findings: no contradiction found"
    assert str(en.cell(HEAD_ROW + 1, 1).value).startswith("No contradiction found: ")
    assert not zh.tables


def test_a_selection_keeps_its_findings_and_those_of_its_values() -> None:
    rows = table(written(chosen(DS, regions=["天宁区"])))
    assert {r["地区"] for r in rows} == {"天宁区"}
    assert len(rows) == (DS.findings["ref_area"] == "CN-320402").sum() == 2
    rows = table(written(chosen(DS, regions=["江阴高新区"], indicators=["有效发明专利"])))
    assert [r["指标"] for r in rows] == ["每万人发明专利拥有量"], "the stock takes part in the finding about the rate"


def test_severity_is_a_word_in_bold_where_it_is_more_than_a_remark() -> None:
    graver = DS.findings.assign(severity=["error", *DS.findings["severity"].iloc[1:]])
    sheet = written(chosen(replace(DS, findings=graver), regions=["全国", "江阴高新区"]))
    looks = {c.value: (c.font.b, c.font.color.rgb[-6:]) for c in sheet["A"][HEAD_ROW:]}
    colours = {
        name: COLOURS[role].removeprefix("#") for name, role in (("错误", "reference"), ("警告", "subject"), ("提示", "text"))
    }
    assert looks == {"错误": (True, colours["错误"]), "警告": (True, colours["警告"]), "提示": (False, colours["提示"])}


@pytest.mark.parametrize("hostile", ["=1+1", "-1", "\t=1", "a\x00b\x1b", "字" * 40_000])
def test_hostile_findings_stay_text(hostile: str) -> None:
    words = dict.fromkeys(("quote", "other_quote", "found", "expected", "message_zh", "rule_id"), hostile)
    ds: Dataset = replace(DS, findings=DS.findings.assign(**words))
    sheet = written(chosen(ds, indicators=["每万人发明专利拥有量"]))
    cells = [c for row in sheet.iter_rows() for c in row]
    assert not [c for c in cells if c.data_type in {"f", "e"}]
    assert max(len(str(c.value or "")) for c in cells) <= CELL_LIMIT
    risky = [c for c in cells if str(c.value or "").startswith(("=", "-", "\t"))]
    assert all(c.quotePrefix for c in risky)
