"""What a benchmark figure says, before anything is drawn: rows, panels, notes and sources from a comparison table.

The drawing and the alternative text both start from `Content`, so that they cannot say different things.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pandas as pd

from compare.charts.headline import headline
from compare.charts.labels import plain, reference_row, source_note, tick_label, without_unit
from compare.charts.text import clean, tie, unbind
from compare.charts.wording import absent_lines, measure_notes, panel_heading, subtitle, year_of
from compare.charts.words import join, say
from compare.comparability import ancestors
from compare.dataset import (
    Dataset,
    Measure,
    area_name,
    comparison,
    format_period,
    format_value,
    measure_name,
    to_rows,
)
from compare.errors import UsageError


@dataclass(frozen=True)
class Point:
    """A value with its label and year as they are drawn; `who` states it, where that is not the row's area."""

    value: float
    label: str
    year: str
    who: str = ""


@dataclass(frozen=True)
class Mark:
    """One row of a panel: an area that states a target.

    Attributes
    ----------
    area, name : str
        Code, and the name that is drawn.
    relation : str
        ``part of Changzhou`` where that area is in the figure too; else empty.
    is_nested : bool
        The area that contains it stands right above.
    target : Point
        The target as stated.
    bound : str
        ``""`` a plain value, ``"lower"``, ``"upper"`` or ``"approx"``.
    upper : float or None
        End of a range.
    baseline, reference : Point or None
        From where the target starts; what it is held against.
    is_subject : bool
        The title speaks of it.
    """

    area: str
    name: str
    relation: str
    is_nested: bool
    target: Point
    bound: str
    upper: float | None
    baseline: Point | None
    reference: Point | None
    is_subject: bool


@dataclass(frozen=True)
class Panel:
    """Rows that share an axis; `heading` is empty where there is only one panel, `tick` writes a value of the axis."""

    heading: str
    marks: tuple[Mark, ...]
    tick: Callable[[float], str]


