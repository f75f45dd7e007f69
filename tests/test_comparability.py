"""May two values be compared, and why: the rules, each with the sentence that a reader gets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare import may_compare
from compare.codelists import Codelists, load_codelists
from compare.comparability import CLASSES, ancestors, direction, is_panelled

CODELISTS = load_codelists(Path(__file__).parent / "miniature" / "data" / "codelists")


def value(**changes: Any) -> dict[str, Any]:
    stated = {
        "ref_area": "XX-10",
        "indicator": "rd_gdp_ratio",
        "definition": "whole_society",
        "kind": "ratio",
        "unit_measure": "%",
    }
    return stated | {"time_period": 2025, "comparator": "="} | changes


def count(**changes: Any) -> dict[str, Any]:
    return value(indicator="hightech_firms", definition="standard", kind="level", unit_measure="家") | changes


@pytest.mark.parametrize(
    ("a", "b", "relation", "sentence"),
    [
        (
            value(),
            value(ref_area="XX-11"),
            "same",
            "same definition, kind and unit: comparable; Qingchuan District is part of Yunzhou City",
        ),
        (value(), value(time_period=2020), "same", "same definition, kind and unit: comparable; different years (2020, 2025)"),
        (
            value(comparator=">="),
            value(time_period=None),
            "same",
            "same definition, kind and unit: comparable; a bound or an approximation is among them",
        ),
        (count(), count(ref_area="XX-20"), "same", "same definition, kind and unit: comparable"),
        (
            count(),
            count(ref_area="XX-11"),
            "panel",
            "an amount at different administrative levels: shown side by side, not ranked; "
            "Qingchuan District is part of Yunzhou City",
        ),
        (
            count(),
            count(kind="flow"),
            "kind",
            "the same indicator stated as another kind: not comparable (stock; flow over the period)",
        ),
        (
            count(kind="growth", unit_measure="%"),
            count(kind="growth", unit_measure="倍"),
            "unit",
            "the same indicator in another unit: not comparable (%; times)",
        ),
        (
            value(),
            value(definition="industry"),
            "definition",
            "the same indicator under another definition: not comparable (whole society; above-scale industry)",
        ),
        (
            value(),
            value(definition="industry", kind="rank"),
            "definition",
            "the same indicator under another definition: not comparable (whole society; above-scale industry)",
        ),
        (
            value(),
            value(indicator="rd_revenue_ratio", definition="standard"),
            "family",
            "different indicators of one family: not comparable (R&D expenditure / GDP; R&D expenditure / revenue)",
        ),
        (value(), count(), "none", "different indicators: not comparable (R&D expenditure / GDP; High-tech enterprises)"),
        (
            count(),
            count(indicator="incubators"),
            "none",
            "different indicators: not comparable (High-tech enterprises; Incubators)",
        ),
    ],
)
def test_relation_is_the_same_in_both_directions(a: dict[str, Any], b: dict[str, Any], relation: str, sentence: str) -> None:
    assert (may_compare(a, b, CODELISTS).relation, may_compare(a, b, CODELISTS).sentence_en) == (relation, sentence)
    assert may_compare(a, b, CODELISTS) == may_compare(b, a, CODELISTS)


@pytest.mark.parametrize(
    ("other", "code"),
    [(value(time_period=2020), "same_definition"), (value(definition="industry"), "same_family"), (count(), "not_comparable")],
)
def test_every_relation_belongs_to_a_class_of_the_codelist(other: dict[str, Any], code: str) -> None:
    assert may_compare(value(), other, CODELISTS).comparability == code
    assert set(CLASSES.values()) == set(CODELISTS.comparability)


def test_chinese_sentence_with_its_caveats() -> None:
    found = may_compare(value(comparator="~"), value(time_period=2023), CODELISTS)
    assert found.sentence_zh == "口径、类型和单位相同，可以比较；年份不同（2023、2025）；含界限值或约数"


@given(st.sampled_from(sorted(CODELISTS.ref_area)), st.sampled_from(sorted(CODELISTS.kind)))
def test_every_value_is_the_same_as_itself(area: str, kind: str) -> None:
    assert may_compare(value(ref_area=area, kind=kind), value(ref_area=area, kind=kind), CODELISTS).relation == "same"


@pytest.mark.parametrize(
    ("kind", "unit", "panelled"),
    [
        ("level", "家", True),
        ("flow", "平方米", True),
        ("annual", "元", True),
        ("ratio", "%", False),
        ("rank", "位", False),
        ("growth", "%", False),
        ("level", "件_PER_10K", False),
        ("level", "%", False),
    ],
)
def test_amounts_are_panelled_and_rates_are_not(kind: str, unit: str, panelled: bool) -> None:
    assert is_panelled(kind, unit, CODELISTS) is panelled


def test_areas_around_an_area_nearest_first() -> None:
    assert list(ancestors("XX-11-HTZ", CODELISTS)) == ["XX-11", "XX-10", "XX-00"]


def test_a_circle_of_parents_ends() -> None:
    areas = {**CODELISTS.ref_area.codes}
    areas["XX-00"] = type(areas["XX-00"])("XX-00", "演示国", "Demoland", level="country", parent="XX-11")
    circle = Codelists(**{**vars(CODELISTS), "ref_area": type(CODELISTS.ref_area)("ref_area", areas)})
    assert list(ancestors("XX-11", circle)) == ["XX-10", "XX-00"]


def test_less_is_better_of_every_rank() -> None:
    assert direction("rd_gdp_ratio", "ratio", CODELISTS) == 1
    assert direction("rd_gdp_ratio", "rank", CODELISTS) == -1
    assert direction("energy_intensity", "ratio", CODELISTS) == -1
