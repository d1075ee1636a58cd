"""Ways on one level: round shelves, from where somebody can stand, or told why there is none."""

from __future__ import annotations

import math
import subprocess
import sys
from dataclasses import replace

import pytest
from shapely import LineString, Polygon

from domain.plan import Plan, UnitKind
from kiosk.routing import NoWay, Reason, Route, Router, Spot, Stretch
from tests.kiosk.routing.floors import a_level, a_plan, a_shelf, a_unit, box

START = Spot("L1", (5, 10))


def routed(plan: Plan, *ends: tuple[float, float], start: Spot = START) -> Route:
    found = Router(plan).route(start, [Spot("L1", end) for end in ends])
    assert isinstance(found, Route)
    return found


def points(route: Route) -> tuple[tuple[float, float], ...]:
    (leg,) = route.legs
    assert isinstance(leg, Stretch)
    return leg.points


def test_an_open_floor_is_crossed_straight() -> None:
    route = routed(a_plan(), (25, 10))
    assert points(route) == (START.point, (25, 10))
    assert route.metres == 20
    assert route.seconds == pytest.approx(20 / 1.2)
    assert route.order == (0,)


def test_a_shelf_is_walked_round_at_an_arms_width() -> None:
    shelf = box(14, 5, 16, 18)
    route = routed(a_plan(a_shelf(1, shelf)), (25, 10))
    line = LineString(points(route))
    assert Polygon(shelf).distance(line) >= 0.34
    assert route.metres == pytest.approx(math.hypot(13.65 - 5, 5.35) + 2.7 + math.hypot(25 - 16.35, 5.35), rel=0.01)


def test_a_gap_of_two_arms_is_a_passage_and_a_narrower_one_is_not() -> None:
    def wall(gap: float) -> Plan:
        return a_plan(a_shelf(1, box(14, 0, 16, 10 - gap / 2)), a_shelf(2, box(14, 10 + gap / 2, 16, 20)))

    assert routed(wall(0.70), (25, 10)).metres == pytest.approx(20, rel=0.01)
    assert Router(wall(0.69)).route(START, [Spot("L1", (25, 10))]) == NoWay(Reason.CUT_OFF, 0)


def test_rooms_and_staff_areas_are_no_shortcut() -> None:
    staff = a_unit("BACK", UnitKind.NONPUBLIC, box(14, 0, 16, 18))
    units = (staff, a_unit("HALL", UnitKind.WALKWAY, box(0, 0, 30, 20)))
    assert routed(a_plan(units=units), (25, 10)).metres > 25


def test_a_room_is_reached_at_its_door() -> None:
    room = a_unit("WC", UnitKind.RESTROOM, box(20, 15, 28, 20), doors=((24, 15),))
    end = points(routed(a_plan(units=(room,)), (27, 19)))[-1]
    assert end == pytest.approx((24, 14.65), abs=0.01)


def test_of_two_doors_the_nearer_one_is_taken() -> None:
    room = a_unit("WC", UnitKind.RESTROOM, box(20, 15, 28, 20), doors=((28, 17), (20, 17)))
    assert points(routed(a_plan(units=(room,)), (27, 19)))[-1] == pytest.approx((19.65, 17), abs=0.01)


def test_a_spot_in_a_shelf_stands_for_the_ground_beside_it() -> None:
    end = points(routed(a_plan(a_shelf(1, box(14, 5, 16, 18))), (14.3, 10)))[-1]
    assert end == pytest.approx((13.65, 10), abs=0.01)


def test_a_spot_by_the_wall_stands_for_the_ground_before_it() -> None:
    assert points(routed(a_plan(), (30, 10)))[-1] == pytest.approx((29.65, 10), abs=0.01)


def test_nobody_is_sent_to_the_other_side_of_a_shelf() -> None:
    """Between a wall and a shelf half a metre before it nobody stands, and nobody gets there by standing behind it."""
    plan = a_plan(a_shelf(1, box(28.5, 0, 29.5, 20)))
    assert Router(plan).route(START, [Spot("L1", (29.75, 10))]) == NoWay(Reason.NOWHERE, 0)


def test_who_stands_there_already_walks_no_step() -> None:
    route = routed(a_plan(), START.point)
    assert points(route) == (START.point,)
    assert (route.metres, route.seconds) == (0, 0)


@pytest.mark.parametrize(
    ("spot", "end"),
    [
        (Spot("L9", (5, 5)), None),
        (Spot("L1", (500, 5)), None),
        (Spot("L1", (math.nan, 5)), None),
    ],
)
def test_a_spot_nowhere_is_told(spot: Spot, end: int | None) -> None:
    router = Router(a_plan())
    assert router.route(spot, [START]) == NoWay(Reason.NOWHERE)
    assert router.route(START, [START, spot]) == NoWay(Reason.NOWHERE, 1)


def test_a_closed_pocket_is_cut_off() -> None:
    ring = [box(18, 5, 28, 6), box(18, 14, 28, 15), box(18, 6, 19, 14), box(27, 6, 28, 14)]
    plan = a_plan(*(a_shelf(n, shape) for n, shape in enumerate(ring)))
    assert Router(plan).route(START, [Spot("L1", (23, 10))]) == NoWay(Reason.CUT_OFF, 0)
    assert Router(plan).route(START, [Spot("L1", (12, 3)), Spot("L1", (23, 10))]) == NoWay(Reason.CUT_OFF, 1)


@pytest.mark.parametrize("shape", [(), ((1, 1),), ((14, 5), (14, 5), (14, 5)), ((14, 5), (16, 5), (15, 5))])
def test_a_shape_without_area_is_in_nobodys_way(shape: tuple[tuple[float, float], ...]) -> None:
    flat = replace(a_shelf(1, box(14, 5, 16, 18)), shape=shape)
    assert routed(a_plan(flat), (25, 10)).metres == 20


def test_a_shape_that_crosses_itself_still_is_in_the_way() -> None:
    bow = replace(a_shelf(1, box(14, 2, 16, 18)), shape=((14, 2), (16, 18), (14, 18), (16, 2)))
    assert routed(a_plan(bow), (25, 10)).metres > 20


def test_a_level_too_small_to_stand_on_has_no_way() -> None:
    plan = a_plan(levels=(a_level(outline=box(0, 0, 0.5, 0.5)),))
    assert Router(plan).route(Spot("L1", (0.2, 0.2)), [Spot("L1", (0.3, 0.3))]) == NoWay(Reason.NOWHERE)


def test_nothing_heavy_is_loaded_before_a_router_is_built() -> None:
    """The returns kiosk imports this too and must start at once."""
    told = "import sys, kiosk.routing; print([m for m in ('shapely', 'numpy') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", told], capture_output=True, text=True).stdout.strip() == "[]"
