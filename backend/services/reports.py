"""What kiosks report beside returns: what became of a slip, and that a shopper wants a person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from backend.models import Device, DeviceEpoch, Ticket
from backend.services import history
from backend.services.effects import Outcome
from backend.services.history import By
from backend.services.opening import open_ticket
from backend.services.read_model import Actor, HistoryCode
from domain.ticket import Severity
from domain.ticket_number import TicketKind
from domain.wire import AssistRequested, Envelope, Result, SlipReported

_SLIP_CODES = {
    "confirmed": HistoryCode.SLIP_CONFIRMED,
    "failed": HistoryCode.SLIP_FAILED,
    "unknown": HistoryCode.SLIP_UNKNOWN,
}


def note_slip(session: Session, device: Device, envelope: Envelope, body: SlipReported) -> Outcome:
    """What became of a slip. The kiosk speaks at its own time; the order of entries is the order of arrival."""
    ticket = session.get(Ticket, (device.store_id, body.ticket_no), with_for_update=True)
    if ticket is None:
        return _unknown_ticket(session, device, envelope)
    if body.outcome not in _SLIP_CODES:
        return Outcome(Result.REFUSED, "shape")
    code = HistoryCode.SLIP_REPRINTED if body.reprint else _SLIP_CODES[body.outcome]
    if body.reprint:
        ticket.reprints += 1
    if not (body.reprint and ticket.slip == "confirmed"):
        ticket.slip, ticket.slip_status = body.outcome, body.status[:64]
    params = {"outcome": body.outcome, "status": body.status[:64]}
    history.write(session, ticket, envelope.created_at, _kiosk(device), code, params)
    return Outcome(Result.ACCEPTED)


def open_call(
    session: Session, device: Device, envelope: Envelope, body: AssistRequested, now: datetime
) -> Outcome:
    """A shopper at the kiosk wants a person: due from the moment we hear of it."""
    about = (body.about_ticket or "")[:64]
    return open_ticket(
        session,
        device,
        envelope,
        body,
        body.ticket_no,
        TicketKind.ASSIST,
        Severity.ORDINARY,
        envelope.created_at,
        now,
        HistoryCode.CALLED,
        {"step": body.step[:64], "stuck_s": body.stuck_s, "about_ticket": about},
        step=body.step[:64],
        stuck_s=body.stuck_s,
        about_ticket=about or None,
    )


def _unknown_ticket(session: Session, device: Device, envelope: Envelope) -> Outcome:
    """A slip whose ticket is not here: it may still be on its way as long as an earlier message is missing."""
    epoch = session.get(DeviceEpoch, (device.store_id, device.device_id, envelope.epoch))
    if epoch is not None and epoch.contiguous_seq < envelope.seq - 1:
        return Outcome(Result.LATER, "ticket_awaited")
    return Outcome(Result.REFUSED, "ticket_unknown")


def _kiosk(device: Device) -> By:
    return By(Actor.KIOSK, str(device.kiosk_no))
