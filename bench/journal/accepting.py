"""From "confirmed" to "it is on the disk"."""

from __future__ import annotations

import sqlite3
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from bench.journal.figures import line, timed
from domain.reference import ReceiptChanged, ReplicaPage
from sync.clock import SystemClock
from sync.drafts import ReturnDraft
from sync.identity import Identity
from sync.journal import Journal
from sync.outbox import Acknowledged, Outbox
from sync.schema import JOURNAL
from sync.store import Pragmas, Store
from tests.sync.builders import ENROLLED, Kiosk, draft, known


def report(directory: Path, count: int) -> Iterator[str]:
    yield line("one row, bare sqlite3, WAL, FULL: what the disk takes", _floor(directory / "floor", count))
    yield line("accept, a basket of 3 lines", _quiet(directory / "quiet", count, "FULL"), "goal: p95 under 30")
    # One thread busy in Python makes every other wait up to the switch interval, at each of a dozen statements.
    for interval in (sys.getswitchinterval(), 0.0005):
        before = sys.getswitchinterval()
        sys.setswitchinterval(interval)
        busy = _busy(directory / f"busy-{interval}", count)
        sys.setswitchinterval(before)
        yield line(f"accept while a replica fills, switch interval {interval * 1000:.1f} ms", busy)
    yield line("accept, synchronous=NORMAL (control: loses promises)", _quiet(directory / "normal", count, "NORMAL"))
    yield line("the same draft confirmed again", _again(directory / "again", count))


def basket(number: int) -> ReturnDraft:
    base = draft(f"bench/{number}", f"R-{number}")
    return replace(base, lines=tuple(replace(base.lines[0], line_no=n) for n in (1, 2, 3)))


def _floor(directory: Path, count: int) -> list[float]:
    directory.mkdir(parents=True)
    connection = sqlite3.connect(directory / "floor.sqlite", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE t (x TEXT)")
    return timed(lambda n: connection.execute("INSERT INTO t VALUES (?)", ("x" * 1000,)), range(count))


def _quiet(directory: Path, count: int, synchronous: str) -> list[float]:
    store = Store.open(directory / "journal.sqlite", JOURNAL, Pragmas(synchronous=synchronous))
    clock = SystemClock()
    Identity(store, clock).keep(ENROLLED)
    journal = Journal(store, clock)
    journal.accept(basket(-1))
    times = timed(lambda n: journal.accept(basket(n)), range(count))
    store.close()
    return times


def _again(directory: Path, count: int) -> list[float]:
    kiosk = Kiosk.enrolled(directory)
    kiosk.journal.accept(basket(0))
    times = timed(lambda _: kiosk.journal.accept(basket(0)), range(count))
    kiosk.stores.close()
    return times


def _busy(directory: Path, count: int) -> list[float]:
    """A shopper confirms every few milliseconds while thousands of messages drain and a replica comes in."""
    kiosk = Kiosk.enrolled(directory)
    clock, over = SystemClock(), threading.Event()
    journal, outbox, replica = Journal(kiosk.store, clock), Outbox(kiosk.store, clock), kiosk.replica
    for number in range(500):
        journal.accept(replace(basket(number), draft_id=f"waiting/{number}"))

    def work() -> None:
        cursor = 0
        while not over.is_set():
            outbox.settle([Acknowledged(m.message_id) for m in outbox.take(50)])
            changes = tuple(ReceiptChanged(known(f"R-{cursor + n}")) for n in range(200))
            cursor += 200
            replica.apply(ReplicaPage(cursor, changes, True, clock.now()), journal.acknowledged())

    worker = threading.Thread(target=work)
    worker.start()
    random, pause = Random(1), threading.Event()

    def shopper(number: int) -> None:
        journal.accept(basket(number))

    times = []
    for number in range(count):
        pause.wait(random.random() / 50)
        times += timed(shopper, [number])
    over.set()
    worker.join()
    kiosk.stores.close()
    return sorted(times)
