"""What the figure of targets against actuals says, before anything is drawn: from the table that `compare.derive` makes.

Statuses, percentages and what counts are taken as they stand there; here they are put into words, and what has no figure is
counted by reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from compare.charts.inches import BOUNDS
from compare.charts.labels import cite
from compare.charts.text import bind, clean, tie
from compare.charts.wording import year_of
from compare.charts.words import join, say
from compare.comparability import ancestors, direction
from compare.dataset import (
    MARKS,
    Dataset,
    Measure,
    area_name,
    definition_name,
    figures_of,
    format_value,
    measure_name,
    to_rows,
)

Row = dict[str, Any]


@dataclass(frozen=True)
class Landed:
    """A target with the figure that is known of it.

    Attributes
    ----------
    who, name : str
        Area and measure.
    status, word : str
        Code of the codelist ``attainment``, and its name.
    ratio : float or None
        Actual over target in per cent; None of ranks and of what does not count.
    label, bound : str
        The percentage as written, and ``""``, ``"lower"``, ``"upper"`` or ``"approx"``.
    pair : str
        Target and actual with their years; of what has no percentage or cannot be told the whole reason.
    caveats : tuple of str
        What else to beware of, each with its sign.
    """

    who: str
    name: str
    status: str
    word: str
    ratio: float | None
    label: str
    bound: str
    pair: str
    caveats: tuple[str, ...]


@dataclass(frozen=True)
class Landing:
    """All that the figure shows; `silent` are the lines on targets without a figure, the first their heading."""

    title: str
    subtitle: str
    landed: tuple[Landed, ...]
    silent: tuple[str, ...]
    notes: tuple[str, ...]
    source: str
    language: str


def read_landing(ds: Dataset, attainment: pd.DataFrame, language: str) -> Landing:
    """Collect what the figure shows from a table of `compare.derive.attainment`."""
    rows = to_rows(attainment)
    known = [row for row in rows if row["actual_value"] is not None]
    silent = [row for row in rows if row["actual_value"] is None]
    landed = tuple(_landed(ds, row, language) for row in known)
    return Landing(
        title=clean(_title(ds, known, len(silent), language), language),
        subtitle=_subtitle(known, language),
        landed=landed,
        silent=tuple(_silent(ds, silent, language)),
        notes=tuple(_notes(landed, has_silent=bool(silent), language=language)),
        source=cite(ds, [row["source_id"] for row in rows], language, reference_ids=[row["reference_id"] for row in known]),
        language=language,
    )


def _landed(ds: Dataset, row: Row, language: str) -> Landed:
    mark = row["ratio_comparator"]
    return Landed(
        who=clean(area_name(ds, row["ref_area"], language), language),
        name=clean(measure_name(ds, Measure.of(row), language), language),
        status=row["status"],
        word=ds.codelists.attainment[row["status"]].name(language),
        ratio=row["ratio"],
        label="" if row["ratio"] is None else tie(f"{MARKS[mark]}{row['ratio']:.1f}%"),
        bound="" if row["ratio"] is None else BOUNDS.get(mark, ""),
        pair=clean(row[f"reason_{language}"], language) if _is_reasoned(row) else _pair(ds, row, language),
        caveats=() if _is_reasoned(row) else tuple(clean(text, language) for text in _caveats(ds, row, language)),
    )


def _is_reasoned(row: Row) -> bool:
    """Say whether a figure shows the whole reason: of what has no percentage, and of what cannot be told."""
    return row["ratio"] is None or row["status"] == "open"


def _pair(ds: Dataset, row: Row, language: str) -> str:
    """Return target and actual, each with its year, the actual with its vintage."""
    target = ds.observation(row["observation_id"]) or row | {
        "obs_value": row["target_value"],
        "comparator": row["target_comparator"],
    }
    actual = {"obs_value": row["actual_value"], "unit_measure": row["unit_measure"], "comparator": row["actual_comparator"]}
    text = say(
        language,
        "attain_pair",
        target=tie(format_value(ds, target, language)),
        year=year_of(row["time_period"], language),
        actual=tie(format_value(ds, actual, language)),
        when=year_of(row["actual_period"], language),
        vintage=ds.codelists.vintage[row["vintage"]].name(language),
    )
    return clean(text, language)


def _caveats(ds: Dataset, row: Row, language: str) -> Iterator[str]:
    """Yield what to beware of, each with its sign."""
    cases = {
        "attain_approximate": row["actual_comparator"] == "~",
        "attain_lower_bound": row["actual_comparator"] == ">",
        "attain_latest": not row["is_target_year"],
        "attain_less": direction(row["indicator"], row["kind"], ds.codelists) < 0,
        "attain_source_unstated": row["actual_definition"] is None,
    }
    yield from (say(language, key) for key, is_so in cases.items() if is_so)
    if row["actual_definition"] not in {None, row["definition"]}:
        name = definition_name(ds.codelists.indicator[row["indicator"]], row["actual_definition"], language)
        yield say(language, "attain_plan_unstated", definition=name)
    if row["confidence"] != next(iter(ds.codelists.confidence)):
        yield say(language, "attain_source", confidence=ds.codelists.confidence[row["confidence"]].name(language))
    if row["actual_note"] is not None:
        yield say(language, "attain_remark", note=row["actual_note"])


def _title(ds: Dataset, known: Sequence[Row], silent: int, language: str) -> str:
    """Say how many targets have a figure, and how they stand, status by status."""
    if not known:
        return say(language, "attain_none")
    statuses = [row["status"] for row in known]
    found = [(code, statuses.count(code.id)) for code in ds.codelists.attainment.values() if code.id in statuses]
    early = sum(row["status"] == "reached" and not row["is_target_year"] for row in known)
    remark = say(language, "attain_early", k=early) if early else ""
    rest = say(language, "attain_silent", n=silent) if silent else ""
    if len(found) == 1:
        key = "attain_title_all" if len(known) > 1 else "attain_title_one"
        return say(language, key, n=len(known), status=found[0][0].name(language), early=remark) + rest
    items = [
        bind(say(language, "attain_count", k=k, status=code.name(language))) + (remark if code.id == "reached" else "")
        for code, k in found
    ]
    return say(language, "attain_title", n=len(known), found=join(language, items, "comma")) + rest


def _subtitle(known: Sequence[Row], language: str) -> str:
    if not known:
        return say(language, "attain_subtitle_none")
    years = {
        name: join(language, [year_of(year, language) for year in sorted({row[column] for row in known})])
        for name, column in (("targets", "time_period"), ("actuals", "actual_period"))
    }
    has_ratio = any(row["ratio"] is not None for row in known)
    return say(language, "attain_subtitle" if has_ratio else "attain_subtitle_words", **years)


def _silent(ds: Dataset, rows: Sequence[Row], language: str) -> Iterator[str]:
    """Yield a heading and, for each reason, how many targets of which areas have no figure."""
    if not rows:
        return
    yield say(language, "attain_open", n=len(rows))
    for reason, is_elsewhere in (("attain_nothing", False), ("attain_elsewhere", True)):
        areas = [row["ref_area"] for row in rows if _is_known_around(ds, row) is is_elsewhere]
        counts = [(area, areas.count(area)) for area in ds.codelists.ref_area if area in areas]
        items = [say(language, "attain_open_area", who=area_name(ds, area, language), n=n) for area, n in counts]
        if areas:
            line = say(language, "attain_open_line", reason=say(language, reason), n=len(areas), items=join(language, items))
            yield clean(line, language)


def _is_known_around(ds: Dataset, row: Row) -> bool:
    """Say whether there are figures of the indicator for an area around that of a target."""
    return any(figures_of(ds, area, row["indicator"]) for area in ancestors(row["ref_area"], ds.codelists))


def _notes(landed: Sequence[Landed], *, has_silent: bool, language: str) -> Iterator[str]:
    has_ratio = any(one.ratio is not None for one in landed)
    cases = {
        "attain_note_rule": bool(landed),
        "attain_note_axis": has_ratio,
        "attain_note_marks": any(one.bound for one in landed),
        "attain_note_known": not has_silent,
    }
    yield from (say(language, key) for key, is_so in cases.items() if is_so)
