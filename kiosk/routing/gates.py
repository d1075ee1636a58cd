"""Ways between the levels: lifts, escalators, stairs and ramps, and what they cost."""

from __future__ import annotations

import heapq
import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from domain.plan import Plan, Point, Unit, UnitKind
from domain.plan.walking import ride_seconds

ON_FOOT = (UnitKind.STAIRS, UnitKind.RAMP)


@dataclass(frozen=True, slots=True)
class Door:
    """Where one steps into a connector and out of it: the ground before it."""

    unit_id: str
    level_id: str
    point: Point


@dataclass(frozen=True, slots=True)
class Ride:
    """From inside one unit to inside another, on another level as a rule. `seconds` hold the wait."""

    kind: UnitKind
    from_unit: str
    to_unit: str
    metres: float
    seconds: float


def rides(plan: Plan, step_free: bool) -> Iterator[Ride]:
    """Every ride of the plan, or those a wheelchair can take. Whoever is in a lift may stay in it: from any floor of it
    to any other is one ride."""
    units = {unit.unit_id: unit for unit in plan.units}
    floors = {level.level_id: level.ordinal for level in plan.levels}
    for unit in plan.units:
        if unit.kind is UnitKind.WALKWAY or (step_free and not _step_free(unit)):
            continue
        for there in _led_to(unit, units, step_free):
            apart = floors.get(unit.level_id, 0) - floors.get(there.level_id, 0)
            metres = math.dist(_middle(unit), _middle(there)) if unit.kind in ON_FOOT else 0.0
            yield Ride(unit.kind, unit.unit_id, there.unit_id, metres, ride_seconds(unit.kind, apart))


def _led_to(unit: Unit, units: Mapping[str, Unit], step_free: bool) -> Iterable[Unit]:
    found: dict[str, Unit] = {}
    waiting = [unit]
    while waiting:
        for name in waiting.pop().joins:
            there = units.get(name)
            if there is None or name in found or there is unit or (step_free and not _step_free(there)):
                continue
            found[name] = there
            waiting.append(there)
    return found.values()


def _step_free(unit: Unit) -> bool:
    return unit.step_free and unit.kind not in (UnitKind.STAIRS, UnitKind.ESCALATOR)


def _middle(unit: Unit) -> Point:
    points = unit.doors or unit.shape
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


@dataclass(frozen=True, slots=True)
class Journey:
    """Which rides one takes, and through which doors: (door in, ride, door out), in order."""

    parts: tuple[tuple[Door, Ride, Door], ...]
    seconds: float


class Interchange:
    """The network of doors and rides. `walks[a][b]` are the metres from door a to door b of the same level."""

    def __init__(
        self, doors: Iterable[Door], found: Iterable[Ride], walks: Mapping[Door, Mapping[Door, float]]
    ) -> None:
        by_unit: dict[str, list[Door]] = defaultdict(list)
        for door in doors:
            by_unit[door.unit_id].append(door)
        self._walks = walks
        self._rides: dict[Door, list[tuple[Ride, Door]]] = defaultdict(list)
        for ride in found:
            for way_in in by_unit[ride.from_unit]:
                self._rides[way_in] += [(ride, way_out) for way_out in by_unit[ride.to_unit]]

    def quickest(self, first: Mapping[Door, float], last: Mapping[Door, float], speed: float) -> Journey | None:
        """Between metres to the doors of the start's level and metres from those of the end's."""
        done: set[Door] = set()
        count = itertools.count()  # breaks ties: doors and rides have no order of their own
        waiting: list[tuple[float, int, Door | None, tuple[tuple[Door, Ride, Door], ...]]] = []

        def push(seconds: float, door: Door | None, parts: tuple[tuple[Door, Ride, Door], ...]) -> None:
            if math.isfinite(seconds):
                heapq.heappush(waiting, (seconds, next(count), door, parts))

        for door, metres in first.items():
            push(metres / speed, door, ())
        while waiting:
            seconds, _, here, parts = heapq.heappop(waiting)
            if here is None:
                return Journey(parts, seconds)
            if here in done:
                continue
            done.add(here)
            if parts and here in last:
                push(seconds + last[here] / speed, None, parts)
            for ride, out in self._rides[here]:
                push(seconds + ride.seconds + ride.metres / speed, out, (*parts, (here, ride, out)))
            if parts and parts[-1][2] == here:
                for other, metres in self._walks.get(here, {}).items():
                    push(seconds + metres / speed, other, parts)
        return None
