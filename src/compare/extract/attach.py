"""Attachment: which indicator a quantity states.

Chinese puts the counted noun behind the number (30家孵化机构) or in front of it (孵化机构达30家); what follows the number decides
which. 分别 and 各 distribute numbers over nouns, 翻一番 stands for all nouns of its list, and a clause without a noun takes the noun
of the clause before. What the catalogue does not know is kept with the document's words and no code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from compare.codelists import Codelist, Indicator
from compare.lexicons import Hit, Lexicons
from compare.units import Quantity

_LIST = re.compile(r"[、,]|和|及|与|以及")
_BEHIND = re.compile(r"(?:[及或]?以上|左右|以内|的|余|多|,?国内一流水平的)*")
_CLAUSE_END = re.compile(r"[,。;:!?、\n]")
_LEVELS = re.compile(r"国家级|省级以上|省级|市级以上|市级|省部级|区级")
_YEARS = re.compile(r"(?:到|至|在)?(?:19|20)\d{2}年?(?:底|末)?")
_ADDITIVE = ("count", "money", "area", "")
RISES = re.compile(
    r"[^,。;\d]{0,8}(?:提高|提升|增加|增长|上升|升|扩大|下降|降低|降|减少|发展|跃升|跃|攀升|达|增|变)[^,。;\d]{0,4}(?:到|至|为)(?:第|前)?"
)
"""What joins the two numbers of 从…提高到…."""
_GROWTH_UNITS = ("percent", "permille", "multiple", "percentage_point")


@dataclass(frozen=True)
class Attachment:
    """What a quantity is about: indicator code (empty: not catalogued), the words, the rule and how sure it is."""

    indicator: str
    text: tuple[int, int]
    rule: str
    confidence: float
    area_text: str = ""
    year: int = 0


@dataclass(frozen=True)
class Sentence:
    """A sentence of the view with its quantities and the indicator names in it; positions are the view's."""

    text: str
    start: int
    end: int
    quantities: Sequence[Quantity]
    hits: Sequence[Hit]

    def words(self, start: int, end: int) -> str:
        """Return ``text[start:end]``."""
        return self.text[start:end]


