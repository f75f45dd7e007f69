"""The profile of a region: its figures among those of other areas, one row a measure, each row on its own scale.

The better stands on the right. Amounts that no other area of its level states are words without an axis, so that nobody
compares a district with a city by length. What is said stands in `profiling`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from matplotlib.axes import Axes

from compare.charts.canvas import MARGIN, Block, PageFigure, compose, gap, text_block
from compare.charts.frame import head, key_block, remarks
from compare.charts.inches import LEAD, inch_block, write, write_beside, write_lines
from compare.charts.marks import MARKER, KeyItem, draw_sign
from compare.charts.profiling import Dot, Line, Profile, read_profile
from compare.charts.style import SIZES, page_width, style, text_width
from compare.charts.text import unbind, wrap
from compare.charts.words import join, say
from compare.dataset import Dataset
from compare.palette import COLOURS

_NAMES = {"screen": 2.3, "print": 2.0}
_RANK = 0.8
_INSET = 0.4
_ABOVE, _ALONE, _BELOW, _PADDING, _TOPIC = 0.28, 0.15, 0.23, 0.1, 0.3
"""Inches: of the measures' names by the size of the page, of the ranks, of an axis left free for arrows, from the top of a row
to its line and to the only figure of a group, from there to the words below, of the white of a row, of the
heading of a topic."""

_SUBJECT = "s"
"""The shape of the region's sign; those of the others are round, so that grey prints tell them apart."""

_LISTED = 6
"""As many areas between the ends of a line as are named."""


def plot_profile(  # noqa: PLR0913  whom, among whom, in what, and two of every figure
    ds: Dataset,
    region: str,
    *,
    regions: Sequence[str] | None = None,
    indicators: str | Iterable[str] | None = None,
    language: str = "zh",
    size: str = "screen",
) -> PageFigure:
    """Draw one region over all measures that it shares with another area, the others in grey.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    region : str
        Code or name.
    regions : sequence of str, optional
        Codes or names of the areas it is held against; without them all that state a target.
    indicators : str or iterable of str, optional
        Codes or names; without them all.
    language : str, optional
        ``"zh"`` or ``"en"``.
    size : str, optional
        ``"screen"`` or ``"print"``.

    Returns
    -------
    PageFigure
        Neither shown nor saved; see `save_figure`. Below the rows stands what the region alone states, and what others state
        and it does not, by reason; of a region without any figure that is all there is.

    Raises
    ------
    UnknownNameError
        A name or `size` is not known.

    Examples
    --------
    >>> figure = plot_profile(ds, "天宁区", language="en")  # doctest: +SKIP
    """
    page = page_width(size)
    profile = read_profile(ds, region, regions, indicators, language)
    with style():
        return compose(_blocks(profile, page, _NAMES[size]), page, _describe(profile))


def _blocks(profile: Profile, page: float, names: float) -> Iterator[Block]:
    """Yield the parts of the page from the title to the source."""
    language = profile.language
    yield from head(profile.title, [profile.subtitle], page)
    if profile.lines:
        yield key_block(list(_key(profile)), language, page)
    topic, rank = "", say(language, "profile_rank")
    for line in profile.lines:
        if line.topic != topic:
            yield inch_block(_TOPIC, page, partial(_draw_topic, topic=line.topic, width=page - 2 * MARGIN, rank=rank))
            topic, rank = line.topic, ""
        yield _row_block(line, page, names, language)
    for heading, lines in profile.lists:
        yield gap(0.06)
        yield text_block(heading, page, "note", bold=True)
        for text in lines:
            yield text_block(text, page, "note", after=0.02)
    yield gap(0.08)
    yield from remarks(profile.notes, profile.source, page, language)


def _draw_topic(axes: Axes, topic: str, width: float, rank: str) -> None:
    """Write the heading of a topic, and over the first one that of the ranks at the right."""
    write(axes, (0, _TOPIC - 0.1), topic, "panel", bold=True)
    write(axes, (width - _RANK / 2, _TOPIC - 0.1), rank, "small", colour="quiet", ha="center")
    axes.plot([0, width], [_TOPIC - 0.03] * 2, color=COLOURS["context"], linewidth=0.8, clip_on=False)


