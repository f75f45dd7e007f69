"""What a gap figure says, before anything is drawn: each area's distance from its reference, or why it has none.

Which values are held against which, and what bounds leave known of a gap, is decided by `compare.dataset.comparison`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from compare.charts.content import Mark, Point, read_marks
from compare.charts.gap_headline import gap_headline
from compare.charts.gap_labels import gap_text, gap_tick, gap_unit, is_held
from compare.charts.labels import source_note
from compare.charts.text import clean, tie, unbind
from compare.charts.wording import absent_lines, measure_notes, panel_heading, subtitle
from compare.charts.words import join, say
from compare.comparability import direction
from compare.dataset import (
    REFERENCES,
    Dataset,
    Measure,
    area_name,
    is_contradicted,
    measure_name,
    resolve_area,
    to_rows,
)


@dataclass(frozen=True)
class GapRow:
    """One area of a gap figure.

    Attributes
    ----------
    mark : Mark
        Its target and reference.
    label, short : str
        The gap with sign and unit, and without a unit that is a word; where there is none the reason, or that the area is the
        reference itself.
    gap, end : float or None
        The gap, and the other end of that of a range, with the better side positive; None where there is none.
    bound : str
        As of a `Mark`, for the gap as it is drawn.
    is_reference : bool
        The area is what the others are held against.
    """

    mark: Mark
    label: str
    short: str
    gap: float | None
    end: float | None
    bound: str
    is_reference: bool


@dataclass(frozen=True)
class GapPanel:
    """Rows that share an axis; `reference` is one for all of them, `tick` writes a value of the axis."""

    heading: str
    rows: tuple[GapRow, ...]
    reference: Point | None
    tick: Callable[[float], str]

    @property
    def is_drawn(self) -> bool:
        """Whether an area other than the reference has a gap."""
        return any(row.gap is not None and not row.is_reference for row in self.rows)


@dataclass(frozen=True)
class GapContent:
    """All that a gap figure shows; `unit` is that of the targets, `ends` are words for the two ends of the axis."""

    title: str
    subtitle: str
    reading: str
    unit: str
    ends: tuple[str, str]
    panels: tuple[GapPanel, ...]
    has_own_references: bool
    absent: tuple[str, ...]
    notes: tuple[str, ...]
    source: str
    language: str

    @property
    def rows(self) -> tuple[GapRow, ...]:
        """The rows of all panels."""
        return tuple(row for panel in self.panels for row in panel.rows)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What the areas state, row by row."""
        return tuple(row.mark for row in self.rows)


def read_gaps(ds: Dataset, frame: pd.DataFrame, reference: str, language: str) -> GapContent:
    """Turn a comparison, made with `reference`, into what the figure says."""
    stated = frame[frame["obs_value"].notna()]
    first = to_rows(frame)[0]
    title, subjects = gap_headline(ds, frame, measure_name(ds, Measure.of(first), language), reference, language)
    panels = tuple(
        _panel(ds, rows, read_marks(ds, rows, stated, subjects, language), reference, language)
        for _, rows in stated.groupby("panel", sort=False)
    )
    side = direction(first["indicator"], first["kind"], ds.codelists)
    key = "rank" if first["kind"] == "rank" else {1: "more", -1: "less", 0: "neutral"}[side]
    ends = ("gap_end_behind", "gap_end_ahead") if side else ("gap_end_lower", "gap_end_higher")
    return GapContent(
        title=clean(title, language),
        subtitle=subtitle(ds, frame, language),
        reading=clean(say(language, f"gap_right_{key}", unit=gap_unit(ds, first, language)), language),
        unit=ds.codelists.unit_measure[first["unit_measure"]].name(language),
        ends=(say(language, ends[0]), say(language, ends[1])),
        panels=panels,
        has_own_references=reference == "parent",
        absent=absent_lines(ds, frame[frame["obs_value"].isna()], language),
        notes=measure_notes(ds, frame, _note_keys(frame, panels, reference), language),
        source=source_note(ds, frame, language),
        language=language,
    )


