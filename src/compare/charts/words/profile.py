"""Words of the region profile."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "profile_title": ("{who}：{n}项可排名的目标中，{found}", "{who}, ranked targets ({n}): {found}"),
    "profile_first": ("{k}项居首", "{k} first"),
    "profile_last": ("{k}项居末", "{k} last"),
    "profile_equal": ("{k}项各地相同", "{k} the same in all areas"),
    "profile_between": ("{k}项居中或不能断定", "{k} in between or not settled"),
    "profile_unranked": (
        "{who}：与其他地区共有的{n}项目标不能排名",
        "{who}: no target that it shares with other areas ({n}) can be ranked",
    ),
    "profile_alone": ("{who}提出的目标与其他地区均不可比", "{who}: no target can be compared with another area’s"),
    "profile_none": ("{who}没有提出任何有数值的目标", "{who} states no target with a figure"),
    "profile_subtitle": (
        "与其他地区共有的目标（{n}项），各行比例尺自设 | 目标年：{years}",
        "Targets shared with other areas ({n}), each row on its own scale | target years: {years}",
    ),
    "profile_subtitle_none": (
        "与其他地区没有共有的目标；原因见下",
        "No target in common with other areas; the reasons stand below",
    ),
    "profile_rank": ("位次", "Rank"),
    "profile_no_rank": ("未排名", "not ranked"),
    "profile_others": ("其他级别：{items}", "other levels: {items}"),
    "profile_order": ("由左至右：{items}", "from left: {items}"),
    "profile_order_many": ("由左至右：{first}；另有{n}个地区；{last}", "from left: {first}; {n} more areas; {last}"),
    "profile_key_subject": ("本地区（方形）", "the region (square)"),
    "profile_key_other": ("其他地区（圆形）", "other areas (round)"),
    "profile_key_halo": ("其他地区数值相同", "another area has the same figure"),
    "profile_own": ("仅该地区提出的目标（{n}项）", "Stated by no other area ({n})"),
    "profile_missing": (
        "其他地区提出、该地区没有可比数值的目标（{n}项）",
        "Stated by others, without a comparable figure here ({n})",
    ),
    "profile_reason": ("{reason}（{n}项）：{items}", "{reason} ({n}): {items}"),
    "profile_count": ("{reason}（{n}项）", "{reason} ({n})"),
    "profile_more": ("{items}等", "{items} and {rest} more"),
    "profile_note_scale": (
        "每行的横轴从最差值到最优值（右侧为优），不从零开始，距离不可跨行比较。",
        (
            "Each axis runs from the worst figure to the best (right) and does not begin at zero; distances are not comparable "
            "across rows."
        ),
    ),
    "profile_note_level": (
        "数量类指标只在同一行政级别内比较；同级没有其他地区的不设横轴、不排名，只列其他级别的数值。",
        (
            "Amounts are compared within an administrative level only; where no other area of it states one, there is no "
            "axis and no rank, and figures of other levels are listed."
        ),
    ),
    "profile_note_lead": (
        "居首、居末只计数值足以断定者，含并列。",
        "First and last count only where the figures settle it, shared places included.",
    ),
    "profile_alt": ("点图。{title}。{subtitle}。{rows}", "Dot plot. {title}. {subtitle}. {rows}"),
    "profile_alt_row": ("{measure}：{own}；{rank}；其他：{others}。", "{measure}: {own}; {rank}; others: {others}. "),
    "profile_alt_rank": ("位次{rank}", "rank {rank}"),
}
"""Key to (Chinese, English)."""
