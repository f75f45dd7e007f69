"""Formulas of the workbook: they carry their results, are made of our words alone, and give what LibreOffice gives."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.formula import Tokenizer
from tests.recalculation import differences, recalculate

from compare.codelists import Codelist
from compare.dataset import Dataset, load
from compare.errors import DataError
from compare.workbook import write_workbook
from compare.workbook.cells import write_formula, write_text
from compare.workbook.layout import sheet_title
from compare.workbook.live import choice_labels
from compare.workbook.packing import pack

MINIATURE = Path(__file__).parent / "miniature"
FUNCTIONS = {"AND", "EXACT", "IF", "INDEX", "MATCH", "MAX", "MIN", "OR", "ROUND", "SUMPRODUCT"}
"""Those that the sheets use; all of them are in Excel 2010, WPS and LibreOffice, and none is volatile."""


def hostile() -> Dataset:
    """Return the miniature with names of regions and indicators that look like formulas, wildcards and sheets."""
    ds = load(MINIATURE)
    areas = {
        "XX-10": "=1+1",
        "XX-20": '=HYPERLINK("http://x","y")',
        "XX-11": "*",
        "XX-21": "@SUM(A1)",
        "XX-11-HTZ": "+cmd|'/c calc'!A1",
    }
    indicators = {"rd_gdp_ratio": "=2+2", "hightech_firms": "-3[:]*?/\\'x", "incubators": "=" + "长" * 60}
    lists = replace(
        ds.codelists,
        ref_area=_renamed(ds.codelists.ref_area, areas),
        indicator=_renamed(ds.codelists.indicator, indicators),
    )
    return replace(ds, codelists=lists)


def _renamed(codes: Codelist, names: dict[str, str]) -> Codelist:
    entries = [replace(c, name_zh=names[c.id], name_en=names[c.id]) if c.id in names else c for c in codes.values()]
    assert set(names) <= set(codes)
    return type(codes)(codes.name, {entry.id: entry for entry in entries})


@pytest.fixture(scope="module", params=["miniature", "hostile"])
def path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    ds = load(MINIATURE) if request.param == "miniature" else hostile()
    return write_workbook(ds, tmp_path_factory.mktemp("formulas") / f"{request.param}.xlsx")


def small(folder: Path, formula: str, result: object) -> Path:
    book = Workbook()
    sheet = book.active
    sheet.append([3.5, 3.2])
    write_text(sheet["A2"], "=not a formula & <tag>")
    write_formula(sheet["C1"], formula, result, "0.0")
    write_formula(sheet["C2"], "=A2", "=not a formula & <tag>")
    write_formula(sheet["C3"], '=IF(A1>0,"",A1)', None)
    path = folder / "small.xlsx"
    pack(book, path)
    return path


def test_a_formula_carries_its_result_for_those_who_do_not_calculate(tmp_path: Path) -> None:
    path = small(tmp_path, "=ROUND(A1-B1,12)", 0.3)
    shown, written = load_workbook(path, data_only=True).active, load_workbook(path).active
    assert [shown[c].value or "" for c in ("C1", "C2", "C3")] == [0.3, "=not a formula & <tag>", ""]
    assert [written[c].value for c in ("C1", "C2", "C3")] == ["=ROUND(A1-B1,12)", "=A2", '=IF(A1>0,"",A1)']
    assert [written[c].data_type for c in ("A2", "C1", "C2", "C3")] == ["s", "f", "f", "f"]
    assert shown["C1"].number_format == "0.0"


def test_what_would_have_no_result_is_refused(tmp_path: Path) -> None:
    cell = Workbook().active["A1"]
    with pytest.raises(DataError, match="does not begin with '='"):
        write_formula(cell, "1+1", 2)
    with pytest.raises(DataError, match="not a finite number"):
        write_formula(cell, "=1/0", float("inf"))
    book = Workbook()
    book.active["B2"] = "=1+1"
    with pytest.raises(DataError, match=r"cell B2 of sheet 'Sheet': '=1\+1' was written neither by"):
        pack(book, tmp_path / "plain.xlsx")


def test_formulas_hold_functions_numbers_and_references_and_no_words(path: Path) -> None:
    seen = 0
    for sheet in load_workbook(path):
        rules = [f for rules in sheet.conditional_formatting for rule in rules.rules for f in rule.formula]
        rules += [rule.formula1 for rule in sheet.data_validations.dataValidation]
        cells = [c.value for row in sheet.iter_rows() for c in row if c.data_type == "f"]
        for formula in [*cells, *("=" + rule for rule in rules)]:
            for token in Tokenizer(formula).items:
                if token.type == "OPERAND" and token.subtype == "TEXT":
                    assert token.value == '""', formula
                if token.type == "FUNC" and token.subtype == "OPEN":
                    assert token.value.rstrip("(") in FUNCTIONS, formula
                seen += 1
    assert seen > 5_000


def test_names_that_look_like_formulas_stay_text_everywhere(tmp_path: Path) -> None:
    ds = hostile()
    path = write_workbook(ds, tmp_path / "hostile.xlsx", reference="XX-10")
    book = load_workbook(path)
    assert book["对标差距"]["B3"].value == "XX-10 =1+1"
    assert book["对标差距"]["B3"].data_type == "s"
    assert book["对标差距"]["B3"].number_format == "@"
    assert choice_labels(ds, ["XX-11", "XX-21"], "zh") == ["*", "XX-21 @SUM(A1)"]
    for sheet in book:
        assert not re.search(r"[\[\]:*?/\\]", sheet.title)
        assert len(sheet.title) <= 31
        assert all(re.fullmatch(r"[A-Za-z]+\d*_(zh|en)", name) for name in sheet.tables)
        for cell in (c for row in sheet.iter_rows() for c in row if c.data_type == "f"):
            assert "HYPERLINK" not in cell.value
            assert "SUM(A1" not in cell.value
    with zipfile.ZipFile(path) as archive:
        charts = [archive.read(n).decode() for n in archive.namelist() if n.startswith("xl/charts/chart")]
    assert charts
    assert all(re.findall(r"<(?:c:)?tx><(?:c:)?strRef>", chart) == [] for chart in charts), "no title refers to a cell"


def test_sheets_are_named_within_the_rules_of_excel() -> None:
    assert sheet_title("长" * 40, []) == "长" * 30 + "…"
    assert sheet_title("长" * 40, ["长" * 30 + "…"]) == "长" * 26 + "… (2)"
    assert sheet_title("'a'", ["A"]) == "a (2)"
    assert sheet_title("history", []) == "history (2)"
    assert sheet_title("[]", []) == "--"
    assert sheet_title("", []) == "-"


@pytest.mark.slow
@pytest.mark.libreoffice
def test_libreoffice_calculates_what_the_file_holds_whatever_things_are_called(tmp_path: Path) -> None:
    path = write_workbook(hostile(), tmp_path / "hostile.xlsx", reference="XX-11")
    assert list(differences(path, *recalculate([path], tmp_path))) == []


@pytest.mark.slow
@pytest.mark.libreoffice
def test_the_check_sees_a_wrong_result_a_wrong_formula_and_an_error(tmp_path: Path) -> None:
    cases = {"right": ("=ROUND(A1-B1,12)", 0.3), "result": ("=ROUND(A1-B1,12)", 0.4), "formula": ("=ROUND(A1+B1,12)", 0.3)}
    cases |= {"error": ("=A1/(B1-B1)", 0.3), "zero": ("=A1*0", 3.5)}
    paths = []
    for name, (formula, result) in cases.items():
        (tmp_path / name).mkdir()
        paths.append(small(tmp_path / name, formula, result))
    found = [list(differences(p, b)) for p, b in zip(paths, recalculate(paths, tmp_path), strict=True)]
    assert [len(f) for f in found] == [0, 1, 1, 1, 1]
    assert found[1] == ["Sheet!C1: 0.4, LibreOffice 0.3, =ROUND(A1-B1,12)"]
