"""Responsibility: which unit a plan charges with which target or section (责任分解), with spans.

Says only what the document says: a unit has a role where a clause gives it one. A secretariat (领导小组办公室设在科技局) is no
such clause, for it names the place of an office and not who answers for a target; joined to a whole plan it would make one
bureau answer for every figure in it. A document that names no unit gives no row.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import pandas as pd

from compare.documents import Document, View, paragraphs, repair
from compare.lexicons import Rule
from compare.responsibility.clauses import Clause, find_clauses
from compare.responsibility.lexicon import ResponsibilityLexicon, load_responsibility
from compare.responsibility.names import complete_names
from compare.responsibility.scope import cut_articles, find_scopes
from compare.responsibility.targets import ASSIGNMENTS, assign_targets
from compare.schema import conform

__all__ = ["ASSIGNMENTS", "ResponsibilityLexicon", "assign_targets", "find_responsibilities", "load_responsibility"]


def find_responsibilities(document: Document, lexicon: ResponsibilityLexicon, ocr_rules: Iterable[Rule]) -> pd.DataFrame:
    """Find the units that a plan charges with its targets and tasks.

    Parameters
    ----------
    document : Document
        As stored.
    lexicon : ResponsibilityLexicon
        See `load_responsibility`.
    ocr_rules : iterable of Rule
        Lexicon ``ocr``; see `compare.documents.repair`.

    Returns
    -------
    pandas.DataFrame
        Columns of ``schema.RESPONSIBILITIES``, one row per unit and clause, sorted by span; none where the document names no
        unit. ``unit_name`` is the stored text at ``char_start:char_end``, except that a page marker or a line break inside it
        is left out. Offsets are code points of the stored text, end exclusive.

    Examples
    --------
    >>> from pathlib import Path
    >>> from compare.dataset import find_project
    >>> lexicon = load_responsibility(find_project() / "data" / "lexicons")
    >>> plan = Document("plan", "(一)培育企业。到2025年达500家。(区科技局、商务局牵头,各街道按职责分工)", "0" * 64)
    >>> find_responsibilities(plan, lexicon, ())[["unit_name_full", "role"]].values.tolist()
    [['区科技局', 'lead'], ['区商务局', 'lead'], ['各街道', 'participant']]
    """
    view = repair(document.text, ocr_rules)
    layout = cut_articles(paragraphs(view.text), view.text)
    clauses = find_clauses(view.text, layout, lexicon)
    scopes = find_scopes(view.text, layout, clauses, lexicon)
    rows = [
        row
        for clause, scope in zip(clauses, scopes, strict=True)
        for row in _rows(document, view, clause, view.stored(*scope), lexicon)
    ]
    section = {p.start: " / ".join(p.section) for p in layout}
    heads = pd.Series(section, dtype="str").sort_index()
    for row in rows:
        at = heads.index.searchsorted(view.position(int(row["quote_start"])), side="right") - 1  # type: ignore[call-overload]
        row["section"] = heads.iloc[max(at, 0)] or None
    frame = conform(pd.DataFrame(rows), "responsibilities")
    return frame.sort_values(["char_start", "char_end", "scope_start"], kind="stable").reset_index(drop=True)


def _rows(
    document: Document, view: View, clause: Clause, scope: tuple[int, int], lexicon: ResponsibilityLexicon
) -> list[dict[str, object]]:
    """Return the rows of one clause, without their section."""
    added = complete_names([view.text[c.start : c.end] for c in clause.charges], lexicon)
    quote_start, quote_end = view.stored(clause.start, clause.end)
    rows: list[dict[str, object]] = []
    for charge, prefix in zip(clause.charges, added, strict=True):
        start, end = view.stored(charge.start, charge.end)
        name = _mended(document.text, view, charge.start, charge.end)
        key = f"{document.source_id}:{start}:{end}:{scope[0]}"
        rows.append(
            {
                "responsibility_id": "u" + hashlib.sha256(key.encode()).hexdigest()[:10],
                "source_id": document.source_id,
                "ref_area": document.ref_area or None,
                "unit_name": name,
                "unit_name_full": prefix + name,
                "role": charge.role,
                "char_start": start,
                "char_end": end,
                "quote": document.text[quote_start:quote_end],
                "quote_start": quote_start,
                "quote_end": quote_end,
                "scope_start": scope[0],
                "scope_end": scope[1],
            }
        )
    return rows


def _mended(text: str, view: View, start: int, end: int) -> str:
    """Return a name as printed, full-width signs included, without what repair took out and without line breaks."""
    low, high = view.stored(start, end)
    touched = any(e.start < high and e.end > low for e in view.edits)
    return "".join((view.text[start:end] if touched else text[low:high]).split())
