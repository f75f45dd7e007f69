"""Words of the family figure."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "family_title": (
        "{measure}等{n}项同类指标：{areas}个地区提出目标，{shared}项可在地区间比较",
        "{measure} and related measures, {n} in all: {areas} areas state targets; comparable between areas: {shared}",
    ),
    "family_title_none": (
        "{measure}等{n}项同类指标：{areas}个地区提出目标，没有一项可在地区间比较",
        "{measure} and related measures, {n} in all: {areas} areas state targets; none can be compared between areas",
    ),
    "family_subtitle": (
        "按指标、口径和类型分栏 | 目标年：{years}",
        "One panel for each indicator, definition and kind | target years: {years}",
    ),
    "family_subtitle_none": ("按指标、口径和类型分栏", "One panel for each indicator, definition and kind"),
    "family_panel": ("{number}\u2002{measure}", "{number}\u2002{measure}"),
    "family_kind": ("{kind} | 单位：{unit}", "{kind} | unit: {unit}"),
    "family_note_rank": (
        "各栏指标同类而口径、类型或单位不同，并列而不互相排名。",
        "The panels are of one family but differ in indicator, definition, kind or unit; they are not ranked with one another.",
    ),
    "family_note_shared": (
        "单位和类型相同的比率、位次各栏横轴相同。",
        "Panels of ratios or ranks in one unit and kind have the same axis.",
    ),
    "family_note_own": (
        "其余各栏横轴自设，不可跨栏比较长短。",
        "Other panels have axes of their own: lengths are not comparable across them.",
    ),
    "family_note_single": (
        "无可比较的单个数值不设横轴；数量按行政级别分列。",
        "A value with nothing to compare it with has no axis; amounts stand by administrative level.",
    ),
    "family_absent": (
        "没有可比数值的地区（括号内为栏号，没有括号的为各栏）",
        "Areas without a comparable figure (in brackets the numbers of the panels; without brackets, in all)",
    ),
    "family_where": ("{who}（{numbers}）", "{who} ({numbers})"),
    "family_elsewhere": (
        "只有同类的其他指标、口径或类型，见其他栏",
        "another measure of the family only, shown in another panel",
    ),
    "family_alt_kind": ("分栏点图。{title}。{subtitle}。", "Dot plots in panels. {title}. {subtitle}. "),
    "family_alt_panel": ("{measure}（{kind}，{unit}）：{rows}。", "{measure} ({kind}, {unit}): {rows}. "),
}
"""Key to (Chinese, English)."""
