"""Whether a shopper gets everywhere: from an entrance to every shelf, service and kiosk, also without a step."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from domain.plan.categories import STEPPED
from domain.plan.fault import Fault, error, warning
from domain.plan.geometry import Box, box_of, crosses, edges, inside
from domain.plan.ground import Ground
from domain.plan.model import Face, Fixture, OpeningKind, Plan, Point, Ring, Unit, UnitKind
from domain.plan.references import KIOSKS
from domain.plan.shapes import in_front

_REACH = (0.4, 0.5, 0.6, 0.75, 0.9)
"""Metres from which a hand gets to a shelf, or a person through a door."""
_AROUND = 16
"""Directions looked into from a door or a point."""

_CELL = 4.0
"""Metres: what stands on a level is looked up by squares of the floor."""
_OFF = 0.01
"""Metres from a shelf's edge, a door or a point, where looking around begins."""

Area = tuple[str, int]
"""A level's id and the number of an area of it that hangs together."""
Look = tuple[Point, Point]
"""From what is wanted to where somebody might stand."""


class _Shapes:
    """What stands on one level. Nobody takes through a wall, nor over a shelf that stands in front."""

    def __init__(self, shapes: Iterable[Ring]) -> None:
        self._cells: dict[tuple[int, int], list[tuple[Box, Ring]]] = defaultdict(list)
        for shape in shapes:
            box = box_of(shape)
            for cell in _cells(box):
                self._cells[cell].append((box, shape))

    def hold(self, point: Point) -> bool:
        return any(inside(point, shape) for shape in self._between(point, point))

    def part(self, one: Point, other: Point) -> bool:
        """Whether something stands between two points; the first may lie on an edge."""
        length = math.hypot(other[0] - one[0], other[1] - one[1])
        if length <= _OFF:
            return False
        near = one[0] + (other[0] - one[0]) * _OFF / length, one[1] + (other[1] - one[1]) * _OFF / length
        return any(crosses(near, other, shape) or inside(near, shape) for shape in self._between(near, other))

    def _between(self, one: Point, other: Point) -> Iterator[Ring]:
        """What might be met on the way; some of it twice."""
        west, south, east, north = box_of((one, other))
        for cell in _cells((west, south, east, north)):
            for box, shape in self._cells.get(cell, ()):
                if box[0] <= east and box[2] >= west and box[1] <= north and box[3] >= south:
                    yield shape


@dataclass(frozen=True, slots=True)
class _Floor:
    """The ground of every level, what of it a shopper gets to, what without any step, and from where one gets out."""

    grounds: Mapping[str, Ground]
    shapes: Mapping[str, _Shapes]
    reached: frozenset[Area]
    step_free: frozenset[Area]
    homeward: frozenset[Area]

    def areas(self, level_id: str, looks: Iterable[Look]) -> frozenset[Area]:
        """Looked for place by place, the nearest first: a good one is enough."""
        seen: set[Area] = set()
        for wanted, stand in looks:
            area = self.grounds[level_id].area_at(stand)
            if area is None or (level_id, area) in seen or self.shapes[level_id].part(wanted, stand):
                continue
            seen.add((level_id, area))
            if seen & self.step_free:
                break
        return frozenset(seen)


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    """The squares of the floor a box lies in."""
    west, south, east, north = (math.floor(length / _CELL) for length in box)
    for x in range(west, east + 1):
        for y in range(south, north + 1):
            yield x, y


