"""Phrases as data: YAML lexicons compiled into matchers.

A lexicon entry is a pattern with a name, the reason for it, and examples for and against that the tests run. Patterns are
regular expressions over the repaired view (half-width characters); the part of a match that matters is its group ``x``. Word
lists hold plain words. No entry may name a document or an offset.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from compare.codelists import Codelist, Indicator
from compare.errors import DataError, collect
from compare.records import read_records

GAP = r"(?:(?!\d[家个件人名项位])[^,。;:!?\n]){0,24}?"
"""What may stand between two words of an alias: other words of the same clause, but no other count."""


WORD_LISTS = ("transparent", "flow_strong", "flow_weak", "stock", "existing", "aiming")
"""The lists of ``words.yaml`` that extraction uses."""


@dataclass(frozen=True)
class Rule:
    """One pattern of a lexicon.

    Attributes
    ----------
    id : str
        Name of the rule, as it appears in ``rule_id``.
    pattern : str
        Regular expression; group ``x`` (where there is one) is the part that the rule is about.
    why : str
        The reason, in English.
    gives : str
        What the rule says of that part: a disposition, a comparator, a kind or a replacement (empty: the part goes).
    good, bad : tuple of str
        Examples in which the rule must, and must not, match.
    why_zh : str
        The reason in Chinese, for rules whose reasons readers of reports see (``decoys``, ``ocr``).
    """

    id: str
    pattern: str
    why: str
    gives: str = ""
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    why_zh: str = ""

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches of the pattern in `text`."""
        return re.finditer(self.pattern, text, re.MULTILINE)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the spans that the rule is about: group ``x`` where the pattern has it, else the whole match."""
        for match in self.find(text):
            yield match.span("x") if "x" in match.re.groupindex else match.span()


@dataclass(frozen=True)
class Words:
    """A named list of words, the longest first in `pattern`."""

    id: str
    words: tuple[str, ...]
    why: str = ""

    @cached_property
    def pattern(self) -> str:
        """A regular expression that matches any of the words, the longest first."""
        return "|".join(re.escape(w) for w in sorted(self.words, key=lambda w: (-len(w), w)))


@dataclass(frozen=True)
class Hit:
    """An indicator's name found in a text.

    Attributes
    ----------
    indicator : str
        Code of the indicator.
    start, end : int
        Span in the text that was searched.
    weight : int
        Number of characters of the alias that matched literally: the more, the more specific.
    """

    indicator: str
    start: int
    end: int
    weight: int


@dataclass(frozen=True)
class Synonyms:
    """Words brought to one spelling before names are matched, with the way back to the original positions."""

    forms: Mapping[str, str]

    def canonical(self, text: str) -> tuple[str, list[int]]:
        """Replace synonyms in `text`.

        Parameters
        ----------
        text : str
            Any text.

        Returns
        -------
        tuple of (str, list of int)
            The canonical text, and for each of its characters and its end the position in `text`.

        Examples
        --------
        >>> Synonyms({"规模以上": "规上"}).canonical("规模以上工业")
        ('规上工业', [0, 0, 4, 5, 6])
        """
        if not self.forms:
            return text, list(range(len(text) + 1))
        out: list[str] = []
        positions: list[int] = []
        at = 0
        for match in self._pattern.finditer(text):
            out.append(text[at : match.start()])
            positions.extend(range(at, match.start()))
            replacement = self.forms[match[0]]
            out.append(replacement)
            positions.extend([match.start()] * len(replacement))
            at = match.end()
        out.append(text[at:])
        positions.extend(range(at, len(text) + 1))
        return "".join(out), positions

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(re.escape(f) for f in sorted(self.forms, key=lambda f: (-len(f), f))))


Entry = tuple[str, tuple[str, ...], re.Pattern[str], int]
"""An alias: indicator, words, the pattern that finds them in this order, number of their characters."""


@dataclass(frozen=True)
class Catalogue:
    """The indicators' aliases, compiled against canonical text."""

    entries: tuple[Entry, ...]
    excludes: Mapping[str, tuple[str, ...]]
    synonyms: Synonyms

    def find(self, text: str) -> list[Hit]:
        """Find every indicator name in `text`.

        Parameters
        ----------
        text : str
            Half-width text, not yet canonical.

        Returns
        -------
        list of Hit
            In the order of their ends; hits may overlap. A name next to one of its indicator's excluding words is left out.
        """
        canonical, positions = self.synonyms.canonical(text)
        hits = []
        for indicator, parts, pattern, weight in self._possible(canonical):
            if not all(part in canonical for part in parts):
                continue
            for match in pattern.finditer(canonical):
                start, end = match.span("x")
                if not self._is_excluded(indicator, canonical, start, end):
                    hits.append(Hit(indicator, positions[start], positions[end], weight))
        return sorted(hits, key=lambda h: (h.end, -h.weight, h.start, h.indicator))

    def _possible(self, text: str) -> Iterator[Entry]:
        """Yield the entries whose beginning stands in the text: of a thousand aliases a sentence holds a few."""
        for beginning in {*text, *(text[at : at + 2] for at in range(len(text)))}:
            yield from self._by_beginning.get(beginning, ())

    @cached_property
    def _by_beginning(self) -> dict[str, list[Entry]]:
        """The entries by the first two characters of their first word, or its only one."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault("".join(entry[1][:1])[:2], []).append(entry)
        return found

    def _is_excluded(self, indicator: str, text: str, start: int, end: int) -> bool:
        """Say whether an excluding word overlaps the name or stands directly before or behind it."""
        return any(w in text[max(0, start - len(w)) : end + len(w)] for w in self.excludes.get(indicator, ()))


@dataclass(frozen=True)
class Lexicons:
    """All lexicons of a project."""

    ocr: tuple[Rule, ...]
    decoys: tuple[Rule, ...]
    comparators: tuple[Rule, ...]
    kinds: tuple[Rule, ...]
    words: Mapping[str, Words]
    catalogue: Catalogue


@dataclass(frozen=True)
class _Synonym:
    id: str
    forms: tuple[str, ...]


def load_lexicons(folder: Path, indicators: Codelist[Indicator]) -> Lexicons:
    """Read and compile the lexicons of a project.

    Parameters
    ----------
    folder : pathlib.Path
        ``data/lexicons``.
    indicators : Codelist of Indicator
        Whose aliases are compiled.

    Returns
    -------
    Lexicons
        Compiled, immutable.

    Raises
    ------
    DataError
        A file is missing, an entry is wrong, or a pattern does not compile.
    """
    rules = {name: _rules(folder / f"{name}.yaml") for name in ("ocr", "decoys", "comparators", "kinds")}
    words = {w.id: w for w in read_records(folder / "words.yaml", Words)}
    collect([f"the list {name!r} is missing" for name in WORD_LISTS if name not in words], f"{folder / 'words.yaml'}:")
    synonyms = Synonyms({f: s.id for s in read_records(folder / "synonyms.yaml", _Synonym) for f in s.forms})
    return Lexicons(**rules, words=words, catalogue=compile_catalogue(indicators.values(), synonyms))


def _rules(path: Path) -> tuple[Rule, ...]:
    rules = tuple(read_records(path, Rule))
    for rule in rules:
        try:
            re.compile(rule.pattern)
        except re.error as error:
            raise DataError(f"{path}: {rule.id}: the pattern does not compile: {error}") from error
    return rules


def compile_catalogue(indicators: Iterable[Indicator], synonyms: Synonyms) -> Catalogue:
    """Compile the names and aliases of indicators.

    Parameters
    ----------
    indicators : iterable of Indicator
        In codelist order.
    synonyms : Synonyms
        Applied to the aliases as it will be to the text.

    Returns
    -------
    Catalogue
        Of every alias; words of an alias that are separated by a space may have other words between them.
    """
    entries = []
    excludes = {}
    for indicator in indicators:
        excludes[indicator.id] = tuple(synonyms.canonical(w)[0] for w in indicator.excludes)
        for alias in dict.fromkeys(synonyms.canonical(a)[0] for a in indicator.aliases):
            parts = tuple(alias.split())
            literal = GAP.join(re.escape(p) for p in parts)
            entries.append((indicator.id, parts, re.compile(f"(?=(?P<x>{literal}))"), sum(map(len, parts))))
    return Catalogue(tuple(entries), excludes, synonyms)
