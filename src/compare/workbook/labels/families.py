"""Words of the sheets of families."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "family_title": ("{name}：{count} 项指标", "{name}: {count} measures"),
    "family_note": (
        "只有同一指标、口径、类型和单位的数值才并列成图，总量只在同一行政层级内；同族指标口径不同，不相互比较",
        "A chart holds values of one indicator, definition, kind and unit; amounts of one level; akin ones are not compared",
    ),
    "family_holds": ("指标族：{measures}", "Family: {measures}"),
    "family_more": (" 等 {count} 项", " and others, {count} in all"),
    "family_remark": ("缺值原因、说明", "Reason for absence, remarks"),
    "family_label": ("图中名称", "Name in the chart"),
    "family_join": ("，", ", "),
    "family_comma": ("、", ", "),
    "family_less": ("（越小越好）", " (less is better)"),
    "family_missing": (
        "图中没有：{regions}（无可比的值，不是零；原因见上表，表中没有的地区未收录文件）",
        "Not in the chart: {regions} (no comparable value, which is not zero; see the table; of others no document was read)",
    ),
}
"""Key to (Chinese, English)."""
