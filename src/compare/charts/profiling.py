"""What the profile of a region says, before anything is drawn: its figures among others, and what only one side states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from compare.charts.inches import BOUNDS
from compare.charts.labels import cite
from compare.charts.placing import SIGNS, sure_leads, unplaced
from compare.charts.text import bind, clean, tie
from compare.charts.words import join, say
from compare.comparability import direction
from compare.dataset import (
    Dataset,
    Measure,
    area_name,
    comparison,
    comparisons,
    explain_absence,
    format_period,
    format_value,
    is_contradicted,
    measure_name,
    resolve_area,
    resolve_areas,
    resolve_indicators,
    settled_places,
    to_rows,
)

_NAMED, _NAMED_ALONE = 3, 8
"""As many measures as a list names below rows, where the figure must fit a page, and where there are no rows."""


@dataclass(frozen=True)
class Dot:
    """A figure of a row: place between the worst (0) and the best (1), its bound, and the end of a range, if it is one.

    `label`, `year` and `who` are its words; `is_better_right` says whether values grow to the right.
    """

    place: float
    upper: float | None
    bound: str
    label: str
    year: str
    who: str


@dataclass(frozen=True)
class Line:
    """A row of the profile: a measure, the region's figure, those of its group, its rank, and who states it elsewhere."""

    measure: str
    topic: str
    own: Dot
    others: tuple[Dot, ...]
    rank: str
    elsewhere: str
    grows_right: bool


