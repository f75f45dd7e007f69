"""The comments of observations and derived figures in the words of either language.

`compare.harmonise` and `compare.derive` write them as short English phrases with codes; here is what a reader sees of each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from compare.dataset.labels import MARKS, format_value
from compare.dataset.store import Dataset

_PHRASES: Sequence[tuple[str, str, str]] = (
    (r"year from the plan's period", "年份取自规划期", "year from the plan's period"),
    (r"year: end of the document's period", "年份取自文件规划期末年", "year: end of the document's period"),
    (r"year from the paragraph", "年份取自所在段落", "year from the paragraph"),
    (r"number repaired", "数字经识别修复，见引文", "number repaired, see its quote"),
    (r"area: the document's", "地区取自文件", "area: the document's"),
    (r"stated with (.+)", "分别以 {} 表述", "stated with {}"),
    (r"stated from (.+)", "起始年份分别为 {}", "stated from {}"),
    (r"another period is (.+)", "另一时期见 {}", "another period is {}"),
    (r"contradict(?:s|ed by) (.+)", "与 {} 不一致", "contradicted by {}"),
    (r"denominator: (.+), (\d+)", "分母为{1}年数值（{0}）", "denominator of {1} ({0})"),
    (r"figures: (.+), (\d+)", "{1}年数值（{0}）", "figures of {1} ({0})"),
    (r"years differ: (.+)", "年份不同（{}）", "years differ ({})"),
    (r"median of (\d+) values", "{}个数值的中位数", "median of {} values"),
    (r"baseline: stated, (\d+)", "基期值取自本文件（{}年）", "baseline stated in the document, {}"),
    (r"baseline: figure of another source, (\d+)", "基期值取自其他来源（{}年）", "baseline from another source, {}"),
    (
        r"baseline: forecast of another source, (\d+)",
        "基期值为其他来源的预计数（{}年）",
        "baseline from another's forecast, {}",
    ),
    (r"baseline: implied by the multiple, (\d+)", "基期值由倍数倒推（{}年）", "baseline implied by the multiple, {}"),
    (r"flow over (\d+) years?", "{}年的期间增量", "flow over {} years"),
    (r"level of (\d+)", "{}年存量", "level of {}"),
    (r"the flow may overlap with the level", "增量与存量可能重复计算", "the flow may overlap with the level"),
    (r"base year: stated", "基年见原文", "base year stated"),
    (r"base year: the one before the plan", "基年取规划期前一年", "base year: the one before the plan"),
    (
        r"flow from (\d+), of the parent from (\d+)",
        "增量自{}年起，上级地区自{}年起",
        "flow from {}, the parent's from {}",
    ),
    (r"of a part: (.+)", "仅为部分（{}）", "of a part only ({})"),
    (r"perhaps of a part", "可能仅为部分", "perhaps of a part only"),
    (r"stretch target beyond (.+)", "{}之上的争取目标", "stretch target beyond {}"),
    (r"definition not stated", "文件未说明统计口径", "definition not stated"),
    (r"implied by (.+) of the same document", "由同一文件的“{}”推算", "implied by “{}” of the same document"),
)
"""Phrases, and what they say in Chinese and English; groups hold signs, years and codes."""


def comment_text(ds: Dataset, comment: str | None, language: str) -> str:
    """Return a comment, whose phrases are separated by semicolons, in words of `language`; what is not known as it is.

    Examples
    --------
    >>> from compare import load
    >>> comment_text(load(), "year from the paragraph; stated with >= and =", "zh")
    '年份取自所在段落；分别以 ≥ 与 = 表述'
    """
    phrases = [] if comment is None else comment.split("; ")
    return ("；" if language == "zh" else "; ").join(_phrase(ds, phrase, language) for phrase in phrases)


def _phrase(ds: Dataset, phrase: str, language: str) -> str:
    for pattern, zh, en in _PHRASES:
        found = re.fullmatch(pattern, phrase)
        if found:
            words = [_named(ds, group, language) for group in found.groups()]
            return (zh if language == "zh" else en).format(*words)
    return phrase


def _named(ds: Dataset, group: str, language: str) -> str:
    """Return the signs and codes of a group as a reader sees them."""
    words = []
    for word in group.split(" and "):
        if (row := ds.observation(word)) is not None:
            words.append(format_value(ds, row, language))
            continue
        known = next((codes for codes in (ds.codelists.vintage, ds.codelists.indicator) if word in codes), None)
        words.append(known[word].name(language) if known is not None else MARKS.get(word, "").strip() or word)
    return (" 与 " if language == "zh" else " and ").join(words)
