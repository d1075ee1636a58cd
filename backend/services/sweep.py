"""What time alone does: returns lapse, what is long over leaves the guides, old words, keys and used codes go."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete

from backend.database import Sessions
from backend.models import EnrolmentCode, Message
from backend.services import desk, guide_data, ratings

KEYS_KEPT = timedelta(days=400)


def sweep(sessions: Sessions, now: datetime) -> None:
    desk.lapse(sessions, now)
    guide_data.forget_ended(sessions, now)
    ratings.forget_words(sessions, now)
    with sessions.write() as session:
        session.execute(delete(Message).where(Message.received_at < now - KEYS_KEPT))
        session.execute(delete(EnrolmentCode).where(EnrolmentCode.expires_at < now - timedelta(days=1)))
