"""A store's reference data, and the order in which it changed."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.models.base import Base, Document, Key, Moment, Name, Short, Utc


class StoreRow(Base):
    __tablename__ = "stores"

    store_id: Mapped[Key]
    document: Mapped[Document]
    policy_version: Mapped[str | None] = mapped_column(String(64))
    """The policy in force; earlier versions stay, tickets name the one they were judged by."""
    plan_version: Mapped[str | None] = mapped_column(String(64))
    """The plan in force."""


class PolicyRow(Base):
    __tablename__ = "policies"

    store_id: Mapped[str] = mapped_column(String(64), ForeignKey("stores.store_id"), primary_key=True)
    policy_version: Mapped[Key]
    document: Mapped[Document]
    published_at: Mapped[Moment]


class DepartmentRow(Base):
    __tablename__ = "departments"

    store_id: Mapped[str] = mapped_column(String(64), ForeignKey("stores.store_id"), primary_key=True)
    code: Mapped[Key]
    document: Mapped[Document]


class ProductRow(Base):
    __tablename__ = "products"
    __table_args__ = (Index(None, "store_id", "gtin"),)

    store_id: Mapped[str] = mapped_column(String(64), ForeignKey("stores.store_id"), primary_key=True)
    product_id: Mapped[Key]
    gtin: Mapped[Short]
    name: Mapped[Name]
    document: Mapped[Document]


class ChangeCounter(Base):
    """The store's last cursor. Its row lock makes cursors commit in order, so a reader never skips one."""

    __tablename__ = "change_counters"

    store_id: Mapped[str] = mapped_column(String(64), ForeignKey("stores.store_id"), primary_key=True)
    last: Mapped[int] = mapped_column(BigInteger)


class ChangeRow(Base):
    """The latest change of each thing a replica holds; an earlier one of the same thing is superseded."""

    __tablename__ = "changes"
    __table_args__ = (
        ForeignKeyConstraint(["store_id"], ["stores.store_id"]),
        Index("ix_changes_cursor", "store_id", "cursor", unique=True),
    )

    store_id: Mapped[Key]
    kind: Mapped[Key]
    key: Mapped[Key]
    cursor: Mapped[int] = mapped_column(BigInteger)
    removed: Mapped[bool]
    sold_on: Mapped[date | None]
    """Receipts only: those older than a replica keeps are not sent."""
    changed_at: Mapped[datetime] = mapped_column(Utc)
