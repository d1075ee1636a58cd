"""Where a shopper stands before a bay."""

from __future__ import annotations

import pytest

from domain.goods import Placement
from domain.plan import Plan
from domain.plan.geometry import distance_to_ring, inside
from kiosk.routing import Router, Spot, spot_before, spot_of
from tests.kiosk.routing.floors import a_plan, a_shelf, box
from tests.support.plans import big_plan, placements_on


def placed(bay: int = 1, face: str = "S1-A", fixture: str = "S1") -> Placement:
    return Placement("P1", "P", fixture, face, bay, 2)


def test_before_the_middle_of_the_bay_at_an_arms_length() -> None:
    plan = a_plan(a_shelf(1, box(10, 4, 12, 12)))  # face A is the west side, its first bay in the north
    assert spot_of(plan, placed(1)) == Spot("L1", pytest.approx((9.4, 11)))
    assert spot_of(plan, placed(4)) == Spot("L1", pytest.approx((9.4, 5)))
    assert spot_of(plan, placed(1, "S1-B")) == Spot("L1", pytest.approx((12.6, 5)))


@pytest.mark.parametrize("bay", [0, -3, 5, 999])
def test_a_bay_the_face_does_not_have_is_its_nearest(bay: int) -> None:
    plan = a_plan(a_shelf(1, box(10, 4, 12, 12)))
    assert spot_of(plan, placed(bay)) == spot_of(plan, placed(4 if bay > 4 else 1))


def test_a_face_that_is_not_known_is_the_first() -> None:
    plan = a_plan(a_shelf(1, box(10, 4, 12, 12)))
    assert spot_of(plan, placed(2, "")) == spot_of(plan, placed(2, "S1-A"))


def test_a_fixture_that_is_not_there_is_nowhere() -> None:
    assert spot_of(a_plan(), placed()) is None


def test_a_fixture_without_faces_is_gone_to_itself() -> None:
    plan = a_plan(a_shelf(1, box(10, 4, 12, 12), sides=""))
    assert spot_before(plan, plan.fixtures[0]) == Spot("L1", pytest.approx((11, 8)))


def test_in_a_narrow_aisle_nearer_and_beside_a_pillar_to_the_side() -> None:
    shelf = a_shelf(1, box(10, 4, 12, 12))
    opposite = a_shelf(2, box(8, 4, 9.1, 12))
    narrow = spot_of(a_plan(shelf, opposite), placed(1))
    assert narrow is not None
    assert narrow.point[0] == pytest.approx(9.5)
    pillar = a_shelf(3, box(9.2, 10.8, 9.6, 11.2))
    aside = spot_of(a_plan(shelf, pillar), placed(1))
    assert aside is not None
    assert distance_to_ring(aside.point, pillar.shape) >= 0.35


@pytest.fixture(scope="module")
def big() -> Plan:
    return big_plan()


def test_every_bay_of_a_big_store_has_ground_before_it(big: Plan) -> None:
    router = Router(big)
    home = Spot("L0", (23, 0.6))
    seen = 0
    for placement in placements_on(big, [f"P{n}" for n in range(200)]):
        spot = spot_of(big, placement)
        assert spot is not None
        fixture = big.fixture(placement.fixture_id)
        assert fixture is not None
        assert not inside(spot.point, fixture.shape)
        route = router.route(home, [spot])
        assert route.legs[-1].points[-1] == spot.point  # type: ignore[union-attr]
        seen += 1
    assert seen == 200
