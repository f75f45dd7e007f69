"""The trajectory figure: from where each area starts, where it aims, and the pace that lies between.

One panel for each area, because paths over the same years cover each other; areas whose values may be compared share both axes.
What the figure says is decided in `path_content`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pandas as pd
from matplotlib.axes import Axes

from compare.charts.canvas import Block, PageFigure, compose
from compare.charts.frame import foot, head, key_block, listed
from compare.charts.marks import KeyItem, draw_diamond, draw_target
from compare.charts.path_content import PathContent, describe_paths, read_paths
from compare.charts.path_evidence import PROVENANCES
from compare.charts.path_panels import DASHES, draw_between, panel_blocks
from compare.charts.style import page_width, style
from compare.dataset import Dataset
from compare.palette import COLOURS

_LINE = 0.35


def plot_trajectory(ds: Dataset, growth: pd.DataFrame, *, language: str = "zh", size: str = "screen") -> PageFigure:
    """Draw the paths of all areas from their baselines to their targets in one measure, with the pace required.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    growth : pandas.DataFrame
        What `compare.required_growth` returns of `ds` for one indicator; rows may be left out.
    language : str, optional
        ``"zh"`` or ``"en"``.
    size : str, optional
        ``"screen"`` or ``"print"``: the width of the page; type keeps its size.

    Returns
    -------
    matplotlib.figure.Figure
        Neither shown nor saved; see `save_figure`. A target without a baseline is a dot alone, and the reason stands below;
        areas without a target are listed with theirs. Its ``alt_text`` says the same in words.

    Raises
    ------
    UnknownNameError
        `language` or `size` is not known.
    UsageError
        `growth` has no rows, or is of several measures.

    Examples
    --------
    >>> import compare as cp  # doctest: +SKIP
    >>> figure = plot_trajectory(ds, cp.required_growth(ds, "hightech_enterprises"))  # doctest: +SKIP
    """
    content, width = read_paths(ds, growth, language), page_width(size)
    with style():
        return compose(_blocks(content, width), width, describe_paths(content))


def _blocks(content: PathContent, width: float) -> Iterator[Block]:
    """Yield the parts of the page from the title to the source."""
    yield from head(content.title, [content.subtitle], width)
    yield key_block(_key_items(content), content.language, width)
    yield from panel_blocks(content, width)
    yield from listed(content.unpaced, width, content.language, "path_unpaced")
    yield from foot(content.absent, content.notes, content.source, width, content.language)


def _key_items(content: PathContent) -> list[KeyItem]:
    """Return the signs that a figure uses."""
    colour, up = COLOURS["context"], 1 if not content.is_rank else -1
    items: list[KeyItem] = []
    for key, bound in (("key_value", ""), ("key_lower", "lower"), ("key_upper", "upper"), ("key_approx", "approx")):
        if any(path.mark.bound == bound for path in content.paths):
            towards = (0, up if bound == "lower" else -up)
            items.append(KeyItem(key, 0.08, 0.08, partial(_draw_key_target, bound=bound, towards=towards, colour=colour)))
    if any(path.start for path in content.paths):
        items.append(KeyItem("key_baseline", 0.08, 0.08, partial(draw_diamond, colour=colour)))
    if any(path.between for path in content.paths):
        items.append(KeyItem("path_key_between", 0.05, 0.05, partial(draw_between, colour=colour)))
    used = [provenance for provenance in PROVENANCES if any(path.provenance == provenance for path in content.paths)]
    lines = [KeyItem(f"path_key_{p}", 0.0, _LINE, partial(_draw_key_line, provenance=p)) for p in used]
    return items + lines


def _draw_key_target(axes: Axes, x: float, y: float, bound: str, towards: tuple[int, int], colour: str) -> None:
    shift = 0.05 * towards[1] if bound in {"lower", "upper"} else 0.0  # so that the arrow keeps within the line
    draw_target(axes, (x, y + shift), bound, towards, colour, reach=0.12)


def _draw_key_line(axes: Axes, x: float, y: float, provenance: str) -> None:
    axes.plot([x, x + _LINE], [y, y], color=COLOURS["context"], linewidth=2.0, linestyle=DASHES[provenance])
