"""A route as the phone gets it (see `domain.plan.walk`)."""

from __future__ import annotations

from collections.abc import Sequence

from domain.plan import Plan, Point
from domain.plan.walk import Decimetres, Target, Walk, WalkLeg
from domain.wire import Pace
from kiosk.routing.routes import Change, Route, Stretch


def walk_of(
    route: Route,
    plan: Plan,
    store_id: str,
    targets: Sequence[Target],
    *,
    step_free: bool = False,
    language: str = "zh_CN",
    pace: Pace = Pace.NORMAL,
) -> Walk:
    """`targets` are those of the ends asked for, in that order."""
    legs = []
    for n, leg in enumerate(route.legs):
        if isinstance(leg, Stretch):
            ride = route.legs[n + 1] if n + 1 < len(route.legs) else None
            kind = ride.kind if isinstance(ride, Change) else None
            legs.append(WalkLeg(leg.level_id, _decimetres(leg.points), leg.stop is not None, kind))
    ordered = tuple(targets[n] for n in route.order)
    return Walk(store_id, plan.version, ordered, tuple(legs), step_free, language, pace)


def _decimetres(points: Sequence[Point]) -> tuple[Decimetres, ...]:
    return tuple(dict.fromkeys((round(x * 10), round(y * 10)) for x, y in points))
