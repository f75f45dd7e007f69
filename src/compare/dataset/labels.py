"""What a reader sees of a code or a value: names, labels, formatted values and periods, in Chinese and English.

Numbers are rounded here and nowhere before: with the decimals and the magnitude (万, 亿) that the document printed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from typing import Any

import pandas as pd

from compare.codelists import STANDARD, Area, Code, Codelist, Indicator, Language, Unit
from compare.dataset.store import Dataset
from compare.errors import UsageError, unknown_name

MARKS: Mapping[str, str] = {"=": "", ">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< ", "~": "≈ "}
"""How a comparator is printed before its value."""

ABSENT = "—"
"""What stands in the place of a value that is not there."""

_MAGNITUDES = {2: "百", 3: "千", 4: "万", 6: "百万", 7: "千万", 8: "亿", 12: "万亿"}
_SCALES = ((9, "billion"), (6, "million"))
_RANKS = {"": "第 ", "≤ ": "前 "}

_PLACES = 4
"""A fraction that needs more places than this is a quotient: no document prints it so."""

_DIGITS = 4
"""Significant digits of a quotient."""

_ROUNDING = {">=": ROUND_FLOOR, ">": ROUND_FLOOR, "<=": ROUND_CEILING, "<": ROUND_CEILING}
"""A bound is rounded to the side on which it still holds."""


@dataclass(frozen=True)
class Measure:
    """What is compared: an indicator under one definition, of one kind, in one unit."""

    indicator: str
    definition: str
    kind: str
    unit: str

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Measure:
        """Return the measure of an observation."""
        return cls(row["indicator"], row["definition"], row["kind"], row["unit_measure"])


def resolve_area(ds: Dataset, name: str) -> str:
    """Return the code of an area given by code, name or alias.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    name : str
        A code in upper or lower case, or a Chinese or English name or alias that only one area has.

    Returns
    -------
    str
        The code.

    Raises
    ------
    UnknownNameError
        No area is called so; the nearest names are given.
    UsageError
        Several areas are.
    """
    return _resolve("region", name, ds.codelists.ref_area, lambda area: area.aliases)


def resolve_indicator(ds: Dataset, name: str) -> str:
    """Return the code of an indicator given by code, name or alias.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    name : str
        A code in upper or lower case, or a Chinese or English name or alias that only one indicator has.

    Returns
    -------
    str
        The code.

    Raises
    ------
    UnknownNameError
        No indicator is called so; the nearest names are given.
    UsageError
        Several indicators are.
    """
    return _resolve("indicator", name, ds.codelists.indicator, lambda indicator: indicator.aliases)


def resolve_areas(ds: Dataset, names: str | Iterable[str]) -> list[str]:
    """Return the codes of areas; one name may stand alone, without a list around it."""
    return [resolve_area(ds, name) for name in ([names] if isinstance(names, str) else names)]


def resolve_indicators(ds: Dataset, names: str | Iterable[str]) -> list[str]:
    """Return the codes of indicators; one name may stand alone, without a list around it."""
    return [resolve_indicator(ds, name) for name in ([names] if isinstance(names, str) else names)]


def resolve_instruments(ds: Dataset, names: str | Iterable[str]) -> list[str]:
    """Return the codes of policy instruments given by code or name; one name may stand alone, without a list around it."""
    codes = ds.codelists.instrument
    return [_resolve("instrument", name, codes, lambda _: ()) for name in ([names] if isinstance(names, str) else names)]


def _resolve(what: str, name: str, codes: Codelist[Any], aliases: Any) -> str:
    if not isinstance(name, str):
        raise UsageError(f"{what} is {name!r}; expected one code or name")
    if name in codes:
        return name
    wanted = str(name).strip().casefold()
    names: dict[str, set[str]] = {}
    for code in codes.values():
        for text in (code.name_zh, code.name_en, *aliases(code)):
            names.setdefault(text.casefold(), set()).add(code.id)
    found = [code for code in codes if code.casefold() == wanted] or sorted(names.get(wanted, ()))
    if not found:
        words = wanted.replace("_", " ").split()
        holding = [text for text in (*codes, *names) if words and all(word in text.casefold() for word in words)]
        raise unknown_name(what, name, holding or [*codes, *(c.name_zh for c in codes.values()), *names])
    if len(found) > 1:
        raise UsageError(f"{what} {name!r} is ambiguous; give one of the codes {', '.join(found)}")
    return found[0]


def measure_unit(ds: Dataset, indicator: str, definition: str, kind: str) -> str:
    """Return the unit in which most targets (else most values) of a measure are stated, else the indicator's own."""
    own = ds.codelists.indicator[indicator].unit
    counts = ds.unit_counts.get((indicator, definition, kind), Counter())
    return max(counts, key=lambda unit: (counts[unit], unit == own, unit), default=own)


