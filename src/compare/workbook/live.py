"""The parts of a live sheet: hidden tables to look up in, the cell with the drop-down, formats that follow a choice.

Formulas hold functions, numbers and references only. Every word that they may show stands as text in a cell of a hidden sheet,
so that no text of a document or codelist is ever evaluated. Functions are those of Excel 2010, WPS and LibreOffice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from compare.dataset import Dataset, area_name
from compare.palette import COLOURS
from compare.workbook.cells import is_formula_like, write_formula, write_text
from compare.workbook.labels import sheet_name, text
from compare.workbook.layout import HEAD_ROW, place_records, write_heading
from compare.workbook.records import Column, Records
from compare.workbook.styles import HATCH, dress

CHOICE_ROW = 3
"""Row of the drop-down, above the head row."""

_FIRST_FORMAT = 5000
"""Numbers of formats in conditional rules begin far above those of cells: LibreOffice keeps both in one list."""


@dataclass(frozen=True)
class LookUp:
    """A table on a hidden sheet.

    Attributes
    ----------
    sheet : str
        Name of the sheet.
    columns : Mapping
        Letter of each column by name.
    count : int
        Number of records; they begin below `HEAD_ROW`.
    """

    sheet: str
    columns: Mapping[str, str]
    count: int

    def range(self, name: str) -> str:
        """Return the cells of a column as a formula names them."""
        letter = self.columns[name]
        return f"{quote_sheetname(self.sheet)}!${letter}${HEAD_ROW + 1}:${letter}${HEAD_ROW + max(1, self.count)}"

    def at(self, name: str, place: str) -> str:
        """Return the formula of the record number `place`; an empty cell counts as zero."""
        return f"INDEX({self.range(name)},{place})"

    def shown(self, name: str, place: str) -> str:
        """Return the formula of the record number `place`; an empty cell shows nothing."""
        return f'IF({self.at(name, place)}="","",{self.at(name, place)})'


def add_hidden_sheet(sheet: Worksheet, key: str, language: str) -> Worksheet:
    """Add the hidden sheet of a live sheet."""
    hidden: Worksheet = sheet.parent.create_sheet(sheet_name(key, language))
    hidden.sheet_state = "hidden"
    write_heading(hidden, sheet_name(key, language), text("live_hidden", language, sheet=sheet.title), language)
    return hidden


def write_table(hidden: Worksheet, column: int, values: Mapping[str, Sequence[object]], language: str) -> LookUp:
    """Write a table from `column` on, one column a name; return where it stands."""
    for number, name in enumerate(values, column):
        dress(write_text(hidden.cell(HEAD_ROW, number), name), "head", language)
    columns = [Column(name, 0, cells, role="") for name, cells in values.items()]
    place_records(Records(hidden, columns, (HEAD_ROW + 1, column), language))
    letters = {name: get_column_letter(n) for n, name in enumerate(values, column)}
    return LookUp(hidden.title, letters, len(columns[0].cells))


def choice_labels(ds: Dataset, choices: Sequence[str], language: str) -> list[str]:
    """Return what the drop-down shows: names, with the code where a name is not the only one or looks like a formula."""
    names = [text(c, language) if c not in ds.codelists.ref_area else area_name(ds, c, language) for c in choices]
    alike = [name.casefold() for name in names]
    return [
        f"{code} {name}" if alike.count(name.casefold()) > 1 or is_formula_like(name) else name
        for code, name in zip(choices, names, strict=True)
    ]


def write_choice(sheet: Worksheet, label: str, opening: str, table: LookUp, *, width: int, language: str) -> str:
    """Write the cell with the drop-down over `width` columns and its label before it; return the cell's address."""
    dress(write_text(sheet.cell(CHOICE_ROW, 1), label), "ask", language)
    for column in range(2, 2 + width):
        dress(sheet.cell(CHOICE_ROW, column), "choice", language)
    cell = write_text(sheet.cell(CHOICE_ROW, 2), opening)
    cell.number_format = "@"
    sheet.merge_cells(start_row=CHOICE_ROW, start_column=2, end_row=CHOICE_ROW, end_column=1 + width)
    sheet.row_dimensions[CHOICE_ROW].height = 24
    rule = DataValidation(type="list", formula1=table.range("label"), allow_blank=False, showErrorMessage=True)
    rule.errorTitle, rule.error = text("live_wrong_title", language), text("live_wrong", language)
    rule.promptTitle, rule.prompt, rule.showInputMessage = text("live_ask_title", language), text("live_ask", language), True
    sheet.add_data_validation(rule)
    rule.add(cell.coordinate)
    return f"{quote_sheetname(sheet.title)}!$B${CHOICE_ROW}"


