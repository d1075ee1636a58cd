"""The way in words, a few short sentences numbered as on the map: 直走 8 米，到蔬菜; 右转，走 9 米."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from domain.goods import Placement
from domain.plan import Plan, Point, Unit, UnitKind
from domain.plan.moves import Move, Turn, facing_after, heading, most_moves, moves, turn
from domain.plan.places import place_of, said
from domain.plan.shapes import in_front
from domain.words import NO_WORDS, Words
from kiosk.i18n import Translator, msg, translator
from kiosk.routing.landmarks import Landmarks, facing_out
from kiosk.routing.routes import Change, Route, Spot, Stretch


@dataclass(frozen=True, slots=True)
class Direction:
    """One sentence. `icon` is the name of a Material design icon; `at` is where its number stands on the map."""

    icon: str
    text: str
    at: Spot
    stop: int | None = None
    """The index of the end that is reached here."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What is at an end: what it is called, where it stands as people say it, and its own point, to look at."""

    name: Words = NO_WORDS
    where: Words = NO_WORDS
    at: Point | None = None


def goal_of(plan: Plan, placement: Placement, name: Words = NO_WORDS) -> Goal:
    """Of a product on its shelf. Zone, side and bay are left out of the words: who stands there is before them."""
    place, fixture = place_of(plan, placement), plan.fixture(placement.fixture_id)
    if place is None or fixture is None:
        return Goal(name)
    where = said(replace(place, zone="", side="", bay=0))
    where = replace(where, en=where.en[:1].lower() + where.en[1:])
    face = next((face for face in fixture.faces if face.face_id == placement.face_id), None)
    if face is None:
        return Goal(name, where)
    part = (min(max(1, placement.bay), face.bays) - 0.5) / face.bays
    return Goal(name, where, in_front(face.start, face.end, part, 0.0))


def directions(
    route: Route,
    plan: Plan,
    language: str,
    *,
    heading: float | None = None,
    goals: Sequence[Goal] = (),
    departments: Mapping[str, str] | None = None,
) -> tuple[Direction, ...]:
    """`heading` is where the shopper looks when they set out (degrees clockwise from up the sheet), where it is known.
    `goals` are those of the ends asked for, in the same order. `departments` has their Chinese names by code; without
    them shelves are called what the plan calls them."""
    writer = _Writer(route, plan, translator(language), departments or {}, goals)
    rides = sum(isinstance(leg, Change) for leg in route.legs)
    most = most_moves(len(route.order), len(route.legs) - rides, rides)
    found: list[Direction] = []
    facing = heading
    for n, leg in enumerate(route.legs):
        match leg:
            case Stretch():
                ride = route.legs[n + 1] if n + 1 < len(route.legs) else None
                found += writer.walk(leg, facing, ride if isinstance(ride, Change) else None, most)
                facing = facing_after(leg.points, facing)
            case Change():
                found.append(writer.ride(leg, route.legs[n - 1] if n else None))
                facing = writer.out_of(leg, route.legs[n + 1] if n + 1 < len(route.legs) else None)
            case _:
                assert_never(leg)
    return tuple(found)


ICONS = {
    Turn.AHEAD: "arrow-up",
    Turn.SLIGHT_LEFT: "arrow-top-left",
    Turn.SLIGHT_RIGHT: "arrow-top-right",
    Turn.LEFT: "arrow-left-top",
    Turn.RIGHT: "arrow-right-top",
    Turn.AROUND: "arrow-u-down-left",
}
ARRIVED = "map-marker"
RIDE_ICONS = {
    UnitKind.ELEVATOR: "elevator-passenger",
    UnitKind.ESCALATOR: "escalator",
    UnitKind.STAIRS: "stairs",
    UnitKind.RAMP: "slope-uphill",
}

_TURNS = {
    Turn.LEFT: msg("左转"),
    Turn.RIGHT: msg("右转"),
    Turn.SLIGHT_LEFT: msg("向左前方"),
    Turn.SLIGHT_RIGHT: msg("向右前方"),
    Turn.AROUND: msg("向后转"),
}
_RIDES = {
    UnitKind.ELEVATOR: msg("坐电梯到{level}"),
    UnitKind.ESCALATOR: msg("坐扶梯到{level}"),
    UnitKind.STAIRS: msg("走楼梯到{level}"),
    UnitKind.RAMP: msg("走坡道到{level}"),
}
_SIDES = {
    Turn.AHEAD: msg("就在您面前"),
    Turn.LEFT: msg("在您左手边"),
    Turn.RIGHT: msg("在您右手边"),
    Turn.SLIGHT_LEFT: msg("在您左前方"),
    Turn.SLIGHT_RIGHT: msg("在您右前方"),
    Turn.AROUND: msg("在您身后"),
}


