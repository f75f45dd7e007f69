"""Measures in common, and one measure by area: order, ranks, references and reasons of absence, on invented areas."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import compare as cp
from compare.dataset import COMPARISON, Leaders, Measure, compared_rows, explain_absence, leaders, to_rows
from compare.schema import conform

MINIATURE = Path(__file__).parent / "miniature"


@pytest.fixture(scope="module")
def ds() -> cp.Dataset:
    return cp.load(MINIATURE)


def by_area(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.set_index("ref_area")


def with_observation(ds: cp.Dataset, copied: str, **changes: Any) -> cp.Dataset:
    """Return the data set with one observation copied and changed."""
    row = ds.observations[ds.observations["observation_id"] == copied].assign(**changes)
    table = conform(pd.concat([ds.observations, row]), "observations")
    return dataclasses.replace(ds, observations=table)


def find(ds: cp.Dataset, area: str, indicator: str) -> str:
    rows = ds.observations[(ds.observations["ref_area"] == area) & (ds.observations["indicator"] == indicator)]
    return str(rows["observation_id"].iloc[-1])


class TestComparisons:
    def test_most_widely_stated_first(self, ds: cp.Dataset) -> None:
        shared = cp.comparisons(ds)
        assert shared["n_areas"].is_monotonic_decreasing
        assert shared[["indicator", "kind", "n_areas", "is_panelled"]].to_numpy().tolist()[:2] == [
            ["rd_gdp_ratio", "ratio", 3, False],
            ["hightech_firms", "level", 3, True],
        ]
        assert shared["areas"].iloc[0] == "XX-10 XX-11 XX-11-HTZ"

    def test_other_kinds_and_definitions_are_other_measures(self, ds: cp.Dataset) -> None:
        every = cp.comparisons(ds, min_areas=1)
        found = every[every["indicator"].isin(["hightech_firms", "rd_gdp_ratio"])]
        assert found[["definition", "kind", "n_areas"]].to_numpy().tolist() == [
            ["whole_society", "ratio", 3],
            ["standard", "level", 3],
            ["industry", "ratio", 1],
            ["standard", "flow", 1],
        ]


class TestComparison:
    def test_columns_and_types(self, ds: cp.Dataset) -> None:
        frame = cp.comparison(ds, "高新技术企业数", reference="best")
        assert dict(frame.dtypes.astype(str)) == COMPARISON

    def test_counts_are_panelled_and_never_ranked_across_levels(self, ds: cp.Dataset) -> None:
        frame = cp.comparison(ds, "hightech_firms")
        assert frame["panel"].tolist() == ["city", "city", "county", "county", "zone"]
        assert frame["rank"].isna().all(), "one value in each panel: nothing to rank"
        turnover = by_area(cp.comparison(ds, "contract_turnover"))
        assert turnover["rank"].dropna().to_dict() == {"XX-10": 1, "XX-20": 2}

    @pytest.mark.parametrize(
        ("indicator", "order"), [("rd_gdp_ratio", ["XX-11-HTZ", "XX-10", "XX-11"]), ("zone_rank", ["XX-20", "XX-11-HTZ"])]
    )
    def test_best_first_by_direction(self, ds: cp.Dataset, indicator: str, order: list[str]) -> None:
        frame = cp.comparison(ds, indicator)
        assert frame["ref_area"].tolist()[: len(order)] == order
        assert frame["rank"].dropna().tolist() == list(range(1, len(order) + 1))

    def test_less_is_better_where_direction_says_so(self, ds: cp.Dataset) -> None:
        assert cp.comparison(ds, "energy_intensity")["ref_area"].iloc[0] == "XX-11"

    def test_ties_share_a_rank(self, ds: cp.Dataset) -> None:
        tied = ds.observations.assign(obs_value=ds.observations["obs_value"].replace(3.5, 3.6))
        frame = cp.comparison(dataclasses.replace(ds, observations=tied), "rd_gdp_ratio")
        assert frame["rank"].dropna().tolist() == [1, 1, 3]

    def test_absent_area_stays_with_a_reason_and_is_not_zero(self, ds: cp.Dataset) -> None:
        for indicator in ds.codelists.indicator:
            frame = cp.comparison(ds, indicator, reference="best")
            assert {"XX-10", "XX-11", "XX-20", "XX-21"} <= set(frame["ref_area"])
            absent = frame[frame["obs_value"].isna()]
            assert (frame["obs_value"] == 0).sum() == 0
            assert absent[["absence", "absence_zh", "absence_en"]].notna().all(axis=None)
            assert absent[["rank", "time_period", "reference_value", "comparator"]].isna().all(axis=None)
            assert frame.loc[frame["obs_value"].notna(), "absence"].isna().all()
            assert frame["absence"].dropna().isin(list(ds.codelists.absence)).all()

    @pytest.mark.parametrize(
        ("indicator", "area", "code", "zh", "en"),
        [
            (
                "hightech_firms",
                "XX-20",
                "other_kind",
                "以“期间增量”表述：230 家（2022—2023年）",
                "stated as flow over the period: 230 units (2022–2023)",
            ),
            (
                "rd_gdp_ratio",
                "XX-20",
                "other_definition",
                "口径不同，研发经费占地区生产总值比重（规上工业，%）：2.8%（2023年）",
                "another definition, R&D expenditure / GDP (above-scale industry, %): 2.8% (2023)",
            ),
            (
                "rd_revenue_ratio",
                "XX-10",
                "other_definition",
                "相近指标，研发经费占地区生产总值比重（%）：3.5%（2025年）",
                "a related indicator, R&D expenditure / GDP (%): 3.5% (2025)",
            ),
            (
                "carrier_area",
                "XX-11",
                "part_only",
                "仅就其中一部分提出，青川高新区：50 万平方米（2022—2025年）",
                "stated only for a part, Qingchuan High-tech Zone: 500,000 m² (2022–2025)",
            ),
            (
                "hightech_firms",
                "XX-21",
                "words_only",
                "只有文字表述：“大力培育高新技术企业，持续提高研发投入。”",
                "stated only in words: “大力培育高新技术企业，持续提高研发投入。”",
            ),
            (
                "carrier_area",
                "XX-21",
                "words_only",
                "《黑水县关于加快创新的意见》没有量化指标，文中未见该指标的名称",
                "“Heishui opinions on innovation” states no figure at all; the name of this indicator was not found in it",
            ),
            ("carrier_area", "XX-20", "not_stated", "《白石市创新方案》未提出", "not stated in “Baishi innovation scheme”"),
            (
                "carrier_area",
                "XX-00",
                "part_only",
                "仅就其中一部分提出，云州市：≥ 100 万平方米（2021—2025年）",
                "stated only for a part, Yunzhou City: ≥ 1 million m² (2021–2025)",
            ),
            ("energy_intensity", "XX-11-HTZ", "not_stated", "该地区没有自己的文件", "no document of its own"),
        ],
    )
    def test_reason_with_its_evidence(self, ds: cp.Dataset, indicator: str, area: str, code: str, zh: str, en: str) -> None:
        row = by_area(cp.comparison(ds, indicator, regions=[area])).loc[area]
        assert (row["absence"], row["absence_zh"], row["absence_en"]) == (code, zh, en)

    @pytest.mark.parametrize(
        ("indicator", "area", "quote"),
        [
            ("hightech_firms", "XX-20", "230家"),
            ("rd_gdp_ratio", "XX-20", "2.8%"),
            ("carrier_area", "XX-11", "50万平方米"),
            ("hightech_firms", "XX-21", "高新技术企业"),
        ],
    )
    def test_a_reason_points_to_the_sentence_it_rests_on(self, ds: cp.Dataset, indicator: str, area: str, quote: str) -> None:
        row = by_area(cp.comparison(ds, indicator, regions=[area])).loc[area]
        text = (ds.root / ds.sources[row["evidence_source_id"]].file).read_bytes().decode()
        assert text[row["evidence_start"] : row["evidence_end"]] == row["evidence_quote"]
        assert quote in row["evidence_quote"]
        assert (row["comparability"] == "same_family") == (area == "XX-20")

    def test_a_long_sentence_is_shown_around_the_name(self, ds: cp.Dataset) -> None:
        long = "。" + "甲" * 50 + "孵化器" + "乙" * 100
        words = ds.wordings.assign(indicator="incubators", quote=long, quote_start=0, quote_end=len(long), char_start=51)
        changed = dataclasses.replace(ds, wordings=conform(words, "wordings"))
        row = by_area(cp.comparison(changed, "incubators", regions=["XX-21"])).loc["XX-21"]
        assert row["absence_zh"] == f"只有文字表述：“…{'甲' * 20}孵化器{'乙' * 37}…”"
        assert row["evidence_quote"] == long

    def test_part_in_another_document_is_no_evidence(self, ds: cp.Dataset) -> None:
        """The district's own plan does not make the city state something for a part of itself."""
        assert by_area(cp.comparison(ds, "zone_rank")).loc["XX-10", "absence"] == "not_stated"

    def test_only_a_realised_value(self, ds: cp.Dataset) -> None:
        changed = ds.observations.assign(value_type=ds.observations["value_type"].replace("target", "actual"))
        why = explain_absence(
            dataclasses.replace(ds, observations=changed), "XX-10", Measure("rd_gdp_ratio", "whole_society", "ratio", "%")
        )
        assert (why.code, why.sentence_en) == ("not_stated", "no target, only a realised value: 3.5% (2025)")

    def test_a_target_without_a_year_is_no_realised_value(self, ds: cp.Dataset) -> None:
        undated = with_observation(ds, find(ds, "XX-10", "patents_per_10k"), ref_area="XX-11", time_period=pd.NA)
        row = by_area(cp.comparison(undated, "patents_per_10k")).loc["XX-11"]
        assert (row["absence"], row["absence_zh"]) == ("not_stated", "《青川区创新行动计划》未提出")
        assert "XX-11" not in cp.comparisons(undated).set_index("indicator").loc["patents_per_10k", "areas"].split()

    def test_words_without_a_value(self, ds: cp.Dataset) -> None:
        words = ds.mentions.head(1).assign(
            disposition="indicator", ref_area="XX-20", indicator="carrier_area", value=None, quote="载体翻番"
        )
        changed = dataclasses.replace(ds, mentions=conform(pd.concat([ds.mentions, words]), "mentions"))
        assert by_area(cp.comparison(changed, "carrier_area")).loc["XX-20", "absence_zh"] == "只有文字表述：“载体翻番”"

    def test_baseline_is_the_latest_before_the_first_target(self, ds: cp.Dataset) -> None:
        row = by_area(cp.comparison(ds, "rd_gdp_ratio")).loc["XX-11"]
        assert (row["baseline_value"], row["baseline_period"]) == (2.1, 2021)
        known = find(ds, "XX-11", "rd_gdp_ratio")
        later = with_observation(ds, known, observation_id="o1", value_type="baseline", time_period=2026, obs_value=9.0)
        earlier = with_observation(later, known, observation_id="o2", value_type="baseline", time_period=2015, obs_value=1.0)
        assert by_area(cp.comparison(earlier, "rd_gdp_ratio")).loc["XX-11", "baseline_value"] == 2.1

    def test_baseline_is_of_the_document_shown_where_it_has_one(self, ds: cp.Dataset) -> None:
        known = find(ds, "XX-11", "rd_gdp_ratio")
        plan = {"source_id": "heishui_2023", "observation_id": "o1"}
        later = with_observation(ds, known, **plan, time_period=2030, obs_value=4.0)
        assert by_area(cp.comparison(later, "rd_gdp_ratio")).loc["XX-11", "baseline_value"] == 2.1, "for want of an own one"
        own = plan | {"value_type": "baseline", "time_period": 2020, "obs_value": 2.0}
        row = by_area(cp.comparison(with_observation(later, known, **own), "rd_gdp_ratio")).loc["XX-11"]
        assert (row["source_id"], row["baseline_value"], row["baseline_period"]) == ("heishui_2023", 2.0, 2020)

    def test_final_target_year(self, ds: cp.Dataset) -> None:
        more = with_observation(ds, find(ds, "XX-10", "energy_intensity"), observation_id="o1", time_period=2030, obs_value=0.3)
        row = by_area(cp.comparison(more, "energy_intensity")).loc["XX-10"]
        assert (row["time_period"], row["obs_value"]) == (2030, 0.3)

    def test_contradiction_is_said_and_the_first_statement_shown(self, ds: cp.Dataset) -> None:
        row = by_area(cp.comparison(ds, "incubators")).loc["XX-11"]
        assert (row["obs_value"], row["obs_status"]) == (5, "U")
        assert row["note_zh"] == "同一年份另有表述：6 个（青川区创新行动计划）"
        assert row["note_en"] == "also stated for the same year: 6 items (Qingchuan action plan)"

    def test_range_counts_with_its_lower_end(self, ds: cp.Dataset) -> None:
        row = by_area(cp.comparison(ds, "patents_per_10k")).loc["XX-20"]
        assert (row["obs_value"], row["upper_value"], row["comparator"]) == (20, 30, ">=")
        assert pd.isna(row["note_zh"])

    @pytest.mark.parametrize(
        ("low", "high", "zh", "en"),
        [
            ((3.0, 0, 0), (3.5, 1, 0), "3.0—3.5 件/万人", "3.0–3.5 patents per 10,000 people"),
            ((15000, 1, 4), (20000, 0, 0), "1.5—2 万件/万人", "15,000–20,000 patents per 10,000 people"),
        ],
    )
    def test_both_ends_of_a_range_are_shown_as_printed(
        self, ds: cp.Dataset, low: tuple[float, int, int], high: tuple[float, int, int], zh: str, en: str
    ) -> None:
        names = ["obs_value", "decimals", "unit_mult"]
        table = ds.observations.set_index("bound").astype({"obs_value": float})
        table.loc["lower", names] = low
        table.loc["upper", names] = high
        changed = dataclasses.replace(ds, observations=conform(table.reset_index(), "observations"))
        row = by_area(cp.comparison(changed, "patents_per_10k")).loc["XX-20"]
        assert (cp.format_value(ds, row, "zh"), cp.format_value(ds, row, "en")) == (zh, en)

    def test_measure_is_what_most_areas_state_whatever_the_selection(self, ds: cp.Dataset) -> None:
        frame = cp.comparison(ds, "rd_gdp_ratio", regions=["白石市"])
        assert frame[["definition", "absence"]].to_numpy().tolist() == [["whole_society", "other_definition"]]
        chosen = cp.comparison(ds, "rd_gdp_ratio", definition="industry", regions=["白石市"])
        assert chosen["obs_value"].tolist() == [2.8]
        assert set(cp.comparison(ds, "hightech_firms", kind="flow")["obs_value"].dropna()) == {230}

    def test_unknown_names(self, ds: cp.Dataset) -> None:
        with pytest.raises(cp.UnknownNameError, match="unknown definition 'industri'; nearest: industry"):
            cp.comparison(ds, "rd_gdp_ratio", definition="industri")
        with pytest.raises(cp.UnknownNameError, match="unknown kind 'stock'"):
            cp.comparison(ds, "rd_gdp_ratio", kind="stock")
        with pytest.raises(cp.UnknownNameError, match="unknown region 'worst'"):
            cp.comparison(ds, "rd_gdp_ratio", reference="worst")

    def test_references(self, ds: cp.Dataset) -> None:
        def reference(indicator: str, name: str) -> dict[Any, float]:
            frame = cp.comparison(ds, indicator, reference=name)
            return frame.dropna(subset="reference_value").set_index("ref_area")["reference_value"].to_dict()

        assert reference("rd_gdp_ratio", "best") == {"XX-10": 3.6, "XX-11": 3.6, "XX-11-HTZ": 3.6}
        assert reference("rd_gdp_ratio", "median") == {"XX-10": 3.5, "XX-11": 3.5, "XX-11-HTZ": 3.5}
        assert reference("rd_gdp_ratio", "parent") == {"XX-11": 3.5, "XX-11-HTZ": 3.2}
        assert reference("rd_gdp_ratio", "云州市") == {"XX-10": 3.5, "XX-11": 3.5, "XX-11-HTZ": 3.5}
        assert reference("rd_gdp_ratio", "XX-20") == {}
        assert reference("energy_intensity", "best") == {"XX-10": 0.38, "XX-11": 0.38, "XX-20": 0.38}

    def test_references_of_counts_stay_in_their_panel(self, ds: cp.Dataset) -> None:
        assert cp.comparison(ds, "hightech_firms", reference="parent")["reference_value"].isna().all()
        assert cp.comparison(ds, "hightech_firms", reference="median")["reference_value"].isna().all()
        named = by_area(cp.comparison(ds, "contract_turnover", reference="XX-20"))["reference_value"]
        assert named.dropna().to_dict() == {"XX-10": 1.2e7, "XX-20": 1.2e7}
        best = by_area(cp.comparison(ds, "contract_turnover", reference="best"))["reference_area"]
        assert best.dropna().to_dict() == {"XX-10": "XX-10", "XX-20": "XX-10"}, "the best of one is nothing to be held against"

    def test_nothing_is_best_where_neither_more_nor_less_is(self, ds: cp.Dataset) -> None:
        entry = dataclasses.replace(ds.codelists.indicator["rd_gdp_ratio"], direction=0)
        indicators = dataclasses.replace(ds.codelists.indicator, codes={**ds.codelists.indicator.codes, "rd_gdp_ratio": entry})
        neither = dataclasses.replace(ds, codelists=dataclasses.replace(ds.codelists, indicator=indicators))
        frame = cp.comparison(neither, "rd_gdp_ratio", reference="best")
        assert frame[["rank", "reference_value"]].isna().all(axis=None)

    def test_reference_outside_the_selection(self, ds: cp.Dataset) -> None:
        frame = cp.comparison(ds, "rd_gdp_ratio", regions=["XX-11"], reference="XX-10")
        assert frame[["ref_area", "reference_area", "reference_value"]].to_numpy().tolist() == [["XX-11", "XX-10", 3.5]]


