"""The characters of a page as embedded fonts: without them a browser shows Chinese in whatever the machine has.

The two fonts of the package are cut down to the characters that the page shows, some 170 KB instead of 3 MB. The fonts
themselves, their licence and their build belong to the charts.
"""

from __future__ import annotations

import html
import io
import re
from base64 import b64encode
from importlib.resources import files

FAMILY = "Compare Sans SC"
_WEIGHTS = (("Regular", 400), ("Bold", 700))
_HIDDEN = re.compile(r"<(style|title|head)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_BOLD = re.compile(r"<(h[1-6]|th|caption|strong|summary)\b.*?</\1>|<td class=\"[^\"]*\bbest\b.*?</td>", re.DOTALL)


def font_face(page: str) -> str:
    """Return CSS that embeds the characters of `page` in regular, and those of its headings in bold."""
    body = _HIDDEN.sub("", page)
    shown = {"Regular": _characters(body), "Bold": _characters("".join(m.group(0) for m in _BOLD.finditer(body)))}
    return "\n".join(
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: {weight}; font-display: block; '
        f'src: url("data:font/woff;base64,{_subset(name, shown[name])}") format("woff"); }}'
        for name, weight in _WEIGHTS
    )


def _characters(markup: str) -> str:
    """Return the characters that a reader sees of `markup`, each once."""
    return "".join(sorted(set(html.unescape(_TAG.sub("", markup)))))


def _subset(name: str, characters: str) -> str:
    """Cut a font of the package down to `characters`; the same characters give the same bytes."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    path = files("compare") / "charts" / "fonts" / f"CompareSansSC-{name}.ttf"
    options = subset.Options(layout_features=["kern", "locl"], hinting=False, notdef_outline=True)
    font = TTFont(io.BytesIO(path.read_bytes()), recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)
    font.flavor = "woff"
    data = io.BytesIO()
    font.save(data)
    return b64encode(data.getvalue()).decode("ascii")
