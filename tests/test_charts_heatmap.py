"""The heat map: ranks as the comparison gives them, shares of the best, what is stated and not ranked, what is absent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from tests.test_charts import ds, each, read, stating, texts
from tests.test_charts_page import LONG, check_layout

from compare.charts import plot_heatmap
from compare.charts.canvas import PageFigure
from compare.charts.placing import read_heat, shared_frames
from compare.charts.shades import contrast, shade
from compare.codelists import Codelist
from compare.dataset import Dataset, area_name, to_rows
from compare.errors import UnknownNameError, UsageError
from compare.palette import SHADES

__all__ = ["ds", "each"]  # fixtures


def cells(figure: Figure) -> list[str]:
    return [t.get_text() for t in texts(figure, "cell")]


def cell_of(ds: Dataset, area: str, indicator: str, show: str = "rank", language: str = "zh") -> str:
    """Return what a table of one indicator says of an area."""
    grid = read_heat(ds, None, indicator, show, language).grid
    place = [name for name, _ in grid.heads].index(area_name(ds, area, language))
    return grid.rows[0].cells[place].text


def renamed(ds: Dataset) -> Dataset:
    """Return the data set with two areas of long names."""
    areas = ds.codelists.ref_area.codes | {a.id: replace(a, name_en=LONG) for a in list(ds.codelists.ref_area.values())[4:6]}
    return replace(ds, codelists=replace(ds.codelists, ref_area=Codelist("ref_area", areas)))


@pytest.fixture(scope="module")
def ranks(ds: Dataset) -> PageFigure:
    return plot_heatmap(ds)


@pytest.fixture(scope="module")
def scores(ds: Dataset) -> PageFigure:
    return plot_heatmap(ds, show="score", language="en", size="print")


class TestRanks:
    def test_every_rank_is_that_of_the_comparison_with_the_size_of_its_group(self, each: Dataset) -> None:
        _, frames = shared_frames(each, None, None)
        expected = [
            f"{row['rank']}/{(frame.loc[frame['panel'] == row['panel'], 'rank']).notna().sum()}"
            for frame in frames
            for row in to_rows(frame)
            if row["rank"] is not None
        ]
        grid = read_heat(each, None, None, "rank", "zh").grid
        shown = [cell.text.strip("()（）") for row in grid.rows for cell in row.cells if "/" in cell.text]
        assert sorted(shown) == sorted(expected)
        assert expected

    def test_a_rank_that_bounds_leave_open_stands_in_brackets(self, ds: Dataset) -> None:
        bounded = stating(ds, ("XX-10", 3.5, "=", 2025), ("XX-20", 3.4, ">=", 2025), ("XX-11", 3.0, "=", 2025))
        ranks = [cell_of(bounded, area, "rd_gdp_ratio") for area in ("XX-10", "XX-20", "XX-11")]
        assert ranks == ["（1/3）", "（2/3）", "3/3"]
        heat = read_heat(bounded, None, None, "rank", "en")
        assert {"(1/3)", "(2/3)", "3/3"} <= {cell.text for row in heat.grid.rows for cell in row.cells}
        assert any(note.startswith("In brackets") for note in heat.notes)
        assert heat.title == "In none of 1 groups of comparable targets do the figures settle who leads"

    def test_amounts_are_ranked_within_a_level_and_say_so(self, ds: Dataset, ranks: PageFigure) -> None:
        headings = [t.get_text() for t in texts(ranks, "measure") if t.get_fontweight() == "bold"]
        assert headings == ["比率、位次等：所有地区一起比较", "数量：仅在同一行政级别内比较"]
        assert cell_of(ds, "XX-11", "contract_turnover") == "○"  # the only district
        assert cell_of(ds, "XX-10", "contract_turnover") == "1/2"  # of the cities

    def test_what_is_stated_and_not_ranked_has_a_sign_with_its_reason(self, ds: Dataset, ranks: PageFigure) -> None:
        assert cell_of(ds, "XX-11", "incubators") == "?"
        assert "未排名的原因：○ 同组中只有该地区的数值；? 文件内有矛盾表述" in read(ranks, "note")
        ceiling = stating(ds, ("XX-10", 3.5, "=", 2025), ("XX-20", 3.9, "<=", 2025), ("XX-11", 3, "=", 2025))
        assert [cell_of(ceiling, area, "rd_gdp_ratio") for area in ("XX-10", "XX-20", "XX-11")] == ["（1/2）", "△", "（2/2）"]

    def test_stated_absent_and_unranked_cells_look_different(self, ranks: PageFigure) -> None:
        boxes = [p for p in ranks.axes[-1].patches if isinstance(p, Rectangle)]
        hatched = {id(b) for b in boxes if b.get_hatch()}
        dashed = {id(b) for b in boxes if b.get_linewidth() > 0}
        shaded = {id(b) for b in boxes if to_hex(b.get_facecolor()).upper() in SHADES}
        assert [len(boxes) for boxes in (hatched, dashed, shaded)] == [16, 8, 12]
        assert len(hatched | dashed | shaded) == 36

    def test_absent_cells_have_the_number_of_their_reason(self, scores: PageFigure) -> None:
        assert {"①", "②", "③", "④", "⑤", "–"} <= set(cells(scores))
        assert "① not stated; ② other definition" in read(scores, "note")

    def test_title_counts_settled_leads_only_and_not_what_all_share(
        self, ds: Dataset, ranks: PageFigure, scores: PageFigure
    ) -> None:
        assert read(ranks, "title") == "在5组可排名的目标中，云州市居首最多（2组）"
        assert read(scores, "title") == "Yunzhou City leads most often: in 2 of 5 groups of comparable targets"
        same = stating(ds, ("XX-10", 3, "=", 2025), ("XX-20", 3, "=", 2025))
        assert read_heat(same, None, None, "rank", "zh").title == "在1组可排名的目标中，没有一组的首位可以断定"

    def test_choosing_areas_ranks_among_them(self, ds: Dataset) -> None:
        [row] = read_heat(ds, ["云州市", "青川区"], "rd_gdp_ratio", "rank", "zh").grid.rows
        assert [cell.text for cell in row.cells] == ["1/2", "2/2"]


class TestScores:
    def test_shares_of_the_best_keep_the_marks_of_bounds(self, ds: Dataset) -> None:
        assert cell_of(ds, "XX-11-HTZ", "rd_gdp_ratio", "score") == "100%"
        assert cell_of(ds, "XX-10", "rd_gdp_ratio", "score") == "97%"  # 3.5 of 3.6
        bounded = stating(ds, ("XX-10", 5, ">=", 2025), ("XX-20", 4, "=", 2025), ("XX-11", 2, "~", 2025))
        marks = [cell_of(bounded, area, "rd_gdp_ratio", "score") for area in ("XX-10", "XX-20", "XX-11")]
        assert marks == ["100%", "≤ 80%", "≈ 40%"]

    def test_where_less_is_better_the_best_is_divided_by_the_figure(self, ds: Dataset, scores: PageFigure) -> None:
        shown = [cell_of(ds, area, "energy_intensity", "score") for area in ("XX-11", "XX-10", "XX-20")]
        assert shown == ["100%", "90%", "84%"]  # 0.38 over 0.38, 0.42 and 0.45
        assert "where less is better, best ÷ figure" in read(scores, "note")
        assert "Shades deepen with the percentage" in read(scores, "note")

    def test_ranks_have_no_percentage(self, ds: Dataset, scores: PageFigure) -> None:
        assert cell_of(ds, "XX-20", "zone_rank", "score") == "□"
        assert "□ a place in a ranking has no percentage" in read(scores, "note")

    def test_a_figure_of_zero_has_a_place_and_no_percentage(self, ds: Dataset) -> None:
        none = stating(ds, ("XX-10", 2, "=", 2025), ("XX-20", 0, "=", 2025))
        assert [cell_of(none, a, "rd_gdp_ratio", "score") for a in ("XX-10", "XX-20")] == ["100%", "▽"]
        assert cell_of(none, "XX-20", "rd_gdp_ratio") == "2/2"
        all_none = stating(ds, ("XX-10", 0, "=", 2025), ("XX-20", 0, "=", 2025))
        assert cell_of(all_none, "XX-20", "rd_gdp_ratio", "score") == "▽"
        assert "▽ no percentage of or by zero or less" in read(plot_heatmap(all_none, show="score", language="en"), "note")

    def test_no_share_reads_as_nothing_or_as_all_by_rounding(self, ds: Dataset) -> None:
        close = stating(ds, ("XX-10", 1000, "=", 2025), ("XX-20", 999, "=", 2025), ("XX-11", 0.1, "=", 2025))
        assert [cell_of(close, a, "rd_gdp_ratio", "score") for a in ("XX-20", "XX-11")] == ["99.9%", "< 0.1%"]


class TestPage:
    @pytest.mark.parametrize("position", [0, 0.2, 0.4, 0.5, 0.6, 0.8, 1])
    def test_letters_can_be_read_on_every_shade(self, position: float) -> None:
        look = shade(position)
        assert contrast(look.face, look.ink) >= 4.5
        assert contrast(look.face, look.fine) >= 4.5

    def test_shades_grow_with_the_place(self) -> None:
        assert [shade(n / 5).face for n in range(6)] == list(SHADES)

    def test_words_say_what_the_picture_shows(self, ranks: PageFigure, scores: PageFigure) -> None:
        assert scores.alt_text.startswith("Heat map. Yunzhou City leads most often")
        assert "R&D expenditure / GDP: Yunzhou City 97%, Qingchuan District 89%" in scores.alt_text
        assert "研发经费占地区生产总值比重：云州市 2/3、青川区 3/3、青川高新区 1/3。" in ranks.alt_text

    def test_what_is_not_known_is_refused(self, ds: Dataset) -> None:
        with pytest.raises(UnknownNameError, match="show 'ranks'"):
            plot_heatmap(ds, show="ranks")
        with pytest.raises(UnknownNameError, match="size 'poster'"):
            plot_heatmap(ds, size="poster")
        with pytest.raises(UnknownNameError, match="indicator 'rd_gdp'"):
            plot_heatmap(ds, indicators="rd_gdp")
        with pytest.raises(UsageError, match="give at least one region and an indicator that two areas state"):
            plot_heatmap(ds, regions=[])

    @pytest.mark.slow
    @pytest.mark.parametrize("language", ["zh", "en"])
    @pytest.mark.parametrize("size", ["screen", "print"])
    def test_nothing_is_clipped_and_no_texts_overlap(self, each: Dataset, language: str, size: str) -> None:
        for show in ("rank", "score"):
            figure = plot_heatmap(each, show=show, language=language, size=size)
            assert figure.get_size_inches()[0] <= 9.7
            check_layout(figure)
        check_layout(plot_heatmap(renamed(each), language=language, size=size))
