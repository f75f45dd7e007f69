"""The title of a gap figure: its finding, computed from the comparison, and worded no stronger than the values allow.

Who is furthest from the best is said only where the values settle who comes last; who is ahead and who behind only where bounds
leave no doubt of any; else the gaps are listed as they are, or their ends.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import Any

import pandas as pd

from compare.charts.gap_labels import gap_text, is_held
from compare.charts.headline import LISTED, LONGEST, Headline, headline
from compare.charts.labels import reference_row
from compare.charts.style import SIZES, text_width
from compare.charts.text import bind
from compare.charts.words import join, say
from compare.comparability import direction
from compare.dataset import Dataset, area_name, format_value, leaders, possible, to_rows

Row = dict[str, Any]


def gap_headline(ds: Dataset, frame: pd.DataFrame, measure: str, reference: str, language: str) -> Headline:
    """Say what a `comparison` of the measure called `measure` shows of gaps, and name the areas that the sentence speaks of."""
    stated = frame[frame["obs_value"].notna()]
    if stated.empty:
        return headline(ds, frame, measure, language)
    held = [row for row in to_rows(stated) if is_held(row)]
    if not held:
        return say(language, "gap_nothing", measure=measure), frozenset()
    words = {"measure": measure, "ref": _reference_words(ds, held, to_rows(stated), reference, language)}
    text, subjects = _found(ds, stated, held, words, reference, language)
    years = {row["time_period"] for row in held} | {row["reference_period"] for row in held} - {None}
    return text + (say(language, "years_differ") if len(years) > 1 else ""), subjects


def _found(  # noqa: PLR0913  what is found, and how it is said
    ds: Dataset, stated: pd.DataFrame, held: list[Row], words: dict[str, str], reference: str, language: str
) -> Headline:
    everyone = frozenset(row["ref_area"] for row in held)
    if all((row["gap"], row["gap_comparator"]) == (0, "=") for row in held):
        return say(language, "gap_level", who=_who(ds, held, language), **words), everyone
    if reference == "best" and len(held) > 1 and len({row["panel"] for row in held}) == 1:
        last = leaders(ds, stated[stated["panel"] == held[0]["panel"]], is_last=True)
        furthest = [row for row in held if row["ref_area"] in last.areas]
        if last.is_settled and len(furthest) == 1:
            row = furthest[0]
            who = bind(area_name(ds, row["ref_area"], language))
            return say(language, "gap_furthest", who=who, gap=bind(gap_text(ds, row, language)), **words), frozenset(last.areas)
    if len(held) <= LISTED:
        items = [_item(ds, row, language) for row in held]
        text = say(language, "gap_list", items=join(language, items), **words)
        if _fits(text):
            return text, everyone
    return _sides(ds, stated, held, words, language), everyone


def _item(ds: Dataset, row: Row, language: str) -> str:
    gap = bind(gap_text(ds, row, language))
    return say(language, "gap_item", who=bind(area_name(ds, row["ref_area"], language)), gap=gap)


def _sides(ds: Dataset, stated: pd.DataFrame, held: list[Row], words: dict[str, str], language: str) -> str:
    """Say who is on which side of the reference where that is settled of all; else from where to where the gaps reach."""
    side = direction(held[0]["indicator"], held[0]["kind"], ds.codelists)
    signs = [_sign(row, to_rows(stated)) for row in held]
    if None in signs:
        ends = sorted(held, key=lambda row: row["gap"] * (side or 1))
        low, high = (bind(gap_text(ds, row, language)) for row in (ends[0], ends[-1]))
        return say(language, "gap_spread", low=low, high=high, **words)
    keys = {1: "ahead", 0: "same", -1: "behind"} if side else {1: "higher", 0: "same", -1: "lower"}
    groups = {
        key: [row for row, sign in zip(held, signs, strict=True) if sign == place * (side or 1)] for place, key in keys.items()
    }

    def write(is_counted: bool) -> str:
        said = [
            say(language, f"gap_side_{key}", who=_who(ds, rows, language, is_counted=is_counted))
            for key, rows in groups.items()
            if rows
        ]
        return say(language, "gap_sides", items=join(language, said, "clause"), **words)

    return write(False) if _fits(write(False)) else write(True)


def _sign(row: Row, stated: Sequence[Row]) -> int | None:
    """Return on which side of the reference a value certainly lies, 0 for the same figure; None where bounds leave it open."""
    low, high = _span(row)
    if row["reference_area"] is None:  # the median lies between those of the least and of the greatest possible values
        spans = [_span(other) for other in stated if other["panel"] == row["panel"]]
        ref_low, ref_high = (statistics.median(span[n] for span in spans) for n in (0, 1))
    else:
        ref_low, ref_high = possible(row["reference_value"], row["reference_comparator"])
    if low == high == ref_low == ref_high:
        return 0
    return 1 if low > ref_high else -1 if high < ref_low else None


def _span(row: Row) -> tuple[float, float]:
    if row["upper_value"] is not None:
        return float(row["obs_value"]), float(row["upper_value"])
    return possible(float(row["obs_value"]), row["comparator"])


def _who(ds: Dataset, rows: Sequence[Row], language: str, *, is_counted: bool = False) -> str:
    """Name areas; count them where they are many."""
    if is_counted or len(rows) > 2 * LISTED:
        return say(language, "gap_n_areas", n=len(rows))
    return join(language, [bind(area_name(ds, row["ref_area"], language)) for row in rows])


def _reference_words(ds: Dataset, held: Sequence[Row], stated: Sequence[Row], reference: str, language: str) -> str:
    """Name the one reference of all rows with its value; else say what each is held against."""
    references = {(row["reference_area"], row["reference_value"]) for row in held}
    if len(references) > 1 or reference == "median" and len({row["panel"] for row in held}) > 1:
        return say(language, {"best": "gap_ref_best", "median": "gap_ref_medians"}.get(reference, "gap_ref_parent"))
    row = held[0]
    label = bind(format_value(ds, reference_row(row, stated), language))
    if row["reference_area"] is None:
        return say(language, "gap_ref_median", label=label)
    return say(language, "gap_ref_value", who=bind(area_name(ds, row["reference_area"], language)), label=label)


def _fits(text: str) -> bool:
    return text_width(text, SIZES["title"], bold=True) < LONGEST
