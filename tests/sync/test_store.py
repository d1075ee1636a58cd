"""A store is what was asked for or is not opened; what it cannot keep, it says."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import insert, inspect, select
from sqlalchemy.exc import IntegrityError

from sync import schema
from sync.store import Pragmas, Schema, Store, StoreBroken, StoreBusy, StoreFull, StoreInUse, StoreUnfit
from sync.stores import open_stores

SHELF = Schema(application_id=0x1234, steps=(("CREATE TABLE shelf (item TEXT NOT NULL) STRICT",),))


def put(store: Store, item: str) -> None:
    with store.write() as connection:
        connection.exec_driver_sql("INSERT INTO shelf (item) VALUES (?)", (item,))


def items(store: Store) -> list[str]:
    with store.read() as connection:
        return list(connection.exec_driver_sql("SELECT item FROM shelf ORDER BY rowid").scalars())


def test_every_connection_is_as_durable_as_asked(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "shelf.sqlite", SHELF)
    seen = []

    def look() -> None:
        with store.read() as connection:
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout"):
                seen.append(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())

    look()
    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == ["wal", 2, 1, 5000] * 2


def test_only_its_owner_can_read_the_file(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "data" / "shelf.sqlite", SHELF)
    put(store, "rice")
    assert {f.name: oct(f.stat().st_mode & 0o777) for f in (tmp_path / "data").iterdir()} == {
        "shelf.sqlite": "0o600",
        "shelf.sqlite-wal": "0o600",
        "shelf.sqlite-shm": "0o600",
    }


def test_what_raises_inside_a_transaction_leaves_nothing_behind(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "shelf.sqlite", SHELF)

    def interrupted() -> None:
        with store.write() as connection:
            connection.exec_driver_sql("INSERT INTO shelf (item) VALUES ('rice')")
            raise KeyError

    with pytest.raises(KeyError):
        interrupted()
    assert items(store) == []


def test_a_full_disk_is_said_and_nothing_is_half_kept(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "shelf.sqlite", SHELF, Pragmas(max_page_count=8))
    kept: list[str] = []

    def fill() -> None:
        while True:
            item = f"{len(kept)}" * 1000
            put(store, item)
            kept.append(item)

    with pytest.raises(StoreFull):
        fill()
    assert items(store) == kept
    with store.write() as connection:
        connection.exec_driver_sql("DELETE FROM shelf")
    put(store, "rice")
    assert items(store) == ["rice"]


def test_writers_of_this_program_wait_for_each_other(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "shelf.sqlite", SHELF)
    threads = [threading.Thread(target=lambda n=n: [put(store, f"{n}/{i}") for i in range(10)]) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(items(store)) == 80


def test_a_lock_held_by_another_program_is_said(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "shelf.sqlite", SHELF, Pragmas(busy_timeout_ms=10))
    other = sqlite3.connect(tmp_path / "shelf.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy):
        put(store, "rice")
    other.execute("COMMIT")
    put(store, "rice")
    assert items(store) == ["rice"]
    other.close()


def test_whoever_means_to_write_holds_the_lock_before_it_reads(tmp_path: Path) -> None:
    """A transaction that reads first and asks for the lock later fails at once when somebody wrote in between."""
    store = Store.open(tmp_path / "shelf.sqlite", SHELF)
    other = sqlite3.connect(tmp_path / "shelf.sqlite", isolation_level=None, timeout=0)
    with store.write(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()


def test_a_closed_store_does_not_open_itself_again_for_a_late_thread(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "shelf.sqlite", SHELF)
    store.close()
    with pytest.raises(StoreBroken, match="closed"):
        put(store, "rice")
    with pytest.raises(StoreBroken, match="closed"):
        items(store)


def test_a_transaction_inside_a_transaction_is_a_bug_not_a_standstill(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "shelf.sqlite", SHELF)
    with pytest.raises(RuntimeError), store.write():
        put(store, "rice")
    assert items(store) == []


def test_a_damaged_file_is_refused_and_left_for_a_technician(tmp_path: Path) -> None:
    path = tmp_path / "shelf.sqlite"
    store = Store.open(path, SHELF)
    for number in range(200):
        put(store, f"{number}" * 50)
    store.close()
    content = bytearray(path.read_bytes())
    content[4096 * 2 : 4096 * 3] = b"\x5a" * 4096
    path.write_bytes(content)
    with pytest.raises(StoreBroken):
        Store.open(path, SHELF)
    assert path.read_bytes() == content


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to be looked at" * 4, b"short"])
def test_a_file_of_another_kind_is_refused_untouched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "shelf.sqlite"
    path.write_bytes(content)
    with pytest.raises(StoreUnfit):
        Store.open(path, SHELF)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "shelf.sqlite"
    other = sqlite3.connect(path)
    other.executescript("PRAGMA application_id = 99; CREATE TABLE theirs (x);")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreUnfit):
        Store.open(path, SHELF)
    assert path.read_bytes() == before


def test_a_file_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    newer = Schema(SHELF.application_id, (*SHELF.steps, ("ALTER TABLE shelf ADD COLUMN price INTEGER",)))
    Store.open(tmp_path / "shelf.sqlite", newer).close()
    with pytest.raises(StoreUnfit, match="version 2"):
        Store.open(tmp_path / "shelf.sqlite", SHELF)


def test_a_file_of_an_older_program_is_lifted_with_what_it_holds(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "shelf.sqlite", SHELF)
    put(store, "rice")
    store.close()
    newer = Schema(SHELF.application_id, (*SHELF.steps, ("ALTER TABLE shelf ADD COLUMN price INTEGER",)))
    lifted = Store.open(tmp_path / "shelf.sqlite", newer)
    with lifted.read() as connection:
        assert connection.exec_driver_sql("SELECT item, price FROM shelf").all() == [("rice", None)]


def test_a_lift_that_fails_half_way_leaves_the_old_version(tmp_path: Path) -> None:
    Store.open(tmp_path / "shelf.sqlite", SHELF).close()
    steps = (*SHELF.steps, ("ALTER TABLE shelf ADD COLUMN price INTEGER", "no such statement"))
    with pytest.raises(StoreBroken):
        Store.open(tmp_path / "shelf.sqlite", Schema(SHELF.application_id, steps))
    put(Store.open(tmp_path / "shelf.sqlite", SHELF), "rice")


def test_two_kiosk_programs_cannot_share_a_directory(tmp_path: Path) -> None:
    first = open_stores(tmp_path)
    with pytest.raises(StoreInUse):
        open_stores(tmp_path)
    first.close()
    open_stores(tmp_path).close()


def test_a_damaged_replica_is_set_aside_and_begun_anew(tmp_path: Path) -> None:
    open_stores(tmp_path).close()
    (tmp_path / "replica.sqlite").write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    stores = open_stores(tmp_path)
    with stores.replica.read() as connection:
        assert connection.scalar(select(schema.progress.c.cursor)) == 0
    assert (tmp_path / "replica.sqlite.damaged").exists()
    stores.close()


@pytest.mark.parametrize(("made", "tables"), [(schema.JOURNAL, 8), (schema.REPLICA, 4)])
def test_tables_are_spoken_of_as_they_were_made(tmp_path: Path, made: Schema, tables: int) -> None:
    store = Store.open(tmp_path / "x.sqlite", made)
    declared = schema.progress.metadata.tables
    with store.read() as connection:
        inspector = inspect(connection)
        names = inspector.get_table_names()
        assert len(names) == tables
        for name in names:
            assert [c["name"] for c in inspector.get_columns(name)] == [c.name for c in declared[name].columns]


def test_a_message_cannot_be_deleted_or_rewritten_even_by_mistake(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "journal.sqlite", schema.JOURNAL)
    row = {
        "message_id": "m", "device_id": "d", "epoch": 1, "seq": 1, "kind": "k", "ticket_no": "t",
        "created_at": 1, "envelope": "{}", "body_hash": "h", "link": "l",
    }  # fmt: skip
    with store.write() as connection:
        connection.execute(insert(schema.messages), row)
    for statement in (
        "DELETE FROM messages",
        "UPDATE messages SET body_hash = 'x'",
        "UPDATE messages SET seq = 2",
        "UPDATE messages SET envelope = NULL",
        "UPDATE messages SET state = 'lost'",
    ):
        with pytest.raises(IntegrityError), store.write() as connection:
            connection.exec_driver_sql(statement)
