"""What a reader sees of a gap figure: sign, unit, side and bound of each gap, its reference, and why there is none."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from matplotlib.figure import Figure
from tests.test_charts import MINIATURE, each, read, squeeze, stating, texts
from tests.test_charts_page import LONG, check_layout

from compare.charts import plot_benchmark, plot_gaps
from compare.charts.text import unbind
from compare.codelists import Codelist
from compare.dataset import Dataset, comparison, comparisons, format_value, load
from compare.errors import UnknownNameError, UsageError

__all__ = ["each"]  # a fixture
NAME = "研发经费占地区生产总值比重"
EVEN = [("XX-10", 3.0, "=", 2025), ("XX-20", 2.5, "=", 2025), ("XX-21", 1.0, "=", 2025), ("XX-11", 3.0, "=", 2025)]


@pytest.fixture(scope="module")
def ds() -> Dataset:
    return load(MINIATURE)


def gaps(figure: Figure) -> list[str]:
    return [unbind(t.get_text()) for t in texts(figure, "gap")]


def dots(figure: Figure) -> list[tuple[float, str]]:
    """Return where the dots of gaps stand and what kind of sign they are, from top to bottom."""
    panels = [axes for axes in figure.axes if not any(t.get_label() == "key" for t in axes.texts)]
    found = [line for axes in panels for line in axes.lines if str(line.get_label()).startswith("target")]
    return [(round(float(line.get_xdata()[0]), 6), str(line.get_label())) for line in found]


def renamed(ds: Dataset, **names: str) -> Dataset:
    """Return the data set with areas called otherwise in English."""
    areas = {code: replace(ds.codelists.ref_area[code], name_en=name, name_zh=name) for code, name in names.items()}
    known = Codelist("ref_area", ds.codelists.ref_area.codes | areas)
    return replace(ds, codelists=replace(ds.codelists, ref_area=known))


class TestGaps:
    def test_gaps_have_sign_unit_and_side(self, ds: Dataset) -> None:
        figure = plot_gaps(stating(ds, *EVEN), "rd_gdp_ratio", reference="云州市")
        assert gaps(figure) == ["参照", "0 百分点", "−0.5 百分点", "−2 百分点"]
        assert dots(figure) == [(0.0, "target"), (-0.5, "target"), (-2.0, "target")]
        assert read(figure, "reference value") == "参照：云州市 3.0%  2025年"
        assert read(figure, "value") == "3.0% 3.0% 2.5% 1.0%"
        assert "右侧为高于参照（更优）" in read(figure, "subtitle")
        assert [t.get_text() for t in texts(figure, "end")] == ["← 落后于参照", "领先于参照 →"]
        english = plot_gaps(stating(ds, *EVEN), "rd_gdp_ratio", reference="XX-10", language="en")
        assert gaps(english)[2] == "−0.5 percentage points"
        assert read(english, "reference value") == "reference: Yunzhou City 3.0%  2025"

    @pytest.mark.parametrize(
        ("rows", "reference", "title"),
        [
            (EVEN, "best", f"{NAME}：黑水县与云州市（3.0%）差距最大（−2 百分点）"),
            (EVEN[:2], "best", f"{NAME}与云州市（3.0%）之差：白石市 −0.5 百分点"),
            (EVEN, "median", f"{NAME}与中位数（2.75%）相比：领先的有云州市、青川区；落后的有白石市、黑水县"),
            (EVEN, "白石市", f"{NAME}与白石市（2.5%）之差：云州市 +0.5 百分点、青川区 +0.5 百分点、黑水县 −1.5 百分点"),
            ([EVEN[0], EVEN[3]], "best", f"{NAME}：青川区与云州市（3.0%）目标数值相同"),
            (EVEN[:1], "best", f"{NAME}：所列目标没有可比的参照值"),
            ([EVEN[0], ("XX-20", 2.5, "=", 2023)], "best", f"{NAME}与云州市（3.0%）之差：白石市 −0.5 百分点；各地目标年不同"),
            # a bound that may lie below the last leaves open who is last
            (
                [EVEN[0], ("XX-20", 2.5, "<=", 2025), ("XX-21", 2.0, "=", 2025), ("XX-11", 2.2, "=", 2025)],
                "best",
                f"{NAME}与云州市（3.0%）之差：白石市 ≤ −0.5 百分点、青川区 −0.8 百分点、黑水县 −1 百分点",
            ),
            # and one around the median on which side it is
            (
                [*EVEN[:3], ("XX-11", 2.6, ">=", 2025)],
                "median",
                f"{NAME}与中位数（≈ 2.55%）之差：从≈ −1.55 百分点到≈ +0.45 百分点",
            ),
        ],
    )
    def test_title_is_the_finding_and_no_stronger(self, ds: Dataset, rows: list[Any], reference: str, title: str) -> None:
        assert squeeze(read(plot_gaps(stating(ds, *rows), "rd_gdp_ratio", reference=reference), "title")) == squeeze(title)

    def test_english_titles(self, ds: Dataset) -> None:
        figure = plot_gaps(stating(ds, *EVEN), "rd_gdp_ratio", language="en")
        title = "R&D expenditure / GDP: Heishui County is furthest from Yunzhou City (3.0%), at −2 percentage points"
        assert read(figure, "title") == title
        figure = plot_gaps(stating(ds, *EVEN), "rd_gdp_ratio", reference="median", language="en")
        assert read(figure, "title").endswith(
            "against the median (2.75%): ahead: Yunzhou City, Qingchuan District; behind: Baishi City, Heishui County"
        )

    def test_bounds_keep_their_mark_and_their_side(self, ds: Dataset) -> None:
        rows = [("XX-10", 3.5, ">=", 2025), ("XX-20", 3.0, "=", 2025), ("XX-21", 2.0, ">=", 2025), ("XX-11", 4.0, "<=", 2025)]
        figure = plot_gaps(stating(ds, *rows), "rd_gdp_ratio", reference="XX-10")
        assert gaps(figure) == ["≤ +0.5 百分点", "参照", "≤ −0.5 百分点", "≈ −1.5 百分点"]
        assert [kind for _, kind in dots(figure)] == ["target upper", "target upper", "target approx"]
        assert "两者均为界限值" in read(figure, "note")
        keys = [t.get_text() for t in texts(figure, "key")]
        assert keys == ["仅知界限，实际差距在箭头一侧", "约数，或两侧均未定", "参照地区"]

    def test_the_better_side_is_on_the_right_where_less_is_better(self, ds: Dataset) -> None:
        figure = plot_gaps(ds, "energy_intensity", reference="best")
        frame = comparison(ds, "energy_intensity", reference="best").dropna(subset=["gap"])
        assert [x for x, _ in dots(figure)] == [round(-g, 6) for g in frame["gap"][1:]]
        assert gaps(figure)[1:] == ["+0.04 吨标准煤/万元", "+0.07 吨标准煤/万元"]
        assert "右侧为低于参照（更优）" in read(figure, "subtitle")
        assert {"+0.05", "0"} <= {t.get_text() for t in figure.axes[-1].get_xticklabels()}

    def test_ranks_count_places(self, ds: Dataset) -> None:
        figure = plot_gaps(ds, "zone_rank", reference="best", language="en")
        assert gaps(figure) == ["reference", "≤ 25 places behind"]
        assert dots(figure) == [(-25.0, "target lower")]
        figure = plot_gaps(ds, "zone_rank", reference="XX-11-HTZ", language="zh")
        assert gaps(figure) == ["靠前 ≤ 25 位", "参照"]

    def test_a_range_has_two_ends(self, ds: Dataset) -> None:
        figure = plot_gaps(ds, "patents_per_10k", reference="XX-10", language="en")
        assert "−35 to −25" in gaps(figure)[1]

    def test_what_cannot_be_held_against_anything_says_so(self, ds: Dataset) -> None:
        best = plot_gaps(ds, "hightech_firms", reference="best")
        assert read(best, "title").endswith("所列目标没有可比的参照值")
        assert [t.get_text() for t in texts(best, "no gap")] == ["同级只有该地区提出目标，无可比较"] * 3
        assert not dots(best)
        area = plot_gaps(ds, "hightech_firms", reference="XX-10", language="en")
        assert [t.get_text() for t in texts(area, "no gap")] == ["amounts are not compared across administrative levels"] * 2
        parent = plot_gaps(ds, "rd_gdp_ratio", reference="parent")
        assert [t.get_text() for t in texts(parent, "no gap")] == ["所属地区没有可比的目标"]
        assert [t.get_text() for t in texts(parent, "own reference")] == [
            "参照：青川区 3.2% 2025年",
            "参照：云州市 3.5% 2025年",
        ]
        absent = plot_gaps(ds, "rd_gdp_ratio", reference="XX-20")
        assert {t.get_text() for t in texts(absent, "no gap")} == {"白石市没有可比的目标"}

    def test_a_contradicted_value_has_no_gap(self, ds: Dataset) -> None:
        rows = stating(ds, *EVEN)
        doubted = rows.observations["ref_area"] == "XX-21"
        table = rows.observations.assign(obs_status=rows.observations["obs_status"].mask(doubted, "U"))
        figure = plot_gaps(replace(rows, observations=table), "rd_gdp_ratio", reference="best")
        assert [t.get_text() for t in texts(figure, "no gap")] == ["文件前后不一致，不计算差距"]
        assert "黑水县" not in read(figure, "title")

    def test_nothing_stated(self, ds: Dataset) -> None:
        figure = plot_gaps(ds, "rd_revenue_ratio", reference="best")
        assert read(figure, "title").endswith("没有地区提出可比的目标")
        assert not figure.axes
        assert "没有可比数值的地区" in read(figure, "note")

    def test_words_say_what_the_picture_shows(self, each: Dataset) -> None:
        for row in comparisons(each).iloc[::4].to_dict("records"):
            measure: dict[str, Any] = {key: row[key] for key in ("indicator", "definition", "kind")}
            for language in ("zh", "en"):
                figure = plot_gaps(each, **measure, reference="median", language=language)
                words = unbind(figure.alt_text)  # type: ignore[attr-defined]
                frame = comparison(each, **measure, reference="median")
                stated = [item for _, item in frame.iterrows() if item["obs_value"] == item["obs_value"]]
                assert all(format_value(each, item, language) in words for item in stated)
                assert all(number in words for gap in gaps(figure) for number in re.findall(r"[\d.]+", gap))
                assert squeeze(read(figure, "title")) in squeeze(words)

    def test_source_names_the_document_of_the_reference(self, ds: Dataset) -> None:
        figure = plot_gaps(ds, "rd_gdp_ratio", regions=["XX-11"], reference="XX-10")
        assert "云政发〔2021〕1号" in read(figure, "note")

    def test_errors(self, ds: Dataset) -> None:
        with pytest.raises(UnknownNameError, match="size 'poster'"):
            plot_gaps(ds, "rd_gdp_ratio", size="poster")
        with pytest.raises(UnknownNameError, match="a reference is an area, or one of"):
            plot_gaps(ds, "rd_gdp_ratio", reference="bset")
        with pytest.raises(UsageError, match="regions is empty"):
            plot_gaps(ds, "rd_gdp_ratio", regions=[])


class TestSizes:
    def test_print_is_narrower_with_the_same_type(self, ds: Dataset) -> None:
        for plot in (plot_benchmark, plot_gaps):
            wide, narrow = (plot(ds, "rd_gdp_ratio", size=size) for size in ("screen", "print"))  # type: ignore[operator]
            assert [figure.get_size_inches()[0] for figure in (wide, narrow)] == [8.0, 6.3]
            assert {t.get_fontsize() for t in texts(wide)} == {t.get_fontsize() for t in texts(narrow)}

    def test_units_leave_labels_that_have_no_room_for_them(self, each: Dataset) -> None:
        indicator = "patents_per_10k" if "patents_per_10k" in each.codelists.indicator else "invention_patents_per_10k"
        wide, narrow = (plot_gaps(each, indicator, reference="median", language="en", size=s) for s in ("screen", "print"))
        assert all("per 10" not in gap for gap in gaps(narrow))
        assert [t.get_text() for t in texts(wide, "subtitle")][-1:] != []
        assert "per 10" in read(narrow, "subtitle")

    @pytest.mark.slow
    @pytest.mark.parametrize("size", ["screen", "print"])
    def test_nothing_is_clipped_and_no_texts_overlap(self, each: Dataset, size: str) -> None:
        hostile = renamed(each, **dict.fromkeys(list(each.codelists.ref_area)[4:6], LONG))
        for n, row in enumerate(comparisons(each).to_dict("records")):
            measure: dict[str, Any] = {key: row[key] for key in ("indicator", "definition", "kind")}
            reference = ("best", "median", "parent", list(each.codelists.ref_area)[n % 6])[n % 4]
            language = ("en", "zh")[(n // 2) % 2]
            check_layout(plot_gaps((each, hostile)[n % 2], **measure, reference=reference, language=language, size=size))

    @pytest.mark.slow
    def test_ten_areas_with_long_names(self, ds: Dataset) -> None:
        areas = list(ds.codelists.ref_area.values())[1:]
        invented = [
            replace(areas[n % 5], id=f"XX-9{n}", name_en=f"{LONG[:60]} {n}", name_zh=f"很长的地区名称第{n}号")
            for n in range(10)
        ]
        known = Codelist("ref_area", ds.codelists.ref_area.codes | {area.id: area for area in invented})
        rows = [(area.id, 1.0 + n * 0.37, ("=", ">=", "~", "<=")[n % 4], 2020 + n) for n, area in enumerate(invented)]
        many = stating(replace(ds, codelists=replace(ds.codelists, ref_area=known)), *rows)
        for language, size, reference in (("en", "print", "median"), ("zh", "print", "best"), ("en", "screen", "XX-95")):
            figure = plot_gaps(many, "rd_gdp_ratio", reference=reference, language=language, size=size)
            check_layout(figure)
            assert len(gaps(figure)) == 10
