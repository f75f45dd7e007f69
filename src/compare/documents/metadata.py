"""What a document says of itself: region, year of issue and plan period, for documents that `sources.yaml` does not know.

The reference time comes from the document, never from the clock. What is not found stays unknown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from compare.codelists import Area
from compare.documents.reader import Document

_HEAD = 1500
_PERIOD = re.compile(r"[((]?\s?(20\d{2})\s?年?\s?[—–\-~一至到]{1,2}\s?(20\d{2})\s?年?")
_TITLE = re.compile("规划|计划|方案|意见|措施|办法|行动")
_ISSUER = re.compile("人民政府|科学技术局|科技局|管委会|管理委员会|委员会|市委|区委|县委|党委")
_LONGEST_TITLE = 80
_ENOUGH = 3
"""A region that is only mentioned in passing, in no title and as no issuer, is not the document's."""
_UNNAMED = ("country", "province", "group")
_PART = re.compile(r"[一-龥]{1,3}(?:[区县](?!域|块|级|位)|镇|乡|街道)")
_FIVE_YEAR_PLANS = {"十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
_ISSUED = re.compile(r"(20\d{2})\s?[年\-/.]\s?\d{1,2}\s?[月\-/.]\s?\d{1,2}")
_NUMBER = re.compile(r"[〔\[((]\s?(20\d{2})\s?[〕\]))]\s?(?:第)?\s?\d+\s?号")


def infer_metadata(document: Document, text: str, areas: Sequence[Area]) -> Document:
    """Fill in the metadata that a document lacks from its own words.

    Parameters
    ----------
    document : Document
        Fields that are already known are kept.
    text : str
        The repaired view of the document.
    areas : sequence of Area
        The regions that can be recognised.

    Returns
    -------
    Document
        With `ref_area`, `issued`, `period_start` and `period_end` where the text tells them.
    """
    start, end = infer_period(text)
    return replace(
        document,
        ref_area=document.ref_area or infer_area(text, areas),
        issued=document.issued or infer_issued(text),
        period_start=document.period_start or start,
        period_end=document.period_end or end,
    )


def infer_period(text: str) -> tuple[int, int]:
    """Return the first and last year of the plan: the period in the title, else a five-year plan, else the years of 到20XX年.

    Examples
    --------
    >>> infer_period("某市科技创新行动计划(2022—2025年)"), infer_period("“十四五”科技创新规划"), infer_period("通知")
    ((2022, 2025), (2021, 2025), (0, 0))
    """
    periods = [(int(m[1]), int(m[2])) for m in _PERIOD.finditer(text[: 2 * _HEAD]) if int(m[1]) < int(m[2]) <= int(m[1]) + 15]
    if periods:
        return Counter(periods).most_common(1)[0][0]
    for name, first in _FIVE_YEAR_PLANS.items():
        if name in text[:_HEAD]:
            return first, first + 4
    ends = [int(year) for year in re.findall(r"到\s?(20\d{2})\s?年", text)]
    issued = infer_issued(text)
    return (issued, max(ends)) if ends and issued else (0, max(ends, default=0))


def infer_issued(text: str) -> int:
    """Return the year of issue: of the document number, else the first full date; 0 where there is neither."""
    found = _NUMBER.search(text[: 2 * _HEAD]) or _ISSUED.search(text[: 2 * _HEAD]) or _ISSUED.search(text)
    return int(found[1]) if found else 0


def infer_area(text: str, areas: Sequence[Area]) -> str:
    """Return the region that the head of a document speaks of most, or nothing where it cannot be told.

    A title and an issuer count more than other mentions. A name that several divisions share counts only where the head names a
    parent of one of them, and a name that is followed by that of a part which nobody knows (某市某区) does not count.

    Parameters
    ----------
    text : str
        The document.
    areas : sequence of Area
        Candidates, with their names and aliases.

    Returns
    -------
    str
        A code, or an empty text.
    """
    head = text[:_HEAD]
    named: dict[str, list[Area]] = {}
    for area in areas:
        for name in dict.fromkeys((area.name_zh, *area.aliases)):
            if name in head and len(name) > 2 and area.level not in _UNNAMED:
                named.setdefault(name, []).append(area)
    pattern = "|".join(re.escape(n) for n in sorted(named, key=len, reverse=True)) or "(?!)"
    found = [(m, named[m[0]]) for m in re.finditer(pattern, head)]
    parents = {a.id for _, candidates in found for a in candidates}
    weights: Counter[str] = Counter()
    for match, candidates in found:
        fitting = candidates if len(candidates) == 1 else [a for a in candidates if a.parent in parents]
        if len(fitting) == 1 and not _is_whole_of(head, match, found):
            weights[fitting[0].id] += _weight(head, match)
    best = max(weights, key=lambda code: (weights[code], code), default="")
    return best if weights[best] >= _ENOUGH else ""


def _is_whole_of(head: str, match: re.Match[str], found: Sequence[tuple[re.Match[str], object]]) -> bool:
    """Say whether a name only introduces the name of a part of its region, known (某市某区) or not."""
    return any(m.start() == match.end() for m, _ in found) or bool(_PART.match(head, match.end()))


def _weight(head: str, match: re.Match[str]) -> int:
    """Weigh a mention: 5 in a title, 3 as an issuer, 1 elsewhere."""
    if _ISSUER.match(head, match.end()):
        return 3
    line = head[head.rfind("\n", 0, match.start()) + 1 :].split("\n", 1)[0]
    return 5 if len(line) <= _LONGEST_TITLE and _TITLE.search(line) else 1
