"""Targets against actuals: the real figures, every branch of the rule on invented ones, and the page that explains it."""

from __future__ import annotations

import dataclasses
import math
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.dataset import Dataset, load
from compare.derive.attainment import ATTAINMENT, attainment
from compare.derive.context import CONTEXT, attainment_context
from compare.errors import UnknownNameError
from compare.schema import conform

ROOT = Path(__file__).parents[1]
PAGE = "docs/attainment.md"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
CITY = "XX-10"
FIRMS = {"indicator": "hightech_firms", "unit_measure": "家"}
ENERGY = {"indicator": "energy_intensity", "unit_measure": "吨标准煤_PER_10K_YUAN"}
INTENSITY = {"indicator": "rd_gdp_ratio", "unit_measure": "%", "definition": "whole_society"}
DEFAULTS = {
    "ref_area": CITY,
    "definition": "standard",
    "vintage": "unspecified",
    "qualifier": "exact",
    "confidence": "official",
}
BETTER = ["missed", "open", "on_track", "reached"]


@pytest.fixture(scope="module")
def real() -> Dataset:
    return load(ROOT)


@pytest.fixture(scope="module")
def ds() -> Dataset:
    return load(Path(__file__).parent / "miniature")


def held(ds: Dataset, *figures: dict[str, Any]) -> Dataset:
    """Return the data set with these figures of other sources and no others."""
    rows = [DEFAULTS | {"reference_id": f"r{n}", "source_title": "年鉴"} | figure for n, figure in enumerate(figures)]
    return dataclasses.replace(ds, reference=conform(pd.DataFrame(rows), "reference"))


def restated(ds: Dataset, area: str, indicator: str, /, **changes: Any) -> Dataset:
    """Return the data set with the observations of an area and an indicator changed."""
    table = ds.observations
    chosen = (table["ref_area"] == area) & (table["indicator"] == indicator)
    return dataclasses.replace(
        ds, observations=conform(table.assign(**{c: table[c].mask(chosen, v) for c, v in changes.items()}), "observations")
    )


def firms(year: int, value: float, **more: Any) -> dict[str, Any]:
    return FIRMS | {"time_period": year, "obs_value": value} | more


def energy(year: int, value: float, **more: Any) -> dict[str, Any]:
    return ENERGY | {"time_period": year, "obs_value": value} | more


def only(frame: pd.DataFrame) -> pd.Series:
    assert len(frame) == 1
    return frame.iloc[0]


def judged(ds: Dataset, *figures: dict[str, Any]) -> pd.Series:
    """Return what the rule says of the one target that these figures are held against."""
    return only(attainment(held(ds, *figures), regions=figures[0].get("ref_area", CITY), indicators=figures[0]["indicator"]))


