"""A return a kiosk accepted becomes a ticket: claimed in the ledger, or held for a person."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from backend.database import Sessions
from backend.models import Device, ReceiptRow, Ticket, TicketLine
from backend.services import history, ledger, reference
from backend.services.effects import Outcome, number_of, number_reused
from backend.services.fleet import Identity
from backend.services.history import SYSTEM, By
from backend.services.judgement import Held, judge, wanted_of
from backend.services.read_model import Actor, HeldCode, HistoryCode
from backend.services.receipts import receipt_of, row_of
from backend.services.tickets import token_hash
from domain import receipt_code
from domain.receipt import LineReturned
from domain.receipt_code import CodeFault, CodeFormat
from domain.ticket import Severity, TicketState
from domain.ticket_number import TicketKind, parse_ticket_number
from domain.wire import Envelope, Result, ReturnLine, ReturnRegistered

LATE_AFTER = timedelta(minutes=5)


def is_elsewhere(body: ReturnRegistered, who: Identity, formats: tuple[CodeFormat, ...]) -> bool:
    """Whether the receipt is another store's, of a return that `register_return` would not refuse anyway."""
    code = receipt_code.parse(body.receipt_code, formats=formats)
    number = parse_ticket_number(body.ticket_no)
    if isinstance(code, CodeFault) or number is None:
        return False
    return code.store_id != who.store_id and number.kiosk_no == who.kiosk_no and body.store_id == who.store_id


def claim_elsewhere(
    sessions: Sessions,
    who: Identity,
    envelope: Envelope,
    body: ReturnRegistered,
    formats: tuple[CodeFormat, ...],
    now: datetime,
) -> None:
    """For a receipt of another store: claim there first, in that store's own transaction.

    No transaction crosses stores. Should the ticket's transaction not follow, the message comes again and finds its
    claim. A return that cannot be claimed claims nothing; `register_return` then holds it.
    """
    with sessions.read() as session:
        row = row_of(session, body.receipt_code, formats)
    if row is None or row.store_id == who.store_id:
        return
    with sessions.write() as session:
        _claim(session, row, envelope, body, who.store_id, now)


def register_return(
    session: Session,
    device: Device,
    envelope: Envelope,
    body: ReturnRegistered,
    formats: tuple[CodeFormat, ...],
    now: datetime,
) -> Outcome:
    """Exactly one ticket for an accepted return: waiting for its shopper, or held for a person."""
    number = number_of(body.ticket_no, TicketKind.RETURN, device)
    if number is None:
        return Outcome(Result.REFUSED, "ticket_no_invalid")
    if body.store_id != device.store_id:
        return Outcome(Result.REFUSED, "wrong_store")
    if session.get(Ticket, (device.store_id, body.ticket_no)) is not None:
        return number_reused(session, device, envelope, body.ticket_no, now)
    held = _claim_or_hold(session, device, envelope, body, formats, now)
    if device.quarantined_at is not None:
        held = Held(HeldCode.DEVICE_QUARANTINED)
    ticket = _ticket(device, envelope, body, now)
    session.add(ticket)
    session.flush()
    session.add_all(_line(device.store_id, body.ticket_no, i, line) for i, line in enumerate(body.lines))
    device.last_sequence = max(device.last_sequence, number.sequence)
    _write_beginning(session, ticket, body, held, now)
    return Outcome(Result.ACCEPTED, "" if held is None else "held")


def _claim_or_hold(
    session: Session,
    device: Device,
    envelope: Envelope,
    body: ReturnRegistered,
    formats: tuple[CodeFormat, ...],
    now: datetime,
) -> Held | None:
    row = row_of(session, body.receipt_code, formats)
    if row is None:
        return Held(HeldCode.RECEIPT_UNKNOWN)
    if row.store_id == device.store_id and device.quarantined_at is None:
        return _claim(session, row, envelope, body, device.store_id, now)
    if ledger.holds(session, row.store_id, envelope.message_id):
        return None
    returned = ledger.returned_of(session, row.store_id, [row.receipt_code]).get(row.receipt_code, ())
    return _judged(session, row, body, device.store_id, returned) or Held(HeldCode.LEDGER_FULL)


