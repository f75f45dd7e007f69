"""From mentions to observations: definition, base unit, printed precision, ranges, and repeated or contradicting statements.

Statements of one document with the same key and an equal value become one observation that keeps all its mentions. Unequal
values are never merged: each stays a row, marked as contradicted by the others. Comes after corrections, before derivation.
"""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

import pandas as pd

from compare.codelists import OF_KIND, Codelists, Indicator, possible_dimensions
from compare.dataset import Source, to_rows
from compare.dataset.parts import UNCLEAR, PartWords, Reach
from compare.errors import collect, unknown_name
from compare.harmonise.conflicts import Stated, note_conflicts
from compare.schema import OBSERVATION_KEY, conform

Row = dict[str, Any]

_REMARKS = {"year.paragraph": "year from the paragraph", "year.plan": "year from the plan's period"}
"""What rules of the extraction say of the year of a row, and the words for it in `comment`, the surest first."""

_CODES = {
    "kind": "kind",
    "unit": "unit_measure",
    "comparator": "comparator",
    "value_type": "value_type",
    "ref_area": "ref_area",
}
_OPTIONAL = frozenset({"ref_area", "comparator"})
_NUMERAL = re.compile(r"\d[\d,]*(?:\.(?P<places>\d+))?")
_SIDES = re.compile("[，,；;。\n]")
_TOLERANCE = 1e-9


def observe(
    mentions: pd.DataFrame, codelists: Codelists, sources: Mapping[str, Source], *, words: PartWords | None = None
) -> pd.DataFrame:
    """Turn the mentions of catalogued indicators into observations.

    Parameters
    ----------
    mentions : pandas.DataFrame
        Table ``mentions``; rows that state no catalogued indicator or no value, or that name an area without a code, are
        passed over.
    codelists : Codelists
        The project's codes.
    sources : mapping of str to Source
        The documents; area and last year of one stand in where a mention has none, and the comment says so.
    words : PartWords, optional
        What tells a figure of a part from that of the whole area; without it unequal values of one key contradict each other.

    Returns
    -------
    pandas.DataFrame
        Table ``observations``, sorted by its key; the key is unique except where a document contradicts itself, and where it
        states a part or a target beyond the target (status ``U``, and the comment says so).

    Raises
    ------
    DataError
        A code is not known, or a unit does not fit its indicator; all of them are listed.
    """
    stated = (mentions["disposition"] == "indicator") & mentions["indicator"].notna() & mentions["value"].notna()
    is_elsewhere = mentions["ref_area"].isna() & mentions["ref_area_text"].notna()
    rows = mentions[stated & ~is_elsewhere].sort_values(["source_id", "char_start", "char_end", "mention_id"])
    given = to_rows(rows)
    collect([p for row in given for p in _problems(row, codelists, sources)], "mentions cannot become observations:")
    drafts = [_draft(row, codelists, sources[row["source_id"]]) for row in given]
    _mark_ranges(drafts)
    drafts.sort(key=_key)

    def read(draft: Row) -> Reach:
        return words.reach(draft["mention"], codelists.ref_area[draft["ref_area"]]) if words else Reach(UNCLEAR)

    merged = [row for _, same in groupby(drafts, key=_key) for row in _merge(list(same), read)]
    return conform(pd.DataFrame(merged), "observations")


def _key(row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in OBSERVATION_KEY)


def _problems(row: Row, codelists: Codelists, sources: Mapping[str, Source]) -> Iterator[str]:
    where = f"{row['source_id']} {row['char_start']}:{row['char_end']} {row['text']!r}"
    if row["source_id"] not in sources:
        yield f"{where}: {unknown_name('source', row['source_id'], sources)}"
    if row["indicator"] not in codelists.indicator:
        yield f"{where}: {unknown_name('indicator', row['indicator'], codelists.indicator)}"
        return
    unknown = [f"{where}: {problem}" for name in _CODES for problem in _code_problem(row, name, codelists)]
    yield from unknown
    if not unknown:
        yield from _misfit(row, codelists, where)


