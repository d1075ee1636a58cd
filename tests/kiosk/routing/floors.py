"""Small floors to walk on."""

from __future__ import annotations

from domain.plan import Face, Fixture, FixtureKind, Level, Plan, Ring, Unit, UnitKind
from domain.words import Words


def box(west: float, south: float, east: float, north: float) -> Ring:
    return (west, south), (east, south), (east, north), (west, north)


def a_level(level_id: str = "L1", ordinal: int = 0, outline: Ring | None = None) -> Level:
    name = Words(f"{ordinal + 1} 楼", f"Floor {ordinal + 1}", f"{ordinal + 1} 樓")
    return Level(level_id, ordinal, name, f"{ordinal + 1}", outline or box(0, 0, 30, 20))


def a_shelf(number: int, shape: Ring, level_id: str = "L1", sides: str = "WE", bays: int = 4) -> Fixture:
    """A box with goods at the sides named."""
    (x0, y0), _, (x1, y1), _ = shape
    ways = {"S": ((x0, y0), (x1, y0)), "E": ((x1, y0), (x1, y1)), "N": ((x1, y1), (x0, y1)), "W": ((x0, y1), (x0, y0))}
    names = dict(zip(sides, "ABCD", strict=False))
    faces = tuple(Face(f"S{number}-{names[side]}", *ways[side], bays, names[side]) for side in sides)
    return Fixture(
        f"S{number}", level_id, FixtureKind.SHELF, Words(f"{number} 号货架"), shape, str(number), "D", "grocery", faces
    )


def a_unit(unit_id: str, kind: UnitKind, shape: Ring, *joins: str, level_id: str = "L1", **more: object) -> Unit:
    step_free = kind not in (UnitKind.STAIRS, UnitKind.ESCALATOR)
    plain: dict[str, object] = {"joins": joins, "step_free": step_free, "name": Words(unit_id)}
    return Unit(unit_id=unit_id, level_id=level_id, kind=kind, shape=shape, **(plain | more))  # type: ignore[arg-type]


def a_plan(*fixtures: Fixture, units: tuple[Unit, ...] = (), levels: tuple[Level, ...] = ()) -> Plan:
    return Plan("plan-1", Words("青石桥店"), levels or (a_level(),), units, fixtures)


def two_floors(*extra: Unit) -> Plan:
    """Stairs near the south-west, a lift far in the east."""
    levels = (a_level("L1", 0), a_level("L2", 1))
    units = (
        a_unit("STAIRS1", UnitKind.STAIRS, box(4, 0, 6, 4), "STAIRS2", doors=((5, 4),)),
        a_unit("STAIRS2", UnitKind.STAIRS, box(4, 0, 6, 4), "STAIRS1", level_id="L2", doors=((5, 4),)),
        a_unit("LIFT1", UnitKind.ELEVATOR, box(26, 0, 28, 2), "LIFT2", doors=((27, 2),)),
        a_unit("LIFT2", UnitKind.ELEVATOR, box(26, 0, 28, 2), "LIFT1", level_id="L2", doors=((27, 2),)),
    )
    return a_plan(units=units + extra, levels=levels)
