"""The panels of a benchmark figure: rows that share an axis, each with its name, and single rows, which need none.

Amounts stand in a panel for each administrative level. Where several areas share a panel it has an axis of its own; a panel of
one area is a line of sign and words, so that nobody compares lengths across panels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from compare.charts.canvas import MARGIN, Block, add_axes
from compare.charts.content import Content, Mark, Panel, without_units
from compare.charts.marks import (
    Scale,
    choose_ticks,
    draw_mark,
    draw_reference_line,
    draw_single,
    fit,
    label_room,
)
from compare.charts.style import SIZES, font, text_width
from compare.charts.text import wrap
from compare.charts.words import say
from compare.palette import COLOURS

NAMES, _LABELS = 0.275, 0.7
"""Shares: of the page that names may take, and of the plot that a label with its unit may take."""

_LINE, _RELATION, _PADDING = 0.18, 0.15, 0.2
_AXIS = 0.32
_INDENT = 0.17
_STRIP = 0.24
"""Heights in inches: of a line of a name, of the line below it, of the white of a row, of the axis, of a reference's label."""


def name_width(marks: Sequence[Mark], widest: float) -> float:
    """Return the inches that the longest name takes, at most `widest`."""
    widths = [text_width(_shown_name(mark), SIZES["name"]) for mark in marks]
    widths += [text_width(mark.relation, SIZES["small"]) + _INDENT * mark.is_nested for mark in marks]
    return min(max(widths, default=0.0), widest) + 0.2


def fitted(content: Content, width: float) -> Content:
    """Leave the unit out of labels, which would leave too little of a plot of `width` inches; it then stands elsewhere."""
    widest = max((label_room(mark) for mark in content.marks), default=0.0)
    return without_units(content, content.unit) if widest > _LABELS * width else content


def _shown_name(mark: Mark) -> str:
    return f"\u2514\u00a0{mark.name}" if mark.is_nested else mark.name


@dataclass(frozen=True)
class Name:
    """A row's name and, below it, what it is part of, broken into lines; heights in inches."""

    lines: tuple[str, ...]
    below: tuple[str, ...]
    indent: float

    @property
    def height(self) -> float:
        """Inches of all its lines."""
        return len(self.lines) * _LINE + len(self.below) * _RELATION


def break_name(mark: Mark, width: float) -> Name:
    """Break the name of a row into lines for a column of `width` inches."""
    indent = _INDENT if mark.is_nested else 0.0
    below = wrap(mark.relation, width - 0.15 - indent, SIZES["small"]) if mark.relation else []
    return Name(tuple(wrap(_shown_name(mark), width - 0.15, SIZES["name"])), tuple(below), indent)


def panel_block(content: Content, panel: Panel, page: float, names: float, shared: Scale | None = None) -> Block:
    """Draw the rows of one panel on a page of `page` inches: to scale, or a single one as a line without an axis.

    `shared` is the scale of panels that have one axis; on it a single row is drawn to scale too.
    """
    if len(panel.marks) == 1 and not panel.marks[0].reference and shared is None:
        return _line_block(content, panel.marks[0], page, names)
    broken = [break_name(mark, names) for mark in panel.marks]
    heights = [_height(mark, name) for mark, name in zip(panel.marks, broken, strict=True)]
    reference = next((mark.reference for mark in panel.marks if mark.reference), None) if content.has_reference_line else None
    first = _STRIP if reference else 0.0
    total, width = first + sum(heights), page - 2 * MARGIN - names
    scale = shared or fit(panel.marks, width, is_rank=content.is_rank)

    def draw(figure: Figure, top: float) -> None:
        axes = add_axes(figure, MARGIN + names, top, width, total)
        axes.set(xlim=(scale.start, scale.end), ylim=(total, 0))
        _draw_axis(axes, scale, panel)
        y = first
        for mark, name, height in zip(panel.marks, broken, heights, strict=True):
            draw_name(axes, y + height / 2, name, names)
            looks = {"has_year_tag": content.has_year_tags, "has_tick": not content.has_reference_line}
            draw_mark(axes, y + height / 2, mark, scale, **looks)
            y += height
        if reference:
            draw_reference_line(axes, reference, scale, total, say(content.language, "reference", who=reference.who))

    return Block(total + _AXIS, draw)


def _line_block(content: Content, mark: Mark, page: float, names: float) -> Block:
    """Draw the only row of a panel as sign and words: a length that nothing can be compared with would mislead."""
    name, width = break_name(mark, names), page - 2 * MARGIN - names
    height = _height(mark, name)
    scale = Scale(width, 0, width) if content.is_rank else Scale(0, width, width)

    def draw(figure: Figure, top: float) -> None:
        axes = add_axes(figure, MARGIN + names, top, width, height)
        axes.set(xlim=(scale.start, scale.end), ylim=(height, 0), xticks=[], yticks=[])
        draw_name(axes, height / 2, name, names)
        draw_single(axes, height / 2, mark, scale, has_year_tag=content.has_year_tags)

    return Block(height + _PADDING / 2, draw)


def _height(mark: Mark, name: Name) -> float:
    return max(_PADDING + name.height, 0.54 if mark.baseline or mark.reference else 0.0)


def _draw_axis(axes: Axes, scale: Scale, panel: Panel) -> None:
    """Draw grid lines and round values in the magnitude of the labels."""
    ticks = choose_ticks(scale, panel.marks, panel.tick)
    axes.set_xticks(
        [t for t, _ in ticks], [label for _, label in ticks], fontproperties=font(SIZES["tick"]), color=COLOURS["quiet"]
    )
    axes.set_yticks([])
    axes.grid(axis="x", color=COLOURS["rule"], linewidth=0.6, zorder=0)
    axes.set_axisbelow(True)
    if not scale.is_reversed:
        axes.axvline(0, color=COLOURS["context"], linewidth=1.0, zorder=1)


def draw_name(axes: Axes, y: float, name: Name, width: float) -> None:
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
