"""What shoppers say of a visit. Doubted ratings stand here as well: figures leave them out, people can look at them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.models.base import Base, Count, Key, Moment, Name, Short


class RatingRow(Base):
    __tablename__ = "ratings"
    __table_args__ = (
        ForeignKeyConstraint(["store_id"], ["stores.store_id"]),
        Index("ix_ratings_day", "store_id", "given_on"),
        Index("ix_ratings_complaint", "store_id", "complaint_no"),
    )

    store_id: Mapped[Key]
    rating_id: Mapped[Key]
    message_id: Mapped[Short]
    kiosk_no: Mapped[int]
    place: Mapped[Name]
    stars: Mapped[int]
    text: Mapped[Name]
    """Empty after its time (see services.sweep): stars stay, words go."""
    given_at: Mapped[Moment]
    given_on: Mapped[date] = mapped_column(Date)
    """Store-local day."""
    given_hour: Mapped[int]
    """Store-local hour, 0-23."""
    took_ms: Mapped[Count]
    language: Mapped[Short]
    pace: Mapped[Short]
    about_ticket: Mapped[str | None] = mapped_column(String(64))
    receipt_code: Mapped[str | None] = mapped_column(String(64))
    complaint_no: Mapped[str | None] = mapped_column(String(64))
    doubts: Mapped[str] = mapped_column(String(200))
    """Why it is kept apart, separated by spaces; empty for a rating that counts."""
    received_at: Mapped[Moment]


class RatingTagRow(Base):
    __tablename__ = "rating_tags"
    __table_args__ = (
        ForeignKeyConstraint(["store_id", "rating_id"], ["ratings.store_id", "ratings.rating_id"]),
    )

    store_id: Mapped[Key]
    rating_id: Mapped[Key]
    tag: Mapped[Key]
