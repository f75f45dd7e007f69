"""The matrix: measures by areas, each value and each absence a button that leads to its sentence.

Values, years, gaps and who leads come from `compare.pages.View`; nothing is compared here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compare.dataset import Measure
from compare.explorer.choice import Choice, cell_key, measure_key
from compare.explorer.pickers import button
from compare.explorer.tables import PART, Tables
from compare.explorer.words import say
from compare.pages import View
from compare.pages.markup import Content, Html, element, join, table
from compare.pages.measure import gap_texts


def matrix(tables: Tables, choice: Choice, view: View) -> Html:
    """Show the measures of a choice by its areas.

    Parameters
    ----------
    tables : Tables
        What is known of the data set.
    choice : Choice
        What is chosen; the pressed button is that of the sentence shown.
    view : View
        The rows of the part that is shown.

    Returns
    -------
    Html
        The table, with what it is held against above and how to read it below.
    """
    language = choice.language
    if not choice.regions:
        return element("p", say("choose_region", language), class_="message", role="status")
    areas = view.areas
    rows = [_row(view, choice, measure, tables.best(choice, measure)) for measure in view.measures]
    heads: list[Content] = [view.word("measure"), *(_head(view, area) for area in areas)]
    shown = table(heads, rows, classes="matrix", numbers=range(1, len(areas) + 1))
    box = element("div", shown, class_="scrolled", data_scroll="matrix")
    note = element("p", say("matrix_note", language, reference=view.reference_text()), class_="note")
    return join([_parts(tables, choice), note, box])


def _head(view: View, area: str) -> Html:
    return join([view.area(area), element("div", view.level(area), class_="note")])


def _row(view: View, choice: Choice, measure: Measure, best: frozenset[str]) -> list[Content]:
    rows = view.of(measure)
    gaps = gap_texts(view, rows)
    by_area = {row["ref_area"]: row for row in rows}
    is_drawn = measure_key(measure) == choice.measure
    head = button(
        f"draw:{measure_key(measure)}",
        view.label(measure),
        class_="measure drawn" if is_drawn else "measure",
        title=say("draw_title", view.language),
    )
    cells = [_cell(view, choice, by_area[area], gaps, is_best=area in best) for area in view.areas]
    return [head, *cells]


def _cell(view: View, choice: Choice, row: Mapping[str, Any], gaps: Mapping[str, str], *, is_best: bool) -> Html:
    """Return a cell: value, year and gap, or the reason in a word."""
    area = row["ref_area"]
    key = cell_key(area, Measure.of(row))
    if row["obs_value"] is None:
        content: list[Content] = [view.ds.codelists.absence[row["absence"]].name(view.language)]
        name = "absent"
    else:
        content = [view.amount(row), element("span", *_small(view, row, gaps.get(area, "")), class_="note")]
        name = "best" if is_best else "value"
    press = button(f"cell:{key}", *content, is_pressed=choice.shown == key, class_=name)
    return element("td", press, class_=f"number {name}")


def _small(view: View, row: Mapping[str, Any], gap: str) -> list[Content]:
    """Return year and gap; a narrow cell breaks the line between them and nowhere else."""
    if not gap:
        return [view.year(row)]
    pieces = (f"{view.year(row)}\u00a0·", _short(view, row, gap))
    return [join((element("span", piece, class_="nowrap") for piece in pieces), " ")]


def _short(view: View, row: Mapping[str, Any], gap: str) -> str:
    """Return a gap in one piece, without its unit, which the head of the row and the note have; the places of a rank stay."""
    units = view.ds.codelists.unit_measure
    own = units[row["unit_measure"]]
    if own.dimension == "rank":
        return gap
    names = [unit.name(view.language) for unit in units.values() if unit.dimension == "percentage_point"]
    for name in (own.name(view.language), *names):
        gap = gap.removesuffix(name).strip()
    return gap.replace(" ", "\u00a0")


def _parts(tables: Tables, choice: Choice) -> Html | None:
    """Return the buttons that lead to the other parts of a long matrix."""
    total = len(tables.measures(choice))
    if tables.parts(choice) == 1:
        return None
    buttons = (
        button(f"part:{n}", f"{n * PART + 1}–{min(total, (n + 1) * PART)}", is_pressed=n == choice.part)
        for n in range(tables.parts(choice))
    )
    return element("div", say("parts", choice.language, n=total), *buttons, class_="head")
