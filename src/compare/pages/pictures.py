"""A figure on a page: the picture itself with its alternative text, and the links below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from compare.pages.markup import Content, Html, element, image, join, link


def figure(picture: Path, *, alt: str, files: Sequence[str] = (), leads: Iterable[Content] = ()) -> Html:
    """Show a picture.

    Parameters
    ----------
    picture : pathlib.Path
        SVG or PNG; it is embedded.
    alt : str
        What it shows, in words.
    files : sequence of str, optional
        Image files beside the page, relative to it.
    leads : iterable of Html, optional
        Links that stand before those to the files.

    Returns
    -------
    Html
        A ``figure`` that scrolls sideways where the screen is narrow; its links are not printed.
    """
    images = (link(name, Path(name).suffix[1:].upper()) for name in files)
    links = [*leads, *images]
    caption = element("figcaption", join(links, " · "), class_="screen") if links else None
    return element("figure", element("div", image(picture, alt=alt), class_="scroll", tabindex=0), caption)
