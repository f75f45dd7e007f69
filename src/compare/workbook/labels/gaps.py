"""Words of the sheet of gaps."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "gaps_title": ("对标差距：各地区与所选参照比较", "Benchmark gaps: each region beside the reference chosen"),
    "gaps_title_still": (
        "对标差距：各地区与参照比较（参照：{reference}）",
        "Benchmark gaps: each region beside its reference ({reference})",
    ),
    "gaps_note": (
        "差距 = 目标值 − 参照值，按所示单位（百分比为百分点）；带 ≥ ≤ ≈ 的含上下限，只作参考；年份不同的不是同一时点",
        "Difference = target − reference, in the unit shown (per cent: points); ≥ ≤ ≈: bounds, so indicative; years may differ",
    ),
    "gaps_choice": ("对标参照（下拉选择）：", "Reference (choose from the list):"),
    "gaps_reference_mark": ("参照标记", "Ref. mark"),
    "gaps_gap_mark": ("差距标记", "Gap mark"),
    "gaps_ratio_mark": ("商的标记", "Ratio mark"),
    "gaps_position": ("位置", "Position"),
    "gaps_reason": ("无参照的原因", "Why there is no reference"),
    "gaps_middle": ("（中位数）", "(median)"),
    "gaps_points": (" 个百分点", " points"),
    "gaps_ahead": ("▲ 领先", "▲ ahead"),
    "gaps_behind": ("▼ 落后", "▼ behind"),
    "gaps_equal": ("＝ 持平", "= level"),
    "gaps_open": ("？ 未定", "? open"),
    "gaps_itself": ("● 参照", "● reference"),
    "gaps_doubted": ("！ 存疑", "! in doubt"),
}
"""Key to (Chinese, English)."""
