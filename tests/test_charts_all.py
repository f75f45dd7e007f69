"""Every figure of the library in both languages and sizes: legible, complete, searchable, in our font and colours, shown.

What is asserted here holds for all figures alike; what each figure says has a test module of its own.
"""

from __future__ import annotations

import io
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from matplotlib.artist import Artist
from matplotlib.collections import Collection
from matplotlib.colors import to_hex, to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text
from PIL import Image
from pypdf import PdfReader
from scripts.build_images import DOCS, PAGES, PICTURES, Picture, draw, gallery, in_language
from tests.test_charts import ROOT, squeeze, texts
from tests.test_charts_page import FONTS, check_layout

from compare import charts
from compare.charts import save_figure
from compare.charts.canvas import PageFigure, render, title_of
from compare.charts.style import LANDSCAPE, SIZES, WIDTHS, page_width
from compare.charts.text import JOINER, unbind
from compare.charts.words import say
from compare.dataset import Dataset, load
from compare.errors import UnknownNameError
from compare.palette import CATEGORIES, COLOURS, SHADES

pytestmark = pytest.mark.slow

SMALLEST = 7.0
LANGUAGES = ("zh", "en")
DRAWN = [p.values for p in [pytest.param(p, x) for p in PICTURES for x in LANGUAGES]]
NAMES = [f"{picture.name}-{language}" for picture, language in DRAWN]
ROLES = {colour.lower() for colour in (*COLOURS.values(), *CATEGORIES, *SHADES, "#ffffff")}


@cache
def shipped() -> Dataset:
    return load(ROOT)


@cache
def drawn(picture: Picture, language: str, size: str = "screen") -> PageFigure:
    return draw(shipped(), picture, language, size)


@pytest.mark.parametrize(("picture", "language"), DRAWN, ids=NAMES)
class TestEachFigure:
    @pytest.mark.parametrize("size", WIDTHS)
    def test_is_legible_and_complete(self, picture: Picture, language: str, size: str) -> None:
        figure = drawn(picture, language, size)
        check_layout(figure)
        assert min(text.get_fontsize() for text in texts(figure)) >= SMALLEST
        assert title_of(figure)
        assert say(language, "source", items="").rstrip("。.") in _read_notes(figure)
        assert squeeze(title_of(figure)) in squeeze(figure.alt_text)
        assert size == "screen" or figure.get_size_inches()[0] in (page_width("print"), LANDSCAPE)

    def test_its_characters_are_in_our_fonts_and_its_colours_have_a_role(self, picture: Picture, language: str) -> None:
        figure = drawn(picture, language)
        missing = {c for text in texts(figure) for c in text.get_text() if c not in covered() and c not in "\n" + JOINER}
        assert not missing
        if language == "en":  # a Chinese font sets them as wide as a character
            assert not [text.get_text() for text in texts(figure) if set("“”‘’") & set(text.get_text())]
        assert {colour for artist in figure.findobj(Artist) for colour in _colours(artist)} <= ROLES  # type: ignore[attr-defined]


def _read_notes(figure: PageFigure) -> str:
    return "\n".join(text.get_text() for text in texts(figure, "note"))


def _squeeze_all(text: str) -> str:
    return "".join(unbind(text).split())


@cache
def covered() -> frozenset[str]:
    """Return the characters that both our fonts have."""
    maps = [set(TTFont(FONTS / f"CompareSansSC-{weight}.ttf").getBestCmap()) for weight in ("Regular", "Bold")]
    return frozenset(map(chr, set.intersection(*maps)))


def _colours(artist: Artist) -> set[str]:
    """Return the colours with which something is seen."""
    if not artist.get_visible():
        return set()
    shown: list[Any] = []
    if isinstance(artist, Text):
        shown = [artist.get_color()] if artist.get_text().strip() else []
    elif isinstance(artist, Line2D):
        has_marker = artist.get_marker() not in {"", "None", None, " "} and artist.get_markersize() > 0
        shown = [artist.get_color()] if artist.get_linestyle() != "None" and len(artist.get_xydata()) else []
        shown += [artist.get_markerfacecolor(), artist.get_markeredgecolor()] if has_marker and len(artist.get_xydata()) else []
    elif isinstance(artist, Patch):
        has_edge = artist.get_linewidth() > 0 or artist.get_hatch()
        shown = [artist.get_facecolor(), *([artist.get_edgecolor()] if has_edge else [])]
    elif isinstance(artist, Collection):
        shown = [*artist.get_facecolor(), *artist.get_edgecolor()]
    return {to_hex(colour) for colour in shown if isinstance(colour, str) and colour != "none" or to_rgba(colour)[3] > 0}


