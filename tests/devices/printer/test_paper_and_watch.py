"""Staff hear of the paper before it runs out, and of every change of the printer's status, once."""

from __future__ import annotations

import threading
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from devices.contracts import PrintConfirmed, PrinterStatus, PrintOutcome
from devices.printer import PrinterWatch, Roll
from devices.supervisor import Backoff


def test_slips_left_follow_what_was_printed() -> None:
    roll = Roll(80_000)
    assert roll.slips_left == 333
    for _ in range(100):
        roll = roll.after_slip(200)
    assert roll.slips_left == 300


def test_the_sensors_correct_the_count() -> None:
    roll = Roll(80_000).after_slip(200).seen(PrinterStatus.PAPER_NEAR_END)
    assert roll.slips_left == 20
    assert roll.seen(PrinterStatus.PAPER_EMPTY).slips_left == 0
    fresh = roll.seen(PrinterStatus.PAPER_EMPTY).seen(PrinterStatus.COVER_OPEN).seen(PrinterStatus.READY)
    assert fresh.slips_left == 400
    used = roll.seen(PrinterStatus.PAPER_EMPTY).seen(PrinterStatus.PAPER_NEAR_END)
    assert used.slips_left == 20


@given(st.lists(st.one_of(st.floats(1, 2000), st.sampled_from(PrinterStatus))))
def test_the_estimate_is_never_negative_nor_more_than_a_roll(events: list[float | PrinterStatus]) -> None:
    roll = Roll(30_000)
    for event in events:
        roll = roll.seen(event) if isinstance(event, PrinterStatus) else roll.after_slip(event)
        assert 0 <= roll.left_mm <= roll.length_mm
        assert roll.slips_left >= 0


class ScriptedPrinter:
    """Says one status after the other, the last one for ever."""

    def __init__(self, *statuses: PrinterStatus) -> None:
        self._script: Iterator[PrinterStatus] = iter(statuses)
        self._now = statuses[0]

    def status(self) -> PrinterStatus:
        self._now = next(self._script, self._now)
        return self._now

    def print(self, data: bytes) -> PrintOutcome:
        return PrintConfirmed(self._now, 0.0, 0.0, len(data))

    def close(self) -> None:
        """Nothing to close."""


def test_each_change_is_told_once() -> None:
    ready, empty, absent = PrinterStatus.READY, PrinterStatus.PAPER_EMPTY, PrinterStatus.ABSENT
    told: list[PrinterStatus] = []
    enough = threading.Event()

    def hear(status: PrinterStatus) -> None:
        told.append(status)
        if len(told) == 4:
            enough.set()

    printer = ScriptedPrinter(ready, ready, empty, empty, empty, absent, absent, absent, ready)
    watch = PrinterWatch(printer, hear, period=0.001, backoff=Backoff(0.001, 1.0, 0.001))
    watch.start()
    assert enough.wait(10)
    watch.stop()
    assert told == [ready, empty, absent, ready]
    assert watch.status is ready
