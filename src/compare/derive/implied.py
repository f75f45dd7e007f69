"""Figures that a document implies without stating them: a level, a baseline, a population.

Each is an estimate (status E) however firm its inputs are, and takes both from one document: figures of two documents may
differ in definition and date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from compare.codelists import Indicator
from compare.dataset import Dataset
from compare.derive.arithmetic import add, divide
from compare.derive.rows import Row, derived_row, identified, stated
from compare.derive.size import quotient_factor

_IMPLIED = "E"
_MULTIPLIED = frozenset({"level", "annual", "ratio"})


def implied_levels(areas: Mapping[str, list[Row]]) -> list[Row]:
    """Add what a plan sets out to add to the level that it starts from.

    Parameters
    ----------
    areas : mapping of str to list of dict
        Usable observations, `by_area`.

    Returns
    -------
    list of dict
        A level in the flow's final year for every flow beside a realised level of the same document, indicator, definition
        and unit, the latest from the year before the period to its last but one. Where the level is of a year of the period,
        part of the flow may be in it already, and the comment says so.

    Notes
    -----
    Level + flow, the identity of stocks and flows (System of National Accounts 2008, 2.24): closing stock = opening stock +
    additions − withdrawals. No plan states withdrawals; none are taken off.
    """
    rows = []
    for own in areas.values():
        held = _by_statement(own)
        for row in own:
            if (row["kind"], row["value_type"]) != ("flow", "target") or row["period_start"] is None:
                continue
            levels = held.get((*_statement(row), "level", row["unit_measure"]), [])
            known = [x for x in levels if row["period_start"] - 1 <= x["time_period"] < row["time_period"]]
            known = [x for x in known if x["value_type"] != "target" and x["bound"] == "point"]
            if known:
                rows.append(_level(row, max(known, key=lambda x: (x["time_period"], x["observation_id"]))))
    return identified(rows)


def _statement(row: Row) -> tuple[str, str, str]:
    return row["source_id"], row["indicator"], row["definition"]


def _by_statement(rows: Iterable[Row]) -> dict[tuple[str, ...], list[Row]]:
    """Return an area's rows by document, indicator, definition, kind and unit."""
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        found.setdefault((*_statement(row), row["kind"], row["unit_measure"]), []).append(row)
    return found


def _level(flow: Row, level: Row) -> Row:
    overlaps = level["time_period"] >= flow["period_start"]
    comment = f"level of {level['time_period']}" + ("; the flow may overlap with the level" if overlaps else "")
    result = add(stated(level), stated(flow))
    columns = {"kind": "level", "period_start": None, "transformation": "implied_level", "comment": comment}
    return derived_row(flow, result, [level, flow], at_best=_IMPLIED, **columns)


def implied_baselines(ds: Dataset, areas: Mapping[str, list[Row]]) -> list[Row]:
    """Divide each target by the multiple that the same document states beside it.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    areas : mapping of str to list of dict
        Its usable observations, `by_area`.

    Returns
    -------
    list of dict
        A baseline for every level, annual amount or quotient with a multiple of the same document, indicator, definition and
        year; `input_ids` are target and multiple. Its year is the multiple's own base, else the one before the plan. Of a
        flow there is none: where floor space doubles and a million square metres are added, the words leave open whether it
        is the stock or the addition that doubles; nor of a multiple of zero.

    Notes
    -----
    Target ÷ multiple: 翻一番 is 2 times the base, 是…的2.8倍 2.8 times it (GB/T 15835 and 国家统计局, 统计词典: 翻番).
    """
    rows: list[Row] = []
    for own in areas.values():
        held = _by_statement(own)
        multiples = {key[:3]: found for key, found in held.items() if key[3] == "multiple"}
        for row in own:
            if row["value_type"] != "target" or row["kind"] not in _MULTIPLIED:
                continue
            for multiple in multiples.get(_statement(row), []):
                if (multiple["time_period"], multiple["value_type"]) == (row["time_period"], "target"):
                    rows += _baseline(row, multiple, ds.sources[row["source_id"]].period_start)
    return identified(rows)


def _baseline(target: Row, multiple: Row, start: int) -> Iterator[Row]:
    said = (multiple["base_period"] or "").isdecimal()
    year = int(multiple["base_period"]) if said else start - 1
    result = divide(stated(target), stated(multiple))
    if result is None or year >= target["time_period"]:
        return
    comment = "base year: stated" if said else "base year: the one before the plan"
    columns = {"time_period": year, "value_type": "baseline", "period_start": None, "transformation": "implied_baseline"}
    yield derived_row(target, result, [target, multiple], at_best=_IMPLIED, comment=comment, **columns)


def implied_denominators(ds: Dataset, areas: Mapping[str, list[Row]]) -> list[Row]:
    """Divide an amount by the quotient that the same document states for the same year.

    Parameters
    ----------
    ds : Dataset
        A loaded project.
    areas : mapping of str to list of dict
        Its usable observations, `by_area`.

    Returns
    -------
    list of dict
        The population or GDP that both imply, for every indicator whose numerator and denominator the codelist names. It shows
        whether two rows of a table agree with each other; nothing is divided by it.

    Notes
    -----
    Amount ÷ quotient × multiple: the definition of the quotient (国家统计局, 国家知识产权局: 每万人口发明专利拥有量,
    R&D经费投入强度) solved for its denominator.
    """
    quotients = [entry for entry in ds.codelists.indicator.values() if entry.numerator and entry.denominator]
    rows: list[Row] = []
    for own in areas.values():
        ordered = sorted(own, key=lambda row: str(row["observation_id"]))
        for entry in quotients:
            amounts = {_occasion(row): row for row in ordered if _is_usual(ds, row, entry.numerator)}
            for row in ordered:
                if _is_usual(ds, row, entry.id) and _occasion(row) in amounts:
                    rows += _denominator(ds, amounts[_occasion(row)], row, entry)
    return identified(rows)


def _occasion(row: Row) -> tuple[str, int, str, str]:
    return row["source_id"], row["time_period"], row["value_type"], row["bound"]


def _is_usual(ds: Dataset, row: Row, indicator: str) -> bool:
    """Say whether a row is of `indicator` as it is usually defined and stated."""
    if row["indicator"] != indicator:
        return False
    entry = ds.codelists.indicator[indicator]
    return bool(row["kind"] == entry.kind and row["definition"] == entry.usual_definition)


def _denominator(ds: Dataset, total: Row, quotient: Row, entry: Indicator) -> Iterator[Row]:
    factor = quotient_factor(ds, total, entry) if quotient["unit_measure"] == entry.unit else None
    result = divide(stated(total), stated(quotient), factor) if factor is not None else None
    if result is None:
        return
    size = ds.codelists.indicator[entry.denominator]
    columns = {"indicator": size.id, "definition": size.usual_definition, "kind": size.kind, "unit_measure": size.unit}
    columns |= {"transformation": "implied_denominator", "comment": f"implied by {entry.id} of the same document"}
    yield derived_row(total, result, [total, quotient], at_best=_IMPLIED, period_start=None, **columns)
