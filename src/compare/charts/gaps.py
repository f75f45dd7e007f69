"""The gap figure: how far each area's target stands from a reference in one measure.

Lollipops from a line at zero, the better side always on the right, so that nobody has to work out what a sign means; the label
has the gap as it is, the column on the right what was stated. What the figure says is decided in `gap_content`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from compare.charts.canvas import MARGIN, Block, PageFigure, add_axes, compose, gap, text_block
from compare.charts.content import read_frame
from compare.charts.frame import foot, head, key_block
from compare.charts.gap_content import GapContent, GapPanel, describe_gaps, read_gaps
from compare.charts.gap_rows import Layout, choose_layout, draw_row, fit_gaps, row_height
from compare.charts.marks import KeyItem, Scale, draw_diamond, draw_sign, round_ticks
from compare.charts.panels import break_name, draw_name
from compare.charts.style import SIZES, font, page_width, style, text_width
from compare.charts.text import shorten
from compare.charts.words import say
from compare.dataset import Dataset
from compare.palette import COLOURS

_STRIP, _AXIS, _ENDS = 0.26, 0.24, 0.2
"""Inches above the rows, for the reference and the head of the column, and below them, for the axis and what its ends mean."""


def plot_gaps(  # noqa: PLR0913  a measure has three parts
    ds: Dataset,
    indicator: str,
    *,
    definition: str | None = None,
    kind: str | None = None,
    regions: Sequence[str] | None = None,
    reference: str = "best",
    language: str = "zh",
    size: str = "screen",
) -> PageFigure:
    """Draw how far the target of each area stands from a reference in one measure.

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
        ``"best"``, ``"median"``, ``"parent"`` or an area; see `compare.comparison`.
    language : str, optional
        ``"zh"`` or ``"en"``.
    size : str, optional
        ``"screen"`` or ``"print"``: the width of the page; type keeps its size.

    Returns
    -------
    matplotlib.figure.Figure
        Neither shown nor saved; see `save_figure`. The better side is on the right. An area with a target and nothing to hold
        it against says so in its row; areas without a value are listed below with the reason. Its ``alt_text`` says the same
        in words.

    Raises
    ------
    UnknownNameError
        A name is not known, or a size.
    UsageError
        `regions` is empty.

    Examples
    --------
    >>> figure = plot_gaps(ds, "rd_expenditure_gdp_ratio", reference="median", language="en")  # doctest: +SKIP
    """
    frame = read_frame(ds, indicator, definition=definition, kind=kind, regions=regions, reference=reference)
    content, width = read_gaps(ds, frame, reference, language), page_width(size)
    with style():
        return compose(_blocks(content, width), width, describe_gaps(content))


def _blocks(content: GapContent, width: float) -> Iterator[Block]:
    """Yield the parts of the page from the title to the source."""
    yield from head(content.title, [content.subtitle, content.reading], width)
    yield key_block(_key_items(content), content.language, width)
    layout = choose_layout(content, width)
    for panel in content.panels:
        if panel.heading:
            yield gap(0.08)
            yield text_block(panel.heading, width, "panel", bold=True)
        yield _panel_block(content, panel, layout)
    yield from foot(content.absent, content.notes, content.source, width, content.language)


def _panel_block(content: GapContent, panel: GapPanel, layout: Layout) -> Block:
    """Draw the rows of one panel to scale, or without an axis where nothing has a gap."""
    broken = [break_name(row.mark, layout.names) for row in panel.rows]
    heights = [row_height(row, name, content, layout) for row, name in zip(panel.rows, broken, strict=True)]
    first = _STRIP if panel.is_drawn or panel is content.panels[0] else 0.0
    total, scale = first + sum(heights), fit_gaps(panel.rows, layout)

    def draw(figure: Figure, top: float) -> None:
        axes = add_axes(figure, MARGIN + layout.names, top, layout.plot, total)
        axes.set(xlim=(scale.start, scale.end), ylim=(total, 0), xticks=[], yticks=[])
        if panel.is_drawn:
            _draw_axis(axes, content, panel, scale, (first, total))
        if first:
            _write_strip(axes, content, panel, scale, layout)
        y = first
        for row, name, height in zip(panel.rows, broken, heights, strict=True):
            draw_name(axes, y + height / 2, name, layout.names)
            draw_row(axes, y + height / 2, row, content, scale, layout)
            y += height

    return Block(total + (_AXIS + _ENDS if panel.is_drawn else 0.08), draw)


def _draw_axis(axes: Axes, content: GapContent, panel: GapPanel, scale: Scale, ends: tuple[float, float]) -> None:
    """Draw the line at zero, round values, and the words for the two sides."""
    gaps = [row.gap for row in panel.rows if row.gap is not None]
    ticks = round_ticks(scale, panel.tick, whole=all(value.is_integer() for value in gaps))
    looks: dict[str, Any] = {"fontproperties": font(SIZES["tick"]), "color": COLOURS["quiet"]}
    axes.set_xticks([t for t, _ in ticks], [label for _, label in ticks], **looks)
    axes.grid(axis="x", color=COLOURS["rule"], linewidth=0.6, zorder=0)
    axes.set_axisbelow(True)
    axes.plot([0, 0], ends, color=COLOURS["reference"], linewidth=1.4, zorder=1.5, label="reference")
    for text, side, align in zip(content.ends, (0.0, 1.0), ("left", "right"), strict=True):
        axes.annotate(
            text,
            (side, 0),
            xycoords="axes fraction",
            xytext=(0, -(_AXIS + 0.13) * 72),
            textcoords="offset points",
            ha=align,
            va="baseline",
            annotation_clip=False,
            label="end",
            **looks,
        )


def _write_strip(axes: Axes, content: GapContent, panel: GapPanel, scale: Scale, layout: Layout) -> None:
    """Write above the rows what the line at zero is, and what the column holds."""
    size, language = SIZES["small"], content.language
    text = say(language, "gap_parents") if content.has_own_references else ""
    if panel.reference:
        point = panel.reference
        rest = f"{point.label}\u00a0\u00a0{point.year}".strip("\u00a0")
        room = layout.plot + layout.names - text_width(say(language, "gap_own_reference", who="", label=rest), size) - 0.1
        text = say(language, "gap_own_reference", who=shorten(point.who, room, size), label=rest)
    if text and panel.is_drawn:
        width = text_width(text, size)
        left = max(min(scale.inches(0) - width / 2, layout.plot - width), -layout.names)
        layout.write(axes, (left, 0.14), text, scale, "small", "reference value", COLOURS["reference"])
    column = (layout.plot + layout.between, 0.14)
    told = say(language, "gap_column_unit", unit=content.unit)
    is_dropped = any(row.mark.target.label.endswith(content.unit) for row in panel.rows) and content.unit[:1].isalpha()
    is_long = text_width(told, size) > layout.column or not is_dropped
    layout.write(axes, column, say(language, "gap_column") if is_long else told, scale, "small", "column", COLOURS["quiet"])


def _key_items(content: GapContent) -> list[KeyItem]:
    """Return the signs that a figure uses, unless they explain themselves."""
    colour, drawn = COLOURS["context"], [row for row in content.rows if row.gap is not None]
    bounds = {row.bound for row in drawn if not row.is_reference}
    items: list[KeyItem] = []
    signs = (("gap_key_exact", ""), ("gap_key_bound", "lower"), ("gap_key_bound", "upper"), ("gap_key_approx", "approx"))
    for key, bound in signs:
        if bound in bounds and key not in {item.key for item in items}:
            is_right = bound == "lower"
            sign = partial(draw_sign, bound=bound, is_rightward=is_right, colour=colour)
            reach = 0.36 if bound in {"lower", "upper"} else 0.08
            items.append(KeyItem(key, 0.08 if is_right else reach, reach if is_right else 0.08, sign))
    if any(row.is_reference for row in drawn) and bounds:
        items.append(KeyItem("gap_key_reference", 0.08, 0.08, partial(draw_diamond, colour=COLOURS["reference"])))
    return [] if [item.key for item in items] == ["gap_key_exact"] else items
