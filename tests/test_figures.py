"""Figures of other sources: which one is used, what is known of it, what is refused; and arithmetic with bounds."""

from __future__ import annotations

import itertools
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import compare as cp
from compare.dataset import combine, denominator_of, figures_of, input_of, opposite, read_reference, start_of, weakest
from compare.errors import DataError

ROOT = Path(__file__).parents[1]
DS = cp.load(ROOT)
COMPARATORS = ("=", ">=", ">", "<=", "<", "~")
HEAD = (
    "ref_area,indicator,definition,time_period,obs_value,unit_measure,vintage,qualifier,confidence,"
    "source_title,source_address,note"
)


def holds(value: float, comparator: str, printed: float) -> bool:
    """Say whether a true value is allowed by what was printed."""
    return {
        "=": math.isclose(value, printed),
        ">=": value >= printed,
        ">": value > printed,
        "<=": value <= printed,
        "<": value < printed,
        "~": True,
    }[comparator]


@given(
    st.sampled_from(COMPARATORS),
    st.sampled_from(COMPARATORS),
    *(st.floats(1.0, 1e6) for _ in range(2)),
    *(st.floats(0.5, 2.0) for _ in range(2)),
)
def test_whatever_the_inputs_are_the_result_keeps_its_mark(
    left: str, right: str, a: float, b: float, stretch: float, shrink: float
) -> None:
    """A true value that each printed one allows gives a sum, difference, product and quotient that the mark allows."""
    true_a, true_b = a * stretch, b * shrink
    if holds(true_a, left, a) and holds(true_b, right, b) and "~" not in {left, right}:
        tolerance = 1 + 1e-9
        for found, printed, mark in (
            (true_a + true_b, a + b, combine(left, right)),
            (true_a * true_b, a * b, combine(left, right)),
            (true_a / true_b, a / b, combine(left, opposite(right))),
        ):
            allowed = {">=": found * tolerance >= printed, "<=": found <= printed * tolerance}
            assert allowed.get(mark, mark == "~" or math.isclose(found, printed))


@pytest.mark.parametrize(("left", "right"), [*itertools.product(COMPARATORS, repeat=2)])
def test_marks_combine_in_either_order_and_two_opposites_cancel(left: str, right: str) -> None:
    assert combine(left, right) == combine(right, left)
    assert opposite(opposite(left)) == left
    assert combine(left, right) == "=" or {left, right} != {"="}


def test_what_is_computed_is_no_firmer_than_its_weakest_input() -> None:
    assert weakest(["A"]) == "A"
    assert weakest(["A", "P", "E", "F"]) == "F"
    assert weakest(["E", "B", "A"]) == "B"


@pytest.mark.parametrize(
    ("area", "denominator", "value", "year", "vintage"),
    [
        ("CN-320402", "PER_10K", 668906, 2020, "census_2020"),
        ("CN-320400", "PER_10K", 5278121, 2020, "census_2020"),
        ("CN-330483", "PER_10K", 1029754, 2020, "census_2020"),
        ("CN-320402", "PER_100M_YUAN", 80_820_000_000, 2020, "first_published"),
        ("CN-330483", "PER_100M_YUAN", 114_169_000_000, 2021, "first_published"),  # the figures of 2019 and 2020 are weak
    ],
)
def test_the_denominator_is_the_firm_figure_nearest_to_the_base_year(
    area: str, denominator: str, value: float, year: int, vintage: str
) -> None:
    row = denominator_of(DS, area, denominator)
    assert row is not None
    assert (row["obs_value"], row["time_period"], row["vintage"]) == (value, year, vintage)


def test_a_zone_does_not_borrow_the_denominator_of_the_city_around_it() -> None:
    assert denominator_of(DS, "CN-320281-HTZ", "PER_10K") is None
    assert denominator_of(DS, "CN-320281-HTZ", "PER_100M_YUAN") is None


def test_one_figure_a_year_never_a_weak_one_and_the_later_row_of_equal_ones() -> None:
    keys = {(row["ref_area"], row["indicator"]) for row in DS.figures}
    for area, indicator in sorted(keys):
        rows = figures_of(DS, area, indicator)
        assert [r["time_period"] for r in rows] == sorted({r["time_period"] for r in rows})
        assert all(r["confidence"] != "weak" for r in rows)
    jiaxing = {row["time_period"]: row["obs_value"] for row in figures_of(DS, "CN-330400", "gdp")}
    assert (jiaxing[2020], jiaxing[2021]) == (556_358_000_000, 638_838_000_000)  # final verified, the second of two rows


