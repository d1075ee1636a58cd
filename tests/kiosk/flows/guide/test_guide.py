"""The guide told through `step` alone: what a shopper does, what is ordered, where they stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.device_words import CameraStatus, Guidance
from domain.words import Words
from kiosk.flows import common as c
from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.flows.guide import things as th
from tests.kiosk import guide_world as world
from tests.kiosk.flows.guide.walking import CODE, MILK, STARTED, opened_card, walk

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


def test_a_kind_of_goods_is_walked_to_without_choosing_one_of_them() -> None:
    row = world.together(th.Kind.GROUP, "酱油", Words("酱油", "Soy sauce"))
    goods = world.assortment().listing(th.Kind.GROUP, "酱油")
    state, _ = walk(STARTED, e.SearchOpened("jiangyou"), e.FoundChosen(row), e.ListingFound(row.kind, row.key, goods))
    assert isinstance(state, s.Listing)
    assert state.stop is not None
    assert (state.stop.kind, state.stop.key, state.stop.where) == (th.Kind.GROUP, "酱油", row.spots[0])
    # A brand stands here and there; and what nobody has placed is nowhere.
    brand, nowhere = replace(row, kind=th.Kind.BRAND, key="青原"), tuple(replace(g, where=None) for g in goods)
    for asked, found in ((brand, goods), (row, nowhere), (row, ())):
        state, _ = walk(STARTED, e.FoundChosen(asked), e.ListingFound(asked.kind, asked.key, found))
        assert isinstance(state, s.Listing)
        assert state.stop is None


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


def test_the_reader_says_what_would_help_and_in_the_dark_the_screen_gives_light() -> None:
    state, _ = walk(STARTED, e.ScanOpened(), c.GuidanceSeen(Guidance.CLOSER))
    assert isinstance(state, s.Barcode)
    assert (state.guidance, state.lit) == (Guidance.CLOSER, False)
    for dark in (c.GuidanceSeen(Guidance.MORE_LIGHT), c.CameraChanged(CameraStatus.TOO_DARK)):
        lit, _ = walk(dark, c.GuidanceSeen(Guidance.FLATTEN), c.CameraChanged(CameraStatus.READY), state=state)
        assert isinstance(lit, s.Barcode)
        assert (lit.guidance, lit.camera, lit.lit) == (Guidance.FLATTEN, None, True), "it stays till the code is read"


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
