"""What a reader sees of a family figure: a panel for each measure, axes that are shared where they may be, absence once."""

from __future__ import annotations

from typing import Any

import pytest
from matplotlib.figure import Figure
from tests.test_charts import MINIATURE, ROOT, read, squeeze, texts
from tests.test_charts_gaps import renamed
from tests.test_charts_page import LONG, check_layout

from compare.charts import plot_family
from compare.charts.family_content import resolve_family
from compare.charts.text import unbind
from compare.dataset import Dataset, comparison, format_value, load
from compare.errors import UnknownNameError, UsageError
from compare.palette import COLOURS

REAL = ROOT / "data" / "derived" / "observations.csv"


@pytest.fixture(scope="module")
def ds() -> Dataset:
    return load(MINIATURE)


@pytest.fixture(scope="module")
def real() -> Dataset:
    if not REAL.is_file():
        pytest.skip("data/derived is not built yet; run: region-compare build")
    return load(ROOT)


def shown(figure: Figure, label: str) -> list[str]:
    return [unbind(t.get_text()) for t in texts(figure, label)]


def scaled(figure: Figure) -> list[Any]:
    """Return the axes that have a scale."""
    return [axes for axes in figure.axes if axes.get_xticks().size]


class TestFamily:
    def test_a_panel_for_each_measure_on_one_axis(self, real: Dataset) -> None:
        figure = plot_family(real, "rd_intensity", language="en")
        assert [heading[0] for heading in shown(figure, "panel") if heading[0].isdigit()] == ["1", "2", "3"]
        assert len(scaled(figure)) == 3
        assert len({axes.get_xlim() for axes in scaled(figure)}) == 1
        assert read(figure, "title").endswith("3 in all: 5 areas state targets; comparable between areas: 1")
        assert shown(figure, "value") == ["≥ 5.5%", "3.6%", "3.5%", "3.2%", "3.5%", "2.5%"]
        assert "they are not ranked with one another" in read(figure, "note")
        assert "Panels of ratios or ranks in one unit and kind have the same axis" in read(figure, "note")

    def test_what_may_be_compared_is_in_colour(self, real: Dataset) -> None:
        figure = plot_family(real, "rd_intensity")
        colours = [t.get_color() for t in texts(figure, "value")]
        assert colours == [COLOURS["subject"]] * 4 + [COLOURS["context"]] * 2

    def test_amounts_of_several_levels_have_no_common_axis(self, real: Dataset) -> None:
        figure = plot_family(real, "incubators")
        assert not scaled(figure)
        assert read(figure, "title").endswith("4个地区提出目标，没有一项可在地区间比较")
        assert "无可比较的单个数值不设横轴；数量按行政级别分列。" in squeeze(read(figure, "note"))
        assert {"地级市", "区县级", "园区"} <= set(shown(figure, "note"))

    def test_absent_areas_stand_below_once_with_panels_and_reason(self, real: Dataset) -> None:
        figure = plot_family(real, "rd_intensity")
        note = read(figure, "note")
        assert note.count("宜兴市：") == 1
        where = "桐乡市（1、3）、常州市（2、3）、天宁区（2、3）、江阴高新区（2）"
        assert f"{where}：只有同类的其他指标、口径或类型，见其他栏" in note
        frame = comparison(real, "rd_expenditure_gdp_ratio")
        [reason] = frame.loc[frame["ref_area"] == "CN-320282", "absence_zh"]
        assert squeeze(reason) in squeeze(note)

    def test_the_family_may_be_named_by_one_of_its_indicators(self, ds: Dataset, real: Dataset) -> None:
        for name in ("RD_Intensity", "rd_gdp_ratio", "研发经费占地区生产总值比重"):
            assert resolve_family(ds, name) == ["rd_gdp_ratio", "rd_revenue_ratio"]
        assert resolve_family(ds, "energy_intensity") == ["energy_intensity"]  # without a family it is its own
        assert "zone_ranks" in {entry.family for entry in real.codelists.indicator.values()}

    def test_an_indicator_without_a_family_shows_its_kinds(self, ds: Dataset) -> None:
        figure = plot_family(ds, "hightech_firms", language="en")
        kinds = [text for text in shown(figure, "note") if "unit:" in text]
        assert [kind.split(" | ")[0] for kind in kinds] == ["stock", "flow over the period"]

    def test_a_single_measure_has_the_finding_of_a_benchmark(self, ds: Dataset) -> None:
        figure = plot_family(ds, "energy_intensity")
        assert "目标最低" in read(figure, "title") or "目标：" in read(figure, "title")
        assert "不互相排名" not in read(figure, "note")

    def test_ranks_run_from_right_to_left(self, real: Dataset) -> None:
        figure = plot_family(real, "zone_ranks")
        assert len({axes.get_xlim() for axes in scaled(figure)}) == 1
        assert all(left > right for left, right in (axes.get_xlim() for axes in scaled(figure)))

    def test_regions_that_state_none_of_it(self, ds: Dataset) -> None:
        figure = plot_family(ds, "rd_intensity", regions=["XX-21"])
        assert not figure.axes
        assert read(figure, "title").endswith("没有地区提出可比的目标")
        assert "黑水县：" in read(figure, "note")

    def test_words_say_what_the_picture_shows(self, real: Dataset) -> None:
        for language in ("zh", "en"):
            figure = plot_family(real, "patents", language=language)
            words = unbind(figure.alt_text)  # type: ignore[attr-defined]
            for code in ("valid_invention_patents", "invention_patents_per_10k"):
                stated = [row for _, row in comparison(real, code).iterrows() if row["obs_value"] == row["obs_value"]]
                assert all(format_value(real, row, language).split(" ")[-1] in words for row in stated)
            assert all(value in words for value in shown(figure, "value"))

    def test_sources_are_those_of_all_panels(self, ds: Dataset) -> None:
        note = read(plot_family(ds, "rd_intensity"), "note")
        assert all(source.title in note for source in ds.sources.values())

    def test_errors(self, ds: Dataset) -> None:
        with pytest.raises(UnknownNameError, match="family 'rd_intensty'.*rd_intensity"):
            plot_family(ds, "rd_intensty")
        with pytest.raises(UsageError, match="regions is empty"):
            plot_family(ds, "rd_intensity", regions=[])
        with pytest.raises(UnknownNameError, match="size 'A4'"):
            plot_family(ds, "rd_intensity", size="A4")

    @pytest.mark.slow
    @pytest.mark.parametrize("size", ["screen", "print"])
    def test_nothing_is_clipped_and_no_texts_overlap(self, real: Dataset, ds: Dataset, size: str) -> None:
        hostile = renamed(real, **dict.fromkeys(list(real.codelists.ref_area)[4:6], LONG))
        for n, family in enumerate(["rd_intensity", "patents", "incubators", "zone_ranks", "talents_attracted", "funds"]):
            check_layout(plot_family(hostile, family, language=("en", "zh")[n % 2], size=size))
        for indicator in ("rd_gdp_ratio", "hightech_firms", "contract_turnover"):
            check_layout(plot_family(ds, indicator, language="en", size=size))