class TestRealFigures:
    @pytest.mark.parametrize(
        ("indicator", "actual", "year", "ratio", "mark", "is_target_year"),
        [
            ("rd_expenditure_gdp_ratio", 3.62, 2024, "103.4", "~", False),
            ("hightech_enterprises", 5791, 2025, "115.8", "=", True),
            ("gazelle_enterprises", 523, 2025, "104.6", "=", True),
            ("unicorn_and_potential_unicorn_enterprises", 94, 2025, "188.0", "=", True),
            ("hightech_output_share", 56.2, 2023, "112.4", "=", False),
        ],
    )
    def test_where_changzhou_landed(
        self, real: Dataset, indicator: str, actual: float, year: int, ratio: str, mark: str, is_target_year: bool
    ) -> None:
        row = only(attainment(real, regions="常州市", indicators=indicator))
        assert (row["actual_value"], row["actual_period"], row["time_period"]) == (actual, year, 2025)
        assert (f"{row['ratio']:.1f}", row["ratio_comparator"]) == (ratio, mark)
        assert (row["status"], row["is_target_year"]) == ("reached", is_target_year)
        assert math.isnan(row["attainment"]) is not is_target_year, "attainment needs the target's own year"
        assert ("最新已知" in row["reason_zh"]) is ("latest known" in row["reason_en"]) is not is_target_year

    def test_columns_and_types(self, real: Dataset) -> None:
        for frame in (attainment(real), attainment(real, regions="宜兴市")):
            assert dict(frame.dtypes.astype(str)) == ATTAINMENT
        assert dict(attainment_context(real, "gazelle_enterprises").dtypes.astype(str)) == CONTEXT

    def test_every_value_leads_to_its_sources(self, real: Dataset) -> None:
        frame = attainment(real)
        assert set(frame["observation_id"]) <= set(real.observations["observation_id"])
        assert set(frame["reference_id"]) <= set(real.reference["reference_id"])
        assert set(frame["baseline_id"].dropna()) <= {*real.observations["observation_id"], *real.reference["reference_id"]}

    def test_the_sentence_carries_every_caveat(self, real: Dataset) -> None:
        row = only(attainment(real, regions="常州市", indicators="rd_expenditure_gdp_ratio"))
        for words in (
            "≈ 3.62%",
            "2024",
            "3.5%",
            "vintage not stated",
            "approximate",
            "published as the 2025 figure",
            "≈ 103.4%",
        ):
            assert words in row["reason_en"]
        for words in (
            "≈ 3.62%",
            "2024年",
            "3.5%",
            "未注明数据版本",
            "约数",
            "published as the 2025 figure",
            "目标年的情况未知",
        ):
            assert words in row["reason_zh"]
        assert (row["baseline_value"], row["baseline_period"]) == (3, 2020)
        assert row["expected_value"] == 3.4

    def test_a_list_that_the_plan_does_not_name_is_a_caveat(self, real: Dataset) -> None:
        row = only(attainment(real, regions="常州市", indicators="gazelle_enterprises"))
        assert "the plan does not state the definition, that of the source is: provincial list" in row["reason_en"]
        assert "规划未说明口径，来源为：省级瞪羚企业" in row["reason_zh"]

    def test_a_definition_that_the_source_does_not_state_is_a_caveat(self, real: Dataset) -> None:
        row = only(attainment(real, regions="常州市", indicators="unicorn_and_potential_unicorn_enterprises"))
        assert pd.isna(row["actual_definition"])
        assert "definition not stated by the source" in row["reason_en"]
        assert "来源未说明统计口径" in row["reason_zh"]

    def test_figures_of_the_city_are_not_those_of_its_zone(self, real: Dataset) -> None:
        assert attainment(real, regions="CN-320281-HTZ").empty
        row = only(attainment(real, regions="CN-320281-HTZ", indicators="rd_expenditure_gdp_ratio", known_only=False))
        assert row["status"] == "open"
        assert pd.isna(row["actual_value"])
        assert "what is known is of Jiangyin City, and is not borrowed" in row["reason_en"]
        assert "已知的是江阴市的数值，不能代替" in row["reason_zh"]

    def test_without_figures_every_target_is_open_with_a_reason(self, real: Dataset) -> None:
        frame = attainment(real, known_only=False)
        assert len(attainment(real)) < len(frame) == frame["observation_id"].nunique()
        assert {"天宁区", "桐乡市"} <= {real.codelists.ref_area[a].name_zh for a in frame["ref_area"]}
        unknown = frame[frame["actual_value"].isna()]
        assert set(unknown["status"]) == {"open"}
        assert unknown["reason_zh"].str.contains("没有该地区这一指标的数值").all()
        assert unknown["reason_en"].str.contains("no figure of this indicator is known for the area").all()
        assert set(frame["kind"]) <= {"level", "ratio", "annual", "rank"}

    def test_both_languages_in_each_reason(self, real: Dataset) -> None:
        frame = attainment(real, known_only=False)
        for row in frame.itertuples():
            name = real.codelists.attainment[row.status]
            assert row.reason_zh.startswith(f"{name.name_zh}：")
            assert row.reason_en.startswith(f"{name.name_en}: ")
            assert not CHINESE.search(row.reason_en.partition("note on the figure")[0])
            assert f"{row.time_period}年目标" in row.reason_zh
            assert f"target for {row.time_period}:" in row.reason_en

    def test_unknown_names_are_refused_with_the_nearest(self, real: Dataset) -> None:
        with pytest.raises(UnknownNameError, match="unknown region 'CN-320499'"):
            attainment(real, regions="CN-320499")
        with pytest.raises(UnknownNameError, match="unknown indicator"):
            attainment_context(real, "gazelles of all lists")


