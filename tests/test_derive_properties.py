"""The arithmetic of derived figures: identities that hold for all numbers, and bounds that never claim more than is known."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from compare.dataset import Dataset, load, opposite, to_rows
from compare.derive.arithmetic import (
    Amount,
    add,
    amount,
    change_from_multiple,
    change_per_year,
    divide,
    growth_rate,
    middle,
    subtract,
)
from compare.derive.growth import growth
from compare.derive.implied import implied_baselines
from compare.derive.rows import Inputs, derived_rows, identified, stated, usable
from compare.schema import conform

POSITIVE = st.integers(1, 10**11).map(lambda n: n / 100)
ANY = st.integers(-(10**11), 10**11).map(lambda n: n / 100)
COMPARATORS = st.sampled_from(["=", ">=", ">", "<=", "<", "~"])
YEARS = st.integers(1, 30)
STATUSES = ["A", "P", "E", "F", "B", "D", "U"]


@st.composite
def partly_known(draw: st.DrawFn) -> tuple[Amount, float]:
    """Return a positive number with a comparator, and a true value that the two allow."""
    value, comparator = draw(POSITIVE), draw(COMPARATORS)
    more, less = draw(st.floats(1.001, 10)), draw(st.floats(0.1, 0.999))
    allowed = {
        "=": [1.0],
        ">=": [1.0, more],
        ">": [more],
        "<=": [1.0, less],
        "<": [less],
        "~": [less, 1.0, more],
    }
    return amount(value, comparator), value * draw(st.sampled_from(allowed[comparator]))


def is_allowed(result: Amount, true: float, size: float) -> bool:
    """Say whether a result is borne out by the true value, but for the rounding of floats."""
    difference, slack = true - float(result.value), 1e-9 * max(size, abs(true))
    return {
        "=": abs(difference) <= slack,
        ">=": difference >= -slack,
        ">": difference > -slack,
        "<=": difference <= slack,
        "<": difference < slack,
        "~": True,
    }[result.comparator]


def close(a: float | Decimal, b: float | Decimal) -> bool:
    return math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-12)


def row(value: float, comparator: str = "=", status: str = "A") -> dict[str, Any]:
    key = {"source_id": "s", "ref_area": "a", "indicator": "i", "definition": "standard", "time_period": 2025, "kind": "level"}
    key |= {"value_type": "target", "bound": "point", "unit_measure": "家", "period_start": None, "base_period": None}
    return key | {"obs_value": value, "comparator": comparator, "obs_status": status, "observation_id": f"o{value}{status}"}


# --- Identities


@given(POSITIVE, POSITIVE, st.sampled_from([10**4, 10**8]))
def test_per_head_times_population_is_the_amount(value: float, population: float, multiple: int) -> None:
    found = divide(amount(value), amount(population), multiple)
    assert found is not None
    assert close(found.value * Decimal(str(population)) / multiple, value)


@given(ANY, ANY, COMPARATORS, COMPARATORS)
def test_a_gap_the_other_way_round_is_its_negative(a: float, b: float, first: str, second: str) -> None:
    gap, back = subtract(amount(a, first), amount(b, second)), subtract(amount(b, second), amount(a, first))
    assert gap.value == -back.value
    assert gap.comparator == opposite(back.comparator)


@given(POSITIVE, POSITIVE, COMPARATORS, COMPARATORS)
def test_a_ratio_the_other_way_round_is_its_reciprocal(a: float, b: float, first: str, second: str) -> None:
    ratio, back = divide(amount(a, first), amount(b, second)), divide(amount(b, second), amount(a, first))
    assert ratio is not None
    assert back is not None
    assert close(ratio.value * back.value, 1)
    assert ratio.comparator == opposite(back.comparator)


@given(POSITIVE, POSITIVE, YEARS)
def test_growth_compounds_to_the_target(target: float, baseline: float, years: int) -> None:
    rate = growth_rate(amount(target), amount(baseline), years)
    assert rate is not None
    assert close(Decimal(str(baseline)) * (1 + rate.value / 100) ** years, target)


@given(ANY, ANY, YEARS)
def test_pace_leads_to_the_target(target: float, baseline: float, years: int) -> None:
    pace = change_per_year(amount(target), amount(baseline), years)
    assert pace is not None
    assert math.isclose(Decimal(str(baseline)) + pace.value * years, target, rel_tol=1e-12, abs_tol=1e-9)


@given(POSITIVE, POSITIVE)
def test_share_of_the_whole_is_the_part(part: float, whole: float) -> None:
    share = divide(amount(part), amount(whole), 100)
    assert share is not None
    assert close(share.value / 100 * Decimal(str(whole)), part)


@given(POSITIVE, POSITIVE, st.sampled_from([100, 10**4, 10**8]), YEARS)
def test_the_unit_does_not_matter(a: float, b: float, factor: int, years: int) -> None:
    plain, scaled = (amount(a), amount(b)), (amount(a * factor), amount(b * factor))
    assume(Decimal(str(a)) * factor == scaled[0].value and Decimal(str(b)) * factor == scaled[1].value)
    for operation in (divide, lambda x, y: growth_rate(x, y, years)):
        assert close(operation(*plain).value, operation(*scaled).value)  # type: ignore[no-untyped-call]
    assert subtract(*scaled).value == subtract(*plain).value * factor
    assert add(*scaled).value == add(*plain).value * factor


@given(ANY, ANY, YEARS, COMPARATORS)
def test_every_formula_gives_its_value(a: float, b: float, years: int, comparator: str) -> None:
    x, y = amount(a, comparator), amount(b)
    found = [x, add(x, y), subtract(x, y), subtract(x, middle(x, y)), divide(x, y, 100), divide(x, middle(x, y))]
    for result in [*found, growth_rate(x, y, years), change_per_year(x, y, years)]:
        if result is not None:
            assert math.isclose(eval(result.formula), result.value, rel_tol=1e-9, abs_tol=1e-6), result


@given(ANY, ANY, YEARS)
def test_nothing_is_divided_by_zero_or_below(a: float, b: float, years: int) -> None:
    is_possible = a >= 0 and b > 0
    assert (divide(amount(a), amount(b)) is not None) == is_possible
    assert (growth_rate(amount(a), amount(b), years) is not None) == is_possible
    assert growth_rate(amount(a), amount(b), 0) is None
    assert change_per_year(amount(a), amount(b), 0) is None


# --- What bounds leave known


@given(partly_known(), partly_known(), YEARS)
def test_no_result_claims_more_than_its_inputs_allow(a: tuple[Amount, float], b: tuple[Amount, float], years: int) -> None:
    (x, true_x), (y, true_y) = a, b
    size = max(true_x, true_y, float(x.value), float(y.value))
    assert is_allowed(add(x, y), true_x + true_y, size)
    assert is_allowed(subtract(x, y), true_x - true_y, size)
    assert is_allowed(middle(x, y), (true_x + true_y) / 2, size)
    for result, true in (
        (divide(x, y), true_x / true_y),
        (divide(x, y, 100), true_x / true_y * 100),
        (growth_rate(x, y, years), ((true_x / true_y) ** (1 / years) - 1) * 100),
        (change_per_year(x, y, years), (true_x - true_y) / years),
    ):
        assert result is not None
        assert is_allowed(result, true, max(size / years, float(abs(result.value)), 1)), result


@given(partly_known(), partly_known(), st.sampled_from([1e-6, 0.01, 0.5, 1.0]))
def test_a_change_from_a_multiple_claims_no_more_than_target_and_multiple_allow(
    target: tuple[Amount, float], multiple: tuple[Amount, float], scale: float
) -> None:
    (x, true_x), (m, true_m) = target, multiple
    factor = Decimal(str(scale)) if m.value > 1 else Decimal(1)  # most amounts are large, most multiples near 1
    m, true_m = m._replace(value=m.value * factor), true_m * float(factor)
    value = x.value - x.value / m.value
    result = Amount(value, change_from_multiple(x, m), "")
    assert is_allowed(result, true_x - true_x / true_m, max(abs(float(value)), true_x, true_x / true_m)), result


# --- Order


@pytest.fixture(scope="module")
def ds() -> Dataset:
    """Return the miniature with ranges as baselines and as targets, and two multiples."""
    project = load(Path(__file__).parent / "miniature")
    target = next(r for r in project.rows if r["ref_area"] == "XX-11" and r["indicator"] == "hightech_firms")
    base = {"time_period": 2021, "value_type": "baseline"}
    added = [
        base | {"bound": "lower", "obs_value": 300.0, "comparator": ">="},
        base | {"bound": "upper", "obs_value": 400.0, "comparator": "<="},
        {"bound": "upper", "obs_value": 600.0, "comparator": "<="},
        {"source_id": "yunzhou_2021", "ref_area": "XX-10", "kind": "multiple", "unit_measure": "倍", "obs_value": 2.0},
        {"source_id": "yunzhou_2021", "ref_area": "XX-10", "kind": "multiple", "unit_measure": "倍", "obs_value": 3.0},
    ]
    rows = [target | {"observation_id": f"onew{n}"} | row for n, row in enumerate(added)]
    return replace(project, observations=conform(pd.concat([project.observations, pd.DataFrame(rows)]), "observations"))


@settings(max_examples=15)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_pace_and_no_growth(ds: Dataset, random: Any) -> None:
    def reckoned(project: Dataset) -> list[dict[str, Any]]:
        observations = usable(project)
        rates, paces = growth(project, observations, identified(implied_baselines(project, observations)))
        return sorted(to_rows(pd.concat([rates, paces])), key=str)

    order = list(range(len(ds.observations)))
    random.shuffle(order)
    assert reckoned(replace(ds, observations=ds.observations.iloc[order])) == (expected := reckoned(ds))
    steps = [r for r in expected if r["transformation"] == "pace"]
    paces = {r["obs_value"]: r["formula"] for r in steps if r["ref_area"] == "XX-11" and r["kind"] == "level"}
    assert paces == {50.0: "(500 - 300) / 4", 75.0: "(600 - 300) / 4"}, "of a range as baseline the lower end"


# --- Rows


def made(results: list[Amount], *, status: list[str] | None = None, at_best: str = "A", **columns: Any) -> pd.DataFrame:
    """Return derived rows of invented observations, each from as many inputs as there are statuses."""
    base = pd.DataFrame([row(n) for n in range(1, len(results) + 1)])
    inputs = [Inputs.of(base.assign(observation_id=f"o{n}", obs_status=code)) for n, code in enumerate(status or ["A"])]
    return derived_rows(base, results, inputs, at_best=at_best, transformation="pace", **columns)


@given(st.lists(st.sampled_from(STATUSES), min_size=1, max_size=4), st.sampled_from(STATUSES))
def test_a_row_is_no_firmer_than_any_input(statuses: list[str], at_best: str) -> None:
    (found,) = to_rows(made([stated(row(1))], status=statuses, at_best=at_best))
    assert STATUSES.index(found["obs_status"]) == max(map(STATUSES.index, [*statuses, at_best]))


@given(st.lists(st.floats(1e-6, 1e6, exclude_max=True), min_size=1))
def test_the_decimals_shown_lose_less_than_half_a_per_cent(values: list[float]) -> None:
    found = to_rows(made([Amount(Decimal(repr(value)), "=", "1") for value in values]))
    for value, derived in zip(values, found, strict=True):
        assert abs(round(value, derived["decimals"]) - value) <= 0.005 * value
        assert derived["obs_value"] == value


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**9), 10**9).map(lambda n: n / 1000))
def test_the_decimals_shown_are_all_or_leave_three_digits(value: float) -> None:
    """The rule by the printed digits: all of them where the shortest form has two places at most, else three digits."""
    (found,) = to_rows(made([Amount(Decimal(repr(value)), "=", "1")]))
    printed = Decimal(repr(value)).normalize()
    places = max(0, -int(printed.as_tuple().exponent))
    three = max(0, 2 - printed.adjusted())
    assert found["decimals"] == (None if abs(value) >= 10**6 else places if places <= 2 else three)


@given(st.permutations(["flow from 2021", "flow from 2022", "flow from 2023"]))
def test_rows_of_one_key_are_told_apart_whatever_their_order(order: list[str]) -> None:
    base = made([amount(1)]).iloc[[0, 0, 0, 0]].assign(input_ids=[*order, "other"], unit_measure=["家", "家", "家", "件"])
    ids = {r["input_ids"]: r["derived_id"] for r in to_rows(identified(base))}
    first = ids["flow from 2021"]
    assert [ids[text].removeprefix(first) for text in sorted(order)] == ["", "-2", "-3"]
    assert not ids["other"].startswith(first), "another unit is another key"


@given(st.integers(0, 10**12), st.integers(1, 10**6), st.integers(1, 30))
def test_a_rate_of_growth_is_that_of_the_power_with_a_fraction(target: int, baseline: int, years: int) -> None:
    rate = growth_rate(amount(target), amount(baseline), years)
    assert rate is not None
    with localcontext(prec=50):
        exact = ((Decimal(target) / Decimal(baseline)) ** (1 / Decimal(years)) - 1) * 100
        assert abs(rate.value - exact) <= Decimal("1e-23") * max(1, abs(exact))
