"""Reading ``data/codelists``: every file, every reference from one list to another, and the units that follow from others.

A codelist is a YAML *list* of mappings (a YAML mapping would silently drop a repeated key), which `compare.records` reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from compare.codelists.codes import (
    Area,
    Code,
    Codelist,
    Codelists,
    Confidence,
    Denominator,
    Indicator,
    Instrument,
    Qualifier,
    Transformation,
    Unit,
    Vintage,
)
from compare.errors import collect, unknown_name
from compare.records import read_records

_RECORDS: Mapping[str, type[Code]] = {
    "ref_area": Area,
    "indicator": Indicator,
    "unit_measure": Unit,
    "denominator": Denominator,
    "transformation": Transformation,
    "vintage": Vintage,
    "qualifier": Qualifier,
    "confidence": Confidence,
    "instrument": Instrument,
    **dict.fromkeys(
        (
            "kind",
            "value_type",
            "comparator",
            "obs_status",
            "absence",
            "area_level",
            "topic",
            "comparability",
            "attainment",
            "check",
            "severity",
            "instrument_group",
            "role",
        ),
        Code,
    ),
}

_POINTERS = (
    ("ref_area", "parent", "ref_area"),
    ("ref_area", "level", "area_level"),
    ("indicator", "unit", "unit_measure"),
    ("indicator", "kind", "kind"),
    ("indicator", "topic", "topic"),
    ("indicator", "numerator", "indicator"),
    ("indicator", "denominator", "indicator"),
    ("denominator", "indicator", "indicator"),
    ("instrument", "group", "instrument_group"),
    ("qualifier", "comparator", "comparator"),
    ("qualifier", "obs_status", "obs_status"),
)
"""Fields that hold a code of another list: (list, field, list pointed to)."""


def load_codelists(folder: Path) -> Codelists:
    """Read every codelist of a project.

    Parameters
    ----------
    folder : pathlib.Path
        ``data/codelists``.

    Returns
    -------
    Codelists
        The frozen codelists.

    Raises
    ------
    DataError
        A file is missing or an entry is wrong; a field points to a code that its list does not have.
    """
    lists = {}
    for name, record in _RECORDS.items():
        lists[name] = Codelist(name, {code.id: code for code in read_records(folder / f"{name}.yaml", record)})
    problems = [
        f"{name}.yaml: {code.id}: {unknown_name(pointer, value, lists[target].codes)}"
        for name, pointer, target in _POINTERS
        for code in lists[name].codes.values()
        if (value := getattr(code, pointer)) and value not in lists[target]
    ]
    collect(problems, f"{folder}: codes point to codes that do not exist:")
    collect(list(_cycles(lists["ref_area"])), f"{folder}: ref_area.yaml: areas contain themselves:")
    units = _with_quotients(lists["unit_measure"], lists["denominator"])
    return Codelists(**lists | {"unit_measure": units})


_AMOUNTS = frozenset({"count", "money", "area"})
"""Dimensions of what is divided by a denominator."""


def _with_quotients(units: Codelist[Any], denominators: Codelist[Any]) -> Codelist[Any]:
    """Add to the units of amounts those of the amounts over each denominator; an entry of the file goes before."""
    made = {
        f"{unit.id}_{per.id}": Unit(
            id=f"{unit.id}_{per.id}",
            name_zh=f"{unit.name_zh}/{per.name_zh}",
            name_en=f"{unit.name_en} {per.name_en}".strip(),
            dimension=per.dimension,
        )
        for per in denominators.values()
        for unit in units.values()
        if unit.dimension in _AMOUNTS
    }
    return Codelist(units.name, {**made, **units.codes})


def _cycles(areas: Codelist[Any]) -> Iterator[str]:
    """Yield a problem for every area that is among the areas that contain it."""
    for code in areas:
        above = areas[code].parent
        for _ in areas:
            above = areas[above].parent if above and above != code else above
        if above:
            yield f"{code}: its parents lead back to {above}"
