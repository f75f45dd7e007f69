"""Words of the sheet of region profiles."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "profile_title": ("地区概况：所选地区的各项指标", "Region profile: the measures of the region chosen"),
    "profile_note": (
        "位次、组内最优按同一比较组计算；斜线格为缺值，不是零，原因见“说明”；点击地区名可从列表中更换",
        "Ranks and best values are those of the group of comparison; hatched: absent, not zero, see “Remarks”; "
        "click the region to choose another",
    ),
    "profile_choice": ("地区（下拉选择）：", "Region (choose from the list):"),
    "profile_own": ("仅该地区提出的指标（无可比较）", "Measures that only this region states (nothing to compare with)"),
    "profile_count": ("组内有值地区数", "Regions in group"),
    "profile_best_mark": ("最优标记", "Best mark"),
    "profile_best": ("组内最优", "Best of group"),
    "profile_best_area": ("最优地区", "Who is best"),
    "profile_remark": ("说明、缺值原因", "Remarks, reason for absence"),
    "profile_itself": ("● 最优", "● best"),
    "profile_range": ("区间：{value}", "range: {value}"),
    "profile_since": ("自 {year} 年起的累计数", "counted from {year} on"),
}
"""Key to (Chinese, English)."""
