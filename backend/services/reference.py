"""A store's reference data: put in by store IT, read by kiosks' replicas."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.database import Sessions
from backend.models import (
    ChangeCounter,
    ChangeRow,
    DepartmentRow,
    NoticeRow,
    PlacementRow,
    PlanRow,
    PolicyRow,
    ProductRow,
    PromotionRow,
    ReceiptRow,
    StockRow,
    StoreRow,
    SynonymRow,
)
from backend.services import ledger
from backend.services.changes import Changed, open_counter, record
from backend.services.changes import StoreUnknown as StoreUnknown
from backend.services.documents import read, stored
from backend.services.whole_sets import put
from domain import codec
from domain.policy import Policy
from domain.reference import Department, Product, Store

MOST_URGENT = 50
"""Of notices, and of offers, told at once; should there ever be more, the page of changes has the rest."""


def put_store(sessions: Sessions, store: Store, now: datetime) -> None:
    """Add the store, or change what is known of it."""
    ZoneInfo(store.timezone)  # a zone nobody knows must not get in
    with sessions.write() as session:
        row = session.get(StoreRow, store.store_id)
        if row is None:
            session.add(StoreRow(store_id=store.store_id, document=stored(store)))
            session.flush()
            open_counter(session, store.store_id)
        elif row.document == stored(store):
            return
        else:
            row.document = stored(store)
        record(session, store.store_id, now, [Changed("store")])


def put_policy(sessions: Sessions, store_id: str, policy: Policy, now: datetime) -> None:
    """Publish a policy. A version, once published, stands: the same version with other content raises ValueError."""
    with sessions.write() as session:
        store = store_row(session, store_id)
        row = session.get(PolicyRow, (store_id, policy.version))
        if row is None:
            session.add(
                PolicyRow(
                    store_id=store_id, policy_version=policy.version, document=stored(policy), published_at=now
                )
            )
        elif row.document != stored(policy):
            raise ValueError(f"policy {policy.version} is published already and reads differently")
        if store.policy_version != policy.version:
            store.policy_version = policy.version
            record(session, store_id, now, [Changed("policy")])


def put_departments(sessions: Sessions, store_id: str, departments: Iterable[Department], now: datetime) -> None:
    """The store's departments, all of them: those not named are removed."""
    _put_all(
        sessions,
        store_id,
        "department",
        {d.code: d for d in departments},
        now,
        DepartmentRow,
        DepartmentRow.code,
        lambda d: DepartmentRow(store_id=store_id, code=d.code, document=stored(d)),
    )


def put_products(sessions: Sessions, store_id: str, products: Iterable[Product], now: datetime) -> None:
    """The store's products, all of them: those not named are removed."""
    _put_all(
        sessions,
        store_id,
        "product",
        {p.product_id: p for p in products},
        now,
        ProductRow,
        ProductRow.product_id,
        lambda p: ProductRow(
            store_id=store_id, product_id=p.product_id, gtin=p.gtin, name=p.name[:200], document=stored(p)
        ),
    )


def _put_all(
    sessions: Sessions,
    store_id: str,
    kind: str,
    wanted: dict[str, Any],
    now: datetime,
    table: Any,
    key_column: Any,
    make: Callable[[Any], Any],
) -> None:
    with sessions.write() as session:
        store_row(session, store_id)
        put(session, store_id, kind, wanted, now, table, key_column, make, whole=True)


def store(session: Session, store_id: str) -> Store:
    """Raises StoreUnknown."""
    return read(Store, store_row(session, store_id).document)


def stores(session: Session) -> tuple[Store, ...]:
    return tuple(read(Store, row.document) for row in session.scalars(select(StoreRow).order_by(StoreRow.store_id)))


def policy(session: Session, store_id: str, version: str | None = None) -> Policy | None:
    """The policy of that version, else the one in force; None where the store has none."""
    wanted = version if version is not None else store_row(session, store_id).policy_version
    row = session.get(PolicyRow, (store_id, wanted)) if wanted is not None else None
    return None if row is None else _policy(row.document)


