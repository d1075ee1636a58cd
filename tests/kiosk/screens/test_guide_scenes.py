"""Every situation of the guide, in both paces, three languages, three panels and from a wheelchair."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from functools import cache

import pytest
import segno

from domain.wire import Pace
from domain.words import Words
from kiosk.flows import common as c
from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.flows.guide import things as th
from kiosk.flows.guide.step import step
from kiosk.i18n import LANGUAGES, translator
from kiosk.screens.guide.notice import emergency
from kiosk.screens.map.look import MapLook
from kiosk.screens.nodes import Key, MapView, Qr, Scene, lines_of
from kiosk.screens.page import Glance, Page
from kiosk.screens.scenes import scene_of
from kiosk.screens.sheet import Look
from kiosk.theme.frame import Frame, Panel
from kiosk.typing import Typing
from tests.kiosk import guide_world as world
from tests.kiosk.screens import checks
from tests.kiosk.screens import guide_samples as samples
from tests.kiosk.screens.checks import LOOKS, PANELS

STATES = samples.states()
WORKING = (s.Routing, s.Printing)
HANDS_FULL = (s.Searching, s.MapBig, s.Signage, s.Home)
"""Where there is no room for the sentence that is spoken: a keyboard or a map fills the screen."""


@cache
def scene(
    name: str, language: str = "zh_CN", pace: Pace = Pace.NORMAL, panel: str = "landscape", *, low: bool = False,
    glance: Glance | None = None, **more: object,
) -> Scene:  # fmt: skip
    return drawn(name, language, pace, panel, low=low, glance=glance, **more)


def drawn(
    name: str, language: str = "zh_CN", pace: Pace = Pace.NORMAL, panel: str = "landscape", *, low: bool = False,
    glance: Glance | None = None, **more: object,
) -> Scene:  # fmt: skip
    situation = replace(samples.situation(language, pace, low=low), **more)  # type: ignore[arg-type]
    return scene_of(STATES[name], situation, samples.place(), Frame(PANELS[panel], low), glance or Glance())


def words(name: str, *args: object, **more: object) -> str:
    return " ".join(scene(name, *args, **more).words)  # type: ignore[arg-type]


@pytest.mark.parametrize(("language", "pace", "panel", "low"), LOOKS)
def test_every_text_fits_its_place(language: str, pace: Pace, panel: str, low: bool) -> None:
    misfits = {
        name: found for name in STATES if (found := scene(name, language, pace, panel, low=low).faults)
    }
    assert misfits == {}


@pytest.mark.parametrize(("language", "pace", "panel", "low"), LOOKS)
def test_everything_stands_on_the_screen_and_nothing_on_anything_else(
    language: str, pace: Pace, panel: str, low: bool
) -> None:
    for name in STATES:
        shown = scene(name, language, pace, panel, low=low)
        checks.stands_on_the_screen(name, shown, Frame(PANELS[panel], low))
        checks.words_stand_free(name, shown)
        checks.words_stay_uncovered(name, shown)


@pytest.mark.parametrize(("language", "pace", "panel", "low"), LOOKS)
def test_keys_are_big_apart_and_in_reach(language: str, pace: Pace, panel: str, low: bool) -> None:
    frame = Frame(PANELS[panel], low)
    for name, state in STATES.items():
        keys = scene(name, language, pace, panel, low=low).keys
        assert keys
        whole = isinstance(state, s.Signage)
        checks.keys_are_big_and_in_reach(name, keys, frame, pace, low=low, whole=whole)
        checks.keys_stand_apart(name, keys, frame, pace)


@pytest.mark.parametrize("pace", Pace)
def test_text_is_never_smaller_than_the_least(pace: Pace) -> None:
    least = 22 if pace is Pace.SENIOR else 18
    for name, panel in itertools.product(STATES, PANELS):
        for line in lines_of(scene(name, pace=pace, panel=panel).content):
            assert line.size >= least, f"{name}: {line.runs} at {line.size}"


def test_help_home_and_back_stand_in_the_same_place_on_every_screen() -> None:
    for panel in PANELS:
        checks.what_is_on_every_screen_stays_in_its_place(scene(name, panel=panel) for name in STATES)


def test_a_person_the_languages_and_a_way_out_are_on_every_screen() -> None:
    always = {"help", "lang:zh_CN", "lang:en", "lang:zh_TW", "speech", "senior", "low"}
    for name, state in STATES.items():
        shown = scene(name)
        assert always <= {key.name for key in shown.keys}, name
        if not isinstance(state, s.Home | s.Signage):
            assert shown.key("home") is not None, name
            assert isinstance(state, s.Printing) or shown.key("back") is not None, name


def test_behind_a_returns_kiosks_home_there_is_a_way_back_to_it() -> None:
    own, behind = scene("home-visit"), scene("home-visit", kiosk_role="returns")
    assert (own.key("back"), own.key("home")) == (None, None)
    assert behind.key("back") is not None
    assert behind.key("home") is not None


def test_every_screen_has_a_way_on() -> None:
    for name, state in STATES.items():
        own = [node for node in scene(name).content if isinstance(node, Key)]
        assert own or isinstance(state, WORKING) or name == "home-new", name


def test_senior_pace_speaks_every_screen_and_shows_what_it_says() -> None:
    for name, state in STATES.items():
        shown = scene(name, pace=Pace.SENIOR)
        assert shown.spoken or isinstance(state, s.Signage), name
        if not isinstance(state, HANDS_FULL):
            assert shown.key("say-again"), name


def test_senior_pace_asks_one_thing_at_a_time() -> None:
    for name in ("home", "ways", "card", "card-sold-out"):
        answers = [node for node in scene(name, pace=Pace.SENIOR).content if isinstance(node, Key)]
        assert len([key for key in answers if key.name != "say-again"]) <= 3, name


@pytest.mark.parametrize("panel", PANELS)
def test_the_hero_of_a_way_is_how_far_it_is_and_of_a_card_its_price(panel: str) -> None:
    for name, hero in (("route", "63 米"), ("card", "¥79.90"), ("card-offer", "¥19.80"), ("told", "R3-1847-K")):
        biggest = max(lines_of(scene(name, panel=panel).content), key=lambda line: line.size)
        assert "".join(run.text for run in biggest.runs) == hero, name


def test_a_card_tells_place_price_stock_offer_and_when_it_was_checked() -> None:
    told = words("card")
    for part in ("D 区 12 号柜", "第 2 层", "¥79.90", "每箱", "每 100 毫升 ¥1.33", "会员 ¥69.90", "有货，10:15 查的",
                 "位置昨天核对过", "到 12月2日"):  # fmt: skip
        assert part in told, part


def test_english_lines_begin_with_a_capital_and_have_none_in_the_middle_of_a_sentence() -> None:
    assert "Shelf 2, place checked yesterday" in words("card", "en")
    assert "¥79.90, in stock, place checked yesterday" in words("route", "en")


def test_one_department_of_an_area_is_called_by_its_own_name() -> None:
    assert "调味品、方便速食" in scene("department").words
    assert "方便速食" in scene("department-one").words
    take = scene("department-one").key("primary")
    assert take is not None
    assert take.event.stop.key == "noodle"  # type: ignore[attr-defined]


def shown_shelves(name: str) -> tuple[list[str], list[str]]:
    """Which shelves a screen's map shows in leaf, and what stands beside them."""
    (picture,) = [node for node in scene(name).content if isinstance(node, MapView)]
    targets = picture.map.targets
    return [target.number for target in targets], [target.text for target in targets if target.text]


