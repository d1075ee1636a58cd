"""Whole returns: scan to slip to central ticket, on the composed kiosk against the real service."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from backend.services import reference
from domain.policy import OtherStore, ReasonCode
from domain.returns import RefusalCode
from domain.ticket import TicketState
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from kiosk.shell_events import LanguageChosen
from sync.prints import SlipState
from tests.journeys.conftest import Shop
from tests.journeys.world import World, world
from tests.kiosk import builders
from tests.support.escpos import Cut, commands


def test_a_return_ends_as_a_slip_and_a_central_ticket(here: World, shop: Shop) -> None:
    done = here.whole_return(shop.code("mixed"), (1, 1), (2, 1))
    assert done.slip_out
    assert done.ticket.order.refund_fen == 6847 + 4276
    assert len(here.printer.slips) == 1
    here.delivered()
    detail = here.central_ticket(done.ticket.ticket_no)
    assert detail is not None
    assert detail.state is TicketState.WAITING_FOR_SHOPPER
    assert [(n.line_no, n.refund_fen) for n in detail.lines] == [(1, 6847), (2, 4276), (3, 0)]


def test_what_is_on_paper_is_what_is_stored(here: World, shop: Shop) -> None:
    done = here.whole_return(shop.code("mixed"), (1, 2))
    (slip,) = here.printer.slips
    assert sum(isinstance(c, Cut) for c in commands(slip)) == 1
    (intent,) = here.terminal.journal.prints_of(done.ticket.ticket_no)
    assert (intent.state, intent.reprint) == (SlipState.CONFIRMED, False)
    assert here.terminal.journal.verify_chain() == ()


def test_the_second_half_later_gives_back_exactly_what_was_paid(here: World, shop: Shop) -> None:
    first = here.whole_return(shop.code("mixed"), (1, 1))
    here.delivered()
    here.tap(e.Finished())
    second = here.whole_return(shop.code("mixed"), (1, 1), (2, 1))
    here.delivered()
    paid = shop.receipts["mixed"].line(1).paid_fen + shop.receipts["mixed"].line(2).paid_fen
    assert first.ticket.order.refund_fen + second.ticket.order.refund_fen == paid
    here.tap(e.Finished())
    here.scan(shop.code("mixed"))
    left = here.at(s.ChoosingItems)
    verdicts = {a.line.line_no: a.verdict for a in left.offer.assessments}
    assert getattr(verdicts[1], "code", None) is RefusalCode.ALREADY_RETURNED


def test_a_receipt_fully_returned_leaves_nothing(here: World, shop: Shop) -> None:
    here.whole_return(shop.code("salt"), (1, 1))
    here.delivered()
    here.tap(e.Finished())
    here.scan(shop.code("salt"))
    here.at(s.NothingReturnable)


@pytest.mark.parametrize("name", ["nine days old", "live"])
def test_what_cannot_come_back_says_so_and_offers_a_person(here: World, shop: Shop, name: str) -> None:
    here.scan(shop.code(name))
    here.at(s.NothingReturnable)
    here.tap(e.HelpAsked())
    here.until(lambda: len(here.board()) == 1, "the call to stand on the board")
    assert here.board()[0].step == "returns.NothingReturnable"


def test_an_unknown_receipt(here: World) -> None:
    here.scan(builders.CODE)
    assert not here.at(s.NotFound).line_down


def test_another_stores_receipt_brings_a_person(here: World, shop: Shop) -> None:
    here.scan(shop.code("other store"))
    assert here.at(s.StaffNeeded).why is s.StaffWhy.OTHER_STORE


def test_another_stores_receipt_where_the_chain_takes_it(shop: Shop, tmp_path: Path) -> None:
    liberal = replace(builders.POLICY, version="test-2", other_store=OtherStore.ACCEPT)
    reference.put_policy(shop.service.sessions, "9907", liberal, shop.service.clock())
    with world(shop.service, tmp_path / "kiosk") as here:
        done = here.whole_return(shop.code("other store"), (1, 1))
        here.delivered()
        assert here.central_ticket(done.ticket.ticket_no) is not None


@pytest.mark.parametrize(
    ("seen", "notice"),
    [
        ("6901234567892", s.ScanNotice.PRODUCT_CODE),
        (builders.CODE[:-1] + str((int(builders.CODE[-1]) + 1) % 10), s.ScanNotice.CHECK_WRONG),
        ("T20261120-ABC-00017", s.ScanNotice.NOT_OURS),
        ("\x1b@\x1dV\x00" + builders.CODE, s.ScanNotice.NOT_OURS),
        ("https://example.org/" + "a" * 4096, s.ScanNotice.NOT_OURS),
        (builders.CODE + builders.CODE, s.ScanNotice.NOT_OURS),
        (builders.CODE[:-2], s.ScanNotice.WRONG_LENGTH),
    ],
)
def test_what_is_no_receipt_is_said_and_the_next_scan_works(
    here: World, shop: Shop, seen: str, notice: s.ScanNotice
) -> None:
    here.scan(seen)
    here.until(lambda: isinstance(here.state, s.Scanning) and here.state.notice is notice, notice.value)
    here.show(shop.code("salt"))
    here.at(s.ChoosingItems)


def test_two_codes_in_view(here: World, shop: Shop) -> None:
    here.start()
    here.tap(e.BarcodeSeen((shop.code("salt"), shop.code("mixed"))))
    assert here.at(s.Scanning).notice is s.ScanNotice.TWO_RECEIPTS
    here.tap(e.BarcodeSeen(("6901234567892", shop.code("salt"))))
    assert here.at(s.ChoosingItems).offer.receipt.code == shop.code("salt")


def test_opened_cosmetics_are_refused_by_the_answer(here: World, shop: Shop) -> None:
    here.scan(shop.code("cosmetics"))
    here.at(s.ChoosingItems)
    here.tap(e.LineToggled(1), e.ItemsChosen(), e.ReasonGiven(ReasonCode.CHANGED_MIND), e.Answered(True))
    here.at(s.AnswerRefused)
    here.tap(e.Back(), e.Answered(False))
    here.at(s.Reviewing)


def test_a_broken_cold_chain_is_registered_for_a_person_to_look_at(here: World, shop: Shop) -> None:
    here.scan(shop.code("frozen"))
    here.at(s.ChoosingItems)
    here.tap(e.LineToggled(1), e.ItemsChosen(), e.ReasonGiven(ReasonCode.QUALITY), e.Answered(False))
    here.confirm()
    done = here.at(s.Done)
    assert done.ticket.order.lines[0].staff is not None
    here.delivered()
    assert here.central_ticket(done.ticket.ticket_no) is not None


def test_a_large_amount_is_registered_and_flagged(here: World, shop: Shop) -> None:
    done = here.whole_return(shop.code("television"), (1, 1))
    assert done.ticket.order.staff
    here.delivered()
    assert here.central_ticket(done.ticket.ticket_no) is not None


def test_the_typed_number(here: World, shop: Shop) -> None:
    here.start()
    here.tap(e.TypeNumber(), *(e.DigitTyped(d) for d in shop.code("salt")), e.Submitted())
    here.choose((1, 1))


def test_a_torn_receipt_by_date_till_and_amount(here: World, shop: Shop) -> None:
    receipt = shop.receipts["mixed"]
    day = int(receipt.code[6:12])
    here.start()
    here.tap(e.ReceiptDamaged())
    details = here.at(s.GivingDetails)
    assert details.visit.today is not None
    sold_on = details.visit.today.replace(year=2000 + day // 10000, month=day // 100 % 100, day=day % 100)
    amount = str(receipt.paid_fen)
    here.tap(e.DateChosen(sold_on), e.DigitTyped("0"), e.DigitTyped("7"), e.Submitted())
    here.tap(*(e.DigitTyped(d) for d in amount), e.Submitted())
    assert here.at(s.ChoosingItems).offer.receipt.code == receipt.code


def test_english_from_the_middle_on_gives_an_english_slip_and_nothing_is_lost(here: World, shop: Shop) -> None:
    here.scan(shop.code("mixed"))
    here.choose((1, 1))
    here.tap(LanguageChosen("en"))
    here.confirm()
    done = here.at(s.Done)
    here.delivered()
    detail = here.central_ticket(done.ticket.ticket_no)
    assert detail is not None
    assert detail.language == "en"


def test_confirming_with_both_hands_is_one_ticket(here: World, shop: Shop) -> None:
    here.scan(shop.code("mixed"))
    here.choose((1, 1))
    here.tap(*[e.Confirmed()] * 5)
    here.at(s.Done)
    here.delivered()
    assert len(here.board()) == 1
    assert len(here.printer.slips) == 1
