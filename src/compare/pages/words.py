"""The words of the pages in Chinese and English.

Words of the interface only: names of regions, indicators, units and reasons come from the codelists, numbers from the data.
"""

from __future__ import annotations

from collections.abc import Mapping

from compare.errors import unknown_name

WORDS: Mapping[str, tuple[str, str]] = {
    # index page of a run
    "index_title": ("区域创新规划对标报告", "Benchmark reports of regional innovation plans"),
    "run_ok": ("本次运行的报告全部生成。", "All reports of this run were made."),
    "run_failed": (
        "本次运行有报告失败；latest 文件夹仍是上一次成功的结果。",
        "Some reports of this run failed; the folder latest still holds the last good run.",
    ),
    "run_facts": ("运行信息", "About this run"),
    "run_inputs": ("输入文件", "Input files"),
    "run_inputs_note": (
        "报告所读文件的校验值（前16位），完整的在 manifest.json 中。",
        "Checksums of the files that the reports read (first 16 digits); in full in manifest.json.",
    ),
    "fact_run": ("编号", "Run"),
    "fact_started": ("开始时间", "Started"),
    "fact_seconds": ("用时", "Duration"),
    "fact_parameters": ("参数", "Parameters"),
    "fact_versions": ("版本", "Versions"),
    "link_page": ("阅读报告", "Read the report"),
    "link_workbook": ("Excel 工作簿", "Excel workbook"),
    "link_notebook": ("已执行的 notebook", "Executed notebook"),
    "link_log": ("日志", "Log"),
    "link_figures": ("图 {n} 个", "{n} figures"),
    # frame of a report
    "contents": ("目录", "Contents"),
    "untitled_output": ("图", "Figure"),
    "list_comma": ("、", ", "),
    "list_and": ("、", " and "),
    "clause_break": ("；", "; "),
    "full_stop": ("。", "."),
    "colon": ("：", ": "),
    "brackets": ("（{text}）", " ({text})"),
    # of the benchmark, introduction
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
    "finding_not_ranked": (
        "总量指标，不同行政层级之间不排名。",
        "An amount: not ranked across administrative levels.",
    ),
    "finding_years": ("目标年份不同。", "Target years differ."),
    "finding_absent": ("{n}个地区没有该指标的目标值。", "{n} areas state no target for it."),
    "finding_absent_one": ("1个地区没有该指标的目标值。", "One area states no target for it."),
    # of the benchmark, documents
    "documents": ("比较哪些文件", "The documents compared"),
    "documents_note": (
        "“目标”一栏是从文件中提取的目标值个数；“可比”是其中进入本报告比较的个数。",
        "“Targets” counts the target values found in the document, “compared” those of them that this report compares.",
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
    # of the benchmark, how to read
    "how_to_read": ("如何阅读", "How to read this report"),
    "read_same": (
        "只有指标、统计口径和类型（存量、增量、比率等）都相同的目标才放在一起比较。",
        "Only targets of the same indicator, the same statistical definition and the same kind (stock, flow, ratio …) are "
        "compared.",
    ),
    "read_panels": (
        "总量指标按行政层级分组列出，不同层级之间不排名，上下级地区不相加。",
        "Amounts stand in groups by administrative level; they are not ranked across levels, and a part is never added to "
        "its whole.",
    ),
    "read_years": (
        "各文件的目标年份不同，每个数值都注明年份；年份不同的数值不是同一时点的水平。",
        "Target years differ between documents, so each value carries its year; values of different years are not "
        "simultaneous.",
    ),
    "read_bounds": (
        "≥、> 等符号照录“不低于”“超过”“以上”等表述；计算差距时取界限值，并注明由此造成的不确定。",
        "Marks such as ≥ and > repeat words like “not below” or “more than”; gaps are computed with the bound, "
        "and say what that leaves open.",
    ),
    "read_absent": (
        "没有数值不等于零：每个空缺都注明原因。",
        "A missing value is not zero: each has its reason.",
    ),
    "read_reference": ("差距的参照：{reference}。", "Gaps are measured against {reference}."),
    "reference_best": ("同组中最好的目标值", "the best target of the group"),
    "reference_median": ("同组的中位数", "the median of the group"),
    "reference_parent": ("上级地区的目标", "the target of the area around it"),
    "reference_area": ("{name}的目标", "the target of {name}"),
    # of the benchmark, table of comparisons
    "overview": ("对标总表", "All comparisons in one table"),
    "overview_note": (
        "底色表示同组中最好的目标（先后不能确定的不标）；小字为目标年份；灰字为没有数值的原因；"
        "“–”表示该地区没有自己的文件，其他文件也未为其提出该指标。点击指标名称看图，点击数值看原文。",
        "Shaded: the best target of its group, unless bounds leave open which it is. Small: the target year. Grey: why "
        "there is no value. –: the area has no document of its own, and no other document states this measure for it. "
        "The name of a measure leads to its figure, a value to its quote.",
    ),
    "measure": ("指标（单位）", "Measure (unit)"),
    # of the benchmark, figures
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
        "Where targets are bounds, ≥ or ≤ before a gap says on which side it is certain, ≈ that it is certain on neither.",
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
    # of the benchmark, absences
    "absences": ("没有数值的，原因是什么", "Who states nothing, and why"),
    "absences_note": (
        "按地区列出；同一原因的指标合并。引文照录原文件。",
        "Area by area; measures with the same reason stand together. Quotes are in the words of the documents.",
    ),
    "reason": ("原因", "Reason"),
    "explanation": ("说明", "Explanation"),
    "measures_column": ("指标", "Measures"),
    # of the benchmark, quotes and sources
    "quotes": ("原文出处", "The words of the documents"),
    "quotes_note": (
        "每个参与比较的目标都列出原文；高亮的是所取的数字，“字符”是它在原文件文本中的位置（从0起，含首不含尾）。",
        "Every target compared, in the words of its document. The number taken is highlighted; “characters” is its place in "
        "the stored text (from 0, end exclusive).",
    ),
    "quote": ("原文", "Quote"),
    "quoted_indicator": ("表中指标：{text}", "indicator in the table: {text}"),
    "characters": ("字符", "Characters"),
    "sources": ("资料来源", "Sources"),
    "source_line": (
        "{issuer}：{title}，{number}，{issued}发布。",
        "{issuer}: {title}, {number}, issued {issued}.",
    ),
    "source_file": ("文件 {file}，SHA-256 {digest}", "File {file}, SHA-256 {digest}"),
    "source_address": ("网址", "address"),
    "files": ("随附文件", "Files of this report"),
    "workbook_label": ("对标工作簿", "Benchmark workbook"),
    "workbook_note": (
        "总表、差距、长表、原文和指标定义，可继续加工。",
        "the matrix, the gaps, the long table, the quotes and the definitions, to work on with.",
    ),
}
"""Key to (Chinese, English)."""


def word(key: str, language: str, **values: object) -> str:
    """Return a word or sentence with `values` in its gaps.

    Examples
    --------
    >>> word("link_figures", "en", n=18)
    '18 figures'
    """
    if key not in WORDS:
        raise unknown_name("word", key, WORDS)
    return WORDS[key][0 if language == "zh" else 1].format(**values)
