"""Looks at a printer every few seconds and tells when its status changes. Never in the way of a print."""

from __future__ import annotations

import threading
from collections.abc import Callable

import structlog

from devices.contracts import DeviceUnavailable, Printer, PrinterStatus
from devices.supervisor import Backoff, Supervisor

log = structlog.get_logger()

NOBODY_THERE = frozenset((PrinterStatus.ABSENT, PrinterStatus.CLAIMED, PrinterStatus.SILENT))
"""Looked for less and less often, with jitter."""


class PrinterWatch:
    """`on_change` hears the first status and every change, on the watch's own thread."""

    def __init__(
        self,
        printer: Printer,
        on_change: Callable[[PrinterStatus], None],
        *,
        period: float = 3.0,
        backoff: Backoff | None = None,
    ) -> None:
        self._printer = printer
        self._on_change = on_change
        self._period = period
        self._last: PrinterStatus | None = None
        self._supervisor: Supervisor[Printer] = Supervisor(
            "printer", lambda: printer, self._look, lambda _: None, backoff=backoff or Backoff(1.0, 1.6, 20.0)
        )

    @property
    def status(self) -> PrinterStatus | None:
        """As last seen; None before the first look."""
        return self._last

    def start(self) -> None:
        self._supervisor.start()

    def stop(self) -> None:
        self._supervisor.stop()

    def _look(self, printer: Printer, stop: threading.Event) -> None:
        while not stop.is_set():
            status = printer.status()
            if status is not self._last:
                log.info("printer status", status=status.value)
                self._last = status
                self._on_change(status)
            if status in NOBODY_THERE:
                raise DeviceUnavailable(status.value)
            self._supervisor.good()
            stop.wait(self._period)