def measure_label(ds: Dataset, indicator: str, definition: str, kind: str, language: Language) -> str:
    """Return the label of a measure for titles and headers.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    indicator, definition, kind : str
        Codes of the measure.
    language : str
        ``"zh"`` or ``"en"``.

    Returns
    -------
    str
        As `measure_name`, with the unit in the brackets: ``高新技术企业数（新增，家）``.
    """
    unit = ds.codelists.unit_measure[measure_unit(ds, indicator, definition, kind)].name(language)
    measure = Measure(indicator, definition, kind, unit)
    return _bracketed(ds, measure, [*_variant(ds, measure, language), unit], language)


def measure_name(ds: Dataset, measure: Measure, language: Language) -> str:
    """Return the name of a measure where the unit stands elsewhere.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    measure : Measure
        What is compared.
    language : str
        ``"zh"`` or ``"en"``.

    Returns
    -------
    str
        The indicator's name; in brackets the definition where it is not the usual one and the kind where it is not the
        indicator's own.
    """
    return _bracketed(ds, measure, _variant(ds, measure, language), language)


def _variant(ds: Dataset, measure: Measure, language: Language) -> list[str]:
    entry = ds.codelists.indicator[measure.indicator]
    usual = entry.usual_definition
    parts = [definition_name(entry, measure.definition, language)] if measure.definition != usual else []
    return parts + ([ds.codelists.kind[measure.kind].name(language)] if measure.kind != entry.kind else [])


def _bracketed(ds: Dataset, measure: Measure, parts: list[str], language: Language) -> str:
    name = ds.codelists.indicator[measure.indicator].name(language)
    if not parts:
        return name
    return f"{name}（{'，'.join(parts)}）" if language == "zh" else f"{name} ({', '.join(parts)})"


def definition_name(indicator: Indicator, definition: str, language: Language) -> str:
    """Return the name of a statistical variant; raise `UnknownNameError` where the indicator does not have it."""
    known: dict[str, Code] = {d.id: d for d in indicator.definitions} or {STANDARD: indicator}
    if definition not in known:
        raise unknown_name("definition", definition, known, indicator.id)
    return known[definition].name(language)


def comparability_note(ds: Dataset, row: Mapping[str, Any], language: Language) -> str:
    """Return the class of what a row of `comparison` says instead of a value, in brackets, if any."""
    code = row["comparability"]
    if row["absence"] is None or pd.isna(row["absence"]) or code is None or pd.isna(code):
        return ""
    name = ds.codelists.comparability[code].name(language)
    return f"（{name}）" if language == "zh" else f" ({name})"


def area_name(ds: Dataset, area: str, language: Language) -> str:
    """Return the name of an area."""
    entry: Area = ds.codelists.ref_area[area]
    return entry.name(language)


def format_value(ds: Dataset, row: Mapping[str, Any] | pd.Series, language: Language) -> str:
    """Return a value as a reader sees it.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    row : mapping
        ``obs_value`` and ``unit_measure``; ``unit_mult`` and ``decimals`` as printed, ``comparator`` and ``upper_value`` (the
        end of a range) where there are such. A row of `comparison` or of the observations.
    language : str
        ``"zh"`` or ``"en"``.

    Returns
    -------
    str
        ``≥ 8 家``, ``3.2%``, ``50 万平方米`` or ``500,000 m²``, ``3.0—3.5%``; ``—`` where there is no value.
    """
    value: Any = row["obs_value"]
    upper: Any = row.get("upper_value")
    if _is_gone(value):
        return ABSENT
    unit = ds.codelists.unit_measure[row["unit_measure"]]
    bounds = [float(value)] if _is_gone(upper) else [float(value), float(upper)]
    comparator: Any = row.get("comparator")
    mark = "" if len(bounds) > 1 or _is_gone(comparator) else MARKS[comparator]
    power, decimals = _whole(row.get("unit_mult")) or 0, _whole(row.get("decimals"))
    rounding = "" if all(bound.is_integer() for bound in bounds) else _ROUNDING.get(str(comparator), ROUND_HALF_EVEN)
    numbers, magnitude = (_render_zh if language == "zh" else _render_en)(bounds, power, decimals, rounding)
    number = ("—" if language == "zh" else "–").join(numbers)
    return _compose(mark, number, magnitude, unit, language)


