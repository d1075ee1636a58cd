"""A plan as a picture: what stands on it, what it is called, where its words find room."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.demo.assets import departments as demo_departments
from backend.demo.plan import demo_plan
from bench.map.floors import big_floor, box, departments, long_way
from domain.plan import Fixture, FixtureKind, Level, Occupant, Opening, OpeningKind, Plan, Point, Unit, UnitKind
from domain.words import Words
from kiosk.screens import map_shapes as shapes
from kiosk.screens.map import here_of, map_of, target_of, way_of
from kiosk.screens.map_contents import SIGNS
from kiosk.screens.map_ground import STYLES, picture
from kiosk.screens.map_labels import Label, Layout, hit
from kiosk.screens.map_layout import laid_out
from kiosk.screens.map_look import LADDER, WHOLE, lens
from kiosk.screens.map_picture import AreaKind, MapPicture, NameKind, Way
from kiosk.screens.map_words import block, blocks, fitting
from kiosk.theme import tokens as t
from kiosk.theme.fonts import icon_glyph
from kiosk.theme.frame import Rect
from tests.kiosk.screens.map_gallery import BIG, ERRAND, ROUTE, SMALL, areas_of

DEMO = demo_plan()
BIG_RECT = BIG["1920x1080"]
NAMED = {d.code: Words(d.name) for d in demo_departments()}
LEAST = {"normal": 22.0, "senior": 30.0}


def route(plan: Plan = DEMO, language: str = "zh_CN", *, small: bool = False) -> MapPicture:
    """The design's walk: from the entrance to the milk on shelf 12, in five directions."""
    target = target_of(plan, "F12", "5 纯牛奶", ROUTE[-1])
    assert target is not None
    discs = [(n, ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)) for n, (a, b) in enumerate(pairwise(ROUTE[:5]), start=1)]
    return map_of(
        plan, "L1", language, areas=areas_of(plan), departments=NAMED, here=here_of(language, ROUTE[0], 0),
        targets=[target], way=way_of([ROUTE], discs), small=small,
    )  # fmt: skip


def layout(picture: MapPicture, zoom: float = 1.0, rect: Rect = BIG_RECT, least: float = 22.0) -> tuple[Layout, float]:
    scale = lens(picture.ground, rect, WHOLE).scale * zoom
    return laid_out(picture, scale, least, zoom), scale


def words(layout: Layout) -> list[str]:
    return ["".join(label.words.lines) for label in layout.labels if label.words is not None]


def box_of(label: Label, scale: float) -> shapes.Box:
    x, y = label.at[0] * scale + label.dx, -label.at[1] * scale + label.dy
    return x - label.w / 2, y - label.h / 2, x + label.w / 2, y + label.h / 2


def px_box(ring: Sequence[Point], scale: float) -> shapes.Box:
    return shapes.box_of((x * scale, -y * scale) for x, y in ring)


def meet(a: shapes.Box, b: shapes.Box) -> bool:
    # Half a px: places are kept in metres.
    return min(a[2], b[2]) - max(a[0], b[0]) > 0.5 and min(a[3], b[3]) - max(a[1], b[1]) > 0.5


def overlaps(layout: Layout, scale: float) -> list[tuple[str, str]]:
    shown = [(label, box_of(label, scale)) for label in layout.labels]
    return [
        (str(a.words and a.words.lines) + a.icon, str(b.words and b.words.lines) + b.icon)
        for (a, one), (b, other) in combinations(shown, 2) if meet(one, other)
    ]  # fmt: skip


# What is on the picture --------------------------------------------------------------------------------------


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
    from kiosk.screens.map_way import reached

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


# Room for words ----------------------------------------------------------------------------------------------


def everything() -> Iterator[tuple[str, tuple[MapPicture, Rect]]]:
    for language in ("zh_CN", "en", "zh_TW"):
        yield f"route {language}", (route(language=language), BIG_RECT)
        yield f"portrait {language}", (route(language=language), BIG["1080x1920"])
        yield f"small {language}", (route(language=language, small=True), SMALL)
        yield f"upper {language}", (map_of(DEMO, "L2", language, departments=NAMED), BIG_RECT)
    way = way_of([long_way()], list(enumerate(long_way()[1:], start=1)))
    here = here_of("en", (8.0, 2.5))
    yield "big", (map_of(big_floor(), "L1", "en", departments=departments(), here=here, way=way), BIG_RECT)


EVERYTHING = dict(everything())


@pytest.mark.parametrize("pace", LEAST)
@pytest.mark.parametrize("name", EVERYTHING)
def test_nothing_written_ever_overlaps(name: str, pace: str) -> None:
    picture, rect = EVERYTHING[name]
    for zoom in LADDER:
        shown, scale = layout(picture, zoom, rect, LEAST[pace])
        assert overlaps(shown, scale) == [], zoom
        # What is laid out for a zoom stays until the next one.
        for nearer in (1.1, 1.3, 1.49):
            assert overlaps(shown, scale * nearer) == [], (zoom, nearer)


