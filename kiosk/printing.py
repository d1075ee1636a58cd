"""One thread owns the printer: slips first, status between them. Outcomes are journalled before they are told."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import assert_never

import structlog

from devices.contracts import PrintConfirmed, Printer, PrinterStatus, PrintFailed, PrintOutcome, PrintUnknown
from kiosk.flows.returns import events as e
from sync.journal import Journal
from sync.prints import SlipOutcome
from sync.store import StoreError

log = structlog.get_logger()

STATUS_EVERY_S = 2.0

Job = Callable[[], None]


class PrintDesk:
    """Jobs in order; while none waits the printer's status is asked every `every_s` and told on change only."""

    def __init__(
        self,
        printer: Printer,
        journal: Journal,
        on_status: Callable[[PrinterStatus], None],
        *,
        every_s: float = STATUS_EVERY_S,
    ) -> None:
        self._printer, self._journal, self._on_status, self._every_s = printer, journal, on_status, every_s
        self._jobs: queue.Queue[Job | None] = queue.Queue()
        self._status: PrinterStatus | None = None
        self._thread = threading.Thread(target=self._run, name="print-desk", daemon=True)

    @property
    def status(self) -> PrinterStatus | None:
        """As last seen; None before the first answer."""
        return self._status

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout: float = 5.0) -> None:
        """A slip on its way out is finished first."""
        self._jobs.put(None)
        if self._thread.ident is not None:
            self._thread.join(timeout)
        self._printer.close()

    def prepare(self, work: Job) -> None:
        """Something to do before the first slip, out of the screen's way."""
        self._jobs.put(work)

    def submit(self, intent_id: int, data: Callable[[], bytes], done: Callable[[e.Event, PrintOutcome], None]) -> None:
        """Print what `data` renders; `done` hears the flow's event after the outcome is journalled."""
        self._jobs.put(lambda: self._print(intent_id, data, done))

    def _run(self) -> None:
        while True:
            try:
                job = self._jobs.get(timeout=self._every_s if self._status is not None else 0.01)
            except queue.Empty:
                self._look()
                continue
            if job is None:
                return
            try:
                job()
            except Exception:
                log.exception("a slip could not be dealt with")

    def _look(self) -> None:
        self._tell(self._printer.status())

    def _tell(self, status: PrinterStatus) -> None:
        if status is not self._status:
            before, self._status = self._status, status
            log.info("printer status", status=status.value, before=before.value if before else None)
            self._on_status(status)

    def _print(
        self, intent_id: int, data: Callable[[], bytes], done: Callable[[e.Event, PrintOutcome], None]
    ) -> None:
        try:
            rendered = data()
            self._journal.print_started(intent_id)
        except Exception as error:
            # Nothing was sent: whatever went wrong, no slip came out.
            log.exception("a slip could not be prepared")
            outcome: PrintOutcome = PrintFailed(PrinterStatus.OFFLINE, 0, type(error).__name__)
        else:
            outcome = self._printer.print(rendered)
        event, word = _told(outcome)
        try:
            self._journal.print_result(intent_id, word, outcome.status.value)
        except StoreError:
            # The shopper is told the truth anyway; start-up finds the intent unfinished and reports it unknown.
            log.exception("a print outcome could not be journalled")
        done(event, outcome)
        self._tell(outcome.status)


def _told(outcome: PrintOutcome) -> tuple[e.Event, SlipOutcome]:
    match outcome:
        case PrintConfirmed():
            return e.SlipPrinted(), SlipOutcome.CONFIRMED
        case PrintFailed(status=status, bytes_sent=sent):
            return e.PrintFailed(status, sent), SlipOutcome.FAILED
        case PrintUnknown(status=status):
            return e.PrintUnknown(status), SlipOutcome.UNKNOWN
    assert_never(outcome)