class TestReachedOrMissed:
    @pytest.mark.parametrize(
        ("value", "qualifier", "status"),
        [
            (5001, "exact", "reached"),
            (5000, "exact", "missed"),  # "more than 5,000"
            (5000, "lower_bound", "reached"),  # "over 5,000"
            (4999, "lower_bound", "open"),
            (5200, "approximate", "reached"),
            (5010, "approximate", "reached"),
            (5000, "approximate", "open"),
            (6000, "approximate", "reached"),
            (4400, "approximate", "missed"),
            (9000, "forecast", "open"),
        ],
    )
    def test_in_the_targets_year(self, ds: Dataset, value: float, qualifier: str, status: str) -> None:
        row = judged(ds, firms(2025, value, qualifier=qualifier))
        assert row["status"] == status
        assert row["is_target_year"] == (qualifier != "forecast")

    @pytest.mark.parametrize(
        ("comparator", "value", "qualifier", "status"),
        [
            (">=", 5000, "exact", "reached"),
            ("=", 5000, "exact", "reached"),
            ("~", 5000, "exact", "reached"),
            ("~", 4600, "exact", "open"),  # rounds to 5,000
            ("~", 4500, "exact", "open"),
            ("~", 4400, "exact", "missed"),
            ("~", 4600, "lower_bound", "open"),
            ("<=", 5000, "exact", "reached"),
            ("<=", 5001, "exact", "missed"),
            ("<", 5000, "exact", "missed"),
            ("<=", 4000, "lower_bound", "open"),
            ("<", 5000, "lower_bound", "missed"),
        ],
    )
    def test_targets_that_are_bounds(self, ds: Dataset, comparator: str, value: float, qualifier: str, status: str) -> None:
        bounded = restated(ds, CITY, "hightech_firms", comparator=comparator)
        row = judged(bounded, firms(2025, value, qualifier=qualifier))
        assert row["status"] == status
        assert row["target_comparator"] == comparator

    def test_a_bound_as_target_is_a_threshold_and_leaves_the_ratio_exact(self, ds: Dataset) -> None:
        assert judged(ds, firms(2025, 6000))["ratio_comparator"] == "="
        assert judged(ds, firms(2025, 6000, qualifier="lower_bound"))["ratio_comparator"] == ">="
        about = restated(ds, CITY, "hightech_firms", comparator="~")
        assert judged(about, firms(2025, 6000))["ratio_comparator"] == "~"

    def test_the_reason_says_why_it_stays_open(self, ds: Dataset) -> None:
        row = judged(ds, firms(2025, 4999, qualifier="lower_bound"))
        assert "a rounded or bounded value does not settle it" in row["reason_en"]
        assert "of the actual only a lower bound is known" in row["reason_en"]
        assert "约数或界限值不足以判断" in row["reason_zh"]

    @pytest.mark.parametrize(
        ("value", "status", "difference"), [(0.40, "reached", 0.02), (0.42, "reached", 0), (0.43, "missed", -0.01)]
    )
    def test_less_is_better(self, ds: Dataset, value: float, status: str, difference: float) -> None:
        row = judged(ds, energy(2025, value))
        assert row["status"] == status
        assert row["difference"] == pytest.approx(difference)
        assert "less is better" in row["reason_en"]
        assert "越低越好" in row["reason_zh"]

    @pytest.mark.parametrize(("place", "status"), [(28, "reached"), (30, "reached"), (31, "missed")])
    def test_ranks_have_no_ratio(self, ds: Dataset, place: int, status: str) -> None:
        figure = {
            "ref_area": "XX-11-HTZ",
            "indicator": "zone_rank",
            "unit_measure": "位",
            "time_period": 2025,
            "obs_value": place,
        }
        row = judged(ds, figure)
        assert row["status"] == status
        assert math.isnan(row["ratio"])
        assert row["difference"] == 30 - place
        assert "of the target" not in row["reason_en"]

    @pytest.mark.parametrize(("value", "status"), [(19, "missed"), (20, "reached"), (31, "reached")])
    def test_of_a_range_the_nearer_end_counts(self, ds: Dataset, value: float, status: str) -> None:
        figure = {"indicator": "patents_per_10k", "unit_measure": "件_PER_10K", "time_period": 2023, "obs_value": value}
        row = judged(ds, figure | {"ref_area": "XX-20"})
        assert (row["status"], row["target_value"], row["target_comparator"]) == (status, 20, ">=")

    def test_of_a_range_without_a_better_end_both_are_kept_and_left_open(self, ds: Dataset) -> None:
        people = restated(ds, "XX-20", "patents_per_10k", indicator="resident_population", unit_measure="人", kind="level")
        figure = {"indicator": "resident_population", "unit_measure": "人", "time_period": 2023, "ref_area": "XX-20"}
        for value in (10, 25, 40):
            frame = attainment(held(people, figure | {"obs_value": value}))
            assert frame[["target_value", "target_comparator", "status"]].to_numpy().tolist() == [
                [20, ">=", "open"],
                [30, "<=", "open"],
            ]
            assert frame["reason_en"].str.contains("neither more nor less is better").all()
            assert frame["reason_zh"].str.contains("该指标无优劣方向").all()

    def test_a_contradicted_target_is_shown_and_not_judged(self, ds: Dataset) -> None:
        table = ds.observations
        chosen = table["ref_area"].eq(CITY) & table["indicator"].eq("hightech_firms")
        second = table[chosen].assign(observation_id="osecond", obs_value=7000.0)
        both = dataclasses.replace(ds, observations=conform(pd.concat([table, second]), "observations"))
        figures = held(restated(both, CITY, "hightech_firms", obs_status="U"), firms(2020, 3000), firms(2025, 6000))
        frame = attainment(figures, regions=CITY)
        assert frame[["target_value", "actual_value", "status"]].to_numpy().tolist() == [
            [5000, 6000, "open"],
            [7000, 6000, "open"],
        ]
        assert frame[["ratio", "attainment", "difference", "expected_value"]].isna().all(axis=None)
        assert frame["reason_en"].str.contains("actual of 2025: 6,000 units").all()
        assert frame["reason_en"].str.contains("other statements of the plan differ from this target").all()
        assert frame["reason_zh"].str.contains("规划对该目标有相互矛盾的表述，不据以判断").all()
        unknown = attainment(dataclasses.replace(figures, reference=figures.reference.iloc[:0]), regions=CITY, known_only=False)
        row = unknown[unknown["indicator"] == "hightech_firms"].iloc[0]
        assert "other statements of the plan differ" in row["reason_en"]
        assert "no figure of this indicator is known" in row["reason_en"]

    def test_where_neither_more_nor_less_is_better_nothing_is_said(self, ds: Dataset) -> None:
        people = restated(ds, CITY, "hightech_firms", indicator="resident_population", unit_measure="人", comparator="=")
        figure = {"indicator": "resident_population", "unit_measure": "人", "time_period": 2025, "obs_value": 6000}
        row = judged(people, figure)
        assert row["status"] == "open"
        assert "neither more nor less is better" in row["reason_en"]


