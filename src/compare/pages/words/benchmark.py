"""Words of the benchmark report."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "clause_break": ("；", "; "),
    "full_stop": ("。", "."),
    "colon": ("：", ": "),
    "brackets": ("（{text}）", " ({text})"),
    "title": ("{documents}份区域创新规划的目标对标", "Targets of {documents} regional innovation plans compared"),
    "lead": (
        "共读取{documents}，其中{stating}份提出目标，涉及{areas}；有{measures}可以比较",
        "This report reads {documents}, {stating} of them with targets, for {areas}; {measures} can be compared",
    ),
    "lead_wide": ("，其中{wide}项由三个及以上地区提出", ", {wide} of them stated by three areas or more"),
    "n_documents": ("{n}份文件", "{n} documents"),
    "n_documents_one": ("{n}份文件", "{n} document"),
    "n_areas": ("{n}个地区", "{n} areas"),
    "n_areas_one": ("{n}个地区", "{n} area"),
    "n_measures": ("{n}项指标", "{n} measures"),
    "n_measures_one": ("{n}项指标", "{n} measure"),
    "lead_times": (
        "文件发布于{issued}年，目标年份为{years}年。",
        "The documents were issued in {issued}; targets are for {years}.",
    ),
    "areas_compared": ("参与比较的地区：{names}。", "Areas compared: {names}."),
    "findings": ("主要结果", "Main results"),
    "finding_end": ("{who}{place}，{value}", "{who} {verb} {place} with {value}"),
    "finding_open": ("先后不能确定：{values}。", "The order is not certain: {values}."),
    "finding_listed": ("{values}。", "{values}."),
    "is": ("", "is"),
    "are": ("", "are"),
    "place_first": ("最靠前", "first"),
    "place_last": ("最靠后", "last"),
    "place_highest": ("最高", "highest"),
    "place_lowest": ("最低", "lowest"),
    "finding_equal": ("{names}的目标相同，均为{value}。", "{names} set the same target, {value}."),
    "finding_panel": ("{panel}——{values}。", "{panel}: {values}."),
    "finding_not_ranked": ("总量指标，不同行政层级之间不排名。", "An amount: not ranked across administrative levels."),
    "finding_years": ("目标年份不同。", "Target years differ."),
    "finding_absent": ("{n}个地区没有该指标的目标值。", "{n} areas state no target for it."),
    "finding_absent_one": ("1个地区没有该指标的目标值。", "One area states no target for it."),
    "documents": ("比较哪些文件", "The documents compared"),
    "documents_note": (
        "“目标”一栏是从文件中提取的目标值个数；“可比”是其中进入本报告比较的个数。",
        ("“Targets” counts the target values found in the document, “compared” those of them that this report compares."),
    ),
    "silent_documents": (
        "{titles}没有一个量化指标：它出现在每一项比较中，并注明原因。",
        "{titles} states no figure at all: it stands in every comparison with that reason.",
    ),
    "area": ("地区", "Area"),
    "level": ("层级", "Level"),
    "document": ("文件", "Document"),
    "number": ("文号", "Document number"),
    "no_number": ("无文号", "no document number"),
    "issued": ("发布日期", "Issued"),
    "period": ("规划期", "Period"),
    "targets": ("目标", "Targets"),
    "compared": ("可比", "Compared"),
    "how_to_read": ("如何阅读", "How to read this report"),
    "read_same": (
        "只有指标、统计口径和类型（存量、增量、比率等）都相同的目标才放在一起比较。",
        (
            "Only targets of the same indicator, the same statistical definition and the same kind (stock, flow, "
            "ratio …) are compared."
        ),
    ),
    "read_panels": (
        "总量指标按行政层级分组列出，不同层级之间不排名，上下级地区不相加。",
        (
            "Amounts stand in groups by administrative level; they are not ranked across levels, and a part is never "
            "added to its whole."
        ),
    ),
    "read_years": (
        "各文件的目标年份不同，每个数值都注明年份；年份不同的数值不是同一时点的水平。",
        (
            "Target years differ between documents, so each value carries its year; values of different years are "
            "not simultaneous."
        ),
    ),
    "read_bounds": (
        "≥、> 等符号照录“不低于”“超过”“以上”等表述；计算差距时取界限值，并注明由此造成的不确定。",
        (
            "Marks such as ≥ and > repeat words like “not below” or “more than”; gaps are computed with the bound, "
            "and say what that leaves open."
        ),
    ),
    "read_absent": ("没有数值不等于零：每个空缺都注明原因。", "A missing value is not zero: each has its reason."),
    "read_reference": ("差距的参照：{reference}。", "Gaps are measured against {reference}."),
    "reference_best": ("同组中最好的目标值", "the best target of the group"),
    "reference_median": ("同组的中位数", "the median of the group"),
    "reference_parent": ("上级地区的目标", "the target of the area around it"),
    "reference_area": ("{name}的目标", "the target of {name}"),
    "overview": ("对标总表", "All comparisons in one table"),
    "overview_note": (
        (
            "底色表示同组中最好的目标（先后不能确定的不标）；小字为目标年份；灰字为没有数值的原因；"
            "“–”表示该地区没有自己的文件，其他文件也未为其提出该指标。点击指标名称看图，点击数值看原文。"
        ),
        (
            "Shaded: the best target of its group, unless bounds leave open which it is. Small: the target year. "
            "Grey: why there is no value. –: the area has no document of its own, and no other document states this "
            "measure for it. The name of a measure leads to its figure, a value to its quote."
        ),
    ),
    "measure": ("指标（单位）", "Measure (unit)"),
    "figures": ("逐项比较", "Measure by measure"),
    "target": ("目标", "Target"),
    "year": ("目标年", "Year"),
    "baseline": ("基期值", "Baseline"),
    "gap": ("差距", "Gap"),
    "rank": ("名次", "Rank"),
    "source": ("出处", "Source"),
    "see_figure": ("看图", "figure"),
    "gap_bound": (
        "目标含界限值时，差距前的 ≥、≤ 表示只能确定到这一侧，≈ 表示两侧都不能确定。",
        ("Where targets are bounds, ≥ or ≤ before a gap says on which side it is certain, ≈ that it is certain on neither."),
    ),
    "gap_against": ("差距的参照：{reference}。", "Gap against {reference}."),
    "median": ("中位数", "Median"),
    "rank_behind": ("落后 {n} 位", "{n} places behind"),
    "rank_behind_one": ("落后 {n} 位", "{n} place behind"),
    "rank_ahead": ("领先 {n} 位", "{n} places ahead"),
    "rank_ahead_one": ("领先 {n} 位", "{n} place ahead"),
    "rank_level": ("持平", "level"),
    "rank_level_about": ("≈ 持平", "≈ level"),
    "rank_not_ahead": ("不领先", "not ahead"),
    "rank_not_behind": ("不落后", "not behind"),
    "at_least": ("至少", "at least "),
    "at_most": ("最多", "at most "),
    "is_reference": ("参照", "reference"),
    "gap_none": (
        "同组内没有可作参照的其他目标，不计算差距。",
        "No other target of the same group can serve as reference, so there is no gap.",
    ),
    "absent_line": ("没有数值：{names}。", "No value: {names}."),
    "why": ("查看原因", "Why?"),
    "quotes_of_figure": ("本图数值的原文", "Quotes behind this figure"),
    "absences": ("没有数值的，原因是什么", "Who states nothing, and why"),
    "absences_note": (
        "按地区列出；同一原因的指标合并。引文照录原文件。",
        "Area by area; measures with the same reason stand together. Quotes are in the words of the documents.",
    ),
    "reason": ("原因", "Reason"),
    "explanation": ("说明", "Explanation"),
    "measures_column": ("指标", "Measures"),
    "workbook_label": ("对标工作簿", "Benchmark workbook"),
    "workbook_note": (
        "总表、差距、长表、原文和指标定义，可继续加工。",
        "the matrix, the gaps, the long table, the quotes and the definitions, to work on with.",
    ),
}
"""Key to (Chinese, English)."""