def _row_block(line: Line, page: float, names: float, language: str) -> Block:
    """Draw a measure: name, figures, rank."""
    right = page - 2 * MARGIN - _RANK
    name = wrap(line.measure, names - 0.15, SIZES["row"])
    ends, middle = _ends(line, (names, right), language), _ABOVE if line.others else _ALONE
    below = max((len(lines) for _, _, lines in ends), default=0)
    height = max(_PADDING + len(name) * LEAD["row"], middle + 0.14 + below * LEAD["small"])

    def draw(axes: Axes) -> None:
        write_lines(axes, (0, 0.2), name, "row", label="measure")
        if line.others:
            _draw_dots(axes, line, (names + _INSET, right - _INSET))
        else:
            draw_sign(axes, names + 0.12, middle, line.own.bound, line.grows_right, COLOURS["subject"], _SUBJECT)
        _write_own(axes, line, (names, right))
        for x, ha, lines in ends:
            write_lines(axes, (x, middle + _BELOW), lines, "small", colour="quiet", ha=ha)
        _write_rank(axes, line.rank, (right + _RANK / 2, middle + 0.05))
        axes.plot([0, right + _RANK], [height, height], color=COLOURS["rule"], linewidth=0.5, clip_on=False)

    return inch_block(height, page, draw)


_Words = tuple[float, str, list[str]]
"""Lines below an axis: inches from the left, and alignment."""


def _ends(line: Line, ends: tuple[float, float], language: str) -> list[_Words]:
    """Return what is written below a line: who stands at its ends where that is one short line, else all from left to right."""
    left, right = ends
    wide = right - left + _RANK - 0.1
    if not line.others:
        words = say(language, "profile_others", items=line.elsewhere)
        return [(left + 0.04, "left", wrap(words, wide, SIZES["small"]))] if line.elsewhere else []
    places = {dot.place for dot in line.others}
    if places == {line.own.place}:
        return [((left + right) / 2, "center", wrap(_told(line.others, language), right - left - 0.1, SIZES["small"]))]
    if places <= {0.0, 1.0}:
        found = [(0.0, left, "left"), (1.0, right, "right")]
        told = [(x, ha, _told([dot for dot in line.others if dot.place == place], language)) for place, x, ha in found]
        if all(text_width(words, SIZES["small"]) < (right - left) / 2 - 0.1 for _, _, words in told):
            return [(x, ha, [words]) for x, ha, words in told if words]
    return [(left + 0.04, "left", wrap(_in_order(line.others, language), wide, SIZES["small"]))]


def _in_order(dots: Sequence[Dot], language: str) -> str:
    """Name those who state a figure, from the left to the right; of many only the ends."""
    placed = sorted(dots, key=lambda dot: dot.place)
    if len(placed) <= _LISTED + 2:
        return say(language, "profile_order", items=_told(placed, language))
    ends = {"first": _told(placed[:1], language), "last": _told(placed[-1:], language)}
    return say(language, "profile_order_many", n=len(placed) - 2, **ends)


def _told(dots: Sequence[Dot], language: str) -> str:
    """Name those who state a figure, with the figure and its year."""
    said: dict[tuple[str, str], list[str]] = {}
    for dot in dots:
        said.setdefault((dot.label, dot.year), []).append(dot.who)
    items = [say(language, "alt_item", who=join(language, who), label=v, year=y) for (v, y), who in said.items()]
    return join(language, items, "clause").replace("\u00a0", " ")


