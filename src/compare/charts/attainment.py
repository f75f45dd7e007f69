"""Targets against actuals: each target at 100 %, the actual as a percentage of it, with its status by shape and colour.

Ranks, and figures that do not count, have no percentage and are words. What is said stands in `landing`; how a target stands,
`compare.derive` has judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from compare.charts.canvas import MARGIN, Block, PageFigure, compose, gap, text_block
from compare.charts.frame import head, remarks
from compare.charts.inches import LEAD, inch_block, write, write_lines
from compare.charts.landing import Landed, Landing, read_landing
from compare.charts.style import SIZES, page_width, style, text_width
from compare.charts.text import unbind, wrap
from compare.charts.words import join, say
from compare.dataset import Dataset
from compare.palette import COLOURS

_NAMES = {"screen": 2.2, "print": 1.7}
_STRIP, _AXIS, _LINE, _BAND, _PADDING = 0.22, 0.22, 0.15, 0.3, 0.16
"""Inches: of the names by the size of the page, of the line's label, of the axis, from the top of a row to its stem and to its
words, of white."""

_MARKERS: Mapping[str, tuple[str, str]] = {
    "reached": ("o", "good"),
    "on_track": ("^", "subject"),
    "behind": ("v", "reference"),
    "missed": ("X", "reference"),
    "open": ("D", "context"),
}
"""Shape and colour of each status."""

_SPANS = (25, 50, 100, 150, 200, 300, 500, 1000, 2000, 5000, 10000)
"""Per cents that an axis may span."""


@dataclass(frozen=True)
class _Axis:
    """An axis of per cents from `low` over `span`, `left` inches from the edge and `width` wide."""

    low: float
    span: float
    left: float
    width: float

    def x(self, ratio: float) -> float:
        """Return where a percentage stands, in inches."""
        return self.left + (ratio - self.low) / self.span * self.width


def plot_attainment(ds: Dataset, attainment: pd.DataFrame, *, language: str = "zh", size: str = "screen") -> PageFigure:
    """Draw what has become of targets of which there is a figure.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    attainment : pandas.DataFrame
        ``attainment(ds, …)``; with ``known_only=False`` the targets without a figure are counted below, by reason and area.
    language : str, optional
        ``"zh"`` or ``"en"``.
    size : str, optional
        ``"screen"`` or ``"print"``.

    Returns
    -------
    PageFigure
        Neither shown nor saved; see `save_figure`. A table without any actual value gives a figure that says so.

    Raises
    ------
    UnknownNameError
        `size` or `language` is not known.

    Examples
    --------
    >>> figure = plot_attainment(ds, attainment(ds, known_only=False), language="en")  # doctest: +SKIP
    """
    page = page_width(size)
    content = read_landing(ds, attainment, language)
    with style():
        return compose(_blocks(content, page, _NAMES[size]), page, _describe(content))


def _blocks(content: Landing, page: float, names: float) -> Iterator[Block]:
    """Yield the parts of the page from the title to the source."""
    language = content.language
    yield from head(content.title, [content.subtitle], page)
    measured = [one for one in content.landed if one.ratio is not None]
    axis = _axis(measured, names, page - 2 * MARGIN - names - 0.1) if measured else None
    for who in dict.fromkeys(one.who for one in measured):
        yield gap(0.06)
        yield text_block(who, page, "panel", bold=True)
        if axis is not None:
            yield _panel_block([one for one in measured if one.who == who], axis, page, language)
    worded = [one for one in content.landed if one.ratio is None]
    if worded:
        yield gap(0.1)
        yield text_block(say(language, "attain_words"), page, "panel", bold=True)
    for one in worded:
        yield _words_block(one, page, names, language)
    yield from _below(content, page)


def _below(content: Landing, page: float) -> Iterator[Block]:
    """Yield what stands below the rows: targets without a figure, notes, sources."""
    yield gap(0.1)
    for n, line in enumerate(content.silent):
        yield text_block(line, page, "note", bold=n == 0, after=0.02)
    yield gap(0.1 if content.silent else 0.0)
    yield from remarks(content.notes, content.source, page, content.language)


def _axis(measured: Sequence[Landed], left: float, width: float) -> _Axis:
    """Choose an axis that holds 100 and every percentage, with room for the labels on the right."""
    ratios = [one.ratio for one in measured if one.ratio is not None]
    low = 10 * ((min(100.0, *ratios) - 6) // 10)
    low = max(low, 0.0)
    needed = max((one.ratio - low) * width / max(width - _room(one), width / 4) for one in measured if one.ratio is not None)
    return _Axis(low, next((span for span in _SPANS if span >= max(needed, 100 - low + 10)), needed), left, width)


def _room(one: Landed) -> float:
    """Return the inches that mark and label take right of a percentage."""
    return 0.3 + text_width(one.label, SIZES["value"], bold=True) + text_width(one.word, SIZES["small"])


def _panel_block(rows: Sequence[Landed], axis: _Axis, page: float, language: str) -> Block:
    """Draw the targets of an area on one axis."""
    line = say(language, "attain_line")
    broken = [_broken(one, axis.left, axis.width, language) for one in rows]
    heights = [_height(name, fine) for name, fine in broken]
    total = _STRIP + sum(heights)

    def draw(axes: Axes) -> None:
        width = text_width(line, SIZES["small"])
        left = min(max(axis.x(100) - width / 2, axis.left), axis.left + axis.width - width)
        write(axes, (left, _STRIP - 0.06), line, "small", label="target")
        y = _STRIP
        for one, (name, fine), height in zip(rows, broken, heights, strict=True):
            _draw_grid(axes, axis, (y, y + _BAND))
            write_lines(axes, (0, y + _LINE + 0.05), name, "row", label="name")
            write_lines(axes, (axis.left, y + _BAND + 0.14), fine, "small", colour="quiet")
            _draw_landed(axes, one, y + _LINE, axis)
            y += height
        for tick in _ticks(axis):
            write(axes, (axis.x(tick), total + 0.1), f"{tick:.0f}%", "tick", colour="quiet", ha="center")

    return inch_block(total + _AXIS, page, draw)


_GROUND = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}


def _broken(one: Landed, names: float, width: float, language: str) -> tuple[list[str], list[str]]:
    """Return the lines of the name, and those of the fine print below the stem."""
    fine = wrap(one.pair, width, SIZES["small"])
    caveats = wrap(join(language, one.caveats, "clause"), width, SIZES["small"]) if one.caveats else []
    return wrap(one.name, names - 0.15, SIZES["row"]), [*fine, *caveats]


def _height(name: Sequence[str], fine: Sequence[str]) -> float:
    return _PADDING + max(_LINE + len(name) * LEAD["row"], _BAND + len(fine) * LEAD["small"])


def _ticks(axis: _Axis) -> list[float]:
    """Return the round per cents of an axis, seven at the most."""
    step = next(s for s in (5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000) if axis.span / s <= 6 or s == 5000)
    first = -(-axis.low // step) * step
    return [tick for tick in (first + n * step for n in range(8)) if tick <= axis.low + axis.span]


def _draw_grid(axes: Axes, axis: _Axis, rows: tuple[float, float]) -> None:
    """Draw the round per cents of a row, and the target as a line."""
    for tick in _ticks(axis):
        axes.plot([axis.x(tick)] * 2, rows, color=COLOURS["rule"], linewidth=0.6, zorder=0)
    axes.plot([axis.x(100)] * 2, rows, color=COLOURS["text"], linewidth=1.6, zorder=1.5, label="target")


def _draw_landed(axes: Axes, one: Landed, y: float, axis: _Axis) -> None:
    """Draw the stem from the target to the actual, the mark of its status, and the labels."""
    if one.ratio is None:
        return
    x, colour = axis.x(one.ratio), _MARKERS[one.status][1]
    axes.plot([axis.x(100), x], [y, y], color=COLOURS[colour], linewidth=2.2, alpha=0.6, solid_capstyle="butt", zorder=3)
    draw_status(axes, x, y, one.status, is_hollow=bool(one.bound))
    mark = {"lower": "→", "upper": "←"}.get(one.bound, "")
    at = max(x, axis.x(100)) + 0.16
    label = f"{mark}\u00a0{one.label}" if mark else one.label
    write(axes, (at, y + 0.05), label, "value", bold=True, colour="text", bbox=_GROUND, zorder=3)
    at += text_width(label, SIZES["value"], bold=True) + 0.08
    write(axes, (at, y + 0.05), one.word, "small", colour="text", label="status", bbox=_GROUND, zorder=3)


def draw_status(axes: Axes, x: float, y: float, status: str, *, is_hollow: bool = False) -> None:
    """Draw the mark of a status, hollow where the actual is not known exactly."""
    marker, colour = _MARKERS.get(status, _MARKERS["open"])
    look: dict[str, Any] = {"markerfacecolor": "white" if is_hollow else COLOURS[colour], "markeredgecolor": COLOURS[colour]}
    axes.plot([x], [y], marker=marker, markersize=8.5, markeredgewidth=1.6, linestyle="none", zorder=5, label=status, **look)


def _words_block(one: Landed, page: float, names: float, language: str) -> Block:
    """Draw a target without a percentage: mark and status, and the reason in words."""
    width = page - 2 * MARGIN - names - 0.1
    _, fine = _broken(one, names, width, language)
    name = wrap(one.who + say(language, "colon") + one.name, names - 0.15, SIZES["row"])

    def draw(axes: Axes) -> None:
        write_lines(axes, (0, _LINE + 0.05), name, "row", label="name")
        draw_status(axes, names + 0.08, _LINE, one.status)
        write(axes, (names + 0.25, _LINE + 0.05), one.word, "value", bold=True, label="status")
        write_lines(axes, (names, _BAND + 0.14), fine, "small", colour="quiet")

    return inch_block(_height(name, fine), page, draw)


def _describe(content: Landing) -> str:
    """Put the figure into words: every target with its status, its figures and what to beware of."""
    language, rows = content.language, []
    for one in content.landed:
        caveats = "".join(say(language, "clause") + text for text in one.caveats)
        ratio = f" {one.label}" if one.label else ""
        words = {"who": one.who, "measure": one.name, "status": one.word, "ratio": ratio, "pair": one.pair, "caveats": caveats}
        rows.append(say(language, "attain_alt_row", **words))
    if content.silent:
        lines = join(language, content.silent[1:], "clause")
        rows.append(content.silent[0] + say(language, "colon") + lines + say(language, "stop"))
    return unbind(say(language, "attain_alt", title=content.title, subtitle=content.subtitle, rows="".join(rows))).strip()
