"""Draw every chart of the library and write the gallery anew: ``python scripts/build_images.py``.

Pictures go to ``docs/images``, in Chinese and English; ``docs/gallery.md`` and ``docs/gallery.zh.md`` show them with the call
that made each. A test fails where a chart is missing or the gallery is out of date.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from PIL import Image, PngImagePlugin

import compare as cp
from compare import charts
from compare.charts.canvas import PageFigure, render, title_of
from compare.dataset import write_whole

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = {"en": DOCS / "gallery.md", "zh": DOCS / "gallery.zh.md"}

_DPI, _COLOURS = 110, 64
"""What keeps a picture of the documentation below 120 KB; `save_figure` saves 200 dots per inch in all colours."""


@dataclass(frozen=True)
class Picture:
    """A chart of the gallery.

    Attributes
    ----------
    name : str
        Of the file, without language and suffix.
    call : str
        The Python that draws it, shown as it is run; ``ds`` is the data set of the shipped documents.
    question : tuple of (str, str)
        What it answers, in Chinese and in English.
    reading : tuple of (str, str)
        One line on how to read it.
    """

    name: str
    call: str
    question: tuple[str, str]
    reading: tuple[str, str]


PICTURES = (
    Picture(
        "rd_intensity",
        'plot_benchmark(ds, "rd_expenditure_gdp_ratio", reference="best")',
        ("某项指标各地提出了什么目标？", "What does each area aim for in one measure?"),
        (
            "实心点为目标值，空心点加箭头为下限或上限，菱形为基期值，虚线为参照；没有可比数值的地区列在图下并说明原因。",
            "A filled dot is a target, an open one with an arrow a bound, a diamond the baseline, the dashed line the "
            "reference; areas without a comparable figure stand below with the reason.",
        ),
    ),
    Picture(
        "rd_intensity_gaps",
        'plot_gaps(ds, "rd_expenditure_gdp_ratio")',
        ("各地与参照相差多少？", "How far is each area from a reference?"),
        (
            "竖线为参照，右侧为优于参照，左侧为不及参照；界限值只能确定差距的一端，以箭头表示。",
            "The vertical line is the reference: better on the right, behind on the left; where bounds settle one end of "
            "a gap only, an arrow shows the other.",
        ),
    ),
    Picture(
        "coverage",
        "plot_coverage(ds)",
        ("哪些地区提出了哪些指标？", "Who states what?"),
        (
            "有底色的格子为目标值和年份，斜线格中的序号为没有数值的原因，“–”为没有单独文件的地区。",
            "A shaded cell holds value and year, a hatched one the number of the reason why there is none, “–” an area without "
            "a document of its own.",
        ),
    ),
    Picture(
        "heatmap_rank",
        "plot_heatmap(ds)",
        ("各地在各项指标中居第几位？", "Where does each area stand in each measure?"),
        (
            "格中为同组内的位次和参加排名的地区数，颜色越深越靠前；斜线格为没有可比数值及其原因。",
            "A cell holds the rank among the areas of the group, the darker the better; hatched cells have no comparable "
            "figure and give the reason.",
        ),
    ),
    Picture(
        "heatmap_score",
        'plot_heatmap(ds, show="score")',
        ("各地相当于最优值的百分之几？", "How close does each area come to the best?"),
        (
            "格中为数值占同组最优值的百分比；越低越好的指标为最优值除以数值。",
            "A cell holds the figure as a percentage of the best of its group; where less is better, the best over the figure.",
        ),
    ),
    Picture(
        "instruments",
        "plot_instruments(ds, cp.action_matrix(ds))",
        ("各份规划采用了哪些政策工具？", "Which plan uses which policy instrument?"),
        (
            "采用的规划多的工具在上；格中数字为引文条数，空格为文中未找到；数字说明证据多少，不代表力度。",
            "What most plans use stands on top; the figure in a cell counts the quotes, a blank means none found; it says how "
            "well the use is shown, not how much is done.",
        ),
    ),
    Picture(
        "similarity",
        "plot_similarity(ds, cp.action_similarity(ds))",
        ("哪些规划采用的政策工具相近？", "Which plans are alike in the instruments they use?"),
        (
            "左侧树状图越靠右汇合越相近，右侧矩阵为两两之间的杰卡德相似系数。",
            "The further to the right plans join in the tree, the more alike they are; the matrix holds Jaccard’s coefficient "
            "of each pair.",
        ),
    ),
)
"""Every public ``plot_…`` of `compare.charts`, at least once."""

_INTRODUCTIONS = {
    "zh": (
        "# 图库\n\n本库的全部图形，由 `scripts/build_images.py` 用随附的五份文件绘制；本页也由它写成，请勿手改。"
        "用法见 [charts.md](charts.md)。[English](gallery.md)\n",
        "读法：",
    ),
    "en": (
        "# Gallery\n\nEvery chart of the library, drawn by `scripts/build_images.py` from the five shipped documents; the "
        "script writes this page as well, so do not edit it by hand. How to call, size and save them: [charts.md](charts.md). "
        "[中文](gallery.zh.md)\n",
        "How to read it: ",
    ),
}
_SET_UP = "import compare as cp\nfrom compare.charts import {names}\n\nds = cp.load()\n"


def main() -> None:
    """Draw all pictures and write both pages."""
    ds = cp.load()
    for language, page in PAGES.items():
        figures = draw_all(ds, language)
        for name, figure in figures.items():
            write_whole(DOCS / "images" / f"{name}_{language}.png", small_png(figure))
        write_whole(page, gallery(figures, language).encode("utf-8"))


def draw_all(ds: cp.Dataset, language: str, size: str = "screen") -> dict[str, PageFigure]:
    """Draw each picture in one language."""
    return {picture.name: draw(ds, picture, language, size) for picture in PICTURES}


def draw(ds: cp.Dataset, picture: Picture, language: str, size: str = "screen") -> PageFigure:
    """Draw a picture by the call that the gallery shows."""
    names = {name: getattr(charts, name) for name in charts.__all__} | {"cp": cp, "ds": ds}
    return cast("PageFigure", eval(in_language(picture.call, language, size), names))


def in_language(call: str, language: str, size: str = "screen") -> str:
    """Return a call with its language, and with the size where that is not the one for screens.

    Examples
    --------
    >>> in_language("plot_coverage(ds)", "en")
    'plot_coverage(ds, language="en")'
    """
    extra = f', language="{language}"' + (f', size="{size}"' if size != "screen" else "")
    return f"{call[:-1]}{extra})"


def small_png(figure: PageFigure) -> bytes:
    """Return a picture in few colours and with its title and alternative text."""
    full = Image.open(io.BytesIO(render(figure, "png", dpi=_DPI)))
    texts = PngImagePlugin.PngInfo()
    for key, text in (("Title", title_of(figure)), ("Description", figure.alt_text)):
        texts.add_itxt(key, text)
    buffer = io.BytesIO()
    few = full.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    few.save(buffer, "png", optimize=True, pnginfo=texts)
    return buffer.getvalue()


def gallery(figures: dict[str, PageFigure], language: str) -> str:
    """Return the page that shows `figures`."""
    introduction, reading = _INTRODUCTIONS[language]
    used = sorted({name for picture in PICTURES for name in re.findall(r"plot_\w+", picture.call)})
    code = f"```python\n{_SET_UP.format(names=', '.join(used))}```\n"
    return "\n".join([introduction, code, *_sections(figures, language, reading)])


def _sections(figures: dict[str, PageFigure], language: str, reading: str) -> Iterator[str]:
    which = ("zh", "en").index(language)
    for picture in PICTURES:
        alt = escape(figures[picture.name].alt_text)
        yield f"## {picture.question[which]}\n"
        yield f"![{alt}](images/{picture.name}_{language}.png)\n"
        yield f"```python\n{in_language(picture.call, language)}\n```\n"
        yield f"{reading}{picture.reading[which]}\n"


def escape(text: str) -> str:
    r"""Return text of documents in a form that Markdown does not read as markup.

    Examples
    --------
    >>> print(escape("a_b [1]"))
    a\_b \[1\]
    """
    return re.sub(r"([\\`*_\[\]<>#|!])", r"\\\1", text)


if __name__ == "__main__":
    main()
