"""The panels of a trajectory figure: one for each area, years across and values upwards, both shared by what is comparable.

Labels find room among the signs (`place`), so that none covers another, however the ends lie.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from compare.charts.canvas import MARGIN, Block, add_axes
from compare.charts.marks import ARROW, MARKER, Scale, draw_diamond, draw_target, round_ticks
from compare.charts.path_content import Path, PathContent, PathGroup, Stop
from compare.charts.place import Board, Place, around
from compare.charts.style import SIZES, font, text_width
from compare.charts.text import wrap
from compare.palette import COLOURS

DASHES: Mapping[str, Any] = {"stated": "-", "other": (0, (5, 2)), "forecast": (0, (1.2, 1.6)), "implied": (0, (6, 2, 1.2, 2))}
"""The style of a line by what its baseline is."""

_PLOT, _AXIS, _GUTTER, _BELOW = 1.55, 0.26, 0.35, 0.16
"""Inches: height of a panel, of its years, white between two panels and below each."""

_NAME_LINE, _SMALL_LINE = 0.19, 0.155
_SIGN = 0.15


@dataclass(frozen=True)
class Frame:
    """The shared axes of a group: widths in inches, ends of the years and of the values, labelled values and years."""

    width: float
    left: float
    years: tuple[float, float]
    values: Scale
    ticks: tuple[tuple[float, str], ...]
    times: tuple[int, ...]

    @property
    def plot(self) -> float:
        """Inches of the years."""
        return self.width - self.left

    def across(self, time: float) -> float:
        """Return the inches of a year from the left."""
        return (time - self.years[0]) / (self.years[1] - self.years[0]) * self.plot

    def place(self, stop: Stop) -> Place:
        """Return where a stop stands, in inches from the lower left corner."""
        return self.across(stop.time), self.values.inches(stop.value)


def panel_blocks(content: PathContent, page: float) -> list[Block]:
    """Return the rows of panels on a page of `page` inches: two panels beside each other, group after group."""
    width = (page - 2 * MARGIN - _GUTTER) / 2
    panels = []
    for group in content.groups:
        frame = _frame(content, group, width)
        panels += [_Panel(path, _head(path, group.heading, width), frame) for path in group.paths]
    return [_row_block(content, panels[n : n + 2]) for n in range(0, len(panels), 2)]


def _frame(content: PathContent, group: PathGroup, width: float) -> Frame:
    """Choose the axes of a group: the years of the whole figure, the values of the group."""
    times = sorted({stop.time for path in content.paths for stop in path.stops})
    room = 0.1 * (times[-1] - times[0]) or 1.0
    scale = Scale(*group.ends, _PLOT)
    ticks = round_ticks(scale, group.tick, whole=all(float(value).is_integer() for value in group.values))
    left = max((text_width(label, SIZES["tick"]) for _, label in ticks), default=0.0) + 0.1
    frame = Frame(width, left, (times[0] - room, times[-1] + room), scale, tuple(ticks), ())
    return Frame(width, left, frame.years, scale, tuple(ticks), _shown(times, frame))


def _shown(times: Sequence[int], frame: Frame) -> tuple[int, ...]:
    """Return the years that have room for their labels: the first, the last and what stands clear of them."""
    wide = text_width("2000", SIZES["tick"]) + 0.1
    kept = [times[0], times[-1]] if times[0] != times[-1] else [times[0]]
    for time in times[1:-1]:
        if all(abs(frame.across(time) - frame.across(other)) > wide for other in kept):
            kept.append(time)
    return tuple(sorted(kept))


def _head(path: Path, level: str, width: float) -> list[tuple[str, str, str]]:
    """Return the lines above a panel: name; level, what it is part of, and what its baseline is."""
    lines = [(line, "name", "text") for line in wrap(path.mark.name, width, SIZES["name"], bold=True)]
    below = " · ".join(filter(None, (level, path.mark.relation, path.basis)))
    return lines + [(line, "small", "quiet") for line in (wrap(below, width, SIZES["small"]) if below else [])]


def _head_height(lines: Sequence[tuple[str, str, str]]) -> float:
    return sum(_NAME_LINE if role == "name" else _SMALL_LINE for _, role, _ in lines) + 0.05


@dataclass(frozen=True)
class _Panel:
    """A path with the lines above it and its axes."""

    path: Path
    lines: Sequence[tuple[str, str, str]]
    frame: Frame


def _row_block(content: PathContent, panels: Sequence[_Panel]) -> Block:
    above = max(_head_height(panel.lines) for panel in panels)

    def draw(figure: Figure, top: float) -> None:
        for n, panel in enumerate(panels):
            frame = panel.frame
            left = MARGIN + n * (frame.width + _GUTTER)
            _write_head(figure, (left, top), panel.lines, frame.width, above)
            axes = add_axes(figure, left + frame.left, top - above, frame.plot, _PLOT)
            _draw_axes(axes, frame)
            _draw_path(axes, panel.path, frame, is_rank=content.is_rank)

    return Block(above + _PLOT + _AXIS + _BELOW, draw)


def _write_head(
    figure: Figure, corner: tuple[float, float], lines: Sequence[tuple[str, str, str]], width: float, height: float
) -> None:
    axes = add_axes(figure, *corner, width, height)
    axes.set(xlim=(0, width), ylim=(height, 0), xticks=[], yticks=[])
    y = 0.0
    for text, role, colour in lines:
        y += _NAME_LINE if role == "name" else _SMALL_LINE
        properties = font(SIZES[role], bold=role == "name")
        axes.text(0, y - 0.05, text, fontproperties=properties, color=COLOURS[colour], va="baseline", label=role)


def _draw_axes(axes: Axes, frame: Frame) -> None:
    axes.set(xlim=frame.years, ylim=(frame.values.start, frame.values.end))
    looks: dict[str, Any] = {"fontproperties": font(SIZES["tick"]), "color": COLOURS["quiet"]}
    axes.set_xticks(frame.times, [str(time) for time in frame.times], **looks)
    axes.set_yticks([tick for tick, _ in frame.ticks], [label for _, label in frame.ticks], **looks)
    axes.grid(axis="y", color=COLOURS["rule"], linewidth=0.6, zorder=0)
    axes.set_axisbelow(True)
    axes.spines["bottom"].set(visible=True, color=COLOURS["context"], linewidth=0.8)


def _draw_path(axes: Axes, path: Path, frame: Frame, *, is_rank: bool) -> None:
    """Draw the line, the signs, and the labels where there is room for them."""
    colour = COLOURS["subject" if path.mark.is_subject else "context"]
    board = Board(frame.plot, _PLOT)
    if path.start is not None:
        ends = [path.start, path.target]
        axes.plot(
            [stop.time for stop in ends],
            [stop.value for stop in ends],
            color=colour,
            linewidth=2.0,
            linestyle=DASHES[path.provenance],
            zorder=3,
            label=f"path {path.provenance}",
        )
        board.take_line(frame.place(path.start), frame.place(path.target))
        draw_diamond(axes, path.start.time, path.start.value, colour)
    for stop in path.between:
        draw_between(axes, stop.time, stop.value, colour)
    if path.mark.upper is not None:
        span = [path.target.value, path.mark.upper]
        axes.plot([path.target.time] * 2, span, color=colour, linewidth=4, marker="o", markersize=MARKER)
        board.take_line(frame.place(path.target), (frame.across(path.target.time), frame.values.inches(path.mark.upper)))
    up = 1 if (path.mark.bound == "lower") is not is_rank else -1
    draw_target(axes, (path.target.time, path.target.value), path.mark.bound, (0, up), colour)
    board.take(around(frame.place(stop), _SIGN, _SIGN) for stop in path.stops)
    if path.mark.bound in {"lower", "upper"}:
        x, y = frame.place(path.target)
        board.take_line((x, y), (x, y + up * (ARROW + 0.08)))
    _write_labels(axes, path, frame, board, colour)


def draw_between(axes: Axes, x: float, y: float, colour: str) -> None:
    """Draw the small dot of a year between."""
    axes.plot([x], [y], marker="o", markersize=4.5, color=colour, linestyle="none", zorder=4, label="between")


def _write_labels(axes: Axes, path: Path, frame: Frame, board: Board, colour: str) -> None:
    """Write value and year at each stop, the target's first, and the pace at the middle of the line."""
    for stop in (path.target, *path.stops[:-1]):
        _write_stop(axes, stop, frame, board, colour if stop is path.target else "")
    if path.pace:
        x, y = frame.place(path.target)
        if path.start is not None:
            at = frame.place(path.start)
            x, y = (x + at[0]) / 2, (y + at[1]) / 2
        _write_pace(axes, path.pace, (x, y), frame, board, colour)


