"""What each table and column says, in Chinese and English: for Parquet's metadata, the workbook of a table, and the docs."""

from __future__ import annotations

from collections.abc import Mapping

TITLES: Mapping[str, tuple[str, str]] = {
    "comparison": ("指标比较：每项指标、每个地区一行", "Comparison: a row for each measure and region"),
    "observations": ("观测值：每个数值一行（基本单位）", "Observations: a row for each value, in base units"),
    "mentions": ("引文：每处指标表述一行", "Mentions: a row for each statement of an indicator"),
    "derived": ("推算值：每个由原文数值计算出的数一行", "Derived figures: a row for each figure computed from stated ones"),
    "findings": ("核查发现：每处矛盾或疑点一行", "Findings: a row for each contradiction or tension"),
    "actions": ("政策工具：每条表明采用工具的引文一行", "Policy instruments: a row for each quote that shows one in use"),
}
"""Title of each table: (Chinese, English)."""

_NAMES: Mapping[str, tuple[str, str]] = {
    "ref_area": ("地区", "region"),
    "level": ("行政层级", "administrative level"),
    "indicator": ("指标", "indicator"),
    "definition": ("统计口径", "statistical definition"),
    "kind": ("数值类型（存量、增量、比率等）", "kind of value (stock, flow, ratio …)"),
    "unit_measure": ("计量单位", "unit"),
    "transformation": ("推算方法", "how it was computed"),
    "check": ("核查项目", "check"),
    "severity": ("程度", "severity"),
    "instrument": ("政策工具", "policy instrument"),
    "instrument_group": ("政策工具分组", "group of policy instruments"),
}
"""Columns of codes, each followed by its names."""

_VALUES: Mapping[str, tuple[str, str]] = {
    "obs_value": (
        "数值，基本单位（元、人、平方米等）；缺值为空，不是零",
        "value in base units (yuan, persons, m² …); absent is empty, not zero",
    ),
    "upper_value": ("区间的上端", "upper end of a range"),
    "unit_mult": ("原文数量级（10 的幂）", "magnitude in the document, as a power of ten"),
    "decimals": ("原文小数位", "decimals in the document"),
    "comparator": ("界限：= >= > <= < ~", "bound: = >= > <= < ~"),
    "bound": ("区间的哪一端，或单个数值（point）", "which end of a range, or a single value (point)"),
    "time_period": ("年份；期间数为末年", "year; of a figure over several years the last"),
    "period_start": ("期间数的起始年份", "first year of a figure over several years"),
    "period_end": ("期间数的末年", "last year of a figure over several years"),
    "base_period": ("对比基期", "period that it is compared with"),
    "value_type": ("目标值、基期值或实际值", "target, baseline or actual value"),
    "obs_status": ("数值状态（SDMX CL_OBS_STATUS）", "status of the value (SDMX CL_OBS_STATUS)"),
    "panel": ("比较组：all 为各级可比，否则为行政层级", "group of comparison: all, or an administrative level"),
    "rank": ("组内位次；不排名的为空", "rank in its group; empty where it is not ranked"),
    "comparability": ("可比性", "comparability"),
    "absence": ("缺值原因代码", "code of the reason why there is no value"),
    "absence_zh": ("缺值原因", "reason why there is no value, in Chinese"),
    "absence_en": ("缺值原因（英文）", "reason why there is no value"),
    "baseline_value": ("基期值", "value from which the target is measured"),
    "baseline_period": ("基期年份", "year of the baseline"),
    "reference_area": ("参照地区", "region that the value is held against"),
    "reference_value": ("参照值", "value that it is held against"),
    "reference_comparator": ("参照值的界限", "bound of the reference value"),
    "reference_period": ("参照值年份", "year of the reference value"),
    "reference_source_id": ("参照值的来源文件", "document of the reference value"),
    "gap": ("差距 = 数值 − 参照值", "gap: value less reference value"),
    "ratio": ("数值 ÷ 参照值", "value over reference value"),
    "gap_comparator": ("界限使差距可知的范围", "what bounds leave known of the gap"),
    "formula": ("代入数字的算式", "formula with its numbers"),
    "input_ids": ("算式所用的数值，以空格分隔", "figures that the formula uses, separated by spaces"),
    "derived_id": ("推算值编号", "id of the derived figure"),
    "found": ("发现（符号与代码）", "what was found, in signs and codes"),
    "expected": ("应为（符号与代码）", "what was expected, in signs and codes"),
    "finding_id": ("发现编号", "id of the finding"),
    "observation_ids": ("涉及的数值，以空格分隔", "values that take part, separated by spaces"),
}

