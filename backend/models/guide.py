"""What the store guide shows: the plan, where goods stand, what is on offer, what everybody must know; and its use."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from backend.models.base import Base, Count, Document, Key, Moment, Name, Short


class PlanRow(Base):
    """A version stands once published: a walk on a shopper's phone names the one it was made on."""

    __tablename__ = "plans"
    __table_args__ = (ForeignKeyConstraint(["store_id"], ["stores.store_id"]),)

    store_id: Mapped[Key]
    plan_version: Mapped[Key]
    document: Mapped[Document]
    published_at: Mapped[Moment]


class PlacementRow(Base):
    __tablename__ = "placements"
    __table_args__ = (
        ForeignKeyConstraint(["store_id"], ["stores.store_id"]),
        Index("ix_placements_product", "store_id", "product_id"),
    )

    store_id: Mapped[Key]
    placement_id: Mapped[Key]
    product_id: Mapped[Short]
    fixture_id: Mapped[Short]
    document: Mapped[Document]


class StockRow(Base):
    __tablename__ = "stocks"
    __table_args__ = (ForeignKeyConstraint(["store_id"], ["stores.store_id"]),)

    store_id: Mapped[Key]
    product_id: Mapped[Key]
    document: Mapped[Document]


class PromotionRow(Base):
    __tablename__ = "promotions"
    __table_args__ = (ForeignKeyConstraint(["store_id"], ["stores.store_id"]),)

    store_id: Mapped[Key]
    promotion_id: Mapped[Key]
    ends_at: Mapped[Moment]
    document: Mapped[Document]


class NoticeRow(Base):
    __tablename__ = "notices"
    __table_args__ = (ForeignKeyConstraint(["store_id"], ["stores.store_id"]),)

    store_id: Mapped[Key]
    notice_id: Mapped[Key]
    ends_at: Mapped[Moment]
    put_by: Mapped[Name]
    put_at: Mapped[Moment]
    document: Mapped[Document]


class SynonymRow(Base):
    __tablename__ = "synonyms"
    __table_args__ = (ForeignKeyConstraint(["store_id"], ["stores.store_id"]),)

    store_id: Mapped[Key]
    word: Mapped[Key]
    document: Mapped[Document]


class GuideUseRow(Base):
    """How one guide was used in one stretch of time: counts, never who."""

    __tablename__ = "guide_usage"
    __table_args__ = (
        ForeignKeyConstraint(["store_id"], ["stores.store_id"]),
        Index("ix_guide_usage_day", "store_id", "used_on"),
    )

    store_id: Mapped[Key]
    message_id: Mapped[Key]
    kiosk_no: Mapped[int]
    used_on: Mapped[date] = mapped_column(Date)
    """Store-local day on which the stretch began."""
    begins: Mapped[Moment]
    ends: Mapped[Moment]
    searches: Mapped[Count]
    found: Mapped[Count]
    opened: Mapped[Count]
    routes: Mapped[Count]
    printed: Mapped[Count]
    promotions: Mapped[Count]
    not_found_told: Mapped[Count]


class UnansweredRow(Base):
    """A word that found nothing, summed over the store's guides and a day."""

    __tablename__ = "unanswered_words"
    __table_args__ = (ForeignKeyConstraint(["store_id"], ["stores.store_id"]),)

    store_id: Mapped[Key]
    used_on: Mapped[date] = mapped_column(Date, primary_key=True)
    word: Mapped[Key]
    count: Mapped[Count]