def test_who_asks_for_soy_sauce_is_told_where_it_stands_and_may_go_there_at_once() -> None:
    listed = [words("search-kinds"), words("search-kinds", "en")]
    for told in ("分区，58 种商品，D 区", "品牌，11 种商品，D 区"):
        assert told in listed[0]
    assert "Department, 58 kinds, Zone D" in listed[1]
    assert "15 种商品，2 排 17 号架" in words("listing-kind")
    assert shown_shelves("listing-kind") == (["17"], ["酱油"])
    for panel, low in (("landscape", False), ("portrait", False), ("portrait", True)):
        take = scene("listing-kind", panel=panel, low=low).key("primary")
        assert take is not None
        assert take.event.stop.where.number == "17"  # type: ignore[attr-defined]
    assert scene("listing").key("primary") is None


def test_the_map_beside_goods_shows_their_own_shelves_by_their_own_name() -> None:
    assert shown_shelves("department-one") == (["18"], ["方便速食"])
    assert shown_shelves("department-group") == (["18"], ["方便面"])
    assert "在 2 排 18 号架" in words("department-group")
    assert shown_shelves("department") == (["17", "18"], ["在这里"])
    take = scene("department").key("primary")
    assert take is not None
    assert take.event.stop.name == Words("调味品、方便速食", "Seasoning, Instant food", "調味品、方便速食")  # type: ignore[attr-defined]
    numbers, _ = shown_shelves("listing")
    assert len(numbers) > 1


