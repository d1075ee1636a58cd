"""What people do with a ticket: take it, scan its slip at the desk, settle it; and what time does: let it lapse.

A double scan acts once. Money is only ever settled from what the ledger holds for the ticket.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.database import Sessions
from backend.models import ReceiptRow, Ticket, TicketLine
from backend.services import history, ledger, reference
from backend.services.history import SYSTEM, By
from backend.services.ledger import Wanted
from backend.services.read_model import Actor, HistoryCode
from domain import codec
from domain.ticket import TicketState, may_become, promised_by
from domain.ticket_number import TicketKind, parse_ticket_number

_GIVES_BACK = (TicketState.DECLINED, TicketState.LAPSED)


class TicketUnknown(LookupError):
    """The store has no such ticket."""


class NotNow(Exception):
    """The ticket's state does not allow it."""

    def __init__(self, state: TicketState) -> None:
        super().__init__(f"not while it is {state.value}")
        self.state = state


class LedgerHoldsLess(Exception):
    """The ticket was held and its goods are not there to be paid for: `left` pieces of the line remain."""

    def __init__(self, line_no: int, left: int) -> None:
        super().__init__(f"line {line_no}: {left} left")
        self.line_no, self.left = line_no, left


def scan_at_desk(sessions: Sessions, store_id: str, ticket_no: str, by: str, now: datetime) -> datetime:
    """The shopper is here: the promised time starts. Returns when it must be settled.

    Scanned again, nothing changes. Raises TicketUnknown, NotNow.
    """
    with sessions.write() as session:
        ticket = _locked(session, store_id, ticket_no)
        if ticket.state == TicketState.IN_PROGRESS.value and ticket.due_at is not None:
            return ticket.due_at
        _may(ticket, TicketState.IN_PROGRESS)
        policy = reference.policy(session, store_id, ticket.policy_version) or reference.policy(session, store_id)
        if policy is None:
            raise reference.StoreUnknown(f"store {store_id} has no policy")
        due_at = promised_by(now, policy)
        ticket.started_at, ticket.due_at, ticket.owner = now, due_at, by[:200]
        params = {"due_at": str(codec.encode(due_at))}
        staff = By(Actor.STAFF, by[:200])
        history.write(session, ticket, now, staff, HistoryCode.SCANNED_AT_DESK, params, TicketState.IN_PROGRESS)
        return due_at


def take(sessions: Sessions, store_id: str, ticket_no: str, by: str, now: datetime) -> None:
    """Someone is on the way to a call, or takes a ticket over. Raises TicketUnknown, NotNow."""
    with sessions.write() as session:
        ticket = _locked(session, store_id, ticket_no)
        became = None
        if ticket.state != TicketState.IN_PROGRESS.value:
            if ticket.kind == TicketKind.RETURN.value:
                raise NotNow(TicketState(ticket.state))  # a return begins with its shopper
            _may(ticket, TicketState.IN_PROGRESS)
            became = TicketState.IN_PROGRESS
        elif ticket.owner == by[:200]:
            return
        ticket.owner = by[:200]
        history.write(session, ticket, now, By(Actor.STAFF, by[:200]), HistoryCode.TAKEN, {}, became)


def settle(
    sessions: Sessions, store_id: str, ticket_no: str, by: str, now: datetime, *, outcome: TicketState
) -> None:
    """End a ticket: REFUNDED or DECLINED a return, DONE anything else. Ended so already, nothing changes.

    Raises TicketUnknown, NotNow, LedgerHoldsLess.
    """
    staff = By(Actor.STAFF, by[:200])
    code = {
        TicketState.REFUNDED: HistoryCode.REFUNDED,
        TicketState.DECLINED: HistoryCode.DECLINED,
        TicketState.DONE: HistoryCode.DONE,
    }[outcome]
    _end(sessions, store_id, ticket_no, staff, code, outcome, now)


