"""Attachment: which indicator a quantity states.

Chinese puts the counted noun behind the number (30家孵化机构) or in front of it (孵化机构达30家); what follows the number
decides which. The end of 从…提高到… has the noun of its beginning, and a clause without a noun takes that of the clause before.
What the catalogue does not know is kept with the document's words and no code.
"""

from __future__ import annotations

import re
from dataclasses import replace

from compare.extract.lists import attach_distributed, attach_each
from compare.extract.names import Attachment, Names, Sentence
from compare.lexicons import Hit
from compare.units import Quantity

RISES = re.compile(
    r"[^,。;、\d]{0,6}(?:提高|提升|增加|增长|上升|升|扩大|下降|降低|降|减少|发展|跃升|跃|攀升|达|增|变)[^,。;、\d]{0,2}(?:到|至|为)"
    r"(?:20\d{2}年(?:底|末)?的?)?(?:第|前)?"
)
"""What joins the two numbers of 从…提高到…."""

FROM = re.compile(r"(?:从|由|自)[^,。;、]{0,16}$")
"""What stands in front of the first of them."""

_CHANGES = re.compile("增长|增加|提高|提升|上升|下降|减少|翻")
_AFTER_UNIT = re.compile(r"(?:[及或]?以上|左右|以内|的|余|多)*")
_CLAUSE_END = re.compile(r"[,。;:!?、\n]")
_ADDITIVE = ("count", "money", "area", "")
_NEAR = 14
"""How far behind the unit the counted noun's name may begin; adjectives stand between."""


def attach(names: Names, sentence: Sentence, number: int) -> list[Attachment]:
    """Say what a quantity of a sentence states.

    Parameters
    ----------
    names : Names
        Lexicons and indicators.
    sentence : Sentence
        From ``names.sentence``.
    number : int
        Index of the quantity in the sentence.

    Returns
    -------
    list of Attachment
        One or more, by the first rule that finds any; the indicator is empty where the catalogue knows none.
    """
    quantity = sentence.quantities[number]
    if found := _paired(names, sentence, number):
        return found
    for rule in (attach_distributed, attach_each, _behind, _before, _elided):
        if found := rule(names, sentence, quantity):
            return found
    return [Attachment("", _noun(sentence, quantity), "attach.words", 0.4)]


def _paired(names: Names, sentence: Sentence, number: int) -> list[Attachment]:
    """Give the end of 从2.1%提高到3.0% what its beginning states."""
    quantity, first = sentence.quantities[number], sentence.quantities[max(0, number - 1)]
    if not number or first.dimension not in ("", quantity.dimension):
        return []
    if not RISES.fullmatch(sentence.words(first.stop, quantity.start)) or not FROM.search(sentence.before(first)):
        return []
    return [replace(a, rule="attach.paired") for a in attach(names, sentence, number - 1) if a.indicator]


def _behind(names: Names, sentence: Sentence, quantity: Quantity) -> list[Attachment]:
    """Take the noun behind: 30家高水平孵化机构; only where the clause goes on behind the unit."""
    if quantity.dimension not in _ADDITIVE or not quantity.unit:
        return []
    start, stop = _tail(sentence, quantity)
    stop = min([stop, *(q.start for q in sentence.quantities if q.start >= start)])
    hits = names.fitting([h for h in sentence.hits if start <= h.start < stop], quantity)
    near = [h for h in hits if h.start - start <= _NEAR]
    if not near:
        return []
    hit = max(near, key=lambda h: (h.weight, -h.start))
    return [Attachment(hit.indicator, (start, hit.end), "attach.behind", 0.9)]


def _before(names: Names, sentence: Sentence, quantity: Quantity) -> list[Attachment]:
    """Take the noun in front, with nothing but transparent words between: 高新技术企业达到500家."""
    low = sentence.free_from(quantity)
    hits = names.fitting([h for h in sentence.hits if low <= h.start and h.end <= quantity.end], quantity)
    rests = {h: len(names.residual(sentence.words(h.end, quantity.start))) for h in hits}
    near = [h for h in hits if rests[h] <= 2]
    if not near:
        return []
    hit = max(near, key=lambda h: (-rests[h], h.end, h.weight))
    return [Attachment(hit.indicator, (hit.start, hit.end), "attach.before", 0.95)]


def _elided(names: Names, sentence: Sentence, quantity: Quantity) -> list[Attachment]:
    """Take the noun of an earlier clause where the number's own clause has none: 高新技术企业达500家,其中新增20家.

    A name may also begin in an earlier clause and end in this one: 研发经费超过180亿元,占地区生产总值比重达4.5%;
    紧盯“…行动”,力争申报2人,入选1人.
    """
    before = sentence.before(quantity)
    clause = sentence.start + max(m.end() for m in re.finditer(r"^|[,、:;]", before))
    verbs = "|".join(names.lexicons.words[w].pattern for w in ("flow_strong", "flow_weak"))
    words = _joined(sentence, quantity)[clause - sentence.start :]
    own = names.residual(re.sub(f"{verbs}|其中", "", words))
    tail = sentence.words(*_tail(sentence, quantity))
    if (own and not words.startswith("占")) or (len(tail) > 2 and not _CHANGES.match(tail)):
        return []
    spanning = [
        Hit(h.indicator, sentence.start + h.start, sentence.start + h.end, h.weight)
        for h in names.find(re.sub("[,、]", " ", _joined(sentence, quantity)))
    ]
    earlier = [h for h in sentence.hits if h.end <= clause]
    hits = names.fitting([h for h in spanning if h.end > clause], quantity) or names.fitting(earlier, quantity)
    if not hits:
        return []
    hit = max(hits, key=lambda h: (h.end, h.weight))
    return [Attachment(hit.indicator, (hit.start, hit.end), "attach.elided", 0.6)]


def _joined(sentence: Sentence, quantity: Quantity) -> str:
    """Return the words in front of a quantity with the earlier quantities blanked, positions kept."""
    words = list(sentence.before(quantity))
    for earlier in (q for q in sentence.quantities if q.stop <= quantity.start):
        span = slice(earlier.start - sentence.start, earlier.stop - sentence.start)
        words[span] = " " * (earlier.stop - earlier.start)
    return "".join(words)


def _noun(sentence: Sentence, quantity: Quantity) -> tuple[int, int]:
    """Return the words that name what is counted where the catalogue knows no name: behind the unit, else in front."""
    start, stop = _tail(sentence, quantity)
    if stop > start and quantity.dimension in _ADDITIVE:
        return start, stop
    low = sentence.start + max(m.end() for m in re.finditer(r"^|[,、:;]", sentence.before(quantity)))
    return (low, quantity.start) if low < quantity.start else (sentence.start, quantity.start)


def _tail(sentence: Sentence, quantity: Quantity) -> tuple[int, int]:
    """Return the span from behind the quantity (and 以上, 左右, 的) to the end of its clause."""
    rest = sentence.words(quantity.stop, sentence.end)
    skipped = _AFTER_UNIT.match(rest)
    start = quantity.stop + (skipped.end() if skipped else 0)
    return start, start + len(_CLAUSE_END.split(sentence.text[start : sentence.end], maxsplit=1)[0])
