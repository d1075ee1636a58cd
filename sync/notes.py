"""Small numbers that must survive a restart, by name: the service's time as last heard, how much paper is left."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from sync.schema import notes
from sync.store import Store


class Notes:
    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, name: str) -> int | None:
        with self._store.read() as connection:
            return connection.scalar(select(notes.c.value).where(notes.c.name == name))

    def put(self, values: Mapping[str, int]) -> None:
        """All of them or none. Raises StoreError."""
        statement = insert(notes)
        statement = statement.on_conflict_do_update(index_elements=["name"], set_={"value": statement.excluded.value})
        with self._store.write() as connection:
            connection.execute(statement, [{"name": name, "value": value} for name, value in values.items()])
