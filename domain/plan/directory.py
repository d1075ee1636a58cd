"""What a store has and where: departments, services, amenities and exits, in the order somebody looks for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.plan.hours import OpenState, open_state
from domain.plan.model import Amenity, AmenityKind, Fixture, Level, Occupant, Opening, OpeningKind, Plan
from domain.plan.places import zones_said
from domain.reference import Department
from domain.words import NO_WORDS, Words

SERVICE_DESK = "service_desk"

_AMENITY_ORDER = (
    AmenityKind.TOILET, AmenityKind.TOILET_ACCESSIBLE, AmenityKind.BABY_ROOM, AmenityKind.ELEVATOR,
    AmenityKind.ESCALATOR, AmenityKind.STAIRS, AmenityKind.LOCKERS, AmenityKind.WATER, AmenityKind.SEATING,
    AmenityKind.READING_GLASSES, AmenityKind.BLOOD_PRESSURE, AmenityKind.WHEELCHAIRS, AmenityKind.FIRST_AID,
    AmenityKind.ATM, AmenityKind.TILLS, AmenityKind.KIOSK_RETURNS, AmenityKind.KIOSK_RATING, AmenityKind.KIOSK_GUIDE,
    AmenityKind.PARKING,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DepartmentEntry:
    """`zones` is where, as people say it: A 区, 1–2 排. Without fixtures nobody knows where it is."""

    department: Department
    zones: Words
    levels: tuple[Level, ...]
    fixtures: tuple[Fixture, ...]


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    occupant: Occupant
    level: Level | None
    state: OpenState


@dataclass(frozen=True, slots=True)
class AmenityEntry:
    """All of one kind, from the lowest level up."""

    kind: AmenityKind
    name: Words
    amenities: tuple[Amenity, ...]
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Directory:
    """The service desk is the first of `services`; of the others those that are open come first."""

    departments: tuple[DepartmentEntry, ...]
    services: tuple[ServiceEntry, ...]
    amenities: tuple[AmenityEntry, ...]
    exits: tuple[Opening, ...]


def directory(plan: Plan, departments: Sequence[Department], now: datetime, zone: ZoneInfo) -> Directory:
    """`departments` in the order the store tells them."""
    levels = {level.level_id: level for level in sorted(plan.levels, key=lambda level: level.ordinal)}
    services = [
        ServiceEntry(each, levels.get(each.level_id), open_state(each.hours, now, zone)) for each in plan.occupants
    ]
    exits = (OpeningKind.EXIT, OpeningKind.BOTH, OpeningKind.EMERGENCY_EXIT)
    return Directory(
        tuple(department_entry(plan, department) for department in departments),
        # Sorting keeps the plan's order among equals.
        tuple(sorted(services, key=lambda s: (s.occupant.category != SERVICE_DESK, not s.state.open))),
        tuple(_amenities(plan, levels)),
        tuple(
            sorted(
                (opening for opening in plan.openings if opening.kind in exits),
                key=lambda opening: (exits.index(opening.kind) == 2, _ordinal(levels, opening.level_id)),
            )
        ),
    )


def department_entry(plan: Plan, department: Department) -> DepartmentEntry:
    fixtures = tuple(fixture for fixture in plan.fixtures if fixture.department == department.code)
    standing = {fixture.level_id for fixture in fixtures}
    levels = tuple(
        sorted((level for level in plan.levels if level.level_id in standing), key=lambda level: level.ordinal)
    )
    return DepartmentEntry(department, zones_said(fixture.zone for fixture in fixtures), levels, fixtures)


def whereabouts(plan: Plan, departments: Iterable[str]) -> Words:
    """Where several departments stand together, by their codes: 1–2 排. Nothing where no fixture is theirs."""
    wanted = frozenset(departments)
    return zones_said(fixture.zone for fixture in plan.fixtures if fixture.department in wanted)


def _amenities(plan: Plan, levels: dict[str, Level]) -> Iterable[AmenityEntry]:
    for kind in _AMENITY_ORDER:
        found = sorted(
            (amenity for amenity in plan.amenities if amenity.kind is kind),
            key=lambda amenity: _ordinal(levels, amenity.level_id),
        )
        if found:
            on = tuple(level for key, level in levels.items() if any(a.level_id == key for a in found))
            name = next((amenity.name for amenity in found if amenity.name.zh_CN), NO_WORDS)
            yield AmenityEntry(kind, name, tuple(found), on)


def _ordinal(levels: dict[str, Level], level_id: str) -> int:
    return levels[level_id].ordinal if level_id in levels else 0
