"""Round values of an axis with their labels, as many as stand beside each other; `marks` has the scales."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from matplotlib.ticker import MaxNLocator

from compare.charts.content import Mark
from compare.charts.marks import Scale
from compare.charts.style import SIZES, text_width


def choose_ticks(scale: Scale, marks: Sequence[Mark], write: Callable[[float], str]) -> list[tuple[float, str]]:
    """Return round values of an axis with their labels; whole where all values are."""
    return round_ticks(scale, write, whole=all(float(mark.target.value).is_integer() for mark in marks))


def round_ticks(scale: Scale, write: Callable[[float], str], *, whole: bool) -> list[tuple[float, str]]:
    """Return up to five round values of an axis with their labels, which stand side by side."""
    low, high = sorted((scale.start, scale.end))
    for most in (5, 4, 3, 2, 1):
        ticks = MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10], integer=whole).tick_values(low, high)
        inside = [float(tick) for tick in ticks if low <= tick <= high and not (scale.is_reversed and tick < 1)]
        labelled = sorted(((tick, write(tick)) for tick in inside), key=lambda pair: scale.inches(pair[0]))
        ends = [
            (scale.inches(t) - w / 2, scale.inches(t) + w / 2)
            for t, label in labelled
            for w in [text_width(label, SIZES["tick"])]
        ]
        if all(left > end + 0.12 for (_, end), (left, _) in pairwise(ends)):
            break
    return [pair for pair, (_, end) in zip(labelled, ends, strict=True) if end <= scale.width + 0.25]
