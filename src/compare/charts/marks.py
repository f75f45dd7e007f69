"""The signs of a benchmark figure: dots, bounds, baselines, references, their labels, and the key that explains them.

Axes here measure inches downwards (y) and the measure's values across (x), so that labels can be placed by their printed width.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from matplotlib.axes import Axes

from compare.charts.content import Content, Mark, Point
from compare.charts.style import SIZES, font, text_width
from compare.charts.text import shorten
from compare.palette import COLOURS

MARKER = 8.5
_HOLLOW_EDGE = 1.8
ARROW = 0.3
"""Inches that the arrow of a bound reaches from its dot."""
_GAP = 0.12
_BELOW, _ABOVE = 0.19, -0.15
_GROUND: Mapping[str, Any] = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
BASELINE_SHIFT = 0.048
"""Half the height of a digit: puts the baseline of a label where its middle is on the row."""


@dataclass(frozen=True)
class Scale:
    """Where values stand on an axis of `width` inches; `start` is greater than `end` where the axis is reversed."""

    start: float
    end: float
    width: float

    def inches(self, value: float) -> float:
        """Return the distance of `value` from the left end."""
        return (value - self.start) / (self.end - self.start) * self.width

    @property
    def is_reversed(self) -> bool:
        """Whether smaller values stand on the right."""
        return self.start > self.end

    def is_rightward(self, bound: str) -> bool:
        """Say whether the values that a bound allows lie to the right."""
        return (bound == "lower") is not self.is_reversed


def fit(marks: Sequence[Mark], width: float, *, is_rank: bool) -> Scale:
    """Choose the ends of an axis: from zero (a rank: up to the first place), and with room for every label on the right."""
    sign = -1.0 if is_rank else 1.0
    values = [(sign * value, room) for mark in marks for value, room in _extents(mark, is_rank)]
    numbers = [value for value, _ in values]
    if is_rank:
        low = min(numbers) - max(1.0, 0.08 * (max(numbers) - min(numbers)))
        high = max(-1.0, low + 1)
    else:
        low, high = min(0.0, 1.08 * min(numbers)), max(0.0, *numbers)
    high = max(high, *(low + (value - low) * width / max(width - room, width / 4) for value, room in values))
    return Scale(sign * low, sign * (high if high > low else low + 1), width)


def _extents(mark: Mark, is_rank: bool) -> list[tuple[float, float]]:
    """Return each value of a row with the room in inches that it needs on its right."""
    ends = [mark.target.value, *([mark.upper] if mark.upper is not None else [])]
    others = [point.value for point in (mark.baseline, mark.reference) if point is not None]
    right = max(ends + ([mark.baseline.value] if mark.baseline else []), key=lambda value: -value if is_rank else value)
    behind = [(mark.reference.value, label_room(mark))] if mark.reference else []
    return [(right, label_room(mark)), *behind, *((value, 0.1) for value in ends + others)]


def label_room(mark: Mark) -> float:
    """Return the inches that sign and label of a row take right of its value."""
    return _GAP + ARROW + _label_width(mark) + 0.15


def _label_width(mark: Mark) -> float:
    return text_width(mark.target.label, SIZES["value"], bold=True) + 0.1 + text_width(mark.target.year, SIZES["small"])


def draw_mark(axes: Axes, y: float, mark: Mark, scale: Scale, *, has_year_tag: bool, has_tick: bool) -> None:
    """Draw one row: stem, baseline, range, sign, label; a tick of its own at the reference, where `has_tick` says so."""
    colour = COLOURS["subject" if mark.is_subject else "context"]
    value = mark.target.value
    axes.plot([scale.start if scale.is_reversed else 0, value], [y, y], color=COLOURS["rule"], linewidth=1.2, zorder=2)
    if mark.baseline is not None:
        _draw_baseline(axes, y, mark, scale, colour)
    if mark.upper is not None:
        axes.plot([value, mark.upper], [y, y], color=colour, linewidth=4, marker="o", markersize=MARKER, zorder=4)
    draw_sign(axes, value, y, mark.bound, scale.is_rightward(mark.bound), colour)
    left = _label_left(mark, scale)
    if has_tick and mark.reference is not None:
        _draw_reference_tick(axes, y, mark.reference, scale)
        tick = scale.inches(mark.reference.value)
        left = tick + _GAP if left - 0.06 < tick < left + _label_width(mark) + 0.06 else left
    _draw_label(axes, (left, y), mark, scale, colour, has_year_tag)


def draw_single(axes: Axes, y: float, mark: Mark, scale: Scale, *, has_year_tag: bool) -> None:
    """Draw the only row of a panel at the left end of `scale`, which counts inches: sign and label, the baseline below."""
    colour = COLOURS["subject" if mark.is_subject else "context"]

    def at(inches: float) -> float:
        return scale.width - inches if scale.is_reversed else inches

    x = 0.12 if mark.bound != "upper" or scale.is_rightward(mark.bound) else 0.12 + ARROW
    upper = None if mark.upper is None else at(x + ARROW)
    placed = replace(mark, target=replace(mark.target, value=at(x)), upper=upper, baseline=None)
    if upper is not None:
        axes.plot([at(x), upper], [y, y], color=colour, linewidth=4, marker="o", markersize=MARKER, zorder=4)
    draw_sign(axes, at(x), y, mark.bound, scale.is_rightward(mark.bound), colour)
    left = _label_left(placed, scale)
    _draw_label(axes, (left, y), placed, scale, colour, has_year_tag)
    if mark.baseline is not None:
        draw_diamond(axes, at(x), y + _BELOW - BASELINE_SHIFT, colour)
        _write_note(axes, (left, y + _BELOW), mark.baseline, scale, COLOURS["quiet"], "baseline value")


def draw_sign(  # noqa: PLR0913  where, what, how
    axes: Axes, x: float, y: float, bound: str, is_rightward: bool, colour: str, shape: str = "o"
) -> None:
    """Draw the sign of a target: filled where it is stated as such, open with an arrow for a bound, “≈” inside for about."""
    draw_target(axes, (x, y), bound, (1 if is_rightward else -1, 0), colour, shape=shape)


def draw_target(  # noqa: PLR0913  where, what, how
    axes: Axes,
    place: tuple[float, float],
    bound: str,
    towards: tuple[int, int],
    colour: str,
    *,
    reach: float = ARROW,
    shape: str = "o",
) -> None:
    """Draw the sign of a target; the arrow of a bound reaches `reach` inches `towards` the right and upwards."""
    x, y = place
    edge: dict[str, Any] = {
        "markerfacecolor": "white" if bound else colour,
        "markeredgecolor": colour,
        "markeredgewidth": _HOLLOW_EDGE if bound else 0.0,
        "markersize": MARKER + 4 if bound == "approx" else MARKER,
        "label": f"target {bound}".strip(),
    }
    axes.plot([x], [y], marker=shape, linestyle="none", zorder=5, clip_on=False, **edge)
    if bound == "approx":
        properties = font(SIZES["small"], bold=True)
        axes.text(x, y, "≈", fontproperties=properties, color=colour, ha="center", va="center_baseline", zorder=6, label="sign")
    elif bound:
        arrow = {"arrowstyle": "<|-", "color": colour, "linewidth": 1.6, "shrinkA": 0, "shrinkB": MARKER / 2 + 1}
        length = reach * 72 + MARKER / 2
        tip = (length * towards[0], length * towards[1])
        looks: dict[str, Any] = {"textcoords": "offset points", "arrowprops": arrow | {"mutation_scale": 9}, "zorder": 5}
        axes.annotate("", (x, y), xytext=tip, annotation_clip=False, **looks)


def _draw_baseline(axes: Axes, y: float, mark: Mark, scale: Scale, colour: str) -> None:
    """Draw from where a target starts: diamond, bar to the target, value and year below."""
    baseline = mark.baseline
    if baseline is None:
        return
    axes.plot(
        [baseline.value, mark.target.value],
        [y, y],
        color=COLOURS["baseline"],
        linewidth=5,
        alpha=0.6,
        solid_capstyle="butt",
        zorder=3,
    )
    draw_diamond(axes, baseline.value, y, colour)
    _note(axes, y + _BELOW, baseline, scale, COLOURS["quiet"], "baseline value")


def draw_diamond(axes: Axes, x: float, y: float, colour: str) -> None:
    """Draw the hollow diamond of a baseline."""
    edge: dict[str, Any] = {"markerfacecolor": "white", "markeredgecolor": colour, "markeredgewidth": 1.5}
    axes.plot([x], [y], marker="D", markersize=6.5, linestyle="none", zorder=4, clip_on=False, **edge, label="baseline")


def draw_reference_line(axes: Axes, point: Point, scale: Scale, height: float, who: str) -> None:
    """Draw one reference for a whole panel, its label and `who` states it above the rows."""
    axes.plot(
        [point.value, point.value],
        [0.2, height],
        color=COLOURS["reference"],
        linewidth=1.4,
        dashes=(4, 2),
        zorder=1.5,
        label="reference",
    )
    _note(axes, 0.14, replace(point, who=who), scale, COLOURS["reference"], "reference value")


def _draw_reference_tick(axes: Axes, y: float, point: Point, scale: Scale) -> None:
    """Draw the reference of one row as a tick across it, with its label above."""
    axes.plot(
        [point.value, point.value],
        [y - 0.11, y + 0.11],
        color=COLOURS["reference"],
        linewidth=2.2,
        zorder=4.5,
        label="reference",
    )
    _note(axes, y + _ABOVE, point, scale, COLOURS["reference"], "reference value")


def _note(axes: Axes, y: float, point: Point, scale: Scale, colour: str, label: str) -> None:
    """Write a value and its year in small type, centred on the value as far as the axis allows."""
    room = scale.width - text_width(_note_text(replace(point, who="")), SIZES["small"]) - 0.1
    named = replace(point, who=shorten(point.who, room, SIZES["small"]))
    width = text_width(_note_text(named), SIZES["small"])
    left = min(max(scale.inches(point.value) - width / 2, 0.0), max(scale.width - width, 0.0))
    _write_note(axes, (left, y), named, scale, colour, label)


def _write_note(axes: Axes, place: tuple[float, float], point: Point, scale: Scale, colour: str, label: str) -> None:
    looks: dict[str, Any] = {"color": colour, "fontproperties": font(SIZES["small"]), "label": label, "bbox": _GROUND}
    _write(axes, place, _note_text(point), scale, looks | {"zorder": 3.5})  # below the dots: its ground must not cut them


def _note_text(point: Point) -> str:
    rest = f"{point.label}\u00a0\u00a0{point.year}".strip("\u00a0")
    return f"{point.who} {rest}".strip()


def _draw_label(axes: Axes, place: tuple[float, float], mark: Mark, scale: Scale, colour: str, has_year_tag: bool) -> None:
    """Write value and year from `place`, inches from the left and data from above, on a ground that keeps lines off them."""
    left, y = place
    value_width, bottom = text_width(mark.target.label, SIZES["value"], bold=True), y + BASELINE_SHIFT
    ends = [scale.start + x / scale.width * (scale.end - scale.start) for x in (left, left + _label_width(mark))]
    axes.plot(ends, [y, y], color="white", linewidth=0.26 * 72, solid_capstyle="projecting", zorder=2.5)
    looks: dict[str, Any] = {"color": colour, "fontproperties": font(SIZES["value"], bold=True), "label": "value"}
    _write(axes, (left, bottom), mark.target.label, scale, looks)
    tag = {"boxstyle": "round,pad=0.22", "facecolor": COLOURS["tag"], "edgecolor": "none"} if has_year_tag else None
    looks = {"color": COLOURS["text" if tag else "quiet"], "fontproperties": font(SIZES["small"]), "label": "year", "bbox": tag}
    _write(axes, (left + value_width + 0.1, bottom), mark.target.year, scale, looks)


def _label_left(mark: Mark, scale: Scale) -> float:
    """Return where a label begins: right of the row's signs, or left of a target whose baseline stands on the right."""
    at = scale.inches(mark.target.value)
    baseline = scale.inches(mark.baseline.value) if mark.baseline else at
    room_left = at - _label_width(mark) - _GAP - 0.08
    if baseline > at and room_left > 0 and not mark.bound and mark.upper is None:
        return room_left
    end = max(at, baseline, scale.inches(mark.upper) if mark.upper is not None else at) + _GAP
    if mark.bound in {"lower", "upper"} and scale.is_rightward(mark.bound):
        return end + ARROW + 0.02
    return end + (0.04 if mark.bound == "approx" else 0.0)


