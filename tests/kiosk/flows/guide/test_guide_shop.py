"""The guide while the way, the store and its offers change, and while nobody is there."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from domain.device_words import PrinterStatus
from domain.words import Words
from kiosk.flows import common as c
from kiosk.flows.guide import FLOW, step
from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.flows.guide import things as th
from tests.kiosk import guide_world as world
from tests.kiosk.flows.guide.walking import MILK, STARTED, opened_card, shown_route, walk

# Ways ------------------------------------------------------------------------------------------------------------


def test_a_way_without_steps_and_back_to_the_shorter_one() -> None:
    state, effects = walk(e.StepFreeSet(True), state=shown_route())
    assert isinstance(state, s.Routing)
    assert effects == [e.FindRoute((world.stop(MILK),), True)]
    state, _ = walk(e.NoRoute((world.stop(MILK),), True, th.Why.STEPS, world.stop(MILK)), state=state)
    assert isinstance(state, s.NoWay)
    state, effects = walk(e.StepFreeSet(False), state=state)
    assert effects == [e.FindRoute((world.stop(MILK),), False)]


def test_a_way_for_other_stops_is_not_shown() -> None:
    routing, _ = walk(e.TakeMe(world.stop(MILK)), state=opened_card())
    other = replace(world.stop(MILK), key="else")
    after, _ = walk(e.RouteFound((other,), world.milk_walk()), state=routing)
    assert after == routing


def test_the_store_is_told_with_one_tap_what_is_not_where_it_should_be() -> None:
    state, effects = walk(e.NotFoundSaid(), state=opened_card())
    goods = world.card(MILK)
    assert goods.found.where is not None
    assert e.TellNotFound(MILK, goods.product_id, goods.found.where.placement_id) in effects
    state, _ = walk(e.NotFoundStored("R3-1847-K"), state=state)
    assert isinstance(state, s.NotFoundTold)
    assert state.ticket_no == "R3-1847-K"
    back, _ = walk(c.Back(), state=state)
    assert isinstance(back, s.Card)


def test_telling_twice_is_one_task() -> None:
    told, first = walk(e.NotFoundSaid(), state=opened_card())
    again, second = walk(e.NotFoundSaid(), state=told)
    assert len([x for x in first if isinstance(x, e.TellNotFound)]) == 1
    assert (again, second) == (told, [])


def test_paper_that_is_out_does_not_lose_the_way() -> None:
    state, _ = walk(e.PrintAsked(), e.RoutePrintFailed(PrinterStatus.PAPER_EMPTY), state=shown_route())
    assert isinstance(state, s.PrintTrouble)
    assert not state.ready
    state, _ = walk(c.PrinterChanged(PrinterStatus.READY), state=state)
    assert isinstance(state, s.PrintTrouble)
    assert state.ready
    again, effects = walk(e.PrintAsked(), state=state)
    assert effects == [e.PrintRoute(world.milk_walk())]
    assert isinstance(again, s.Printing)
    shown, _ = walk(e.PaperOut(out=False), state=state)
    assert isinstance(shown, s.RouteShown)
    assert not shown.printed


# Offers ----------------------------------------------------------------------------------------------------------


def test_an_offer_that_ends_while_it_is_looked_at_is_over_at_that_second() -> None:
    state, _ = walk(STARTED, e.OffersOpened(), e.OfferOpened("demo-eggs-morning"))
    assert isinstance(state, s.PromotionShown)
    before = world.shop(world.NOW.replace(hour=10, minute=29, second=59))
    state, _ = walk(e.ShopChanged(before), state=state)
    assert isinstance(state, s.PromotionShown)
    after = world.shop(world.NOW.replace(hour=10, minute=30, second=0))
    state, _ = walk(e.ShopChanged(after), state=state)
    assert isinstance(state, s.PromotionOver)
    back, _ = walk(c.Back(), state=state)
    assert isinstance(back, s.Promotions)
    assert back.visit.shop == after


def test_a_price_that_ends_while_the_card_is_looked_at_is_told() -> None:
    state = opened_card("鲜鸡蛋 30枚")
    assert [o.key for o in state.visit.shop.offers_of(state.goods.product_id)] == ["demo-eggs-morning"]
    later, _ = walk(e.ShopChanged(world.shop(world.NOW + timedelta(minutes=12))), state=state)
    assert isinstance(later, s.Card)
    assert later.ended is not None
    assert later.ended.key == "demo-eggs-morning"
    assert later.visit.shop.offers_of(later.goods.product_id) == ()


def test_an_offer_that_begins_stays_on_the_screen_and_runs() -> None:
    state, _ = walk(STARTED, e.OfferOpened("demo-perch-evening"))
    assert isinstance(state, s.PromotionShown)
    assert not state.offer.runs
    state, _ = walk(e.ShopChanged(world.shop(world.NOW.replace(hour=16, minute=0))), state=state)
    assert isinstance(state, s.PromotionShown)
    assert state.offer.runs


# Nobody there ----------------------------------------------------------------------------------------------------


def test_a_screen_nobody_touches_shows_offers_and_wakes_at_a_touch() -> None:
    shop = world.shop()
    state, effects = walk(e.ShopChanged(shop), e.StoodLong(), e.StoodLong(), e.StoodLong())
    assert state == s.Signage(shop, 2)
    assert effects == []
    assert FLOW.at_home(state)
    state, _ = walk(e.Woken(), state=state)
    assert state == s.Home(shop)


def test_home_ends_the_visit_and_keeps_what_the_store_has_to_show() -> None:
    card = opened_card()
    state, effects = walk(c.GoHome(), state=card)
    assert state == s.Home(card.visit.shop)
    assert effects == [c.EndSession()]


def test_help_is_called_from_every_screen_and_changes_nothing() -> None:
    for state in (s.Home(), s.Signage(), opened_card(), shown_route()):
        after, effects = step(state, c.HelpAsked())
        assert after == state
        assert effects == (c.CallPerson(type(state).__name__),)


def test_a_service_is_walked_to_at_once() -> None:
    found = th.Found(th.Kind.AMENITY, "WC1-T", Words("卫生间"))
    state, effects = walk(STARTED, e.FoundChosen(found))
    assert isinstance(state, s.Routing)
    assert effects[0] == e.FindRoute((th.Stop(th.Kind.AMENITY, "WC1-T", Words("卫生间")),))


def test_a_way_is_looked_for_anew_when_the_shelves_have_moved() -> None:
    shown = shown_route()
    same = replace(shown.visit.shop, popular=())
    state, effects = walk(e.ShopChanged(same), state=shown)
    assert isinstance(state, s.RouteShown)
    assert effects == []
    assert same.plan is not None
    moved = replace(same, plan=replace(same.plan, version="moved"))
    state, effects = walk(e.ShopChanged(moved), state=shown)
    assert isinstance(state, s.Routing)
    assert state.visit.shop == moved
    assert effects == [e.FindRoute(shown.walk.stops, shown.walk.step_free)]
