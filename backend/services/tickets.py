"""Tickets as they are read: the board, one ticket whole, and the shopper's own view by tracking token."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.models import HistoryRow, Ticket, TicketLine
from backend.services.read_model import (
    Actor,
    DetailLine,
    HeldCode,
    HistoryCode,
    HistoryEntry,
    TicketDetail,
    TicketRow,
)
from domain.policy import Question, ReasonCode
from domain.receipt import TenderKind
from domain.returns import StaffCode
from domain.ticket import Countdown, Severity, TicketState, countdown
from domain.ticket_number import TicketKind, parse_ticket_number
from domain.wire import Pace, Source

__all__ = ["board", "ticket", "token_hash", "tracked"]

_OVER = [state.value for state in TicketState if state.is_over]


def board(session: Session, store_id: str, now: datetime, *, closed: int = 50) -> tuple[TicketRow, ...]:
    """All open tickets, then the last `closed` closed ones: late first, then by due time, then by the last day."""
    open_ones = session.scalars(select(Ticket).where(Ticket.store_id == store_id, Ticket.state.not_in(_OVER))).all()
    closed_ones = session.scalars(
        select(Ticket)
        .where(Ticket.store_id == store_id, Ticket.state.in_(_OVER))
        .order_by(Ticket.closed_at.desc(), Ticket.ticket_no)
        .limit(closed)
    ).all()
    goods, gifts = _goods(session, store_id, [row.ticket_no for row in (*open_ones, *closed_ones)])

    def shown(row: Ticket) -> TicketRow:
        return TicketRow(
            ticket_no=row.ticket_no,
            kind=TicketKind(row.kind),
            state=TicketState(row.state),
            severity=Severity(row.severity),
            countdown=_countdown(row, now),
            owner=row.owner,
            goods=tuple(goods[row.ticket_no]),
            gifts=gifts[row.ticket_no],
            refund_fen=row.refund_fen,
            held=HeldCode(row.held_code) if row.held_code else None,
            to_verify=row.to_verify,
            kiosk_no=row.kiosk_no,
            registered_at=row.registered_at,
            keep_until=row.keep_until,
            started_at=row.started_at,
            due_at=row.due_at,
            closed_at=row.closed_at,
            step=row.step,
            about_ticket=row.about_ticket,
            asked=row.asked or "",
            tag=row.tag,
            stars=row.stars,
            place=row.place or "",
        )

    def urgency(row: Ticket) -> tuple[bool, datetime, str]:
        return row.due_at is None, row.due_at or row.keep_until or row.registered_at, row.ticket_no

    return tuple(shown(row) for row in (*sorted(open_ones, key=urgency), *closed_ones))


def ticket(session: Session, store_id: str, ticket_no: str, now: datetime) -> TicketDetail | None:
    """The ticket of that number in any way it may be typed; None when the store has no such ticket."""
    number = parse_ticket_number(ticket_no)
    row = session.get(Ticket, (store_id, str(number))) if number is not None else None
    return None if row is None else _detail(session, row, now)


def tracked(session: Session, token: str, now: datetime) -> TicketDetail | None:
    """The ticket a shopper's link leads to; None for an unknown or malformed token, without saying which."""
    if not 16 <= len(token) <= 64 or not token.isascii():
        return None
    row = session.scalars(select(Ticket).where(Ticket.tracking_hash == token_hash(token))).first()
    return None if row is None else _detail(session, row, now)


def token_hash(token: str) -> str:
    """What is stored of a tracking token: who reads the database cannot open shoppers' pages."""
    return hashlib.sha256(token.encode()).hexdigest()


def _countdown(row: Ticket, now: datetime) -> Countdown:
    return countdown(
        TicketState(row.state), now, started_at=row.started_at, due_at=row.due_at, keep_till=row.keep_until
    )


