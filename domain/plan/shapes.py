"""Whether a plan's shapes are shapes, stand beside each other and lie where they should."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from domain.plan.fault import Fault, error, shown, warning
from domain.plan.geometry import Box, area, box_of, distance_to_ring, inside, is_simple, overlap
from domain.plan.model import Fixture, Level, Plan, Point, Ring, UnitKind

TOO_BIG = 1_000.0
"""Metres a level may measure."""
_SHARED = 0.01
"""Square metres two shapes may share: a drawing's looseness."""
_BESIDE = 0.02
"""Metres a face may lie beside its fixture's edge."""
_OFF_WALL = 0.05
"""Metres an opening or a door may lie beside its wall."""
_MOST_PAIRS = 20_000


@dataclass(frozen=True, slots=True)
class _Shape:
    feature_id: str
    level_id: str
    what: str
    ring: Ring
    box: Box


def broken_shapes(plan: Plan) -> Iterator[Fault]:
    """What is no polygon, or holds what is no number."""
    for feature_id, points in _all_points(plan):
        if not all(math.isfinite(x) and math.isfinite(y) and abs(x) < 1e6 and abs(y) < 1e6 for x, y in points):
            yield error("not_a_number", feature_id, "has a coordinate that is no length in metres")
    for level in plan.levels:
        yield from _outline(level)
    for shape in _shapes(plan):
        yield from _ring(shape.feature_id, shape.ring)


def _outline(level: Level) -> Iterator[Fault]:
    yield from _ring(level.level_id, level.outline)
    if level.outline and _is_finite(level.outline):
        west, south, east, north = box_of(level.outline)
        if max(east - west, north - south) > TOO_BIG:
            yield error("too_big", level.level_id, f"measures more than {TOO_BIG:.0f} m")


def _ring(feature_id: str, ring: Ring) -> Iterator[Fault]:
    if not _is_finite(ring):
        return
    if not is_simple(ring):
        yield error("self_crossing", feature_id, "its outline crosses or touches itself")
    elif abs(area(ring)) < 1e-4:
        yield error("no_area", feature_id, "has no area")


def crowded(plan: Plan) -> Iterator[Fault]:
    """What stands in something else, or outside its level."""
    outlines = {level.level_id: level.outline for level in plan.levels if _is_sound(level.outline)}
    by_level: dict[str, list[_Shape]] = defaultdict(list)
    for shape in _shapes(plan):
        if _is_sound(shape.ring):
            by_level[shape.level_id].append(shape)
    for level_id, shapes in by_level.items():
        yield from _overlapping(level_id, shapes)
        for shape in shapes:
            if level_id in outlines:
                yield from _outside(shape, outlines[level_id])


def _overlapping(level_id: str, shapes: Sequence[_Shape]) -> Iterator[Fault]:
    """From west to east, each is compared with those it may still meet."""
    pairs = 0
    standing: list[_Shape] = []
    for shape in sorted(shapes, key=lambda s: s.box[0]):
        standing = [other for other in standing if other.box[2] > shape.box[0]]
        for other in standing:
            if other.box[1] >= shape.box[3] or other.box[3] <= shape.box[1]:
                continue
            pairs += 1
            if pairs > _MOST_PAIRS:
                yield error("overlap", level_id, "too much lies on top of each other to say what all of it is")
                return
            shared = overlap(shape.ring, other.ring)
            if shared > _SHARED:
                wanted = f"{other.what} {shown(other.feature_id)}"
                yield error("overlap", shape.feature_id, f"stands in {wanted}: they share {shared:.2f} m²")
        standing.append(shape)


def _outside(shape: _Shape, outline: Ring) -> Iterator[Fault]:
    beyond = abs(area(shape.ring)) - overlap(shape.ring, outline)
    if beyond > _SHARED:
        yield error("outside_level", shape.feature_id, f"{beyond:.2f} m² of it are outside its level")