@dataclass(frozen=True)
class Attacher:
    """The lexicons, the indicator codelist and the dimension of each indicator's unit, ready to attach quantities."""

    lexicons: Lexicons
    indicators: Codelist[Indicator]
    dimensions: Mapping[str, str]

    def sentence(self, text: str, start: int, end: int, found: Sequence[Quantity]) -> Sentence:
        """Collect what stands in the sentence ``text[start:end]``."""
        inside = [q for q in found if start <= q.start < end]
        hits = [
            Hit(h.indicator, h.start + start, h.end + start, h.weight) for h in self.lexicons.catalogue.find(text[start:end])
        ]
        return Sentence(text, start, end, inside, hits)

    def attach(self, sentence: Sentence, number: int) -> list[Attachment]:
        """Say what quantity `number` of a sentence states.

        Parameters
        ----------
        sentence : Sentence
            From `sentence`.
        number : int
            Index of the quantity.

        Returns
        -------
        list of Attachment
            One or more; the indicator is empty where the catalogue knows none.
        """
        quantity = sentence.quantities[number]
        for rule in (self._paired, self._distributed, self._each, self._behind, self._before):
            found = rule(sentence, quantity)
            if found:
                return found
        return self._elided(sentence, quantity) or [Attachment("", _noun(sentence, quantity), "attach.words", 0.4)]

    def fitting(self, hits: Sequence[Hit], quantity: Quantity) -> list[Hit]:
        """Return the hits whose unit fits, without those that lie inside a more specific one."""
        fit = [h for h in hits if fits(quantity, self.indicators[h.indicator], self.dimensions[h.indicator])]
        return [
            h for h in fit if not any(o is not h and o.start <= h.start and h.end <= o.end and o.weight > h.weight for o in fit)
        ]

    def _residual(self, words: str) -> str:
        """Return what is left of the words between a noun and its number once the transparent ones are gone."""
        rest = _YEARS.sub("", words)
        return re.sub(f"{self.lexicons.words['transparent'].pattern}|[,、]", "", rest)

    def _paired(self, sentence: Sentence, quantity: Quantity) -> list[Attachment]:
        """Give the end of 从2.1%提高到3.0% the noun of its beginning."""
        number = list(sentence.quantities).index(quantity)
        if not number:
            return []
        first = sentence.quantities[number - 1]
        if not RISES.fullmatch(sentence.words(first.stop, quantity.start)) or first.dimension not in ("", quantity.dimension):
            return []
        return [replace(a, rule="attach.paired") for a in self.attach(sentence, number - 1) if a.indicator]

    def _before(self, sentence: Sentence, quantity: Quantity) -> list[Attachment]:
        """Take the noun in front: 高新技术企业达到500家."""
        low = max((q.stop for q in sentence.quantities if q.stop <= quantity.start), default=sentence.start)
        hits = self.fitting([h for h in sentence.hits if low <= h.start and h.end <= quantity.start], quantity)
        best: tuple[tuple[float, ...], Hit] | None = None
        for hit in hits:
            rest = self._residual(sentence.words(hit.end, quantity.start))
            score = (-len(rest), hit.end, hit.weight)
            if len(rest) <= 2 and (best is None or score > best[0]):
                best = (score, hit)
        if best is None:
            return []
        hit = best[1]
        return [Attachment(hit.indicator, (hit.start, hit.end), "attach.before", 0.95)]

    def _behind(self, sentence: Sentence, quantity: Quantity) -> list[Attachment]:
        """Take the noun behind: 30家高水平孵化机构; only where the clause goes on behind the unit."""
        if quantity.dimension not in _ADDITIVE or not quantity.unit:
            return []
        start = quantity.stop + len(_BEHIND.match(sentence.words(quantity.stop, sentence.end))[0])  # type: ignore[index]
        tail = _CLAUSE_END.split(sentence.words(start, sentence.end), maxsplit=1)[0]
        stop = min([start + len(tail), *(q.start for q in sentence.quantities if q.start >= start)])
        hits = self.fitting([h for h in sentence.hits if start <= h.start and h.start < stop], quantity)
        near = [h for h in hits if h.start - start <= 14]
        if not near:
            return []
        hit = max(near, key=lambda h: (h.weight, -h.start))
        return [Attachment(hit.indicator, (start, hit.end), "attach.behind", 0.9)]

    def _elided(self, sentence: Sentence, quantity: Quantity) -> list[Attachment]:
        """Take the noun of an earlier clause where the number's own clause has none: …,其中新增20家."""
        clause = (
            max(m.end() for m in re.finditer(r"^|[,、:;]", sentence.words(sentence.start, quantity.start))) + sentence.start
        )
        own = self._residual(sentence.words(clause, quantity.start))
        behind = _CLAUSE_END.split(sentence.words(quantity.stop, sentence.end), maxsplit=1)[0]
        verbs = "|".join(self.lexicons.words[w].pattern for w in ("flow_strong", "flow_weak"))
        if re.sub(f"{verbs}|其中", "", own) or len(_BEHIND.sub("", behind, count=1)) > 2:
            return []
        hits = self.fitting([h for h in sentence.hits if h.end <= clause], quantity)
        if not hits:
            return []
        hit = max(hits, key=lambda h: (h.end, h.weight))
        return [Attachment(hit.indicator, (hit.start, hit.end), "attach.elided", 0.6)]

    def _each(self, sentence: Sentence, quantity: Quantity) -> list[Attachment]:
        """Give one number to every noun of a list: 国家级和省级孵化器各1家; 高新技术企业数、上市企业数均实现翻一番."""
        before = sentence.words(sentence.start, quantity.start)
        is_fold = "翻" in sentence.words(quantity.start, quantity.stop)
        match = re.search(r"(各)(?:新增|引进|建成|达到?)?$", before)
        if not match and not is_fold:
            return []
        low = max((q.stop for q in sentence.quantities if q.stop <= quantity.start), default=sentence.start)
        low = max(low, sentence.start + before.rfind(",") + 1) if match else low
        span = (low, sentence.start + (match.start() if match else len(before)))
        found = []
        for start, end, hits in self._listed(sentence, span, quantity, lists_only=is_fold):
            if hits:
                best = max(hits, key=lambda h: (h.end, h.weight))
                found.append(Attachment(best.indicator, (start, end), "attach.each", 0.85))
        return list({a.indicator: a for a in found}.values())

    def _distributed(self, sentence: Sentence, quantity: Quantity) -> list[Attachment]:
        """Pair the numbers behind 分别 with as many nouns, regions or years in front of it."""
        at = sentence.words(sentence.start, quantity.start).rfind("分别")
        if at < 0:
            return []
        at += sentence.start
        group = [q for q in sentence.quantities if q.start > at]
        group = group[
            : next(
                (
                    n
                    for n, (a, b) in enumerate(zip(group, group[1:], strict=False), 1)
                    if not re.fullmatch(r"(?:[及或]?以上|左右)?[、,和及与]?[前第]?", sentence.words(a.stop, b.start))
                ),
                len(group),
            )
        ]
        if quantity not in group or len(group) < 2:
            return []
        head = re.split(r"[;。]", sentence.words(sentence.start, at))[-1]
        low = at - len(head)
        parts = [p for p in self._listed(sentence, (low, at), quantity, lists_only=False)][-len(group) :]
        if len(parts) < len(group):
            return []
        start, end, hits = parts[group.index(quantity)]
        years = [re.fullmatch(r"\D*((?:19|20)\d{2})年?\D*", sentence.words(a, b)) for a, b, _ in parts]
        if all(years):
            whole = self._before(Sentence(sentence.text, sentence.start, sentence.end, [], sentence.hits), group[0])
            indicator = whole[0] if whole else Attachment("", (low, at), "attach.words", 0.4)
            return [
                Attachment(indicator.indicator, indicator.text, "attach.years", 0.8, year=int(years[group.index(quantity)][1]))
            ]  # type: ignore[index]
        if all(h for _, _, h in parts):
            best = max(hits, key=lambda h: (h.end, h.weight))
            return [Attachment(best.indicator, (start, end), "attach.distributed", 0.85)]
        shared = self.fitting([h for h in sentence.hits if h.start >= low and h.start < quantity.start], quantity)
        if not shared:
            return []
        hit = max(shared, key=lambda h: h.weight)
        tail = sentence.words(parts[-1][0], parts[-1][1])
        return [Attachment(hit.indicator, (low, at), "attach.regions", 0.8, area_text=f"{sentence.words(start, end)}|{tail}")]

    def _listed(
        self, sentence: Sentence, span: tuple[int, int], quantity: Quantity, *, lists_only: bool
    ) -> list[tuple[int, int, list[Hit]]]:
        """Cut a list of nouns into its items and look each one up, also with the level or the head noun that the list shares."""
        text = sentence.words(*span)
        cuts = [0, *(m.end() for m in _LIST.finditer(text)), len(text)]
        ends = [*(m.start() for m in _LIST.finditer(text)), len(text)]
        items = [(span[0] + a, span[0] + b) for a, b in zip(cuts, ends, strict=False) if b > a]
        if not items:
            return []
        level = _LEVELS.search(sentence.words(*items[0]))
        head = _LEVELS.sub("", sentence.words(*items[-1]), count=1)
        found = []
        for start, end in items:
            own = sentence.words(start, end)
            hits = [h for h in sentence.hits if start <= h.start and h.end <= end]
            if not lists_only:
                with_head = own + head if _LEVELS.sub("", own) == own[:0] or _LEVELS.fullmatch(own.split("新增")[-1]) else own
                with_level = own if _LEVELS.search(own) or not level else level[0] + own
                candidates = [c for c in (with_head, with_level) if c != own]
                extra = [h for c in candidates for h in self.lexicons.catalogue.find(c)]
                hits = hits + [Hit(h.indicator, start, end, h.weight + 1) for h in extra]
            found.append((start, end, self.fitting(hits, quantity)))
        return found


