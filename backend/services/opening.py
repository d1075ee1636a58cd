"""A ticket that a message opens: the number it brought is judged, and its time runs from when we hear of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from backend.models import Device, Ticket
from backend.services import history
from backend.services.effects import Outcome, number_of, number_reused
from backend.services.history import By
from backend.services.read_model import Actor, HistoryCode
from domain.ticket import SEVERITY_LIMIT, Severity, TicketState
from domain.ticket_number import TicketKind
from domain.wire import AssistRequested, Envelope, InquiryMade, RatingGiven, Result


def open_ticket(
    session: Session,
    device: Device,
    envelope: Envelope,
    body: AssistRequested | InquiryMade | RatingGiven,
    ticket_no: str,
    kind: TicketKind,
    severity: Severity,
    said_at: datetime,
    now: datetime,
    code: HistoryCode,
    params: Mapping[str, str | int],
    **details: Any,
) -> Outcome:
    """ACCEPTED with a ticket open since `said_at`, by the kiosk's clock, or REFUSED with none.

    Due from `now`, for nobody can have begun before. `details` are the ticket's other columns.
    """
    number = number_of(ticket_no, kind, device)
    if number is None:
        return Outcome(Result.REFUSED, "ticket_no_invalid")
    if session.get(Ticket, (device.store_id, ticket_no)) is not None:
        return number_reused(session, device, envelope, ticket_no, now)
    ticket = Ticket(
        store_id=device.store_id,
        ticket_no=ticket_no,
        kind=kind.value,
        state=TicketState.OPEN.value,
        severity=severity.value,
        message_id=envelope.message_id,
        device_id=device.device_id,
        kiosk_no=device.kiosk_no,
        language=body.language[:64],
        pace=body.pace.value,
        owner="",
        registered_at=said_at,
        received_at=now,
        started_at=now,
        due_at=now + SEVERITY_LIMIT[severity],
        **details,
    )
    session.add(ticket)
    device.last_sequence = max(device.last_sequence, number.sequence)
    history.write(session, ticket, said_at, By(Actor.SHOPPER, str(device.kiosk_no)), code, params)
    return Outcome(Result.ACCEPTED)
