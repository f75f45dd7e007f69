"""The principles on the sheet of methods."""

from __future__ import annotations

from collections.abc import Sequence

PRINCIPLES: Sequence[tuple[str, str]] = (
    (
        "同口径：只有指标、口径、类型和单位都相同的数值才并列比较；同族的近似指标单独列出，不一起排名。",
        "Same definition: values stand side by side only where indicator, definition, kind and unit are equal; akin "
        "indicators of a family are kept apart and never ranked together.",
    ),
    (
        "同类型：存量与期间增量不混排。",
        "Same kind: a stock is never ranked with a flow.",
    ),
    (
        "同层级：总量类指标按行政层级分组，只在组内排名；上级与其下级的数值不相加。比率、位次、增速类指标各级可比。",
        "Same level: amounts are grouped by administrative level and ranked within a group only; a region and a part of "
        "it are never added. Ratios, ranks and rates of growth are compared across levels.",
    ),
    (
        "年份：每个数值都标明目标年份；年份不同的数值不是同一时点的比较。",
        "Time: each value carries its target year; values of different years are not simultaneous.",
    ),
    (
        "上下限：“≥ > ≤ < ≈”来自原文的“不低于、超过、以内、左右”等；计算时使用界限值，结果只作参考。",
        "Bounds: the marks ≥ > ≤ < ≈ stand for words such as “no less than”, “over”, “within”, “about”; arithmetic uses "
        "the bound itself, so its result is indicative.",
    ),
    (
        "缺值不是零：斜线格没有数值，原因分别注明；某地区没有数值，不等于该地区没有相应工作。",
        "Absent is not zero: a hatched cell has no value, and the reason is given; a region without a figure may well "
        "do the work.",
    ),
    (
        "可追溯：比较矩阵的年份、长表的“引文”列都链接到原文；字符位置是存档文本中的位置（从 0 起，止位不含）。",
        "Traceable: the years of the matrix and the column “Quote row” of the long data lead to the words of the plan; "
        "positions count characters of the stored text from 0, end exclusive.",
    ),
    (
        "对标差距 = 目标值 − 参照值；位次类指标越小越好，其差距为正表示落后。目标值/参照值为两者之商，位次不计商。"
        "差距和商前的 ≥ 或 ≤ 表示上下限使该侧未定，≈ 表示两侧未定。",
        "Gap = target − reference; of a rank less is better, so that a positive gap lies behind. Target / reference is "
        "their quotient, left out for ranks. ≥ or ≤ before either: bounds leave that side open; ≈: both.",
    ),
    (
        "政策工具：由规则从文本中识别，每个 ● 为一条引文；条数说明采用的证据多少，不代表力度或资金；没有找到不等于没有做。",
        "Policy instruments are read from the texts by rules, and each ● is a quote: their number says how well the use is "
        "shown, not how much is done; what was not found may be done all the same.",
    ),
    (
        "核查发现：规则指出数值之间的矛盾和疑点，附两处原文；数值没有因此改动，由读者判断。",
        "Findings: rules point out where figures contradict each other or hardly hold together, with both quotes; no figure "
        "is changed, the reader judges.",
    ),
    (
        "推算值与原文数值分开存放，逐一列出公式、算式和所用数值；界限随计算保留，状态取所用数值中最弱的。",
        "Derived figures are kept apart from stated ones, each with formula, numbers and inputs; bounds go through the "
        "arithmetic, and the status is the weakest of the inputs.",
    ),
    (
        "显示单位按原文（亿元、万人、万平方米），小数位按原文；长表一律为基本单位。",
        "Units and decimals are shown as printed (in English in base units or millions); the long data are in base units "
        "throughout.",
    ),
)
"""What a reader must know, in the order of the sheet of methods."""
