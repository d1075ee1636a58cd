"""One thread owns the printer: documents first, status between them. What became of a slip is journalled, then told."""

from __future__ import annotations

import queue
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import structlog

from devices.contracts import PrintConfirmed, Printer, PrinterStatus, PrintFailed, PrintOutcome, PrintUnknown
from devices.supervisor import Backoff
from sync.journal import Journal
from sync.prints import SlipOutcome
from sync.store import StoreError

log = structlog.get_logger()

STATUS_EVERY_S = 2.0
NOBODY_THERE = frozenset((PrinterStatus.ABSENT, PrinterStatus.CLAIMED, PrinterStatus.SILENT))
"""Looked for less and less often, with jitter."""
LOOKING_FOR = Backoff(2.0, 1.6, 20.0)


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A document to print. `data` renders it, on the printer's thread; `length_mm` is asked for once it is out.

    `intent_id` is a slip's line in the journal; None for what nobody is promised, such as a route.
    `done` hears what became of it, on the printer's thread.
    """

    data: Callable[[], bytes]
    length_mm: Callable[[], float]
    done: Callable[[PrintOutcome], None]
    intent_id: int | None = None


class Paper(Protocol):
    """Counts the roll down (see `kiosk.paper`)."""

    def printed(self, length_mm: float) -> None: ...

    def seen(self, status: PrinterStatus) -> None: ...


class PrintDesk:
    """Jobs in order; while none waits the printer's status is asked every `every_s` and told on change only."""

    def __init__(
        self,
        printer: Printer,
        journal: Journal,
        on_status: Callable[[PrinterStatus], None],
        paper: Paper,
        *,
        every_s: float = STATUS_EVERY_S,
        luck: Callable[[], float] = random.random,
    ) -> None:
        self._printer, self._journal, self._on_status, self._paper = printer, journal, on_status, paper
        self._every_s, self._luck = every_s, luck
        self._jobs: queue.Queue[Callable[[], None] | None] = queue.Queue()
        self._status: PrinterStatus | None = None
        self._missed = 0
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

    def prepare(self, work: Callable[[], None]) -> None:
        """Something to do before the first slip, out of the screen's way."""
        self._jobs.put(work)

    def submit(self, job: PrintJob) -> None:
        self._jobs.put(lambda: self._print(job))

    def _run(self) -> None:
        while True:
            try:
                job = self._jobs.get(timeout=self._pause())
            except queue.Empty:
                self._tell(self._printer.status())
                continue
            if job is None:
                return
            try:
                job()
            except Exception:
                log.exception("a document could not be dealt with")

    def _pause(self) -> float:
        if self._status is None:
            return 0.01
        return LOOKING_FOR.pause(self._missed, self._luck()) if self._missed else self._every_s

    def _tell(self, status: PrinterStatus) -> None:
        self._missed = self._missed + 1 if status in NOBODY_THERE else 0
        if status is self._status:
            return
        before, self._status = self._status, status
        log.info("printer status", status=status.value, before=before.value if before else None)
        self._paper.seen(status)
        self._on_status(status)

    def _print(self, job: PrintJob) -> None:
        outcome = self._sent(job)
        if job.intent_id is not None:
            try:
                self._journal.print_result(job.intent_id, word_of(outcome), outcome.status.value)
            except StoreError:
                # The shopper is told the truth anyway; start-up finds the intent unfinished and reports it unknown.
                log.exception("a print outcome could not be journalled")
        job.done(outcome)
        if not isinstance(outcome, PrintFailed):
            self._paper.printed(job.length_mm())
        self._tell(outcome.status)

    def _sent(self, job: PrintJob) -> PrintOutcome:
        try:
            rendered = job.data()
            if job.intent_id is not None:
                self._journal.print_started(job.intent_id)
        except Exception as error:
            # Nothing was sent: whatever went wrong, no slip came out.
            log.exception("a document could not be prepared")
            return PrintFailed(PrinterStatus.OFFLINE, 0, type(error).__name__)
        return self._printer.print(rendered)


def word_of(outcome: PrintOutcome) -> SlipOutcome:
    """The journal's word for it."""
    match outcome:
        case PrintConfirmed():
            return SlipOutcome.CONFIRMED
        case PrintFailed():
            return SlipOutcome.FAILED
        case PrintUnknown():
            return SlipOutcome.UNKNOWN
