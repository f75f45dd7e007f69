"""Words of the audit of documents."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "audit_title": ("逐个数字核对{documents}份文件", "Every number of {documents} documents accounted for"),
    "audit_title_one": ("逐个数字核对：{name}", "Every number accounted for: {name}"),
    "audit_lead": (
        "{documents}的文本中共有{numbers}个数字，逐个列入账目：{stating}个表述指标（共{statements}条），{silent}个不表述指标，均注明原因。",
        "The text of {documents} holds {numbers} numbers, and each has its entry: {stating} state an indicator "
        "({statements} statements), {silent} state none, each with its reason.",
    ),
    "audit_lead_uncatalogued": (
        "有{uncatalogued}条表述的指标还没有代码。",
        "Statements of an indicator that has no code yet: {uncatalogued}.",
    ),
    "audit_lead_more": (
        "表述中年份由推断得出的{inferred}条；读取前修复的数字{repaired}个，人工更正{corrected}条。",
        "Statements whose year is inferred: {inferred}; numbers repaired: {repaired}; corrected by hand: {corrected}.",
    ),
    "audit_complete": (
        "文本中每一位数字都在某个标记之内。",
        "Every digit of the text stands inside a mark.",
    ),
    "audit_incomplete": (
        "有{n}位数字不在账目中，文中以红框标出：请重新生成数据。",
        "{n} digits have no entry; they are framed in the text: build the data anew.",
    ),
    "audit_summary": ("账目汇总", "The account"),
    "audit_summary_note": (
        "一个数字可以表述几个指标（如“均实现翻一番”），所以条数可能多于数字个数。",
        "One number can state several indicators (as in “all double”), so that there can be more statements than numbers.",
    ),
    "audit_numbers": ("数字", "Numbers"),
    "audit_stating": ("表述指标", "State an indicator"),
    "audit_statements": ("条数", "Statements"),
    "audit_uncatalogued": ("无代码", "Without a code"),
    "audit_silent": ("不表述指标", "State none"),
    "audit_inferred": ("年份为推断", "Year inferred"),
    "audit_repaired": ("经修复", "Repaired"),
    "audit_corrected": ("经更正", "Corrected"),
    "audit_total": ("合计", "Total"),
    "audit_legend": ("标记说明", "How numbers are marked"),
    "audit_legend_note": (
        "点击文中的标记，到旁边的说明；点击说明开头的数字，回到文中。指标名称通向该文件的指标表。",
        "A mark in the text leads to its explanation beside the text, the number that opens the explanation leads back. The "
        "name of an indicator leads to the document's table of statements.",
    ),
    "audit_mark": ("标记", "Mark"),
    "audit_meaning": ("含义", "Meaning"),
    "audit_reasons": ("原因", "Reasons"),
    "audit_count": ("个数", "Count"),
    "audit_is_indicator": ("表述一个有代码的指标", "states an indicator of the catalogue"),
    "audit_is_uncatalogued": ("表述一个没有代码的指标", "states an indicator without a code"),
    "audit_is_date": ("日期、年份或时间跨度", "a date, a year or a span of time"),
    "audit_is_docref": ("文号、索引号、地址等", "a reference: document number, index, address"),
    "audit_is_ordinal": ("序号", "the number of an item, row or page"),
    "audit_is_name": ("名称的一部分", "part of a name"),
    "audit_is_other": ("其他不表述指标的数字", "another number that states no indicator"),
    "audit_is_missing": ("账目中没有", "not in the account"),
    "audit_sign_uncatalogued": ("无", "?"),
    "audit_sign_date": ("日", "d"),
    "audit_sign_docref": ("号", "r"),
    "audit_sign_ordinal": ("序", "#"),
    "audit_sign_name": ("名", "n"),
    "audit_sign_other": ("他", "o"),
    "audit_sign_missing": ("缺", "!"),
    "audit_reason_count": ("{reason}（{n}）", "{reason} ({n})"),
    "audit_facts": (
        "{area}，{number}，{issued}发布，规划期{period}；存储文本{characters}个字符。",
        "{area}, {number}, issued {issued}, for {period}; the stored text has {characters} characters.",
    ),
    "audit_stated": ("指标表", "What it states"),
    "audit_stated_none": ("这份文件没有表述任何指标。", "This document states no indicator."),
    "audit_stated_note": (
        "数字通向原文，其下是它在存储文本中的位置（字符）；“规则”是读出该数的规则，小数是可信程度（次序，不是概率）。",
        "The number leads to the text; below it is its place there, in characters. “Rules” are those that read it; the decimal "
        "is an order of trust, not a probability.",
    ),
    "audit_number": ("数字与位置", "Number, place"),
    "audit_year": ("年份", "Year"),
    "audit_indicator": ("指标", "Indicator"),
    "audit_value": ("数值", "Value"),
    "audit_kind": ("类型", "Kind"),
    "audit_rules": ("规则", "Rules"),
    "audit_no_code": ("无代码：{words}", "no code: {words}"),
    "audit_year_plan": ("年份取自规划期", "year from the plan's period"),
    "audit_year_paragraph": ("年份取自所在段落", "year from the paragraph"),
    "audit_number_repaired": ("经识别修复", "repaired"),
    "audit_number_corrected": ("经人工更正", "corrected by hand"),
    "audit_text": ("全文", "The whole text"),
    "audit_text_note": (
        "存储文本照录，一行一段。",
        "The stored text as it is, line by line.",
    ),
    "audit_mends": ("修复与更正", "Repairs and corrections"),
    "audit_mends_none": ("这份文件没有修复，也没有更正。", "Nothing was repaired or corrected in this document."),
    "audit_repairs": ("识别修复", "Repairs"),
    "audit_stood": ("原文", "What stands there"),
    "audit_read": ("读作", "Read as"),
    "audit_nothing": ("（删去）", "(left out)"),
    "audit_line_break": ("↵", "↵"),
    "audit_why": ("理由", "Why"),
    "audit_corrections": ("人工更正", "Corrections by hand"),
    "audit_action": ("处理", "Action"),
    "audit_action_accept": ("确认", "accepted"),
    "audit_action_reject": ("剔除", "rejected"),
    "audit_action_edit": ("修改", "edited"),
    "audit_action_add": ("补充", "added"),
    "audit_before": ("规则读出", "The rules gave"),
    "audit_after": ("更正为", "Corrected to"),
    "audit_page_number": ("复制文本的页码，不属于正文。", "A page number of the copy, no part of the text."),
    "audit_no_value": ("无数值", "no value"),
    "audit_pause": ("，", ", "),
}
"""Key to (Chinese, English)."""

REASONS: Mapping[str, str] = {
    "serial number of a table row": "表格行序号",
    "page number of the copy": "复制文本的页码",
    "in a table, in no column of values": "在表格中，不在数值列",
    "heading that sums up what follows": "概括下文的标题",
    "number without a unit": "没有单位的数字",
    "a span of time or a distance": "时间跨度或距离",
    "counts what is then named, sets no target": "对随后列举事项的计数，不是目标",
}
"""Reasons that extraction gives by itself, in Chinese; those of a lexicon's rules are data."""