class TestProgress:
    BASE = firms(2020, 3000)

    @pytest.mark.parametrize(
        ("year", "value", "qualifier", "status"),
        [
            (2023, 4200, "exact", "on_track"),  # 3000 + 2000 * 3/5
            (2023, 4199, "exact", "behind"),
            (2023, 4200, "lower_bound", "on_track"),
            (2023, 4000, "lower_bound", "open"),
            (2023, 4210, "approximate", "on_track"),
            (2023, 4200, "approximate", "open"),
            (2023, 4000, "approximate", "open"),
            (2023, 3400, "approximate", "behind"),
            (2023, 5001, "exact", "reached"),
            (2021, 3400, "exact", "on_track"),
        ],
    )
    def test_against_the_straight_line(self, ds: Dataset, year: int, value: float, qualifier: str, status: str) -> None:
        row = judged(ds, self.BASE, firms(year, value, qualifier=qualifier))
        assert row["status"] == status
        assert row["expected_value"] == 3000 + 400 * (year - 2020)
        assert (row["baseline_value"], row["baseline_period"], row["baseline_id"]) == (3000, 2020, "r0")
        line = f"the straight line from 2020 (3,000 units) gives {3000 + 400 * (year - 2020):,} units"
        assert (line in row["reason_en"]) is (status != "reached")

    def test_less_is_better(self, ds: Dataset) -> None:
        base = energy(2020, 0.52)
        assert [judged(ds, base, energy(2023, v))["status"] for v in (0.47, 0.46, 0.42)] == ["behind", "on_track", "reached"]

    def test_the_latest_figure_decides(self, ds: Dataset) -> None:
        row = judged(ds, self.BASE, firms(2022, 5200), firms(2024, 4500))
        assert (row["status"], row["actual_period"]) == ("behind", 2024)
        assert "the target was met in 2022" in row["reason_en"]
        assert "曾于2022年达到目标" in row["reason_zh"]
        assert judged(ds, self.BASE, firms(2022, 5200), firms(2025, 4500))["status"] == "missed"

    def test_reached_early_is_hedged(self, ds: Dataset) -> None:
        row = judged(ds, firms(2023, 5200))
        assert (row["status"], row["is_target_year"]) == ("reached", False)
        assert "met before the target's year, of which nothing is known" in row["reason_en"]

    def test_without_baseline_open(self, ds: Dataset) -> None:
        row = judged(ds, firms(2018, 2900), firms(2023, 4200))
        assert row["status"] == "open"
        assert math.isnan(row["expected_value"])
        assert "there is no baseline to measure progress from" in row["reason_en"]

    def test_a_baseline_that_the_plan_contradicts_is_none(self, ds: Dataset) -> None:
        table = ds.observations
        doubtful = table["value_type"].eq("baseline") & table["ref_area"].eq("XX-11")
        unsure = dataclasses.replace(ds, observations=table.assign(obs_status=table["obs_status"].mask(doubtful, "U")))
        row = judged(unsure, INTENSITY | {"ref_area": "XX-11", "time_period": 2023, "obs_value": 2.65})
        assert (row["status"], math.isnan(row["baseline_value"])) == ("open", True)

    def test_the_plans_own_baseline_goes_first(self, ds: Dataset) -> None:
        figures = [INTENSITY | {"ref_area": "XX-11", "time_period": y, "obs_value": v} for y, v in ((2020, 1.0), (2023, 2.65))]
        row = judged(ds, *figures)
        assert (row["baseline_value"], row["baseline_period"]) == (2.1, 2021)
        assert row["baseline_id"].startswith("o")
        assert (row["expected_value"], row["status"]) == (2.65, "on_track")

    def test_a_figure_not_after_the_baseline_shows_no_progress(self, ds: Dataset) -> None:
        started = dataclasses.replace(ds.sources["qingchuan_2022"], period_start=2021)
        early = dataclasses.replace(ds, sources={**ds.sources, "qingchuan_2022": started})
        row = judged(early, INTENSITY | {"ref_area": "XX-11", "time_period": 2021, "obs_value": 2.2})
        assert row["status"] == "open"
        assert "no figure is later than the baseline" in row["reason_en"]

    def test_a_forecast_is_a_baseline_only_with_a_caveat_and_after_a_plain_figure(self, ds: Dataset) -> None:
        forecast, actual = firms(2020, 3000, qualifier="forecast"), firms(2023, 4300)
        row = judged(ds, forecast, actual)
        assert (row["status"], row["baseline_value"]) == ("on_track", 3000)
        assert "the baseline is a forecast" in row["reason_en"]
        assert "基期值为预计数" in row["reason_zh"]
        assert judged(ds, firms(2019, 2800), forecast, actual)["baseline_period"] == 2019

    @pytest.mark.parametrize("change", [{"qualifier": "lower_bound"}, {"vintage": "pre_census_series"}, {"confidence": "weak"}])
    def test_what_is_no_baseline(self, ds: Dataset, change: dict[str, Any]) -> None:
        row = judged(ds, firms(2020, 3000, **change), firms(2023, 4300))
        assert row["status"] == "open"
        assert math.isnan(row["baseline_value"])

    def test_a_rounded_baseline_of_unknown_definition_is_named(self, ds: Dataset) -> None:
        row = judged(ds, firms(2020, 3000, qualifier="approximate", definition=None), firms(2023, 4300))
        assert "the baseline is approximate; the baseline's definition may not be the target's" in row["reason_en"]


