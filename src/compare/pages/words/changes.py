"""Words of the report on what moved since the previous publication."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "changes_title": ("与{since}相比：{parts}", "Since {since}: {parts}"),
    "changes_title_same": ("与{since}相比：没有变动", "Since {since}: nothing moved"),
    "changes_title_first": ("首次发布：尚无可比较的前次结果", "First publication: nothing to compare with yet"),
    "changes_since": ("{year}年{month}月{day}日", "{day} {name} {year}"),
    "changes_since_unknown": ("前次数据", "the earlier data"),
    "changes_months": (
        "",
        "January February March April May June July August September October November December",
    ),
    "changes_same": (
        (
            "已逐项比较{documents}、{values}、推算值、核查结果、政策工具、责任单位和其他来源的数值，与{since}的发布相比没有任何变动。"
        ),
        (
            "{documents}, {values}, derived figures, findings, policy instruments, responsible units and figures of other "
            "sources were held against the publication of {since}, one by one: none of them moved."
        ),
    ),
    "changes_lead": (
        "与{since}的发布逐项比较的结果：{parts}。原因只写数据能够证明的；数据不能证明的，照实写明。",
        (
            "What is not as it was in the publication of {since}: {parts}. Reasons are given only as far as the data show "
            "them; where they do not, that is said."
        ),
    ),
    "changes_unexplained": ("其中{n}项变动的原因，数据不能说明。", "Changes that the data do not explain: {n}."),
    "changes_explained": ("每项变动的原因都可以从数据中查到。", "The data show a reason for every change."),
    "changes_first": (
        "本次是首次发布，没有可比较的前次结果；下次发布时，本页列出变动及其原因。本次收录{documents}、{values}。",
        (
            "No earlier publication is there to compare with; from the next one on this page says what moved, and why. "
            "This one holds {documents} and {values}."
        ),
    ),
    "n_changes_documents": ("{n}份文件", "{n} documents"),
    "n_changes_documents_one": ("{n}份文件", "{n} document"),
    "n_changes_values": ("{n}个数值", "{n} values"),
    "n_changes_values_one": ("{n}个数值", "{n} value"),
    "n_changes_value": ("{n}个数值变动", "{n} values moved"),
    "n_changes_value_one": ("{n}个数值变动", "{n} value moved"),
    "n_changes_new": ("新增{n}个数值", "{n} values added"),
    "n_changes_new_one": ("新增{n}个数值", "{n} value added"),
    "n_changes_gone": ("减少{n}个数值", "{n} values gone"),
    "n_changes_gone_one": ("减少{n}个数值", "{n} value gone"),
    "n_changes_coded": ("{n}个数值的归类改变", "{n} values classified otherwise"),
    "n_changes_coded_one": ("{n}个数值的归类改变", "{n} value classified otherwise"),
    "n_changes_document_new": ("新增{n}份文件", "{n} documents added"),
    "n_changes_document_new_one": ("新增{n}份文件", "{n} document added"),
    "n_changes_document_gone": ("移除{n}份文件", "{n} documents removed"),
    "n_changes_document_gone_one": ("移除{n}份文件", "{n} document removed"),
    "n_changes_document": ("{n}份文件有改动", "{n} documents changed"),
    "n_changes_document_one": ("{n}份文件有改动", "{n} document changed"),
    "n_changes_finding_new": ("新增{n}条核查结果", "{n} new findings"),
    "n_changes_finding_new_one": ("新增{n}条核查结果", "{n} new finding"),
    "n_changes_finding_gone": ("{n}条核查结果已消除", "{n} findings resolved"),
    "n_changes_finding_gone_one": ("{n}条核查结果已消除", "{n} finding resolved"),
    "n_changes_finding": ("{n}条核查结果内容改变", "{n} findings reworded"),
    "n_changes_finding_one": ("{n}条核查结果内容改变", "{n} finding reworded"),
    "n_changes_reference": ("其他来源的{n}个数值变动", "{n} figures of other sources changed"),
    "n_changes_reference_one": ("其他来源的{n}个数值变动", "{n} figure of other sources changed"),
    "n_changes_derived": ("{n}个推算值变动", "{n} derived figures changed"),
    "n_changes_derived_one": ("{n}个推算值变动", "{n} derived figure changed"),
    "n_changes_instrument": ("政策工具的{n}处使用变动", "{n} uses of policy instruments changed"),
    "n_changes_instrument_one": ("政策工具的{n}处使用变动", "{n} use of a policy instrument changed"),
    "n_changes_responsibility": ("{n}处责任单位变动", "{n} mentions of responsible units changed"),
    "n_changes_responsibility_one": ("{n}处责任单位变动", "{n} mention of a responsible unit changed"),
    "n_changes_words": ("{n}项内容未变、仅原文、位置或算式改变", "{n} entries the same but for words, place or formula"),
    "n_changes_words_one": ("{n}项内容未变、仅原文、位置或算式改变", "{n} entry the same but for words, place or formula"),
    "changes_follows": ("由此带来的变化", "What follows"),
    "changes_follows_none": (
        "同口径排名和目标完成情况的判断都没有改变，核查结果没有新增或消除。",
        "No rank like for like and no judgement of a target moved; no finding came or went.",
    ),
    "changes_rank": (
        "同口径排名由第{old}位（共{before}个）变为第{new}位（共{after}个）",
        "from rank {old} (of {before}) to rank {new} (of {after}), like for like",
    ),
    "changes_ranked": ("进入同口径排名，居第{new}位（共{after}个）", "now ranked {new} (of {after}), like for like"),
    "changes_unranked": (
        "不再参加同口径排名（原居第{old}位，共{before}个）",
        "no longer ranked like for like (was {old} of {before})",
    ),
    "changes_rank_kept": ("位次未变（第{new}位）", "the rank is the same ({new})"),
    "changes_leads": ("现居首位", "it now leads"),
    "changes_led": ("不再居首位", "it no longer leads"),
    "changes_unsettled": (
        "因有“约”“以上”等表述，位次不能完全确定",
        "bounds and approximate values leave the place open",
    ),
    "changes_status": ("目标的判断由“{old}”变为“{new}”：{reason}", "was judged “{old}”, is now “{new}”: {reason}"),
    "changes_finding_came": ("新的核查结果：", "New finding: "),
    "changes_finding_went": ("已消除的核查结果：", "Resolved finding: "),
    "changes_more": ("另有{n}项，见下文各表和工作簿。", "There are {n} more; see the tables below and the workbook."),
    "changes_heading_document": ("文件", "Documents"),
    "changes_heading_observation": ("数值", "Values"),
    "changes_heading_words": ("内容未变，仅原文、位置或算式改变", "The same but for words, place or formula"),
    "changes_heading_finding": ("核查结果", "Findings"),
    "changes_heading_reference": ("其他来源的数值", "Figures of other sources"),
    "changes_heading_derived": ("推算值", "Derived figures"),
    "changes_heading_instrument": ("政策工具", "Policy instruments"),
    "changes_heading_responsibility": ("责任单位", "Responsible units"),
    "changes_what": ("内容", "What"),
    "changes_before": ("原来", "Before"),
    "changes_after": ("现在", "Now"),
    "changes_why": ("原因", "Why"),
    "changes_absent": ("无", "none"),
    "changes_there": ("有", "there"),
    "changes_all": ("全部{n}项", "All {n}"),
    "changes_quotes_note": (
        "引文只取相关部分，全句见工作簿；高亮的是所取的数字，两句不同时是不同之处。",
        (
            "Quotes are cut to the part that matters, in full in the workbook. Highlighted is the number taken or, where "
            "the two sentences differ, what differs."
        ),
    ),
    "changes_compared": ("比较的是什么", "What was compared"),
    "changes_run": ("前次发布的编号", "Run of the previous publication"),
    "changes_started": ("前次发布的时间", "Time of the previous publication"),
    "changes_held": ("收录文件", "Documents held"),
    "changes_stated": ("数值", "Values"),
    "changes_unknown": ("没有记录", "not recorded"),
    "changes_document_head": ("文件", "Document"),
    "changes_checksum": ("文件校验值（SHA-256，前16位）", "Checksum of the file (SHA-256, first 16 digits)"),
    "changes_same_document": ("与前次相同", "the same"),
    "changes_other_document": ("与前次不同", "not the same"),
    "changes_new_document": ("新增", "added"),
    "changes_gone_document": ("已移除", "removed"),
    "changes_state": ("与前次相比", "Beside the previous one"),
    "changes_workbook": ("变动清单", "The changes"),
    "changes_workbook_note": (
        "每项变动一行：前后的数值、原文全句、位置和原因。",
        "one row a change: value, whole sentence and place before and after, and why.",
    ),
}
"""Key to (Chinese, English)."""
