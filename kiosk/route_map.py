"""The small map on a route's slip: a level of the plan and the way over it, as plain data (`domain.slip.Drawing`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.plan import Fixture, FixtureKind, Opening, OpeningKind, Plan, Point, Ring, UnitKind
from domain.plan.geometry import box_of, centre
from domain.slip import Area, Drawing, Fill, Label, Line, Look, Part, Weight
from kiosk.flows.guide.things import Turn, Walk

UNITS = 100
"""Of the drawing in a metre."""
MARGIN = 0.6
"""Metres around the outline, so that its wall is in the picture."""
ROOMY = 2.6
"""Metres: what is narrower has no room for its number or name."""


def maps(walk: Walk, plan: Plan, language: str) -> tuple[tuple[str, Drawing], ...]:
    """Each level the way touches, in the order it does, with the level's name."""
    found = []
    for level_id in dict.fromkeys(leg.level_id for leg in walk.legs if len(leg.points) > 1):
        level = plan.level(level_id)
        if level is not None and len(level.outline) > 2:
            found.append((level.name.in_(language), _Sheet(plan, level_id, level.outline, language).drawing(walk)))
    return tuple(found)


class _Sheet:
    """One level's drawing."""

    def __init__(self, plan: Plan, level_id: str, outline: Ring, language: str) -> None:
        self._plan, self._level_id, self._outline, self._language = plan, level_id, outline, language
        west, south, east, north = box_of(outline)
        self._origin = west - MARGIN, south - MARGIN
        self._size = round((east - west + 2 * MARGIN) * UNITS), round((north - south + 2 * MARGIN) * UNITS)

    def drawing(self, walk: Walk) -> Drawing:
        parts = (*self._floor(), *self._things(self._targets(walk)), *self._way(walk), *self._names(walk))
        return Drawing(*self._size, parts)

    def _at(self, point: Point) -> tuple[int, int]:
        return round((point[0] - self._origin[0]) * UNITS), round((point[1] - self._origin[1]) * UNITS)

    def _ring(self, points: Sequence[Point]) -> tuple[tuple[int, int], ...]:
        return tuple(self._at(point) for point in points)

    def _floor(self) -> Iterator[Part]:
        outline = self._ring(self._outline)
        yield Line((*outline, outline[0]), Weight.BOLD)

    def _things(self, targets: set[str]) -> Iterator[Part]:
        for unit in self._plan.units:
            if unit.level_id == self._level_id and unit.kind is not UnitKind.WALKWAY:
                yield Area(self._ring(unit.shape))
        for fixture in self._fixtures():
            fill = Fill.BLACK if fixture.fixture_id in targets else Fill.LIGHT
            yield Area(self._ring(fixture.shape), fill)

    def _way(self, walk: Walk) -> Iterator[Part]:
        for leg in walk.legs:
            if leg.level_id == self._level_id and len(leg.points) > 1:
                yield Line(self._ring(leg.points), Weight.WAY)

    def _names(self, walk: Walk) -> Iterator[Part]:
        if walk.legs and walk.legs[0].level_id == self._level_id and walk.legs[0].points:
            yield Label(self._at(walk.legs[0].points[0]), look=Look.HERE)
        for number, turn in enumerate(walk.turns, start=1):
            if turn.at.level_id == self._level_id and not turn.arrives:
                yield Label(self._at(turn.at.point), str(number), Look.DISC)
        yield from self._goals(walk)
        for fixture in self._fixtures():
            west, south, east, north = box_of(fixture.shape)
            if min(east - west, north - south) < ROOMY:
                continue
            name = fixture.name.in_(self._language) if fixture.kind is FixtureKind.DESK else fixture.number
            if name:
                yield Label(self._at(centre(fixture.shape)), name)
        for opening in self._plan.openings:
            if opening.level_id == self._level_id and opening.kind is not OpeningKind.EMERGENCY_EXIT:
                yield Label(self._at(self._inside(opening)), opening.name.in_(self._language))
        for unit in self._plan.units:
            west, south, east, north = box_of(unit.shape)
            public = unit.kind not in (UnitKind.WALKWAY, UnitKind.NONPUBLIC)
            if unit.level_id == self._level_id and public and min(east - west, north - south) >= ROOMY:
                yield Label(self._at(centre(unit.shape)), unit.name.in_(self._language))

    def _goals(self, walk: Walk) -> Iterator[Part]:
        """A number on the shelf itself where it has one; else where one stands before it."""
        arrivals = [turn for turn in walk.turns if turn.arrives]
        for number, stop in enumerate(walk.stops):
            turn = arrivals[number] if number < len(arrivals) else None
            fixture = self._plan.fixture(stop.where.fixture_id) if stop.where else None
            if fixture is not None and fixture.level_id == self._level_id and fixture.number:
                yield Label(self._at(centre(fixture.shape)), fixture.number, Look.PLATE)
            elif turn is not None and turn.at.level_id == self._level_id:
                yield Label(self._at(turn.at.point), self._number(walk, turn), Look.PLATE)

    @staticmethod
    def _number(walk: Walk, turn: Turn) -> str:
        return str(walk.turns.index(turn) + 1)

    def _targets(self, walk: Walk) -> set[str]:
        return {stop.where.fixture_id for stop in walk.stops if stop.where}

    def _fixtures(self) -> list[Fixture]:
        return [each for each in self._plan.fixtures if each.level_id == self._level_id and len(each.shape) > 2]

    def _inside(self, opening: Opening) -> Point:
        """A step inside the door: a name on the wall would be cut off."""
        (x0, y0), (x1, y1) = opening.start, opening.end
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        west, south, east, north = box_of(self._outline)
        return min(max(x, west + 2.5), east - 2.5), min(max(y, south + 2.2), north - 2.2)
