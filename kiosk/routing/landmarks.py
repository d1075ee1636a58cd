"""What a shopper sees on the way and knows by name: departments, tills, the service desk, lifts, toilets."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from domain.plan import Fixture, Plan, Point, Ring, Unit, UnitKind
from domain.plan.geometry import box_of, distance_to_ring
from domain.plan.moves import along, length

AT_HAND = 2.2
"""Metres. What is farther away is not what one turns at."""
STEP = 1.5
"""Metres between two looks at what one passes."""

Name = Callable[[Fixture | Unit], str]


RIDES = (UnitKind.ELEVATOR, UnitKind.ESCALATOR, UnitKind.STAIRS, UnitKind.RAMP)


class Landmarks:
    """Those of one level, in one language. `departments` has names by code, already in that language. Where the way
    takes a ride, the other lifts and stairs it passes are not named: one of them would be taken for it."""

    def __init__(
        self, plan: Plan, level_id: str, language: str, departments: Mapping[str, str], *, rides: bool = True
    ) -> None:
        self._things: list[tuple[str, Ring]] = []
        for fixture in plan.fixtures:
            if fixture.level_id == level_id and len(fixture.shape) > 2:
                name = departments.get(fixture.department) or fixture.name.in_(language)
                self._things.append((name, fixture.shape))
        for unit in plan.units:
            public = unit.kind not in (UnitKind.WALKWAY, UnitKind.NONPUBLIC) and (rides or unit.kind not in RIDES)
            if unit.level_id == level_id and public and len(unit.shape) > 2:
                self._things.append((unit.name.in_(language), unit.shape))
        self._things = [(name, shape) for name, shape in self._things if name]

    def at(self, point: Point, but: Sequence[str] = ()) -> str:
        """The nearest one at hand that is not among those already said; "" for none."""
        found = [(far, name) for name, far in self._near(point) if name not in but]
        return min(found, default=(0.0, ""))[1]

    def passed(self, points: Sequence[Point], but: Sequence[str] = ()) -> str:
        """The one that is beside a walk for longest; "" for none."""
        metres = length(points)
        looks = max(1, round(metres / STEP))
        beside: dict[str, int] = {}
        for n in range(looks + 1):
            for name in {name for name, _ in self._near(along(points, metres * n / looks))}:
                beside[name] = beside.get(name, 0) + 1
        found = [(count, name) for name, count in beside.items() if name not in but and count > 1]
        return max(found, default=(0, ""))[1]

    def _near(self, point: Point) -> list[tuple[str, float]]:
        x, y = point
        found = []
        for name, shape in self._things:
            west, south, east, north = box_of(shape)
            if west - AT_HAND < x < east + AT_HAND and south - AT_HAND < y < north + AT_HAND:
                far = distance_to_ring(point, shape)
                if far < AT_HAND:
                    found.append((name, far))
        return found


def facing_out(unit: Unit, ground: Point) -> float | None:
    """Where somebody looks who comes out of a unit onto the ground before its door, in degrees; None where unknown."""
    if not unit.shape:
        return None
    west, south, east, north = box_of(unit.shape)
    middle = (west + east) / 2, (south + north) / 2
    # Straight out of the nearest wall, not from the middle: a door may be at the end of a long wall.
    outward = {0.0: ground[1] - north, 90.0: ground[0] - east, 180.0: south - ground[1], 270.0: west - ground[0]}
    best = max(outward, key=outward.__getitem__)
    if outward[best] > 0:
        return best
    return math.degrees(math.atan2(ground[0] - middle[0], ground[1] - middle[1])) % 360
