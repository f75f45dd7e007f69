"""Indicators that a document names without a figure: one place each, never a title, never one that has a figure."""

from __future__ import annotations

from pathlib import Path

import pytest

import compare as cp
from compare.documents import Document
from compare.extract import find_wordings, load_reader

ROOT = Path(__file__).parents[1]
READER = load_reader(ROOT)


def found(text: str, stated: set[str] | None = None) -> dict[str, str]:
    document = Document("plan", text, "0" * 64, ref_area="CN-320402")
    table = find_wordings(document, READER, stated or set())
    for row in table.itertuples():
        assert text[row.quote_start : row.quote_end] == row.quote
        assert row.quote_start <= row.char_start < row.char_end <= row.quote_end
    return dict(zip(table["indicator"], table["quote"], strict=True))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_heading_that_names_an_indicator_goes_before_an_earlier_mention(newline: str) -> None:
    text = newline.join(
        ["以高新技术企业为重点，优化生态。", "3.发展高新技术企业：筛选优质企业入库培育。", "高新技术企业很多。"]
    )
    assert found(text)["hightech_enterprises"] == "3.发展高新技术企业：筛选优质企业入库培育。"


def test_without_a_heading_the_first_sentence_counts() -> None:
    text = "一、总体要求\n以高新技术企业为重点。大力发展高新技术企业。"
    assert found(text)["hightech_enterprises"] == "以高新技术企业为重点。"


def test_an_indicator_with_a_figure_is_not_only_named() -> None:
    assert "hightech_enterprises" not in found("大力发展高新技术企业。", {"hightech_enterprises"})


def test_the_title_of_a_document_names_nothing() -> None:
    assert found("落实《关于高新技术企业培育的意见》。") == {}


def test_a_longer_name_is_not_its_part() -> None:
    assert set(found("鼓励潜在独角兽企业、独角兽企业成长。")) <= {
        "unicorn_and_potential_unicorn_enterprises",
        "unicorn_enterprises",
    }
    assert "hightech_enterprises" not in found("规模以上高新技术企业比例稳步提高。")


def test_a_zone_that_is_named_is_no_rank_of_it() -> None:
    assert found("建设省级高新区。") == {}


def test_what_the_shipped_documents_name_without_a_figure() -> None:
    ds = cp.load(ROOT)
    texts = {s.id: (ROOT / s.file).read_bytes().decode("utf-8-sig") for s in ds.sources.values()}
    stated = set(zip(ds.mentions["source_id"], ds.mentions["indicator"], strict=True))
    for row in ds.wordings.itertuples():
        assert texts[row.source_id][row.quote_start : row.quote_end] == row.quote
        assert (row.source_id, row.indicator) not in stated
    assert not ds.wordings.duplicated(["source_id", "indicator"]).any()
    yixing = ds.wordings[ds.wordings["source_id"] == "yixing_2023"]["indicator"]
    assert {"hightech_enterprises", "tech_smes", "rd_institutions_total"} <= set(yixing)
    assert "rd_expenditure_gdp_ratio" not in set(yixing)
