"""The benchmark report: what ``notebooks/benchmark.ipynb`` calls, so that the notebook itself stays a page of prose.

`open_benchmark` chooses rows and order, `draw_measure` draws and saves a figure, `finish` writes the workbook and the sidecar.
What the sections say is decided in `compare.pages`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from compare.charts import alt_text, plot_benchmark, save_figure
from compare.dataset import Dataset, Measure, split_names
from compare.derive import benchmark as benchmark_rows
from compare.errors import unknown_name
from compare.pages import View, lead, measure_section, report_title
from compare.pages.markup import Html, element, join, link
from compare.report.made import Made, MadeFile, write_made
from compare.report.parameters import check_values
from compare.report.publish import default_outputs, writing
from compare.workbook import write_workbook

_PARAMETERS = ("regions", "indicators", "reference", "language")
_FIGURES = "figures"
_FORMATS = ("svg", "png")
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
    folder : pathlib.Path
        Where files are written.
    """

    view: View
    regions: tuple[str, ...] | None
    indicators: tuple[str, ...] | None
    folder: Path


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
    for name in parameters:
        if name not in _PARAMETERS:
            raise unknown_name("parameter", name, _PARAMETERS)
    given = check_values(ds, {"regions": "", "indicators": "", "reference": "best", "language": "zh"} | parameters)
    regions, indicators = (tuple(split_names(given[name])) or None for name in ("regions", "indicators"))
    min_areas = 1 if indicators else 2
    rows = benchmark_rows(ds, reference=given["reference"], indicators=indicators, regions=regions, min_areas=min_areas)
    rows = _order(_keep(rows, min_areas), first)
    leading = rows.loc[rows["indicator"].isin(first), _KEY].drop_duplicates()
    folder = Path(output) if output else default_outputs(ds.root) / "interactive" / given["language"]
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    view = View(ds, rows, given["reference"], given["language"], headline=len(leading) or 3)
    return Benchmark(view, regions, indicators, folder)


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
    files = save_figure(figure, benchmark.folder / _stem(view, measure), formats=_FORMATS)
    alt = alt_text(view.ds, measure.indicator, **choice)
    names = tuple(file.relative_to(benchmark.folder).as_posix() for file in files)
    return measure_section(view, measure, picture=files[0], alt=alt, files=names)


def _stem(view: View, measure: Measure) -> str:
    return f"{_FIGURES}/{view.number(measure):02d}_{measure.indicator}"


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
    view, folder = benchmark.view, benchmark.folder
    workbook = f"benchmark_{view.language}.xlsx"
    choice = {"indicators": benchmark.indicators, "regions": benchmark.regions}
    write_workbook(view.ds, folder / workbook, reference=view.reference, language=view.language, **choice)
    figures = [
        MadeFile(f"{_stem(view, measure)}.{form}", "figure", f"{view.label(measure)} {form.upper()}")
        for measure in view.measures
        for form in _FORMATS
        if (folder / f"{_stem(view, measure)}.{form}").is_file()
    ]
    files = (MadeFile(workbook, "workbook", view.word("workbook_label")), *figures)
    write_made(folder, describe(view, files))
    note = join([link(workbook, workbook), view.word("colon"), view.word("workbook_note")])
    return join([element("h2", view.word("files"), id="files"), element("p", note)])


def describe(view: View, files: tuple[MadeFile, ...]) -> Made:
    """Say what the report is and holds: title, first sentences, files, and the codes of what it compares."""
    measures = [f"{m.indicator}/{m.definition}/{m.kind}" for m in view.measures]
    facts = {"areas": view.areas, "measures": measures, "values": int(view.rows["obs_value"].notna().sum())}
    return Made(report_title(view), lead(view), files, facts)
