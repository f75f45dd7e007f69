"""Finding the policy instruments of one document: clauses that show an instrument in use, scored, the telling ones quoted.

Works on the repaired view and points into the stored text. Headers, navigation, titles of documents and names of responsible
units are skipped; which words those are is data.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import pandas as pd

from compare.actions.phrases import SKIPPED, Phrase
from compare.documents import Document, Paragraph, View, paragraphs, repair
from compare.lexicons import Rule
from compare.schema import conform

_SENTENCE = re.compile(r"[^。!?\n]{1,600}[。!?]*")
_CLAUSE = re.compile(r"[^,:。;!?\n]{1,200}")
"""Text without punctuation is cut all the same, so that the work stays in proportion to its length."""

_CELLS = str.maketrans("|\t", "\n\n")
_BLOT = "□"
_EDGE = " \t\n、·●—-"
_BREAKS = str.maketrans(dict.fromkeys(",:。;!?\r", "\n"))
_USED = 5
"""Points from which on an instrument counts as used: below, it is only mentioned."""

_FULL = 15
"""Points that make a score of 1."""

_FURTHER = 2
"""At most so many further phrases or clauses of the same instrument add to the score of a sentence."""

_KEPT = 3
"""How many quotes are kept of each instrument."""

_SHORTEST, _WHOLE, _LONGEST = 10, 60, 120
"""Lengths of quotes: shorter ones take in the next clause, sentences up to the second are whole, none exceeds the last."""


@dataclass(frozen=True)
class _Hit:
    """A phrase found: the numbers of its sentence and its clause, where it begins, and the phrase."""

    sentence: int
    clause: int
    start: int
    phrase: Phrase


@dataclass(frozen=True)
class _Quote:
    start: int
    end: int
    points: int
    rule: str
    section: tuple[str, ...]


def find_actions(document: Document, lexicon: Sequence[Phrase], ocr_rules: Iterable[Rule]) -> pd.DataFrame:
    """Find which policy instruments a document uses, with the quotes that show it.

    The unit of judgement is the sentence. Its points are the weight of its strongest phrase, one for each further phrase or
    clause of the instrument (two at most), one each where the two headings above it and the opening clause of its paragraph
    speak of the instrument, and what the cues of the lexicon add or take away: words of action add; background, other regions,
    what is excluded, and what another action only rests on take away. Five points are a use of the instrument; what has fewer
    is only a mention and is left out.

    Parameters
    ----------
    document : Document
        Text and metadata; `ref_area` may be empty.
    lexicon : sequence of Phrase
        See `load_instruments`.
    ocr_rules : iterable of Rule
        Lexicon ``ocr``, for the repaired view.

    Returns
    -------
    pandas.DataFrame
        Table ``actions`` of `compare.schema`: at most three quotes of each instrument, whole clauses or sentences, in the
        order of the instruments and the best quote first; ``quote == document.text[char_start:char_end]`` (code points).
        ``score`` is points over 15, from 0.33 (a target that names the instrument) to 1 (a section about it). Empty where the
        document uses no instrument.
    """
    view = repair(document.text, ocr_rules)
    quotes = _quotes(view, lexicon)
    order = list(dict.fromkeys(p.instrument for p in lexicon if p.instrument))
    rows = []
    for instrument in order:
        ranked = sorted(quotes.get(instrument, ()), key=lambda q: (-q.points, q.start, q.end))
        rows += [_row(document, view, instrument, quote) for quote in ranked[:_KEPT]]
    return conform(pd.DataFrame(rows), "actions")


def _row(document: Document, view: View, instrument: str, quote: _Quote) -> dict[str, object]:
    start, end = view.stored(quote.start, quote.end)
    key = f"{document.source_id}:{instrument}:{start}:{end}"
    return {
        "action_id": "a" + hashlib.sha256(key.encode()).hexdigest()[:10],
        "source_id": document.source_id,
        "ref_area": document.ref_area or None,
        "instrument": instrument,
        "char_start": start,
        "char_end": end,
        "quote": document.text[start:end],
        "section": " / ".join(quote.section),
        "rule_id": quote.rule,
        "score": round(min(quote.points, _FULL) / _FULL, 2),
    }


def _quotes(view: View, lexicon: Sequence[Phrase]) -> dict[str, list[_Quote]]:
    """Return the quotes of each instrument that reach the score of a use."""
    reader = _Reader.of(view.text, lexicon)
    found: dict[str, list[_Quote]] = {}
    for instrument, phrases in groupby((p for p in lexicon if p.instrument), key=lambda p: p.instrument):
        own = list(phrases)
        for _, hits in groupby(reader.hits(own), key=lambda h: h.sentence):
            quote = reader.quote(list(hits), own)
            if quote.points >= _USED:
                found.setdefault(instrument, []).append(quote)
    return found


def _readable(text: str, lexicon: Iterable[Phrase]) -> str:
    """Return `text`, as long as before, with line ends for what is cut out and blots for names inside a clause."""
    source = text.replace("\r", "\n")
    out = list(source)
    for phrase in lexicon:
        if phrase.scope in SKIPPED:
            filler = "\n" if phrase.scope == "mask" else _BLOT
            for start, end in phrase.spans(source):
                out[start:end] = filler * (end - start)
    return "".join(out).translate(_CELLS)


@dataclass(frozen=True)
class _Reader:
    """A document made ready: its text with a line a clause, spans of sentences and clauses, paragraphs, and the cues."""

    text: str
    sentences: Sequence[tuple[int, int]]
    clauses: Sequence[tuple[int, int]]
    parts: Sequence[Paragraph]
    cues: Sequence[Phrase]

    @classmethod
    def of(cls, text: str, lexicon: Sequence[Phrase]) -> _Reader:
        """Make a view's text ready."""
        shown = _readable(text, lexicon)
        sentences, clauses = ([m.span() for m in pattern.finditer(shown)] for pattern in (_SENTENCE, _CLAUSE))
        cues = [p for p in lexicon if not p.instrument and p.scope not in SKIPPED]
        return cls(shown.translate(_BREAKS), sentences, clauses, paragraphs(text), cues)

    def hits(self, phrases: Iterable[Phrase]) -> list[_Hit]:
        """Return where the phrases of an instrument stand, in the order of the text."""
        hits = []
        for phrase in phrases:
            for start, _ in phrase.spans(self.text):
                hits.append(_Hit(_at(self.sentences, start), _at(self.clauses, start), start, phrase))
        return sorted(hits, key=lambda h: (h.sentence, h.start, h.phrase.id))

    def quote(self, hits: Sequence[_Hit], phrases: Sequence[Phrase]) -> _Quote:
        """Score a sentence by its hits and choose the words to quote."""
        start, end = self.sentences[hits[0].sentence]
        section, titles = self._titles(start, end)
        points = {h: h.phrase.weight + self._cued("clause", self.text[slice(*self.clauses[h.clause])]) for h in hits}
        best = max(hits, key=lambda h: points[h])
        score = points[best] + min(max(len({h.phrase.id for h in hits}), len({h.clause for h in hits})) - 1, _FURTHER)
        score += sum(any(p.compiled.search(title) for p in phrases) for title in titles)
        score += self._cued("sentence", self.text[start:end]) + self._cued("heading", "\n".join(section))
        return _Quote(*self._span(hits, best), score, best.phrase.id, section)

    def _cued(self, scope: str, text: str) -> int:
        return sum(cue.weight for cue in self.cues if cue.scope == scope and cue.compiled.search(text))

    def _titles(self, start: int, end: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the headings above a sentence, and what can speak for it: the two nearest and its paragraph's opening."""
        at = bisect_right(self.parts, start, key=lambda p: p.start) - 1
        if at < 0:
            return (), ()
        part = self.parts[at]
        opening = self.text[part.start : min(part.end, part.start + _WHOLE)].split("\n", 1)[0]
        if end - part.start > len(opening) + 1 and part.start + len(opening) < part.end:
            return part.section, (*part.section[-2:], opening)
        return part.section, part.section[-2 : -1 if part.level else None]

    def _span(self, hits: Sequence[_Hit], best: _Hit) -> tuple[int, int]:
        """Return the span to quote: the sentence where it is short, else the clause of `best` with its neighbours that hit."""
        low, high = self.sentences[best.sentence]
        if high - low > _WHOLE:
            first, last = self._neighbours({h.clause for h in hits}, best.clause, (low, high))
            low, high = self.clauses[first][0], self.clauses[last][1]
        if high - low > _LONGEST:
            low = max(low, best.start - _LONGEST // 2)
            high = min(high, low + _LONGEST)
        return self._stripped(low, high)

    def _neighbours(self, hit: set[int], at: int, sentence: tuple[int, int]) -> tuple[int, int]:
        """Return the first and last clause of a quote around clause `at`."""
        first = last = at
        own = range(_at(self.clauses, sentence[0], after=True), _at(self.clauses, sentence[1] - 1) + 1)
        while last + 1 in own and (last + 1 in hit or self._length(first, last) < _SHORTEST):
            last += 1
        while first - 1 in own and (first - 1 in hit or self._length(first, last) < _SHORTEST):
            first -= 1
        return (first, last) if self._length(first, last) <= _LONGEST else (at, at)

    def _length(self, first: int, last: int) -> int:
        return self.clauses[last][1] - self.clauses[first][0]

    def _stripped(self, low: int, high: int) -> tuple[int, int]:
        """Return a span without the white space and punctuation at its ends."""
        piece = self.text[low:high]
        return low + len(piece) - len(piece.lstrip(_EDGE)), high - len(piece) + len(piece.rstrip(_EDGE))


def _at(spans: Sequence[tuple[int, int]], position: int, *, after: bool = False) -> int:
    """Return the number of the span that holds `position`, or of the first one behind it."""
    at = bisect_right(spans, position, key=lambda s: s[0]) - 1
    return at + 1 if after and (at < 0 or spans[at][1] <= position) else at
