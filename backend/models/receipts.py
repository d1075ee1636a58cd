"""Sales, and the return ledger that no return can overdraw.

The key of a receipt holds its month: PostgreSQL keeps both tables in monthly partitions.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, Date, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.models.base import Base, Count, Document, Key, Moment, Money, Short


class ReceiptRow(Base):
    __tablename__ = "receipts"
    __table_args__ = (
        ForeignKeyConstraint(["store_id"], ["stores.store_id"]),
        Index("ix_receipts_damaged", "store_id", "sold_on", "till", "paid_fen"),
        {"postgresql_partition_by": "RANGE (sold_month)"},
    )

    store_id: Mapped[Key]
    receipt_code: Mapped[Key]
    sold_month: Mapped[date] = mapped_column(Date, primary_key=True)
    """First day of the store-local month."""
    sold_on: Mapped[date]
    """Store-local day."""
    till: Mapped[Short]
    sold_at: Mapped[Moment]
    paid_fen: Mapped[Money]
    content_hash: Mapped[str] = mapped_column(String(64))
    document: Mapped[Document]
    imported_at: Mapped[Moment]


class LedgerLine(Base):
    """Per sale line: bought, reserved by open tickets, returned; in pieces and in money."""

    __tablename__ = "ledger_lines"
    __table_args__ = (
        ForeignKeyConstraint(
            ["store_id", "receipt_code", "sold_month"],
            ["receipts.store_id", "receipts.receipt_code", "receipts.sold_month"],
        ),
        CheckConstraint("reserved >= 0 AND returned >= 0", name="pieces_not_negative"),
        CheckConstraint("reserved_fen >= 0 AND returned_fen >= 0", name="money_not_negative"),
        CheckConstraint("reserved + returned <= bought", name="pieces_not_overdrawn"),
        CheckConstraint("reserved_fen + returned_fen <= paid_fen", name="money_not_overdrawn"),
        {"postgresql_partition_by": "RANGE (sold_month)"},
    )

    store_id: Mapped[Key]
    receipt_code: Mapped[Key]
    line_no: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    sold_month: Mapped[date] = mapped_column(Date, primary_key=True)
    bought: Mapped[Count]
    paid_fen: Mapped[Money]
    reserved: Mapped[Count] = mapped_column(default=0)
    returned: Mapped[Count] = mapped_column(default=0)
    reserved_fen: Mapped[Money] = mapped_column(default=0)
    returned_fen: Mapped[Money] = mapped_column(default=0)


class Claim(Base):
    """What one message took from the ledger of this (the receipt's) store: taken once, given back once.

    The ticket may stand in another store: no transaction crosses stores, the claim comes first and is found again.
    """

    __tablename__ = "claims"

    store_id: Mapped[Key]
    claim_id: Mapped[Key]
    """The id of the message that claimed."""
    line_no: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    sold_month: Mapped[date]
    receipt_code: Mapped[Short]
    quantity: Mapped[Count]
    refund_fen: Mapped[Money]
    state: Mapped[Short]
    """reserved, returned or released."""
    claimed_at: Mapped[Moment]
