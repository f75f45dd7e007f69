"""Targets against actuals as a figure: statuses by shape and word, percentages, caveats, and what has no figure."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.test_attainment import INTENSITY, energy, firms, held
from tests.test_charts import ds, each, read, texts
from tests.test_charts_heatmap import renamed
from tests.test_charts_page import check_layout

from compare.charts import plot_attainment
from compare.charts.canvas import PageFigure
from compare.charts.landing import read_landing
from compare.charts.text import unbind
from compare.dataset import Dataset
from compare.derive import attainment
from compare.errors import UnknownNameError

__all__ = ["ds", "each"]  # fixtures
RANK = {"ref_area": "XX-20", "indicator": "zone_rank", "unit_measure": "位", "time_period": 2023, "obs_value": 7}
FORECAST = {"indicator": "patents_per_10k", "unit_measure": "件_PER_10K", "time_period": 2025, "qualifier": "forecast"}


@pytest.fixture(scope="module")
def known(ds: Dataset) -> Dataset:
    """Return a data set with a figure for every kind of outcome."""
    return held(
        ds,
        firms(2025, 5600, confidence="secondary", note="累计"),
        energy(2025, 0.45),
        INTENSITY | {"time_period": 2023, "obs_value": 3.7, "qualifier": "approximate", "definition": None},
        INTENSITY | {"ref_area": "XX-11", "time_period": 2025, "obs_value": 2.2},
        firms(2024, 450, ref_area="XX-11", qualifier="lower_bound"),
        FORECAST | {"obs_value": 60},
        RANK,
    )


@pytest.fixture(scope="module")
def table(known: Dataset) -> pd.DataFrame:
    return attainment(known, known_only=False)


@pytest.fixture(scope="module")
def figure(known: Dataset, table: pd.DataFrame) -> PageFigure:
    return plot_attainment(known, table)


class TestRows:
    def test_percentages_are_those_of_the_table(self, figure: PageFigure, table: pd.DataFrame) -> None:
        shown = [unbind(t.get_text()) for t in texts(figure, "value")]
        assert shown == ["≈ 105.7%", "112.0%", "107.1%", "68.8%", "→ ≥ 90.0%"]
        assert len(shown) == table["ratio"].notna().sum()

    def test_status_stands_by_shape_and_by_word(self, figure: PageFigure) -> None:
        assert [t.get_text() for t in texts(figure, "status")] == [
            "已实现", "已实现", "未实现", "未实现", "不能判断", "不能判断", "未实现",
        ]  # fmt: skip
        marks = {(str(m.get_label()), m.get_marker()) for axes in figure.axes for m in axes.lines if m.get_marker() != "None"}
        assert marks == {("reached", "o"), ("missed", "X"), ("open", "D")}
        hollow = [m for axes in figure.axes for m in axes.lines if m.get_markerfacecolor() == "white"]
        assert [m.get_label() for m in hollow] == ["reached", "open"]  # the approximation and the bound

    def test_targets_and_actuals_stand_with_years_and_caveats(self, figure: PageFigure) -> None:
        small = read(figure, "small")
        assert "目标 > 5,000 家（2025年）；实际 5,600 家（2025年，未注明数据版本）" in small
        assert "□ 新闻等二手来源；※ 数据备注（原文）：“累计”" in small
        assert "≈ 实际值为约数；△ 目标年前的最新已知数，目标年的情况未知；◇ 来源未说明统计口径" in small
        assert "▽ 越低越好：低于100%为超过目标" in small

    def test_what_cannot_be_told_says_why(self, figure: PageFigure) -> None:
        assert "没有可用的基期值；实际值只知下限" in read(figure, "small")

    def test_ranks_and_forecasts_are_words_and_no_percentage(self, figure: PageFigure) -> None:
        panels = [t.get_text() for t in texts(figure, "panel")]
        assert panels == ["云州市", "青川区", "不以百分比表示"]
        assert "未实现：2023年实际值 第 7 位（未注明数据版本）；2023年目标 第 5 位；越低越好" in read(figure, "small")
        assert "不计为实际值" in read(figure, "small")

    def test_targets_without_a_figure_are_counted_by_reason(self, figure: PageFigure) -> None:
        note = read(figure, "note")
        assert "没有实际值可以核对的目标（10项） 没有该地区这一指标的数值（7项）：云州市 1项" in note
        assert "只有上级地区的数值，不能代替（3项）：青川区 1项、青川高新区 2项" in note

    def test_sources_are_named_with_their_confidence(self, figure: PageFigure) -> None:
        assert "年鉴（新闻等二手来源）；年鉴（官方来源）" in read(figure, "note")


class TestTitle:
    def test_it_counts_by_status(self, known: Dataset, table: pd.DataFrame) -> None:
        titles = [unbind(read_landing(known, table, language).title) for language in ("zh", "en")]
        assert titles == [
            "7项目标有实际值可以核对：2项已实现（其中1项依据目标年前的数值），3项未实现，2项不能判断；另有10项没有实际值",
            "7 targets can be held against an actual: 2 reached (1 of them by a figure from before the target year), "
            "3 not reached, 2 cannot be told; 10 more have no actual",
        ]

    def test_one_status_for_all_and_one_target(self, ds: Dataset) -> None:
        both = held(ds, firms(2025, 5600), INTENSITY | {"time_period": 2025, "obs_value": 4})
        assert read_landing(both, attainment(both), "zh").title == "有实际值可以核对的2项目标均已实现"
        one = held(ds, firms(2025, 4000))
        assert read_landing(one, attainment(one), "en").title == "One target has a known actual: not reached"

    def test_the_real_finding(self, each: Dataset) -> None:
        if "CN-320400" not in each.codelists.ref_area:
            pytest.skip("of the real project")
        drawn = plot_attainment(each, attainment(each, known_only=False), language="en")
        rest = int(attainment(each, known_only=False)["actual_value"].isna().sum())
        assert read(drawn, "title") == (
            "All 5 targets with a known actual: reached (2 of them by a figure from before the target year); "
            f"{rest} more have no actual"
        )
        assert [unbind(t.get_text()) for t in texts(drawn, "value")] == ["≈ 103.4%", "115.8%", "104.6%", "188.0%", "112.4%"]


class TestPage:
    @pytest.mark.parametrize("known_only", [True, False])
    def test_a_table_without_actuals_gives_a_figure_that_says_so(self, ds: Dataset, known_only: bool) -> None:
        drawn = plot_attainment(ds, attainment(ds, known_only=known_only), language="en")
        assert read(drawn, "title") == "None of the targets chosen can be held against an actual value"
        assert ("Targets without an actual value (17)" in read(drawn, "note")) is not known_only

    def test_words_say_what_the_picture_shows(self, figure: PageFigure) -> None:
        assert "青川区研发经费占地区生产总值比重：未实现 68.8%；目标 3.2%（2025年）；实际 2.2%" in figure.alt_text
        assert "没有实际值可以核对的目标（10项）：" in figure.alt_text

    def test_an_unknown_size_is_refused(self, ds: Dataset, table: pd.DataFrame) -> None:
        with pytest.raises(UnknownNameError, match="size 'A4'"):
            plot_attainment(ds, table, size="A4")

    @pytest.mark.slow
    @pytest.mark.parametrize("language", ["zh", "en"])
    @pytest.mark.parametrize("size", ["screen", "print"])
    def test_nothing_is_clipped_and_no_texts_overlap(
        self, each: Dataset, known: Dataset, table: pd.DataFrame, language: str, size: str
    ) -> None:
        for data in (known, renamed(known)):
            check_layout(plot_attainment(data, table, language=language, size=size))
        check_layout(plot_attainment(each, attainment(each, known_only=False), language=language, size=size))
        for ratio in (0.5, 99.9, 100.0, 4000.0):
            extreme = table.assign(ratio=table["ratio"].where(table["ratio"] != table["ratio"].max(), ratio))
            check_layout(plot_attainment(known, extreme, language=language, size=size))
