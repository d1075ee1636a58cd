"""The demo store's floor, made from what `assets/demo/plan.toml` writes down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from backend.demo import assets
from domain.plan import (
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
from domain.plan.imdf import to_imdf
from domain.plan.projection import Projection
from domain.plan.version import versioned
from domain.plan.writing import Address
from domain.words import NO_WORDS, Words

Box = tuple[float, float, float, float]
"""West, south, east, north."""

_STEPS = (UnitKind.STAIRS, UnitKind.ESCALATOR)


def demo_plan() -> Plan:
    """The plan of 青石桥店: always the same, its version the digest of all that stands in it."""
    floor = assets.floor()
    plan = Plan(
        version="",
        name=_words(floor["name"]),
        levels=tuple(_level(row) for row in floor["level"]),
        units=tuple(_unit(row) for row in floor["unit"]),
        fixtures=tuple(_fixtures(floor)),
        openings=tuple(_opening(row) for row in floor["opening"]),
        amenities=tuple(_amenity(row) for row in floor["amenity"]),
        occupants=tuple(_occupant(row) for row in floor["occupant"]),
    )
    return versioned(plan)


def demo_archive() -> bytes:
    """The plan as an IMDF archive, laid where the store stands: assets/demo/plan.imdf.zip."""
    place = assets.floor()["place"]
    at = Projection(place["longitude"], place["latitude"], place["bearing"])
    return to_imdf(demo_plan(), at, Address(place["street"], place["locality"], place["province"]))


def ring(box: Box) -> Ring:
    """Counter-clockwise from the south-west corner."""
    x0, y0, x1, y1 = box
    return (x0, y0), (x1, y0), (x1, y1), (x0, y1)


def faces_of(fixture_id: str, box: Box, sides: str, bays: int) -> tuple[Face, ...]:
    """Sides named A, B, ... in the order of `sides`; a fixture with one side has no name for it."""
    x0, y0, x1, y1 = box
    edges: dict[str, tuple[Point, Point]] = {
        "S": ((x0, y0), (x1, y0)),
        "E": ((x1, y0), (x1, y1)),
        "N": ((x1, y1), (x0, y1)),
        "W": ((x0, y1), (x0, y0)),
    }
    names = ["A", "B", "C", "D"][: len(sides)]
    return tuple(
        Face(f"{fixture_id}-{name}", *edges[side], bays, name if len(sides) > 1 else "")
        for name, side in zip(names, sides, strict=True)
    )


def cut(box: Box, pieces: int) -> tuple[Box, ...]:
    """A box in equal pieces along its longer side, from west to east or from south to north."""
    x0, y0, x1, y1 = box
    if x1 - x0 >= y1 - y0:
        xs = [round(x0 + (x1 - x0) * n / pieces, 3) for n in range(pieces + 1)]
        return tuple((a, y0, b, y1) for a, b in pairwise(xs))
    ys = [round(y0 + (y1 - y0) * n / pieces, 3) for n in range(pieces + 1)]
    return tuple((x0, a, x1, b) for a, b in pairwise(ys))


def _fixtures(floor: Mapping[str, Any]) -> Iterator[Fixture]:
    for row in floor["row"]:
        yield from _row(row)
    for aisle in floor["aisle"]:
        yield from _aisle(aisle)
    for tills in floor["tills"]:
        yield from _tills(tills)
    for desk in floor["desk"]:
        yield Fixture(desk["id"], desk["level"], FixtureKind.DESK, _words(desk["name"]), ring(_box(desk["box"])))


def _row(row: Mapping[str, Any]) -> Iterator[Fixture]:
    numbers, department = row["numbers"], row["department"]
    departments = [department] * len(numbers) if isinstance(department, str) else department
    for number, code, box in zip(numbers, departments, cut(_box(row["box"]), len(numbers)), strict=True):
        fixture_id = _id(number)
        yield Fixture(
            fixture_id, row["level"], FixtureKind(row["kind"]), _words(row["name"]), ring(box),
            str(number), row.get("zone", ""), code, faces_of(fixture_id, box, row["sides"], row["bays"]),
        )  # fmt: skip


def _aisle(aisle: Mapping[str, Any]) -> Iterator[Fixture]:
    number = aisle["numbers_from"]
    for zone, (x, departments) in enumerate(zip(aisle["x"], aisle["departments"], strict=True), start=aisle["first"]):
        for (south, north), code in zip(aisle["y"], departments, strict=True):
            box = (x, south, x + aisle["wide"], north)
            yield Fixture(
                _id(number), aisle["level"], FixtureKind.SHELF, Words("货架", "Shelf", "貨架"), ring(box),
                str(number), str(zone), code, faces_of(_id(number), box, "WE", aisle["bays"]),
            )  # fmt: skip
            number += 1


def _tills(tills: Mapping[str, Any]) -> Iterator[Fixture]:
    south, north = tills["y"]
    for number, x in enumerate(tills["x"], start=1):
        box = (x, south, round(x + tills["wide"], 3), north)
        yield Fixture(
            f"TILL{number}", tills["level"], FixtureKind.TILL, _words(tills["name"]), ring(box), number=str(number)
        )


def _level(row: Mapping[str, Any]) -> Level:
    wide, deep = row["size"]
    return Level(row["id"], row["ordinal"], _words(row["name"]), row["short"], ring((0.0, 0.0, wide, deep)))


def _unit(row: Mapping[str, Any]) -> Unit:
    kind = UnitKind(row["kind"])
    return Unit(
        row["id"], row["level"], kind, _words(row["name"]), ring(_box(row["box"])), tuple(row.get("joins", ())),
        kind not in _STEPS, tuple(_point(door) for door in row.get("doors", ())),
    )  # fmt: skip


def _opening(row: Mapping[str, Any]) -> Opening:
    start, end = row["line"]
    name = _words(row["name"])
    return Opening(row["id"], row["level"], OpeningKind(row["kind"]), name, _point(start), _point(end))


def _amenity(row: Mapping[str, Any]) -> Amenity:
    return Amenity(
        row["id"], row["level"], AmenityKind(row["kind"]), _words(row["name"]), _point(row["at"]),
        row.get("unit", ""), row.get("device", ""), float(row.get("heading", 0)),
    )  # fmt: skip


def _occupant(row: Mapping[str, Any]) -> Occupant:
    hours = tuple(Hours(tuple(each["days"]), each["opens"], each["closes"]) for each in row["hours"])
    return Occupant(
        row["id"], row["level"], row["category"], _words(row["name"]), _point(row["at"]),
        row.get("unit", ""), row.get("fixture", ""), hours, _words(row["text"]) if "text" in row else NO_WORDS,
    )  # fmt: skip


def _words(texts: Sequence[str]) -> Words:
    simplified, english, traditional = texts
    return Words(simplified, english, traditional)


def _box(numbers: Sequence[float]) -> Box:
    x0, y0, x1, y1 = numbers
    return x0, y0, x1, y1


def _point(numbers: Sequence[float]) -> Point:
    x, y = numbers
    return x, y


def _id(number: int) -> str:
    return f"F{number:02d}"
