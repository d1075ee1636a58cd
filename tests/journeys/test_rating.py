"""Shoppers who say how it was: the composed rating screen and returns kiosk against the real service, no window."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from backend.services import tickets
from domain.rating import Doubt, Tag
from domain.ticket import SEVERITY_LIMIT, Severity
from domain.ticket_number import TicketKind
from domain.wire import Pace
from kiosk.flows import common as c
from kiosk.flows.rating import events as e
from kiosk.flows.rating import states as s
from kiosk.flows.returns import events as back
from kiosk.flows.returns import states as done
from kiosk.shell_events import LanguageChosen, Open
from kiosk.typing import Char, KeyPressed
from sync.clock import SystemClock
from sync.drafts import AssistDraft
from sync.journal import Journal
from sync.schema import JOURNAL
from sync.store import Pragmas, Store, StoreFull
from sync.stores import open_stores
from tests.journeys.shoppers import rated
from tests.journeys.world import World, world
from tests.support.demo_shop import STORE, DemoShop, open_demo_shop, receipt_codes

PLACE = "出口评价屏"


@dataclass(slots=True)
class Exit:
    """The demo store with the screen at its exit."""

    store: DemoShop
    here: World


@contextmanager
def screen(template: Path, directory: Path, **more: Any) -> Iterator[Exit]:
    store = open_demo_shop(template, directory)
    kiosk: dict[str, Any] = {"role": "rating", "name": PLACE, "clock": store.time}
    with world(store.service, directory / "kiosk", **(kiosk | more)) as here:
        yield Exit(store, here)
    store.service.close()


@pytest.fixture
def at_exit(template: Path, tmp_path: Path) -> Iterator[Exit]:
    with screen(template, tmp_path) as made:
        yield made


@pytest.fixture
def here(at_exit: Exit) -> World:
    return at_exit.here


@pytest.fixture
def store(at_exit: Exit) -> DemoShop:
    return at_exit.store


# At the exit -----------------------------------------------------------------------------------------------------


def test_five_stars_and_a_tag_are_at_the_centre_before_the_door_has_closed(here: World, store: DemoShop) -> None:
    rated(here, 5, Tag.FRESHNESS)
    here.at(s.Thanked)
    here.delivered()
    (row,) = store.ratings()
    assert (row.stars, row.place, row.doubts, row.complaint_no, row.pace) == (5, PLACE, "", None, Pace.NORMAL.value)
    assert 2_500 <= row.took_ms < 20_000
    assert store.board() == ()


def test_whoever_walks_away_after_the_first_touch_has_voted(here: World, store: DemoShop) -> None:
    here.clock_on(2)
    here.tap(e.Voted(4))
    here.at(s.Followup)
    here.clock_on(31)
    here.clock_on(16)
    here.at(s.Home)
    here.until(lambda: len(store.ratings()) == 1, "the vote at the centre")
    assert store.ratings()[0].stars == 4


@pytest.mark.parametrize(("stars", "tag", "severity"), [
    (1, Tag.QUEUE, Severity.COMPLEX), (2, Tag.PRICE, Severity.ORDINARY), (2, Tag.ATTITUDE, Severity.COMPLEX),
])  # fmt: skip
def test_one_or_two_stars_are_a_complaint_with_a_severity_and_a_time(
    here: World, store: DemoShop, stars: int, tag: Tag, severity: Severity
) -> None:
    rated(here, stars, tag)
    number = here.at(s.LowRating).complaint_no
    assert number is not None
    here.delivered()
    (complaint,) = store.board(TicketKind.COMPLAINT)
    assert (complaint.ticket_no, complaint.severity, complaint.tag) == (number, severity, tag.value)
    assert complaint.due_at is not None
    assert abs(complaint.due_at - store.time() - SEVERITY_LIMIT[severity]) < timedelta(minutes=1)
    here.tap(c.HelpAsked())
    here.until(lambda: bool(store.board(TicketKind.ASSIST)), "the call to stand on the board")
    assert store.board(TicketKind.ASSIST)[0].about_ticket == number


def test_words_of_any_kind_are_kept_as_words(here: World, store: DemoShop) -> None:
    said = "<script>alert(1)</script> 排队 \x1b[2J太久了😀\u202e=1+1" + "慢等久了吧" * 60
    here.clock_on(3)
    here.tap(e.Voted(2), *(KeyPressed(Char(char)) for char in said), e.Submitted())
    here.at(s.LowRating)
    here.delivered()
    (row,) = store.ratings()
    assert row.text.startswith("<script>alert(1)</script> 排队")
    assert len(row.text) == 200
    assert row.text.isprintable()
    (complaint,) = store.board(TicketKind.COMPLAINT)
    assert complaint.asked == row.text


def test_a_child_at_the_keys_is_kept_apart_and_nobody_is_called(here: World, store: DemoShop) -> None:
    rated(here, 1, after_s=4.0)
    assert here.at(s.LowRating).complaint_no is not None
    for _ in range(6):
        here.tap(c.Finished())
        here.at(s.Home)
        rated(here, 1, after_s=0.5)
    assert here.at(s.LowRating).complaint_no is None
    here.delivered()
    rows = store.ratings()
    assert [row.stars for row in rows] == [1] * 7
    assert rows[0].doubts == ""
    assert {Doubt.BURST.value, Doubt.PATTERN.value} <= set(rows[-1].doubts.split())
    assert len(store.board(TicketKind.COMPLAINT)) < 4, "what is play opens nothing"


def test_a_finger_quicker_than_reading_is_no_complaint(here: World, store: DemoShop) -> None:
    here.tap(c.HelpAsked(), e.Voted(3), e.Submitted())
    here.at(s.Thanked)
    here.tap(c.Finished(), e.Voted(1), e.Submitted())
    assert here.at(s.LowRating).complaint_no is None
    here.delivered()
    assert store.ratings()[-1].doubts == Doubt.TOO_FAST.value
    assert store.board(TicketKind.COMPLAINT) == ()


def test_ten_thousand_touches_are_as_many_votes_as_thanks(here: World, store: DemoShop) -> None:
    here.clock_on(3)
    for n in range(10_000):
        here.terminal.session.post((e.Voted(n % 5 + 1), e.TagToggled(Tag.QUEUE), e.Submitted(), c.Back())[n % 4])
        if n % 100 == 0:
            here.terminal.session.pump()
    here.until(lambda: not isinstance(here.state, s.Storing), "what was stored last")
    here.tap(c.GoHome())
    here.at(s.Home)
    thanked = {now.session_id for state, now in here.view.shown if isinstance(state, s.Thanked | s.LowRating)}
    here.delivered()
    assert len(store.ratings()) == len(thanked)
    rated(here, 5)
    here.at(s.Thanked)


def test_the_next_shopper_is_asked_anew_in_chinese(here: World, store: DemoShop) -> None:
    here.clock_on(2)
    here.tap(LanguageChosen("en"), e.Voted(2), KeyPressed(Char("没")), KeyPressed(Char("人")))
    wiped = here.view.wiped
    here.clock_on(31)
    here.clock_on(16)
    assert here.at(s.Home) == s.Home()
    assert (here.situation.language, here.view.wiped) == ("zh_CN", wiped + 1)
    here.until(lambda: len(store.ratings()) == 1, "the vote at the centre")
    here.tap(e.Voted(5))
    assert here.at(s.Followup).given == s.Given(5)
    assert [row.text for row in store.ratings()] == ["没人"]


# Slips and receipts ----------------------------------------------------------------------------------------------


def test_a_slip_held_before_the_screen_makes_it_that_returns_rating(template: Path, tmp_path: Path) -> None:
    with screen(template, tmp_path, role="returns", name="演示退货机") as desk:
        returned = desk.here.whole_return(receipt_codes(desk.store.time())["mixed"], (1, 1))
        desk.here.delivered()
    with screen(tmp_path, tmp_path / "exit") as exit_:
        here, number = exit_.here, returned.ticket.ticket_no
        here.show(number)
        asking = here.at(s.Asking)
        assert (asking.visit.about_ticket, asking.shown) == (number, s.Shown.SLIP)
        rated(here, 1, Tag.REFUND_SPEED)
        here.delivered()
        assert exit_.store.ratings()[0].about_ticket == number
        (complaint,) = exit_.store.board(TicketKind.COMPLAINT)
        assert complaint.about_ticket == number
        with exit_.store.service.sessions.read() as session:
            found = tickets.ticket(session, STORE, number, exit_.store.time())
        assert found is not None
        assert "rated" in {entry.code.value for entry in found.history}


def test_a_receipt_makes_it_that_visits_rating(here: World, store: DemoShop) -> None:
    code = receipt_codes(store.time())["mixed"]
    here.show(code)
    assert here.at(s.Asking).shown is s.Shown.RECEIPT
    rated(here, 4)
    here.delivered()
    assert (store.ratings()[0].receipt_code, store.ratings()[0].about_ticket) == (code, None)


def test_a_bottle_held_before_the_screen_is_said_to_be_no_slip(here: World, store: DemoShop) -> None:
    here.show("6901234567892")
    assert here.at(s.Asking).shown is s.Shown.OTHER
    rated(here, 5)
    here.delivered()
    assert (store.ratings()[0].receipt_code, store.ratings()[0].about_ticket) == (None, None)


def test_from_the_end_of_a_return_how_did_it_go(template: Path, tmp_path: Path) -> None:
    with screen(template, tmp_path, role="returns", name="演示退货机", also=("guide", "rating")) as desk:
        here = desk.here
        returned = here.whole_return(receipt_codes(desk.store.time())["mixed"], (1, 1))
        here.tap(back.RateThis())
        asking = here.at(s.Asking)
        assert asking.visit.question is s.Question.RETURN
        rated(here, 2, Tag.MACHINE)
        here.tap(c.Finished())
        here.at(done.Home)
        here.delivered()
        assert desk.store.ratings()[0].about_ticket == returned.ticket.ticket_no
        assert desk.store.board(TicketKind.COMPLAINT)[0].about_ticket == returned.ticket.ticket_no


def test_a_returns_kiosk_opens_the_guide_and_the_rating_and_comes_back_to_its_own_home(
    template: Path, tmp_path: Path
) -> None:
    with screen(template, tmp_path, role="returns", name="演示退货机", also=("guide", "rating")) as desk:
        here = desk.here
        here.until(lambda: set(here.situation.roles) == {"returns", "guide", "rating"}, "all three roles")
        for role in ("guide", "rating"):
            here.tap(Open(role))
            assert here.situation.role == role
            here.tap(c.GoHome())
            here.at(done.Home)
            assert here.situation.role == "returns"


# Trouble ---------------------------------------------------------------------------------------------------------


def test_without_the_line_it_is_thanked_for_and_delivered_exactly_once(here: World, store: DemoShop) -> None:
    here.serving.pause()
    rated(here, 1, Tag.QUEUE)
    number = here.at(s.LowRating).complaint_no
    assert here.terminal.outbox.waiting().pending == 1
    assert store.ratings() == ()
    for _ in range(2):
        here.serving.resume()
        here.terminal.worker.wake()
        here.delivered()
        here.serving.pause()
    assert [row.complaint_no for row in store.ratings()] == [number]
    assert [row.ticket_no for row in store.board(TicketKind.COMPLAINT)] == [number]


def test_a_rating_is_kept_through_a_restart(template: Path, tmp_path: Path) -> None:
    with screen(template, tmp_path) as first:
        first.here.serving.pause()
        rated(first.here, 3)
    with screen(tmp_path, tmp_path / "next-morning") as again:
        again.here.delivered()
        assert [row.stars for row in again.store.ratings()] == [3]


def full_stores(directory: Path) -> Any:
    """The kiosk's stores with a disk on which not one more rating fits."""
    stores = open_stores(directory)
    with stores.journal.read() as connection:
        pages = int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())
    stores.journal.close()
    full = Store.open(directory / "journal.sqlite", JOURNAL, Pragmas(max_page_count=pages))
    calls = (AssistDraft(f"filler {n}", "Home", 0, Pace.NORMAL, "zh_CN") for n in range(100_000))
    with pytest.raises(StoreFull):
        deque(map(Journal(full, SystemClock()).assist, calls), maxlen=0)
    return replace(stores, journal=full)


def test_a_full_disk_claims_nothing_and_keeps_what_was_given_on_the_screen(template: Path, tmp_path: Path) -> None:
    first = tmp_path / "filled"
    with screen(template, first) as made:
        made.here.delivered()
    with screen(first, tmp_path, stores=full_stores(first / "kiosk"), online=False) as made:
        here = made.here
        here.until(lambda: here.situation.service_ready, "what a visit goes by")
        rated(here, 1, Tag.QUEUE)
        stuck = here.at(s.NotStored)
        assert stuck.full
        assert stuck.given.tags == (Tag.QUEUE,)
        here.tap(e.TryAgain())
        here.at(s.NotStored)
        here.tap(c.GoHome())
        here.at(s.Home)
        assert made.store.ratings() == ()
        assert not any(isinstance(state, s.Thanked | s.LowRating) for state, _ in here.view.shown)
