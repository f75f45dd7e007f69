"""The rows of a gap figure: where they stand, how high they are, and their signs and labels.

Axes here measure inches downwards (y) and gaps across (x), the better side positive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from matplotlib.axes import Axes

from compare.charts.canvas import MARGIN
from compare.charts.gap_content import GapContent, GapRow
from compare.charts.labels import without_unit
from compare.charts.marks import ARROW, BASELINE_SHIFT, MARKER, Scale, draw_diamond, draw_sign
from compare.charts.panels import NAMES, Name, name_width
from compare.charts.style import SIZES, font, text_width
from compare.charts.text import shorten, wrap
from compare.charts.words import say
from compare.palette import COLOURS

_SIGN, _CLEAR = 0.12, 0.1
_LINE, _PADDING = 0.16, 0.16
_BEYOND = {"upper": (ARROW, 0.0), "lower": (0.0, ARROW), "approx": (0.04, 0.04)}
"""Inches that signs take left and right of a dot."""
_MUCH, _MOST = 0.7, 0.8
"""Shares of the plot that labels may take, with and without units."""
_WIDEST = 0.36
"""The column of values takes at most this share of the page."""


@dataclass(frozen=True)
class Layout:
    """Widths of a gap figure in inches: of the page, of the names, of the column with the values, and of what is between.

    `has_units` says that the gaps are labelled with a unit that is a word, for which not every page has room.
    """

    page: float
    names: float
    column: float
    has_units: bool = True
    between: float = 0.2

    def gap_label(self, row: GapRow) -> str:
        """Return what stands beside the sign of a row."""
        return row.label if self.has_units else row.short

    @property
    def plot(self) -> float:
        """Where the lollipops are."""
        return self.page - 2 * MARGIN - self.names - self.column - self.between

    def write(  # noqa: PLR0913  where and how
        self, axes: Axes, place: tuple[float, float], text: str, scale: Scale, role: str, label: str, colour: str
    ) -> None:
        """Write text that begins `place` inches from the left of the plot and the top of the axes."""
        x = scale.start + place[0] / scale.width * (scale.end - scale.start)
        looks: dict[str, Any] = {"fontproperties": font(SIZES[role]), "color": colour, "label": label}
        looks["bbox"] = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}
        axes.text(x, place[1], text, va="baseline", ha="left", zorder=3.5, **looks)


def choose_layout(content: GapContent, page: float) -> Layout:
    """Divide a page of `page` inches.

    Where the labels would take much of the plot, units that are words are left out of them, and where even that
    leaves too little the column of names is narrower.
    """
    column = _column_width(content, page)
    layout = Layout(page, name_width(content.marks, NAMES * page), column)
    if _labels_width(content, layout) < _MUCH * layout.plot:
        return layout
    layout = replace(layout, has_units=False)
    if _labels_width(content, layout) < _MOST * layout.plot:
        return layout
    return replace(layout, names=name_width(content.marks, NAMES * page / 2))


def _labels_width(content: GapContent, layout: Layout) -> float:
    """Return the inches that the widest label on the left and the widest on the right of the line take."""
    drawn = [row for row in content.rows if row.gap is not None]
    return sum(max((_room(row, layout)[n] for row in drawn), default=0.0) for n in (0, 1))


def fit_gaps(rows: Sequence[GapRow], layout: Layout) -> Scale:
    """Choose the scale that is largest while every sign with its label keeps inside the plot."""
    width = layout.plot
    drawn = [(row, *_ends(row)) for row in rows if row.gap is not None]
    reach = [(_room(row, layout), low, high) for row, low, high in drawn]

    def needed(scale: float) -> tuple[float, float]:
        left = max([0.1, *(room[0] - scale * low for room, low, _ in reach)])
        right = max([0.1, *(room[1] + scale * high for room, _, high in reach)])
        return left, right

    furthest = max((abs(end) for _, low, high in drawn for end in (low, high)), default=0.0)
    smallest, largest = 0.0, width / (furthest or 1.0)
    for _ in range(50):
        middle = (smallest + largest) / 2
        smallest, largest = (middle, largest) if sum(needed(middle)) <= width else (smallest, middle)
    scale = smallest or 0.01 * width / (furthest or 1.0)
    left = min(needed(scale)[0], width) if drawn else 0.0
    left += max(0.0, width - sum(needed(scale))) / 2 if not furthest else 0.0
    return Scale(-left / scale, (width - left) / scale, width)


def _ends(row: GapRow) -> tuple[float, float]:
    gap = row.gap or 0.0
    low, high = sorted((gap, gap if row.end is None else row.end))
    return low, high


def _is_left(row: GapRow) -> bool:
    """Say whether the label stands left of the sign: where the gap is on the left of the line."""
    return _ends(row)[1] < 0


def _room(row: GapRow, layout: Layout) -> tuple[float, float]:
    """Return the inches that sign and label take left and right of the ends of a gap."""
    arrow = _BEYOND.get(row.bound, (0.0, 0.0))
    label = text_width(layout.gap_label(row), SIZES["value"], bold=True) + 0.05
    left, right = (_SIGN + reach for reach in arrow)
    return (left + label, right) if _is_left(row) else (left, right + label)


def row_height(row: GapRow, name: Name, content: GapContent, layout: Layout) -> float:
    """Return the inches of a row: those of its name, its values or its reason, whichever is highest."""
    reason = len(_reason(row, layout)) * _LINE if row.gap is None else 0.0
    return max(0.34, _PADDING + max(name.height, len(list(_cells(row, content, layout))) * _LINE, reason))


def _column_width(content: GapContent, page: float) -> float:
    """Return the inches that the widest value with its year takes, at most a share of the page."""
    widths = [text_width(say(content.language, "gap_column"), SIZES["small"])]
    for row in content.rows:
        widths.append(_value_width(row, content))
        if _own_reference(row, content):
            widths.append(text_width(_own_reference(row, content), SIZES["small"]))
    return min(max(widths), _WIDEST * (page - 2 * MARGIN))


def _value(row: GapRow, content: GapContent) -> str:
    """Return the target without its unit, which stands at the head of the column or in the subtitle."""
    return without_unit(row.mark.target.label.replace("\u00a0", " "), content.unit)


def _value_width(row: GapRow, content: GapContent) -> float:
    year = text_width(row.mark.target.year, SIZES["small"])
    return text_width(_value(row, content), SIZES["value"]) + (0.08 + year if year else 0.0)


def _own_reference(row: GapRow, content: GapContent) -> str:
    held = row.mark.reference
    if held is None or row.gap is None or not content.has_own_references:
        return ""
    return say(content.language, "gap_own_reference", who=held.who, label=f"{held.label} {held.year}")


def _cells(row: GapRow, content: GapContent, layout: Layout) -> Iterator[tuple[str, str, str, str]]:
    """Yield the lines of the column: text, role, label and colour; the year stands beside the value where there is room."""
    value = _value(row, content)
    if _value_width(row, content) <= layout.column + 0.01:
        yield value, "value", "value", "text"
    else:
        for line in wrap(value, layout.column, SIZES["value"]):
            yield line, "value", "value", "text"
        yield row.mark.target.year, "small", "year", "quiet"
    own = _own_reference(row, content)
    if own:
        yield shorten(own, layout.column, SIZES["small"]), "small", "own reference", "reference"


def _reason(row: GapRow, layout: Layout) -> list[str]:
    return wrap(row.label, layout.plot, SIZES["small"])


def draw_row(  # noqa: PLR0913  what, where, on what
    axes: Axes, y: float, row: GapRow, content: GapContent, scale: Scale, layout: Layout
) -> None:
    """Draw a row's lollipop with its label, or the reason why it has none, and what was stated on the right."""
    if row.gap is None:
        _write_lines(axes, y, [(line, "small", "no gap", "quiet") for line in _reason(row, layout)], 0.0, (scale, layout))
    elif row.is_reference:
        draw_diamond(axes, 0.0, y, COLOURS["reference"])
        _write_label(axes, y, row, (scale, layout), COLOURS["reference"])
    else:
        _draw_gap(axes, y, row, (scale, layout))
    cells = list(_cells(row, content, layout))
    left = layout.plot + layout.between
    _write_lines(axes, y, cells, left, (scale, layout))
    if not any(cell[2] == "year" for cell in cells):
        value = text_width(cells[0][0], SIZES["value"])
        place = (left + value + 0.08, _first_line(y, cells))
        layout.write(axes, place, row.mark.target.year, scale, "small", "year", COLOURS["quiet"])


