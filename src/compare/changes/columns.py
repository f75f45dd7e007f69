"""The columns of the table of changes: what they hold, in Chinese and English for workbooks, and their types."""

from __future__ import annotations

from collections.abc import Mapping

from compare.schema import NUMBER, TEXT, WHOLE

_SIDE: Mapping[str, tuple[str, str, str]] = {
    "id": (TEXT, "行的编号", "identifier of the row"),
    "value": (NUMBER, "数值", "value"),
    "comparator": (TEXT, "比较符", "comparator"),
    "zh": (TEXT, "内容（中文）", "what it says, in Chinese"),
    "en": (TEXT, "内容（英文）", "what it says, in English"),
    "source_id": (TEXT, "文件代码", "document"),
    "quote": (TEXT, "原文", "sentence of the document"),
    "quote_start": (WHOLE, "原文起始位置", "where the sentence begins"),
    "char_start": (WHOLE, "数字起始位置", "where the number begins"),
    "char_end": (WHOLE, "数字结束位置", "where the number ends"),
}

_ALL: Mapping[str, tuple[str, str, str]] = {
    "change_id": (TEXT, "变动的编号", "identifier of the change"),
    "what": (TEXT, "哪一类行", "what kind of row moved"),
    "moved": (TEXT, "怎样变动", "how it moved: codes with spaces between them"),
    "source_id": (TEXT, "文件代码", "document"),
    "ref_area": (TEXT, "地区代码", "area"),
    "indicator": (TEXT, "指标代码", "indicator"),
    "definition": (TEXT, "口径", "definition"),
    "kind": (TEXT, "数值种类", "kind of value"),
    "unit_measure": (TEXT, "单位", "unit"),
    "time_period": (WHOLE, "年份", "year"),
    "area_zh": (TEXT, "地区（中文）", "area, in Chinese"),
    "area_en": (TEXT, "地区（英文）", "area, in English"),
    "item_zh": (TEXT, "名称（中文）", "name of the row, in Chinese"),
    "item_en": (TEXT, "名称（英文）", "name of the row, in English"),
    **{f"before_{name}": (dtype, f"原来：{zh}", f"before: {en}") for name, (dtype, zh, en) in _SIDE.items()},
    **{f"after_{name}": (dtype, f"现在：{zh}", f"now: {en}") for name, (dtype, zh, en) in _SIDE.items()},
    "detail_zh": (TEXT, "另外的不同（中文）", "what else differs, in Chinese"),
    "detail_en": (TEXT, "另外的不同（英文）", "what else differs, in English"),
    "causes": (TEXT, "由哪些输入或行引起", "inputs and changes that it follows from"),
    "is_explained": ("bool", "数据能否说明原因", "whether the data show why"),
    "why_zh": (TEXT, "原因（中文）", "why, in Chinese"),
    "why_en": (TEXT, "原因（英文）", "why, in English"),
}

CHANGES: Mapping[str, str] = {name: dtype for name, (dtype, _, _) in _ALL.items()}
"""Columns of `compare.changes.changes`, with their types."""

COLUMNS: Mapping[str, tuple[str, str]] = {name: (zh, en) for name, (_, zh, en) in _ALL.items()}
"""Column to (Chinese, English)."""
