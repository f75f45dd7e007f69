"""The coverage figure: which area states which of the measures in common, with the value and year, or the reason why not.

A table drawn as a picture: a shaded cell holds a target, a hatched one the number of the reason for its absence. Nothing is
ranked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from compare.charts.canvas import Block, PageFigure, compose, gap, text_block
from compare.charts.frame import remarks
from compare.charts.grid import (
    NONE,
    STATED,
    Cell,
    Grid,
    Row,
    absent_cell,
    fit_grid,
    grid_areas,
    grid_block,
    list_reasons,
)
from compare.charts.labels import source_note, without_unit
from compare.charts.style import style
from compare.charts.text import clean, unbind
from compare.charts.words import join, say
from compare.dataset import (
    Dataset,
    Measure,
    area_name,
    comparison,
    comparisons,
    format_period,
    format_value,
    measure_label,
    measure_name,
    to_rows,
)
from compare.errors import UsageError


@dataclass(frozen=True)
class Matrix:
    """All that the figure shows: areas with the name of their level by measures, reasons with their number."""

    grid: Grid
    reasons: tuple[str, ...]
    title: str
    source: str
    language: str


def plot_coverage(
    ds: Dataset, *, regions: Sequence[str] | None = None, language: str = "zh", size: str = "screen"
) -> PageFigure:
    """Draw who states what: areas by measures that two or more areas have in common.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    regions : sequence of str, optional
        Codes or names; without them the areas of all sources and every other area that states one of the measures.
    language : str, optional
        ``"zh"`` or ``"en"``.
    size : str, optional
        ``"screen"``: as wide as the areas need; ``"print"``: for the text of an A4 page, upright or, where that is too narrow,
        in landscape.

    Returns
    -------
    PageFigure
        Neither shown nor saved; see `save_figure`. Its height follows the number of measures.

    Raises
    ------
    UnknownNameError
        A region, the language or the size is not known.
    UsageError
        `regions` is empty, no measure is stated by two areas, or the areas do not fit on a page in print.

    Examples
    --------
    >>> figure = plot_coverage(ds, language="en")  # doctest: +SKIP
    """
    matrix = read_matrix(ds, regions, language)
    with style():
        widths = fit_grid(matrix.grid, size)
        return compose(_blocks(matrix, widths), widths[0], _describe(matrix))


def read_matrix(ds: Dataset, regions: Sequence[str] | None, language: str) -> Matrix:
    """Collect what the figure shows."""
    shared = comparisons(ds)
    areas = grid_areas(ds, shared, regions)
    if not areas or shared.empty:
        raise UsageError("nothing to show: give at least one region, and a data set in which two areas share a measure")
    measures = shared[["indicator", "definition", "kind"]].itertuples(index=False, name=None)
    frames = [comparison(ds, i, definition=d, kind=k, regions=areas) for i, d, k in measures]
    rows = tuple(_row(ds, frame.set_index("ref_area").loc[areas], language) for frame in frames)
    used = {cell.text for row in rows for cell in row.cells if cell.look != STATED}
    words = {"shared": len(shared), "three": int((shared["n_areas"] >= 3).sum())}
    levels = [ds.codelists.area_level[ds.codelists.ref_area[a].level].name(language) for a in areas]
    heads = tuple((clean(area_name(ds, a, language), language), level) for a, level in zip(areas, levels, strict=True))
    unspoken = (say(language, "coverage_none"),) if NONE in used else ()
    return Matrix(
        grid=Grid(heads, rows, say(language, "coverage_count")),
        reasons=(*list_reasons(ds, used, language), *unspoken),
        title=say(language, "coverage_title", **words),
        source=source_note(ds, pd.concat(frames), language),
        language=language,
    )


def _row(ds: Dataset, frame: pd.DataFrame, language: str) -> Row:
    """Return the cells of a measure; its unit stands in the label, or in the cells where they need a magnitude such as 亿."""
    first = frame.iloc[0]
    unit = ds.codelists.unit_measure[first["unit_measure"]].name(language)
    stated = to_rows(frame.dropna(subset="obs_value").reset_index())
    values = {row["ref_area"]: format_value(ds, row, language) for row in stated}
    bare = {area: without_unit(value, unit) for area, value in values.items()}
    is_plain = not any(value[-1].isalpha() for value in bare.values())
    cells = []
    for area, row in zip(frame.index, to_rows(frame), strict=True):
        if area in values:
            cells.append(Cell((bare if is_plain else values)[area], format_period(row, language)))
        else:
            cells.append(absent_cell(ds, area, row["absence"]))
    measure = Measure.of(to_rows(frame)[0])
    label = measure_name(ds, measure, language)
    if is_plain:
        label = measure_label(ds, measure.indicator, measure.definition, measure.kind, language)
    return Row(clean(label, language), tuple(cells), str(len(values)))


def _describe(matrix: Matrix) -> str:
    """Put the table into words: who states what."""
    language, names = matrix.language, [name for name, _ in matrix.grid.heads]
    rows = []
    for row in matrix.grid.rows:
        stated = [(n, c) for n, c in zip(names, row.cells, strict=True) if c.look == STATED]
        items = [say(language, "alt_item", who=n, label=c.text, year=c.below) for n, c in stated]
        rows.append(say(language, "coverage_alt_row", measure=row.label, items=join(language, items)))
    return unbind(say(language, "coverage_alt", title=matrix.title, rows="".join(rows))).strip()


def _blocks(matrix: Matrix, widths: tuple[float, float, float]) -> Iterator[Block]:
    """Yield the parts of a page, whose width, and those of labels and columns, are `widths`."""
    language, (width, labels, column) = matrix.language, widths
    yield text_block(matrix.title, width, "title", bold=True, after=0.04)
    yield text_block(clean(say(language, "coverage_subtitle"), language), width, "subtitle", colour="quiet", after=0.12)
    yield grid_block(matrix.grid, column, labels)
    yield gap(0.14)
    if matrix.reasons:
        reasons = join(language, matrix.reasons, "clause")
        yield text_block(say(language, "coverage_reasons") + say(language, "colon") + reasons, width, "note", after=0.04)
    yield from remarks([say(language, "coverage_note")], matrix.source, width, language)
