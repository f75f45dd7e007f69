"""HTML as values: elements whose text is always escaped.

Text of documents is untrusted. Whatever is not already an `Html` value is escaped on its way into an element, so that
markup can only come from this package. No page, wording or table is decided here.
"""

from __future__ import annotations

import html
import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from compare.palette import COLOURS

_SPACE = re.compile(r"\s+")
_SVG = str.maketrans({character: f"%{ord(character):02X}" for character in "%#\"'<>&{}|\\^`"})
"""Characters that an address cannot hold as they are; an SVG written so is a third smaller than in base64."""

_VOID = frozenset({"img", "br", "meta", "hr", "wbr", "col"})
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and those that turn the direction of the text around them."""


@dataclass(frozen=True)
class Html:
    """Markup that is safe to show; a notebook displays it."""

    text: str

    def __str__(self) -> str:
        """Return the markup."""
        return self.text

    def _repr_html_(self) -> str:
        return self.text

    def __repr__(self) -> str:
        """Return a short text for consoles."""
        return f"<Html, {len(self.text)} characters>"


Content = Html | str | int | None
"""What may stand in an element: markup, text to be escaped, a number, or nothing."""


def escape(value: object) -> str:
    """Return `value` as text that HTML shows as it is, in elements and attributes.

    Examples
    --------
    >>> escape("<b onclick='x'>")
    '&lt;b onclick=&#x27;x&#x27;&gt;'
    """
    return html.escape(_CONTROLS.sub("\ufffd", str(value)), quote=True)


def join(parts: Iterable[Content], separator: str = "") -> Html:
    """Join parts into one piece of markup; texts are escaped."""
    return Html(
        escape(separator).join(str(part) if isinstance(part, Html) else escape(part) for part in parts if part is not None)
    )


def element(name: str, *children: Content, **attributes: str | int | None) -> Html:
    """Build an element; attributes that are None are left out, ``class_`` and ``data_x`` are written ``class`` and ``data-x``.

    Examples
    --------
    >>> print(element("td", "a < b", class_="number"))
    <td class="number">a &lt; b</td>
    """
    given = "".join(f' {k.rstrip("_").replace("_", "-")}="{escape(v)}"' for k, v in attributes.items() if v is not None)
    if name in _VOID:
        return Html(f"<{name}{given}>")
    return Html(f"<{name}{given}>{join(children)}</{name}>")


def link(address: str, *children: Content, **attributes: str | int | None) -> Html:
    """Build a link to a place on the page, a relative file, or a web page; anything else (``javascript:``) stays text."""
    try:
        scheme = urlsplit(address).scheme
    except ValueError:  # such as http://[bad
        return join(children)
    if scheme in ("http", "https"):
        return element("a", *children, href=address, rel="noopener noreferrer", **attributes)
    return (
        element("a", *children, href=address, **attributes) if not scheme and not address.startswith("//") else join(children)
    )


def image(path: Path, *, alt: str, width: int | None = None) -> Html:
    """Build an image element that holds the file itself: SVG or PNG."""
    return picture(path.read_bytes(), path.suffix[1:], alt=alt, width=width)


def picture(content: bytes, form: str, *, alt: str, width: int | None = None) -> Html:
    """Build an image element from the bytes of an image: ``"svg"`` or ``"png"``."""
    if form == "svg":
        source = f"data:image/svg+xml,{_SPACE.sub(' ', content.decode('utf-8')).translate(_SVG)}"
    else:
        source = f"data:image/png;base64,{b64encode(content).decode('ascii')}"
    return element("img", src=source, alt=alt, width=width)


def table(
    head: Sequence[Content],
    rows: Iterable[Sequence[Content]],
    *,
    caption: Content = None,
    classes: str = "",
    numbers: Sequence[int] = (),
    row_ids: Sequence[str] = (),
) -> Html:
    """Build a table in a box that scrolls sideways where the screen is narrow.

    Parameters
    ----------
    head : sequence
        Column heads; no head row where all are empty.
    rows : iterable of sequence
        Cells; a cell that is an `Html` ``td`` or ``th`` stays as it is. The first cell of a row is its head.
    caption : Html or str, optional
        Title of the table.
    classes : str, optional
        CSS classes.
    numbers : sequence of int, optional
        Columns to align right.
    row_ids : sequence of str, optional
        Ids of the rows, for links to them.

    Returns
    -------
    Html
        The table.
    """
    ids = list(row_ids)
    body = [
        element("tr", *(_cell(cell, n, n in numbers) for n, cell in enumerate(row)), id=ids[i] if i < len(ids) else None)
        for i, row in enumerate(rows)
    ]
    heads = (element("th", cell, scope="col", class_="number" if n in numbers else None) for n, cell in enumerate(head))
    parts = [
        element("caption", caption) if caption else None,
        element("thead", element("tr", *heads)) if any(head) else None,
        element("tbody", *body),
    ]
    return element("div", element("table", *parts, class_=classes or None), class_="scroll", tabindex=0)


def _cell(cell: Content, column: int, is_number: bool) -> Html:
    if isinstance(cell, Html) and cell.text.startswith(("<td", "<th")):
        return cell
    if column == 0:
        return element("th", cell, scope="row")
    return element("td", cell, class_="number" if is_number else None)


def colour_variables(selector: str) -> str:
    """Return a rule of CSS that gives `selector` the shared colours as ``--c-subject`` and so on."""
    return f"{selector} {{" + "".join(f" --c-{role}: {colour};" for role, colour in COLOURS.items()) + " }\n"


def read_style() -> str:
    """Return the style sheet of all pages, with the shared colours."""
    return colour_variables(":root") + (Path(__file__).with_name("style.css")).read_text(encoding="utf-8")
