"""The column contracts of the tables that pass between the stages.

Column names are written here once, in the words of SDMX where it has one (`ref_area`, `time_period`, `obs_value`,
`unit_measure`). `conform` is the only door: what passes it has exactly these columns, in this order, with these types.
Nothing here reads or writes files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import pandas as pd

from compare.errors import collect, unknown_name

TEXT, WHOLE, NUMBER = "str", "Int64", "float64"

MENTIONS: Mapping[str, str] = {
    "mention_id": TEXT,
    "source_id": TEXT,
    "char_start": WHOLE,
    "char_end": WHOLE,
    "text": TEXT,
    "quote": TEXT,
    "quote_start": WHOLE,
    "quote_end": WHOLE,
    "section": TEXT,
    "disposition": TEXT,
    "reason": TEXT,
    "value": NUMBER,
    "unit": TEXT,
    "comparator": TEXT,
    "kind": TEXT,
    "time_period": WHOLE,
    "period_start": WHOLE,
    "period_end": WHOLE,
    "base_period": TEXT,
    "value_type": TEXT,
    "nature": TEXT,
    "ref_area": TEXT,
    "ref_area_text": TEXT,
    "indicator": TEXT,
    "indicator_text": TEXT,
    "location": TEXT,
    "rule_id": TEXT,
    "repair": TEXT,
    "confidence": NUMBER,
}
"""One row per quoted number and indicator; ``text == stored_text[char_start:char_end]`` always (code points, end exclusive)."""

OBSERVATIONS: Mapping[str, str] = {
    "observation_id": TEXT,
    "source_id": TEXT,
    "ref_area": TEXT,
    "indicator": TEXT,
    "definition": TEXT,
    "time_period": WHOLE,
    "kind": TEXT,
    "value_type": TEXT,
    "bound": TEXT,
    "obs_value": NUMBER,
    "unit_measure": TEXT,
    "unit_mult": WHOLE,
    "decimals": WHOLE,
    "comparator": TEXT,
    "obs_status": TEXT,
    "period_start": WHOLE,
    "base_period": TEXT,
    "mention_ids": TEXT,
    "comment": TEXT,
}
"""One row per value of an indicator, in base units; `mention_ids` are separated by a space."""

OBSERVATION_KEY = ("source_id", "ref_area", "indicator", "definition", "time_period", "kind", "value_type", "bound")

REFERENCE: Mapping[str, str] = {
    "reference_id": TEXT,
    "ref_area": TEXT,
    "indicator": TEXT,
    "definition": TEXT,
    "time_period": WHOLE,
    "obs_value": NUMBER,
    "unit_measure": TEXT,
    "vintage": TEXT,
    "qualifier": TEXT,
    "confidence": TEXT,
    "source_title": TEXT,
    "source_address": TEXT,
    "note": TEXT,
}
"""Denominators and actual values from other sources, each with vintage, qualifier and confidence; `reference_id` is given when
they are loaded, `definition` is empty where the source does not state the statistical variant."""

DERIVED: Mapping[str, str] = {
    "derived_id": TEXT,
    "source_id": TEXT,
    "ref_area": TEXT,
    "indicator": TEXT,
    "definition": TEXT,
    "time_period": WHOLE,
    "kind": TEXT,
    "value_type": TEXT,
    "bound": TEXT,
    "obs_value": NUMBER,
    "unit_measure": TEXT,
    "unit_mult": WHOLE,
    "decimals": WHOLE,
    "comparator": TEXT,
    "obs_status": TEXT,
    "period_start": WHOLE,
    "base_period": TEXT,
    "transformation": TEXT,
    "reference_area": TEXT,
    "input_ids": TEXT,
    "formula": TEXT,
    "comment": TEXT,
}
"""One row per figure computed from stated ones: how (`transformation`, `formula` with its numbers), from what (`input_ids`,
separated by a space: observations, figures of `reference`, other derived rows), and with the weakest status of them."""

DERIVED_KEY = (*OBSERVATION_KEY, "unit_measure", "transformation", "reference_area")

FINDINGS: Mapping[str, str] = {
    "finding_id": TEXT,
    "check": TEXT,
    "rule_id": TEXT,
    "severity": TEXT,
    "source_id": TEXT,
    "ref_area": TEXT,
    "indicator": TEXT,
    "time_period": WHOLE,
    "found": TEXT,
    "expected": TEXT,
    "message_zh": TEXT,
    "message_en": TEXT,
    "observation_ids": TEXT,
    "quote": TEXT,
    "quote_source_id": TEXT,
    "quote_start": WHOLE,
    "quote_end": WHOLE,
    "other_quote": TEXT,
    "other_source_id": TEXT,
    "other_start": WHOLE,
    "other_end": WHOLE,
}
"""One row per contradiction or tension, with the two quotes that disagree; an empty table is clean."""

ACTIONS: Mapping[str, str] = {
    "action_id": TEXT,
    "source_id": TEXT,
    "ref_area": TEXT,
    "instrument": TEXT,
    "char_start": WHOLE,
    "char_end": WHOLE,
    "quote": TEXT,
    "section": TEXT,
    "rule_id": TEXT,
    "score": NUMBER,
}
"""One row per quote that shows a policy instrument in use; the best of a document and instrument has the highest `score`."""

RESPONSIBILITIES: Mapping[str, str] = {
    "responsibility_id": TEXT,
    "source_id": TEXT,
    "ref_area": TEXT,
    "section": TEXT,
    "unit_name": TEXT,
    "unit_name_full": TEXT,
    "role": TEXT,
    "char_start": WHOLE,
    "char_end": WHOLE,
    "quote": TEXT,
    "quote_start": WHOLE,
    "quote_end": WHOLE,
    "scope_start": WHOLE,
    "scope_end": WHOLE,
}
"""One row per unit that a clause makes responsible for a passage (`scope_start` to `scope_end`)."""

WORDINGS: Mapping[str, str] = {
    "source_id": TEXT,
    "ref_area": TEXT,
    "indicator": TEXT,
    "char_start": WHOLE,
    "char_end": WHOLE,
    "quote": TEXT,
    "quote_start": WHOLE,
    "quote_end": WHOLE,
}
"""One row per document and indicator that the document names without a figure: the first place where it does."""

TABLES: Mapping[str, Mapping[str, str]] = {
    "mentions": MENTIONS,
    "observations": OBSERVATIONS,
    "reference": REFERENCE,
    "derived": DERIVED,
    "findings": FINDINGS,
    "actions": ACTIONS,
    "responsibilities": RESPONSIBILITIES,
    "wordings": WORDINGS,
}


def conform(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return `frame` with exactly the columns and types of `table`.

    Parameters
    ----------
    frame : pandas.DataFrame
        Rows in any order; missing columns are filled with missing values.
    table : str
        A key of `TABLES`.

    Returns
    -------
    pandas.DataFrame
        A new frame with a fresh index; `frame` is left as it was.

    Raises
    ------
    UnknownNameError
        `table` is not known.
    DataError
        A column is not of the contract, or its values cannot be read as the contract's type.

    Examples
    --------
    >>> import pandas as pd
    >>> conform(pd.DataFrame({"indicator": ["gdp"], "obs_value": [1]}), "reference").shape
    (1, 13)
    """
    if table not in TABLES:
        raise unknown_name("table", table, TABLES)
    contract = TABLES[table]
    problems = [f"column {c!r} is not of the table" for c in frame.columns if c not in contract]
    columns = {}
    for name, dtype in contract.items():
        given = frame[name] if name in frame else pd.Series(index=frame.index, dtype=dtype)
        try:
            columns[name] = given.astype(dtype)  # type: ignore[call-overload]  # the contract's names are not literals
        except (TypeError, ValueError) as error:
            problems.append(f"column {name!r} is not {dtype}: {error}")
    collect(problems, f"table {table!r} does not keep its contract:")
    return pd.DataFrame(columns).reset_index(drop=True)


def assign_mention_ids(frame: pd.DataFrame) -> pd.DataFrame:
    """Return mentions in the order of their spans, with an identifier each.

    Parameters
    ----------
    frame : pandas.DataFrame
        Rows with `source_id`, `char_start` and `char_end`.

    Returns
    -------
    pandas.DataFrame
        Sorted by source and span; `mention_id` is ``m``, ten hexadecimal digits of the SHA-256 of source and span, a hyphen and
        a running number among the rows of one span. It depends on the span alone, and no spreadsheet reads it as a number.
    """
    ordered = frame.sort_values(["source_id", "char_start", "char_end"], kind="stable").reset_index(drop=True)
    spans = ordered["source_id"] + ":" + ordered["char_start"].astype(str) + ":" + ordered["char_end"].astype(str)
    digests = [hashlib.sha256(span.encode()).hexdigest()[:10] for span in spans]
    numbers = spans.groupby(spans).cumcount() + 1
    ids = [f"m{digest}-{number}" for digest, number in zip(digests, numbers, strict=True)]
    return ordered.assign(mention_id=ids)
