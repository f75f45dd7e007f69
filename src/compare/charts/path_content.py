"""What a trajectory figure says, before anything is drawn: from where each area starts, where it aims, and the pace between.

Growth and pace are those of the table of required growth; here they are named, and placed on the years.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pandas as pd

from compare.charts.content import Mark, read_marks
from compare.charts.gap_labels import signed
from compare.charts.headline import LISTED, LONGEST, headline
from compare.charts.labels import source_note, tick_label, without_unit
from compare.charts.path_evidence import asked_for, between, provenance
from compare.charts.style import SIZES, text_width
from compare.charts.text import bind, clean, tie, unbind
from compare.charts.wording import absent_lines, measure_notes, panel_heading, reason_lines, subtitle
from compare.charts.words import join, say
from compare.dataset import (
    MARKS,
    Dataset,
    Measure,
    area_name,
    comment_text,
    format_change,
    format_period,
    format_value,
    measure_name,
    start_of,
    to_rows,
)

Row = dict[str, Any]

_SHORT = 20
"""Characters of a pace that a title keeps on one line."""


@dataclass(frozen=True)
class Stop:
    """A value of a year as it is drawn, without a unit that is a word."""

    time: int
    value: float
    label: str
    year: str


@dataclass(frozen=True)
class Path:
    """What one area aims for.

    Attributes
    ----------
    mark : Mark
        Its target as in the benchmark figure.
    target : Stop
        The target on the years.
    start : Stop or None
        The baseline.
    between : tuple of Stop
        What the document states of the years between.
    pace : tuple of str
        The pace that is required; of amounts growth and then the amount.
    provenance, basis : str
        Of `PROVENANCES` what the baseline is, and the same in words; empty without a pace.
    """

    mark: Mark
    target: Stop
    start: Stop | None
    between: tuple[Stop, ...]
    pace: tuple[str, ...]
    provenance: str
    basis: str

    @property
    def stops(self) -> tuple[Stop, ...]:
        """All that is drawn of it, in the order of years."""
        return tuple(stop for stop in (self.start, *self.between, self.target) if stop is not None)


@dataclass(frozen=True)
class PathGroup:
    """Areas whose values may be compared, so that their panels share both axes; `ends` are those of the values, from below.

    `tick` writes a value.
    """

    heading: str
    paths: tuple[Path, ...]
    ends: tuple[float, float]
    tick: Callable[[float], str]

    @property
    def values(self) -> tuple[float, ...]:
        """All values that are drawn."""
        return tuple(_values(self.paths))


def _values(paths: Iterable[Path]) -> Iterator[float]:
    for path in paths:
        yield from (stop.value for stop in path.stops)
        if path.mark.upper is not None:
            yield path.mark.upper


def _ends(paths: Sequence[Path], *, is_amount: bool, is_rank: bool) -> tuple[float, float]:
    """Return the ends of the values: from zero for amounts; of a rank the first place is on top."""
    values = list(_values(paths))
    low, high = min(values), max(values)
    room = 0.3 * (high - low) or 0.1 * abs(high) or 1.0
    if is_rank:
        return high + room, max(low - room, 0.0)
    start = 0.0 if is_amount or low - room < 0 <= low else low - room
    return min(start, low), high + room


@dataclass(frozen=True)
class PathContent:
    """All that a trajectory figure shows."""

    title: str
    subtitle: str
    groups: tuple[PathGroup, ...]
    is_rank: bool
    unpaced: tuple[str, ...]
    absent: tuple[str, ...]
    notes: tuple[str, ...]
    source: str
    language: str

    @property
    def paths(self) -> tuple[Path, ...]:
        """Those of all groups."""
        return tuple(path for group in self.groups for path in group.paths)


def read_paths(ds: Dataset, growth: pd.DataFrame, language: str) -> PathContent:
    """Turn a table of required growth of one measure into what the figure says.

    Raises
    ------
    UsageError
        The table is empty, or of several measures.
    """
    frame, told = asked_for(ds, growth), {row["ref_area"]: row for row in to_rows(growth)}
    stated = frame[frame["obs_value"].notna()]
    paced = {row["ref_area"] for row in to_rows(stated) if "pace" in ds.steps_of(row["observation_id"])}
    groups, unpaced, figures = [], [], []
    for code, rows in stated.groupby("panel", sort=False):
        marks = read_marks(ds, rows, stated, frozenset(paced), language)
        paths = []
        for row, mark in zip(to_rows(rows), marks, strict=True):
            own, baseline = ds.steps_of(row["observation_id"]), start_of(ds, row["observation_id"])
            figures += [baseline] if baseline and "reference_id" in baseline else []
            paths.append(_path(ds, row, mark, own, baseline, language))
            if not own:
                unpaced.append((row["ref_area"], told[row["ref_area"]][f"sentence_{language}"]))
        tick = partial(tick_label, ds, max(to_rows(rows), key=lambda row: abs(row["obs_value"])), language)
        ends = _ends(paths, is_amount=code != "all", is_rank=rows["kind"].iloc[0] == "rank")
        groups.append(PathGroup(panel_heading(ds, str(code), language), tuple(paths), ends, tick))
    is_rank = bool((frame["kind"] == "rank").all())
    paths = [path for group in groups for path in group.paths]
    return PathContent(
        title=clean(_title(ds, frame, paths, language), language),
        subtitle=subtitle(ds, frame, language),
        groups=tuple(groups),
        is_rank=is_rank,
        unpaced=reason_lines(ds, unpaced, language),
        absent=absent_lines(ds, frame[frame["obs_value"].isna()], language),
        notes=measure_notes(ds, frame, _note_keys(ds, frame, groups), language),
        source=source_note(ds, frame, language, [str(row["reference_id"]) for row in figures]),
        language=language,
    )


def _path(  # noqa: PLR0913  a target, its marks and what leads to it
    ds: Dataset, row: Row, mark: Mark, steps: Mapping[str, Row], baseline: Row | None, language: str
) -> Path:
    return Path(
        mark=mark,
        target=replace(_stop(ds, row, language), year=mark.target.year),
        start=_stop(ds, baseline, language) if baseline else None,
        between=tuple(_stop(ds, other, language) for other in between(ds, row, baseline)) if baseline else (),
        pace=tuple(_tied(text) for text in _pace(ds, steps, language)),
        provenance=provenance(baseline) if baseline else "",
        basis=clean(comment_text(ds, steps["pace"]["comment"], language), language) if "pace" in steps else "",
    )


def _stop(ds: Dataset, row: Row, language: str) -> Stop:
    unit = ds.codelists.unit_measure[row["unit_measure"]].name(language)
    label = without_unit(format_value(ds, row, language), unit)
    return Stop(int(row["time_period"]), float(row["obs_value"]), tie(label), format_period(row, language))


def _pace(ds: Dataset, steps: Mapping[str, Row], language: str) -> Iterable[str]:
    """Yield growth and pace with sign, unit and what bounds leave open."""
    if "required_growth" in steps:
        row = steps["required_growth"]
        mark, number = MARKS[row["comparator"]], f"{row['obs_value']:+.1f}%".replace("-", "\u2212")
        yield say(language, "path_growth", label=mark + number, plain=mark + number.lstrip("+"))
    if "pace" in steps:
        row = steps["pace"]
        unit = ds.codelists.unit_measure[row["unit_measure"]]
        if unit.dimension == "rank":
            yield say(language, "path_places", label=format_change(ds, row, language))
            return
        label = MARKS[row["comparator"]] + signed(ds, row, language)
        if unit.dimension != "percentage_point":
            label = without_unit(label, unit.name(language))
        yield say(language, "path_pace", label=label)


def _tied(text: str) -> str:
    """Keep the mark of a bound with its number."""
    for mark in filter(None, MARKS.values()):
        text = text.replace(mark, tie(mark))
    return text


def _title(ds: Dataset, frame: pd.DataFrame, paths: Sequence[Path], language: str) -> str:
    """Say which pace the targets require; nothing is ranked, because baselines and years differ."""
    name = measure_name(ds, Measure.of(to_rows(frame)[0]), language)
    paced = [path for path in paths if path.pace]
    if not paths:
        return headline(ds, frame, name, language)[0]
    if not paced:
        return say(language, "path_none", measure=name)
    items = [_item(ds, path, language) for path in paced]
    text = say(language, "path_list", measure=name, items=join(language, items, "clause"))
    if len(paced) <= LISTED and text_width(text, SIZES["title"], bold=True) < LONGEST:
        return text
    return say(language, "path_many", measure=name, n=len(paced))


def _item(ds: Dataset, path: Path, language: str) -> str:
    who = bind(area_name(ds, path.mark.area, language))
    years = path.target.year
    if path.start is not None:
        years = say(language, "path_years", start=path.start.time, end=path.target.time)
    pace = bind(path.pace[0]) if len(path.pace[0]) < _SHORT else path.pace[0]
    return say(language, "path_item", who=who, pace=pace, years=bind(years))


def _note_keys(ds: Dataset, frame: pd.DataFrame, groups: Sequence[PathGroup]) -> list[str]:
    paths = [path for group in groups for path in group.paths]
    dimension = ds.codelists.unit_measure[frame["unit_measure"].iloc[0]].dimension
    is_rank = bool((frame["kind"] == "rank").all())
    cases = {
        "path_note_pace": any(path.start for path in paths),
        "path_note_points": dimension == "percent" and any(path.start for path in paths),
        "path_note_growth": any(len(path.pace) > 1 for path in paths),
        "path_note_flow": any(path.pace and not path.start for path in paths),
        "path_note_bounds": any(path.mark.bound for path in paths),
        "path_note_axis": not is_rank and any(group.ends[0] != 0 for group in groups),
        "path_note_rank": bool(paths) and is_rank,
        "path_note_levels": len(groups) > 1,
        "note_parts": any(path.mark.relation for path in paths),
    }
    return [key for key, is_so in cases.items() if is_so]


def describe_paths(content: PathContent) -> str:
    """Put a trajectory figure into words, for readers who do not see the picture."""
    language = content.language
    text = say(language, "path_alt_kind", title=content.title, subtitle=content.subtitle)
    for group in content.groups:
        text += group.heading + say(language, "colon") if group.heading else ""
        text += join(language, [_in_words(path, language) for path in group.paths], "clause") + say(language, "stop")
    if content.unpaced:
        text += say(language, "path_alt_unpaced", items=join(language, content.unpaced, "clause"))
    if content.absent:
        text += say(language, "alt_absent", items=join(language, content.absent, "clause"))
    return unbind(text).strip()


def _in_words(path: Path, language: str) -> str:
    def value(stop: Stop) -> str:
        return say(language, "path_alt_value", label=stop.label, year=stop.year)

    pace = join(language, path.pace)
    if path.start is None:
        text = say(language, "path_alt_target", who=path.mark.name, target=value(path.target))
        return join(language, [text, pace]) if pace else text
    words = {"who": path.mark.name, "start": value(path.start), "target": value(path.target)}
    text = say(language, "path_alt_item", pace=pace, basis=path.basis, **words)
    between = join(language, [value(stop) for stop in path.between])
    return text + (say(language, "path_alt_between", items=between) if between else "")
