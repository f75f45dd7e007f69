"""How fast each area must grow to its target: growth, pace and baseline side by side, and why where it cannot be said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from compare.codelists import Language
from compare.dataset import (
    MARKS,
    Dataset,
    comment_text,
    comparison,
    format_change,
    format_period,
    format_value,
    start_of,
    to_rows,
)
from compare.derive.rows import Row
from compare.derive.unpaced import UNPACED, why_unpaced
from compare.errors import DataError
from compare.schema import NUMBER, TEXT, WHOLE

REQUIREMENTS: Mapping[str, str] = {
    "ref_area": TEXT,
    "indicator": TEXT,
    "definition": TEXT,
    "kind": TEXT,
    "target_value": NUMBER,
    "target_comparator": TEXT,
    "target_period": WHOLE,
    "baseline_value": NUMBER,
    "baseline_period": WHOLE,
    "required_growth": NUMBER,
    "pace": NUMBER,
    "pace_unit": TEXT,
    "comparator": TEXT,
    "obs_status": TEXT,
    "sentence_zh": TEXT,
    "sentence_en": TEXT,
}
"""Columns of `required_growth`: growth in per cent per year, pace in `pace_unit` per year, `comparator` that of the pace."""

_COMMAS: Mapping[Language, str] = {"zh": "、", "en": ", "}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "from": "由{} {}到{} {}",
        "growth": "年均增长 {}{:.1f}%",
        "pace": "年均 {}",
        "stop": "；",
    },
    "en": {
        "from": "from {1} ({0}) to {3} ({2})",
        "growth": "{}{:.1f} % a year",
        "pace": "{} a year",
        "stop": "; ",
    },
}


def required_growth(ds: Dataset, indicator: str, *, regions: str | Iterable[str] | None = None) -> pd.DataFrame:
    """Say how fast each area must grow from its baseline to its final target.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    indicator : str
        Code or name; the measure is the one that most areas state.
    regions : str or iterable of str, optional
        Codes or names; without them as in `compare.comparison`.

    Returns
    -------
    pandas.DataFrame
        Columns `REQUIREMENTS`, a row per area in the order of the comparison: what `compare.derive.growth` computed of its
        target (compound annual growth, not of percentages; pace, of percentages in percentage points), with the sentence. An
        area without a pace or without a target keeps its row, and the sentence says why (`compare.derive.unpaced`).

    Raises
    ------
    UnknownNameError
        A name is not known.
    DataError
        A derived figure rests on a figure that is not there: the project was changed since it was built.

    Examples
    --------
    >>> from compare import load
    >>> required_growth(load(), "hightech_enterprises", regions="江阴高新区")["sentence_en"].tolist()
    ['from 80 units (2018) to 120 units (2020); 22.5 % a year; 20 units a year; baseline stated in the document, 2018']
    """
    rows = [_requirement(ds, target) for target in to_rows(comparison(ds, indicator, regions=regions))]
    return pd.DataFrame(rows, columns=list(REQUIREMENTS)).astype(REQUIREMENTS)


def _requirement(ds: Dataset, target: Row) -> Row:
    """Return the row of an area."""
    row = {name: target[name] for name in ("ref_area", "indicator", "definition", "kind")}
    row |= {"target_value": target["obs_value"], "target_comparator": target["comparator"]}
    row["target_period"] = target["time_period"]
    if target["obs_value"] is None:
        return row | {f"sentence_{x}": target[f"absence_{x}"] for x in ("zh", "en")}
    observation, found = ds.observation(target["observation_id"]) or target, ds.steps_of(target["observation_id"])
    if "pace" not in found:
        return row | _no_pace(ds, observation)
    growth, pace = found.get("required_growth"), found["pace"]
    baseline = _baseline(ds, observation, pace)
    if baseline is not None:
        row |= {"baseline_value": baseline["obs_value"], "baseline_period": baseline["time_period"]}
    row |= {"required_growth": growth["obs_value"] if growth else None, "pace": pace["obs_value"]}
    row |= {"pace_unit": pace["unit_measure"], "comparator": pace["comparator"], "obs_status": pace["obs_status"]}
    steps = [step for step in (growth, pace) if step is not None]
    return row | {f"sentence_{x}": _sentence(ds, target, baseline, steps, x) for x in _WORDS}


def _no_pace(ds: Dataset, target: Row) -> Row:
    """Return the sentences on why a target has no pace."""
    code, named = why_unpaced(ds, target)
    said = {}
    for (language, comma), sentence in zip(_COMMAS.items(), UNPACED[code], strict=True):
        words = [ds.codelists.kind[word].name(language) if word in ds.codelists.kind else word for word in named]
        said[f"sentence_{language}"] = sentence.format(comma.join(words))
    return said


def _baseline(ds: Dataset, target: Row, pace: Row) -> Row | None:
    """Return the row that a pace starts from; None of a flow, which starts from nothing."""
    ids, found = pace["input_ids"].split(" "), start_of(ds, target["observation_id"])
    if found is None and len(ids) > 1:
        raise DataError(f"derived figure {pace['derived_id']}: its input {ids[1]} is not in the project; build it again")
    return found


def _sentence(ds: Dataset, target: Row, baseline: Row | None, steps: Sequence[Row], language: str) -> str:
    """Say from where to where, how fast, and what the baseline is."""
    words = _WORDS[language]
    parts = []
    if baseline is not None:
        ends = [text for row in (baseline, target) for text in (format_period(row, language), format_value(ds, row, language))]
        parts.append(words["from"].format(*ends))
    for step in steps:
        if step["transformation"] == "required_growth":
            parts.append(words["growth"].format(MARKS[step["comparator"]], step["obs_value"]))
        else:
            parts.append(words["pace"].format(format_change(ds, step, language)))
    return words["stop"].join([*parts, comment_text(ds, steps[-1]["comment"], language)])
