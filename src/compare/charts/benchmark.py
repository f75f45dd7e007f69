"""The benchmark figure: what each area aims for in one measure, with bound, year, baseline and source.

Dots, not bars, because bounds and plain targets mix: a filled dot is a stated value, an open one with an arrow a bound, a
hollow diamond the baseline. Amounts stand in a panel for each administrative level, each with its own axis from zero. What the
figure says is decided in `content`; here it is only drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from compare.charts.canvas import MARGIN, Block, add_axes, compose, gap, text_block
from compare.charts.content import Content, Mark, Panel, describe, read_content
from compare.charts.labels import plain, without_unit
from compare.charts.marks import (
    KeyItem,
    Scale,
    choose_ticks,
    draw_mark,
    draw_reference_line,
    draw_reference_tick,
    fit,
    key_items,
)
from compare.charts.style import COLOURS, SIZES, font, style, text_width
from compare.charts.text import wrap
from compare.charts.words import join, say
from compare.dataset import Dataset, comparison, format_value
from compare.errors import UsageError

WIDTH = 8.0
"""Inches: the text width of an A4 report in landscape, or a column and a half upright."""

_NAME_WIDTH = 2.2
_LINE, _RELATION, _PADDING = 0.18, 0.15, 0.2
_AXIS = 0.32
_INDENT = 0.17
_STRIP = 0.24
"""Heights in inches: of a line of a name, of the line below it, of the white of a row, of the axis, of a reference's label."""


def plot_benchmark(  # noqa: PLR0913  a measure has three parts
    ds: Dataset,
    indicator: str,
    *,
    definition: str | None = None,
    kind: str | None = None,
    regions: Sequence[str] | None = None,
    reference: str | None = None,
    language: str = "zh",
) -> Figure:
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

    Returns
    -------
    matplotlib.figure.Figure
        Neither shown nor saved; see `save_figure`. Areas without a value are listed below the axis with the reason.

    Raises
    ------
    UnknownNameError
        A name is not known.
    UsageError
        `regions` is empty.

    Examples
    --------
    >>> figure = plot_benchmark(ds, "rd_expenditure_gdp_ratio", language="en")  # doctest: +SKIP
    """
    frame = _frame(ds, indicator, definition=definition, kind=kind, regions=regions, reference=reference)
    content = read_content(ds, frame, language, reference)
    with style():
        return compose(_blocks(ds, frame, content), WIDTH, describe(content))


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
    """Return what `plot_benchmark` shows, in words, for readers who do not see the picture.

    Parameters
    ----------
    ds, indicator, definition, kind, regions, reference, language
        As for `plot_benchmark`.

    Returns
    -------
    str
        The finding, the measure, every value with its bound and year, and the areas without a value with the reason.
    """
    frame = _frame(ds, indicator, definition=definition, kind=kind, regions=regions, reference=reference)
    return describe(read_content(ds, frame, language, reference))


def _frame(ds: Dataset, indicator: str, **choice: Any) -> pd.DataFrame:
    frame = comparison(ds, indicator, **choice)
    if frame.empty:
        raise UsageError("regions is empty; give at least one region, or leave it out for all")
    return frame


def _blocks(ds: Dataset, frame: pd.DataFrame, content: Content) -> Iterator[Block]:
    """Yield the parts of the page from the title to the source."""
    yield text_block(content.title, WIDTH, "title", bold=True, after=0.04)
    yield text_block(content.subtitle, WIDTH, "subtitle", colour="quiet", after=0.1)
    items = key_items(content)
    if items:
        yield _key_block(items, content.language)
    names = _name_width(content)
    for panel in content.panels:
        if panel.heading:
            yield gap(0.08)
            yield text_block(panel.heading, WIDTH, "panel", bold=True)
        yield _panel_block(ds, frame, content, panel, names)
    if content.absent:
        yield gap(0.06)
        yield text_block(say(content.language, "absent"), WIDTH, "note", bold=True)
    for line in content.absent:
        yield text_block(line, WIDTH, "note", colour="text")
    yield gap(0.12)
    if content.notes:
        yield text_block(
            say(content.language, "note", notes=join(content.language, content.notes, "sentence")),
            WIDTH,
            "note",
            colour="quiet",
            after=0.04,
        )
    yield text_block(content.source, WIDTH, "note", colour="quiet")


def _name_width(content: Content) -> float:
    """Return the inches that the longest name takes, at most `_NAME_WIDTH`."""
    widths = [text_width(_shown_name(mark), SIZES["name"]) for mark in content.marks]
    widths += [text_width(mark.relation, SIZES["small"]) + _INDENT * mark.is_nested for mark in content.marks]
    return min(max(widths, default=0.0), _NAME_WIDTH) + 0.2


def _shown_name(mark: Mark) -> str:
    return f"\u2514\u00a0{mark.name}" if mark.is_nested else mark.name


@dataclass(frozen=True)
class _Name:
    """A row's name and, below it, what it is part of, broken into lines; heights in inches."""

    lines: tuple[str, ...]
    below: tuple[str, ...]
    indent: float

    @property
    def height(self) -> float:
        return len(self.lines) * _LINE + len(self.below) * _RELATION


