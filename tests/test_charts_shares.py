"""Nested target shares: values and bounds as derived, numerators and denominators as stated, shares of size for orientation."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from tests.test_charts import ds, each, read, squeeze, texts
from tests.test_charts_heatmap import renamed
from tests.test_charts_page import check_layout

from compare.charts import plot_shares
from compare.charts.canvas import PageFigure
from compare.charts.sharing import read_sharing
from compare.charts.text import unbind
from compare.dataset import Dataset, format_value, to_rows
from compare.derive import derive, derived
from compare.errors import UnknownNameError

__all__ = ["ds", "each"]  # fixtures


@pytest.fixture(scope="module")
def shares(ds: Dataset) -> pd.DataFrame:
    table = derive(ds)
    return table[table["transformation"] == "share_of_parent"]


@pytest.fixture(scope="module")
def derived_of(each: Dataset, shares: pd.DataFrame) -> pd.DataFrame:
    """Return the shares of either project; those of the miniature are not built."""
    return derived(each, transformations="share_of_parent") if each.computed else shares


@pytest.fixture(scope="module")
def figure(ds: Dataset, shares: pd.DataFrame) -> PageFigure:
    return plot_shares(ds, shares)


def with_share(shares: pd.DataFrame, value: float, comparator: str) -> pd.DataFrame:
    """Return the table with the first share of a target changed."""
    values, comparators = [value, *shares["obs_value"][1:]], [comparator, *shares["comparator"][1:]]
    return shares.assign(obs_value=values, comparator=comparators).iloc[[0, 2]]


class TestShares:
    def test_every_target_stands_with_its_bound_and_year(self, each: Dataset, derived_of: pd.DataFrame) -> None:
        drawn = plot_shares(each, derived_of)
        rows = [row for row in to_rows(derived_of) if row["value_type"] == "target"]
        assert sorted(unbind(t.get_text()) for t in texts(drawn, "value")) == sorted(
            format_value(each, row, "zh") for row in rows
        )
        assert sorted(t.get_text() for t in texts(drawn, "year")) == sorted(f"{row['time_period']}年" for row in rows)
        dots = [line for axes in drawn.axes for line in axes.lines if str(line.get_label()).startswith("target")]
        bounds = {"=": "", "<=": "upper", ">=": "lower", "~": "approx"}
        assert len([d for d in dots if d.get_label() == "target upper"]) >= sum(
            bounds[r["comparator"]] == "upper" for r in rows
        )

    def test_pairs_have_panels_and_the_greatest_share_stands_first(self, ds: Dataset, figure: PageFigure) -> None:
        assert [t.get_text() for t in texts(figure, "panel")] == ["青川区占云州市", "青川高新区占青川区", "青川高新区占云州市"]
        assert [unbind(t.get_text()) for t in texts(figure, "value")] == ["≤ 16.25%", "≈ 10%", "≤ 40%", "≤ 50%"]

    def test_numerator_and_denominator_stand_as_stated(self, figure: PageFigure) -> None:
        small = squeeze(read(figure, "small"))
        assert "45.5亿元÷>280亿元" in small
        assert "≥500家÷>5,000家" in small
        assert "50万平方米÷≥100万平方米；增量自2022年起，上级地区自2021年起" in small

    def test_the_share_of_people_is_a_line_with_its_year(self, figure: PageFigure) -> None:
        assert [t.get_text() for t in texts(figure, "size")] == ["常住人口 12.7%（2020年）"]
        [line] = [line for axes in figure.axes for line in axes.lines if line.get_label() == "size"]
        people = line.get_xdata()[0]
        dots = [d.get_xdata()[0] for a in figure.axes for d in a.lines if d.get_label() in {"target upper", "target approx"}]
        assert any(dot > people for dot in dots)  # 16.25 is right of 12.7
        assert "青川区常住人口 12.7%，2020年数值（2020年人口普查数）" in read(figure, "note")

    def test_axes_begin_at_zero_and_say_where_they_are_cut(self, ds: Dataset, shares: pd.DataFrame, figure: PageFigure) -> None:
        ticks = [t.get_text() for t in texts(figure, "tick")]
        assert ticks.count("0%") == 3
        assert "横轴截至25%" in ticks
        whole = plot_shares(ds, with_share(shares, 97.0, "="))
        assert [t.get_text() for t in texts(whole, "tick")] == ["0%", "20%", "40%", "60%", "80%", "100%"]


class TestTitle:
    @pytest.mark.parametrize(
        ("value", "comparator", "found"),
        [
            (20, "=", "1项高于其常住人口比重（12.7%）"),
            (20, ">=", "1项高于其常住人口比重（12.7%）"),
            (20, "<=", "没有一项能断定高于其常住人口比重（12.7%），1项不能断定"),
            (20, "~", "没有一项能断定高于其常住人口比重（12.7%），1项不能断定"),
            (5, "<=", "没有一项能断定高于其常住人口比重（12.7%），1项低于"),
            (5, ">=", "没有一项能断定高于其常住人口比重（12.7%），1项不能断定"),
        ],
    )
    def test_it_claims_what_bounds_settle(
        self, ds: Dataset, shares: pd.DataFrame, value: float, comparator: str, found: str
    ) -> None:
        title = unbind(read_sharing(ds, with_share(shares, value, comparator), "zh").title)
        assert title == f"青川区：1项目标占云州市的比重，{found}"

    def test_the_real_finding(self, each: Dataset, derived_of: pd.DataFrame) -> None:
        if "CN-320402" not in each.codelists.ref_area:
            pytest.skip("of the real project")
        drawn = plot_shares(each, derived_of, language="en")
        assert read(drawn, "title") == (
            "Tianning District: of 6 targets as shares of Changzhou City's, 2 are above its share of resident population "
            "(12.7%), 2 below, 2 not settled"
        )
        assert "500 units ÷ > 5,000 units" in read(drawn, "small")
        assert "(copy of an official text)" in read(drawn, "note")

    def test_without_shares_of_size_it_counts(self, ds: Dataset, shares: pd.DataFrame) -> None:
        title = read_sharing(ds, shares[shares["value_type"] == "target"], "en").title
        assert title == "4 targets can be set against the same target of the area around"


class TestPage:
    def test_a_table_without_shares_gives_a_figure_that_says_so(self, ds: Dataset, shares: pd.DataFrame) -> None:
        drawn = plot_shares(ds, shares.iloc[:0], language="en")
        assert read(drawn, "title") == "No area states the same amount for the same year as the area around it"
        assert not texts(drawn, "value")

    def test_words_say_what_the_picture_shows(self, figure: PageFigure) -> None:
        assert "技术合同成交额 ≤ 16.25%（2025年；45.5 亿元 ÷ > 280 亿元）" in figure.alt_text
        assert "常住人口 12.7%（2020年）。" in figure.alt_text

    def test_an_unknown_size_is_refused(self, ds: Dataset, shares: pd.DataFrame) -> None:
        with pytest.raises(UnknownNameError, match="size 'A4'"):
            plot_shares(ds, shares, size="A4")

    @pytest.mark.slow
    @pytest.mark.parametrize("language", ["zh", "en"])
    @pytest.mark.parametrize("size", ["screen", "print"])
    def test_nothing_is_clipped_and_no_texts_overlap(
        self, each: Dataset, derived_of: pd.DataFrame, language: str, size: str
    ) -> None:
        for data in (each, renamed(each)):
            check_layout(plot_shares(data, derived_of, language=language, size=size))
        for value, comparator in ((99.0, ">="), (99.0, "<="), (3.0, "<="), (250.0, "=")):
            few = derived_of.iloc[[0]].assign(obs_value=value, comparator=comparator)
            check_layout(plot_shares(replace(each), few, language=language, size=size))