def replica_page(
    session: Session, store_id: str, cursor: int, limit: int, now: datetime, receipts_kept: timedelta
) -> dict[str, Any]:
    """A domain.reference.ReplicaPage in its plain form: stored documents go out as they are, undecoded."""
    counter = session.get(ChangeCounter, store_id)
    last = counter.last if counter is not None else 0
    # A cursor beyond our last is from a database that was put back from a backup: begin again.
    after = cursor if 0 <= cursor <= last else 0
    oldest = (now - receipts_kept).date()
    rows = session.scalars(
        select(ChangeRow)
        .where(ChangeRow.store_id == store_id, ChangeRow.cursor > after)
        .where(ChangeRow.sold_on.is_(None) | (ChangeRow.sold_on >= oldest))
        .order_by(ChangeRow.cursor)
        .limit(limit + 1)
    ).all()
    page, more = rows[:limit], len(rows) > limit
    changes = _plain_changes(session, store_id, page)
    reached = page[-1].cursor if more else last
    return {"cursor": reached, "changes": changes, "more": more, "as_of": codec.encode(now)}


def urgent(session: Session, store_id: str, after: int) -> dict[str, Any]:
    """A domain.reference.UrgentAnswer in its plain form: notices and offers put or taken back after that cursor."""
    counter = session.get(ChangeCounter, store_id)
    last = counter.last if counter is not None else 0
    if last <= after:
        return {"cursor": last, "changes": []}
    told: list[ChangeRow] = []
    # Apart: a table of offers that comes in must not push an emergency out of the answer.
    for kind in ("promotion", "notice"):
        of_kind = ChangeRow.store_id == store_id, ChangeRow.kind == kind, ChangeRow.cursor > after
        # Ordered here: asked to, SQLite would walk through every change of the store.
        fresh = sorted(session.scalars(select(ChangeRow).where(*of_kind)), key=lambda row: row.cursor)
        told += fresh[-MOST_URGENT:]
    return {"cursor": last, "changes": _plain_changes(session, store_id, told)}


@lru_cache(maxsize=64)
def _policy(document: str) -> Policy:
    """A published policy never changes: the same text is read once."""
    return read(Policy, document)


def _plain_changes(session: Session, store_id: str, page: Sequence[ChangeRow]) -> list[dict[str, Any]]:
    documents = {
        "department": _documents(session, DepartmentRow, DepartmentRow.code, store_id, _keys(page, "department")),
        "product": _documents(session, ProductRow, ProductRow.product_id, store_id, _keys(page, "product")),
        "receipt": _documents(session, ReceiptRow, ReceiptRow.receipt_code, store_id, _keys(page, "receipt")),
        "placement": _documents(session, PlacementRow, PlacementRow.placement_id, store_id, _keys(page, "placement")),
        "stock": _documents(session, StockRow, StockRow.product_id, store_id, _keys(page, "stock")),
        "promotion": _documents(session, PromotionRow, PromotionRow.promotion_id, store_id, _keys(page, "promotion")),
        "notice": _documents(session, NoticeRow, NoticeRow.notice_id, store_id, _keys(page, "notice")),
        "synonym": _documents(session, SynonymRow, SynonymRow.word, store_id, _keys(page, "synonym")),
    }
    returned = ledger.returned_of(session, store_id, list(documents["receipt"]))
    changes: list[dict[str, Any]] = []
    for row in page:
        if row.removed:
            changes.append({"kind": "removed", "what": row.kind, "key": row.key})
            continue
        match row.kind:
            case "store":
                value: Any = json.loads(store_row(session, store_id).document)
            case "policy":
                value = codec.encode(policy(session, store_id))
            case "plan":
                value = _plan_in_force(session, store_id)
            case "receipt":
                value = {
                    "receipt": documents["receipt"][row.key],
                    "returned": codec.encode(returned.get(row.key, ())),
                }
            case _:
                value = documents[row.kind][row.key]
        changes.append({"kind": row.kind, "known" if row.kind == "receipt" else row.kind: value})
    return changes


def _plan_in_force(session: Session, store_id: str) -> Any:
    row = session.get(PlanRow, (store_id, store_row(session, store_id).plan_version))
    if row is None:
        raise LookupError(f"store {store_id} has no plan")
    return json.loads(row.document)


def _keys(page: Sequence[ChangeRow], kind: str) -> list[str]:
    return [row.key for row in page if row.kind == kind and not row.removed]


def _documents(session: Session, table: Any, key_column: Any, store_id: str, keys: list[str]) -> dict[str, Any]:
    if not keys:
        return {}
    found = session.execute(
        select(key_column, table.document).where(table.store_id == store_id, key_column.in_(keys))
    )
    return {key: json.loads(document) for key, document in found}


def store_row(session: Session, store_id: str) -> StoreRow:
    """Raises StoreUnknown."""
    row = session.get(StoreRow, store_id)
    if row is None:
        raise StoreUnknown(f"store {store_id} is not known here")
    return row
