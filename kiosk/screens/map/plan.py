"""A plan's level as a picture for one language: shapes by what they are, words with what they are for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from domain.plan.model import Fixture, Plan, Point, Unit, UnitKind
from domain.words import Words
from kiosk.i18n import translator
from kiosk.screens.map import shapes
from kiosk.screens.map.contents import Floor, Parts, names_of, signs_of
from kiosk.screens.map.picture import Area, AreaKind, Disc, Ground, Here, MapPicture, Target, Way

Areas = Sequence[tuple[Words, Sequence[str]]]
"""Names of parts of the floor, with the fixtures that make each up."""


def map_of(
    plan: Plan,
    level_id: str,
    language: str,
    *,
    areas: Areas = (),
    departments: Mapping[str, Words] | None = None,
    here: Here | None = None,
    targets: Sequence[Target] = (),
    way: Way | None = None,
    small: bool = False,
) -> MapPicture:
    """One level as a picture; the ground floor where there is no level of that id. Cheap for what was made lately.

    `areas` are what the whole level is read by; without them the departments, without those the shelves' own names.
    `departments` are the names by code that single shelves bear from near. `here`, `targets` and `way` are those of
    this level: see `here_of`, `target_of`, `way_of`.
    """
    named = tuple(sorted((departments or {}).items()))
    parts = tuple((name, tuple(fixtures)) for name, fixtures in areas)
    return MapPicture(_ground(_Known(plan), level_id, language, parts, named), here, tuple(targets), way, small)


def here_of(language: str, at: Point, heading: float | None = None) -> Here:
    return Here(at, translator(language)("您在这里"), heading)


def target_of(plan: Plan, fixture_id: str, text: str, at: Point) -> Target | None:
    """A fixture as the target: `at` is where the shopper stands before it. None for one there is not."""
    fixture = plan.fixture(fixture_id)
    return Target(fixture_id, fixture.shape, fixture.number, text, at) if fixture and fixture.shape else None


def way_of(
    lines: Sequence[Sequence[Point]], discs: Sequence[tuple[int, Point]] = (), *, stops: Sequence[int] = (),
    ends_here: bool = True,
) -> Way:  # fmt: skip
    """What of a route is on the level: its lines, and the places of the directions by their numbers."""
    return Way(
        tuple(tuple(line) for line in lines if len(line) > 1),
        tuple(Disc(number, at, number in stops) for number, at in discs), ends_here,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """A plan as a key: found by its version, compared whole."""

    plan: Plan

    def __hash__(self) -> int:
        return hash(self.plan.version)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and (self.plan is other.plan or self.plan == other.plan)


@lru_cache(maxsize=12)
def _ground(
    known: _Known, level_id: str, language: str, areas: Parts, departments: tuple[tuple[str, Words], ...]
) -> Ground:
    plan, tr = known.plan, translator(language)
    level = plan.level(level_id) or min(plan.levels, key=lambda one: abs(one.ordinal))
    here = level.level_id
    floor = Floor(
        tuple(f for f in plan.fixtures if f.level_id == here and len(f.shape) > 2),
        tuple(u for u in plan.units if u.level_id == here and len(u.shape) > 2 and u.kind is not UnitKind.WALKWAY),
        tuple(a for a in plan.amenities if a.level_id == here),
        tuple(o for o in plan.openings if o.level_id == here),
        tuple(o for o in plan.occupants if o.level_id == here),
    )
    points = [*level.outline, *(p for f in floor.fixtures for p in f.shape)] or [(0.0, 0.0), (1.0, 1.0)]
    named = {code: name.in_(language) for code, name in departments}
    corners, seams = shapes.joints([fixture.shape for fixture in floor.fixtures])
    return Ground(
        key=f"{plan.version}/{here}/{language}/{hash((areas, departments))}",
        language=language,
        extent=shapes.box_of(points),
        areas=(
            *([Area(AreaKind.FLOOR, level.outline)] if len(level.outline) > 2 else []),
            *map(_room, floor.units),
            *(_fixture(f, f.fixture_id in floor.desks, free) for f, free in zip(floor.fixtures, corners, strict=True)),
        ),
        seams=seams,
        walls=shapes.walls(level.outline, [(o.start, o.end) for o in floor.doors]),
        names=names_of(floor, level.outline, areas, named, tr),
        signs=signs_of(floor, level.outline, tr),
    )


# Shapes ----------------------------------------------------------------------------------------------------------


def _room(unit: Unit) -> Area:
    kind = AreaKind.CLOSED if unit.kind is UnitKind.NONPUBLIC else AreaKind.ROOM
    return Area(kind, unit.shape, unit.unit_id, (0, 1, 2, 3) if shapes.rectangular(unit.shape) else ())


def _fixture(fixture: Fixture, desk: bool, corners: tuple[int, ...]) -> Area:
    return Area(AreaKind.DESK if desk else AreaKind.FIXTURE, fixture.shape, fixture.fixture_id, corners)
