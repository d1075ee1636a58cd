"""Between levels: the quickest ride, doors, and no step for who asks for none."""

from __future__ import annotations

import random

import pytest

from domain.plan import Plan, UnitKind
from domain.wire import Pace
from kiosk.routing import Change, NoWay, Reason, Route, Router, Spot, Stretch
from tests.kiosk.routing.floors import a_level, a_plan, a_unit, box, two_floors
from tests.support.plans import big_plan

STEPS = (UnitKind.STAIRS, UnitKind.ESCALATOR)


def rides(route: Route | NoWay) -> list[Change]:
    assert isinstance(route, Route)
    return [leg for leg in route.legs if isinstance(leg, Change)]


def test_the_near_stairs_are_taken_and_the_far_lift_where_steps_are_none() -> None:
    router = Router(two_floors())
    start, end = Spot("L1", (5, 10)), Spot("L2", (5, 12))
    (ride,) = rides(router.route(start, [end]))
    assert (ride.kind, ride.from_level, ride.to_level) == (UnitKind.STAIRS, "L1", "L2")
    (ride,) = rides(router.route(start, [end], step_free=True))
    assert (ride.kind, ride.from_unit, ride.to_unit) == (UnitKind.ELEVATOR, "LIFT1", "LIFT2")


def test_legs_meet_at_the_doors() -> None:
    route = Router(two_floors()).route(Spot("L1", (5, 10)), [Spot("L2", (5, 12))])
    assert isinstance(route, Route)
    up, ride, on = route.legs
    assert isinstance(up, Stretch)
    assert isinstance(ride, Change)
    assert isinstance(on, Stretch)
    assert (up.level_id, up.stop, on.level_id, on.stop) == ("L1", None, "L2", 0)
    assert up.points[-1] == pytest.approx((5, 4.35), abs=0.01)
    assert on.points[0] == pytest.approx((5, 4.35), abs=0.01)
    assert on.points[-1] == (5, 12)
    assert route.seconds == pytest.approx((up.metres + on.metres) / 1.2 + ride.seconds)


def test_a_slow_walker_takes_longer_and_may_better_take_the_near_lift() -> None:
    router = Router(two_floors())
    start, end = Spot("L1", (22, 8)), Spot("L2", (22, 8))
    plain, slow = router.route(start, [end]), router.route(start, [end], pace=Pace.SENIOR)
    assert isinstance(plain, Route)
    assert isinstance(slow, Route)
    assert slow.seconds > plain.seconds
    assert [ride.kind for ride in rides(slow)] == [UnitKind.ELEVATOR]


def test_without_a_lift_there_is_no_step_free_way() -> None:
    plan = two_floors()
    stairs = tuple(unit for unit in plan.units if unit.kind is UnitKind.STAIRS)
    router = Router(a_plan(units=stairs, levels=plan.levels))
    start, end = Spot("L1", (5, 10)), Spot("L2", (5, 12))
    assert isinstance(router.route(start, [end]), Route)
    assert router.route(start, [end], step_free=True) == NoWay(Reason.STEPS, 0)
    assert router.route(start, [start, end], step_free=True) == NoWay(Reason.STEPS, 1)


def test_without_anything_the_level_is_cut_off() -> None:
    router = Router(a_plan(levels=(a_level("L1"), a_level("L2", 1))))
    assert router.route(Spot("L1", (5, 10)), [Spot("L2", (5, 12))], step_free=True) == NoWay(Reason.CUT_OFF, 0)


def test_an_escalator_leads_one_way() -> None:
    units = (
        a_unit("UP1", UnitKind.ESCALATOR, box(10, 0, 11, 6), "UP2", doors=((10.5, 6),)),
        a_unit("UP2", UnitKind.ESCALATOR, box(10, 0, 11, 6), level_id="L2", doors=((10.5, 0.5),)),
    )
    router = Router(a_plan(units=units, levels=(a_level("L1"), a_level("L2", 1))))
    below, above = Spot("L1", (5, 10)), Spot("L2", (5, 12))
    assert [ride.kind for ride in rides(router.route(below, [above]))] == [UnitKind.ESCALATOR]
    assert router.route(above, [below]) == NoWay(Reason.CUT_OFF, 0)


