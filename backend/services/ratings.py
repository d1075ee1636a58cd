"""What shoppers say of a visit, as it arrives: kept whatever it is, and a bad one becomes a complaint somebody has."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import update
from sqlalchemy.orm import Session

from backend.database import Sessions
from backend.models import Device, RatingRow, RatingTagRow, Ticket
from backend.services import history, reference
from backend.services.effects import Outcome
from backend.services.history import By
from backend.services.opening import open_ticket
from backend.services.read_model import Actor, HistoryCode
from domain.free_text import tidy
from domain.rating import LONGEST_TEXT, Tag
from domain.ticket import Severity
from domain.ticket_number import TicketKind, parse_ticket_number
from domain.wire import Envelope, RatingGiven, Result

WORDS_KEPT = timedelta(days=400)
"""Stars are figures and stay; what somebody wrote, and the receipt it belonged to, go after that."""

_AHEAD = timedelta(minutes=10)


def take_rating(
    session: Session, device: Device, envelope: Envelope, body: RatingGiven, now: datetime
) -> Outcome:
    """One row for a rating, doubted or not; a complaint's ticket with it when the kiosk gave it a number."""
    if not 1 <= body.stars <= 5 or not 0 < len(body.rating_id) <= 64:
        return Outcome(Result.REFUSED, "shape")
    if session.get(RatingRow, (device.store_id, body.rating_id)) is not None:
        return Outcome(Result.ACCEPTED)  # its message's key is gone after 400 days, its own id is not
    if body.complaint_no is not None:
        outcome = _open_complaint(session, device, envelope, body, body.complaint_no, now)
        if outcome.result is not Result.ACCEPTED:
            return outcome
    _keep(session, device, envelope, body, now)
    return Outcome(Result.ACCEPTED)


def severity_of(stars: int, tags: tuple[Tag, ...]) -> Severity:
    """The worst of all, and whatever is about how somebody was treated, is for more than one person."""
    return Severity.COMPLEX if stars == 1 or Tag.ATTITUDE in tags else Severity.ORDINARY


def when(session: Session, store_id: str, told: datetime, now: datetime) -> datetime:
    """The moment in the store's own time. A kiosk's clock may be wrong: what cannot be becomes now."""
    zone = ZoneInfo(reference.store(session, store_id).timezone)
    believable = now - WORDS_KEPT <= told <= now + _AHEAD
    return (told if believable else now).astimezone(zone)


def forget_words(sessions: Sessions, now: datetime) -> None:
    with sessions.write() as session:
        session.execute(
            update(RatingRow)
            .where(RatingRow.given_on < (now - WORDS_KEPT).date())
            .where((RatingRow.text != "") | RatingRow.receipt_code.is_not(None))
            .values(text="", receipt_code=None)
        )


def _keep(session: Session, device: Device, envelope: Envelope, body: RatingGiven, now: datetime) -> None:
    local = when(session, device.store_id, body.given_at, now)
    session.add(
        RatingRow(
            store_id=device.store_id,
            rating_id=body.rating_id,
            message_id=envelope.message_id,
            kiosk_no=device.kiosk_no,
            place=tidy(body.place, LONGEST_TEXT) or device.name,
            stars=body.stars,
            text=tidy(body.text, LONGEST_TEXT),
            given_at=body.given_at,
            given_on=local.date(),
            given_hour=local.hour,
            took_ms=max(0, body.took_ms),
            language=body.language[:64],
            pace=body.pace.value,
            about_ticket=_cut(body.about_ticket),
            receipt_code=_cut(body.receipt_code),
            complaint_no=body.complaint_no,
            doubts=" ".join(dict.fromkeys(doubt.value for doubt in body.doubts)),
            received_at=now,
        )
    )
    session.flush()
    session.add_all(
        RatingTagRow(store_id=device.store_id, rating_id=body.rating_id, tag=tag.value)
        for tag in dict.fromkeys(body.tags)
    )


def _open_complaint(
    session: Session, device: Device, envelope: Envelope, body: RatingGiven, complaint_no: str, now: datetime
) -> Outcome:
    about = _about(session, device.store_id, body.about_ticket)
    outcome = open_ticket(
        session,
        device,
        envelope,
        body,
        complaint_no,
        TicketKind.COMPLAINT,
        severity_of(body.stars, body.tags),
        body.given_at,
        now,
        HistoryCode.COMPLAINED,
        {"stars": body.stars, "tags": " ".join(tag.value for tag in body.tags)},
        about_ticket=about.ticket_no if about is not None else _cut(body.about_ticket),
        receipt_code=_cut(body.receipt_code),
        tag=body.tags[0].value if body.tags else None,
        asked=tidy(body.text, LONGEST_TEXT),
        place=tidy(body.place, LONGEST_TEXT) or device.name,
        stars=body.stars,
    )
    if outcome.result is Result.ACCEPTED and about is not None:
        shopper = By(Actor.SHOPPER, str(device.kiosk_no))
        params: dict[str, str | int] = {"stars": body.stars, "complaint_no": complaint_no}
        history.write(session, about, body.given_at, shopper, HistoryCode.RATED, params)
    return outcome


def _about(session: Session, store_id: str, text: str | None) -> Ticket | None:
    number = parse_ticket_number(text) if text else None
    return None if number is None else session.get(Ticket, (store_id, str(number)), with_for_update=True)


def _cut(text: str | None) -> str | None:
    return text[:64] if text else None


