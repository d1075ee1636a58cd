"""Several places in the order that takes least."""

from __future__ import annotations

import math
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.routing import Route, Router, Spot
from kiosk.routing.ordering import MOST_EXACT, best_order, cost_of
from tests.kiosk.routing.floors import a_plan, a_shelf, box


@st.composite
def costs(draw: st.DrawFn, least: int, most: int) -> list[list[float]]:
    n = draw(st.integers(least, most)) + 1
    return [[draw(st.floats(0, 100)) for _ in range(n)] for _ in range(n)]


@settings(deadline=None)
@given(costs(1, 6))
def test_the_order_is_the_best_there_is(table: list[list[float]]) -> None:
    stops = range(1, len(table))
    best = min(cost_of(table, order) for order in permutations(stops))
    found = best_order(table)
    assert sorted(found) == list(stops)
    assert math.isclose(cost_of(table, found), best, abs_tol=1e-9)


@settings(deadline=None, max_examples=20)
@given(costs(MOST_EXACT + 1, MOST_EXACT + 4))
def test_beyond_nine_every_place_is_reached_once_and_no_swap_is_better(table: list[list[float]]) -> None:
    found = list(best_order(table))
    assert sorted(found) == list(range(1, len(table)))
    for i in range(len(found)):
        for j in range(i + 2, len(found) + 1):
            turned = found[:i] + found[i:j][::-1] + found[j:]
            assert cost_of(table, turned) >= cost_of(table, found) - 1e-6


def test_a_walk_takes_its_stops_as_they_come() -> None:
    route = Router(a_plan()).route(Spot("L1", (2, 10)), [Spot("L1", (x, 10)) for x in (20.0, 5.0, 28.0, 11.0)])
    assert isinstance(route, Route)
    assert route.order == (1, 3, 0, 2)
    assert [leg.stop for leg in route.legs if hasattr(leg, "stop")] == [1, 3, 0, 2]
    assert math.isclose(route.metres, 26)


def test_the_best_order_counts_the_way_round_the_shelf() -> None:
    """The second stop is nearer as the crow flies, but on the other side of a long shelf."""
    plan = a_plan(a_shelf(1, box(0, 9, 28, 10)))
    far, behind = Spot("L1", (27, 8)), Spot("L1", (3, 11))
    route = Router(plan).route(Spot("L1", (3, 8)), [behind, far])
    assert isinstance(route, Route)
    assert route.order == (1, 0)