def test_who_is_in_a_lift_stays_in_it() -> None:
    """Floor by floor it would wait anew each time; a lift that names its neighbours leads through all of them."""
    levels = tuple(a_level(f"L{n}", n) for n in range(4))
    lifts = tuple(
        a_unit(f"LIFT{n}", UnitKind.ELEVATOR, box(10, 0, 12, 2), *(f"LIFT{m}" for m in (n - 1, n + 1) if 0 <= m < 4),
               level_id=f"L{n}", doors=((11, 2),))
        for n in range(4)
    )  # fmt: skip
    (ride,) = rides(Router(a_plan(units=lifts, levels=levels)).route(Spot("L0", (5, 10)), [Spot("L3", (5, 10))]))
    assert (ride.from_level, ride.to_level) == ("L0", "L3")


def test_two_rides_with_a_walk_between() -> None:
    levels = tuple(a_level(f"L{n}", n) for n in range(3))
    units = (
        a_unit("A0", UnitKind.STAIRS, box(2, 0, 4, 3), "A1", level_id="L0", doors=((3, 3),)),
        a_unit("A1", UnitKind.STAIRS, box(2, 0, 4, 3), "A0", level_id="L1", doors=((3, 3),)),
        a_unit("B1", UnitKind.ELEVATOR, box(26, 0, 28, 3), "B2", level_id="L1", doors=((27, 3),)),
        a_unit("B2", UnitKind.ELEVATOR, box(26, 0, 28, 3), "B1", level_id="L2", doors=((27, 3),)),
    )
    route = Router(a_plan(units=units, levels=levels)).route(Spot("L0", (5, 10)), [Spot("L2", (5, 10))])
    assert [ride.kind for ride in rides(route)] == [UnitKind.STAIRS, UnitKind.ELEVATOR]
    assert isinstance(route, Route)
    between = route.legs[2]
    assert isinstance(between, Stretch)
    assert between.level_id == "L1"
    assert between.metres == pytest.approx(24, rel=0.01)


def test_a_level_in_two_parts_is_joined_through_another() -> None:
    wall = a_unit("WALL", UnitKind.NONPUBLIC, box(14, 0, 16, 20))
    units = (
        wall,
        a_unit("A1", UnitKind.ELEVATOR, box(4, 0, 6, 2), "A2", doors=((5, 2),)),
        a_unit("A2", UnitKind.ELEVATOR, box(4, 0, 6, 2), "A1", level_id="L2", doors=((5, 2),)),
        a_unit("B1", UnitKind.ELEVATOR, box(24, 0, 26, 2), "B2", doors=((25, 2),)),
        a_unit("B2", UnitKind.ELEVATOR, box(24, 0, 26, 2), "B1", level_id="L2", doors=((25, 2),)),
    )
    plan = a_plan(units=units, levels=(a_level("L1"), a_level("L2", 1)))
    route = Router(plan).route(Spot("L1", (5, 10)), [Spot("L1", (25, 10))])
    assert [(ride.from_level, ride.to_level) for ride in rides(route)] == [("L1", "L2"), ("L2", "L1")]


def test_a_unit_that_joins_what_is_not_there_leads_nowhere() -> None:
    lift = a_unit("LIFT1", UnitKind.ELEVATOR, box(10, 0, 12, 2), "LIFT9", doors=((11, 2),))
    router = Router(a_plan(units=(lift,), levels=(a_level("L1"), a_level("L2", 1))))
    assert router.route(Spot("L1", (5, 10)), [Spot("L2", (5, 10))]) == NoWay(Reason.CUT_OFF, 0)


@pytest.fixture(scope="module")
def big() -> Plan:
    return big_plan()


def test_a_step_free_way_has_no_step_wherever_it_leads(big: Plan) -> None:
    chance, router, ridden = random.Random(4), Router(big), 0
    for _ in range(150):
        a, b = (chance.choice(big.fixtures) for _ in range(2))
        route = router.route(Spot(a.level_id, a.shape[0]), [Spot(b.level_id, b.shape[0])], step_free=True)
        assert isinstance(route, Route)
        ridden += len(rides(route))
        assert not [ride for ride in rides(route) if ride.kind in STEPS]
    assert ridden > 50
