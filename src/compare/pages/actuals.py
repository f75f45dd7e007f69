"""Targets beside what became of them: what the sections share, what has been reached, the table, what is open and why.

Statuses, ratios and reasons come with the rows of `compare.attainment`; nothing is judged here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import pandas as pd

from compare.dataset import MARKS, Measure, measure_name, to_rows
from compare.pages.markup import Content, Html, element, join, link, table
from compare.pages.page import Page, Row
from compare.pages.quoting import quote_anchor, quote_table, quoted
from compare.pages.tongue import with_quote

_NAMED = 2
"""As many areas are named in the title."""

_RULE = ("actuals_rule_target", "actuals_rule_actual", "actuals_rule_latest", "actuals_rule_known", "actuals_rule_line")


@dataclass(frozen=True)
class Actuals(Page):
    """Targets and actuals as their page sees them.

    Attributes
    ----------
    rows : pandas.DataFrame
        Rows of `compare.attainment`, with those of which no figure is known.
    context : pandas.DataFrame
        Rows of `compare.attainment_context` of their areas and indicators.
    beyond : mapping of str to int
        How many targets of each kind have nothing to be held against.
    """

    rows: pd.DataFrame
    context: pd.DataFrame
    beyond: dict[str, int]

    @cached_property
    def targets(self) -> list[dict[str, Any]]:
        """The rows."""
        return to_rows(self.rows)

    @property
    def known(self) -> list[dict[str, Any]]:
        """The targets of which a figure is known, whether it counts or not."""
        return [row for row in self.targets if row["actual_value"] is not None]

    @property
    def unknown(self) -> list[dict[str, Any]]:
        """The targets of which no figure of the area is known."""
        return [row for row in self.targets if row["actual_value"] is None]

    @cached_property
    def around(self) -> list[dict[str, Any]]:
        """The rows of the context."""
        return to_rows(self.context)

    def name(self, row: Row) -> str:
        """Return the name of a target's measure, without its unit."""
        return measure_name(self.ds, Measure.of(row), self.language)

    def target(self, row: Row) -> str:
        """Return the value of a target as printed."""
        return self.value(self.ds.observation(row["observation_id"]) or {"obs_value": None})

    def actual(self, row: Row) -> str:
        """Return the value of an actual."""
        return self.value(
            {"obs_value": row["actual_value"], "unit_measure": row["unit_measure"], "comparator": row["actual_comparator"]}
        )

    def status(self, row: Row) -> str:
        """Return the name of a status."""
        return self.ds.codelists.attainment[row["status"]].name(self.language)


def figure_anchor(row: Row) -> str:
    """Return the id of a figure of another source in the list of sources."""
    return f"f-{row['reference_id']}"


def actuals_title(view: Actuals) -> str:
    """Return the title of the report."""
    areas = list(dict.fromkeys(row["ref_area"] for row in view.targets))
    if len(areas) <= _NAMED:
        return view.word("actuals_title_of", areas=view.names(areas))
    return view.word("actuals_title", areas=view.count("areas", len(areas)))


def actuals_lead(view: Actuals) -> str:
    """Say of how many targets figures are known, and what they show."""
    known, total = view.known, len(view.targets)
    areas = view.count("areas", len({row["ref_area"] for row in view.targets}))
    if not known:
        return view.word("actuals_none", n=view.count("targets", total), areas=areas)
    counts = {"n": view.count("targets", total), "areas": areas, "known": len(known), "unknown": total - len(known)}
    return view.word("actuals_lead", **counts, statuses=view.listing(_status_counts(view, known)))


def _status_counts(view: Actuals, rows: Iterable[Row]) -> list[str]:
    counts = Counter(row["status"] for row in rows)
    codes = view.ds.codelists.attainment
    return [
        view.word("actuals_status_count", status=codes[code].name(view.language), n=counts[code])
        for code in codes
        if counts[code]
    ]


def actuals_opening(view: Actuals) -> Html:
    """Say what came of the targets: title, counts, area by area."""
    own = [row for row in view.known if row["is_target_year"]]
    years = view.word("actuals_years", own=len(own), latest=len(view.known) - len(own)) if view.known else None
    return join(
        [
            element("h1", actuals_title(view)),
            element("p", actuals_lead(view), class_="lead"),
            element("p", years) if years else None,
            _beyond(view),
            element("h2", view.word("actuals_findings"), id="findings") if view.known else None,
            element("ul", *(_finding(view, row) for row in view.known)) if view.known else None,
        ]
    )


def _beyond(view: Actuals) -> Html | None:
    """Say how many targets nothing can be held against, by kind."""
    kinds = view.ds.codelists.kind
    said = [view.word("actuals_kind", kind=kinds[code].name(view.language), n=n) for code, n in view.beyond.items()]
    return element("p", view.word("actuals_beyond", kinds=view.listing(said)), class_="note") if said else None


def _finding(view: Actuals, row: Row) -> Html:
    """Say in a sentence where a target landed."""
    name = element("strong", link(f"#t-{row['observation_id']}", f"{view.area(row['ref_area'])} {view.name(row)}"))
    key = "actuals_finding" if row["is_target_year"] else "actuals_finding_latest"
    ratio = share_text(row)
    said = view.word(
        key,
        status=view.status(row),
        actual=view.actual(row),
        year=row["actual_period"],
        target=view.target(row),
        due=row["time_period"],
    )
    return element("li", name, view.word("colon"), said, view.word("actuals_share", share=ratio) if ratio else None)


