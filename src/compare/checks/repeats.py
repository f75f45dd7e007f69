"""Checks of statements that are made more than once: by text and table, twice in the text, with different values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from compare.checks.evidence import Evidence, Row, Statement, is_cell
from compare.checks.findings import Finding, show, sign
from compare.checks.rules import Rule
from compare.comparability import AMOUNTS
from compare.dataset.parts import PART, UNCLEAR, WHOLE, is_stretch

_REALISED = {"baseline": "realised", "actual": "realised"}
"""A baseline is a realised value, too."""


def check_text_table(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Find equal values to which the text gives another comparator than the table."""
    for statement, mentions in evidence.repeated(rule):
        in_text = [m for m in mentions if not is_cell(m)]
        cells = [m for m in mentions if is_cell(m)]
        pair = next(((m, c) for m in in_text for c in cells if _comparator(m) != _comparator(c)), None)
        if pair:
            yield _two_comparators(evidence, rule, statement, pair)


def check_repeated(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Find equal values that the text states with different comparators, or two tables do."""
    for statement, mentions in evidence.repeated(rule):
        pairs = ((a, b) for a, b in combinations(mentions, 2) if is_cell(a) == is_cell(b))
        pair = next((p for p in pairs if _comparator(p[0]) != _comparator(p[1])), None)
        if pair:
            yield _two_comparators(evidence, rule, statement, pair)


def _comparator(mention: Row) -> str:
    return mention["comparator"] or "="


def _two_comparators(evidence: Evidence, rule: Rule, statement: Statement, pair: tuple[Row, Row]) -> Finding:
    rows = [statement.row | {"comparator": _comparator(m)} for m in pair]
    (zh, en), (other_zh, other_en) = (show(evidence.ds, row) for row in rows)
    cells = [is_cell(m) for m in pair]
    return Finding(
        rule=rule,
        subject=statement.row,
        found=f"{sign(rows[0])}; {sign(rows[1])}",
        expected=sign(statement.row),
        zh=f"{'表格' if cells[0] else '正文'}为{zh}，{'表格' if cells[1] else '正文另一处'}为{other_zh}",
        en=f"{en} {'in the table' if cells[0] else 'in the text'}, "
        f"{other_en} {'in the table' if cells[1] else 'elsewhere in the text'}",
        ids=statement.ids,
        quotes=pair,
    )


def check_contradiction(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Find values of one measure, area and year that cannot both hold, in one document.

    Flows that cover different years are different flows; a baseline and an actual value are both realised values. Parts of the
    area that are no more than the whole, and targets beyond a target, contradict nothing. What is stated with a bound in one
    place and without in another is held to the value without, and then unsure. Where many values contradict each
    other, each is held against the first, one of the whole area if there is any. Sure are only plain values of the whole area,
    meant alike, in two sentences: values of one are rather a list of years or areas that was not understood. Of two values of
    which one is more than `factor` times the other, where the rule gives that, one is rather of a part.
    """
    columns = ("source_id", "ref_area", "indicator", "definition", "kind", "unit_measure", "time_period", "base_period")
    for same in _groups(evidence.selected(rule), columns):
        ordered = sorted(same, key=lambda s: (WHOLE, UNCLEAR, PART).index(evidence.reach(s).code))
        yield from _against_first(evidence, rule, ordered)


def check_documents_differ(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Find values of one measure, area and year that cannot both hold, in two documents."""
    columns = ("ref_area", "indicator", "definition", "kind", "unit_measure", "time_period", "base_period")
    for same in _groups((s for s in evidence.selected(rule) if not evidence.is_part(s)), columns):
        first = {s.row["source_id"]: s for s in reversed(same)}  # one statement of each document: the first
        if len(first) > 1:
            yield from _against_first(evidence, rule, [first[source] for source in sorted(first)])


def _groups(statements: Iterable[Statement], columns: tuple[str, ...]) -> Iterator[list[Statement]]:
    groups: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for s in statements:
        value_type = s.row["value_type"]
        groups[(*(s.row[c] for c in columns), _REALISED.get(value_type, value_type))].append(s)
    return (same for same in groups.values() if len(same) > 1)


def _against_first(evidence: Evidence, rule: Rule, same: list[Statement]) -> Iterator[Finding]:
    first = same[0]
    for other in same[1:]:
        starts = {first.row["period_start"], other.row["period_start"]} - {None}
        is_apart = evidence.narrowest(other).is_apart_from(evidence.narrowest(first))
        if len(starts) < 2 and is_apart and not _is_explained(evidence, first, other):
            yield _contradiction(evidence, rule, first, other)


def _is_explained(evidence: Evidence, first: Statement, other: Statement) -> bool:
    """Say whether the words explain why values differ: one is of a part, or one is a target beyond the other."""
    if evidence.is_part(other):
        is_amount = other.row["kind"] in AMOUNTS
        return evidence.is_part(first) or not is_amount or not other.interval.exceeds(first.interval)
    return _is_stretch(evidence, other, first) or _is_stretch(evidence, first, other)


def _is_stretch(evidence: Evidence, statement: Statement, of: Statement) -> bool:
    """Say whether a statement is a target beyond another: more, of a rank less."""
    more, less = (of, statement) if statement.row["kind"] == "rank" else (statement, of)
    reaches = (evidence.reach(statement), evidence.reach(of))
    is_one_sentence = len(_sentences(evidence.quotes(statement, of))) < 2
    return more.interval.exceeds(less.interval) and is_stretch(*reaches, is_one_sentence=is_one_sentence)


def _sentences(quotes: Iterable[Row]) -> set[tuple[str, int]]:
    return {(quote["source_id"], quote["quote_start"]) for quote in quotes}


def _contradiction(evidence: Evidence, rule: Rule, first: Statement, other: Statement) -> Finding:
    ds = evidence.ds
    (zh, en), (other_zh, other_en) = show(ds, first.row), show(ds, other.row)
    titles = [ds.sources[s.row["source_id"]] for s in (first, other)]
    if titles[0].id == titles[1].id:
        words = (f"一处为{zh}，另一处为{other_zh}", f"{en} in one place, {other_en} in another")
    else:
        words = (
            f"《{titles[0].title}》为{zh}，《{titles[1].title}》为{other_zh}",
            f"{en} in “{titles[0].title_en}”, {other_en} in “{titles[1].title_en}”",
        )
    quotes = evidence.quotes(first, other)
    tones = {evidence.reach(s).tone for s in (first, other)}
    is_plain = len(_sentences(quotes)) > 1 and len(tones) < 2 and all(s.interval.low == s.interval.high for s in (first, other))
    return Finding(
        rule=rule,
        subject=first.row,
        found=sign(other.row),
        expected=sign(first.row),
        zh=words[0],
        en=words[1],
        ids=first.ids + other.ids,
        quotes=quotes,
        is_unsure=not is_plain or evidence.is_doubtful(first, other) or _is_far(rule, first, other),
    )


def _is_far(rule: Rule, *statements: Statement) -> bool:
    """Say whether the values of two statements are too far from each other to be of the same thing."""
    low, high = sorted(abs(s.row["obs_value"]) for s in statements)
    return rule.factor is not None and bool(low * rule.factor < high)


def check_near_terms(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Find two indicators of one of the `families`, one stated only as a multiple and one only as an amount."""
    groups: dict[tuple[str, ...], dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for s in evidence.selected(rule):
        family = evidence.ds.codelists.indicator[s.row["indicator"]].family
        groups[(s.row["source_id"], s.row["ref_area"], family)][s.row["indicator"]].append(s)
    for stated in groups.values():
        multiples = [s[0] for s in stated.values() if {x.row["kind"] for x in s} == {"multiple"}]
        amounts = [s[0] for s in stated.values() if "multiple" not in {x.row["kind"] for x in s}]
        for multiple in multiples:
            for amount in amounts[:1]:
                yield _near(evidence, rule, multiple, amount)


def _near(evidence: Evidence, rule: Rule, multiple: Statement, amount: Statement) -> Finding:
    ds = evidence.ds
    (zh, en), (other_zh, other_en) = show(ds, multiple.row), show(ds, amount.row)
    names = ds.codelists.indicator[amount.row["indicator"]]
    return Finding(
        rule=rule,
        subject=multiple.row,
        found=f"{sign(multiple.row)}; {amount.row['indicator']} {sign(amount.row)}",
        expected=f"{multiple.row['indicator']} {amount.row['kind']}",
        zh=f"只给出倍数（{zh}），相近的“{names.name_zh}”只给出数量（{other_zh}），两者不能互相核对",
        en=f"only a multiple is given ({en}), of the near term “{names.name_en}” only an amount ({other_en}); "
        "neither can be checked against the other",
        ids=multiple.ids + amount.ids,
        quotes=evidence.quotes(multiple, amount),
    )
