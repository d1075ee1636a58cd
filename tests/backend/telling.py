"""A kiosk tells the central service something; what stands there afterwards."""

from __future__ import annotations

from typing import Any

from backend.services import receipts, tickets
from backend.services.read_model import TicketDetail
from domain.receipt import LineReturned, Receipt
from domain.wire import Result
from tests.support.service import Kiosk, Service, a_line, a_receipt

THREE = a_receipt(1, a_line(1, 3_000, 3))


def ticket(service: Service, ticket_no: str, store_id: str = "9907") -> TicketDetail:
    with service.sessions.read() as session:
        found = tickets.ticket(session, store_id, ticket_no, service.clock())
    assert found is not None
    return found


def held_against(service: Service, receipt: Receipt) -> tuple[LineReturned, ...]:
    with service.sessions.read() as session:
        known = receipts.lookup(session, receipt.code)
    assert known is not None
    return known.returned


def told(kiosk: Kiosk, body: Any) -> tuple[Result, str]:
    (answer,) = kiosk.send(kiosk.envelope(body))
    return answer.result, answer.code
