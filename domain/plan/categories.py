"""What IMDF calls things, and what they are on our plans. Our own kind travels along in the extension."""

from __future__ import annotations

from domain.plan.model import AmenityKind, FixtureKind, OpeningKind, UnitKind

STEPPED = frozenset({UnitKind.STAIRS, UnitKind.ESCALATOR})
WAYS_BETWEEN_LEVELS = frozenset({UnitKind.ELEVATOR, UnitKind.ESCALATOR, UnitKind.STAIRS, UnitKind.RAMP})

_OPEN_FLOOR = {
    "walkway", "walkway.island", "movingwalkway", "lobby", "unenclosedarea", "unspecified", "waitingroom",
    "foodservice", "recreation", "terrace", "platform", "footbridge", "road", "parking",
}  # fmt: skip
_NOBODY_WALKS = {
    "nonpublic", "structure", "column", "brick", "concrete", "drywall", "glass", "wood", "opentobelow", "storage",
    "serverroom", "office", "kitchen", "mailroom", "vegetation", "laboratory",
}  # fmt: skip


def unit_kind(category: str, restricted: bool) -> UnitKind:
    """Of a category nobody knows: a room, which has walls."""
    if restricted or category in _NOBODY_WALKS:
        return UnitKind.NONPUBLIC
    if category in _OPEN_FLOOR:
        return UnitKind.WALKWAY
    if category == "restroom" or category.startswith("restroom."):
        return UnitKind.RESTROOM
    if category == "steps":
        return UnitKind.STAIRS
    return UnitKind(category) if category in {kind.value for kind in WAYS_BETWEEN_LEVELS} else UnitKind.ROOM


FIXTURE_CATEGORY = {
    FixtureKind.SHELF: "furniture",
    FixtureKind.COOLER: "equipment",
    FixtureKind.FREEZER: "equipment",
    FixtureKind.COUNTER: "furniture",
    FixtureKind.BIN: "furniture",
    FixtureKind.TILL: "equipment",
    FixtureKind.DESK: "desk",
    FixtureKind.WALL: "wall",
    FixtureKind.OTHER: "obstruction",
}
_FIXTURE_KIND = {"wall": FixtureKind.WALL, "desk": FixtureKind.DESK, "furniture": FixtureKind.SHELF}


def fixture_kind(category: str) -> FixtureKind:
    return _FIXTURE_KIND.get(category, FixtureKind.OTHER)


OPENING_CATEGORY = {
    OpeningKind.ENTRANCE: "pedestrian.principal",
    OpeningKind.EXIT: "pedestrian",
    OpeningKind.BOTH: "pedestrian.principal",
    OpeningKind.EMERGENCY_EXIT: "emergencyexit",
}


def opening_kind(category: str) -> OpeningKind | None:
    """None for what shoppers do not walk through."""
    if category == "emergencyexit":
        return OpeningKind.EMERGENCY_EXIT
    return OpeningKind.BOTH if category.split(".")[0] == "pedestrian" else None


AMENITY_CATEGORY = {
    AmenityKind.TOILET: "restroom",
    AmenityKind.TOILET_ACCESSIBLE: "restroom.wheelchair",
    AmenityKind.BABY_ROOM: "mothersroom",
    AmenityKind.LOCKERS: "coinlocker",
    AmenityKind.WATER: "drinkingfountain",
    AmenityKind.READING_GLASSES: "guestservices",
    AmenityKind.BLOOD_PRESSURE: "healthscreening",
    AmenityKind.WHEELCHAIRS: "wheelchairassist",
    AmenityKind.ELEVATOR: "elevator",
    AmenityKind.ESCALATOR: "escalator",
    AmenityKind.STAIRS: "stairs",
    AmenityKind.KIOSK_RETURNS: "guestservices",
    AmenityKind.KIOSK_GUIDE: "information",
    AmenityKind.KIOSK_RATING: "guestservices",
    AmenityKind.TILLS: "cashier",
    AmenityKind.PARKING: "parking",
    AmenityKind.FIRST_AID: "firstaid",
    AmenityKind.ATM: "atm",
    AmenityKind.SEATING: "seating",
}
_AMENITY_KIND = {
    category: kind
    for kind, category in AMENITY_CATEGORY.items()
    if category not in ("guestservices", "information", "healthscreening")
} | {"babychanging": AmenityKind.BABY_ROOM, "strollerrental": AmenityKind.WHEELCHAIRS}


def amenity_kind(category: str) -> AmenityKind | None:
    """None for what the guide does not show."""
    if category.startswith("restroom"):
        return AmenityKind.TOILET_ACCESSIBLE if category.endswith(".wheelchair") else AmenityKind.TOILET
    return _AMENITY_KIND.get(category, AmenityKind.PARKING if category.startswith("parking") else None)
