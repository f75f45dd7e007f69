"""What a user reads when something is wrong, and the exit codes that follow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.errors import (
    CompareError,
    DataError,
    LockedError,
    ReportError,
    UnknownNameError,
    UsageError,
    collect,
    shorten,
    unknown_name,
)


@pytest.mark.parametrize(
    ("error", "code"),
    [(CompareError, 1), (DataError, 1), (UsageError, 2), (UnknownNameError, 2), (ReportError, 3), (LockedError, 5)],
)
def test_exit_codes(error: type[CompareError], code: int) -> None:
    assert issubclass(error, CompareError)
    assert error.exit_code == code


def test_unknown_name_gives_the_nearest_and_the_place() -> None:
    error = unknown_name("region", "天宁", ["天宁区", "常州市"], "sources.yaml: entry 1")
    assert isinstance(error, UnknownNameError)
    assert str(error) == "sources.yaml: entry 1: unknown region '天宁'; nearest: 天宁区"


def test_unknown_name_without_a_near_one_lists_what_is_known() -> None:
    assert str(unknown_name("unit", "xyz", ["家", "件"])) == "unknown unit 'xyz'; expected one of: 件, 家"
    assert str(unknown_name("unit", None, ["家"])).startswith("unknown unit 'None'")


def test_long_lists_are_cut_and_counted() -> None:
    assert shorten([str(n) for n in range(12)]) == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, … and 2 more"
    assert shorten(["a", "b"]) == "a, b"


def test_no_problems_no_error() -> None:
    collect([], "nothing is wrong")


@given(st.integers(1, 40))
def test_problems_are_collected_ten_lines_then_counted(number: int) -> None:
    with pytest.raises(DataError) as caught:
        collect([f"problem {n}" for n in range(number)], "data are wrong:")
    lines = str(caught.value).splitlines()
    assert lines[0] == "data are wrong:"
    assert lines[1:11] == [f"  problem {n}" for n in range(min(number, 10))]
    assert lines[11:] == ([f"  … and {number - 10} more"] if number > 10 else [])
