"""Measures that areas have in common, and one measure by area: what charts, workbooks and the benchmark start from.

Nothing is converted here: values stand as stated, each with its year, bound and source; an area without a value
keeps its row with the reason, and is never zero.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from typing import Any

import pandas as pd

from compare.codelists import Codelists
from compare.comparability import ancestors, direction, is_panelled
from compare.dataset.absence import explain_absence
from compare.dataset.gaps import with_gap
from compare.dataset.labels import (
    STANDARD,
    Measure,
    definition_name,
    format_value,
    measure_unit,
    resolve_area,
    resolve_areas,
    resolve_indicator,
)
from compare.dataset.store import Dataset, to_rows
from compare.errors import unknown_name
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
    "baseline_value": NUMBER,
    "baseline_period": WHOLE,
    "absence": TEXT,
    "absence_zh": TEXT,
    "absence_en": TEXT,
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
"""Columns of `comparison`: `upper_value` is the end of a range, `note_zh` and `note_en` tell of contradicting statements,
`gap` is value less reference, `ratio` value over reference, `gap_comparator` what bounds leave known of the gap."""

Row = dict[str, Any]

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
_MEASURE = ["indicator", "definition", "kind"]


def comparisons(ds: Dataset, *, min_areas: int = 2) -> pd.DataFrame:
    """List the measures that several areas state a target of, the most widely stated first.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    min_areas : int, optional
        The least number of areas.

    Returns
    -------
    pandas.DataFrame
        indicator, definition, kind, unit_measure, areas (codes separated by a space), n_areas, is_panelled.
    """
    rows = [row for row in _measures(ds) if row["n_areas"] >= min_areas]
    columns = [*_MEASURE, "unit_measure", "areas", "n_areas", "is_panelled"]
    return pd.DataFrame(rows, columns=columns).astype(
        dict.fromkeys(columns[:5], "str") | {"n_areas": "Int64", "is_panelled": "bool"}
    )


def _measures(ds: Dataset, indicator: str | None = None) -> list[Row]:
    """Return the measures (of one indicator) of which there are targets, the most widely stated first."""
    stating: dict[tuple[str, str, str], list[Row]] = {}
    for row in ds.rows:
        is_dated = row["obs_value"] is not None and row["time_period"] is not None
        if row["value_type"] == "target" and is_dated and indicator in {None, row["indicator"]}:
            stating.setdefault((row["indicator"], row["definition"], row["kind"]), []).append(row)
    measures = []
    for key, rows in stating.items():
        unit = measure_unit(ds, *key)
        found = {row["ref_area"] for row in rows if row["unit_measure"] == unit}
        areas = [area for area in ds.codelists.ref_area if area in found]
        measure = dict(zip(_MEASURE, key, strict=True)) | {
            "unit_measure": unit,
            "areas": " ".join(areas),
            "n_areas": len(areas),
        }
        measures.append(measure | {"is_panelled": is_panelled(key[2], unit, ds.codelists)})
    return sorted(measures, key=lambda row: (-row["n_areas"], *_code_order(row, ds.codelists)))


def _code_order(row: Row, codelists: Codelists) -> tuple[int, int, int]:
    definitions = [d.id for d in codelists.indicator[row["indicator"]].definitions] or [STANDARD]
    return (
        list(codelists.indicator).index(row["indicator"]),
        definitions.index(row["definition"]) if row["definition"] in definitions else len(definitions),
        list(codelists.kind).index(row["kind"]),
    )


def comparison(
    ds: Dataset,
    indicator: str,
    *,
    definition: str | None = None,
    kind: str | None = None,
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
    """
    measure = _pick_measure(ds, resolve_indicator(ds, indicator), definition, kind)
    statements = _statements(ds, measure)
    default = [s.ref_area for s in ds.sources.values()] + [a for a, rows in statements.items() if _final_targets(rows)]
    areas = resolve_areas(ds, regions) if regions is not None else default
    rows = [_row(ds, area, measure, statements.get(area, [])) for area in dict.fromkeys(areas)]
    frame = _ranked(pd.DataFrame(rows, columns=list(COMPARISON)).astype(COMPARISON), ds.codelists, measure)
    if reference is None:
        return frame
    references = _references(ds, to_rows(frame), measure, statements, reference)
    return with_gap(frame.assign(**{str(name): column for name, column in references.items()}))


def _pick_measure(ds: Dataset, indicator: str, definition: str | None, kind: str | None) -> Measure:
    """Choose definition and kind as the areas do; what the caller gave is only checked."""
    entry = ds.codelists.indicator[indicator]
    if definition is not None:
        definition_name(entry, definition, "en")
    if kind is not None and kind not in ds.codelists.kind:
        raise unknown_name("kind", kind, ds.codelists.kind)
    for row in _measures(ds, indicator):
        if definition in {None, row["definition"]} and kind in {None, row["kind"]}:
            definition, kind = row["definition"], row["kind"]
            break
    definition = definition or (entry.definitions[0].id if entry.definitions else STANDARD)
    kind = kind or entry.kind
    return Measure(indicator, definition, kind, measure_unit(ds, indicator, definition, kind))


def _statements(ds: Dataset, measure: Measure) -> dict[str, list[Row]]:
    """Return what each area states of a measure: the document issued last first, then in the order of the text."""
    rows = [r for r in ds.rows if Measure.of(r) == measure and r["obs_value"] is not None]
    rows.sort(key=lambda r: (r["bound"], len(r["observation_id"]), r["observation_id"]))
    rows.sort(key=lambda r: ds.sources[r["source_id"]].issued, reverse=True)
    statements: dict[str, list[Row]] = {}
    for row in rows:
        statements.setdefault(row["ref_area"], []).append(row)
    return statements


