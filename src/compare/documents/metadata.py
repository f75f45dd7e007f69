"""What a document says of itself: region, year of issue and plan period, for documents that `sources.yaml` does not know.

The reference time comes from the document, never from the clock. What is not found stays unknown.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from compare.codelists import Area, Codelist
from compare.documents.reader import Document

_HEAD = 1500
_PERIOD = re.compile(r"[((]?\s?(20\d{2})\s?年?\s?[—–\-~一至到]{1,2}\s?(20\d{2})\s?年?")
_UNNAMED = ("country", "province", "group")
_PART = re.compile(r"[一-龥]{1,3}[区县](?!域|块|级|位)")
_FIVE_YEAR_PLANS = {"十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
_ISSUED = re.compile(r"(20\d{2})\s?[年\-/.]\s?\d{1,2}\s?[月\-/.]\s?\d{1,2}")
_NUMBER = re.compile(r"[〔\[((]\s?(20\d{2})\s?[〕\]))]\s?(?:第)?\s?\d+\s?号")


def infer_metadata(document: Document, text: str, areas: Codelist[Area]) -> Document:
    """Fill in the metadata that a document lacks from its own words.

    Parameters
    ----------
    document : Document
        Fields that are already known are kept.
    text : str
        The repaired view of the document.
    areas : Codelist of Area
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


def infer_area(text: str, areas: Codelist[Area]) -> str:
    """Return the region that the head of the document names most, or nothing where that may be another one.

    A name that is followed by the name of a part (某市某区) does not count: a part that the list does not know is unknown, and
    is not its parent.

    Parameters
    ----------
    text : str
        The document.
    areas : Codelist of Area
        Candidates, with their names and aliases.

    Returns
    -------
    str
        A code, or an empty text where no region of the list is named.
    """
    names = {n: a.id for a in areas.values() if a.level not in _UNNAMED for n in (a.name_zh, *a.aliases) if len(n) > 2}
    if not names:
        return ""
    pattern = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
    counts = Counter(names[m[0]] for m in re.finditer(pattern, text[:_HEAD]) if not _PART.match(text, m.end()))
    has_unknown_part = any(_PART.match(text, m.end()) for m in re.finditer(pattern, text[:_HEAD]))
    best, times = max(counts.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return "" if has_unknown_part and times < 2 else best
