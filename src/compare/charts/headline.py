"""The title of a benchmark figure: its finding, computed from the comparison, and worded no stronger than the values allow.

A lead is stated only where bounds leave no doubt of it, a tie is called a tie, years that differ are mentioned, and nothing is
ranked across administrative levels.
"""

from __future__ import annotations

import pandas as pd

from compare.charts.style import SIZES, text_width
from compare.charts.text import bind
from compare.charts.words import join, say
from compare.comparability import direction
from compare.dataset import Dataset, area_name, format_period, format_value, leaders

LISTED = 3
"""As many areas as a title can name with their values."""

LONGEST = 21.0
"""Inches that a title may take on all its lines together."""

Headline = tuple[str, frozenset[str]]
"""The title, and the areas it speaks of."""


def headline(ds: Dataset, frame: pd.DataFrame, measure: str, language: str) -> Headline:
    """Say what a `comparison` of the measure called `measure` shows, and name the areas that the sentence speaks of."""
    stated = frame[frame["obs_value"].notna()]
    if stated.empty:
        return say(language, "none", measure=measure), frozenset()
    if len(stated) == 1:
        row = stated.iloc[0]
        return say(language, "only", measure=measure, **_told(ds, row, language)), frozenset({row["ref_area"]})
    if len(set(stated["panel"])) > 1:
        return _by_level(ds, stated, measure, language)
    text, subjects = _within(ds, stated, measure, language)
    return text + _years_differ(stated, language), subjects


def _told(ds: Dataset, row: pd.Series, language: str) -> dict[str, str]:
    """Return an area's name, value and year for a sentence."""
    label = bind(format_value(ds, row, language))
    return {"who": bind(area_name(ds, row["ref_area"], language)), "label": label, "year": format_period(row, language)}


def _years_differ(stated: pd.DataFrame, language: str) -> str:
    return say(language, "years_differ") if len(set(stated["time_period"].dropna())) > 1 else ""


def _within(ds: Dataset, stated: pd.DataFrame, measure: str, language: str) -> Headline:
    """Word the finding of areas that may be ranked together."""
    labels = [_told(ds, row, language)["label"] for _, row in stated.iterrows()]
    everyone = frozenset(stated["ref_area"])
    if len(set(labels)) == 1:
        return say(language, "all_equal", measure=measure, n=len(stated), label=labels[0]), everyone
    place, first = _lead(ds, stated)
    if not place:
        if len(stated) <= LISTED:
            return _list(ds, stated, measure, language), everyone
        ends = stated.sort_values("obs_value")
        low, high = (_told(ds, ends.iloc[n], language)["label"] for n in (0, -1))
        return say(language, "spread", measure=measure, n=len(stated), low=low, high=high), everyone
    subjects = frozenset(first["ref_area"])
    if len(first) == 1:
        return say(language, place, measure=measure, **_told(ds, first.iloc[0], language)), subjects
    return _tie(ds, first, say(language, f"place_{place}"), measure, language), subjects


def _list(ds: Dataset, stated: pd.DataFrame, measure: str, language: str) -> str:
    """Put the values of a few areas side by side, the year once where it is the same."""
    told = [_told(ds, row, language) for _, row in stated.iterrows()]
    years = {item["year"] for item in told}
    keys = ("stated_year", "stated_value") if len(years) == 1 else ("stated", "stated_item")
    items = join(language, [say(language, keys[1], **item) for item in told])
    return say(language, keys[0], measure=measure, items=items, year=min(years))


def _tie(ds: Dataset, first: pd.DataFrame, place: str, measure: str, language: str) -> str:
    """Name several leaders, whose value is the same."""
    told = [_told(ds, row, language) for _, row in first.iterrows()]
    who = join(language, [item["who"] for item in told], "and")
    return say(language, "tie", measure=measure, who=who, place=place, label=told[0]["label"])


def _lead(ds: Dataset, stated: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    """Return the word for the first place and the rows that hold it, or no word where the values do not settle who does.

    They do not where the indicator has no better direction, and where a bound may hide a value beyond that of the leader.
    """
    kind, indicator = stated[["kind", "indicator"]].iloc[0]
    sign = direction(indicator, kind, ds.codelists)
    found = leaders(ds, stated)
    leads = stated["ref_area"].isin(found.areas)
    if not found.is_settled:
        return "", stated[leads]
    return "best_rank" if kind == "rank" else "highest" if sign > 0 else "lowest", stated[leads]


def _by_level(ds: Dataset, stated: pd.DataFrame, measure: str, language: str) -> Headline:
    """Word the finding of amounts at several administrative levels: values side by side, or who leads at each level."""
    neutral = say(language, "levels", measure=measure, n=len(stated)), frozenset(stated["ref_area"])
    if len(stated) <= LISTED:
        return _if_short(_list(ds, stated, measure, language), neutral[1], neutral)
    leads: list[str] = []
    subjects: set[str] = set()
    for code, rows in stated.groupby("panel", sort=False):
        place, first = _lead(ds, rows)
        if place and len(first) == 1:
            level = ds.codelists.area_level[str(code)].name(language)
            leads.append(say(language, f"leads_{place}", level=level, **_told(ds, first.iloc[0], language)))
            subjects.update(first["ref_area"])
    text = say(language, "leads", measure=measure, items=join(language, leads, "clause")) + _years_differ(stated, language)
    return _if_short(text, frozenset(subjects), neutral) if leads else neutral


def _if_short(text: str, subjects: frozenset[str], neutral: Headline) -> Headline:
    """Return the finding, or the neutral title where it would fill more than three lines."""
    return (text, subjects) if text_width(text, SIZES["title"], bold=True) < LONGEST else neutral
