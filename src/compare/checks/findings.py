"""One finding, and the table of them: messages in both languages, quotes, identifiers, order.

The checks say what they found and what was expected; here that becomes a row of ``schema.FINDINGS``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from compare.checks.rules import Rule
from compare.codelists import Language
from compare.dataset import Dataset, Measure, area_name, format_period, format_value, measure_name
from compare.schema import conform

Row = dict[str, Any]

_DIGITS = 6
"""Significant digits of a computed value."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a check has found.

    Attributes
    ----------
    rule : Rule
        The rule that is broken.
    subject : dict
        The observation, mention or figure that the finding is about: its source, area, indicator, year, as far as it has them.
    found, expected : str
        In signs and codes that need no translation.
    zh, en : str
        What was found in words: a clause without its full stop.
    ids : tuple of str
        Observations (and figures of other sources) that take part.
    quotes : tuple of dict
        The mentions that disagree, at most two.
    is_unsure : bool
        Year, area or number of a statement was inferred: the rule's `severity_if_unsure` counts.
    """

    rule: Rule
    subject: Row
    found: str
    expected: str
    zh: str
    en: str
    ids: tuple[str, ...] = ()
    quotes: tuple[Row, ...] = ()
    is_unsure: bool = False

    @property
    def severity(self) -> str:
        """Code of the codelist ``severity``."""
        return (self.is_unsure and self.rule.severity_if_unsure) or self.rule.severity


def to_table(ds: Dataset, findings: Iterable[Finding]) -> pd.DataFrame:
    """Return findings as a table.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    findings : iterable of Finding
        In any order.

    Returns
    -------
    pandas.DataFrame
        Columns of ``schema.FINDINGS``; sorted by severity (error, warning, info), source and position of the quote.
        `finding_id` is ``f`` and ten hexadecimal digits of the SHA-256 of rule, source and what takes part.
    """
    frame = conform(pd.DataFrame([_row(ds, finding) for finding in findings]), "findings")
    ranks = {code: rank for rank, code in enumerate(ds.codelists.severity)}
    order = frame.assign(rank=frame["severity"].map(ranks))
    order = order.sort_values(["rank", "source_id", "quote_start", "other_start", "rule_id", "finding_id"], kind="stable")
    return order.drop(columns="rank").reset_index(drop=True)


def _row(ds: Dataset, finding: Finding) -> Row:
    rule, subject = finding.rule, finding.subject
    quotes: list[Row] = [*finding.quotes, {}, {}][:2]
    taking_part = (*finding.ids, *(f"{q['source_id']}:{q['char_start']}" for q in finding.quotes))
    digest = hashlib.sha256("|".join([rule.id, subject.get("source_id") or "", *taking_part]).encode()).hexdigest()[:10]
    row = {name: subject.get(name) for name in ("source_id", "ref_area", "indicator", "time_period")}
    row |= {"finding_id": f"f{digest}", "check": rule.check, "rule_id": rule.id, "severity": finding.severity}
    row |= {"found": finding.found, "expected": finding.expected, "observation_ids": " ".join(finding.ids) or None}
    row |= {f"message_{language}": _message(ds, finding, language) for language in ("zh", "en")}
    for quote, prefix in zip(quotes, ("quote", "other"), strict=True):
        text = "quote" if prefix == "quote" else "other_quote"
        row |= {text: quote.get("quote"), f"{prefix}_source_id": quote.get("source_id")}
        row |= {f"{prefix}_start": quote.get("quote_start"), f"{prefix}_end": quote.get("quote_end")}
    return row


def _message(ds: Dataset, finding: Finding, language: Language) -> str:
    """Return where, what was found, what the rule says, and the rule's caveat."""
    rule = finding.rule
    place = name_place(ds, finding.subject, language)
    if language == "zh":
        said = [f"{place}：{finding.zh}" if place else finding.zh, rule.name_zh, rule.caveat_zh]
        return "".join(f"{sentence}。" for sentence in said if sentence)
    said = [f"{place}: {finding.en}" if place else finding.en, rule.name_en, rule.caveat_en]
    return " ".join(f"{sentence[0].upper()}{sentence[1:]}." for sentence in said if sentence)


def name_place(ds: Dataset, row: Row, language: Language) -> str:
    """Return area, measure and years of an observation or figure, as far as it has them."""
    parts = [area_name(ds, row["ref_area"], language)] if row.get("ref_area") in ds.codelists.ref_area else []
    if row.get("indicator") and row.get("kind"):
        parts.append(measure_name(ds, Measure.of(row), language))
    elif row.get("indicator"):
        parts.append(ds.codelists.indicator[row["indicator"]].name(language))
    if row.get("indicator"):
        parts.append(format_period(row, language))
    return ("，" if language == "zh" else ", ").join(part for part in parts if part)


def name_measure(ds: Dataset, row: Row, language: Language) -> str:
    """Return the name of an observation's measure, in the quotation marks of the language."""
    name = measure_name(ds, Measure.of(row), language)
    return f"“{name}”"


def show(ds: Dataset, row: Row) -> tuple[str, str]:
    """Return a value as readers of Chinese and of English see it."""
    return format_value(ds, row, "zh"), format_value(ds, row, "en")


def show_computed(ds: Dataset, value: float, unit: str, comparator: str = "=") -> tuple[str, str]:
    """Return a computed value likewise, rounded to a few significant digits."""
    return show(ds, {"obs_value": rounded(value), "unit_measure": unit, "comparator": comparator})


def rounded(value: float) -> float:
    """Return a computed value as messages and `found` have it."""
    return float(f"{value:.{_DIGITS}g}")


def sign(row: Row) -> str:
    """Return a value in signs and codes: ``>= 50 家``, ``20-30 家``, ``= 5.5 %``."""
    if row.get("upper_value") is not None:
        return f"{plain(row['obs_value'])}-{plain(row['upper_value'])} {row['unit_measure']}"
    return f"{row.get('comparator') or '='} {plain(row['obs_value'])} {row['unit_measure']}"


def plain(value: float) -> str:
    """Return a number without an exponent and without what arithmetic leaves in the last digits.

    Examples
    --------
    >>> plain(5.5 - 4.7), plain(9e9)
    ('0.8', '9000000000')
    """
    number = float(f"{value:.{2 * _DIGITS}g}")
    return str(int(number)) if number.is_integer() else repr(number)
