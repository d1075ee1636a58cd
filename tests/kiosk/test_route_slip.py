"""The way on paper: the place big, how far, a map of every level, the steps, the code for the phone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from backend.demo.plan import demo_plan
from devices.layout import find_profile, length_mm, picture, profile_names, render
from domain.goods import Placement
from domain.plan import Plan
from domain.plan.places import place_of
from domain.slip import (
    QR,
    Area,
    Banner,
    Columns,
    Drawing,
    Fill,
    Label,
    Line,
    Look,
    Slip,
    Step,
    Text,
    Weight,
    from_json,
    to_json,
)
from domain.wire import Pace
from domain.words import Words
from kiosk.flows.guide.things import At, Kind, Leg, Stop, Turn, Walk, Where
from kiosk.i18n import LANGUAGES, translator
from kiosk.route_slip import build
from kiosk.routing import Route, Router, Spot, Stretch, directions, goal_of, spot_before, spot_of
from tests.support.plans import big_plan

AT = datetime(2026, 11, 21, 10, 18)
MILK = Placement("M", "M", "F12", "F12-A", 1, 2)
SOAP = Placement("S", "S", "F45", "F45-A", 4, 1)
NAMES = {"M": Words("纯牛奶", "Milk", "純牛奶"), "S": Words("彩泥", "Play dough", "彩泥")}


@pytest.fixture(scope="module")
def store() -> tuple[Plan, Router]:
    plan = demo_plan()
    return plan, Router(plan)


def stop_of(plan: Plan, placed: Placement) -> Stop:
    place = place_of(plan, placed)
    assert place is not None
    where = Where(
        place.level_id, place.level, place.zone, place.number, place.kind, place.side, place.bay, 7, place.shelf,
        place.name, place.fixture_id,
    )  # fmt: skip
    return Stop(Kind.PRODUCT, placed.product_id, NAMES[placed.product_id], where)


def walked(store: tuple[Plan, Router], *placed: Placement) -> Walk:
    plan, router = store
    route = router.route(Spot("L1", (9.0, 3.0)), [spot for one in placed if (spot := spot_of(plan, one))])
    assert isinstance(route, Route)
    goals = [goal_of(plan, one, NAMES[one.product_id]) for one in placed]
    told = zip(*(directions(route, plan, language, heading=0.0, goals=goals) for language in LANGUAGES), strict=True)
    return Walk(
        tuple(stop_of(plan, placed[n]) for n in route.order),
        tuple(Leg(leg.level_id, leg.points) for leg in route.legs if isinstance(leg, Stretch)),
        round(route.metres), round(route.seconds),
        tuple(
            Turn(zh.icon, Words(zh.text, en.text, tw.text), At(zh.at.level_id, zh.at.point), zh.stop is not None)
            for zh, en, tw in told
        ),
        link="https://fuwutai.example/w/9907?p=AQAEOTkwNwxlMDdlYzM0NzNlYTIB",
    )  # fmt: skip


def slip_of(store: tuple[Plan, Router], walk: Walk, language: str = "zh_CN", pace: Pace = Pace.NORMAL) -> Slip:
    return build(walk, store[0], "禾家超市 · 青石桥店", AT, translator(language), pace=pace)


def texts(slip: Slip) -> list[str]:
    return [element.text for element in slip.elements if isinstance(element, Text)]


def drawings(slip: Slip) -> list[Drawing]:
    return [element for element in slip.elements if isinstance(element, Drawing)]


def test_the_place_is_the_biggest_thing_then_how_far(store: tuple[Plan, Router]) -> None:
    walk = walked(store, MILK)
    slip = slip_of(store, walk)
    assert Banner("D 区 12 号柜", label="位置") in slip.elements
    assert texts(slip)[:3] == ["禾家超市 · 青石桥店", "纯牛奶", "第 2 层"]
    far = next(element for element in slip.elements if isinstance(element, Columns))
    assert far.right == f"{walk.metres} 米"
    assert [step.text for step in slip.elements if isinstance(step, Step)] == [turn.text.zh_CN for turn in walk.turns]


def test_the_map_has_the_way_its_numbers_and_the_shelf(store: tuple[Plan, Router]) -> None:
    walk = walked(store, MILK)
    (drawing,) = drawings(slip_of(store, walk))
    ways = [part for part in drawing.parts if isinstance(part, Line) and part.weight is Weight.WAY]
    assert [len(way.points) for way in ways] == [len(walk.legs[0].points)]
    labels = [part for part in drawing.parts if isinstance(part, Label)]
    assert [label.text for label in labels if label.look is Look.DISC] == ["1", "2", "3", "4"]
    assert [label.text for label in labels if label.look is Look.PLATE] == ["12"]
    assert [label.look for label in labels].count(Look.HERE) == 1
    assert sum(isinstance(part, Area) and part.fill is Fill.BLACK for part in drawing.parts) == 1


def test_each_level_has_its_map_with_its_name(store: tuple[Plan, Router]) -> None:
    slip = slip_of(store, walked(store, SOAP))
    assert len(drawings(slip)) == 2
    assert [text for text in texts(slip) if text.endswith(("层", "樓", "楼"))][-2:] == [
        level.name.zh_CN for level in store[0].levels
    ]


def test_several_stops_are_listed_in_their_order(store: tuple[Plan, Router]) -> None:
    walk = walked(store, SOAP, MILK)
    slip = slip_of(store, walk)
    rows = [element for element in slip.elements if isinstance(element, Columns)][:2]
    assert [row.left for row in rows] == [f"{n}. {stop.name.zh_CN}" for n, stop in enumerate(walk.stops, 1)]
    assert not [element for element in slip.elements if isinstance(element, Banner)]


def test_the_code_for_the_phone_is_there_where_there_is_a_link(store: tuple[Plan, Router]) -> None:
    walk = walked(store, MILK)
    assert [code.text for code in slip_of(store, walk).elements if isinstance(code, QR)] == [walk.link]
    assert not [code for code in slip_of(store, replace(walk, link="")).elements if isinstance(code, QR)]


def test_a_step_free_way_says_so(store: tuple[Plan, Router]) -> None:
    walk = walked(store, MILK)
    assert "不走台阶" in texts(slip_of(store, replace(walk, step_free=True)))
    assert "不走台阶" not in texts(slip_of(store, walk))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_prints_everywhere(store: tuple[Plan, Router], language: str) -> None:
    slip = slip_of(store, walked(store, MILK), language, Pace.SENIOR)
    assert slip.large_type
    assert from_json(to_json(slip)) == slip
    for name in profile_names():
        for width in (58, 80):
            profile = find_profile(name, width)
            assert render(slip, profile)
            assert length_mm(slip, profile) < 330


def test_a_place_nobody_wrote_down_prints_too(store: tuple[Plan, Router]) -> None:
    walk = walked(store, MILK)
    bare = replace(walk, stops=(replace(walk.stops[0], where=None),), legs=(), turns=())
    slip = slip_of(store, bare)
    assert not drawings(slip)
    assert picture(slip, find_profile()).height > 100


def test_a_big_store_fits_the_document_and_the_paper() -> None:
    plan = big_plan()
    router = Router(plan)
    route = router.route(Spot("L0", (23.0, 1.0)), [spot_before(plan, plan.fixtures[-1])])
    assert isinstance(route, Route)
    walk = Walk((), tuple(Leg(leg.level_id, leg.points) for leg in route.legs if isinstance(leg, Stretch)), 1, 1, ())
    slip = build(walk, plan, "大卖场", AT, translator("zh_CN"))
    assert len(drawings(slip)) >= 2
    assert from_json(to_json(slip)) == slip
    assert render(slip, find_profile())
