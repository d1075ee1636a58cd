"""Printers behind a device node (/dev/usb/lp0): the kernel's own printer driver, which carries answers back as well."""

from __future__ import annotations

import os
import select
import time
from dataclasses import dataclass

from devices.contracts import DeviceTimeout, DeviceUnavailable
from devices.printer.cables import Link, translated


@dataclass(frozen=True, slots=True)
class NodeCable:
    """A node under /dev. It is never created, and opening it twice is the kernel's to refuse."""

    path: str
    window: int = 8192

    def open(self, seconds: float) -> Link:
        try:
            descriptor = os.open(self.path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as error:
            raise translated(error, self.path) from error
        return NodeLink(descriptor, self.path)


class NodeLink:
    def __init__(self, descriptor: int, what: str) -> None:
        self._descriptor = descriptor
        self._what = what

    def write(self, data: bytes, seconds: float) -> None:
        end = time.monotonic() + seconds
        at = 0
        try:
            while at < len(data):
                left = end - time.monotonic()
                if left <= 0 or not select.select([], [self._descriptor], [], left)[1]:
                    raise DeviceTimeout(f"{self._what}: the printer takes no data")
                at += self._some(data[at : at + 4096])
        except OSError as error:
            raise translated(error, self._what) from error

    def _some(self, data: bytes) -> int:
        try:
            return os.write(self._descriptor, data)
        except BlockingIOError:
            return 0

    def read(self, seconds: float) -> bytes:
        end = time.monotonic() + seconds
        ready: list[int] = []
        try:
            ready, _, _ = select.select([self._descriptor], [], [], seconds)
            received = os.read(self._descriptor, 4096) if ready else b""
        except BlockingIOError:
            received = b""
        except OSError as error:
            raise DeviceUnavailable(f"{self._what}: {error.strerror}") from error
        if ready and not received:
            # No condition to wait for: a node that has nothing to say is "readable" all the time.
            time.sleep(max(0.0, end - time.monotonic()))  # the rest of the caller's own limit, instead of spinning
        return received

    def close(self) -> None:
        os.close(self._descriptor)
