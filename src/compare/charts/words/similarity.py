"""Words of the figure that compares plans by the policy instruments they use."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "similarity_extremes": (
        "采用的政策工具最相近的是{most}（系数{high}），差别最大的是{least}（{low}）",
        "Most alike in the policy instruments they use: {most} (coefficient\u00a0{high}); least alike: {least} ({low})",
    ),
    "similarity_equal": (
        "{n}份规划采用的政策工具两两相近程度相同：系数均为{high}",
        "All {n} plans are equally alike in the policy instruments they use: every pair has a coefficient of {high}",
    ),
    "similarity_pair": (
        "{most}采用的政策工具相似系数为{high}",
        "{most}: the policy instruments they use have a coefficient of similarity of {high}",
    ),
    "similarity_two": ("{a}与{b}", "{a} and {b}"),
    "similarity_tied": ("{pairs}（并列）", "{pairs} (tied)"),
    "similarity_many": ("并列的{n}对规划", "{n} pairs, tied"),
    "similarity_subtitle": (
        "杰卡德（Jaccard）相似系数；左侧树状图标出各规划在系数为多少时汇合",
        "Jaccard’s coefficient of similarity; the tree on the left shows at which coefficient plans join",
    ),
    "similarity_axis": ("汇合处的系数（组间平均）", "coefficient where they join (average of the groups)"),
    "similarity_key": ("相似系数", "coefficient"),
    "similarity_class": ("{low}–{high}", "{low}–{high}"),
    "similarity_note": (
        "系数＝两份规划都采用的工具数÷其中任一份采用的工具数：1为所用工具完全相同，0为没有共同的工具；两份都不用的工具不计。"
        "只比较是否采用，不比较力度和规模。树状图按平均联接法（UPGMA）汇合。系数相差甚小时，规划的先后和分组不宜作为结论。",
        "The coefficient is the number of instruments that both plans use over the number that at least one of them uses: "
        "1 where they use the same, 0 where they share none; what neither uses does not count. It compares which instruments "
        "are used, not how much. "
        "The tree joins groups by average linkage (UPGMA). Where coefficients differ little, order and groups prove nothing.",
    ),
    "similarity_left_out": (
        "未列入（文中没有找到任何政策工具）：{who}。",
        "Left out, because no policy instrument was found in the text: {who}.",
    ),
    "similarity_alt": (
        "树状图和系数矩阵。{title}。各对规划的系数：{items}。",
        "Dendrogram and matrix of coefficients. {title}. Coefficients of the pairs: {items}.",
    ),
    "similarity_alt_item": ("{pair} {value}", "{pair} {value}"),
}
"""Key to (Chinese, English)."""
