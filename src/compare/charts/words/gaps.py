"""Words of the gap figure."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "gap_nothing": ("{measure}：所列目标没有可比的参照值", "{measure}: no target shown has a reference to be held against"),
    "gap_level": ("{measure}：{who}与{ref}目标数值相同", "{measure}: the target of {who} is the same figure as that of {ref}"),
    "gap_furthest": ("{measure}：{who}与{ref}差距最大（{gap}）", "{measure}: {who} is furthest from {ref}, at {gap}"),
    "gap_list": ("{measure}与{ref}之差：{items}", "{measure}, difference from {ref}: {items}"),
    "gap_item": ("{who}\u00a0{gap}", "{who}\u00a0{gap}"),
    "gap_sides": ("{measure}与{ref}相比：{items}", "{measure} against {ref}: {items}"),
    "gap_side_ahead": ("领先的有{who}", "ahead: {who}"),
    "gap_side_behind": ("落后的有{who}", "behind: {who}"),
    "gap_side_higher": ("较高的有{who}", "higher: {who}"),
    "gap_side_lower": ("较低的有{who}", "lower: {who}"),
    "gap_side_same": ("持平的有{who}", "the same: {who}"),
    "gap_n_areas": ("{n}个地区", "{n} areas"),
    "gap_spread": ("{measure}与{ref}之差：从{low}到{high}", "{measure}, difference from {ref}: from {low} to {high}"),
    "gap_ref_value": ("{who}（{label}）", "{who} ({label})"),
    "gap_ref_median": ("中位数（{label}）", "the median ({label})"),
    "gap_ref_best": ("同级最佳目标", "the best target of the same level"),
    "gap_ref_medians": ("同级中位数", "the median of the same level"),
    "gap_ref_parent": ("所属地区", "the area around each"),
    "gap_right_more": (
        "与参照之差（{unit}）：竖线右侧为高于参照（更优），左侧为低于参照",
        "Difference from the reference ({unit}): right of the line higher, which is better, left of it lower",
    ),
    "gap_right_less": (
        "与参照之差（{unit}）：竖线右侧为低于参照（更优），左侧为高于参照",
        "Difference from the reference ({unit}): right of the line lower, which is better, left of it higher",
    ),
    "gap_right_rank": (
        "与参照相差的位次：竖线右侧为位次更靠前，左侧为更靠后",
        "Places between target and reference: right of the line a better rank, left of it a worse one",
    ),
    "gap_right_neutral": (
        "与参照之差（{unit}）：竖线右侧为高于参照，左侧为低于参照；该指标数值高低无优劣之分",
        "Difference from the reference ({unit}): right of the line higher, left of it lower; neither is better",
    ),
    "gap_end_behind": ("← 落后于参照", "← behind"),
    "gap_end_ahead": ("领先于参照 →", "ahead →"),
    "gap_end_lower": ("← 低于参照", "← lower"),
    "gap_end_higher": ("高于参照 →", "higher →"),
    "gap_column": ("目标值", "target"),
    "gap_column_unit": ("目标值（{unit}）", "target ({unit})"),
    "gap_own_reference": ("参照：{who} {label}", "reference: {who} {label}"),
    "gap_parents": ("参照：各自的所属地区", "reference: the area around each"),
    "gap_places_ahead": ("靠前 {label} 位", "{label} places ahead"),
    "gap_places_behind": ("靠后 {label} 位", "{label} places behind"),
    "gap_places_one_ahead": ("靠前 {label} 位", "{label} place ahead"),
    "gap_places_one_behind": ("靠后 {label} 位", "{label} place behind"),
    "gap_places_same": ("{label} 位", "{label} places"),
    "gap_range": ("{low} 至 {high}", "{low} to {high}"),
    "gap_is_reference": ("参照", "reference"),
    "gap_contradicted": ("文件前后不一致，不计算差距", "contradicted in its own document: no gap is computed"),
    "gap_no_peer": ("只有该地区提出目标，无可比较", "no other area states a target"),
    "gap_no_peer_level": ("同级只有该地区提出目标，无可比较", "no other area of this level states a target"),
    "gap_no_best": ("指标数值高低无优劣之分，没有最佳值", "neither more nor less is better: there is no best"),
    "gap_no_able": (
        "所列目标为界限值或前后不一致，定不出参照值",
        "bounds or contradictions leave no figure that could be the reference",
    ),
    "gap_no_parent": ("所属地区没有可比的目标", "no area around it states a comparable target"),
    "gap_no_levels": ("总量指标不跨行政级别比较", "amounts are not compared across administrative levels"),
    "gap_no_area": ("{who}没有可比的目标", "{who} states no comparable target"),
    "gap_key_exact": ("差距", "gap"),
    "gap_key_bound": ("仅知界限，实际差距在箭头一侧", "a bound: the gap lies on the side of the arrow"),
    "gap_key_approx": ("约数，或两侧均未定", "approximate, or open to both sides"),
    "gap_key_reference": ("参照地区", "the reference itself"),
    "gap_note_bounds": (
        "目标或参照为下限、上限时，差距按所列数值计算，并标“≥”或“≤”。",
        "Where a target or the reference is a bound, the gap is that of the figures stated, with ≥ or ≤.",
    ),
    "gap_note_approx": (
        "“≈”表示目标或参照为约数，或两者均为界限值，实际差距可能更大或更小。",
        "“≈” marks a gap from an approximate figure, or between two bounds: the gap itself may be larger or smaller.",
    ),
    "gap_note_median": (
        "中位数按所列数值计算。",
        "The median is that of the figures shown.",
    ),
    "gap_alt_kind": ("差距图。{title}。{subtitle}。{reading}。", "Gap plot. {title}. {subtitle}. {reading}. "),
    "gap_alt_item": ("{who} {gap}（目标 {label}，{year}）", "{who} {gap} (target {label}, {year})"),
    "gap_alt_own": ("，参照{who} {label}", ", against {who} {label}"),
}
"""Key to (Chinese, English)."""
