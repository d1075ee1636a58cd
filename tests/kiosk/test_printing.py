"""The thread that owns the printer: what it tells, how it looks for a printer that is gone, how it counts the paper."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.contracts import PrintConfirmed, PrinterStatus, PrintFailed, PrintOutcome, PrintUnknown
from kiosk.paper import PaperCount
from kiosk.printing import PrintDesk, PrintJob
from sync.clock import SystemClock
from sync.journal import Journal
from sync.notes import Notes
from sync.stores import Stores, open_stores

READY, EMPTY, ABSENT = PrinterStatus.READY, PrinterStatus.PAPER_EMPTY, PrinterStatus.ABSENT
NEAR_END = PrinterStatus.PAPER_NEAR_END


class ScriptedPrinter:
    """Answers the statuses in turn, the last one for ever; prints with the outcomes in turn."""

    def __init__(self, statuses: list[PrinterStatus], outcomes: list[PrintOutcome] | None = None) -> None:
        self._statuses, self._outcomes = statuses, outcomes or []
        self.asked = 0

    def print(self, data: bytes) -> PrintOutcome:
        return self._outcomes.pop(0)

    def status(self) -> PrinterStatus:
        self.asked += 1
        return self._statuses.pop(0) if len(self._statuses) > 1 else self._statuses[0]

    def close(self) -> None:
        """Nothing to close."""


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    opened = open_stores(tmp_path)
    yield opened
    opened.close()


def desk_of(
    stores: Stores, printer: ScriptedPrinter, told: queue.Queue[PrinterStatus], paper: PaperCount
) -> PrintDesk:
    return PrintDesk(printer, Journal(stores.journal, SystemClock()), told.put, paper, every_s=0.001)


def test_each_change_of_status_is_told_once(stores: Stores) -> None:
    printer = ScriptedPrinter([READY, READY, NEAR_END, NEAR_END, EMPTY, EMPTY, READY])
    told: queue.Queue[PrinterStatus] = queue.Queue()
    desk = desk_of(stores, printer, told, PaperCount(Notes(stores.journal), 80))
    desk.start()
    assert [told.get(timeout=10) for _ in range(4)] == [READY, NEAR_END, EMPTY, READY]
    assert desk.status is READY
    desk.stop()
    assert told.empty()


def test_a_printer_that_is_gone_is_looked_for_less_and_less_often(stores: Stores) -> None:
    printer = ScriptedPrinter([ABSENT])
    told: queue.Queue[PrinterStatus] = queue.Queue()
    desk = desk_of(stores, printer, told, PaperCount(Notes(stores.journal), 80))
    desk.start()
    assert told.get(timeout=10) is ABSENT
    done = threading.Event()
    desk.prepare(done.set)
    # A second has to pass before it is asked again, whatever `every_s` says; a job does not wait for that.
    assert done.wait(10)
    assert printer.asked == 1
    desk.stop()


def test_what_came_out_is_counted_off_the_roll_and_kept_through_a_restart(stores: Stores) -> None:
    outcomes: list[PrintOutcome] = [
        PrintConfirmed(READY, 1, 2, 3), PrintFailed(READY, 0), PrintUnknown(READY, 10), PrintConfirmed(READY, 1, 2, 3),
    ]  # fmt: skip
    printer = ScriptedPrinter([READY], list(outcomes))
    paper = PaperCount(Notes(stores.journal), 80)
    desk = desk_of(stores, printer, queue.Queue(), paper)
    desk.start()
    heard: queue.Queue[PrintOutcome] = queue.Queue()
    for _ in outcomes:
        desk.submit(PrintJob(lambda: b"x", lambda: 200.0, heard.put))
    assert [heard.get(timeout=10) for _ in outcomes] == outcomes
    desk.stop()
    # Three came out, or may have: 600 mm of an 80 m roll.
    assert paper.slips_left == (80_000 - 600) // 200
    assert PaperCount(Notes(stores.journal), 80).slips_left == paper.slips_left


def test_a_roll_put_in_while_the_kiosk_was_off_counts_as_new(stores: Stores) -> None:
    before = PaperCount(Notes(stores.journal), 58)
    before.printed(250.0)
    before.seen(EMPTY)
    assert before.slips_left == 0
    after = PaperCount(Notes(stores.journal), 58)
    assert after.slips_left == 0
    after.seen(READY)
    assert after.slips_left == 30_000 // 250


def test_a_document_that_cannot_be_prepared_failed_and_nothing_was_sent(stores: Stores) -> None:
    printer = ScriptedPrinter([READY])
    desk = desk_of(stores, printer, queue.Queue(), PaperCount(Notes(stores.journal), 80))
    desk.start()
    heard: queue.Queue[PrintOutcome] = queue.Queue()

    def broken() -> bytes:
        raise ValueError("no such glyph")

    desk.submit(PrintJob(broken, lambda: 200.0, heard.put))
    assert heard.get(timeout=10) == PrintFailed(PrinterStatus.OFFLINE, 0, "ValueError")
    desk.stop()
