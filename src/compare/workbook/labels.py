"""The workbook's own words in Chinese and English: sheet names, column heads, remarks.

Names of regions, indicators, kinds and reasons come from the codelists, not from here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

SHEETS: Mapping[str, tuple[str, str]] = {
    "contents": ("目录", "Contents"),
    "matrix": ("比较矩阵", "Comparison matrix"),
    "gaps": ("对标差距", "Benchmark gaps"),
    "long": ("长表", "Long data"),
    "quotes": ("引文", "Quotes"),
    "definitions": ("指标定义", "Definitions"),
    "sources": ("资料来源", "Sources"),
    "methods": ("方法说明", "Methods"),
}
"""Sheet names in the order of the workbook; at most 31 characters, none of ``[]:*?/\\``."""

CONTENTS: Mapping[str, tuple[str, str]] = {
    "matrix": (
        "各地区最终目标年份的共有指标，含年份、上下限标记和缺值原因",
        "Shared indicators, final target year of each region, with year, bound marks and reasons for absence",
    ),
    "gaps": ("与参照地区的差距，同一比较组内计算", "Distance from the reference region, within one group of comparison"),
    "long": (
        "全部观测值（基本单位），可筛选，每行链接到引文",
        "All observations in base units, with filters; each row links to its quote",
    ),
    "quotes": (
        "每一处指标表述的原文、文件和字符位置",
        "Every statement of an indicator: the words, the document, the characters",
    ),
    "definitions": ("指标代码、名称、口径、单位和方向", "Indicator codes, names, definitions, units and directions"),
    "sources": ("规划文件与参考数据的来源", "The plans and the sources of reference figures"),
    "methods": ("如何阅读标记、类型、缺值原因", "How to read marks, kinds and reasons for absence"),
}

TEXTS: Mapping[str, tuple[str, str]] = {
    "title": ("区域创新规划指标比较", "Comparison of regional innovation plans"),
    "matrix_title": (
        "区域创新规划共有指标比较矩阵（{measures} 项指标，{areas} 个地区）",
        "Indicators shared by regional innovation plans: {measures} measures, {areas} regions",
    ),
    "matrix_note": (
        "各地区最终目标年份的目标值；单位见“单位”列；点击年份可查看原文",
        "Targets for each region's final target year; see the column “Unit”; click a year for the words of the plan",
    ),
    "section_all": ("比率、位次、增速类指标：各级地区可相互比较", "Ratios, ranks and growth: comparable across all levels"),
    "section_panel": (
        "总量类指标：只在同一行政层级内比较，不跨级排名",
        "Counts, amounts and areas: compare within one administrative level only, never across levels",
    ),
    "measure": ("指标", "Measure"),
    "unit": ("单位", "Unit"),
    "target": ("目标值", "Target"),
    "year": ("年份", "Year"),
    "n_areas": ("有值地区数", "Regions with a value"),
    "notes": ("注：", "Notes:"),
    "note_marks": ("标记：{marks}。", "Marks: {marks}."),
    "note_absent": (
        "斜线格为缺值，不是零；旁边的字母说明原因：{reasons}。详见下方缺值说明。",
        "Hatched cells are absent, not zero; the letter beside them says why: {reasons}. Details stand below.",
    ),
    "note_silent": (
        "“—”：未收录该地区自己的文件，其他地区的文件也未提及；不是缺值原因。",
        "“—”: no document of the region itself was read, and those of other regions do not speak of it.",
    ),
    "no_document": ("无自有文件", "no document of its own"),
    "absences": ("缺值说明：", "Reasons for absence:"),
    "contradictions": ("并存表述：", "Also stated:"),
    "definitions": ("指标口径：", "Definitions:"),
    "note_best": ("加粗为同一比较组内的参照值。", "Bold marks the reference value of its group."),
    "note_year": (
        "各地区目标年份不同，数值不是同一时点；起止两年的为期间累计数，所含年数不一；"
        "同一总量指标的上级与下级（如市与所辖区）不得相加。",
        "Target years differ: values are not simultaneous. Two years are the first and last of a figure counted over several. "
        "A region and a part of it are never added.",
    ),
    "source_line": ("资料来源：{sources}。", "Source: {sources}."),
    "list_join": ("；", "; "),
    "gaps_title": ("对标差距：与{reference}比较", "Benchmark gaps: compared with {reference}"),
    "gaps_note": (
        "差距 = 目标值 − 参照值，按所示单位（百分比为百分点）；带 ≥ ≤ ≈ 的含上下限，只作参考；无可比参照的见比较矩阵",
        "Difference = target − reference, in the unit shown (percentages: percentage points); ≥ ≤ ≈: bounds make it indicative",
    ),
    "best": ("组内最优值", "the best value of the group"),
    "median": ("组内中位数", "the median of the group"),
    "parent": ("上级地区", "the parent region"),
    "group": ("比较组", "Group"),
    "all_levels": ("各级", "all levels"),
    "region": ("地区", "Region"),
    "region_code": ("地区代码", "Region code"),
    "level": ("层级", "Level"),
    "value": ("数值（基本单位）", "Value (base unit)"),
    "baseline": ("基期值", "Baseline"),
    "baseline_year": ("基期年份", "Baseline year"),
    "rank": ("组内位次", "Rank in group"),
    "reference_area": ("参照地区", "Reference region"),
    "reference_value": ("参照值", "Reference value"),
    "reference_year": ("参照年份", "Reference year"),
    "difference": ("差距", "Difference"),
    "ratio": ("目标值/参照值", "Target / reference"),
    "long_title": ("长表：全部观测值 {count} 条", "Long data: all {count} observations"),
    "long_note": (
        "数值为基本单位（元、人、平方米等）；点击“引文”列跳到原文；字符位置从 0 起，止位不含",
        "Base units (yuan, persons, m²); the column “Quote row” leads to the words; characters count from 0, end exclusive",
    ),
    "observation": ("观测值编号", "Observation"),
    "indicator": ("指标", "Indicator"),
    "indicator_code": ("指标代码", "Indicator code"),
    "definition": ("口径", "Definition"),
    "definition_code": ("口径代码", "Definition code"),
    "kind": ("类型", "Kind"),
    "comparability": ("可比性", "Comparability"),
    "reason": ("缺值原因", "Reason for absence"),
    "value_type": ("数值性质", "Value type"),
    "period_start": ("起始年份", "Period start"),
    "comparator": ("标记", "Mark"),
    "obs_status": ("状态", "Status"),
    "unit_mult": ("原文数量级（10 的幂）", "Printed magnitude (power of ten)"),
    "decimals": ("原文小数位", "Printed decimals"),
    "base_period": ("对比基期", "Base period"),
    "quote": ("原文引句", "Quote"),
    "document": ("文件", "Document"),
    "document_number": ("文号", "Document number"),
    "start": ("字符起", "Characters from"),
    "end": ("字符止", "Characters to"),
    "n_mentions": ("出现次数", "Mentions"),
    "quote_row": ("引文", "Quote row"),
    "comment": ("备注", "Comment"),
    "quotes_title": ("引文：指标表述 {count} 处", "Quotes: {count} statements of indicators"),
    "quotes_note": (
        "“数字”是文件中的原样文字，位置以存档文本的字符计；“识别修复”为读取时对错字的更正；点击“观测值”列返回长表",
        "“Number” is the document's own text, placed by characters; “Repair of the text” says how a misprint was read; "
        "“Observation” leads back to the long data",
    ),
    "mention": ("引文编号", "Mention"),
    "number": ("数字", "Number"),
    "section": ("章节", "Section"),
    "named": ("原文指标名", "Name in the document"),
    "repair": ("识别修复", "Repair of the text"),
    "quote_start": ("引句起", "Quote from"),
    "quote_end": ("引句止", "Quote to"),
    "uncatalogued": ("（未编目）", "(not in the catalogue)"),
    "definitions_title": ("指标定义：{count} 项指标口径", "Definitions: {count} indicator variants"),
    "definitions_note": (
        "只有指标、口径、类型都相同的数值才相互比较；同族指标相近但口径不同，不一起排名",
        "Only values of one indicator, definition and kind are compared; a family is never ranked together",
    ),
    "topic": ("类别", "Topic"),
    "other_name": ("英文名称", "Chinese name"),
    "meaning": ("定义", "Meaning"),
    "direction": ("方向", "Direction"),
    "family": ("指标族", "Family"),
    "default_kind": ("默认类型", "Usual kind"),
    "n_observations": ("观测值数", "Observations"),
    "up": ("越高越好", "higher is better"),
    "down": ("越低越好", "lower is better"),
    "neutral": ("不分优劣", "neither"),
    "sources_title": ("资料来源：规划文件 {count} 份", "Sources: {count} plans"),
    "sources_note": (
        "SHA-256 为存档文件的校验值，即本工作簿的数据版本",
        "SHA-256 is the checksum of the stored file: together they are the data version of this workbook",
    ),
    "source": ("来源代码", "Source"),
    "doc_title": ("标题", "Title"),
    "issuer": ("发布机构", "Issuer"),
    "issued": ("发布日期", "Issued"),
    "plan_period": ("规划期", "Plan period"),
    "address": ("网址", "Address"),
    "remark": ("说明", "Note"),
    "reference_heading": ("参考数据来源（{count} 个）", "Sources of reference figures ({count})"),
    "regions": ("地区", "Regions"),
    "years": ("年份", "Years"),
    "vintage": ("版本", "Vintage"),
    "rows": ("条数", "Rows"),
    "confidence": ("可信度", "Confidence"),
    "methods_title": ("方法说明：如何阅读本工作簿", "Methods: how to read this workbook"),
    "sheet": ("工作表", "Sheet"),
    "holds": ("内容", "What it holds"),
    "run_heading": ("本次数据", "This edition"),
    "run_documents": ("规划文件", "Plans"),
    "run_latest": ("最新文件日期", "Latest document"),
    "run_observations": ("观测值 / 引文", "Observations / quotes"),
    "run_reference": ("对标参照", "Benchmark reference"),
    "run_selection": ("选定范围", "Selection"),
    "run_version": ("数据版本", "Data version"),
    "run_version_text": ("见“{sheet}”中各文件的 SHA-256", "SHA-256 of each document on the sheet “{sheet}”"),
    "everything": ("全部共有指标与地区", "all shared indicators and regions"),
    "none": ("无", "none"),
    "name": ("名称", "Name"),
}

PRINCIPLES: Sequence[tuple[str, str]] = (
    (
        "同口径：只有指标、口径、类型和单位都相同的数值才并列比较；同族的近似指标单独列出，不一起排名。",
        "Same definition: values stand side by side only where indicator, definition, kind and unit are equal; akin "
        "indicators of a family are kept apart and never ranked together.",
    ),
    (
        "同类型：存量与期间增量不混排。",
        "Same kind: a stock is never ranked with a flow.",
    ),
    (
        "同层级：总量类指标按行政层级分组，只在组内排名；上级与其下级的数值不相加。比率、位次、增速类指标各级可比。",
        "Same level: amounts are grouped by administrative level and ranked within a group only; a region and a part of "
        "it are never added. Ratios, ranks and rates of growth are compared across levels.",
    ),
    (
        "年份：每个数值都标明目标年份；年份不同的数值不是同一时点的比较。",
        "Time: each value carries its target year; values of different years are not simultaneous.",
    ),
    (
        "上下限：“≥ > ≤ < ≈”来自原文的“不低于、超过、以内、左右”等；计算时使用界限值，结果只作参考。",
        "Bounds: the marks ≥ > ≤ < ≈ stand for words such as “no less than”, “over”, “within”, “about”; arithmetic uses "
        "the bound itself, so its result is indicative.",
    ),
    (
        "缺值不是零：斜线格没有数值，原因分别注明；某地区没有数值，不等于该地区没有相应工作。",
        "Absent is not zero: a hatched cell has no value, and the reason is given; a region without a figure may well "
        "do the work.",
    ),
    (
        "可追溯：比较矩阵的年份、长表的“引文”列都链接到原文；字符位置是存档文本中的位置（从 0 起，止位不含）。",
        "Traceable: the years of the matrix and the column “Quote row” of the long data lead to the words of the plan; "
        "positions count characters of the stored text from 0, end exclusive.",
    ),
    (
        "对标差距 = 目标值 − 参照值；位次类指标越小越好，其差距为正表示落后。目标值/参照值为两者之商，位次不计商。"
        "差距和商前的 ≥ 或 ≤ 表示上下限使该侧未定，≈ 表示两侧未定。",
        "Gap = target − reference; of a rank less is better, so that a positive gap lies behind. Target / reference is "
        "their quotient, left out for ranks. ≥ or ≤ before either: bounds leave that side open; ≈: both.",
    ),
    (
        "显示单位按原文（亿元、万人、万平方米），小数位按原文；长表一律为基本单位。",
        "Units and decimals are shown as printed (in English in base units or millions); the long data are in base units "
        "throughout.",
    ),
)
"""What a reader must know, in the order of the sheet of methods."""


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