def off_the_edge(plan: Plan) -> Iterator[Fault]:
    """Faces that are no edge of their fixture, openings and doors that are in no wall, points off their level."""
    for fixture in plan.fixtures:
        yield from _faces(fixture)
    outlines = {level.level_id: level.outline for level in plan.levels}
    for opening in plan.openings:
        ends = (opening.start, opening.end, _middle(opening.start, opening.end))
        if max(distance_to_ring(point, outlines[opening.level_id]) for point in ends) > _OFF_WALL:
            yield error("opening_off_wall", opening.opening_id, "is not in the outer wall of its level")
    for unit in plan.units:
        if any(distance_to_ring(door, unit.shape) > _OFF_WALL for door in unit.doors):
            yield error("opening_off_wall", unit.unit_id, "has a door that is not in its wall")
    rooms = {unit.unit_id: unit.shape for unit in plan.units}
    points = [(a.amenity_id, a.level_id, a.unit_id, a.at) for a in plan.amenities]
    points += [(o.occupant_id, o.level_id, o.unit_id, o.at) for o in plan.occupants]
    for feature_id, level_id, unit_id, at in points:
        if not inside(at, outlines[level_id]):
            yield error("outside_level", feature_id, "is outside its level")
        elif unit_id and not inside(at, rooms[unit_id]) and distance_to_ring(at, rooms[unit_id]) > _OFF_WALL:
            yield warning("outside_unit", feature_id, f"is not inside its unit {shown(unit_id)}")


def _faces(fixture: Fixture) -> Iterator[Fault]:
    for face in fixture.faces:
        named = f"its face {shown(face.face_id)}"
        middle = _middle(face.start, face.end)
        if face.start == face.end:
            yield error("face_off_edge", fixture.fixture_id, f"{named} has no length")
            continue
        if max(distance_to_ring(p, fixture.shape) for p in (face.start, face.end, middle)) > _BESIDE:
            yield error("face_off_edge", fixture.fixture_id, f"{named} is not on its edge")
        elif inside(in_front(face.start, face.end, 0.5, 0.05), fixture.shape):
            yield error("face_turned", fixture.fixture_id, f"{named} runs the wrong way round its fixture")
        if face.bays < 1:
            yield error("no_bays", fixture.fixture_id, f"{named} has no bay")


def in_front(start: Point, end: Point, part: float, distance: float) -> Point:
    """A point before a face: `part` of the way from its start, so many metres from it. Without length: the start."""
    (x0, y0), (x1, y1) = start, end
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    return (
        x0 + (x1 - x0) * part + (y1 - y0) / length * distance,
        y0 + (y1 - y0) * part - (x1 - x0) / length * distance,
    )


def _shapes(plan: Plan) -> Iterator[_Shape]:
    """What takes up ground: fixtures and whatever unit is not open floor."""
    for fixture in plan.fixtures:
        yield _shape(fixture.fixture_id, fixture.level_id, "fixture", fixture.shape)
    for unit in plan.units:
        if unit.kind is not UnitKind.WALKWAY:
            yield _shape(unit.unit_id, unit.level_id, "unit", unit.shape)


def _shape(feature_id: str, level_id: str, what: str, ring: Ring) -> _Shape:
    return _Shape(feature_id, level_id, what, ring, box_of(ring) if ring else (0.0, 0.0, 0.0, 0.0))


def _all_points(plan: Plan) -> Iterator[tuple[str, Iterable[Point]]]:
    yield from ((level.level_id, level.outline) for level in plan.levels)
    yield from ((unit.unit_id, (*unit.shape, *unit.doors)) for unit in plan.units)
    for fixture in plan.fixtures:
        yield fixture.fixture_id, (*fixture.shape, *(p for face in fixture.faces for p in (face.start, face.end)))
    yield from ((opening.opening_id, (opening.start, opening.end)) for opening in plan.openings)
    yield from ((amenity.amenity_id, (amenity.at,)) for amenity in plan.amenities)
    yield from ((each.occupant_id, (each.at,)) for each in plan.occupants)


def _is_finite(ring: Ring) -> bool:
    return all(math.isfinite(x) and math.isfinite(y) and abs(x) < 1e6 and abs(y) < 1e6 for x, y in ring)


def _is_sound(ring: Ring) -> bool:
    return _is_finite(ring) and is_simple(ring)


def _middle(start: Point, end: Point) -> Point:
    return (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
