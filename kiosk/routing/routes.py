"""What a route is: plain facts, without the machinery that finds it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from domain.plan import Point, UnitKind


@dataclass(frozen=True, slots=True)
class Spot:
    """Somewhere on the plan; metres."""

    level_id: str
    point: Point


@dataclass(frozen=True, slots=True)
class Stretch:
    """A walk on one level: `points` from where it begins to where it ends, one where there is nothing to walk.

    `stop` is the index (in the ends asked for) of what is reached at its end, None where the level changes there.
    """

    level_id: str
    points: tuple[Point, ...]
    metres: float
    stop: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """From one level to another by a lift, an escalator, stairs or a ramp. `metres` are those of one's own feet: none
    in a lift and on an escalator."""

    kind: UnitKind
    from_unit: str
    to_unit: str
    from_level: str
    to_level: str
    metres: float
    seconds: float


Leg = Stretch | Change


@dataclass(frozen=True, slots=True)
class Route:
    """A way from the start to every end. `order` has the indices of the ends asked for, as they are reached."""

    legs: tuple[Leg, ...]
    metres: float
    seconds: float
    order: tuple[int, ...]


class Reason(Enum):
    """Why there is no way."""

    STEPS = "no step-free way"
    """There is one with stairs or an escalator."""
    CUT_OFF = "cut off"
    NOWHERE = "nowhere to stand"
    """No free ground near the spot, or no such level."""


@dataclass(frozen=True, slots=True)
class NoWay:
    """`end` is the index of the end nobody gets to; None where it is the start nobody gets away from."""

    reason: Reason
    end: int | None = None
