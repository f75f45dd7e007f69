"""The figure of how alike plans are in the policy instruments they use: a dendrogram beside the matrix of coefficients.

What it says is decided in `likeness`. A coefficient is printed and shaded, so that it reads without colour as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from compare.charts.canvas import MARGIN, Block, PageFigure, compose
from compare.charts.frame import foot, head
from compare.charts.grid import BLANK, FINE, Cell, Look, draw_cell, write_cell
from compare.charts.inches import inch_block, write
from compare.charts.likeness import Join, Likeness, describe, read_likeness, show
from compare.charts.plans import head_width
from compare.charts.style import SIZES, page_width, style, table_width, text_width
from compare.charts.text import clean, wrap
from compare.charts.words import say
from compare.dataset import Dataset
from compare.palette import COLOURS, SHADES

_TREE = 1.35
_CELL = 0.5
_NAMES = 1.3
_LINE, _PADDING = 0.17, 0.14
_FOOT = 0.58
_LABEL = 0.3
"""Inches: of the narrowest tree and cell, the widest names, a line of text, the white of a row, axis and key, a coefficient."""

_STEPS = (5, 10, 20)
"""Hundredths that a class of coefficients may span."""


@dataclass(frozen=True)
class _Layout:
    """Inches of the page and its parts; the names above the columns are numbers where words do not fit."""

    page: float
    tree: float
    names: float
    cell: float
    row: float
    labels: tuple[tuple[tuple[str, ...], str], ...]
    heads: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]

    @property
    def head(self) -> float:
        """Inches of the heads of the columns."""
        return max(len(names) + len(years) for names, years in self.heads) * _LINE + 0.12

    @property
    def matrix(self) -> float:
        """Where the matrix begins."""
        return self.tree + self.names


def plot_similarity(ds: Dataset, similarity: pd.DataFrame, *, language: str = "zh", size: str = "screen") -> PageFigure:
    """Draw how alike plans are in the policy instruments they use.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    similarity : pandas.DataFrame
        From ``compare.action_similarity``: Jaccard's coefficient of each pair of documents.
    language : str, optional
        ``"zh"`` or ``"en"``.
    size : str, optional
        ``"screen"`` or ``"print"``.

    Returns
    -------
    PageFigure
        Neither shown nor saved; see `save_figure`. Documents in which no instrument was found are named in a note.

    Raises
    ------
    UnknownNameError
        A document, the language or the size is not known.
    UsageError
        Fewer than two documents use an instrument, so that there is nothing to compare.

    Examples
    --------
    >>> figure = plot_similarity(ds, cp.action_similarity(ds), language="en")  # doctest: +SKIP
    """
    content = read_likeness(ds, similarity, language)
    with style():
        plan = _lay_out(content, size)
        return compose(_blocks(content, plan), plan.page, describe(content))


def _lay_out(content: Likeness, size: str) -> _Layout:
    """Choose the widths: named columns where the page holds them, else numbered ones."""
    plans, n = content.plans, len(content.plans)
    named = head_width(plans)
    longest = max(text_width(plan.area, SIZES["row"]) for plan in plans)
    names = min(_NAMES, max(longest, *(text_width(plan.years, SIZES["tick"]) for plan in plans))) + 0.4
    is_named = 2 * MARGIN + _TREE + names + n * named <= page_width(size)
    cell = named if is_named else _CELL
    page = table_width(2 * MARGIN + _TREE + names + n * cell, size)
    numbers = ["" if is_named else f"{number}\u00a0" for number in range(1, n + 1)]
    labels = tuple(
        (tuple(wrap(number + plan.area, names - 0.25, SIZES["row"])), plan.years)
        for number, plan in zip(numbers, plans, strict=True)
    )
    heads = tuple(
        (tuple(wrap(plan.area, cell - 0.08, SIZES["small"], bold=True)), tuple(wrap(plan.years, cell - 0.05, FINE)))
        if is_named
        else ((number.strip(),), ())
        for number, plan in zip(numbers, plans, strict=True)
    )
    row = (max(len(lines) for lines, _ in labels) + 1) * _LINE + _PADDING
    return _Layout(page, page - 2 * MARGIN - names - n * cell, names, cell, row, labels, heads)


def _blocks(content: Likeness, plan: _Layout) -> Iterator[Block]:
    language = content.language
    yield from head(content.title, [clean(say(language, "similarity_subtitle"), language)], plan.page)
    yield _picture_block(content, plan)
    yield from foot([], content.notes, content.source, plan.page, language)


def _picture_block(content: Likeness, plan: _Layout) -> Block:
    """Draw tree, names and matrix in rows that agree; axes measure inches downwards."""
    total = plan.head + len(content.plans) * plan.row + _FOOT

    def draw(axes: Axes) -> None:
        _draw_tree(axes, content, plan)
        _draw_names(axes, plan)
        _draw_matrix(axes, content, plan)

    return inch_block(total, plan.page, draw)


def _draw_names(axes: Axes, plan: _Layout) -> None:
    """Write names and years between tree and matrix, and names or numbers above the columns."""
    for n, (lines, years) in enumerate(plan.labels):
        middle = plan.head + (n + 0.5) * plan.row
        for line, text in enumerate([*lines, years]):
            is_years = line == len(lines)
            place = middle - (len(lines) + 1) * _LINE / 2 + (line + 0.72) * _LINE
            role, colour, label = ("tick", "quiet", "years") if is_years else ("row", "text", "name")
            write(axes, (plan.tree + 0.12, place), text, role, colour=colour, label=label)
    for n, (names, spans) in enumerate(plan.heads):
        x = plan.matrix + (n + 0.5) * plan.cell
        for line, text in enumerate(reversed([*names, *spans])):
            is_years = line < len(spans)
            size, colour = (FINE, "quiet") if is_years else (SIZES["small"], "text")
            write_cell(axes, (x, plan.head - 0.1 - line * _LINE), text, size, COLOURS[colour], bold=not is_years)


def _draw_matrix(axes: Axes, content: Likeness, plan: _Layout) -> None:
    """Print every coefficient in a cell shaded by its class, and explain the shades below."""
    first, step, count = _classes([round(100 * value) for value in content.pairs.values()])
    shades = SHADES[-count:]
    for n, row in enumerate(content.coefficients):
        for m, value in enumerate(row):
            shade = shades[min((round(100 * value) - first) // step, count - 1)]
            look = BLANK if m == n else Look(shade, BLANK.face if shade == SHADES[-1] else COLOURS["text"])
            corner = (plan.matrix + m * plan.cell, plan.head + n * plan.row)
            draw_cell(axes, corner, (plan.cell, plan.row), Cell("1" if m == n else show(value), look=look))
    _draw_key(axes, plan, shades, [(first + number * step) / 100 for number in range(count + 1)], content.language)


def _classes(hundredths: list[int]) -> tuple[int, int, int]:
    """Return where the classes of the printed coefficients begin, how many hundredths each spans, and how many there are."""
    for step in _STEPS:
        first = min(hundredths) // step * step
        count = (min(max(hundredths), 99) - first) // step + 1
        if count <= len(SHADES):
            break
    return first, step, max(count, 1)


def _draw_key(axes: Axes, plan: _Layout, shades: tuple[str, ...], limits: list[float], language: str) -> None:
    """Draw the classes of shades as a bar with their limits."""
    bottom, box = plan.head + len(plan.labels) * plan.row, 0.4
    left = plan.matrix + 0.03
    for n, shade in enumerate(shades):
        axes.add_patch(Rectangle((left + n * box, bottom + 0.12), box, 0.12, facecolor=shade, edgecolor=COLOURS["rule"]))
    for n, limit in enumerate(limits):
        write(axes, (left + n * box, bottom + 0.37), show(limit), "tick", colour="quiet", ha="center", label="limit")
    write(axes, (left - 0.15, bottom + 0.22), say(language, "similarity_key"), "tick", colour="quiet", ha="right", label="key")


def _draw_tree(axes: Axes, content: Likeness, plan: _Layout) -> None:
    """Draw the joins at their coefficients, from the least alike on the left to 1 on the right."""
    lowest = min(one.coefficient for one in content.joins)
    step = 0.1 if lowest >= 0.5 else 0.2
    low = min(lowest // step * step, 1 - step)
    bottom = plan.head + len(content.plans) * plan.row
    left, width = 0.12, plan.tree - 0.2

    def across(coefficient: float) -> float:
        return left + (coefficient - low) / (1 - low) * width

    for number in range(round((1 - low) / step) + 1):
        tick = low + number * step
        axes.plot([across(tick)] * 2, [plan.head, bottom + 0.05], color=COLOURS["rule"], linewidth=0.6)
        write(axes, (across(tick), bottom + 0.2), f"{tick:.1f}", "tick", colour="quiet", ha="center")
    lines = wrap(say(content.language, "similarity_axis"), plan.tree, SIZES["tick"])
    for n, line in enumerate(lines):
        write(axes, (0, bottom + 0.38 + n * 0.15), line, "tick", colour="quiet", label="axis")
    best = show(max(content.pairs.values()))
    for one in content.joins:
        above = max((join.coefficient for join in content.joins if one.coefficient in join.inner), default=low)
        x, outer = across(one.coefficient), across(above)
        inner = (across(one.inner[0]), across(one.inner[1]))
        _draw_fork(axes, one, plan, (x, inner, x - outer > _LABEL), is_subject=show(one.coefficient) == best)


def _draw_fork(
    axes: Axes, one: Join, plan: _Layout, place: tuple[float, tuple[float, float], bool], *, is_subject: bool
) -> None:
    """Draw a join as a fork that opens to its two groups; the coefficient stands outside, or inside where there is no room."""
    y, z = (plan.head + (row + 0.5) * plan.row for row in one.places)
    x, inner, is_outside = place
    colour = "subject" if is_subject else "context"
    axes.plot([inner[0], x, x, inner[1]], [y, y, z, z], color=COLOURS[colour], linewidth=2.2 if is_subject else 1.4)
    if is_outside:
        write(axes, (x - 0.04, (y + z) / 2 - 0.04), show(one.coefficient), "tick", colour=colour, label="join", ha="right")
    else:
        write(axes, (x + 0.05, (y + z) / 2 + 0.04), show(one.coefficient), "tick", colour=colour, label="join")
