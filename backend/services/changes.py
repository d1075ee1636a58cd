"""The order in which a store's data changed, for replicas. One row per thing: its latest change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from backend.database import insert_into
from backend.models import ChangeCounter, ChangeRow


class StoreUnknown(LookupError):
    """No such store here; the message names it."""


@dataclass(frozen=True, slots=True)
class Changed:
    """`kind` as in the `KIND` of domain.reference; `key` is the thing's id ("" where there is one per store)."""

    kind: str
    key: str = ""
    removed: bool = False
    sold_on: date | None = None


def open_counter(session: Session, store_id: str) -> None:
    session.add(ChangeCounter(store_id=store_id, last=0))
    session.flush()


def hold(session: Session, store_id: str) -> None:
    """Take the store's counter now, for a transaction that only adds and then records, or that replaces a whole set.

    Raises StoreUnknown.
    """
    counter = select(ChangeCounter).where(ChangeCounter.store_id == store_id).with_for_update()
    if session.scalars(counter).one_or_none() is None:
        raise StoreUnknown(f"store {store_id} is not known here")


def last_changed(session: Session, store_id: str, kind: str) -> datetime | None:
    """When anything of that kind last changed there; None when there never was any."""
    return session.scalar(
        select(func.max(ChangeRow.changed_at)).where(ChangeRow.store_id == store_id, ChangeRow.kind == kind)
    )


def record(session: Session, store_id: str, now: datetime, changes: Sequence[Changed]) -> None:
    """Give each change the next cursor. Holds the store's counter until the transaction ends: call it last."""
    latest = {(change.kind, change.key): change for change in changes}
    if not latest:
        return
    last = session.execute(
        update(ChangeCounter)
        .where(ChangeCounter.store_id == store_id)
        .values(last=ChangeCounter.last + len(latest))
        .returning(ChangeCounter.last)
        .execution_options(synchronize_session=False)
    ).scalar_one()
    rows = [
        {
            "store_id": store_id,
            "kind": change.kind,
            "key": change.key,
            "cursor": cursor,
            "removed": change.removed,
            "sold_on": change.sold_on,
            "changed_at": now,
        }
        for cursor, change in enumerate(latest.values(), start=last - len(latest) + 1)
    ]
    statement = insert_into(session, ChangeRow)
    replaced = {name: statement.excluded[name] for name in ("cursor", "removed", "sold_on", "changed_at")}
    session.execute(
        statement.on_conflict_do_update(index_elements=["store_id", "kind", "key"], set_=replaced), rows
    )
