"""The charts of the explorer: which kinds there are, which of them fit a measure, and the picture.

Figures are drawn by `compare.charts`; a kind that a measure has nothing to show for is not offered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from compare.charts import plot_benchmark, plot_family, plot_gaps, plot_heatmap, plot_profile, plot_trajectory
from compare.charts.canvas import PageFigure, render
from compare.dataset import Measure
from compare.errors import CompareError
from compare.explorer.choice import Choice
from compare.explorer.tables import Tables
from compare.explorer.words import say
from compare.pages.markup import Html, element, picture


@dataclass(frozen=True)
class Kind:
    """A kind of chart.

    Attributes
    ----------
    fits : callable
        Says whether there is something to show of a measure.
    draw : callable
        Returns the figure.
    """

    fits: Callable[[Tables, Choice, Measure], bool]
    draw: Callable[[Tables, Choice, Measure], PageFigure]


def _benchmark(tables: Tables, choice: Choice, measure: Measure) -> PageFigure:
    return plot_benchmark(tables.ds, measure.indicator, **_of(measure), **_all(choice), reference=choice.reference)


def _gaps(tables: Tables, choice: Choice, measure: Measure) -> PageFigure:
    return plot_gaps(tables.ds, measure.indicator, **_of(measure), **_all(choice), reference=choice.reference)


def _has_gaps(tables: Tables, choice: Choice, measure: Measure) -> bool:
    return any(row["gap"] is not None for row in tables.rows(choice, measure))


def _trajectory(tables: Tables, choice: Choice, measure: Measure) -> PageFigure:
    return plot_trajectory(tables.ds, tables.growth(choice, measure), language=choice.language)


def _has_paths(tables: Tables, choice: Choice, measure: Measure) -> bool:
    growth = tables.growth(choice, measure)
    is_same = [(row.definition, row.kind) == (measure.definition, measure.kind) for row in growth.itertuples()]
    return bool(growth["baseline_value"].notna().any()) and all(is_same)


def _family(tables: Tables, choice: Choice, measure: Measure) -> PageFigure:
    return plot_family(tables.ds, measure.indicator, **_all(choice))


def _has_family(tables: Tables, choice: Choice, measure: Measure) -> bool:
    """Say whether several measures of the family are stated by the areas chosen."""
    family = tables.ds.codelists.indicator[measure.indicator].family
    stated = [other for other, areas in tables.stated if areas.intersection(choice.regions)]
    related = [m for m in stated if family and tables.ds.codelists.indicator[m.indicator].family == family]
    return len(related) > 1


def _profile(tables: Tables, choice: Choice, measure: Measure) -> PageFigure:
    return plot_profile(tables.ds, subject_of(tables, choice), **_all(choice), indicators=choice.indicators or None)


def _has_profile(tables: Tables, choice: Choice, measure: Measure) -> bool:
    subject = subject_of(tables, choice)
    return any(subject in tables.stating(other) for other in tables.shared_by(choice))


def _heatmap(tables: Tables, choice: Choice, measure: Measure) -> PageFigure:
    return plot_heatmap(tables.ds, **_all(choice), indicators=choice.indicators or None)


def _has_heatmap(tables: Tables, choice: Choice, measure: Measure) -> bool:
    return len(tables.shared_by(choice)) > 1


def subject_of(tables: Tables, choice: Choice) -> str:
    """Return the area whose value was clicked last, "" where none was or it is not shown."""
    observation = tables.ds.observation(choice.shown)
    area = observation["ref_area"] if observation else choice.shown.partition("|")[0]
    return area if area in choice.regions else ""


def _of(measure: Measure) -> dict[str, Any]:
    return {"definition": measure.definition, "kind": measure.kind}


def _all(choice: Choice) -> dict[str, Any]:
    return {"regions": choice.regions, "language": choice.language}


KINDS: Mapping[str, Kind] = {
    "benchmark": Kind(lambda tables, choice, measure: True, _benchmark),
    "gaps": Kind(_has_gaps, _gaps),
    "trajectory": Kind(_has_paths, _trajectory),
    "family": Kind(_has_family, _family),
    "heatmap": Kind(_has_heatmap, _heatmap),
    "profile": Kind(_has_profile, _profile),
}
"""The kinds of charts, in the order in which they are offered."""


def kinds_of(tables: Tables, choice: Choice) -> list[str]:
    """Return the kinds of charts that fit the measure that is drawn."""
    measure = tables.measure(choice)
    if measure is None or not choice.regions:
        return []
    return [name for name, kind in KINDS.items() if kind.fits(tables, choice, measure)]


def kind_of(tables: Tables, choice: Choice) -> str:
    """Return the kind of chart that is drawn: the one chosen, where it does not fit the first that does; "" for none."""
    kinds = kinds_of(tables, choice)
    return choice.chart if choice.chart in kinds else next(iter(kinds), "")


def draw(tables: Tables, choice: Choice) -> PageFigure | None:
    """Draw the measure of a choice; None where there is nothing to draw."""
    measure, kind = tables.measure(choice), kind_of(tables, choice)
    return KINDS[kind].draw(tables, choice, measure) if measure is not None and kind else None


def chart(tables: Tables, choice: Choice) -> Html:
    """Return the picture with its alternative text, or a message where there is none."""
    try:
        figure = draw(tables, choice)
    except CompareError as error:
        return element("p", say("chart_failed", choice.language, text=str(error)), class_="message", role="status")
    if figure is None:
        key = "no_measure" if choice.regions else "choose_region"
        return element("p", say(key, choice.language), class_="message", role="status")
    image = picture(render(figure, "svg"), "svg", alt=figure.alt_text)
    return element("div", image, class_="chart", tabindex=0)
