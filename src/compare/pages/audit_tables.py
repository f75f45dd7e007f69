"""The tables of an audited document: what it states, what was repaired and corrected, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from compare.documents import PAGE_MARKER, Edit
from compare.pages.audit import AuditedDocument, AuditView
from compare.pages.audit_text import audit_text, edit_anchor, indicator_of, remarks, value_of
from compare.pages.markup import Content, Html, element, join, link, table
from compare.pages.page import Row
from compare.pages.quoting import source_list
from compare.pages.tongue import in_own_language


def audit_document(view: AuditView, document: AuditedDocument) -> Html:
    """Show one document: what it is, what it states, its text with every number marked, repairs and corrections.

    Parameters
    ----------
    view : AuditView
        The audit.
    document : AuditedDocument
        One of its documents.

    Returns
    -------
    Html
        A section with the id ``d-<source_id>``.
    """
    parts = [
        element("h2", view.title_of(document.source), id=f"d-{document.source.id}"),
        _facts(view, document),
        _stated(view, document),
        audit_text(view, document),
        *_mends(view, document),
    ]
    return element("section", *parts)


def _facts(view: AuditView, document: AuditedDocument) -> Html:
    source = document.source
    values = {
        "area": view.area(source.ref_area),
        "number": source.document_number or view.word("no_number"),
        "issued": view.issued(source),
        "period": f"{source.period_start}–{source.period_end}",
        "characters": f"{len(document.text):,}",
    }
    original = element("div", source.title, lang="zh", class_="note") if view.language != "zh" else None
    return join([original, element("p", view.word("audit_facts", **values), " ", link(f"#s-{source.id}", view.word("source")))])


def _stated(view: AuditView, document: AuditedDocument) -> Html:
    """List the statements of a document in the order of its text."""
    head = element("h3", view.word("audit_stated"), id=f"d-{document.source.id}-stated")
    if not document.stated:
        return join([head, element("p", view.word("audit_stated_none"))])
    names = ("audit_number", "audit_indicator", "audit_value", "audit_year", "audit_kind", "audit_rules")
    rows = [_statement(view, row) for row in document.stated]
    ids = [f"i-{row['mention_id']}" for row in document.stated]
    shown = table([view.word(name) for name in names], rows, classes="stated", numbers=(2,), row_ids=ids)
    return join([head, element("p", view.word("audit_stated_note"), class_="note"), shown])


def _statement(view: AuditView, row: Row) -> list[Content]:
    """Return the cells of one statement."""
    code = element("code", row["indicator"]) if row["indicator"] is not None else None
    notes = view.word("audit_pause").join(remarks(view, row))
    about = [indicator_of(view, row), element("div", code, class_="note") if code else None]
    about.append(element("div", notes, class_="note") if notes else None)
    named = [codes[row[name]].name(view.language) for name, codes in _coded(view) if row[name] is not None]
    place = element("div", f"{row['char_start']}–{row['char_end']}", class_="note nowrap")
    return [
        join([link(f"#m-{row['mention_id']}", " ".join(row["text"].split()), lang="zh"), place]),
        join(about),
        value_of(view, row),
        element("span", view.year(row), class_="nowrap"),
        view.word("audit_pause").join(named),
        element("div", element("code", row["rule_id"] or ""), f" {row['confidence'] or 0:.2f}", class_="note"),
    ]


def _coded(view: AuditView) -> tuple[tuple[str, Any], ...]:
    """Return the columns whose codes are named together, and their codelists."""
    return ("kind", view.ds.codelists.kind), ("value_type", view.ds.codelists.value_type)


def _mends(view: AuditView, document: AuditedDocument) -> Sequence[Html]:
    """Show what was repaired and what a person corrected, if anything."""
    name = document.source.id
    head = element("h3", view.word("audit_mends"), id=f"d-{name}-mends")
    if not document.edits and not document.corrections:
        return [head, element("p", view.word("audit_mends_none"))]
    return [head, *_repairs(view, document), *_corrections(view, document)]


def _repairs(view: AuditView, document: AuditedDocument) -> list[Html]:
    if not document.edits:
        return []
    heads = [view.word(name) for name in ("audit_stood", "audit_read", "characters", "audit_why")]
    rows: list[Sequence[Content]] = []
    for edit in document.edits:
        stood = document.text[edit.start : edit.end].replace("\n", view.word("audit_line_break"))
        around = document.text[max(0, edit.start - 6) : edit.end + 6].split("\n")[-1]
        shown = element("span", stood if stood.strip() else f"…{around}…", lang="zh")
        rows.append([shown, _read(view, edit), _place(document, edit), _why(view, edit)])
    return [table(heads, rows, caption=view.word("audit_repairs"), classes="mends")]


def _why(view: AuditView, edit: Edit) -> str:
    """Return the reason of a repair; that of page numbers is no rule of a lexicon."""
    return view.word("audit_page_number") if edit.rule == PAGE_MARKER else view.whys.get(edit.rule, edit.rule)


def _read(view: AuditView, edit: Edit) -> Html:
    return element("span", edit.text, lang="zh") if edit.text else element("span", view.word("audit_nothing"), class_="note")


def _place(document: AuditedDocument, edit: Edit) -> Html:
    """Return the place of a repair, as a link to it."""
    return link(f"#{edit_anchor(document, edit)}", f"{edit.start}–{edit.end}", class_="nowrap")


def _corrections(view: AuditView, document: AuditedDocument) -> list[Html]:
    if not document.corrections:
        return []
    heads = [view.word(name) for name in ("audit_number", "audit_action", "audit_before", "audit_after", "audit_why")]
    rows: list[Sequence[Content]] = []
    for entry in document.corrections:
        fields = [_fields(entry[name]) for name in ("expect", "set")]
        reason = (entry["reason_zh"] if view.language == "zh" else "") or entry["reason"]
        why = element("div", in_own_language(reason, view.language))
        rows.append([_corrected(document, entry), view.word(f"audit_action_{entry['action']}"), *fields, why])
    return [table(heads, rows, caption=view.word("audit_corrections"), classes="mends")]


def _corrected(document: AuditedDocument, entry: Row) -> Html:
    """Return the number of a correction, as a link to its mark."""
    touched = (mark for mark in document.marks if (mark.start, mark.end) == (entry["char_start"], entry["char_end"]))
    place = element("div", f"{entry['char_start']}–{entry['char_end']}", class_="note nowrap")
    return join([*(link(f"#m-{mark.id}", entry["text"], lang="zh") for mark in touched), place])


def _fields(values: Mapping[str, Any]) -> Html:
    return join(element("div", element("code", f"{name}: {value}")) for name, value in values.items())


def audit_sources(view: AuditView) -> Html:
    """List the documents audited."""
    return source_list(view, [document.source for document in view.documents])
