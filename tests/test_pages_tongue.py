"""Tests of texts that exist in one language only."""

from __future__ import annotations

import pytest

from compare.pages.tongue import in_own_language, with_quote


@pytest.mark.parametrize(
    ("text", "language", "marked"),
    [
        ("published as the 2025 figure; 391.08亿元 is the GDP of 2024", "zh", "en"),
        ("江苏省政府工作报告 2024 highlights (copy of jiangsu.gov.cn)", "en", "zh"),
        ("江苏省政府工作报告 2024 highlights (copy of jiangsu.gov.cn)", "zh", ""),
        ("2020年常州各区GDP (maigoo copy)", "zh", ""),
        ("3.2 %", "zh", ""),
    ],
)
def test_a_text_is_marked_where_it_is_not_of_the_page(text: str, language: str, marked: str) -> None:
    expected = f'<span lang="{marked}">{text}</span>' if marked else text
    assert str(in_own_language(text, language)) == expected


def test_a_quote_is_marked_with_the_quotes_inside_it() -> None:
    said = "stated only in words: “围绕“初创企业—高新技术企业”的成长”"
    assert str(with_quote(said, "en")) == 'stated only in words: <span lang="zh">“围绕“初创企业—高新技术企业”的成长”</span>'
    assert str(with_quote("没有提出 <b>", "zh")) == "没有提出 &lt;b&gt;"