def fits(quantity: Quantity, indicator: Indicator, dimension: str) -> bool:
    """Say whether a quantity's unit can be one of the indicator's: its own dimension, or a rate of change of it."""
    if not quantity.unit or quantity.dimension == dimension:
        return True
    if quantity.dimension in _GROWTH_UNITS:
        return (
            dimension not in ("percent", "permille") or quantity.dimension == "percentage_point" or indicator.kind == "growth"
        )
    pair = {quantity.dimension, dimension}
    return pair <= {"count", "ratio_per_10k"} or (quantity.dimension, dimension) == ("rank", "count")


def _noun(sentence: Sentence, quantity: Quantity) -> tuple[int, int]:
    """Return the words that name what is counted where the catalogue knows no name: behind the unit, else in front of the number."""
    start = quantity.stop + len(_BEHIND.match(sentence.words(quantity.stop, sentence.end))[0])  # type: ignore[index]
    tail = _CLAUSE_END.split(sentence.words(start, sentence.end), maxsplit=1)[0]
    if tail and quantity.dimension in _ADDITIVE:
        return start, start + len(tail)
    before = sentence.words(sentence.start, quantity.start)
    low = sentence.start + max(m.end() for m in re.finditer(r"^|[,、:;]", before))
    return (low, quantity.start) if low < quantity.start else (sentence.start, quantity.start)
