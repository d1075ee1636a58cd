"""A walk in numbered sentences, by the same moves and in the same words as on the screen it came from. No I/O."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from backend.console.words import Words
from backend.tracking.walk_goals import Goal
from domain.plan import Plan, Point, UnitKind
from domain.plan.moves import Turn, facing_after, length, most_moves, moves, turn
from domain.plan.walk import Walk, WalkLeg
from domain.plan.walking import SPEED, ride_seconds

BEFORE_IT = 2.0
"""Metres from a screen: who sets out there stands before it."""

_ICONS = {
    Turn.AHEAD: "arrow-up",
    Turn.SLIGHT_LEFT: "arrow-top-left",
    Turn.SLIGHT_RIGHT: "arrow-top-right",
    Turn.LEFT: "arrow-left-top",
    Turn.RIGHT: "arrow-right-top",
    Turn.AROUND: "arrow-u-down-left",
}
_TURNS = {
    Turn.LEFT: "左转",
    Turn.RIGHT: "右转",
    Turn.SLIGHT_LEFT: "向左前方",
    Turn.SLIGHT_RIGHT: "向右前方",
    Turn.AROUND: "向后转",
}
_RIDES = {
    UnitKind.ELEVATOR: ("elevator-passenger", "坐电梯到{level}"),
    UnitKind.ESCALATOR: ("escalator", "坐扶梯到{level}"),
    UnitKind.STAIRS: ("stairs", "走楼梯到{level}"),
    UnitKind.RAMP: ("slope-uphill", "走坡道到{level}"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """`line` is the part of the walk it is about, a single point where one does not move; on `level_id`, in metres.
    `arrives`: a target is reached."""

    number: int
    icon: str
    text: str
    level_id: str
    line: tuple[Point, ...]
    arrives: bool = False


def steps(walk: Walk, plan: Plan | None, goals: Sequence[Goal], w: Words) -> tuple[Step, ...]:
    found: list[Step] = []
    facing = _looking(walk, plan)
    reached = 0
    most = most_moves(len(walk.targets), len(walk.legs), sum(leg.ride is not None for leg in walk.legs))

    def add(icon: str, text: str, level_id: str, *line: Point, arrives: bool = False) -> None:
        found.append(Step(len(found) + 1, icon, text, level_id, line, arrives))

    for n, leg in enumerate(walk.legs):
        points = metres(leg)
        for move in moves(points, most):
            way = Turn.AHEAD if facing is None else turn(facing, move.heading)
            add(_ICONS[way], _said(way, move.metres, w), leg.level_id, *move.points)
            facing = move.heading
        facing = facing_after(points, facing)
        if leg.reaches:
            goal = goals[reached] if reached < len(goals) else Goal()
            add("map-marker", _arrival(goal, len(walk.targets) > 1, w), leg.level_id, points[-1], arrives=True)
            reached += 1
        if leg.ride is not None and n + 1 < len(walk.legs):
            icon, text = _RIDES[leg.ride]
            to = level_name(plan, walk.legs[n + 1].level_id, w)
            add(icon, w(text, level=to), leg.level_id, points[-1])
            facing = None  # nobody knows which way one looks when the doors open
    return tuple(found)


def _looking(walk: Walk, plan: Plan | None) -> float | None:
    """Where somebody looks who has just scanned the code: at the screen the way begins before."""
    if plan is None or not walk.legs or not walk.legs[0].points:
        return None
    level_id, start = walk.legs[0].level_id, metres(walk.legs[0])[0]
    near = [(math.dist(a.at, start), a.heading) for a in plan.amenities if a.device and a.level_id == level_id]
    far, heading = min(near, default=(math.inf, 0.0))
    return heading if far <= BEFORE_IT else None


def metres(leg: WalkLeg) -> tuple[Point, ...]:
    return tuple((x / 10, y / 10) for x, y in leg.points)


def long(walk: Walk) -> float:
    """Metres walked; rides do not count."""
    return sum(length(metres(leg)) for leg in walk.legs)


def minutes(walk: Walk, plan: Plan | None) -> int:
    """At the pace of the shopper the kiosk made it for, as its screen said."""
    floors = {level.level_id: level.ordinal for level in plan.levels} if plan is not None else {}
    rides = sum(
        ride_seconds(leg.ride, floors.get(leg.level_id, 0) - floors.get(after.level_id, 0))
        for leg, after in itertools.pairwise(walk.legs)
        if leg.ride is not None
    )
    return max(1, math.ceil((long(walk) / SPEED[walk.pace] + rides) / 60))


def level_name(plan: Plan | None, level_id: str, w: Words) -> str:
    level = plan.level(level_id) if plan is not None else None
    return level.name.in_(w.language) if level is not None else level_id


def _said(way: Turn, metres: float, w: Words) -> str:
    n = max(1, round(metres))
    return w("直走 {n} 米", n=n) if way is Turn.AHEAD else w("{turn}，走 {n} 米", turn=w(_TURNS[way]), n=n)


def _arrival(goal: Goal, several: bool, w: Words) -> str:
    name, where = goal.name.in_(w.language), goal.where.in_(w.language)
    first = w("{name}到了", name=name) if several and name else w("到了")
    return w("，").join(part for part in (first, where) if part)
