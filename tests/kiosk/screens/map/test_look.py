"""How a map may be looked at, and what fingers do to it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.plan import Point
from kiosk.screens.map.hand import MapHand, Tapped
from kiosk.screens.map.look import (
    NEAREST,
    WHOLE,
    LevelChosen,
    MapLook,
    MapMoved,
    MapZoomed,
    aside,
    lens,
    looked,
    nearer,
    settled,
)
from kiosk.screens.map.picture import Ground
from kiosk.theme.frame import Rect

RECT = Rect(32, 128, 1204, 800)


def ground(left: float = 0.0, bottom: float = 0.0, right: float = 60.0, top: float = 40.0) -> Ground:
    return Ground("k", "zh_CN", (left, bottom, right, top), (), (), (), (), ())


sides = st.floats(3, 400)
grounds = st.builds(
    lambda x, y, w, h: ground(x, y, x + w, y + h), st.floats(-200, 200), st.floats(-200, 200), sides, sides
)
points = st.tuples(st.floats(-900, 900), st.floats(-900, 900))
looks = st.builds(MapLook, st.floats(0.01, 50), st.none() | points)
rects = st.builds(Rect, st.just(32.0), st.just(448.0), st.floats(300, 1200), st.floats(300, 900))
spots = st.tuples(st.floats(40, 1200), st.floats(140, 900))


@given(grounds, rects, looks)
def test_no_look_goes_beyond_the_plan(ground: Ground, rect: Rect, look: MapLook) -> None:
    seen = lens(ground, rect, look)
    left, bottom, right, top = ground.extent
    edge = 8 / seen.scale + 1e-6
    west, north = seen.metres(rect.x, rect.y)
    east, south = seen.metres(rect.right, rect.bottom)
    if east - west < right - left + 2 * edge:
        assert left - edge <= west
        assert east <= right + edge
    else:
        assert seen.centre[0] == pytest.approx((left + right) / 2)
    if north - south < top - bottom + 2 * edge:
        assert bottom - edge <= south
        assert north <= top + edge
    else:
        assert seen.centre[1] == pytest.approx((bottom + top) / 2)


@given(grounds, rects, looks)
def test_a_settled_look_stays_as_it_is(ground: Ground, rect: Rect, look: MapLook) -> None:
    once = settled(ground, rect, look)
    again = settled(ground, rect, once)
    assert 1 <= once.zoom <= NEAREST
    assert again.zoom == once.zoom
    seen, then = lens(ground, rect, once), lens(ground, rect, again)
    assert then.centre == pytest.approx(seen.centre)


@given(grounds, rects, looks, points)
def test_px_and_metres_are_each_others_inverse(ground: Ground, rect: Rect, look: MapLook, point: Point) -> None:
    seen = lens(ground, rect, look)
    assert seen.metres(*seen.px(point)) == pytest.approx(point, abs=1e-6)


def test_the_keys_go_through_every_zoom_and_stop_at_both_ends() -> None:
    plan, look, zooms = ground(), WHOLE, [WHOLE.zoom]
    while (closer := nearer(plan, RECT, look)) is not None:
        look = closer
        zooms.append(look.zoom)
    assert zooms == sorted(set(zooms))
    assert zooms[-1] == NEAREST
    for _ in zooms[1:]:
        back = nearer(plan, RECT, look, -1)
        assert back is not None
        look = back
    assert look == WHOLE
    assert nearer(plan, RECT, WHOLE, -1) is None


def test_arrows_move_to_the_edge_and_no_further() -> None:
    plan = ground()
    look: MapLook | None = MapLook(3.2, (30, 20))
    seen = [lens(plan, RECT, MapLook(3.2, (30, 20))).centre[0]]
    while look is not None:
        look = aside(plan, RECT, look, 1, 0)
        if look is not None:
            seen.append(lens(plan, RECT, look).centre[0])
    assert len(seen) > 2
    assert seen == sorted(set(seen))
    assert aside(plan, RECT, WHOLE, 1, 0) is None, "the whole plan is seen: there is nowhere to go"


def test_another_level_is_seen_whole() -> None:
    assert looked(MapLook(4.0, (1, 2), "L1"), LevelChosen("L2")) == MapLook(level_id="L2")
    assert looked(WHOLE, MapZoomed(MapLook(2.0, (3, 4)))) == MapLook(2.0, (3, 4))


# Fingers ---------------------------------------------------------------------------------------------------------


def hand(look: MapLook = WHOLE) -> MapHand:
    return MapHand(ground(), RECT, look)


def drag(hand: MapHand, path: Sequence[Point], finger: int = 1) -> object:
    hand.down(finger, *path[0])
    for spot in path[1:]:
        hand.move(finger, *spot)
    return hand.up(finger)


def test_a_finger_takes_the_map_along() -> None:
    fingers = hand(MapLook(3.0, (30, 20)))
    fingers.down(1, 600, 500)
    fingers.move(1, 640, 500)
    held = lens(fingers.ground, RECT, fingers.look).metres(640, 500)
    fingers.move(1, 520, 430)
    assert lens(fingers.ground, RECT, fingers.look).metres(520, 430) == pytest.approx(held)
    done = fingers.up(1)
    assert done == MapMoved(fingers.look)
    assert fingers.look.zoom == 3.0


@given(spots, st.lists(st.tuples(st.floats(-19, 19), st.floats(-19, 19)), max_size=12))
def test_a_trembling_finger_points(at: Point, tremor: list[Point]) -> None:
    fingers = hand(MapLook(3.0, (30, 20)))
    before = fingers.look
    done = drag(fingers, [at, *((at[0] + dx, at[1] + dy) for dx, dy in tremor)])
    assert done == Tapped(at)
    assert fingers.look == before


def test_the_map_does_not_leap_when_a_tremble_becomes_a_move() -> None:
    fingers = hand(MapLook(3.0, (30, 20)))
    fingers.down(1, 600, 500)
    before = fingers.look
    fingers.move(1, 630, 500)
    assert fingers.look == before
    fingers.move(1, 631, 500)
    scale = lens(fingers.ground, RECT, fingers.look).scale
    moved = lens(fingers.ground, RECT, before).centre[0] - lens(fingers.ground, RECT, fingers.look).centre[0]
    assert moved * scale == pytest.approx(1.0)


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["down", "move", "up"]), spots), max_size=40))
def test_whatever_fingers_do_the_look_stays_within_bounds(deeds: list[tuple[int, str, Point]]) -> None:
    fingers = hand()
    for finger, deed, at in deeds:
        match deed:
            case "down":
                if not fingers.holds(finger):
                    fingers.down(finger, *at)
            case "move":
                fingers.move(finger, *at)
            case _:
                fingers.up(finger)
        assert 1 <= fingers.look.zoom <= NEAREST
        there, settles = fingers.look.centre, settled(fingers.ground, RECT, fingers.look).centre
        assert (there is None) == (settles is None)
        if there is not None:
            assert settles == pytest.approx(there)


@given(st.floats(1.2, 3.0))
def test_two_fingers_bring_it_nearer_about_the_place_between_them(times: float) -> None:
    fingers = hand(MapLook(1.5, (30, 20)))
    fingers.down(1, 560, 500)
    fingers.down(2, 660, 500)
    held = lens(fingers.ground, RECT, fingers.look).metres(610, 500)
    fingers.move(1, 610 - 50 * times, 500)
    fingers.move(2, 610 + 50 * times, 500)
    assert fingers.look.zoom == pytest.approx(1.5 * times)
    assert lens(fingers.ground, RECT, fingers.look).metres(610, 500) == pytest.approx(held, abs=0.02)
    assert fingers.up(1) is None, "the other finger still holds the map"
    assert fingers.up(2) == MapZoomed(fingers.look)


def test_a_finger_that_stays_after_a_pinch_goes_on_moving() -> None:
    fingers = hand(MapLook(3.0, (30, 20)))
    fingers.down(1, 500, 500)
    fingers.down(2, 700, 500)
    fingers.move(2, 760, 500)
    fingers.up(1)
    zoom, before = fingers.look.zoom, lens(fingers.ground, RECT, fingers.look).centre
    fingers.move(2, 700, 500)
    assert fingers.look.zoom == zoom
    assert lens(fingers.ground, RECT, fingers.look).centre[0] > before[0]


def test_a_third_finger_is_nobodys() -> None:
    fingers = hand()
    assert fingers.down(1, 500, 500)
    assert fingers.down(2, 600, 500)
    assert not fingers.down(3, 700, 500)
    fingers.move(3, 900, 900)
    assert fingers.look == WHOLE
    assert fingers.up(3) is None


def test_let_go_nothing_comes_of_it() -> None:
    fingers = hand()
    fingers.down(1, 500, 500)
    fingers.let_go()
    assert not fingers.busy
    assert fingers.up(1) is None


def test_fingers_almost_together_do_not_make_the_map_leap() -> None:
    fingers = hand(MapLook(2.0, (30, 20)))
    fingers.down(1, 600, 500)
    fingers.down(2, 601, 500)
    fingers.move(2, 610, 500)
    assert math.isclose(fingers.look.zoom, 2.0)
