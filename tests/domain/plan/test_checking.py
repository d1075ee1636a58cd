"""What the check finds: every mistake somebody may make in a sound plan, and nothing in the sound one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.demo.placing import demo_placements
from backend.demo.plan import demo_plan
from backend.demo.store import SEED, shelve
from domain.goods import Placement
from domain.plan import Amenity, AmenityKind, Face, Fixture, FixtureKind, Hours, Level, Opening, OpeningKind, Plan, Unit
from domain.plan import UnitKind as Kind
from domain.plan.checking import faults
from domain.plan.fault import Severity
from domain.plan.model import Ring
from domain.words import Words
from tests.support.plans import FIXTURES, LEVELS, big_plan, placements_on

STORE = demo_plan()
ERROR, WARNING = Severity.ERROR, Severity.WARNING


def box(x0: float, y0: float, x1: float, y1: float) -> Ring:
    return (x0, y0), (x1, y0), (x1, y1), (x0, y1)


def fixture(fixture_id: str, shape: Ring, level_id: str = "L1", **more: Any) -> Fixture:
    return Fixture(fixture_id, level_id, FixtureKind.SHELF, Words("架"), shape, **more)


def found(plan: Plan, *placements: Placement) -> set[tuple[Severity, str, str]]:
    return {(fault.severity, fault.code, fault.feature_id) for fault in faults(plan, placements)}


def changed(fixture_id: str, **fields: Any) -> Plan:
    return replace(
        STORE,
        fixtures=tuple(replace(f, **fields) if f.fixture_id == fixture_id else f for f in STORE.fixtures),
    )


def changed_unit(unit_id: str, **fields: Any) -> Plan:
    return replace(STORE, units=tuple(replace(u, **fields) if u.unit_id == unit_id else u for u in STORE.units))


def with_fixtures(*more: Fixture) -> Plan:
    return replace(STORE, fixtures=(*STORE.fixtures, *more))


def without_units(*names: str) -> Plan:
    """And without whatever hung on them."""
    units = tuple(
        replace(unit, joins=tuple(there for there in unit.joins if there not in names))
        for unit in STORE.units
        if unit.unit_id not in names
    )
    return replace(STORE, units=units, amenities=tuple(a for a in STORE.amenities if a.unit_id not in names))


def test_the_demo_store_is_sound_and_its_goods_stand_somewhere() -> None:
    placements = demo_placements(shelve(SEED).products, STORE, date(2026, 11, 22))
    assert faults(STORE, placements) == ()


@pytest.mark.parametrize("seed", [1, 2, 77])
def test_every_big_store_is_sound(seed: int) -> None:
    plan = big_plan(seed)
    assert len(plan.levels) == LEVELS
    assert len(plan.fixtures) == FIXTURES
    assert faults(plan, placements_on(plan, ["P1", "P2", "P3"])) == ()


SHAPES = [
    (changed("F20", shape=((29, 12), (31, 19), (31, 12), (29, 19))), (ERROR, "self_crossing", "F20")),
    (changed("F20", shape=box(29, 12.3, 31, 12.3), faces=()), (ERROR, "self_crossing", "F20")),
    (changed("F20", shape=((29.0, 12.3),) * 4), (ERROR, "self_crossing", "F20")),
    (changed("F20", shape=()), (ERROR, "self_crossing", "F20")),
    (changed("F20", shape=(*box(29, 12.3, 31, 19.3), (float("nan"), 3.0))), (ERROR, "not_a_number", "F20")),
    (changed("F20", shape=(*box(29, 12.3, 31, 19.3), (1e300, 3.0))), (ERROR, "not_a_number", "F20")),
    (with_fixtures(fixture("X", box(30, 18, 32, 20))), (ERROR, "overlap", "X")),
    (with_fixtures(fixture("X", box(0.5, 6, 2, 7))), (ERROR, "overlap", "WC1")),
    (with_fixtures(fixture("X", box(59, 12, 61, 13))), (ERROR, "outside_level", "X")),
    (with_fixtures(fixture("X", box(80, 12, 81, 13))), (ERROR, "outside_level", "X")),
    (
        replace(STORE, levels=(replace(STORE.levels[0], outline=box(0, 0, 1_001, 40)), STORE.levels[1])),
        (ERROR, "too_big", "L1"),
    ),
    (changed("F12", faces=(Face("F12-A", (40.0, 30.0), (43.0, 30.0)),)), (ERROR, "face_off_edge", "F12")),
    (changed("F12", faces=(Face("F12-A", (40.0, 34.4), (40.0, 34.4)),)), (ERROR, "face_off_edge", "F12")),
    (changed("F12", faces=(Face("F12-A", (43.0, 34.4), (40.0, 34.4)),)), (ERROR, "face_turned", "F12")),
    (changed("F12", faces=()), (WARNING, "no_faces", "F12")),
    (
        replace(STORE, openings=(*STORE.openings, Opening("X", "L1", OpeningKind.EXIT, Words(""), (20, 1), (22, 1)))),
        (ERROR, "opening_off_wall", "X"),
    ),
    (changed_unit("WC1", doors=((3.0, 9.0),)), (ERROR, "opening_off_wall", "WC1")),
]
REFERENCES = [
    (with_fixtures(fixture("F20", box(17, 20, 18, 21))), (ERROR, "duplicate_id", "F20")),
    (with_fixtures(fixture("L1", box(17, 20, 18, 21))), (ERROR, "duplicate_id", "L1")),
    (
        with_fixtures(fixture("X", box(17, 20, 18, 21), faces=(Face("F20-A", (17, 20), (18, 20)),))),
        (ERROR, "duplicate_id", "X"),
    ),
    (with_fixtures(fixture("X", box(17, 20, 18, 21), number="20")), (WARNING, "same_number", "X")),
    (changed("F20", level_id="L7"), (ERROR, "missing_reference", "F20")),
    (changed_unit("LIFT1", joins=("LIFT9",)), (ERROR, "missing_reference", "LIFT1")),
    (changed_unit("LIFT1", joins=("WC1",)), (WARNING, "same_level", "LIFT1")),
    (
        replace(STORE, amenities=(replace(STORE.amenities[0], unit_id="NO"), *STORE.amenities[1:])),
        (ERROR, "missing_reference", "GUIDE1"),
    ),
    (
        replace(STORE, occupants=(replace(STORE.occupants[0], fixture_id="NO"), *STORE.occupants[1:])),
        (ERROR, "missing_reference", "SERVICE"),
    ),
    (
        replace(STORE, occupants=(replace(STORE.occupants[0], hours=(Hours((1, 8), "9:00", "25:00"),)),)),
        (ERROR, "hours", "SERVICE"),
    ),
    (
        replace(STORE, amenities=tuple(replace(a, device=a.device and "同名") for a in STORE.amenities)),
        (ERROR, "same_device", "GUIDE1"),
    ),
    (
        replace(STORE, amenities=tuple(replace(a, device="") for a in STORE.amenities)),
        (WARNING, "no_device", "RETURNS1"),
    ),
    (
        replace(STORE, levels=tuple(replace(level, ordinal=0) for level in STORE.levels)),
        (WARNING, "same_ordinal", "L1"),
    ),
    (replace(STORE, openings=()), (ERROR, "no_entrance", "")),
    (Plan("", Words(""), ()), (ERROR, "no_levels", "")),
]
WAYS = [
    (with_fixtures(fixture("X", box(53.9, 25, 54.2, 38))), (ERROR, "unreachable", "F35")),
    (
        with_fixtures(fixture("X", box(21, 19.5, 51, 22.3)), fixture("Y", box(21, 11.5, 51, 12.1))),
        (ERROR, "unreachable", "F18"),
    ),
    (with_fixtures(fixture("X", box(2, 33.9, 16, 34.2))), (ERROR, "unreachable", "F02")),
    (
        without_units("LIFT1", "LIFT2", "STAIRS1", "STAIRS2", "UP1", "UP2"),
        (ERROR, "level_cut_off", "L2"),
    ),
    (without_units("LIFT1", "LIFT2"), (WARNING, "no_step_free_way", "L2")),
    (changed_unit("LIFT1", step_free=False), (WARNING, "no_step_free_way", "L2")),
    (
        without_units("LIFT1", "LIFT2", "STAIRS1", "STAIRS2", "DOWN1", "DOWN2"),
        (WARNING, "no_way_back", "L2"),
    ),
    (changed_unit("LIFT1", joins=()), (WARNING, "no_step_free_way", "L2")),
    (
        replace(
            STORE,
            amenities=(*STORE.amenities, Amenity("X", "L1", AmenityKind.KIOSK_GUIDE, Words(""), (22, 25), device="X")),
        ),
        (ERROR, "in_the_way", "X"),
    ),
    (
        replace(STORE, amenities=(*STORE.amenities, Amenity("X", "L1", AmenityKind.WATER, Words(""), (22, 25)))),
        (WARNING, "in_the_way", "X"),
    ),
    (
        replace(STORE, amenities=(*STORE.amenities, Amenity("X", "L1", AmenityKind.WATER, Words(""), (-3, 25)))),
        (ERROR, "outside_level", "X"),
    ),
    (changed_unit("WC1", doors=((0.9, 9.0),)), None),
]


@pytest.mark.parametrize(("plan", "expected"), [*SHAPES, *REFERENCES, *(way for way in WAYS if way[1])])
def test_each_mistake_is_named_with_its_feature(plan: Plan, expected: tuple[Severity, str, str]) -> None:
    assert expected in found(plan)


@pytest.mark.parametrize("plan", [way[0] for way in WAYS if way[1] is None])
def test_narrow_is_not_closed(plan: Plan) -> None:
    assert not [fault for fault in faults(plan) if fault.severity is ERROR]


def test_a_broken_shape_does_not_make_every_way_a_guess() -> None:
    assert found(changed("F20", shape=((29, 12), (31, 19), (31, 12), (29, 19)))) == {(ERROR, "self_crossing", "F20")}


def test_errors_come_first() -> None:
    plan = replace(STORE, openings=(), amenities=tuple(replace(a, device="") for a in STORE.amenities))
    severities = [fault.severity for fault in faults(plan)]
    assert severities == sorted(severities, key=lambda severity: severity is WARNING)
    assert set(severities) == {ERROR, WARNING}


def test_hundreds_of_shelves_in_one_place_are_said_in_hundreds() -> None:
    heap = with_fixtures(*(fixture(f"X{n}", box(17, 20, 18, 21)) for n in range(600)))
    told = [fault for fault in faults(heap) if fault.code == "overlap"]
    assert len(told) == 501
    assert told[-1].text.startswith("and ")


def test_a_plan_of_thousands_of_shelves_is_told_to_be_too_big() -> None:
    squares = (box(2 + 3 * (n % 100), 2 + 3 * (n // 100), 3 + 3 * (n % 100), 3 + 3 * (n // 100)) for n in range(5_001))
    many = tuple(fixture(f"X{n}", square) for n, square in enumerate(squares))
    level = replace(STORE.levels[0], outline=box(0, 0, 400, 400))
    door = Opening("IN", "L1", OpeningKind.BOTH, Words(""), (1, 0), (3, 0))
    plan = Plan("", Words("城"), (level,), fixtures=many, openings=(door,))
    assert found(plan) == {(ERROR, "too_big", "")}


def test_goods_stand_where_something_stands() -> None:
    placements = (
        Placement("P-1", "P", "F99"),
        Placement("P-2", "P", "F12", "F13-A"),
        Placement("P-3", "P", "F12", "F12-A", bay=2),
        Placement("P-4", "P", "F20", "F20-B", bay=7),
        Placement("P-5", "P", "F20", "", bay=8),
    )
    missing = {(ERROR, "missing_reference", f"P-{n}") for n in (1, 2, 3, 5)}
    assert found(STORE, *placements) == missing


def test_part_of_a_shelf_is_told_by_its_bays() -> None:
    """A pillar before the end of a shelf hides its last bays only."""
    pillar = fixture("X", box(23.2, 12.3, 24.8, 14.5))
    told = [fault for fault in faults(with_fixtures(pillar)) if fault.feature_id == "F16"]
    assert [fault.text for fault in told] == ["nobody gets to face B, bay 1, face B, bay 2"]


def test_a_shelf_up_a_step_has_no_step_free_way() -> None:
    """Half a floor higher: the upper level parted by a wall, its far half reached by stairs of its own."""
    wall = fixture("WALL", box(22.0, 0.0, 22.2, 24.0), "L2")
    stairs = (
        Unit("S1", "L1", Kind.STAIRS, Words(""), box(46, 20.2, 48, 21), ("S2",), False, ((47, 21.0),)),
        Unit("S2", "L2", Kind.STAIRS, Words(""), box(42.2, 21.5, 43.4, 23), ("S1",), False, ((42.2, 22.2),)),
    )
    told = faults(replace(with_fixtures(wall), units=(*STORE.units, *stairs)))
    assert not [fault for fault in told if fault.severity is ERROR]
    stepped = {fault.feature_id for fault in told if fault.code == "no_step_free_way"}
    assert {"F51", "F54", "F55", "F48"} <= stepped
    assert not stepped & {"F41", "F44", "L2", "F12"}


@given(st.data())
def test_no_shape_makes_the_check_fail(data: st.DataObject) -> None:
    """Whatever numbers come: faults, never an exception."""
    number = st.one_of(st.floats(), st.integers(-3, 70).map(float))
    points = st.lists(st.tuples(number, number), max_size=6).map(tuple)
    shape = data.draw(points)
    face = Face("X-A", *data.draw(st.tuples(st.tuples(number, number), st.tuples(number, number))), bays=data.draw(
        st.integers(-2, 5)
    ))  # fmt: skip
    level = Level("L3", 2, Words("三楼"), "3", data.draw(points))
    door = data.draw(st.lists(st.tuples(number, number), max_size=2).map(tuple))
    ground = Level("L1", 0, Words("一楼"), "1", box(0, 0, 20, 20))
    plan = Plan(
        "", Words("店"), (ground, level),
        (Unit("U", "L3", Kind.ROOM, Words(""), data.draw(points), doors=door),),
        (fixture("X", shape, data.draw(st.sampled_from(["L1", "L3"])), faces=(face,)),),
        (Opening("IN", "L1", OpeningKind.BOTH, Words(""), (3, 0), (6, 0)),),
    )  # fmt: skip
    for fault in faults(plan):
        assert fault.text
