"""What every effect of a message has in common: its outcome, and the rules of ticket numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from backend.models import Device
from backend.services.alarms import raise_alarm
from domain.ticket_number import TicketKind, TicketNumber, parse_ticket_number
from domain.wire import Envelope, Result


@dataclass(frozen=True, slots=True)
class Outcome:
    result: Result
    code: str = ""


def number_of(text: str, kind: TicketKind, device: Device) -> TicketNumber | None:
    """The number if it is one, of that kind and of this device; None otherwise."""
    number = parse_ticket_number(text)
    if number is None or str(number) != text or number.kind is not kind or number.kiosk_no != device.kiosk_no:
        return None
    return number


def number_reused(session: Session, device: Device, envelope: Envelope, ticket_no: str, now: datetime) -> Outcome:
    """Two messages with one ticket number: a clone, or a disk that was put back."""
    params = {"ticket_no": ticket_no, "second_message": envelope.message_id}
    raise_alarm(session, device, "ticket_no_reused", params, now)
    return Outcome(Result.REFUSED, "ticket_no_reused")