def _draw_dots(axes: Axes, line: Line, ends: tuple[float, float]) -> None:
    """Draw the line from the worst to the best, the others as grey dots, the region as a blue square above them."""
    left, right = ends
    axes.plot([left, right], [_ABOVE, _ABOVE], color=COLOURS["rule"], linewidth=1.6, zorder=1)
    for dot in (*line.others, line.own):
        x, colour = left + dot.place * (right - left), COLOURS["subject" if dot is line.own else "context"]
        shape = _SUBJECT if dot is line.own else "o"
        if dot is not line.own and dot.place == line.own.place:
            draw_halo(axes, x, _ABOVE)
            continue
        if dot.upper is not None:
            end = left + dot.upper * (right - left)
            axes.plot([x, end], [_ABOVE, _ABOVE], color=colour, linewidth=4, marker=shape, markersize=MARKER, zorder=4)
        draw_sign(axes, x, _ABOVE, dot.bound, (dot.bound == "lower") is line.grows_right, colour, shape)


def draw_halo(axes: Axes, x: float, y: float) -> None:
    """Draw the grey ring of another area that has the region's figure."""
    edge: dict[str, Any] = {"markerfacecolor": "white", "markeredgecolor": COLOURS["context"], "markeredgewidth": 1.6}
    axes.plot([x], [y], marker="o", markersize=MARKER + 7, linestyle="none", zorder=3, label="halo", **edge)


def _write_own(axes: Axes, line: Line, ends: tuple[float, float]) -> None:
    """Write the region's figure and year: above its dot, or right of the only one."""
    left, right = ends
    parts: list[tuple[str, str, dict[str, Any]]] = [
        (line.own.label, "value", {"bold": True, "colour": "subject"}),
        (line.own.year, "small", {"colour": "quiet", "label": "year"}),
    ]
    if line.others:
        x = left + _INSET + line.own.place * (right - left - 2 * _INSET)
        write_beside(axes, x, _ABOVE - 0.14, parts, ends)
    else:
        write_beside(axes, left, _ALONE + 0.05, parts, (left + 0.12 + (0.45 if line.own.bound else 0.15), right))


def _write_rank(axes: Axes, rank: str, place: tuple[float, float]) -> None:
    is_ranked = rank[:1] in "(（" or rank[:1].isdigit()
    looks = {"bold": is_ranked, "colour": "text" if is_ranked else "quiet", "ha": "center", "label": "rank"}
    write(axes, place, rank, "value" if is_ranked else "small", **looks)


def _key(profile: Profile) -> Iterator[KeyItem]:
    """Yield the signs of the rows."""
    subject = partial(draw_sign, bound="", is_rightward=True, colour=COLOURS["subject"], shape=_SUBJECT)
    yield KeyItem("profile_key_subject", 0.08, 0.08, subject)
    if any(line.others for line in profile.lines):
        yield KeyItem(
            "profile_key_other", 0.08, 0.08, partial(draw_sign, bound="", is_rightward=True, colour=COLOURS["context"])
        )
    if any(dot.place == line.own.place for line in profile.lines for dot in line.others):
        yield KeyItem("profile_key_halo", 0.12, 0.12, draw_halo)
    for bound in ("lower", "upper", "approx"):
        found = [line for line in profile.lines if bound in {dot.bound for dot in (line.own, *line.others)}]
        if found:
            rightward = (bound == "lower") is found[0].grows_right
            left, right = (0.08, 0.08) if bound == "approx" else (0.08, 0.36) if rightward else (0.36, 0.08)
            sign = partial(draw_sign, bound=bound, is_rightward=rightward, colour=COLOURS["context"])
            yield KeyItem(f"key_{bound}", left, right, sign)


def _describe(profile: Profile) -> str:
    """Put the figure into words: every figure of the region with those it is held against, and the lists."""
    language, rows = profile.language, []
    for line in profile.lines:
        own = say(language, "alt_item", who=profile.who, label=line.own.label, year=line.own.year)
        others = _told(line.others, language) if line.others else line.elsewhere
        rank = say(language, "profile_alt_rank", rank=line.rank) if line.others else line.rank
        rows.append(say(language, "profile_alt_row", measure=line.measure, own=own, rank=rank, others=others))
    for heading, lines in profile.lists:
        rows.append(heading + say(language, "colon") + join(language, lines, "clause") + say(language, "stop"))
    return unbind(say(language, "profile_alt", title=profile.title, subtitle=profile.subtitle, rows="".join(rows))).strip()
