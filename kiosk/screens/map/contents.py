"""What of a level is told in words and signs: the desk, the doors, what stands where, the amenities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.plan.model import (
    SERVICE_DESK,
    Amenity,
    AmenityKind,
    Fixture,
    FixtureKind,
    Occupant,
    Opening,
    OpeningKind,
    Ring,
    Unit,
    UnitKind,
)
from domain.words import Words
from kiosk.i18n import Translator, msg
from kiosk.screens.map import shapes
from kiosk.screens.map.picture import Name, NameKind, Sign

TOGETHER_M = 6.0
"""Shelves of one department this near share its name."""

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

Parts = tuple[tuple[Words, tuple[str, ...]], ...]
"""Names of parts of the floor, with the fixtures that make each up."""


@dataclass(frozen=True, slots=True)
class Floor:
    """What stands on one level."""

    fixtures: tuple[Fixture, ...]
    units: tuple[Unit, ...]
    amenities: tuple[Amenity, ...]
    openings: tuple[Opening, ...]
    occupants: tuple[Occupant, ...]

    @property
    def desks(self) -> set[str]:
        return {o.fixture_id for o in self.occupants if o.category == SERVICE_DESK}

    @property
    def doors(self) -> list[Opening]:
        """Ways in and out; emergency exits are not."""
        return [o for o in self.openings if o.kind is not OpeningKind.EMERGENCY_EXIT]


def signs_of(floor: Floor, outline: Ring, tr: Translator) -> tuple[Sign, ...]:
    """The most important first."""
    language = tr.language
    found = [*_signs(floor, language), *_stairs(floor, language), *_exits(floor, outline, tr, language)]
    return tuple(sorted(found, key=lambda sign: (sign.rank, sign.key)))


def names_of(
    floor: Floor, outline: Ring, areas: Parts, departments: Mapping[str, str], tr: Translator
) -> tuple[Name, ...]:
    """`departments` are names by code, in the translator's language."""
    language = tr.language
    return (
        *_desk_names(floor, language),
        *(_door_name(o, outline, tr, language) for o in floor.doors),
        *_department_names(floor, _lots(floor, areas, departments, language), tr),
        *_room_names(floor, language),
        *_service_names(floor, language),
        *_fixture_names(floor, departments, language),
    )


# Signs -----------------------------------------------------------------------------------------------------------


def _signs(floor: Floor, language: str) -> Iterator[Sign]:
    rooms = {unit.unit_id: unit.shape for unit in floor.units}
    tills = any(fixture.kind is FixtureKind.TILL for fixture in floor.fixtures)
    for amenity in floor.amenities:
        if amenity.kind is AmenityKind.TILLS and tills:
            continue  # They are drawn and named themselves.
        icon, rank = SIGNS[amenity.kind]
        room = rooms.get(amenity.unit_id, ())
        yield Sign(amenity.amenity_id, amenity.at, icon, amenity.name.in_(language), rank, room)


def _stairs(floor: Floor, language: str) -> Iterator[Sign]:
    """Ways between the levels that no amenity stands for."""
    signed = {amenity.unit_id for amenity in floor.amenities}
    for unit in floor.units:
        kind = STAIRS.get(unit.kind)
        if kind is not None and unit.unit_id not in signed:
            left, bottom, right, top = shapes.box_of(unit.shape)
            at = ((left + right) / 2, (bottom + top) / 2)
            yield Sign("", at, SIGNS[kind][0], unit.name.in_(language), SIGNS[kind][1], unit.shape)


def _exits(floor: Floor, outline: Ring, tr: Translator, language: str) -> Iterator[Sign]:
    """Emergency exits are closed doors: a sign by the wall, not a gap in it."""
    for opening in floor.openings:
        if opening.kind is OpeningKind.EMERGENCY_EXIT:
            off = shapes.inward(outline, (opening.start, opening.end))
            at = opening.middle
            text = opening.name.in_(language) or tr(DOORS[opening.kind])
            yield Sign("", (at[0] + off[0], at[1] + off[1]), "exit-run", text, 2)


# Words -----------------------------------------------------------------------------------------------------------


def _desk_names(floor: Floor, language: str) -> Iterator[Name]:
    shown = {fixture.fixture_id: fixture.shape for fixture in floor.fixtures}
    for occupant in floor.occupants:
        if occupant.category == SERVICE_DESK:
            ring = shown.get(occupant.fixture_id)
            over = (ring,) if ring else ()
            yield Name(occupant.name.in_(language), NameKind.DESK, over, occupant.at, icon="human-greeting")


def _door_name(opening: Opening, outline: Ring, tr: Translator, language: str) -> Name:
    text = opening.name.in_(language) or tr(DOORS[opening.kind])
    off = shapes.inward(outline, (opening.start, opening.end))
    return Name(text, NameKind.DOOR, (), opening.middle, off)


def _lots(
    floor: Floor, areas: Parts, departments: Mapping[str, str], language: str
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


def _department_names(floor: Floor, lots: Iterable[tuple[str, list[Fixture]]], tr: Translator) -> Iterator[Name]:
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


def _room_names(floor: Floor, language: str) -> Iterator[Name]:
    """Rooms that no sign tells of already."""
    told = {amenity.unit_id for amenity in floor.amenities} | {occupant.unit_id for occupant in floor.occupants}
    for unit in floor.units:
        if unit.unit_id not in told and unit.kind not in STAIRS and unit.name.zh_CN:
            kind = NameKind.CLOSED if unit.kind is UnitKind.NONPUBLIC else NameKind.ROOM
            yield Name(unit.name.in_(language), kind, (unit.shape,))


def _service_names(floor: Floor, language: str) -> Iterator[Name]:
    """Shops fill rooms and are told like them; a service at a shelf is told from near."""
    rooms = {unit.unit_id: unit.shape for unit in floor.units}
    stands = {fixture.fixture_id: fixture.shape for fixture in floor.fixtures}
    for occupant in floor.occupants:
        if occupant.category != SERVICE_DESK:
            text, room = occupant.name.in_(language), rooms.get(occupant.unit_id)
            ring = stands.get(occupant.fixture_id) or room
            kind = NameKind.ROOM if room else NameKind.SERVICE
            yield Name(text, kind, (ring,) if ring else (), occupant.at)


def _fixture_names(floor: Floor, departments: Mapping[str, str], language: str) -> Iterator[Name]:
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
