"""Strict codelists: YAML lists in ``data/codelists``, read into frozen records.

A codelist is a YAML *list* of mappings (a YAML mapping would silently drop a repeated key), which `records` reads; here every
reference to another codelist is checked. What the codes mean is data; nothing here knows a region or an indicator.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from compare.errors import DataError, collect, unknown_name
from compare.records import read_records

Language = str
"""``"zh"`` or ``"en"``."""

STANDARD = "standard"
"""Definition of an indicator that has no variants."""


@dataclass(frozen=True)
class Code:
    """A code with its names.

    Attributes
    ----------
    id : str
        The code as it stands in the tables.
    name_zh, name_en : str
        What a reader sees.
    description_zh, description_en : str
        The definition, where the name does not say it all.
    """

    id: str
    name_zh: str
    name_en: str
    description_zh: str = ""
    description_en: str = ""

    def name(self, language: Language = "zh") -> str:
        """Return the name in `language` (``"zh"`` or ``"en"``)."""
        return self.name_zh if language == "zh" else self.name_en

    def description(self, language: Language = "zh") -> str:
        """Return the description in `language` (``"zh"`` or ``"en"``)."""
        return self.description_zh if language == "zh" else self.description_en


@dataclass(frozen=True)
class Area(Code):
    """A region: GB/T 2260 code or zone, its parent and its level.

    Attributes
    ----------
    level : str
        ``country``, ``province``, ``city`` (prefecture level), ``county`` (districts and county-level cities), ``zone`` or
        ``group`` ("each district of").
    parent : str
        Code of the area that contains it; empty for the country.
    aliases : tuple of str
        Other names in documents.
    """

    level: str = ""
    parent: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unit(Code):
    """A unit of measure.

    Attributes
    ----------
    dimension : str
        ``count``, ``money``, ``area``, ``percent``, ``rank``, ``multiple``, ``percentage_point`` …: quantities of different
        dimensions are never the same indicator.
    forms : tuple of str
        How documents write it.
    """

    dimension: str = ""
    forms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Definition(Code):
    """A statistical variant of an indicator.

    Attributes
    ----------
    phrases : tuple of str
        The words by which documents show that they mean it.
    is_unstated : bool
        Whether it stands for documents that do not say which variant they mean.
    """

    phrases: tuple[str, ...] = ()
    is_unstated: bool = False


@dataclass(frozen=True)
class Indicator(Code):
    """An indicator as a concept.

    Attributes
    ----------
    topic : str
        Group in tables and workbooks.
    unit : str
        Code of `unit_measure` of its values of kind `kind`.
    kind : str
        Kind of a value when the text does not say (code of `kind`).
    direction : int
        1 more is better, -1 less is better, 0 neither.
    family : str
        Name shared by indicators that readers would put side by side.
    aliases : tuple of str
        Names in documents; words separated by a space may have other words between them.
    excludes : tuple of str
        Words that, inside or right before the name, show that another indicator is meant.
    definitions : tuple of Definition
        Statistical variants, the usual one first; empty where there is only one.
    numerator, denominator : str
        Of an indicator that is a quotient by definition: the indicators it divides; empty where they are not catalogued.
    """

    topic: str = ""
    unit: str = ""
    kind: str = ""
    direction: int = 1
    family: str = ""
    aliases: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    definitions: tuple[Definition, ...] = ()
    numerator: str = ""
    denominator: str = ""

    @property
    def usual_definition(self) -> str:
        """The definition that is meant where none is named: the first, or `STANDARD` where there are no variants."""
        return self.definitions[0].id if self.definitions else STANDARD


@dataclass(frozen=True)
class Denominator(Code):
    """What amounts are divided by to compare areas of different size.

    Attributes
    ----------
    indicator : str
        Code of the indicator that measures size.
    multiple : int
        The number of its units that makes one: 10000 for "per 10,000 residents".
    base_period : int
        Year of the figure that is looked for; the nearest is taken where there is none of it.
    dimension : str
        Dimension of the units that result.
    """

    indicator: str = ""
    multiple: int = 1
    base_period: int = 0
    dimension: str = ""


@dataclass(frozen=True)
class Transformation(Code):
    """How a derived figure is computed; `formula_zh` and `formula_en` are the formula in words."""

    formula_zh: str = ""
    formula_en: str = ""


@dataclass(frozen=True)
class Qualifier(Code):
    """What a figure of another source is; its `comparator` and `obs_status` are those of the value."""

    comparator: str = "="
    obs_status: str = "A"


@dataclass(frozen=True)
class Vintage(Code):
    """Which publication of a figure.

    Attributes
    ----------
    is_census : bool
        Whether it goes before the figures of every other source.
    is_break : bool
        Whether the figures are not comparable with later ones.
    """

    is_census: bool = False
    is_break: bool = False


@dataclass(frozen=True)
class Confidence(Code):
    """A kind of source; where `is_unused`, its figures never feed anything computed."""

    is_unused: bool = False


C = TypeVar("C", bound=Code)


@dataclass(frozen=True)
class Codelist(Mapping[str, C]):
    """The codes of one file in their order; an unknown code is an error that names the nearest."""

    name: str
    codes: Mapping[str, C] = field(default_factory=dict)

    def __getitem__(self, code: str) -> C:
        """Return the code, or raise `UnknownNameError` with the nearest names."""
        if code not in self.codes:
            raise unknown_name(self.name, code, self.codes)
        return self.codes[code]

    def __contains__(self, code: object) -> bool:
        """Say whether `code` is of this list."""
        return code in self.codes

    def __iter__(self) -> Iterator[str]:
        """Iterate over the codes in the order of the file."""
        return iter(self.codes)

    def __len__(self) -> int:
        """Return the number of codes."""
        return len(self.codes)


@dataclass(frozen=True)
class Codelists:
    """All codelists of a project."""

    ref_area: Codelist[Area]
    indicator: Codelist[Indicator]
    unit_measure: Codelist[Unit]
    kind: Codelist[Code]
    value_type: Codelist[Code]
    comparator: Codelist[Code]
    obs_status: Codelist[Code]
    absence: Codelist[Code]
    area_level: Codelist[Code]
    topic: Codelist[Code]
    comparability: Codelist[Code]
    denominator: Codelist[Denominator]
    transformation: Codelist[Transformation]
    attainment: Codelist[Code]
    check: Codelist[Code]
    severity: Codelist[Code]
    instrument: Codelist[Code]
    role: Codelist[Code]
    vintage: Codelist[Vintage]
    qualifier: Codelist[Qualifier]
    confidence: Codelist[Confidence]


_RECORDS: Mapping[str, type[Code]] = {
    "ref_area": Area,
    "indicator": Indicator,
    "unit_measure": Unit,
    "denominator": Denominator,
    "transformation": Transformation,
    "vintage": Vintage,
    "qualifier": Qualifier,
    "confidence": Confidence,
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
            "instrument",
            "role",
        ),
        Code,
    ),
}

_DIVISION = re.compile(r"\d{6}$")

_POINTERS = (
    ("ref_area", "parent", "ref_area"),
    ("ref_area", "level", "area_level"),
    ("indicator", "unit", "unit_measure"),
    ("indicator", "kind", "kind"),
    ("indicator", "topic", "topic"),
    ("indicator", "numerator", "indicator"),
    ("indicator", "denominator", "indicator"),
    ("denominator", "indicator", "indicator"),
    ("qualifier", "comparator", "comparator"),
    ("qualifier", "obs_status", "obs_status"),
)
"""Fields that hold a code of another list: (list, field, list pointed to)."""


OF_KIND: Mapping[str, frozenset[str]] = {
    "rank": frozenset({"rank"}),
    "growth": frozenset({"percent", "permille", "multiple"}),
    "multiple": frozenset({"multiple"}),
    "change_pp": frozenset({"percentage_point"}),
}
"""Dimensions of the kinds that are not in the indicator's own unit."""


