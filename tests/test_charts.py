"""What a reader sees of a figure: finding, order, bounds, years, absent areas with reasons, sources; in both languages."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text

from compare.charts import alt_text, plot_benchmark, plot_coverage
from compare.charts.text import unbind
from compare.dataset import Dataset, area_name, comparison, comparisons, format_period, format_value, load
from compare.errors import UnknownNameError, UsageError
from compare.schema import conform

ROOT = Path(__file__).parents[1]
MINIATURE = ROOT / "tests" / "miniature"
REAL = ROOT / "data" / "derived" / "observations.csv"


@pytest.fixture(scope="module")
def ds() -> Dataset:
    return load(MINIATURE)


@pytest.fixture(scope="module", params=["miniature", "real"])
def each(request: pytest.FixtureRequest) -> Dataset:
    if request.param == "real" and not REAL.is_file():
        pytest.skip("data/derived is not built yet; run: region-compare build")
    return load(MINIATURE if request.param == "miniature" else ROOT)


def stating(ds: Dataset, *rows: tuple[str, float, str, int]) -> Dataset:
    """Return the data set with these targets (area, value, comparator, year) of one measure and nothing else."""
    model = ds.observations[ds.observations["definition"] == "whole_society"].iloc[[0]]
    fields = ("ref_area", "obs_value", "comparator", "time_period")
    changes = [dict(zip(fields, row, strict=True), value_type="target", observation_id=f"o{n}") for n, row in enumerate(rows)]
    parts = [model.assign(**change) for change in changes]
    return replace(ds, observations=conform(pd.concat(parts), "observations"))


def texts(figure: Figure, label: str = "") -> list[Text]:
    """Return the texts of a figure, of one role or of all, from top to bottom."""
    found: list[Any] = [t for t in figure.findobj(Text) if t.get_text().strip()]  # type: ignore[attr-defined]
    return sorted((t for t in found if not label or t.get_label() == label), key=lambda t: -height_of(t))


def height_of(text: Text) -> float:
    axes = text.axes
    place = text.xy if isinstance(text, Annotation) else text.get_position()
    return float((axes.transData if axes else text.get_transform()).transform(place)[1])


def read(figure: Figure, label: str) -> str:
    """Return the lines of a role as one text."""
    return " ".join(unbind(t.get_text()) for t in texts(figure, label))


def squeeze(text: str) -> str:
    """Return `text` without white space, and with straight quotation marks."""
    return "".join(text.split()).replace("“", '"').replace("”", '"')


def shared(ds: Dataset) -> list[dict[str, Any]]:
    table = comparisons(ds)[["indicator", "definition", "kind"]]
    return [{str(k): v for k, v in row.items()} for row in table.to_dict("records")]


@pytest.fixture(scope="module")
def figures(each: Dataset) -> list[tuple[pd.DataFrame, str, Figure]]:
    """Draw every shared measure once in each language: comparison, language, figure."""
    pairs = [(measure, language) for measure in shared(each) for language in ("zh", "en")]
    return [(comparison(each, **m), language, plot_benchmark(each, **m, language=language)) for m, language in pairs]


class TestBenchmark:
    def test_every_area_has_its_value_bound_and_year_in_order(self, each: Dataset, figures: list[Any]) -> None:
        for frame, language, figure in figures:
            stated = [row for _, row in frame.iterrows() if pd.notna(row["obs_value"])]
            assert [unbind(t.get_text()) for t in texts(figure, "value")] == [
                format_value(each, row, language) for row in stated
            ]
            years = [t.get_text() for t in texts(figure, "year")]
            assert all(y.startswith(format_period(row, language)) for y, row in zip(years, stated, strict=True))
            panels = [axes for axes in figure.axes if axes.get_xticks().size]
            dots = [line for axes in panels for line in axes.lines if str(line.get_label()).startswith("target")]
            assert [line.get_xdata()[0] for line in dots] == [row["obs_value"] for row in stated]

    def test_title_states_the_finding(self, ds: Dataset) -> None:
        zh, en = (plot_benchmark(ds, "rd_gdp_ratio", language=language) for language in ("zh", "en"))
        assert read(zh, "title") == "青川高新区研发经费占地区生产总值比重目标最高：3.6%（2025年）"
        assert read(en, "title") == "R&D expenditure / GDP: Qingchuan High-tech Zone sets the highest target, 3.6% (2025)"
        assert read(zh, "subtitle") == "研发经费占地区生产总值比重（全社会） | 比率 | 单位：% | 目标年：2025年"

    @pytest.mark.parametrize(
        ("rows", "title"),
        [
            ([("XX-10", 3, "=", 2025)], "仅云州市提出研发经费占地区生产总值比重目标：3.0%（2025年）"),
            (
                [("XX-10", 3, "=", 2025), ("XX-20", 2, "=", 2023)],
                "云州市研发经费占地区生产总值比重目标最高：3.0%（2025年）；各地目标年不同",
            ),
            ([("XX-10", 3, "=", 2025), ("XX-20", 3, "=", 2025)], "2个地区的研发经费占地区生产总值比重目标数值相同：3.0%"),
            (
                [("XX-10", 3, "=", 2025), ("XX-20", 3, ">=", 2025)],
                "研发经费占地区生产总值比重2025年目标：云州市 3.0%、白石市 ≥ 3.0%",
            ),
            (
                [("XX-10", 3, "<=", 2025), ("XX-20", 2, "=", 2025)],
                "研发经费占地区生产总值比重2025年目标：云州市 ≤ 3.0%、白石市 2.0%",
            ),
            (
                [("XX-10", 3, "=", 2025), ("XX-20", 3, ">=", 2025), ("XX-21", 2, "=", 2025)],
                "研发经费占地区生产总值比重：云州市 3.0%和白石市 ≥ 3.0%目标并列最高",
            ),
        ],
    )
    def test_title_is_no_stronger_than_the_values(self, ds: Dataset, rows: list[Any], title: str) -> None:
        figure = plot_benchmark(stating(ds, *rows), "rd_gdp_ratio")
        assert "".join(read(figure, "title").split()) == "".join(title.split())

    def test_bounds_are_open_with_an_arrow_and_approximations_marked(self, ds: Dataset) -> None:
        rows = [("XX-10", 4.0, "=", 2025), ("XX-11", 3.0, ">=", 2025), ("XX-20", 2.0, "<", 2025), ("XX-21", 1.0, "~", 2025)]
        axes = plot_benchmark(stating(ds, *rows), "rd_gdp_ratio").axes[-1]
        faces = {
            line.get_label(): line.get_markerfacecolor() for line in axes.lines if str(line.get_label()).startswith("target")
        }
        assert {label for label, face in faces.items() if face == "white"} == {"target lower", "target upper", "target approx"}
        arrows = {a.xy[0]: a.xyann[0] for a in axes.texts if isinstance(a, Annotation) and a.arrow_patch}
        assert arrows[3.0] > 0 > arrows[2.0]
        assert "≈" in {t.get_text() for t in axes.texts if t.get_label() == "sign"}

    def test_rank_axis_is_reversed_and_its_bound_points_to_the_first_place(self, ds: Dataset) -> None:
        axes = plot_benchmark(ds, "zone_rank").axes[-1]
        assert axes.get_xlim()[0] > axes.get_xlim()[1]
        assert [a.xyann[0] > 0 for a in axes.texts if isinstance(a, Annotation) and a.arrow_patch] == [True]

    def test_counts_stand_in_panels_from_zero_without_a_rank_across(self, ds: Dataset) -> None:
        figure = plot_benchmark(ds, "hightech_firms")
        assert [t.get_text() for t in texts(figure, "panel")] == ["地级市", "区县级", "园区"]
        panels = [axes for axes in figure.axes if axes.get_xticks().size]
        assert [axes.get_xlim()[0] for axes in panels] == [0, 0, 0]
        assert "最高" not in read(figure, "title")
        assert "不作跨级排名" in read(figure, "note")

    def test_baseline_is_a_diamond_with_its_year(self, ds: Dataset) -> None:
        figure = plot_benchmark(ds, "rd_gdp_ratio")
        diamonds = [line for axes in figure.axes[1:] for line in axes.lines if line.get_label() == "baseline"]
        assert [list(line.get_xdata()) for line in diamonds] == [[2.1]]  # type: ignore[arg-type]
        assert read(figure, "baseline value").split() == ["2.1%", "2021年"]

    def test_absent_areas_stand_below_with_the_reason_and_never_at_zero(self, each: Dataset, figures: list[Any]) -> None:
        for frame, language, figure in figures:
            below = squeeze(read(figure, "note"))
            for _, row in frame[frame["obs_value"].isna()].iterrows():
                assert squeeze(area_name(each, row["ref_area"], language)) in below
                assert squeeze(row[f"absence_{language}"]) in below
                assert area_name(each, row["ref_area"], language) not in {t.get_text() for t in texts(figure, "name")}

    def test_years_that_differ_are_told(self, ds: Dataset) -> None:
        figure = plot_benchmark(ds, "energy_intensity", language="en")
        assert read(figure, "title").endswith("target years differ")
        assert "Target years differ" in read(figure, "note")

    def test_part_of_an_area_is_told(self, ds: Dataset) -> None:
        figure = plot_benchmark(ds, "rd_gdp_ratio")
        assert [t.get_text() for t in texts(figure, "name")] == ["青川高新区", "云州市", "└\u00a0青川区"]
        assert {"属青川区", "属云州市"} <= {t.get_text() for t in texts(figure, "small")}

    def test_reference_is_a_labelled_line_or_a_tick_in_each_row(self, ds: Dataset) -> None:
        assert read(plot_benchmark(ds, "rd_gdp_ratio", reference="median"), "reference value") == "参照：中位数 3.5%"
        parents = texts(plot_benchmark(ds, "rd_gdp_ratio", reference="parent", language="en"), "reference value")
        assert [unbind(t.get_text()).split("  ")[0] for t in parents] == ["Qingchuan District 3.2%", "Yunzhou City 3.5%"]
        assert "There is no comparable figure" in read(
            plot_benchmark(ds, "incubators", reference="parent", language="en"), "note"
        )

    def test_source_note_has_number_and_date(self, each: Dataset, figures: list[Any]) -> None:
        for frame, language, figure in figures:
            note = squeeze(read(figure, "note"))
            for source in (each.sources[name] for name in frame["source_id"].dropna()):
                assert squeeze(source.title if language == "zh" else source.title_en) in note
                assert source.document_number in note
                assert source.issued in note

    def test_errors_name_what_is_wrong(self, ds: Dataset) -> None:
        with pytest.raises(UsageError, match="regions is empty"):
            plot_benchmark(ds, "rd_gdp_ratio", regions=[])
        with pytest.raises(UnknownNameError, match="unknown language 'fr'"):
            plot_benchmark(ds, "rd_gdp_ratio", language="fr")

    def test_alternative_text_says_what_the_picture_says(self, each: Dataset, figures: list[Any]) -> None:
        for frame, language, figure in figures:
            for _, row in frame.iterrows():
                assert area_name(each, row["ref_area"], language) in figure.alt_text
                assert pd.isna(row["obs_value"]) or format_value(each, row, language) in figure.alt_text
        measure = shared(each)[-1]
        assert alt_text(each, **measure, language="en") == figures[-1][2].alt_text


class TestCoverage:
    def test_cells_hold_values_or_numbered_reasons(self, each: Dataset) -> None:
        figure = plot_coverage(each)
        cells = [unbind(t.get_text()) for t in texts(figure, "cell")]
        assert [int(c) for c in cells if c in "23456789"][: len(comparisons(each))]
        for measure in shared(each):
            for _, row in comparison(each, **measure).dropna(subset=["obs_value"]).iterrows():
                assert any(format_value(each, row, "zh").startswith(c) for c in cells)
        assert re.search("① .+；", read(figure, "note"))
        assert read(figure, "title").startswith(f"{len(comparisons(each))}项指标")
