"""Words of the region profile."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "profile_title": ("{who}：{n}项可排名的目标中，{found}", "{who}: of {n} ranked targets, {found}"),
    "profile_first": ("{k}项居首", "{k} first"),
    "profile_last": ("{k}项居末", "{k} last"),
    "profile_equal": ("{k}项各地相同", "{k} the same in all areas"),
    "profile_between": ("{k}项居中或不能断定", "{k} in between or not settled"),
    "profile_unranked": (
        "{who}与其他地区共有{n}项目标，均不能排名",
        "{who}: targets shared with other areas {n}, none of which can be ranked",
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
    "profile_others": ("同级没有其他地区；他级：{items}", "none of its level; of other levels: {items}"),
    "profile_middle": ("其间：{items}", "between: {items}"),
    "profile_middle_many": ("其间另有{n}个地区", "between: {n} more areas"),
    "profile_key_subject": ("本地区", "the region"),
    "profile_key_other": ("其他地区", "other areas"),
    "profile_key_halo": ("其他地区数值相同", "another area has the same figure"),
    "profile_own": ("仅该地区提出的目标（{n}项）", "Stated by no other area ({n})"),
    "profile_missing": (
        "其他地区提出、该地区没有可比数值的目标（{n}项）",
        "Stated by others, without a comparable figure here ({n})",
    ),
    "profile_reason": ("{reason}（{n}项）：{items}", "{reason} ({n}): {items}"),
    "profile_more": ("{items}等", "{items} and {rest} more"),
    "profile_note_scale": (
        "每行的横轴从最差值到最优值，右侧为优，不从零开始；各行之间不可比较距离。",
        (
            "The axis of each row runs from the worst to the best figure, the better on the right, and does not begin at zero; "
            "distances are not comparable across rows."
        ),
    ),
    "profile_note_level": (
        "数量类指标只与同一行政级别的地区比较和排名。",
        "Amounts are compared and ranked within an administrative level only.",
    ),
    "profile_note_lead": (
        "居首、居末只计数值足以断定者，并列计入。",
        "Only first and last places that the figures settle are counted, shared ones included.",
    ),
    "profile_alt": ("点图。{title}。{subtitle}。{rows}", "Dot plot. {title}. {subtitle}. {rows}"),
    "profile_alt_row": ("{measure}：{own}；{rank}；其他：{others}。", "{measure}: {own}; {rank}; others: {others}. "),
    "profile_alt_rank": ("位次{rank}", "rank {rank}"),
}
"""Key to (Chinese, English)."""
