"""The words by which plans charge units with tasks: ``responsibility.yaml`` read strictly and compiled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from compare.errors import collect, unknown_name
from compare.records import read_records

ROLES = ("lead", "participant", "responsible")
"""Codes of codelist ``role``, the one that says most first."""

LABEL, BEHIND, BEFORE, NOTE, OTHER = "label", "behind", "before", "note", "other_label"
"""What a marker is: a label before units, words behind them, words that join units, a note, a label of something else."""

FIRST_LEADS, FIRST_LEADS_BELOW, NO_DUTY = "note.first_leads", "note.first_leads_below", "note.no_duty"
"""The notes: in a list, or in it and all below, the first unit leads; a sentence charges nobody."""

_LISTS = (
    "endings_strong", "endings_weak", "bodies", "body_endings", "bodies_whole", "party_organs", "regions", "classes",
    "starters", "openers", "joins", "doings", "backward",
)  # fmt: skip
_PATTERNS = ("trailing", "indefinite", "nobody", "every", FIRST_LEADS, FIRST_LEADS_BELOW, NO_DUTY, OTHER)
_INNER = re.compile(r"\([^()]*\)")
_LONGEST_NAME = 30


@dataclass(frozen=True)
class Phrase:
    """One entry of the lexicon: a pattern or a list of words, with its reason and examples.

    Attributes
    ----------
    id : str
        What the entry does; see the head of the file.
    why : str
        The reason, in English.
    words : tuple of str
        Plain words; either these or a pattern.
    pattern : str
        Regular expression over half-width text.
    gives : str
        Role of the units that a marker speaks of.
    good, bad : tuple of str
        Examples in which it must, and must not, match.
    """

    id: str
    why: str
    words: tuple[str, ...] = ()
    pattern: str = ""
    gives: str = ""
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()

    @property
    def expression(self) -> str:
        """The regular expression that finds the entry; a label needs its colon."""
        if self.pattern:
            return self.pattern
        words = "|".join(re.escape(w) for w in sorted(self.words, key=lambda w: (-len(w), w)))
        return rf"(?:{words})(?:\s*(?::|为(?=.)|是(?=.))|(?=[ \t]*[\r\n])|[ \t]+)" if self.kind == LABEL else f"(?:{words})"

    @property
    def kind(self) -> str:
        """The part of the id before the full stop."""
        return self.id.partition(".")[0]


@dataclass(frozen=True)
class Marker:
    """A marker found in a text: its span, what it is, and the role it gives (empty: none)."""

    start: int
    end: int
    kind: str
    role: str
    name: str
    has_colon: bool = False


@dataclass(frozen=True)
class ResponsibilityLexicon:
    """The compiled lexicon; see `load_responsibility`."""

    phrases: Mapping[str, Phrase]
    markers: re.Pattern[str]
    groups: tuple[Phrase, ...]
    strong: re.Pattern[str]
    weak: re.Pattern[str]
    body: re.Pattern[str]
    party: re.Pattern[str]
    starter: re.Pattern[str]
    opener: re.Pattern[str]
    joint: re.Pattern[str]
    trailing: re.Pattern[str]
    indefinite: re.Pattern[str]
    nobody: re.Pattern[str]
    every: re.Pattern[str]
    doer: re.Pattern[str]
    place: re.Pattern[str]
    classes: re.Pattern[str]
    lead_in: re.Pattern[str]

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Marker]:
        """Yield the markers of a stretch of text, the first that matches at a place winning."""
        for match in self.markers.finditer(text, start, len(text) if end is None else end):
            phrase = self.groups[int((match.lastgroup or "g0")[1:])]
            yield Marker(
                match.start(),
                match.end(),
                phrase.kind,
                phrase.gives,
                phrase.id,
                has_colon=match[0].endswith(":"),
            )

    def label_role(self, text: str) -> str:
        """Return the role that a label without its colon gives, as the head of a table's column; empty where it is none."""
        return next((p.gives for p in self.groups if p.kind == LABEL and text in p.words), "")

    def is_unit(self, name: str, *, strong_only: bool = False) -> bool:
        """Say whether a name ends as names of units do; what stands in brackets inside it does not count.

        Parameters
        ----------
        name : str
            As printed, half-width.
        strong_only : bool
            Leave out endings that other things share (院, 中心).
        """
        bare = _INNER.sub("", name).strip()
        if not 2 <= len(bare) <= _LONGEST_NAME:
            return False
        return bool(self.strong.search(bare) or (not strong_only and self.weak.search(bare)))


