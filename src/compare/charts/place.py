"""Finding room for labels: boxes on a board in inches, of which none may lie on another.

Knows nothing of what the boxes are. A label goes to the first place wished for that is free, else to the nearest free one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

Place = tuple[float, float]

_STEP = 0.04
"""Inches between the places that are tried."""


@dataclass(frozen=True)
class Box:
    """A rectangle in inches, from its lower left corner."""

    left: float
    bottom: float
    width: float
    height: float

    def overlap(self, other: Box) -> float:
        """Return the area that two boxes share."""
        width = min(self.left + self.width, other.left + other.width) - max(self.left, other.left)
        height = min(self.bottom + self.height, other.bottom + other.height) - max(self.bottom, other.bottom)
        return max(width, 0.0) * max(height, 0.0)


def around(place: Place, width: float, height: float) -> Box:
    """Return the box of a size whose middle is at `place`.

    Examples
    --------
    >>> around((1.0, 1.0), 0.5, 0.5)
    Box(left=0.75, bottom=0.75, width=0.5, height=0.5)
    """
    return Box(place[0] - width / 2, place[1] - height / 2, width, height)


@dataclass
class Board:
    """A board of `width` by `height` inches and the boxes that are taken."""

    width: float
    height: float
    taken: list[Box] = field(default_factory=list)

    def take(self, boxes: Iterable[Box]) -> None:
        """Mark boxes as taken."""
        self.taken.extend(boxes)

    def take_line(self, start: Place, end: Place) -> None:
        """Mark a line as taken."""
        steps = max(1, int(max(abs(start[0] - end[0]), abs(start[1] - end[1])) / _STEP))
        for n in range(steps + 1):
            share = n / steps
            place = (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))
            self.taken.append(around(place, _STEP, _STEP))

    def place(self, size: Place, wished: Sequence[Place]) -> Box:
        """Take room for a label and return it.

        Parameters
        ----------
        size : tuple of float
            Width and height in inches; a label wider than the board begins at its left end.
        wished : sequence of tuple of float
            Where the middle of the label should be, the best place first.

        Returns
        -------
        Box
            On the board. Where nothing is free, the place that covers least.

        Examples
        --------
        >>> board = Board(2.0, 1.0)
        >>> board.place((1.0, 0.2), [(0.2, 0.5)]).left  # moved on to the board
        0.0
        """
        best, least = self._inside(around(wished[0], *size)), math.inf
        for place in chain(wished, self._others(wished[0])):
            box = self._inside(around(place, *size))
            covered = self._covered(box)
            if covered < least:
                best, least = box, covered
            if not covered:
                break
        self.taken.append(best)
        return best

    def _inside(self, box: Box) -> Box:
        left = max(0.0, min(box.left, self.width - box.width))
        return Box(left, max(0.0, min(box.bottom, self.height - box.height)), box.width, box.height)

    def _covered(self, box: Box) -> float:
        return sum(box.overlap(other) for other in self.taken)

    def _others(self, near: Place) -> Iterator[Place]:
        """Yield all places, the nearest first; a place beside counts as nearer than one as far above."""
        columns = [n * 3 * _STEP for n in range(int(self.width / (3 * _STEP)) + 1)]
        rows = [n * 1.5 * _STEP for n in range(int(self.height / (1.5 * _STEP)) + 1)]
        places = [(x, y) for x in columns for y in rows]
        yield from sorted(places, key=lambda p: (p[0] - near[0]) ** 2 + 2 * (p[1] - near[1]) ** 2)
