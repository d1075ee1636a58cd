"""The way from one spot to others, over all levels of a store."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from domain.plan import Plan, Point, Ring, Unit, UnitKind
from domain.plan.geometry import edges, inside
from domain.plan.moves import length
from domain.plan.walking import SPEED
from domain.wire import Pace
from kiosk.routing.gates import Door, Interchange, Journey, rides
from kiosk.routing.ordering import best_order
from kiosk.routing.routes import Change, Leg, NoWay, Reason, Route, Spot, Stretch

if TYPE_CHECKING:
    from kiosk.routing.streets import Path, Stand, Streets, Tree

Connections = Mapping[bool, Interchange]
"""By `step_free`."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A spot as the router has it: where on its level one stands for it (for a room, at any of its doors)."""

    level_id: str
    stands: tuple[Stand, ...]


@dataclass(frozen=True, slots=True)
class _Way:
    """Between two places: a walk on one level, or a journey from one stand to another."""

    seconds: float
    walk: Path | None = None
    journey: Journey | None = None
    first: Stand | None = None
    last: Stand | None = None


class Router:
    """Built once for a plan (some 50 ms for a small store); then any number of routes, from one thread at a time."""

    def __init__(self, plan: Plan) -> None:
        # Here and not at the top: a kiosk that shows no way loads none of it.
        from kiosk.routing.streets import Streets

        self._plan = plan
        self._floors = {level.level_id: level.ordinal for level in plan.levels}
        shapes: dict[str, list[Ring]] = defaultdict(list)
        for fixture in plan.fixtures:
            shapes[fixture.level_id].append(fixture.shape)
        for unit in plan.units:
            if unit.kind is not UnitKind.WALKWAY:
                shapes[unit.level_id].append(unit.shape)
        self._streets: dict[str, Streets] = {
            level.level_id: Streets(level.outline, shapes[level.level_id]) for level in plan.levels
        }
        self._trees: dict[Door, Tree] = {}
        self._doors: dict[str, list[Door]] = defaultdict(list)
        self._connections = self._connect()
        # The screen is where nearly every way begins.
        self._place = lru_cache(maxsize=64)(self._placed)

    def route(
        self, start: Spot, ends: Sequence[Spot], *, step_free: bool = False, pace: Pace = Pace.NORMAL
    ) -> Route | NoWay:
        """The way from the start to all ends, in the order that takes least time: the best one up to nine ends, a good
        one beyond (see `ordering`). Within one level it is the shortest way, but for up to 1% that makes it read well;
        between levels the quickest. A spot in the way of something stands for the nearest free ground."""
        begin = self._place(start)
        if begin is None:
            return NoWay(Reason.NOWHERE)
        places = [begin]
        for index, end in enumerate(ends):
            place = self._place(end)
            if place is None:
                return NoWay(Reason.NOWHERE, index)
            places.append(place)
        speed = SPEED[pace]
        ways = {
            (i, j): self._way(here, there, step_free, speed)
            for i, here in enumerate(places)
            for j, there in enumerate(places)
            if j and i != j
        }
        costs = [
            [way.seconds if (way := ways.get((i, j))) else math.inf for j in range(len(places))]
            for i in range(len(places))
        ]
        order = best_order(costs)
        return self._route(order, places, ways, step_free, pace)

    def _route(
        self,
        order: tuple[int, ...],
        places: Sequence[_Place],
        ways: Mapping[tuple[int, int], _Way | None],
        step_free: bool,
        pace: Pace,
    ) -> Route | NoWay:
        legs: list[Leg] = []
        here = 0
        for there in order:
            way = ways[here, there]
            if way is None:
                stepped = step_free and self._way(places[here], places[there], False, SPEED[pace]) is not None
                return NoWay(Reason.STEPS if stepped else Reason.CUT_OFF, there - 1)
            legs += self._legs(way, places[here].level_id, there - 1)
            here = there
        metres = sum(leg.metres for leg in legs)
        rest = sum(leg.seconds for leg in legs if isinstance(leg, Change))
        return Route(tuple(legs), metres, metres / SPEED[pace] + rest, tuple(index - 1 for index in order))

    # Places ------------------------------------------------------------------------------------------------------

    def _placed(self, spot: Spot) -> _Place | None:
        streets = self._streets.get(spot.level_id)
        if streets is None or not all(map(math.isfinite, spot.point)):
            return None
        stands = [streets.stand(point) for point in self._ground_for(spot, streets)]
        found = tuple(stand for stand in stands if stand is not None)
        return _Place(spot.level_id, found) if found else None

    def _ground_for(self, spot: Spot, streets: Streets) -> list[Point]:
        for unit in self._plan.units:
            if unit.level_id == spot.level_id and unit.kind is not UnitKind.WALKWAY and inside(spot.point, unit.shape):
                if doors := self._before(unit, streets):
                    return doors
                break
        point = streets.ground.nearest(spot.point)
        return [] if point is None else [point]

    def _before(self, unit: Unit, streets: Streets) -> list[Point]:
        """The ground before a room's doors; before its walls where it has none."""
        wished = unit.doors or [((x0 + x1) / 2, (y0 + y1) / 2) for (x0, y0), (x1, y1) in edges(unit.shape)]
        points = (streets.ground.nearest(door) for door in wished)
        return list(dict.fromkeys(point for point in points if point is not None))

    # Between levels ----------------------------------------------------------------------------------------------

    def _connect(self) -> Connections:
        joined = {unit.unit_id for unit in self._plan.units if unit.joins}
        joined |= {name for unit in self._plan.units for name in unit.joins}
        for unit in self._plan.units:
            streets = self._streets.get(unit.level_id)
            if unit.unit_id not in joined or unit.kind is UnitKind.WALKWAY or streets is None:
                continue
            for point in self._before(unit, streets):
                stand = streets.stand(point)
                if stand is not None:
                    door = Door(unit.unit_id, unit.level_id, point)
                    self._trees[door] = streets.tree(stand)
                    self._doors[unit.level_id].append(door)
        walks = {
            a: {b: self._metres(a, b) for b in self._doors[a.level_id] if b is not a} for a in self._trees
        }
        return {
            step_free: Interchange(self._trees, rides(self._plan, step_free), walks) for step_free in (False, True)
        }

    def _metres(self, start: Door, end: Door) -> float:
        return self._streets[start.level_id].metres_by(self._trees[start].stand, self._trees[end])

    def _way(self, start: _Place, end: _Place, step_free: bool, speed: float) -> _Way | None:
        """On foot where both are on one level and it hangs together; else by what leads between levels."""
        if start.level_id == end.level_id:
            streets = self._streets[start.level_id]
            tried = (streets.path(a, b) for a in start.stands for b in end.stands)
            walk = min((path for path in tried if path is not None), key=lambda path: path.metres, default=None)
            if walk is not None:
                return _Way(walk.metres / speed, walk=walk)
        first, last = self._to_doors(start), self._to_doors(end)
        journey = self._connections[step_free].quickest(
            {door: metres for door, (metres, _) in first.items()},
            {door: metres for door, (metres, _) in last.items()},
            speed,
        )
        if journey is None:
            return None
        (enter, _, _), (_, _, leave) = journey.parts[0], journey.parts[-1]
        return _Way(journey.seconds, journey=journey, first=first[enter][1], last=last[leave][1])

    def _to_doors(self, place: _Place) -> dict[Door, tuple[float, Stand]]:
        streets = self._streets[place.level_id]
        found = {}
        for door in self._doors[place.level_id]:
            far = [(streets.metres_by(stand, self._trees[door]), n) for n, stand in enumerate(place.stands)]
            metres, n = min(far)
            if math.isfinite(metres):
                found[door] = (metres, place.stands[n])
        return found

    # Legs --------------------------------------------------------------------------------------------------------

    def _legs(self, way: _Way, level_id: str, stop: int) -> list[Leg]:
        if way.walk is not None:
            return [self._stretch(level_id, way.walk.points, stop)]
        assert way.journey is not None
        assert way.first is not None
        assert way.last is not None
        legs: list[Leg] = []
        stand = way.first
        for enter, ride, leave in way.journey.parts:
            legs.append(self._to(stand, enter))
            legs.append(
                Change(
                    ride.kind, ride.from_unit, ride.to_unit, enter.level_id, leave.level_id, ride.metres, ride.seconds
                )
            )
            stand = self._trees[leave].stand
        final = way.journey.parts[-1][2]
        path = self._streets[final.level_id].path_by(way.last, self._trees[final])
        assert path is not None
        legs.append(self._stretch(final.level_id, path.points[::-1], stop))
        return legs

    def _to(self, stand: Stand, door: Door) -> Stretch:
        path = self._streets[door.level_id].path_by(stand, self._trees[door])
        assert path is not None
        return self._stretch(door.level_id, path.points, None)

    def _stretch(self, level_id: str, points: tuple[Point, ...], stop: int | None) -> Stretch:
        points = self._streets[level_id].tidied(points)
        return Stretch(level_id, points, length(points), stop)
