"""The sheet of benchmark gaps: each stated value beside the reference of its group.

Values, references and gaps come from the comparisons; here they are brought to the unit shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.worksheet.worksheet import Worksheet

from compare.dataset import Dataset, area_name, measure_name, resolve_area
from compare.workbook.cells import is_missing, number_format
from compare.workbook.content import Comparison, Content, Row, mark
from compare.workbook.labels import text
from compare.workbook.layout import Column, write_list
from compare.workbook.scale import Scale, choose_scale

_STATISTICS = ("best", "median", "parent")


@dataclass(frozen=True)
class Line:
    """A row of the sheet: a value and what it is held against."""

    compared: Comparison
    row: Row
    peer: Row
    scale: Scale

    @property
    def difference(self) -> float | None:
        """Value less reference, in the unit shown."""
        gap = self.scale.value(self.row["gap"])
        return None if gap is None else round(gap, 12)


def reference_name(content: Content, language: str) -> str:
    """Return what the regions are held against, in words."""
    reference = content.reference
    if reference is None:
        return text("none", language)
    if reference in _STATISTICS:
        return text(reference, language)
    return area_name(content.ds, resolve_area(content.ds, reference), language)


def write_gaps(sheet: Worksheet, content: Content, language: str) -> None:
    """Fill the sheet of benchmark gaps."""
    lines = [line for compared in content.comparisons for line in _lines(content.ds, compared, language)]
    columns = [*_values(content.ds, lines, language), *_references(content.ds, lines, language)]
    title = text("gaps_title", language, reference=reference_name(content, language))
    write_list(sheet, columns, language, title=title, note=text("gaps_note", language), table=f"Gaps_{language}")


def _lines(ds: Dataset, compared: Comparison, language: str) -> list[Line]:
    """Return the values of one measure that have a reference other than themselves, and the references among them."""
    stated = compared.stated()
    scale = choose_scale(ds.codelists.unit_measure[compared.measure.unit], stated, language)
    held = [row for row in stated if not is_missing(row["reference_value"])]
    used = {row["panel"] for row in held if not _is_itself(row)}
    return [
        Line(compared, row, compared.rows.get(str(row["reference_area"]), row), scale) for row in held if row["panel"] in used
    ]


def _values(ds: Dataset, lines: list[Line], language: str) -> list[Column]:
    """Return the columns of measure, region and value."""
    levels = ds.codelists.area_level
    groups = [text("all_levels", language) if n.row["panel"] == "all" else levels[n.row["panel"]].name(language) for n in lines]
    return [
        Column(text("measure", language), 40, [measure_name(ds, n.compared.measure, language) for n in lines]),
        Column(text("unit", language), 14, [n.scale.unit for n in lines]),
        Column(text("group", language), 14, groups),
        Column(text("region", language), 18, [area_name(ds, n.row["ref_area"], language) for n in lines]),
        _amounts("target", [(n, n.row, "obs_value", n.row["comparator"]) for n in lines], language),
        _whole("year", [n.row["time_period"] for n in lines], language),
        _amounts("baseline", [(n, n.row, "baseline_value", "=") for n in lines], language),
        _whole("baseline_year", [n.row["baseline_period"] for n in lines], language),
        _whole("rank", [n.row["rank"] for n in lines], language),
    ]


def _references(ds: Dataset, lines: list[Line], language: str) -> list[Column]:
    """Return the columns of the reference and of the distance from it."""
    areas = [n.row["reference_area"] for n in lines]
    formats = [
        number_format(max(n.scale.decimals(n.row), n.scale.decimals(n.peer)), mark=mark(n.row["gap_comparator"])) for n in lines
    ]
    ratio_formats = [number_format(2, mark=mark(_ratio_comparator(n.row))) for n in lines]
    return [
        Column(text("reference_area", language), 18, ["" if is_missing(a) else area_name(ds, a, language) for a in areas]),
        _amounts("reference_value", [(n, n.peer, "reference_value", n.row["reference_comparator"]) for n in lines], language),
        _whole("reference_year", [n.row["reference_period"] for n in lines], language),
        Column(text("difference", language), 13, [n.difference for n in lines], "number", formats),
        Column(text("ratio", language), 13, [n.row["ratio"] for n in lines], "number", ratio_formats),
    ]


def _ratio_comparator(row: Row) -> str:
    """Return what bounds leave known of value over reference: as of the difference, but nothing certain below zero."""
    known = str(row["gap_comparator"])
    return known if known == "=" or min(row["obs_value"], row["reference_value"]) > 0 else "~"


def _is_itself(row: Row) -> bool:
    return str(row["reference_area"]) == str(row["ref_area"])


def _amounts(key: str, cells: list[tuple[Line, Row, str, object]], language: str) -> Column:
    """Return a column of values in the unit shown; `cells` holds line, row with the decimals, field, comparator."""
    values = [line.scale.value(line.row[field]) for line, _, field, _ in cells]
    formats = [number_format(n.scale.decimals(row), mark=mark(sign), suffix=n.scale.suffix) for n, row, _, sign in cells]
    return Column(text(key, language), 13, values, "number", formats)


def _whole(key: str, values: list[object], language: str) -> Column:
    return Column(text(key, language), 9, values, "number", ["0"] * len(values))
