"""Staff, their tries to sign in, and who is signed in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.models.base import Base, Key, Moment, Name, Short, Utc


class StaffRow(Base):
    """A person. Staff numbers are the chain's, so that signing in does not ask for the store."""

    __tablename__ = "staff"
    __table_args__ = (
        ForeignKeyConstraint(["store_id"], ["stores.store_id"]),
        Index("ix_staff_number", "staff_no", unique=True),
    )

    store_id: Mapped[Key]
    staff_no: Mapped[Key]
    name: Mapped[Name]
    role: Mapped[Short]
    password_hash: Mapped[str] = mapped_column(String(200))
    """argon2id, with its own parameters and salt."""
    added_at: Mapped[Moment]


class SignInTry(Base):
    """Failed tries by the number typed, whether or not anybody has it: nothing may tell which."""

    __tablename__ = "sign_in_tries"

    staff_no: Mapped[Key]
    failures: Mapped[int]
    not_before: Mapped[datetime | None] = mapped_column(Utc)
    last_at: Mapped[Moment]


class StaffSession(Base):
    __tablename__ = "staff_sessions"
    __table_args__ = (
        ForeignKeyConstraint(["store_id", "staff_no"], ["staff.store_id", "staff.staff_no"]),
        Index("ix_staff_sessions_token", "token_hash", unique=True),
    )

    store_id: Mapped[Key]
    token_hash: Mapped[Key]
    """SHA-256 of the cookie: who reads the database cannot sign in with it."""
    staff_no: Mapped[Short]
    began_at: Mapped[Moment]
    active_at: Mapped[Moment]
    """When the person last did something."""