def _code_problem(row: Row, name: str, codelists: Codelists) -> Iterator[str]:
    known = getattr(codelists, _CODES[name])
    if row[name] is None and name not in _OPTIONAL:
        yield f"no {name} for {row['indicator']}"
    elif row[name] is not None and row[name] not in known:
        yield str(unknown_name(name, row[name], known))


def _misfit(row: Row, codelists: Codelists, where: str) -> Iterator[str]:
    """Yield a problem where the unit of the mention is not one that the indicator can be stated in."""
    allowed = possible_dimensions(row["indicator"], row["kind"], codelists)
    if codelists.unit_measure[row["unit"]].dimension not in allowed:
        own = codelists.indicator[row["indicator"]].unit
        expected = " or ".join(sorted(allowed)) if row["kind"] in OF_KIND else f"{own!r}"
        yield f"{where}: unit {row['unit']!r} does not fit {row['indicator']} of kind {row['kind']}; expected {expected}"


def _draft(row: Row, codelists: Codelists, source: Source) -> Row:
    """Return one mention as an observation of its own."""
    indicator = codelists.indicator[row["indicator"]]
    unit_mult, decimals = read_printed(row["text"], row["value"])
    remarks = []
    if row["time_period"] is None:
        remarks.append("year: end of the document's period")
    if row["ref_area"] is None:
        remarks.append("area: the document's")
    remarks += [text for token, text in _REMARKS.items() if token in (row["rule_id"] or "").split()]
    if row["repair"] and any(c.isdigit() for c in row["text"]):
        remarks.append("number repaired")
    return {
        "source_id": row["source_id"],
        "ref_area": row["ref_area"] or source.ref_area,
        "indicator": indicator.id,
        "definition": choose_definition(indicator, row["indicator_text"] or "", _clause(row)),
        "time_period": row["time_period"] or source.period_end,
        "kind": row["kind"],
        "value_type": row["value_type"],
        "bound": "point",
        "obs_value": row["value"],
        "unit_measure": row["unit"] if row["kind"] in OF_KIND else indicator.unit,
        "unit_mult": unit_mult,
        "decimals": decimals,
        "comparator": row["comparator"] or "=",
        "period_start": row["period_start"],
        "base_period": row["base_period"],
        "quote": (row["quote_start"], row["quote"]),
        "mention": row,
        "place": (row["char_start"], row["char_end"], row["mention_id"]),
        "remarks": remarks,
    }


def read_printed(text: str, value: float) -> tuple[int, int | None]:
    """Return magnitude and decimals of a number as printed.

    Parameters
    ----------
    text : str
        The numeral, half-width or full-width, or in Chinese characters.
    value : float
        Its value in the unit without magnitude.

    Returns
    -------
    unit_mult : int
        Power of ten that `value` has over the printed number; 0 where it is no power of ten.
    decimals : int or None
        Printed decimals; None where the printed number is not that of the value, as after a repair.

    Examples
    --------
    >>> read_printed("1.5", 15000), read_printed("十五", 15), read_printed("L5", 1.5)
    ((4, 1), (0, 0), (0, None))
    """
    match = _NUMERAL.search(unicodedata.normalize("NFKC", text))
    if match is None:
        return 0, 0 if float(value).is_integer() else None
    number = float(match[0].replace(",", ""))
    power = round(math.log10(value / number)) if number > 0 and value > 0 else 0
    if power < 0 or not math.isclose(number * 10**power, value, rel_tol=_TOLERANCE):
        return 0, None
    return power, len(match["places"] or "")


def choose_definition(indicator: Indicator, *texts: str) -> str:
    """Return the definition whose longest phrase stands in the first of `texts` that has any; else the usual one."""
    for text in texts:
        hits = [(len(p), d.id) for d in indicator.definitions for p in d.phrases if _has(p, text)]
        if hits:
            return max(hits, key=lambda hit: hit[0])[1]
    return indicator.usual_definition


def _has(phrase: str, text: str) -> bool:
    """Say whether the words of `phrase` stand in `text` in this order."""
    return re.search(".*?".join(map(re.escape, phrase.split())), text, re.DOTALL) is not None


