"""A guide while the store changes under it: offers that end, an emergency, no line, no paper, a new morning."""

from __future__ import annotations

import time
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from backend.services import guide_figures
from domain.promotion import Notice, NoticeKind, Promotion, PromotionKind, Validity
from domain.ticket_number import TicketKind
from domain.words import Words
from kiosk.flows import common as c
from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from sync.events import WorkerSettings
from tests.journeys.entrance import MILK, MILK_LETTERS, Entrance, entrance
from tests.journeys.shoppers import card, typed, way_to
from tests.journeys.world import World, world
from tests.support.demo_shop import DemoShop

# Offers and notices ----------------------------------------------------------------------------------------------


def offer(store: DemoShop, lasts_s: float, **more: Any) -> Promotion:
    """Milk for less, from now on."""
    now = store.time()
    plain: dict[str, Any] = {
        "promotion_id": "this-hour", "kind": PromotionKind.DISCOUNT,
        "title": Words("牛奶，这一会儿便宜", "Milk, just now"),
        "validity": Validity(now - timedelta(hours=1), now + timedelta(seconds=lasts_s)),
        "product_ids": (store.product_id(MILK),), "price_fen": 4990, "priority": 99,
    }  # fmt: skip
    return Promotion(**(plain | more))


def offers_now(here: World) -> list[str]:
    return [o.key for o in here.state.visit.shop.offers if o.runs]


def test_an_offer_that_ends_while_it_is_looked_at_is_said_and_gone(template: Path, tmp_path: Path) -> None:
    with entrance(template, tmp_path, lambda store: store.offers(offer(store, 60.0))) as own:
        here = own.here
        card(here, MILK_LETTERS, MILK)
        here.until(lambda: offers_now(here) == ["this-hour"], "the offer on the card")
        own.store.time.forward(25)
        here.tap(e.OfferOpened("this-hour"))
        assert here.at(s.PromotionShown).offer.runs
        own.store.time.forward(25)
        here.tap(e.PageTurned(0))
        assert isinstance(here.state, s.PromotionShown)
        here.serving.pause()
        own.store.time.forward(12)
        over = here.at(s.PromotionOver)
        assert over.offer.key == "this-hour"
        here.tap(c.Back())
        back = here.at(s.Card)
        assert not back.visit.shop.offers_of(back.goods.product_id)
        assert not offers_now(here)


def test_an_offer_put_in_at_the_centre_comes_by_itself_and_taken_back_it_is_gone(own: Entrance) -> None:
    here, store = own.here, own.store
    here.tap(e.OffersOpened())
    assert "this-hour" not in offers_now(here)
    store.offers(offer(store, 3600.0))
    here.terminal.worker.wake()
    store.time.forward(21)
    here.terminal.worker.wake()
    here.until(lambda: offers_now(here) == ["this-hour"], "the new offer")
    store.offers()
    here.tap(e.PageTurned(0))
    store.time.forward(21)
    here.terminal.worker.wake()
    here.until(lambda: not offers_now(here), "the offer taken back")


def test_an_offer_taken_back_by_hand_is_gone_before_the_next_fetch(own: Entrance) -> None:
    here, store = own.here, own.store
    here.tap(e.OffersOpened())
    store.offers(offer(store, 3600.0))
    began = time.monotonic()
    here.until(lambda: offers_now(here) == ["this-hour"], "the new offer")
    lifted = store.service.client.delete("/api/v1/stores/9907/promotions/this-hour", headers=store.manager())
    assert lifted.json() == {"changed": True}
    here.until(lambda: not offers_now(here), "the offer taken back")
    assert time.monotonic() - began < WorkerSettings().pull_every_s


def alarm(store: DemoShop, lasts_s: float) -> Notice:
    now = store.time()
    return Notice(
        "smoke", NoticeKind.EMERGENCY, Words("请从最近的出口离开", "Leave by the nearest exit"), Words("不要乘电梯。"),
        now - timedelta(seconds=1), now + timedelta(seconds=lasts_s),
    )  # fmt: skip


