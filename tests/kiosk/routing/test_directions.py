"""The way in words: few, in order, with what one sees, in three languages."""

from __future__ import annotations

import pytest

from backend.console.words import words_of
from backend.demo import assets
from backend.demo.plan import demo_plan
from backend.tracking.walk_steps import steps
from domain.goods import Placement
from domain.plan import Plan
from domain.plan.moves import Turn, moves, turn
from domain.plan.walk import Target, TargetKind, decode, encode
from domain.words import Words
from kiosk.i18n import LANGUAGES
from kiosk.routing import Direction, Goal, Route, Router, Spot, directions, goal_of, spot_of, walk_of
from tests.kiosk.routing.floors import a_plan, a_shelf, box, two_floors

SCREEN = Spot("L1", (9.0, 3.0))
DEPARTMENTS = {"grocery": "调味品", "fresh": "蔬菜"}


def told(plan: Plan, start: tuple[float, float], end: tuple[float, float], **more: object) -> tuple[Direction, ...]:
    route = Router(plan).route(Spot("L1", start), [Spot("L1", end)])
    assert isinstance(route, Route)
    return directions(route, plan, "zh_CN", **more)  # type: ignore[arg-type]


def test_straight_ahead_is_one_sentence_and_the_arrival() -> None:
    ahead, there = told(a_plan(), (5, 2), (5, 18), heading=0.0)
    assert (ahead.icon, ahead.text, ahead.at) == ("arrow-up", "直走 16 米", Spot("L1", (5, 10)))
    assert (there.icon, there.text, there.at, there.stop) == ("map-marker", "到了", Spot("L1", (5, 18)), 0)


@pytest.mark.parametrize(
    ("heading", "icon", "text"),
    [
        (0, "arrow-up", "直走 16 米"),
        (359, "arrow-up", "直走 16 米"),
        (320, "arrow-top-right", "向右前方，走 16 米"),
        (270, "arrow-right-top", "右转，走 16 米"),
        (40, "arrow-top-left", "向左前方，走 16 米"),
        (90, "arrow-left-top", "左转，走 16 米"),
        (180, "arrow-u-down-left", "向后转，走 16 米"),
    ],
)
def test_the_first_turn_is_from_where_the_shopper_looks(heading: float, icon: str, text: str) -> None:
    first = told(a_plan(), (5, 2), (5, 18), heading=heading)[0]
    assert (first.icon, first.text) == (icon, text)


def test_one_turns_at_what_stands_there() -> None:
    shelf = a_shelf(1, box(7, 0, 20, 16))
    first, then, there = told(a_plan(shelf), (5.5, 1), (22, 17), heading=0.0, departments=DEPARTMENTS)
    assert first.text == "直走 15 米，到调味品"
    assert then.text == "右转，走 15 米"
    assert there.text == "到了"


def test_without_names_of_departments_things_are_called_what_the_plan_calls_them() -> None:
    shelf = a_shelf(1, box(7, 0, 20, 16))
    assert told(a_plan(shelf), (5.5, 1), (22, 17), heading=0.0)[0].text == "直走 15 米，到1 号货架"


def test_a_long_straight_passes_what_is_beside_it() -> None:
    shelf = a_shelf(1, box(3, 4, 4, 16))
    assert told(a_plan(shelf), (5, 1), (5, 19), heading=0.0, departments=DEPARTMENTS)[0].text == "直走 18 米，过调味品"


@pytest.mark.parametrize(
    ("at", "text"),
    [
        ((4, 18), "到了，在您左手边"),
        ((6, 18), "到了，在您右手边"),
        ((5, 19), "到了，就在您面前"),
        ((5, 17), "到了，在您身后"),
    ],
)
def test_the_arrival_says_where_to_look(at: tuple[float, float], text: str) -> None:
    assert told(a_plan(), (5, 2), (5, 18), goals=(Goal(at=at),))[-1].text == text


def test_nobody_passes_what_they_have_come_to() -> None:
    shelf = a_shelf(1, box(7, 4, 20, 16))
    ahead, _ = told(a_plan(shelf), (5.5, 1), (5.5, 17), heading=0.0, departments=DEPARTMENTS)
    assert ahead.text == "直走 16 米，过调味品"
    goal = Goal(Words("调味品"))
    ahead, _ = told(a_plan(shelf), (5.5, 1), (5.5, 17), heading=0.0, departments=DEPARTMENTS, goals=[goal])
    assert ahead.text == "直走 16 米"


def test_who_is_there_already_is_only_told_so() -> None:
    (there,) = told(a_plan(), (5, 2), (5, 2), heading=0.0, goals=(Goal(at=(4, 2)),))
    assert there.text == "到了，在您左手边"


def test_stairs_and_lifts_are_said_and_one_comes_out_of_them_facing_the_floor() -> None:
    plan = two_floors()
    route = Router(plan).route(Spot("L1", (5, 10)), [Spot("L2", (14, 5))])
    assert isinstance(route, Route)
    walk, ride, on, there = directions(route, plan, "zh_CN", heading=180.0)
    assert walk.text == "直走 6 米，到STAIRS1"
    assert (ride.icon, ride.text, ride.at.level_id) == ("stairs", "走楼梯到2 楼", "L1")
    # Out of the stairs one looks up the sheet; the way leads east.
    assert (on.icon, on.text, on.at.level_id) == ("arrow-right-top", "右转，走 9 米", "L2")
    assert there.stop == 0


