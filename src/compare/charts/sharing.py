"""What the figure of nested shares says, before anything is drawn: shares by region and parent, beside those of size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from compare.charts.inches import BOUNDS
from compare.charts.labels import cite
from compare.charts.text import bind, clean, tie
from compare.charts.words import join, say
from compare.dataset import (
    Dataset,
    Measure,
    area_name,
    comment_text,
    format_period,
    format_value,
    measure_name,
    possible,
    to_rows,
)

Row = dict[str, Any]


@dataclass(frozen=True)
class Share:
    """A target's share, or that of size.

    Attributes
    ----------
    name : str
        Of the measure, or of what measures size.
    value : float
        Per cent.
    bound : str
        ``""``, ``"lower"``, ``"upper"`` or ``"approx"``.
    label, year : str
        As they are written.
    formula : str
        Numerator and denominator as stated.
    remark : str
        In what the two may not be the same; of size, which figures were divided.
    standing : str
        ``"above"``, ``"below"``, ``"equal"`` or ``"open"`` against the first share of size; empty where there is none.
    """

    name: str
    value: float
    bound: str
    label: str
    year: str
    formula: str
    remark: str
    standing: str = ""


@dataclass(frozen=True)
class Pair:
    """A region and the area around it: shares of targets, the largest first, and shares of size."""

    who: str
    parent: str
    shares: tuple[Share, ...]
    sizes: tuple[Share, ...]


@dataclass(frozen=True)
class Sharing:
    """All that the figure shows."""

    title: str
    subtitle: str
    pairs: tuple[Pair, ...]
    notes: tuple[str, ...]
    source: str
    language: str


def read_sharing(ds: Dataset, shares: pd.DataFrame, language: str) -> Sharing:
    """Collect what the figure shows from derived figures; of them only targets, and the sizes of the same pairs."""
    rows = [row for row in to_rows(shares) if row["transformation"] == "share_of_parent"]
    targets = [row for row in rows if row["value_type"] == "target"]
    sizes = [row for row in rows if row["source_id"] is None]
    keys = dict.fromkeys((row["ref_area"], row["reference_area"]) for row in targets)
    pairs = tuple(_pair(ds, key, targets, sizes, language) for key in keys)
    years = [format_period({"time_period": year}, language) for year in sorted({row["time_period"] for row in targets})]
    key = "shares_subtitle" if years else "shares_subtitle_none"
    ids = [i for row in (*targets, *sizes) for i in row["input_ids"].split(" ")]
    documents = [row["source_id"] for i in ids if (row := ds.observation(i)) is not None]
    return Sharing(
        title=clean(_title(pairs, language), language),
        subtitle=say(language, key, years=join(language, years)),
        pairs=pairs,
        notes=tuple(clean(note, language) for note in _notes(pairs, language)),
        source=cite(ds, documents, language, reference_ids=ids),
        language=language,
    )


def _pair(ds: Dataset, key: tuple[str, str], targets: Sequence[Row], sizes: Sequence[Row], language: str) -> Pair:
    """Return what is known of a region and the area around it."""
    order = [entry.indicator for entry in ds.codelists.denominator.values()]
    own = [row for row in sizes if (row["ref_area"], row["reference_area"]) == key]
    own.sort(key=lambda row: order.index(row["indicator"]) if row["indicator"] in order else len(order))
    about = [row for row in targets if (row["ref_area"], row["reference_area"]) == key]
    about.sort(key=lambda row: -row["obs_value"])
    who, parent = (clean(area_name(ds, code, language), language) for code in key)
    held = own[0] if own else None
    return Pair(
        who=who,
        parent=parent,
        shares=tuple(_share(ds, row, language, _standing(row, held)) for row in about),
        sizes=tuple(_share(ds, row, language) for row in own),
    )


def _standing(row: Row, size: Row | None) -> str:
    """Say how a share surely stands to one of size; one that bounds to different sides leave is open."""
    if size is None:
        return ""
    if "~" in (row["comparator"], size["comparator"]):
        return "open"
    (low, high), (least, most) = (possible(r["obs_value"], r["comparator"]) for r in (row, size))
    if low == high == least == most:
        return "equal"
    return "above" if low > most else "below" if high < least else "open"


def _share(ds: Dataset, row: Row, language: str, standing: str = "") -> Share:
    comment = comment_text(ds, row["comment"], language)
    return Share(
        name=clean(measure_name(ds, Measure.of(row), language), language),
        value=row["obs_value"],
        bound=BOUNDS.get(row["comparator"], ""),
        label=tie(format_value(ds, row, language)),
        year=format_period({"time_period": row["time_period"]}, language),
        formula=_formula(ds, row, language),
        remark=clean(comment, language),
        standing=standing,
    )


def _formula(ds: Dataset, row: Row, language: str) -> str:
    """Return numerator and denominator as stated."""
    inputs = [ds.observation(i) for i in row["input_ids"].split(" ")]
    values = [tie(format_value(ds, found, language)) for found in inputs if found is not None]
    return say(language, "shares_formula", part=values[0], whole=values[-1]) if len(values) == len(inputs) else ""


def _title(pairs: Sequence[Pair], language: str) -> str:
    """Say how many shares of targets are surely above the region's share of size, of the pair with the most targets."""
    if not pairs:
        return say(language, "shares_none")
    sized = [pair for pair in pairs if pair.sizes]
    if not sized:
        return say(language, "shares_plain", n=sum(len(pair.shares) for pair in pairs))
    pair = max(sized, key=lambda one: len(one.shares))
    standings = [share.standing for share in pair.shares]
    words = {"size": mid(pair.sizes[0].name, language), "share": pair.sizes[0].label}
    found = [
        say(language, "shares_above" if "above" in standings else "shares_none_above", k=standings.count("above"), **words)
    ]
    found += [say(language, f"shares_{s}", k=standings.count(s)) for s in ("equal", "below", "open") if s in standings]
    names = {"who": bind(pair.who), "parent": bind(pair.parent)}
    return say(language, "shares_title", n=len(pair.shares), found=join(language, found, "comma"), **names)


def mid(name: str, language: str) -> str:
    """Return a name as it stands within a sentence: in English without a capital, unless it is an abbreviation."""
    return name[:1].lower() + name[1:] if language == "en" and not name[:2].isupper() else name


def _notes(pairs: Sequence[Pair], language: str) -> Iterator[str]:
    if not pairs:
        return
    yield say(language, "shares_note_formula")
    if any(pair.sizes for pair in pairs):
        items = [
            say(language, "shares_actual", who=pair.who, size=mid(size.name, language), share=size.label, figures=size.remark)
            for pair in pairs
            for size in pair.sizes
        ]
        yield say(language, "shares_note_size", items=join(language, items, "clause"))
        yield say(language, "shares_note_title")
    yield say(language, "shares_note_cut")
    yield say(language, "shares_note_parts")
