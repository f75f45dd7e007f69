"""Cells: text stays text whatever it looks like, numbers stay numbers, units are those that documents print."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from compare.codelists import Unit
from compare.dataset import load
from compare.errors import DataError
from compare.workbook import write_workbook
from compare.workbook.cells import CELL_LIMIT, clean_text, number_format, write_number, write_text
from compare.workbook.scale import choose_scale

HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    '=HYPERLINK("http://x")',
    "#N/A",
    "_x0041_",
    "a\x00b\x1b",
    "１＝",
    "'=1",
    "\ufffe",
)


def unescape(text: str | None) -> str:
    """Undo the escape that Excel undoes by itself."""
    return re.sub(r"_x005F_(?=x[0-9A-Fa-f]{4}_)", "_", text or "")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(), max_size=40)), min_size=1, max_size=12))
def test_hostile_text_stays_text(texts: list[str], tmp_path: Path) -> None:
    book = Workbook()
    for row, text in enumerate(texts, 1):
        write_text(book.active.cell(row, 1), text)
    book.save(tmp_path / "hostile.xlsx")
    sheet = load_workbook(tmp_path / "hostile.xlsx").active
    for row, text in enumerate(texts, 1):
        cell = sheet.cell(row, 1)
        assert cell.data_type == ("s" if clean_text(text) else "n")
        assert unescape(cell.value) == clean_text(text)
        assert cell.quotePrefix or not clean_text(text).startswith(("=", "+", "-", "@", "\t"))


def test_hostile_documents_cannot_act_in_the_workbook(tmp_path: Path) -> None:
    ds = load(Path(__file__).parent / "miniature")
    texts = [HOSTILE[n % len(HOSTILE)] for n in range(len(ds.mentions))]
    hostile = replace(ds, mentions=ds.mentions.assign(quote=texts, section=texts, indicator_text=texts, text=texts))
    path = write_workbook(hostile, tmp_path / "hostile.xlsx")
    with zipfile.ZipFile(path) as archive:
        sheets = [archive.read(n).decode() for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
    assert not any(re.search(r"t=\"(?:e|b)\"", sheet) for sheet in sheets)
    formulas = [formula for sheet in sheets for formula in re.findall(r"<f[^>]*>([^<]*)", sheet)]
    assert formulas
    assert not any(re.match(r"1\+1|\+1|SUM\(A1|HYPERLINK", formula) for formula in formulas), (
        "only the formulas of the live sheets"
    )
    found = {unescape(c.value) for row in load_workbook(path)["引文"].iter_rows() for c in row if isinstance(c.value, str)}
    assert {clean_text(t) for t in HOSTILE} <= found


def test_long_text_is_cut_visibly_and_infinity_is_refused() -> None:
    sheet = Workbook().active
    assert len(write_text(sheet["A1"], "𠮷" * CELL_LIMIT).value.encode("utf-16-le")) <= 2 * CELL_LIMIT
    assert sheet["A1"].value.endswith("𠮷…")
    assert write_text(sheet["A4"], "_x0041_").value == "_x005F_x0041_", "Excel would show an A"
    assert write_number(sheet["A2"], float("nan")).value is None
    with pytest.raises(DataError, match="cell A3"):
        write_number(sheet["A3"], float("inf"))
    assert number_format(0, mark="<", suffix='"%').count('"') % 2 == 0


@pytest.mark.parametrize(
    ("mults", "language", "expected"),
    [([8, 8, 4], "zh", "亿元"), ([8], "en", "million yuan"), ([4, 0], "zh", "元"), ([7], "zh", "万元"), ([], "en", "yuan")],
)
def test_display_unit_is_the_one_most_printed(mults: list[int], language: str, expected: str) -> None:
    assert choose_scale(Unit("元", "元", "yuan"), [{"unit_mult": m} for m in mults], language).unit == expected


@pytest.mark.parametrize(
    ("value", "upper", "decimals", "expected"),
    [(3.0, 3.5, 0, (1, "–3.5")), (3.0, 3.5, 1, (1, "–3.5")), (20.0, 30.0, 0, (0, "–30")), (3.25, 4.0, 2, (2, "–4.00"))],
)
def test_both_ends_of_a_range_have_the_same_decimals(
    value: float, upper: float, decimals: int, expected: tuple[int, str]
) -> None:
    row = {"obs_value": value, "upper_value": upper, "decimals": decimals, "unit_mult": 0}
    scale = choose_scale(Unit("%", "%", "%"), [row], "zh")
    assert (scale.decimals(row), scale.upper(row)) == expected