def test_several_stops_are_named_as_they_are_reached() -> None:
    route = Router(a_plan()).route(Spot("L1", (5, 2)), [Spot("L1", (5, 18)), Spot("L1", (5, 9))])
    assert isinstance(route, Route)
    found = directions(route, a_plan(), "zh_CN", heading=0.0, goals=(Goal(Words("酱油")), Goal(Words("冰糖"))))
    assert [each.text for each in found] == ["直走 7 米", "冰糖到了", "直走 9 米", "酱油到了"]
    assert [each.stop for each in found] == [None, 1, None, 0]


def test_small_bends_and_single_steps_are_not_said() -> None:
    bent = ((0.0, 0.0), (0.5, 10.0), (0.0, 20.0), (1.0, 20.5), (1.5, 30.0))
    (one,) = moves(bent)
    assert one.points == bent
    assert one.metres == pytest.approx(30.7, abs=0.1)


def test_however_a_way_winds_it_is_a_few_moves() -> None:
    zigzag = [(float(n), 5.0 * (n % 2)) for n in range(0, 60)]
    assert len(moves(zigzag)) <= 4
    assert moves([(1.0, 1.0)]) == []


def test_turns() -> None:
    assert [turn(350, heading) for heading in (0, 30, 80, 170, 260, 310)] == [
        Turn.AHEAD, Turn.SLIGHT_RIGHT, Turn.RIGHT, Turn.AROUND, Turn.LEFT, Turn.SLIGHT_LEFT,
    ]  # fmt: skip


# The demo store ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def store() -> tuple[Plan, Router]:
    plan = demo_plan()
    return plan, Router(plan)


def departments() -> dict[str, str]:
    return {each.code: each.name for each in assets.departments()}


def test_the_milk_in_words(store: tuple[Plan, Router]) -> None:
    plan, router = store
    milk = Placement("M", "M", "F12", "F12-A", 1, 2)
    spot = spot_of(plan, milk)
    assert spot is not None
    route = router.route(SCREEN, [spot])
    assert isinstance(route, Route)
    found = directions(route, plan, "zh_CN", heading=0.0, goals=[goal_of(plan, milk)], departments=departments())
    assert found[-1].text == "到了，在您左手边，12 号柜，第 2 层"
    assert any("乳品" in each.text for each in found)
    assert 3 <= len(found) <= 6
    english = directions(route, plan, "en", heading=0.0, goals=[goal_of(plan, milk)], departments=departments())
    assert english[-1].text == "You are there, on your left, cooler 12, shelf 2"


@pytest.mark.parametrize("language", LANGUAGES)
def test_to_every_shelf_it_is_half_a_dozen_sentences_at_most(store: tuple[Plan, Router], language: str) -> None:
    plan, router = store
    for fixture in plan.fixtures:
        for face in fixture.faces:
            placed = Placement("P", "P", fixture.fixture_id, face.face_id, 1, 1)
            spot = spot_of(plan, placed)
            assert spot is not None
            route = router.route(SCREEN, [spot])
            assert isinstance(route, Route)
            found = directions(
                route, plan, language, heading=0.0, goals=[goal_of(plan, placed)], departments=departments()
            )
            assert 2 <= len(found) <= 6
            assert all(each.text and "{" not in each.text for each in found)
            assert found[-1].at == spot


def test_a_way_fits_a_link(store: tuple[Plan, Router]) -> None:
    plan, router = store
    for fixture in plan.fixtures:
        if fixture.faces:
            spot = spot_of(plan, Placement("P", "P", fixture.fixture_id, fixture.faces[0].face_id))
            assert spot is not None
            route = router.route(SCREEN, [spot], step_free=True)
            assert isinstance(route, Route)
            walk = walk_of(route, plan, "9907", [Target(TargetKind.PRODUCT, "6901234567892")], step_free=True)
            assert len(encode(walk)) < 150
            assert decode(encode(walk)) == walk
            x, y = walk.legs[-1].points[-1]
            assert (x / 10, y / 10) == pytest.approx(spot.point, abs=0.06)


@pytest.mark.parametrize("ends", [1, 2, 3, 5])
def test_the_phone_tells_as_many_moves_with_the_same_turns(store: tuple[Plan, Router], ends: int) -> None:
    plan, router = store
    spots = [
        spot
        for fixture in plan.fixtures
        if fixture.faces and (spot := spot_of(plan, Placement("P", "P", fixture.fixture_id, fixture.faces[0].face_id)))
    ]
    (looking,) = [amenity.heading for amenity in plan.amenities if amenity.at == SCREEN.point]
    for n in range(0, len(spots) - ends, ends):
        route = router.route(SCREEN, spots[n : n + ends])
        assert isinstance(route, Route)
        walk = walk_of(route, plan, "9907", [Target(TargetKind.PRODUCT, "6901234567892")] * ends)
        phone = steps(walk, plan, (), words_of("zh_CN"))
        screen = directions(route, plan, "zh_CN", heading=looking)
        assert len(phone) == len(screen)
        if len({leg.level_id for leg in walk.legs}) == 1:  # which way a lift's door looks only the screen knows
            assert [each.icon for each in phone] == [each.icon for each in screen]
