"""What the figures say in Chinese and in English: fixed sentences with places for names, labels and years.

Names of regions, indicators, units and reasons are data and come from the codelists; only the sentences around them stand here.
A figure that has sentences of its own has a module for them; a key stands in one module only (a test sees to it).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compare.charts.words import (
    attainment,
    benchmark,
    common,
    coverage,
    family,
    gaps,
    heatmap,
    instruments,
    profile,
    shares,
    similarity,
    trajectory,
)
from compare.codelists import LANGUAGES
from compare.errors import unknown_name

MODULES = (common, benchmark, attainment, coverage, family, gaps, heatmap, instruments, profile, shares, similarity, trajectory)
WORDS: Mapping[str, tuple[str, str]] = {key: pair for module in MODULES for key, pair in module.WORDS.items()}
"""Key to (Chinese, English)."""


def say(language: str, key: str, **values: object) -> str:
    """Return sentence `key` in `language` with `values` in their places.

    Raises
    ------
    UnknownNameError
        `language` is neither ``"zh"`` nor ``"en"``.

    Examples
    --------
    >>> say("en", "part_of", who="Changzhou")
    'part of Changzhou'
    """
    if language not in LANGUAGES:
        raise unknown_name("language", language, LANGUAGES)
    return WORDS[key][LANGUAGES.index(language)].format(**values)


def join(language: str, items: Sequence[str], separator: str = "list") -> str:
    """Join `items` with the punctuation of `language`; `separator` is ``"list"``, ``"clause"`` or ``"and"``.

    Examples
    --------
    >>> join("zh", ["2020", "2025"])
    '2020、2025'
    >>> join("en", ["A", "B", "C"], "and")
    'A, B and C'
    """
    if separator == "and" and len(items) > 1:
        return join(language, items[:-1]) + say(language, "and") + items[-1]
    return say(language, separator).join(items)
