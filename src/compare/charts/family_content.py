"""What a family figure says, before anything is drawn: the measures of a family side by side, and who states none of them.

Each measure is what a benchmark figure of it would show (`content`); nothing is ranked across measures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from compare.charts.content import Content, Mark, Panel, read_content, read_frame, row_in_words
from compare.charts.headline import headline
from compare.charts.labels import source_note
from compare.charts.text import clean, unbind
from compare.charts.wording import measure_notes, year_of
from compare.charts.words import join, say
from compare.dataset import (
    Dataset,
    Measure,
    area_name,
    comparability_note,
    comparisons,
    measure_name,
    resolve_indicator,
    to_rows,
)
from compare.errors import UnknownNameError, unknown_name

AxisKey = tuple[str, str]
"""Unit and kind, which values on one axis have in common; of amounts also the number of the panel, so that none is shared."""

_RELATED = frozenset({"other_kind", "other_definition"})


@dataclass(frozen=True)
class FamilyPanel:
    """One measure: its name, its kind and unit in words, what it shows, and for each of its panels the axis it shares."""

    heading: str
    kind: str
    unit: str
    content: Content
    axes: tuple[AxisKey, ...]


@dataclass(frozen=True)
class FamilyContent:
    """All that a family figure shows."""

    title: str
    subtitle: str
    panels: tuple[FamilyPanel, ...]
    absent: tuple[str, ...]
    notes: tuple[str, ...]
    source: str
    language: str

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The rows of all panels."""
        return tuple(mark for panel in self.panels for mark in panel.content.marks)

    def sharing(self, key: AxisKey) -> tuple[Mark, ...]:
        """Return the rows that share an axis."""
        return tuple(mark for axis, part in self.parts if axis == key for mark in part.marks)

    @property
    def parts(self) -> tuple[tuple[AxisKey, Panel], ...]:
        """What shares an axis within a measure, with that axis."""
        return tuple(pair for panel in self.panels for pair in zip(panel.axes, panel.content.panels, strict=True))


def resolve_family(ds: Dataset, family: str) -> list[str]:
    """Return the indicators of a family, given by its code or by one of its indicators; one without a family is its own.

    Raises
    ------
    UnknownNameError
        Neither a family nor an indicator is called so; the nearest names are given.
    UsageError
        Several indicators are called so.
    """
    indicators = ds.codelists.indicator
    families = {entry.family for entry in indicators.values() if entry.family}
    wanted = str(family).strip().casefold()
    if wanted not in families:
        try:
            entry = indicators[resolve_indicator(ds, family)]
        except UnknownNameError:
            names = [*sorted(families), *indicators, *(entry.name_zh for entry in indicators.values())]
            raise unknown_name("family", family, [*names, *(entry.name_en for entry in indicators.values())]) from None
        if not entry.family:
            return [entry.id]
        wanted = entry.family
    return [code for code, entry in indicators.items() if entry.family == wanted]


def read_family(ds: Dataset, family: str, regions: Sequence[str] | None, language: str) -> FamilyContent:
    """Turn the measures of a family into what the figure says."""
    codes = resolve_family(ds, family)
    found = comparisons(ds, min_areas=1)
    rows = to_rows(found[found["indicator"].isin(codes)])
    asked = [{key: row[key] for key in ("indicator", "definition", "kind")} for row in rows] or [{"indicator": codes[0]}]
    frames = [read_frame(ds, **measure, regions=regions) for measure in asked]
    shown = [frame for frame in frames if frame["obs_value"].notna().any()]
    panels = tuple(_panel(ds, frame, number, language) for number, frame in enumerate(shown, 1))
    whole = pd.concat(frames, ignore_index=True)
    return FamilyContent(
        title=clean(_title(ds, shown or frames[:1], language), language),
        subtitle=clean(_subtitle(whole, language), language),
        panels=panels,
        absent=tuple(_absent(ds, shown or frames[:1], language)),
        notes=tuple(_notes(ds, shown or frames[:1], panels, language)),
        source=source_note(ds, whole, language),
        language=language,
    )


def _panel(ds: Dataset, frame: pd.DataFrame, number: int, language: str) -> FamilyPanel:
    measure = Measure.of(to_rows(frame)[0])
    codes = frame.loc[frame["obs_value"].notna(), "panel"].drop_duplicates()
    return FamilyPanel(
        heading=clean(say(language, "family_panel", number=number, measure=measure_name(ds, measure, language)), language),
        kind=ds.codelists.kind[measure.kind].name(language),
        unit=ds.codelists.unit_measure[measure.unit].name(language),
        content=_content(ds, frame, language),
        axes=tuple((measure.unit, measure.kind if code == "all" else f"{measure.kind} {number} {code}") for code in codes),
    )