@dataclass(frozen=True)
class Content:
    """All that a benchmark figure shows; `has_reference_line` says that one reference holds for a whole panel."""

    title: str
    subtitle: str
    unit: str
    panels: tuple[Panel, ...]
    absent: tuple[str, ...]
    notes: tuple[str, ...]
    source: str
    is_rank: bool
    has_reference_line: bool
    language: str

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The rows of all panels."""
        return tuple(mark for panel in self.panels for mark in panel.marks)

    @property
    def has_year_tags(self) -> bool:
        """Whether years differ, so that each is marked."""
        return len({mark.target.year for mark in self.marks}) > 1


def read_frame(ds: Dataset, indicator: str, **choice: Any) -> pd.DataFrame:
    """Return the comparison that a figure asks for; refuse one without areas.

    Raises
    ------
    UnknownNameError
        A name is not known.
    UsageError
        `regions` is empty.
    """
    frame = comparison(ds, indicator, **choice)
    if frame.empty:
        raise UsageError("regions is empty; give at least one region, or leave it out for all")
    return frame


def read_content(ds: Dataset, frame: pd.DataFrame, language: str, reference: str | None = None) -> Content:
    """Turn a comparison, made with `reference`, into what the figure says."""
    stated = frame[frame["obs_value"].notna()]
    title, subjects = headline(ds, frame, measure_name(ds, Measure.of(to_rows(frame)[0]), language), language)
    panels = tuple(
        Panel(
            panel_heading(ds, str(code), language),
            read_marks(ds, rows, stated, subjects, language),
            partial(tick_label, ds, max(to_rows(rows), key=lambda row: abs(row["obs_value"])), language),
        )
        for code, rows in stated.groupby("panel", sort=False)
    )
    return Content(
        title=clean(title, language),
        subtitle=subtitle(ds, frame, language),
        unit=ds.codelists.unit_measure[frame["unit_measure"].iloc[0]].name(language),
        panels=panels,
        absent=absent_lines(ds, frame[frame["obs_value"].isna()], language),
        notes=_notes(ds, frame, panels, reference, language),
        source=source_note(ds, frame, language),
        is_rank=bool((frame["kind"] == "rank").all()),
        has_reference_line=reference not in {None, "parent"},
        language=language,
    )


def read_marks(
    ds: Dataset, rows: pd.DataFrame, shown: pd.DataFrame, subjects: frozenset[str], language: str
) -> tuple[Mark, ...]:
    """Return the rows of one panel; `shown` are those of all panels, in which the area around one may stand."""
    around = {a: next((p for p in ancestors(a, ds.codelists) if p in set(shown["ref_area"])), None) for a in rows["ref_area"]}
    marks: list[Mark] = []
    stated = to_rows(shown)
    for row in to_rows(rows):
        if len(rows) == 1 and (pd.isna(row["reference_area"]) or row["reference_area"] == row["ref_area"]):
            row = row | {"reference_value": float("nan")}  # a line through the only dot would say nothing
        parent = around[row["ref_area"]]
        above = marks[-1] if marks else None
        is_nested = (
            above is not None
            and parent is not None
            and (above.area == parent or above.is_nested and around[above.area] == parent)
        )
        relation = clean(say(language, "part_of", who=area_name(ds, parent, language)), language) if parent else ""
        marks.append(_mark(ds, row, (relation, is_nested, row["ref_area"] in subjects), stated, language))
    return tuple(marks)


def _mark(ds: Dataset, row: dict[str, Any], place: tuple[str, bool, bool], shown: list[dict[str, Any]], language: str) -> Mark:
    relation, nested, is_subject = place
    comparator = "=" if pd.isna(row["comparator"]) else row["comparator"]
    is_range = not pd.isna(row["upper_value"])
    bounds = {">=": "lower", ">": "lower", "<=": "upper", "<": "upper", "~": "approx"}
    status = row["obs_status"]
    remark = "" if pd.isna(status) or status == "A" else " " + ds.codelists.obs_status[status].name(language)
    return Mark(
        area=row["ref_area"],
        name=clean(area_name(ds, row["ref_area"], language), language),
        relation=relation,
        is_nested=nested,
        target=Point(row["obs_value"], tie(format_value(ds, row, language)), format_period(row, language) + remark),
        bound="" if is_range else bounds.get(comparator, ""),
        upper=float(row["upper_value"]) if is_range else None,
        baseline=_baseline(ds, row, language),
        reference=_reference(ds, row, shown, language),
        is_subject=is_subject,
    )


def _baseline(ds: Dataset, row: dict[str, Any], language: str) -> Point | None:
    """Return from where the target of a row starts."""
    value = row["baseline_value"]
    if pd.isna(value):
        return None
    label = tie(format_value(ds, row | plain(row, value), language))
    return Point(float(value), label, year_of(row["baseline_period"], language))


def _reference(ds: Dataset, row: dict[str, Any], shown: list[dict[str, Any]], language: str) -> Point | None:
    """Return what a row is held against."""
    value, area = row["reference_value"], row["reference_area"]
    if pd.isna(value):
        return None
    label = tie(format_value(ds, reference_row(row, shown), language))
    who = say(language, "median") if pd.isna(area) else clean(area_name(ds, area, language), language)
    return Point(float(value), label, year_of(row["reference_period"], language), who)


def _notes(
    ds: Dataset, frame: pd.DataFrame, panels: tuple[Panel, ...], reference: str | None, language: str
) -> tuple[str, ...]:
    marks = [mark for panel in panels for mark in panel.marks]
    n_years = len(set(frame["time_period"].dropna()))
    cases = {
        "note_bounds": any(m.bound in {"lower", "upper"} for m in marks),
        "note_approx": any(m.bound == "approx" for m in marks),
        "note_years": n_years > 1,
        "note_periods": n_years == 1 and len(set(frame["period_start"].dropna())) > 1,
        "note_levels": len(panels) > 1,
        "note_scaled": len(panels) > 1 and any(len(panel.marks) > 1 for panel in panels),
        "note_parts": any(m.relation for m in marks),
        "note_no_reference": reference is not None and bool(frame["reference_value"].isna().all()),
        "note_rank": bool(marks) and bool((frame["kind"] == "rank").all()),
    }
    return measure_notes(ds, frame, [key for key, is_so in cases.items() if is_so], language)


def without_units(content: Content, unit: str) -> Content:
    """Return the content with values without `unit`, where that is a word; it then has to stand elsewhere in the figure."""

    def short(point: Point | None) -> Point | None:
        return replace(point, label=tie(without_unit(point.label.replace("\u00a0", " "), unit))) if point else None

    def bare(mark: Mark) -> Mark:
        target = short(mark.target) or mark.target
        return replace(mark, target=target, baseline=short(mark.baseline), reference=short(mark.reference))

    panels = tuple(replace(panel, marks=tuple(map(bare, panel.marks))) for panel in content.panels)
    return replace(content, panels=panels)


def describe(content: Content) -> str:
    """Put a figure's content into words, for readers who do not see the picture."""
    language = content.language
    text = say(language, "alt_kind", title=content.title, subtitle=content.subtitle)
    for panel in content.panels:
        rows = join(language, [row_in_words(mark, language) for mark in panel.marks], "clause")
        text += (panel.heading + say(language, "colon") if panel.heading else "") + rows + say(language, "stop")
        held = dict.fromkeys((mark.reference.who, mark.reference.label) for mark in panel.marks if mark.reference)
        text += "".join(say(language, "alt_reference", who=who, label=label) for who, label in held)
    if content.absent:
        text += say(language, "alt_absent", items=join(language, content.absent, "clause"))
    return unbind(text).strip()


def row_in_words(mark: Mark, language: str) -> str:
    """Say what an area states, with its year and baseline."""
    words = {"who": mark.name, "label": mark.target.label, "year": mark.target.year}
    if mark.baseline is None:
        return say(language, "alt_item", **words)
    return say(language, "alt_baseline", **words, baseline=f"{mark.baseline.label} {mark.baseline.year}".strip())
