"""Lists: one number for many nouns (各, 均, 翻一番) and many numbers for as many nouns, regions or years (分别)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from compare.extract.names import Attachment, Names, Sentence
from compare.lexicons import Hit
from compare.units import Quantity

_AND = re.compile(r"[、,]|以及|和|及|与")
_BETWEEN = re.compile(r"(?:[及或]?以上|左右)?[、,和及与]?[前第]?")
_LEVELS = re.compile(r"国家级|省级以上|省级|市级以上|市级|省部级|区级")
_EACH = re.compile(r"各(?:新增|引进|建成|达到?)?$")
_RESPECTIVELY = re.compile("分别|依次")
_YEAR = re.compile(r"\D*((?:19|20)\d{2})年?\D*")


@dataclass(frozen=True)
class _Item:
    """An item of a list: its span and the indicator names that it can mean."""

    start: int
    end: int
    hits: Sequence[Hit]

    @property
    def best(self) -> Hit:
        return max(self.hits, key=lambda h: (h.end, h.weight))


def attach_each(names: Names, sentence: Sentence, quantity: Quantity) -> list[Attachment]:
    """Give one number to every noun of a list: 国家级和省级孵化器各1家; 高新技术企业数、上市企业数均实现翻一番."""
    before = sentence.before(quantity)
    is_fold = sentence.words(quantity.start, quantity.stop).startswith("翻")
    match = _EACH.search(before)
    if not match and not is_fold:
        return []
    low = sentence.free_from(quantity)
    if match:
        low = max(low, sentence.start + before.rfind(",") + 1)
    span = (low, sentence.start + (match.start() if match else len(before)))
    items = _items(names, sentence, span, quantity, shares=not is_fold)
    if not any(i.hits for i in items):
        return []
    known = [Attachment(i.best.indicator, (i.start, i.end), "attach.each", 0.85) for i in items if i.hits]
    unknown = [
        Attachment("", (i.start, i.end), "attach.each", 0.4) for i in items if match and not i.hits and i.end - i.start > 2
    ]
    return [*{a.indicator: a for a in known}.values(), *unknown]


def attach_distributed(names: Names, sentence: Sentence, quantity: Quantity) -> list[Attachment]:
    """Pair the numbers behind 分别 or 依次 with as many nouns, regions or years in front of it."""
    marks = list(_RESPECTIVELY.finditer(sentence.before(quantity)))
    if not marks:
        return []
    at = marks[-1].start()
    group = _run(sentence, [q for q in sentence.quantities if q.start > sentence.start + at])
    if quantity not in group or len(group) < 2:
        return []
    head = re.split(r"[;。]", sentence.before(quantity)[:at])[-1]
    span = (sentence.start + at - len(head), sentence.start + at)
    items = _items(names, sentence, span, quantity, shares=True)[-len(group) :]
    if len(items) < len(group):
        return []
    item = items[group.index(quantity)]
    years = [_YEAR.fullmatch(sentence.words(i.start, i.end)) for i in items]
    year = years[group.index(quantity)]
    if all(years) and year:
        return _of_years(names, sentence, group[0], span, int(year[1]))
    if all(i.hits for i in items):
        return [Attachment(item.best.indicator, (item.start, item.end), "attach.distributed", 0.85)]
    return _of_regions(names, sentence, quantity, items, item)


def _of_years(names: Names, sentence: Sentence, first: Quantity, span: tuple[int, int], year: int) -> list[Attachment]:
    """Attach all numbers to the one noun of the sentence, each to its year."""
    hits = names.fitting([h for h in sentence.hits if h.end <= first.start], first)
    if not hits:
        return [Attachment("", span, "attach.years", 0.4, year=year)]
    hit = max(hits, key=lambda h: (h.end, h.weight))
    return [Attachment(hit.indicator, (hit.start, hit.end), "attach.years", 0.8, year=year)]


def _of_regions(names: Names, sentence: Sentence, quantity: Quantity, items: Sequence[_Item], item: _Item) -> list[Attachment]:
    """Attach all numbers to the one noun of the sentence, each to the region that its item may name; `scope` decides."""
    shared = item.hits or names.fitting([h for h in sentence.hits if items[0].start <= h.start], quantity)
    if not shared:
        return []
    hit = max(shared, key=lambda h: h.weight)
    rule = "attach.distributed" if item.hits else "attach.regions"
    words = sentence.words(item.start, item.end)
    tail = sentence.words(items[-1].start, items[-1].end)
    return [Attachment(hit.indicator, (item.start, item.end), rule, 0.8, area_item=words, area_tail=tail)]


def _run(sentence: Sentence, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Return the first quantities as far as they follow each other with nothing but 、 or 和 between them."""
    run = list(quantities[:1])
    for quantity in quantities[1:]:
        if not _BETWEEN.fullmatch(sentence.words(run[-1].stop, quantity.start)):
            break
        run.append(quantity)
    return run


def _items(names: Names, sentence: Sentence, span: tuple[int, int], quantity: Quantity, *, shares: bool) -> list[_Item]:
    """Cut a list of nouns into its items and look each up, where the list `shares` a level or a head noun also with that."""
    text = sentence.words(*span)
    cuts = list(_AND.finditer(text))
    starts = [0, *(m.end() for m in cuts)]
    ends = [*(m.start() for m in cuts), len(text)]
    spans = [(span[0] + a, span[0] + b) for a, b in zip(starts, ends, strict=True) if b > a]
    items = []
    for start, end in spans:
        hits = [h for h in sentence.hits if start <= h.start and h.end <= end]
        if shares:
            wholes = _completed(sentence, (start, end), spans)
            hits += [Hit(h.indicator, start, end, h.weight + 1) for w in wholes for h in names.find(w)]
        items.append(_Item(start, end, names.fitting(hits, quantity)))
    return items


def _completed(sentence: Sentence, item: tuple[int, int], spans: Sequence[tuple[int, int]]) -> list[str]:
    """Return an item with what it leaves to the list: 国家级和省级孵化器 share 孵化器, 国家级高新区、经开区 share 国家级."""
    own = sentence.words(*item)
    level = _LEVELS.search(sentence.words(*spans[0]))
    head = _LEVELS.sub("", sentence.words(*spans[-1]), count=1)
    wholes = []
    if _LEVELS.search(own) and _LEVELS.split(own)[-1] == "":
        wholes.append(own + head)
    if level and not _LEVELS.search(own):
        wholes.append(level[0] + own)
    return wholes