def test_a_way_to_what_is_on_no_shelf_says_its_name_once_and_shows_where_it_ends() -> None:
    (picture,) = [node for node in scene("route-toilet").content if isinstance(node, MapView)]
    assert [(target.text, target.ring) for target in picture.map.targets] == [("2 卫生间", ())]
    assert scene("route-toilet").words.count("卫生间") == 1
    assert "二楼，H 区 57 号架" in words("route-upstairs")


def test_weighed_goods_are_priced_by_five_hundred_grams_and_by_the_kilo() -> None:
    told = words("card-weighed")
    assert "¥6.90" in told
    assert "每 500 克" in told
    assert "每 kg ¥13.80" in told


def test_an_offer_that_ended_on_the_card_is_said_with_the_price_there_is_now() -> None:
    told = words("card-ended")
    assert "刚才的优惠结束了" in told
    assert "¥23.80" in told
    assert "¥19.80" not in told


def test_sold_out_goods_have_others_beside_them() -> None:
    shown = scene("card-sold-out")
    assert "卖完了，10:15 查的" in shown.words
    assert isinstance(shown.key("found:0").event, e.FoundChosen)  # type: ignore[union-attr]


@pytest.mark.parametrize(("panel", "low"), [("landscape", False), ("portrait", False), ("portrait", True)])
def test_sold_out_goods_with_an_offer_have_others_too_and_other_cards_lead_to_a_map(panel: str, low: bool) -> None:
    assert scene("card-sold-out-offer", panel=panel, low=low).key("found:0") is not None
    for name in ("card", "card-offer", "card-ended", "card-listed"):
        shown = scene(name, panel=panel, low=low)
        drawn_here = [node for node in shown.content if isinstance(node, MapView)]
        assert drawn_here or shown.key("map") is not None, name
    assert scene("card-listed", panel=panel, low=low).key("open-list") is not None


def test_a_place_nobody_knows_is_not_walked_to_but_told() -> None:
    shown = scene("card-nowhere")
    assert shown.key("primary") is None
    assert isinstance(shown.key("not-found").event, e.NotFoundSaid)  # type: ignore[union-attr]


def test_lists_come_in_pages_that_hold_all_of_them() -> None:
    for name, field, prefix in (
        ("search", "page", "found:"), ("areas", "page", "area:"), ("department", "page", "group:"),
        ("department-group", "page", "found:"), ("promotions", "page", "offer:"), ("facilities", "page", "place:"),
        ("list-full", "page", "off:"),
    ):  # fmt: skip
        for panel, low in (("landscape", False), ("portrait", False), ("portrait", True)):
            counted: list[str] = []
            for number in range(60):
                state = replace(STATES[name], **{field: number})  # type: ignore[type-var, arg-type]
                frame = Frame(PANELS[panel], low)
                shown = scene_of(state, samples.situation(low=low), samples.place(), frame, Glance())
                counted += [key.name for key in shown.keys if key.name.startswith(prefix)]
                if shown.key("page:after") is None:
                    break
            assert len(counted) == len(set(counted)), name
            assert sorted(int(key.removeprefix(prefix)) for key in counted) == list(range(len(counted))), name


def test_offers_near_me_come_nearest_first_and_else_the_most_important() -> None:
    def listed(near: bool) -> list[str]:
        keys: list[str] = []
        for number in range(10):
            shown = scene_of(s.Promotions(world.visit(), near=near, page=number), samples.situation(), samples.place(),
                             Frame(PANELS["landscape"]), Glance())  # fmt: skip
            keys += [key.event.key for key in shown.keys if isinstance(key.event, e.OfferOpened)]
            if shown.key("page:after") is None:
                return keys
        raise AssertionError("the list has no end")

    offers = {offer.key: offer for offer in world.shop().offers}
    far = [offers[key].metres for key in listed(near=True)]
    known = [metres for metres in far if metres is not None]
    assert len(set(known)) > 3
    assert far == sorted(known) + [None] * (len(far) - len(known))
    ranks = [offers[key].promotion.priority for key in listed(near=False)]
    assert ranks == sorted(ranks, reverse=True)
    assert len(ranks) == len(far) == len(offers)