def _final_targets(rows: list[Row]) -> list[Row]:
    """Return the targets of the final year; what to show is the first."""
    targets = [row for row in rows if row["value_type"] == "target" and row["time_period"] is not None]
    final = max((row["time_period"] for row in targets), default=None)
    return [row for row in targets if row["time_period"] == final]


def _row(ds: Dataset, area: str, measure: Measure, rows: list[Row]) -> Row:
    level = ds.codelists.ref_area[area].level
    row: Row = {"ref_area": area, "level": level, "indicator": measure.indicator, "definition": measure.definition}
    row |= {"kind": measure.kind, "unit_measure": measure.unit}
    row["panel"] = level if is_panelled(measure.kind, measure.unit, ds.codelists) else "all"
    final = _final_targets(rows)
    if not final:
        why = explain_absence(ds, area, measure)
        return row | {"absence": why.code, "absence_zh": why.sentence_zh, "absence_en": why.sentence_en}
    row |= {name: final[0][name] for name in ("obs_value", "observation_id", *_KEEP)}
    return row | _range_and_conflicts(ds, final[0], final[1:]) | _baseline(rows, final[0]["source_id"])


def _range_and_conflicts(ds: Dataset, chosen: Row, others: list[Row]) -> Row:
    """Return the upper end of a range, and what else is stated for the same year."""
    ends = [o for o in others if (o["bound"], chosen["bound"], o["source_id"]) == ("upper", "lower", chosen["source_id"])]
    rest = [o for o in others if o not in ends and o["obs_value"] != chosen["obs_value"]]
    extra = _upper_end(chosen, ends[0]) if ends else {}
    if rest:
        zh = "；".join(f"{format_value(ds, o, 'zh')}（{ds.sources[o['source_id']].title}）" for o in rest)
        en = "; ".join(f"{format_value(ds, o, 'en')} ({ds.sources[o['source_id']].title_en})" for o in rest)
        extra |= {"note_zh": f"同一年份另有表述：{zh}", "note_en": f"also stated for the same year: {en}"}
    return extra


def _upper_end(lower: Row, upper: Row) -> Row:
    """Return the upper end of a range, and the decimals that show both ends as printed; none where magnitudes differ."""
    decimals = (lower["decimals"], upper["decimals"])
    is_known = None not in decimals and (lower["unit_mult"] or 0) == (upper["unit_mult"] or 0)
    return {"upper_value": upper["obs_value"], "decimals": max(decimals) if is_known else None}


def _baseline(rows: list[Row], source: str) -> Row:
    """Return the latest baseline not after the first target of the document shown; that document's own where it has one."""
    dated = [row for row in rows if row["time_period"] is not None]
    own = [row for row in dated if row["source_id"] == source]
    first = min(row["time_period"] for row in own if row["value_type"] == "target")
    for candidates in (own, dated):
        before = [row for row in candidates if row["value_type"] == "baseline" and row["time_period"] <= first]
        if before:
            break
    else:
        return {}
    latest = max(before, key=lambda row: row["time_period"])
    return {"baseline_value": latest["obs_value"], "baseline_period": latest["time_period"]}


def _ranked(frame: pd.DataFrame, codelists: Codelists, measure: Measure) -> pd.DataFrame:
    """Rank within panels and sort: panels by level, the best first, areas without a value last."""
    sign = direction(measure.indicator, measure.kind, codelists)
    values = frame["obs_value"] * (sign or 1)
    panels = frame["panel"]
    if sign:
        ranks = values.groupby(panels).rank(method="min", ascending=False).astype("Int64")
        frame = frame.assign(rank=ranks.where(values.groupby(panels).transform("count") > 1))
    order = {code: n for n, code in enumerate(codelists.area_level)}
    place = {code: n for n, code in enumerate(codelists.ref_area)}
    keys = {"p": panels.map(lambda p: order.get(p, -1)), "v": -values, "a": frame["ref_area"].map(lambda a: place[a])}
    return frame.loc[pd.DataFrame(keys).sort_values(["p", "v", "a"], na_position="last").index].reset_index(drop=True)


def _references(
    ds: Dataset, rows: list[Row], measure: Measure, statements: dict[str, list[Row]], reference: str
) -> pd.DataFrame:
    """Return for each row that has a value the value it is held against, where there is one that it may be compared with."""
    named = None if reference in REFERENCES else resolve_area(ds, reference)

    def around(row: Row) -> list[Row]:
        areas = [named] if named else [a for a in ancestors(row["ref_area"], ds.codelists) if row["panel"] == "all"]
        others = [_row(ds, a, measure, statements[a]) for a in areas if a in statements]
        return [o for o in others if o["panel"] == row["panel"] and "obs_value" in o]

    def find(row: Row) -> list[Row]:
        peers = [r for r in rows if r["panel"] == row["panel"] and r["obs_value"] is not None]
        if reference not in {"best", "median"}:
            return around(row)
        if len(peers) < 2 or (reference == "best" and not direction(measure.indicator, measure.kind, ds.codelists)):
            return []
        return peers if reference == "best" else [_median(peers)]

    found = [find(row)[:1] if row["obs_value"] is not None else [] for row in rows]
    columns = {to: [r[0].get(name) if r else None for r in found] for name, to in _REFERENCE_COLUMNS.items()}
    return pd.DataFrame(columns).astype({to: COMPARISON[to] for to in columns})


def _median(peers: list[Row]) -> Row:
    """Return the median as a value of its own: exact where all values are."""
    is_exact = all(row["comparator"] == "=" for row in peers)
    return {"obs_value": statistics.median(row["obs_value"] for row in peers), "comparator": "=" if is_exact else "~"}
