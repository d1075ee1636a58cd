"""A draft becomes a row once: what was accepted under its id, and whether it is still the same draft."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, Table, insert, select

from domain.ticket_number import TicketNumber
from domain.wire import Envelope
from sync.schema import tickets, told
from sync.writing import Writing


class DraftChanged(Exception):
    """A draft id came back with another content. A changed mind is a new draft."""


def ticket_of_draft(connection: Connection, draft_id: str, draft_hash: str) -> Row[Any] | None:
    """Raises DraftChanged."""
    return _of_draft(connection, tickets, draft_id, draft_hash)


def told_of_draft(connection: Connection, draft_id: str, draft_hash: str) -> Row[Any] | None:
    """What was told without a ticket. Raises DraftChanged."""
    return _of_draft(connection, told, draft_id, draft_hash)


def rating_of_draft(connection: Connection, draft_id: str, draft_hash: str) -> Row[Any] | None:
    """A rating is with the tickets when it became a complaint, else with what was told. Raises DraftChanged."""
    as_ticket = ticket_of_draft(connection, draft_id, draft_hash)
    return as_ticket if as_ticket is not None else told_of_draft(connection, draft_id, draft_hash)


def _of_draft(connection: Connection, table: Table, draft_id: str, draft_hash: str) -> Row[Any] | None:
    row = connection.execute(select(table).where(table.c.draft_id == draft_id)).one_or_none()
    if row is not None and row.draft_hash != draft_hash:
        raise DraftChanged(draft_id)
    return row


def insert_ticket(
    writing: Writing, ticket: TicketNumber, draft_id: str, draft_hash: str, envelope: Envelope, **details: Any
) -> None:
    values = {
        "ticket_no": str(ticket),
        "kind": ticket.kind.value,
        "kiosk_no": ticket.kiosk_no,
        "sequence": ticket.sequence,
        "draft_id": draft_id,
        "draft_hash": draft_hash,
        "message_id": envelope.message_id,
        "tracking_token": "",
        "accepted_at": writing.now_ms,
    }
    writing.connection.execute(insert(tickets), values | details)
