"""Somebody did not find something: a task for the store, with the place where it should have been."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from backend.models import Device, Ticket
from backend.services import guide_data, history
from backend.services.effects import Outcome, number_of, number_reused
from backend.services.history import By
from backend.services.read_model import Actor, HistoryCode
from domain.free_text import tidy
from domain.rating import LONGEST_TEXT
from domain.ticket import SEVERITY_LIMIT, Severity, TicketState
from domain.ticket_number import TicketKind
from domain.wire import Envelope, InquiryMade, Result

TAG = "placement"


def open_inquiry(
    session: Session, device: Device, envelope: Envelope, body: InquiryMade, now: datetime
) -> Outcome:
    number = number_of(body.ticket_no, TicketKind.INQUIRY, device)
    if number is None:
        return Outcome(Result.REFUSED, "ticket_no_invalid")
    if session.get(Ticket, (device.store_id, body.ticket_no)) is not None:
        return number_reused(session, device, envelope, body.ticket_no, now)
    ticket = Ticket(
        store_id=device.store_id,
        ticket_no=body.ticket_no,
        kind=TicketKind.INQUIRY.value,
        state=TicketState.OPEN.value,
        severity=Severity.ORDINARY.value,
        message_id=envelope.message_id,
        device_id=device.device_id,
        kiosk_no=device.kiosk_no,
        language=body.language[:64],
        pace=body.pace.value,
        owner="",
        registered_at=body.made_at,
        received_at=now,
        started_at=now,
        due_at=now + SEVERITY_LIMIT[Severity.ORDINARY],
        tag=TAG,
        asked=_asked(session, device.store_id, body),
        place=tidy(body.place, LONGEST_TEXT) or device.name,
        product_id=body.product_id[:64] if body.product_id else None,
        placement_id=body.placement_id[:64] if body.placement_id else None,
    )
    session.add(ticket)
    device.last_sequence = max(device.last_sequence, number.sequence)
    shopper = By(Actor.SHOPPER, str(device.kiosk_no))
    params = _where(session, device.store_id, body)
    history.write(session, ticket, body.made_at, shopper, HistoryCode.INQUIRED, params)
    return Outcome(Result.ACCEPTED)


def _asked(session: Session, store_id: str, body: InquiryMade) -> str:
    """The product's own name where it is known: staff look for that, not for what was typed."""
    product = guide_data.product(session, store_id, body.product_id) if body.product_id else None
    return tidy(product.name if product is not None else body.asked, LONGEST_TEXT)


def _where(session: Session, store_id: str, body: InquiryMade) -> dict[str, str | int]:
    """Where it should be, as it is written above the shelf now: the placement may be mended tomorrow."""
    placement = guide_data.placement(session, store_id, body.placement_id) if body.placement_id else None
    if placement is None:
        return {}
    plan = guide_data.plan(session, store_id)
    fixture = plan.fixture(placement.fixture_id) if plan is not None else None
    named = (fixture.number or fixture.name.zh_CN) if fixture is not None else placement.fixture_id
    return {"fixture": named[:64], "bay": placement.bay, "shelf": placement.shelf}
