"""Writing changes into the replica's tables, inside the page's transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, assert_never

from sqlalchemy import Connection, delete
from sqlalchemy.dialects.sqlite import insert

from domain import codec
from domain.reference import (
    Change,
    DepartmentChanged,
    NoticeChanged,
    PlacementChanged,
    PlanChanged,
    PolicyChanged,
    ProductChanged,
    PromotionChanged,
    ReceiptChanged,
    ReceiptKnown,
    Removed,
    StockChanged,
    StoreChanged,
    SynonymChanged,
)
from sync.clock import to_ms
from sync.schema import documents, products, receipts


def text_of(value: object) -> str:
    return codec.canonical(value).decode()


def put(connection: Connection, changes: Iterable[Change], as_of: int, acks: int) -> None:
    """In their order. Receipts, nearly all there is, are gathered and written together."""
    gathered: list[dict[str, Any]] = []
    for change in changes:
        if isinstance(change, ReceiptChanged):
            gathered.append(_receipt_row(change.known, as_of, acks))
            continue
        _put_receipts(connection, gathered)
        gathered.clear()
        _put_other(connection, change, as_of)
    _put_receipts(connection, gathered)


_Other = (
    StoreChanged | PolicyChanged | DepartmentChanged | ProductChanged | PlanChanged | PlacementChanged | StockChanged
    | PromotionChanged | NoticeChanged | SynonymChanged | Removed
)  # fmt: skip


def _put_other(connection: Connection, change: _Other, as_of: int) -> None:
    match change:
        case StoreChanged(store=store):
            _put_document(connection, "store", "", text_of(store), as_of)
        case PolicyChanged(policy=policy):
            _put_document(connection, "policy", "", text_of(policy), as_of)
        case DepartmentChanged(department=department):
            _put_document(connection, "department", department.code, text_of(department), as_of)
        case ProductChanged(product=product):
            values = {"product_id": product.product_id, "gtin": product.gtin, "text": text_of(product)}
            statement = insert(products).values(**values)
            connection.execute(statement.on_conflict_do_update(index_elements=["product_id"], set_=values))
        case PlanChanged(plan=plan):
            _put_document(connection, "plan", "", text_of(plan), as_of)
        case PlacementChanged(placement=placement):
            _put_document(connection, "placement", placement.placement_id, text_of(placement), as_of)
        case StockChanged(stock=stock):
            _put_document(connection, "stock", stock.product_id, text_of(stock), as_of)
        case PromotionChanged(promotion=promotion):
            _put_document(connection, "promotion", promotion.promotion_id, text_of(promotion), as_of)
        case NoticeChanged(notice=notice):
            _put_document(connection, "notice", notice.notice_id, text_of(notice), as_of)
        case SynonymChanged(synonym=synonym):
            _put_document(connection, "synonym", synonym.word, text_of(synonym), as_of)
        case Removed(what=what, key=key):
            _remove(connection, what, key)
        case _:
            assert_never(change)


def _put_document(connection: Connection, kind: str, name: str, text: str, as_of: int) -> None:
    values = {"kind": kind, "name": name, "text": text, "as_of": as_of}
    statement = insert(documents).values(**values)
    connection.execute(statement.on_conflict_do_update(index_elements=["kind", "name"], set_=values))


def _receipt_row(known: ReceiptKnown, as_of: int, acks: int) -> dict[str, Any]:
    receipt = known.receipt
    return {
        "code": receipt.code,
        "till": receipt.till,
        "sold_at": to_ms(receipt.sold_at),
        "paid_fen": receipt.paid_fen,
        "text": text_of(known),
        "as_of": as_of,
        "acks": acks,
    }


def _put_receipts(connection: Connection, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(_PUT_RECEIPT, rows)


_new = insert(receipts)
_PUT_RECEIPT = _new.on_conflict_do_update(
    index_elements=["code"],
    set_={c.name: _new.excluded[c.name] for c in receipts.columns if c.name != "code"},
)


_DOCUMENTS = ("department", "plan", "placement", "stock", "promotion", "notice", "synonym")


def _remove(connection: Connection, what: str, key: str) -> None:
    """A store and its policy are replaced, never removed: without them the kiosk could judge nothing."""
    removals: dict[str, Callable[[], Any]] = {
        "receipt": lambda: delete(receipts).where(receipts.c.code == key),
        "product": lambda: delete(products).where(products.c.product_id == key),
    }
    removals |= {
        kind: lambda kind=kind: delete(documents).where(documents.c.kind == kind, documents.c.name == key)  # type: ignore[misc]
        for kind in _DOCUMENTS
    }
    if what in removals:
        connection.execute(removals[what]())
