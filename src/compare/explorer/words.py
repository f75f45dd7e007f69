"""The words of the explorer in Chinese and English; names of areas, indicators and reasons come from the codelists."""

from __future__ import annotations

from collections.abc import Mapping

from compare.codelists import LANGUAGES
from compare.errors import unknown_name

NAMES: Mapping[str, str] = {"zh": "中文", "en": "English"}
"""The languages in their own words."""

WORDS: Mapping[str, tuple[str, str]] = {
    "language_label": ("语言", "Language"),
    "reference_label": ("参照", "Reference"),
    "reference_title": ("差距以什么为参照", "What gaps are measured against"),
    "reference_best": ("同组最好值", "best of the group"),
    "reference_median": ("同组中位数", "median of the group"),
    "reference_parent": ("上级地区", "the area around it"),
    "panel_label": ("视图", "View"),
    "panel_table": ("对照表", "Table"),
    "panel_chart": ("图", "Chart"),
    "panel_data": ("全部数据", "All data"),
    "panel_script": ("代码与下载", "Code and files"),
    "regions_label": ("选择地区", "Choose areas"),
    "regions": ("地区 {n}/{total}个", "Areas: {n} of {total}"),
    "usual": ("常用", "Usual"),
    "usual_title": ("有规划文件的地区，以及提出共有指标的地区", "Areas with a document, and those that state a shared measure"),
    "all": ("全部", "All"),
    "indicators_label": ("选择指标", "Choose indicators"),
    "indicators": ("指标 {n}/{total}项", "Indicators: {n} of {total}"),
    "shared": ("共有", "Shared"),
    "shared_title": (
        "两个及以上地区提出的同口径指标",
        "Measures that two or more areas state under the same definition",
    ),
    "shared_group": ("两个及以上地区共有", "Stated by two areas or more"),
    "only_topic": ("只看此类", "only these"),
    "only_title": ("只选这一类指标", "Choose these indicators and no others"),
    "stated_by": ("{n}个地区提出", "stated by {n} areas"),
    "list": ("，", ", "),
    "open_lists": ("▸ 选择地区和指标", "▸ Choose areas and indicators"),
    "close_lists": ("▾ 收起选择", "▾ Hide the lists"),
    "search_label": ("查找指标", "Find an indicator"),
    "search_hint": ("中文或英文名称，如“专利”", "Chinese or English, such as “patents”"),
    "not_found": ("没有名称含“{text}”的指标。", "No indicator is called “{text}”."),
    "nearest": ("相近的：", "Nearest: "),
    "no_nearest": ("请换一个词，或清空后从列表中选。", "Try another word, or clear the field and choose from the list."),
    "choose_region": ("请至少选择一个地区。", "Choose at least one area."),
    "matrix_note": (
        (
            "小字：目标年份 · 与{reference}的差距（比重为百分点）。底色：同组中最好的目标；"
            "先后不能确定的不标，总量指标只在同一层级内比较。"
        ),
        (
            "Small: target year · gap to {reference} (of shares in percentage points). Shaded: the best of its group, where "
            "bounds do not leave it open; amounts are compared within an administrative level only."
        ),
    ),
    "draw_title": ("看这项指标的图", "Show the chart of this measure"),
    "parts": ("共{n}项：", "{n} measures: "),
    "click_a_value": (
        "点击数值，这里显示它的原文；点击灰字，显示没有数值的原因；点击指标名称，看这项指标的图。",
        (
            "Click a value and its sentence appears here; click a grey word for the reason why there is no value, "
            "the name of a measure for its chart."
        ),
    ),
    "sentence_label": ("原文", "The sentence"),
    "colon": ("：", ": "),
    "brackets": ("（{text}）", " ({text})"),
    "inferred": ("推断或整理：{text}。", "Inferred or mended: {text}."),
    "in_table": ("表中指标：{text}", "indicator in the table: {text}"),
    "repaired": ("原文经识别修复：{text}", "mended in the text: {text}"),
    "rests_on": ("依据的原文：", "What this rests on:"),
    "issued": ("{date}发布", "issued {date}"),
    "characters": ("{file} 第{start}–{end}字符", "{file}, characters {start}–{end}"),
    "measure_label": ("指标", "Measure"),
    "chart_label": ("图形", "Chart"),
    "chart_benchmark": ("目标对比", "Targets"),
    "chart_gaps": ("与参照的差距", "Gaps to the reference"),
    "chart_trajectory": ("从基期到目标", "From baseline to target"),
    "chart_family": ("同类指标", "The whole family"),
    "chart_heatmap": ("各项指标的位次", "Ranks in all measures"),
    "chart_profile": ("所点地区的概况", "Profile of the area clicked"),
    "chart_failed": ("不能画这张图：{text}", "This chart cannot be drawn: {text}"),
    "message_failed": ("不能这样选：{text}", "That cannot be chosen: {text}"),
    "no_measure": ("没有可画的指标。", "There is no measure to draw."),
    "save_label": ("下载", "Download"),
    "save_chart": ("图 {form}", "Chart, {form}"),
    "save_table": ("对照表 CSV", "Table, CSV"),
    "save_workbook": ("Excel 工作簿", "Excel workbook"),
    "code_title": ("用代码得到同样的结果", "The same in code"),
    "command_title": ("用命令生成工作簿和报告", "The same as workbook and report, on the command line"),
    "command_two": (
        "报告至少需要两个地区、其中至少一个提出所选指标。",
        "A report needs two areas or more, one of which states a chosen indicator.",
    ),
    "copy": ("复制", "Copy"),
    "data_area": ("地区", "Area"),
    "data_indicator": ("指标", "Indicator"),
    "data_value": ("数值", "Value"),
    "data_year": ("年份", "Year"),
    "data_type": ("类型", "Type"),
    "data_quote": ("原文", "Quote"),
    "data_note": (
        "所选地区和指标的全部数值，含基期值和各年数值；可按任何一列排序，可查找原文中的词。点击一行看原文。",
        (
            "All values of the areas and indicators chosen, with baselines and every year. Sort by any column, search the "
            "words of the documents too. Click a row for its sentence."
        ),
    ),
    "data_search": ("查找：", "Search:"),
    "data_info": ("共 _TOTAL_ 行", "_TOTAL_ rows"),
    "data_info_empty": ("没有数据", "No rows"),
    "data_filtered": ("（从 _MAX_ 行中筛选）", "(of _MAX_ before the search)"),
    "data_zero": ("没有符合的行", "No row matches"),
    "data_empty": ("所选地区没有这些指标的数值", "The areas chosen state no value of these indicators"),
    "data_selected": ("已选 %d 行", "%d row selected"),
    "explorer": (
        "对标浏览器：{regions}个地区，{measures}项指标。在 JupyterLab 中打开：make lab",
        "Explorer: {regions} areas, {measures} measures. Open it in JupyterLab: make lab",
    ),
}
"""Key to (Chinese, English)."""


def say(key: str, language: str, **values: object) -> str:
    """Return a word or sentence with `values` in its gaps.

    Examples
    --------
    >>> say("stated_by", "en", n=4)
    'stated by 4 areas'
    """
    if key not in WORDS:
        raise unknown_name("word", key, WORDS)
    return WORDS[key][LANGUAGES.index(language)].format(**values)
