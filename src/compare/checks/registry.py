"""The checks by the name that rules call them by, each with the parameters that it needs and takes.

A new check is a function, an entry here and an entry of the codelist ``check``; a new rule needs none of these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from compare.checks.coverage import check_region_missing, check_uncatalogued
from compare.checks.evidence import Evidence
from compare.checks.findings import Finding
from compare.checks.outside import check_multiple_base, check_reference_conflict, check_reference_part, check_stated_reference
from compare.checks.ranges import check_bounds, check_unit_fits, check_unit_words
from compare.checks.rates import check_implied_reference, check_implied_steps
from compare.checks.repeats import (
    check_contradiction,
    check_documents_differ,
    check_near_terms,
    check_repeated,
    check_text_table,
)
from compare.checks.rules import Rule
from compare.checks.steps import check_acceleration, check_jump, check_regress
from compare.checks.wholes import (
    check_addition_stock,
    check_annual_stock,
    check_areas_sum,
    check_part_whole,
    check_zone_region,
)

SELECTORS = ("indicators", "families", "kinds", "dimensions")
"""Parameters that say which statements a rule is about."""


@dataclass(frozen=True)
class Check:
    """A check: its function, the parameters it must have, and those it may have."""

    function: Callable[[Evidence, Rule], Iterator[Finding]]
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()


CHECKS: Mapping[str, Check] = {
    "bounds": Check(check_bounds, takes=(*SELECTORS, "minimum", "maximum")),
    "unit_fits": Check(check_unit_fits, takes=SELECTORS),
    "unit_words": Check(check_unit_words, takes=SELECTORS),
    "part_whole": Check(check_part_whole, needs=("wholes",)),
    "addition_stock": Check(check_addition_stock, takes=SELECTORS),
    "annual_stock": Check(check_annual_stock, needs=("wholes",)),
    "zone_region": Check(check_zone_region, takes=SELECTORS),
    "areas_sum": Check(check_areas_sum, takes=SELECTORS),
    "text_table": Check(check_text_table, takes=SELECTORS),
    "repeated": Check(check_repeated, takes=SELECTORS),
    "contradiction": Check(check_contradiction, takes=(*SELECTORS, "factor")),
    "documents_differ": Check(check_documents_differ, takes=SELECTORS),
    "near_terms": Check(check_near_terms, needs=("families",)),
    "implied_steps": Check(check_implied_steps, needs=("minimum", "maximum"), takes=("indicators", "quotients")),
    "implied_reference": Check(check_implied_reference, needs=("factor", "tolerance"), takes=("indicators", "quotients")),
    "acceleration": Check(check_acceleration, needs=("factor", "minimum"), takes=SELECTORS),
    "jump": Check(check_jump, needs=("factor",), takes=(*SELECTORS, "minimum")),
    "regress": Check(check_regress, takes=SELECTORS),
    "multiple_base": Check(check_multiple_base, needs=("tolerance",), takes=SELECTORS),
    "stated_reference": Check(check_stated_reference, needs=("tolerance",), takes=SELECTORS),
    "reference_conflict": Check(check_reference_conflict, needs=("tolerance",)),
    "reference_part": Check(check_reference_part),
    "region_missing": Check(check_region_missing),
    "uncatalogued": Check(check_uncatalogued),
}
