"""Tickets by what a person has in hand."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.models import Ticket


def by_receipt(session: Session, store_id: str, code: str, *, most: int = 50) -> tuple[str, ...]:
    """Numbers of the tickets registered against a receipt, the newest first; spaces and dashes do not matter."""
    compact = "".join(c for c in code if c.isalnum())[:64]
    found = session.scalars(
        select(Ticket.ticket_no)
        .where(Ticket.store_id == store_id, Ticket.receipt_code == compact)
        .order_by(Ticket.registered_at.desc())
        .limit(most)
    )
    return tuple(found)
