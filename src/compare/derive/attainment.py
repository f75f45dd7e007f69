"""Targets against actuals: what is known of each target from figures of other sources, by one written rule.

The rule; ``docs/attainment.md`` has it in the terms of both languages:

1. A *target* is that of the final year that its document states of a measure: stocks, ratios, amounts of one year and ranks,
   in the indicator's own kind and unit; of a range the end that is reached first, and both where neither more nor less is
   better. A flow has nothing to be held against: a figure of ``data/reference`` names a year and not a period. A target that
   its own document contradicts is shown and not judged: ``open``, without a ratio.
2. A figure *counts* as an actual when it lies from the first year of the plan to the target's year, is no forecast, is not
   from before a break of its series, and has the target's definition – or one of the two does not state its own, which is a
   caveat. Of one year a figure that counts goes before one that does not. What does not count is shown with the reason, and
   gives no ratio.
3. The *latest* figure that counts decides, because what was reached can be lost again. Before the target's year it is "latest
   known".
4. It is compared as what is known of it: "over 5,000" is anything above, a rounded figure anything within half a unit of its
   last digit other than zero. A target is a threshold, ``> 5000`` without 5,000 itself; of "about 55" the 55 suffices, and
   what would not be rounded to it falls short.
5. Surely satisfied: ``reached``. Surely short in the target's year: ``missed``. Before it, surely at or beyond the straight
   line from baseline to target: ``on_track``; surely short of the line: ``behind``. All else: ``open``.
6. The *baseline* is the plan's own; without one the figure of the two years before the plan: no bound, none from before a
   break, a plain figure before a forecast, then the nearest. It must be earlier than the actual.

Figures of other areas are never borrowed; `attainment_context` shows them beside. Nothing is rounded but in sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from compare.dataset import Dataset, is_contradicted, resolve_areas, resolve_indicators
from compare.derive.cases import Case, cases, goal_of, span_of
from compare.derive.reasons import ratio_of, reason_of
from compare.derive.rows import Row
from compare.schema import NUMBER, TEXT, WHOLE

ATTAINMENT: Mapping[str, str] = {
    "ref_area": TEXT,
    "indicator": TEXT,
    "definition": TEXT,
    "kind": TEXT,
    "unit_measure": TEXT,
    "time_period": WHOLE,
    "target_value": NUMBER,
    "target_comparator": TEXT,
    "observation_id": TEXT,
    "source_id": TEXT,
    "actual_value": NUMBER,
    "actual_period": WHOLE,
    "actual_comparator": TEXT,
    "actual_status": TEXT,
    "actual_definition": TEXT,
    "vintage": TEXT,
    "qualifier": TEXT,
    "confidence": TEXT,
    "reference_id": TEXT,
    "actual_source": TEXT,
    "actual_note": TEXT,
    "is_target_year": "bool",
    "attainment": NUMBER,
    "ratio": NUMBER,
    "ratio_comparator": TEXT,
    "difference": NUMBER,
    "baseline_value": NUMBER,
    "baseline_period": WHOLE,
    "baseline_id": TEXT,
    "expected_value": NUMBER,
    "status": TEXT,
    "reason_zh": TEXT,
    "reason_en": TEXT,
}
"""Columns of `attainment`."""


def attainment(
    ds: Dataset,
    *,
    indicators: str | Iterable[str] | None = None,
    regions: str | Iterable[str] | None = None,
    known_only: bool = True,
) -> pd.DataFrame:
    """Hold targets against what is known to have come of them, by the rule at the head of this module.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    indicators, regions : str or iterable of str, optional
        Codes or names; without them all. An area stands for itself alone, not for the areas around or inside it.
    known_only : bool, optional
        Leave out the targets of which there is no figure of the same area, indicator and unit at all.

    Returns
    -------
    pandas.DataFrame
        Columns `ATTAINMENT`, one row a target: `ratio` is actual over target in per cent (where less is better, below 100 is
        beyond the target), missing for ranks and for figures that do not count; `attainment` is the same where the actual is of
        the target's own year, and missing before. `ratio_comparator` is what the comparators of the actual, and of a target
        stated as "about", leave known of it: a target that is a bound is a threshold, and known.
        `is_target_year` is False where the actual is only the latest known. `difference` is positive where the actual goes
        beyond the target, in the unit of the indicator. `expected_value` is the straight line at the actual's year. `status` is
        a code of the codelist ``attainment``; `reason_zh` and `reason_en` say what it rests on, with every caveat.

    Raises
    ------
    UnknownNameError
        A name is not known, or a code in the observations.

    Examples
    --------
    >>> from compare.dataset import load
    >>> reached = attainment(load(), regions="常州市")  # doctest: +SKIP
    >>> reached[["indicator", "actual_period", "attainment", "status"]]  # doctest: +SKIP
    """
    observations = ds.observations
    if regions is not None:
        observations = observations[observations["ref_area"].isin(resolve_areas(ds, regions))]
    if indicators is not None:
        observations = observations[observations["indicator"].isin(resolve_indicators(ds, indicators))]
    rows = [_row(ds, case) for case in cases(ds, observations) if case.shown or not known_only]
    return pd.DataFrame(rows, columns=list(ATTAINMENT)).astype(ATTAINMENT)


def _judge(case: Case) -> tuple[str, str]:
    """Return the status, and for an open one the reason."""
    if case.decisive is None:
        return "open", case.obstacle or ("contradicted" if is_contradicted(case.target) else "")
    if not case.sign:
        return "open", "no_order"
    low, high = span_of(case.decisive, case.sign)
    short, enough = goal_of(case.target, case.sign)
    if low >= enough:
        return "reached", ""
    if case.is_target_year:
        return ("missed", "") if high < short else ("open", "unclear")
    return _progress(case, low, high)


def _progress(case: Case, low: float, high: float) -> tuple[str, str]:
    """Return the status before the target's year."""
    expected = case.expected
    if expected is None:
        return "open", "no_later" if case.baseline else "no_baseline"
    line = case.sign * expected
    return ("on_track", "") if low >= line else ("behind", "") if high < line else ("open", "unclear")


def _row(ds: Dataset, case: Case) -> Row:
    """Return the row of a target."""
    target, shown, baseline = case.target, case.shown or {}, case.baseline or {}
    status, why = _judge(case)
    row = {name: target[name] for name in ("ref_area", "indicator", "definition", "kind", "unit_measure", "time_period")}
    row |= {"observation_id": target["observation_id"], "source_id": target["source_id"]}
    row |= {"target_value": target["obs_value"], "target_comparator": target["comparator"]}
    row |= {"actual_value": shown.get("obs_value"), "actual_period": shown.get("time_period")}
    row |= {"actual_comparator": shown.get("comparator"), "actual_status": shown.get("obs_status")}
    row |= {"actual_definition": shown.get("definition"), "actual_source": shown.get("source_title")}
    row |= {name: shown.get(name) for name in ("vintage", "qualifier", "confidence", "reference_id")}
    row |= {"actual_note": shown.get("note"), "is_target_year": case.is_target_year, **ratio_of(case)}
    row |= {"baseline_value": baseline.get("obs_value"), "baseline_period": baseline.get("time_period")}
    row |= {"baseline_id": baseline.get("observation_id") or baseline.get("reference_id")}
    zh, en = reason_of(ds, case, status, why)
    return row | {"expected_value": case.expected, "status": status, "reason_zh": zh, "reason_en": en}