def _write(axes: Axes, place: tuple[float, float], text: str, scale: Scale, looks: dict[str, Any]) -> None:
    """Write text that begins `place` inches from the left end and the top of the axes."""
    x = scale.start + place[0] / scale.width * (scale.end - scale.start)
    axes.text(x, place[1], text, va="baseline", ha="left", **({"zorder": 6} | looks))


@dataclass(frozen=True)
class KeyItem:
    """A sign of the key: its sentence in `words`, inches that it takes left and right of its place, and what draws it."""

    key: str
    left: float
    right: float
    draw: Callable[[Axes, float, float], None]


def key_items(content: Content) -> list[KeyItem]:
    """Return the signs that a figure uses, unless all of them are plain targets, which explain themselves."""
    marks, colour = content.marks, COLOURS["context"]
    scale = Scale(1, 0, 1) if content.is_rank else Scale(0, 1, 1)
    items: list[KeyItem] = []
    for key, bound in (("key_value", ""), ("key_lower", "lower"), ("key_upper", "upper"), ("key_approx", "approx")):
        if any(mark.bound == bound for mark in marks):
            rightward = scale.is_rightward(bound)
            reach = ARROW + 0.06 if bound in {"lower", "upper"} else 0.0
            sign = partial(draw_sign, bound=bound, is_rightward=rightward, colour=colour)
            items.append(KeyItem(key, 0.08 if rightward or not reach else reach, reach if rightward and reach else 0.08, sign))
    if any(mark.baseline for mark in marks):
        items.append(KeyItem("key_baseline", 0.08, 0.08, partial(draw_diamond, colour=colour)))
    if any(mark.reference for mark in marks) and not content.has_reference_line:
        items.append(KeyItem("key_reference", 0.05, 0.05, _draw_key_tick))
    return [] if [item.key for item in items] == ["key_value"] else items


def _draw_key_tick(axes: Axes, x: float, y: float) -> None:
    axes.plot([x, x], [y - 0.07, y + 0.07], color=COLOURS["reference"], linewidth=2.2)