@pytest.mark.parametrize("pace", LEAST)
def test_no_text_is_smaller_than_the_pace_allows_and_all_of_it_is_on_the_plan(pace: str) -> None:
    for zoom in LADDER:
        picture = route()
        shown, scale = layout(picture, zoom, least=LEAST[pace])
        left, bottom, right, top = (value * scale for value in picture.ground.extent)
        for label in shown.labels:
            if label.words is not None:
                assert label.words.size >= LEAST[pace]
            one = box_of(label, scale)
            assert left <= one[0] + 0.5
            assert one[2] <= right + 0.5
            assert -top <= one[1] + 0.5
            assert one[3] <= -bottom + 0.5


@pytest.mark.parametrize("pace", LEAST)
@pytest.mark.parametrize("language", ["zh_CN", "en", "zh_TW"])
def test_what_matters_most_never_gives_way(language: str, pace: str) -> None:
    for zoom in LADDER:
        picture = route(language=language)
        shown, scale = layout(picture, zoom, least=LEAST[pace])
        said = words(shown)
        assert picture.here is not None
        assert picture.here.text in said
        assert "5 纯牛奶" in said
        assert {"1", "2", "3", "4", "12"} <= set(said)
        assert any(label.icon == "human-greeting" for label in shown.labels)
        for label in shown.labels:
            if label.face is not None and label.face.fill in (t.INK, t.LEAF):
                line = [(x * scale, -y * scale) for x, y in ROUTE]
                left, top, right, bottom = box_of(label, scale)
                off = shapes.nearest_length(line, ((left + right) / 2, (top + bottom) / 2))[1]
                assert off > label.h / 2, "a plate lies on the way"


@st.composite
def floors(draw: st.DrawFn) -> Plan:
    """Any floor: shelves anywhere, on top of each other too, with any names."""
    wide, high = draw(st.floats(8, 120)), draw(st.floats(8, 90))
    names = st.text(max_size=14) | st.sampled_from(["粮油", "Rice and oil", "面包熟食", "\u202e\u0007", "🍎🍎"])
    fixtures = [
        Fixture(
            f"F{n}", "L1", draw(st.sampled_from(FixtureKind)), Words(draw(names)),
            box(draw(st.floats(0, wide)), draw(st.floats(0, high)), draw(st.floats(0.1, 20)), draw(st.floats(0.1, 20))),
            draw(st.sampled_from(["", "7", "123"])), department=draw(st.sampled_from(["", "a", "b"])),
        )
        for n in range(draw(st.integers(0, 14)))
    ]  # fmt: skip
    x = draw(st.floats(0, wide))
    doors = (Opening("D", "L1", draw(st.sampled_from(OpeningKind)), Words(""), (x, 0.0), (x + 2, 0.0)),)
    level = Level("L1", 0, Words("一层"), "1", box(0, 0, wide, high))
    return Plan(f"v{draw(st.integers(0, 10**9))}", Words("店"), (level,), fixtures=tuple(fixtures), openings=doors)


paths = st.lists(st.tuples(st.floats(0, 120), st.floats(0, 90)), min_size=2, max_size=6)


@settings(max_examples=40, deadline=None)
@given(floors(), paths, st.sampled_from(LADDER))
def test_any_floor_is_laid_out_without_overlap(plan: Plan, line: list[Point], zoom: float) -> None:
    way = way_of([line], list(enumerate(line, start=1)))
    picture = map_of(plan, "L1", "zh_CN", departments={"a": Words("粮油")}, here=here_of("zh_CN", line[0], 90), way=way)
    shown, scale = layout(picture, zoom)
    assert overlaps(shown, scale) == []


# Touching ----------------------------------------------------------------------------------------------------


def test_what_is_pointed_at() -> None:
    picture = route()
    shown, scale = layout(picture)
    ground = picture.ground
    assert hit(ground, shown, scale, (41.5, 37)) == ("fixture", "F12")
    assert hit(ground, shown, scale, (56, 8)) == ("fixture", "DESK")
    assert hit(ground, shown, scale, (30, 31)) is None
    sign = next(label for label in shown.labels if label.key == "WC1-T" and label.icon)
    assert hit(ground, shown, scale, sign.at) == ("amenity", "WC1-T")


# Colours -----------------------------------------------------------------------------------------------------


