"""Which places of a ranking the figures settle: no bound, range or approximation may move an area past another."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.test_charts import stating

from compare.dataset import Dataset, comparison, leaders, load, settled_places

Stated = tuple[str, float, str, int]


@pytest.fixture(scope="module")
def ds() -> Dataset:
    return load(Path(__file__).parent / "miniature")


@pytest.mark.parametrize(
    ("rows", "settled"),
    [
        ([("XX-10", 3, "=", 2025), ("XX-20", 2, "=", 2025)], {"XX-10", "XX-20"}),
        ([("XX-10", 3, "=", 2025), ("XX-20", 2, ">=", 2025)], set()),
        ([("XX-10", 3, ">=", 2025), ("XX-20", 2, "=", 2025)], {"XX-10", "XX-20"}),
        ([("XX-10", 3, "=", 2025), ("XX-20", 3, "=", 2025), ("XX-11", 1, "<=", 2025)], {"XX-10", "XX-20"}),
        ([("XX-10", 3, ">=", 2025), ("XX-20", 3, "=", 2025), ("XX-11", 1, "=", 2025)], {"XX-11"}),
        ([("XX-10", 3, "~", 2025), ("XX-20", 3.4, "=", 2025), ("XX-11", 5, "=", 2025)], {"XX-11"}),
        ([("XX-10", 3, "=", 2025)], set()),
    ],
)
def test_places(ds: Dataset, rows: list[Stated], settled: set[str]) -> None:
    frame = comparison(stating(ds, *rows), "rd_gdp_ratio", definition="whole_society")
    assert settled_places(ds, frame) == settled
    if leaders(ds, frame).is_settled:
        assert set(leaders(ds, frame).areas) <= settled_places(ds, frame)
