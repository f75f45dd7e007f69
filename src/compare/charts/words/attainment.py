"""Words of the figure of targets against actuals."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "attain_title": ("{n}项目标有实际值可以核对：{found}", "{n} targets can be held against an actual: {found}"),
    "attain_title_all": (
        "有实际值可以核对的{n}项目标均{status}{early}",
        "All {n} targets with a known actual: {status}{early}",
    ),
    "attain_title_one": ("1项目标有实际值可以核对：{status}{early}", "One target has a known actual: {status}{early}"),
    "attain_count": ("{k}项{status}", "{k} {status}"),
    "attain_early": ("（其中{k}项依据目标年前的数值）", " ({k} of them by a figure from before the target year)"),
    "attain_silent": ("；另有{n}项没有实际值", "; {n} more have no actual"),
    "attain_none": (
        "所选目标没有一项有实际值可以核对",
        "None of the targets chosen can be held against an actual value",
    ),
    "attain_subtitle": (
        "实际值相当于目标值的百分比（目标值＝100%） | 目标年：{targets} | 实际值年份：{actuals}",
        "Actual as a percentage of the target (target = 100%) | target years: {targets} | years of the actuals: {actuals}",
    ),
    "attain_subtitle_words": (
        "目标值与实际值 | 目标年：{targets} | 实际值年份：{actuals}",
        "Targets and actuals | target years: {targets} | years of the actuals: {actuals}",
    ),
    "attain_subtitle_none": ("目标值与实际值", "Targets and actuals"),
    "attain_line": ("目标值＝100%", "target = 100%"),
    "attain_pair": (
        "目标 {target}（{year}）；实际 {actual}（{when}，{vintage}）",
        "target {target} ({year}); actual {actual} ({when}, {vintage})",
    ),
    "attain_words": ("不以百分比表示", "Not shown as a percentage"),
    "attain_approximate": ("≈\u00a0实际值为约数", "≈\u00a0the actual is approximate"),
    "attain_lower_bound": (">\u00a0实际值只知下限", ">\u00a0of the actual only a lower bound is known"),
    "attain_latest": (
        "△\u00a0目标年前的最新已知数，目标年的情况未知",
        "△\u00a0latest known before the target year, of which nothing is known",
    ),
    "attain_source_unstated": ("◇\u00a0来源未说明统计口径", "◇\u00a0the source does not state its definition"),
    "attain_plan_unstated": (
        "◇\u00a0规划未说明口径，来源为：{definition}",
        "◇\u00a0the plan does not state its definition; that of the source is: {definition}",
    ),
    "attain_source": ("□\u00a0{confidence}", "□\u00a0{confidence}"),
    "attain_remark": ("※\u00a0数据备注（原文）：“{note}”", "※\u00a0note on the figure (as written): “{note}”"),
    "attain_less": ("▽\u00a0越低越好：低于100%为超过目标", "▽\u00a0less is better: below 100% is beyond the target"),
    "attain_open": ("没有实际值可以核对的目标（{n}项）", "Targets without an actual value ({n})"),
    "attain_open_line": ("{reason}（{n}项）：{items}", "{reason} ({n}): {items}"),
    "attain_open_area": ("{who} {n}项", "{who} {n}"),
    "attain_nothing": ("没有该地区这一指标的数值", "no figure of the indicator is known for the area"),
    "attain_elsewhere": (
        "只有上级地区的数值，不能代替",
        "only figures of an area around it are known, and are not borrowed",
    ),
    "attain_note_rule": (
        "目标视为门槛；以不晚于目标年的最新实际值判断，约数和界限值只在足以断定时计为已实现或未实现。",
        (
            "A target is a threshold; the latest actual up to the target year decides, and a rounded or bounded figure counts "
            "only where it settles the matter."
        ),
    ),
    "attain_note_marks": (
        "空心标记表示实际值只是约数或界限值；标记的形状和颜色表示状态。",
        "A hollow mark: the actual is only an approximation or a bound. Shape and colour of a mark show the status.",
    ),
    "attain_note_axis": (
        "横轴不从零开始，线段从目标值画起。",
        "The axis does not begin at zero; each stem begins at the target.",
    ),
    "attain_note_known": (
        "未在图中列出的目标没有该地区的数值。",
        "Targets that are not in the figure have no figure of the area.",
    ),
    "attain_alt": ("点图。{title}。{subtitle}。{rows}", "Dot plot. {title}. {subtitle}. {rows}"),
    "attain_alt_row": (
        "{who}{measure}：{status}{ratio}；{pair}{caveats}。",
        "{who}, {measure}: {status}{ratio}; {pair}{caveats}. ",
    ),
}
"""Key to (Chinese, English)."""
