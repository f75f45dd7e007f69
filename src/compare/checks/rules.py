"""Rules as data: the records that ``data/rules/*.yaml`` holds.

A rule names its check, which is code, and gives it parameters, which are data. What the parameters mean to each check is said
beside the check; `compare.checks.loading` reads rules and refuses parameters that a check does not take.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Whole:
    """Indicators that are parts of another and do not overlap: together they cannot exceed it.

    Attributes
    ----------
    parts : tuple of str
        Codes of indicators.
    whole : str
        Code of the indicator that contains them.
    definitions : tuple of str
        Definitions of the whole under which that holds; empty for all.
    """

    parts: tuple[str, ...]
    whole: str
    definitions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Quotient:
    """A rate and the two indicators that it (nearly) divides; codes of indicators."""

    numerator: str
    rate: str
    denominator: str


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule.

    Attributes
    ----------
    id : str
        Name of the rule, unique over all files.
    check : str
        Code of the codelist ``check``: the function that applies the rule.
    severity : str
        Code of the codelist ``severity``.
    severity_if_unsure : str
        The same, where it is rather the reading that is wrong; the check says when. Empty: no difference.
    name_zh, name_en : str
        What the rule says, as a sentence without its full stop; stands in every message.
    why : str
        Why there is such a rule, for those who maintain it.
    caveat_zh, caveat_en : str
        What a reader should keep in mind; added to the message.
    indicators, families, kinds, dimensions : tuple of str
        The statements that the rule is about; empty for all.
    minimum, maximum, factor, tolerance : float or None
        Numbers whose meaning the check gives.
    wholes : tuple of Whole
        Parts and wholes.
    quotients : tuple of Quotient
        Rates and what they divide; where there are none, the identities of the codelist ``indicator``.
    """

    id: str
    check: str
    severity: str
    severity_if_unsure: str = ""
    name_zh: str
    name_en: str
    why: str
    caveat_zh: str = ""
    caveat_en: str = ""
    indicators: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    factor: float | None = None
    tolerance: float | None = None
    wholes: tuple[Whole, ...] = ()
    quotients: tuple[Quotient, ...] = ()

    def number(self, name: str) -> float:
        """Return a numeric parameter that the check needs; `load_rules` has seen to it that it is there."""
        return float(getattr(self, name))
