"""Where one can walk on a level: the floor at an arm's width from walls, shelves and rooms. By shapely."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import shapely
from shapely import MultiPolygon, Point, Polygon

from domain.plan.model import Point as Spot
from domain.plan.model import Ring

CLEARANCE = 0.35
"""Metres from a person's or a trolley's middle to what they pass."""

SLACK = 0.001
"""Metres. A passage of exactly twice the clearance is one, and a way along a shelf does not enter it by rounding."""

SHARPEST = 2.5
"""Corners stick out at most so many clearances: beyond (sharper than 47 degrees) they are cut off."""

FARTHEST_STEP = 1.5
"""Metres from a spot in the way (or the edge of what it is in) to the ground somebody who wants there stands on."""


class LevelGround:
    """One level's free ground. `pieces` are its parts that hang together, outlines and holes oriented so that the
    ground is at the left of every side."""

    def __init__(self, outline: Ring, obstacles: Iterable[Ring]) -> None:
        grown = CLEARANCE - SLACK
        self._solid = tuple(shape for ring in obstacles if (shape := _polygon(ring)) is not None)
        floor = _polygon(outline) or Polygon()
        taken = shapely.union_all([_grown(shape, grown) for shape in self._solid])
        free = shapely.difference(_grown(floor, -grown), taken, grid_size=SLACK / 10)
        self.pieces = _pieces(free)
        self.free = MultiPolygon(self.pieces)
        self.sightly = _pieces(_grown(self.free, SLACK))
        shapely.prepare(self.free)
        self._tree = shapely.STRtree(self._solid)

    def on(self, point: Spot) -> bool:
        return bool(shapely.intersects_xy(self.free, *point))

    def piece_of(self, point: Spot) -> int | None:
        """The index of the piece a point of the ground lies in."""
        at = Point(point)
        near = [(piece.distance(at), index) for index, piece in enumerate(self.pieces)]
        distance, index = min(near, default=(1.0, 0))
        return index if distance < SLACK else None

    def nearest(self, point: Spot, within: Ring | None = None) -> Spot | None:
        """The ground somebody stands on who wants to a point: itself where it is free, else the nearest that is not on
        the other side of something; None where that is too far. `within` is the room or fixture the point is in."""
        if self.on(point):
            return point
        at = Point(point)
        around = [self._solid[n] for n in self._tree.query(at, predicate="intersects")]
        far = FARTHEST_STEP + max((shape.exterior.distance(at) for shape in around), default=0.0)
        if within is not None and (room := _polygon(within)) is not None:
            far += room.exterior.distance(at)
        for piece in sorted(self.pieces, key=at.distance):
            step = shapely.shortest_line(at, piece)
            if step.length > far:
                return None
            if not self._through_something(step, at):
                x, y = step.coords[-1]
                return x, y
        return None

    def _through_something(self, step: shapely.LineString, at: Point) -> bool:
        met = (self._solid[n] for n in self._tree.query(step))
        return any(not shape.intersects(at) and shape.intersection(step).length > SLACK for shape in met)


def _polygon(ring: Sequence[Spot]) -> Polygon | MultiPolygon | None:
    """None for a ring without area; a ring that crosses itself as what it encloses."""
    if len(ring) < 3:
        return None
    shape = Polygon(ring)
    if not shape.is_valid:
        shape = MultiPolygon([part for part in _parts(shapely.make_valid(shape)) if isinstance(part, Polygon)])
    return shape if shape.area > 0 else None


def _grown(shape: shapely.Geometry, metres: float) -> shapely.Geometry:
    return shape.buffer(metres, join_style="mitre", mitre_limit=SHARPEST)


def _parts(shape: shapely.Geometry) -> Sequence[shapely.Geometry]:
    return shapely.get_parts(shape)  # type: ignore[no-any-return]


def _pieces(shape: shapely.Geometry) -> tuple[Polygon, ...]:
    parts = (part for part in _parts(shape) if isinstance(part, Polygon) and part.area > SLACK)
    return tuple(shapely.orient_polygons(part.simplify(SLACK / 2)) for part in parts)
