"""The workbook's own words in Chinese and English: sheet names, column heads, remarks.

Names of regions, indicators, kinds and reasons come from the codelists, not from here. A sheet that has words of its own has a
module for them; a key stands in one module only (a test sees to it).
"""

from __future__ import annotations

from collections.abc import Mapping

from compare.workbook.labels import common, derived, families, findings, gaps, instruments, live, profile, table

MODULES = (common, families, gaps, live, profile, instruments, findings, derived, table)
TEXTS: Mapping[str, tuple[str, str]] = {key: pair for module in MODULES for key, pair in module.WORDS.items()}
"""Key to (Chinese, English)."""

SHEETS: Mapping[str, tuple[str, str]] = {
    "contents": ("目录", "Contents"),
    "matrix": ("比较矩阵", "Comparison matrix"),
    "gaps": ("对标差距", "Benchmark gaps"),
    "profile": ("地区概况", "Region profile"),
    "families": ("指标族", "Families"),
    "single": ("单项共有指标", "Single shared measures"),
    "relatives": ("其他指标族", "Other families"),
    "instruments": ("政策工具", "Policy instruments"),
    "instrument_quotes": ("政策工具引文", "Instrument quotes"),
    "findings": ("核查发现", "Findings"),
    "long": ("长表", "Long data"),
    "quotes": ("引文", "Quotes"),
    "derived": ("推算值", "Derived figures"),
    "definitions": ("指标定义", "Definitions"),
    "sources": ("资料来源", "Sources"),
    "methods": ("方法说明", "Methods"),
    "gap_data": ("对标数据", "Gap data"),
    "profile_data": ("概况数据", "Profile data"),
}
"""Sheet names in the order of the workbook; at most 31 characters, none of ``[]:*?/\\``.
Those without a line in `CONTENTS` are hidden or, as ``families``, stand for several."""

CONTENTS: Mapping[str, tuple[str, str]] = {
    "matrix": (
        "各地区最终目标年份的共有指标，含年份、上下限标记和缺值原因",
        "Shared indicators, final target year of each region, with year, bound marks and reasons for absence",
    ),
    "gaps": (
        "与参照地区的差距，同一比较组内计算；可在下拉列表中更换参照",
        "Distance from the reference, within one group of comparison; choose the reference in the drop-down",
    ),
    "gaps_still": (
        "与参照地区的差距，同一比较组内计算；行数多，不含下拉列表和公式",
        "Distance from the reference, within one group of comparison; so many that there is no drop-down and no formula",
    ),
    "profile": (
        "在下拉列表中选择地区：各项指标的值、位次、组内最优、差距、缺值原因",
        "Choose a region in the drop-down: its values, ranks, the best of each group, gaps, reasons for absence",
    ),
    "single": (
        "不属于指标族的共有指标：各地区的值，同口径的成图",
        "Shared measures outside families: values by region, charts of what is like for like",
    ),
    "relatives": (
        "没有同口径数值可成图的指标族：并列，不比较",
        "Families without like-for-like values to chart: side by side, not compared",
    ),
    "instruments": (
        "各份文件采用哪些政策工具，按分组排列，点击可查看引文",
        "Which document uses which policy instrument, by group; click for the words",
    ),
    "instrument_quotes": (
        "表明采用政策工具的每条原文、文件、章节和字符位置",
        "Every quote that shows an instrument in use: the words, the document, the section, the characters",
    ),
    "findings": (
        "文件内部、文件之间及与其他来源不一致之处，附两处原文",
        "What the documents contradict, within, between and against other sources, with both quotes",
    ),
    "long": (
        "全部观测值（基本单位），可筛选，每行链接到引文",
        "All observations in base units, with filters; each row links to its quote",
    ),
    "quotes": (
        "每一处指标表述的原文、文件和字符位置",
        "Every statement of an indicator: the words, the document, the characters",
    ),
    "derived": (
        "由原文数值计算的每个数：公式、算式和所用数值的链接",
        "Every figure computed from stated ones: formula in words and numbers, links to its inputs",
    ),
    "definitions": ("指标代码、名称、口径、单位和方向", "Indicator codes, names, definitions, units and directions"),
    "sources": ("规划文件与参考数据的来源", "The plans and the sources of reference figures"),
    "methods": ("如何阅读标记、类型、缺值原因", "How to read marks, kinds and reasons for absence"),
}


def sheet_name(sheet: str, language: str) -> str:
    """Return the name of a sheet, such as ``目录`` or ``Contents``."""
    return SHEETS[sheet][language != "zh"]


def text(key: str, language: str, **values: object) -> str:
    """Return the words of `key` in `language` with `values` filled in.

    Examples
    --------
    >>> text("long_title", "en", count=3)
    'Long data: all 3 observations'
    """
    words = TEXTS[key][language != "zh"]
    return words.format(**values) if values else words