_PLACES: Mapping[str, tuple[str, str]] = {
    "observation_id": ("观测值编号", "id of the observation"),
    "mention_id": ("引文编号", "id of the mention"),
    "mention_ids": ("引文编号，以空格分隔", "ids of its mentions, separated by spaces"),
    "action_id": ("政策工具引文编号", "id of the quote of an instrument"),
    "source_id": ("来源文件代码", "code of the document"),
    "document_number": ("文号", "number of the document"),
    "issued": ("发布日期", "date of issue"),
    "section": ("章节", "section of the document"),
    "quote": ("原文", "words of the document"),
    "quote_number": ("原文中的数字", "the number as printed"),
    "text": ("原文中的数字", "the number as printed"),
    "char_start": (
        "数字（政策工具：原文）的起始字符，从 0 起",
        "first character of the number (of the quote, for instruments), from 0",
    ),
    "char_end": ("其末字符之后的位置", "character after its last one"),
    "quote_start": ("原文的起始字符，从 0 起", "first character of the quote, from 0"),
    "quote_end": ("原文末字符之后的位置", "character after the last one of the quote"),
    "quote_source_id": ("第一处原文的文件", "document of the first quote"),
    "other_quote": ("第二处原文", "second quote"),
    "other_source_id": ("第二处原文的文件", "document of the second quote"),
    "other_start": ("第二处原文的起始字符", "first character of the second quote"),
    "other_end": ("第二处原文末字符之后的位置", "character after the last one of the second quote"),
    "evidence_id": ("缺值依据的数值", "value that the reason of absence rests on"),
    "evidence_source_id": ("缺值依据的文件", "document that the reason rests on"),
    "evidence_quote": ("缺值依据的原文", "words that the reason rests on"),
    "evidence_start": ("该原文的起始字符", "first character of these words"),
    "evidence_end": ("该原文末字符之后的位置", "character after the last one of these words"),
    "disposition": ("数字的处理结果", "what became of the number"),
    "reason": ("处理的理由", "why"),
    "value": ("读出的数值，按原文单位", "the number as read, in the unit of the text"),
    "unit": ("原文单位", "unit in the text"),
    "nature": ("表述的性质", "nature of the statement"),
    "ref_area_text": ("原文中的地区名", "name of the region in the text"),
    "indicator_text": ("原文中的指标名", "name of the indicator in the text"),
    "location": ("在文中的位置", "where it stands in the text"),
    "rule_id": ("识别或核查规则", "rule by which it was found"),
    "repair": ("识别修复", "how a misprint was read"),
    "confidence": ("识别的可信度", "confidence of the reading"),
    "score": ("得分，0–1，越高越能说明采用了该工具", "score from 0 to 1: how well the words show the use"),
}

_TOLD: Mapping[str, tuple[str, str]] = {
    "value": ("数值，按原文的数量级和小数位显示", "value as a reader sees it, with the magnitude and decimals of the document"),
    "comment": ("备注", "comment"),
    "note": ("同一年份的其他表述", "what else is stated for the same year"),
    "title": ("文件标题", "title of the document"),
    "message": ("说明", "message"),
}
"""Columns that stand once in each language."""

_LANGUAGES = {"zh": ("（中文）", ", in Chinese"), "en": ("（英文）", ", in English")}


def _in_languages(words: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Return descriptions of ``…_zh`` and ``…_en`` for columns that stand in both languages."""
    return {f"{name}_{x}": (zh + tail[0], en + tail[1]) for name, (zh, en) in words.items() for x, tail in _LANGUAGES.items()}


COLUMNS: Mapping[str, tuple[str, str]] = {
    **{name: (f"{zh}代码", f"code of the {en}") for name, (zh, en) in _NAMES.items()},
    **_in_languages({name: (f"{zh}名称", f"name of the {en}") for name, (zh, en) in _NAMES.items()}),
    **_VALUES,
    **_PLACES,
    **_in_languages(_TOLD),
}
"""Column to what it holds: (Chinese, English)."""