def write_chosen(hidden: Worksheet, column: int, table: LookUp, choice: str, opening: int) -> str:
    """Write the number of what is chosen and return its address; EXACT, since MATCH would take * and ? for wildcards."""
    formula = f"=SUMPRODUCT(EXACT({table.range('label')},{choice})*{table.range('number')})"
    cell = write_formula(hidden.cell(HEAD_ROW + 1, column), formula, opening, "0")
    return f"{quote_sheetname(hidden.title)}!${cell.column_letter}${cell.row}"


def add_format(sheet: Worksheet, cells: str, condition: str, code: str) -> None:
    """Show the numbers of `cells` in the format `code` where `condition` holds for their row."""
    used = sum(len(rules.rules) for other in sheet.parent.worksheets for rules in other.conditional_formatting)
    number = NumberFormat(numFmtId=_FIRST_FORMAT + used, formatCode=code)
    _add_rule(sheet, cells, condition, DifferentialStyle(numFmt=number))


def add_look(sheet: Worksheet, cells: str, condition: str, *, colour: str = "", fill: str = "") -> None:
    """Give `cells` colours of the palette, by role, where `condition` holds for their row; never without a word or sign."""
    font = Font(color=COLOURS[colour].removeprefix("#")) if colour else None
    back = COLOURS[fill].removeprefix("#") if fill else ""
    pattern = PatternFill("solid", bgColor=back, fgColor=back) if back else None
    _add_rule(sheet, cells, condition, DifferentialStyle(font=font, fill=pattern))


def add_hatch(sheet: Worksheet, cells: str, condition: str) -> None:
    """Hatch `cells`, as absent ones are, where `condition` holds for their row."""
    _add_rule(sheet, cells, condition, DifferentialStyle(fill=PatternFill("lightUp", fgColor=HATCH, bgColor="FFFFFF")))


def _add_rule(sheet: Worksheet, cells: str, condition: str, style: DifferentialStyle) -> None:
    sheet.conditional_formatting.add(cells, Rule("expression", dxf=style, formula=[condition]))


@dataclass(frozen=True)
class Field:
    """A column of a live sheet.

    Attributes
    ----------
    key : str
        By which the formulas of the same row name it.
    column : Column
        Its head and its values, which are the results where there is a formula.
    formula : callable, optional
        Makes the formula of a row from what returns the address of another field of that row.
    """

    key: str
    column: Column
    formula: Callable[[Callable[[str], str]], str] | None = None


def with_formulas(fields: Sequence[Field], first_row: int) -> list[Column]:
    """Return the columns of `fields`, each formula written out for each row from `first_row` on."""
    return [f.column if f.formula is None else replace(f.column, formulas=_formulas(f, fields, first_row)) for f in fields]


def letters(fields: Sequence[Field]) -> Mapping[str, str]:
    """Return the letter of each field's column."""
    return {field.key: get_column_letter(n) for n, field in enumerate(fields, 1)}


def _formulas(field: Field, fields: Sequence[Field], first_row: int) -> list[str]:
    assert field.formula is not None
    found = letters(fields)
    rows = range(first_row, first_row + len(field.column.cells))
    return ["=" + field.formula(lambda key, row=row: f"${found[key]}{row}") for row in rows]  # type: ignore[misc]


def hide_columns(sheet: Worksheet, first: str, last: str) -> None:
    """Hide the columns that only formulas need, in a group that a reader can open."""
    sheet.column_dimensions.group(first, last, hidden=True)
