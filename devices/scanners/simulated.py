"""A scanner without a cable that speaks the same contract and can misbehave on command."""

from __future__ import annotations

import queue
import threading

from devices.contracts import DeviceUnavailable
from devices.scanners.contract import Scan
from devices.scanners.text import interpret


class SimulatedScanner:
    """`present` puts a code before it, as a real one would send it (AIM identifier too); `unplug` pulls the cable."""

    def __init__(self) -> None:
        self._scans: queue.Queue[Scan | None] = queue.Queue()
        self._plugged = threading.Event()
        self._plugged.set()

    def present(self, text: str | bytes) -> None:
        scan = interpret(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text)
        if scan is not None and self._plugged.is_set():
            self._scans.put(scan)

    def unplug(self) -> None:
        self._plugged.clear()
        self._scans.put(None)

    def plug(self) -> None:
        self._plugged.set()

    def read(self, seconds: float) -> Scan | None:
        if not self._plugged.is_set():
            raise DeviceUnavailable("the scanner is gone")
        try:
            scan = self._scans.get(timeout=seconds)
        except queue.Empty:
            return None
        if scan is None and not self._plugged.is_set():
            raise DeviceUnavailable("the scanner is gone")
        return scan

    def close(self) -> None:
        while True:
            try:
                self._scans.get_nowait()
            except queue.Empty:
                return
