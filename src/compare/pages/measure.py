"""One measure of a benchmark report: its figure, its values with gaps, and links to the quotes behind them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from compare.dataset import Measure
from compare.pages.markup import Content, Html, element, link, table
from compare.pages.page import Row, stated
from compare.pages.pictures import figure
from compare.pages.values import baseline_of, gap_text, reference_of
from compare.pages.view import View

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
    lead = link(f"#q{number:02d}", view.word("quotes_of_figure"))
    parts: list[Content] = [
        element("h3", view.label(measure), id=f"m{number:02d}"),
        figure(picture, alt=alt, files=files, leads=[lead]),
        _values(view, measure, stated(rows)),
        *_notes(view, rows),
    ]
    return element("section", *parts)


def _values(view: View, measure: Measure, rows: list[dict[str, Any]]) -> Html:
    """Build the table of values: target, year, baseline, gap, rank, document; columns without content are left out."""
    gaps = gap_texts(view, rows)
    cells = [_cells(view, measure, row, gaps) for row in rows] + _references(view, rows, gaps)
    columns = [name for name in (cells[0] if cells else {}) if name not in _OPTIONAL or any(cell[name] for cell in cells)]
    body = [[cell[name] for name in columns] for cell in cells]
    heads, numbers = [view.word(name) for name in columns], [n for n, name in enumerate(columns) if name in _NUMBERS]
    return table(heads, body, classes="values", numbers=numbers)


def _cells(view: View, measure: Measure, row: Row, gaps: Mapping[str, str]) -> dict[str, Content]:
    """Return the cells of one area by column."""
    return {
        "area": view.area(row["ref_area"]),
        "level": _level(view, row),
        "target": link(f"#q{view.number(measure):02d}-{row['ref_area']}", view.value(row)),
        "year": view.year(row),
        "baseline": "" if row["baseline_value"] is None else view.dated(baseline_of(row)),
        "gap": gaps.get(row["ref_area"], ""),
        "rank": "" if row["rank"] is None else str(row["rank"]),
        "source": _source(view, row["source_id"]),
    }


def _references(view: View, rows: list[dict[str, Any]], gaps: Mapping[str, str]) -> list[dict[str, Content]]:
    """Return the cells of what is held against without being one of the areas: a median, an area outside the choice."""
    shown = {row["ref_area"] for row in rows}
    others = [row for row in rows if row["ref_area"] in gaps and row["reference_area"] not in shown]
    return [
        {
            "area": view.word("median") if row["reference_area"] is None else view.area(row["reference_area"]),
            "level": _level(view, row),
            "target": view.value(reference_of(row)),
            "year": view.year({"time_period": row["reference_period"]}),
            "baseline": "",
            "gap": view.word("is_reference"),
            "rank": "",
            "source": "" if row["reference_source_id"] is None else _source(view, row["reference_source_id"]),
        }
        for row in {(row["panel"], row["reference_area"]): row for row in others}.values()
    ]


def _level(view: View, row: Row) -> str:
    return "" if row["panel"] == "all" else view.ds.codelists.area_level[row["panel"]].name(view.language)


def _source(view: View, code: str) -> Html:
    source = view.ds.sources[code]
    return link(f"#s-{source.id}", source.document_number or source.title, lang="zh")


def gap_texts(view: View, rows: list[dict[str, Any]]) -> dict[str, str]:
    """Return the gap of each area that has one, and a word for the area that others are held against."""
    compared = [row for row in rows if row["gap"] is not None]
    held = [row for row in compared if row["ref_area"] != row["reference_area"]]
    panels = {row["panel"] for row in held}
    own = [row for row in compared if row["ref_area"] == row["reference_area"] and row["panel"] in panels]
    return {row["ref_area"]: gap_text(view, row) for row in held} | {row["ref_area"]: view.word("is_reference") for row in own}


def _notes(view: View, rows: list[dict[str, Any]]) -> list[Html]:
    """Return the lines below the table: what gaps mean, other statements for the same year, who states nothing."""
    notes = [_gap_note(view, rows)]
    notes += [
        f"{view.area(row['ref_area'])}{view.word('colon')}{row[f'note_{view.language}']}"
        for row in rows
        if row[f"note_{view.language}"] is not None
    ]
    lines = [element("p", note, class_="note") for note in notes]
    absent = [row["ref_area"] for row in rows if row["obs_value"] is None]
    if absent:
        names = view.listing(view.area(code) for code in absent)
        lines.append(
            element("p", view.word("absent_line", names=names), " ", link("#absences", view.word("why")), class_="note")
        )
    return lines


def _gap_note(view: View, rows: list[dict[str, Any]]) -> str:
    """Say what the gap is measured against, and what its marks mean where there are such."""
    gaps = gap_texts(view, rows)
    if not gaps:
        return view.word("gap_none")
    note = view.word("gap_against", reference=view.reference_text())
    is_marked = any(text.startswith(("≥", "≤", "≈")) for text in gaps.values())
    return note + (view.gap + view.word("gap_bound") if is_marked else "")
