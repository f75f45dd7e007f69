"""One measure of a benchmark report: its figure, its values with gaps, and links to the quotes behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from compare.dataset import MARKS, Measure
from compare.pages.markup import Content, Html, element, image, join, link, table
from compare.pages.view import Row, View, has_value, is_missing

_OPTIONAL = ("level", "baseline", "gap", "rank")
_NUMBERS = ("target", "baseline", "gap", "rank")


def measures_heading(view: View) -> Html:
    """Open the part that goes measure by measure."""
    return element("h2", view.word("figures"), id="measures")


def measure_section(view: View, measure: Measure, *, picture: Path, alt: str, files: tuple[str, ...] = ()) -> Html:
    """Show one measure.

    Parameters
    ----------
    view : View
        The benchmark.
    measure : Measure
        One of its measures.
    picture : pathlib.Path
        The figure, which is embedded.
    alt : str
        What the figure shows, in words.
    files : tuple of str, optional
        Image files beside the page, relative to it.

    Returns
    -------
    Html
        A section with the id ``m01``, ``m02`` … that leads to the quotes ``q01`` …
    """
    number = view.number(measure)
    rows = view.of(measure)
    stated = [row for row in rows if has_value(row)]
    shown = element("div", image(picture, alt=alt), class_="scroll", tabindex=0)
    images = join((link(name, Path(name).suffix[1:].upper()) for name in files), " · ")
    leads = (
        [link(f"#q{number:02d}", view.word("quotes_of_figure")), images]
        if files
        else [link(f"#q{number:02d}", view.word("quotes_of_figure"))]
    )
    caption = element("figcaption", join(leads, " · "), class_="screen")
    parts: list[Content] = [
        element("h3", view.label(measure), id=f"m{number:02d}"),
        element("figure", shown, caption),
        _values(view, measure, stated),
        *_notes(view, rows),
    ]
    return element("section", *parts)


def _values(view: View, measure: Measure, rows: list[dict[str, Any]]) -> Html:
    """Build the table of values: target, year, baseline, gap, rank, document; columns without content are left out."""
    gaps = _gaps(view, rows)
    cells = [_cells(view, measure, row, gaps) for row in rows]
    columns = [name for name in (cells[0] if cells else {}) if name not in _OPTIONAL or any(cell[name] for cell in cells)]
    body = [[cell[name] for name in columns] for cell in cells]
    heads, numbers = [view.word(name) for name in columns], [n for n, name in enumerate(columns) if name in _NUMBERS]
    return table(heads, body, classes="values", numbers=numbers)


def _cells(view: View, measure: Measure, row: Row, gaps: Mapping[str, str]) -> dict[str, Content]:
    """Return the cells of one area by column."""
    source = view.ds.sources[row["source_id"]]
    return {
        "area": view.area(row["ref_area"]),
        "level": "" if row["panel"] == "all" else view.ds.codelists.area_level[row["level"]].name(view.language),
        "target": link(f"#q{view.number(measure):02d}-{row['ref_area']}", view.value(row)),
        "year": view.year(row),
        "baseline": "" if is_missing(row["baseline_value"]) else view.dated(_baseline(row)),
        "gap": gaps.get(row["ref_area"], ""),
        "rank": "" if is_missing(row["rank"]) else str(int(row["rank"])),
        "source": link(f"#s-{source.id}", source.document_number or source.title, lang="zh"),
    }


def _baseline(row: Row) -> dict[str, Any]:
    """Return the baseline of a row in the form of a value of its own."""
    return {**row, "obs_value": row["baseline_value"], "comparator": "=", "upper_value": float("nan")} | {
        "time_period": row["baseline_period"],
        "period_start": pd.NA,
    }


def _gaps(view: View, rows: list[dict[str, Any]]) -> dict[str, str]:
    """Return the gap of each area that has one; alone in its group, an area has nothing to be held against."""
    sizes = Counter(row["panel"] for row in rows if has_value(row))
    compared = [row for row in rows if not is_missing(row["gap"]) and (sizes[row["panel"]] > 1 or row["panel"] == "all")]
    texts = {row["ref_area"]: _gap(view, row) for row in compared if row["ref_area"] != row["reference_area"]}
    return texts | {
        row["ref_area"]: view.word("is_reference") for row in compared if texts and row["ref_area"] == row["reference_area"]
    }


def _gap(view: View, row: Row) -> str:
    """Return the gap with its sign; percentages differ by percentage points; marked where bounds leave it open."""
    units = view.ds.codelists.unit_measure
    unit = row["unit_measure"]
    if units[unit].dimension == "percent":
        unit = next((code for code in units if units[code].dimension == "percentage_point"), unit)
    size = {**row, "obs_value": abs(row["gap"]), "unit_measure": unit, "comparator": "=", "upper_value": float("nan")}
    size["decimals"] = _decimals(row)
    sign = "+" if row["gap"] > 0 else "−" if row["gap"] < 0 else ""
    mark = MARKS[row["gap_comparator"]] if row["gap"] else ""
    return f"{mark}{sign}{view.value(size)}"


def _decimals(row: Row) -> object:
    """Return the decimals of the value where they suffice for its gap, else none: then as many as the gap needs are printed."""
    if is_missing(row["decimals"]):
        return row["decimals"]
    scaled = row["gap"] / 10 ** (0 if is_missing(row["unit_mult"]) else int(row["unit_mult"]))
    return row["decimals"] if abs(scaled - round(scaled, int(row["decimals"]))) < 1e-9 else None


def _notes(view: View, rows: list[dict[str, Any]]) -> list[Html]:
    """Return the lines below the table: what gaps mean, other statements for the same year, who states nothing."""
    notes = [_gap_note(view, rows)]
    notes += [
        f"{view.area(row['ref_area'])}{view.word('colon')}{row[f'note_{view.language}']}"
        for row in rows
        if not is_missing(row[f"note_{view.language}"])
    ]
    lines = [element("p", note, class_="note") for note in notes]
    absent = [row["ref_area"] for row in rows if not has_value(row)]
    if absent:
        names = view.listing(view.area(code) for code in absent)
        lines.append(
            element("p", view.word("absent_line", names=names), " ", link("#absences", view.word("why")), class_="note")
        )
    return lines


def _gap_note(view: View, rows: list[dict[str, Any]]) -> str:
    """Say what the gap is measured against, and what its marks mean where there are such."""
    gaps = _gaps(view, rows)
    if not gaps:
        return view.word("gap_none")
    note = view.word("gap_against", reference=view.reference_text())
    is_marked = any(text.startswith(("≥", "≤", "≈")) for text in gaps.values())
    return note + (view.gap + view.word("gap_bound") if is_marked else "")
