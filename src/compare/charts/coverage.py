"""The coverage figure: which area states which of the measures in common, with the value and year, or the reason why not.

A table drawn as a picture: a shaded cell holds a target, a hatched one the number of the reason for its absence. Nothing is
ranked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from compare.charts.canvas import MARGIN, Block, add_axes, compose, gap, text_block
from compare.charts.labels import source_note, without_unit
from compare.charts.style import SIZES, font, style, text_width
from compare.charts.text import clean, unbind, wrap
from compare.charts.words import join, say
from compare.dataset import (
    Dataset,
    Measure,
    area_name,
    comparability_note,
    comparison,
    comparisons,
    format_period,
    format_value,
    measure_label,
    measure_name,
    resolve_areas,
    to_rows,
)
from compare.errors import UsageError
from compare.palette import COLOURS

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_NONE = "–"
"""An area that is known only from the document of another, which does not speak of this measure."""
_LABELS = 2.6
_COUNT = 0.6
_LINE, _PADDING = 0.17, 0.14
"""Inches: of the measures' labels, of the last column, of a line of text, of the white of a row."""


@dataclass(frozen=True)
class Cell:
    """What an area says of a measure: value and year, or the number of the reason why there is none."""

    value: str
    year: str
    reason: str


@dataclass(frozen=True)
class Row:
    """A measure and what each area says of it."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    """All that the figure shows: areas with the name of their level, measures, reasons with their number."""

    areas: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    reasons: tuple[str, ...]
    title: str
    source: str
    language: str


def plot_coverage(ds: Dataset, *, regions: Sequence[str] | None = None, language: str = "zh") -> Figure:
    """Draw who states what: areas by measures that two or more areas have in common.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    regions : sequence of str, optional
        Codes or names; without them the areas of all sources and every other area that states one of the measures.
    language : str, optional
        ``"zh"`` or ``"en"``.

    Returns
    -------
    matplotlib.figure.Figure
        Neither shown nor saved; see `save_figure`. Its height follows the number of measures, its width that of areas.

    Raises
    ------
    UnknownNameError
        A region is not known.
    UsageError
        `regions` is empty, or no measure is stated by two areas.

    Examples
    --------
    >>> figure = plot_coverage(ds, language="en")  # doctest: +SKIP
    """
    matrix = read_matrix(ds, regions, language)
    with style():
        column = _column_width(matrix)
        width = 2 * MARGIN + _LABELS + column * len(matrix.areas) + _COUNT
        return compose(_blocks(matrix, column, width), width, _describe(matrix))


def read_matrix(ds: Dataset, regions: Sequence[str] | None, language: str) -> Matrix:
    """Collect what the figure shows."""
    shared = comparisons(ds)
    areas = _areas(ds, shared, regions)
    if not areas or shared.empty:
        raise UsageError("nothing to show: give at least one region, and a data set in which two areas share a measure")
    measures = shared[["indicator", "definition", "kind"]].itertuples(index=False, name=None)
    frames = [comparison(ds, i, definition=d, kind=k, regions=areas) for i, d, k in measures]
    numbers = dict(zip(ds.codelists.absence, _CIRCLED, strict=False))
    documented = {source.ref_area for source in ds.sources.values()}
    rows = tuple(_row(ds, frame.set_index("ref_area").loc[areas], numbers, documented, language) for frame in frames)
    used = {cell.reason for row in rows for cell in row.cells}
    absent = [row for frame in frames for row in to_rows(frame) if row["absence"] is not None]
    notes = {row["absence"]: comparability_note(ds, row, language) for row in absent}
    words = {"shared": len(shared), "three": int((shared["n_areas"] >= 3).sum())}
    levels = [ds.codelists.area_level[ds.codelists.ref_area[a].level].name(language) for a in areas]
    return Matrix(
        areas=tuple((clean(area_name(ds, a, language), language), level) for a, level in zip(areas, levels, strict=True)),
        rows=rows,
        reasons=(
            *(
                f"{n}\u00a0{ds.codelists.absence[code].name(language)}{notes.get(code, '')}"
                for code, n in numbers.items()
                if n in used
            ),
            *([say(language, "coverage_none")] if _NONE in used else []),
        ),
        title=say(language, "coverage_title", **words),
        source=source_note(ds, pd.concat(frames), language),
        language=language,
    )


def _areas(ds: Dataset, shared: pd.DataFrame, regions: Sequence[str] | None) -> list[str]:
    """Return the areas of the columns: as given, else in the order of the codelist."""
    if regions is not None:
        return list(dict.fromkeys(resolve_areas(ds, regions)))
    known = {s.ref_area for s in ds.sources.values()}.union(*(codes.split() for codes in shared["areas"]))
    return [code for code in ds.codelists.ref_area if code in known]


def _row(ds: Dataset, frame: pd.DataFrame, numbers: dict[str, str], documented: set[str], language: str) -> Row:
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
            cells.append(Cell((bare if is_plain else values)[area], format_period(row, language), ""))
        else:
            is_silent = area not in documented and row["absence"] == "not_stated"
            cells.append(Cell("", "", _NONE if is_silent else numbers[row["absence"]]))
    measure = Measure.of(to_rows(frame)[0])
    label = measure_name(ds, measure, language)
    if is_plain:
        label = measure_label(ds, measure.indicator, measure.definition, measure.kind, language)
    return Row(clean(label, language), tuple(cells))


def _describe(matrix: Matrix) -> str:
    """Put the table into words: who states what."""
    language, names = matrix.language, [name for name, _ in matrix.areas]
    rows = []
    for row in matrix.rows:
        stated = [(n, c) for n, c in zip(names, row.cells, strict=True) if not c.reason]
        items = [say(language, "alt_item", who=n, label=c.value, year=c.year) for n, c in stated]
        rows.append(say(language, "coverage_alt_row", measure=row.label, items=join(language, items)))
    return unbind(say(language, "coverage_alt", title=matrix.title, rows="".join(rows))).strip()


def _column_width(matrix: Matrix) -> float:
    """Return the inches of a column: what its longest value and the longest word of a name need."""
    texts = [text_width(cell.value, SIZES["small"], bold=True) for row in matrix.rows for cell in row.cells]
    texts += [text_width(cell.year, SIZES["tick"]) for row in matrix.rows for cell in row.cells]
    words = [text_width(word, SIZES["small"], bold=True) for name, _ in matrix.areas for word in name.split() if word.isascii()]
    return max(0.72, *texts, *words, 4.4 / len(matrix.areas) - 0.2) + 0.16


def _blocks(matrix: Matrix, column: float, width: float) -> Iterator[Block]:
    language = matrix.language
    yield text_block(matrix.title, width, "title", bold=True, after=0.04)
    yield text_block(clean(say(language, "coverage_subtitle"), language), width, "subtitle", colour="quiet", after=0.12)
    yield _table_block(matrix, column)
    yield gap(0.14)
    if matrix.reasons:
        reasons = join(language, matrix.reasons, "clause")
        yield text_block(say(language, "coverage_reasons") + say(language, "colon") + reasons, width, "note", after=0.04)
    yield text_block(say(language, "note", notes=say(language, "coverage_note")), width, "note", colour="quiet", after=0.04)
    yield text_block(matrix.source, width, "note", colour="quiet")


def _table_block(matrix: Matrix, column: float) -> Block:
    """Draw head and rows."""
    heads = [
        (wrap(name, column - 0.1, SIZES["small"], bold=True), wrap(level, column - 0.1, 7.0)) for name, level in matrix.areas
    ]
    head = max(len(names) + len(levels) for names, levels in heads) * _LINE + 0.12
    labels = [wrap(row.label, _LABELS - 0.15, SIZES["subtitle"] - 1) for row in matrix.rows]
    heights = [max(len(lines), 2) * _LINE + _PADDING for lines in labels]
    total, width = head + sum(heights), _LABELS + column * len(matrix.areas) + _COUNT

    def draw(figure: Figure, top: float) -> None:
        axes = add_axes(figure, MARGIN, top, width, total)
        axes.set(xlim=(0, width), ylim=(total, 0), xticks=[], yticks=[])
        for n, (names, levels) in enumerate(heads):
            _draw_head(axes, _LABELS + (n + 0.5) * column, head, names, levels)
        _write(axes, (width - _COUNT / 2, head - 0.12), say(matrix.language, "coverage_count"), 8, "quiet", bold=False)
        y = head
        for row, lines, height in zip(matrix.rows, labels, heights, strict=True):
            axes.plot([0, width], [y, y], color=COLOURS["rule"], linewidth=0.6)
            _draw_row(axes, y, height, column, (row, lines))
            y += height
        axes.plot([0, width], [y, y], color=COLOURS["context"], linewidth=0.8, clip_on=False)

    return Block(total, draw)


def _draw_head(axes: Axes, x: float, bottom: float, names: list[str], levels: list[str]) -> None:
    """Write an area's name and, below it, its level."""
    lines = [*((line, True) for line in names), *((line, False) for line in levels)]
    for n, (line, is_name) in enumerate(reversed(lines)):
        _write(axes, (x, bottom - 0.12 - n * _LINE), line, 8 if is_name else 7, "text" if is_name else "quiet", bold=is_name)


