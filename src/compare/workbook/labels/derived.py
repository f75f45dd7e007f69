"""Words of the sheet of derived figures, and of the columns that link sheets to each other."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "derived_title": (
        "推算值：由原文数值计算的 {count} 个数",
        "Derived figures: {count} computed from stated ones",
    ),
    "derived_note": (
        "推算值不是文件所写；界限随计算保留，状态取各数值中最弱的；点击“所用数值”跳到原数值或其来源",
        "No document states these; bounds go through the arithmetic, and the status is the weakest of the inputs; an input "
        "leads to the value that was stated or to its source",
    ),
    "derived_none": ("所选指标和地区没有推算值。", "There are no derived figures of the chosen indicators and regions."),
    "derived_figure": ("推算值编号", "Derived figure"),
    "transformation": ("推算方法", "How it was computed"),
    "derived_value": ("推算值", "Value"),
    "formula_words": ("公式", "Formula in words"),
    "formula_numbers": ("算式", "Formula with numbers"),
    "derived_input": ("所用数值 {n}", "Input {n}"),
    "more_inputs": ("其余所用数值", "Further inputs"),
    "compared_with": ("相对于", "Relative to"),
    "first_quote_row": ("首条引文", "First quote on its sheet"),
}
"""Key to (Chinese, English)."""