def _panel(ds: Dataset, frame: pd.DataFrame, marks: tuple[Mark, ...], reference: str, language: str) -> GapPanel:
    rows = to_rows(frame)
    side = direction(rows[0]["indicator"], rows[0]["kind"], ds.codelists) or 1
    found = tuple(
        _row(ds, row, mark, side, language) or _without(mark, _why_none(ds, row, rows, reference, language))
        for row, mark in zip(rows, marks, strict=True)
    )
    shared = None if reference == "parent" else next((mark.reference for mark in marks if mark.reference), None)
    widest = max(rows, key=lambda row: abs(row["gap"] or 0.0))
    heading = panel_heading(ds, rows[0]["panel"], language)
    return GapPanel(heading, found, shared, partial(gap_tick, ds, widest, side, language))


def _row(ds: Dataset, row: dict[str, Any], mark: Mark, side: int, language: str) -> GapRow | None:
    """Return the row of an area that is held against something, or is the reference."""
    if row["gap"] is not None and row["ref_area"] == row["reference_area"]:
        word = say(language, "gap_is_reference")
        return GapRow(mark, word, word, 0.0, None, "", True)
    if not is_held(row):
        return None
    open_to = {">=": 1, ">": 1, "<=": -1, "<": -1}.get(row["gap_comparator"], 0) * side
    bound = {1: "lower", -1: "upper", 0: "approx" if row["gap_comparator"] == "~" else ""}[open_to]
    end = None
    if row["upper_value"] is not None:
        end, bound = side * (row["gap"] + row["upper_value"] - row["obs_value"]), ""
    label, short = (tie(gap_text(ds, row, language, has_unit=has_unit)) for has_unit in (True, False))
    return GapRow(mark, label, short, side * row["gap"], end, bound, False)


def _without(mark: Mark, reason: str) -> GapRow:
    return GapRow(mark, reason, reason, None, None, "", False)


def _why_none(ds: Dataset, row: dict[str, Any], rows: list[dict[str, Any]], reference: str, language: str) -> str:
    """Say why a target is held against nothing."""
    is_amount = row["panel"] != "all"
    if is_contradicted(row):
        return say(language, "gap_contradicted")
    if reference not in REFERENCES:
        area = resolve_area(ds, reference)
        is_other = is_amount and ds.codelists.ref_area[area].level != row["level"]
        who = clean(area_name(ds, area, language), language)
        return say(language, "gap_no_levels") if is_other else say(language, "gap_no_area", who=who)
    if reference == "parent":
        return say(language, "gap_no_levels" if is_amount else "gap_no_parent")
    if len(rows) < 2:
        return say(language, "gap_no_peer_level" if is_amount else "gap_no_peer")
    is_neutral = reference == "best" and direction(row["indicator"], row["kind"], ds.codelists) == 0
    return say(language, "gap_no_best" if is_neutral else "gap_no_able")


def _note_keys(frame: pd.DataFrame, panels: tuple[GapPanel, ...], reference: str) -> list[str]:
    rows = [row for panel in panels for row in panel.rows]
    n_years = len({*frame["time_period"].dropna(), *frame["reference_period"].dropna()})
    cases = {
        "gap_note_bounds": any(row.bound in {"lower", "upper"} for row in rows),
        "gap_note_approx": any(row.bound == "approx" for row in rows),
        "gap_note_median": reference == "median" and any(row.gap is not None for row in rows),
        "note_years": n_years > 1,
        "note_periods": n_years == 1 and len(set(frame["period_start"].dropna())) > 1,
        "note_levels": len(panels) > 1,
        "note_parts": any(row.mark.relation for row in rows),
    }
    return [key for key, is_so in cases.items() if is_so]


def describe_gaps(content: GapContent) -> str:
    """Put a gap figure into words, for readers who do not see the picture."""
    language = content.language
    text = say(language, "gap_alt_kind", title=content.title, subtitle=content.subtitle, reading=content.reading)
    for panel in content.panels:
        text += panel.heading + say(language, "colon") if panel.heading else ""
        text += join(language, [_in_words(row, content) for row in panel.rows], "clause") + say(language, "stop")
        if panel.reference:
            text += say(language, "alt_reference", who=panel.reference.who, label=panel.reference.label)
    if content.absent:
        text += say(language, "alt_absent", items=join(language, content.absent, "clause"))
    return unbind(text).strip()


def _in_words(row: GapRow, content: GapContent) -> str:
    words = {"who": row.mark.name, "gap": row.label, "label": row.mark.target.label, "year": row.mark.target.year}
    text = say(content.language, "gap_alt_item", **words)
    held = row.mark.reference if content.has_own_references and row.gap is not None else None
    return text + say(content.language, "gap_alt_own", who=held.who, label=held.label) if held else text