def load_responsibility(folder: Path) -> ResponsibilityLexicon:
    """Read and compile ``responsibility.yaml``.

    Parameters
    ----------
    folder : pathlib.Path
        ``data/lexicons``.

    Returns
    -------
    ResponsibilityLexicon
        Compiled, immutable.

    Raises
    ------
    DataError
        The file is missing; an entry is wrong, lacks both words and pattern, gives an unknown role, or its pattern does not
        compile; an entry that the search needs is missing. All problems are reported together.
    """
    path = folder / "responsibility.yaml"
    phrases = {p.id: p for p in read_records(path, Phrase)}
    missing = [f"entry {name!r} is missing" for name in (*_LISTS, *_PATTERNS) if name not in phrases]
    collect([p for phrase in phrases.values() for p in _problems(phrase)] + missing, f"{path}: the entries cannot be used:")
    return compile_responsibility(phrases)


def _problems(phrase: Phrase) -> Iterator[str]:
    """Yield what is wrong with one entry."""
    if bool(phrase.words) == bool(phrase.pattern):
        yield f"{phrase.id}: give either words or a pattern"
    if phrase.kind in (LABEL, BEHIND, BEFORE) and phrase.gives not in ROLES:
        yield f"{phrase.id}: {unknown_name('role', phrase.gives, ROLES)}"
    try:
        re.compile(phrase.expression)
    except re.error as error:
        yield f"{phrase.id}: the pattern does not compile: {error}"


def compile_responsibility(phrases: Mapping[str, Phrase]) -> ResponsibilityLexicon:
    """Compile entries that have been checked; the order of markers is that of the file."""
    groups = tuple(p for p in phrases.values() if p.kind in (LABEL, BEHIND, BEFORE, NOTE, OTHER))
    combined = "|".join(f"(?P<g{n}>{_unnamed(p.expression)})" for n, p in enumerate(groups))
    word = {name: phrases[name].expression for name in _LISTS}
    body = rf"(?:(?:{word['bodies']}){{1,3}}{word['body_endings']}|{word['bodies_whole']})"
    ending = f"{word['endings_strong']}|{word['endings_weak']}"
    return ResponsibilityLexicon(
        phrases=phrases,
        markers=re.compile(combined, re.MULTILINE),
        groups=groups,
        strong=re.compile(f"{word['endings_strong']}$"),
        weak=re.compile(f"{word['endings_weak']}$"),
        body=re.compile(
            rf"(?P<region>[一-龥]{{0,6}}?{word['regions']})?(?P<committee>委)?(?P<body>{body})(?P<rest>\([^()]*\))?"
        ),
        party=re.compile(rf"(?P<region>[一-龥]{{0,6}}?{word['regions']})?(?P<committee>委)?(?P<body>{word['party_organs']})"),
        starter=re.compile(rf"(?:{word['starters']})+"),
        opener=re.compile(word["openers"]),
        joint=re.compile(rf"{word['joins']}|\s+"),
        trailing=re.compile(phrases["trailing"].pattern),
        indefinite=re.compile(phrases["indefinite"].pattern),
        every=re.compile(phrases["every"].pattern),
        nobody=re.compile(phrases["nobody"].pattern),
        lead_in=re.compile(rf"[\s—]*{word['backward']}?{word['starters']}*\s*"),
        classes=re.compile(word["classes"]),
        place=re.compile(rf"[一-龥]{{2,4}}{word['regions']}"),
        doer=re.compile(
            rf"(?P<x>(?:{word['endings_strong']}|[一-龥]{{1,28}}?(?:{ending}))(?:\([^()]*\))?)(?:等|{word['doings']})"
        ),
    )


def _unnamed(pattern: str) -> str:
    """Return a pattern without named groups, so that the last group matched tells which entry did."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


def role_rank(role: str) -> int:
    """Return the place of a role in `ROLES`; raise `UnknownNameError` for another."""
    if role not in ROLES:
        raise unknown_name("role", role, ROLES)
    return ROLES.index(role)
