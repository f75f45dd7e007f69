"""One measure of a benchmark report: its figure, its values with gaps, and links to the quotes behind them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from compare.dataset import MARKS, Measure
from compare.pages.markup import Content, Html, element, image, join, link, table
from compare.pages.view import Row, View, stated

_OPTIONAL = ("level", "baseline", "gap", "rank")
_NUMBERS = ("target", "baseline", "gap", "rank")
_BOUNDS = {">=": "at_least", "<=": "at_most"}
_LEVEL = {"=": "rank_level", ">=": "rank_not_ahead", "<=": "rank_not_behind", "~": "rank_level_about"}


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
        "baseline": "" if row["baseline_value"] is None else view.dated(_baseline(row)),
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
            "target": view.value(_reference(row)),
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


def _baseline(row: Row) -> dict[str, Any]:
    """Return the baseline of a row in the form of a value of its own."""
    return {**_plain(row, row["baseline_value"]), "time_period": row["baseline_period"], "period_start": None}


def _reference(row: Row) -> dict[str, Any]:
    """Return the reference of a row in the form of a value of its own."""
    return {**_plain(row, row["reference_value"]), "comparator": row["reference_comparator"]}


def _plain(row: Row, value: float) -> dict[str, Any]:
    """Return `value` as an exact one in the unit and magnitude of a row, with the row's decimals or as many as it needs."""
    decimals = row["decimals"]
    if decimals is not None:
        scaled = value / 10 ** (row["unit_mult"] or 0)
        decimals = decimals if abs(scaled - round(scaled, decimals)) < 1e-9 else None
    return {**row, "obs_value": value, "decimals": decimals, "comparator": "=", "upper_value": None}


def gap_texts(view: View, rows: list[dict[str, Any]]) -> dict[str, str]:
    """Return the gap of each area that has one, and a word for the area that others are held against."""
    compared = [row for row in rows if row["gap"] is not None]
    held = [row for row in compared if row["ref_area"] != row["reference_area"]]
    panels = {row["panel"] for row in held}
    own = [row for row in compared if row["ref_area"] == row["reference_area"] and row["panel"] in panels]
    return {row["ref_area"]: _gap(view, row) for row in held} | {row["ref_area"]: view.word("is_reference") for row in own}


def _gap(view: View, row: Row) -> str:
    """Return the gap with its sign; percentages differ by percentage points; marked where bounds leave it open."""
    units = view.ds.codelists.unit_measure
    unit, gap = row["unit_measure"], row["gap"]
    if units[unit].dimension == "rank":
        return _places(view, gap, row["gap_comparator"])
    if units[unit].dimension == "percent":
        unit = next((code for code in units if units[code].dimension == "percentage_point"), unit)
    size = {**_plain(row, abs(gap)), "unit_measure": unit}
    if not gap:
        size["decimals"] = 0
    sign = "+" if gap > 0 else "−" if gap < 0 else ""
    return f"{MARKS[row['gap_comparator']]}{sign}{view.value(size)}"


def _places(view: View, gap: float, comparator: str) -> str:
    """Say how many places an area is ahead or behind: of a rank, more is behind."""
    if not gap:
        return view.word(_LEVEL[comparator])
    side, n = ("behind" if gap > 0 else "ahead"), abs(gap)
    bound = comparator if gap > 0 else {">=": "<=", "<=": ">="}.get(comparator, comparator)
    key = f"rank_{side}_one" if n == 1 else f"rank_{side}"
    return (
        view.word(_BOUNDS[bound]) + view.word(key, n=f"{n:g}")
        if bound in _BOUNDS
        else MARKS[bound] + view.word(key, n=f"{n:g}")
    )


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
