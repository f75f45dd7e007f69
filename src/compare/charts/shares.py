"""Nested target shares: what part of the target of the area around it a region takes, beside its share of people and of GDP.

A dot a target, with the sign of what bounds leave known of it; the shares of size are dashed lines. What is said stands in
`sharing`; what may be divided by what, `compare.derive` has decided.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from compare.charts.canvas import MARGIN, Block, PageFigure, compose, gap, text_block
from compare.charts.frame import head, key_block, remarks
from compare.charts.inches import LEAD, inch_block, write, write_lines
from compare.charts.marks import KeyItem, draw_sign
from compare.charts.sharing import Pair, Share, Sharing, read_sharing
from compare.charts.style import SIZES, page_width, style, text_width
from compare.charts.text import unbind, wrap
from compare.charts.words import join, say
from compare.dataset import Dataset
from compare.palette import COLOURS

_NAMES = {"screen": 2.6, "print": 2.2}
_STRIP, _AXIS, _PADDING = 0.19, 0.3, 0.16
"""Inches: of the names by the size of the page, of the label of a line, of the axis, of the white of a row."""

_WHOLE = 100
_ENDS = (5, 10, 20, 25, 30, 40, 50, 60, 80, _WHOLE, 120, 150, 200, 300, 400, 500, 1000)
"""Where an axis of per cents may end: beyond the whole only where a share exceeds it, which it should not."""

_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200)
_TICKS = 6
"""Steps of the ticks, and as many steps as an axis has."""

_GROUND = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
_DASHES = ((4, 2), (1, 1.5))


def plot_shares(ds: Dataset, shares: pd.DataFrame, *, language: str = "zh", size: str = "screen") -> PageFigure:
    """Draw what part of its parent region's targets each region takes.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    shares : pandas.DataFrame
        ``derived(ds, transformations="share_of_parent", …)``.
    language : str, optional
        ``"zh"`` or ``"en"``.
    size : str, optional
        ``"screen"`` or ``"print"``.

    Returns
    -------
    PageFigure
        Neither shown nor saved; see `save_figure`. A panel for each region and parent; of a table without targets a figure
        that says so.

    Raises
    ------
    UnknownNameError
        `size` or `language` is not known.

    Examples
    --------
    >>> figure = plot_shares(ds, derived(ds, transformations="share_of_parent"), language="en")  # doctest: +SKIP
    """
    page = page_width(size)
    content = read_sharing(ds, shares, language)
    with style():
        return compose(_blocks(content, page, _NAMES[size]), page, _describe(content))


def _blocks(content: Sharing, page: float, names: float) -> Iterator[Block]:
    """Yield the parts of the page from the title to the source."""
    language = content.language
    yield from head(content.title, [content.subtitle], page)
    if content.pairs:
        yield key_block(list(_key(content)), language, page)
    for pair in content.pairs:
        yield gap(0.1)
        yield text_block(say(language, "shares_panel", who=pair.who, parent=pair.parent), page, "panel", bold=True, after=0.04)
        yield _pair_block(pair, page, names, language)
    yield gap(0.12)
    yield from remarks(content.notes, content.source, page, language)


def _pair_block(pair: Pair, page: float, names: float, language: str) -> Block:
    """Draw the shares of a region: names and formulas left, dots on an axis from zero right, lines of size across."""
    width = page - 2 * MARGIN - names - 0.1
    end = _axis_end(pair, width)
    broken = [(wrap(s.name, names - 0.2, SIZES["row"]), _fine(s, names - 0.2, language)) for s in pair.shares]
    heights = [len(name) * LEAD["row"] + len(fine) * LEAD["small"] + _PADDING for name, fine in broken]
    first = _STRIP * len(pair.sizes)
    total = first + sum(heights)

    def draw(axes: Axes) -> None:
        _draw_axis(axes, (names, width), (first, total), end, say(language, "shares_cut", end=f"{end}%"))
        for n, share in enumerate(sorted(pair.sizes, key=lambda size: size.value)):
            text = say(language, "shares_size", size=share.name, share=share.label, year=share.year)
            _draw_size(axes, names + share.value / end * width, (n, total), (names, names + width), text)
        y = first
        for share, (name, fine), height in zip(pair.shares, broken, heights, strict=True):
            write_lines(axes, (0, y + 0.2), name, "row", label="name")
            write_lines(axes, (0, y + 0.2 + len(name) * LEAD["row"]), fine, "small", colour="quiet")
            _draw_share(axes, share, (names, y + height / 2), width / end, names + width)
            y += height

    return inch_block(total + _AXIS, page, draw)


def _fine(share: Share, width: float, language: str) -> list[str]:
    """Return numerator, denominator and remark in small type."""
    return wrap(join(language, [text for text in (share.formula, share.remark) if text], "clause"), width, SIZES["small"])


def _axis_end(pair: Pair, width: float) -> int:
    """Return where the axis ends, in per cent: with room for each label right of its dot, and 100 at the most."""
    needed = [s.value * width / (width - _room(s)) for s in pair.shares] + [1.1 * s.value for s in pair.sizes]
    most = max(s.value for s in (*pair.shares, *pair.sizes))
    wanted = max(needed) if most > _WHOLE else min(max(needed), _WHOLE)
    return next((end for end in _ENDS if end >= wanted), int(2 * most))


def _room(share: Share) -> float:
    """Return the inches that sign and label take right of a share."""
    label = text_width(share.label, SIZES["value"], bold=True) + text_width(share.year, SIZES["small"])
    return label + 0.35 + (0.32 if share.bound == "lower" else 0.0)


def _draw_axis(axes: Axes, across: tuple[float, float], down: tuple[float, float], end: int, cut: str) -> None:
    """Draw grid lines with their per cents, and say where the axis is cut."""
    (left, width), (top, bottom) = across, down
    step = next((s for s in _STEPS if end / s <= _TICKS), end)
    for tick in range(0, end + 1, step):
        x = left + tick / end * width
        look: dict[str, Any] = {"color": COLOURS["rule" if tick else "context"], "linewidth": 0.6 if tick else 1.0, "zorder": 0}
        axes.plot([x, x], [top, bottom], **look)
        write(axes, (x, bottom + 0.16), f"{tick}%", "tick", colour="quiet", ha="center")
    if end < _WHOLE:
        right = left + width
        for shift in (-0.03, 0.03):
            axes.plot(
                [right + shift - 0.03, right + shift + 0.03],
                [bottom + 0.06, bottom - 0.06],
                color=COLOURS["context"],
                linewidth=1,
            )
        write(axes, (right, bottom + 0.29), cut, "tick", colour="quiet", ha="right")


def _draw_size(axes: Axes, x: float, row: tuple[int, float], ends: tuple[float, float], text: str) -> None:
    """Draw a share of size as a dashed line, its label above the rows and right of it; smaller shares stand higher.

    So no line crosses the label of another.
    """
    n, bottom = row
    y, width = _STRIP * (n + 1) - 0.06, text_width(text, SIZES["small"])
    look: dict[str, Any] = {"dashes": _DASHES[n % len(_DASHES)], "color": COLOURS["reference"], "linewidth": 1.4, "zorder": 1.5}
    axes.plot([x, x], [y - 0.1, bottom], label="size", **look)
    left = min(max(x + 0.06, ends[0]), ends[1] - width)
    write(axes, (left, y), text, "small", colour="reference", label="size", bbox=_GROUND)


def _draw_share(axes: Axes, share: Share, start: tuple[float, float], per_cent: float, right: float) -> None:
    """Draw a dot with its label; `per_cent` is the inches of one per cent."""
    left, y = start
    x, colour = left + share.value * per_cent, "subject" if share.standing == "above" else "context"
    axes.plot([left, x], [y, y], color=COLOURS["rule"], linewidth=1.2, zorder=1)
    draw_sign(axes, x, y, share.bound, share.bound == "lower", COLOURS[colour])
    room = _room(share)
    at = x + (0.46 if share.bound == "lower" else 0.18)
    if x + room > right + 0.1:
        at = x - room + (0.0 if share.bound != "upper" else -0.3)
    write(axes, (at, y + 0.05), share.label, "value", bold=True, colour=colour, bbox=_GROUND, zorder=3)
    at += text_width(share.label, SIZES["value"], bold=True) + 0.08
    write(axes, (at, y + 0.05), share.year, "small", colour="quiet", label="year", bbox=_GROUND, zorder=3)


def _key(content: Sharing) -> Iterator[KeyItem]:
    """Yield the signs of the rows."""
    shares = [share for pair in content.pairs for share in pair.shares]
    sizes = [size for pair in content.pairs for size in pair.sizes]
    grey = COLOURS["context"]
    yield KeyItem("shares_key_value", 0.08, 0.08, partial(draw_sign, bound="", is_rightward=True, colour=grey))
    if any(share.standing == "above" for share in shares):
        blue = COLOURS["subject"]
        yield KeyItem("shares_key_above", 0.08, 0.08, partial(draw_sign, bound="", is_rightward=True, colour=blue))
    for bound, left, right in (("lower", 0.08, 0.36), ("upper", 0.36, 0.08), ("approx", 0.08, 0.08)):
        if any(share.bound == bound for share in shares):
            sign = partial(draw_sign, bound=bound, is_rightward=bound == "lower", colour=grey)
            yield KeyItem(f"shares_key_{bound}", left, right, sign)
    if sizes:
        yield KeyItem("shares_key_size", 0.0, 0.3, _draw_key_line)


def _draw_key_line(axes: Axes, x: float, y: float) -> None:
    axes.plot([x, x + 0.3], [y, y], color=COLOURS["reference"], linewidth=1.4, dashes=_DASHES[0])


def _describe(content: Sharing) -> str:
    """Put the figure into words: every share with its formula, and the shares of size."""
    language, rows = content.language, []
    for pair in content.pairs:
        items = [
            say(language, "shares_alt_row", measure=s.name, label=s.label, year=s.year, formula=s.formula) for s in pair.shares
        ]
        items += [say(language, "shares_size", size=s.name, share=s.label, year=s.year) for s in pair.sizes]
        head = say(language, "shares_panel", who=pair.who, parent=pair.parent)
        rows.append(head + say(language, "colon") + join(language, items, "clause") + say(language, "stop"))
    return unbind(say(language, "shares_alt", title=content.title, subtitle=content.subtitle, rows="".join(rows))).strip()