def _claim(
    session: Session,
    row: ReceiptRow,
    envelope: Envelope,
    body: ReturnRegistered,
    ticket_store: str,
    now: datetime,
) -> Held | None:
    """Judge and claim under the ledger's lock, so that both see the same."""
    book = ledger.lock(session, row)
    if ledger.holds(session, row.store_id, envelope.message_id):
        return None
    held = _judged(session, row, body, ticket_store, book.returned)
    if held is not None:
        return held
    match ledger.claim(session, book, envelope.message_id, wanted_of(body), now):
        case ledger.Claimed():
            return None
        case ledger.Full(line_no=line_no, left=left):
            return Held(HeldCode.LEDGER_FULL, (("line_no", line_no), ("left", left)))
        case ledger.NoSuchLine(line_no=line_no):
            return Held(HeldCode.LINE_UNKNOWN, (("line_no", line_no),))


def _judged(
    session: Session,
    row: ReceiptRow,
    body: ReturnRegistered,
    ticket_store: str,
    returned: tuple[LineReturned, ...],
) -> Held | None:
    """By the policy the kiosk used; where we never had that version, by the one in force."""
    policy = reference.policy(session, ticket_store, body.policy_version) or reference.policy(session, ticket_store)
    return judge(body, receipt_of(row), policy, returned)


def _ticket(device: Device, envelope: Envelope, body: ReturnRegistered, now: datetime) -> Ticket:
    return Ticket(
        store_id=device.store_id,
        ticket_no=body.ticket_no,
        kind=TicketKind.RETURN.value,
        state=TicketState.WAITING_FOR_SHOPPER.value,
        severity=Severity.ORDINARY.value,
        message_id=envelope.message_id,
        device_id=device.device_id,
        kiosk_no=device.kiosk_no,
        tracking_hash=token_hash(body.tracking_token),
        receipt_code=body.receipt_code[:64],
        receipt_store_id=body.receipt_store_id[:64],
        refund_fen=body.refund_fen,
        tender=body.tender.value,
        policy_version=body.policy_version[:64],
        source=body.source.value,
        to_verify=body.to_verify,
        staff_codes=" ".join(code.value for code in body.staff),
        language=body.language[:64],
        pace=body.pace.value,
        owner="",
        registered_at=body.accepted_at,
        received_at=now,
        keep_until=body.keep_until,
    )


def _line(store_id: str, ticket_no: str, position: int, line: ReturnLine) -> TicketLine:
    answers = {answer.question.value: answer.yes for answer in line.answers}
    return TicketLine(
        store_id=store_id,
        ticket_no=ticket_no,
        position=position,
        line_no=line.line_no,
        name=line.name[:200],
        quantity=line.quantity,
        unit=line.unit[:64],
        weight_g=line.weight_g,
        price_fen=line.price_fen,
        discount_fen=line.discount_fen,
        refund_fen=line.refund_fen,
        reason=line.reason.value if line.reason else None,
        answers=json.dumps(answers),
        gift=line.gift,
        adjustment=line.adjustment,
        staff=line.staff.value if line.staff else None,
    )


def _write_beginning(
    session: Session, ticket: Ticket, body: ReturnRegistered, held: Held | None, now: datetime
) -> None:
    registered = {
        "kiosk_no": ticket.kiosk_no,
        "lines": sum(not line.gift for line in body.lines),
        "refund_fen": body.refund_fen,
    }
    shopper = By(Actor.SHOPPER, str(ticket.kiosk_no))
    history.write(session, ticket, body.accepted_at, shopper, HistoryCode.REGISTERED, registered)
    waited = now - body.accepted_at
    if waited > LATE_AFTER:
        seconds = {"seconds": int(waited.total_seconds())}
        history.write(session, ticket, now, SYSTEM, HistoryCode.RECEIVED_LATE, seconds)
    if held is not None:
        ticket.held_code = held.code.value
        params = {"held_code": held.code.value, **dict(held.params)}
        history.write(session, ticket, now, SYSTEM, HistoryCode.HELD, params, became=TicketState.HELD)
    elif body.to_verify:
        ticket.to_verify = False
        history.write(session, ticket, now, SYSTEM, HistoryCode.VERIFIED)
