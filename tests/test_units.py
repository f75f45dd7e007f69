"""Numerals, magnitudes and units."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.codelists import Codelist, Unit, load_codelists
from compare.errors import DataError
from compare.units import UnitReader, compile_units, read_arabic, read_chinese

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def reader() -> UnitReader:
    return compile_units(load_codelists(ROOT / "data" / "codelists").unit_measure)


def _one(reader: UnitReader, text: str) -> tuple[str, float, str, int]:
    found = list(reader.find(text))
    assert len(found) == 1, found
    q = found[0]
    return text[q.start : q.end], q.value, q.unit, q.unit_mult


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("达500家", ("500", 500, "家", 0)),
        ("新增1.5万人", ("1.5", 15_000, "人", 4)),
        ("设立400亿元资金", ("400", 40_000_000_000, "元", 8)),
        ("面积100万平方米", ("100", 1_000_000, "平方米", 4)),
        ("比重3.2%", ("3.2", 3.2, "%", 0)),
        ("提高5个百分点", ("5", 5, "百分点", 0)),
        ("提高5百分点", ("5", 5, "百分点", 0)),
        ("企业1,200家", ("1,200", 1_200, "家", 0)),
        ("达一千二百家", ("一千二百", 1_200, "家", 0)),
        ("占百分之四", ("四", 4, "%", 0)),
        ("培育十五个", ("十五", 15, "个", 0)),
        ("研发经费90亿,", ("90", 9_000_000_000, "", 8)),
        ("300余家", ("300", 300, "家", 0)),
    ],
)
def test_quantities_have_value_unit_and_magnitude(reader: UnitReader, text: str, expected: tuple[str, float, str, int]) -> None:
    assert _one(reader, text) == expected


def test_a_word_for_more_is_kept(reader: UnitReader) -> None:
    assert [q.has_more for q in reader.find("300余家,20家")] == [True, False]


@pytest.mark.parametrize(
    ("text", "value"),
    [("一亿二千万", 120_000_000), ("一万亿", 10**12), ("三点五", 3.5), ("一百零五", 105), ("二十", 20), ("十二", 12)],
)
def test_compound_and_decimal_chinese_numerals(text: str, value: float) -> None:
    assert float(read_chinese(text)) == value


def test_idioms_are_not_quantities(reader: UnitReader) -> None:
    assert list(reader.find("充分发挥四两拨千斤作用,千方百计")) == []


@given(st.integers(min_value=0, max_value=99_999_999))
def test_chinese_numerals_round_trip(number: int) -> None:
    assert read_chinese(_write_chinese(number)) == number


@given(st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False))
def test_arabic_numerals_round_trip_with_separators(number: object) -> None:
    assert str(read_arabic(f"{number:,}")) == str(number)


@pytest.mark.parametrize("text", ["", "百分", "3.", "12a", "1,2"])
def test_what_is_no_numeral_is_an_error(text: str) -> None:
    with pytest.raises(DataError, match="is not a numeral"):
        read_arabic(text)


def test_a_form_of_two_units_is_an_error() -> None:
    units = {i: Unit(i, i, i, dimension="count", forms=("家",)) for i in ("家", "户")}
    with pytest.raises(DataError, match="form '家' belongs to '家' and to '户'"):
        compile_units(Codelist("unit_measure", units))


def _write_chinese(number: int) -> str:
    """Write a number the textbook way, as an independent check of reading."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = "零" if 0 < low < 1_000 else ""
        return _write_chinese(high) + "万" + (gap + _write_chinese(low) if low else "")
    digits = "零一二三四五六七八九"
    out, zero = "", False
    for power, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            out += ("零" if zero and out else "") + digits[digit] + word
            zero = False
        else:
            zero = True
    return out or "零"
