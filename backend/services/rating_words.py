"""What shoppers wrote with their ratings, and the ratings kept apart: for people to read, in no figure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from backend.models import RatingRow, RatingTagRow
from backend.services.rating_figures import of_days

MOST = 20


@dataclass(frozen=True, slots=True)
class Opinion:
    """One rating, in the shopper's own words. `given_at` is the kiosk's time, or when it came in where that cannot
    be; `doubts` why it is kept apart, () for one that counts."""

    rating_id: str
    stars: int
    tags: tuple[str, ...]
    text: str
    place: str
    given_at: datetime
    complaint_no: str | None
    doubts: tuple[str, ...]


def written(session: Session, store_id: str, first: date, last: date, most: int = MOST) -> tuple[Opinion, ...]:
    """Those that count and say something, the newest first, of the days `first` to `last`."""
    return _newest(session, store_id, first, last, most, RatingRow.doubts == "", RatingRow.text != "")


def apart(session: Session, store_id: str, first: date, last: date, most: int = MOST) -> tuple[Opinion, ...]:
    """Those that look like play, with words or without, the newest first."""
    return _newest(session, store_id, first, last, most, RatingRow.doubts != "")


def _newest(
    session: Session, store_id: str, first: date, last: date, most: int, *those: ColumnElement[bool]
) -> tuple[Opinion, ...]:
    newest = RatingRow.given_on.desc(), RatingRow.received_at.desc(), RatingRow.rating_id
    there = select(RatingRow).where(*of_days(store_id, first, last), *those)
    rows = session.scalars(there.order_by(*newest).limit(most)).all()
    tags: dict[str, list[str]] = defaultdict(list)
    of_rows = RatingTagRow.store_id == store_id, RatingTagRow.rating_id.in_([row.rating_id for row in rows])
    for tagged in session.scalars(select(RatingTagRow).where(*of_rows).order_by(RatingTagRow.tag)):
        tags[tagged.rating_id].append(tagged.tag)
    return tuple(_opinion(row, tuple(tags[row.rating_id])) for row in rows)


def _opinion(row: RatingRow, tags: tuple[str, ...]) -> Opinion:
    believable = abs((row.given_at.date() - row.given_on).days) <= 1
    return Opinion(
        row.rating_id,
        row.stars,
        tags,
        row.text,
        row.place,
        row.given_at if believable else row.received_at,
        row.complaint_no,
        tuple(row.doubts.split()),
    )
