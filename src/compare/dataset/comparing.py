"""One measure by area: what charts, workbooks and the benchmark start from.

Nothing is converted here: values stand as stated, or as `compare.derive` has divided them by size where that is asked for, each
with its year, bound and source; an area without a value keeps its row with the reason, and is never zero.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from compare.codelists import Codelists
from compare.comparability import CLASSES, ancestors, direction, is_panelled
from compare.dataset.absence import explain_absence, explain_no_denominator
from compare.dataset.baselines import own_baseline
from compare.dataset.bounds import CONTRADICTED, is_contradicted
from compare.dataset.gaps import median_of, with_gap
from compare.dataset.groups import grouped
from compare.dataset.labels import Measure, format_value, resolve_area, resolve_areas, resolve_indicator
from compare.dataset.leading import may_lead
from compare.dataset.measures import pick_measure
from compare.dataset.statements import Stated
from compare.dataset.store import Dataset
from compare.errors import UnknownNameError
from compare.schema import NUMBER, TEXT, WHOLE

COMPARISON = {
    "ref_area": TEXT,
    "level": TEXT,
    "indicator": TEXT,
    "definition": TEXT,
    "kind": TEXT,
    "unit_measure": TEXT,
    "obs_value": NUMBER,
    "upper_value": NUMBER,
    "unit_mult": WHOLE,
    "decimals": WHOLE,
    "comparator": TEXT,
    "time_period": WHOLE,
    "period_start": WHOLE,
    "value_type": TEXT,
    "obs_status": TEXT,
    "source_id": TEXT,
    "observation_id": TEXT,
    "transformation": TEXT,
    "comparability": TEXT,
    "baseline_value": NUMBER,
    "baseline_period": WHOLE,
    "absence": TEXT,
    "absence_zh": TEXT,
    "absence_en": TEXT,
    "evidence_id": TEXT,
    "evidence_source_id": TEXT,
    "evidence_quote": TEXT,
    "evidence_start": WHOLE,
    "evidence_end": WHOLE,
    "note_zh": TEXT,
    "note_en": TEXT,
    "panel": TEXT,
    "rank": WHOLE,
    "reference_area": TEXT,
    "reference_value": NUMBER,
    "reference_comparator": TEXT,
    "reference_period": WHOLE,
    "reference_source_id": TEXT,
    "gap": NUMBER,
    "ratio": NUMBER,
    "gap_comparator": TEXT,
}
"""Columns of `comparison`: `upper_value` is the end of a range; `transformation` says how a derived value was computed, and is
empty of a stated one; `comparability` is ``same_definition`` of every value and ``same_family`` of an absence whose evidence is
another kind or definition; `evidence_…` is what an absence rests on; `note_zh` and `note_en` tell of contradicting statements;
`gap` is value less reference, `ratio` value over reference, `gap_comparator` what bounds leave known of the gap."""

Row = dict[str, Any]

_EMPTY: Row = dict.fromkeys(COMPARISON)

_KEEP = ("unit_mult", "decimals", "comparator", "time_period", "period_start", "value_type", "obs_status", "source_id")
REFERENCES = ("best", "median", "parent")
"""What a value can be held against, other than an area that is named."""

_REFERENCE_COLUMNS = {
    "ref_area": "reference_area",
    "obs_value": "reference_value",
    "comparator": "reference_comparator",
    "time_period": "reference_period",
    "source_id": "reference_source_id",
}


def comparison(  # noqa: PLR0913  what (three), relative to what, where, against what
    ds: Dataset,
    indicator: str,
    *,
    definition: str | None = None,
    kind: str | None = None,
    per: str | None = None,
    regions: str | Iterable[str] | None = None,
    reference: str | None = None,
) -> pd.DataFrame:
    """Compare areas in one measure: one row per area, with its final target year.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    indicator : str
        Code or name.
    definition, kind : str, optional
        The measure; without them the one that most areas of the project state.
    per : str, optional
        Code of the codelist ``denominator``, ``"PER_10K"`` (residents) or ``"PER_100M_YUAN"`` (of GDP): the amounts divided by
        the size of each area, as derived values, beside values that are stated so.
    regions : str or iterable of str, optional
        Codes or names; without them the areas of all sources and every other area that states the measure.
    reference : str, optional
        ``"best"`` or ``"median"`` of a panel of two or more, ``"parent"`` (the nearest area around it that states the measure),
        or an area.

    Returns
    -------
    pandas.DataFrame
        Columns `COMPARISON`; panel by panel, the best first, areas without a value last with the reason.

    Raises
    ------
    UnknownNameError
        A name is not known.
    UsageError
        `per` is given for a measure that is no amount.
    """
    asked = pick_measure(ds, resolve_indicator(ds, indicator), definition, kind)
    areas = resolve_areas(ds, regions) if regions is not None else None
    return compare_measures(ds, [asked], regions=areas, per=per, reference=reference)


def compare_measures(
    ds: Dataset,
    measures: Iterable[Measure],
    *,
    regions: Sequence[str] | None = None,
    per: str | None = None,
    reference: str | None = None,
) -> pd.DataFrame:
    """Return the rows of `comparison` for one measure after the other, as one table; the regions are given by code."""
    named = None if reference is None else resolve_reference(ds, reference)
    rows: list[Row] = []
    for stated in (Stated.of(ds, measure, per) for measure in measures):
        compared = _compared(ds, stated, regions)
        rows += compared if named is None else _with_references(ds, compared, stated, named)
    columns = {name: pd.Series([row[name] for row in rows], dtype=dtype) for name, dtype in COMPARISON.items()}
    return pd.DataFrame(columns) if named is None else with_gap(pd.DataFrame(columns))


def compared_rows(ds: Dataset, asked: Measure, regions: Iterable[str] | None, *, per: str | None = None) -> list[Row]:
    """Return the rows of `comparison` without a reference, of areas given by code, for those who need no table of them."""
    return _compared(ds, Stated.of(ds, asked, per), regions)


def _compared(ds: Dataset, stated: Stated, regions: Iterable[str] | None) -> list[Row]:
    """Return a row for each area: those of the documents and of statements where none are given."""
    if regions is None:
        regions = [*(source.ref_area for source in ds.sources.values()), *stated.final, *stated.amounts]
    rows = [_row(ds, area, stated) or _absent(ds, area, stated) for area in dict.fromkeys(regions)]
    return _ranked([_EMPTY | row for row in rows], ds.codelists, stated.measure)


def _row(ds: Dataset, area: str, stated: Stated) -> Row | None:
    """Return the row of an area that has a target of the measure."""
    final = stated.final.get(area)
    if not final:
        return None
    row = _place(ds, area, stated.measure) | {
        "transformation": final[0].get("transformation"),
        "comparability": CLASSES["same"],
    }
    row |= {name: final[0][name] for name in ("obs_value", "observation_id", *_KEEP)}
    row |= _range_and_conflicts(ds, final[0], final[1:]) | _baseline(stated.by_area[area], final[0]["source_id"])
    return row | _impossible(ds, row["observation_id"])


def _place(ds: Dataset, area: str, measure: Measure) -> Row:
    """Return what a row says of its area and measure."""
    level = ds.codelists.ref_area[area].level
    panel = level if is_panelled(measure.kind, measure.unit, ds.codelists) else "all"
    codes = {"indicator": measure.indicator, "definition": measure.definition, "kind": measure.kind}
    return {"ref_area": area, "level": level, "unit_measure": measure.unit, "panel": panel} | codes


def _absent(ds: Dataset, area: str, stated: Stated) -> Row:
    """Return the row of an area that has none, with the reason and what it rests on."""
    amounts, per = stated.amounts.get(area), stated.per
    why = explain_no_denominator(ds, amounts[0], per) if per and amounts else explain_absence(ds, area, stated.asked)
    found = why.evidence
    return _place(ds, area, stated.measure) | {
        "absence": why.code,
        "absence_zh": why.sentence_zh,
        "absence_en": why.sentence_en,
        "comparability": CLASSES["family"] if why.code in {"other_kind", "other_definition"} else None,
        "evidence_id": found.observation_id or None,
        "evidence_source_id": found.source_id or None,
        "evidence_quote": found.quote or None,
        "evidence_start": found.start if found.quote else None,
        "evidence_end": found.end if found.quote else None,
    }


def _range_and_conflicts(ds: Dataset, chosen: Row, others: list[Row]) -> Row:
    """Return the upper end of a range, and what else is stated for the same year."""
    ends = [o for o in others if (o["bound"], chosen["bound"], o["source_id"]) == ("upper", "lower", chosen["source_id"])]
    stated = [o for o in others if "transformation" not in o and o not in ends]
    rest = [o for o in stated if o["obs_value"] != chosen["obs_value"]]
    extra = _upper_end(chosen, ends[0]) if ends else {}
    if rest:
        zh = "；".join(f"{format_value(ds, o, 'zh')}（{ds.sources[o['source_id']].title}）" for o in rest)
        en = "; ".join(f"{format_value(ds, o, 'en')} ({ds.sources[o['source_id']].title_en})" for o in rest)
        extra |= {"note_zh": f"同一年份另有表述：{zh}", "note_en": f"also stated for the same year: {en}"}
    return extra


def _impossible(ds: Dataset, observation_id: str) -> Row:
    """Return the status and the note of a value that a finding of severity error is about."""
    finding = ds.impossible.get(observation_id)
    if finding is None:
        return {}
    return {"obs_status": CONTRADICTED, "note_zh": finding["message_zh"], "note_en": finding["message_en"]}


def _upper_end(lower: Row, upper: Row) -> Row:
    """Return the upper end of a range, and the decimals that show both ends as printed; none where magnitudes differ."""
    decimals = (lower["decimals"], upper["decimals"])
    is_known = None not in decimals and (lower["unit_mult"] or 0) == (upper["unit_mult"] or 0)
    return {"upper_value": upper["obs_value"], "decimals": max(decimals) if is_known else None}


def _baseline(rows: list[Row], source: str) -> Row:
    """Return what the target is measured from: in the document shown, else in another one."""
    dated = [row for row in rows if row["time_period"] is not None and "transformation" not in row]
    own = [row for row in dated if row["source_id"] == source]
    if not own:
        return {}
    aimed = [row for row in own if row["value_type"] == "target"]
    found = own_baseline(own) or own_baseline([*aimed, *(row for row in dated if row["value_type"] != "target")])
    return {"baseline_value": found["obs_value"], "baseline_period": found["time_period"]} if found else {}


def _ranked(rows: list[Row], codelists: Codelists, measure: Measure) -> list[Row]:
    """Rank within panels what may be ranked, and sort: panels by level, the best first, areas without a value last."""
    sign = direction(measure.indicator, measure.kind, codelists)
    able: dict[str, list[float]] = {}
    for row in (r for r in rows if sign and r["obs_value"] is not None and may_lead(r, sign)):
        able.setdefault(row["panel"], []).append(sign * row["obs_value"])
    for values in able.values():
        values.sort()
    order = {code: n for n, code in enumerate(codelists.area_level)}
    place = {code: n for n, code in enumerate(codelists.ref_area)}

    def key(row: Row) -> tuple[int, bool, bool, float, int]:
        value = row["obs_value"]
        size = 0.0 if value is None else -value * (sign or 1)
        return order.get(row["panel"], -1), is_contradicted(row), value is None, size, place[row["ref_area"]]

    def rank(row: Row) -> int | None:
        values, value = able.get(row["panel"], []), row["obs_value"]
        is_ranked = len(values) > 1 and value is not None and may_lead(row, sign)
        return 1 + len(values) - bisect_right(values, sign * value) if is_ranked else None

    return sorted((row | {"rank": rank(row)} for row in rows), key=key)


def _with_references(ds: Dataset, rows: list[Row], stated: Stated, reference: str) -> list[Row]:
    """Add to each row that has a value the value it is held against, where there is one that it may be compared with."""
    named = None if reference in REFERENCES else reference
    sign = direction(stated.measure.indicator, stated.measure.kind, ds.codelists)
    panels = grouped((row for row in rows if row["obs_value"] is not None), "panel")
    is_statistic = reference in {"best", "median"}
    heads = {panel: _head(peers, sign, reference) for panel, peers in panels.items() if is_statistic}

    def around(row: Row) -> list[Row]:
        areas = [named] if named else [a for a in ancestors(row["ref_area"], ds.codelists) if row["panel"] == "all"]
        others = [_row(ds, area, stated) for area in areas]
        return [o for o in others if o is not None and o["panel"] == row["panel"] and not is_contradicted(o)]

    def find(row: Row) -> list[Row]:
        return heads[row["panel"]] if is_statistic else around(row)

    found = ((row, find(row)[:1] if row["obs_value"] is not None else []) for row in rows)
    return [row | {to: other.get(name) for other in held for name, to in _REFERENCE_COLUMNS.items()} for row, held in found]


def _head(of_panel: list[Row], sign: int, reference: str) -> list[Row]:
    """Return what the values of a panel of two or more are held against: the best, which stands first, or the median."""
    peers = [row for row in of_panel if (may_lead(row, sign) if reference == "best" else not is_contradicted(row))]
    if len(of_panel) < 2 or not peers:
        return []
    return peers[:1] if reference == "best" else [median_of(peers)]


def resolve_reference(ds: Dataset, reference: str) -> str:
    """Return a keyword as it is and an area as its code; of an unknown name say what else may stand there."""
    if reference in REFERENCES:
        return reference
    try:
        return resolve_area(ds, reference)
    except UnknownNameError as error:
        raise UnknownNameError(f"{error}; a reference is an area, or one of {', '.join(REFERENCES)}") from None
