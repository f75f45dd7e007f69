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
from compare.palette import CATEGORIES, COLOURS, SHADES

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = {"en": DOCS / "gallery.md", "zh": DOCS / "gallery.zh.md"}

_DPI = 96
_TINTS, _PALEST, _GREYS = (0.6, 0.3), 200, 8
"""What keeps a picture of the documentation below 120 KB: few dots, and few tints of our colours and greys for the edges of
letters; `save_figure` saves 200 dots per inch and 256 colours."""


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
            "竖线为参照，右侧优于参照，左侧不及参照；目标为界限值的，差距也只是界限，以箭头表示。",
            "The vertical line is the reference: better on the right, behind on the left; where a target is a bound, so is the "
            "gap, and an arrow shows to which side.",
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
        "hightech_path",
        'plot_trajectory(ds, cp.required_growth(ds, "hightech_enterprises"))',
        ("从基期到目标要走多远，年均需要多快？", "How far is it from baseline to target, and at what pace?"),
        (
            "菱形为基期值，圆点为目标值，线旁为所需的年均速度；没有基期的目标只画圆点，原因列在下面。",
            "A diamond is the baseline, a dot the target, beside the path the pace required each year; a target without "
            "a baseline is a dot alone, with the reason below.",
        ),
    ),
    Picture(
        "rd_intensity_family",
        'plot_family(ds, "rd_intensity")',
        ("同类指标有哪些不同口径？", "Which measures of one kind are there, and who states which?"),
        (
            "一项指标一栏；有颜色的栏内各地可以相互比较，灰色的只有一地提出；各栏之间不作比较。",
            "A panel for each measure: within it areas in colour may be compared, a grey one stands alone.",
        ),
    ),
    Picture(
        "heatmap_rank",
        "plot_heatmap(ds)",
        ("各地在各项指标中居第几位？", "Where does each area stand in each measure?"),
        (
            "格中为同组内的位次/参加排名的地区数，颜色越深越靠前；虚框为已提出而未排名，斜线为没有可比数值及其原因。",
            "A cell holds rank/areas ranked within a group, the darker the better; a dashed one is stated but not ranked, a "
            "hatched one has no comparable figure, with the reason.",
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
        "profile",
        'plot_profile(ds, "天宁区")',
        ("一个地区在各项指标中处于什么位置？", "Where does one region stand in all its measures?"),
        (
            "蓝色方块为该地区，灰色圆点为其他地区，越靠右越好，各行比例尺自设；右侧为位次，图下为只有一方提出的指标。",
            "The blue square is the region, grey dots are the others, the better on the right, each row on its own scale; "
            "ranks stand on the right, what only one side states below.",
        ),
    ),
    Picture(
        "shares",
        'plot_shares(ds, cp.derived(ds, transformations="share_of_parent"))',
        ("下级地区的目标占上级地区的多少？", "What part of the targets of the area around it does an area take?"),
        (
            "点为目标占上级地区同一目标的比重，虚线为常住人口、地区生产总值的比重，供对照；界限值带箭头。",
            "A dot is the share of the same target of the area around; lines: its share of people and GDP.",
        ),
    ),
    Picture(
        "attainment",
        "plot_attainment(ds, cp.attainment(ds, known_only=False))",
        ("目标完成得怎么样？", "What has become of the targets?"),
        (
            "每行为实际值占目标的百分比，竖线为目标，文字说明是否达到；没有实际值的目标在下面按原因计数。",
            "A row is the actual value as a percentage of the target, which is the line; words say if it was reached; targets "
            "without an actual value are counted below by reason.",
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
_SET_UP = "import compare as cp\nfrom compare.charts import (\n{names}\n)\n\nds = cp.load()\n"


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
    few = full.convert("RGB").quantize(palette=palette(), dither=Image.Dither.NONE)
    few.save(buffer, "png", optimize=True, pnginfo=texts)
    return buffer.getvalue()


def palette() -> Image.Image:
    """Return a picture whose palette has our colours, their tints and greys."""
    colours = dict.fromkeys((*COLOURS.values(), *SHADES, *CATEGORIES))
    channels = [[int(colour[n : n + 2], 16) for n in (1, 3, 5)] for colour in colours]
    strong = [channel for channel in channels if min(channel) < _PALEST]  # a tint of a pale colour would be taken for white
    tints = [value for channel in channels for value in channel]
    tints += [round(255 - (255 - value) * tint) for tint in _TINTS for channel in strong for value in channel]
    greys = [round(255 * n / (_GREYS - 1)) for n in range(_GREYS) for _ in range(3)]
    picture = Image.new("P", (1, 1))
    picture.putpalette([*tints, *greys])
    return picture


def gallery(figures: dict[str, PageFigure], language: str) -> str:
    """Return the page that shows `figures`."""
    introduction, reading = _INTRODUCTIONS[language]
    used = sorted({name for picture in PICTURES for name in re.findall(r"plot_\w+", picture.call)})
    names = "\n".join(f"    {name}," for name in used)
    code = f"```python\n{_SET_UP.format(names=names)}```\n"
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
