"""The heat map: where each area stands in each measure that areas have in common, as a rank or as a share of the best.

What is ranked, and among whom, `comparison` has decided: a cell shows it, with brackets where bounds leave the place open. A
figure that is stated but not ranked has a look and a sign of its own; an absent one is hatched, with the number of its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from matplotlib.axes import Axes

from compare.charts.canvas import Block, PageFigure, compose, gap, text_block
from compare.charts.frame import head, key_block, remarks
from compare.charts.grid import ABSENT, Cell, draw_cell, fit_grid, grid_block
from compare.charts.marks import KeyItem
from compare.charts.placing import SHOWN, UNRANKED, Heat, read_heat
from compare.charts.shades import STRIP, draw_strip
from compare.charts.style import style
from compare.charts.text import unbind
from compare.charts.words import join, say
from compare.dataset import Dataset
from compare.errors import unknown_name

_LABELS, _NARROWEST = 2.0, 0.68
"""Inches of the rows' labels and of the narrowest column."""


def plot_heatmap(  # noqa: PLR0913  what, where, how, and two of every figure
    ds: Dataset,
    *,
    regions: Sequence[str] | None = None,
    indicators: str | Iterable[str] | None = None,
    show: str = "rank",
    language: str = "zh",
    size: str = "screen",
) -> PageFigure:
    """Draw where each area stands in each measure that two or more areas state.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    regions : sequence of str, optional
        Codes or names; without them the areas of all sources and every other area that states one of the measures. Ranks and
        percentages are among the areas shown.
    indicators : str or iterable of str, optional
        Codes or names; without them all.
    show : str, optional
        ``"rank"``: the rank within the group, with the number of areas ranked. ``"score"``: the figure as a percentage of the
        best of its group; where less is better the best over the figure; ranks have none.
    language : str, optional
        ``"zh"`` or ``"en"``.
    size : str, optional
        ``"screen"``: as wide as the areas need; ``"print"``: for the text of an A4 page, upright or in landscape.

    Returns
    -------
    PageFigure
        Neither shown nor saved; see `save_figure`.

    Raises
    ------
    UnknownNameError
        A name, `show` or `size` is not known.
    UsageError
        `regions` is empty, none of the measures is stated by two areas, or the areas do not fit on a page in print.

    Examples
    --------
    >>> figure = plot_heatmap(ds, show="score", language="en")  # doctest: +SKIP
    """
    if show not in SHOWN:
        raise unknown_name("show", show, SHOWN)
    heat = read_heat(ds, regions, indicators, show, language)
    with style():
        width, labels, column = fit_grid(heat.grid, size, narrowest=_NARROWEST, labels=_LABELS)
        return compose(_blocks(heat, (column, labels, width)), width, _describe(heat))


def _blocks(heat: Heat, sizes: tuple[float, float, float]) -> Iterator[Block]:
    """Yield the parts of the page, whose columns, labels and width are `sizes`."""
    language, (column, labels, width) = heat.language, sizes
    yield from head(heat.title, [heat.subtitle], width)
    yield key_block(list(_key(heat)), language, width)
    yield gap(0.04)
    yield grid_block(heat.grid, column, labels)
    yield gap(0.14)
    for heading, items in (("coverage_reasons", heat.reasons), (f"heat_un{_verb(heat)}", heat.unranked)):
        if items:
            text = say(language, heading) + say(language, "colon") + join(language, items, "clause")
            yield text_block(text, width, "note", after=0.04)
    yield from remarks(heat.notes, heat.source, width, language)


def _verb(heat: Heat) -> str:
    return "ranked" if heat.show == "rank" else "scored"


def _key(heat: Heat) -> Iterator[KeyItem]:
    """Yield the looks that the cells have."""
    yield KeyItem(f"heat_key_{heat.show}", 0.0, STRIP, draw_strip)
    looks = {cell.look for row in heat.grid.rows for cell in row.cells}
    if UNRANKED in looks:
        yield KeyItem(f"heat_key_un{_verb(heat)}", 0.0, 0.3, partial(_draw_sample, cell=Cell("", look=UNRANKED)))
    if ABSENT in looks:
        yield KeyItem("heat_key_absent", 0.0, 0.3, partial(_draw_sample, cell=Cell("", look=ABSENT)))


def _draw_sample(axes: Axes, x: float, y: float, cell: Cell) -> None:
    draw_cell(axes, (x - 0.03, y - 0.11), (0.36, 0.22), cell)


def _describe(heat: Heat) -> str:
    """Put the table into words: where each area stands, measure by measure."""
    language = heat.language
    rows = []
    for row in heat.grid.rows:
        stated = [(who, c) for (who, _), c in zip(heat.grid.heads, row.cells, strict=True) if c.look.face != ABSENT.face]
        items = [say(language, "heat_alt_item", who=who, label=f"{c.text} {c.below}".strip()) for who, c in stated]
        rows.append(say(language, "coverage_alt_row", measure=row.label, items=join(language, items)))
    text = say(language, "heat_alt", title=heat.title, subtitle=heat.subtitle, rows="".join(rows))
    return unbind(text).strip()
