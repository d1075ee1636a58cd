"""The guide told through `step` alone: what a shopper does, what is ordered, where they stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.device_words import CameraStatus, PrinterStatus
from domain.words import Words
from kiosk.flows import common as c
from kiosk.flows.guide import FLOW, Effect, Event, State, step
from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.flows.guide import things as th
from tests.kiosk import guide_world as world


def walk(*events: Event, state: State | None = None) -> tuple[State, list[Effect]]:
    """Feed the events one after the other; the last state, and every effect on the way."""
    at: State = state or s.Home()
    ordered: list[Effect] = []
    for event in events:
        at, effects = step(at, event)
        ordered.extend(effects)
    return at, ordered


MILK, CODE = "纯牛奶 250ml×24盒", "6901234567892"
STARTED = e.Started(world.visit())


def opened_card(name: str = MILK) -> s.Card:
    state, _ = walk(STARTED, e.FoundChosen(world.found(name)), e.CardFound(world.product_id(name), world.card(name)))
    assert isinstance(state, s.Card)
    return state


def shown_route() -> s.RouteShown:
    stop = world.stop(MILK)
    state, _ = walk(e.TakeMe(stop), e.RouteFound((stop,), world.milk_walk()), state=opened_card())
    assert isinstance(state, s.RouteShown)
    return state


# From looking to walking -----------------------------------------------------------------------------------------


def test_the_whole_way_from_a_letter_to_the_shelf() -> None:
    state, effects = walk(STARTED, e.SearchOpened("niunai"))
    assert isinstance(state, s.Searching)
    assert effects == [e.Search("niunai")]
    assert state.waits

    rows = (world.found(MILK),)
    state, _ = walk(e.ResultsFound("niunai", rows), state=state)
    assert isinstance(state, s.Searching)
    assert not state.waits

    state, effects = walk(e.FoundChosen(rows[0]), state=state)
    assert effects == [e.FindCard(rows[0].key)]
    state, effects = walk(e.CardFound(rows[0].key, world.card(MILK)), state=state)
    assert isinstance(state, s.Card)
    assert effects == [e.CountUse(th.Use.SEARCH), e.CountUse(th.Use.FOUND), e.CountUse(th.Use.OPENED)]

    stop = world.stop(MILK)
    state, effects = walk(e.TakeMe(stop), state=state)
    assert isinstance(state, s.Routing)
    assert effects == [e.FindRoute((stop,)), e.CountUse(th.Use.ROUTE)]
    state, _ = walk(e.RouteFound((stop,), world.milk_walk()), state=state)
    assert isinstance(state, s.RouteShown)

    state, effects = walk(e.PrintAsked(), state=state)
    assert effects == [e.PrintRoute(world.milk_walk()), e.CountUse(th.Use.PRINTED)]
    state, _ = walk(e.RoutePrinted(), state=state)
    assert isinstance(state, s.RouteShown)
    assert state.printed

    for expected in (s.Card, s.Searching, s.Home):
        state, effects = walk(c.Back(), state=state)
        assert isinstance(state, expected)
    state, effects = walk(c.Back(), state=state)
    assert effects == [c.EndSession()]
    assert state.visit is None


def test_back_finds_the_screen_as_it_was_left() -> None:
    typed, _ = walk(STARTED, e.SearchOpened("nai"), e.ResultsFound("nai", (world.found(MILK),) * 20), e.PageTurned(2))
    card, _ = walk(e.FoundChosen(world.found(MILK)), e.CardFound(world.product_id(MILK), world.card(MILK)), state=typed)
    again, _ = walk(c.Back(), state=card)
    assert again == typed


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_an_empty_search_asks_nobody(text: str) -> None:
    state, effects = walk(STARTED, e.SearchOpened(text))
    assert isinstance(state, s.Searching)
    assert effects == []


def test_two_hundred_characters_are_cut_and_what_cannot_be_seen_is_left_out() -> None:
    for text in ("长" * 200, "牛奶\x1b[31m\u202e\x00🥛" * 40):
        _, effects = walk(STARTED, e.SearchOpened(text))
        (order,) = effects
        assert isinstance(order, e.Search)
        assert len(order.text) <= 40
        assert not set(order.text) & set("\x1b\x00\u202e")


def test_an_answer_to_an_earlier_text_changes_nothing() -> None:
    state, _ = walk(STARTED, e.SearchOpened("nai"))
    after, effects = walk(e.ResultsFound("na", (world.found(MILK),)), state=state)
    assert (after, effects) == (state, [])


def test_a_card_that_comes_after_the_shopper_went_elsewhere_does_not_pull_them_back() -> None:
    row = world.found(MILK)
    state, _ = walk(STARTED, e.SearchOpened("nai"), e.FoundChosen(row), c.Back())
    after, effects = walk(e.CardFound(row.key, world.card(MILK)), state=state)
    assert (after, effects) == (state, [])


def test_what_had_no_answer_is_counted_once_when_the_search_is_left() -> None:
    state, _ = walk(STARTED, e.SearchOpened("xyzzy"), e.ResultsFound("xyzzy", ()))
    _, effects = walk(c.GoHome(), state=state)
    assert effects == [e.CountUse(th.Use.SEARCH), e.CountUse(th.Use.UNANSWERED, "xyzzy"), c.EndSession()]


def test_a_department_that_was_found_opens_with_its_kinds() -> None:
    row = th.Found(th.Kind.DEPARTMENT, "noodle", Words("方便速食"))
    state, effects = walk(STARTED, e.FoundChosen(row))
    assert isinstance(state, s.Department)
    assert (state.area, effects) == ("noodle", [e.FindArea("noodle")])
    elsewhere = replace(row, key="nowhere-on-the-floor")
    _, effects = walk(STARTED, e.FoundChosen(elsewhere))
    assert effects == [e.FindListing(th.Kind.DEPARTMENT, "nowhere-on-the-floor")]


def test_a_product_that_left_the_range_meanwhile_is_told() -> None:
    row = world.found(MILK)
    state, _ = walk(STARTED, e.FoundChosen(row), e.CardFound(row.key, None))
    assert isinstance(state, s.NoWay)
    assert (state.why, state.name) == (th.Why.GONE, row.name)


def test_what_was_waited_for_is_asked_again_when_its_screen_comes_back() -> None:
    """The answer came while another screen was shown: it is not waited for in vain."""
    state, _ = walk(STARTED, e.AreaOpened("dairy"), e.OffersOpened(), e.AreaFound("dairy", ()))
    state, effects = walk(c.Back(), state=state)
    assert isinstance(state, s.Department)
    assert effects == [e.FindArea("dairy")]

    state, _ = walk(STARTED, e.SearchOpened("nai"), e.OffersOpened(), e.ResultsFound("nai", ()))
    _, effects = walk(c.Back(), state=state)
    assert effects == [e.Search("nai")]

    state, _ = walk(STARTED, e.ScanOpened(), c.BarcodeSeen((CODE,)), e.SearchOpened(), e.BarcodeKnown(CODE, None))
    _, effects = walk(c.Back(), state=state)
    assert effects == [e.FindByBarcode(CODE), c.StartScanner()]


# Scanning --------------------------------------------------------------------------------------------------------


def test_a_product_is_shown_to_the_camera() -> None:
    state, effects = walk(STARTED, e.ScanOpened())
    assert effects == [c.StartScanner()]
    state, effects = walk(c.BarcodeSeen(("6901234567892",)), state=state)
    assert effects == [e.FindByBarcode("6901234567892")]
    state, effects = walk(e.BarcodeKnown("6901234567892", world.card(MILK)), state=state)
    assert isinstance(state, s.Card)
    assert effects == [c.StopScanner(), e.CountUse(th.Use.OPENED)]
    back, effects = walk(c.Back(), state=state)
    assert isinstance(back, s.Barcode)
    assert effects == [c.StartScanner()]


def test_a_code_nobody_knows_can_be_told_to_the_store() -> None:
    state, _ = walk(STARTED, e.ScanOpened(), c.BarcodeSeen(("69012345",)), e.BarcodeKnown("69012345", None))
    assert isinstance(state, s.Barcode)
    assert state.unknown == "69012345"
    state, effects = walk(e.NotFoundSaid(), state=state)
    assert isinstance(state, s.NotFoundTold)
    assert e.TellNotFound("69012345") in effects


@pytest.mark.parametrize("text", ["HTTPS://X", "９９０７", "123", "1" * 4096, "\x1b@", "990707261120018420"])
def test_what_is_no_product_code_is_said_and_asked_of_nobody(text: str) -> None:
    state, effects = walk(STARTED, e.ScanOpened(), c.BarcodeSeen((text,)))
    assert isinstance(state, s.Barcode)
    assert state.unknown
    assert effects == [c.StartScanner()]


def test_a_hand_scanner_works_on_every_screen() -> None:
    state, effects = walk(c.BarcodeSeen(("6901234567892",)), state=opened_card())
    assert isinstance(state, s.Barcode)
    assert e.FindByBarcode("6901234567892") in effects


def test_without_a_camera_the_other_ways_are_offered() -> None:
    state, _ = walk(STARTED, e.ScanOpened(), c.CameraChanged(CameraStatus.ABSENT))
    assert isinstance(state, s.Barcode)
    assert (state.camera, state.other_ways) == (CameraStatus.ABSENT, True)


# The shopper's list ----------------------------------------------------------------------------------------------


def test_several_things_become_one_walk() -> None:
    state, _ = walk(
        STARTED, e.ListToggled(world.stop(MILK)), e.ListToggled(world.stop("鲜鸡蛋 30枚")), e.ListOpened()
    )
    assert isinstance(state, s.ListOfStops)
    state, effects = walk(e.WalkList(), state=state)
    assert isinstance(state, s.Routing)
    assert e.FindRoute(state.stops) in effects


def test_touching_again_takes_it_off_and_nine_are_enough() -> None:
    stops = [replace(world.stop(MILK), key=f"p{n}") for n in range(12)]
    state, _ = walk(STARTED, *(e.ListToggled(stop) for stop in stops))
    assert state.visit is not None
    assert len(state.visit.stops) == s.MOST_STOPS
    state, _ = walk(e.ListToggled(stops[0]), state=state)
    assert state.visit is not None
    assert [stop.key for stop in state.visit.stops] == [f"p{n}" for n in range(1, 9)]


def test_the_list_stays_through_back_and_everything_else_of_a_visit() -> None:
    state, _ = walk(e.ListToggled(world.stop(MILK)), c.Back(), state=opened_card())
    assert state.visit is not None
    assert state.visit.lists(world.stop(MILK))
    state, _ = walk(e.ListOpened(), e.ListCleared(), state=state)
    assert state.visit is not None
    assert state.visit.stops == ()


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
