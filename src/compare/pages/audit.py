"""The audit of documents: what it is of, the account of all numbers, and how they are marked.

An `AuditView` holds the documents and their ledgers; here are the sections that come before the text (`audit_text`) and the
tables of what a document states (`audit_tables`). Nothing is read, extracted or repaired here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from compare.dataset import Dataset, Source, to_rows
from compare.documents import Edit
from compare.pages.markup import Content, Html, element, join, link, table
from compare.pages.page import Page, Row

CLASSES = ("indicator", "uncatalogued", "date", "docref", "ordinal", "name", "other")
"""How a number is marked, in the order of the legend: its disposition, indicators with and without a code apart."""

_COLUMNS = (
    "audit_numbers",
    "audit_stating",
    "audit_statements",
    "audit_uncatalogued",
    "audit_silent",
    "audit_inferred",
    "audit_repaired",
    "audit_corrected",
)
"""Heads of the account, in the order of what `count` counts."""

INFERRED = {"year.plan": "audit_year_plan", "year.paragraph": "audit_year_paragraph"}
"""Rules that infer the year of a statement, and the words for it."""

CORRECTION = "correction:"
"""What the rule of a corrected mention begins with."""


@dataclass(frozen=True)
class Mark:
    """The characters ``start:end`` of a text, with the rows of the ledger that stand there; none where it has none."""

    start: int
    end: int
    rows: tuple[Row, ...]

    @property
    def id(self) -> str:
        """The identifier of the first row, else the place."""
        return str(self.rows[0]["mention_id"]) if self.rows else str(self.start)

    @property
    def sort(self) -> str:
        """How it is marked: a member of `CLASSES`, else ``missing``."""
        if not self.rows:
            return "missing"
        first = self.rows[0]
        is_unknown = first["disposition"] == "indicator" and all(row["indicator"] is None for row in self.rows)
        return "uncatalogued" if is_unknown else str(first["disposition"])


@dataclass(frozen=True)
class AuditedDocument:
    """A document with all that was made of its numbers.

    Attributes
    ----------
    source : Source
        What it is.
    text : str
        The stored text.
    rows : tuple of mapping
        Its ledger: rows of table ``mentions``.
    edits : tuple of Edit
        What was repaired before it was read.
    corrections : tuple of mapping
        What a person decided: ``id``, ``char_start``, ``char_end``, ``text``, ``action``, ``expect``, ``set``, ``reason``.
    """

    source: Source
    text: str
    rows: tuple[Row, ...]
    edits: tuple[Edit, ...] = ()
    corrections: tuple[Row, ...] = ()

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """The numbers in the order of the text; rows on the same characters share a mark."""
        marks: list[Mark] = []
        for row in sorted(self.rows, key=lambda row: (row["char_start"], row["char_end"])):
            if marks and row["char_start"] < marks[-1].end:
                last = marks.pop()
                marks.append(Mark(last.start, max(last.end, row["char_end"]), (*last.rows, row)))
            else:
                marks.append(Mark(row["char_start"], row["char_end"], (row,)))
        return tuple(marks)

    @cached_property
    def missing(self) -> tuple[Mark, ...]:
        """The digits that have no row, which a complete ledger does not leave."""
        held = {place for mark in self.marks for place in range(mark.start, mark.end)}
        return tuple(Mark(n, n + 1, ()) for n, character in enumerate(self.text) if character.isdecimal() and n not in held)

    @property
    def stated(self) -> list[Row]:
        """The rows that state an indicator, in the order of the text."""
        return [row for mark in self.marks for row in mark.rows if row["disposition"] == "indicator"]


@dataclass(frozen=True)
class AuditView(Page):
    """Documents as the pages of an audit see them.

    Attributes
    ----------
    documents : tuple of AuditedDocument
        In the order of the report.
    reasons : mapping of str to str
        Chinese words for the reasons of the ledger.
    whys : mapping of str to str
        The reason of each rule of repair, in the language of the page.
    """

    documents: tuple[AuditedDocument, ...]
    reasons: Mapping[str, str]
    whys: Mapping[str, str]

    def reason(self, text: str) -> str:
        """Return the reason of a row in the language of the page, as it is written where there is no translation."""
        return self.reasons.get(text, text) if self.language == "zh" else text

    @cached_property
    def printed(self) -> dict[str, Row]:
        """The observation of each mention that became one."""
        return {mention: row for row in self.ds.rows for mention in (row["mention_ids"] or "").split()}


def ledger_of(ds: Dataset, source_id: str) -> tuple[Row, ...]:
    """Return the rows of the ledger of one document."""
    return tuple(to_rows(ds.mentions[ds.mentions["source_id"] == source_id]))


def is_inferred(row: Row) -> bool:
    """Say whether the year of a statement is inferred."""
    return any(rule in INFERRED for rule in (row["rule_id"] or "").split())


def is_corrected(row: Row) -> bool:
    """Say whether a person has decided on a row."""
    return (row["rule_id"] or "").startswith(CORRECTION)


def count(documents: Iterable[AuditedDocument]) -> dict[str, int]:
    """Count what stands in the ledgers of documents, by the columns of the account."""
    marks = [mark for document in documents for mark in document.marks]
    rows = [row for mark in marks for row in mark.rows]
    stated = [row for row in rows if row["disposition"] == "indicator"]
    stating = sum(any(row["disposition"] == "indicator" for row in mark.rows) for mark in marks)
    return {
        "numbers": len(marks),
        "stating": stating,
        "statements": len(stated),
        "uncatalogued": sum(row["indicator"] is None for row in stated),
        "silent": len(marks) - stating,
        "inferred": sum(map(is_inferred, stated)),
        "repaired": sum(any(row["repair"] is not None for row in mark.rows) for mark in marks),
        "corrected": sum(map(is_corrected, rows)),
    }


def audit_title(view: AuditView) -> str:
    """Return the title of the report, with the number or the name of its documents."""
    if len(view.documents) == 1:
        return view.word("audit_title_one", name=view.title_of(view.documents[0].source))
    return view.word("audit_title", documents=len(view.documents))


def audit_lead(view: AuditView) -> str:
    """Return the first sentences: how many numbers, what they state, and what was inferred, repaired or corrected."""
    counts = count(view.documents)
    documents = view.count("documents", len(view.documents))
    keys = ("audit_lead", *(("audit_lead_uncatalogued",) if counts["uncatalogued"] else ()), "audit_lead_more")
    return view.gap.join(view.word(key, documents=documents, **counts) for key in keys)


def audit_opening(view: AuditView) -> Html:
    """Open the report: title, first sentences, whether every digit is accounted for, and the account of each document."""
    missing = sum(len(document.missing) for document in view.documents)
    complete = view.word("audit_incomplete", n=missing) if missing else view.word("audit_complete")
    return join(
        [
            element("h1", audit_title(view)),
            element("p", audit_lead(view), class_="lead"),
            element("p", complete, class_="warn" if missing else None),
            element("h2", view.word("audit_summary"), id="account"),
            _account(view),
            element("p", view.word("audit_summary_note"), class_="note"),
        ]
    )


def _account(view: AuditView) -> Html:
    """Build the table of counts: a row for each document, and their sum where there are several."""
    rows: list[Sequence[Content]] = []
    for document in view.documents:
        name = link(f"#d-{document.source.id}", view.title_of(document.source))
        rows.append([name, *count([document]).values()])
    if len(rows) > 1:
        rows.append([view.word("audit_total"), *count(view.documents).values()])
    columns = [view.word(name) for name in _COLUMNS]
    return table([view.word("document"), *columns], rows, classes="account", numbers=range(1, len(columns) + 1))


def audit_legend(view: AuditView) -> Html:
    """Show the marks with what they mean, how often each stands in the texts, and for which reasons."""
    marks = [mark for document in view.documents for mark in document.marks]
    rows: list[Sequence[Content]] = []
    for sort in CLASSES:
        same = [mark for mark in marks if mark.sort == sort]
        reasons = Counter(view.reason(row["reason"]) for mark in same for row in mark.rows if row["reason"] is not None)
        named = [view.word("audit_reason_count", reason=reason, n=n) for reason, n in reasons.most_common()]
        sample = same[0].rows[0]["text"] if same else "1"
        rows.append([sign(view, sort, sample), view.word(f"audit_is_{sort}"), len(same), view.word("list_comma").join(named)])
    heads = [view.word(name) for name in ("audit_mark", "audit_meaning", "audit_count", "audit_reasons")]
    return join(
        [
            element("h2", view.word("audit_legend"), id="legend"),
            element("p", view.word("audit_legend_note"), class_="note"),
            table(heads, rows, classes="legend", numbers=(2,)),
        ]
    )


def sign(view: AuditView, sort: str, text: str) -> Html:
    """Return a number as it is marked in the text, with the small word that says the same as its colour."""
    mark = element("span", text, class_=f"n n-{sort}", lang="zh" if view.language != "zh" else None)
    return join([mark, None if sort == "indicator" else element("sup", view.word(f"audit_sign_{sort}"), class_="sign")])
