"""Words of the benchmark figure."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "highest": ("{who}{measure}目标最高：{label}（{year}）", "{measure}: {who} sets the highest target, {label} ({year})"),
    "lowest": ("{who}{measure}目标最低：{label}（{year}）", "{measure}: {who} sets the lowest target, {label} ({year})"),
    "best_rank": ("{who}{measure}目标最靠前：{label}（{year}）", "{measure}: {who} aims for the best rank, {label} ({year})"),
    "tie": ("{measure}：{who}目标并列{place}，均为{label}", "{measure}: {who} share the {place} target, {label}"),
    "place_highest": ("最高", "highest"),
    "place_lowest": ("最低", "lowest"),
    "place_best_rank": ("最靠前", "best-ranked"),
    "all_equal": ("{n}个地区的{measure}目标数值相同：{label}", "{measure}: {n} areas state the same target figure, {label}"),
    "only": ("仅{who}提出{measure}目标：{label}（{year}）", "{measure}: only {who} states a target, {label} ({year})"),
    "spread": ("{measure}：{n}个地区提出目标，从{low}到{high}", "{measure}: {n} areas state targets, from {low} to {high}"),
    "none": ("{measure}：没有地区提出可比的目标", "{measure}: no area states a comparable target"),
    "years_differ": ("；各地目标年不同", "; target years differ"),
    "stated": ("{measure}目标：{items}", "{measure} – targets: {items}"),
    "stated_year": ("{measure}{year}目标：{items}", "{measure} – {year} targets: {items}"),
    "stated_value": ("{who}\u00a0{label}", "{who}\u00a0{label}"),
    "stated_item": ("{who}\u00a0{label}（{year}）", "{who}\u00a0{label} ({year})"),
    "levels": (
        "{measure}：{n}个地区提出目标，按行政级别分列，不作跨级排名",
        "{measure}: {n} areas state targets; shown by administrative level, not ranked across levels",
    ),
    "leads": ("{measure}目标：{items}", "{measure}: {items}"),
    "leads_highest": (
        "{level}中{who}最高（{label}，{year}）",
        "{who} sets the highest target of any {level} shown, {label} ({year})",
    ),
    "leads_lowest": (
        "{level}中{who}最低（{label}，{year}）",
        "{who} sets the lowest target of any {level} shown, {label} ({year})",
    ),
    "leads_best_rank": (
        "{level}中{who}最靠前（{label}，{year}）",
        "{who} aims for the best rank of any {level} shown, {label} ({year})",
    ),
    "subtitle": (
        "{measure} | {kind} | 单位：{unit} | 目标年：{years}",
        "{measure} | {kind} | unit:\u00a0{unit} | target years: {years}",
    ),
    "subtitle_none": ("{measure} | {kind} | 单位：{unit}", "{measure} | {kind} | unit:\u00a0{unit}"),
    "note_area": ("{who}：{text}。", "{who}: {text}."),
    "reference": ("参照：{who}", "reference: {who}"),
    "key_value": ("目标值", "target as stated"),
    "key_lower": ("下限目标（≥、>）", "lower bound (≥, >)"),
    "key_upper": ("上限目标（≤、<）", "upper bound (≤, <)"),
    "key_approx": ("约数目标", "approximate target"),
    "key_baseline": ("基期值", "baseline"),
    "key_reference": ("参照值", "reference"),
    "note_bounds": (
        "带箭头者为下限或上限，按所列数值排序，实际目标可能更高或更低。",
        ("Arrows mark lower or upper bounds; they are ordered by the figure stated, the target itself may be higher or lower."),
    ),
    "note_approx": ("“≈”为文件所称“左右”“约”的数值。", "“≈” marks figures that the document gives as approximate."),
    "note_years": (
        "各地目标年不同，高低之差含年份之差。",
        "Target years differ, so differences between areas include differences between years.",
    ),
    "note_periods": ("各地累计起止年不同，数值所含年数不一。", "The figures cover different numbers of years."),
    "note_levels": (
        "数量随行政级别而异，各级分栏，不作跨级排名。",
        "Counts depend on the administrative level: each level has a panel of its own; no rank across levels.",
    ),
    "note_scaled": (
        "各栏横轴自设，不可跨栏比较长短；只有一个地区的栏不设横轴。",
        "Lengths are not comparable across panels; a panel with one area has no axis.",
    ),
    "note_parts": (
        "标“属某地”者为该地的一部分，两者不可相加。",
        "An area marked “part of” lies inside the area named; the two must not be added.",
    ),
    "note_no_reference": ("所选参照没有可比的数值。", "There is no comparable figure for the reference chosen."),
    "note_rank": ("位次越小越好，横轴自右向左递增。", "A smaller rank is better; the axis runs from right to left."),
    "alt_kind": ("点图。{title}。{subtitle}。", "Dot plot. {title}. {subtitle}. "),
    "alt_baseline": ("{who}\u00a0{label}（{year}，基期{baseline}）", "{who}\u00a0{label} ({year}, baseline {baseline})"),
    "alt_reference": ("参照：{who} {label}。", "Reference: {who} {label}. "),
    "alt_absent": ("没有可比数值：{items}。", "Without a comparable figure: {items}."),
}
"""Key to (Chinese, English)."""
