"""The benchmark report: what ``notebooks/benchmark.ipynb`` calls, so that the notebook itself stays a page of prose.

`open_benchmark` chooses rows and order, `draw_measure` draws and saves a figure, `finish` writes the workbook and the sidecar.
What the sections say is decided in `compare.pages`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from compare.charts import plot_benchmark
from compare.dataset import Dataset, Measure, split_names
from compare.derive import benchmark as benchmark_rows
from compare.pages import View, lead, measure_section, report_title
from compare.pages.markup import Html
from compare.report.made import Made
from compare.report.output import Output, check_names, close_output, open_output
from compare.report.parameters import check_values

_PARAMETERS = ("regions", "indicators", "reference", "language")
_KEY = ["indicator", "definition", "kind", "unit_measure"]


@dataclass(frozen=True)
class Benchmark:
    """A benchmark in the making.

    Attributes
    ----------
    view : View
        Rows, measures and language.
    regions, indicators : tuple of str or None
        The choice; None means all.
    output : Output
        Where files are written.
    """

    view: View
    regions: tuple[str, ...] | None
    indicators: tuple[str, ...] | None
    output: Output


def open_benchmark(ds: Dataset, *, output: str = "", first: Sequence[str] = (), **parameters: str) -> Benchmark:
    """Choose what the report compares.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    output : str, optional
        Folder for figures, workbook and sidecar; ``outputs/interactive`` of the project by default.
    first : sequence of str, optional
        Indicators that open the report and of which its introduction speaks.
    **parameters : str
        `regions`, `indicators` (comma-separated; empty: all), `reference` and `language`, as in the parameters cell.

    Returns
    -------
    Benchmark
        Measures of `first` in that order, then the others, the most widely stated first.

    Raises
    ------
    UnknownNameError
        A region, indicator or parameter is not known.
    UsageError
        A value cannot be used, or the regions share no measure.
    """
    check_names(parameters, _PARAMETERS)
    given = check_values(ds, {"regions": "", "indicators": "", "reference": "best", "language": "zh"} | parameters)
    regions, indicators = (tuple(split_names(given[name])) or None for name in ("regions", "indicators"))
    min_areas = 1 if indicators else 2
    rows = benchmark_rows(ds, reference=given["reference"], indicators=indicators, regions=regions, min_areas=min_areas)
    rows = _order(_keep(rows, min_areas), first)
    leading = rows.loc[rows["indicator"].isin(first), _KEY].drop_duplicates()
    view = View(ds, given["language"], rows, given["reference"], headline=len(leading) or 3)
    return Benchmark(view, regions, indicators, open_output(ds.root, output, given["language"]))


def _keep(rows: pd.DataFrame, min_areas: int) -> pd.DataFrame:
    """Keep the measures of which at least `min_areas` of the compared areas have a value."""
    return rows[rows.groupby(_KEY)["obs_value"].transform("count") >= min_areas]


def _order(rows: pd.DataFrame, first: Sequence[str]) -> pd.DataFrame:
    """Put the measures of the indicators `first` in front, in that order; the others keep theirs."""
    places = {name: place for place, name in enumerate(first)}
    order = rows["indicator"].map(lambda name: places.get(name, len(places)))
    return rows.loc[order.sort_values(kind="stable").index].reset_index(drop=True)


def draw_measure(benchmark: Benchmark, measure: Measure) -> Html:
    """Draw the figure of a measure, save it, and return its section of the report.

    Parameters
    ----------
    benchmark : Benchmark
        From `open_benchmark`.
    measure : Measure
        One of ``benchmark.view.measures``.

    Returns
    -------
    Html
        Figure, values and links to the quotes.
    """
    view = benchmark.view
    choice: dict[str, Any] = {"definition": measure.definition, "kind": measure.kind, "regions": benchmark.regions}
    choice["language"] = view.language
    figure = plot_benchmark(view.ds, measure.indicator, reference=view.reference, **choice)
    stem = f"{view.number(measure):02d}_{measure.indicator}"
    path, names = benchmark.output.save(figure, stem, view.label(measure))
    return measure_section(view, measure, picture=path, alt=figure.alt_text, files=names)


def finish(benchmark: Benchmark) -> Html:
    """Write the workbook and the sidecar, and return the list of the report's files.

    Parameters
    ----------
    benchmark : Benchmark
        From `open_benchmark`, its figures drawn.

    Returns
    -------
    Html
        Links to the files.
    """
    view = benchmark.view
    choice = {"indicators": benchmark.indicators, "regions": benchmark.regions, "reference": view.reference}
    words = ("workbook_label", "workbook_note")
    return close_output(benchmark.output, view, describe(view), workbook="benchmark", choice=choice, words=words)


def describe(view: View) -> Made:
    """Say what the report is and holds: title, first sentences, and the codes of what it compares."""
    measures = [f"{m.indicator}/{m.definition}/{m.kind}" for m in view.measures]
    facts = {"areas": view.areas, "measures": measures, "values": int(view.rows["obs_value"].notna().sum())}
    return Made(report_title(view), lead(view), facts=facts)
