"""The return ledger: per sale line bought, reserved, returned; never overdrawn, in pieces or in money.

Every change runs inside the caller's transaction. Rows are locked in line order; the guard stands in the UPDATE itself
and again as CHECK in the schema. Money taken so far never exceeds what was paid for the pieces taken so far.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Update, select, update
from sqlalchemy.orm import Session

from backend.models import Claim, LedgerLine, ReceiptRow
from backend.services.changes import Changed, record
from domain.money import Fen, cumulative_share
from domain.receipt import LineReturned


@dataclass(frozen=True, slots=True)
class Wanted:
    line_no: int
    quantity: int
    refund_fen: Fen


@dataclass(frozen=True, slots=True)
class Claimed:
    """The ledger holds it (now, or already from the first time this was asked)."""


@dataclass(frozen=True, slots=True)
class Full:
    """Nothing was taken: of this line only `left` pieces and `left_fen` are there."""

    line_no: int
    left: int
    left_fen: Fen


@dataclass(frozen=True, slots=True)
class NoSuchLine:
    line_no: int


def returned_of(session: Session, store_id: str, codes: Sequence[str]) -> dict[str, tuple[LineReturned, ...]]:
    """What is held against the lines of each receipt; untouched lines are left out."""
    found: dict[str, list[LineReturned]] = defaultdict(list)
    if codes:
        for line in session.scalars(
            select(LedgerLine)
            .where(LedgerLine.store_id == store_id, LedgerLine.receipt_code.in_(codes))
            .where(LedgerLine.reserved + LedgerLine.returned + LedgerLine.reserved_fen + LedgerLine.returned_fen > 0)
            .order_by(LedgerLine.line_no)
        ):
            returned = _returned(line)
            if returned is not None:
                found[line.receipt_code].append(returned)
    return {code: tuple(lines) for code, lines in found.items()}


@dataclass(frozen=True, slots=True)
class Book:
    """A receipt's ledger lines, held by this transaction until it ends."""

    receipt: ReceiptRow
    lines: Mapping[int, LedgerLine]

    @property
    def returned(self) -> tuple[LineReturned, ...]:
        return tuple(found for line in self.lines.values() if (found := _returned(line)) is not None)


