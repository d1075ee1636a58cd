"""What the guide shows of goods: cards, lists, shelves and offers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.words import Words
from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.screens.nodes import MapView, lines_of
from kiosk.screens.page import Glance
from kiosk.screens.scenes import scene_of
from kiosk.theme.frame import Frame
from tests.kiosk import guide_world as world
from tests.kiosk.screens import guide_samples as samples
from tests.kiosk.screens.checks import PANELS
from tests.kiosk.screens.guide_scenes import STATES, scene, words


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
