"""Measures: which indicators, definitions and kinds areas state, and what becomes of a measure that is divided by size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from compare.codelists import STANDARD, Codelists
from compare.comparability import is_panelled
from compare.dataset.labels import Measure, definition_name, measure_unit
from compare.dataset.store import Dataset
from compare.errors import DataError, unknown_name

Row = dict[str, Any]
PER_CENT: Mapping[str, int] = {"percent": 100, "permille": 1000}
"""The factor of quotients that are pure numbers, by dimension; that of others is in the codelist ``denominator``."""

MEASURE = ["indicator", "definition", "kind"]
"""Columns that tell measures apart; the unit follows from them."""


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
    columns = [*MEASURE, "unit_measure", "areas", "n_areas", "is_panelled"]
    return pd.DataFrame(rows, columns=columns).astype(
        dict.fromkeys(columns[:5], "str") | {"n_areas": "Int64", "is_panelled": "bool"}
    )


def areas_with_data(ds: Dataset) -> list[str]:
    """Return the areas that can be compared: those of the sources, then those with a target of their own."""
    stated = ds.observations.loc[ds.observations["value_type"] == "target", "ref_area"].dropna()
    return list(dict.fromkeys([*(source.ref_area for source in ds.sources.values()), *sorted(stated.unique())]))


def _measures(ds: Dataset, indicator: str | None = None) -> list[Row]:
    """Return the measures (of one indicator) of which there are targets, the most widely stated first."""
    measures = []
    for key, units in ds.stating_areas.items():
        if indicator not in {None, key[0]}:
            continue
        unit = measure_unit(ds, *key)
        found = units.get(unit, ())
        areas = [area for area in ds.codelists.ref_area if area in found]
        measure = dict(zip(MEASURE, key, strict=True)) | {
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


def pick_measure(ds: Dataset, indicator: str, definition: str | None, kind: str | None) -> Measure:
    """Choose definition and kind of an indicator as most areas do; what the caller gives is only checked."""
    entry = ds.codelists.indicator[indicator]
    if definition is not None:
        definition_name(entry, definition, "en")
    if kind is not None and kind not in ds.codelists.kind:
        raise unknown_name("kind", kind, ds.codelists.kind)
    for row in _measures(ds, indicator):
        if definition in {None, row["definition"]} and kind in {None, row["kind"]}:
            definition, kind = row["definition"], row["kind"]
            break
    definition = definition or entry.usual_definition
    kind = kind or entry.kind
    return Measure(indicator, definition, kind, measure_unit(ds, indicator, definition, kind))


def relative_measure(measure: Measure, denominator: str, codelists: Codelists) -> Measure:
    """Return the measure that an amount becomes when it is divided by size.

    Parameters
    ----------
    measure : Measure
        An amount.
    denominator : str
        Code of the codelist ``denominator``.
    codelists : Codelists
        The project's codes.

    Returns
    -------
    Measure
        The indicator that is this quotient by definition, where the codelist has one (valid patents over population are patents
        per 10,000 people) and the amount is of its numerator's own kind and usual definition; else the same indicator in a
        unit over size. A stock becomes a ratio, a flow stays a flow and an annual amount an annual one, so that they are never
        ranked together.
    """
    size, own = codelists.denominator[denominator].indicator, codelists.indicator[measure.indicator]
    is_numerator = (measure.kind, measure.definition) == (own.kind, own.usual_definition)
    for entry in codelists.indicator.values():
        if is_numerator and (entry.numerator, entry.denominator) == (own.id, size):
            return Measure(entry.id, entry.usual_definition, entry.kind, entry.unit)
    kind = "ratio" if measure.kind == "level" else measure.kind
    return Measure(measure.indicator, measure.definition, kind, f"{measure.unit}_{denominator}")


def by_level(ds: Dataset, areas: Iterable[str]) -> list[str]:
    """Return areas level by level, each level in the order of the codelist.

    Examples
    --------
    >>> from compare import load
    >>> by_level(load(), ["CN-320402", "CN-320400"])
    ['CN-320400', 'CN-320402']
    """
    levels, wanted = list(ds.codelists.area_level), set(areas)
    listed = [area for area in ds.codelists.ref_area.values() if area.id in wanted]
    return [area.id for area in sorted(listed, key=lambda area: levels.index(area.level))]


def unit_of(ds: Dataset, dimension: str) -> str:
    """Return the unit of a dimension that has one only, such as percentage points; raise `DataError` where there is none."""
    for unit in ds.codelists.unit_measure.values():
        if unit.dimension == dimension:
            return unit.id
    raise DataError(f"unit_measure.yaml: no unit has the dimension {dimension!r}, which derived figures need; add one")