def share_text(row: Row) -> str:
    """Return the actual as a percentage of the target, with its mark; nothing where there is none."""
    if row["ratio"] is None:
        return ""
    return f"{MARKS[row['ratio_comparator'] or '=']}{row['ratio']:.1f}%"


def actuals_table(view: Actuals, chart: Html | None = None) -> Html | None:
    """Show targets and actuals with ratio, status and reason, area by area."""
    if not view.known:
        return None
    heads = [
        view.word(key) for key in ("profile_indicator", "target", "actuals_actual", "actuals_ratio", "actuals_status", "reason")
    ]
    tables = []
    for area in dict.fromkeys(row["ref_area"] for row in view.known):
        rows = [row for row in view.known if row["ref_area"] == area]
        ids = [f"t-{row['observation_id']}" for row in rows]
        lines = [_line(view, row) for row in rows]
        tables.append(table(heads, lines, caption=view.area(area), numbers=(1, 2, 3), row_ids=ids, classes="attained"))
    note = element("p", view.word("actuals_table_note"), class_="note")
    return join([element("h2", view.word("actuals_table"), id="actuals"), chart, *tables, note])


def _line(view: Actuals, row: Row) -> list[Content]:
    target = join([quoted(row, view.target(row)), element("div", view.year(row), class_="note")])
    kept = [view.year({"time_period": row["actual_period"]}), view.ds.codelists.vintage[row["vintage"]].name(view.language)]
    kept.append(view.ds.codelists.qualifier[row["qualifier"]].name(view.language))
    actual = join(
        [link(f"#{figure_anchor(row)}", view.actual(row)), *(element("div", text, class_="note nowrap") for text in kept)]
    )
    ratio = join([share_text(row), _which_year(view, row)])
    status = element("td", element("strong", view.status(row)), class_="nowrap")
    reason = element("td", with_quote(str(row[f"reason_{view.language}"]), view.language), class_="quote")
    return [view.name(row), target, actual, ratio, status, reason]


def _which_year(view: Actuals, row: Row) -> Html | None:
    if row["ratio"] is None:
        return None
    return element("div", view.word("actuals_attainment" if row["is_target_year"] else "actuals_latest"), class_="note")


def open_targets(view: Actuals) -> Html | None:
    """List the targets of which no figure is known, by what is known instead."""
    if not view.unknown:
        return None
    nearest: dict[tuple[str, str], str] = {}
    for row in view.around:
        nearest.setdefault((row["ref_area"], row["indicator"]), row["context_area"])
    groups: dict[str, dict[str, list[Row]]] = {row["ref_area"]: {} for row in view.unknown}
    for row in view.unknown:
        area = nearest.get((row["ref_area"], row["indicator"]))
        reason = view.word("actuals_borrowed", area=view.area(area)) if area else view.word("actuals_no_figure")
        groups[row["ref_area"]].setdefault(reason, []).append(row)
    heads = [view.word(key) for key in ("area", "reason", "targets")]
    lines: list[list[Content]] = [
        [
            view.area(area),
            element("td", reason, style="width: 26%"),
            join((_open(view, row) for row in rows), view.word("list_comma")),
        ]
        for area, reasons in groups.items()
        for reason, rows in reasons.items()
    ]
    lead = element("p", view.word("actuals_open_note", n=view.count("targets", len(view.unknown))))
    return join([element("h2", view.word("actuals_open"), id="open"), lead, table(heads, lines, classes="reasons")])


def _open(view: Actuals, row: Row) -> Html:
    """Return a target with its value, linked to its quote."""
    return join([f"{view.name(row)} ", quoted(row, f"{view.target(row)}{view.word('brackets', text=view.year(row))}")])


def rule(view: Actuals) -> Html:
    """Say by what rule targets are held against actuals, and what each status means."""
    items = [element("li", view.word(key)) for key in _RULE]
    codes = view.ds.codelists.attainment.values()
    statuses: list[list[Content]] = [[code.name(view.language), code.description(view.language)] for code in codes]
    heads = [view.word("actuals_status"), view.word("actuals_meaning")]
    return join([element("h2", view.word("actuals_rule"), id="rule"), element("ul", *items), table(heads, statuses)])


def _quoted_name(view: Actuals, row: Row) -> Html:
    """Return the name of a target at its quote, with the way back to where the page holds it against an actual, or cannot."""
    is_known = any(known["observation_id"] == row["observation_id"] for known in view.known)
    back = f"#t-{row['observation_id']}" if is_known else "#open"
    return join([view.name(row), " ", link(back, "↑", class_="note screen", aria_label=view.word("see_place"))])


def actuals_quotes(view: Actuals) -> Html:
    """Show the words of the documents behind every target, area by area."""
    parts: list[Content] = [
        element("h2", view.word("quotes"), id="quotes"),
        element("p", view.word("quotes_note"), class_="note"),
    ]
    for area in dict.fromkeys(row["ref_area"] for row in view.targets):
        found = (view.ds.observation(row["observation_id"]) for row in view.targets if row["ref_area"] == area)
        shown = quote_table(
            view,
            [row for row in found if row is not None],
            anchor=quote_anchor,
            head=partial(_quoted_name, view),
            heads=("profile_indicator", "target"),
            caption=view.area(area),
        )
        parts.append(element("div", shown, id=f"quotes-{area}"))
    return join(parts)
