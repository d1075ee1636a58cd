"""Whether everything a plan refers to is there, once, and of the right sort."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from domain.plan.categories import WAYS_BETWEEN_LEVELS
from domain.plan.fault import Fault, error, shown, warning
from domain.plan.model import AmenityKind, FixtureKind, Hours, OpeningKind, Plan

KIOSKS = frozenset({AmenityKind.KIOSK_GUIDE, AmenityKind.KIOSK_RETURNS, AmenityKind.KIOSK_RATING})
_NOT_NUMBERED_WITH_SHELVES = (FixtureKind.TILL,)


def broken_references(plan: Plan, unread: frozenset[str] = frozenset()) -> Iterator[Fault]:
    """`unread` are ids that may be referred to although they are not on the plan."""
    yield from _ids(plan)
    yield from _levels(plan, unread)
    yield from _links(plan, unread)
    yield from _names(plan)
    yield from _hours(plan)


def _ids(plan: Plan) -> Iterator[Fault]:
    ids = Counter(
        [
            *(level.level_id for level in plan.levels), *(unit.unit_id for unit in plan.units),
            *(fixture.fixture_id for fixture in plan.fixtures), *(opening.opening_id for opening in plan.openings),
            *(amenity.amenity_id for amenity in plan.amenities), *(each.occupant_id for each in plan.occupants),
        ]
    )  # fmt: skip
    for key, count in ids.items():
        if count > 1:
            yield error("duplicate_id", key, f"{count} features have this id")
    faces = Counter(face.face_id for fixture in plan.fixtures for face in fixture.faces)
    for fixture in plan.fixtures:
        for face in fixture.faces:
            if faces[face.face_id] > 1:
                yield error("duplicate_id", fixture.fixture_id, f"its face {shown(face.face_id)} is not the only one")


def _levels(plan: Plan, unread: frozenset[str]) -> Iterator[Fault]:
    known = {level.level_id for level in plan.levels}
    if not known:
        yield error("no_levels", "", "there is no level")
    for feature_id, level_id in _on_levels(plan):
        if level_id not in known and level_id not in unread:
            yield error("missing_reference", feature_id, f"stands on level {shown(level_id)}, which is not there")
    for ordinal, count in Counter(level.ordinal for level in plan.levels).items():
        if count > 1:
            same = next(level for level in plan.levels if level.ordinal == ordinal)
            yield warning("same_ordinal", same.level_id, f"{count} levels are number {ordinal}")


def _on_levels(plan: Plan) -> Iterator[tuple[str, str]]:
    yield from ((unit.unit_id, unit.level_id) for unit in plan.units)
    yield from ((fixture.fixture_id, fixture.level_id) for fixture in plan.fixtures)
    yield from ((opening.opening_id, opening.level_id) for opening in plan.openings)
    yield from ((amenity.amenity_id, amenity.level_id) for amenity in plan.amenities)
    yield from ((each.occupant_id, each.level_id) for each in plan.occupants)


def _links(plan: Plan, unread: frozenset[str]) -> Iterator[Fault]:
    units = {unit.unit_id: unit for unit in plan.units}
    fixtures = {fixture.fixture_id for fixture in plan.fixtures}
    led_to = {there for unit in plan.units for there in unit.joins}
    for unit in plan.units:
        for there in unit.joins:
            if there not in units:
                if there not in unread:
                    yield error("missing_reference", unit.unit_id, f"leads to unit {shown(there)}, which is not there")
            elif units[there].level_id == unit.level_id:
                yield warning("same_level", unit.unit_id, f"leads to unit {shown(there)} on its own level")
        if unit.kind in WAYS_BETWEEN_LEVELS and not unit.joins and unit.unit_id not in led_to and len(plan.levels) > 1:
            yield warning("leads_nowhere", unit.unit_id, "leads to no other level")
    rooms = [(amenity.amenity_id, amenity.unit_id) for amenity in plan.amenities]
    rooms += [(each.occupant_id, each.unit_id) for each in plan.occupants]
    for feature_id, unit_id in rooms:
        if unit_id and unit_id not in units and unit_id not in unread:
            yield error("missing_reference", feature_id, f"is in unit {shown(unit_id)}, which is not there")
    for each in plan.occupants:
        if each.fixture_id and each.fixture_id not in fixtures and each.fixture_id not in unread:
            wanted = shown(each.fixture_id)
            yield error("missing_reference", each.occupant_id, f"is at fixture {wanted}, which is not there")


def _names(plan: Plan) -> Iterator[Fault]:
    """What people and kiosks go by: numbers over shelves, device names."""
    hanging = Counter(f.number for f in plan.fixtures if f.number and f.kind not in _NOT_NUMBERED_WITH_SHELVES)
    for fixture in plan.fixtures:
        if hanging[fixture.number] > 1 and fixture.kind not in _NOT_NUMBERED_WITH_SHELVES:
            yield warning("same_number", fixture.fixture_id, f"another fixture is number {shown(fixture.number)} too")
        if fixture.department and not fixture.faces:
            yield warning("no_faces", fixture.fixture_id, "has goods but no face to take them from")
    devices = Counter(amenity.device for amenity in plan.amenities if amenity.device)
    for amenity in plan.amenities:
        if devices[amenity.device] > 1:
            yield error("same_device", amenity.amenity_id, f"another kiosk is called {shown(amenity.device)} too")
        if amenity.kind in KIOSKS and not amenity.device:
            yield warning("no_device", amenity.amenity_id, "has no device name: the kiosk will not find itself")
    if not any(opening.kind in (OpeningKind.ENTRANCE, OpeningKind.BOTH) for opening in plan.openings):
        yield error("no_entrance", "", "there is no entrance")


def _hours(plan: Plan) -> Iterator[Fault]:
    for each in plan.occupants:
        if not all(_are_hours(hours) for hours in each.hours):
            yield error("hours", each.occupant_id, "has hours that are none")


def _are_hours(hours: Hours) -> bool:
    days = bool(hours.weekdays) and all(1 <= day <= 7 for day in hours.weekdays)
    return days and _is_time(hours.opens, "23:59") and _is_time(hours.closes, "24:00")


def _is_time(text: str, latest: str) -> bool:
    parts: Sequence[str] = text.split(":")
    if len(parts) != 2 or not all(part.isascii() and part.isdigit() and len(part) == 2 for part in parts):
        return False
    return parts[1] < "60" and text <= latest
