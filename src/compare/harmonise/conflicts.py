"""Unequal values of one key: which contradict each other, and which are of a part or of a target beyond the target.

What a plan says of a sector does not contradict what it says of the area, and does not keep the headline out of calculations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from compare.comparability import AMOUNTS
from compare.dataset.bounds import CONTRADICTED
from compare.dataset.parts import PART, UNCLEAR, WHOLE, Reach, is_stretch, surest

Row = dict[str, Any]

OF_A_PART = "of a part: {}"
PERHAPS_OF_A_PART = "perhaps of a part"
STRETCH_OF = "stretch target beyond {}"
ANOTHER_PERIOD = "another period is {}"
CONTRADICTED_BY = "contradicted by {}"


@dataclass(frozen=True)
class Stated:
    """A value of a key: its row, and of each statement of it what it is of and where its sentence begins."""

    row: Row
    said: tuple[tuple[Reach, int], ...]

    @property
    def reach(self) -> Reach:
        """What the value is of."""
        return surest(reach for reach, _ in self.said)


def note_conflicts(stated: Sequence[Stated]) -> None:
    """Set status and remarks of the rows of one key that have unequal values.

    Parameters
    ----------
    stated : sequence of Stated
        The values of one key; status ``A`` so far. `obs_status` and `remarks` of their rows are changed.

    Notes
    -----
    A value of a part gets status ``U`` and touches no other. So does an amount of which it is not clear what it is of, where it
    is less than all that are of the whole. Of two targets, one to be met and one beyond, the latter gets ``U``. All others
    contradict each other, and each gets ``U``, unless they are additions of other periods.
    """
    parts = [value for value in stated if value.reach.code == PART]
    wholes = [value.row["obs_value"] for value in stated if value.reach.code == WHOLE]
    small = [value for value in stated if _may_be_part(value, wholes)]
    for value in (*parts, *small):
        value.row["obs_status"] = CONTRADICTED
        value.row["remarks"].append(OF_A_PART.format(value.reach.words or "…") if value in parts else PERHAPS_OF_A_PART)
    rest = [value for value in stated if value not in parts and value not in small]
    for value in rest:
        for other in rest:
            if other is not value:
                _note(value, other)


def _may_be_part(value: Stated, wholes: Sequence[float]) -> bool:
    is_amount = value.row["kind"] in AMOUNTS and value.reach.code == UNCLEAR
    return is_amount and bool(wholes) and value.row["obs_value"] < min(wholes)


def _note(value: Stated, other: Stated) -> None:
    row, identifier = value.row, other.row["observation_id"]
    starts = {row["period_start"], other.row["period_start"]}
    if len(starts) == 2 and None not in starts:
        row["remarks"].append(ANOTHER_PERIOD.format(identifier))
    elif _is_beyond(value, other):
        row["obs_status"] = CONTRADICTED
        row["remarks"].append(STRETCH_OF.format(identifier))
    elif not _is_beyond(other, value):
        row["obs_status"] = CONTRADICTED
        row["remarks"].append(CONTRADICTED_BY.format(identifier))


def _is_beyond(value: Stated, other: Stated) -> bool:
    """Say whether a value is a target beyond another: more, of a rank less."""
    more, less = (other, value) if value.row["kind"] == "rank" else (value, other)
    is_more = more.row["obs_value"] > less.row["obs_value"]
    pairs = ((a, b, start == start_b) for a, start in value.said for b, start_b in other.said)
    return is_more and any(is_stretch(a, b, is_one_sentence=same) for a, b, same in pairs)
