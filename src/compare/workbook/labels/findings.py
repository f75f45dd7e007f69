"""Words of the sheet of findings, and of the columns that lead to it."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "findings_title": ("核查发现 {count} 条（{severities}）", "Findings: {count} ({severities})"),
    "findings_title_none": ("核查发现：未发现矛盾", "Findings: no contradiction found"),
    "findings_note": (
        "规则核对文件内部、文件之间以及与其他来源之间的数值；数值没有因此改动或删除，请对照两处原文自行判断",
        "Rules hold the figures of each document against each other, other documents and other sources; nothing was changed or "
        "left out because of them: judge by the two quotes",
    ),
    "findings_none": (
        "未发现矛盾：所选指标和地区的数值通过了全部规则。",
        "No contradiction found: the figures of the chosen indicators and regions pass every rule.",
    ),
    "severity": ("程度", "Severity"),
    "check": ("核查项目", "Check"),
    "message": ("说明", "Message"),
    "found": ("发现（符号与代码）", "Found (signs and codes)"),
    "expected": ("应为（符号与代码）", "Expected (signs and codes)"),
    "first_quote": ("原文一", "First quote"),
    "first_document": ("文件一", "Document of the first"),
    "first_characters": ("字符一", "Characters of the first"),
    "first_row": ("引文行一", "Row of the first quote"),
    "second_quote": ("原文二", "Second quote"),
    "second_document": ("文件二", "Document of the second"),
    "second_characters": ("字符二", "Characters of the second"),
    "second_row": ("引文行二", "Row of the second quote"),
    "value_taking_part": ("涉及数值 {n}", "Value {n} of it"),
    "rule_broken": ("规则代码", "Rule code"),
    "finding": ("发现编号", "Finding"),
    "flagged": ("核查发现", "Finding about it"),
    "characters": ("{start}–{end}", "{start}–{end}"),
}
"""Key to (Chinese, English)."""