def lapse(sessions: Sessions, now: datetime) -> int:
    """Returns nobody came for by their last day: what they reserved is free again. Says how many."""
    waiting = (TicketState.WAITING_FOR_SHOPPER.value, TicketState.HELD.value)
    with sessions.read() as session:
        late = session.execute(
            select(Ticket.store_id, Ticket.ticket_no).where(Ticket.state.in_(waiting), Ticket.keep_until < now)
        ).all()
    for store_id, ticket_no in late:
        try:
            _end(sessions, store_id, ticket_no, SYSTEM, HistoryCode.LAPSED, TicketState.LAPSED, now)
        except NotNow:
            continue  # its shopper came this very moment
    return len(late)


def _end(
    sessions: Sessions,
    store_id: str,
    ticket_no: str,
    by: By,
    code: HistoryCode,
    outcome: TicketState,
    now: datetime,
) -> None:
    """Ledger and ticket in one transaction; where the receipt is another store's, its ledger first, then the ticket.

    Each half changes nothing when done again, so a crash between the two is mended by asking once more.
    """
    with sessions.read() as session:
        ticket = _found(session, store_id, ticket_no)
        receipt = _receipt(session, ticket)
        elsewhere = receipt is not None and receipt.store_id != store_id
        if ticket.state != outcome.value:
            _may(ticket, outcome)
    if elsewhere and receipt is not None:
        with sessions.write() as session:
            _settle_ledger(session, receipt, _found(session, store_id, ticket_no), outcome, now)
    with sessions.write() as session:
        ticket = _locked(session, store_id, ticket_no)
        if ticket.state == outcome.value:
            return
        _may(ticket, outcome)
        if receipt is not None and not elsewhere:
            _settle_ledger(session, receipt, ticket, outcome, now)
        ticket.closed_at = now
        params: dict[str, str | int] = {}
        if outcome is TicketState.REFUNDED:
            params = {"refund_fen": ticket.refund_fen, "tender": ticket.tender or ""}
        history.write(session, ticket, now, by, code, params, outcome)


def _settle_ledger(
    session: Session, receipt: ReceiptRow, ticket: Ticket, outcome: TicketState, now: datetime
) -> None:
    book = ledger.lock(session, receipt)
    if outcome in _GIVES_BACK:
        ledger.release(session, book, ticket.message_id, now)
        return
    if not ledger.holds(session, receipt.store_id, ticket.message_id):
        # It was held for a person, who now lets it through: only if the goods are still there to be paid for.
        match ledger.claim(session, book, ticket.message_id, _wanted(session, ticket), now):
            case ledger.Full(line_no=line_no, left=left):
                raise LedgerHoldsLess(line_no, left)
            case ledger.NoSuchLine(line_no=line_no):
                raise LedgerHoldsLess(line_no, 0)
            case ledger.Claimed():
                pass
    ledger.settle(session, book, ticket.message_id)


def _wanted(session: Session, ticket: Ticket) -> list[Wanted]:
    lines = session.scalars(
        select(TicketLine)
        .where(TicketLine.store_id == ticket.store_id, TicketLine.ticket_no == ticket.ticket_no)
        .where(TicketLine.adjustment.is_(False))
    )
    return [Wanted(line.line_no, line.quantity, line.refund_fen) for line in lines]


def _receipt(session: Session, ticket: Ticket) -> ReceiptRow | None:
    if ticket.kind != TicketKind.RETURN.value or ticket.receipt_code is None:
        return None  # a complaint names the receipt of its visit, and claims nothing of it
    return session.scalars(
        select(ReceiptRow).where(
            ReceiptRow.store_id == ticket.receipt_store_id, ReceiptRow.receipt_code == ticket.receipt_code
        )
    ).first()


def _found(session: Session, store_id: str, ticket_no: str, *, lock: bool = False) -> Ticket:
    number = parse_ticket_number(ticket_no)
    ticket = (
        session.get(Ticket, (store_id, str(number)), with_for_update=lock or None) if number is not None else None
    )
    if ticket is None:
        raise TicketUnknown(f"store {store_id} has no ticket {ascii(ticket_no)[:40]}")
    return ticket


def _locked(session: Session, store_id: str, ticket_no: str) -> Ticket:
    return _found(session, store_id, ticket_no, lock=True)


def _may(ticket: Ticket, other: TicketState) -> None:
    state = TicketState(ticket.state)
    if not may_become(state, other):
        raise NotNow(state)
