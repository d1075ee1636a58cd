"""What time alone does: returns lapse, old idempotency keys and used codes go."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete

from backend.database import Sessions
from backend.models import EnrolmentCode, Message
from backend.services import desk

KEYS_KEPT = timedelta(days=400)


def sweep(sessions: Sessions, now: datetime) -> None:
    desk.lapse(sessions, now)
    with sessions.write() as session:
        session.execute(delete(Message).where(Message.received_at < now - KEYS_KEPT))
        session.execute(delete(EnrolmentCode).where(EnrolmentCode.expires_at < now - timedelta(days=1)))
