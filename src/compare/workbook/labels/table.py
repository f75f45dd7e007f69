"""Words of the workbook that holds one table."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "table_sheet": ("数据", "Data"),
    "table_columns": ("列说明", "Columns"),
    "table_note": (
        "列名为代码，含义见“{sheet}”；数值为基本单位，缺值为空，不是零；字符位置从 0 起，止位不含",
        "Column heads are codes, explained on the sheet “{sheet}”; base units; absent is empty, not zero; characters count "
        "from 0, end exclusive",
    ),
    "table_columns_title": ("列说明：{count} 列", "Columns: {count}"),
    "table_columns_note": ("数据版本：{sources}", "Data version: {sources}"),
    "table_column": ("列", "Column"),
    "table_holds": ("内容", "Holds"),
    "table_filled": ("有值行数", "Rows with a value"),
}
"""Key to (Chinese, English)."""
