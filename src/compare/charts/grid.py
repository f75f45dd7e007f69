"""A table drawn as a picture: heads above the columns, a row a measure or an instrument, cells with a look of their own.

Coverage, heat map and other matrices say what stands in it; here is only how it is drawn, how wide it must be, and how the
reasons for absent cells are numbered and listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from compare.charts.canvas import MARGIN, Block, add_axes
from compare.charts.style import SIZES, font, page_width, table_width, text_width
from compare.charts.text import wrap
from compare.dataset import Dataset, resolve_areas
from compare.palette import COLOURS

LABELS = 2.6
LAST = 0.5
NARROWEST = 0.88
LINE, PADDING = 0.17, 0.14
"""Inches: of the rows' labels, of the last column, of the narrowest other column, of a line of text, of the white of a row."""

_DENSE = 0.02
_LABELS = 1.75
_ASIDE = 0.05
"""Inches: white of a row of a table of single lines, the narrowest labels, white beside what stands in a cell."""

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
NONE = "–"
"""Stands in a cell of an area that is known only from the document of another, which does not speak of this measure."""

FINE = 7.0
"""Points of the small type in cells and below heads."""


@dataclass(frozen=True)
class Look:
    """How a cell looks: colours (``#RRGGBB``) of ground, letters and small type, and whether it is hatched or dashed around."""

    face: str = "#FFFFFF"
    ink: str = COLOURS["quiet"]
    fine: str = COLOURS["quiet"]
    is_hatched: bool = False
    is_dashed: bool = False


