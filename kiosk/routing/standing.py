"""Where a shopper stands who takes from a shelf. Needs no ground: only what is near the bay is looked at."""

from __future__ import annotations

from collections.abc import Iterator

from domain.goods import Placement
from domain.plan import Face, Fixture, Plan, Point, Ring, UnitKind
from domain.plan.geometry import box_of, centre, distance_to_ring, inside
from domain.plan.shapes import in_front
from kiosk.routing.routes import Spot

FROM_THE_FACE = 0.6
"""Metres: an arm's length, a trolley beside it."""
CLEARANCE = 0.35

_REACH = (FROM_THE_FACE, 0.5, 0.4, 0.75, 0.9)
_PARTS = (0.5, 0.25, 0.75, 0.05, 0.95)
"""Of a bay's width, where its middle is in the way of something."""


def spot_of(plan: Plan, placement: Placement) -> Spot | None:
    """Where a shopper stands before that bay: free ground if there is any in reach, else 0.6 m before its middle (a
    router then says there is no way). None for a fixture the plan does not have."""
    fixture = plan.fixture(placement.fixture_id)
    if fixture is None:
        return None
    return spot_before(plan, fixture, placement.face_id, placement.bay)


def spot_before(plan: Plan, fixture: Fixture, face_id: str = "", bay: int = 1) -> Spot:
    """Before a bay of a fixture's face (its first where that one is not known); a fixture without faces is gone to
    itself."""
    face = next((face for face in fixture.faces if face.face_id == face_id), None)
    if face is None:
        if not fixture.faces:
            return Spot(fixture.level_id, centre(fixture.shape))
        face = fixture.faces[0]
    wished = list(_before(face, bay))
    near = _near(plan, fixture.level_id, wished)
    outline = next((level.outline for level in plan.levels if level.level_id == fixture.level_id), ())
    for point in wished:
        if (not outline or _roomy(point, outline)) and all(_apart(point, shape) for shape in near):
            return Spot(fixture.level_id, point)
    return Spot(fixture.level_id, wished[0])


def _before(face: Face, bay: int) -> Iterator[Point]:
    bays = max(1, face.bays)
    at = min(max(1, bay), bays)
    for distance in _REACH:
        for part in _PARTS:
            yield in_front(face.start, face.end, (at - 1 + part) / bays, distance)


def _near(plan: Plan, level_id: str, points: list[Point]) -> list[Ring]:
    """What stands within a clearance of the box around the points."""
    west, south, east, north = box_of(points)
    found = []
    shapes = [f.shape for f in plan.fixtures if f.level_id == level_id]
    shapes += [u.shape for u in plan.units if u.level_id == level_id and u.kind is not UnitKind.WALKWAY]
    for shape in shapes:
        if len(shape) < 3:
            continue
        x0, y0, x1, y1 = box_of(shape)
        if x0 < east + 1 and x1 > west - 1 and y0 < north + 1 and y1 > south - 1:
            found.append(shape)
    return found


def _roomy(point: Point, outline: Ring) -> bool:
    return inside(point, outline) and distance_to_ring(point, outline) >= CLEARANCE


def _apart(point: Point, shape: Ring) -> bool:
    return not inside(point, shape) and distance_to_ring(point, shape) >= CLEARANCE