class TestWhatDoesNotCount:
    @pytest.mark.parametrize(
        ("figure", "en", "zh"),
        [
            (firms(2025, 9000, qualifier="forecast"), "it is a forecast", "属预计数"),
            (firms(2023, 9000, vintage="pre_census_series"), "before a break of the series", "属普查修订前序列"),
            (firms(2020, 9000), "from before the plan", "早于规划期"),
            (firms(2026, 9000), "after the target's year", "晚于目标年"),
        ],
    )
    def test_it_is_shown_and_settles_nothing(self, ds: Dataset, figure: dict[str, Any], en: str, zh: str) -> None:
        row = judged(ds, figure)
        assert (row["status"], row["actual_value"], row["is_target_year"]) == ("open", 9000, False)
        assert math.isnan(row["ratio"])
        assert math.isnan(row["difference"])
        assert en in row["reason_en"]
        assert zh in row["reason_zh"]
        assert "does not count as an actual" in row["reason_en"]

    def test_another_definition(self, ds: Dataset) -> None:
        figure = INTENSITY | {"definition": "industry", "time_period": 2025, "obs_value": 9.0}
        row = judged(ds, figure)
        assert (row["status"], row["actual_definition"]) == ("open", "industry")
        assert "its definition is another (above-scale industry)" in row["reason_en"]
        assert "统计口径不同（规上工业）" in row["reason_zh"]
        unstated = judged(ds, figure | {"definition": None})
        assert unstated["status"] == "reached"
        assert "definition not stated by the source" in unstated["reason_en"]

    def test_of_one_year_the_targets_own_definition_goes_first(self, ds: Dataset) -> None:
        census = INTENSITY | {"definition": "industry", "time_period": 2025, "obs_value": 9.0, "vintage": "census_2020"}
        row = judged(ds, census, INTENSITY | {"time_period": 2025, "obs_value": 3.4})
        assert (row["actual_value"], row["status"], row["actual_definition"]) == (3.4, "missed", "whole_society")
        row = judged(ds, census, INTENSITY | {"time_period": 2025, "obs_value": 3.4, "definition": None})
        assert (row["actual_value"], row["status"]) == (3.4, "missed"), "nor does one of another definition go before none"

    def test_a_figure_of_a_named_list_against_a_target_of_another_list(self, real: Dataset) -> None:
        named = restated(real, "CN-320400", "gazelle_enterprises", definition="provincial_list")
        assert only(attainment(named, regions="常州市", indicators="gazelle_enterprises"))["status"] == "reached"
        other = restated(real, "CN-320400", "gazelle_enterprises", definition="municipal_list")
        assert only(attainment(other, regions="常州市", indicators="gazelle_enterprises"))["status"] == "open"

    def test_weak_sources_are_not_seen_at_all(self, ds: Dataset) -> None:
        weak = held(ds, firms(2025, 9000, confidence="weak"))
        assert attainment(weak, regions=CITY).empty

    def test_another_unit_or_area_is_not_seen_at_all(self, ds: Dataset) -> None:
        other = held(ds, firms(2025, 9000, unit_measure="个"), firms(2025, 9000, ref_area="XX-21"))
        assert attainment(other).empty

    def test_a_stock_says_nothing_of_a_flow(self, ds: Dataset) -> None:
        assert attainment(held(ds, firms(2023, 900, ref_area="XX-20")), known_only=False)["kind"].isin(["flow"]).sum() == 0

    def test_what_came_later_and_does_not_count_is_named(self, ds: Dataset) -> None:
        row = judged(ds, firms(2020, 3000), firms(2022, 3500), firms(2025, 9000, qualifier="forecast"))
        assert (row["status"], row["actual_period"]) == ("behind", 2022)
        assert "not counted: the figure of 2025, ≈ 9,000 units, because it is a forecast" in row["reason_en"]

    def test_the_note_of_the_source_is_kept_word_for_word(self, ds: Dataset) -> None:
        row = judged(ds, firms(2025, 6000, note="may be the statistic of 2024"))
        assert row["actual_note"] == "may be the statistic of 2024"
        assert all("“may be the statistic of 2024”" in row[column] for column in ("reason_zh", "reason_en"))