def _first_line(y: float, lines: Sequence[Any]) -> float:
    return y + BASELINE_SHIFT - (len(lines) - 1) * _LINE / 2


def _write_lines(
    axes: Axes, y: float, lines: Sequence[tuple[str, str, str, str]], left: float, on: tuple[Scale, Layout]
) -> None:
    scale, layout = on
    for number, (text, role, label, colour) in enumerate(lines):
        place = (left, _first_line(y, lines) + number * _LINE)
        layout.write(axes, place, text, scale, role, label, COLOURS[colour])


def _draw_gap(axes: Axes, y: float, row: GapRow, on: tuple[Scale, Layout]) -> None:
    colour = COLOURS["subject" if row.mark.is_subject else "context"]
    x = row.gap or 0.0
    furthest = max(_ends(row), key=abs)
    axes.plot([0, furthest], [y, y], color=colour, linewidth=2.2, alpha=0.55, solid_capstyle="butt", zorder=2)
    if row.end is not None:
        axes.plot([x, row.end], [y, y], color=colour, linewidth=4, marker="o", markersize=MARKER, zorder=4)
    draw_sign(axes, x, y, row.bound, row.bound == "lower", colour)
    _write_label(axes, y, row, on, colour)


def _write_label(axes: Axes, y: float, row: GapRow, on: tuple[Scale, Layout], colour: str) -> None:
    """Write the gap beside its sign, on the side away from the line."""
    scale, layout = on
    low, high = _ends(row)
    arrow = _BEYOND.get(row.bound, (0.0, 0.0))
    is_left = _is_left(row)
    x = scale.inches(low) - _SIGN - arrow[0] if is_left else scale.inches(high) + _SIGN + arrow[1]
    looks: dict[str, Any] = {"fontproperties": font(SIZES["value"], bold=True), "color": colour, "label": "gap"}
    looks["bbox"] = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
    place = scale.start + x / scale.width * (scale.end - scale.start)
    axes.text(
        place, y + BASELINE_SHIFT, layout.gap_label(row), ha="right" if is_left else "left", va="baseline", zorder=3.5, **looks
    )