def unreachable(plan: Plan) -> Iterator[Fault]:
    """Of a plan whose shapes and references are sound."""
    floor = _floor(plan)
    cut_off: set[str] = set()
    stepped: set[str] = set()
    for level in plan.levels:
        here = {area for area in floor.reached if area[0] == level.level_id}
        if not here:
            cut_off.add(level.level_id)
            yield error("level_cut_off", level.level_id, "there is no way to this level from an entrance")
            continue
        if not here & floor.step_free:
            stepped.add(level.level_id)
            yield warning("no_step_free_way", level.level_id, "there is no step-free way to this level")
        if not here & floor.homeward:
            yield warning("no_way_back", level.level_id, "there is no way from this level to an exit")
    for fixture in plan.fixtures:
        if fixture.faces and fixture.level_id not in cut_off:
            yield from _shelf(fixture, floor, fixture.level_id in stepped)
    yield from _points(plan, floor, cut_off, stepped)


def _shelf(fixture: Fixture, floor: _Floor, said: bool) -> Iterator[Fault]:
    """`said` where the whole level was said to have no step-free way."""
    unreached, stepped = [], []
    for face in fixture.faces:
        if inside(in_front(face.start, face.end, 0.5, 0.05), fixture.shape):
            continue  # it runs the wrong way round: that was said already
        for bay in range(1, face.bays + 1):
            areas = floor.areas(fixture.level_id, standing_before(face, bay))
            where = f"face {face.name}, bay {bay}" if face.name else f"bay {bay}"
            if not areas & floor.reached:
                unreached.append(where)
            elif not areas & floor.step_free:
                stepped.append(where)
    if unreached:
        yield error("unreachable", fixture.fixture_id, f"nobody gets to {_some(unreached)}")
    if stepped and not said:
        yield warning("no_step_free_way", fixture.fixture_id, f"there is no step-free way to {_some(stepped)}")


def _points(plan: Plan, floor: _Floor, cut_off: set[str], stepped: set[str]) -> Iterator[Fault]:
    units = {unit.unit_id: unit for unit in plan.units}
    kiosks = {amenity.amenity_id for amenity in plan.amenities if amenity.kind in KIOSKS}
    points = [(a.amenity_id, a.level_id, a.unit_id, a.at) for a in plan.amenities]
    points += [(o.occupant_id, o.level_id, o.unit_id, o.at) for o in plan.occupants]
    for feature_id, level_id, unit_id, at in points:
        if level_id in cut_off:
            continue
        severity = error if feature_id in kiosks else warning
        if unit_id:
            areas = floor.areas(level_id, _doorsteps(units[unit_id]))
        elif floor.shapes[level_id].hold(at):
            yield severity("in_the_way", feature_id, "stands in a fixture or a wall, not on the floor")
            continue
        else:
            areas = floor.areas(level_id, ((at, at), *_around(at, (0.25, *_REACH))))
        if not areas & floor.reached:
            yield severity("unreachable", feature_id, "nobody gets there")
        elif not areas & floor.step_free and level_id not in stepped:
            yield warning("no_step_free_way", feature_id, "there is no step-free way there")


def standing_before(face: Face, bay: int) -> Iterator[Look]:
    """Where somebody may stand who takes from a bay: before its middle first, then to the sides."""
    for part in (0.5, 0.25, 0.75):
        along = (bay - 1 + part) / face.bays
        for distance in _REACH:
            yield in_front(face.start, face.end, along, 0.0), in_front(face.start, face.end, along, distance)


def _floor(plan: Plan) -> _Floor:
    shapes: dict[str, list[Ring]] = defaultdict(list)
    for level_id, shape in _obstacles(plan):
        shapes[level_id].append(shape)
    grounds = {level.level_id: Ground(level.outline, shapes[level.level_id]) for level in plan.levels}
    standing = {level.level_id: _Shapes(shapes[level.level_id]) for level in plan.levels}
    nowhere: frozenset[Area] = frozenset()
    floor = _Floor(grounds, standing, nowhere, nowhere, nowhere)
    starts = _thresholds(plan, floor, OpeningKind.ENTRANCE)
    ways = _ways(plan, floor)
    return replace(
        floor,
        reached=_spread(starts, [(here, there) for here, there, _ in ways]),
        step_free=_spread(starts, [(here, there) for here, there, step_free in ways if step_free]),
        homeward=_spread(
            _thresholds(plan, floor, OpeningKind.EXIT) or starts, [(there, here) for here, there, _ in ways]
        ),
    )


