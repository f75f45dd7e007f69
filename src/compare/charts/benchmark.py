"""The benchmark figure: what each area aims for in one measure, with bound, year, baseline and source.

Dots, not bars, because bounds and plain targets mix: a filled dot is a stated value, an open one with an arrow a bound, a
hollow diamond the baseline. What the figure says is decided in `content`, its rows are drawn in `panels`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from compare.charts.canvas import MARGIN, Block, PageFigure, compose, gap, text_block
from compare.charts.content import Content, describe, read_content, read_frame
from compare.charts.frame import foot, head, key_block
from compare.charts.marks import key_items
from compare.charts.panels import NAMES, fitted, name_width, panel_block
from compare.charts.style import page_width, style
from compare.dataset import Dataset


def plot_benchmark(  # noqa: PLR0913  a measure has three parts
    ds: Dataset,
    indicator: str,
    *,
    definition: str | None = None,
    kind: str | None = None,
    regions: Sequence[str] | None = None,
    reference: str | None = None,
    language: str = "zh",
    size: str = "screen",
) -> PageFigure:
    """Draw the targets of all areas in one measure.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    indicator : str
        Code or name.
    definition, kind : str, optional
        The measure; without them the one that most areas state.
    regions : sequence of str, optional
        Codes or names; without them the areas of all sources and every other area that states the measure.
    reference : str, optional
        ``"best"``, ``"median"``, ``"parent"`` or an area: drawn as a line, or as a tick in each row where it differs by row.
    language : str, optional
        ``"zh"`` or ``"en"``.
    size : str, optional
        ``"screen"`` or ``"print"``: the width of the page; type keeps its size.

    Returns
    -------
    matplotlib.figure.Figure
        Neither shown nor saved; see `save_figure`. Areas without a value are listed below the axis with the reason. Its
        ``alt_text`` says the same in words.

    Raises
    ------
    UnknownNameError
        A name is not known, or a size.
    UsageError
        `regions` is empty.

    Examples
    --------
    >>> figure = plot_benchmark(ds, "rd_expenditure_gdp_ratio", language="en")  # doctest: +SKIP
    """
    content = _read(ds, indicator, language, definition=definition, kind=kind, regions=regions, reference=reference)
    width = page_width(size)
    with style():
        return compose(_blocks(content, width), width, describe(content))


def alt_text(  # noqa: PLR0913  as plot_benchmark
    ds: Dataset,
    indicator: str,
    *,
    definition: str | None = None,
    kind: str | None = None,
    regions: Sequence[str] | None = None,
    reference: str | None = None,
    language: str = "zh",
) -> str:
    """Return what `plot_benchmark` shows, in words and without drawing, for readers who do not see the picture.

    Parameters
    ----------
    ds, indicator, definition, kind, regions, reference, language
        As for `plot_benchmark`.

    Returns
    -------
    str
        The finding, the measure, every value with its bound and year, and the areas without a value with the reason.
    """
    return describe(_read(ds, indicator, language, definition=definition, kind=kind, regions=regions, reference=reference))


def _read(ds: Dataset, indicator: str, language: str, **choice: Any) -> Content:
    return read_content(ds, read_frame(ds, indicator, **choice), language, choice["reference"])


def _blocks(content: Content, width: float) -> Iterator[Block]:
    """Yield the parts of the page from the title to the source."""
    yield from head(content.title, [content.subtitle], width)
    yield key_block(key_items(content), content.language, width)
    names = name_width(content.marks, NAMES * width)
    content = fitted(content, width - 2 * MARGIN - names)
    for panel in content.panels:
        if panel.heading:
            yield gap(0.08)
            yield text_block(panel.heading, width, "panel", bold=True)
        yield panel_block(content, panel, width, names)
    yield from foot(content.absent, content.notes, content.source, width, content.language)