class _Writer:
    def __init__(
        self, route: Route, plan: Plan, tr: Translator, departments: Mapping[str, str], goals: Sequence[Goal]
    ) -> None:
        self._plan = plan
        self._tr = tr
        self._departments = {code: tr(name) for code, name in departments.items()}
        self._goals = goals
        self._several = len(route.order) > 1
        self._rides = any(isinstance(leg, Change) for leg in route.legs)
        self._levels: dict[str, Landmarks] = {}
        self._said = ""

    def walk(self, leg: Stretch, facing: float | None, ride: Change | None, most: int) -> list[Direction]:
        parts = moves(leg.points, most)
        marks = self._landmarks(leg.level_id)
        goal = self._goal(leg.stop)
        found = []
        for n, move in enumerate(parts):
            last = n == len(parts) - 1
            way = Turn.AHEAD if facing is None else turn(facing, move.heading)
            to = "" if last else marks.at(move.points[-1], (self._said,))
            if last and ride is not None:
                to = self._unit_name(ride.from_unit)
            # Nobody passes what they have come to.
            said = (self._said, goal.name.in_(self._tr.language)) if last else (self._said,)
            text = self._move(way, move, to, marks.passed(move.points, said) if not to else "")
            found.append(Direction(ICONS[way], text, Spot(leg.level_id, move.middle)))
            facing = move.heading
        if leg.stop is not None:
            here = Spot(leg.level_id, leg.points[-1])
            text = self._arrival(goal, here, facing_after(leg.points, facing))
            found.append(Direction(ARRIVED, text, here, leg.stop))
        return found

    def _move(self, way: Turn, move: Move, to: str, by: str) -> str:
        tr = self._tr
        n = max(1, round(move.metres))
        self._said = to or by or self._said
        if way is Turn.AHEAD:
            if to:
                return tr("直走 {n} 米，到{place}", n=n, place=to)
            return tr("直走 {n} 米，过{place}", n=n, place=by) if by else tr("直走 {n} 米", n=n)
        turned = tr(_TURNS[way])
        if to:
            return tr("{turn}，走 {n} 米到{place}", turn=turned, n=n, place=to)
        if by:
            return tr("{turn}，走 {n} 米，过{place}", turn=turned, n=n, place=by)
        return tr("{turn}，走 {n} 米", turn=turned, n=n)

    def _arrival(self, goal: Goal, here: Spot, facing: float | None) -> str:
        tr = self._tr
        parts = []
        if self._several and (name := goal.name.in_(tr.language)):
            parts.append(tr("{name}到了", name=name))
        else:
            parts.append(tr("到了"))
        if goal.at is not None and goal.at != here.point:
            side = Turn.AHEAD if facing is None else turn(facing, heading(here.point, goal.at))
            parts.append(tr(_SIDES[side]))
        parts.append(goal.where.in_(tr.language))
        return tr("，").join(part for part in parts if part)

    def ride(self, leg: Change, before: Stretch | Change | None) -> Direction:
        level = self._plan.level(leg.to_level)
        name = level.name.in_(self._tr.language) if level else leg.to_level
        at = before.points[-1] if isinstance(before, Stretch) else self._middle(leg.from_unit)
        ride = leg.kind if leg.kind in _RIDES else UnitKind.ELEVATOR
        self._said = ""
        return Direction(RIDE_ICONS[ride], self._tr(_RIDES[ride], level=name), Spot(leg.from_level, at))

    def out_of(self, leg: Change, after: Stretch | Change | None) -> float | None:
        unit = self._unit(leg.to_unit)
        if unit is None or not isinstance(after, Stretch):
            return None
        return facing_out(unit, after.points[0])

    def _landmarks(self, level_id: str) -> Landmarks:
        if level_id not in self._levels:
            self._levels[level_id] = Landmarks(
                self._plan, level_id, self._tr.language, self._departments, rides=not self._rides
            )
        return self._levels[level_id]

    def _goal(self, stop: int | None) -> Goal:
        return self._goals[stop] if stop is not None and stop < len(self._goals) else Goal()

    def _unit(self, unit_id: str) -> Unit | None:
        return next((unit for unit in self._plan.units if unit.unit_id == unit_id), None)

    def _unit_name(self, unit_id: str) -> str:
        unit = self._unit(unit_id)
        return unit.name.in_(self._tr.language) if unit else ""

    def _middle(self, unit_id: str) -> Point:
        unit = self._unit(unit_id)
        return unit.shape[0] if unit and unit.shape else (0.0, 0.0)
