"""One SQLite file: the only place that knows its pragmas, its transactions and what its errors mean.

StoreError
├── StoreFull      no room left: nothing was written
├── StoreBroken    the file cannot be read or written as it should be
├── StoreBusy      somebody else held the write lock too long
├── StoreInUse     another kiosk program has these files open
└── StoreUnfit     not our file, or written by a newer program
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import quote

from sqlalchemy import Connection, create_engine, event, exc
from sqlalchemy.engine import URL, Engine


class StoreError(Exception):
    """Nothing of the transaction was accepted."""


class StoreFull(StoreError):
    pass


class StoreBroken(StoreError):
    pass


class StoreBusy(StoreError):
    pass


class StoreInUse(StoreError):
    pass


class StoreUnfit(StoreError):
    pass


@dataclass(frozen=True, slots=True)
class Schema:
    """`steps[n]` are the statements that lift version n to n + 1; a file is lifted step by step, each in one go."""

    application_id: int
    steps: tuple[tuple[str, ...], ...]

    @property
    def version(self) -> int:
        return len(self.steps)


@dataclass(frozen=True, slots=True)
class Pragmas:
    """What every connection is asked for, and then asked whether it is so.

    FULL: a commit returns when the log is on the disk. Less is for what can be had again, and for the controls of
    the fault harness.
    """

    synchronous: str = "FULL"
    busy_timeout_ms: int = 5000
    max_page_count: int | None = None

    def wanted(self) -> dict[str, tuple[str, object]]:
        """Pragma -> (value to ask for, value to read back)."""
        levels = {"OFF": 0, "NORMAL": 1, "FULL": 2, "EXTRA": 3}
        pragmas: dict[str, tuple[str, object]] = {
            "journal_mode": ("WAL", "wal"),
            "synchronous": (self.synchronous, levels[self.synchronous]),
            "foreign_keys": ("ON", 1),
            "busy_timeout": (str(self.busy_timeout_ms), self.busy_timeout_ms),
            "trusted_schema": ("OFF", 0),
            "cell_size_check": ("ON", 1),
        }
        if self.max_page_count is not None:
            pragmas["max_page_count"] = (str(self.max_page_count), self.max_page_count)
        return pragmas


class Store:
    """Connections are pooled and may be used from any thread; writers wait for each other here, not in SQLite."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._engine = engine
        self._writer = threading.Lock()
        self._writing_thread: int | None = None
        self._closed = False

    @classmethod
    def open(cls, path: Path, schema: Schema, pragmas: Pragmas | None = None) -> Self:
        """Create or open, check, and lift to the newest version. Raises StoreError; a refused file is left as it is."""
        with translated():
            _create_private(path)
            _refuse_strangers(path, schema.application_id)
        engine = _engine(path, pragmas or Pragmas())
        store = cls(path, engine)
        try:
            store._check_and_lift(schema)
        except BaseException:
            engine.dispose()
            raise
        return store

    @classmethod
    def beside(cls, path: Path, schema: Schema) -> Self:
        """Look at a file that another program may be writing: nothing is created, lifted or changed. Raises StoreError;
        StoreUnfit also for a file that its program has not lifted to this version yet."""
        with translated():
            _refuse_strangers(path, schema.application_id)
        store = cls(path, _engine(path, Pragmas(), read_only=True))
        with store.read() as connection:
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        if version != schema.version:
            store.close()
            raise StoreUnfit(f"{path} has version {version}, this program reads {schema.version}")
        return store

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view. Raises StoreError."""
        self._still_open()
        with translated(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One BEGIN IMMEDIATE transaction: stored when the block is left without an exception. Raises StoreError."""
        if self._writing_thread == threading.get_ident():
            raise RuntimeError("a transaction inside a transaction would wait for itself")
        with self._writer:
            self._still_open()
            self._writing_thread = threading.get_ident()
            try:
                with translated(), self._engine.connect() as connection:
                    connection = connection.execution_options(writing=True)
                    with connection.begin():
                        yield connection
            except StoreBroken:
                # A connection that has met a read or write error is not trusted again.
                self._engine.dispose()
                raise
            finally:
                self._writing_thread = None

    def checkpoint(self) -> None:
        """Move the log into the file in a quiet moment, so that no shopper's commit has to. Raises StoreError."""
        with translated(), self._engine.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(PASSIVE)")  # type: ignore[union-attr]

    def close(self) -> None:
        """Wait for the transaction under way. Afterwards nothing is read or written: late threads get StoreBroken."""
        with self._writer:
            self._closed = True
            self._engine.dispose()

    def _still_open(self) -> None:
        if self._closed:
            raise StoreBroken(f"{self.path} was closed")

    def _check_and_lift(self, schema: Schema) -> None:
        with self.read() as connection:
            found_id = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar_one()
            faults = connection.exec_driver_sql("PRAGMA quick_check(5)").scalars().all()
        if faults != ["ok"]:
            raise StoreBroken(f"{self.path} is damaged: {'; '.join(map(str, faults))}")
        if found_id != schema.application_id and (found_id or tables):
            raise StoreUnfit(f"{self.path} is not a file of this kind (application id {found_id:#x})")
        if version > schema.version:
            raise StoreUnfit(f"{self.path} has version {version}, this program knows up to {schema.version}")
        for step in range(version, schema.version):
            with self.write() as connection:
                for statement in schema.steps[step]:
                    connection.exec_driver_sql(statement)
                connection.exec_driver_sql(f"PRAGMA application_id = {schema.application_id}")
                connection.exec_driver_sql(f"PRAGMA user_version = {step + 1}")


