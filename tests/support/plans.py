"""A bigger store, made from a seed: three levels, 400 fixtures of many shapes, two cores of lifts and stairs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from random import Random

from domain.goods import Placement
from domain.plan import (
    Amenity,
    AmenityKind,
    Face,
    Fixture,
    FixtureKind,
    Level,
    Opening,
    OpeningKind,
    Plan,
    Point,
    Ring,
    Unit,
    UnitKind,
)
from domain.plan.version import versioned
from domain.words import Words

LEVELS, FIXTURES = 3, 400
WIDE, DEEP = 120.0, 72.0
_COLUMNS, _ROWS = 16, 8
_CELL = (WIDE / _COLUMNS, DEEP / _ROWS)
_CORES = ((3, 3), (11, 4))
"""Cells kept for what leads to other levels, the same on every level."""
_NOTCH = 4
"""Columns missing in the top right corner of the highest level."""
_AISLE = 0.95
"""Metres a fixture keeps from its cell's edge at least: 1.9 m between two."""


def big_plan(seed: int = 1) -> Plan:
    """Reachable everywhere; another store for every seed."""
    random = Random(seed)
    levels = tuple(_level(n) for n in range(LEVELS))
    fixtures: list[Fixture] = []
    for n in range(LEVELS):
        wanted = FIXTURES // LEVELS + (n < FIXTURES % LEVELS)
        fixtures += _fixtures(random, n, wanted, len(fixtures) + 1)
    units = tuple(unit for n in range(LEVELS) for core in range(len(_CORES)) for unit in _core(n, core))
    return versioned(
        Plan(
            "", Words("大卖场", "Hypermarket", "大賣場"), levels, units, tuple(fixtures),
            (
                Opening(
                    "IN", "L0", OpeningKind.ENTRANCE, Words("南门", "South door", "南門"), (20.0, 0.0), (26.0, 0.0)
                ),
                Opening("OUT", "L0", OpeningKind.EXIT, Words("出口", "Exit", "出口"), (94.0, 0.0), (100.0, 0.0)),
                Opening("WEST", "L0", OpeningKind.BOTH, Words("西门", "West door", "西門"), (0.0, 30.0), (0.0, 34.0)),
            ),
            (
                Amenity("GUIDE", "L0", AmenityKind.KIOSK_GUIDE, Words("导览屏"), (23.0, 0.6), device="大卖场导览屏"),
                *(
                    Amenity(unit.unit_id + "-A", unit.level_id, AmenityKind.ELEVATOR, unit.name, _middle(unit.shape),
                            unit.unit_id)
                    for unit in units if unit.kind is UnitKind.ELEVATOR
                ),
            ),
        )
    )  # fmt: skip


