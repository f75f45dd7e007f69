"""Words of the sheets of policy instruments and of their quotes."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "instruments_title": (
        "政策工具：{documents} 份文件采用 {total} 种中的 {used} 种，各份文件都采用的有 {shared} 种",
        "Policy instruments: {documents} documents use {used} of {total}; {shared} are used by every document",
    ),
    "instruments_note": (
        "每个 ● 为一条引文，每份文件、每种工具最多保留最有力的几条；点击可查看引文。条数说明证据多少，不代表力度或资金多少",
        "Each ● is a quote; of each document and instrument only the most telling are kept; click for the words. Their number "
        "says how well the use is shown, not how much is done",
    ),
    "instruments_none": (
        "所选地区没有收录自己的文件。",
        "No document of the chosen regions was read.",
    ),
    "instrument": ("政策工具", "Policy instrument"),
    "instrument_group": ("分组", "Group of instruments"),
    "instrument_code": ("工具代码", "Instrument code"),
    "instrument_ungrouped": ("其他", "Others"),
    "instruments_used": ("采用的工具种数", "Instruments used"),
    "instrument_documents": ("采用的文件数", "Documents that use it"),
    "instrument_covers": ("包括", "What it covers"),
    "instrument_key": (
        "注：“–”表示文中没有找到表明采用该工具的表述，不等于该地区没有这项工作；颜色越深，引文越多。政策工具由规则从文本中识别，"
        "最有力引文的得分见批注和“{sheet}”。",
        "Note: “–” means that no wording was found that shows the instrument in use; the region may do the work all the same. "
        "The darker the cell, the more quotes. Instruments are read from the texts by rules; the score of the best quote "
        "stands in the comment and on the sheet “{sheet}”.",
    ),
    "instrument_comment": (
        "“{quote}”\n{title}，{section}，字符 {start}–{end}；得分 {score:.2f}；引文 {count} 条",
        "“{quote}”\n{title}; {section}; characters {start}–{end}; score {score:.2f}; quotes: {count}",
    ),
    "instrument_quotes_title": (
        "政策工具引文 {count} 条",
        "Quotes of policy instruments: {count}",
    ),
    "instrument_quotes_note": (
        "按工具、文件和得分排列；得分 0–1，越高越能说明文件采用了该工具；字符位置从 0 起，止位不含；点击“政策工具”返回矩阵",
        "By instrument, document and score; the score, from 0 to 1, says how well the words show the use; characters count "
        "from 0, end exclusive; “Policy instrument” leads back to the matrix",
    ),
    "score": ("得分", "Score"),
    "rule": ("识别规则", "Rule"),
    "action": ("引文代码", "Quote code"),
}
"""Key to (Chinese, English)."""
