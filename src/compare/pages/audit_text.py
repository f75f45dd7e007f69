"""The whole text of a document with every number marked, and beside each line what its numbers state or why they state nothing.

The text is untrusted: it is escaped piece by piece, and what a reader copies out of it is the stored text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from compare.documents import Edit
from compare.pages.audit import INFERRED, AuditedDocument, AuditView, Mark, is_corrected
from compare.pages.markup import Content, Html, element, join, link
from compare.pages.page import Row

_STATED = ("indicator", "uncatalogued")
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|$)")


def audit_text(view: AuditView, document: AuditedDocument) -> Html:
    """Show the stored text of a document.

    Parameters
    ----------
    view : AuditView
        The audit.
    document : AuditedDocument
        One of its documents.

    Returns
    -------
    Html
        A line of the text in each paragraph; a mark has the id ``m-<mention_id>`` and leads to its note ``n-<mention_id>``.
    """
    pieces: list[Mark | Edit] = [*document.marks, *document.missing, *_loose(document)]
    pieces.sort(key=lambda piece: (piece.start, piece.end))
    starts, ends = [piece.start for piece in pieces], [piece.end for piece in pieces]
    lines = []
    for start, end in _lines(document.text):
        near = pieces[bisect_left(ends, start) : bisect_right(starts, end)]
        inside = [piece for piece in near if _touches(piece, start, end)]
        words = join(_words(view, document, (start, end), inside))
        own = [_note(view, document, p) for p in inside if isinstance(p, Mark) and p.rows and start <= p.start]
        beside = element("ul", *own, class_="notes") if own else None
        lines.append(element("div", element("p", words, lang="zh"), beside, class_="line"))
    return join(
        [
            element("h3", view.word("audit_text"), id=f"d-{document.source.id}-text"),
            element("p", view.word("audit_text_note"), class_="note"),
            element("div", *lines, class_="stored"),
        ]
    )


def _touches(piece: Mark | Edit, start: int, end: int) -> bool:
    """Say whether a piece stands in a line, or between two of its characters."""
    return piece.start < end and start < piece.end or start <= piece.start == piece.end <= end


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the lines of a text that is not empty, without their ends; the last one may be empty."""
    for match in _LINE.finditer(text):
        yield match.span(1)
        if not match[2]:
            return


def _loose(document: AuditedDocument) -> list[Edit]:
    """Return the repairs that touch no number, which have marks of their own."""
    marks = document.marks
    return [edit for edit in document.edits if not any(mark.start < edit.end and edit.start < mark.end for mark in marks)]


def _words(
    view: AuditView, document: AuditedDocument, line: tuple[int, int], pieces: Iterable[Mark | Edit]
) -> Iterator[Content]:
    """Yield the words of a line, its marks among them; a mark that goes on from the line before is cut."""
    (at, end), text = line, document.text
    for piece in pieces:
        start, stop = max(at, piece.start), min(piece.end, end)
        yield text[at:start]
        shown = text[start:stop]
        is_rest = start > piece.start
        if isinstance(piece, Edit):
            yield _repaired(view, document, piece, shown, is_rest=is_rest)
        else:
            yield _marked(view, piece, shown, is_rest=is_rest)
        at = max(at, stop)
    yield text[at:end]


def _repaired(view: AuditView, document: AuditedDocument, edit: Edit, shown: str, *, is_rest: bool) -> Html:
    """Return words that were read as others."""
    anchor = None if is_rest else edit_anchor(document, edit)
    return element("span", shown, class_="repaired", id=anchor, title=f"{view.word('audit_read')}: {edit.text}")


def edit_anchor(document: AuditedDocument, edit: Edit) -> str:
    """Return the id of a repair: that of the number it touches, else its own."""
    touched = (mark for mark in document.marks if mark.start < edit.end and edit.start < mark.end)
    return next((f"m-{mark.id}" for mark in touched), f"e-{document.source.id}-{document.edits.index(edit)}")