def test_bounds_forecasts_and_breaks_are_marked() -> None:
    marks = {
        (row["qualifier"], row["comparator"], row["obs_status"])
        for area, indicator in {(r["ref_area"], r["indicator"]) for r in DS.figures}
        for row in figures_of(DS, area, indicator)
        if row["vintage"] != "pre_census_series"
    }
    assert marks == {("exact", "=", "A"), ("approximate", "~", "E"), ("lower_bound", ">", "A"), ("forecast", "~", "F")}
    older = {row["time_period"]: row["obs_status"] for row in figures_of(DS, "CN-320400", "resident_population")}
    assert (older[2018], older[2020]) == ("B", "A")


def test_what_went_into_a_figure_is_found_in_whichever_table_it_stands() -> None:
    paces = cp.derived(
        DS, transformations="pace", regions="常州市", indicators=["rd_expenditure_gdp_ratio", "hightech_enterprises"]
    )
    found = {}
    for row in paces.to_dict("records"):
        inputs = [input_of(DS, code) for code in row["input_ids"].split(" ")]
        found[row["indicator"]] = [(item["time_period"], item["obs_value"], item["comparator"]) for item in inputs]
    assert found == {
        "rd_expenditure_gdp_ratio": [(2025, 3.5, "="), (2020, 3.0, "~")],
        "hightech_enterprises": [(2025, 5000.0, ">"), (2020, 2500.0, ">=")],
    }
    assert input_of(DS, "o0000000000") is None


def test_identifiers_say_what_the_row_says() -> None:
    assert DS.reference["reference_id"].is_unique
    assert DS.reference["reference_id"].str.fullmatch("r[0-9a-f]{10}").all()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("XX-1,gdp,,2020,1,元,yearbook,exact,official,t,,", "line 2: unknown ref_area 'XX-1'"),
        ("CN-320400,gpd,,2020,1,元,yearbook,exact,official,t,,", "line 2: unknown indicator 'gpd'; nearest: gdp"),
        ("CN-320400,gdp,,2020,1,圆,yearbook,exact,official,t,,", "line 2: unknown unit_measure '圆'"),
        ("CN-320400,gdp,,,1,元,yearbook,exact,official,t,,", "line 2: time_period is missing; expected a year"),
        ("CN-320400,gdp,,2020,8O8,元,yearbook,exact,official,t,,", "line 2: obs_value is '8O8'; expected a number"),
        ("CN-320400,gdp,,2020,0,元,yearbook,exact,official,t,,", "line 2: obs_value is 0.0; expected a number above zero"),
        ("CN-320400,gdp,,2020,1,元,yearbok,exact,official,t,,", "unknown vintage 'yearbok'; nearest: yearbook"),
        ("CN-320400,gdp,,2020,1,元,yearbook,exakt,official,t,,", "unknown qualifier 'exakt'; nearest: exact"),
        ("CN-320400,gdp,,2020,1,元,yearbook,exact,oficial,t,,", "unknown confidence 'oficial'; nearest: official"),
        ("CN-320400,gdp,all,2020,1,元,yearbook,exact,official,t,,", "gdp: unknown definition 'all'; expected one of: standard"),
    ],
)
def test_a_table_that_people_wrote_is_checked_row_by_row(tmp_path: Path, row: str, message: str) -> None:
    (tmp_path / "own.csv").write_text(f"{HEAD}\n{row}\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_reference(tmp_path, DS.codelists)
    assert "own.csv" in str(caught.value)
    assert message in str(caught.value)


def test_a_definition_that_is_not_given_is_the_only_one_or_unknown(tmp_path: Path) -> None:
    rows = [
        "CN-320400,gdp,,2020,1,元,yearbook,exact,official,t,,",
        "CN-320400,tech_smes,,2020,1,家,yearbook,exact,official,t,,",
    ]
    (tmp_path / "own.csv").write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    found = read_reference(tmp_path, DS.codelists).set_index("indicator")["definition"]
    assert found["gdp"] == "standard"
    assert found.isna()["tech_smes"]


def test_a_pace_starts_from_its_baseline_and_that_of_a_flow_from_nothing() -> None:
    paces = [row for row in DS.computed if row["transformation"] == "pace"]
    starts = {len(row["input_ids"].split(" ")): start_of(DS, row["input_ids"].split(" ")[0]) for row in paces}
    assert starts[1] is None
    assert starts[2] is not None
    assert start_of(DS, "o0000000000") is None
