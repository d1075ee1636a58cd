"""Print intents: written down before the hardware acts, so that no slip is printed twice unseen or forgotten.

queued -> sending -> confirmed | failed | unknown. What is found queued or sending at start-up becomes unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy import Connection, Row, select, update
from sqlalchemy.dialects.sqlite import insert

from domain.wire import SlipReported
from sync.clock import from_ms
from sync.schema import prints
from sync.writing import Writing


class SlipState(Enum):
    QUEUED = "queued"
    SENDING = "sending"
    CONFIRMED = "confirmed"
    FAILED = "failed"
    UNKNOWN = "unknown"


class SlipOutcome(Enum):
    """What the printer's answer came to."""

    CONFIRMED = "confirmed"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PrintIntent:
    intent_id: int
    ticket_no: str
    reprint: bool
    state: SlipState
    status: str
    created_at: datetime


def open_intent(writing: Writing, ticket_no: str, *, reprint: bool) -> int:
    values = {
        "ticket_no": ticket_no,
        "reprint": reprint,
        "state": SlipState.QUEUED.value,
        "created_at": writing.now_ms,
        "changed_at": writing.now_ms,
    }
    return int(writing.connection.execute(insert(prints).returning(prints.c.intent_id), values).scalar_one())


def mark_sending(connection: Connection, intent_id: int, now_ms: int) -> None:
    """Only what is queued: a late second call changes nothing."""
    connection.execute(
        update(prints)
        .where(prints.c.intent_id == intent_id, prints.c.state == SlipState.QUEUED.value)
        .values(state=SlipState.SENDING.value, changed_at=now_ms)
    )


def settle(writing: Writing, intent_id: int, outcome: SlipOutcome, status: str) -> bool:
    """Write the outcome and queue the report. False when it is already so, or was settled for good before.

    An unknown slip can become known later, when somebody looks; a known one stays.
    """
    intent = find(writing.connection, intent_id)
    if intent is None:
        raise KeyError(intent_id)
    settled = intent.state in (SlipState.CONFIRMED, SlipState.FAILED)
    if settled or (intent.state is SlipState.UNKNOWN and outcome is SlipOutcome.UNKNOWN):
        return False
    writing.connection.execute(
        update(prints)
        .where(prints.c.intent_id == intent_id)
        .values(state=outcome.value, status=status, changed_at=writing.now_ms)
    )
    report = SlipReported(intent.ticket_no, outcome.value, status, intent.reprint)
    writing.append(intent.ticket_no, report)
    return True


def find(connection: Connection, intent_id: int) -> PrintIntent | None:
    row = connection.execute(select(prints).where(prints.c.intent_id == intent_id)).one_or_none()
    return None if row is None else _intent(row)


def unfinished(connection: Connection) -> tuple[PrintIntent, ...]:
    still_open = prints.c.state.in_([SlipState.QUEUED.value, SlipState.SENDING.value])
    return tuple(map(_intent, connection.execute(select(prints).where(still_open).order_by(prints.c.intent_id))))


def of_ticket(connection: Connection, ticket_no: str) -> tuple[PrintIntent, ...]:
    rows = connection.execute(select(prints).where(prints.c.ticket_no == ticket_no).order_by(prints.c.intent_id))
    return tuple(map(_intent, rows))


def _intent(row: Row[tuple[object, ...]]) -> PrintIntent:
    return PrintIntent(
        row.intent_id, row.ticket_no, bool(row.reprint), SlipState(row.state), row.status, from_ms(row.created_at)
    )
