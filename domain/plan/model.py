"""A store's plan as the guide uses it, after IMDF (OGC 20-094): venue, levels, units, fixtures, openings, amenities,
anchors, occupants. Lengths are metres in the venue's own plane: x to the right, y up the sheet, origin anywhere.

`domain.plan.imdf` reads it from an archive, `domain.plan.checking` says what is wrong with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from domain.words import NO_WORDS, Words

Point = tuple[float, float]
"""Metres."""
Ring = tuple[Point, ...]
"""A simple polygon without its closing point, in either direction."""


class UnitKind(Enum):
    """What a unit is for walking (IMDF unit categories, folded).

    One walks on a level's outline less its fixtures and less every unit that is no walkway: those have walls, and
    whoever wants to one goes to its nearest door.
    """

    WALKWAY = "walkway"
    ROOM = "room"
    RESTROOM = "restroom"
    ELEVATOR = "elevator"
    ESCALATOR = "escalator"
    STAIRS = "stairs"
    RAMP = "ramp"
    NONPUBLIC = "nonpublic"
    """Nobody walks through here."""


class FixtureKind(Enum):
    SHELF = "shelf"
    COOLER = "cooler"
    FREEZER = "freezer"
    COUNTER = "counter"
    BIN = "bin"
    TILL = "till"
    DESK = "desk"
    WALL = "wall"
    OTHER = "other"


class OpeningKind(Enum):
    ENTRANCE = "entrance"
    EXIT = "exit"
    BOTH = "both"
    EMERGENCY_EXIT = "emergency_exit"


class AmenityKind(Enum):
    TOILET = "toilet"
    TOILET_ACCESSIBLE = "toilet_accessible"
    BABY_ROOM = "baby_room"
    LOCKERS = "lockers"
    WATER = "water"
    READING_GLASSES = "reading_glasses"
    BLOOD_PRESSURE = "blood_pressure"
    WHEELCHAIRS = "wheelchairs"
    ELEVATOR = "elevator"
    ESCALATOR = "escalator"
    STAIRS = "stairs"
    KIOSK_RETURNS = "kiosk_returns"
    KIOSK_GUIDE = "kiosk_guide"
    KIOSK_RATING = "kiosk_rating"
    TILLS = "tills"
    PARKING = "parking"
    FIRST_AID = "first_aid"
    ATM = "atm"
    SEATING = "seating"


@dataclass(frozen=True, slots=True)
class Level:
    level_id: str
    ordinal: int
    """0 is the ground floor (IMDF)."""
    name: Words
    short_name: str
    outline: Ring


@dataclass(frozen=True, slots=True)
class Unit:
    unit_id: str
    level_id: str
    kind: UnitKind
    name: Words
    shape: Ring
    joins: tuple[str, ...] = ()
    """Of an elevator, escalator, stairs or ramp: the units of other levels it leads to (IMDF relationships). An
    escalator leads one way only."""
    step_free: bool = True
    """False for stairs and escalators: no wheelchair, no pram."""
    doors: tuple[Point, ...] = ()
    """Where one steps in and out, on its outline; all of the outline where nothing is written."""


@dataclass(frozen=True, slots=True)
class Face:
    """A side of a fixture from which goods are taken. `start` is at the left hand of who stands before it, and so is
    bay 1: that person is at the right of the way from `start` to `end`. `name` is the side as it is signed (A), ""
    where the fixture has one side."""

    face_id: str
    start: Point
    end: Point
    bays: int = 1
    name: str = ""


@dataclass(frozen=True, slots=True)
class Fixture:
    """`number` is what hangs above it (12); `zone` the letter of its zone or the number of its aisle, bare: "D" for
    D 区, "5" for 5 排 (`domain.plan.places` words them)."""

    fixture_id: str
    level_id: str
    kind: FixtureKind
    name: Words
    shape: Ring
    number: str = ""
    zone: str = ""
    department: str = ""
    """Code of the department whose goods stand here, "" for none."""
    faces: tuple[Face, ...] = ()


@dataclass(frozen=True, slots=True)
class Opening:
    opening_id: str
    level_id: str
    kind: OpeningKind
    name: Words
    start: Point
    end: Point

    @property
    def middle(self) -> Point:
        (ax, ay), (bx, by) = self.start, self.end
        return (ax + bx) / 2, (ay + by) / 2


@dataclass(frozen=True, slots=True)
class Amenity:
    amenity_id: str
    level_id: str
    kind: AmenityKind
    name: Words
    at: Point
    unit_id: str = ""
    """The room it is in, "" where it stands in the open."""
    device: str = ""
    """Of a kiosk: its name as enrolled, so that a kiosk finds itself on the plan."""
    heading: float = 0.0
    """Degrees clockwise from up the sheet: where somebody looks who stands before it."""


@dataclass(frozen=True, slots=True)
class Hours:
    """ISO weekdays 1-7, store-local HH:MM; `closes` may be 24:00."""

    weekdays: tuple[int, ...]
    opens: str
    closes: str


SERVICE_DESK = "service_desk"
"""The category of the occupant that returns, tickets and questions lead to."""


@dataclass(frozen=True, slots=True)
class Occupant:
    """A service or shop in the store (IMDF occupant with its anchor)."""

    occupant_id: str
    level_id: str
    category: str
    """service_desk, pharmacy, bakery, key_cutting, ..."""
    name: Words
    at: Point
    unit_id: str = ""
    fixture_id: str = ""
    """The fixture people know it by: the service desk's own desk."""
    hours: tuple[Hours, ...] = ()
    text: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class Plan:
    """One store's plan. `version` changes with its content; kiosks keep the last good one."""

    version: str
    name: Words
    levels: tuple[Level, ...]
    units: tuple[Unit, ...] = ()
    fixtures: tuple[Fixture, ...] = ()
    openings: tuple[Opening, ...] = ()
    amenities: tuple[Amenity, ...] = ()
    occupants: tuple[Occupant, ...] = ()

    def level(self, level_id: str) -> Level | None:
        return next((level for level in self.levels if level.level_id == level_id), None)

    def fixture(self, fixture_id: str) -> Fixture | None:
        return next((fixture for fixture in self.fixtures if fixture.fixture_id == fixture_id), None)
