"""Figures of other sources around targets: the pace so far beside the one required, what surrounds an area, the sources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from compare.dataset import format_change, to_rows
from compare.pages.actuals import Actuals, figure_anchor
from compare.pages.markup import Content, Html, element, join, link, table
from compare.pages.page import Row
from compare.pages.quoting import source_list


def paces(view: Actuals, so_far: pd.DataFrame, charts: Iterable[Html] = ()) -> Html | None:
    """Show the pace required beside the pace so far, and the trajectories.

    Parameters
    ----------
    view : Actuals
        The targets.
    so_far : pandas.DataFrame
        Rows of `compare.derive.pace_so_far`.
    charts : iterable of Html, optional
        Figures of targets that have a baseline.

    Returns
    -------
    Html or None
        Heading, table and figures; None where there is neither a pace nor a figure.
    """
    known = {row["observation_id"]: row for row in to_rows(so_far)}
    lines = [line for line in (_pace(view, row, known.get(row["observation_id"])) for row in view.targets) if line is not None]
    drawn = list(charts)
    if not lines and not drawn:
        return None
    heads = ["area", "measure", "target", "actuals_required", "actuals_so_far", "actuals_between"]
    shown = table([view.word(key) for key in heads], lines, numbers=(2, 3, 4)) if lines else None
    note = element("p", view.word("actuals_pace_note"), class_="note")
    return join([element("h2", view.word("actuals_pace"), id="pace"), note, shown, *drawn])


def _pace(view: Actuals, target: Row, so_far: Row | None) -> list[Content] | None:
    """Return the line of a target; None where neither pace is known."""
    required = next(
        (
            row
            for row in view.ds.computed
            if row["transformation"] == "pace" and row["input_ids"].split(" ")[0] == target["observation_id"]
        ),
        None,
    )
    if required is None:
        return None
    span = "" if so_far is None else f"{so_far['baseline_period']}–{so_far['actual_period']}"
    done = "" if so_far is None else format_change(view.ds, so_far, view.language)
    cells: list[Content] = [view.area(target["ref_area"]), view.name(target), view.quoted(target, view.target(target))]
    return [*cells, format_change(view.ds, required, view.language), done, span]


def surroundings(view: Actuals) -> Html | None:
    """Show the figures of the areas with actuals and of those around them, year by year."""
    known = {(row["ref_area"], row["indicator"]) for row in view.known}
    tables = [_around(view, area, indicator) for area, indicator in dict.fromkeys(_keys(view)) if (area, indicator) in known]
    if not tables:
        return None
    note = element("p", view.word("actuals_context_note"), class_="note")
    return join([element("h2", view.word("actuals_context"), id="context"), note, *tables])


def _keys(view: Actuals) -> list[tuple[str, str]]:
    return [(row["ref_area"], row["indicator"]) for row in view.around]


def _around(view: Actuals, area: str, indicator: str) -> Html:
    """Return the table of an area and an indicator: areas by years."""
    rows = [row for row in view.around if (row["ref_area"], row["indicator"]) == (area, indicator)]
    years = sorted({row["time_period"] for row in rows})
    lines: list[list[Content]] = []
    for around in dict.fromkeys(row["context_area"] for row in rows):
        by_year = {row["time_period"]: row for row in rows if row["context_area"] == around}
        head = join([view.area(around), element("div", view.level(around), class_="note")])
        lines.append([head, *(_figure(view, by_year.get(year)) for year in years)])
    name = view.ds.codelists.indicator[indicator].name(view.language)
    caption = view.word("actuals_context_of", indicator=name, area=view.area(area))
    shown = table([view.word("area"), *map(str, years)], lines, caption=caption, numbers=range(1, len(years) + 1))
    panelled = element("p", view.word("actuals_panelled"), class_="note") if rows[0]["is_panelled"] else None
    return join([shown, panelled])


def _figure(view: Actuals, row: Row | None) -> Content:
    """Return a figure, linked to its source; the latest is bold, a forecast says so."""
    if row is None:
        return ""
    text = link(f"#{figure_anchor(row)}", view.value(row))
    shown = element("strong", text) if row["is_latest"] else text
    status = view.ds.codelists.obs_status[row["obs_status"]].name(view.language)
    return join([shown, element("div", status, class_="note")]) if row["obs_status"] in ("F", "B") else shown


def actuals_sources(view: Actuals) -> Html:
    """List the documents of the targets, then every figure of another source that the page shows."""
    used = {row["source_id"] for row in view.targets}
    documents = [source for source in view.ds.sources.values() if source.id in used]
    return source_list(view, documents, _figures(view))


def _figures(view: Actuals) -> Html | None:
    """Return the table of figures with vintage, qualifier, confidence and source."""
    known = {(row["ref_area"], row["indicator"]) for row in view.known}
    codes = {row["reference_id"] for row in view.around if (row["ref_area"], row["indicator"]) in known}
    codes |= {row["reference_id"] for row in view.known} | {row["baseline_id"] for row in view.targets}
    rows = [row for row in view.ds.figures if row["reference_id"] in codes]
    if not rows:
        return None
    keys = ("area", "measure", "year", "actuals_value", "actuals_vintage", "actuals_confidence", "source")
    lines = [_source(view, row) for row in rows]
    caption = view.word("actuals_figures")
    shown = table(
        [view.word(key) for key in keys], lines, caption=caption, numbers=(3,), row_ids=[figure_anchor(r) for r in rows]
    )
    return element("div", shown, id="figures-of-others")


def _source(view: Actuals, row: dict[str, Any]) -> list[Content]:
    codes = view.ds.codelists
    name = codes.indicator[row["indicator"]].name(view.language)
    kept = [codes.vintage[row["vintage"]].name(view.language), codes.qualifier[row["qualifier"]].name(view.language)]
    title: Content = link(row["source_address"], row["source_title"]) if row["source_address"] else row["source_title"]
    note = element("div", row["note"], class_="note") if row["note"] else None
    value = view.value(row | {"comparator": codes.qualifier[row["qualifier"]].comparator})
    confidence = codes.confidence[row["confidence"]].name(view.language)
    return [
        view.area(row["ref_area"]),
        name,
        str(row["time_period"]),
        value,
        view.listing(kept),
        confidence,
        join([title, note]),
    ]