STATED = Look(COLOURS["stated"], COLOURS["subject"])
ABSENT = Look(is_hatched=True)
BLANK = Look()
"""The looks of a cell that has a value, of one that has a reason instead, and of one that has neither."""


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, in bold where `look` has a ground, and below it in small type."""

    text: str
    below: str = ""
    look: Look = STATED


@dataclass(frozen=True)
class Row:
    """A row: its label, its cells, what stands in the last column, and the heading above it where a group begins."""

    label: str
    cells: tuple[Cell, ...]
    last: str = ""
    heading: str = ""


@dataclass(frozen=True)
class Grid:
    """A table: heads with what stands below them in small type, rows, the head of the last column if there is one.

    Attributes
    ----------
    heads : tuple of (str, str)
        For each column its name and what is said of it in small type.
    rows : tuple of Row
        From top to bottom.
    last : str
        Head of the last column, which `Row.last` fills; without it there is none.
    breaks : frozenset of int
        Columns that stand apart from the one on their left.
    rules : frozenset of int
        Rows that stand apart from the one above.
    """

    heads: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    last: str = ""
    breaks: frozenset[int] = frozenset()
    rules: frozenset[int] = frozenset()

    @property
    def is_dense(self) -> bool:
        """Whether no cell has small type, so that rows need one line only."""
        return not any(cell.below for row in self.rows for cell in row.cells)


def column_width(grid: Grid, narrowest: float = NARROWEST) -> float:
    """Return the inches of a column: what its longest text and the longest word of a head need."""
    cells = [cell for row in grid.rows for cell in row.cells]
    texts = [text_width(cell.text, SIZES["small"], bold=True) for cell in cells]
    texts += [text_width(cell.below, SIZES["tick"]) for cell in cells]
    words = [text_width(word, SIZES["small"], bold=True) for name, _ in grid.heads for word in name.split() if word.isascii()]
    words += [text_width(word, FINE) for _, below in grid.heads for word in below.split() if word.isascii()]
    return max(narrowest, *(inches + 0.16 for inches in [*texts, *words]))


def fit_grid(grid: Grid, size: str, *, narrowest: float = NARROWEST, labels: float = LABELS) -> tuple[float, float, float]:
    """Return the inches of a page of `size`, of the labels and of a column, so that a table fits.

    A screen has room for all columns. In print a page is upright, else in landscape, with narrower labels and long values on
    two lines.

    Raises
    ------
    UsageError
        In print the table is wider than A4 in landscape.
    """
    count, rest = len(grid.heads), 2 * MARGIN + (LAST if grid.last else 0.0)
    widest = column_width(grid, narrowest)
    if size != "print":
        column = max(widest, (page_width(size) - rest - labels) / count)
        return rest + labels + column * count, labels, column
    words = [(word, SIZES["small"]) for row in grid.rows for cell in row.cells for word in cell.text.split(" ")]
    words += [(cell.below, SIZES["tick"]) for row in grid.rows for cell in row.cells]
    words += [(word, SIZES["small"]) for name, _ in grid.heads for word in name.split() if word.isascii()]
    least = max(text_width(word, points, bold=True) for word, points in words) + 2 * _ASIDE
    page = table_width(rest + _LABELS + least * count, size)
    labels = min(labels, max(_LABELS, page - rest - widest * count))
    return page, labels, (page - rest - labels) / count


def grid_width(grid: Grid, column: float, labels: float = LABELS) -> float:
    """Return the inches that a table takes with columns of `column` inches."""
    return labels + column * len(grid.heads) + (LAST if grid.last else 0.0)


def grid_areas(ds: Dataset, shared: pd.DataFrame, regions: Sequence[str] | None) -> list[str]:
    """Return the areas of the columns: `regions` as given, else all that have a document or state a measure of `shared`.

    `shared` is a table as `comparisons` makes it; without `regions` the order is that of the codelist.
    """
    if regions is not None:
        return list(dict.fromkeys(resolve_areas(ds, regions)))
    known = {s.ref_area for s in ds.sources.values()}.union(*(codes.split() for codes in shared["areas"]))
    return [code for code in ds.codelists.ref_area if code in known]


def number_reasons(ds: Dataset) -> dict[str, str]:
    """Return the sign of each reason of absence, the same in every figure: code to circled number."""
    return dict(zip(ds.codelists.absence, CIRCLED, strict=False))


def absent_cell(ds: Dataset, area: str, absence: str) -> Cell:
    """Return the cell of an area without a value: the number of the reason, or `NONE` where nothing was to be expected."""
    is_silent = absence == "not_stated" and all(source.ref_area != area for source in ds.sources.values())
    return Cell(NONE, look=BLANK) if is_silent else Cell(number_reasons(ds)[absence], look=ABSENT)


def list_reasons(ds: Dataset, used: Iterable[str], language: str) -> tuple[str, ...]:
    """Return the reasons whose signs are `used`, each with its sign."""
    signs = set(used)
    reasons = ((code, sign) for code, sign in number_reasons(ds).items() if sign in signs)
    return tuple(f"{sign}\u00a0{ds.codelists.absence[code].name(language)}" for code, sign in reasons)


def grid_block(grid: Grid, column: float, labels: float = LABELS) -> Block:
    """Draw a table.

    Parameters
    ----------
    grid : Grid
        What stands in it.
    column : float
        Inches of a column, at least `column_width`.
    labels : float, optional
        Inches of the rows' labels.
    """
    heads = [
        (wrap(name, column - 0.1, SIZES["small"], bold=True), wrap(below, column - 0.1, FINE)) for name, below in grid.heads
    ]
    head = max(len(names) + len(belows) for names, belows in heads) * LINE + 0.12
    lines = [wrap(row.label, labels - 0.15, SIZES["row"]) for row in grid.rows]
    lowest, padding = (1, _DENSE) if grid.is_dense else (2, PADDING)
    inside = [max((len(_break(cell, column)) + 1 for cell in row.cells if cell.below), default=1) for row in grid.rows]
    heights = [max(len(label), lowest, most) * LINE + padding for label, most in zip(lines, inside, strict=True)]
    headings = [LINE + PADDING if row.heading else 0.0 for row in grid.rows]
    total, width = head + sum(heights) + sum(headings), grid_width(grid, column, labels)

    def draw(figure: Figure, top: float) -> None:
        axes = add_axes(figure, MARGIN, top, width, total)
        axes.set(xlim=(0, width), ylim=(total, 0), xticks=[], yticks=[])
        for n, (names, belows) in enumerate(heads):
            _draw_head(axes, labels + (n + 0.5) * column, head, names, belows)
        write_cell(axes, (width - LAST / 2, head - 0.12), grid.last, 8, COLOURS["quiet"])
        y = head
        for n, (row, label, height, above) in enumerate(zip(grid.rows, lines, heights, headings, strict=True)):
            if row.heading:
                _draw_label(axes, y + above / 2, [row.heading], bold=True)
            y += above
            axes.plot([0, width], [y, y], color=COLOURS["context" if n in grid.rules else "rule"], linewidth=0.6)
            _draw_label(axes, y + height / 2, label)
            _draw_cells(axes, row, (labels, y), (column, height))
            for apart in grid.breaks:
                axes.plot([labels + apart * column] * 2, [y, y + height], color=COLOURS["context"], linewidth=0.8)
            y += height
        axes.plot([0, width], [y, y], color=COLOURS["context"], linewidth=0.8, clip_on=False)

    return Block(total, draw)


def _draw_head(axes: Axes, x: float, bottom: float, names: Sequence[str], belows: Sequence[str]) -> None:
    """Write the head of a column and, below it, what is said of it."""
    lines = [*((line, True) for line in names), *((line, False) for line in belows)]
    for n, (line, is_name) in enumerate(reversed(lines)):
        colour = COLOURS["text" if is_name else "quiet"]
        write_cell(axes, (x, bottom - 0.12 - n * LINE), line, 8 if is_name else FINE, colour, bold=is_name)


def _draw_label(axes: Axes, middle: float, lines: Sequence[str], *, bold: bool = False) -> None:
    for n, line in enumerate(lines):
        place = middle - len(lines) * LINE / 2 + (n + 0.72) * LINE
        properties = font(SIZES["row"], bold=bold)
        axes.text(0, place, line, fontproperties=properties, ha="left", va="baseline", label="measure")


def _draw_cells(axes: Axes, row: Row, corner: tuple[float, float], size: tuple[float, float]) -> None:
    """Draw the cells of a row from `corner`, and what stands in the last column."""
    (left, top), (width, height) = corner, size
    for n, cell in enumerate(row.cells):
        draw_cell(axes, (left + n * width, top), size, cell)
    write_cell(
        axes, (left + len(row.cells) * width + LAST / 2, top + height / 2 + 0.04), row.last, 9, COLOURS["text"], bold=True
    )


def draw_cell(axes: Axes, corner: tuple[float, float], size: tuple[float, float], cell: Cell) -> None:
    """Draw a cell on axes that count inches downwards: its ground, its text in the middle, small type below."""
    (left, top), (width, height), look = corner, size, cell.look
    box = Rectangle((left + 0.03, top + 0.03), width - 0.06, height - 0.06, linewidth=0, facecolor=look.face)
    if look.is_hatched:
        box.set(edgecolor=COLOURS["rule"], hatch="////")
    if look.is_dashed:
        box.set(edgecolor=COLOURS["context"], linewidth=0.9, linestyle=(0, (2, 1.5)))
    axes.add_patch(box)
    x, middle = left + width / 2, top + height / 2
    if look in (ABSENT, BLANK):
        write_cell(axes, (x, middle + 0.05), cell.text, 9, look.ink)
        if cell.text:
            axes.texts[-1].set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 1.5})
        return
    lines = _break(cell, width)
    first = middle - 0.075 * (len(lines) - 1) + (-0.01 if cell.below else 0.04)
    for n, line in enumerate(lines):
        write_cell(axes, (x, first + 0.15 * n), line, SIZES["small"], look.ink, bold=True)
    write_cell(axes, (x, first + 0.15 * len(lines)), cell.below, FINE, look.fine)


def _break(cell: Cell, width: float) -> list[str]:
    """Return the lines of a cell that is `width` inches wide."""
    return wrap(cell.text, width - 2 * _ASIDE, SIZES["small"], bold=True)


def write_cell(axes: Axes, place: tuple[float, float], text: str, size: float, colour: str, *, bold: bool = False) -> None:
    """Write a line of a table, centred on `place`; nothing where there is no text."""
    if text:
        axes.text(*place, text, fontproperties=font(size, bold=bold), color=colour, ha="center", va="baseline", label="cell")
