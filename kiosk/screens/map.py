"""A plan's level as a picture for one language: shapes by what they are, words with what they are for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from domain.plan.model import (
    Amenity,
    AmenityKind,
    Fixture,
    FixtureKind,
    Opening,
    OpeningKind,
    Plan,
    Point,
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


def map_of(
    plan: Plan,
    level_id: str,
    language: str,
    *,
    departments: Mapping[str, Words] | None = None,
    here: Here | None = None,
    targets: Sequence[Target] = (),
    way: Way | None = None,
    small: bool = False,
) -> MapPicture:
    """One level as a picture; the lowest one where there is no level of that id.

    `departments` are their names by code: shelves of a department nobody named keep the fixtures' own names. `here`,
    `targets` and `way` are those of this level: see `here_of`, `target_of`, `way_of`.
    """
    named = tuple(sorted((departments or {}).items()))
    return MapPicture(_ground(_Known(plan), level_id, language, named), here, tuple(targets), way, small)


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
def _ground(known: _Known, level_id: str, language: str, departments: tuple[tuple[str, Words], ...]) -> Ground:
    plan, tr = known.plan, translator(language)
    level = plan.level(level_id) or min(plan.levels, key=lambda one: abs(one.ordinal))
    here = level.level_id
    fixtures = [f for f in plan.fixtures if f.level_id == here and len(f.shape) > 2]
    units = [u for u in plan.units if u.level_id == here and len(u.shape) > 2]
    amenities = [a for a in plan.amenities if a.level_id == here]
    openings = [o for o in plan.openings if o.level_id == here]
    desks = {o.fixture_id: o.name for o in plan.occupants if o.category == SERVICE_DESK and o.level_id == here}
    points = [*level.outline, *(p for f in fixtures for p in f.shape)] or [(0.0, 0.0), (1.0, 1.0)]
    names = dict(departments)
    doors = [(o.start, o.end) for o in openings if o.kind is not OpeningKind.EMERGENCY_EXIT]
    words = [
        *_desk_names(plan, here, desks, fixtures, language),
        *(_door_name(o, level.outline, tr, language) for o in openings),
        *_department_names(fixtures, desks, names, tr, language),
        *_room_names(plan, here, units, amenities, language),
        *_fixture_names(fixtures, desks, names, language),
    ]
    return Ground(
        key=f"{plan.version}/{here}/{language}/{hash(departments)}",
        language=language,
        extent=shapes.box_of(points),
        areas=(
            Area(AreaKind.FLOOR, level.outline),
            *map(_room, filter(_shown, units)),
            *(_fixture(fixture, fixture.fixture_id in desks) for fixture in fixtures),
        ),
        walls=shapes.walls(level.outline, doors),
        names=tuple(words),
        signs=tuple(sorted((_sign(a, language, tr) for a in amenities), key=lambda sign: (sign.rank, sign.key))),
    )


# Shapes ----------------------------------------------------------------------------------------------------------


def _shown(unit: Unit) -> bool:
    return unit.kind is not UnitKind.WALKWAY


def _room(unit: Unit) -> Area:
    kind = AreaKind.CLOSED if unit.kind is UnitKind.NONPUBLIC else AreaKind.ROOM
    return Area(kind, unit.shape, unit.unit_id, shapes.rectangular(unit.shape))


def _fixture(fixture: Fixture, desk: bool) -> Area:
    kind = AreaKind.DESK if desk else AreaKind.FIXTURE
    return Area(kind, fixture.shape, fixture.fixture_id, shapes.rectangular(fixture.shape))


def _sign(amenity: Amenity, language: str, tr: Translator) -> Sign:
    icon, rank = SIGNS[amenity.kind]
    return Sign(amenity.amenity_id, amenity.at, icon, amenity.name.in_(language), rank)


# Words -----------------------------------------------------------------------------------------------------------


def _desk_names(
    plan: Plan, level_id: str, desks: Mapping[str, Words], fixtures: Sequence[Fixture], language: str
) -> list[Name]:
    shown = {f.fixture_id: f.shape for f in fixtures}
    found = []
    for occupant in plan.occupants:
        if occupant.level_id != level_id or occupant.category != SERVICE_DESK:
            continue
        ring = shown.get(occupant.fixture_id)
        text = desks[occupant.fixture_id].in_(language)
        found.append(Name(text, NameKind.DESK, (ring,) if ring else (), occupant.at, icon="human-greeting"))
    return found


def _door_name(opening: Opening, outline: Sequence[Point], tr: Translator, language: str) -> Name:
    (ax, ay), (bx, by) = opening.start, opening.end
    text = opening.name.in_(language) or tr(DOORS[opening.kind])
    off = shapes.inward(tuple(outline), (opening.start, opening.end))
    icon = "exit-run" if opening.kind is OpeningKind.EMERGENCY_EXIT else ""
    return Name(text, NameKind.DOOR, (), ((ax + bx) / 2, (ay + by) / 2), off, icon)


def _department_names(
    fixtures: Sequence[Fixture], desks: Mapping[str, Words], departments: Mapping[str, Words], tr: Translator,
    language: str,
) -> list[Name]:  # fmt: skip
    """One name for shelves that stand together and hold the goods of one department; the tills are one too."""
    groups: dict[str, list[Fixture]] = {}
    for fixture in fixtures:
        if fixture.kind is FixtureKind.TILL:
            groups.setdefault(tr("收银台"), []).append(fixture)
        elif fixture.fixture_id not in desks and fixture.department in departments:
            groups.setdefault(departments[fixture.department].in_(language), []).append(fixture)
    return [
        Name(text, NameKind.DEPARTMENT, tuple(f.shape for f in part))
        for text, group in groups.items()
        for part in _together(group)
    ]


def _together(fixtures: Sequence[Fixture]) -> list[list[Fixture]]:
    """Fixtures in lots, each of which hangs together by gaps of `TOGETHER_M` at most."""
    lots: list[list[tuple[shapes.Box, Fixture]]] = []
    for fixture in fixtures:
        box = shapes.box_of(fixture.shape)
        near = [lot for lot in lots if any(shapes.apart(box, other) <= TOGETHER_M for other, _ in lot)]
        lots = [lot for lot in lots if lot not in near]
        lots.append([*(one for lot in near for one in lot), (box, fixture)])
    return [[fixture for _, fixture in lot] for lot in lots]


def _room_names(
    plan: Plan, level_id: str, units: Sequence[Unit], amenities: Sequence[Amenity], language: str
) -> list[Name]:
    """Rooms whose amenities do not say it already, and the shops and services that are not the desk."""
    signed = {amenity.unit_id for amenity in amenities}
    taken = {o.unit_id for o in plan.occupants if o.level_id == level_id and o.category != SERVICE_DESK}
    rooms = [
        Name(unit.name.in_(language), NameKind.ROOM, (unit.shape,))
        for unit in units
        if _shown(unit) and unit.unit_id not in signed | taken and unit.name.zh_CN
    ]
    shapes_of = {unit.unit_id: unit.shape for unit in units if _shown(unit)}
    shapes_of |= {f.fixture_id: f.shape for f in plan.fixtures if f.level_id == level_id}
    for occupant in plan.occupants:
        if occupant.level_id == level_id and occupant.category != SERVICE_DESK:
            ring = shapes_of.get(occupant.fixture_id) or shapes_of.get(occupant.unit_id)
            rooms.append(Name(occupant.name.in_(language), NameKind.ROOM, (ring,) if ring else (), occupant.at))
    return rooms


def _fixture_names(
    fixtures: Sequence[Fixture], desks: Mapping[str, Words], departments: Mapping[str, Words], language: str
) -> list[Name]:
    """What hangs above each: its own name where it says more than the department's, and its number."""
    found = []
    for fixture in fixtures:
        if fixture.fixture_id in desks:
            continue
        text = fixture.name.in_(language)
        department = departments.get(fixture.department)
        said = department is not None and department.in_(language) == text
        if text and not said and fixture.kind is not FixtureKind.TILL and text != fixture.number:
            found.append(Name(text, NameKind.FIXTURE, (fixture.shape,)))
        if fixture.number:
            found.append(Name(fixture.number, NameKind.NUMBER, (fixture.shape,)))
    return found
