"""Whether a figure is that of an area as a whole or of a part of it: what the words around an indicator's name say.

"全区高新技术企业达到500家" is the whole; "新材料领域高新技术企业达到80家" a part, which contradicts nothing. The words are
those of ``data/lexicons/parts.yaml``; what they leave unexplained is neither.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compare.codelists import Area
from compare.errors import DataError, collect
from compare.lexicons import Catalogue, Words
from compare.records import read_records

Row = Mapping[str, Any]

WHOLE, UNCLEAR, PART = "whole", "unclear", "part"
"""What a figure is of: the area as a whole, as its own words leave no doubt; that or a part; a part."""

FLOOR, STRETCH = "floor", "stretch"
"""How a target is meant: to be met in any case; to be aimed at beyond that."""

_PARTS = ("part.of", "part.sector", "part.place")
_LISTS = ("own", "plain", "part.any", *_PARTS, "doubt", "doubt.none", FLOOR, STRETCH)
_TOPIC = "part.topic"
_CLAUSE_END = re.compile(r"[,;:。!?、()]")
_YEARS = re.compile(r"(?:19|20)\d{2}年?(?:底|末)?|(?<!\d)(?:\d{1,2}|[一两二三四五六七八九十]{1,2})年")
_SPACES = re.compile(r"\s+")
_LONGEST = 20
"""How many of the unexplained characters are shown."""

_BETWEEN = 2
"""How many characters may stand between a word for a part and the name."""


@dataclass(frozen=True)
class PartEntry:
    """One entry of ``parts.yaml``: words or a pattern, why, and examples in which it must, and must not, be met."""

    id: str
    why: str
    words: tuple[str, ...] = ()
    pattern: str = ""
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()

    @property
    def expression(self) -> re.Pattern[str]:
        """What is looked for; of the words the longest first."""
        return re.compile(self.pattern or Words(self.id, self.words).pattern)


@dataclass(frozen=True)
class Reach:
    """What a figure is of.

    Attributes
    ----------
    code : str
        `WHOLE`, `UNCLEAR` or `PART`.
    words : str
        The words beside the name that say so, or that nothing explains; half-width, may be empty.
    tone : str
        `FLOOR`, `STRETCH` or empty.
    """

    code: str
    words: str = ""
    tone: str = ""


@dataclass(frozen=True)
class PartWords:
    """The entries of ``parts.yaml``, compiled, and the names of all indicators."""

    entries: Mapping[str, re.Pattern[str]]
    catalogue: Catalogue

    def reach(self, mention: Row, area: Area) -> Reach:
        """Say what a mention's figure is of.

        Parameters
        ----------
        mention : mapping
            A row of ``schema.MENTIONS``: the quote, the place of the number in it, the words of the indicator.
        area : Area
            What its figure is held to be of; its own names narrow nothing, nor do those of indicators.

        Returns
        -------
        Reach
            Of a table cell the label alone counts. The whole only where nothing is left unexplained in the clause and no word
            of the sentence or the heading gives rise to doubt.
        """
        is_cell = (mention["location"] or "").startswith("table")
        words = _label(mention) if is_cell else _clauses(mention)
        front, behind = (self._without_own(self._without_names(side), area) for side in (words.front, words.behind))
        rest = self._unexplained(f"{front} {behind}")
        tone = self._tone(f"{words.lead} {words.tone}")
        if self._is_part(front, behind):
            return Reach(PART, rest, tone)
        if topic := self.entries[_TOPIC].search(words.lead):
            return Reach(PART, topic[0].strip(",;:"), tone)
        heading = self._without_own(half_width(mention["section"] or ""), area)
        earlier = self._without_own(words.lead, area)
        texts = [self.entries["doubt.none"].sub(" ", text) for text in (heading, earlier, front if is_cell else "")]
        is_doubtful = any(self._has("doubt", text) for text in texts) or self._has("part.sector", heading)
        return Reach(UNCLEAR if is_doubtful or (rest and not is_cell) else WHOLE, rest, tone)

    def _is_part(self, front: str, behind: str) -> bool:
        """Say whether a word for a part stands right in front of the name, or anywhere behind it."""
        near = [m.end() for name in _PARTS for m in self.entries[name].finditer(front.rstrip())]
        is_near = any(len(front.rstrip()) - end <= _BETWEEN for end in near)
        return is_near or any(self._has(name, behind) for name in _PARTS) or self._has("part.any", f"{front} {behind}")

    def _tone(self, words: str) -> str:
        met = [(m.start(), tone) for tone in (FLOOR, STRETCH) for m in self.entries[tone].finditer(words)]
        return max(met)[1] if met else ""

    def _without_names(self, words: str) -> str:
        """Return words with a blank for each name of an indicator."""
        kept = list(words)
        for hit in self.catalogue.find(words):
            kept[hit.start : hit.end] = " " * (hit.end - hit.start)
        return _SPACES.sub(" ", "".join(kept))

    def _without_own(self, words: str, area: Area) -> str:
        """Return words with a blank for each name of the area and each word for the whole of it."""
        for name in sorted({area.name_zh, *area.aliases}, key=len, reverse=True):
            words = words.replace(name, " ")
        words = self.entries["own"].sub(" ", words)
        return self.entries["part.place"].sub(" ", words) if area.level == "zone" else words

    def _has(self, name: str, words: str) -> bool:
        return bool(self.entries[name].search(words))

    def _unexplained(self, words: str) -> str:
        """Return what the plain words do not explain; a plain word inside one for a part stays."""
        bare = _YEARS.sub(" ", re.sub(r"\([^()]*\)|[\d.,;:、()]", " ", words))
        parts = "|".join(self.entries[name].pattern for name in ("part.any", *_PARTS))
        kept = re.sub(f"({parts})|{self.entries['plain'].pattern}", lambda met: met[1] or " ", bare)
        return _SPACES.sub("", kept)[:_LONGEST]


@dataclass(frozen=True)
class _Beside:
    """The words beside a name.

    `lead` are the clauses before its own back to the last number, `front` and `behind` stand on either side of it in its own
    clause and in that of the number, `tone` is where a word says how the target is meant.
    """

    lead: str
    front: str
    behind: str
    tone: str


def _label(mention: Row) -> _Beside:
    return _Beside("", half_width(mention["indicator_text"] or ""), "", "")


def _clauses(mention: Row) -> _Beside:
    place, length = mention["char_start"] - mention["quote_start"], mention["char_end"] - mention["char_start"]
    parts = (mention["quote"][:place], mention["quote"][place : place + length], mention["quote"][place + length :])
    before, number, after = map(half_width, parts)
    name = half_width(mention["indicator_text"] or "")
    clause = _last_end(before)
    found = f"{before}{number}{after}".rfind(name, 0, len(before) + len(name) - 1) if name else -1
    if found < 0 or found > len(before):  # the name stands behind the number, or is not known
        stop = after.find(name) + len(name) if name and name in after else 0
        return _Beside(_unnumbered(before[:clause]), f"{before[clause:]} {after[:stop]}", "", before[clause:])
    start, end = _last_end(before[:found]), min(found + len(name), len(before))
    between = before[end:]
    is_list = not _has_number(between) and set(_CLAUSE_END.findall(between)) == {"、"}
    behind = "" if is_list else before[max(end, clause) :]
    is_later = clause > end
    tone = before[clause:] if is_later else before[start:]
    return _Beside("" if is_later and _has_number(between) else _unnumbered(before[:start]), before[start:found], behind, tone)


def surest(reaches: Iterable[Reach]) -> Reach:
    """Return what a value is of that several mentions state: the whole if one says so; of a part only if all do."""
    return min(reaches, key=lambda reach: (WHOLE, UNCLEAR, PART).index(reach.code), default=Reach(UNCLEAR))


def is_stretch(reach: Reach, of: Reach, *, is_one_sentence: bool) -> bool:
    """Say whether a target is one beyond another that is to be met: 确保达到450家,力争达到500家.

    Examples
    --------
    >>> is_stretch(Reach(WHOLE, tone=STRETCH), Reach(WHOLE, tone=FLOOR), is_one_sentence=False)
    True
    >>> is_stretch(Reach(WHOLE, tone=STRETCH), Reach(WHOLE), is_one_sentence=False)
    False
    """
    return reach.tone == STRETCH and (of.tone == FLOOR or (is_one_sentence and not of.tone))


def _last_end(text: str) -> int:
    return max((m.end() for m in _CLAUSE_END.finditer(text)), default=0)


def _unnumbered(text: str) -> str:
    """Return the clauses at the end of a text, without their last mark, as far back as none has a number but years."""
    kept: list[str] = []
    for clause in reversed(re.split(r"(?<=[,;:。!?、()])", text)):
        if _has_number(clause):
            break
        kept.insert(0, clause)
    return "".join(kept).rstrip(",;:。!?、()")


def _has_number(text: str) -> bool:
    """Say whether a text has a number that is no year."""
    return bool(re.search(r"\d", _YEARS.sub("", text)))


def half_width(text: str) -> str:
    """Return a text in half-width characters and without spaces.

    Examples
    --------
    >>> half_width("其中， 新材料：８０ 家")
    '其中,新材料:80家'
    """
    return _SPACES.sub("", unicodedata.normalize("NFKC", text))


def load_part_words(folder: Path, catalogue: Catalogue) -> PartWords:
    """Read the words that tell a part from a whole.

    Parameters
    ----------
    folder : pathlib.Path
        ``data/lexicons``.
    catalogue : Catalogue
        The compiled names of the indicators.

    Returns
    -------
    PartWords
        Compiled, immutable.

    Raises
    ------
    DataError
        ``parts.yaml`` is missing, an entry of it is missing, has no words or is unknown, or the pattern does not compile.
    """
    path = folder / "parts.yaml"
    entries = {entry.id: entry for entry in read_records(path, PartEntry)}
    problems = [f"the entry {name!r} is missing" for name in (*_LISTS, _TOPIC) if name not in entries]
    problems += [f"{name}: it needs words" for name in _LISTS if name in entries and not entries[name].words]
    problems += [f"{name}: nothing uses this entry" for name in entries if name not in {*_LISTS, _TOPIC}]
    collect(problems, f"{path}:")
    try:
        return PartWords({name: entry.expression for name, entry in entries.items()}, catalogue)
    except re.error as error:
        raise DataError(f"{path}: {_TOPIC}: the pattern does not compile: {error}") from error
