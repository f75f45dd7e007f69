"""Words of the figure of which plan uses which policy instrument."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "instruments_title": (
        "{total}项政策工具中，{n}份规划都采用的有{all}项；{rest}",
        "All {n} plans use {all} of {total} policy instruments; {rest}",
    ),
    "instruments_title_single": (
        "{who}采用{total}项政策工具中的{all}项",
        "{who} uses {all} of {total} policy instruments",
    ),
    "instruments_rest_none": ("没有仅一份采用的", "none is used by one plan only"),
    "instruments_rest_some": ("仅一份采用的有{n}项", "{n} are used by one plan only"),
    "instruments_rest_named": ("仅一份采用的有{n}项：{items}", "used by one plan only: {items}"),
    "instruments_rest_item": ("{name}（{who}）", "{name} ({who})"),
    "instruments_subtitle": (
        "按采用的规划份数排列：{items}",
        "In order of the number of plans that use them: {items}",
    ),
    "instruments_step": ("{n}份—{count}项", "by {n} plans {count}"),
    "instruments_step_one": ("1份—{count}项", "by 1 plan {count}"),
    "instruments_step_none": ("未采用—{count}项", "by none {count}"),
    "instruments_used": ("采用项数", "Instruments used"),
    "instruments_plans": ("份数", "Plans"),
    "instruments_key": ("格中数字为显示该工具的引文条数：", "The figure in a cell counts the quotes that show the instrument:"),
    "instruments_key_none": ("空格：未找到", "blank: none found"),
    "instruments_note": (
        "政策工具由规则从文本中识别，每项只保留最有力的几条引文，条数说明采用的证据多少，不代表力度或规模；"
        "空格表示文中没有找到相应的表述。",
        "Instruments are read from the texts by rules, and only the most telling quotes of each are kept: their number says how well "
        "the use is shown, not how much is done. A blank cell means that no wording that shows it was found.",
    ),
    "instruments_alt": ("矩阵图。{title}。{subtitle}。{rows}", "Matrix. {title}. {subtitle}. {rows}"),
    "instruments_alt_row": ("{instrument}：{who}。", "{instrument}: {who}. "),
    "instruments_alt_none": ("无", "none"),
    "instruments_alt_item": ("{who}（{n}条引文）", "{who} ({n})"),
}
"""Key to (Chinese, English)."""
