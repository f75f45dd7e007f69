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
            sizes = frame[frame["obs_value"].notna()].groupby("panel")["panel"].transform("count")
            assert [line.get_xdata()[0] for line in dots] == list(frame.loc[sizes[sizes > 1].index, "obs_value"])

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
                "研发经费占地区生产总值比重2025年目标：云州市 3.0%、白石市 ≥ 3.0%、黑水县 2.0%",
            ),
            (
                [("XX-10", 3.5, "=", 2025), ("XX-20", 3.4, ">=", 2025)],
                "研发经费占地区生产总值比重2025年目标：云州市 3.5%、白石市 ≥ 3.4%",
            ),
            (
                [("XX-10", 3.5, ">=", 2025), ("XX-20", 3.4, "<=", 2025)],
                "云州市研发经费占地区生产总值比重目标最高：≥ 3.5%（2025年）",
            ),
            (
                [("XX-10", 3, "=", 2025), ("XX-20", 3, "=", 2025), ("XX-21", 2, "=", 2025)],
                "研发经费占地区生产总值比重：云州市和白石市目标并列最高，均为3.0%",
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

    @pytest.mark.parametrize(
        ("indicator", "language", "labels"),
        [
            ("rd_gdp_ratio", "zh", ["3.6%", "3.5%", "3.2%"]),
            ("zone_rank", "zh", ["第 5 位", "前 30 位"]),
            ("zone_rank", "en", ["rank 5", "rank ≤ 30"]),
            ("carrier_area", "zh", ["≥ 100 万平方米", "50 万平方米"]),
            ("carrier_area", "en", ["≥ 1 million m²", "500,000 m²"]),
            ("hightech_firms", "zh", ["> 5,000 家", "≥ 500 家", "200 家"]),
        ],
    )
    def test_labels_as_printed(self, ds: Dataset, indicator: str, language: str, labels: list[str]) -> None:
        figure = plot_benchmark(ds, indicator, language=language)
        assert [unbind(t.get_text()) for t in texts(figure, "value")] == labels

    def test_both_ends_of_a_range_have_the_decimals_that_they_need(self, ds: Dataset) -> None:
        low, high = (
            stating(ds, ("XX-10", v, "=", 2025)).observations.assign(bound=b) for v, b in ((3, "lower"), (3.5, "upper"))
        )
        rows = pd.concat([low.assign(decimals=0), high.assign(decimals=1, observation_id="o1")])
        figure = plot_benchmark(replace(ds, observations=conform(rows, "observations")), "rd_gdp_ratio")
        assert read(figure, "value") == "3.0—3.5%"

    def test_one_area_of_a_level_is_not_drawn_to_scale(self, ds: Dataset) -> None:
        figure = plot_benchmark(ds, "hightech_firms")
        assert [t.get_text() for t in texts(figure, "panel")] == ["地级市", "区县级", "园区"]
        assert not [axes for axes in figure.axes if axes.get_xticks().size]
        panels = [axes for axes in figure.axes if any(t.get_label() == "name" for t in axes.texts)]
        dots = [line for axes in panels for line in axes.lines if str(line.get_label()).startswith("target")]
        assert len(dots) == 3
        assert len({round(float(line.get_transform().transform((line.get_xdata()[0], 0))[0])) for line in dots}) == 1

    def test_counts_stand_in_panels_from_zero_without_a_rank_across(self, ds: Dataset) -> None:
        model = ds.observations[(ds.observations["indicator"] == "hightech_firms") & (ds.observations["kind"] == "level")].iloc[
            [0]
        ]
        places = {"XX-10": 5000, "XX-20": 900, "XX-11": 500, "XX-21": 300}
        rows = [model.assign(ref_area=a, obs_value=v, observation_id=f"o{a}") for a, v in places.items()]
        figure = plot_benchmark(replace(ds, observations=conform(pd.concat(rows), "observations")), "hightech_firms")
        panels = [axes for axes in figure.axes if axes.get_xticks().size]
        assert [axes.get_xlim()[0] for axes in panels] == [0, 0]
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

    def test_reference_from_outside_has_its_document_in_the_source_note(self, ds: Dataset) -> None:
        for reference in ("parent", "云州市"):
            note = read(plot_benchmark(ds, "rd_gdp_ratio", regions=["青川区"], reference=reference), "note")
            assert "云州市科技创新规划（云政发〔2021〕1号，2021-12-01）" in note
        assert "云州市" not in read(plot_benchmark(ds, "rd_gdp_ratio", regions=["青川区"]), "note")

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
    def test_each_column_holds_the_values_or_numbered_reasons_of_its_area(self, each: Dataset) -> None:
        figure = plot_coverage(each)
        columns: dict[float, list[str]] = {}
        for text in texts(figure, "cell"):
            if not re.fullmatch(r"(\d{4}—)?\d{4}年", text.get_text()):
                columns.setdefault(round(text.get_position()[0], 3), []).append(unbind(text.get_text()))
        measures = shared(each)
        cells = ["".join(column[: -len(measures)]) for column in columns.values()], list(columns.values())
        found = {head: column[-len(measures) :] for head, column in zip(*cells, strict=True)}
        levels, reasons = each.codelists.area_level, list(each.codelists.absence)
        documented = {source.ref_area for source in each.sources.values()}
        for n, measure in enumerate(measures):
            frame = comparison(each, **measure)
            for _, row in frame.iterrows():
                shown = found[area_name(each, row["ref_area"], "zh") + levels[row["level"]].name_zh][n]
                if pd.notna(row["obs_value"]):
                    value = format_value(each, row, "zh")
                    assert shown in {
                        value,
                        value.removesuffix(each.codelists.unit_measure[row["unit_measure"]].name_zh).rstrip(),
                    }
                elif row["ref_area"] in documented or row["absence"] != "not_stated":
                    assert shown == "①②③④⑤⑥⑦"[reasons.index(row["absence"])]
                else:
                    assert shown == "–"
            assert found["地区数"][n] == str(frame["obs_value"].notna().sum())
        assert re.search("① .+；", read(figure, "note"))
        assert read(figure, "title").startswith(f"{len(measures)}项指标")

    def test_amounts_of_several_magnitudes_carry_their_unit(self, ds: Dataset) -> None:
        shown = [unbind(t.get_text()) for t in texts(plot_coverage(ds), "cell")]
        assert {"> 280 亿元", "45.5 亿元", "1,200 万元", "> 5,000", "3.5%"} <= set(shown)
        labels = read(plot_coverage(ds), "measure")
        assert "技术合同成交额" in labels
        assert "技术合同成交额（元）" not in labels