class TestContext:
    def test_the_areas_around_with_year_and_vintage(self, real: Dataset) -> None:
        frame = attainment_context(real, "rd_expenditure_gdp_ratio", regions="常州市")
        latest = frame[frame["is_latest"]]
        assert latest[["context_area", "level", "time_period", "obs_value", "comparator"]].to_numpy().tolist() == [
            ["CN-320400", "city", 2024, 3.62, "~"],
            ["CN-320000", "province", 2023, 3.2, "~"],
            ["CN-100000", "country", 2024, 2.69, "="],
        ]
        assert frame["vintage"].notna().all()
        assert not frame["is_panelled"].any()

    def test_a_forecast_is_never_the_latest(self, real: Dataset) -> None:
        frame = attainment_context(real, "rd_expenditure_gdp_ratio", regions="桐乡市").set_index("context_area")
        assert frame.loc["CN-330000", ["obs_status", "is_latest"]].tolist() == ["F", False]
        assert frame.loc["CN-330400", "is_latest"]
        assert "CN-330483" not in frame.index

    def test_amounts_are_marked_as_not_to_be_ranked(self, real: Dataset) -> None:
        frame = attainment_context(real, "hightech_enterprises", regions="天宁区")
        assert frame["is_panelled"].all()
        assert frame["context_area"].unique().tolist() == ["CN-320400", "CN-320000"]


