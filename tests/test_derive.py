"""The benchmark: gap and ratio to a reference, on invented areas and as properties."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import compare as cp
from compare.dataset.gaps import gap_comparator, with_gap

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