class TestFiles:
    @pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
    def test_a_pdf_is_searchable(self, picture: Picture) -> None:
        figure = drawn(
            picture, "en" if PICTURES.index(picture) % 4 == 3 else "zh"
        )  # an English one has Chinese sources as well
        reader = PdfReader(io.BytesIO(render(figure, "pdf")))
        found = _squeeze_all(reader.pages[0].extract_text())
        absent = [text.get_text() for text in texts(figure) if _squeeze_all(text.get_text()) not in found]
        assert not absent
        assert reader.metadata is not None
        assert (reader.metadata.title, reader.metadata.subject) == (title_of(figure), figure.alt_text)

    def test_each_format_carries_title_and_words_and_repeats_byte_for_byte(self, tmp_path: Path) -> None:
        for picture, language in (DRAWN[0], DRAWN[-1]):
            figure = drawn(picture, language)
            files = save_figure(figure, tmp_path / "a", formats=("png", "svg", "pdf"))
            again = save_figure(draw(shipped(), picture, language), tmp_path / "b", formats=("png", "svg", "pdf"))
            assert all(one.read_bytes() == other.read_bytes() for one, other in zip(files, again, strict=True))
            png, svg, _ = files
            told = Image.open(png).text  # type: ignore[attr-defined]
            assert (told["Title"], told["Description"]) == (title_of(figure), figure.alt_text)
            tree = ElementTree.parse(svg)
            assert tree.findtext("{http://www.w3.org/2000/svg}title") == title_of(figure)
            assert tree.findtext(".//{http://purl.org/dc/elements/1.1/}description") == figure.alt_text


class TestCalls:
    def test_every_chart_takes_language_and_size_and_refuses_others(self) -> None:
        for picture in {re.match(r"\w+", p.call).group(): p for p in PICTURES}.values():
            with pytest.raises(UnknownNameError, match="unknown size 'prnt'; nearest: print"):
                draw(shipped(), picture, "zh", "prnt")
        with pytest.raises(UnknownNameError, match="unknown language 'fr'"):
            draw(shipped(), PICTURES[-1], "fr")

    def test_type_keeps_its_size_in_print(self) -> None:
        for picture in PICTURES:
            sizes = [{t.get_fontsize() for t in texts(drawn(picture, "en", size), "title")} for size in WIDTHS]
            assert sizes == [{SIZES["title"]}] * 2


class TestGallery:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_is_up_to_date(self, language: str) -> None:
        figures = {picture.name: drawn(picture, language) for picture in PICTURES}
        page = PAGES[language].read_text(encoding="utf-8")
        assert page == gallery(figures, language), "run: python scripts/build_images.py"
        for name, figure in figures.items():
            file = DOCS / "images" / f"{name}_{language}.png"
            told = Image.open(file).text  # type: ignore[attr-defined]
            assert (told["Title"], told["Description"]) == (title_of(figure), figure.alt_text), f"{file} is out of date"
            assert file.stat().st_size <= 120 * 1024

    def test_shows_every_chart_and_no_picture_is_orphaned(self) -> None:
        shown = {name for picture in PICTURES for name in re.findall(r"plot_\w+", picture.call)}
        assert shown == {name for name in charts.__all__ if name.startswith("plot_")}
        pages = [*PAGES.values(), ROOT / "README.md", ROOT / "README.zh.md"]
        linked = {name for page in pages for name in re.findall(r"images/(\w+\.png)\)", page.read_text(encoding="utf-8"))}
        assert linked == {file.name for file in (DOCS / "images").iterdir()}

    def test_both_pages_have_the_same_pictures_and_calls(self) -> None:
        pages = [PAGES[language].read_text(encoding="utf-8") for language in LANGUAGES]
        zh, en = (re.findall(r"^plot_.*$", page, re.MULTILINE) for page in pages)
        assert [call.replace('language="zh"', 'language="en"') for call in zh] == en
        assert en == [in_language(picture.call, "en") for picture in PICTURES]
        assert all(a != b for a, b in pairwise(en))