def lock(session: Session, receipt: ReceiptRow) -> Book:
    """Everything below begins with this. (SQLite: a write transaction holds the whole database already.)"""
    lines = session.scalars(
        select(LedgerLine)
        .where(LedgerLine.store_id == receipt.store_id, LedgerLine.sold_month == receipt.sold_month)
        .where(LedgerLine.receipt_code == receipt.receipt_code)
        .order_by(LedgerLine.line_no)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return Book(receipt, {line.line_no: line for line in lines})


def holds(session: Session, store_id: str, claim_id: str) -> bool:
    """Whether this claim was made and not released."""
    states = session.scalars(select(Claim.state).where(Claim.store_id == store_id, Claim.claim_id == claim_id)).all()
    return bool(states) and "released" not in states


def claim(
    session: Session, book: Book, claim_id: str, wanted: Sequence[Wanted], now: datetime
) -> Claimed | Full | NoSuchLine:
    """Reserve all of `wanted`, or nothing. Asking again with the same `claim_id` takes nothing more."""
    receipt, lines = book.receipt, book.lines
    if holds(session, receipt.store_id, claim_id):
        return Claimed()
    total: dict[int, Wanted] = {}
    for want in sorted(wanted, key=lambda w: w.line_no):
        before = total.get(want.line_no, Wanted(want.line_no, 0, 0))
        total[want.line_no] = Wanted(
            want.line_no, before.quantity + want.quantity, before.refund_fen + want.refund_fen
        )
    for want in total.values():
        if want.line_no not in lines:
            return NoSuchLine(want.line_no)
        full = _room(lines[want.line_no], want)
        if full is not None:
            return full
    for want in total.values():
        _reserve(session, lines[want.line_no], want)
        session.merge(
            Claim(
                store_id=receipt.store_id,
                claim_id=claim_id,
                line_no=want.line_no,
                sold_month=receipt.sold_month,
                receipt_code=receipt.receipt_code,
                quantity=want.quantity,
                refund_fen=want.refund_fen,
                state="reserved",
                claimed_at=now,
            )
        )
    session.flush()
    _tell(session, receipt, now)
    return Claimed()


def release(session: Session, book: Book, claim_id: str, now: datetime) -> None:
    """Give back what the claim reserved; doing it twice gives nothing more."""
    for claimed in _reserved(session, book.receipt, claim_id):
        session.execute(
            _line(claimed).values(
                reserved=LedgerLine.reserved - claimed.quantity,
                reserved_fen=LedgerLine.reserved_fen - claimed.refund_fen,
            )
        )
        claimed.state = "released"
    session.flush()
    _tell(session, book.receipt, now)


def settle(session: Session, book: Book, claim_id: str) -> None:
    """What was reserved has been returned and paid; doing it twice changes nothing more."""
    for claimed in _reserved(session, book.receipt, claim_id):
        session.execute(
            _line(claimed).values(
                reserved=LedgerLine.reserved - claimed.quantity,
                reserved_fen=LedgerLine.reserved_fen - claimed.refund_fen,
                returned=LedgerLine.returned + claimed.quantity,
                returned_fen=LedgerLine.returned_fen + claimed.refund_fen,
            )
        )
        claimed.state = "returned"
    session.flush()


def _returned(line: LedgerLine) -> LineReturned | None:
    pieces, fen = line.reserved + line.returned, line.reserved_fen + line.returned_fen
    return LineReturned(line.line_no, pieces, fen) if pieces or fen else None


def _room(line: LedgerLine, want: Wanted) -> Full | None:
    gone, gone_fen = line.reserved + line.returned, line.reserved_fen + line.returned_fen
    left = line.bought - gone
    if want.quantity < 0 or want.refund_fen < 0 or want.quantity > left:
        return Full(line.line_no, left, line.paid_fen - gone_fen)
    due_fen = cumulative_share(line.paid_fen, gone + want.quantity, line.bought) - gone_fen
    return Full(line.line_no, left, max(0, due_fen)) if want.refund_fen > due_fen else None


def _reserve(session: Session, line: LedgerLine, want: Wanted) -> None:
    result = session.execute(
        update(LedgerLine)
        .where(LedgerLine.store_id == line.store_id, LedgerLine.sold_month == line.sold_month)
        .where(LedgerLine.receipt_code == line.receipt_code, LedgerLine.line_no == line.line_no)
        .where(LedgerLine.reserved + LedgerLine.returned + want.quantity <= LedgerLine.bought)
        .where(LedgerLine.reserved_fen + LedgerLine.returned_fen + want.refund_fen <= LedgerLine.paid_fen)
        .values(
            reserved=LedgerLine.reserved + want.quantity, reserved_fen=LedgerLine.reserved_fen + want.refund_fen
        )
        .returning(LedgerLine.line_no)
        .execution_options(synchronize_session=False)
    )
    if result.scalar_one_or_none() is None:
        raise RuntimeError(f"line {line.line_no} of {line.receipt_code} changed while it was locked")


def _reserved(session: Session, receipt: ReceiptRow, claim_id: str) -> Sequence[Claim]:
    return session.scalars(
        select(Claim)
        .where(Claim.store_id == receipt.store_id, Claim.claim_id == claim_id, Claim.state == "reserved")
        .order_by(Claim.line_no)
    ).all()


def _line(claimed: Claim) -> Update:
    return (
        update(LedgerLine)
        .where(LedgerLine.store_id == claimed.store_id, LedgerLine.sold_month == claimed.sold_month)
        .where(LedgerLine.receipt_code == claimed.receipt_code, LedgerLine.line_no == claimed.line_no)
        .execution_options(synchronize_session=False)
    )


def _tell(session: Session, receipt: ReceiptRow, now: datetime) -> None:
    record(session, receipt.store_id, now, [Changed("receipt", receipt.receipt_code, sold_on=receipt.sold_on)])