@dataclass(frozen=True)
class Profile:
    """All that the figure shows; `lists` are headings with their lines below the rows."""

    title: str
    subtitle: str
    lines: tuple[Line, ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    notes: tuple[str, ...]
    source: str
    who: str
    language: str


def read_profile(
    ds: Dataset, region: str, regions: Sequence[str] | None, indicators: str | Iterable[str] | None, language: str
) -> Profile:
    """Collect what the figure shows.

    Raises
    ------
    UnknownNameError
        A name is not known.
    """
    area = resolve_area(ds, region)
    stated = comparisons(ds, min_areas=1)
    if indicators is not None:
        stated = stated[stated["indicator"].isin(resolve_indicators(ds, indicators))]
    held = None if regions is None else {area, *resolve_areas(ds, regions)}
    rows = [row | {"areas": [a for a in row["areas"].split() if held is None or a in held]} for row in to_rows(stated)]
    shared = [_compare(ds, row, row["areas"]) for row in rows if area in row["areas"] and len(row["areas"]) > 1]
    alone = [Measure.of(row) for row in rows if row["areas"] == [area]]
    missing = [Measure.of(row) for row in rows if row["areas"] and area not in row["areas"]]
    topics = list(ds.codelists.topic)
    shared.sort(key=lambda frame: topics.index(ds.codelists.indicator[frame["indicator"].iloc[0]].topic))
    lines = tuple(_line(ds, frame, area, language) for frame in shared)
    return Profile(
        title=clean(_title(ds, area, shared, len(alone), language), language),
        subtitle=_subtitle(shared, language),
        lines=lines,
        lists=tuple(_lists(ds, area, (alone, missing), language, has_rows=bool(lines))),
        notes=tuple(_notes(ds, shared, lines, language)),
        source=cite(ds, _documents(ds, area, shared), language),
        who=clean(area_name(ds, area, language), language),
        language=language,
    )


def _compare(ds: Dataset, measure: Mapping[str, Any], areas: list[str]) -> pd.DataFrame:
    codes = {"definition": measure["definition"], "kind": measure["kind"]}
    return comparison(ds, measure["indicator"], **codes, regions=areas, reference="best")


def _line(ds: Dataset, frame: pd.DataFrame, area: str, language: str) -> Line:
    """Return the row of a measure."""
    own = next(row for row in to_rows(frame) if row["ref_area"] == area)
    group = frame[(frame["panel"] == own["panel"]) & frame["obs_value"].notna()]
    sign = direction(own["indicator"], own["kind"], ds.codelists) or 1
    ends = [sign * value for row in to_rows(group) for value in (row["obs_value"], row["upper_value"]) if value is not None]
    dots = {row["ref_area"]: _dot(ds, row, (min(ends), max(ends), sign), language) for row in to_rows(group)}
    elsewhere = [
        say(language, "alt_item", who=_who(ds, row, language), label=_label(ds, row, language), year=_period(ds, row, language))
        for row in to_rows(frame)
        if row["panel"] != own["panel"] and row["obs_value"] is not None
    ]
    topic = ds.codelists.indicator[own["indicator"]].topic
    return Line(
        measure=clean(measure_name(ds, Measure.of(own), language), language),
        topic=ds.codelists.topic[topic].name(language),
        own=dots.pop(area),
        others=tuple(dots.values()),
        rank=_rank(ds, own, group, language),
        elsewhere=join(language, elsewhere),
        grows_right=sign > 0,
    )


def _dot(ds: Dataset, row: dict[str, Any], scale: tuple[float, float, int], language: str) -> Dot:
    low, high, sign = scale
    width = high - low

    def place(value: float) -> float:
        return (sign * value - low) / width if width else 0.5

    upper = row["upper_value"]
    return Dot(
        place=place(row["obs_value"]),
        upper=None if upper is None else place(upper),
        bound="" if upper is not None else BOUNDS.get(row["comparator"], ""),
        label=_label(ds, row, language),
        year=_period(ds, row, language),
        who=_who(ds, row, language),
    )


def _label(ds: Dataset, row: dict[str, Any], language: str) -> str:
    return tie(format_value(ds, row, language))


def _period(ds: Dataset, row: dict[str, Any], language: str) -> str:
    """Return the year of a figure, with its status where a document contradicts it."""
    status = f" {ds.codelists.obs_status[row['obs_status']].name(language)}" if is_contradicted(row) else ""
    return tie(format_period(row, language) + status)


def _who(ds: Dataset, row: dict[str, Any], language: str) -> str:
    return clean(area_name(ds, row["ref_area"], language), language)


def _rank(ds: Dataset, own: dict[str, Any], group: pd.DataFrame, language: str) -> str:
    """Return the rank among how many, in brackets where bounds leave it open; why there is none else."""
    if own["rank"] is None:
        why = unplaced(ds, own, "rank")
        return say(language, "profile_no_rank") + ("" if why == "alone" else f"\u00a0{SIGNS[why]}")
    rank = f"{own['rank']}/{int(group['rank'].notna().sum())}"
    return rank if own["ref_area"] in settled_places(ds, group) else say(language, "heat_open_rank", rank=rank)


def _title(ds: Dataset, area: str, shared: Sequence[pd.DataFrame], alone: int, language: str) -> str:
    """Say in how many of its ranked measures the region surely comes first or last."""
    who = bind(area_name(ds, area, language))
    if not shared:
        return say(language, "profile_alone" if alone else "profile_none", who=who)
    groups = [rows for frame in shared for _, rows in frame.groupby("panel") if _is_ranked(rows, area)]
    if not groups:
        return say(language, "profile_unranked", who=who, n=len(shared))
    first = sum(area in sure_leads(ds, rows) for rows in groups)
    last = sum(area in sure_leads(ds, rows, is_last=True) for rows in groups)
    equal = sum(_are_equal(rows) for rows in groups)
    counts = {"first": first, "last": last, "equal": equal, "between": len(groups) - first - last - equal}
    found = [bind(say(language, f"profile_{key}", k=k)) for key, k in counts.items() if k]
    return say(language, "profile_title", who=who, n=len(groups), found=join(language, found, "comma"))


def _is_ranked(rows: pd.DataFrame, area: str) -> bool:
    return bool(rows.loc[rows["ref_area"] == area, "rank"].notna().any())


def _are_equal(rows: pd.DataFrame) -> bool:
    """Say whether all figures of a panel are exact and the same."""
    stated = [row for row in to_rows(rows) if row["obs_value"] is not None]
    return (
        len(
            {(row["obs_value"], row["comparator"], row["upper_value"]) for row in stated}
            - {(stated[0]["obs_value"], "=", None)}
        )
        == 0
    )


def _subtitle(shared: Sequence[pd.DataFrame], language: str) -> str:
    if not shared:
        return say(language, "profile_subtitle_none")
    found = sorted({year for frame in shared for year in frame["time_period"].dropna()})
    years = join(language, [format_period({"time_period": year}, language) for year in found])
    return say(language, "profile_subtitle", n=len(shared), years=years)


def _documents(ds: Dataset, area: str, shared: Sequence[pd.DataFrame]) -> list[str]:
    """Return the documents of the region, those that state targets of it, and those of the figures beside its own."""
    own = [source.id for source in ds.sources.values() if source.ref_area == area]
    about = sorted({row["source_id"] for row in ds.of_area(area) if row["value_type"] == "target"})
    return [*own, *about, *(source for frame in shared for source in frame["source_id"].dropna())]


def _lists(
    ds: Dataset, area: str, sides: tuple[Sequence[Measure], Sequence[Measure]], language: str, *, has_rows: bool
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the headings and lines of what the region alone states, and of what only others do, by the reason why.

    Below rows the latter is only counted: names would fill a page, and coverage shows them.
    """
    (alone, missing), most = sides, _NAMED if has_rows else _NAMED_ALONE
    if alone:
        yield say(language, "profile_own", n=len(alone)), (_some(ds, alone, most, language),)
    reasons: dict[str, list[Measure]] = {}
    for measure in missing:
        reasons.setdefault(explain_absence(ds, area, measure).code, []).append(measure)
    known = [(reason, reasons[code]) for code, reason in ds.codelists.absence.items() if code in reasons]
    heading = say(language, "profile_missing", n=len(missing))
    if known and has_rows:
        counts = [say(language, "profile_count", reason=reason.name(language), n=len(found)) for reason, found in known]
        yield heading, (join(language, counts, "clause"),)
    elif known:
        words = [(reason.name(language), len(found), _some(ds, found, most, language)) for reason, found in known]
        yield heading, tuple(say(language, "profile_reason", reason=r, n=n, items=items) for r, n, items in words)


def _some(ds: Dataset, measures: Sequence[Measure], most: int, language: str) -> str:
    """Join the names of measures, only the first `most` of many."""
    names = [clean(measure_name(ds, measure, language), language) for measure in measures]
    separator = "clause" if language == "en" else "list"
    if len(names) <= most + 1:
        return join(language, names, separator)
    return say(language, "profile_more", items=join(language, names[:most], separator), rest=len(names) - most)


def _notes(ds: Dataset, shared: Sequence[pd.DataFrame], lines: Sequence[Line], language: str) -> Iterator[str]:
    dots = [dot for line in lines for dot in (line.own, *line.others)]
    signs = [why for why, sign in SIGNS.items() if any(line.rank.endswith(sign) for line in lines)]
    cases = {
        "profile_note_scale": any(line.others for line in lines),
        "profile_note_lead": any(line.rank[:1].isdigit() for line in lines),
        "heat_note_open": any(line.rank[:1] in "(（" for line in lines),
        "profile_note_level": any(line.elsewhere for line in lines),
        "note_approx": any(dot.bound == "approx" for dot in dots),
    }
    yield from (clean(say(language, key), language) for key, is_so in cases.items() if is_so)
    for why in signs:
        yield SIGNS[why] + "\u00a0" + say(language, f"heat_{why}") + say(language, "stop").strip()
    told = [row for frame in shared for row in to_rows(frame) if row[f"note_{language}"]]
    for row in told:
        yield clean(
            say(language, "note_area", who=area_name(ds, row["ref_area"], language), text=row[f"note_{language}"]), language
        )