def format_change(ds: Dataset, row: Mapping[str, Any] | pd.Series, language: Language) -> str:
    """Return a change as `format_value` does, except that one of ranks counts places: ``上升 7.5 位``, ``up 7.5 places``."""
    unit = ds.codelists.unit_measure[row["unit_measure"]]
    if unit.dimension != "rank":
        return format_value(ds, row, language)
    places, is_up = _number(abs(float(row["obs_value"])), None), row["obs_value"] < 0
    if language == "zh":
        return f"{'上升' if is_up else '下降'} {places} 位"
    return f"{'up' if is_up else 'down'} {places} places"


def _compose(mark: str, number: str, magnitude: str, unit: Unit, language: Language) -> str:
    """Put the parts in the order of the language; a sign such as % stands at the number."""
    name = unit.name(language)
    if unit.dimension == "rank":
        return f"{_RANKS.get(mark, mark)}{number} {name}" if language == "zh" else f"{name} {mark}{number}"
    if not name[:1].isalnum():
        return f"{mark}{number}{magnitude}{name}"
    return (
        f"{mark}{number} {magnitude}{name}"
        if language == "zh"
        else f"{mark}{' '.join(filter(None, (number, magnitude, name)))}"
    )


def _whole(value: Any) -> int | None:
    return None if _is_gone(value) else int(value)


def _is_gone(value: Any) -> bool:
    """Say whether a single value is missing; pandas' own question costs more than all the rest of printing it."""
    return value is None or value is pd.NA or bool(value != value)


def _render_zh(values: list[float], power: int, decimals: int | None, rounding: str) -> tuple[list[str], str]:
    """Print as the document did, the magnitude before the unit; in 万 and 亿 where it is not known how it did."""
    if decimals is None:
        size = max(abs(v) for v in values)
        power = next((p for p in (8, 4) if size >= 10**p), 0)
    if power not in _MAGNITUDES:
        return [_number(v, None if decimals is None else max(0, decimals - power), rounding) for v in values], ""
    return [_number(v / 10**power, decimals, rounding) for v in values], _MAGNITUDES[power]


def _render_en(values: list[float], power: int, decimals: int | None, rounding: str) -> tuple[list[str], str]:
    """Print in full up to a million, then in millions and billions."""
    size = max(abs(v) for v in values)
    scale, word = next(((s, w) for s, w in _SCALES if size >= 10**s), (0, ""))
    places = None if decimals is None or scale else max(0, decimals - power)
    return [_number(v / 10**scale, places, rounding) for v in values], word


def _number(value: float, decimals: int | None, rounding: str = ROUND_HALF_EVEN) -> str:
    """Print with `decimals` places; where they are not known, as many as the number needs, and of a quotient four digits.

    Without `rounding` the number is a whole one in its base unit, which is never a quotient.
    """
    number = Decimal(repr(float(value)))
    if decimals is not None:
        return f"{number:,.{decimals}f}"
    if rounding and number != round(number, _PLACES):
        number = number.quantize(Decimal(1).scaleb(min(0, number.adjusted() + 1 - _DIGITS)), rounding)
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def format_period(row: Mapping[str, Any] | pd.Series, language: Language) -> str:
    """Return the year of a value, or the years of a flow: ``2022—2023年``, ``2022–2023``."""
    year, start = _whole(row.get("time_period")), _whole(row.get("period_start"))
    if year is None:
        return ""
    is_span = start is not None and start < year
    if language == "zh":
        return f"{start}—{year}年" if is_span else f"{year}年"
    return f"{start}–{year}" if is_span else f"{year}"
