"""Figures of other sources around targets: the pace so far beside the one required, what surrounds an area, the sources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from compare.dataset import format_change, to_rows
from compare.pages.actuals import Actuals, figure_anchor
from compare.pages.markup import Content, Html, element, join, link, table
from compare.pages.page import Row
from compare.pages.quoting import quoted, source_list
from compare.pages.tongue import in_own_language


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
    tables: list[Content] = []
    for area in dict.fromkeys(row["ref_area"] for row in view.targets):
        lines = [_pace(view, row, known.get(row["observation_id"])) for row in view.targets if row["ref_area"] == area]
        tables.append(_paces(view, area, [line for line in lines if line is not None]))
    drawn = list(charts)
    if not any(tables) and not drawn:
        return None
    note = element("p", view.word("actuals_pace_note"), class_="note")
    return join([element("h2", view.word("actuals_pace"), id="pace"), note, *tables, *drawn])


def _paces(view: Actuals, area: str, lines: list[list[Content]]) -> Html | None:
    """Return the table of an area; the columns of the pace so far only where there is one."""
    heads = ["profile_indicator", "target", "actuals_required", "actuals_so_far", "actuals_between"]
    columns = heads if any(line[-1] for line in lines) else heads[:3]
    rows = [line[: len(columns)] for line in lines]
    return table([view.word(key) for key in columns], rows, caption=view.area(area), numbers=(1, 2, 3)) if rows else None


def _pace(view: Actuals, target: Row, so_far: Row | None) -> list[Content] | None:
    """Return the line of a target; None where the pace required is not known."""
    required = view.ds.steps_of(target["observation_id"]).get("pace")
    if required is None:
        return None
    years = f"{so_far['baseline_period']}–{so_far['actual_period']}" if so_far else ""
    done = format_change(view.ds, so_far, view.language) if so_far else ""
    cells: list[Content] = [view.name(target), quoted(target, view.target(target))]
    return [
        *cells,
        format_change(view.ds, required, view.language),
        done,
        element("span", years, class_="nowrap") if so_far else "",
    ]


def surroundings(view: Actuals) -> Html | None:
    """Show the figures of the areas with actuals and of those around them, year by year."""
    known = {(row["ref_area"], row["indicator"]) for row in view.known}
    around: dict[tuple[str, str], set[str]] = {}
    for row in view.around:
        around.setdefault((row["ref_area"], row["indicator"]), set()).add(row["context_area"])
    tables = [_around(view, *key) for key, areas in around.items() if key in known and len(areas) > 1]
    if not tables:
        return None
    note = element("p", view.word("actuals_context_note"), class_="note")
    return join([element("h2", view.word("actuals_context"), id="context"), note, *tables])


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
    keys = ("area", "profile_indicator", "year", "actuals_value", "actuals_vintage", "actuals_confidence", "source")
    lines = [_source(view, row) for row in rows]
    caption = view.word("actuals_figures")
    shown = table(
        [view.word(key) for key in keys], lines, caption=caption, numbers=(3,), row_ids=[figure_anchor(r) for r in rows]
    )
    note = element("p", view.word("actuals_figures_note"), class_="note")
    return element("div", shown, note, id="figures-of-others")


def _source(view: Actuals, row: dict[str, Any]) -> list[Content]:
    codes = view.ds.codelists
    name = codes.indicator[row["indicator"]].name(view.language)
    kept = [codes.vintage[row["vintage"]].name(view.language), codes.qualifier[row["qualifier"]].name(view.language)]
    named = in_own_language(row["source_title"], view.language)
    title = link(row["source_address"], named) if row["source_address"] else named
    note = element("div", in_own_language(row["note"], view.language), class_="note") if row["note"] else None
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
