"""The control that must fail: python-escpos taken at its word. A harness that finds no lie in it finds none at all."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from escpos.exceptions import DeviceNotFoundError
from escpos.printer import Network

from devices.contracts import PrintConfirmed, PrinterStatus, PrintFailed, PrintOutcome


class TrustingPrinter:
    """Sends everything, asks python-escpos whether there is paper, and believes it."""

    def __init__(self, uri: str) -> None:
        parts = urlsplit(uri)
        self._printer = Network(parts.hostname, parts.port, timeout=1)

    def status(self) -> PrinterStatus:
        return PrinterStatus.READY

    def print(self, data: bytes) -> PrintOutcome:
        began = time.monotonic()
        try:
            self._printer.open()
            self._printer._raw(data)
            paper = self._printer.paper_status()
        except (OSError, DeviceNotFoundError) as error:
            return PrintFailed(PrinterStatus.ABSENT, 0, str(error))
        finally:
            self._printer.close()
        if paper == 0:
            return PrintFailed(PrinterStatus.PAPER_EMPTY, len(data))
        return PrintConfirmed(PrinterStatus.READY, 0.0, (time.monotonic() - began) * 1000, len(data))

    def close(self) -> None:
        """Nothing is left open."""
