"""How long ways take, for the screens and for the phone alike."""

from __future__ import annotations

from domain.plan.model import UnitKind
from domain.wire import Pace

SPEED = {Pace.NORMAL: 1.2, Pace.SENIOR: 0.8}
"""Metres a second."""
_WAIT = {UnitKind.ELEVATOR: 25.0}
"""Seconds before one gets in."""
_A_FLOOR = {UnitKind.ELEVATOR: 8.0, UnitKind.ESCALATOR: 20.0, UnitKind.STAIRS: 30.0, UnitKind.RAMP: 30.0}
"""Seconds from one floor to the next, at an ordinary pace."""


def ride_seconds(kind: UnitKind, floors: int) -> float:
    """From one level to another that is so many floors away, with the wait; between halls of one floor as for one."""
    return _WAIT.get(kind, 0.0) + _A_FLOOR.get(kind, 20.0) * (abs(floors) or 1)
