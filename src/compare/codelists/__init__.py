"""Strict codelists: YAML lists in ``data/codelists``, read into frozen records.

`codes` has the records and the lists, `loading` reads them and checks every reference to another list, `divisions` reads the
table of China's divisions. What the codes mean is data; nothing here knows a region or an indicator.
"""

from compare.codelists.codes import (
    LANGUAGES,
    OF_KIND,
    STANDARD,
    Area,
    Code,
    Codelist,
    Codelists,
    Confidence,
    Definition,
    Denominator,
    Indicator,
    Instrument,
    Language,
    Qualifier,
    Transformation,
    Unit,
    Vintage,
    possible_dimensions,
)
from compare.codelists.divisions import read_divisions
from compare.codelists.loading import load_codelists

__all__ = [
    "LANGUAGES",
    "OF_KIND",
    "STANDARD",
    "Area",
    "Code",
    "Codelist",
    "Codelists",
    "Confidence",
    "Definition",
    "Denominator",
    "Indicator",
    "Instrument",
    "Language",
    "Qualifier",
    "Transformation",
    "Unit",
    "Vintage",
    "load_codelists",
    "possible_dimensions",
    "read_divisions",
]
