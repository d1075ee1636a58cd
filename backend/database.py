"""The one place that knows how each database is opened: SQLite embedded, PostgreSQL by URL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

_WRITES = "fuwutai_writes"
_PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}


class Sessions:
    """Opens units of work. A write commits when its block ends, and leaves nothing when the block raises."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writing = engine.execution_options(**{_WRITES: True})

    @property
    def embedded(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Session]:
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        with Session(self._writing, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        self.engine.dispose()


def open_database(url: str) -> Sessions:
    """`sqlite:///path` (the folder is made) or `postgresql://...`. Raises ValueError for any other kind."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise ValueError("this is no database URL: give sqlite:///FILE or postgresql://...") from None
    match parsed.get_backend_name():
        case "sqlite":
            return Sessions(_sqlite(url))
        case "postgresql" | "postgres":
            return Sessions(
                create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True, pool_size=10)
            )
        case other:
            raise ValueError(f"{other} is not supported: give sqlite:///FILE or postgresql://...")


def insert_into(session: Session, table: Any) -> Any:
    """An INSERT that can say what becomes of a row that is there: both databases can, each in a class of its own."""
    return (sqlite if session.get_bind().dialect.name == "sqlite" else postgresql).insert(table)


def embedded_file(url: str) -> Path | None:
    """Where the embedded database of that URL is kept; None for every other kind of database, and for no URL at all."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        return None
    return Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None


def _sqlite(url: str) -> Engine:
    path = make_url(url).database
    if not path or path == ":memory:":
        raise ValueError("the embedded database needs a file: sqlite:///FILE")
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    with suppress(OSError):  # what cannot be made is told when it is opened
        # It holds purchases and staff's password hashes: nobody else's to read, and its journals follow its mode.
        Path(path).touch(mode=0o600)
    engine = create_engine(url, connect_args={"timeout": 10, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        # sqlite3's own transaction handling begins lazily; we say BEGIN ourselves.
        connection.isolation_level = None
        for name, value in _PRAGMAS.items():
            connection.execute(f"PRAGMA {name}={value}")
            (actual,) = connection.execute(f"PRAGMA {name}").fetchone()
            if actual != value:
                raise RuntimeError(f"{path}: {name} is {actual}, needed {value}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A deferred transaction that turns into a write fails at once when another writes: writers queue up first.
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
