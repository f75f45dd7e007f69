"""How fast each area must grow: the sentence on it, and the true reason where there is nothing to say."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import compare as cp
from compare.dataset import Dataset
from compare.derive import derive
from compare.derive.requirements import REQUIREMENTS, required_growth
from compare.derive.unpaced import UNPACED
from compare.schema import conform

CHINESE = re.compile(r"[\u4e00-\u9fff]")
CITY, DISTRICT = "XX-10", "XX-11"
FIGURE = {
    "ref_area": CITY,
    "indicator": "hightech_firms",
    "unit_measure": "家",
    "definition": "standard",
    "obs_value": 3000.0,
    "vintage": "unspecified",
    "qualifier": "exact",
    "confidence": "official",
    "source_title": "年鉴",
}


@pytest.fixture(scope="module")
def ds() -> Dataset:
    return cp.load(Path(__file__).parent / "miniature")


def held(ds: Dataset, *figures: dict[str, Any]) -> Dataset:
    """Return the project with these figures of other sources and no others."""
    rows = [FIGURE | {"reference_id": f"r{n}"} | figure for n, figure in enumerate(figures)]
    return replace(ds, reference=conform(pd.DataFrame(rows), "reference"))


def restated(ds: Dataset, area: str, indicator: str, value_type: str = "target", /, **changes: Any) -> Dataset:
    """Return the project with observations of an area and an indicator changed."""
    table = ds.observations
    chosen = (table["ref_area"] == area) & (table["indicator"] == indicator) & (table["value_type"] == value_type)
    assert chosen.any()
    changed = table.assign(**{name: table[name].mask(chosen, value) for name, value in changes.items()})
    return replace(ds, observations=conform(changed, "observations"))


def said(ds: Dataset, indicator: str = "hightech_firms", area: str = CITY) -> pd.Series:
    """Return the row of an area after the derived figures were computed."""
    frame = required_growth(replace(ds, derived=derive(ds)), indicator, regions=area)
    assert len(frame) == 1
    return frame.iloc[0]


def is_of(row: pd.Series, code: str, *values: tuple[str, str]) -> bool:
    """Say whether a row has no pace and gives this reason in both languages."""
    zh, en = UNPACED[code]
    wanted = (zh.format("、".join(v[0] for v in values)), en.format(", ".join(v[1] for v in values)))
    return pd.isna(row["pace"]) and (row["sentence_zh"], row["sentence_en"]) == wanted


def test_a_pace_names_both_ends_and_its_baseline(ds: Dataset) -> None:
    row = said(ds, "rd_gdp_ratio", DISTRICT)
    assert row["sentence_en"] == (
        "from 2.1% (2021) to 3.2% (2025); 0.275 percentage points a year; baseline stated in the document, 2021"
    )
    assert pd.isna(row["required_growth"]), "a percentage has no growth in per cent"
    row = said(held(ds, {"time_period": 2020}))
    assert (
        row["sentence_zh"]
        == "由2020年 3,000 家到2025年 > 5,000 家；年均增长 ≥ 10.8%；年均 ≥ 400 家；基期值取自其他来源（2020年）"
    )
    assert (row["baseline_value"], row["baseline_period"], row["pace"]) == (3000, 2020, 400)


def test_the_baseline_is_the_figure_of_the_same_definition(ds: Dataset) -> None:
    figure = {"indicator": "rd_gdp_ratio", "unit_measure": "%", "time_period": 2020}
    other = figure | {"definition": "industry", "obs_value": 9.0, "vintage": "census_2020"}
    row = said(held(ds, figure | {"definition": "whole_society", "obs_value": 2.5}, other), "rd_gdp_ratio")
    assert (row["baseline_value"], row["pace"]) == (2.5, 0.2)


def test_a_flow_has_a_pace_without_a_baseline(ds: Dataset) -> None:
    row = said(ds, "incubators")
    assert (row["pace"], row["sentence_en"]) == (6, "6 items a year; flow over 5 years")
    assert pd.isna(row["baseline_value"])


def test_columns_and_every_reason_in_both_languages(ds: Dataset) -> None:
    for frame in (required_growth(ds, "hightech_firms"), required_growth(ds, "hightech_firms", regions=[])):
        assert dict(frame.dtypes.astype(str)) == REQUIREMENTS
    for zh, en in UNPACED.values():
        assert CHINESE.search(zh)
        assert not CHINESE.search(en)
        assert zh.count("{}") == en.count("{}") <= 1


# --- Why there is no pace


def test_nothing_is_known(ds: Dataset) -> None:
    assert is_of(said(held(ds)), "nothing")
    assert is_of(said(held(ds, {"time_period": 2020, "confidence": "weak"})), "nothing")


@pytest.mark.parametrize(
    ("figures", "code", "years"),
    [
        ([{"time_period": 2020, "qualifier": "lower_bound"}], "bound", ()),
        ([{"time_period": 2020, "vintage": "pre_census_series"}], "break", ()),
        ([{"time_period": 2020, "definition": None}], "definition", ()),
        ([{"time_period": 2019, "unit_measure": "个"}, {"time_period": 2023}], "definition", ()),
        ([{"time_period": 2023}, {"time_period": 2022}], "later", ("2022", "2023")),
        ([{"time_period": 2018}], "outside", ("2018",)),
        ([{"time_period": 2018}, {"time_period": 2023}], "outside", ("2018", "2023")),
    ],
)
def test_figures_that_are_no_baseline(ds: Dataset, figures: list[dict[str, Any]], code: str, years: tuple[str, ...]) -> None:
    assert is_of(said(held(ds, *figures)), code, *((year, year) for year in years))


def test_figures_of_another_kind(ds: Dataset) -> None:
    table = ds.observations
    only = replace(ds, observations=table[table["ref_area"].eq(CITY) & table["indicator"].eq("hightech_firms")])
    annual = restated(only, CITY, "hightech_firms", kind="annual")
    assert is_of(said(held(annual, {"time_period": 2020})), "kind", ("存量", "stock"))


def test_a_contradicted_target(ds: Dataset) -> None:
    doubtful = restated(ds, CITY, "hightech_firms", obs_status="U")
    row = said(held(doubtful, {"time_period": 2020}))
    assert is_of(row, "contradicted")
    assert row["target_value"] == 5000


def test_a_contradicted_baseline(ds: Dataset) -> None:
    doubtful = restated(ds, DISTRICT, "rd_gdp_ratio", "baseline", obs_status="U")
    assert is_of(said(doubtful, "rd_gdp_ratio", DISTRICT), "contradicted_baseline")


def test_a_baseline_of_the_targets_own_year(ds: Dataset) -> None:
    late = restated(ds, DISTRICT, "rd_gdp_ratio", "baseline", time_period=2025)
    assert is_of(said(late, "rd_gdp_ratio", DISTRICT), "same_year", ("2025", "2025"))


def test_an_amount_of_each_year(ds: Dataset) -> None:
    recurring = restated(ds, CITY, "contract_turnover", period_start=2021)
    assert is_of(said(recurring, "contract_turnover"), "recurring", ("2021–2025", "2021–2025"))


def test_a_flow_of_an_unknown_period(ds: Dataset) -> None:
    assert is_of(said(restated(ds, CITY, "incubators", period_start=None), "incubators"), "no_period")


@pytest.mark.parametrize(
    ("kind", "unit", "name"), [("growth", "%", ("增长率", "growth rate")), ("multiple", "倍", ("倍数", "multiple"))]
)
def test_a_target_that_is_a_change(ds: Dataset, kind: str, unit: str, name: tuple[str, str]) -> None:
    table = ds.observations
    only = replace(ds, observations=table[table["ref_area"].eq(CITY) & table["indicator"].eq("hightech_firms")])
    assert is_of(said(restated(only, CITY, "hightech_firms", kind=kind, unit_measure=unit, comparator="=")), "change", name)


def test_a_project_that_was_changed_since_it_was_built(ds: Dataset) -> None:
    known = held(ds, {"time_period": 2020})
    row = required_growth(replace(known, derived=ds.derived), "hightech_firms", regions=CITY).iloc[0]
    assert is_of(row, "not_built")
    with pytest.raises(cp.DataError, match="its input r0 is not in the project; build it again"):
        required_growth(held(replace(known, derived=derive(known))), "hightech_firms", regions=CITY)