def _draw_row(axes: Axes, top: float, height: float, column: float, row: tuple[Row, list[str]]) -> None:
    """Draw one measure: its label, a cell an area, and in how many areas it is stated."""
    measure, lines = row
    middle = top + height / 2
    for n, line in enumerate(lines):
        place = middle - len(lines) * _LINE / 2 + (n + 0.72) * _LINE
        axes.text(0, place, line, fontproperties=font(SIZES["subtitle"] - 1), ha="left", va="baseline", label="measure")
    for n, cell in enumerate(measure.cells):
        _draw_cell(axes, (_LABELS + n * column, top), (column, height), cell)
    stated = sum(not cell.reason for cell in measure.cells)
    _write(axes, (_LABELS + len(measure.cells) * column + _COUNT / 2, middle + 0.04), str(stated), 9, "text", bold=True)


def _draw_cell(axes: Axes, corner: tuple[float, float], size: tuple[float, float], cell: Cell) -> None:
    """Shade a cell that has a value, hatch one that has not."""
    (left, top), (width, height) = corner, size
    box = Rectangle((left + 0.03, top + 0.03), width - 0.06, height - 0.06, linewidth=0, facecolor=COLOURS["stated"])
    if cell.reason == _NONE:
        box.set(facecolor="white")
    elif cell.reason:
        box.set(facecolor="white", edgecolor=COLOURS["rule"], hatch="////")
    axes.add_patch(box)
    x, middle = left + width / 2, top + height / 2
    if cell.reason:
        _write(axes, (x, middle + 0.05), cell.reason, 9, "quiet", bold=False)
        axes.texts[-1].set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 1.5})
    else:
        _write(axes, (x, middle - 0.01), cell.value, SIZES["small"], "subject", bold=True)
        _write(axes, (x, middle + 0.14), cell.year, 7, "quiet", bold=False)


def _write(axes: Axes, place: tuple[float, float], text: str, size: float, colour: str, *, bold: bool) -> None:
    axes.text(
        *place, text, fontproperties=font(size, bold=bold), color=COLOURS[colour], ha="center", va="baseline", label="cell"
    )
