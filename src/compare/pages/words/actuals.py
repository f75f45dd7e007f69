"""Words of the report on targets and actuals."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "actuals_title": ("{areas}的规划目标实现了没有", "The targets of {areas} and what became of them"),
    "actuals_title_of": ("{areas}的规划目标实现了没有", "The targets of {areas} and what became of them"),
    "n_targets": ("{n}项目标", "{n} targets"),
    "n_targets_one": ("{n}项目标", "{n} target"),
    "actuals_lead": (
        "{areas}有{n}按规则可以用实际值检验，其中{known}项找到了该地区的数值：{statuses}；其余{unknown}项没有找到，不能判断。",
        (
            "{n} of {areas} are of a kind that an actual can be held against. A figure of the area was found for {known}: "
            "{statuses}. For the other {unknown} none was found, so nothing can be told."
        ),
    ),
    "actuals_none": (
        "{areas}有{n}按规则可以用实际值检验，但都没有找到该地区的数值，不能判断；所在地区的数值不借用。",
        (
            "{n} of {areas} are of a kind that an actual can be held against, but no figure of the area is known for any, so "
            "nothing can be told; figures of the areas around are not borrowed."
        ),
    ),
    "actuals_status_count": ("{status}{n}项", "{n} {status}"),
    "actuals_years": (
        "其中{own}项是目标年的实际值，{latest}项只是最新已知的数值。",
        "{own} of these figures are of the target's own year, {latest} are only the latest known.",
    ),
    "actuals_kind": ("{kind}{n}项", "{n} of kind “{kind}”"),
    "actuals_beyond": (
        "另有目标按规则不与实际值对照：{kinds}。其他来源的数值只注明年份，不注明期间。",
        (
            "By rule nothing is held against these other targets: {kinds}. Figures of other sources name a year and not a "
            "period."
        ),
    ),
    "actuals_findings": ("已知的结果", "What is known"),
    "actuals_finding": (
        "{status}，{year}年实际值 {actual}，目标 {target}",
        "{status}, {actual} in {year} against a target of {target}",
    ),
    "actuals_finding_latest": (
        "{status}，最新已知 {actual}（{year}年），{due}年目标 {target}",
        "{status}, latest known {actual} ({year}) against a target of {target} for {due}",
    ),
    "actuals_share": ("，为目标的 {share}。", ", {share} of the target."),
    "actuals_table": ("目标与实际值", "Targets and actuals"),
    "actuals_table_note": (
        (
            "“实现程度”只用于目标年的实际值；此前的百分比是最新已知数值与目标之比。点击目标看原文，点击实际值看来源。"
            "越小越好的指标，低于100%为超过目标；位次没有百分比。"
        ),
        (
            "“Attainment” is said of an actual of the target's own year only; before it the percentage is that of the latest "
            "known figure. A target leads to its quote, an actual to its source. Where less is better, below 100% is beyond "
            "the target; ranks have no percentage."
        ),
    ),
    "actuals_actual": ("实际值", "Actual"),
    "actuals_ratio": ("与目标之比", "Of the target"),
    "actuals_attainment": ("实现程度", "attainment"),
    "actuals_latest": ("最新已知", "latest known"),
    "actuals_status": ("状态", "Status"),
    "actuals_open": ("没有数值、不能判断的目标", "Targets of which nothing can be told"),
    "actuals_open_note": ("以下{n}没有该地区自己的数值。", "Of the following {n} no figure of the area itself is known."),
    "actuals_no_figure": ("没有该地区这一指标的数值", "no figure of this indicator is known for the area"),
    "actuals_borrowed": (
        "没有该地区这一指标的数值；已知的是{area}的数值，不借用",
        "no figure of this indicator is known for the area; what is known is of {area}, and is not borrowed",
    ),
    "actuals_rule": ("判断的规则", "The rule in brief"),
    "actuals_meaning": ("含义", "Meaning"),
    "actuals_rule_target": (
        "目标是文件中各指标最后一年的数值；期间增量和倍数不与实际值对照；文件自相矛盾的目标只列出，不判断。",
        (
            "A target is what a document states for the final year of a measure. Flows and multiples are not held against "
            "actuals; a target that its own document contradicts is shown and not judged."
        ),
    ),
    "actuals_rule_actual": (
        "实际值须为同一地区、同一指标、同一单位，年份在规划期第一年至目标年之间；预计数、普查修订前的数和其他口径的数只列出，不作依据。",
        (
            "An actual is of the same area, indicator and unit, from the first year of the plan to the target's year. "
            "Forecasts, figures from before a census revision and of another definition are shown and never count."
        ),
    ),
    "actuals_rule_latest": (
        "以最新的实际值为准；目标年之前的只称“最新已知”。",
        "The latest actual decides; before the target's own year it is only “latest known”.",
    ),
    "actuals_rule_known": (
        "只按已知的判断：“超过”是下限，可以说明已实现，不能说明未实现；约数按末位的半个单位留出余地。",
        (
            "What is known, no more: “over” is a lower bound, which can show that a target is reached and never that it is "
            "missed; a rounded figure is anything within half a unit of its last digit."
        ),
    ),
    "actuals_rule_line": (
        "目标年之前，把实际值与基期到目标的直线进度比较；没有基期值就不能判断进度。",
        (
            "Before the target's year the actual is held against the straight line from baseline to target; without a baseline "
            "progress cannot be told."
        ),
    ),
    "actuals_pace": ("要求的速度与至今的速度", "The pace required, and the pace so far"),
    "actuals_pace_note": (
        "平均每年的变化：要求的速度从基期值到目标，至今的速度从基期值到最新已知的数值。没有基期值或没有实际值的留空。",
        (
            "Change a year on average: required, from baseline to target; so far, from baseline to the latest known figure. "
            "Blank where no actual is known."
        ),
    ),
    "actuals_required": ("要求每年", "Required a year"),
    "actuals_so_far": ("至今每年", "So far a year"),
    "actuals_between": ("至今的年份", "Years so far"),
    "actuals_trajectories": (
        "图中为有基期值的前{n}项指标，其余见上表。",
        "The figures show the first {n} measures that have a baseline; the others stand in the table above.",
    ),
    "actuals_context": ("周围地区的情况", "What surrounds them"),
    "actuals_context_note": (
        "同一指标在本地区及其所在各级地区的已知数值，只作背景，不替代本地区的数值。粗体为最新数值，点击看来源。",
        (
            "Known figures of the same indicator for the area and for those around it: a background, never a stand-in for the "
            "area's own. Bold: the latest. A figure leads to its source."
        ),
    ),
    "actuals_context_of": ("{indicator}：{area}及其所在地区", "{indicator}: {area} and the areas around it"),
    "actuals_panelled": (
        "总量随地区大小而变，不同层级之间不比较。",
        "An amount grows with the area: not compared across levels.",
    ),
    "actuals_figures": ("其他来源的数值", "Figures of other sources"),
    "actuals_figures_note": (
        "来源名称和备注照录资料表，有的只有英文。",
        "Titles and remarks stand as the table of figures has them; some are in Chinese only.",
    ),
    "actuals_value": ("数值", "Value"),
    "actuals_vintage": ("数据版本与性质", "Vintage and kind of figure"),
    "actuals_confidence": ("来源可靠性", "Confidence"),
    "actuals_workbook": ("目标与实际值工作簿", "Workbook on the targets"),
    "actuals_workbook_note": (
        "所选地区和指标的总表、差距、长表、原文和指标定义。",
        "the matrix, the gaps, the long table, the quotes and the definitions of the selection.",
    ),
}
"""Key to (Chinese, English)."""