def possible_dimensions(indicator: str, kind: str, codelists: Codelists) -> frozenset[str]:
    """Return the dimensions of the units in which an indicator's value of a kind can be stated.

    Parameters
    ----------
    indicator, kind : str
        Codes.
    codelists : Codelists
        The project's codes.

    Returns
    -------
    frozenset of str
        Of the kind, else of the indicator's own unit and, for 件_PER_10K, of the unit that documents print instead (件).
    """
    own = codelists.indicator[indicator].unit
    units = codelists.unit_measure
    return OF_KIND.get(kind, frozenset(units[u].dimension for u in (own, own.partition("_PER_")[0]) if u in units))


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


def read_divisions(path: Path) -> tuple[Area, ...]:
    """Read China's administrative divisions, by which the region of a document that nobody has described is recognised.

    Parameters
    ----------
    path : pathlib.Path
        CSV with columns `code` (GB/T 2260, six digits) and `name_zh`.

    Returns
    -------
    tuple of Area
        Provinces, prefecture-level cities, counties and districts. They have no English names and no aliases: a region that
        takes part in comparisons has an entry of its own in ``ref_area.yaml``.

    Raises
    ------
    DataError
        The file is missing or a row is not a code and a name.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = [(row["code"], row["name_zh"]) for row in csv.DictReader(file)]
    except FileNotFoundError:
        raise DataError(f"{path}: the file is missing; restore it, e.g. with git checkout") from None
    except KeyError as error:
        raise DataError(f"{path}: column {error} is missing; expected code,name_zh") from None
    collect(
        [f"row {n}: {c!r}, {name!r}" for n, (c, name) in enumerate(rows, 2) if not _DIVISION.match(c)], f"{path}: not a code:"
    )
    return tuple(Area(f"CN-{c}", name, name, level=_division_level(c), parent=_division_parent(c)) for c, name in rows)


def _division_level(code: str) -> str:
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"


def _division_parent(code: str) -> str:
    return "CN-" + {"province": "100000", "city": f"{code[:2]}0000", "county": f"{code[:4]}00"}[_division_level(code)]