def _write_stop(axes: Axes, stop: Stop, frame: Frame, board: Board, colour: str) -> None:
    """Write value and year of a stop; that of a target, which has a `colour`, is larger."""
    size, height = SIZES["value" if colour else "small"], 0.18 if colour else 0.14
    value = text_width(stop.label, size, bold=bool(colour)) + 0.07
    width = value + text_width(stop.year, SIZES["small"])
    x, y = frame.place(stop)
    side, above = width / 2 + 0.14, height / 2 + 0.12
    wished = [(x, y + above), (x, y - above), (x - side, y), (x + side, y)]
    wished += [(x - side / 2, y + above), (x - side / 2, y - above)]
    box = board.place((width, height), wished)
    corner = (box.left, box.bottom + 0.04)
    looks = {"fontproperties": font(size, bold=bool(colour)), "color": colour or COLOURS["quiet"]}
    _write(axes, corner, stop.label, frame, looks | {"label": "value" if colour else "baseline value"})
    looks = {"fontproperties": font(SIZES["small"]), "color": COLOURS["quiet"], "label": "year"}
    _write(axes, (box.left + value, corner[1]), stop.year, frame, looks)


def _write_pace(  # noqa: PLR0913  as above
    axes: Axes, lines: Sequence[str], middle: Place, frame: Frame, board: Board, colour: str
) -> None:
    shown = [piece for line in lines for piece in wrap(line, frame.plot - 0.1, SIZES["small"], bold=True)]
    width = max(text_width(line, SIZES["small"], bold=True) for line in shown)
    height = len(shown) * _SMALL_LINE
    x, y = middle
    right, left = x + width / 2 + 0.1, x - width / 2 - 0.1
    wished = [
        (right, y - height / 2),
        (left, y + height / 2),
        (right, y),
        (x, y - height / 2 - 0.15),
        (x, y + height / 2 + 0.15),
    ]
    box = board.place((width, height), wished)
    for n, line in enumerate(shown):
        corner = (box.left, box.bottom + height - (n + 1) * _SMALL_LINE + 0.04)
        looks = {"fontproperties": font(SIZES["small"], bold=True), "color": colour, "label": "pace"}
        _write(axes, corner, line, frame, looks)


def _write(axes: Axes, corner: Place, text: str, frame: Frame, looks: dict[str, Any]) -> None:
    """Write text whose baseline begins at a corner, inches from the lower left of the panel."""
    x = frame.years[0] + corner[0] / frame.plot * (frame.years[1] - frame.years[0])
    y = frame.values.start + corner[1] / _PLOT * (frame.values.end - frame.values.start)
    ground = {"facecolor": "white", "edgecolor": "none", "pad": 0.4, "alpha": 0.85}
    axes.text(x, y, text, va="baseline", ha="left", zorder=3.5, bbox=ground, **looks)
