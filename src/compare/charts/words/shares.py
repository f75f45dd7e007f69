"""Words of the figure of nested target shares."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "shares_title": (
        "{who}：{n}项目标占{parent}的比重，{found}",
        "{who}: of {n} targets as shares of {parent}’s, {found}",
    ),
    "shares_above": ("{k}项高于其{size}比重（{share}）", "{k} are above its share of {size} ({share})"),
    "shares_below": ("{k}项低于", "{k} below"),
    "shares_equal": ("{k}项等于", "{k} equal to it"),
    "shares_open": ("{k}项不能断定", "{k} not settled"),
    "shares_none_above": ("没有一项能断定高于其{size}比重（{share}）", "none is surely above its share of {size} ({share})"),
    "shares_plain": (
        "{n}项目标可与上级地区的同一目标相比",
        "{n} targets can be set against the same target of the area around",
    ),
    "shares_none": (
        "没有地区与其上级地区提出同一年份的同一总量目标",
        "No area states the same amount for the same year as the area around it",
    ),
    "shares_subtitle": (
        "本地区目标占上级地区同一目标的比重 | 单位：% | 目标年：{years}",
        "Target as a share of the same target of the area around | unit: % | target years: {years}",
    ),
    "shares_subtitle_none": ("本地区目标占上级地区同一目标的比重", "Target as a share of the same target of the area around"),
    "shares_panel": ("{who}占{parent}", "{who} as a share of {parent}"),
    "shares_formula": ("{part} ÷ {whole}", "{part} ÷ {whole}"),
    "shares_key_above": ("肯定高于最上一条虚线", "surely above the upper dashed line"),
    "shares_key_value": ("目标比重", "share of a target"),
    "shares_key_lower": ("至少（由界限值得出）", "at least (from a bound)"),
    "shares_key_upper": ("至多（由界限值得出）", "at most (from a bound)"),
    "shares_key_approx": ("界限值方向不一，只知约数", "bounds to different sides: roughly"),
    "shares_key_size": ("人口、地区生产总值等的比重", "share of people, GDP and the like"),
    "shares_size": ("{size} {share}（{year}）", "{size} {share} ({year})"),
    "shares_cut": ("横轴截至{end}", "axis cut at {end}"),
    "shares_note_formula": (
        "比重＝本地区数值÷上级地区数值×100%，指标、口径、类型、单位和目标年相同；名称下为分子和分母，原样列出界限符号。",
        (
            "Share = figure of the area ÷ figure of the area around × 100; indicator, definition, kind, unit and target year "
            "are the same. Below each name: numerator and denominator, with their bounds as stated."
        ),
    ),
    "shares_note_size": (
        "虚线为同一地区在上级地区中的实际比重，供对照，不是目标：{items}。",
        "Dashed lines are actual shares of the same area, for orientation; they are no targets: {items}.",
    ),
    "shares_actual": ("{who}{size} {share}，{figures}", "{who}, {size} {share}, {figures}"),
    "shares_note_title": (
        "标题只计界限值足以断定者。",
        "The title counts only what the bounds settle.",
    ),
    "shares_note_cut": (
        "横轴从零开始，截断处有标记；各栏横轴自设。",
        "Axes begin at zero; where they are cut before 100%, they say so; each panel has its own.",
    ),
    "shares_note_parts": (
        "各项比重口径不一，不可相加或平均。",
        "Shares are of different things and must not be added or averaged.",
    ),
    "shares_alt": ("点图。{title}。{subtitle}。{rows}", "Dot plot. {title}. {subtitle}. {rows}"),
    "shares_alt_row": ("{measure} {label}（{year}；{formula}）", "{measure} {label} ({year}; {formula})"),
}
"""Key to (Chinese, English)."""