def _thresholds(plan: Plan, floor: _Floor, kind: OpeningKind) -> set[Area]:
    """The areas just inside the openings of a kind, and of those that are both."""
    areas: set[Area] = set()
    for opening in plan.openings:
        if opening.kind in (kind, OpeningKind.BOTH):
            threshold = (look for part in (0.5, 0.3, 0.7) for look in _across(opening.start, opening.end, part))
            areas |= floor.areas(opening.level_id, threshold)
    return areas


def _ways(plan: Plan, floor: _Floor) -> list[tuple[frozenset[Area], frozenset[Area], bool]]:
    """From the areas before a lift or stairs to those it leads to. A lift leads on: who is in it may stay in it."""
    units = {unit.unit_id: unit for unit in plan.units}
    before = {
        unit.unit_id: floor.areas(unit.level_id, _doorsteps(unit))
        for unit in plan.units
        if unit.kind is not UnitKind.WALKWAY
    }
    ways = []
    for unit in plan.units:
        for step_free in (True, False):
            for there in _led_to(unit, units, step_free):
                ways.append((before.get(unit.unit_id, frozenset()), before.get(there, frozenset()), step_free))
    return ways


def _led_to(unit: Unit, units: Mapping[str, Unit], step_free: bool) -> set[str]:
    """Every unit one gets to from it without stepping out."""
    found: set[str] = set()
    waiting = [unit]
    while waiting:
        here = waiting.pop()
        if step_free and not _without_steps(here):
            continue
        for there in here.joins:
            if there not in found and (not step_free or _without_steps(units[there])):
                found.add(there)
                waiting.append(units[there])
    return found


def _without_steps(unit: Unit) -> bool:
    return unit.step_free and unit.kind not in STEPPED


def _spread(starts: Iterable[Area], ways: Iterable[tuple[frozenset[Area], frozenset[Area]]]) -> frozenset[Area]:
    reached = set(starts)
    ways = list(ways)
    growing = True
    while growing:
        growing = False
        for here, there in ways:
            if here & reached and not there <= reached:
                reached |= there
                growing = True
    return frozenset(reached)


def _obstacles(plan: Plan) -> Iterator[tuple[str, Ring]]:
    yield from ((fixture.level_id, fixture.shape) for fixture in plan.fixtures)
    yield from ((unit.level_id, unit.shape) for unit in plan.units if unit.kind is not UnitKind.WALKWAY)


def _doorsteps(unit: Unit) -> Iterator[Look]:
    """Before its doors; all along its walls where it has none."""
    if unit.doors:
        for door in unit.doors:
            yield from ((door, point) for _, point in _around(door, _REACH) if not inside(point, unit.shape))
        return
    for start, end in edges(unit.shape):
        steps = max(1, math.ceil(math.hypot(end[0] - start[0], end[1] - start[1])))
        for n in range(steps):
            yield from (look for look in _across(start, end, (n + 0.5) / steps) if not inside(look[1], unit.shape))


def _across(start: Point, end: Point, part: float) -> Iterator[Look]:
    """On both sides of a line: which one is the floor, the ground knows."""
    middle = in_front(start, end, part, 0.0)
    for distance in _REACH:
        yield middle, in_front(start, end, part, distance)
        yield middle, in_front(start, end, part, -distance)


def _around(point: Point, distances: Iterable[float]) -> Iterator[Look]:
    x, y = point
    for distance in distances:
        for n in range(_AROUND):
            angle = 2 * math.pi * n / _AROUND
            yield point, (x + distance * math.cos(angle), y + distance * math.sin(angle))


def _some(places: list[str]) -> str:
    return ", ".join(places[:3]) + (f" and {len(places) - 3} more" if len(places) > 3 else "")
