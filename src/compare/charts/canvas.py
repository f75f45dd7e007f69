"""The page of a figure: blocks of text and axes set below each other in inches, and saving with the same bytes every time.

Heights are known before anything is drawn, because text is measured and broken into lines first; so nothing is clipped and
nothing overlaps, however long the notes are. pyplot is never used: a figure belongs to whoever asked for it.
"""

from __future__ import annotations

import io
import os
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from compare.charts.compact import compact_png, compact_svg
from compare.charts.style import DPI, SIZES, font, style, text_width
from compare.charts.text import balance, wrap
from compare.dataset import write_whole
from compare.errors import UsageError, unknown_name
from compare.palette import COLOURS

MARGIN = 0.3
"""White around the page, in inches."""

LEADING = 1.45
"""Distance of baselines as a multiple of the size of type."""

_CSS_INCH = 96
"""Pixels of an inch on a page: a figure is shown at the size it was drawn for, whatever its resolution."""

_ORPHAN = 0.4
"""A last line shorter than this, in inches, is given company."""

_METADATA: Mapping[str, Mapping[str, Any]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}
"""What matplotlib would write of clock and version, left out for each format."""


class PageFigure(Figure):
    """A matplotlib figure that shows itself in a notebook with its alternative text, also where pyplot was never imported."""

    alt_text = ""

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        picture = b64encode(render(self, "png")).decode("ascii")
        width, height = (round(inches * _CSS_INCH) for inches in self.get_size_inches())
        looks = {"alt": self.alt_text, "width": width, "height": height}
        return {"image/png": picture, "text/plain": self.alt_text}, {"image/png": looks}


@dataclass(frozen=True)
class Block:
    """A part of the page: its height in inches, and what draws it, given the figure and the top in inches from the bottom."""

    height: float
    draw: Callable[[Figure, float], None]


def compose(blocks: Iterable[Block], width: float, alt_text: str) -> PageFigure:
    """Draw blocks below each other on a page that is just high enough; to be called inside `style`."""
    placed = list(blocks)
    height = sum(block.height for block in placed) + 2 * MARGIN
    figure = PageFigure(figsize=(width, height))
    FigureCanvasAgg(figure)
    figure.alt_text = alt_text
    top = height - MARGIN
    for block in placed:
        block.draw(figure, top)
        top -= block.height
    return figure


def text_block(text: str, width: float, role: str, *, bold: bool = False, colour: str = "text", after: float = 0.0) -> Block:
    """Set a paragraph over the width of a page of `width` inches.

    Parameters
    ----------
    text : str
        Cleaned text; an empty one takes no room.
    width : float
        Of the page, in inches.
    role : str
        Key of `SIZES`; also the label of the texts, by which they can be found again. The lines of a title are balanced.
    bold : bool
        Whether it is set in bold.
    colour : str
        Key of `COLOURS`.
    after : float
        White below, in inches.
    """
    size = SIZES[role]
    breaker = balance if role == "title" else wrap
    lines = breaker(text, width - 2 * MARGIN, size, bold=bold) if text else []
    if len(lines) > 1 and text_width(lines[-1], size, bold=bold) < _ORPHAN:
        lines = wrap(text, 0.97 * (width - 2 * MARGIN), size, bold=bold)
    step = size * LEADING / 72

    def draw(figure: Figure, top: float) -> None:
        for number, line in enumerate(lines):
            put(figure, (MARGIN, top - (number + 0.8) * step), line, role, bold=bold, colour=colour)

    return Block(len(lines) * step + (after if lines else 0.0), draw)


def gap(height: float) -> Block:
    """Leave white."""
    return Block(height, lambda figure, top: None)


def put(figure: Figure, place: tuple[float, float], text: str, role: str, *, bold: bool = False, colour: str = "text") -> None:
    """Write one line with its baseline at `place`, inches from the lower left corner of the page."""
    width, height = figure.get_size_inches()
    properties = font(SIZES[role], bold=bold)
    figure.text(
        place[0] / width, place[1] / height, text, fontproperties=properties, color=COLOURS[colour], va="baseline", label=role
    )


def add_axes(figure: Figure, left: float, top: float, width: float, height: float) -> Axes:
    """Add bare axes at a place given in inches."""
    page_width, page_height = figure.get_size_inches()
    axes = figure.add_axes((left / page_width, (top - height) / page_height, width / page_width, height / page_height))
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(length=0)
    return axes


def title_of(figure: Figure) -> str:
    """Return the title of a figure on one line; empty where there is none."""
    title = ""
    for line in (text.get_text() for text in figure.texts if text.get_label() == "title"):
        is_broken_at_space = title and not {east_asian_width(title[-1]), east_asian_width(line[0])} & {"W", "F"}
        title += " " + line if is_broken_at_space else line  # Chinese has no space between lines
    return title


def render(figure: Figure, form: str, *, dpi: int = DPI) -> bytes:
    """Return a figure as bytes that depend on nothing but its contents; title and alternative text go with it.

    Raises
    ------
    UnknownNameError
        `form` is not ``"png"``, ``"svg"`` or ``"pdf"``.
    """
    if form not in _METADATA:
        raise unknown_name("picture format", form, _METADATA)
    metadata = dict(_METADATA[form])
    title = title_of(figure)
    if title:
        metadata["Title"] = title
    alt_text = getattr(figure, "alt_text", "")
    if alt_text:
        metadata |= {"Subject": alt_text} if form == "pdf" else {"Description": alt_text}
    buffer = io.BytesIO()
    with style():
        figure.savefig(buffer, format=form, dpi=dpi, metadata=metadata)
    content = buffer.getvalue()
    return compact_svg(content.decode("utf-8")).encode("utf-8") if form == "svg" else content


def save_figure(figure: Figure, stem: str | os.PathLike[str], *, formats: Sequence[str] = ("png", "svg")) -> list[Path]:
    """Save a figure in several formats, each file whole or not at all.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        A figure of this package; it stays open and unchanged.
    stem : path
        Path without suffix; its last part in ASCII letters, digits, ``_`` and ``-``, so that it survives any file system.
    formats : sequence of str, optional
        Of ``"png"`` (200 dots per inch, 256 colours), ``"svg"`` (letters as outlines) and ``"pdf"`` (searchable, with the fonts
        it uses).

    Returns
    -------
    list of pathlib.Path
        The files, in the order of `formats`, each with title and alternative text as metadata. The same figure always gives
        the same bytes.

    Raises
    ------
    UsageError
        The name is not ASCII, or a format is not known.
    """
    path = Path(stem)
    if not path.name.isascii() or not path.name.replace("_", "").replace("-", "").replace(".", "").isalnum():
        raise UsageError(f"file name {path.name!r} cannot be used; expected ASCII letters, digits, '_' and '-'")
    pictures = {path.with_name(f"{path.name}.{form}"): render(figure, form) for form in formats}
    for file, content in pictures.items():
        write_whole(file, compact_png(content) if file.suffix == ".png" else content)
    return list(pictures)