def _break_name(mark: Mark, width: float) -> _Name:
    indent = _INDENT if mark.is_nested else 0.0
    below = wrap(mark.relation, width - 0.15 - indent, SIZES["small"]) if mark.relation else []
    return _Name(tuple(wrap(_shown_name(mark), width - 0.15, SIZES["name"])), tuple(below), indent)


def _panel_block(ds: Dataset, frame: pd.DataFrame, content: Content, panel: Panel, names: float) -> Block:
    """Draw the rows that share an axis."""
    broken = [_break_name(mark, names) for mark in panel.marks]
    least = [0.54 if mark.baseline or mark.reference else 0.0 for mark in panel.marks]
    heights = [max(_PADDING + name.height, low) for name, low in zip(broken, least, strict=True)]
    reference = next((mark.reference for mark in panel.marks if mark.reference), None) if content.has_reference_line else None
    first = _STRIP if reference else 0.0
    total = first + sum(heights)
    width = WIDTH - 2 * MARGIN - names
    scale = fit(panel.marks, width, is_rank=content.is_rank)

    def draw(figure: Figure, top: float) -> None:
        axes = add_axes(figure, MARGIN + names, top, width, total)
        axes.set(xlim=(scale.start, scale.end), ylim=(total, 0))
        _draw_axis(axes, ds, frame, scale, panel, content.language)
        y = first
        has_tags = len({mark.target.year for mark in content.marks}) > 1
        for mark, name, height in zip(panel.marks, broken, heights, strict=True):
            _draw_name(axes, y + height / 2, name, names)
            draw_mark(axes, y + height / 2, mark, scale, has_year_tag=has_tags)
            if mark.reference and not content.has_reference_line:
                draw_reference_tick(axes, y + height / 2, mark.reference, scale)
            y += height
        if reference:
            draw_reference_line(axes, reference, scale, total, say(content.language, "reference", who=reference.who))

    return Block(total + _AXIS, draw)


def _draw_axis(axes: Axes, ds: Dataset, frame: pd.DataFrame, scale: Scale, panel: Panel, language: str) -> None:
    """Draw grid lines and round values in the magnitude of the labels."""
    row = frame[frame["ref_area"] == max(panel.marks, key=lambda mark: abs(mark.target.value)).area].iloc[0]
    unit = ds.codelists.unit_measure[row["unit_measure"]].name(language)
    ticks = choose_ticks(scale, panel.marks, lambda value: _tick_label(ds, row, value, unit, language))
    axes.set_xticks(
        [t for t, _ in ticks], [label for _, label in ticks], fontproperties=font(SIZES["tick"]), color=COLOURS["quiet"]
    )
    axes.set_yticks([])
    axes.grid(axis="x", color=COLOURS["rule"], linewidth=0.6, zorder=0)
    axes.set_axisbelow(True)
    if not scale.is_reversed:
        axes.axvline(0, color=COLOURS["context"], linewidth=1.0, zorder=1)


def _tick_label(ds: Dataset, row: pd.Series, value: float, unit: str, language: str) -> str:
    """Return a value of the axis with its magnitude."""
    shown: dict[str, Any] = {**row, **plain(row, value)}
    return without_unit(format_value(ds, shown, language), unit) if value else without_unit("0" + unit, unit)


def _draw_name(axes: Axes, y: float, name: _Name, width: float) -> None:
    """Write an area's name left of the axis, and below it the area that it is part of."""
    bottom = y - name.height / 2 + 0.135
    places = [(line, bottom + n * _LINE, name.indent if n else 0.0, "name", "text") for n, line in enumerate(name.lines)]
    bottom += (len(name.lines) - 1) * _LINE
    places += [(line, bottom + n * _RELATION, name.indent, "small", "quiet") for n, line in enumerate(name.below, 1)]
    for text, place, indent, role, colour in places:
        axes.annotate(
            text,
            (0, place),
            xycoords=("axes fraction", "data"),
            xytext=((indent - width) * 72, 0),
            textcoords="offset points",
            fontproperties=font(SIZES[role]),
            color=COLOURS[colour],
            va="baseline",
            annotation_clip=False,
            label=role,
        )


def _key_block(items: list[KeyItem], language: str) -> Block:
    """Explain the signs in one or more lines."""
    places, x, line = [], 0.0, 0
    for item in items:
        width = item.left + item.right + 0.08 + text_width(say(language, item.key), SIZES["small"])
        if x and x + width > WIDTH - 2 * MARGIN:
            x, line = 0.0, line + 1
        places.append((x + item.left, 0.13 + 0.22 * line))
        x += width + 0.25
    height = 0.22 * (line + 1) + 0.04

    def draw(figure: Figure, top: float) -> None:
        axes = add_axes(figure, MARGIN, top, WIDTH - 2 * MARGIN, height)
        axes.set(xlim=(0, WIDTH - 2 * MARGIN), ylim=(height, 0), xticks=[], yticks=[])
        for item, (left, y) in zip(items, places, strict=True):
            item.draw(axes, left, y)
            looks: dict[str, Any] = {"fontproperties": font(SIZES["small"]), "color": COLOURS["quiet"], "label": "key"}
            axes.text(left + item.right + 0.08, y + 0.04, say(language, item.key), **looks)

    return Block(height + 0.06, draw)
