"""Atoms: every number of a view, either disposed of (date, document number, ordinal, name, other) or a quantity.

Second step of the cascade, after repair and layout. Rules of lexicon ``decoys`` dispose first; what is left and carries a unit is a
quantity. A Chinese numeral is a quantity where a unit follows and it does not merely introduce a noun (一个, 一批).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from compare.lexicons import Rule
from compare.units import DIGITS, Quantity, UnitReader

_NUMBER = re.compile(r"\d+|[零〇一二两三四五六七八九十百千万亿]+")
_INDEFINITE = re.compile(r"[第每同另这那某任统唯整多几数其之逐万]$")
_ONE_EACH = re.compile(r"[一二三四五六七八九十]个一")
_STEMS = frozenset(DIGITS)


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
        In order. Arabic numbers without a unit are among them; Chinese numerals only where they count.
    """
    covered = {i for d in disposed for i in range(d.start, d.end)}
    return [q for q in reader.find(text) if covered.isdisjoint(range(q.start, q.end)) and _counts(text, q)]


def _counts(text: str, quantity: Quantity) -> bool:
    """Say whether a numeral is used as a number: 十五个 and 百分之四 are, 一个 is only in formulas such as 四个一."""
    numeral = text[quantity.start : quantity.end]
    if not quantity.is_chinese or text[quantity.start - 4 : quantity.start].endswith("百分之"):
        return True
    if _INDEFINITE.search(text[max(0, quantity.start - 1) : quantity.start]):
        return False
    if numeral[0] not in _STEMS and numeral[0] != "十":
        return False
    if numeral == "一":
        return bool(_ONE_EACH.search(text, max(0, quantity.start - 80), quantity.start)) and _in_brackets(text, quantity)
    return len(numeral) > 1 or quantity.dimension != "count" or text[quantity.end : quantity.stop] in "家件名项所户位"


def _in_brackets(text: str, quantity: Quantity) -> bool:
    """Say whether an opening bracket stands between the last sentence end and the quantity, still open."""
    before = re.split(r"[。;\n]", text[max(0, quantity.start - 120) : quantity.start])[-1]
    return before.count("(") > before.count(")")


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of ``text[start:end]``; a semicolon ends a sentence, too."""
    for match in re.finditer(r"[^。!?;\n]+[。!?;]?[”’\")]?", text[start:end]):
        yield start + match.start(), start + match.end()
