"""The closing sections of a report on policy actions: differences and instruments with their quotes, units, sources.

Quotes are text of the documents: they are escaped, and each says where it stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from compare.dataset import Source, to_rows
from compare.pages.actions import ActionsView
from compare.pages.markup import Content, Html, element, join, link, table
from compare.pages.page import Row
from compare.pages.quoting import source_list

_CHARGED = ("lead", "responsible")
"""Roles of the units that answer for a passage."""


def differences_section(view: ActionsView) -> Html:
    """Show for each plan the instruments that others do not use, with its most telling quote."""
    areas = list(dict.fromkeys(source.ref_area for source in view.plans))
    if len(areas) < 2:
        return Html("")
    parts: list[Content] = [
        element("h2", view.word("actions_differences"), id="differences"),
        element("p", view.word("actions_differences_note"), class_="note"),
    ]
    for area in areas:
        parts += [element("h3", view.area(area), id=f"d-{area}"), _differences(view, area, areas)]
    return join(parts)


def _differences(view: ActionsView, area: str, areas: Sequence[str]) -> Html:
    """List what an area's plans use and those of another do not."""
    best: dict[str, Row] = {}
    lacking: dict[str, list[str]] = {}
    others = [other for other in areas if other != area]
    for other in others:
        for row in to_rows(view.differences[area, other]):
            best[row["instrument"]] = row
            lacking.setdefault(row["instrument"], []).append(other)
    if not best:
        return element("p", view.word("actions_differs_none"))
    heads = [view.word(key) for key in ("actions_instrument", "actions_not_in", "quote", "characters")]
    rows: list[Sequence[Content]] = []
    for code in (code for code in view.instruments if code in best):
        is_only = len(lacking[code]) == len(others) > 1
        names = view.word("actions_every_other") if is_only else view.listing(map(view.area, lacking[code]))
        rows.append([link(f"#x-{code}", view.instrument(code)), names, _quote(best[code]), _place(best[code])])
    return table(heads, rows, classes="quoted")


def _quote(row: Row) -> Html:
    """Return a quote and the section in which it stands."""
    note = element("div", row["section"], class_="note") if row["section"] is not None else None
    return element("td", " ".join(row["quote"].split()), note, class_="quote", lang="zh")


def _place(row: Row) -> Html:
    """Return the characters of a quote, as a link to its document."""
    return link(f"#s-{row['source_id']}", f"{row['char_start']}–{row['char_end']}", class_="nowrap")


def instruments_section(view: ActionsView) -> Html:
    """Show for each instrument which plan says what."""
    parts: list[Content] = [
        element("h2", view.word("actions_instruments"), id="instruments"),
        element("p", view.word("actions_instruments_note"), class_="note"),
    ]
    for group, codes in view.groups.items():
        parts.append(element("h3", view.group(group), id=f"g-{group or 'other'}"))
        parts += [_instrument(view, code) for code in codes]
    return join(parts)


def _instrument(view: ActionsView, code: str) -> Html:
    """Show an instrument: what it is, its quotes plan by plan, and in which plans none was found."""
    entry = view.ds.codelists.instrument[code]
    users = view.users(code)
    silent = view.listing(view.plan(source) for source in view.plans if source not in users)
    parts: list[Content] = [
        element("h4", view.instrument(code), id=f"x-{code}"),
        element("p", entry.description(view.language), class_="note"),
        _quotes(view, code, users) if users else None,
        element("p", view.word("actions_not_found", names=silent), class_="note") if silent else None,
    ]
    return element("section", *parts)


def _quotes(view: ActionsView, code: str, users: Iterable[Source]) -> Html:
    """Build the table of quotes of an instrument; the first of each plan is the anchor of both."""
    rows: list[Sequence[Content]] = []
    ids: list[str] = []
    for source in users:
        for turn, row in enumerate(view.quotes[source.id, code]):
            anchor = f"x-{code}-{source.id}"
            ids.append(anchor if turn == 0 else f"{anchor}-{turn + 1}")
            rows.append([view.plan(source), _quote(row), _place(row), f"{row['score']:.2f}"])
    heads = [view.word(key) for key in ("actions_plan", "quote", "characters", "actions_score")]
    return table(heads, rows, classes="quoted", numbers=(3,), row_ids=ids)


def units_section(view: ActionsView) -> Html:
    """Show the units that the plans make responsible, plan by plan; name the plans that make none."""
    charges: dict[str, list[Row]] = {}
    for row in to_rows(view.ds.responsibilities):
        charges.setdefault(row["source_id"], []).append(row)
    parts: list[Content] = [element("h2", view.word("actions_units"), id="units")]
    naming = [source for source in view.plans if source.id in charges]
    if naming:
        parts.append(element("p", view.word("actions_units_note"), class_="note"))
    parts += [_units(view, source, charges[source.id]) for source in naming]
    silent = view.listing(view.plan(source) for source in view.plans if source.id not in charges)
    return join([*parts, element("p", view.word("actions_units_none", names=silent)) if silent else None])


def _units(view: ActionsView, source: Source, charges: Sequence[Row]) -> Html:
    """Build the table of a plan's units, those that answer for most passages first."""
    roles = [role for role in view.ds.codelists.role if any(row["role"] == role for row in charges)]
    counts = Counter((row["unit_name_full"], row["role"]) for row in charges)
    units = dict.fromkeys(row["unit_name_full"] for row in charges)
    ordered = sorted(units, key=lambda unit: [-counts[unit, role] for role in roles])
    rows: list[Sequence[Content]] = []
    for unit in ordered:
        own = [row for row in charges if row["unit_name_full"] == unit and row["role"] in _CHARGED]
        named = join(
            (link(f"#x-{code}", view.instrument(code)) for code in _within(view, source, own)), view.word("list_comma")
        )
        rows.append([element("th", unit, scope="row", lang="zh"), *(counts[unit, role] or "" for role in roles), named])
    names = (view.ds.codelists.role[role].name(view.language) for role in roles)
    heads = [view.word("actions_unit"), *(name[:1].upper() + name[1:] for name in names), view.word("actions_unit_instruments")]
    return table(heads, rows, caption=view.plan(source), classes="units", numbers=range(1, len(roles) + 1))


def _within(view: ActionsView, source: Source, charges: Sequence[Row]) -> list[str]:
    """Return the instruments of which a quote stands in the passages of some charges."""

    def stands(row: Row) -> bool:
        return any(charge["scope_start"] <= row["char_start"] < charge["scope_end"] for charge in charges)

    return [code for code in view.instruments if any(map(stands, view.quotes.get((source.id, code), ())))]


def actions_sources(view: ActionsView) -> Html:
    """List the documents compared."""
    return source_list(view, view.plans)
