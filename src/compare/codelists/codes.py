"""Codes as frozen records, and the lists that hold them: what a code is, not where it is read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from compare.errors import unknown_name

Language = str
"""``"zh"`` or ``"en"``."""

LANGUAGES: tuple[Language, ...] = ("zh", "en")

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

    def is_unstated(self, definition: str) -> bool:
        """Say whether a definition stands for documents that do not say which one they mean."""
        return any(d.is_unstated for d in self.definitions if d.id == definition)


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
class Instrument(Code):
    """A policy instrument; `group` is a code of `instrument_group`, empty where it is of none."""

    group: str = ""


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
    instrument: Codelist[Instrument]
    instrument_group: Codelist[Code]
    role: Codelist[Code]
    vintage: Codelist[Vintage]
    qualifier: Codelist[Qualifier]
    confidence: Codelist[Confidence]

    @cached_property
    def families(self) -> Mapping[str, list[str]]:
        """The indicators of each family, in the order of the codelist."""
        found: dict[str, list[str]] = {}
        for code, entry in self.indicator.codes.items():
            found.setdefault(entry.family, []).append(code)
        return found


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
