"""Words of the profile of a region."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "profile_title": ("{area}的规划目标：与{others}比较", "The targets of {area} compared with {others}"),
    "profile_title_silent": ("{area}的规划：与{others}比较", "What {area} plans, compared with {others}"),
    "profile_title_all": ("{n}个地区的规划目标", "The targets of {n} areas, one by one"),
    "profile_lead_all": (
        "{areas}提出了目标，涉及的指标：{counts}。以下逐个地区说明提出什么、居于何位、没有提出什么。",
        (
            "Measures with a target in the documents of {areas}: {counts}. One area after the other: what it states, where it "
            "stands, and what it is silent on."
        ),
    ),
    "profile_overview_note": (
        "只在定义、类型和单位相同的目标之间排名，总量只在同一行政层级内排名；各地目标年份不同，见各章。",
        (
            "Ranked are targets of the same definition, kind and unit, amounts within an administrative level only; the years "
            "of the targets differ and stand in the chapters."
        ),
    ),
    "profile_stating": ("提出目标的指标", "Measures with a target"),
    "profile_of_these": ("其中与其他地区共有", "Shared with others"),
    "profile_rankable": ("可以排名", "Ranked"),
    "profile_at_first": ("居首（含并列）", "First (alone or tied)"),
    "profile_at_last": ("居末（含并列）", "Last (alone or tied)"),
    "profile_titled": ("《{title}》", "“{title}”"),
    "profile_and_more": ("等", " and others"),
    "n_others": ("{n}个地区", "{n} other areas"),
    "n_others_one": ("{n}个地区", "{n} other area"),
    "n_indicators": ("{n}项指标", "{n} indicators"),
    "n_indicators_one": ("{n}项指标", "{n} indicator"),
    "profile_counts": (
        "{titles}为{area}提出{n}的目标值，其中{shared}项也有其他地区提出，{alone}项只有它提出。",
        "{titles} states targets of {area} for {n}: {shared} that other areas state too, {alone} that no other does.",
    ),
    "profile_silent": (
        "{titles}没有为{area}提出任何数值，只在文字中提到{words}。没有数值不等于零：各项原因见下。",
        ("{titles} states no figure for {area}; it names {words} in words only. No figure is not zero: the reasons are below."),
    ),
    "profile_nothing": ("没有{area}的文件，也没有它的目标值。", "There is no document and no target of {area}."),
    "profile_ranked": ("可以排名的有{n}：", "Of the {n} in which it can be ranked, "),
    "profile_first": ("居首或并列居首{n}项（{names}）", "it is first, alone or with others, in {n} ({names})"),
    "profile_last": ("居末或并列居末{n}项（{names}）", "it is last, alone or with others, in {n} ({names})"),
    "profile_between": ("都不居首，也不居末，或先后不能确定", "it is neither first nor last, or the order is not certain"),
    "profile_unranked": (
        "共有的指标都不能排名：同层级没有其他目标，或先后无优劣。",
        "None of the shared measures can be ranked: no other of its level states them, or neither more nor less is better.",
    ),
    "profile_lacks": (
        "两个及以上其他地区提出而{area}没有提出的有{n}：{names}。",
        "Two or more others state {n} of which {area} states no target: {names}.",
    ),
    "profile_part": ("{area}{n}项", "{area} ({n})"),
    "profile_parts": (
        "它的文件还为区域内的其他范围提出目标：{parts}。",
        "Its documents also set targets for other areas: {parts}.",
    ),
    "profile_facts": ("基本情况", "Who it is"),
    "profile_around": ("所在地区", "Lies in"),
    "profile_within": ("，", ", "),
    "profile_document": (
        "{issuer}，{number}，{issued}发布，规划期{years}年",
        "{issuer}, {number}, issued {issued}, for {years}",
    ),
    "profile_divisor": ("人均和单位产值按此数计算", "amounts are divided by this figure"),
    "profile_no_figure": (
        "没有该地区自己的数值，不借用所在地区的数值",
        "no figure of its own is known; that of the area around it is not borrowed",
    ),
    "profile_compared": ("比较对象：{names}。", "Compared with: {names}."),
    "profile_shared": ("与其他地区共有的指标", "What others state too"),
    "profile_best": ("同组最好", "Best of its group"),
    "profile_itself": ("本地区", "itself"),
    "profile_unsettled": ("先后不能确定", "not certain"),
    "profile_only_level": ("同层级仅此一个", "alone at its level"),
    "profile_other_levels": ("其他层级：", "at other levels:"),
    "profile_not_ranked": ("不排名", "not ranked"),
    "profile_no_order": ("无优劣之分", "no order"),
    "profile_shared_note": (
        "点击数值看原文。名次“2/4”指可排名的4个地区中的第2名，括号内的名次因界限值或约数而不确定；总量只在同一行政层级内排名。底色表示同组最好。",
        (
            "A value leads to its quote. Rank 2/4: second of four that can be ranked, in brackets where bounds or "
            "approximations leave it open; amounts are ranked within an administrative level only. Shaded: the best of its "
            "group."
        ),
    ),
    "profile_alone": ("只有它提出的指标", "What only it states"),
    "profile_alone_note": (
        "没有其他地区提出定义、类型和单位都相同的目标，因此不作比较。",
        "No other area states a target of the same definition, kind and unit, so there is nothing to compare.",
    ),
    "profile_missing": ("其他地区提出而它没有提出的指标", "What others state and it does not"),
    "profile_missing_note": (
        "没有提出不等于没有做：这里只说明文件写了什么。",
        "Not stated does not mean not done: this says only what the documents say.",
    ),
    "profile_missing_wide": ("两个及以上其他地区提出的", "Stated by two or more others"),
    "profile_missing_single": ("只有一个其他地区提出的", "Stated by one other"),
    "profile_others": ("其他地区的目标", "Targets of others"),
    "profile_by": ("{area}：{names}", "{area}: {names}"),
    "profile_growth": ("目标要求的增长", "The growth that the targets ask for"),
    "profile_growth_note": (
        "从基期到目标：数量为年均增长率，比率为每年的百分点，期间增量为平均每年的数量。",
        (
            "From baseline to target: amounts by compound annual growth, shares by percentage points a year, flows by the "
            "average of a year."
        ),
    ),
    "profile_growth_rate": ("年均增长率", "Growth a year"),
    "profile_pace": ("平均每年", "Change a year"),
    "profile_basis": ("依据", "Basis"),
    "profile_in_words": ("文字中提到的指标", "What it names without a figure"),
    "profile_no_pace": (
        "没有一项目标能算出要求的增长，原因如下。",
        "No target has a pace that can be computed, for these reasons.",
    ),
    "profile_unpaced": ("不能计算的", "Not computed"),
    "profile_trajectories": (
        "图中为有基期值的前{n}项，其余见上表。",
        "The figures show the first {n} that have a baseline; the others stand in the table above.",
    ),
    "profile_sized": ("按人口和经济规模换算", "Beside its population and GDP"),
    "profile_sized_note": (
        "目标值除以上列人口或地区生产总值，是换算值而不是规划的原值；换算后各层级可以比较。",
        (
            "Targets divided by the population or GDP named above: derived values, not the plan's own; as such they compare "
            "across levels."
        ),
    ),
    "profile_per": ("每{name}", "{name}"),
    "profile_shares": ("占所在地区的份额", "Its share of the area around it"),
    "profile_shares_note": (
        "目标占上级地区同一目标的百分比，与人口和地区生产总值的份额并列。分母是下限时，份额是上限。",
        (
            "The target as a percentage of the same target of the area around it, beside its share of people and GDP. "
            "Where the denominator is a lower bound, the share is an upper one."
        ),
    ),
    "profile_share": ("份额", "Share"),
    "profile_instruments": ("使用的政策工具", "The policy instruments it uses"),
    "profile_instrument": ("政策工具", "Instrument"),
    "profile_also_all": ("其他{n}个地区都使用", "all {n} others"),
    "profile_also": ("其他使用的地区", "Also used by"),
    "profile_uses": ("在{all}种政策工具中使用{n}种。", "It uses {n} of {all} instruments."),
    "profile_uses_alone": ("只有它使用：{names}。", "It alone uses: {names}."),
    "profile_used_by": ("{name}（{n}个）", "{name} ({n})"),
    "profile_uses_not": (
        "其他地区使用而它没有的（括号内为使用的地区数）：{names}。",
        "Others use, and it does not (with the number of areas that do): {names}.",
    ),
    "profile_alike": (
        "在工具的选择上与{most}最接近（雅卡尔系数{high}），与{least}差别最大（{low}）。",
        "In its choice of instruments it is most like {most} (Jaccard coefficient {high}) and least like {least} ({low}).",
    ),
    "profile_concerning": ("需要核对之处", "What to look at before use"),
    "profile_severity": ("程度", "Severity"),
    "profile_finding": ("发现", "Finding"),
    "profile_duties": ("目标由谁负责", "Who answers for what"),
    "profile_lead": ("牵头单位", "Lead"),
    "profile_participants": ("参与单位", "Participants"),
    "profile_no_unit": ("文件没有指明目标的责任单位。", "The document names no unit that answers for a target."),
    "profile_unassigned": ("另有{n}项目标没有指明责任单位。", "For {n} other targets no unit is named."),
    "profile_indicator": ("指标", "Indicator"),
    "profile_workbook": ("地区概况工作簿", "Profile workbook"),
    "profile_workbook_note": (
        "本地区与比较地区的总表、差距、长表、原文和指标定义。",
        "the matrix, the gaps, the long table, the quotes and the definitions for this region and those it is compared with.",
    ),
}
"""Key to (Chinese, English)."""
