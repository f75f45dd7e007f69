"""Words of the live sheets: the drop-down, the hidden sheets, why there is no reference."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "live_hidden": (
        "本表供“{sheet}”中的公式查找，不必修改",
        "The formulas of the sheet “{sheet}” look up here; there is nothing to change",
    ),
    "live_ask_title": ("可选择", "Choose"),
    "live_ask": ("点击右侧箭头，从列表中选择；本表随之更新。", "Click the arrow and choose from the list; the sheet follows."),
    "live_wrong_title": ("不在列表中", "Not in the list"),
    "live_wrong": ("请从下拉列表中选择。", "Please choose from the list."),
    "ref_unset": ("请在上方选择参照", "choose a reference above"),
    "ref_no_parent": ("上级地区没有同一指标的值", "no region above states this measure"),
    "ref_parent_amount": ("总量指标不与上级地区比较", "amounts are not compared with the region above"),
    "ref_alone": ("组内只有一个地区有值", "only one region of the group has a value"),
    "ref_no_best": (
        "组内没有可作最优的值（不分优劣、存疑或界限值）",
        "no value of the group can be the best (neither more nor less is better, doubt or bounds)",
    ),
    "ref_not_read": ("未收录该参照地区自己的文件", "no document of the reference region was read"),
    "ref_other_level": (
        "参照地区的行政层级不同，总量只在同级内比较",
        "the reference region is of another level; amounts are compared within a level",
    ),
    "ref_doubted": ("参照地区的值存疑，不作参照", "the value of the reference region is in doubt"),
}
"""Key to (Chinese, English)."""