def placements_on(plan: Plan, product_ids: Sequence[str]) -> tuple[Placement, ...]:
    """The products spread over every bay of the plan, in order."""
    bays = [(fixture, face, bay) for fixture in plan.fixtures for face in fixture.faces for bay in range(face.bays)]
    made = []
    for n, product_id in enumerate(product_ids):
        fixture, face, bay = bays[n * len(bays) // len(product_ids)]
        made.append(Placement(f"{product_id}-1", product_id, fixture.fixture_id, face.face_id, bay + 1, n % 5 + 1))
    return tuple(made)


def _level(n: int) -> Level:
    outline: Ring = ((0.0, 0.0), (WIDE, 0.0), (WIDE, DEEP), (0.0, DEEP))
    if n == LEVELS - 1:
        x, y = WIDE - _NOTCH * _CELL[0], DEEP - 3 * _CELL[1]
        outline = ((0.0, 0.0), (WIDE, 0.0), (WIDE, y), (x, y), (x, DEEP), (0.0, DEEP))
    return Level(f"L{n}", n, Words(f"{n + 1} 层", f"Floor {n + 1}", f"{n + 1} 樓"), str(n + 1), outline)


def _free_cells(n: int) -> list[tuple[int, int]]:
    cells = [(column, row) for column in range(_COLUMNS) for row in range(_ROWS) if (column, row) not in _CORES]
    if n == LEVELS - 1:
        cells = [(column, row) for column, row in cells if column < _COLUMNS - _NOTCH or row < _ROWS - 3]
    return cells


def _fixtures(random: Random, n: int, wanted: int, first: int) -> Iterator[Fixture]:
    """One or two in a cell, until there are as many as wanted."""
    cells = _free_cells(n)
    random.shuffle(cells)
    twice = set(cells[: max(0, wanted - len(cells))])
    number = first
    for cell in sorted(cells):
        west, south = cell[0] * _CELL[0], cell[1] * _CELL[1]
        middle = (west + _CELL[0] / 2, south + _CELL[1] / 2)
        if cell in twice:
            for dx in (-1.45, 1.45):
                yield _box(random, n, number, cell, (middle[0] + dx, middle[1]), 0.55, 3.3, 0.0)
                number += 1
        elif number - first < wanted:
            make = random.choice((_box_any, _box_any, _turned, _octagon))
            yield make(random, n, number, cell, middle)
            number += 1


def _box_any(random: Random, n: int, number: int, cell: tuple[int, int], middle: Point) -> Fixture:
    return _box(random, n, number, cell, middle, random.uniform(0.5, 2.8), random.uniform(1.2, 3.5), 0.0)


def _turned(random: Random, n: int, number: int, cell: tuple[int, int], middle: Point) -> Fixture:
    """Askew, as shops like their tables of bargains."""
    return _box(random, n, number, cell, middle, random.uniform(0.5, 1.4), random.uniform(1.2, 2.2),
                random.uniform(0.2, 1.4))  # fmt: skip


def _box(
    random: Random, n: int, number: int, cell: tuple[int, int], middle: Point, half: float, deep: float, turn: float
) -> Fixture:
    corners = [(-half, -deep), (half, -deep), (half, deep), (-half, deep)]
    shape = _ring(middle, corners, turn)
    sides = (3, 1) if random.random() < 0.8 else (0, 1, 2, 3)
    return _fixture(n, number, cell, shape, sides, max(1, round(deep)))


def _octagon(random: Random, n: int, number: int, cell: tuple[int, int], middle: Point) -> Fixture:
    radius = random.uniform(1.0, _CELL[0] / 2 - _AISLE)
    corners = [(radius * math.cos(k * math.pi / 4), radius * math.sin(k * math.pi / 4)) for k in range(8)]
    return _fixture(n, number, cell, _ring(middle, corners, 0.0), (0, 2, 4, 6), 1)


def _fixture(n: int, number: int, cell: tuple[int, int], shape: Ring, sides: tuple[int, ...], bays: int) -> Fixture:
    ends = (*shape, shape[0])
    faces = tuple(
        Face(f"B{number}-{name}", ends[side], ends[side + 1], bays, name)
        for name, side in zip("ABCD", sides, strict=False)
    )
    return Fixture(
        f"B{number}", f"L{n}", FixtureKind.SHELF, Words("货架", "Shelf", "貨架"), shape, str(number),
        str(n * _COLUMNS + cell[0] + 1), f"d{n}{cell[0]:02d}", faces,
    )  # fmt: skip


def _ring(middle: Point, corners: Sequence[Point], turn: float) -> Ring:
    sine, cosine = math.sin(turn), math.cos(turn)
    return tuple(
        (round(middle[0] + x * cosine - y * sine, 3), round(middle[1] + x * sine + y * cosine, 3)) for x, y in corners
    )


def _core(n: int, core: int) -> Iterator[Unit]:
    """A lift, stairs and both escalators side by side; lift and stairs lead one level up and down."""
    west, south = _CORES[core][0] * _CELL[0] + 1.15, _CORES[core][1] * _CELL[1] + 1.6
    beside = [m for m in (n - 1, n + 1) if 0 <= m < LEVELS]

    def unit(name: str, kind: UnitKind, x: float, wide: float, joins: Sequence[str], north: bool = True) -> Unit:
        x0, x1, y0, y1 = west + x, west + x + wide, south, south + 5.0
        door = (round((x0 + x1) / 2, 3), y1 if north else y0)
        shape = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
        rounded = tuple((round(px, 3), round(py, 3)) for px, py in shape)
        return Unit(f"{name}{core}-{n}", f"L{n}", kind, _NAMES[kind], rounded, tuple(joins),
                    kind is UnitKind.ELEVATOR, (door,))  # fmt: skip

    yield unit("LIFT", UnitKind.ELEVATOR, 0.0, 1.4, [f"LIFT{core}-{m}" for m in beside])
    yield unit("STAIRS", UnitKind.STAIRS, 1.4, 1.2, [f"STAIRS{core}-{m}" for m in beside])
    # An escalator is a unit on each of the two levels it joins: in at the north end, out at the south end.
    if n + 1 < LEVELS:
        yield unit(f"UP{n}in", UnitKind.ESCALATOR, 2.6, 0.65, [f"UP{n}out{core}-{n + 1}"])
        yield unit(f"DOWN{n}out", UnitKind.ESCALATOR, 3.25, 0.65, [], north=False)
    if n > 0:
        yield unit(f"UP{n - 1}out", UnitKind.ESCALATOR, 3.9, 0.65, [], north=False)
        yield unit(f"DOWN{n - 1}in", UnitKind.ESCALATOR, 4.55, 0.65, [f"DOWN{n - 1}out{core}-{n - 1}"])


_NAMES = {
    UnitKind.ELEVATOR: Words("电梯", "Lift", "電梯"),
    UnitKind.STAIRS: Words("楼梯", "Stairs", "樓梯"),
    UnitKind.ESCALATOR: Words("扶梯", "Escalator", "手扶梯"),
}


def _middle(ring: Ring) -> Point:
    return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
