"""The page of a figure: nothing clipped, nothing overlapping, Chinese in our fonts, the same bytes every time."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
import seaborn
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont
from tests.test_charts import MINIATURE, ROOT, each, shared, stating, texts

from compare.charts import alt_text, plot_benchmark, plot_coverage, save_figure
from compare.charts.canvas import render
from compare.charts.style import FAMILIES, font, register_fonts, style, text_width
from compare.charts.text import balance, bind, wrap
from compare.codelists import Codelist
from compare.dataset import Dataset, load
from compare.errors import UnknownNameError, UsageError

__all__ = ["each"]  # a fixture
FONTS = ROOT / "src" / "compare" / "charts" / "fonts"
LONG = "Bayingolin Mongol Autonomous Prefecture, Xinjiang Uygur Autonomous Region, which costs $5 and $x^2$"


@pytest.fixture(scope="module")
def ds() -> Dataset:
    return load(MINIATURE)


class TestPage:
    @pytest.mark.slow
    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_nothing_is_clipped_and_no_texts_overlap(self, each: Dataset, language: str) -> None:
        hostile = each.codelists.ref_area.codes | {
            a.id: replace(a, name_en=LONG) for a in list(each.codelists.ref_area.values())[4:6]
        }
        hostile_ds = replace(each, codelists=replace(each.codelists, ref_area=Codelist("ref_area", hostile)))
        for n, measure in enumerate(shared(each)):
            reference = (None, "best", "parent", "median")[n % 4]
            check_layout(plot_benchmark(each, **measure, reference=reference, language=language))
            check_layout(plot_benchmark(hostile_ds, **measure, reference=reference, language=language))
        check_layout(plot_coverage(hostile_ds, language=language))

    def test_text_of_documents_is_never_mathematics(self, ds: Dataset) -> None:
        area = replace(ds.codelists.ref_area["XX-11-HTZ"], name_zh="$x^2$ $\\frac{1}{")
        areas = Codelist("ref_area", ds.codelists.ref_area.codes | {area.id: area})
        figure = plot_benchmark(replace(ds, codelists=replace(ds.codelists, ref_area=areas)), "rd_gdp_ratio")
        assert area.name_zh in [t.get_text() for t in texts(figure, "name")]
        assert not any(t.get_parse_math() for t in texts(figure))

    def test_files_repeat_byte_for_byte_also_in_threads(self, ds: Dataset, tmp_path: Path) -> None:
        def draw(name: str) -> list[bytes]:
            files = save_figure(plot_benchmark(ds, "rd_gdp_ratio"), tmp_path / name, formats=("png", "svg", "pdf"))
            assert [file.name for file in files] == [f"{name}.png", f"{name}.svg", f"{name}.pdf"]
            return [file.read_bytes() for file in files]

        with ThreadPoolExecutor(3) as pool:
            first, *others = pool.map(draw, ["a", "b", "c"])
        assert all(other == first for other in others)
        assert {file.name for file in tmp_path.iterdir()} == {
            f"{name}.{form}" for name in "abc" for form in ("png", "svg", "pdf")
        }
        svg = first[1].decode("utf-8")
        assert "<text" not in svg
        assert "dc:date" not in svg
        assert len(re.findall("<use ", svg)) > 100  # letters are outlines

    @pytest.mark.parametrize("name", ["图", "a b", "a/b$"])
    def test_file_names_are_plain(self, ds: Dataset, tmp_path: Path, name: str) -> None:
        with pytest.raises(UsageError, match="cannot be used"):
            save_figure(plot_benchmark(ds, "zone_rank"), tmp_path / name)
        with pytest.raises(UnknownNameError, match="picture format 'gif'"):
            save_figure(plot_benchmark(ds, "zone_rank"), tmp_path / "a", formats=("gif",))

    def test_notebooks_show_a_figure_with_its_words(self, ds: Dataset) -> None:
        data, metadata = plot_benchmark(ds, "rd_gdp_ratio")._repr_mimebundle_()  # type: ignore[attr-defined]
        assert data["image/png"].startswith("iVBOR")
        assert metadata["image/png"]["alt"] == alt_text(ds, "rd_gdp_ratio")
        assert metadata["image/png"]["width"] == 768

    def test_settings_stay_untouched_and_no_window_is_opened(self, ds: Dataset) -> None:
        before = dict(mpl.rcParams)
        plot_benchmark(ds, "rd_gdp_ratio")
        assert dict(mpl.rcParams) == before
        code = (
            "import compare.charts, matplotlib as mpl, matplotlib.pyplot as plt; "
            "print(mpl.get_backend(auto_select=False), plt.get_fignums(), mpl.rcParams['font.family'])"
        )
        environment = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
        assert done.stdout.strip() == "None [] ['sans-serif']"

    def test_a_theme_set_elsewhere_does_not_show(self, ds: Dataset) -> None:
        plain = render(plot_benchmark(ds, "rd_gdp_ratio"), "png")
        with mpl.rc_context():
            seaborn.set_theme(style="darkgrid", context="poster", font="serif")
            assert render(plot_benchmark(ds, "rd_gdp_ratio"), "png") == plain

    def test_reference_line_keeps_off_the_labels(self, ds: Dataset) -> None:
        rows = [("XX-10", 70, ">=", 2025), ("XX-20", 65, "=", 2025)]
        figure = plot_benchmark(stating(ds, *rows), "rd_gdp_ratio", reference="best")
        with style():
            figure.canvas.draw()
        axes = figure.axes[-1]
        [line] = [line for line in axes.lines if line.get_label() == "reference"]
        x = axes.transData.transform((line.get_xdata()[0], 0))[0]
        crossed = [
            t for t in (*texts(figure, "value"), *texts(figure, "year")) if t.get_tightbbox().x0 < x < t.get_tightbbox().x1
        ]
        grounds = [g for g in axes.lines if g.get_color() == "white"]
        assert crossed, "the example is meant to have a label on the line"
        assert all(g.get_zorder() > line.get_zorder() for g in grounds)
        spans = [sorted(axes.transData.transform([(v, 0) for v in g.get_xdata()])[:, 0]) for g in grounds]
        assert any(low <= x <= high for low, high in spans)


def check_layout(figure: Figure) -> None:
    """Fail where a text leaves the page or lies on another."""
    with style():
        figure.draw_without_rendering()
        found = [(t.get_text(), t.get_tightbbox()) for t in texts(figure) if t.get_label() != "sign"]
    boxes = [(text, box) for text, box in found if np.isfinite(box.x0)]  # else a tick that is out of sight
    for text, box in boxes:
        assert figure.bbox.x0 <= box.x0 <= box.x1 <= figure.bbox.x1, f"clipped: {text!r}"
        assert figure.bbox.y0 <= box.y0 <= box.y1 <= figure.bbox.y1, f"clipped: {text!r}"
    low, high = (np.array([(getattr(box, f"x{n}"), getattr(box, f"y{n}")) for _, box in boxes]) for n in (0, 1))
    shared = np.minimum(high[:, None], high[None]) - np.maximum(low[:, None], low[None])
    overlaps = np.argwhere(np.triu((shared[:, :, 0] >= 1.5) & (shared[:, :, 1] >= 4), 1))
    assert not len(overlaps), f"overlap: {[(boxes[a][0], boxes[b][0]) for a, b in overlaps]}"


class TestFonts:
    def test_ours_come_first_and_are_found_in_both_weights(self) -> None:
        assert register_fonts()[0] == FAMILIES[0]
        for bold, name in ((False, "CompareSansSC-Regular.ttf"), (True, "CompareSansSC-Bold.ttf")):
            assert Path(findfont(font(10, bold=bold), fallback_to_default=False)) == FONTS / name
        assert "SIL Open Font License" in (FONTS / "OFL.txt").read_text(encoding="utf-8")

    @pytest.mark.parametrize("name", ["CompareSansSC-Regular.ttf", "CompareSansSC-Bold.ttf"])
    def test_every_character_that_a_figure_may_show_is_in_the_font(self, name: str) -> None:
        covered = set(TTFont(FONTS / name).getBestCmap())
        shown = [ROOT / "data" / part for part in ("codelists", "derived", "reference", "raw")]
        shown += [MINIATURE, *(ROOT / "src" / "compare" / part for part in ("charts", "dataset"))]
        files = [file for folder in shown for file in folder.rglob("*.*")]
        files = [ROOT / "data" / "sources.yaml", *(f for f in files if f.suffix in {".yaml", ".csv", ".txt", ".py"})]
        for file in files:
            text = file.read_text(encoding="utf-8-sig", errors="ignore")
            missing = sorted({c for c in text if c.isprintable() and ord(c) not in covered})
            assert not missing, f"{file}: {json.dumps(missing, ensure_ascii=False)} not in {name}; run scripts/build_fonts.py"

    def test_names_outside_gb2312_are_covered(self) -> None:
        assert set(map(ord, "濛甪堃淏龑")) <= set(TTFont(FONTS / "CompareSansSC-Regular.ttf").getBestCmap())


class TestLines:
    @given(st.text(alphabet="常州市，。（）《》“”、；：3.5% ABCabc-", max_size=60), st.floats(0.5, 3))
    def test_lines_keep_the_text_fit_the_width_and_the_rules(self, text: str, width: float) -> None:
        lines = wrap(text, width, 10)
        assert "".join("".join(lines).split()) == "".join(text.split())
        for line in lines:
            assert text_width(line, 10) <= width or len(line) < 30
        assert "".join("".join(balance(text, width, 10)).split()) == "".join(text.split())

    def test_punctuation_and_names_stay_where_they_belong(self) -> None:
        assert not any(line[0] in "，。）》" or line[-1] in "（《" for line in wrap("《常州市（甲）》，《乙》。" * 6, 1.0, 10))
        assert all("天宁高新区" in line for line in wrap(f"目标最高的是{bind('天宁高新区')}", 1.0, 10)[1:])