def _goods(session: Session, store_id: str, numbers: list[str]) -> tuple[dict[str, list[str]], dict[str, int]]:
    goods: dict[str, list[str]] = defaultdict(list)
    gifts: dict[str, int] = defaultdict(int)
    lines = session.execute(
        select(TicketLine.ticket_no, TicketLine.name, TicketLine.gift)
        .where(TicketLine.store_id == store_id, TicketLine.ticket_no.in_(numbers), TicketLine.quantity > 0)
        .order_by(TicketLine.ticket_no, TicketLine.position)
    )
    for number, name, gift in lines:
        if gift:
            gifts[number] += 1
        else:
            goods[number].append(name)
    return goods, gifts


def _detail(session: Session, row: Ticket, now: datetime) -> TicketDetail:
    of_ticket = (row.store_id, row.ticket_no)
    lines = session.scalars(
        select(TicketLine)
        .where(TicketLine.store_id == of_ticket[0], TicketLine.ticket_no == of_ticket[1])
        .order_by(TicketLine.position)
    )
    history = session.scalars(
        select(HistoryRow)
        .where(HistoryRow.store_id == of_ticket[0], HistoryRow.ticket_no == of_ticket[1])
        .order_by(HistoryRow.entry_no)
    )
    calls = session.scalars(
        select(Ticket.ticket_no)
        .where(Ticket.store_id == row.store_id, Ticket.about_ticket == row.ticket_no)
        .order_by(Ticket.registered_at)
    )
    return TicketDetail(
        store_id=row.store_id,
        ticket_no=row.ticket_no,
        kind=TicketKind(row.kind),
        state=TicketState(row.state),
        severity=Severity(row.severity),
        countdown=_countdown(row, now),
        held=HeldCode(row.held_code) if row.held_code else None,
        owner=row.owner,
        receipt_code=row.receipt_code,
        receipt_store_id=row.receipt_store_id,
        refund_fen=row.refund_fen,
        tender=TenderKind(row.tender) if row.tender else None,
        policy_version=row.policy_version,
        source=Source(row.source) if row.source else None,
        to_verify=row.to_verify,
        staff=tuple(StaffCode(code) for code in row.staff_codes.split()),
        language=row.language,
        pace=Pace(row.pace),
        device_id=row.device_id,
        kiosk_no=row.kiosk_no,
        registered_at=row.registered_at,
        received_at=row.received_at,
        keep_until=row.keep_until,
        started_at=row.started_at,
        due_at=row.due_at,
        closed_at=row.closed_at,
        slip=row.slip,
        slip_status=row.slip_status,
        reprints=row.reprints,
        step=row.step,
        stuck_s=row.stuck_s,
        about_ticket=row.about_ticket,
        calls=tuple(calls),
        asked=row.asked or "",
        tag=row.tag,
        stars=row.stars,
        place=row.place or "",
        product_id=row.product_id,
        placement_id=row.placement_id,
        lines=tuple(_line(line) for line in lines),
        history=tuple(_entry(entry) for entry in history),
    )


def _line(row: TicketLine) -> DetailLine:
    return DetailLine(
        line_no=row.line_no,
        name=row.name,
        quantity=row.quantity,
        unit=row.unit,
        weight_g=row.weight_g,
        price_fen=row.price_fen,
        discount_fen=row.discount_fen,
        refund_fen=row.refund_fen,
        reason=ReasonCode(row.reason) if row.reason else None,
        answers={Question(q): bool(yes) for q, yes in json.loads(row.answers).items()},
        gift=row.gift,
        adjustment=row.adjustment,
        staff=StaffCode(row.staff) if row.staff else None,
    )


def _entry(row: HistoryRow) -> HistoryEntry:
    return HistoryEntry(
        at=row.at,
        actor=Actor(row.actor),
        actor_name=row.actor_name,
        code=HistoryCode(row.code),
        params=json.loads(row.params),
        state_from=TicketState(row.state_from) if row.state_from else None,
        state_to=TicketState(row.state_to) if row.state_to else None,
    )
