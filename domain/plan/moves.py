"""A walk cut into what one says of it: a few moves, each straight enough to be one, and the turns between them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from domain.plan.model import Point

SAME_WAY = 25.0
"""Degrees. Less than that is straight on for somebody who walks."""
TOO_SHORT = 2.0
"""Metres. Nobody says three steps."""
MOST = 4
"""Moves of one walk, however it winds: who walks it sees the rest."""

SENTENCES = 6
"""Of a way to one end, with those for rides and the arrival."""


class Turn(Enum):
    AHEAD = "ahead"
    SLIGHT_LEFT = "slight left"
    SLIGHT_RIGHT = "slight right"
    LEFT = "left"
    RIGHT = "right"
    AROUND = "around"


@dataclass(frozen=True, slots=True)
class Move:
    """A part of a walk; `heading` (degrees clockwise from up the sheet) from its first point to its last."""

    points: tuple[Point, ...]

    @property
    def heading(self) -> float:
        return heading(self.points[0], self.points[-1])

    @property
    def metres(self) -> float:
        return length(self.points)

    @property
    def middle(self) -> Point:
        return along(self.points, self.metres / 2)


def moves(points: Sequence[Point], most: int = MOST) -> list[Move]:
    """Of a polyline; none where it is a point."""
    found = [Move((a, b)) for a, b in pairwise(points) if math.dist(a, b) > 1e-6]
    _join(found, lambda a, b: _bend(a, b) if _bend(a, b) < SAME_WAY else math.inf)
    _join(found, lambda a, b: min(a.metres, b.metres) if min(a.metres, b.metres) < TOO_SHORT else math.inf)
    _join(found, lambda a, b: _bend(a, b) if _bend(a, b) < SAME_WAY else math.inf)
    while len(found) > most:
        _join_one(found, lambda a, b: min(a.metres, b.metres))
    return found


def most_moves(ends: int, walks: int, rides: int) -> int:
    """Of one of a way's `walks`: half a dozen sentences in all for one end; fewer for each of several ends."""
    if ends > 1:
        return 3 if ends < 4 else 2
    return max(1, min(MOST, (SENTENCES - 1 - rides) // max(1, walks)))


def facing_after(points: Sequence[Point], before: float | None) -> float | None:
    """Where somebody looks who has walked it: along its last piece, unless that is a single step."""
    for n in range(len(points) - 2, -1, -1):
        step = math.dist(points[n], points[-1])
        if step > 0.8 or (n == 0 and step > 0):
            return heading(points[n], points[-1])
    return before


def turn(before: float, after: float) -> Turn:
    """From one heading to another."""
    bend = (after - before + 180) % 360 - 180
    if abs(bend) < SAME_WAY:
        return Turn.AHEAD
    if abs(bend) < 55:
        return Turn.SLIGHT_RIGHT if bend > 0 else Turn.SLIGHT_LEFT
    if abs(bend) < 145:
        return Turn.RIGHT if bend > 0 else Turn.LEFT
    return Turn.AROUND


def heading(a: Point, b: Point) -> float:
    return math.degrees(math.atan2(b[0] - a[0], b[1] - a[1])) % 360


def length(points: Sequence[Point]) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(points))


def along(points: Sequence[Point], metres: float) -> Point:
    """The point so far along a polyline."""
    for a, b in pairwise(points):
        step = math.dist(a, b)
        if metres <= step and step:
            part = metres / step
            return a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part
        metres -= step
    return points[-1]


def _bend(a: Move, b: Move) -> float:
    return abs((b.heading - a.heading + 180) % 360 - 180)


Price = Callable[[Move, Move], float]


def _join(found: list[Move], cost: Price) -> None:
    while _join_one(found, cost):
        pass


def _join_one(found: list[Move], cost: Price) -> bool:
    """Joins the neighbours that cost least, if any may be joined."""
    prices = [(cost(a, b), n) for n, (a, b) in enumerate(pairwise(found))]
    price, n = min(prices, default=(math.inf, 0))
    if math.isinf(price):
        return False
    found[n : n + 2] = [Move(found[n].points + found[n + 1].points[1:])]
    return True
