"""Indicators that a document names without a figure of them: the evidence for "stated only in words".

Works on what `ledger` has already read; a name counts once for each indicator, where the document says most about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from compare.codelists import Codelists
from compare.documents import Document, Paragraph, View, paragraphs, repair
from compare.extract.atoms import sentences
from compare.extract.ledger import Reader
from compare.lexicons import Hit
from compare.schema import conform

_NOT_NAMED = frozenset({"rank", "growth"})
"""Kinds of indicators whose names in documents are those of the thing ranked or grown (省级高新区, 财政科技投入)."""

_TITLE = re.compile(r"《[^《》]*》")


def find_wordings(document: Document, tools: Reader, stated: set[str]) -> pd.DataFrame:
    """Find the indicators that a document names and gives no figure of.

    Parameters
    ----------
    document : Document
        The stored text with its metadata.
    tools : Reader
        Compiled codelists and lexicons.
    stated : set of str
        Codes of the indicators that the document does state.

    Returns
    -------
    pandas.DataFrame
        Columns of ``schema.WORDINGS``, one row per indicator in the order of the text: the first name in a
        heading (``3.发展高新技术企业``), else the first name at all. Names inside the title of a document 《…》 say nothing.
    """
    view = repair(document.text, tools.names.lexicons.ocr)
    found: dict[str, tuple[bool, int, dict[str, Any]]] = {}
    for part in paragraphs(view.text):
        for hit in _named(view.text, part, tools):
            place = (not _is_in_heading(view.text, part, hit), hit.start)
            held = found.get(hit.indicator)
            if hit.indicator not in stated and (held is None or place < held[:2]):
                found[hit.indicator] = (*place, _row(document, view, part, hit))
    rows = sorted((row for _, _, row in found.values()), key=lambda row: (row["char_start"], row["indicator"]))
    return conform(pd.DataFrame(rows), "wordings")


def _named(text: str, part: Paragraph, tools: Reader) -> Iterator[Hit]:
    """Yield the names in a paragraph, without those in titles and those that lie inside a longer one."""
    titles = [m.span() for m in _TITLE.finditer(text, part.start, part.end)]
    hits = tools.names.sentence(text, part.start, part.end, ()).hits
    for hit in hits:
        is_part = any(o is not hit and o.start <= hit.start and hit.end <= o.end and o.weight > hit.weight for o in hits)
        is_in_title = any(start <= hit.start < end for start, end in titles)
        if not is_part and not is_in_title and _is_name(text[hit.start : hit.end], hit.indicator, tools.codelists):
            yield hit


def _is_name(words: str, indicator: str, codelists: Codelists) -> bool:
    """Say whether words name an indicator and not only the things that it measures: carriers are not yet their floor area."""
    entry = codelists.indicator[indicator]
    is_area = codelists.unit_measure[entry.unit].dimension == "area"
    return entry.kind not in _NOT_NAMED and (not is_area or "面积" in words)


def _is_in_heading(text: str, part: Paragraph, hit: Hit) -> bool:
    return part.level > 0 and not re.search(r"[。:]", text[part.start : hit.start])


def _row(document: Document, view: View, part: Paragraph, hit: Hit) -> dict[str, Any]:
    start, end = view.stored(hit.start, hit.end)
    inside = [(s, e) for s, e in sentences(view.text, part.start, part.end) if s <= hit.start < e]
    quote = view.stored(*(inside[0] if inside else (hit.start, hit.end)))
    return {
        "source_id": document.source_id,
        "ref_area": document.ref_area or None,
        "indicator": hit.indicator,
        "char_start": start,
        "char_end": end,
        "quote": document.text[quote[0] : quote[1]],
        "quote_start": quote[0],
        "quote_end": quote[1],
    }
