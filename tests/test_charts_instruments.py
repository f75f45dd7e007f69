"""What a reader sees of the figure of policy instruments: finding, order, counts, blanks, heads, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import pytest
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle
from tests.test_charts import ROOT, read, squeeze, texts
from tests.test_charts_page import check_layout

from compare.actions import action_matrix
from compare.charts import plot_instruments
from compare.charts.canvas import PageFigure, title_of
from compare.charts.instruments import read_uses
from compare.dataset import Dataset, load
from compare.errors import UnknownNameError, UsageError
from compare.palette import COLOURS, SHADES


@pytest.fixture(scope="module")
def ds() -> Dataset:
    return load(ROOT)


@pytest.fixture(scope="module")
def figure(ds: Dataset) -> PageFigure:
    return plot_instruments(ds, action_matrix(ds))


def using(ds: Dataset, **counts: list[int]) -> pd.DataFrame:
    """Return a matrix of documents (quotes of the first instruments of the codelist, the others unused)."""
    matrix = pd.DataFrame(0, index=list(counts), columns=list(ds.codelists.instrument))
    for source, row in counts.items():
        matrix.loc[source, matrix.columns[: len(row)]] = row
    return matrix


def rows_of(figure: PageFigure) -> Mapping[str, list[str]]:
    """Return what stands in each row, by its label; a label of two lines by its first."""
    labels = {round(t.get_position()[1], 2): t.get_text() for t in texts(figure, "measure")}
    found: dict[str, list[tuple[float, str]]] = {}
    for cell in texts(figure, "cell"):
        x, y = cell.get_position()
        near = min(labels, key=lambda place: abs(place - y))
        if abs(near - y) < 0.03:
            found.setdefault(labels[near], []).append((x, cell.get_text()))
    return {label: [text for _, text in sorted(cells)] for label, cells in found.items()}


class TestFigure:
    def test_each_row_has_its_quotes_blanks_and_the_number_of_plans(self, ds: Dataset, figure: PageFigure) -> None:
        matrix, shown = action_matrix(ds), rows_of(figure)
        order = (matrix > 0).sum(axis="columns").sort_values(ascending=False, kind="stable").index
        for code, column in matrix.items():
            cells = [str(column[source]) for source in order if column[source]]
            assert shown[ds.codelists.instrument[str(code)].name_zh] == [*cells, str(len(cells))]
        assert shown["采用的工具项数"] == [str((matrix.loc[source] > 0).sum()) for source in order]
        boxes = [p for axes in figure.axes for p in axes.patches if isinstance(p, Rectangle)]
        assert sum(to_rgb(box.get_facecolor()) != (1, 1, 1) for box in boxes) == int((matrix > 0).to_numpy().sum())

    def test_what_all_use_stands_first_and_the_busiest_plan_on_the_left(self, ds: Dataset, figure: PageFigure) -> None:
        counts = [int(cells[-1]) for label, cells in rows_of(figure).items() if label != "采用的工具项数"]
        assert counts == sorted(counts, reverse=True)
        names = [
            t.get_text() for t in sorted(texts(figure, "cell"), key=lambda t: t.get_position()[0]) if t.get_text()[-1] in "市区"
        ]
        assert names == ["常州市", "江阴高新区", "桐乡市", "天宁区", "宜兴市"]
        years = {t.get_text() for t in texts(figure, "cell") if "—" in t.get_text()}
        assert years == {"2021—2025年", "2018—2020年", "2022—2023年", "2022—2025年", "2023—2025年"}

    def test_the_same_users_stand_together(self, ds: Dataset) -> None:
        rows = read_uses(ds, action_matrix(ds), "en").rows
        patterns = [row.users for row in rows]
        assert [p for n, p in enumerate(patterns) if n == 0 or p != patterns[n - 1]] == list(dict.fromkeys(patterns))

    def test_more_quotes_are_darker_and_the_letters_stay_black(self, ds: Dataset) -> None:
        figure = plot_instruments(ds, using(ds, tianning_2022=[1, 2, 3]))
        faces = {to_rgb(p.get_facecolor()) for axes in figure.axes for p in axes.patches} - {(1.0, 1.0, 1.0)}
        assert len(faces) == 3
        assert {t.get_color() for t in texts(figure, "cell") if t.get_text() in {"2", "3"}} >= {COLOURS["text"]}
        assert faces <= {to_rgb(shade) for shade in SHADES[:-1]}

    @pytest.mark.parametrize(
        ("language", "size", "head"),
        [("zh", "print", "常州市"), ("en", "screen", "Changzhou"), ("en", "print", "1")],
    )
    def test_heads_are_names_or_where_these_do_not_fit_numbers(self, ds: Dataset, language: str, size: str, head: str) -> None:
        figure = plot_instruments(ds, action_matrix(ds), language=language, size=size)
        check_layout(figure)
        first = min(texts(figure, "cell"), key=lambda t: (round(t.get_position()[0], 2), t.get_position()[1]))
        assert first.get_text() == head
        explained = "1 Changzhou City (2021–2025); 2 Jiangyin National High-tech Zone (2018–2020)" in read(figure, "small")
        assert explained is (head == "1")

    def test_sources_and_what_a_count_means_are_told(self, ds: Dataset, figure: PageFigure) -> None:
        note = squeeze(read(figure, "note"))
        assert "不代表力度或规模" in note
        assert all(squeeze(ds.sources[i].title) in note for i in ds.sources)


class TestWords:
    def test_title_says_how_many_all_use_and_which_only_one(self, ds: Dataset, figure: PageFigure) -> None:
        used = (action_matrix(ds) > 0).sum()
        everyone, total = int((used == len(ds.sources)).sum()), len(used)
        only = ds.codelists.instrument[str(used[used == 1].index[0])]
        assert int((used == 1).sum()) == 1
        assert title_of(figure) == (
            f"{total}项政策工具中，5份规划都采用的有{everyone}项；仅一份采用的是{only.name_zh}（常州市）"
        )
        english = read_uses(ds, action_matrix(ds), "en").title.replace("\u2060", "").replace("\u00a0", " ")
        assert english == (
            f"All 5 plans use {everyone} of {total} policy instruments; used by one plan only: {only.name_en} (Changzhou City)"
        )

    @pytest.mark.parametrize(
        ("counts", "zh", "en"),
        [
            ({"tianning_2022": [1, 1]}, "33项政策工具中，天宁区采用2项", "Tianning District uses 2 of 33 policy instruments"),
            (
                {"tianning_2022": [1], "yixing_2023": [2]},
                "33项政策工具中，两份规划都采用的有1项；没有仅一份采用的",
                "Both plans use 1 of 33 policy instruments; none is used by one plan only",
            ),
            (
                {"tianning_2022": [1, 1, 1], "yixing_2023": [0]},
                "33项政策工具中，没有两份规划都采用的；仅一份采用的有3项",
                "None of 33 policy instruments is used by both plans; 3 are used by one plan only",
            ),
        ],
    )
    def test_title_of_few_plans(self, ds: Dataset, counts: dict[str, list[int]], zh: str, en: str) -> None:
        found = [read_uses(ds, using(ds, **counts), language).title for language in ("zh", "en")]
        assert [t.replace("\u2060", "").replace("\u00a0", " ") for t in found] == [zh, en]

    def test_alternative_text_names_every_instrument_and_who_uses_it(self, ds: Dataset, figure: PageFigure) -> None:
        assert all(entry.name_zh in figure.alt_text for entry in ds.codelists.instrument.values())
        assert "2份采用：科技体制与人才机制改革（常州市、江阴高新区）" in figure.alt_text
        assert title_of(figure) in figure.alt_text

    def test_plans_of_one_area_are_told_apart_by_their_years(self, ds: Dataset) -> None:
        later = replace(ds.sources["tianning_2022"], id="tianning_2026", period_start=2026, period_end=2030)
        both = replace(ds, sources={**ds.sources, later.id: later})
        plans = read_uses(both, using(ds, tianning_2022=[1], tianning_2026=[1], yixing_2023=[1]), "en").plans
        assert [plan.name.replace("\u2060", "").replace("\u00a0", " ") for plan in plans] == [
            "Tianning District (2022–2025)",
            "Tianning District (2026–2030)",
            "Yixing City",
        ]


class TestErrors:
    def test_say_what_is_wrong(self, ds: Dataset) -> None:
        with pytest.raises(UsageError, match="no document of the matrix uses a policy instrument"):
            plot_instruments(ds, using(ds, tianning_2022=[0]))
        with pytest.raises(UsageError, match="nothing to show"):
            plot_instruments(ds, action_matrix(ds, regions=[]))
        with pytest.raises(UnknownNameError, match="unknown document 'tianing_2022'; nearest: tianning_2022"):
            plot_instruments(ds, using(ds, tianing_2022=[1]))
        with pytest.raises(UnknownNameError, match="unknown instrument 'listings'; nearest: listing"):
            plot_instruments(ds, action_matrix(ds).rename(columns={"listing": "listings"}))
