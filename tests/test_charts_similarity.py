"""What a reader sees of the figure of similarity: finding, ties, order, joins, coefficients; in both languages and sizes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.cluster.hierarchy import cophenet, linkage
from scipy.spatial.distance import squareform
from tests.test_charts import ROOT, read, squeeze, texts
from tests.test_charts_page import check_layout

from compare.actions import action_similarity
from compare.charts import plot_similarity
from compare.charts.canvas import PageFigure, title_of
from compare.charts.likeness import read_likeness
from compare.dataset import Dataset, load
from compare.errors import UnknownNameError, UsageError
from compare.palette import SHADES

IDS = ["tianning_2022", "yixing_2023", "changzhou_2021", "jiangyin_htz_2018", "tongxiang_2022"]


@pytest.fixture(scope="module")
def ds() -> Dataset:
    return load(ROOT)


@pytest.fixture(scope="module")
def figure(ds: Dataset) -> PageFigure:
    return plot_similarity(ds, action_similarity(ds))


def alike(*pairs: float, ids: list[str] = IDS) -> pd.DataFrame:
    """Return a table of coefficients from those above its diagonal, row by row; nan on the diagonal where a row is all nan."""
    size = next(n for n in range(2, 30) if n * (n - 1) // 2 == len(pairs))
    values = squareform(np.array(pairs)) + np.eye(size)
    return pd.DataFrame(values, index=ids[:size], columns=pd.Index(ids[:size], name="other"))


def plain(text: str) -> str:
    return text.replace("\u2060", "").replace("\u00a0", " ")


class TestFigure:
    def test_every_coefficient_is_printed_in_the_order_of_the_rows(self, ds: Dataset, figure: PageFigure) -> None:
        content, table = read_likeness(ds, action_similarity(ds), "zh"), action_similarity(ds)
        order = [plan.source_id for plan in content.plans]
        cells = [t for t in texts(figure, "cell") if t.get_text()[0] in "01"]
        heights = sorted({round(t.get_position()[1], 2) for t in cells if t.get_text().startswith("0.")})
        for row, source in enumerate(order):
            shown = sorted((t.get_position()[0], t.get_text()) for t in cells if abs(t.get_position()[1] - heights[row]) < 0.05)
            expected = ["1" if other == source else f"{float(table.loc[source, other]):.2f}" for other in order]
            assert [text for _, text in shown] == expected

    def test_neighbours_are_alike_and_the_odd_one_stands_last(self, ds: Dataset) -> None:
        table = action_similarity(ds)
        order = [plan.source_id for plan in read_likeness(ds, table, "zh").plans]
        values = table.loc[order, order].to_numpy()
        swapped = values[np.ix_([1, 0, *range(2, len(order))], [1, 0, *range(2, len(order))])]
        assert np.diagonal(values, 1).sum() >= np.diagonal(swapped, 1).sum()
        assert table.loc[order[0]].sum() >= table.loc[order[-1]].sum()

    def test_plans_join_at_the_average_coefficient(self, ds: Dataset, figure: PageFigure) -> None:
        table = action_similarity(ds)
        joins = sorted(one.coefficient for one in read_likeness(ds, table, "zh").joins)
        distances = squareform(1 - table.to_numpy(), checks=False)
        assert joins == pytest.approx(sorted(1 - linkage(distances, "average")[:, 2]))
        assert set(np.round(joins, 9)) == set(np.round(1 - cophenet(linkage(distances, "average")), 9))
        labels = [t.get_text() for t in texts(figure, "join")]
        assert sorted(labels) == [f"{one:.2f}" for one in joins]

    def test_shades_have_classes_whose_limits_are_printed(self, figure: PageFigure) -> None:
        faces = {tuple(round(255 * c) for c in p.get_facecolor()[:3]) for axes in figure.axes for p in axes.patches}
        shades = {tuple(int(shade[n : n + 2], 16) for n in (1, 3, 5)) for shade in SHADES}
        assert faces - {(255, 255, 255)} <= shades
        limits = [float(t.get_text()) for t in texts(figure, "limit")]
        assert min(limits) <= 0.65
        assert max(limits) >= 0.88
        ink = {t.get_text(): t.get_color() for t in texts(figure, "cell")}
        assert ink["0.88"] == "#FFFFFF"
        assert ink["0.65"] != "#FFFFFF"

    @pytest.mark.parametrize(("language", "size", "head"), [("zh", "screen", "天宁区"), ("en", "print", "1")])
    def test_heads_are_names_or_where_these_do_not_fit_numbers(self, ds: Dataset, language: str, size: str, head: str) -> None:
        figure = plot_similarity(ds, action_similarity(ds), language=language, size=size)
        check_layout(figure)
        left = min(texts(figure, "cell"), key=lambda t: (round(t.get_position()[0], 2), t.get_position()[1]))
        assert left.get_text() == head
        names = [t.get_text() for t in texts(figure, "name")]
        assert names[0] == ("1\u00a0Tianning District" if head == "1" else head)

    def test_many_plans_take_a_page_in_landscape_or_are_refused(self, ds: Dataset) -> None:
        first = ds.sources[IDS[0]]
        years = range(2001, 2026)
        later = {f"plan_{n}": replace(first, id=f"plan_{n}", period_start=n, period_end=n + 4) for n in years}
        many = replace(ds, sources={**ds.sources, **later})
        rng = np.random.default_rng(7)

        def draw(count: int) -> PageFigure:
            pairs = rng.uniform(0.2, 0.9, count * (count - 1) // 2)
            return plot_similarity(many, alike(*pairs, ids=list(later)), language="en", size="print")

        figure = draw(11)
        check_layout(figure)
        assert figure.get_size_inches()[0] == 9.7
        with pytest.raises(UsageError, match="A4 in landscape holds 9.7; give fewer regions, or size='screen'"):
            draw(20)

    def test_two_plans_have_one_join(self, ds: Dataset) -> None:
        pair = alike(0.4)
        figure = plot_similarity(ds, pair, language="en", size="print")
        check_layout(figure)
        assert figure.get_size_inches()[0] == 6.3
        assert [t.get_text() for t in texts(figure, "join")] == ["0.40"]

    def test_note_says_what_the_coefficient_is_and_what_it_is_not(self, ds: Dataset, figure: PageFigure) -> None:
        note = squeeze(read(figure, "note"))
        assert "系数＝两份规划都采用的工具数÷" in note
        assert "不比较力度和规模" in note
        assert all(squeeze(ds.sources[i].title) in note for i in IDS)


class TestWords:
    def test_title_names_the_most_and_the_least_alike(self, figure: PageFigure) -> None:
        assert title_of(figure) == "采用的政策工具最相近的是常州市与江阴高新区（系数0.88），差别最大的是桐乡市与宜兴市（0.65）"

    @pytest.mark.parametrize(
        ("pairs", "zh", "en"),
        [
            (
                (0.5,),
                "天宁区与宜兴市采用的政策工具相似系数为0.50",
                "Tianning District and Yixing City: the policy instruments they use have a coefficient of similarity of 0.50",
            ),
            (
                (0.5, 0.5, 0.5),
                "3份规划采用的政策工具两两相近程度相同：系数均为0.50",
                "All 3 plans are equally alike in the policy instruments they use: every pair has a coefficient of 0.50",
            ),
            (
                (0.801, 0.799, 0.3),
                "采用的政策工具最相近的是天宁区与宜兴市、天宁区与常州市（并列）（系数0.80），差别最大的是宜兴市与常州市（0.30）",
                "Most alike in the policy instruments they use: Tianning District and Yixing City, "
                "Tianning District and Changzhou City (tied) (coefficient 0.80); "
                "least alike: Yixing City and Changzhou City (0.30)",
            ),
        ],
    )
    def test_ties_are_told(self, ds: Dataset, pairs: tuple[float, ...], zh: str, en: str) -> None:
        found = [plain(read_likeness(ds, alike(*pairs), language).title) for language in ("zh", "en")]
        assert [sorted(t) for t in found] == [sorted(zh), sorted(en)]  # the order of two names follows that of the rows

    def test_many_ties_are_counted(self, ds: Dataset) -> None:
        title = plain(read_likeness(ds, alike(0.8, 0.8, 0.8, 0.2, 0.8, 0.8), "zh").title)
        assert title.startswith("采用的政策工具最相近的是并列的5对规划（系数0.80）")

    def test_alternative_text_has_every_pair_the_most_alike_first(self, figure: PageFigure) -> None:
        assert figure.alt_text.startswith(f"树状图和系数矩阵。{title_of(figure)}。各对规划的系数：常州市与江阴高新区 0.88；")
        assert figure.alt_text.count("与") >= 10

    def test_a_plan_without_instruments_is_left_out_and_named(self, ds: Dataset) -> None:
        table = alike(0.5, 0.0, 0.0)
        table.loc[IDS[2], IDS[2]] = np.nan
        content = read_likeness(ds, table, "en")
        assert {plan.source_id for plan in content.plans} == set(IDS[:2])
        assert plain(content.notes[-1]) == "Left out, because no policy instrument was found in the text: Changzhou City."


class TestErrors:
    @pytest.mark.parametrize(("ids", "found"), [([], "none"), (IDS[:1], "tianning_2022")])
    def test_one_plan_has_nothing_to_be_compared_with(self, ds: Dataset, ids: list[str], found: str) -> None:
        table: Any = action_similarity(ds).loc[ids, ids]
        with pytest.raises(
            UsageError, match=f"at least two documents with a policy instrument, found {found}; give more regions"
        ):
            plot_similarity(ds, table)

    def test_unknown_documents_are_named(self, ds: Dataset) -> None:
        with pytest.raises(UnknownNameError, match="unknown document 'tianing_2022'; nearest: tianning_2022"):
            plot_similarity(ds, alike(0.5, ids=["tianing_2022", "yixing_2023"]))
