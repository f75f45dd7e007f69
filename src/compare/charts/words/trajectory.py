"""Words of the trajectory figure."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "path_list": ("{measure}达到目标所需速度：{items}", "{measure}, pace required: {items}"),
    "path_item": ("{who}\u00a0{pace}（{years}）", "{who} {pace} ({years})"),
    "path_many": ("{measure}：{n}个地区可推算所需速度", "{measure}: the pace required can be reckoned for {n} areas"),
    "path_none": ("{measure}：各目标均无法推算所需速度", "{measure}: of no target can the pace required be reckoned"),
    "path_growth": ("年均增长 {plain}", "{label} a year"),
    "path_places": ("年均{label}", "{label} a year"),
    "path_pace": ("年均 {label}", "{label} a year"),
    "path_years": ("{start}—{end}年", "{start}–{end}"),
    "path_unpaced": (
        "无法推算所需速度的目标（图中只有目标点）",
        "Targets whose pace cannot be reckoned (only the target is drawn)",
    ),
    "path_key_stated": ("基期值取自文件", "from a baseline that the plan states"),
    "path_key_other": ("基期值取自其他来源", "from a figure of another source"),
    "path_key_forecast": ("基期值为其他来源的预计数", "from a forecast of another source"),
    "path_key_implied": ("基期值由倍数倒推", "from a baseline implied by a multiple"),
    "path_key_between": ("文件所列的中间年份", "a year between that the plan states"),
    "path_note_pace": (
        "所需速度为从基期到目标年的年均变化，由两端数值算得，并非规划的逐年安排。",
        "The pace is the mean change a year between the two ends; it is computed, and no schedule of the plan.",
    ),
    "path_note_points": ("比率的变化以百分点计。", "Changes of percentages are in percentage points."),
    "path_note_growth": (
        "增长为年均复合增长率，其后为年均增量。",
        "Growth is compound, in per cent a year; below it the amount a year.",
    ),
    "path_note_flow": (
        "期间增量没有基期，速度为期间总量除以年数。",
        "An addition over a period has no baseline: its pace is the total over the years.",
    ),
    "path_note_bounds": (
        "带箭头的目标为下限或上限，“≥”“≤”“≈”表示速度因此未能确定的一侧。",
        "Arrows mark targets that are bounds; ≥, ≤ and ≈ say on which side the pace is open for that reason.",
    ),
    "path_note_axis": ("纵轴不从零开始。", "The vertical axis does not start at zero."),
    "path_note_rank": ("位次越小越好，纵轴自上而下递增。", "A smaller rank is better; the axis runs downwards."),
    "path_note_levels": (
        "数量随行政级别而异，各级另设纵轴，不可跨级比较高度。",
        "Counts depend on the administrative level: each level has a vertical axis of its own, not to be compared.",
    ),
    "path_alt_kind": ("路径图。{title}。{subtitle}。", "Paths from baseline to target. {title}. {subtitle}. "),
    "path_alt_item": ("{who}由{start}到{target}，{pace}，{basis}", "{who} from {start} to {target}, {pace}, {basis}"),
    "path_alt_between": ("，其间{items}", ", between them {items}"),
    "path_alt_target": ("{who}目标{target}", "{who} target {target}"),
    "path_alt_value": ("{label}（{year}）", "{label} ({year})"),
    "path_alt_unpaced": ("无法推算所需速度：{items}。", "Pace not reckoned: {items}. "),
}
"""Key to (Chinese, English)."""
