"""Where things are: the plan of a store and the places of its goods."""

from domain.plan.model import (
    Amenity,
    AmenityKind,
    Face,
    Fixture,
    FixtureKind,
    Hours,
    Level,
    Occupant,
    Opening,
    OpeningKind,
    Plan,
    Point,
    Ring,
    Unit,
    UnitKind,
)

__all__ = [
    "Amenity", "AmenityKind", "Face", "Fixture", "FixtureKind", "Hours", "Level", "Occupant", "Opening",
    "OpeningKind", "Plan", "Point", "Ring", "Unit", "UnitKind",
]  # fmt: skip
