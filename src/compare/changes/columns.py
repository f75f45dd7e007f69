"""What the columns of the table of changes hold, in Chinese and English, for workbooks.

The columns themselves are in `compare.changes.table`.
"""

from __future__ import annotations

from collections.abc import Mapping

_SIDE: Mapping[str, tuple[str, str]] = {
    "id": ("行的编号", "identifier of the row"),
    "value": ("数值", "value"),
    "comparator": ("比较符", "comparator"),
    "zh": ("内容（中文）", "what it says, in Chinese"),
    "en": ("内容（英文）", "what it says, in English"),
    "source_id": ("文件代码", "document"),
    "quote": ("原文", "sentence of the document"),
    "quote_start": ("原文起始位置", "where the sentence begins"),
    "char_start": ("数字起始位置", "where the number begins"),
    "char_end": ("数字结束位置", "where the number ends"),
}

COLUMNS: Mapping[str, tuple[str, str]] = {
    "change_id": ("变动的编号", "identifier of the change"),
    "what": ("哪一类行", "what kind of row moved"),
    "moved": ("怎样变动", "how it moved: codes with spaces between them"),
    "source_id": ("文件代码", "document"),
    "ref_area": ("地区代码", "area"),
    "indicator": ("指标代码", "indicator"),
    "definition": ("口径", "definition"),
    "kind": ("数值种类", "kind of value"),
    "unit_measure": ("单位", "unit"),
    "time_period": ("年份", "year"),
    "area_zh": ("地区（中文）", "area, in Chinese"),
    "area_en": ("地区（英文）", "area, in English"),
    "item_zh": ("名称（中文）", "name of the row, in Chinese"),
    "item_en": ("名称（英文）", "name of the row, in English"),
    **{f"before_{name}": (f"原来：{zh}", f"before: {en}") for name, (zh, en) in _SIDE.items()},
    **{f"after_{name}": (f"现在：{zh}", f"now: {en}") for name, (zh, en) in _SIDE.items()},
    "detail_zh": ("另外的不同（中文）", "what else differs, in Chinese"),
    "detail_en": ("另外的不同（英文）", "what else differs, in English"),
    "causes": ("由哪些输入或行引起", "inputs and changes that it follows from"),
    "is_explained": ("数据能否说明原因", "whether the data show why"),
    "why_zh": ("原因（中文）", "why, in Chinese"),
    "why_en": ("原因（英文）", "why, in English"),
}
"""Column to (Chinese, English)."""
