"""The benchmark on invented areas, and derived figures: those of the five plans, and the rules on altered data."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import compare as cp
from compare.dataset import Dataset, to_rows, weakest
from compare.dataset.gaps import gap_comparator, with_gap
from compare.derive import derive, derived
from compare.derive.growth import growth
from compare.derive.implied import implied_baselines
from compare.derive.rows import identified, usable
from compare.derive.shares import shares
from compare.schema import DERIVED, conform

MINIATURE = Path(__file__).parent / "miniature"
NUMBERS = st.floats(min_value=-1e9, max_value=1e9, allow_nan=False)


@pytest.fixture(scope="module")
def ds() -> cp.Dataset:
    return cp.load(MINIATURE)


def pair(value: float, reference: float, *, area: str = "a", comparator: str | None = "=") -> Any:
    """Return gap, ratio and gap_comparator of one value."""
    row: dict[str, list[Any]] = {
        "ref_area": [area],
        "kind": ["ratio"],
        "obs_value": [value],
        "comparator": [comparator],
        "reference_area": ["b"],
    }
    frame = pd.DataFrame(row | {"reference_value": [reference], "reference_comparator": ["="]})
    return with_gap(frame).iloc[0]


def test_every_shared_measure_is_there_with_every_area(ds: cp.Dataset) -> None:
    frame = cp.benchmark(ds)
    measures = ["indicator", "definition", "kind"]
    assert frame[measures].drop_duplicates().to_numpy().tolist() == cp.comparisons(ds)[measures].to_numpy().tolist()
    assert (frame.groupby(measures)["ref_area"].nunique() >= 4).all()


def test_gap_and_ratio_to_the_best(ds: cp.Dataset) -> None:
    frame = cp.benchmark(ds, indicators=["rd_gdp_ratio"]).set_index("ref_area")
    assert frame["gap"].round(9).dropna().to_dict() == {"XX-11-HTZ": 0, "XX-10": -0.1, "XX-11": -0.4}
    assert frame.loc["XX-11", "ratio"] == 3.2 / 3.6


def test_bounds_mark_the_gap(ds: cp.Dataset) -> None:
    frame = cp.benchmark(ds, indicators=["zone_rank"]).set_index("ref_area")
    assert frame["gap"].dropna().to_dict() == {"XX-20": 0, "XX-11-HTZ": 25}
    assert frame["gap_comparator"].dropna().to_dict() == {"XX-20": "=", "XX-11-HTZ": "<="}
    assert frame["ratio"].isna().all(), "the tenth place is not twice the fifth"


def test_a_median_is_approximate_only_where_a_value_is_no_exact_one(ds: cp.Dataset) -> None:
    exact = cp.benchmark(ds, indicators="rd_gdp_ratio", reference="median").dropna(subset="gap")
    assert set(exact["reference_comparator"]) == set(exact["gap_comparator"]) == {"="}
    bound = cp.benchmark(ds, indicators="zone_rank", reference="median").dropna(subset="gap")
    assert set(bound["reference_comparator"]) == set(bound["gap_comparator"]) == {"~"}


def test_an_area_that_states_none_of_the_measures_is_no_reference(ds: cp.Dataset) -> None:
    with pytest.raises(
        cp.UsageError, match="reference='黑水县': XX-21 states none of the measures compared; these areas do: XX-10"
    ):
        cp.benchmark(ds, reference="黑水县")
    with pytest.raises(cp.UnknownNameError, match="unknown region 'worst'"):
        cp.benchmark(ds, reference="worst")


def test_absent_values_have_no_gap(ds: cp.Dataset) -> None:
    frame = cp.benchmark(ds, reference="median")
    absent = frame[frame["obs_value"].isna()]
    assert len(absent) > 0
    assert absent[["gap", "ratio", "gap_comparator", "reference_value"]].isna().all(axis=None)


def test_one_name_may_stand_without_a_list(ds: cp.Dataset) -> None:
    frame = cp.benchmark(ds, regions="青川区", indicators="rd_gdp_ratio")
    assert frame[["ref_area", "indicator"]].to_numpy().tolist() == [["XX-11", "rd_gdp_ratio"]]


def test_selection(ds: cp.Dataset) -> None:
    frame = cp.benchmark(ds, reference="云州市", regions=["青川区"], indicators=["高新技术企业数", "rd_gdp_ratio"])
    assert frame[["ref_area", "indicator"]].to_numpy().tolist() == [["XX-11", "rd_gdp_ratio"], ["XX-11", "hightech_firms"]]
    assert frame["gap"].isna().tolist() == [False, True], "a count is not held against another level"


def test_nothing_shared_gives_an_empty_table(ds: cp.Dataset) -> None:
    frame = cp.benchmark(ds, min_areas=9)
    assert len(frame) == 0
    assert {"gap", "ratio", "gap_comparator"} <= set(frame.columns)
    with pytest.raises(cp.UsageError, match="min_areas is 0; expected 1 or more"):
        cp.benchmark(ds, min_areas=0)


@given(NUMBERS, NUMBERS)
def test_gap_is_antisymmetric(a: float, b: float) -> None:
    assert pair(a, b)["gap"] == -pair(b, a)["gap"]


@given(st.floats(1e-3, 1e6), st.floats(1e-3, 1e6), st.sampled_from([10.0, 1e4, 1e8]))
def test_ratio_does_not_depend_on_the_unit(a: float, b: float, factor: float) -> None:
    assert math.isclose(pair(a * factor, b * factor)["ratio"], pair(a, b)["ratio"], rel_tol=1e-12)
    assert math.isclose(pair(a * factor, b * factor)["gap"], pair(a, b)["gap"] * factor, rel_tol=1e-9, abs_tol=1e-6 * factor)


@given(NUMBERS | st.just(math.nan), NUMBERS | st.just(math.nan))
def test_missing_never_becomes_a_number(a: float, b: float) -> None:
    found = pair(a, b, comparator=None if math.isnan(a) else "=")
    assert pd.isna(found["gap"]) == (math.isnan(a) or math.isnan(b))
    assert pd.isna(found["ratio"]) == (math.isnan(a) or math.isnan(b) or b == 0)
    assert pd.isna(found["gap_comparator"]) == pd.isna(found["gap"])


@pytest.mark.parametrize(
    ("value", "reference", "found"),
    [
        ("=", "=", "="),
        (">", "=", ">="),
        ("=", ">=", "<="),
        ("<=", "=", "<="),
        ("=", "<", ">="),
        (">=", "<=", ">="),
        (">=", ">=", "~"),
        ("~", "=", "~"),
        (">", "~", "~"),
    ],
)
def test_what_bounds_leave_known_of_a_gap(value: str, reference: str, found: str) -> None:
    assert gap_comparator(value, reference) == found


# --- Derived figures of the five plans


@pytest.fixture(scope="module")
def plans(project_root: Path) -> Dataset:
    return cp.load(project_root)


@pytest.fixture(scope="module")
def frame(plans: Dataset) -> pd.DataFrame:
    return derive(plans)


@pytest.fixture(scope="module")
def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return to_rows(frame)


def pick(rows: list[dict[str, Any]], **wanted: Any) -> list[dict[str, Any]]:
    return [row for row in rows if all(row[name] == value for name, value in wanted.items())]


def one(rows: list[dict[str, Any]], **wanted: Any) -> dict[str, Any]:
    (found,) = pick(rows, **wanted)
    return found


def inputs_of(plans: Dataset, rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    known = {row["observation_id"]: row for row in plans.rows} | {row["reference_id"]: row for row in plans.figures}
    return known | {row["derived_id"]: row for row in rows}


def with_reference(ds: Dataset, **columns: Any) -> Dataset:
    """Return the project with one more figure of another source."""
    figure = {"definition": "standard", "vintage": "yearbook", "qualifier": "exact", "confidence": "official"}
    row = figure | {"reference_id": "rnew", "source_title": "年鉴"} | columns
    return replace(ds, reference=conform(pd.concat([ds.reference, pd.DataFrame([row])]), "reference"))


def with_values(ds: Dataset, values: dict[str, float]) -> Dataset:
    """Return the project with other values of some observations."""
    ids = ds.observations["observation_id"]
    return replace(ds, observations=ds.observations.assign(obs_value=ids.map(values).fillna(ds.observations["obs_value"])))


def test_every_formula_gives_its_value_and_holds_the_numbers_of_its_inputs(plans: Dataset, rows: list[dict[str, Any]]) -> None:
    known = inputs_of(plans, rows)
    assert {row["transformation"] for row in rows} == {c for c in plans.codelists.transformation if not c.endswith("_to_area")}
    for row in rows:
        assert math.isclose(eval(row["formula"]), row["obs_value"], rel_tol=1e-12, abs_tol=1e-12), row
        numbers = {float(number) for number in re.findall(r"\d+(?:\.\d+)?", row["formula"])}
        assert {known[i]["obs_value"] for i in row["input_ids"].split(" ")} <= numbers, row


def test_inputs_exist_are_not_weak_and_no_firmer_than_the_result(plans: Dataset, rows: list[dict[str, Any]]) -> None:
    known = inputs_of(plans, rows)
    order = ["A", "P", "E", "F", "B", "D", "U"]
    for row in rows:
        inputs = [known[i] for i in row["input_ids"].split(" ")]
        assert "weak" not in {i.get("confidence") for i in inputs}, row
        status = weakest([i.get("obs_status") or ("A" if i["qualifier"] == "exact" else "E") for i in inputs])
        assert order.index(row["obs_status"]) >= order.index(status) or row["obs_status"] == "F", row
        assert "U" not in {i.get("obs_status") for i in inputs}


def test_the_table_keeps_its_contract(plans: Dataset, frame: pd.DataFrame) -> None:
    assert list(frame.columns) == list(DERIVED)
    assert frame["derived_id"].is_unique
    assert frame["derived_id"].str.fullmatch(r"d[0-9a-f]{10}(-\d+)?").all()
    assert (frame["unit_mult"] == 0).all()
    assert frame["obs_value"].map(math.isfinite).all()
    for name, codes in (("unit_measure", "unit_measure"), ("kind", "kind"), ("obs_status", "obs_status")):
        assert set(frame[name]) <= set(getattr(plans.codelists, codes))
    assert list(dict.fromkeys(frame["transformation"])) == [c for c in plans.codelists.transformation if "area" not in c]


def test_a_share_of_gdp_is_of_one_year_or_not_there(plans: Dataset) -> None:
    def spent(ds: Dataset) -> list[dict[str, Any]]:
        found = pick(to_rows(derive(ds)), transformation="per_denominator", ref_area="CN-330483", kind="ratio")
        return pick(found, indicator="rd_expenditure_gdp_ratio")

    gdp = {"ref_area": "CN-330483", "indicator": "gdp", "unit_measure": "元", "time_period": 2023, "obs_value": 124000000000}
    assert spent(plans) == [], "R&D of 2023 is not held against GDP of 2021"
    assert spent(with_reference(plans, qualifier="forecast", **gdp)) == []
    assert spent(with_reference(plans, confidence="weak", **gdp | {"time_period": 2023})) == []
    row = one(spent(with_reference(plans, **gdp)))
    assert (row["formula"], row["unit_measure"]) == ("9000000000 / 124000000000 * 100", "%")
    assert (row["obs_status"], row["comment"]) == ("A", "denominator: yearbook, 2023")


def test_other_amounts_over_gdp_of_another_year_are_estimates(rows: list[dict[str, Any]]) -> None:
    row = one(rows, ref_area="CN-330483", indicator="top_talents_cooperation", unit_measure="人_PER_100M_YUAN")
    assert (row["obs_status"], row["comment"]) == ("E", "denominator: first_published, 2021")


def test_the_order_of_documents_and_figures_does_not_matter(plans: Dataset, frame: pd.DataFrame) -> None:
    turned = replace(plans, observations=plans.observations.iloc[::-1], reference=plans.reference.iloc[::-1])
    pd.testing.assert_frame_equal(derive(turned), frame)


@pytest.mark.parametrize(
    ("transformation", "area", "indicator", "year", "shown"),
    [
        ("per_denominator", "CN-320402", "invention_patents_per_10k", 2025, "≥ 35.9 件/万人"),
        ("implied_level", "CN-330483", "new_type_rd_institutions", 2023, "≥ 15 家"),
        ("implied_baseline", "CN-320400", "hightech_enterprises", 2020, "≥ 2,500 家"),
        ("implied_baseline", "CN-320400", "innovation_platforms_provincial_plus", 2020, "60 家"),
        ("required_growth", "CN-320400", "hightech_enterprises", 2025, "14.9%"),
        ("required_growth", "CN-320281-HTZ", "hightech_enterprises", 2020, "22.5%"),
        ("pace", "CN-320281-HTZ", "hightech_enterprises", 2020, "20 家"),
        ("pace", "CN-320281-HTZ", "hightech_zone_national_rank", 2020, "第 -7.5 位"),
        ("pace", "CN-320281-HTZ", "rd_expenditure_gdp_ratio", 2020, "≥ 0.2 百分点"),
        ("pace", "CN-320400", "rd_expenditure_gdp_ratio", 2025, "≈ 0.1 百分点"),
        ("pace", "CN-330483", "hightech_enterprises", 2023, "115 家"),
        ("share_of_parent", "CN-320402", "hightech_enterprises", 2025, "≤ 10%"),
        ("share_of_parent", "CN-320402", "resident_population", 2020, "12.7%"),
        ("share_of_parent", "CN-320402", "gdp", 2020, "10.4%"),
        ("share_of_parent", "CN-320402-HTZ", "hightech_enterprises", 2025, "40%"),
        ("implied_denominator", "CN-320281-HTZ", "resident_population", 2018, "118,333 人"),
        ("implied_denominator", "CN-320281-HTZ", "resident_population", 2020, "≤ 104,286 人"),
        ("gap_to_parent", "CN-320402", "rd_expenditure_gdp_ratio", 2025, "-0.3 百分点"),
    ],
)
def test_what_a_reader_sees(
    plans: Dataset, rows: list[dict[str, Any]], transformation: str, area: str, indicator: str, year: int, shown: str
) -> None:
    row = one(rows, transformation=transformation, ref_area=area, indicator=indicator, time_period=year)
    assert cp.format_value(plans, row, "zh") == shown


def test_the_patents_of_tianning_become_comparable_through_the_census(rows: list[dict[str, Any]]) -> None:
    row = one(rows, transformation="per_denominator", ref_area="CN-320402", indicator="invention_patents_per_10k")
    assert row["formula"] == "2400 / 668906 * 10000"
    assert (row["kind"], row["unit_measure"], row["value_type"]) == ("ratio", "件_PER_10K", "target")
    assert row["comment"] == "denominator: census_2020, 2020"


def test_an_area_without_a_population_of_its_own_has_no_figure_per_head(plans: Dataset, rows: list[dict[str, Any]]) -> None:
    per_head = pick(rows, transformation="per_denominator")
    areas = {row["ref_area"] for row in per_head}
    assert areas == {"CN-320400", "CN-320402", "CN-330483"}
    levels = {plans.codelists.ref_area[row["ref_area"]].level for row in plans.rows} - {"zone", "group"}
    assert {plans.codelists.ref_area[area].level for area in areas} == levels


def test_a_stock_and_a_flow_over_population_are_two_measures(rows: list[dict[str, Any]]) -> None:
    found = pick(rows, transformation="per_denominator", indicator="hightech_enterprises", unit_measure="家_PER_10K")
    assert {(row["ref_area"], row["kind"]) for row in found} == {
        ("CN-320400", "ratio"),
        ("CN-320402", "ratio"),
        ("CN-330483", "flow"),
    }


def test_percentages_differ_in_points_and_have_no_growth(plans: Dataset, rows: list[dict[str, Any]]) -> None:
    percent = {row["indicator"] for row in plans.rows if row["unit_measure"] == "%"}
    changes = [r for r in rows if r["indicator"] in percent and r["transformation"].startswith(("gap", "pace"))]
    assert len(changes) > 0
    assert {(row["unit_measure"], row["kind"]) for row in changes} == {("百分点", "change_pp")}
    assert not [r for r in rows if r["indicator"] in percent and r["transformation"] == "required_growth"]


def test_ranks_have_places_only(rows: list[dict[str, Any]]) -> None:
    ranks = {r["transformation"] for r in rows if r["kind"] == "rank"}
    assert ranks == {"gap_to_best", "gap_to_median", "pace"}


@pytest.mark.parametrize("reference", ["best", "median", "parent"])
def test_gaps_are_those_of_the_benchmark(plans: Dataset, rows: list[dict[str, Any]], reference: str) -> None:
    frame = to_rows(cp.benchmark(plans, reference=reference))
    expected = [r for r in frame if r["gap"] is not None and r["reference_area"] != r["ref_area"]]
    gaps = pick(rows, transformation=f"gap_to_{reference}")
    assert len(gaps) == len(expected) > 0
    for row in expected:
        own = [r for r in gaps if r["input_ids"].split(" ")[0] == row["observation_id"]]
        assert math.isclose(own[0]["obs_value"], row["gap"], abs_tol=1e-9)
        assert (own[0]["comparator"], own[0]["reference_area"]) == (row["gap_comparator"], row["reference_area"])


def test_shares_name_what_is_not_the_same(rows: list[dict[str, Any]]) -> None:
    row = one(rows, transformation="share_of_parent", ref_area="CN-320402", indicator="high_level_incubators")
    assert row["comment"] == "flow from 2022, of the parent from 2021"
    row = one(rows, transformation="share_of_parent", ref_area="CN-320402", indicator="resident_population")
    assert (row["comment"], row["source_id"], row["value_type"]) == ("figures: census_2020, 2020", None, "actual")
    row = one(rows, transformation="share_of_parent", ref_area="CN-320402", indicator="gazelle_enterprises")
    assert (row["definition"], row["comment"]) == ("list_not_stated", "definition not stated")


# --- The rules, on altered data


def growth_of(ds: Dataset, area: str = "CN-320400") -> dict[str, Any]:
    observations = usable(ds)
    rates, _ = growth(ds, observations, identified(implied_baselines(ds, observations)))
    return one(to_rows(rates), ref_area=area, indicator="hightech_enterprises")


def test_a_figure_of_another_source_goes_before_an_implied_baseline(plans: Dataset) -> None:
    figure = {"ref_area": "CN-320400", "indicator": "hightech_enterprises", "unit_measure": "家", "obs_value": 2514}
    row = growth_of(with_reference(plans, time_period=2020, **figure))
    assert row["formula"] == "((5000 / 2514) ** (1 / 5) - 1) * 100"
    assert (row["comment"], row["comparator"], row["obs_status"]) == ("baseline: figure of another source, 2020", ">=", "A")
    expected = growth_of(with_reference(plans, time_period=2019, **figure | {"qualifier": "forecast"}))
    assert expected["comment"] == "baseline: forecast of another source, 2019"
    assert (expected["comparator"], expected["obs_status"], expected["period_start"]) == ("~", "F", 2019)
    both = with_reference(
        with_reference(plans, time_period=2019, **figure), time_period=2020, **figure | {"qualifier": "forecast"}
    )
    assert growth_of(both)["comment"] == "baseline: figure of another source, 2019", "a plain figure before a forecast"


@pytest.mark.parametrize(
    "unfit",
    [
        {"time_period": 2018},
        {"time_period": 2021},
        {"confidence": "weak"},
        {"vintage": "pre_census_series"},
        {"qualifier": "lower_bound"},
        {"unit_measure": "个"},
        {"definition": None},
    ],
)
def test_a_figure_that_does_not_fit_is_no_baseline(plans: Dataset, unfit: dict[str, Any]) -> None:
    figure = {"ref_area": "CN-320400", "indicator": "hightech_enterprises", "unit_measure": "家", "obs_value": 2514}
    row = growth_of(with_reference(plans, **figure | {"time_period": 2020} | unfit))
    assert (row["comment"], row["comparator"]) == ("baseline: implied by the multiple, 2020", "=")


def test_a_stated_baseline_goes_before_all(plans: Dataset) -> None:
    figure = {"ref_area": "CN-320281-HTZ", "indicator": "hightech_enterprises", "unit_measure": "家", "obs_value": 70}
    row = growth_of(with_reference(plans, time_period=2017, **figure), "CN-320281-HTZ")
    assert (row["comment"], row["period_start"], row["base_period"]) == ("baseline: stated, 2018", 2018, "2018")


def test_a_baseline_or_reference_of_zero_gives_no_rate_but_a_pace(plans: Dataset) -> None:
    baseline = next(
        r["observation_id"] for r in plans.rows if (r["indicator"], r["value_type"]) == ("hightech_enterprises", "baseline")
    )
    found = pick(
        to_rows(derive(with_values(plans, {baseline: 0.0}))), ref_area="CN-320281-HTZ", indicator="hightech_enterprises"
    )
    assert "required_growth" not in {row["transformation"] for row in found}
    assert one(found, transformation="pace")["formula"] == "(120 - 0) / 2"


def test_contradicted_values_are_not_reckoned_with(ds: Dataset) -> None:
    contradicted = set(ds.observations.loc[ds.observations["obs_status"] == "U", "observation_id"])
    frame = derive(ds)
    assert len(contradicted) == 2
    assert len(frame) > 0
    assert not contradicted & set(" ".join(frame["input_ids"]).split())


def test_a_contradicted_value_is_no_best_one(ds: Dataset) -> None:
    best = ds.observations["ref_area"].eq("XX-11-HTZ") & ds.observations["indicator"].eq("rd_gdp_ratio")
    doubtful = replace(ds, observations=ds.observations.assign(obs_status=ds.observations["obs_status"].mask(best, "U")))
    found = pick(to_rows(derive(doubtful)), indicator="rd_gdp_ratio", transformation="gap_to_best")
    assert [(row["ref_area"], row["formula"]) for row in found] == [("XX-11", "3.2 - 3.5")]


@pytest.mark.parametrize("status", ["M", "O", "U"])
def test_what_has_no_value_by_its_status_is_skipped(ds: Dataset, status: str) -> None:
    chosen = ds.observations["indicator"].isin(["rd_gdp_ratio", "hightech_firms"])
    gone = replace(ds, observations=ds.observations.assign(obs_status=ds.observations["obs_status"].mask(chosen, status)))
    frame = derive(gone)
    assert len(frame) > 0
    assert not {"rd_gdp_ratio", "hightech_firms"} & set(frame["indicator"])


@pytest.mark.parametrize(
    ("column", "name", "message"),
    [
        ("source_id", "yunzhou_2012", "unknown source_id 'yunzhou_2012'; nearest: yunzhou_2021"),
        ("ref_area", "XX-12", "unknown ref_area 'XX-12'; nearest: XX-21"),
        ("indicator", "incubator", "unknown indicator 'incubator'; nearest: incubators"),
    ],
)
def test_a_name_that_is_not_known_is_said(ds: Dataset, column: str, name: str, message: str) -> None:
    first = ds.observations["observation_id"].eq(ds.observations["observation_id"].iloc[-1])
    strange = replace(ds, observations=ds.observations.assign(**{column: ds.observations[column].mask(first, name)}))
    for call in (derive, cp.attainment):
        with pytest.raises(cp.UnknownNameError, match=f"observation o[0-9a-f]+: {message}"):
            call(strange)


def test_a_missing_value_gives_no_figure(plans: Dataset) -> None:
    gone = plans.observations["indicator"].eq("valid_invention_patents") & plans.observations["time_period"].eq(2025)
    assert gone.sum() == 1
    frame = derive(replace(plans, observations=plans.observations.assign(obs_value=plans.observations["obs_value"].mask(gone))))
    assert plans.observations.loc[gone, "observation_id"].item() not in " ".join(frame["input_ids"])
    assert frame["obs_value"].notna().all()


def test_shares_are_of_one_year(plans: Dataset) -> None:
    own = plans.observations["ref_area"].eq("CN-320402") & plans.observations["indicator"].eq("hightech_enterprises")
    years = plans.observations["time_period"].mask(own, 2024)
    early = replace(plans, observations=plans.observations.assign(time_period=years))
    found = {(row["ref_area"], row["indicator"]) for row in to_rows(shares(early, usable(early)))}
    assert ("CN-320402", "gazelle_enterprises") in found
    assert ("CN-320402", "hightech_enterprises") not in found


def test_an_areas_own_document_goes_before_what_another_says_of_it(plans: Dataset) -> None:
    def formulas(ds: Dataset) -> dict[str, str]:
        found = pick(to_rows(shares(ds, usable(ds))), indicator="hightech_enterprises", kind="level")
        return {row["ref_area"]: row["formula"] for row in found}

    own = next(r for r in plans.rows if r["ref_area"] == "CN-320402" and r["indicator"] == "hightech_enterprises")
    said = own | {"observation_id": "onew", "source_id": "changzhou_2021", "obs_value": 999.0}
    later = replace(plans.sources["changzhou_2021"], issued="2099-01-01")
    table = conform(pd.concat([pd.DataFrame([said]), plans.observations]), "observations")
    both = replace(plans, observations=table, sources={**plans.sources, "changzhou_2021": later})
    assert formulas(both) == {"CN-320402": "500 / 5000 * 100", "CN-320402-HTZ": "200 / 500 * 100"}
    foreign = replace(both, observations=table[table["observation_id"] != own["observation_id"]])
    assert formulas(foreign) == {"CN-320402": "999 / 5000 * 100", "CN-320402-HTZ": "200 / 999 * 100"}


@pytest.mark.parametrize(
    ("multiple", "formula", "comparator"),
    [(2.0, "(5000 - 2500) / 5", ">="), (1.0, "(5000 - 5000) / 5", "="), (0.5, "(5000 - 10000) / 5", "<=")],
)
def test_a_multiple_below_one_turns_the_pace_round(plans: Dataset, multiple: float, formula: str, comparator: str) -> None:
    changed = with_multiple(plans, multiple)
    observations = usable(changed)
    _, paces = growth(changed, observations, identified(implied_baselines(changed, observations)))
    row = one(to_rows(paces), ref_area="CN-320400", indicator="hightech_enterprises")
    assert (row["formula"], row["comparator"]) == (formula, comparator)


def test_a_multiple_of_zero_implies_nothing(plans: Dataset) -> None:
    changed = with_multiple(plans, 0.0)
    assert pick(to_rows(implied_baselines(changed, usable(changed))), indicator="hightech_enterprises") == []


def with_multiple(ds: Dataset, value: float) -> Dataset:
    """Return the project with another multiple of high-tech enterprises."""
    (row,) = (r for r in ds.rows if (r["indicator"], r["kind"]) == ("hightech_enterprises", "multiple"))
    return with_values(ds, {row["observation_id"]: value})


def test_a_level_long_before_a_flow_is_not_added_to(plans: Dataset) -> None:
    level = plans.observations["value_type"] == "actual"
    assert level.sum() == 1
    early = plans.observations.assign(time_period=plans.observations["time_period"].mask(level, 2020))
    assert len(derive(replace(plans, observations=early)).query("transformation == 'implied_level'")) == 0
    before = plans.observations.assign(time_period=plans.observations["time_period"].mask(level, 2021))
    row = one(to_rows(derive(replace(plans, observations=before))), transformation="implied_level")
    assert (row["comment"], row["obs_status"]) == ("level of 2021", "E")


# --- The user's call


@pytest.fixture(scope="module")
def built(plans: Dataset, frame: pd.DataFrame) -> Dataset:
    return replace(plans, derived=frame)


def test_selecting_by_names(built: Dataset) -> None:
    frame = derived(built, transformations="占上级地区比重", regions="天宁区", indicators=["高新技术企业数", "gdp"])
    assert frame[["indicator", "formula"]].to_numpy().tolist() == [
        ["hightech_enterprises", "500 / 5000 * 100"],
        ["gdp", "80820000000 / 780530000000 * 100"],
    ]
    pd.testing.assert_frame_equal(derived(built), built.derived)


def test_a_named_reference_is_reckoned_when_asked_for(built: Dataset) -> None:
    frame = derived(built, reference="常州市", regions="天宁区", transformations=["gap_to_area", "ratio_to_area"])
    row = frame[frame["indicator"] == "rd_expenditure_gdp_ratio"].set_index("transformation")
    assert row["formula"].to_dict() == {"gap_to_area": "3.2 - 3.5", "ratio_to_area": "3.2 / 3.5"}
    assert set(frame["reference_area"]) == {"CN-320400"}
    assert "hightech_enterprises" not in set(frame["indicator"]), "a count is not held against another level"
    everything = derive(built, reference="CN-320400")
    assert len(everything) == len(built.derived) + (everything["transformation"].str.endswith("_to_area")).sum()


def test_names_that_are_not_known(built: Dataset) -> None:
    with pytest.raises(cp.UnknownNameError, match="unknown transformation 'gap_to_bset'; nearest: gap_to_best"):
        derived(built, transformations="gap_to_bset")
    with pytest.raises(cp.UnknownNameError, match="unknown region '天宁县'"):
        derived(built, reference="天宁县")
    with pytest.raises(cp.UnknownNameError, match="unknown indicator"):
        derived(built, indicators="高新企业们")
    with pytest.raises(cp.UsageError, match="CN-320282 states none of the measures compared"):
        derived(built, reference="宜兴市")
