"""Words of the figure of which plan uses which policy instrument."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "instruments_all": (
        "{total}项政策工具中，{n}份规划都采用的有{count}项",
        "All {n} plans use {count} of {total} policy instruments",
    ),
    "instruments_both": (
        "{total}项政策工具中，两份规划都采用的有{count}项",
        "Both plans use {count} of {total} policy instruments",
    ),
    "instruments_none": (
        "{total}项政策工具中，没有{n}份规划都采用的",
        "None of {total} policy instruments is used by all {n} plans",
    ),
    "instruments_neither": (
        "{total}项政策工具中，没有两份规划都采用的",
        "None of {total} policy instruments is used by both plans",
    ),
    "instruments_one": (
        "{total}项政策工具中，{who}采用{count}项",
        "{who} uses {count} of {total} policy instruments",
    ),
    "instruments_only_none": ("没有仅一份采用的", "none is used by one plan only"),
    "instruments_only_some": ("仅一份采用的有{n}项", "{n} are used by one plan only"),
    "instruments_only_named": ("仅一份采用的是{items}", "used by one plan only: {items}"),
    "instruments_only_item": ("{name}（{who}）", "{name} ({who})"),
    "instruments_subtitle": (
        "采用的规划多的工具在前；各规划按采用项数排列",
        "What most plans use stands first; plans in order of the number of instruments they use",
    ),
    "instruments_key": (
        "格中数字：显示该工具的引文条数，颜色越深条数越多；空格：文中未找到。",
        "In a cell: how many quotes show the instrument, the more the darker; blank: none found in the text.",
    ),
    "instruments_columns": ("各列：{items}。", "Columns: {items}."),
    "instruments_total": ("采用的工具项数", "Instruments used"),
    "instruments_count": ("份数", "Plans"),
    "instruments_note": (
        "政策工具由规则从文本中识别，每项只保留最有力的几条引文：条数说明证据多少，不代表力度或规模。"
        "空格表示没有找到相应的表述，不等于该地没有这项政策。",
        "Instruments are read from the texts by rules, and only the most telling quotes of each are kept: their number "
        "says how well the use is shown, not how much is done. A blank: no wording was found; there may still be a policy.",
    ),
    "instruments_alt": ("矩阵图。{title}。{items}", "Matrix. {title}. {items}"),
    "instruments_alt_all": ("{n}份规划都采用：{items}。", "Used by all {n}: {items}. "),
    "instruments_alt_some": ("{n}份采用：{items}。", "By {n}: {items}. "),
    "instruments_alt_none": ("均未采用：{items}。", "By none: {items}. "),
    "instruments_alt_item": ("{name}（{who}）", "{name} ({who})"),
}
"""Key to (Chinese, English)."""
