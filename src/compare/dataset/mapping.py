"""What is said of the values of a long table: each thing once for all rows that share it.

A table of observations has hundreds of thousands of rows and a few hundred codes; names, words and formats are asked for by
what differs. Knows nothing of what the columns hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from compare.dataset.files import to_rows


def map_values(values: pd.Series, say: Callable[[Any], str | None]) -> pd.Series:
    """Return what `say` makes of each value, as text; what is missing stays missing.

    Examples
    --------
    >>> map_values(pd.Series(["a", None, "a"]), str.upper).tolist()
    ['A', nan, 'A']
    """
    places, known = values.factorize()
    words = pd.Series([*map(say, known.tolist()), None], dtype="str")  # what is missing has the place -1
    return words.take(places).set_axis(values.index)


def map_rows(frame: pd.DataFrame, say: Callable[[Mapping[str, Any]], str | None]) -> pd.Series:
    """Return what `say` makes of each row, as text; a row has None for what is missing.

    Examples
    --------
    >>> map_rows(pd.DataFrame({"a": [1, 1], "b": ["x", None]}), lambda row: f"{row['a']} {row['b']}").tolist()
    ['1 x', '1 None']
    """
    places = frame.groupby(list(frame.columns), sort=False, dropna=False).ngroup()
    words = pd.Series([say(row) for row in to_rows(frame[~places.duplicated()])], dtype="str")
    return words.take(places.to_numpy()).set_axis(frame.index)
