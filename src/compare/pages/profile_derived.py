"""What the targets of a region ask for, and how they look beside its size and its parent: tables of computed figures.

The figures are computed elsewhere and arrive as tables; each leads back to the quote of the target that it is computed from.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from compare.comparability import is_panelled
from compare.dataset import (
    Measure,
    comment_text,
    comparison,
    format_change,
    input_of,
    relative_measure,
    start_of,
    to_rows,
)
from compare.pages.markup import Content, Html, element, join, table
from compare.pages.page import Page, stated
from compare.pages.profile import Profile
from compare.pages.profile_targets import rank_text
from compare.pages.quoting import quoted
from compare.pages.tongue import in_own_language


def required_growth(profile: Profile, growth: pd.DataFrame, charts: Iterable[Html] = ()) -> Html | None:
    """Show how fast the region must grow.

    Parameters
    ----------
    profile : Profile
        The region.
    growth : pandas.DataFrame
        Rows of `compare.required_growth` of its indicators.
    charts : iterable of Html, optional
        Trajectories.

    Returns
    -------
    Html or None
        Heading, table, charts, and the targets without a pace by reason; None where there is no target.
    """
    own = [row for row in to_rows(growth) if row["ref_area"] == profile.region and _target_of(profile, row) is not None]
    if not own:
        return None
    paced = sorted((row for row in own if row["pace"] is not None), key=lambda row: row["baseline_value"] is None)
    return join(
        [
            profile.heading("profile_growth"),
            element("p", profile.word("profile_growth_note"), class_="note"),
            _paces(profile, paced) if paced else element("p", profile.word("profile_no_pace")),
            *charts,
            unpaced(profile, [row for row in own if row["pace"] is None]),
        ]
    )


def _target_of(profile: Profile, row: dict[str, Any]) -> dict[str, Any] | None:
    """Return the target of the region that a row is about."""
    keys = ("indicator", "definition", "kind")
    own = (target for target in profile.standing.values() if all(target[key] == row[key] for key in keys))
    return next(own, None)


def _paces(profile: Profile, rows: Iterable[dict[str, Any]]) -> Html:
    """Return the table of targets with a pace: from where to where, how fast, and what the baseline is."""
    targets = [target for target in (_target_of(profile, row) for row in rows) if target is not None]
    heads = ["measure", "baseline", "target", "profile_growth_rate", "profile_pace", "profile_basis"]
    lines = [_path(profile, target) for target in targets]
    return table([profile.word(key) for key in heads], lines, numbers=(1, 2, 3))


def _path(profile: Profile, target: dict[str, Any]) -> list[Content]:
    code = target["observation_id"]
    steps, start = profile.ds.steps_of(code), start_of(profile.ds, code)
    rate, change = steps.get("required_growth"), format_change(profile.ds, steps["pace"], profile.language)
    cells: list[Content] = [profile.label(Measure.of(target)), _end(profile, start) if start else ""]
    cells += [_end(profile, target), profile.value(rate) if rate else "", element("td", change, style="text-align: right")]
    basis = comment_text(profile.ds, steps["pace"]["comment"], profile.language)
    title = in_own_language(start["source_title"], profile.language) if start and "source_title" in start else None
    source = element("div", title, class_="note") if title else None
    return [*cells, join([basis, source])]


def _end(profile: Profile, row: dict[str, Any]) -> Html:
    """Return a value with its year below, linked to its quote where it has one."""
    amount: Content = quoted(row, profile.amount(row)) if "observation_id" in row else profile.amount(row)
    return join([amount, element("div", profile.year(row), class_="note")])


def unpaced(page: Page, rows: Iterable[dict[str, Any]]) -> Html | None:
    """List the targets without a pace by reason."""
    reasons: dict[str, list[str]] = {}
    for row in rows:
        name = page.ds.codelists.indicator[row["indicator"]].name(page.language)
        reasons.setdefault(str(row[f"sentence_{page.language}"]), []).append(name)
    if not reasons:
        return None
    lines: list[list[Content]] = [[reason, page.listing(dict.fromkeys(names))] for reason, names in reasons.items()]
    heads = [page.word("reason"), page.word("measures_column")]
    return table(heads, lines, caption=page.word("profile_unpaced"), classes="reasons")


def sized(profile: Profile) -> Html | None:
    """Show the amounts of the region over its population and GDP, with the rank among those that can be divided."""
    codes = profile.ds.codelists
    amounts = [m for m in profile.standing if is_panelled(m.kind, m.unit, codes)]
    lines = [line for line in (_sized(profile, measure) for measure in amounts) if line is not None]
    if not lines:
        return None
    heads = [profile.word("measure"), profile.word("target")]
    for entry in codes.denominator.values():
        heads += [profile.word("profile_per", name=entry.name(profile.language)), profile.word("rank")]
    note = element("p", profile.word("profile_sized_note"), class_="note")
    return join([profile.heading("profile_sized"), note, table(heads, lines, numbers=range(1, len(heads)))])


def _sized(profile: Profile, measure: Measure) -> list[Content] | None:
    """Return the line of a measure; None where nothing divides it."""
    target = profile.standing[measure]
    cells: list[Content] = []
    for code in profile.ds.codelists.denominator:
        cells += _over(profile, measure, code)
    return [profile.label(measure), quoted(target, profile.dated(target)), *cells] if any(cells) else None


def _over(profile: Profile, measure: Measure, denominator: str) -> list[str]:
    """Return a target over a denominator, and its rank; both empty where nothing divides it."""
    asked = relative_measure(measure, denominator, profile.ds.codelists)
    target = profile.standing[measure]["observation_id"]
    found = (row for row in profile.ds.sized(asked.indicator) if Measure.of(row) == asked)
    own = next((row for row in found if row["input_ids"].split(" ")[0] == target), None)
    if own is None:
        return ["", ""]
    return [profile.amount(own), _rank(profile, measure, denominator) if profile.others(measure) else ""]


def _rank(profile: Profile, measure: Measure, denominator: str) -> str:
    """Return the rank of the region among the areas whose targets can be divided."""
    choice: dict[str, Any] = {"definition": measure.definition, "kind": measure.kind, "regions": profile.areas}
    rows = to_rows(comparison(profile.ds, measure.indicator, per=denominator, **choice))
    return rank_text(profile, stated(rows))


def shares(profile: Profile, rows: pd.DataFrame, chart: Html | None = None) -> Html | None:
    """Show what part of the area around it the region is.

    Parameters
    ----------
    profile : Profile
        The region.
    rows : pandas.DataFrame
        Rows of `compare.derived` for ``share_of_parent``.
    chart : Html, optional
        The figure.

    Returns
    -------
    Html or None
        Heading, chart and table; None where there is no share.
    """
    own = [row for row in to_rows(rows) if row["ref_area"] == profile.region]
    if not own:
        return None
    parent = own[0]["reference_area"]
    heads = [profile.word("measure"), profile.word("year"), profile.area(profile.region), profile.area(parent)]
    lines = [_share(profile, row) for row in own]
    return join(
        [
            profile.heading("profile_shares"),
            element("p", profile.word("profile_shares_note"), class_="note"),
            chart,
            table([*heads, profile.word("profile_share")], lines, numbers=(2, 3, 4)),
        ]
    )


def _share(profile: Profile, row: dict[str, Any]) -> list[Content]:
    name = profile.ds.codelists.indicator[row["indicator"]].name(profile.language)
    parts = [_input(profile, code) for code in row["input_ids"].split(" ")]
    return [name, profile.year(row), *parts, profile.value(row)]


def _input(profile: Profile, code: str) -> Content:
    """Return what a share is computed from: a target, linked to its quote if the page has it, or a figure with its vintage."""
    found = input_of(profile.ds, code)
    if found is None:
        return ""
    value = profile.value(found)
    if "vintage" in found:
        vintage = profile.ds.codelists.vintage[found["vintage"]].name(profile.language)
        return join([value, element("div", vintage, class_="note")])
    return quoted(found, value) if _is_quoted(profile, code) else value


def _is_quoted(profile: Profile, code: str) -> bool:
    rows = [*profile.standing.values(), *(row for measure in profile.shared for row in profile.others(measure))]
    return any(row["observation_id"] == code for row in rows)