def test_every_text_meets_seven_to_one_on_everything_it_stands_on() -> None:
    """ink on card 16.7, ink2 on stone 7.6, white on leaf and leaf on white 8.5, ink on pomelo 11."""
    pairs = set()
    for zoom in LADDER:
        picture = route()
        shown, scale = layout(picture, zoom)
        grounds = [(px_box(area.ring, scale), area.kind) for area in picture.ground.areas]
        target = px_box(picture.targets[0].ring, scale)
        for label in shown.labels:
            one = box_of(label, scale)
            if label.face is not None:
                pairs.add((label.colour, label.face.fill))
            elif meet(one, target):
                pairs.add((label.colour, t.LEAF))
            else:
                pairs |= {(label.colour, STYLES[kind].fill) for area, kind in grounds if meet(one, area)}
    assert len(pairs) >= 6
    for colour, under in pairs:
        assert t.contrast(colour, under) >= 7, (colour, under)


def test_the_way_and_its_surroundings_can_be_told_apart() -> None:
    """Shapes that carry meaning: three to one at least, whatever they cross."""
    for style in STYLES.values():
        assert t.contrast(t.LEAF, style.fill) >= 3
        assert t.contrast(t.INK, style.fill) >= 3
    assert t.contrast(t.LEAF, t.WHITE) >= 7, "the route on its casing"
    assert t.contrast(t.EDGE, t.WHITE) >= 3, "the frame of what can be moved"


# Shapes ------------------------------------------------------------------------------------------------------


def test_shelves_side_by_side_have_round_corners_only_outside() -> None:
    free, seams = shapes.joints([box(0, 0, 2, 3), box(2, 0, 2, 3), box(10, 0, 2, 3)])
    assert free == [(0, 3), (1, 2), (0, 1, 2, 3)]
    assert seams == (((2, 0), (2, 3)),)


def test_a_turned_shelf_is_round_all_about() -> None:
    turned = ((0.0, 0.0), (3.0, 1.0), (2.0, 4.0), (-1.0, 3.0))
    assert shapes.rectangular(turned)
    assert shapes.joints([turned, box(2, 0, 2, 3)]) == ([(0, 1, 2, 3), (0, 1, 2, 3)], ())
    assert not shapes.rectangular(((0, 0), (3, 0), (4, 3), (0, 3)))


def test_doors_open_the_wall_whichever_way_they_are_drawn() -> None:
    outline = box(0, 0, 10, 6)
    for door in (((2.0, 0.0), (4.0, 0.0)), ((4.0, 0.1), (2.0, -0.1))):
        walls = shapes.walls(outline, [door])
        assert sum(map(shapes.length, walls)) == pytest.approx(30, abs=0.05)
        assert shapes.inward(outline, door)[1] > 0.9
    assert shapes.walls(outline, [((3.0, 3.0), (5.0, 3.0))])[0][0] in outline, "a door inside opens no wall"


@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), min_size=2, max_size=8), st.floats(0, 1))
def test_part_of_a_way_is_as_long_as_it_says(line: list[Point], share: float) -> None:
    whole = shapes.length(line)
    part = shapes.cut(line, whole * share)
    assert shapes.length(part) == pytest.approx(whole * share, abs=1e-6)
    assert math.dist(part[-1], shapes.at_length(line, whole * share)) < 1e-6


def test_an_errand_ends_at_its_last_stop() -> None:
    way = way_of([ERRAND], [(1, (30.0, 10.6)), (2, (36.0, 26.0))], stops=[2])
    assert way == Way((ERRAND,), way.discs, True)
    assert [disc.stop for disc in way.discs] == [False, True]
    assert way_of([[(1.0, 1.0)]]).lines == (), "a change of level has no line"


# Words as blocks ---------------------------------------------------------------------------------------------


def test_words_break_the_way_they_are_written() -> None:
    chinese = [each.lines for each in blocks("面包熟食", 24, 24)]
    assert chinese == [("面包熟食",), ("面包", "熟食"), ("面", "包", "熟", "食")]
    english = list(blocks("Rice and oil", 24, 24))
    assert english[0].lines == ("Rice and oil",)
    assert english[1].lines in (("Rice and", "oil"), ("Rice", "and oil"))
    assert english[-1].turned


@given(st.text(max_size=30), st.floats(10, 300), st.floats(10, 200))
def test_what_fits_fits(text: str, wide: float, high: float) -> None:
    found = fitting(text, 30, 22, wide, high)
    if found is not None:
        assert found.w <= wide
        assert found.h <= high
        assert found.size in (22, 30)
        assert found == block(found.lines, found.size, False, found.turned)


def test_names_say_what_they_are_for() -> None:
    kinds = {name.kind for name in map_of(DEMO, "L1", "zh_CN").ground.names}
    assert {NameKind.DESK, NameKind.DOOR, NameKind.DEPARTMENT, NameKind.FIXTURE, NameKind.SERVICE} <= kinds
    assert AreaKind.DESK in {area.kind for area in map_of(DEMO, "L1", "zh_CN").ground.areas}