def _clause(row: Row) -> str:
    """Return the part of the quote, between commas and stops, that the number stands in."""
    quote: str = row["quote"] or ""
    place = row["char_start"] - row["quote_start"] if row["quote_start"] is not None else 0
    before = [m.end() for m in _SIDES.finditer(quote, 0, max(0, place))]
    after = _SIDES.search(quote, max(0, place))
    return quote[before[-1] if before else 0 : after.start() if after else len(quote)]


def _mark_ranges(drafts: list[Row]) -> None:
    """Mark the two ends of a range: stated in one quote, one ``>=`` and one ``<=`` above it."""

    def pair(row: Row) -> str:
        return repr((_key(row), row["quote"]))

    for _, same in groupby(sorted(drafts, key=pair), key=pair):
        ends = list(same)
        lower = [row for row in ends if row["comparator"] == ">="]
        upper = [row for row in ends if row["comparator"] == "<="]
        if len(lower) == len(upper) == 1 and lower[0]["obs_value"] < upper[0]["obs_value"]:
            lower[0]["bound"], upper[0]["bound"] = "lower", "upper"


def _merge(drafts: list[Row], read: Callable[[Row], Reach]) -> list[Row]:
    """Return the observations of one key: a row for each value, in the order of the text; `read` says what a draft is of."""
    values: list[list[Row]] = []
    for draft in sorted(drafts, key=lambda d: d["place"]):
        equal = (v for v in values if math.isclose(v[0]["obs_value"], draft["obs_value"], rel_tol=_TOLERANCE))
        if (found := next(equal, None)) is None:
            values.append([draft])
        else:
            found.append(draft)
    rows = [_one(same) for same in values]
    digest = hashlib.sha256("|".join(map(str, _key(drafts[0]))).encode()).hexdigest()[:10]
    for number, row in enumerate(rows, 1):
        row["observation_id"] = f"o{digest}" if number == 1 else f"o{digest}-{number}"
    if len(rows) > 1:
        said = [tuple((read(draft), draft["quote"][0]) for draft in same) for same in values]
        note_conflicts([Stated(row, reaches) for row, reaches in zip(rows, said, strict=True)])
    return [{k: v for k, v in row.items() if k != "remarks"} | {"comment": "; ".join(row["remarks"]) or None} for row in rows]


def _one(same: list[Row]) -> Row:
    """Return one observation for statements with an equal value."""
    first = next((d for d in same if d["decimals"] is not None), same[0])
    surest = min((d["remarks"] for d in same), key=lambda remarks: [text in remarks for text in reversed(_REMARKS.values())])
    others = [r for d in same for r in d["remarks"] if r not in _REMARKS.values()]
    remarks = list(dict.fromkeys([*(r for r in surest if r in _REMARKS.values()), *others]))
    comparators = list(dict.fromkeys(d["comparator"] for d in same))
    if len(comparators) > 1:
        remarks.append(f"stated with {' and '.join(comparators)}")
    starts = list(dict.fromkeys(d["period_start"] for d in same if d["period_start"] is not None))
    if len(starts) > 1:
        remarks.append(f"stated from {' and '.join(map(str, starts))}")
    row = {k: v for k, v in first.items() if k not in {"quote", "mention", "place"}}
    row |= {"comparator": merge_comparators(comparators), "obs_status": "A", "remarks": remarks}
    row |= {"period_start": starts[0] if starts else None, "mention_ids": " ".join(d["mention"]["mention_id"] for d in same)}
    row["base_period"] = next((d["base_period"] for d in same if d["base_period"] is not None), None)
    return row


def merge_comparators(comparators: Iterable[str]) -> str:
    """Return the comparator of statements with an equal value.

    A stated bound beats an approximation, and that a bare value; ``>`` and ``>=`` give ``>=``; bounds on both sides meet in the
    value itself.

    Examples
    --------
    >>> merge_comparators(["=", ">="]), merge_comparators([">", ">="]), merge_comparators(["=", "~"])
    ('>=', '>=', '~')
    """
    stated = set(comparators)
    lower, upper = stated & {">", ">="}, stated & {"<", "<="}
    if lower and upper:
        return "="
    for side in (lower, upper):
        if side:
            return max(side, key=len)
    return "~" if "~" in stated else "="
