"""What surrounds a target: the figures of an area and of the areas that contain it, year by year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from compare.comparability import ancestors, is_panelled
from compare.dataset import Dataset, figures_of, resolve_areas, resolve_indicator
from compare.derive.cases import cases
from compare.schema import NUMBER, TEXT, WHOLE

Row = dict[str, Any]

CONTEXT: Mapping[str, str] = {
    "ref_area": TEXT,
    "context_area": TEXT,
    "level": TEXT,
    "indicator": TEXT,
    "definition": TEXT,
    "time_period": WHOLE,
    "obs_value": NUMBER,
    "unit_measure": TEXT,
    "comparator": TEXT,
    "obs_status": TEXT,
    "vintage": TEXT,
    "qualifier": TEXT,
    "confidence": TEXT,
    "reference_id": TEXT,
    "source_title": TEXT,
    "note": TEXT,
    "is_latest": "bool",
    "is_panelled": "bool",
}
"""Columns of `attainment_context`."""


def attainment_context(ds: Dataset, indicator: str, *, regions: str | Iterable[str] | None = None) -> pd.DataFrame:
    """Return what is known of an area and of the areas around it in one indicator, year by year.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    indicator : str
        Code or name.
    regions : str or iterable of str, optional
        Codes or names; without them every area that has a target of the indicator.

    Returns
    -------
    pandas.DataFrame
        Columns `CONTEXT`: for each `ref_area` the usable figures of itself, then of the areas that contain it, the nearest
        first, by year. `is_latest` marks the last figure of an area that is not a forecast; `is_panelled` says that the figures
        are amounts, which grow with the area and are not to be ranked across `level`.

    Raises
    ------
    UnknownNameError
        A name is not known.
    """
    code = resolve_indicator(ds, indicator)
    stated = (case.target["ref_area"] for case in cases(ds, ds.observations[ds.observations["indicator"] == code]))
    areas = stated if regions is None else resolve_areas(ds, regions)
    rows = [row for area in dict.fromkeys(areas) for around in _around(ds, area) for row in _series(ds, area, around, code)]
    return pd.DataFrame(rows, columns=list(CONTEXT)).astype(CONTEXT)


def _around(ds: Dataset, area: str) -> list[str]:
    return [area, *ancestors(area, ds.codelists)]


def _series(ds: Dataset, area: str, around: str, indicator: str) -> list[Row]:
    """Return the figures of one area of the context, the last that is no forecast marked."""
    figures = figures_of(ds, around, indicator)
    latest = max((row["time_period"] for row in figures if row["obs_status"] != "F"), default=None)
    kind, level = ds.codelists.indicator[indicator].kind, ds.codelists.ref_area[around].level
    return [
        row
        | {"ref_area": area, "context_area": around, "level": level, "is_latest": row["time_period"] == latest}
        | {"is_panelled": is_panelled(kind, row["unit_measure"], ds.codelists)}
        for row in figures
    ]
