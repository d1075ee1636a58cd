"""What becomes of what a kiosk tells the central service."""

from __future__ import annotations

from dataclasses import replace

from domain.wire import Result
from tests.support.service import Kiosk, Service, a_line, a_receipt


def test_a_return_stands_as_one_ticket_however_often_it_is_sent(service: Service, kiosk: Kiosk) -> None:
    receipt = a_receipt(1, a_line(1, 3_000, 3))
    service.sell(receipt)
    message = kiosk.envelope(kiosk.registered(receipt, [(1, 2)]))
    (first,) = kiosk.send(message)
    assert (first.result, first.code, first.body_hash) == (Result.ACCEPTED, "", message.body_hash)
    (again,) = kiosk.send(message)
    assert (again.result, again.code) == (Result.DUPLICATE, "")
    known = kiosk.get(f"receipts/{receipt.code}").json()["known"]
    assert known["returned"] == [{"line_no": 1, "quantity": 2, "refund_fen": 2_000}]


def test_the_same_id_with_another_body_is_refused(service: Service, kiosk: Kiosk) -> None:
    receipt = a_receipt(1, a_line(1, 3_000, 3))
    service.sell(receipt)
    message = kiosk.envelope(kiosk.registered(receipt, [(1, 1)]))
    kiosk.send(message)
    (answer,) = kiosk.send(replace(message, body=replace(message.body, refund_fen=9)))
    assert (answer.result, answer.code) == (Result.REFUSED, "hash_mismatch")