@settings(max_examples=40)
@given(
    values=st.tuples(st.integers(0, 900), st.integers(0, 900)),
    year=st.sampled_from([2023, 2025]),
    qualifier=st.sampled_from(["exact", "lower_bound", "approximate"]),
    comparator=st.sampled_from(["=", ">", ">=", "~", "<", "<="]),
    is_less=st.booleans(),
)
def test_a_better_actual_never_gives_a_worse_status(
    ds: Dataset, values: tuple[int, int], year: int, qualifier: str, comparator: str, is_less: bool
) -> None:
    indicator = ENERGY if is_less else FIRMS
    stated = restated(ds, CITY, indicator["indicator"], obs_value=5000, comparator=comparator)
    base = indicator | {"time_period": 2020, "obs_value": 7000 if is_less else 3000}
    figures = [indicator | {"time_period": year, "obs_value": 10 * v + 5, "qualifier": qualifier} for v in sorted(values)]
    rows = [judged(stated, base, figure) for figure in figures]
    places = [BETTER.index(row["status"].replace("behind", "missed")) for row in rows]
    wants_less = comparator[0] == "<" or (is_less and comparator[0] != ">")
    assert places == sorted(places, reverse=wants_less)


@settings(max_examples=40)
@given(value=st.floats(1, 1e12), target=st.floats(1, 1e12), qualifier=st.sampled_from(["exact", "lower_bound", "approximate"]))
def test_attainment_times_target_is_the_actual(ds: Dataset, value: float, target: float, qualifier: str) -> None:
    row = judged(restated(ds, CITY, "hightech_firms", obs_value=target), firms(2025, value, qualifier=qualifier))
    assert math.isclose(row["ratio"] / 100 * row["target_value"], value, rel_tol=1e-12)
    assert math.isclose(row["target_value"] + row["difference"], value, rel_tol=1e-9, abs_tol=1e-3)
    if qualifier == "exact":
        assert (row["status"] == "reached") is (value > target)


def test_the_page_names_every_status_in_both_languages(real: Dataset) -> None:
    text = (ROOT / PAGE).read_text(encoding="utf-8")
    for code in real.codelists.attainment.values():
        assert f"| `{code.id}` | {code.name_zh} | {code.name_en} |" in text
