"""How the guides are used: counts by stretch of time, and words without an answer summed by day. Nobody is in it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlalchemy.orm import Session

from backend.database import insert_into
from backend.models import Device, GuideUseRow, UnansweredRow
from backend.services.effects import Outcome
from backend.services.ratings import when
from domain.free_text import LONGEST_WORD, looks_personal, tidy
from domain.wire import Envelope, GuideUsed, Result

MOST_WORDS = 500
_MOST = 1_000_000
"""Of anything in one stretch of time: more is a fault, not use."""


def take_usage(session: Session, device: Device, envelope: Envelope, body: GuideUsed, now: datetime) -> Outcome:
    counts = {
        "searches": body.searches,
        "found": body.found,
        "opened": body.opened,
        "routes": body.routes,
        "printed": body.printed,
        "promotions": body.promotions,
        "not_found_told": body.not_found_told,
    }
    if body.ends < body.begins or not all(0 <= count <= _MOST for count in counts.values()):
        return Outcome(Result.REFUSED, "shape")
    used_on = when(session, device.store_id, body.begins, now).date()
    session.add(
        GuideUseRow(
            store_id=device.store_id,
            message_id=envelope.message_id,
            kiosk_no=device.kiosk_no,
            used_on=used_on,
            begins=body.begins,
            ends=body.ends,
            **counts,
        )
    )
    words = _words(body)
    if words:
        rows = [
            {"store_id": device.store_id, "used_on": used_on, "word": word, "count": count}
            for word, count in sorted(words.items())  # in order: two guides at once lock the same words alike
        ]
        statement = insert_into(session, UnansweredRow)
        added = {"count": UnansweredRow.count + statement.excluded["count"]}
        session.execute(
            statement.on_conflict_do_update(index_elements=["store_id", "used_on", "word"], set_=added), rows
        )
    return Outcome(Result.ACCEPTED)


def _words(body: GuideUsed) -> Counter[str]:
    """What the guide let through is looked at again: an older one may not have known better."""
    words: Counter[str] = Counter()
    for told in body.unanswered[:MOST_WORDS]:
        word = tidy(told.text, LONGEST_WORD + 1)
        if word and not looks_personal(word) and told.count > 0:
            words[word] += min(told.count, _MOST)
    return words
