"""Words of the report on policy actions."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "actions_title": ("{documents}份规划的政策工具对比", "Policy instruments of {documents} plans compared"),
    "actions_title_one": ("{name}的政策工具", "Policy instruments of {name}"),
    "actions_lead": (
        "{asked}种政策工具中，{documents}共使用{used}种：{all}种各份都用，{one}种只有一份使用。",
        "{documents} use {used} of {asked} policy instruments: {all} are used by all of them, {one} by only one.",
    ),
    "actions_lead_one": (
        "这份文件使用了{asked}种政策工具中的{used}种。",
        "The document uses {used} of {asked} policy instruments.",
    ),
    "actions_basis": (
        "“使用”指文件原文中有表明该工具的语句；每一处都列出原文和位置。没有找到，不等于实际没有采取。",
        "“Use” means that sentences of the document show the instrument; each is quoted with its place. What was not found may "
        "still be done.",
    ),
    "actions_all": ("各份都用", "Used by all"),
    "actions_one": ("只有一份使用", "Used by only one"),
    "actions_none": ("没有一份使用", "Used by none"),
    "actions_most": ("使用最多与最少", "Most and fewest"),
    "actions_most_text": (
        "{most}最多，{most_n}种；{fewest}最少，{fewest_n}种。",
        "{most} most, {most_n}; {fewest} fewest, {fewest_n}.",
    ),
    "actions_matrix": ("哪份规划用了哪些工具", "Which plan uses what"),
    "actions_matrix_note": (
        "数字为所列原文的处数（每份文件、每种工具最多列三处），点击看原文；“–”表示没有找到。",
        "A number counts the quotes shown (at most three for a document and an instrument) and leads there; –: none was found.",
    ),
    "actions_instrument": ("政策工具", "Instrument"),
    "actions_plan": ("规划", "Plan"),
    "actions_used": ("使用的工具", "Instruments used"),
    "actions_similarity": ("规划之间有多相近", "How alike the plans are"),
    "actions_similarity_note": (
        "系数为两份规划共用的工具数除以其中任一份使用的工具数（雅卡尔系数），按全部{n}种工具计算。",
        "The coefficient is the number of instruments that both plans use over the number that either uses (Jaccard), of all "
        "{n} instruments.",
    ),
    "actions_closest": ("最相近：{pairs}。", "Most alike: {pairs}."),
    "actions_farthest": ("差别最大：{pairs}。", "Least alike: {pairs}."),
    "actions_pair": ("{a}与{b}（{value}）", "{a} and {b} ({value})"),
    "actions_too_few": (
        "使用政策工具的规划不足两份，无从比较。",
        "Fewer than two plans use an instrument, so that there is nothing to compare.",
    ),
    "actions_differences": ("各份规划有而别处没有的", "What each plan uses and others do not"),
    "actions_differences_note": (
        "逐份列出：至少有一份其他规划没有使用的工具，附这份规划中最能说明问题的一处原文。",
        "Plan by plan: the instruments that at least one of the others does not use, with the most telling quote of this plan.",
    ),
    "actions_differs_none": ("它使用的工具，其他规划都用。", "The others use all of its instruments."),
    "actions_not_in": ("没有使用的规划", "Not used by"),
    "actions_every_other": ("其他各份", "all others"),
    "actions_instruments": ("逐种工具看原文", "Instrument by instrument"),
    "actions_instruments_note": (
        "每份规划最多列三处原文，最能说明问题的在前；“得分”说明一处原文有多能说明问题，达到三分之一即算使用。",
        "At most three quotes of a plan, the most telling first. The score says how telling a quote is; from one third on an "
        "instrument counts as used.",
    ),
    "actions_score": ("得分", "Score"),
    "actions_not_found": ("没有找到：{names}。", "Not found in: {names}."),
    "actions_other_group": ("其他", "Others"),
    "actions_units": ("谁负责", "Who is responsible"),
    "actions_units_note": (
        "文件写明的单位，各在几段中牵头、参与或负责；其后是它牵头或负责的段落中出现的政策工具。",
        "The units that the documents name: in how many passages each leads, takes part or is responsible, and the instruments "
        "that stand in the passages that it leads or is responsible for.",
    ),
    "actions_units_none": ("没有写明责任单位：{names}。", "No responsible unit is named by: {names}."),
    "actions_unit": ("单位", "Unit"),
    "actions_unit_instruments": ("所负责段落中的政策工具", "Instruments in the passages it answers for"),
    "actions_workbook": ("政策工具工作簿", "Workbook"),
    "actions_workbook_note": (
        "政策工具表及其原文，另有各项指标的比较，可继续加工。",
        "the instruments with their quotes, and the comparison of the measures, to work on with.",
    ),
}
"""Key to (Chinese, English)."""
