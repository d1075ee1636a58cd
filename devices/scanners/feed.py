"""A scanner that is looked after: scans and status changes, from a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable

import structlog

from devices.contracts import DeviceClaimed
from devices.scanners.contract import Scan, Scanner
from devices.supervisor import Backoff, Supervisor
from domain.device_words import ScannerStatus

log = structlog.get_logger()

_SLICE = 0.2
"""Seconds of one wait for a scan, which is also how late a stop may be noticed."""


class ScannerFeed:
    """Opens a scanner, reads it for ever and reopens it when it fails. Callbacks come on the feed's thread."""

    def __init__(
        self,
        open: Callable[[], Scanner],
        on_scan: Callable[[Scan], None],
        on_status: Callable[[ScannerStatus], None],
        *,
        backoff: Backoff | None = None,
    ) -> None:
        self._on_scan = on_scan
        self._on_status = on_status
        self._status: ScannerStatus | None = None
        self._supervisor: Supervisor[Scanner] = Supervisor(
            "scanner", open, self._run, lambda scanner: scanner.close(), on_failure=self._failed, backoff=backoff
        )

    @property
    def status(self) -> ScannerStatus | None:
        return self._status

    def start(self) -> None:
        self._supervisor.start()

    def stop(self, timeout: float = 5.0) -> bool:
        return self._supervisor.stop(timeout)

    def retry(self) -> None:
        self._supervisor.retry()

    def _run(self, scanner: Scanner, stop: threading.Event) -> None:
        while not stop.is_set():
            scan = scanner.read(_SLICE)
            self._tell(ScannerStatus.READY)
            self._supervisor.good()
            if scan is not None:
                self._on_scan(scan)

    def _failed(self, error: Exception) -> None:
        self._tell(ScannerStatus.CLAIMED if isinstance(error, DeviceClaimed) else ScannerStatus.ABSENT)

    def _tell(self, status: ScannerStatus) -> None:
        if status is self._status:
            return
        log.info("scanner status", status=status.value)
        self._status = status
        self._on_status(status)
