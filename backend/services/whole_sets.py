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


def put(
    session: Session,
    store_id: str,
    kind: str,
    wanted: Mapping[str, Any],
    now: datetime,
    table: Any,
    key_column: Any,
    make: Callable[[Any], Any],
    *,
    whole: bool,
) -> None:
    """`whole`: exactly those, what is not named is removed; else the others stay. What reads the same is left alone."""
    there = _there(session, store_id, None if whole else list(wanted), table, key_column)
    gone = [key for key in there if key not in wanted]
    fresh = [key for key, value in wanted.items() if there.get(key) != stored(value)]
    stale = [*gone, *(key for key in fresh if key in there)]
    for start in range(0, len(stale), _AT_ONCE):
        some = stale[start : start + _AT_ONCE]
        session.execute(delete(table).where(table.store_id == store_id, key_column.in_(some)))
    session.add_all(make(wanted[key]) for key in fresh)
    session.flush()
    changes = [Changed(kind, key) for key in fresh] + [Changed(kind, key, removed=True) for key in gone]
    record(session, store_id, now, changes)


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


def _there(
    session: Session, store_id: str, named: list[str] | None, table: Any, key_column: Any
) -> dict[str, str]:
    """The documents by key: all the store has, or those of `named` there are."""
    every = select(key_column, table.document).where(table.store_id == store_id)
    if named is None:
        return {key: document for key, document in session.execute(every)}  # noqa: C416
    there: dict[str, str] = {}
    for start in range(0, len(named), _AT_ONCE):
        some = named[start : start + _AT_ONCE]
        there.update((key, document) for key, document in session.execute(every.where(key_column.in_(some))))
    return there
