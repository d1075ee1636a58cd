"""How a kiosk stands, read from its folder beside the kiosk that may be running on it. Nothing is changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from domain.receipt import LineReturned
from sync.clock import SystemClock
from sync.identity import Credential, Identity
from sync.outbox import Outbox, Parked, Waiting
from sync.replica import Replica
from sync.schema import JOURNAL, REPLICA
from sync.store import Store, StoreError
from sync.stores import in_use


@dataclass(frozen=True, slots=True)
class Copy:
    """The kiosk's replica. `as_of`: when it was last whole and up to date; None before the first time."""

    store_name: str | None
    as_of: datetime | None
    receipts: int
    cursor: int


@dataclass(frozen=True, slots=True)
class Standing:
    """`copy` is None where there is no replica that could be read: it is fetched anew."""

    running: bool
    credential: Credential | None
    waiting: Waiting
    parked: tuple[Parked, ...]
    copy: Copy | None


def standing(directory: Path) -> Standing | None:
    """None where no kiosk has ever run. Raises StoreError when the journal cannot be read."""
    path = directory / "journal.sqlite"
    if not path.exists():
        return None
    journal, clock = Store.beside(path, JOURNAL), SystemClock()
    try:
        outbox = Outbox(journal, clock)
        return Standing(
            in_use(directory), Identity(journal, clock).load(), outbox.waiting(), outbox.parked(),
            _copy(directory / "replica.sqlite"),
        )  # fmt: skip
    finally:
        journal.close()


class _NoReturns:
    """Verdicts are not asked for here."""

    def acknowledged(self) -> int:
        return 0

    def reserved(self, receipt_code: str, acks: int) -> tuple[LineReturned, ...]:
        return ()


def _copy(path: Path) -> Copy | None:
    if not path.exists():
        return None
    try:
        store = Store.beside(path, REPLICA)
    except StoreError:
        return None
    try:
        replica = Replica(store, _NoReturns())
        info = replica.store_info()
        return Copy(info.name if info else None, replica.as_of(), replica.receipt_count(), replica.cursor())
    except StoreError:
        return None
    finally:
        store.close()
