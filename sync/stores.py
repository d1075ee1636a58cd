"""The kiosk's directory of data: opened by one program at a time, its journal as it is, its replica anew if need be."""

from __future__ import annotations

import fcntl
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import structlog

from sync.schema import JOURNAL, REPLICA
from sync.store import Pragmas, Store, StoreBroken, StoreInUse, StoreUnfit, translated

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Stores:
    journal: Store
    replica: Store
    _lock: IO[bytes]

    def close(self) -> None:
        self.journal.close()
        self.replica.close()
        self._lock.close()


def open_stores(directory: Path) -> Stores:
    """Raises StoreError. A damaged journal is left alone for a technician; a damaged replica is fetched again."""
    with translated():
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = _lock(directory / "lock")
    try:
        journal = Store.open(directory / "journal.sqlite", JOURNAL)
        return Stores(journal, _open_replica(directory / "replica.sqlite"), lock)
    except BaseException:
        lock.close()
        raise


def _open_replica(path: Path) -> Store:
    # What a power cut takes of it is asked for again; the disk's time belongs to the journal.
    pragmas = Pragmas(synchronous="NORMAL")
    try:
        return Store.open(path, REPLICA, pragmas)
    except (StoreBroken, StoreUnfit) as error:
        _log.warning("replica set aside", error=str(error))
        with translated():
            for part in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
                if part.exists():
                    part.replace(f"{part}.damaged")
        return Store.open(path, REPLICA, pragmas)


def _lock(path: Path) -> IO[bytes]:
    """A second program would take the first one's running print for one that a power cut left behind."""
    with translated():
        file = path.open("ab")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise StoreInUse(f"another kiosk program uses {path.parent}") from None
    return file


def in_use(directory: Path) -> bool:
    """Whether a kiosk runs on this folder now. Raises StoreError."""
    if not (directory / "lock").exists():
        return False
    try:
        _lock(directory / "lock").close()
    except StoreInUse:
        return True
    return False
