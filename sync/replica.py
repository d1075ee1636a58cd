"""The kiosk's copy of its store's reference data and recent receipts, as of when it was last told.

Everything here can be fetched again; what matters is that the last good version stays in use and that its age is known.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Row, bindparam, delete, func, select, update

from domain import codec
from domain.goods import Placement, Stock, Synonym
from domain.money import Fen
from domain.plan import Plan
from domain.policy import Policy
from domain.promotion import Notice, Promotion
from domain.receipt import LineReturned
from domain.reference import (
    Change,
    Department,
    Product,
    ReceiptKnown,
    ReplicaPage,
)
from domain.reference import Store as StoreInfo
from sync.clock import from_ms, to_ms
from sync.identity import Credential
from sync.replica_changes import put
from sync.schema import documents, products, progress, receipts
from sync.store import Store

T = TypeVar("T")

MOST_FOUND = 5
"""As many receipts as a shopper can tell apart on one screen; the central service answers with no more either."""


class Reservations(Protocol):
    """This kiosk's own returns (see `sync.journal`)."""

    def acknowledged(self) -> int: ...

    def reserved(self, receipt_code: str, acks: int) -> tuple[LineReturned, ...]: ...


@dataclass(frozen=True, slots=True)
class ReceiptHere:
    """A receipt with everything known against it: the ledger as last told, plus this kiosk's own returns."""

    known: ReceiptKnown
    as_of: datetime


