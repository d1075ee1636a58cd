"""Every named receipt of the demo store, through the composed kiosk against the real service that holds the store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backend.compose import assemble
from backend.database import open_database
from backend.demo.load import load
from backend.migrations import upgrade
from backend.services import tickets
from backend.settings import Settings, utc_now
from domain.policy import ReasonCode
from domain.returns import NotReturnable, RefusalCode, StaffCode
from domain.ticket import TicketState
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from tests.journeys.world import World, world
from tests.support.service import Service

RETURNABLE = [
    "mixed", "fresh_fish_yesterday", "buy_one_get_one", "spend_100_save_20", "second_half_price", "weighed_pork",
    "returned_partly", "big_amount", "many_lines", "wrong_price", "frozen", "infant_formula", "with_gift",
    "split_tender",
]  # fmt: skip
NOTHING = {
    "fresh_fish_late": RefusalCode.WINDOW_PASSED,
    "nine_days_old": RefusalCode.WINDOW_PASSED,
    "returned_wholly": RefusalCode.ALREADY_RETURNED,
    "live_seafood_only": RefusalCode.DEPARTMENT,
    "tobacco_and_health": RefusalCode.DEPARTMENT,
}


class DemoShop:
    def __init__(self, service: Service, stories: dict[str, str], here: World) -> None:
        self.service, self.stories, self.here = service, stories, here


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoShop]:
    """One shop and one kiosk for all the stories: each has a receipt of its own."""
    directory = tmp_path_factory.mktemp("demo")
    database = f"sqlite:///{directory}/central.sqlite"
    sessions = open_database(database)
    upgrade(sessions)
    loaded = load(sessions, datetime.now(UTC))
    settings = Settings(database=database)
    service = Service(settings, sessions, utc_now, assemble(settings, sessions, utc_now))  # type: ignore[arg-type]
    with world(service, Path(directory) / "kiosk") as here:
        yield DemoShop(service, dict(loaded.stories), here)
    service.close()


@pytest.fixture
def here(demo: DemoShop) -> Iterator[World]:
    yield demo.here
    demo.here.delivered()
    demo.here.tap(e.GoHome())
    demo.here.at(s.Home)


def state_at_centre(demo: DemoShop, ticket_no: str) -> TicketState:
    with demo.service.sessions.read() as session:
        detail = tickets.ticket(session, "9907", ticket_no, utc_now())
    assert detail is not None
    return detail.state


@pytest.mark.parametrize("name", RETURNABLE)
def test_what_can_come_back_ends_as_a_ticket_that_waits_for_its_shopper(demo: DemoShop, here: World, name: str) -> None:
    here.scan(demo.stories[name])
    offer = here.at(s.ChoosingItems).offer
    picks = [(a.line.line_no, a.max_quantity) for a in offer.choosable]
    here.choose(*picks)
    here.confirm()
    done = here.at(s.Done)
    assert done.slip_out
    here.delivered()
    assert state_at_centre(demo, done.ticket.ticket_no) is TicketState.WAITING_FOR_SHOPPER
    taken = {line.line_no for line in done.ticket.order.lines}
    gifts = {gift.line_no for a in offer.choosable for gift in a.gifts}
    assert gifts <= taken, "gifts come with what they were given for"
    if name == "mixed":
        assert offer.receipt.paid_fen == 37800
    if name == "big_amount":
        assert StaffCode.AMOUNT in done.ticket.order.staff
    assert all(0 <= line.refund_fen <= offer.receipt.line(line.line_no).paid_fen for line in done.ticket.order.lines)


@pytest.mark.parametrize("name", NOTHING)
def test_what_cannot_come_back_says_why(demo: DemoShop, here: World, name: str) -> None:
    here.scan(demo.stories[name])
    offer = here.at(s.NothingReturnable).offer
    verdicts = [a.verdict for a in offer.assessments]
    assert all(isinstance(v, NotReturnable) for v in verdicts)
    assert NOTHING[name] in {v.code for v in verdicts if isinstance(v, NotReturnable)}


def test_another_stores_receipt_goes_to_a_person(demo: DemoShop, here: World) -> None:
    here.scan(demo.stories["other_store"])
    assert here.at(s.StaffNeeded).why is s.StaffWhy.OTHER_STORE


@pytest.mark.parametrize("name", ["opened_cosmetics", "alcohol"])
def test_opened_is_asked_and_refused(demo: DemoShop, here: World, name: str) -> None:
    here.scan(demo.stories[name])
    here.at(s.ChoosingItems)
    asked: list[s.Answering] = []
    state = here.state
    assert isinstance(state, s.ChoosingItems)
    for assessment in state.offer.choosable:
        here.tap(e.LineToggled(assessment.line.line_no))
    here.tap(e.ItemsChosen())
    while isinstance(here.state, s.GivingReason | s.Answering):
        if isinstance(here.state, s.GivingReason):
            here.tap(e.ReasonGiven(ReasonCode.CHANGED_MIND))
        else:
            asked.append(here.state)
            here.tap(e.Answered(True))
    assert isinstance(here.state, s.AnswerRefused)
    assert asked
