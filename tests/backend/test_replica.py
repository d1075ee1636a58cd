"""What a kiosk's replica is told: everything once, what changed after that, what is gone as tombstones."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import timedelta

import pytest

from backend.services import reference
from backend.services.receipts import Imported
from domain.receipt import LineReturned
from domain.reference import (
    Change,
    Department,
    DepartmentChanged,
    PolicyChanged,
    Product,
    ProductChanged,
    ReceiptChanged,
    Removed,
    StoreChanged,
)
from tests.support.postgres import on_both
from tests.support.service import NOW, Kiosk, Service, a_line, a_policy, a_receipt, a_store


def all_of(kiosk: Kiosk, cursor: int = 0, limit: int = 7) -> tuple[list[Change], int]:
    found: list[Change] = []
    while True:
        page = kiosk.replica(cursor, limit)
        assert len(page.changes) <= limit
        found.extend(page.changes)
        cursor = page.cursor
        if not page.more:
            return found, cursor


@on_both
def test_a_new_replica_gets_its_store_whole_and_then_only_what_changes(service: Service, kiosk: Kiosk) -> None:
    receipts = [a_receipt(n, a_line(1, 3_000, 3)) for n in range(1, 21)]
    service.sell(*receipts, a_receipt(1, store_id="9908"))
    changes, cursor = all_of(kiosk)
    kinds = Counter(type(change).__name__ for change in changes)
    assert kinds == {"StoreChanged": 1, "PolicyChanged": 1, "DepartmentChanged": 1, "ProductChanged": 1,
                     "ReceiptChanged": 20}  # fmt: skip
    assert [c.known.receipt for c in changes if isinstance(c, ReceiptChanged)] == receipts
    assert StoreChanged(a_store()) in changes
    assert PolicyChanged(a_policy()) in changes
    assert all_of(kiosk, cursor) == ([], cursor)

    kiosk.send(kiosk.envelope(kiosk.registered(receipts[4], [(1, 2)])))
    (changed,), cursor = all_of(kiosk, cursor)
    assert isinstance(changed, ReceiptChanged)
    assert changed.known.receipt == receipts[4]
    assert changed.known.returned == (LineReturned(1, 2, 2_000),)

    service.sell(*receipts)
    assert all_of(kiosk, cursor) == ([], cursor)


def test_what_is_taken_out_leaves_a_tombstone(service: Service, kiosk: Kiosk) -> None:
    _, cursor = all_of(kiosk)
    milk = Product("P2", "6901234567892", "牛奶", "dairy", "箱", 6_990)
    reference.put_products(service.sessions, "9907", [milk], NOW)
    reference.put_departments(service.sessions, "9907", [Department("grocery", "粮油", "grocery")], NOW)
    reference.put_policy(service.sessions, "9907", a_policy("next", keep_days=3), NOW)
    changes, cursor = all_of(kiosk, cursor)
    assert set(changes) == {
        ProductChanged(milk),
        Removed("product", "P1"),
        DepartmentChanged(Department("grocery", "粮油", "grocery")),
        PolicyChanged(a_policy("next", keep_days=3)),
    }
    reference.put_products(service.sessions, "9907", [milk], NOW)
    reference.put_store(service.sessions, a_store(), NOW)
    assert all_of(kiosk, cursor) == ([], cursor)


def test_a_published_policy_stands(service: Service) -> None:
    with pytest.raises(ValueError, match="published already"):
        reference.put_policy(service.sessions, "9907", a_policy(keep_days=9), NOW)


def test_receipts_older_than_a_replica_keeps_are_not_sent(service: Service, kiosk: Kiosk) -> None:
    old, recent = a_receipt(1, sold_at=NOW - timedelta(days=60)), a_receipt(2, sold_at=NOW - timedelta(days=29))
    assert service.sell(old, recent) == [Imported.NEW, Imported.NEW]
    changes, _ = all_of(kiosk, limit=1)
    assert [c.known.receipt for c in changes if isinstance(c, ReceiptChanged)] == [recent]


def test_a_cursor_from_the_future_starts_again(service: Service, kiosk: Kiosk) -> None:
    """The central database was put back from a backup: what a replica knows beyond it must not hide what follows."""
    everything, cursor = all_of(kiosk)
    assert all_of(kiosk, cursor + 1_000) == (everything, cursor)


@on_both
def test_a_reader_never_skips_what_writers_commit_meanwhile(service: Service, kiosk: Kiosk) -> None:
    """Cursors become visible in their order: a page never moves past a change that is not committed yet."""
    writers = 4
    start = threading.Barrier(writers + 1)

    def write(index: int) -> None:
        start.wait()
        for n in range(5):
            service.sell(a_receipt(100 * index + n), a_receipt(100 * index + n + 50))

    threads = [threading.Thread(target=write, args=(i,)) for i in range(writers)]
    for thread in threads:
        thread.start()
    start.wait()
    seen: set[str] = set()
    cursor = 0
    while True:
        running = any(thread.is_alive() for thread in threads)
        page = kiosk.replica(cursor, 3)
        seen |= {c.known.receipt.code for c in page.changes if isinstance(c, ReceiptChanged)}
        cursor = page.cursor
        if not running and not page.more:
            break
    assert len(seen) == writers * 10
