"""Devices, what they sent, and alarms about them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.models.base import Base, Count, Key, Moment, Name, Short, Utc


class EnrolmentCode(Base):
    __tablename__ = "enrolment_codes"
    __table_args__ = (ForeignKeyConstraint(["store_id"], ["stores.store_id"]),)

    store_id: Mapped[Key]
    code_hash: Mapped[Key]
    kiosk_no: Mapped[int | None]
    """Set when a kiosk that exists is enrolled again, for example with a new disk."""
    made_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    used_at: Mapped[datetime | None] = mapped_column(Utc)


class Device(Base):
    """A kiosk. It keeps its id and number when it is enrolled again; the epoch grows and the credential changes."""

    __tablename__ = "devices"
    __table_args__ = (
        ForeignKeyConstraint(["store_id"], ["stores.store_id"]),
        UniqueConstraint("store_id", "kiosk_no"),
    )

    store_id: Mapped[Key]
    device_id: Mapped[Key]
    kiosk_no: Mapped[int]
    name: Mapped[Name]
    secret_hash: Mapped[str] = mapped_column(String(64))
    epoch: Mapped[int]
    first_sequence: Mapped[int] = mapped_column(BigInteger)
    """The first ticket sequence of this epoch."""
    last_sequence: Mapped[int] = mapped_column(BigInteger)
    """The highest ticket sequence seen of any epoch."""
    enrolled_at: Mapped[Moment]
    revoked_at: Mapped[datetime | None] = mapped_column(Utc)
    quarantined_at: Mapped[datetime | None] = mapped_column(Utc)
    last_seen_at: Mapped[datetime | None] = mapped_column(Utc)
    clock_offset_ms: Mapped[int | None] = mapped_column(BigInteger)
    """The device's clock minus ours."""
    version: Mapped[str] = mapped_column(String(64), default="")
    role: Mapped[str] = mapped_column(String(64), default="")
    printer: Mapped[str] = mapped_column(String(64), default="")
    camera: Mapped[str] = mapped_column(String(64), default="")
    scanner: Mapped[str] = mapped_column(String(64), default="")
    """Empty where there is none that can be asked."""
    slips_left: Mapped[int | None]
    """Estimated by the kiosk; None where nothing prints, or before it was said."""
    health_since: Mapped[datetime | None] = mapped_column(Utc)
    """Since when the status words have been what they are."""
    outbox_pending: Mapped[Count] = mapped_column(default=0)
    outbox_parked: Mapped[Count] = mapped_column(default=0)
    chain_head: Mapped[str] = mapped_column(String(64), default="")
    replica_cursor: Mapped[int] = mapped_column(BigInteger, default=0)


class DeviceEpoch(Base):
    """How far a device's sequence has arrived without a gap, and how far at all."""

    __tablename__ = "device_epochs"
    __table_args__ = (
        ForeignKeyConstraint(["store_id", "device_id"], ["devices.store_id", "devices.device_id"]),
    )

    store_id: Mapped[Key]
    device_id: Mapped[Key]
    epoch: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    contiguous_seq: Mapped[int] = mapped_column(BigInteger)
    highest_seq: Mapped[int] = mapped_column(BigInteger)
    seen_ahead: Mapped[int] = mapped_column(BigInteger)
    """How many beyond the gap have arrived: highest - contiguous - seen ahead are missing."""
    link: Mapped[str] = mapped_column(String(64), default="", server_default="")
    """The device's hash chain up to `contiguous_seq`; empty where nobody can say."""
    claimed_seq: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    """The furthest message the device has said it had written, before it arrived ..."""
    claimed_link: Mapped[str] = mapped_column(String(64), default="", server_default="")
    """... and the link it gave for it."""


class Message(Base):
    """The idempotency row: one per message id, in the transaction of its effect. Kept 400 days."""

    __tablename__ = "messages"
    __table_args__ = (
        ForeignKeyConstraint(["store_id", "device_id"], ["devices.store_id", "devices.device_id"]),
        UniqueConstraint("store_id", "device_id", "epoch", "seq"),
        Index("ix_messages_received", "store_id", "received_at"),
    )

    store_id: Mapped[Key]
    message_id: Mapped[Key]
    device_id: Mapped[Short]
    epoch: Mapped[int]
    seq: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[Short]
    body_hash: Mapped[str] = mapped_column(String(64))
    result: Mapped[Short]
    code: Mapped[Short]
    link: Mapped[str] = mapped_column(String(64), default="", server_default="")
    """Of the device's hash chain; empty where nobody can say."""
    created_at: Mapped[Moment]
    received_at: Mapped[Moment]


class Alarm(Base):
    """Something about a device that a person must see."""

    __tablename__ = "alarms"
    __table_args__ = (ForeignKeyConstraint(["store_id"], ["stores.store_id"]),)

    store_id: Mapped[Key]
    alarm_id: Mapped[Key]
    at: Mapped[Moment]
    device_id: Mapped[Short]
    code: Mapped[Short]
    params: Mapped[str] = mapped_column(Text)
    cleared_at: Mapped[datetime | None] = mapped_column(Utc)