def test_a_page_turned_beyond_the_last_shows_the_last() -> None:
    far = replace(STATES["search"], page=10_000)  # type: ignore[type-var, call-arg]
    shown = scene_of(far, samples.situation(), samples.place(), Frame(PANELS["landscape"]), Glance())
    assert shown.key("page:before") is not None
    assert shown.key("found:13") is not None


@pytest.mark.parametrize("pace", Pace)
@pytest.mark.parametrize(("panel", "low"), [("landscape", False), ("portrait", False), ("portrait", True)])
def test_with_the_line_down_it_says_how_old_everything_is(pace: Pace, panel: str, low: bool) -> None:
    assert "离线：货架、价格和优惠是 10:18 的" in words("home", "zh_CN", pace, panel, low=low, online=False)
    assert not drawn("home", "en", pace, panel, low=low, online=False).faults
    assert "离线：" not in words("home")


def test_the_way_is_on_the_map_with_where_one_stands_and_what_is_walked_to() -> None:
    (picture,) = [node for node in scene("route").content if isinstance(node, MapView)]
    assert picture.touchable
    assert picture.map.here is not None
    assert picture.map.way is not None
    assert [target.text for target in picture.map.targets] == ["5 纯牛奶"]
    still = [node for node in scene("route", pace=Pace.SENIOR).content if isinstance(node, MapView)]
    assert not still[0].moving


@pytest.mark.parametrize(("pace", "low"), list(itertools.product(Pace, (False, True))))
def test_the_drawn_way_is_there_and_from_a_wheelchair_big_at_a_touch(pace: Pace, low: bool) -> None:
    shown = scene("route", pace=pace, panel="portrait", low=low)
    assert [node for node in shown.content if isinstance(node, MapView) and node.map.way is not None] or low
    assert shown.key("map") is not None or not low


def test_the_level_turned_to_is_the_one_that_is_drawn() -> None:
    glance = Glance(map=MapLook(level_id="L2"))
    (picture,) = [n for n in scene("route-upstairs", glance=glance).content if isinstance(n, MapView)]
    assert picture.map.here is None
    assert picture.map.targets
    (below,) = [n for n in scene("route-upstairs").content if isinstance(n, MapView)]
    assert below.map.targets == ()


def test_from_a_card_the_big_map_shows_where_the_product_stands() -> None:
    card = STATES["card"]
    assert isinstance(card, s.Card)
    big, _ = step(card, e.MapOpened())
    shown = scene_of(big, samples.situation(), samples.place(), Frame(PANELS["landscape"]), Glance())
    (picture,) = [node for node in shown.content if isinstance(node, MapView)]
    assert [target.text for target in picture.map.targets] == ["在这里"]


def test_every_gesture_on_the_big_map_has_a_key() -> None:
    near = Glance(map=MapLook(zoom=2.2, centre=(30.0, 20.0)))
    names = {key.name for key in scene("map", glance=near).keys}
    moves = {"map:zoom-in", "map:zoom-out", "map:up", "map:down", "map:left", "map:right", "map:whole"}
    assert moves | {"level:L1", "level:L2"} <= names


def test_the_step_free_key_asks_for_the_other_way() -> None:
    assert scene("route").key("step-free").event == e.StepFreeSet(True)  # type: ignore[union-attr]
    assert scene("route-step-free").key("step-free").event == e.StepFreeSet(False)  # type: ignore[union-attr]


def test_without_a_printer_nobody_is_offered_paper() -> None:
    shown = scene("route-no-printer")
    assert shown.key("primary") is None
    assert [node for node in shown.content if isinstance(node, Qr)]


