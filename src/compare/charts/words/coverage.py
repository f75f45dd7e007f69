"""Words of the coverage figure."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "coverage_title": (
        "{shared}项指标由两个以上地区提出可比目标，其中{three}项由三个以上地区提出",
        "Measures with comparable targets in two or more areas: {shared}, of which {three} in three or more",
    ),
    "coverage_subtitle": (
        "各地最终目标年的目标值；提出地区多的指标在前",
        "Targets for each area’s final target year; the most widely stated measures first",
    ),
    "coverage_reasons": ("未列数值的原因", "Why there is no figure"),
    "coverage_none": ("– 该地区没有单独的文件", "– no document of its own"),
    "coverage_note": (
        ("同一行的指标、口径和类型（存量、增量等）相同；数量类指标不作跨级排名。符号：≥、> 下限，≤、< 上限，≈ 约数。"),
        (
            "Figures in one row share indicator, definition and kind (stock, flow …); counts are not ranked across "
            "administrative levels. Signs: ≥, > lower bound; ≤, < upper bound; ≈ approximate."
        ),
    ),
    "coverage_count": ("地区数", "Areas"),
    "coverage_alt": ("表图。{title}。{rows}", "Table as a picture. {title}. {rows}"),
    "coverage_alt_row": ("{measure}：{items}。", "{measure}: {items}. "),
}
"""Key to (Chinese, English)."""
