"""The comments of observations in the words of either language.

`compare.harmonise` writes them as English phrases; here is what each says in Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from compare.dataset.labels import MARKS

_REMARKS: Mapping[str, tuple[str, str]] = {
    "year from the plan's period": ("年份取自规划期", "year from the plan's period"),
    "year: end of the document's period": ("年份取自文件规划期末年", "year: end of the document's period"),
    "year from the paragraph": ("年份取自所在段落", "year from the paragraph"),
    "number repaired": ("数字经识别修复，见引文", "number repaired, see its quote"),
    "area: the document's": ("地区取自文件", "area: the document's"),
}
"""Phrases of the comment of an observation; what is not known is shown as it is."""

_PATTERNS: Sequence[tuple[str, str, str]] = (
    (r"stated with (.+)", "分别以 {} 表述", "stated with {}"),
    (r"stated from (.+)", "起始年份分别为 {}", "stated from {}"),
    (r"another period is (.+)", "另一时期见 {}", "another period is {}"),
    (r"contradict(?:s|ed by) (.+)", "与 {} 不一致", "contradicted by {}"),
)
"""Phrases that name signs, years or observations."""


def comment_text(comment: str | None, language: str) -> str:
    """Return the comment of an observation, whose phrases are separated by semicolons, in words of `language`.

    Examples
    --------
    >>> comment_text("year from the paragraph; stated with >= and =", "zh")
    '年份取自所在段落；分别以 ≥ 与 = 表述'
    """
    phrases = [] if comment is None else comment.split("; ")
    return ("；" if language == "zh" else "; ").join(_phrase(phrase, language) for phrase in phrases)


def _phrase(phrase: str, language: str) -> str:
    if phrase in _REMARKS:
        return _REMARKS[phrase][language != "zh"]
    for pattern, zh, en in _PATTERNS:
        found = re.fullmatch(pattern, phrase)
        if found:
            named = [MARKS.get(word, "").strip() or word for word in found[1].split(" and ")]
            return (zh if language == "zh" else en).format((" 与 " if language == "zh" else " and ").join(named))
    return phrase