class Replica:
    def __init__(self, store: Store, reservations: Reservations) -> None:
        self._store = store
        self._reservations = reservations
        self._decoded: dict[str, tuple[str, Any]] = {}
        self._lock = threading.Lock()

    def adopt(self, credential: Credential) -> bool:
        """Make this the copy of that enrolment. Another store's data goes; the same store's stays in use. False when
        it was that enrolment's already.

        With a new enrolment acknowledgements are counted anew, so own returns count until each receipt comes again.
        """
        owner = f"{credential.device_id}/{credential.epoch}"
        with self._store.read() as connection:
            row = connection.execute(select(progress.c.owner, progress.c.store_id)).one()
        if (row.owner, row.store_id) == (owner, credential.store_id):
            return False
        with self._store.write() as connection:
            if row.store_id == credential.store_id:
                connection.execute(update(receipts).values(acks=0))
            else:
                for table in (documents, products, receipts):
                    connection.execute(delete(table))
                connection.execute(update(progress).values(cursor=0, as_of=None))
            connection.execute(update(progress).values(owner=owner, store_id=credential.store_id))
        return True

    def apply(self, page: ReplicaPage, acks: int) -> None:
        """All of a page and its cursor in one transaction, or nothing. Raises StoreError.

        `acks`: how many messages had been acknowledged when the page was asked for.
        """
        as_of = to_ms(page.as_of)
        with self._store.write() as connection:
            before = connection.scalar(select(progress.c.cursor)) or 0
            put(connection, page.changes, as_of, acks)
            # A cursor behind ours: the central service was set back to an older state. Everything is asked for anew.
            cursor = page.cursor if page.cursor >= before else 0
            values: dict[str, int] = {"cursor": cursor}
            if not page.more and cursor:
                values["as_of"] = as_of
            connection.execute(update(progress).values(**values))

    def apply_urgent(self, changes: Sequence[Change], as_of: datetime) -> None:
        """Ahead of the page they are in as well, which then changes nothing. Raises StoreError."""
        with self._store.write() as connection:
            put(connection, changes, to_ms(as_of), 0)

    def cursor(self) -> int:
        with self._store.read() as connection:
            return connection.scalar(select(progress.c.cursor)) or 0

    def as_of(self) -> datetime | None:
        """When everything here was last up to date; None before the first complete fetch."""
        with self._store.read() as connection:
            value = connection.scalar(select(progress.c.as_of))
        return None if value is None else from_ms(value)

    def receipt(self, code: str) -> ReceiptHere | None:
        """None when it is not among the recent receipts of this store, which does not mean that it does not exist."""
        with self._store.read() as connection:
            row = connection.execute(_RECEIPT, {"code": code}).one_or_none()
        return None if row is None else self._here(row)

    def find(self, day: date, till: str, amount_fen: Fen) -> tuple[ReceiptHere, ...]:
        """By what a shopper remembers of a damaged receipt: the calendar day in the store, the till, what was paid."""
        store = self.store_info()
        if store is None:
            return ()
        zone = ZoneInfo(store.timezone)
        statement = (
            select(receipts, _COMPLETE)
            .where(
                receipts.c.paid_fen == amount_fen,
                receipts.c.till == till,
                receipts.c.sold_at >= to_ms(datetime.combine(day, time(), zone)),
                receipts.c.sold_at < to_ms(datetime.combine(day + timedelta(days=1), time(), zone)),
            )
            .order_by(receipts.c.sold_at)
            .limit(MOST_FOUND)
        )
        with self._store.read() as connection:
            rows = connection.execute(statement).all()
        return tuple(self._here(row) for row in rows)

    def store_info(self) -> StoreInfo | None:
        return self._document("store", StoreInfo)

    def policy(self) -> Policy | None:
        return self._document("policy", Policy)

    def departments(self) -> tuple[Department, ...]:
        return self._all("department", Department)

    def plan(self) -> Plan | None:
        return self._document("plan", Plan)

    def placements(self) -> tuple[Placement, ...]:
        return self._all("placement", Placement)

    def stocks(self) -> tuple[Stock, ...]:
        return self._all("stock", Stock)

    def promotions(self) -> tuple[Promotion, ...]:
        return self._all("promotion", Promotion)

    def notices(self) -> tuple[Notice, ...]:
        return self._all("notice", Notice)

    def synonyms(self) -> tuple[Synonym, ...]:
        return self._all("synonym", Synonym)

    def products(self) -> tuple[Product, ...]:
        with self._store.read() as connection:
            texts = connection.execute(select(products.c.text).order_by(products.c.product_id)).scalars().all()
        return tuple(_load(Product, text) for text in texts)

    def product_by_gtin(self, gtin: str) -> Product | None:
        statement = select(products.c.text).where(products.c.gtin == gtin).order_by(products.c.product_id).limit(1)
        with self._store.read() as connection:
            text = connection.scalar(statement)
        return None if text is None else _load(Product, text)

    def receipt_count(self) -> int:
        with self._store.read() as connection:
            return connection.scalar(select(func.count()).select_from(receipts)) or 0

    def prune(self, sold_before: datetime) -> int:
        """Receipts too old for any window go, should the central service have forgotten to say so."""
        with self._store.write() as connection:
            return connection.execute(delete(receipts).where(receipts.c.sold_at < to_ms(sold_before))).rowcount

    def _here(self, row: Row[*tuple[Any, ...]]) -> ReceiptHere:
        known = _load(ReceiptKnown, row.text)
        # Own returns count until this receipt itself has come again with them in its ledger.
        own = self._reservations.reserved(known.receipt.code, row.acks)
        merged = ReceiptKnown(known.receipt, merge(known.returned, own))
        return ReceiptHere(merged, from_ms(row.complete if row.complete is not None else row.as_of))

    def _all(self, kind: str, cls: type[T]) -> tuple[T, ...]:
        statement = select(documents.c.text).where(documents.c.kind == kind).order_by(documents.c.name)
        with self._store.read() as connection:
            texts = connection.execute(statement).scalars().all()
        return tuple(_load(cls, text) for text in texts)

    def _document(self, kind: str, cls: type[T]) -> T | None:
        statement = select(documents.c.text).where(documents.c.kind == kind)
        with self._store.read() as connection:
            text = connection.scalar(statement)
        if text is None:
            return None
        with self._lock:
            seen, value = self._decoded.get(kind, ("", None))
            if seen != text:
                value = _load(cls, text)
                self._decoded[kind] = (text, value)
        return value  # type: ignore[no-any-return]


def merge(known: tuple[LineReturned, ...], own: tuple[LineReturned, ...]) -> tuple[LineReturned, ...]:
    """Line by line, both together."""
    lines = {line.line_no: line for line in known}
    for line in own:
        before = lines.get(line.line_no, LineReturned(line.line_no, 0, 0))
        lines[line.line_no] = LineReturned(
            line.line_no, before.quantity + line.quantity, before.refund_fen + line.refund_fen
        )
    return tuple(lines[no] for no in sorted(lines))


_COMPLETE = select(progress.c.as_of).scalar_subquery().label("complete")
_RECEIPT = select(receipts.c.text, receipts.c.as_of, receipts.c.acks, _COMPLETE).where(
    receipts.c.code == bindparam("code")
)


def _load(cls: type[T], text: str) -> T:
    return codec.decode(cls, codec.loads(text))
