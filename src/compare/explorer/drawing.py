"""The charts of the explorer: which kinds there are, which of them fit a measure, and the picture.

Figures are drawn by `compare.charts`; a kind that a measure has nothing to show for is not offered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from compare.charts import plot_benchmark
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


def _draw_benchmark(tables: Tables, choice: Choice, measure: Measure) -> PageFigure:
    return plot_benchmark(
        tables.ds,
        measure.indicator,
        definition=measure.definition,
        kind=measure.kind,
        regions=choice.regions,
        reference=choice.reference,
        language=choice.language,
    )


KINDS: Mapping[str, Kind] = {
    "benchmark": Kind(lambda tables, choice, measure: True, _draw_benchmark),
}
"""The kinds of charts, in the order in which they are offered."""


def kinds_of(tables: Tables, choice: Choice) -> list[str]:
    """Return the kinds of charts that fit the measure that is drawn."""
    measure = tables.measure(choice)
    if measure is None or not choice.regions:
        return []
    return [name for name, kind in KINDS.items() if kind.fits(tables, choice, measure)]


def draw(tables: Tables, choice: Choice) -> PageFigure | None:
    """Draw the measure of a choice; of a kind that does not fit it the first that does. None where there is nothing to draw."""
    measure, kinds = tables.measure(choice), kinds_of(tables, choice)
    if measure is None or not kinds:
        return None
    return KINDS[choice.chart if choice.chart in kinds else kinds[0]].draw(tables, choice, measure)


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
