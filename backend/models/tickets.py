"""Tickets, their lines, and a history nobody can edit (the schema has triggers that refuse it)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.models.base import Base, Count, Key, Moment, Money, Name, Short, Utc


class Ticket(Base):
    __tablename__ = "tickets"
    __table_args__ = (
        ForeignKeyConstraint(["store_id"], ["stores.store_id"]),
        Index("ix_tickets_tracking", "tracking_hash"),
        Index("ix_tickets_state", "store_id", "state", "keep_until"),
        Index("ix_tickets_message", "store_id", "message_id", unique=True),
        Index("ix_tickets_receipt", "store_id", "receipt_code"),
    )

    store_id: Mapped[Key]
    ticket_no: Mapped[Key]
    kind: Mapped[Short]
    state: Mapped[Short]
    severity: Mapped[Short]
    held_code: Mapped[str | None] = mapped_column(String(64))
    message_id: Mapped[Short]
    device_id: Mapped[Short]
    kiosk_no: Mapped[int]
    tracking_hash: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 of the token in the shopper's link; the token itself is not kept."""
    receipt_code: Mapped[str | None] = mapped_column(String(64))
    receipt_store_id: Mapped[str | None] = mapped_column(String(64))
    refund_fen: Mapped[Money] = mapped_column(default=0)
    tender: Mapped[str | None] = mapped_column(String(64))
    policy_version: Mapped[str | None] = mapped_column(String(64))
    source: Mapped[str | None] = mapped_column(String(64))
    to_verify: Mapped[bool] = mapped_column(default=False)
    """Accepted without the line and not yet confirmed by the ledger."""
    staff_codes: Mapped[str] = mapped_column(String(400), default="")
    """Why a person looks, as the kiosk saw it; separated by spaces."""
    language: Mapped[Short]
    pace: Mapped[Short]
    owner: Mapped[Name]
    """Who has it; the service desk until a person takes it."""
    registered_at: Mapped[Moment]
    received_at: Mapped[Moment]
    keep_until: Mapped[datetime | None] = mapped_column(Utc)
    started_at: Mapped[datetime | None] = mapped_column(Utc)
    due_at: Mapped[datetime | None] = mapped_column(Utc)
    closed_at: Mapped[datetime | None] = mapped_column(Utc)
    slip: Mapped[str | None] = mapped_column(String(64))
    """What became of the slip: confirmed, failed, unknown; None before the kiosk has said."""
    slip_status: Mapped[str | None] = mapped_column(String(64))
    reprints: Mapped[int] = mapped_column(default=0)
    about_ticket: Mapped[str | None] = mapped_column(String(64))
    step: Mapped[str | None] = mapped_column(String(64))
    """Assist calls: where in the flow the shopper is stuck, and for how many seconds."""
    stuck_s: Mapped[int | None] = mapped_column(BigInteger)
    tag: Mapped[str | None] = mapped_column(String(64))
    """What it is about, for whoever takes such tickets: placement, or a rating's first tag."""
    asked: Mapped[str | None] = mapped_column(String(200))
    """In the shopper's words: what was looked for, or what they wrote of their visit. Data, never markup."""
    place: Mapped[str | None] = mapped_column(String(200))
    """Where it was said: the kiosk's place in the store."""
    product_id: Mapped[str | None] = mapped_column(String(64))
    placement_id: Mapped[str | None] = mapped_column(String(64))
    stars: Mapped[int | None]


class TicketLine(Base):
    __tablename__ = "ticket_lines"
    __table_args__ = (
        ForeignKeyConstraint(["store_id", "ticket_no"], ["tickets.store_id", "tickets.ticket_no"]),
    )

    store_id: Mapped[Key]
    ticket_no: Mapped[Key]
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    line_no: Mapped[Count]
    name: Mapped[Name]
    quantity: Mapped[Count]
    unit: Mapped[Short]
    weight_g: Mapped[int | None] = mapped_column(BigInteger)
    price_fen: Mapped[Money]
    discount_fen: Mapped[Money]
    refund_fen: Mapped[Money]
    reason: Mapped[str | None] = mapped_column(String(64))
    answers: Mapped[str] = mapped_column(Text)
    """JSON object: condition question to true or false."""
    gift: Mapped[bool]
    adjustment: Mapped[bool]
    staff: Mapped[str | None] = mapped_column(String(64))


class HistoryRow(Base):
    """A code and its parameters; words come later, in the reader's language."""

    __tablename__ = "ticket_history"
    __table_args__ = (
        ForeignKeyConstraint(["store_id", "ticket_no"], ["tickets.store_id", "tickets.ticket_no"]),
    )

    store_id: Mapped[Key]
    ticket_no: Mapped[Key]
    entry_no: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[Moment]
    actor: Mapped[Short]
    actor_name: Mapped[Name]
    code: Mapped[Short]
    params: Mapped[str] = mapped_column(Text)
    """JSON object."""
    state_from: Mapped[str | None] = mapped_column(String(64))
    state_to: Mapped[str | None] = mapped_column(String(64))
