"""The colours that charts, workbooks and pages share, each under the role it plays.

They are those of Okabe and Ito as seaborn's palette ``colorblind`` tunes them, which the colour-blind tell apart, and greys. No
meaning hangs on colour alone: a shape, a hatch or a word always says the same. Layer 2; knows nothing of what is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "subject": "#0173B2",  # blue: what the title speaks of
        "context": "#6E6E6E",  # the other areas
        "reference": "#D55E00",  # vermillion: what is held against
        "baseline": "#56B4E9",  # sky blue: from where a target starts
        "good": "#029E73",  # green: reached, ahead
        "text": "#1A1A1A",
        "quiet": "#5A5A5A",  # notes; 4.5 : 1 and more on white
        "rule": "#D9D9D9",
        "tag": "#EFEFEF",  # behind years that differ
        "stated": "#DCEBF5",  # cells with a value
    }
)
"""One colour for each role, as ``#RRGGBB``."""

CATEGORIES: tuple[str, ...] = ("#0173B2", "#DE8F05", "#029E73", "#D55E00", "#CC78BC", "#CA9161", "#56B4E9", "#949494")
"""For things without order, such as regions side by side; always with a label or a shape besides."""

SHADES: tuple[str, ...] = ("#F2F7FB", "#DCEBF5", "#B5D4E9", "#7FB5D9", "#3F93C6", "#0173B2")
"""For a scale from little to much."""