def _marked(view: AuditView, mark: Mark, shown: str, *, is_rest: bool) -> Html:
    """Return a number as a link to its note; a number with several statements has the ids of all of them."""
    sort = mark.sort
    small = None if sort == "indicator" else view.word(f"audit_sign_{sort}")
    if not mark.rows:
        return element("span", shown, class_=f"n n-{sort}", data_sign=small)
    number = element("b", shown) if sort in _STATED else shown
    others = (element("span", id=f"m-{row['mention_id']}") for row in mark.rows[1:] if not is_rest)
    name = None if is_rest else f"m-{mark.id}"
    return link(f"#n-{mark.id}", *others, number, class_=f"n n-{sort}", id=name, data_sign=small, title=_title(view, mark))


def _title(view: AuditView, mark: Mark) -> str:
    """Say in a line what a number states, or why it states nothing."""
    return view.word("clause_break").join(explain(view, row) for row in mark.rows)


def _note(view: AuditView, document: AuditedDocument, mark: Mark) -> Html:
    """Return the explanation of a number, with a link back to it and to the statements it makes."""
    words = " ".join(document.text[mark.start : mark.end].split())
    number = element("b", link(f"#m-{mark.id}", words, lang="zh"))
    said = (_statement(view, row) if row["disposition"] == "indicator" else explain(view, row) for row in mark.rows)
    quiet = None if mark.sort in _STATED else "quiet"
    return element("li", number, " ", join(said, view.word("clause_break")), id=f"n-{mark.id}", class_=quiet)


def _statement(view: AuditView, row: Row) -> Html:
    """Return what a row states, its indicator leading to the table of statements."""
    rest = [explain_value(view, row), *remarks(view, row)]
    return join([link(f"#i-{row['mention_id']}", indicator_of(view, row)), view.word("colon"), *_listed(rest, view)])


def _listed(parts: Sequence[str], view: AuditView) -> Iterator[str]:
    yield view.word("audit_pause").join(part for part in parts if part)


def explain(view: AuditView, row: Row) -> str:
    """Say what a row of the ledger states, or why it states nothing."""
    if row["disposition"] != "indicator":
        return view.reason(row["reason"] or "")
    rest = [explain_value(view, row), *remarks(view, row)]
    return indicator_of(view, row) + view.word("colon") + "".join(_listed(rest, view))


def indicator_of(view: AuditView, row: Row) -> str:
    """Name the indicator of a row; one without a code by the document's words."""
    if row["indicator"] is None:
        return view.word("audit_no_code", words=row["indicator_text"] or "")
    return view.ds.codelists.indicator[row["indicator"]].name(view.language)


def explain_value(view: AuditView, row: Row) -> str:
    """Return value, year and type of a statement."""
    kind = view.ds.codelists.value_type[row["value_type"]].name(view.language) if row["value_type"] else ""
    return view.word("audit_pause").join(part for part in (value_of(view, row), view.year(row), kind) if part)


def value_of(view: AuditView, row: Row) -> str:
    """Return the value of a statement as printed; its unit is the document's where no observation was made of it."""
    if row["value"] is None:
        return view.word("audit_no_value")
    own = view.printed.get(row["mention_id"], {})
    unit = own.get("unit_measure") or row["unit"]
    shape = {
        "obs_value": row["value"],
        "unit_measure": unit,
        "comparator": row["comparator"],
        "unit_mult": own.get("unit_mult"),
    }
    if unit is None:
        return f"{row['value']:,.10g}"
    return view.value({**shape, "decimals": own.get("decimals")})


def remarks(view: AuditView, row: Row) -> list[str]:
    """Say what is not as printed: another area than the document's, an inferred year, a repair, a correction."""
    said = [view.word(text) for rule, text in INFERRED.items() if rule in (row["rule_id"] or "").split()]
    own = view.ds.sources[row["source_id"]].ref_area
    if row["ref_area"] not in (None, own):
        said.insert(0, view.area(row["ref_area"]))
    elif row["ref_area"] is None and row["ref_area_text"] is not None:
        said.insert(0, row["ref_area_text"])
    said += [view.word("audit_number_repaired")] if row["repair"] is not None else []
    return said + ([view.word("audit_number_corrected")] if is_corrected(row) else [])
