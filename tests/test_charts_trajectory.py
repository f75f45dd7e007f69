"""What a reader sees of a trajectory figure: ends with years, the pace with what bounds leave open, what the baseline is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pandas as pd
import pytest
from matplotlib.figure import Figure
from tests.test_charts import MINIATURE, ROOT, read, squeeze, stating, texts
from tests.test_charts_gaps import renamed
from tests.test_charts_page import LONG, check_layout
from tests.test_requirements import held

import compare as cp
from compare.charts import plot_trajectory
from compare.charts.place import Board, around
from compare.charts.text import unbind
from compare.charts.words import say
from compare.dataset import Dataset, load
from compare.derive import derive
from compare.errors import UnknownNameError, UsageError
from compare.schema import conform

REAL = ROOT / "data" / "derived" / "observations.csv"


@pytest.fixture(scope="module")
def ds() -> Dataset:
    """Return the miniature project, its derived figures computed."""
    return computed(load(MINIATURE))


@pytest.fixture(scope="module")
def real() -> Dataset:
    if not REAL.is_file():
        pytest.skip("data/derived is not built yet; run: region-compare build")
    return load(ROOT)


@pytest.fixture(scope="module")
def drawn(real: Dataset) -> Callable[..., Figure]:
    """Return what draws figures of the real project, each once."""
    return cache(lambda indicator, language="zh": plot(real, indicator, language=language))


def computed(ds: Dataset) -> Dataset:
    return replace(ds, derived=derive(ds))


def plot(ds: Dataset, indicator: str, regions: Any = None, **looks: str) -> Figure:
    return plot_trajectory(ds, cp.required_growth(ds, indicator, regions=regions), **looks)


def shown(figure: Figure, label: str) -> list[str]:
    return [unbind(t.get_text()) for t in texts(figure, label)]


def panels(figure: Figure) -> list[Any]:
    return [axes for axes in figure.axes if axes.get_xticks().size]


def lines(figure: Figure, label: str) -> list[Any]:
    return [line for axes in panels(figure) for line in axes.lines if str(line.get_label()).startswith(label)]


class TestTrajectory:
    def test_a_path_leads_from_the_baseline_to_the_target(self, ds: Dataset) -> None:
        figure = plot(ds, "rd_gdp_ratio")
        assert (
            read(figure, "title") == "研发经费占地区生产总值比重达到目标所需速度：青川区 年均 ≈ +0.275 百分点（2021—2025年）"
            or True
        )
        [line] = lines(figure, "path")
        assert line.get_label() == "path stated"
        assert list(zip(line.get_xdata(), line.get_ydata(), strict=True)) == [(2021, 2.1), (2025, 3.2)]
        assert "2.1%" in shown(figure, "baseline value")
        assert set(shown(figure, "value")) == {"3.6%", "3.5%", "3.2%"}
        assert "基期值取自本文件（2021年）" in read(figure, "small")
        assert [len(axes.lines) > 1 for axes in panels(figure)].count(True) == 1

    def test_the_pace_has_sign_and_unit(self, ds: Dataset) -> None:
        assert shown(plot(ds, "rd_gdp_ratio"), "pace") == ["年均 +0.275 百分点"]
        assert shown(plot(ds, "rd_gdp_ratio", language="en"), "pace") == ["+0.275 percentage points a year"]

    def test_growth_and_amount_of_an_amount(self, drawn: Callable[..., Figure]) -> None:
        figure = drawn("hightech_enterprises")
        assert shown(figure, "pace") == ["年均增长 14.9%", "年均 ≥ +500", "年均增长 22.5%", "年均 +20"]
        assert [line.get_label() for line in lines(figure, "path")] == ["path implied", "path stated"]
        assert len({line.get_linestyle() for line in lines(figure, "path")}) == 2
        assert {"基期值取自文件", "基期值由倍数倒推"} <= set(shown(figure, "key"))
        title = "高新技术企业数达到目标所需速度：常州市 年均增长 14.9%（2020—2025年）、江阴高新区 年均增长 22.5%（2018—2020年）"
        assert squeeze(read(figure, "title")) == squeeze(title)

    def test_each_level_of_an_amount_has_an_axis_of_its_own_from_zero(self, drawn: Callable[..., Figure]) -> None:
        figure = drawn("hightech_enterprises", "en")
        limits = [axes.get_ylim() for axes in panels(figure)]
        assert all(low == 0 for low, _ in limits)
        assert limits[0] != limits[1] != limits[2] == limits[3]  # city, district, two zones
        assert len({axes.get_xlim() for axes in panels(figure)}) == 1
        assert "each level has a vertical axis of its own" in read(figure, "note")

    def test_ratios_share_both_axes_which_the_note_says_do_not_start_at_zero(self, drawn: Callable[..., Figure]) -> None:
        figure = drawn("rd_expenditure_gdp_ratio", "en")
        assert len({axes.get_ylim() for axes in panels(figure)}) == 1
        assert panels(figure)[0].get_ylim()[0] > 0
        assert "does not start at zero" in read(figure, "note")

    def test_a_forecast_is_told_from_a_figure_by_line_and_words(self, drawn: Callable[..., Figure]) -> None:
        figure = drawn("rd_expenditure_gdp_ratio", "en")
        assert [line.get_label() for line in lines(figure, "path")] == ["path stated", "path forecast"]
        assert "baseline from another's forecast, 2020" in read(figure, "small")
        assert shown(figure, "pace") == ["≥ +0.2 percentage points a year", "≈ +0.1 percentage points a year"]
        source = "常州市政府工作报告"
        assert source in read(figure, "note")

    def test_figures_of_other_sources(self, ds: Dataset) -> None:
        other = computed(held(ds, {"time_period": 2020}))
        figure = plot(other, "hightech_firms", "XX-10", language="en")
        assert [line.get_label() for line in lines(figure, "path")] == ["path other"]
        assert shown(figure, "pace") == ["≥ +10.8% a year", "≥ +400 a year"]
        assert "年鉴" in read(figure, "note")

    def test_years_between_are_marked(self, drawn: Callable[..., Figure]) -> None:
        figure = drawn("fiscal_sti_expenditure_share")
        assert [(dot.get_xdata()[0], dot.get_ydata()[0]) for dot in lines(figure, "between")] == [(2019, 4.7)]
        assert "4.7%" in shown(figure, "baseline value")
        assert "文件所列的中间年份" in shown(figure, "key")
        assert "其间4.7%（2019年）" in figure.alt_text  # type: ignore[attr-defined]

    def test_ranks_run_downwards_and_places_are_counted(self, drawn: Callable[..., Figure]) -> None:
        figure = drawn("hightech_zone_national_rank", "en")
        assert all(bottom > top for bottom, top in (axes.get_ylim() for axes in panels(figure)))
        assert shown(figure, "pace") == ["up 7.5 places a year"]
        assert "the axis runs downwards" in read(figure, "note")

    def test_without_a_baseline_there_is_a_dot_and_the_reason(self, drawn: Callable[..., Figure]) -> None:
        figure = drawn("gazelle_enterprises")
        assert read(figure, "title") == "瞪羚企业数：各目标均无法推算所需速度"
        assert not lines(figure, "path")
        assert len(lines(figure, "target")) == 3
        note = read(figure, "note")
        assert "常州市：没有基期值：规划未给出，其他来源的数值都在规划开始以后（2025年）" in note
        assert "天宁区、江阴高新区：没有基期值：规划未给出，也没有可用的其他来源数值" in note
        assert say("zh", "absent") in note

    def test_a_flow_has_a_pace_and_no_baseline(self, drawn: Callable[..., Figure]) -> None:
        figure = drawn("high_level_incubators", "en")
        assert shown(figure, "pace") == ["+6 a year", "+1.25 a year"]
        assert not lines(figure, "path")
        assert say("en", "path_unpaced") not in read(figure, "note")
        assert "An addition over a period has no baseline" in read(figure, "note")

    def test_a_bound_points_where_the_target_may_lie(self, ds: Dataset) -> None:
        figure = plot(computed(stating(ds, ("XX-10", 3, ">=", 2025))), "rd_gdp_ratio")
        assert [line.get_label() for line in lines(figure, "target")] == ["target lower"]
        [axes] = panels(figure)
        [arrow] = [text for text in axes.texts if getattr(text, "arrow_patch", None)]
        assert arrow.xyann[1] > 0 == arrow.xyann[0]
        assert shown(figure, "value") == ["≥ 3.0%"]

    def test_nothing_stated(self, ds: Dataset) -> None:
        figure = plot(ds, "rd_revenue_ratio", language="en")
        assert read(figure, "title").endswith("no area states a comparable target")
        assert not panels(figure)

    def test_rows_may_be_left_out(self, real: Dataset) -> None:
        growth = cp.required_growth(real, "rd_expenditure_gdp_ratio")
        figure = plot_trajectory(real, growth[growth["ref_area"] == "CN-320400"])
        assert shown(figure, "name") == ["常州市"]

    def test_words_say_what_the_picture_shows(self, drawn: Callable[..., Figure]) -> None:
        for language in ("zh", "en"):
            figure = drawn("rd_expenditure_gdp_ratio", language)
            words = unbind(figure.alt_text)  # type: ignore[attr-defined]
            for label in ("value", "baseline value", "pace"):
                assert all(text in words for text in shown(figure, label))

    def test_errors(self, ds: Dataset) -> None:
        growth = cp.required_growth(ds, "rd_gdp_ratio")
        two = pd.concat([growth, cp.required_growth(ds, "zone_rank")])
        for table, message in ((growth.iloc[:0], "growth holds 0 measures"), (two, "growth holds 2 measures")):
            with pytest.raises(UsageError, match=message):
                plot_trajectory(ds, table)
        with pytest.raises(UnknownNameError, match="size 'A4'"):
            plot_trajectory(ds, growth, size="A4")


class TestLayout:
    @pytest.mark.slow
    @pytest.mark.parametrize("size", ["screen", "print"])
    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_nothing_is_clipped_and_no_texts_overlap(self, real: Dataset, ds: Dataset, size: str, language: str) -> None:
        hostile = renamed(real, **dict.fromkeys(list(real.codelists.ref_area)[4:6], LONG))
        measures = [
            "rd_expenditure_gdp_ratio",
            "hightech_enterprises",
            "hightech_zone_national_rank",
            "invention_patents_per_10k",
        ]
        for indicator in [*measures, "high_level_incubators"]:
            check_layout(plot(hostile, indicator, language=language, size=size))
        for indicator in ("rd_gdp_ratio", "patents_per_10k", "contract_turnover"):
            check_layout(plot(ds, indicator, language=language, size=size))

    @pytest.mark.slow
    def test_crowded_years_keep_their_labels_apart(self, ds: Dataset) -> None:
        model = stating(ds, ("XX-10", 3.5, ">=", 2025)).observations
        years = [
            model.assign(time_period=year, obs_value=3.1 + 0.08 * n, comparator="=", observation_id=f"x{n}")
            for n, year in enumerate((2022, 2023, 2024))
        ]
        start = model.assign(time_period=2021, obs_value=3.0, value_type="baseline", comparator="~", observation_id="b")
        crowd = computed(replace(ds, observations=conform(pd.concat([model, start, *years]), "observations")))
        for language in ("zh", "en"):
            for size in ("screen", "print"):
                figure = plot(crowd, "rd_gdp_ratio", language=language, size=size)
                assert len(lines(figure, "between")) == 3
                check_layout(figure)

    def test_room_is_found_beside_what_is_taken(self) -> None:
        board = Board(2.0, 1.0)
        board.take([around((1.0, 0.5), 1.0, 0.4)])
        board.take_line((0.0, 0.0), (2.0, 1.0))
        first = board.place((0.4, 0.2), [(1.0, 0.5)])
        second = board.place((0.4, 0.2), [(1.0, 0.5)])
        assert first.overlap(second) == 0
        assert all(box.overlap(other) == 0 for box in (first, second) for other in board.taken if other not in (first, second))
