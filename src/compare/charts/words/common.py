"""Words that the figures share."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "qualified": ("{name}（{extra}）", "{name} ({extra})"),
    "median": ("中位数", "median"),
    "note": ("注：{notes}", "Note: {notes}"),
    "source": ("资料来源：{items}。", "Source: {items}."),
    "source_numbered": ("{title}（{number}，{date}）", "{title} ({number}, {date})"),
    "source_dated": ("{title}（{date}）", "{title} ({date})"),
    "list": ("、", ", "),
    "clause": ("；", "; "),
    "comma": ("，", ", "),
    "and": ("和", " and "),
    "colon": ("：", ": "),
    "stop": ("。", ". "),
    "sentence": ("", " "),
    "note_definition": ("{measure}：{text}", "{measure}: {text}"),
    "variant": ("口径：{text}", "Definition: {text}"),
    "absent": ("没有可比数值的地区", "Areas without a comparable figure"),
    "absent_item": ("{who}：{reason}", "{who}: {reason}"),
    "part_of": ("属{who}", "part of {who}"),
    "alt_item": ("{who}\u00a0{label}（{year}）", "{who}\u00a0{label} ({year})"),
}
"""Key to (Chinese, English)."""
