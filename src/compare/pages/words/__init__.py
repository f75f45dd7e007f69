"""The words of the pages in Chinese and English.

Words of the interface only: names of regions, indicators, units and reasons come from the codelists, numbers from the data.
A report that has words of its own has a module for them; a key stands in one module only (a test sees to it).
"""

from __future__ import annotations

from collections.abc import Mapping

from compare.errors import unknown_name
from compare.pages.words import actions, actuals, audit, benchmark, changes, common, profile

MODULES = (common, benchmark, profile, actuals, audit, actions, changes)
WORDS: Mapping[str, tuple[str, str]] = {key: pair for module in MODULES for key, pair in module.WORDS.items()}
"""Key to (Chinese, English)."""


def word(key: str, language: str, **values: object) -> str:
    """Return a word or sentence with `values` in its gaps.

    Examples
    --------
    >>> word("link_figures", "en", n=18)
    '18 figures'
    """
    if key not in WORDS:
        raise unknown_name("word", key, WORDS)
    return WORDS[key][0 if language == "zh" else 1].format(**values)
