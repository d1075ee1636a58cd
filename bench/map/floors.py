"""A big floor, made by counting: as many shelves on one level as wished, in blocks of aisles."""

from __future__ import annotations

from domain.plan import (
    Amenity,
    AmenityKind,
    Face,
    Fixture,
    FixtureKind,
    Level,
    Occupant,
    Opening,
    OpeningKind,
    Plan,
    Point,
    Ring,
)
from domain.words import Words

SHELF = (1.2, 6.0)
PITCH = (3.2, 8.5)
DEPARTMENTS = 16


def box(x: float, y: float, wide: float, high: float) -> Ring:
    return (x, y), (x + wide, y), (x + wide, y + high), (x, y + high)


def big_floor(shelves: int = 400, rows: int = 8) -> Plan:
    """One level with `rows` rows of shelves, tills, a desk, doors and amenities. The same for the same numbers."""
    columns = -(-shelves // rows)
    wide, high = columns * PITCH[0] + 8, rows * PITCH[1] + 16
    fixtures = [_shelf(n, 4 + n % columns * PITCH[0], 13 + n // columns * PITCH[1]) for n in range(shelves)]
    fixtures += [
        Fixture(f"T{n}", "L1", FixtureKind.TILL, Words("收银台", "Till"), box(20 + n * 4.0, 5, 1.6, 4), str(n + 1))
        for n in range(12)
    ]
    fixtures.append(Fixture("DESK", "L1", FixtureKind.DESK, Words("服务台", "Service desk"), box(wide - 10, 3, 7, 6)))
    kinds = [kind for kind in AmenityKind if kind is not AmenityKind.TILLS]
    return Plan(
        version=f"big-{shelves}",
        name=Words("大店"),
        levels=(Level("L1", 0, Words("一层", "Ground floor"), "1", box(0, 0, wide, high)),),
        fixtures=tuple(fixtures),
        openings=(
            Opening("IN", "L1", OpeningKind.ENTRANCE, Words("入口", "Entrance"), (4, 0), (12, 0)),
            Opening("OUT", "L1", OpeningKind.EXIT, Words("出口", "Exit"), (wide - 20, 0), (wide - 12, 0)),
        ),
        amenities=tuple(
            Amenity(f"A{n}", "L1", kind, Words(f"设施{n}", f"Amenity {n}"), (6 + n * (wide - 12) / 18, high - 1))
            for n, kind in enumerate(kinds)
        ),
        occupants=(Occupant("SD", "L1", "service_desk", Words("服务台", "Service desk"), (wide - 6, 6), "", "DESK"),),
    )  # fmt: skip


def _shelf(n: int, x: float, y: float) -> Fixture:
    wide, high = SHELF
    faces = (
        Face(f"S{n}-A", (x, y + high), (x, y), 6, "A"),
        Face(f"S{n}-B", (x + wide, y), (x + wide, y + high), 6, "B"),
    )
    return Fixture(
        f"S{n}", "L1", FixtureKind.SHELF, Words("货架", "Shelf"), box(x, y, wide, high), str(n + 1),
        department=f"D{n % 50 // 4 % DEPARTMENTS}", faces=faces,
    )  # fmt: skip


def departments() -> dict[str, Words]:
    return {f"D{n}": Words(f"部门{n}", f"Department {n}") for n in range(DEPARTMENTS)}


def long_way(shelves: int = 400, rows: int = 8) -> tuple[Point, ...]:
    """Through the aisles, up and down: a way with many corners."""
    columns = -(-shelves // rows)
    top = 13 + rows * PITCH[1] - 1
    spots: list[Point] = [(8.0, 2.5), (8.0, 11.0)]
    for n in range(0, columns - 1, 8):
        x = 4 + n * PITCH[0] + 2.2
        spots += [(x, 11.0), (x, top)] if n // 8 % 2 == 0 else [(x, top), (x, 11.0)]
    return tuple(spots)
