"""Atoms: every number of a view, either disposed of (date, document number, ordinal, name, other) or a quantity.

Second step of the cascade, after repair and layout. Rules of lexicon ``decoys`` dispose first; what is left with a unit is a
quantity, the two ends of a range one together. A Chinese numeral counts where a unit follows and it does not merely introduce a
noun (一个, 一批).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from compare.lexicons import Rule
from compare.units import DIGITS, Quantity, UnitReader

_NUMBER = re.compile(r"\d+|[零〇一二两三四五六七八九十百千万亿]+")
_INDEFINITE = re.compile(r"[第每同另这那某任统唯整多几数其之逐万]$")
_ONE_EACH = re.compile(r"[一二三四五六七八九十]个一")
_DASH = re.compile(r"\s?(?:[—–\-~]{1,2}|至|到)\s?")
_PLACE = re.compile(r"(?:前|第|列第|居)$")
_CHANGE = re.compile(r"(?:增长|递增|增速|增幅|增加|提高|提升|上升|下降|降低|减少|压减)(?!值|到|至)[^,。;、\d]{0,8}$")
_FOLD = re.compile(r"(?<!个)翻(?P<n>[一两三]?)番")
_FOLDS = {"": 1, "一": 1, "两": 2, "三": 3}
_WHOLE = re.compile("全覆盖")
_FIRST = re.compile(r"(?P<x>零)[”\"]?的?突破")


@dataclass(frozen=True)
class Disposed:
    """A number that states no indicator: span in the view, disposition, the rule and its reason."""

    start: int
    end: int
    disposition: str
    rule: str
    reason: str


def dispose(text: str, rules: Sequence[Rule], ordinals: Iterable[tuple[int, int]] = ()) -> list[Disposed]:
    """Apply the decoy rules to a text.

    Parameters
    ----------
    text : str
        The view's text.
    rules : sequence of Rule
        Of lexicon ``decoys``; the first that covers a number decides.
    ordinals : iterable of (int, int)
        Spans of numbers that the layout knows to be serial numbers.

    Returns
    -------
    list of Disposed
        One for each run of digits or Chinese numeral, in order, without overlap.
    """
    taken: dict[int, Disposed] = {
        s: Disposed(s, e, "ordinal", "ordinal.serial", "serial number of a table row") for s, e in ordinals
    }
    covered = {i for d in taken.values() for i in range(d.start, d.end)}
    for rule in rules:
        for low, high in rule.spans(text):
            for match in _NUMBER.finditer(text, low, high):
                if covered.isdisjoint(range(*match.span())):
                    covered.update(range(*match.span()))
                    taken[match.start()] = Disposed(*match.span(), rule.gives, rule.id, rule.why)
    return [taken[start] for start in sorted(taken)]


def quantities(text: str, reader: UnitReader, disposed: Iterable[Disposed]) -> list[Quantity]:
    """Find the quantities among the numbers that no rule has disposed of.

    Parameters
    ----------
    text : str
        The view's text.
    reader : UnitReader
        The compiled units.
    disposed : iterable of Disposed
        Numbers to leave alone.

    Returns
    -------
    list of Quantity
        In order. Arabic numbers without a unit are among them; Chinese numerals only where they count; 翻一番, 零突破, 全覆盖.
    """
    covered = {i for d in disposed for i in range(d.start, d.end)}
    found = [q for q in reader.find(text) if covered.isdisjoint(range(q.start, q.end)) and _counts(text, q)]
    in_order: list[Quantity] = []
    for quantity in sorted(found + _worded(text), key=lambda q: q.start):
        in_order.append(_in_role(text, quantity, in_order[-1] if in_order else None))
    return in_order


def _counts(text: str, quantity: Quantity) -> bool:
    """Say whether a numeral is used as a number: 十五个 and 百分之四 are, 一个 is only in formulas such as 四个一."""
    numeral = text[quantity.start : quantity.end]
    if not quantity.is_chinese or text[max(0, quantity.start - 3) : quantity.start] == "百分之":
        return True
    if _INDEFINITE.search(text[max(0, quantity.start - 1) : quantity.start]):
        return False
    if numeral[0] not in DIGITS and numeral[0] != "十":
        return False
    if numeral == "一":
        return bool(_ONE_EACH.search(text, max(0, quantity.start - 80), quantity.start)) and _in_brackets(text, quantity)
    return len(numeral) > 1 or quantity.dimension != "count" or text[quantity.end : quantity.stop] in "家件名项所户位"


def _in_brackets(text: str, quantity: Quantity) -> bool:
    """Say whether an opening bracket stands between the last sentence end and the quantity, still open."""
    before = re.split(r"[。;\n]", text[max(0, quantity.start - 120) : quantity.start])[-1]
    return before.count("(") > before.count(")")


def _worded(text: str) -> list[Quantity]:
    """Return the targets that have no digit: 翻一番 (twofold), 零突破 (from none to at least one), 全覆盖 (all)."""
    folds = [
        Quantity(*m.span(), m.end(), float(2 ** _FOLDS[m["n"]]), "倍", "multiple", is_chinese=True)
        for m in _FOLD.finditer(text)
    ]
    firsts = [Quantity(*m.span("x"), m.end(), 1.0, "", "", is_chinese=True) for m in _FIRST.finditer(text)]
    wholes = [Quantity(*m.span(), m.end(), 100.0, "%", "percent", is_chinese=True) for m in _WHOLE.finditer(text)]
    return folds + firsts + wholes


def _in_role(text: str, quantity: Quantity, last: Quantity | None) -> Quantity:
    """Make the number of 前20名 and 第13位 a place in an order, and that of 增长20% a change; 前20位、30位 are two places."""
    before = text[max(0, quantity.start - 20) : quantity.start]
    goes_on = last and last.role == "place" and text[last.stop : quantity.start] in ("、", "和") and quantity.unit == last.unit
    if goes_on or (quantity.dimension in ("count", "rank", "") and _PLACE.search(before)):
        return replace(quantity, unit="位", dimension="rank", role="place")
    is_change = quantity.dimension in ("multiple", "percentage_point") or (quantity.unit and _CHANGE.search(before))
    return replace(quantity, role="change") if is_change else quantity


def join_ranges(text: str, found: Sequence[Quantity]) -> tuple[list[Quantity], dict[int, Quantity]]:
    """Join the two numbers of each range (3%—3.5%, 20~30家) into one quantity.

    Parameters
    ----------
    text : str
        The view's text.
    found : sequence of Quantity
        In order.

    Returns
    -------
    tuple of (list of Quantity, dict)
        The quantities, each range as its lower number with the whole range's extent; and the upper number of each range by the
        position at which the lower begins.
    """
    joined: list[Quantity] = []
    upper: dict[int, Quantity] = {}
    for quantity in _listed(text, found):
        lower = _lower(text, joined[-1], quantity) if joined and joined[-1].start not in upper else None
        if lower:
            joined[-1] = lower
            upper[lower.start] = quantity
        else:
            joined.append(quantity)
    return joined, upper


def _listed(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Give the bare numbers of a list the unit of its last one: 4000、4500和5000家."""
    listed: list[Quantity] = []
    for quantity in reversed(found):
        later = listed[-1] if listed else None
        if (
            later
            and later.unit
            and not quantity.unit
            and not quantity.unit_mult
            and text[quantity.stop : later.start] in ("、", "和")
        ):
            quantity = replace(quantity, unit=later.unit, dimension=later.dimension, role=later.role)
        listed.append(quantity)
    return listed[::-1]


def _lower(text: str, low: Quantity, high: Quantity) -> Quantity | None:
    """Return the lower end of a range with the unit of the upper one, or nothing where the two are no range."""
    if not high.unit or low.unit not in ("", high.unit) or not _DASH.fullmatch(text[low.stop : high.start]):
        return None
    factor = 10**high.unit_mult if not low.unit and not low.unit_mult else 1
    power = low.unit_mult or high.unit_mult
    lower = replace(low, stop=high.stop, value=low.value * factor, unit=high.unit, dimension=high.dimension, unit_mult=power)
    return lower if lower.value < high.value else None


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of ``text[start:end]``; a semicolon ends a sentence, too."""
    for match in re.finditer(r"[^。!?;\n]+[。!?;]?[”’\")]?", text[start:end]):
        yield start + match.start(), start + match.end()
