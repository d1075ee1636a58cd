"""A plan's level as a picture for one language: shapes by what they are, words with what they are for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from domain.plan.model import (
    Amenity,
    AmenityKind,
    Fixture,
    FixtureKind,
    Occupant,
    Opening,
    OpeningKind,
    Plan,
    Point,
    Ring,
    Unit,
    UnitKind,
)
from domain.words import Words
from kiosk.i18n import Translator, msg, translator
from kiosk.screens import map_shapes as shapes
from kiosk.screens.map_picture import (
    Area,
    AreaKind,
    Disc,
    Ground,
    Here,
    MapPicture,
    Name,
    NameKind,
    Sign,
    Target,
    Way,
)

TOGETHER_M = 6.0
"""Shelves of one department this near share its name."""
SERVICE_DESK = "service_desk"

DOORS = {
    OpeningKind.ENTRANCE: msg("入口"),
    OpeningKind.EXIT: msg("出口"),
    OpeningKind.BOTH: msg("出入口"),
    OpeningKind.EMERGENCY_EXIT: msg("安全出口"),
}
SIGNS: Mapping[AmenityKind, tuple[str, int]] = {
    AmenityKind.TOILET: ("human-male-female", 1),
    AmenityKind.TOILET_ACCESSIBLE: ("wheelchair", 1),
    AmenityKind.ELEVATOR: ("elevator-passenger", 2),
    AmenityKind.ESCALATOR: ("escalator", 2),
    AmenityKind.STAIRS: ("stairs", 2),
    AmenityKind.FIRST_AID: ("medical-bag", 3),
    AmenityKind.BABY_ROOM: ("baby-carriage", 3),
    AmenityKind.KIOSK_RETURNS: ("receipt-text", 4),
    AmenityKind.LOCKERS: ("locker", 5),
    AmenityKind.WHEELCHAIRS: ("wheelchair-accessibility", 5),
    AmenityKind.WATER: ("cup-water", 6),
    AmenityKind.ATM: ("cash-multiple", 6),
    AmenityKind.READING_GLASSES: ("glasses", 7),
    AmenityKind.BLOOD_PRESSURE: ("heart-pulse", 7),
    AmenityKind.SEATING: ("seat", 7),
    AmenityKind.PARKING: ("parking", 7),
    AmenityKind.KIOSK_GUIDE: ("map-search", 8),
    AmenityKind.KIOSK_RATING: ("star-outline", 8),
    AmenityKind.TILLS: ("cash-register", 8),
}
"""Icon, and rank: lower ones stay longest where there is no room."""
STAIRS = {
    UnitKind.ELEVATOR: AmenityKind.ELEVATOR,
    UnitKind.ESCALATOR: AmenityKind.ESCALATOR,
    UnitKind.STAIRS: AmenityKind.STAIRS,
}


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


_Areas = tuple[tuple[Words, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Floor:
    """What stands on one level."""

    fixtures: tuple[Fixture, ...]
    units: tuple[Unit, ...]
    amenities: tuple[Amenity, ...]
    openings: tuple[Opening, ...]
    occupants: tuple[Occupant, ...]

    @property
    def desks(self) -> set[str]:
        return {o.fixture_id for o in self.occupants if o.category == SERVICE_DESK}


@lru_cache(maxsize=12)
def _ground(
    known: _Known, level_id: str, language: str, areas: _Areas, departments: tuple[tuple[str, Words], ...]
) -> Ground:
    plan, tr = known.plan, translator(language)
    level = plan.level(level_id) or min(plan.levels, key=lambda one: abs(one.ordinal))
    here = level.level_id
    floor = _Floor(
        tuple(f for f in plan.fixtures if f.level_id == here and len(f.shape) > 2),
        tuple(u for u in plan.units if u.level_id == here and len(u.shape) > 2 and u.kind is not UnitKind.WALKWAY),
        tuple(a for a in plan.amenities if a.level_id == here),
        tuple(o for o in plan.openings if o.level_id == here),
        tuple(o for o in plan.occupants if o.level_id == here),
    )
    points = [*level.outline, *(p for f in floor.fixtures for p in f.shape)] or [(0.0, 0.0), (1.0, 1.0)]
    named = {code: name.in_(language) for code, name in departments}
    doors = [o for o in floor.openings if o.kind is not OpeningKind.EMERGENCY_EXIT]
    corners, seams = shapes.joints([fixture.shape for fixture in floor.fixtures])
    signs = [*_signs(floor, language), *_stairs(floor, language), *_exits(floor, level.outline, tr, language)]
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
        walls=shapes.walls(level.outline, [(o.start, o.end) for o in doors]),
        names=(
            *_desk_names(floor, language),
            *(_door_name(o, level.outline, tr, language) for o in doors),
            *_department_names(floor, _lots(floor, areas, named, language), tr),
            *_room_names(floor, language),
            *_service_names(floor, language),
            *_fixture_names(floor, named, language),
        ),
        signs=tuple(sorted(signs, key=lambda sign: (sign.rank, sign.key))),
    )


# Shapes ----------------------------------------------------------------------------------------------------------


def _room(unit: Unit) -> Area:
    kind = AreaKind.CLOSED if unit.kind is UnitKind.NONPUBLIC else AreaKind.ROOM
    return Area(kind, unit.shape, unit.unit_id, (0, 1, 2, 3) if shapes.rectangular(unit.shape) else ())


def _fixture(fixture: Fixture, desk: bool, corners: tuple[int, ...]) -> Area:
    return Area(AreaKind.DESK if desk else AreaKind.FIXTURE, fixture.shape, fixture.fixture_id, corners)


# Signs -----------------------------------------------------------------------------------------------------------


def _signs(floor: _Floor, language: str) -> Iterator[Sign]:
    rooms = {unit.unit_id: unit.shape for unit in floor.units}
    tills = any(fixture.kind is FixtureKind.TILL for fixture in floor.fixtures)
    for amenity in floor.amenities:
        if amenity.kind is AmenityKind.TILLS and tills:
            continue  # They are drawn and named themselves.
        icon, rank = SIGNS[amenity.kind]
        room = rooms.get(amenity.unit_id, ())
        yield Sign(amenity.amenity_id, amenity.at, icon, amenity.name.in_(language), rank, room)


def _stairs(floor: _Floor, language: str) -> Iterator[Sign]:
    """Ways between the levels that no amenity stands for."""
    signed = {amenity.unit_id for amenity in floor.amenities}
    for unit in floor.units:
        kind = STAIRS.get(unit.kind)
        if kind is not None and unit.unit_id not in signed:
            left, bottom, right, top = shapes.box_of(unit.shape)
            at = ((left + right) / 2, (bottom + top) / 2)
            yield Sign("", at, SIGNS[kind][0], unit.name.in_(language), SIGNS[kind][1], unit.shape)


def _exits(floor: _Floor, outline: Ring, tr: Translator, language: str) -> Iterator[Sign]:
    """Emergency exits are closed doors: a sign by the wall, not a gap in it."""
    for opening in floor.openings:
        if opening.kind is OpeningKind.EMERGENCY_EXIT:
            off = shapes.inward(outline, (opening.start, opening.end))
            at = _middle(opening)
            text = opening.name.in_(language) or tr(DOORS[opening.kind])
            yield Sign("", (at[0] + off[0], at[1] + off[1]), "exit-run", text, 2)


def _middle(opening: Opening) -> Point:
    (ax, ay), (bx, by) = opening.start, opening.end
    return (ax + bx) / 2, (ay + by) / 2


# Words -----------------------------------------------------------------------------------------------------------


def _desk_names(floor: _Floor, language: str) -> Iterator[Name]:
    shown = {fixture.fixture_id: fixture.shape for fixture in floor.fixtures}
    for occupant in floor.occupants:
        if occupant.category == SERVICE_DESK:
            ring = shown.get(occupant.fixture_id)
            over = (ring,) if ring else ()
            yield Name(occupant.name.in_(language), NameKind.DESK, over, occupant.at, icon="human-greeting")


def _door_name(opening: Opening, outline: Ring, tr: Translator, language: str) -> Name:
    text = opening.name.in_(language) or tr(DOORS[opening.kind])
    off = shapes.inward(outline, (opening.start, opening.end))
    return Name(text, NameKind.DOOR, (), _middle(opening), off)


def _lots(
    floor: _Floor, areas: _Areas, departments: Mapping[str, str], language: str
) -> Iterator[tuple[str, list[Fixture]]]:
    """Shelves under the name of the part of the floor they make up."""
    by_id = {fixture.fixture_id: fixture for fixture in floor.fixtures if fixture.kind is not FixtureKind.TILL}
    for desk in floor.desks:
        by_id.pop(desk, None)
    for name, ids in areas:
        yield name.in_(language), [by_id.pop(one) for one in ids if one in by_id]
    rest: dict[str, list[Fixture]] = {}
    for fixture in by_id.values():
        text = departments.get(fixture.department) or fixture.name.in_(language)
        rest.setdefault(text, []).append(fixture)
    yield from rest.items()


def _department_names(floor: _Floor, lots: Iterable[tuple[str, list[Fixture]]], tr: Translator) -> Iterator[Name]:
    """One name for shelves that stand together; the tills bear one too."""
    tills = [fixture for fixture in floor.fixtures if fixture.kind is FixtureKind.TILL]
    for text, fixtures in (*lots, (tr("收银台"), tills)):
        for part in _together(fixtures):
            if text:
                yield Name(text, NameKind.DEPARTMENT, tuple(fixture.shape for fixture in part))


def _together(fixtures: Sequence[Fixture]) -> list[list[Fixture]]:
    """Fixtures in lots, each of which hangs together by gaps of `TOGETHER_M` at most."""
    lots: list[list[tuple[shapes.Box, Fixture]]] = []
    for fixture in fixtures:
        box = shapes.box_of(fixture.shape)
        near = [lot for lot in lots if any(shapes.apart(box, other) <= TOGETHER_M for other, _ in lot)]
        lots = [lot for lot in lots if lot not in near]
        lots.append([*(one for lot in near for one in lot), (box, fixture)])
    return [[fixture for _, fixture in lot] for lot in lots]


def _room_names(floor: _Floor, language: str) -> Iterator[Name]:
    """Rooms that no sign tells of already."""
    told = {amenity.unit_id for amenity in floor.amenities} | {occupant.unit_id for occupant in floor.occupants}
    for unit in floor.units:
        if unit.unit_id not in told and unit.kind not in STAIRS and unit.name.zh_CN:
            kind = NameKind.CLOSED if unit.kind is UnitKind.NONPUBLIC else NameKind.ROOM
            yield Name(unit.name.in_(language), kind, (unit.shape,))


def _service_names(floor: _Floor, language: str) -> Iterator[Name]:
    """Shops fill rooms and are told like them; a service at a shelf is told from near."""
    rooms = {unit.unit_id: unit.shape for unit in floor.units}
    stands = {fixture.fixture_id: fixture.shape for fixture in floor.fixtures}
    for occupant in floor.occupants:
        if occupant.category != SERVICE_DESK:
            text, room = occupant.name.in_(language), rooms.get(occupant.unit_id)
            ring = stands.get(occupant.fixture_id) or room
            kind = NameKind.ROOM if room else NameKind.SERVICE
            yield Name(text, kind, (ring,) if ring else (), occupant.at)


def _fixture_names(floor: _Floor, departments: Mapping[str, str], language: str) -> Iterator[Name]:
    """What stands on each shelf and the number above it; of a till the number alone."""
    desks = floor.desks
    for fixture in floor.fixtures:
        if fixture.fixture_id in desks:
            continue
        text = departments.get(fixture.department) or fixture.name.in_(language)
        if fixture.kind is FixtureKind.TILL or text == fixture.number:
            text = ""
        if text or fixture.number:
            yield Name(text, NameKind.FIXTURE, (fixture.shape,), number=fixture.number)
