"""How the two sides of a pair differ: codes for the ways in which a row can move, table by table.

Reasons are not asked here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from compare.changes.matching import Pair, Row

NEW, GONE = "new", "gone"

_FIGURE = {
    "source": ("source_id",),
    "recoded": ("ref_area", "indicator"),
    "definition": ("definition",),
    "kind": ("kind",),
    "value_type": ("value_type",),
    "period": ("time_period", "period_start", "base_period"),
    "unit": ("unit_measure",),
    "value": ("obs_value", "bound"),
    "bound": ("comparator",),
    "status": ("obs_status",),
    "printed": ("unit_mult", "decimals"),
    "remark": ("comment",),
}

MOVES: Mapping[str, Mapping[str, Sequence[str]]] = {
    "observation": _FIGURE,
    "derived": _FIGURE | {"against": ("reference_area",), "formula": ("formula", "input_ids")},
    "finding": {
        "source": ("source_id", "quote_source_id", "other_source_id"),
        "recoded": ("ref_area", "indicator"),
        "severity": ("severity",),
        "period": ("time_period",),
        "message": ("check", "found", "expected", "message_zh", "message_en"),
        "statements": ("observation_ids",),
        "quote": ("quote", "other_quote"),
        "place": ("quote_start", "quote_end", "other_start", "other_end"),
    },
    "instrument": {
        "source": ("source_id",),
        "recoded": ("ref_area", "instrument"),
        "quote": ("quote",),
        "place": ("char_start", "char_end", "section"),
        "rule": ("rule_id", "score"),
    },
    "responsibility": {
        "source": ("source_id",),
        "recoded": ("ref_area", "unit_name", "unit_name_full"),
        "role": ("role",),
        "quote": ("quote",),
        "place": ("char_start", "char_end", "quote_start", "quote_end", "scope_start", "scope_end", "section"),
    },
    "document": {"source": ("id",), "text": ("sha256",), "entry": ()},
    "reference": {
        "recoded": ("ref_area", "indicator"),
        "definition": ("definition",),
        "period": ("time_period",),
        "value": ("obs_value",),
        "unit": ("unit_measure",),
        "vintage": ("vintage",),
        "qualifier": ("qualifier",),
        "confidence": ("confidence",),
        "origin": ("source_title", "source_address", "note"),
    },
}
"""What differs when a row has moved so, by what the row is; ``entry`` is any other field of a document."""

_LISTED = frozenset(name for columns in MOVES["document"].values() for name in columns)


def moves_of(what: str, pair: Pair) -> tuple[str, ...]:
    """Return the codes of the ways in which a pair differs, in the order of `MOVES`; ``new`` or ``gone`` of one side alone.

    Examples
    --------
    >>> moves_of("instrument", Pair({"quote": "a"}, {"quote": "b"}))
    ('quote',)
    """
    old, new = pair.before, pair.after
    if old is None or new is None:
        return (NEW,) if old is None else (GONE,)
    differing = {name for name in {*old, *new} if old.get(name) != new.get(name)}
    found = tuple(code for code, columns in MOVES[what].items() if differing & set(columns))
    is_entry = what == "document" and bool(differing - _LISTED)
    return (*found, "entry") if is_entry else found


def statement_moves(old: Sequence[Row], new: Sequence[Row]) -> tuple[str, ...]:
    """Return how the statements behind an observation differ: their number, their words, or their place alone."""
    left, right = (Counter((m["text"], m["quote"]) for m in side) for side in (old, new))
    if left != right:
        return ("quote",) if len(old) == len(new) else ("statements",)
    spans = [[(m["source_id"], m["char_start"], m["char_end"]) for m in side] for side in (old, new)]
    return ("place",) if spans[0] != spans[1] else ()


def column_of(what: str, move: str, pair: Pair) -> list[str]:
    """Return the columns in which a pair differs by a move."""
    old, new = pair.before or {}, pair.after or {}
    return [name for name in MOVES[what].get(move, ()) if old.get(name) != new.get(name)]