def _create_private(path: Path) -> None:
    """The file holds the device's credential: nobody but its owner reads it. SQLite gives -wal and -shm its mode."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    path.chmod(0o600)


def _refuse_strangers(path: Path, application_id: int) -> None:
    """Look at the header before SQLite touches the file: asking for WAL would already change somebody else's."""
    with path.open("rb") as file:
        header = file.read(72)
    if not header:
        return
    found = int.from_bytes(header[68:72], "big")
    # Zero: ours too, while everything written still stands in the log.
    if header[:16] != b"SQLite format 3\0" or found not in (0, application_id):
        raise StoreUnfit(f"{path} is not a file of this kind")


def _engine(path: Path, pragmas: Pragmas, *, read_only: bool = False) -> Engine:
    url = URL.create("sqlite", database=str(path))
    if read_only:
        url = URL.create("sqlite", database=f"file:{quote(str(path))}", query={"mode": "ro", "uri": "true"})
    # Pool overflow is unbounded on purpose: a reader waiting for a reader could be waiting for itself.
    engine = create_engine(url, pool_size=4, max_overflow=-1, connect_args={"timeout": 0})

    @event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # BEGIN is said below, in the right kind, not guessed by the driver
        for name, (ask, expected) in pragmas.wanted().items():
            connection.execute(f"PRAGMA {name} = {ask}").close()
            (got,) = connection.execute(f"PRAGMA {name}").fetchone()
            if got != expected:
                raise StoreUnfit(f"{path}: asked for {name} = {ask}, got {got}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        # A transaction that reads first and writes later fails at once when another wrote in between.
        kind = "IMMEDIATE" if connection.get_execution_options().get("writing") else "DEFERRED"
        connection.exec_driver_sql(f"BEGIN {kind}")

    return engine


@contextmanager
def translated() -> Iterator[None]:
    """SQLite's and the system's errors, in the words of this module. Broken constraints stay what they are: bugs."""
    try:
        yield
    except exc.IntegrityError:
        raise
    except exc.DBAPIError as error:
        raise _translate(error.orig) from error
    except sqlite3.Error as error:
        raise _translate(error) from error
    except OSError as error:
        raise StoreBroken(f"cannot use the file: {error}") from error


def _translate(error: BaseException | None) -> StoreError:
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if isinstance(code, int) else None
    said = f"{error} ({getattr(error, 'sqlite_errorname', 'no code')})"
    # No room to grow the shared-memory index is an input/output error to SQLite; it is a full disk all the same.
    if primary == sqlite3.SQLITE_FULL or code == sqlite3.SQLITE_IOERR_SHMSIZE:
        return StoreFull(f"the disk is full: {said}")
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusy(said)
    return StoreBroken(said)
