"""Judges that share nothing with the router: the ground grown anew, an exact solver of somebody else's on it, and
whether a way touches a shelf as it stands in the plan."""

from __future__ import annotations

import shapely
from extremitypathfinder import PolygonEnvironment
from shapely import LineString, Point, Polygon

from domain.plan import Plan, UnitKind

CLEARANCE = 0.35


class Judge:
    """One level of a plan."""

    def __init__(self, plan: Plan, level_id: str) -> None:
        level = plan.level(level_id)
        assert level is not None
        solid = [Polygon(fixture.shape) for fixture in plan.fixtures if fixture.level_id == level_id]
        solid += [
            Polygon(unit.shape)
            for unit in plan.units
            if unit.level_id == level_id and unit.kind is not UnitKind.WALKWAY
        ]
        self._solid = shapely.union_all(solid)
        self._floor = Polygon(level.outline)
        grown = shapely.union_all([shape.buffer(CLEARANCE, join_style="mitre", mitre_limit=2.5) for shape in solid])
        inner = self._floor.buffer(-CLEARANCE, join_style="mitre", mitre_limit=2.5)
        free = inner.difference(grown)
        self.pieces = [piece for piece in shapely.get_parts(free) if piece.area > 0.5]
        self._solvers: dict[int, PolygonEnvironment] = {}
        shapely.prepare(self._solid)
        shapely.prepare(self._floor)

    def piece_of(self, point: tuple[float, float]) -> int | None:
        """The piece of ground a point lies well inside."""
        at = Point(point)
        return next((n for n, piece in enumerate(self.pieces) if piece.contains(at)), None)

    def shortest(self, start: tuple[float, float], end: tuple[float, float], piece: int) -> float:
        """Metres, by the exact solver."""
        solver = self._solvers.get(piece)
        if solver is None:
            shape = shapely.orient_polygons(self.pieces[piece].simplify(0))
            solver = self._solvers[piece] = PolygonEnvironment()
            holes = [[*ring.coords][:-1] for ring in shape.interiors]
            solver.store([*shape.exterior.coords][:-1], holes, validate=False)
            solver.prepare()
        _, metres = solver.find_shortest_path(start, end)
        return float(metres)

    def crosses(self, points: tuple[tuple[float, float], ...]) -> bool:
        """Whether a way enters a shelf or a room, or leaves the floor."""
        if len(points) < 2:
            return False
        line = LineString(points)
        return bool(self._solid.intersects(line)) or not self._floor.covers(line)
