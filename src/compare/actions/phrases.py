"""The lexicon of policy instruments: phrases that show one in use, cues that strengthen or weaken them, and what to skip.

Phrases are data (``data/lexicons/instruments.yaml``); weights are points of a quote's score. Nothing here reads a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from compare.codelists import Codelists
from compare.errors import DataError, collect, unknown_name
from compare.records import read_records

SKIPPED = ("mask", "name")
"""Scopes of what is not read: cut out of the text, or blotted out inside a clause, which stays whole."""

SCOPES = ("clause", "sentence", "heading", *SKIPPED)
"""Where a phrase is looked for: in a clause, in the whole sentence, in the headings above it, or in the text, to be skipped."""

LEXICON = "instruments.yaml"


@dataclass(frozen=True)
class Phrase:
    """One pattern of the lexicon of instruments.

    Attributes
    ----------
    id : str
        Name of the phrase, as it appears in ``rule_id``.
    pattern : str
        Regular expression over half-width text in which every clause is a line of its own: ``.`` never leaves the clause, ``^``
        and ``$`` are its ends. In the scopes `SKIPPED` the text is as it was; group ``x``, where there is one, is skipped.
    why : str
        The reason, in English.
    instrument : str
        Code of the instrument that the phrase shows; empty for a cue, which holds for all.
    scope : str
        One of `SCOPES`.
    weight : int
        Points that it adds to the score of a quote; a cue may take away.
    good, bad : tuple of str
        Examples in which the phrase must, and must not, match.
    """

    id: str
    pattern: str
    why: str
    instrument: str = ""
    scope: str = "clause"
    weight: int = 0
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, compiled."""
        return re.compile(self.pattern, re.MULTILINE)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the spans of the phrase in `text`: of group ``x`` where the pattern has it, else of the whole match."""
        group = "x" if "x" in self.compiled.groupindex else 0
        return (match.span(group) for match in self.compiled.finditer(text))


def load_instruments(folder: Path, codelists: Codelists) -> tuple[Phrase, ...]:
    """Read and compile the lexicon of policy instruments.

    Parameters
    ----------
    folder : pathlib.Path
        ``data/lexicons``.
    codelists : Codelists
        Whose ``instrument`` names the instruments and their order.

    Returns
    -------
    tuple of Phrase
        What is skipped and the cues first, then the phrases in the order of their instruments.

    Raises
    ------
    UnknownNameError
        An entry names an instrument or a scope that is not known.
    DataError
        The file is missing, an entry is wrong, a pattern does not compile, or an instrument has no phrase.
    """
    path = folder / LEXICON
    phrases = read_records(path, Phrase)
    instruments = codelists.instrument
    order = {"": -1} | {code: n for n, code in enumerate(instruments)}
    for phrase in phrases:
        where = f"{path}: {phrase.id}"
        if phrase.instrument not in order:
            raise unknown_name("instrument", phrase.instrument, instruments, where)
        if phrase.scope not in SCOPES:
            raise unknown_name("scope", phrase.scope, SCOPES, where)
        _compile(phrase, where)
    named = {p.instrument for p in phrases}
    problems = [f"instrument {code!r} has no phrase; add an entry" for code in instruments if code not in named]
    problems += [f"{p.id}: {problem}" for p in phrases for problem in _problems(p)]
    collect(problems, f"{path}: the lexicon cannot be used:")
    return tuple(sorted(phrases, key=lambda p: order[p.instrument]))


def _compile(phrase: Phrase, where: str) -> None:
    try:
        empty = phrase.compiled.search("")
    except re.error as error:
        raise DataError(f"{where}: the pattern does not compile: {error}") from error
    if empty:
        raise DataError(f"{where}: the pattern matches nothing at all; expected one that needs words")


def _problems(phrase: Phrase) -> Iterator[str]:
    """Yield what is wrong with how the fields of a phrase fit together."""
    if phrase.instrument and phrase.scope != "clause":
        yield f"scope is {phrase.scope!r}; a phrase of an instrument stands in a clause"
    if phrase.instrument and phrase.weight <= 0:
        yield f"weight is {phrase.weight}; expected a positive number of points"
    if not phrase.instrument and (phrase.scope in SKIPPED) != (phrase.weight == 0):
        yield f"weight is {phrase.weight}; expected 0 for what is skipped and another number for a cue"
