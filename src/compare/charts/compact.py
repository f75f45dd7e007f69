"""Smaller files of the same picture: an SVG without waste, a PNG with a palette.

Chinese letters are many outlines, and matplotlib writes each with a line per point and a long name; a chart has some hundred
colours, and matplotlib writes each pixel in full. What a reader sees does not change; nothing is drawn here.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import count

from PIL import Image
from PIL.PngImagePlugin import PngInfo

_GLYPH = re.compile(r'(<path id="[^"]+" d=")([MLQz\s\d-]+)(")')
"""The outline of a letter: moves, lines and curves between whole numbers."""

_STEP = re.compile(r"([MLQz])([^MLQz]*)")
_NAME = re.compile(r'(?<= id=")[^"]+(?=")')
_USED = re.compile(r'(?<= xlink:href="#)[^"]+(?=")|(?<=url\(#)[^)]+(?=\))')
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BETWEEN = re.compile(r">\s+<")
_COLOURS = 256


def compact_svg(text: str) -> str:
    r"""Return an SVG of matplotlib with relative outlines, short names, and neither comments nor white between its elements.

    Examples
    --------
    >>> compact_svg('<defs>\n <path id="Sans-1c" d="M 10 20 \nL 15 20 \nz\n"/>\n</defs> <use xlink:href="#Sans-1c"/>')
    '<defs><path id="a0" d="m10 20l5 0z"/></defs><use xlink:href="#a0"/>'
    """
    text = _BETWEEN.sub("><", _COMMENT.sub("", text))
    text = _GLYPH.sub(lambda found: f"{found[1]}{''.join(_relative(found[2]))}{found[3]}", text)
    used = {found[0] for found in _USED.finditer(text)}
    numbers = count()
    short = {name: f"a{next(numbers):x}" for name in dict.fromkeys(_NAME.findall(text)) if name in used}
    text = _NAME.sub(lambda found: short.get(found[0], found[0]), text)
    return _USED.sub(lambda found: short.get(found[0], found[0]), text)


def _relative(outline: str) -> Iterator[str]:
    """Yield the steps of an outline, each counted from the point before it."""
    at = start = (0, 0)
    for step, text in _STEP.findall(outline):
        if step == "z":
            at = start
            yield step
            continue
        numbers = [int(number) for number in text.split()]
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        steps = " ".join(f"{x - at[0]} {y - at[1]}" for x, y in points)
        yield f"{step.lower()}{steps.replace(' -', '-')}"
        at = points[-1]
        start = at if step == "M" else start


def compact_png(content: bytes) -> bytes:
    """Return a PNG with at most 256 colours, its texts and its resolution kept; one with transparent places stays as it is."""
    with Image.open(io.BytesIO(content)) as image:
        if image.mode == "RGBA" and image.getchannel("A").getextrema() != (255, 255):
            return content
        texts = PngInfo()
        for name, text in image.info.items():
            if isinstance(name, str) and isinstance(text, str):
                texts.add_itxt(name, text)
        small = image.convert("RGB").quantize(_COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        buffer = io.BytesIO()
        small.save(buffer, format="PNG", pnginfo=texts, dpi=image.info.get("dpi"))
    return buffer.getvalue()


def thumbnail(content: bytes, width: int) -> bytes:
    """Return the upper part of a PNG, as high as it is wide at most, `width` pixels wide."""
    with Image.open(io.BytesIO(content)) as image:
        top = image.convert("RGB").crop((0, 0, image.width, min(image.height, image.width)))
        small = top.resize((width, round(width * top.height / top.width)), Image.Resampling.LANCZOS)
        buffer = io.BytesIO()
        small.quantize(_COLOURS // 4, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(buffer, format="PNG")
    return buffer.getvalue()
