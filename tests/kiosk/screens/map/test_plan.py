"""A plan as a picture: what stands on it, what it is called, what is pointed at."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.map.floors import box
from domain.plan import Level, Occupant, Plan, Unit, UnitKind
from domain.words import Words
from kiosk.screens.map import shapes
from kiosk.screens.map.contents import SIGNS
from kiosk.screens.map.ground import picture
from kiosk.screens.map.labels import hit
from kiosk.screens.map.picture import AreaKind, NameKind
from kiosk.screens.map.plan import here_of, map_of, target_of
from kiosk.theme import tokens as t
from kiosk.theme.fonts import icon_glyph
from tests.kiosk.screens.map.gallery import ROUTE, SMALL
from tests.kiosk.screens.map.layouts import DEMO, layout, route, words


def test_the_demo_store_as_the_design_shows_it() -> None:
    shown, _ = layout(route())
    said = words(shown)
    areas = ["鲜活水产", "肉禽蛋", "乳品冷藏", "蔬菜水果", "粮油", "零食", "日化", "家电"]
    for name in [*areas, "收银台", "服务台", "入口", "出口"]:
        assert said.count(name) == 1, name
    assert said.count("您在这里") == 1
    assert "5纯牛奶" in [line.replace(" ", "") for line in said]
    assert [line for line in said if line in ("1", "2", "3", "4")]


def test_every_direction_has_its_number_on_the_way() -> None:
    picture = route()
    shown, _ = layout(picture)
    discs = [label for label in shown.labels if label.share is not None]
    assert ["".join(d.words.lines) for d in discs if d.words] == ["1", "2", "3", "4"]
    for disc in discs:
        assert shapes.nearest_length(ROUTE, disc.at)[1] < 0.01, "a disc stands on the line"
    assert [d.share for d in discs] == sorted(d.share for d in discs if d.share is not None)


def test_walls_are_open_at_doors_and_closed_at_emergency_exits() -> None:
    walls = map_of(DEMO, "L1", "zh_CN").ground.walls
    assert sum(map(shapes.length, walls)) == pytest.approx(200 - 8 - 7)
    upper = map_of(DEMO, "L2", "zh_CN").ground
    assert sum(map(shapes.length, upper.walls)) == pytest.approx(140)
    assert [sign.icon for sign in upper.signs].count("exit-run") == 1


def test_the_target_bears_its_number_and_the_way_leads_up_to_it() -> None:
    from kiosk.screens.map.way import reached

    picture = route()
    assert [target.number for target in picture.targets] == ["12"]
    assert picture.way is not None
    line = reached(picture.way, picture.targets)[-1]
    assert line[-1] == pytest.approx((41.5, 34.4)), "the foot of the shelf right before the shopper"
    elsewhere = replace(picture.way, ends_here=False)
    assert reached(elsewhere, picture.targets) == picture.way.lines


def test_a_level_nobody_knows_is_the_ground_floor() -> None:
    assert map_of(DEMO, "L9", "zh_CN").ground == map_of(DEMO, "L1", "zh_CN").ground


def test_the_same_ground_is_made_once() -> None:
    assert map_of(DEMO, "L1", "en").ground is map_of(DEMO, "L1", "en", here=here_of("en", (1, 1))).ground
    changed = replace(DEMO, version="other", fixtures=DEMO.fixtures[1:])
    assert map_of(changed, "L1", "en").ground != map_of(DEMO, "L1", "en").ground


def test_each_language_reads_its_own() -> None:
    assert "You are here" in words(layout(route(language="en"))[0])
    assert "您在這裡" in words(layout(route(language="zh_TW"))[0])
    assert {"Entrance", "Exit", "Tills"} <= set(words(layout(route(language="en"))[0]))


def test_from_near_shelves_say_what_stands_on_them() -> None:
    near, _ = layout(route(), 2.2)
    far, _ = layout(route(), 1.0)
    assert "调味品" in words(near)
    assert "调味品" not in words(far)


def test_a_fixture_there_is_not_is_no_target() -> None:
    assert target_of(DEMO, "nowhere", "1 x", (0, 0)) is None


def test_the_small_one_has_areas_here_and_the_desk_only() -> None:
    small, _ = layout(route(small=True), rect=SMALL)
    said = words(small)
    assert {"鲜活水产", "粮油", "您在这里", "服务台"} <= set(said)
    assert not {"入口", "15", "饮水处"} & set(said)


def test_a_desk_without_furniture_is_a_sign() -> None:
    plan = Plan(
        "p", Words("店"), (Level("L1", 0, Words("一层"), "1", box(0, 0, 30, 20)),),
        occupants=(Occupant("O", "L1", "service_desk", Words("服务台"), (10, 10)),),
    )  # fmt: skip
    shown, _ = layout(map_of(plan, "L1", "zh_CN"))
    desk = next(label for label in shown.labels if label.icon)
    assert desk.face is not None
    assert desk.face.fill == t.POMELO
    assert "服务台" in words(shown)


def test_rooms_bear_their_names_and_closed_ones_only_inside() -> None:
    units = (
        Unit("R", "L1", UnitKind.ROOM, Words("药房"), box(2, 2, 8, 6)),
        Unit("C", "L1", UnitKind.NONPUBLIC, Words("员工通道"), box(0, 19.5, 30, 0.5)),
        Unit("E", "L1", UnitKind.ELEVATOR, Words("电梯"), box(20, 2, 2, 2)),
    )
    plan = Plan("p", Words("店"), (Level("L1", 0, Words("一层"), "1", box(0, 0, 30, 20)),), units)
    picture = map_of(plan, "L1", "zh_CN")
    shown, _ = layout(picture)
    assert "药房" in words(shown)
    assert "员工通道" in shown.missing
    assert [sign.icon for sign in picture.ground.signs] == ["elevator-passenger"], "a lift needs no amenity to be seen"


def test_every_amenity_has_an_icon_there_is() -> None:
    for icon, _ in SIGNS.values():
        assert icon_glyph(icon)


def test_a_plan_of_nothing_can_be_drawn() -> None:
    plan = Plan("p", Words("店"), (Level("L1", 0, Words("一层"), "1", ()),))
    found = map_of(plan, "L1", "zh_CN")
    shown, _ = layout(found)
    assert shown.labels == ()
    assert picture(found.ground, (0, 1), 10, (20, 20)).size == (20, 20)


def test_what_is_pointed_at() -> None:
    picture = route()
    shown, scale = layout(picture)
    ground = picture.ground
    assert hit(ground, shown, scale, (41.5, 37)) == ("fixture", "F12")
    assert hit(ground, shown, scale, (56, 8)) == ("fixture", "DESK")
    assert hit(ground, shown, scale, (30, 31)) is None
    sign = next(label for label in shown.labels if label.key == "WC1-T" and label.icon)
    assert hit(ground, shown, scale, sign.at) == ("amenity", "WC1-T")


def test_names_say_what_they_are_for() -> None:
    kinds = {name.kind for name in map_of(DEMO, "L1", "zh_CN").ground.names}
    assert {NameKind.DESK, NameKind.DOOR, NameKind.DEPARTMENT, NameKind.FIXTURE, NameKind.SERVICE} <= kinds
    assert AreaKind.DESK in {area.kind for area in map_of(DEMO, "L1", "zh_CN").ground.areas}
