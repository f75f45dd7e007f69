"""What the heat map says, before anything is drawn: the place of each figure in its group, and why some have none."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from compare.charts.grid import NONE, Cell, Grid, Look, Row, absent_cell, grid_areas, list_reasons
from compare.charts.labels import source_note
from compare.charts.shades import shade
from compare.charts.text import bind, clean
from compare.charts.words import join, say
from compare.comparability import direction
from compare.dataset import (
    MARKS,
    Dataset,
    Measure,
    area_name,
    combine,
    comparison,
    comparisons,
    format_period,
    is_contradicted,
    leaders,
    measure_name,
    opposite,
    resolve_indicators,
    settled_places,
    to_rows,
)
from compare.errors import UsageError
from compare.palette import COLOURS

SHOWN = ("rank", "score")
"""What a cell can show."""

UNRANKED = Look(ink=COLOURS["text"], is_dashed=True)
"""The look of a cell whose figure is stated and has no place."""

SIGNS: Mapping[str, str] = {"alone": "○", "doubted": "?", "ceiling": "△", "no_order": "◇", "no_score": "□", "no_part": "▽"}
"""Why a stated figure has no place, in the order of the list below the table."""


@dataclass(frozen=True)
class Heat:
    """All that the figure shows."""

    grid: Grid
    title: str
    subtitle: str
    reasons: tuple[str, ...]
    unranked: tuple[str, ...]
    notes: tuple[str, ...]
    source: str
    show: str
    language: str


def read_heat(
    ds: Dataset, regions: Sequence[str] | None, indicators: str | Iterable[str] | None, show: str, language: str
) -> Heat:
    """Collect what the figure shows.

    Raises
    ------
    UnknownNameError
        A name is not known.
    UsageError
        There is no area, or no measure that two areas state.
    """
    areas, frames = shared_frames(ds, regions, indicators)
    areas.sort(key=lambda area: list(ds.codelists.area_level).index(ds.codelists.ref_area[area].level))
    groups = [rows for frame in frames for _, rows in frame.groupby("panel") if rows["rank"].notna().any()]
    rows = tuple(_rows(ds, frames, areas, show, language))
    cells = {cell.text: cell for row in rows for cell in row.cells}
    unspoken = (say(language, "coverage_none"),) if NONE in cells else ()
    stated = pd.concat([frame[frame["obs_value"].notna()] for frame in frames])
    years = [format_period({"time_period": year}, language) for year in sorted(set(stated["time_period"]))]
    return Heat(
        grid=Grid(_heads(ds, areas, language), rows, breaks=_breaks(ds, areas)),
        title=clean(_title(ds, groups, len(frames), language), language),
        subtitle=say(language, f"heat_subtitle_{show}", years=join(language, years)),
        reasons=(*list_reasons(ds, cells, language), *unspoken),
        unranked=tuple(f"{sign}\u00a0{say(language, f'heat_{why}')}" for why, sign in SIGNS.items() if sign in cells),
        notes=tuple(_notes(rows, show, language, has_lead=bool(groups))),
        source=source_note(ds, pd.concat(frames), language),
        show=show,
        language=language,
    )


def shared_frames(
    ds: Dataset, regions: Sequence[str] | None, indicators: str | Iterable[str] | None
) -> tuple[list[str], list[pd.DataFrame]]:
    """Return the areas of a table and a comparison of them in each shared measure that one of them states."""
    shared = comparisons(ds)
    if indicators is not None:
        shared = shared[shared["indicator"].isin(resolve_indicators(ds, indicators))]
    areas = grid_areas(ds, shared, regions)
    measures = shared[["indicator", "definition", "kind"]].itertuples(index=False, name=None)
    frames = [comparison(ds, i, definition=d, kind=k, regions=areas, reference="best") for i, d, k in measures] if areas else []
    frames = [frame for frame in frames if frame["obs_value"].notna().any()]
    if not frames:
        raise UsageError(
            "nothing to show: give at least one region and an indicator that two areas state (see compare.comparisons)"
        )
    return areas, frames


def _heads(ds: Dataset, areas: Sequence[str], language: str) -> tuple[tuple[str, str], ...]:
    levels = [ds.codelists.area_level[ds.codelists.ref_area[a].level].name(language) for a in areas]
    return tuple((clean(area_name(ds, a, language), language), level) for a, level in zip(areas, levels, strict=True))


def _breaks(ds: Dataset, areas: Sequence[str]) -> frozenset[int]:
    """Return the columns in which another administrative level begins."""
    levels = [ds.codelists.ref_area[area].level for area in areas]
    return frozenset(n for n in range(1, len(levels)) if levels[n] != levels[n - 1])


def _rows(ds: Dataset, frames: Sequence[pd.DataFrame], areas: Sequence[str], show: str, language: str) -> Iterable[Row]:
    """Yield the rows: first what all areas are compared in, then amounts, each with a heading above the first."""
    for key, is_all in (("heat_all", True), ("heat_levels", False)):
        heading = say(language, key)
        for frame in (f for f in frames if (f["panel"] == "all").all() == is_all):
            label = measure_name(ds, Measure.of(to_rows(frame)[0]), language)
            cells = _cells(ds, frame, show, language)
            yield Row(clean(label, language), tuple(cells[area] for area in areas), heading=heading)
            heading = ""


def _cells(ds: Dataset, frame: pd.DataFrame, show: str, language: str) -> dict[str, Cell]:
    """Return the cell of each area in one measure."""
    cells = {row["ref_area"]: absent_cell(ds, row["ref_area"], row["absence"]) for row in to_rows(frame) if row["absence"]}
    for _, rows in frame[frame["obs_value"].notna()].groupby("panel"):
        group, settled = to_rows(rows), settled_places(ds, rows)
        n, has_years = int(rows["rank"].notna().sum()), len(set(rows["time_period"])) > 1
        for row in group:
            cell = _placed(ds, row, n, show, language, row["ref_area"] in settled)
            year = format_period(row, language) if has_years else ""
            cells[row["ref_area"]] = Cell(cell.text, year, cell.look)
    return cells


def _placed(ds: Dataset, row: dict[str, Any], n: int, show: str, language: str, is_settled: bool) -> Cell:  # noqa: PLR0913
    """Return the cell of a figure among `n` ranked ones of its group."""
    why = unplaced(ds, row, show)
    if why:
        return Cell(SIGNS[why], look=UNRANKED)
    if show == "rank":
        text = f"{row['rank']}/{n}"
        return Cell(text if is_settled else say(language, "heat_open_rank", rank=text), look=shade((n - row["rank"]) / (n - 1)))
    share, mark = _score(ds, row)
    return Cell(_percentage(share, mark), look=shade(share / 100))


def unplaced(ds: Dataset, row: Mapping[str, Any], show: str) -> str:
    """Return why a figure has no place in its group, or nothing."""
    if is_contradicted(row):
        return "doubted"
    if not direction(row["indicator"], row["kind"], ds.codelists):
        return "no_order"
    if row["rank"] is None:
        return "alone" if row["reference_area"] in {None, row["ref_area"]} else "ceiling"
    if show != "score":
        return ""
    if row["kind"] == "rank":
        return "no_score"
    return "" if row["obs_value"] > 0 and row["reference_value"] > 0 else "no_part"


def _score(ds: Dataset, row: Mapping[str, Any]) -> tuple[float, str]:
    """Return a figure as a percentage of the best of its group, with the mark that bounds leave it."""
    if row["ref_area"] == row["reference_area"]:
        return 100.0, ""
    own, best = row["comparator"], row["reference_comparator"]
    if direction(row["indicator"], row["kind"], ds.codelists) > 0:
        return row["obs_value"] / row["reference_value"] * 100, MARKS[combine(own, opposite(best))]
    return row["reference_value"] / row["obs_value"] * 100, MARKS[combine(best, opposite(own))]


def _percentage(share: float, mark: str) -> str:
    """Print whole per cents, of a bound to the side where it holds, and a decimal where 0 or 100 would be wrong."""
    if share < 0.05:
        return f"{MARKS['<']}0.1%"
    places = 1 if share < 1 or 99.5 <= share < 100 else 0
    towards = {MARKS["<="]: math.ceil, MARKS[">="]: math.floor}.get(mark, round)
    return f"{mark}{towards(round(share * 10**places, 6)) / 10**places:.{places}f}%"


def _title(ds: Dataset, groups: Sequence[pd.DataFrame], measures: int, language: str) -> str:
    """Say which area leads most often, counting only what the figures settle."""
    if not groups:
        return say(language, "heat_no_group", n=measures)
    counts = pd.Series([area for rows in groups for area in sure_leads(ds, rows)], dtype="str").value_counts()
    if counts.empty:
        return say(language, "heat_no_lead", n=len(groups))
    first = [area for area in ds.codelists.ref_area if counts.get(area, 0) == counts.max()]
    who = join(language, [bind(area_name(ds, area, language)) for area in first], "and")
    key = "heat_most" if len(first) == 1 else "heat_most_tie"
    return say(language, key, who=who, k=int(counts.max()), n=len(groups))


def sure_leads(ds: Dataset, rows: pd.DataFrame, *, is_last: bool = False) -> tuple[str, ...]:
    """Return the areas of a panel that surely come first (or last); none where bounds leave it open or all are equal."""
    found = leaders(ds, rows, is_last=is_last)
    return found.areas if found.is_settled and len(found.areas) < rows["obs_value"].notna().sum() else ()


def _notes(rows: Sequence[Row], show: str, language: str, *, has_lead: bool) -> Iterable[str]:
    placed = [cell for row in rows for cell in row.cells if not cell.look.is_dashed and not cell.look.is_hatched]
    cases = {
        "heat_note_group": True,
        "heat_note_lead": has_lead,
        "heat_note_score": show == "score",
        "heat_note_open": any(cell.text[:1] in "(（" for cell in placed if cell.text),
        "heat_note_years": any(cell.below for row in rows for cell in row.cells),
        f"heat_note_shade_{show}": True,
    }
    return (say(language, key) for key, is_so in cases.items() if is_so)
