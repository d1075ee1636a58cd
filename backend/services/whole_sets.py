"""Sets of documents a store is given whole or piece by piece, each change in the order replicas read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.services.changes import Changed, record
from backend.services.documents import stored

_AT_ONCE = 500


def replace_all(
    session: Session,
    store_id: str,
    kind: str,
    wanted: Mapping[str, Any],
    now: datetime,
    table: Any,
    key_column: Any,
    make: Callable[[Any], Any],
) -> None:
    """Exactly those: what is not named is removed, what reads the same is left alone."""
    rows = session.execute(select(key_column, table.document).where(table.store_id == store_id))
    there: dict[str, str] = {key: document for key, document in rows}  # noqa: C416
    gone = [key for key in there if key not in wanted]
    _write(session, store_id, kind, wanted, there, gone, now, table, key_column, make)


def put_some(
    session: Session,
    store_id: str,
    kind: str,
    wanted: Mapping[str, Any],
    now: datetime,
    table: Any,
    key_column: Any,
    make: Callable[[Any], Any],
) -> None:
    """Those are added or changed; the others stay."""
    there: dict[str, str] = {}
    keys = list(wanted)
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        rows = session.execute(
            select(key_column, table.document).where(table.store_id == store_id, key_column.in_(some))
        )
        there.update((key, document) for key, document in rows)
    _write(session, store_id, kind, wanted, there, [], now, table, key_column, make)


def remove(
    session: Session, store_id: str, kind: str, keys: Iterable[str], now: datetime, table: Any, key_column: Any
) -> tuple[str, ...]:
    """Returns those that were there; the others change nothing."""
    wanted = list(keys)
    there = session.scalars(
        select(key_column).where(table.store_id == store_id, key_column.in_(wanted))
    ).all()
    session.execute(delete(table).where(table.store_id == store_id, key_column.in_(there)))
    record(session, store_id, now, [Changed(kind, key, removed=True) for key in there])
    return tuple(there)


def _write(
    session: Session,
    store_id: str,
    kind: str,
    wanted: Mapping[str, Any],
    there: Mapping[str, str],
    gone: list[str],
    now: datetime,
    table: Any,
    key_column: Any,
    make: Callable[[Any], Any],
) -> None:
    fresh = [key for key, value in wanted.items() if there.get(key) != stored(value)]
    stale = [*gone, *(key for key in fresh if key in there)]
    for start in range(0, len(stale), _AT_ONCE):
        some = stale[start : start + _AT_ONCE]
        session.execute(delete(table).where(table.store_id == store_id, key_column.in_(some)))
    session.add_all(make(wanted[key]) for key in fresh)
    session.flush()
    changes = [Changed(kind, key) for key in fresh] + [Changed(kind, key, removed=True) for key in gone]
    record(session, store_id, now, changes)
