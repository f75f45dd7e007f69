"""Tests of the smaller files of pictures: the same picture, its texts, fewer bytes."""

from __future__ import annotations

import io
import re

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from compare.charts.canvas import render
from compare.charts.compact import compact_png, compact_svg, thumbnail
from compare.charts.style import font, style


@pytest.fixture(scope="module")
def figure() -> Figure:
    """A figure with letters, a line and two colours."""
    figure = Figure(figsize=(3, 2), facecolor="white")
    with style():
        figure.text(0.1, 0.5, "研发经费 R&D 3.5% “甲”", fontproperties=font(10), color="#015a8c")
        figure.add_axes((0.1, 0.1, 0.8, 0.3)).plot([1, 3, 2], color="#a33a00")
    return figure


def test_an_outline_keeps_its_points() -> None:
    written = '<path id="Sans-1" d="M 10 20 \nL 15 -20 \nQ 1 2 3 4 \nz\nM 11 21 \nL 0 0 \nz\n"/>'
    assert compact_svg(written) == '<path id="Sans-1" d="m10 20l5-40q-14 22-12 24zm1 1l-11-21z"/>'


def test_a_drawing_loses_nothing_that_is_named(figure: Figure) -> None:
    text = render(figure, "svg").decode("utf-8")
    named = set(re.findall(r' id="([^"]+)"', text))
    used = re.findall(r'xlink:href="#([^"]+)"|url\(#([^)]+)\)', text)
    assert used
    assert {a or b for a, b in used} <= named
    assert "<!--" not in text
    assert compact_svg(text) == text  # nothing is left to take away, and nothing is taken twice


def test_a_picture_keeps_its_looks_texts_and_resolution(figure: Figure) -> None:
    with style():
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", dpi=200, metadata={"Title": "研发", "Software": None})
    large = buffer.getvalue()
    small = compact_png(large)
    assert len(small) < 0.7 * len(large)
    with Image.open(io.BytesIO(large)) as before, Image.open(io.BytesIO(small)) as after:
        assert after.info["Title"] == "研发"
        assert after.info["dpi"] == pytest.approx(before.info["dpi"])
        colours = [np.asarray(image.convert("RGB"), dtype=int) for image in (before, after)]
        assert np.abs(colours[0] - colours[1]).max() <= 4
    assert compact_png(large) == small


def test_a_picture_that_shows_through_stays_as_it_is() -> None:
    buffer = io.BytesIO()
    Image.new("RGBA", (2, 2), (0, 0, 0, 10)).save(buffer, format="PNG")
    assert compact_png(buffer.getvalue()) == buffer.getvalue()


def test_a_thumbnail_is_the_top_of_a_picture() -> None:
    buffer = io.BytesIO()
    tall = Image.new("RGBA", (100, 300), "white")
    tall.paste("red", (0, 150, 100, 300))
    tall.save(buffer, format="PNG")
    with Image.open(io.BytesIO(thumbnail(buffer.getvalue(), 50))) as small:
        assert small.size == (50, 50)
        assert small.convert("RGB").getpixel((25, 49)) == (255, 255, 255)
