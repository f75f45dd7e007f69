"""Words of the heat map."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "heat_most": (
        "在{n}组可排名的目标中，{who}居首最多（{k}组）",
        "{who} leads most often: in {k} of {n} groups of comparable targets",
    ),
    "heat_most_tie": (
        "在{n}组可排名的目标中，{who}居首最多（各{k}组）",
        "{who} lead most often: each in {k} of {n} groups of comparable targets",
    ),
    "heat_note_lead": (
        "居首只计数值足以断定者：并列者均计，各地相同者不计。",
        "Only leads that the figures settle are counted: a tie for all who share it, a figure that all areas share for none.",
    ),
    "heat_no_lead": (
        "在{n}组可排名的目标中，没有一组的首位可以断定",
        "In none of {n} groups of comparable targets do the figures settle who leads",
    ),
    "heat_no_group": (
        "{n}项共有指标均不能排名：同组中没有两个可比的数值",
        "None of {n} shared measures can be ranked: no group holds two comparable figures",
    ),
    "heat_subtitle_rank": (
        "目标值在同组中的位次（位次/组内地区数） | 目标年：{years}",
        "Rank of each target within its group (rank/areas ranked) | target years: {years}",
    ),
    "heat_subtitle_score": (
        "目标值相当于同组最优值的百分比（%） | 目标年：{years}",
        "Each target as a percentage of the best of its group (%) | target years: {years}",
    ),
    "heat_all": ("比率、位次等：所有地区一起比较", "Ratios, ranks and the like: all areas compared together"),
    "heat_levels": ("数量：仅在同一行政级别内比较", "Amounts: compared within an administrative level only"),
    "heat_key_rank": ("末位 → 首位", "last → first of its group"),
    "heat_key_score": ("0 → 100%（最优值）", "0 → 100% (best of its group)"),
    "heat_key_unranked": ("已提出，未排名", "stated, not ranked"),
    "heat_key_unscored": ("已提出，未计百分比", "stated, no percentage"),
    "heat_key_absent": ("没有可比数值（编号为原因）", "no comparable figure (the number is the reason)"),
    "heat_unranked": ("未排名的原因", "Why a stated figure has no rank"),
    "heat_unscored": ("未计百分比的原因", "Why a stated figure has no percentage"),
    "heat_alone": ("同组中只有该地区的数值", "the only figure of its group"),
    "heat_doubted": ("文件内有矛盾表述", "contradicted by its own document"),
    "heat_ceiling": ("界限值背离优势方向，可能更差", "a bound that points away from the lead, so the value may be worse"),
    "heat_no_order": ("指标无优劣方向", "neither more nor less is better"),
    "heat_no_score": ("位次不能换算为百分比", "a place in a ranking has no percentage"),
    "heat_no_part": ("零或负数不能换算为百分比", "no percentage of or by zero or less"),
    "heat_note_group": (
        "同一行指标、口径和类型相同；同组指该行所示地区，数量类指标为其中同一行政级别者。",
        (
            "Figures in one row share indicator, definition and kind; a group is the areas shown, of amounts those of one "
            "administrative level."
        ),
    ),
    "heat_note_years": ("格内年份表示同组目标年不同。", "A year in a cell shows that target years differ within the group."),
    "heat_note_open": (
        "括号内为按所列数值排出的位次，因界限值、区间或约数不能断定。",
        "In brackets: the rank by the figure as stated, which a bound, a range or an approximation leaves open.",
    ),
    "heat_note_score": (
        "百分比＝数值÷同组最优值×100%；越低越好的指标为最优值÷数值。≥、≤、≈ 由界限值或约数而来。",
        (
            "Percentage = figure ÷ best of the group × 100; where less is better, best ÷ figure. ≥, ≤ and ≈ come from bounds "
            "and approximations."
        ),
    ),
    "heat_note_shade_rank": (
        "颜色只表示同组内的相对位置，不可跨行汇总。",
        "Shades show the place within a group and must not be added up across rows.",
    ),
    "heat_note_shade_score": (
        "颜色随百分比加深，不可跨行汇总。",
        "Shades deepen with the percentage and must not be added up across rows.",
    ),
    "heat_alt": ("热力图。{title}。{subtitle}。{rows}", "Heat map. {title}. {subtitle}. {rows}"),
    "heat_alt_item": ("{who}\u00a0{label}", "{who}\u00a0{label}"),
    "heat_open_rank": ("（{rank}）", "({rank})"),
}
"""Key to (Chinese, English)."""
