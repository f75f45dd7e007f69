"""The family figure: a panel for each measure of a family, under each other, so that what is alike can be read side by side.

Panels of one unit and kind share the axis; nothing is ranked across panels. What the figure says is decided in
`family_content`, its rows are those of the benchmark figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from compare.charts.canvas import MARGIN, Block, PageFigure, compose, gap, text_block
from compare.charts.family_content import FamilyContent, describe_family, read_family
from compare.charts.frame import foot, head, key_block
from compare.charts.marks import KeyItem, fit, key_items
from compare.charts.panels import NAMES, fitted, name_width, panel_block
from compare.charts.style import page_width, style
from compare.charts.words import say
from compare.dataset import Dataset


def plot_family(
    ds: Dataset, family: str, *, regions: Sequence[str] | None = None, language: str = "zh", size: str = "screen"
) -> PageFigure:
    """Draw the targets of all areas in all measures of a family, a panel for each measure.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    family : str
        Code of a family, or code or name of an indicator, whose family is shown; an indicator without a family is its own.
    regions : sequence of str, optional
        Codes or names; without them the areas of all sources and every other area that states one of the measures.
    language : str, optional
        ``"zh"`` or ``"en"``.
    size : str, optional
        ``"screen"`` or ``"print"``: the width of the page; type keeps its size.

    Returns
    -------
    matplotlib.figure.Figure
        Neither shown nor saved; see `save_figure`. A measure that none of the areas states has no panel. Areas without a value
        are listed below the panels with the reason. Its ``alt_text`` says the same in words.

    Raises
    ------
    UnknownNameError
        A name is not known, or a size.
    UsageError
        `regions` is empty.

    Examples
    --------
    >>> figure = plot_family(ds, "rd_intensity", language="en")  # doctest: +SKIP
    """
    width = page_width(size)
    content = _fitted(read_family(ds, family, regions, language), width)
    with style():
        return compose(_blocks(content, width), width, describe_family(content))


def _fitted(content: FamilyContent, width: float) -> FamilyContent:
    """Leave units that are words, which stand at the head of each panel, out of labels for which there is no room."""
    names = name_width(content.marks, NAMES * width)
    panels = [replace(panel, content=fitted(panel.content, width - 2 * MARGIN - names)) for panel in content.panels]
    return replace(content, panels=tuple(panels))


def _blocks(content: FamilyContent, width: float) -> Iterator[Block]:
    """Yield the parts of the page from the title to the source."""
    language, names = content.language, name_width(content.marks, NAMES * width)
    yield from head(content.title, [content.subtitle], width)
    yield key_block(_key_items(content), language, width)
    for panel in content.panels:
        yield gap(0.1)
        yield text_block(panel.heading, width, "panel", bold=True)
        kind = say(language, "family_kind", kind=panel.kind, unit=panel.unit)
        yield text_block(kind, width, "note", colour="quiet", after=0.02)
        for key, part in zip(panel.axes, panel.content.panels, strict=True):
            yield text_block(part.heading, width, "note", bold=True)
            rows = content.sharing(key)
            scale = (
                fit(rows, width - 2 * MARGIN - names, is_rank=panel.content.is_rank) if len(rows) > len(part.marks) else None
            )
            yield panel_block(panel.content, part, width, names, scale)
    yield from foot(content.absent, content.notes, content.source, width, language, "family_absent")


def _key_items(content: FamilyContent) -> list[KeyItem]:
    """Return the signs of all panels."""
    if not content.panels:
        return []
    first = content.panels[0].content
    return key_items(replace(first, panels=tuple(part for _, part in content.parts)))
