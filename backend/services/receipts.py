"""Sales in, and found again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from backend.database import Sessions
from backend.models import LedgerLine, ReceiptRow, StoreRow
from backend.services import ledger, partitions
from backend.services.changes import Changed, hold, record
from backend.services.documents import read, text_faults
from domain import codec, receipt_code
from domain.receipt import Receipt, faults
from domain.receipt_code import HOUSE_FORMAT, CodeFault, CodeFormat, ReceiptCode
from domain.reference import ReceiptKnown, Store

OLDEST = timedelta(days=5 * 366)
MOST_LINES = 1_000
MOST_FEN = 10**13


class Imported(Enum):
    NEW = "new"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class NotImported:
    """Why a receipt was left out, for whoever sent the file."""

    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sale:
    """A receipt fit to come in, in the form it is stored; `index` is its place among those asked for."""

    index: int
    receipt: Receipt
    document: str
    content_hash: str


def import_receipts(
    sessions: Sessions,
    receipts: Sequence[Receipt],
    now: datetime,
    *,
    formats: tuple[CodeFormat, ...] = (HOUSE_FORMAT,),
) -> list[Imported | NotImported]:
    """Take receipts in, one transaction per store; one outcome each, in order.

    What is already here with the same content is left alone. With other content it is refused: a sale, once recorded,
    does not change, and returns may hang on it.
    """
    outcomes: dict[int, Imported | NotImported] = {}
    by_store: dict[str, list[_Sale]] = {}
    for index, receipt in enumerate(receipts):
        plain = codec.encode(receipt)
        found = text_faults(plain, longest=200) or _faults(receipt, now, formats)
        if found:
            outcomes[index] = NotImported(tuple(found))
        else:
            document = codec.canonical(plain)
            sale = _Sale(index, receipt, document.decode(), hashlib.sha256(document).hexdigest())
            by_store.setdefault(receipt.store_id, []).append(sale)
    for store_id, of_store in by_store.items():
        outcomes |= _import_store(sessions, store_id, of_store, now)
    return [outcomes[index] for index in range(len(receipts))]


def lookup(session: Session, code: str, formats: tuple[CodeFormat, ...] = (HOUSE_FORMAT,)) -> ReceiptKnown | None:
    """The receipt of that code, of any store of the chain, with what the ledger holds against it."""
    row = row_of(session, code, formats)
    return None if row is None else _known(session, [row])[0]


def find(session: Session, store_id: str, sold_on: date, till: str, amount_fen: int) -> tuple[ReceiptKnown, ...]:
    """A damaged receipt, by store-local day, till and sum; at most 5, latest first."""
    tills = {till, till.lstrip("0"), till.zfill(2), till.zfill(3)}  # 3 号收银台 prints 03, a shopper types 3
    rows = session.scalars(
        select(ReceiptRow)
        .where(ReceiptRow.store_id == store_id, ReceiptRow.sold_month == sold_on.replace(day=1))
        .where(ReceiptRow.sold_on == sold_on, ReceiptRow.till.in_(tills), ReceiptRow.paid_fen == amount_fen)
        .order_by(ReceiptRow.sold_at.desc())
        .limit(5)
    ).all()
    return tuple(_known(session, rows))


def row_of(session: Session, code: str, formats: tuple[CodeFormat, ...] = (HOUSE_FORMAT,)) -> ReceiptRow | None:
    match receipt_code.parse(code, formats=formats):
        case ReceiptCode(text=text, store_id=store_id):
            return session.scalars(
                select(ReceiptRow).where(ReceiptRow.receipt_code == text, ReceiptRow.store_id == store_id)
            ).first()
        case CodeFault():
            return None


def receipt_of(row: ReceiptRow) -> Receipt:
    return read(Receipt, row.document)


def _known(session: Session, rows: Sequence[ReceiptRow]) -> list[ReceiptKnown]:
    known = []
    for row in rows:
        returned = ledger.returned_of(session, row.store_id, [row.receipt_code])
        known.append(ReceiptKnown(receipt_of(row), returned.get(row.receipt_code, ())))
    return known


def _faults(receipt: Receipt, now: datetime, formats: tuple[CodeFormat, ...]) -> list[str]:
    found: list[str] = []
    if len(receipt.lines) > MOST_LINES:
        return [f"{len(receipt.lines)} lines; at most {MOST_LINES} are taken"]
    if receipt.paid_fen > MOST_FEN or any(line.gross_fen > MOST_FEN for line in receipt.lines):
        return ["an amount that no till can print"]
    found.extend(faults(receipt))
    match receipt_code.parse(receipt.code, formats=formats):
        case CodeFault() as fault:
            found.append(f"code {ascii(receipt.code)[:40]} is not a receipt code: {fault.value}")
        case ReceiptCode(text=text, store_id=store_id, sold_on=sold_on):
            if text != receipt.code:
                found.append(f"code {ascii(receipt.code)[:40]} must be written {text}")
            if store_id != receipt.store_id:
                found.append(f"code {text} is of store {store_id}, the receipt of store {receipt.store_id}")
            if abs(receipt.sold_at.date() - sold_on) > timedelta(days=1):
                found.append(f"code {text} is of {sold_on}, the sale of {receipt.sold_at.date()}")
    if not now - OLDEST <= receipt.sold_at <= now + timedelta(days=1):
        found.append(f"sold at {receipt.sold_at.isoformat()}: in the future, or more than five years ago")
    if len(receipt.till) > 64 or len(receipt.store_id) > 64:
        found.append("till or store longer than 64 characters")
    return found


def _import_store(
    sessions: Sessions, store_id: str, sales: list[_Sale], now: datetime
) -> dict[int, Imported | NotImported]:
    with sessions.read() as session:
        row = session.get(StoreRow, store_id)
    if row is None:
        unknown = NotImported((f"store {store_id} is not known here: bring its own data in first (import-store)",))
        return {sale.index: unknown for sale in sales}
    zone = ZoneInfo(read(Store, row.document).timezone)
    partitions.ensure(sessions, {_sold_on(sale.receipt, zone).replace(day=1) for sale in sales})
    with sessions.write() as session:
        # Two imports of one store at once go one after the other, and the second finds what the first brought.
        hold(session, store_id)
        known = _hashes(session, store_id, [sale.receipt.code for sale in sales])
        outcomes: dict[int, Imported | NotImported] = {}
        fresh: list[_Sale] = []
        for sale in sales:
            match known.get(sale.receipt.code):
                case None:
                    known[sale.receipt.code] = sale.content_hash
                    fresh.append(sale)
                    outcomes[sale.index] = Imported.NEW
                case same if same == sale.content_hash:
                    outcomes[sale.index] = Imported.UNCHANGED
                case _:
                    told = f"code {sale.receipt.code} is here already with other content"
                    outcomes[sale.index] = NotImported((told,))
        if fresh:
            _insert(session, fresh, zone, now)
            changes = [Changed("receipt", s.receipt.code, sold_on=_sold_on(s.receipt, zone)) for s in fresh]
            record(session, store_id, now, changes)
    return outcomes


def _hashes(session: Session, store_id: str, codes: list[str]) -> dict[str, str]:
    rows = session.execute(
        select(ReceiptRow.receipt_code, ReceiptRow.content_hash).where(
            ReceiptRow.store_id == store_id, ReceiptRow.receipt_code.in_(codes)
        )
    )
    return {code: content_hash for code, content_hash in rows}  # noqa: C416


def _insert(session: Session, sales: Iterable[_Sale], zone: ZoneInfo, now: datetime) -> None:
    rows: list[dict[str, object]] = []
    lines: list[dict[str, object]] = []
    for sale in sales:
        receipt = sale.receipt
        sold_on = _sold_on(receipt, zone)
        key = {"store_id": receipt.store_id, "receipt_code": receipt.code, "sold_month": sold_on.replace(day=1)}
        rows.append(
            {
                **key,
                "sold_on": sold_on,
                "till": receipt.till,
                "sold_at": receipt.sold_at,
                "paid_fen": receipt.paid_fen,
                "content_hash": sale.content_hash,
                "document": sale.document,
                "imported_at": now,
            }
        )
        lines.extend(
            {**key, "line_no": line.line_no, "bought": line.quantity, "paid_fen": line.paid_fen}
            for line in receipt.lines
        )
    session.execute(insert(ReceiptRow), rows)
    session.execute(insert(LedgerLine), lines)


def _sold_on(receipt: Receipt, zone: ZoneInfo) -> date:
    return receipt.sold_at.astimezone(zone).date()
