"""What moved since the previous publication, and why: title, what follows for the reader, and what was compared.

The rows, with their reasons, come from `compare.changes`; nothing is held against anything here. The tables are in
`compare.pages.changes_tables`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import pandas as pd

from compare.dataset import Dataset, Measure, Source, measure_name, to_rows
from compare.pages.markup import Content, Html, element, join, table
from compare.pages.page import Page, Row
from compare.pages.tongue import with_chinese

_TITLED = 3
"""As many counts stand in the title."""

_TOLD = 12
"""As many sentences of a kind say what follows."""

_PLACED = frozenset({"source", "place"})
_SAME: Mapping[str, frozenset[str]] = {
    "observation": _PLACED | {"quote", "statements", "printed", "remark"},
    "derived": _PLACED | {"formula", "printed", "remark"},
    "finding": _PLACED | {"quote", "statements"},
    "instrument": _PLACED | {"rule"},
    "responsibility": _PLACED,
}
"""Ways to move that leave what a row says as it was, by what the row is."""

_ENDS = ("new", "gone")

_ORDER = (
    *("value", "new", "gone", "coded", "document_new", "document_gone", "document", "finding_new", "finding_gone", "finding"),
    *("reference", "derived", "instrument", "responsibility", "words"),
)
"""The counts in the order in which they are told."""


@dataclass(frozen=True)
class Moved(Page):
    """Two publications as the page on their differences sees them.

    Attributes
    ----------
    before : Dataset or None
        The previous publication; None where there is none.
    run, started : str
        Its run and time, empty where nobody recorded them.
    rows : pandas.DataFrame
        Rows of `compare.changes`.
    places, statuses : pandas.DataFrame
        Ranks and judgements that moved.
    """

    before: Dataset | None
    run: str
    started: str
    rows: pd.DataFrame
    places: pd.DataFrame
    statuses: pd.DataFrame

    @cached_property
    def moved(self) -> list[dict[str, Any]]:
        """The rows."""
        return to_rows(self.rows)

    def of(self, group: str) -> list[dict[str, Any]]:
        """Return the rows of a group: a kind of row, or ``words``, the rows of all kinds that say what they said."""
        return [row for row in self.moved if group_of(row) == group]

    @property
    def since(self) -> str:
        """The day of the previous publication."""
        if not self.started:
            return self.word("changes_since_unknown")
        day = datetime.fromisoformat(self.started)
        names = self.word("changes_months").split()
        name = names[day.month - 1] if names else ""
        return self.word("changes_since", year=day.year, month=day.month, day=day.day, name=name)


def group_of(row: Row) -> str:
    """Return the table that a row stands in."""
    is_same = set(row["moved"].split()) <= _SAME.get(row["what"], frozenset())
    return "words" if is_same else str(row["what"])


def _counts(view: Moved) -> list[str]:
    """Say how many rows moved, by how; the values of the documents first."""
    keys = [_count_key(row) for row in view.moved]
    return [view.count(f"changes_{key}", keys.count(key)) for key in _ORDER if key in keys]


def _count_key(row: Row) -> str:
    moves, group = row["moved"].split(), group_of(row)
    end = next((move for move in _ENDS if move in moves), "")
    if group == "observation":
        return end or ("value" if {"value", "bound", "unit"} & {*moves} else "coded")
    return f"{group}_{end}" if end and group in ("document", "finding") else group


def changes_title(view: Moved) -> str:
    """Return the title of the report: what was found."""
    if view.before is None:
        return view.word("changes_title_first")
    if not view.moved:
        return view.word("changes_title_same", since=view.since)
    return view.word("changes_title", since=view.since, parts=view.listing(_counts(view)[:_TITLED]))


def changes_lead(view: Moved) -> str:
    """Say in a sentence or two what moved, or that nothing did."""
    held = {
        "documents": view.count("changes_documents", len(view.ds.sources)),
        "values": view.count("changes_values", len(view.ds.rows)),
    }
    if view.before is None:
        return view.word("changes_first", **held)
    if not view.moved:
        return view.word("changes_same", since=view.since, **held)
    unexplained = sum(not row["is_explained"] for row in view.moved)
    why = view.word("changes_unexplained", n=unexplained) if unexplained else view.word("changes_explained")
    return view.word("changes_lead", since=view.since, parts=view.listing(_counts(view))) + view.gap + why


def changes_opening(view: Moved) -> Html:
    """Say what moved: title, counts, and what follows for ranks, judgements and findings."""
    parts: list[Content] = [element("h1", changes_title(view)), element("p", changes_lead(view), class_="lead")]
    if view.moved:
        parts += [element("h2", view.word("changes_follows"), id="follows"), _follows(view)]
    return join(parts)


def _follows(view: Moved) -> Html:
    """Return what follows as sentences, or that nothing does."""
    findings = [row for row in view.of("finding") if row["moved"] in _ENDS]
    told = [
        [_place(view, row) for row in to_rows(view.places)],
        [_status(view, row) for row in to_rows(view.statuses)],
        [_finding(view, row) for row in findings],
    ]
    if not any(told):
        return element("p", view.word("changes_follows_none"))
    return join(_listed(view, items) for items in told if items)


def _listed(view: Moved, items: list[Html]) -> Html:
    more = len(items) - _TOLD
    return join(
        [
            element("ul", *(element("li", item) for item in items[:_TOLD])),
            element("p", view.word("changes_more", n=more), class_="note") if more > 0 else None,
        ]
    )


def _named(view: Moved, row: Row) -> Html:
    name = measure_name(view.ds, Measure.of(row), view.language)
    return element("strong", f"{view.area(row['ref_area'])} {name}")


def _place(view: Moved, row: Row) -> Html:
    """Say in a sentence how the place of an area moved."""
    key = "changes_rank"
    if row["before_rank"] is None or row["after_rank"] is None:
        key = "changes_ranked" if row["before_rank"] is None else "changes_unranked"
    elif row["before_rank"] == row["after_rank"]:
        key = "changes_rank_kept"
    ends = {"old": row["before_rank"], "new": row["after_rank"]}
    said = [view.word(key, **ends, before=row["before_ranked"], after=row["after_ranked"])]
    if row["was_first"] != row["is_first"]:
        said.append(view.word("changes_leads" if row["is_first"] else "changes_led"))
    if not row["is_settled"]:
        said.append(view.word("changes_unsettled"))
    return join([_named(view, row), view.word("colon"), _sentence(view, said)])


def _sentence(view: Moved, parts: Iterable[str]) -> str:
    return ("；" if view.language == "zh" else "; ").join(parts)


def _status(view: Moved, row: Row) -> Html:
    """Say in a sentence how the judgement of a target moved."""
    codes = view.ds.codelists.attainment
    old, new = (codes[row[f"{side}_status"]].name(view.language) for side in ("before", "after"))
    said = view.word("changes_status", old=old, new=new, reason=row[f"reason_{view.language}"])
    return join([_named(view, row), view.word("brackets", text=view.year(row)), view.word("colon"), said])


def _finding(view: Moved, row: Row) -> Html:
    side, key = ("after", "changes_finding_came") if row["moved"] == "new" else ("before", "changes_finding_went")
    return join([element("strong", view.word(key)), with_chinese(row[f"{side}_{view.language}"], view.language)])


def compared(view: Moved) -> Html:
    """Say what was held against what: runs, dates, documents with their checksums."""
    parts: list[Content] = [element("h2", view.word("changes_compared"), id="compared")]
    if view.before is not None:
        unknown = view.word("changes_unknown")
        old, new = view.before, view.ds
        facts: list[list[Content]] = [
            [view.word("changes_run"), view.run or unknown],
            [view.word("changes_started"), view.started.replace("T", " ") or unknown],
            [view.word("changes_held"), f"{len(old.sources)} → {len(new.sources)}"],
            [view.word("changes_stated"), f"{len(old.rows)} → {len(new.rows)}"],
        ]
        parts.append(table(["", ""], facts, classes="facts"))
    heads = [view.word(key) for key in ("changes_document_head", "changes_checksum")]
    heads += [view.word("changes_state")] if view.before is not None else []
    known = {} if view.before is None else view.before.sources
    lines = [_document(view, source) for source in ({**known, **view.ds.sources}).values()]
    return join([*parts, table(heads, lines)])


def _document(view: Moved, source: Source) -> list[Content]:
    title = element("span", view.title_of(source), id=f"s-{source.id}")
    digest = element("span", source.sha256[:16], class_="nowrap")
    if view.before is None:
        return [title, digest]
    old, new = view.before.sources.get(source.id), view.ds.sources.get(source.id)
    state = "new" if old is None else "gone" if new is None else "same" if old == new else "other"
    return [title, digest, element("td", view.word(f"changes_{state}_document"), class_="nowrap")]
