"""Writing a ticket's history. It only grows: triggers in the schema refuse anything else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.models import HistoryRow, Ticket
from backend.services.read_model import Actor, HistoryCode
from domain.ticket import TicketState


@dataclass(frozen=True, slots=True)
class By:
    """Who did it; `name` is a kiosk's number or a person's name."""

    actor: Actor
    name: str = ""


SYSTEM = By(Actor.SYSTEM)


def write(
    session: Session,
    ticket: Ticket,
    at: datetime,
    by: By,
    code: HistoryCode,
    params: Mapping[str, str | int] | None = None,
    became: TicketState | None = None,
) -> None:
    """Add one entry; `became` also moves the ticket. The caller has checked that the move is allowed."""
    session.flush()
    before = TicketState(ticket.state)
    last = session.scalar(
        select(func.max(HistoryRow.entry_no)).where(
            HistoryRow.store_id == ticket.store_id, HistoryRow.ticket_no == ticket.ticket_no
        )
    )
    session.add(
        HistoryRow(
            store_id=ticket.store_id,
            ticket_no=ticket.ticket_no,
            entry_no=(last or 0) + 1,
            at=at,
            actor=by.actor.value,
            actor_name=by.name,
            code=code.value,
            params=json.dumps(dict(params or {}), ensure_ascii=False),
            state_from=before.value if became is not None else None,
            state_to=became.value if became is not None else None,
        )
    )
    if became is not None:
        ticket.state = became.value
    session.flush()
