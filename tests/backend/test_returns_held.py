"""A return against its sale and its policy: what is taken from the ledger, and what is held for a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from backend.services import accept, reference
from backend.services.fleet import Identity
from backend.services.read_model import HeldCode
from domain.policy import BrokenBundle, OtherStore, ReasonCode
from domain.receipt import AppliedPromotion, LineReturned, PromotionKind
from domain.returns import StaffCode
from domain.ticket import TicketState
from domain.wire import Result, ReturnRegistered
from tests.backend.telling import THREE, held_against, ticket, told
from tests.support.postgres import on_both
from tests.support.service import NOW, Kiosk, Service, a_line, a_policy, a_receipt

MIXED = a_receipt(
    2,
    a_line(1, 10_000, 3),
    a_line(2, 5_000, department="fresh"),
    a_line(3, 8_000, department="alcohol"),
    a_line(4, 0, gift_of=1),
)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda b: replace(b, receipt_code=a_receipt(77).code), HeldCode.RECEIPT_UNKNOWN),
        (lambda b: replace(b, receipt_code="x' OR 1=1 --"), HeldCode.RECEIPT_UNKNOWN),
        (lambda b: _line_changed(b, line_no=9), HeldCode.LINE_UNKNOWN),
        (lambda b: _line_changed(b, refund_fen=b.refund_fen + 1), HeldCode.REFUND_DIFFERS),
        (lambda b: replace(b, refund_fen=b.refund_fen + 1), HeldCode.REFUND_DIFFERS),
        (lambda b: _line_changed(b, refund_fen=2**62), HeldCode.REFUND_DIFFERS),
        (lambda b: _line_changed(b, quantity=4), HeldCode.LEDGER_FULL),
        (lambda b: _line_changed(b, quantity=2**62), HeldCode.LEDGER_FULL),
        (lambda b: _line_changed(b, line_no=3, quantity=1, refund_fen=8_000), HeldCode.NOT_RETURNABLE),
        (lambda b: _line_changed(b, line_no=2, quantity=1, refund_fen=5_000), HeldCode.NOT_RETURNABLE),
        (lambda b: replace(b, lines=b.lines[:1]), HeldCode.GIFT_MISSING),
    ],
)
def test_what_sale_and_policy_do_not_bear_out_is_held_and_nothing_is_taken(
    service: Service, kiosk: Kiosk, change: Any, code: HeldCode
) -> None:
    service.sell(MIXED)
    fair = kiosk.registered(MIXED, [(1, 3)], accepted_at=NOW + timedelta(minutes=5))
    wrong = change(fair)
    assert told(kiosk, wrong) == (Result.ACCEPTED, "held")
    stands = ticket(service, wrong.ticket_no)
    assert (stands.state, stands.held) == (TicketState.HELD, code)
    assert held_against(service, MIXED) == ()


def _line_changed(body: ReturnRegistered, **changed: Any) -> ReturnRegistered:
    lines = (replace(body.lines[0], **changed), *body.lines[1:])
    return replace(body, lines=lines, refund_fen=sum(line.refund_fen for line in lines))


def test_minus_pieces_and_minus_money_take_nothing(service: Service, kiosk: Kiosk) -> None:
    service.sell(THREE)
    fair = kiosk.registered(THREE, [(1, 1)])
    for wrong in ({"quantity": -1}, {"quantity": -1, "refund_fen": -1_000}, {"refund_fen": -1}):
        body = replace(_line_changed(fair, **wrong), ticket_no=kiosk.ticket_no())
        assert told(kiosk, body) == (Result.ACCEPTED, "held")
    assert held_against(service, THREE) == ()


def test_a_price_adjustment_leaves_the_goods_and_takes_nothing(service: Service, kiosk: Kiosk) -> None:
    service.sell(THREE)
    fair = kiosk.registered(THREE, [(1, 3)], staff=(StaffCode.PRICE_ADJUSTMENT,))
    body = _line_changed(fair, adjustment=True, refund_fen=0, reason=ReasonCode.WRONG_PRICE)
    assert told(kiosk, body) == (Result.ACCEPTED, "")
    assert held_against(service, THREE) == ()
    assert ticket(service, body.ticket_no).staff == (StaffCode.PRICE_ADJUSTMENT,)
    assert told(kiosk, kiosk.registered(THREE, [(1, 3)])) == (Result.ACCEPTED, "")


def test_a_broken_bundle_is_priced_as_the_policy_of_the_kiosk_says(service: Service, kiosk: Kiosk) -> None:
    """满100减20: with the cheaper goods gone, what stays no longer earns the discount."""
    reprice = a_policy("2026-12", broken_bundle=BrokenBundle.REPRICE)
    reference.put_policy(service.sessions, "9907", reprice, NOW)
    off = AppliedPromotion("T1", PromotionKind.THRESHOLD, "满100减20", 2_000, (1, 2), 2_000, threshold_fen=10_000)
    bundle = a_receipt(
        3,
        a_line(1, 6_400, gross_fen=8_000, basket_share_fen=1_600),
        a_line(2, 1_600, gross_fen=2_000, basket_share_fen=400),
        promotions=(off,),
    )
    service.sell(bundle)
    assert told(kiosk, kiosk.registered(bundle, [(2, 1)], policy_version="2026-12")) == (Result.ACCEPTED, "held")
    fair = kiosk.registered(bundle, [(2, 1)], policy=reprice)
    assert fair.refund_fen == 0
    assert told(kiosk, fair) == (Result.ACCEPTED, "")
    rest = kiosk.registered(bundle, [(1, 1)], policy=reprice, returned=held_against(service, bundle))
    assert rest.refund_fen == 8_000
    assert told(kiosk, rest) == (Result.ACCEPTED, "")


@on_both
def test_a_receipt_of_another_store_is_claimed_in_that_stores_ledger(service: Service) -> None:
    elsewhere = a_receipt(5, a_line(1, 2_000, 2), store_id="9908")
    service.sell(elsewhere)
    here, there = service.kiosk(), service.kiosk(store_id="9908")
    body = here.registered(elsewhere, [(1, 2)])
    assert told(here, body) == (Result.ACCEPTED, "")
    assert held_against(service, elsewhere) == (LineReturned(1, 2, 2_000),)
    assert ticket(service, body.ticket_no).receipt_store_id == "9908"
    assert told(there, there.registered(elsewhere, [(1, 1)])) == (Result.ACCEPTED, "held")
    changed = [c.key for c in there.replica().changes if getattr(c, "KIND", "") == "removed"]
    assert changed == []


def test_a_claim_elsewhere_whose_ticket_was_lost_is_found_again(service: Service, kiosk: Kiosk) -> None:
    elsewhere = a_receipt(5, a_line(1, 2_000, 2), store_id="9908")
    service.sell(elsewhere)
    message = kiosk.envelope(kiosk.registered(elsewhere, [(1, 2)]))
    who = Identity("9907", kiosk.enrolled.device_id, 1, 1)
    assert isinstance(message.body, ReturnRegistered)
    for _ in range(2):
        accept.claim_elsewhere(
            service.sessions, who, message, message.body, service.settings.code_formats, service.clock()
        )
    (answer,) = kiosk.send(message)
    assert (answer.result, answer.code) == (Result.ACCEPTED, "")
    assert held_against(service, elsewhere) == (LineReturned(1, 2, 2_000),)


def test_a_chain_that_refuses_other_stores_receipts_holds_them(service: Service, kiosk: Kiosk) -> None:
    reference.put_policy(service.sessions, "9907", a_policy("strict", other_store=OtherStore.REFUSE), NOW)
    elsewhere = a_receipt(5, store_id="9908")
    service.sell(elsewhere)
    body = kiosk.registered(elsewhere, [(1, 1)], policy_version="strict")
    assert told(kiosk, body) == (Result.ACCEPTED, "held")
    assert ticket(service, body.ticket_no).held is HeldCode.NOT_RETURNABLE