def _content(ds: Dataset, frame: pd.DataFrame, language: str) -> Content:
    """Return what a benchmark figure shows, in colour what may be compared."""
    content = read_content(ds, frame, language)
    panels = [replace(p, marks=tuple(replace(m, is_subject=len(p.marks) > 1) for m in p.marks)) for p in content.panels]
    return replace(content, panels=tuple(panels))


def _title(ds: Dataset, frames: Sequence[pd.DataFrame], language: str) -> str:
    """Say how many measures the areas state, and how many of them can be compared between areas."""
    name = measure_name(ds, Measure.of(to_rows(frames[0])[0]), language)
    if len(frames) == 1:
        return headline(ds, frames[0], name, language)[0]
    stated = [frame[frame["obs_value"].notna()] for frame in frames]
    shared = sum(int(frame["panel"].value_counts().max() > 1) for frame in stated)
    areas = {area for frame in stated for area in frame["ref_area"]}
    key = "family_title" if shared else "family_title_none"
    return say(language, key, measure=name, n=len(frames), areas=len(areas), shared=shared)


def _subtitle(whole: pd.DataFrame, language: str) -> str:
    years = [year_of(year, language) for year in sorted(set(whole["time_period"].dropna()))]
    return say(language, "family_subtitle" if years else "family_subtitle_none", years=join(language, years))


def _absent(ds: Dataset, frames: Sequence[pd.DataFrame], language: str) -> list[str]:
    """Return a line for each reason, with the areas it holds for and the panels, where it does not hold for all."""
    stating = {area for frame in frames for area in frame.loc[frame["obs_value"].notna(), "ref_area"]}
    missing: dict[str, dict[str, list[int]]] = {}
    for number, frame in enumerate(frames, 1):
        for row in to_rows(frame[frame["obs_value"].isna()]):
            reason = _reason(ds, row, row["ref_area"] in stating, language)
            missing.setdefault(reason, {}).setdefault(row["ref_area"], []).append(number)
    lines = []
    for reason, areas in missing.items():
        who = [_where(ds, area, numbers, len(frames), language) for area, numbers in areas.items()]
        lines.append(say(language, "absent_item", who=join(language, who), reason=reason))
    return lines


def _reason(ds: Dataset, row: dict[str, Any], is_stating: bool, language: str) -> str:
    if is_stating and row["absence"] in _RELATED:
        return say(language, "family_elsewhere")
    return clean(str(row[f"absence_{language}"]) + comparability_note(ds, row, language), language)


def _where(ds: Dataset, area: str, numbers: Sequence[int], n_panels: int, language: str) -> str:
    name = clean(area_name(ds, area, language), language)
    if len(numbers) == n_panels:
        return name
    return say(language, "family_where", who=name, numbers=join(language, [str(number) for number in numbers]))


def _notes(ds: Dataset, frames: Sequence[pd.DataFrame], panels: tuple[FamilyPanel, ...], language: str) -> list[str]:
    marks = [mark for panel in panels for mark in panel.content.marks]
    sizes: Counter[AxisKey] = Counter()
    axes: Counter[AxisKey] = Counter()
    for panel in panels:
        for axis, part in zip(panel.axes, panel.content.panels, strict=True):
            sizes[axis] += len(part.marks)
            axes[axis] += 1
    scaled = [axis for axis in axes if sizes[axis] > 1]
    n_years = len({year for frame in frames for year in frame["time_period"].dropna()})
    cases = {
        "family_note_rank": len(panels) > 1,
        "family_note_shared": any(axes[axis] > 1 for axis in scaled),
        "family_note_own": len(scaled) > 1,
        "family_note_single": min(sizes.values(), default=2) == 1,
        "note_bounds": any(mark.bound in {"lower", "upper"} for mark in marks),
        "note_approx": any(mark.bound == "approx" for mark in marks),
        "note_years": n_years > 1,
        "note_rank": any(panel.content.is_rank for panel in panels),
        "note_parts": any(mark.relation for mark in marks),
    }
    told = [note for frame in frames for note in measure_notes(ds, frame, (), language)]
    return [*(say(language, key) for key, is_so in cases.items() if is_so), *dict.fromkeys(told)]


def describe_family(content: FamilyContent) -> str:
    """Put a family figure into words, for readers who do not see the picture."""
    language = content.language
    text = say(language, "family_alt_kind", title=content.title, subtitle=content.subtitle)
    for panel in content.panels:
        rows = []
        for part in panel.content.panels:
            start = part.heading + say(language, "colon") if part.heading else ""
            rows.append(start + join(language, [row_in_words(mark, language) for mark in part.marks], "clause"))
        words = {"measure": panel.heading, "kind": panel.kind, "unit": panel.unit}
        text += say(language, "family_alt_panel", rows=join(language, rows, "clause"), **words)
    if content.absent:
        text += say(language, "alt_absent", items=join(language, content.absent, "clause"))
    return unbind(text).strip()
