"""Names of indicators in a sentence, and whether a quantity's unit fits them. `attach` and `lists` build on it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compare.codelists import Codelist, Indicator
from compare.lexicons import Hit, Lexicons
from compare.units import Quantity

RATES_OF_CHANGE = ("percent", "permille", "multiple", "percentage_point")
_BRACKETS = re.compile(r"\([^()]{0,8}\)")
_YEARS = re.compile(r"(?:到|至|在)?(?:19|20)\d{2}年?(?:底|末)?|\d{1,2}年")


@dataclass(frozen=True)
class Attachment:
    """What a quantity is about.

    Attributes
    ----------
    indicator : str
        Code; empty where the catalogue knows none.
    text : tuple of (int, int)
        Span of the words that name it.
    rule : str
        Which rule of attachment found it.
    confidence : float
        Between 0 and 1; an order of trust, not a probability.
    area_item, area_tail : str
        Words by which a list names the region of this quantity: its item, and the end of the list with the shared noun.
    year : int
        The year that a list of years gives to this quantity.
    """

    indicator: str
    text: tuple[int, int]
    rule: str
    confidence: float
    area_item: str = ""
    area_tail: str = ""
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

    def before(self, quantity: Quantity) -> str:
        """Return the words of the sentence in front of a quantity's number."""
        return self.text[self.start : quantity.start]

    def free_from(self, quantity: Quantity) -> int:
        """Return where the words begin that belong to no earlier quantity."""
        return max((q.stop for q in self.quantities if q.stop <= quantity.start), default=self.start)


@dataclass(frozen=True)
class Names:
    """The lexicons, the indicator codelist and the dimension of each indicator's unit."""

    lexicons: Lexicons
    indicators: Codelist[Indicator]
    dimensions: Mapping[str, str]

    def sentence(self, text: str, start: int, end: int, found: Sequence[Quantity]) -> Sentence:
        """Collect what stands in the sentence ``text[start:end]``."""
        inside = [q for q in found if start <= q.start < end]
        hits = [Hit(h.indicator, h.start + start, h.end + start, h.weight) for h in self.find(text[start:end])]
        return Sentence(text, start, end, inside, hits)

    def find(self, text: str) -> list[Hit]:
        """Find the indicator names in a text of its own."""
        return self.lexicons.catalogue.find(text)

    def fitting(self, hits: Sequence[Hit], quantity: Quantity) -> list[Hit]:
        """Return the hits whose unit fits, without those that lie inside a more specific one."""
        fit = [h for h in hits if self._fits(quantity, h.indicator)]
        return [
            h for h in fit if not any(o is not h and o.start <= h.start and h.end <= o.end and o.weight > h.weight for o in fit)
        ]

    def _fits(self, quantity: Quantity, indicator: str) -> bool:
        """Say whether a quantity can be a value of the indicator: in its own dimension, or as a rate of change of it."""
        own = self.dimensions[indicator]
        if quantity.role == "place":
            return own == "rank"
        if not quantity.unit or quantity.dimension == own:
            return True
        if quantity.dimension in RATES_OF_CHANGE:
            is_share = own in ("percent", "permille")
            return quantity.role == "change" and (not is_share or quantity.dimension == "percentage_point")
        is_short_form = {quantity.dimension, own} == {"count", "ratio_per_10k"}
        return is_short_form or ((quantity.dimension, own) == ("rank", "count") and quantity.role != "place")

    def residual(self, words: str) -> str:
        """Return what is left of the words between a name and its number once the transparent ones (达到, 总数, …) are gone."""
        rest = _YEARS.sub("", _BRACKETS.sub("", words))
        return re.sub(f"{self.lexicons.words['transparent'].pattern}|[,、]", "", rest)
