"""Sentences that the figures of one measure share: what is measured, why an area is absent, what documents contradict.

They say what a table of `compare.dataset.comparison` holds; nothing is decided or computed here.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from compare.charts.labels import definition_words
from compare.charts.text import clean
from compare.charts.words import join, say
from compare.dataset import (
    Dataset,
    Measure,
    area_name,
    comparability_note,
    definition_name,
    format_period,
    measure_name,
    to_rows,
)


def panel_heading(ds: Dataset, panel: str, language: str) -> str:
    """Return the administrative level of a panel; nothing where there is one panel for all."""
    name = "" if panel == "all" else ds.codelists.area_level[panel].name(language)
    return name[:1].upper() + name[1:]


def subtitle(ds: Dataset, frame: pd.DataFrame, language: str) -> str:
    """Name measure, definition, kind, unit and years."""
    row = frame.iloc[0]
    entry = ds.codelists.indicator[row["indicator"]]
    name = entry.name(language)
    if entry.definitions:
        name = say(language, "qualified", name=name, extra=definition_name(entry, row["definition"], language))
    words = {
        "kind": ds.codelists.kind[row["kind"]].name(language),
        "unit": ds.codelists.unit_measure[row["unit_measure"]].name(language),
    }
    years = [format_period({"time_period": year}, language) for year in sorted(set(frame["time_period"].dropna()))]
    key = "subtitle" if years else "subtitle_none"
    return clean(say(language, key, measure=name, years=join(language, years), **words), language)


def year_of(year: object, language: str) -> str:
    """Return a year as a reader sees it; nothing where there is none."""
    return format_period({"time_period": year}, language)


def absent_lines(ds: Dataset, rows: pd.DataFrame, language: str) -> tuple[str, ...]:
    """Return a line for each reason why rows of a comparison have no value, with the areas it holds for."""
    found = [
        (row["ref_area"], str(row[f"absence_{language}"]) + comparability_note(ds, row, language)) for row in to_rows(rows)
    ]
    return reason_lines(ds, found, language)


def reason_lines(ds: Dataset, found: Iterable[tuple[str, str]], language: str) -> tuple[str, ...]:
    """Return a line for each reason, given areas with their reasons."""
    reasons: dict[str, list[str]] = {}
    for area, reason in found:
        reasons.setdefault(clean(reason, language), []).append(clean(area_name(ds, area, language), language))
    return tuple(say(language, "absent_item", who=join(language, names), reason=reason) for reason, names in reasons.items())


def measure_notes(ds: Dataset, frame: pd.DataFrame, keys: Iterable[str], language: str) -> tuple[str, ...]:
    """Return the notes below a figure: the definition, the sentences of `keys`, and where documents contradict themselves."""
    conflicts = to_rows(frame[frame[f"note_{language}"].notna()])
    told = [
        say(language, "note_area", who=area_name(ds, row["ref_area"], language), text=row[f"note_{language}"])
        for row in conflicts
    ]
    notes = [*_definition(ds, frame, language), *(say(language, key) for key in keys), *told]
    return tuple(clean(note, language) for note in notes)


def _definition(ds: Dataset, frame: pd.DataFrame, language: str) -> Iterable[str]:
    """Say what is measured, where the codelist says more than the name."""
    measure = Measure.of(to_rows(frame)[0])
    text = definition_words(ds, measure, language)
    if text:
        yield say(language, "note_definition", measure=measure_name(ds, measure, language), text=text)