class TestLeaders:
    @pytest.mark.parametrize(
        ("indicator", "stated", "areas", "is_settled"),
        [
            ("rd_gdp_ratio", {"XX-10": "= 3.5", "XX-20": "= 3.2"}, ("XX-10",), True),
            ("rd_gdp_ratio", {"XX-10": "= 3.5", "XX-20": "= 3.5"}, ("XX-10", "XX-20"), True),
            ("rd_gdp_ratio", {"XX-10": "= 3.5", "XX-20": ">= 3.5"}, ("XX-10", "XX-20"), False),
            ("rd_gdp_ratio", {"XX-10": ">= 3.5", "XX-20": ">= 3.2"}, ("XX-10",), False),
            ("rd_gdp_ratio", {"XX-10": ">= 3.5", "XX-20": "= 3.2"}, ("XX-10",), True),
            ("rd_gdp_ratio", {"XX-10": "<= 3.5", "XX-20": "= 3.2"}, ("XX-20",), False),
            ("rd_gdp_ratio", {"XX-10": "= 3.5", "XX-20": "<= 3.2"}, ("XX-10",), True),
            ("rd_gdp_ratio", {"XX-10": "<= 3.5", "XX-20": "< 3.2"}, (), False),
            ("rd_gdp_ratio", {"XX-10": "~ 3.6", "XX-20": "= 3.5"}, ("XX-10",), True),
            ("rd_gdp_ratio", {"XX-10": "= 3.6"}, (), False),
            ("zone_rank", {"XX-10": "<= 20", "XX-20": "<= 30"}, ("XX-10",), False),
            ("zone_rank", {"XX-10": "<= 20", "XX-20": "= 30"}, ("XX-10",), True),
            ("zone_rank", {"XX-10": ">= 20", "XX-20": "= 30"}, ("XX-20",), False),
        ],
    )
    def test_bounds_leave_the_lead_open(
        self, ds: cp.Dataset, indicator: str, stated: dict[str, str], areas: tuple[str, ...], is_settled: bool
    ) -> None:
        kind = ds.codelists.indicator[indicator].kind
        rows = [(area, indicator, kind, *text.split()) for area, text in stated.items()]
        frame = pd.DataFrame(rows, columns=["ref_area", "indicator", "kind", "comparator", "obs_value"])
        frame = frame.astype({"obs_value": float}).assign(upper_value=float("nan"))
        assert leaders(ds, frame) == Leaders(areas, is_settled)

    def test_the_other_end(self, ds: cp.Dataset) -> None:
        frame = cp.comparison(ds, "rd_gdp_ratio")
        assert leaders(ds, frame) == Leaders(("XX-11-HTZ",), True)
        assert leaders(ds, frame, is_last=True) == Leaders(("XX-11",), True)


def test_rows_are_those_of_the_table(ds: cp.Dataset) -> None:
    for measure in map(Measure.of, to_rows(cp.comparisons(ds))):
        frame = cp.comparison(ds, measure.indicator, definition=measure.definition, kind=measure.kind)
        rows = compared_rows(ds, measure, list(frame["ref_area"]))
        assert rows == to_rows(frame)
        assert any(row["rank"] == 1 for row in rows) or measure.kind != "ratio"