@pytest.mark.parametrize(("language", "pace", "panel", "low"), LOOKS)
def test_the_way_as_a_code_has_modules_a_phone_can_tell_apart(
    language: str, pace: Pace, panel: str, low: bool
) -> None:
    for name in ("route", "route-several", "route-no-printer"):
        shown = scene(name, language, pace, panel, low=low)
        (code,) = [node for node in shown.content if isinstance(node, Qr)]
        modules, _ = segno.make_qr(code.content, error="m").symbol_size(border=3)
        assert int(code.rect.w * Frame(PANELS[panel], low).scale) // modules >= 2, name


def test_without_a_camera_nobody_is_asked_to_show_a_code() -> None:
    for name in ("home", "ways", "search"):
        with_camera = scene(f"{name}-empty" if name == "search" else name, pace=Pace.NORMAL)
        assert with_camera.key("scan") is not None, name
        assert scene(f"{name}-no-camera").key("scan") is None, name


def test_an_emergency_stands_over_whatever_is_shown_and_over_every_question() -> None:
    for name in ("home", "route", "search"):
        shown = scene(name, emergency=world.emergency(), idle_left=10)
        assert "请从最近的出口离开" in shown.words
        assert shown.key("still-here") is None
        assert shown.key("help") is not None
        assert (shown.key("home"), shown.key("search")) == (None, None)


def test_signage_is_one_big_key_and_says_today_only_what_runs() -> None:
    wake = scene("signage").key("wake")
    assert wake is not None
    assert isinstance(wake.event, e.Woken)
    running = {re.split("[， ]", o.promotion.title.zh_CN)[0] for o in world.shop().offers if o.runs}
    state = STATES["signage"]
    assert isinstance(state, s.Signage)
    for slide in range(30):
        shown = scene_of(replace(state, slide=slide), samples.situation(), samples.place(), Frame(Panel()), Glance())
        told = "".join(shown.words)
        assert any(title in told for title in running)


def test_what_people_type_and_stores_write_is_shown_harmlessly() -> None:
    nasty = "\u202e\x1b[31m<b>大\u200b米</b>{n}%s\x00" + "长" * 300
    goods = world.card("纯牛奶 250ml×24盒")
    odd = replace(goods, found=replace(goods.found, name=Words(nasty, nasty, nasty)))
    visit = world.visit()
    screens = (
        s.Card(visit, odd),
        s.Searching(visit, Typing.of(nasty, 40), s.Results(nasty, (odd.found,))),
        s.Searching(visit, Typing.of(nasty, 40), s.Results(nasty, ())),
        s.Listing(visit, Words(nasty), (odd.found,)),
        s.NotFoundTold(visit, nasty, ticket_no="R3-1847-K"),
        s.ListOfStops(replace(visit, stops=(th.Stop(th.Kind.PRODUCT, "p", Words(nasty)),))),
    )
    for state, (language, pace) in itertools.product(screens, itertools.product(LANGUAGES, Pace)):
        shown = scene_of(state, samples.situation(language, pace), samples.place(), Frame(Panel()), Glance())
        told = "".join(shown.words)
        assert not set(told) & set("\u202e\x1b\x00"), state
        assert shown.key("home")


@pytest.mark.parametrize(("language", "pace", "panel", "low"), LOOKS)
def test_an_emergency_fills_the_screen_and_fits(language: str, pace: Pace, panel: str, low: bool) -> None:
    situation = samples.situation(language, pace, low=low)
    look = Look(Frame(PANELS[panel], low), pace, translator(language), situation.now)
    page = Page(look, situation, samples.place(), Glance())
    emergency(page, world.emergency())
    assert page.faults == []
    told = "".join("".join(run.text for run in line.runs) for line in lines_of(tuple(page.nodes)))
    assert world.emergency().title.in_(language).replace(" ", "") in told.replace(" ", "")
    assert page.spoken[0] == world.emergency().title.in_(language)


def test_scenes_are_the_same_for_the_same_state() -> None:
    for name in STATES:
        assert drawn(name) == drawn(name)


def test_every_event_of_a_screen_is_one_the_flow_knows() -> None:
    flow = set(e.Event.__args__)
    shell = {"LanguageChosen", "PaceToggled", "SpeechToggled", "LowToggled", "SayAgain", "LevelChosen", "MapMoved",
             "MapZoomed"}  # fmt: skip
    for name in STATES:
        for key in scene(name).keys:
            assert type(key.event) in flow or type(key.event).__name__ in shell, f"{name}: {key.event}"
    assert c.Back in flow
