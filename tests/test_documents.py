"""Reading, repair and layout: what is stored never changes, and every offset leads back to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.codelists import Area, load_codelists, read_divisions
from compare.documents import paragraphs, read_document, repair
from compare.documents.metadata import infer_area, infer_issued, infer_period
from compare.errors import DataError
from compare.lexicons import load_lexicons

ROOT = Path(__file__).parents[1]
OCR = load_lexicons(ROOT / "data" / "lexicons", load_codelists(ROOT / "data" / "codelists").indicator).ocr


def test_newlines_are_kept_and_the_byte_order_mark_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeff第一行\r\n第二行\r第三行\u2028完".encode())
    assert read_document(path, "a").text == "第一行\r\n第二行\r第三行\u2028完"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_encodings_of_chinese_offices_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("到2025年,高新技术企业达500家".encode(encoding))
    assert read_document(path, "a").text == "到2025年,高新技术企业达500家"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file holds no text"),
        (b"%PDF-1.7", "are not read yet"),
        (b"PK\x03\x04abc", "are not read yet"),
        (b"<!DOCTYPE html><html><body>1</body></html>", "HTML is not read yet"),
        (b"\xff\xff\x00\x81", "not text in UTF-8"),
        (b"a\x00b", "not text in UTF-8"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(DataError, match=message):
        read_document(path, "a")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"plan\.txt: no such file"):
        read_document(tmp_path / "plan.txt", "a")


@pytest.mark.parametrize(
    ("stored", "repaired"),
    [
        ("比重达到70%o新增", "比重达到70%。新增"),
        ("落地项目10个以o(责任单位", "落地项目10个以上。(责任单位"),
        ("不少于L5亿元", "不少于1.5亿元"),
        ("方案(20222023)", "方案(2022—2023)"),
        ("达到2.5 %。", "达到2.5%。"),
        ("1、甲乙\n2、丙丁戊\n3、己庚,1.\n4、5万人以上", "甲乙丙丁戊己庚,1.5万人以上"),
        ("1、甲。\n2、乙。\n3、丙。", "1、甲。\n2、乙。\n3、丙。"),
    ],
)
def test_damage_is_mended_in_the_view(stored: str, repaired: str) -> None:
    assert repair(stored, OCR).text == repaired


def test_a_number_broken_by_a_page_leads_back_to_all_its_characters() -> None:
    stored = "1、甲乙\n2、丙丁\n3、新增1.\n4、5万人"
    view = repair(stored, OCR)
    start = view.text.index("1.5")
    low, high = view.stored(start, start + 3)
    assert stored[low:high] == "1.\n4、5"


@given(st.text(alphabet="0123456789.、,%oL万亿人家以上。\n年20到(—)%１２３", max_size=120))
@settings(max_examples=300)
def test_every_character_of_a_view_leads_to_a_span_of_the_stored_text(stored: str) -> None:
    view = repair(stored, OCR)
    assert len(view.starts) == len(view.ends) == len(view.text)
    assert list(view.starts) == sorted(view.starts)
    assert all(0 <= s <= e <= len(stored) for s, e in zip(view.starts, view.ends, strict=True))
    untouched = [i for i, c in enumerate(view.text) if view.ends[i] - view.starts[i] == 1 and c == stored[view.starts[i]]]
    mended = sum(len(e.text) for e in view.edits)
    assert len(view.text) - len(untouched) <= mended + sum("０" <= c <= "９" or c in "%,()" for c in stored)


@given(st.text(alphabet="一二(三)、。\n1.23年到 甲乙", max_size=80))
def test_paragraphs_hold_every_visible_character_once(text: str) -> None:
    parts = paragraphs(text)
    inside = "".join(text[p.start : p.end] for p in parts)
    assert "".join(inside.split()) == "".join(text.split())
    assert all(a.end <= b.start for a, b in zip(parts, parts[1:], strict=False))


def test_headings_without_line_breaks_are_found() -> None:
    text = "总则。一、目标到2025年达标。(一)企业。新增5家。二、保障措施"
    assert [p.section for p in paragraphs(text)][1:] == [
        ("一、目标到2025年达标",),
        ("一、目标到2025年达标", "(一)企业"),
        ("二、保障措施",),
    ]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("科技创新行动计划(2022—2025年)", (2022, 2025)),
        ("三年行动计划（2018-2020）", (2018, 2020)),
        ("“十四五”科技创新规划", (2021, 2025)),
        ("常发〔2021〕1号 到2025年,达到", (2021, 2025)),
        ("无年份", (0, 0)),
    ],
)
def test_the_plan_period_comes_from_the_document(text: str, period: tuple[int, int]) -> None:
    assert infer_period(repair(text, OCR).text) == period


def test_the_year_of_issue_comes_from_number_or_date() -> None:
    assert infer_issued("常天政发〔2022〕22号") == 2022
    assert infer_issued("印发日期:2018年12月28日") == 2018
    assert infer_issued("到2025年") == 0


AREAS = [
    Area("X-1", "甲乙市", "Jiayi", level="city"),
    Area("X-11", "鼓楼区", "Gulou", level="county", parent="X-1"),
    Area("X-2", "戊己市", "Wuji", level="city"),
    Area("X-21", "鼓楼区", "Gulou", level="county", parent="X-2"),
]


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("甲乙市科技创新计划", "X-1"),
        ("丙丁市科技创新计划", ""),
        ("甲乙市鼓楼区科技创新计划", "X-11"),
        ("鼓楼区科技创新计划\n戊己市科技局指导", "X-21"),
        ("鼓楼区科技创新计划", ""),
        ("甲乙市某某区科技创新计划", ""),
        ("某方案\n推动甲乙市、戊己市协同", ""),
        ("转发戊己市、戊己市文件\n甲乙市科技创新行动方案", "X-1"),
    ],
)
def test_the_region_comes_from_title_and_issuer_or_stays_unknown(text: str, area: str) -> None:
    assert infer_area(text, AREAS) == area


def test_counties_that_have_no_entry_of_their_own_are_recognised() -> None:
    divisions = read_divisions(ROOT / "data" / "codelists" / "divisions.csv")
    assert len(divisions) > 3000
    assert infer_area("磐安县科技发展“十四五”规划", divisions) == "CN-330727"
    assert infer_area("温州市洞头区人民政府关于印发科技创新方案的通知", divisions) == "CN-330305"