def test_an_emergency_takes_over_within_seconds_and_lifts_at_its_end_with_the_line_down(own: Entrance) -> None:
    here, store = own.here, own.store
    shown = way_to(here, MILK_LETTERS, MILK)
    answer = store.announce(store.manager(), [alarm(store, 40.0)])
    assert answer.status_code == 200, answer.text
    here.until(lambda: here.situation.emergency is not None, "the emergency")
    here.serving.pause()
    store.time.forward(25)
    here.tap(e.PageTurned(0))
    assert here.situation.emergency is not None
    store.time.forward(20)
    here.until(lambda: here.situation.emergency is None, "it to lift")
    assert here.at(s.RouteShown).walk == shown.walk, "who was here finds the way again"


def test_an_emergency_can_be_lifted_by_hand(own: Entrance) -> None:
    here, store = own.here, own.store
    headers = store.manager()
    store.announce(headers, [alarm(store, 3600.0)])
    here.until(lambda: here.situation.emergency is not None, "the emergency")
    lifted = store.service.client.delete("/api/v1/stores/9907/notices/smoke", headers=headers)
    assert lifted.status_code == 200, lifted.text
    here.until(lambda: here.situation.emergency is None, "it to lift")


def test_an_emergency_stands_on_screens_of_every_role_at_once_and_lifts_on_all(own: Entrance, tmp_path: Path) -> None:
    store = own.store
    with ExitStack() as stack:
        others = [
            stack.enter_context(world(store.service, tmp_path / role, clock=store.time, role=role, name=name))
            for role, name in (("returns", "演示退货机"), ("rating", "出口评价屏"))
        ]
        screens = [own.here, *others]
        assert [here.situation.role for here in screens] == ["guide", "returns", "rating"]
        store.announce(store.manager(), [alarm(store, 30.0)])
        for here in screens:
            here.until(lambda here=here: here.situation.emergency is not None, "the emergency")  # type: ignore[misc]
        assert {here.situation.emergency for here in screens} == {own.here.situation.emergency}
        store.time.forward(31)
        for here in screens:
            here.until(lambda here=here: here.situation.emergency is None, "it to lift")  # type: ignore[misc]


# Trouble ---------------------------------------------------------------------------------------------------------


def test_without_the_line_everything_is_found_and_told_how_old_it_is_and_a_task_waits(own: Entrance) -> None:
    here, store = own.here, own.store
    here.serving.pause()
    here.terminal.worker.wake()
    store.time.forward(31)
    here.terminal.worker.wake()
    here.until(lambda: not here.situation.online, "the line being down")
    assert here.situation.data_as_of is not None
    assert store.time() - here.situation.data_as_of < timedelta(minutes=2)
    way_to(here, MILK_LETTERS, MILK)
    here.tap(e.NotFoundSaid())
    here.until(lambda: isinstance(here.state, s.NotFoundTold) and here.state.ticket_no is not None, "its task")
    assert store.board(TicketKind.INQUIRY) == ()
    here.serving.resume()
    here.terminal.worker.wake()
    here.delivered()
    assert [row.asked for row in store.board(TicketKind.INQUIRY)] == [MILK]


def test_a_printer_without_paper_is_said_and_the_way_stays(own: Entrance) -> None:
    here = own.here
    way_to(here, MILK_LETTERS, MILK)
    here.printer.suffer("paper_empty")
    here.tap(e.PrintAsked())
    assert not here.at(s.PrintTrouble).unknown
    here.printer.mend()
    here.until(lambda: isinstance(here.state, s.PrintTrouble) and here.state.ready, "the printer to be well")
    here.tap(e.PrintAsked())
    here.until(lambda: isinstance(here.state, s.RouteShown) and here.state.printed, "the way on paper")
    assert len(here.printer.slips) == 1


def test_how_it_was_used_reaches_the_centre_as_counts_of_an_hour(template: Path, tmp_path: Path) -> None:
    with entrance(template, tmp_path) as own:
        way_to(own.here, MILK_LETTERS, MILK)
        own.here.tap(e.SearchOpened())
        typed(own.here, "wuxiandianxianjing")
        own.here.tap(c.GoHome())
    with entrance(template=tmp_path, directory=tmp_path / "next-morning") as own:
        own.here.delivered()
        today = own.store.time().astimezone(ZoneInfo("Asia/Shanghai")).date()
        with own.store.service.sessions.read() as session:
            told = guide_figures.figures(session, "9907", today - timedelta(days=1), today)
    assert (told.all.searches, told.all.found, told.all.routes, told.all.opened) == (2, 1, 1, 1)
    assert (told.words, told.asked_once) == ((), 1), "a word asked for once may be somebody's name"
