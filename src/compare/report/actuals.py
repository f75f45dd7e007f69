"""The report on targets and actuals: what ``notebooks/targets_and_actuals.ipynb`` calls.

`open_actuals` chooses the targets, the functions below it draw figures and hand tables to the sections of `compare.pages`,
`finish` writes the workbook and the sidecar.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from compare import pages
from compare.charts import plot_attainment, plot_trajectory
from compare.dataset import Dataset, Measure, split_names
from compare.derive import attainment, attainment_context, pace_so_far, required_growth
from compare.pages import Actuals
from compare.pages.markup import Html, element, link
from compare.report.made import Made
from compare.report.output import Output, check_names, close_output, open_output
from compare.report.parameters import check_values

_DEFAULTS = {"regions": "", "indicators": "", "language": "zh"}
_DRAWN = 6
"""As many trajectories are drawn; the table has all."""


@dataclass(frozen=True)
class Landing:
    """The report in the making.

    Attributes
    ----------
    view : Actuals
        Targets, actuals and language.
    regions, indicators : tuple of str or None
        The choice; None means all.
    output : Output
        Where files are written.
    """

    view: Actuals
    regions: tuple[str, ...] | None
    indicators: tuple[str, ...] | None
    output: Output


def open_actuals(ds: Dataset, *, output: str = "", **parameters: str) -> Landing:
    """Choose the targets.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    output : str, optional
        Folder for figures, workbook and sidecar; ``outputs/interactive`` of the project by default.
    **parameters : str
        `regions` and `indicators` (comma-separated; empty: all) and `language`, as in the parameters cell.

    Returns
    -------
    Landing
        The targets with what is known of each, and of the areas around.

    Raises
    ------
    UnknownNameError
        A region, indicator or parameter is not known.
    UsageError
        A value cannot be used, or no region states a target of the indicators.
    """
    check_names(parameters, _DEFAULTS)
    given = check_values(ds, _DEFAULTS | parameters)
    regions, indicators = (tuple(split_names(given[name])) or None for name in ("regions", "indicators"))
    rows = attainment(ds, regions=regions, indicators=indicators, known_only=False)
    view = Actuals(ds, given["language"], rows, _context(ds, rows), _beyond(ds, rows, regions, indicators))
    return Landing(view, regions, indicators, open_output(ds.root, output, given["language"]))


def _context(ds: Dataset, rows: pd.DataFrame) -> pd.DataFrame:
    """Return what is known of the areas of the targets and of those around them, indicator by indicator."""
    frames = [
        attainment_context(ds, str(indicator), regions=list(dict.fromkeys(group["ref_area"])))
        for indicator, group in rows.groupby("indicator", sort=False)
    ]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()


def _beyond(
    ds: Dataset, rows: pd.DataFrame, regions: tuple[str, ...] | None, indicators: tuple[str, ...] | None
) -> dict[str, int]:
    """Count the targets of the choice that nothing is held against, by kind, each measure of an area once."""
    held = set(rows["observation_id"])
    kinds = set(rows["kind"])
    others = {
        (row["ref_area"], Measure.of(row))
        for row in ds.rows
        if row["value_type"] == "target" and row["obs_value"] is not None and row["observation_id"] not in held
        if (regions is None or row["ref_area"] in regions) and (indicators is None or row["indicator"] in indicators)
    }
    counts = Counter(measure.kind for _, measure in others if measure.kind not in kinds)
    return {kind: counts[kind] for kind in ds.codelists.kind if counts[kind]}


def table(report: Landing) -> Html | None:
    """Draw targets against actuals, and return the table below the figure; nothing where no actual is known."""
    view = report.view
    if not view.known:
        return None
    known = view.rows[view.rows["actual_value"].notna()]
    figure = plot_attainment(view.ds, known, language=view.language)
    lead = link("#quotes", view.word("quotes_of_figure"))
    return pages.actuals_table(view, report.output.show(figure, "attainment", view.word("actuals_table"), leads=[lead]))


def paces(report: Landing) -> Html | None:
    """Return the paces required and so far, and the trajectories."""
    view = report.view
    return pages.paces(view, pace_so_far(view.ds, view.rows), _trajectories(report))


def _trajectories(report: Landing) -> list[Html]:
    """Draw the paths of the first few measures that have a baseline, and say so where there are more."""
    view, based = report.view, _based(report.view)
    lead = link("#quotes", view.word("quotes_of_figure"))
    drawn = []
    for number, (indicator, areas) in enumerate(based[:_DRAWN], start=1):
        figure = plot_trajectory(view.ds, required_growth(view.ds, indicator, regions=areas), language=view.language)
        name = view.ds.codelists.indicator[indicator].name(view.language)
        drawn.append(report.output.show(figure, f"path_{number:02d}_{indicator}", name, leads=[lead]))
    more = element("p", view.word("actuals_trajectories", n=_DRAWN), class_="note") if len(based) > _DRAWN else None
    return [more, *drawn] if more is not None else drawn


def _based(view: Actuals) -> list[tuple[str, list[str]]]:
    """Return the indicators with a pace from a baseline, each with its areas: those of which actuals are known first."""
    areas: dict[str, list[str]] = {}
    for row in view.targets:
        if "pace" in view.ds.steps_of(row["observation_id"]):
            areas.setdefault(row["indicator"], []).append(row["ref_area"])
    known = {row["indicator"] for row in view.known}
    return sorted(areas.items(), key=lambda pair: (pair[0] not in known, -len(pair[1])))


def finish(report: Landing) -> Html:
    """Write the workbook and the sidecar, and return the list of the report's files.

    Parameters
    ----------
    report : Landing
        From `open_actuals`, its figures drawn.

    Returns
    -------
    Html
        Links to the files.
    """
    view = report.view
    choice = {"indicators": report.indicators, "regions": report.regions}
    facts = {
        "areas": list(dict.fromkeys(row["ref_area"] for row in view.targets)),
        "targets": len(view.targets),
        "known": len(view.known),
        "statuses": dict(Counter(row["status"] for row in view.known)),
    }
    made = Made(pages.actuals_title(view), pages.actuals_lead(view), facts=facts)
    words = ("actuals_workbook", "actuals_workbook_note")
    return close_output(report.output, view, made, workbook="targets_and_actuals", choice=choice, words=words)
