"""Scanners on a serial line (RS-232, USB CDC)."""

from __future__ import annotations

import errno
import time
from collections import deque
from collections.abc import Callable

import serial

from devices.contracts import DeviceClaimed, DeviceUnavailable
from devices.scanners.contract import Scan
from devices.scanners.framing import Frame, Line, receive
from devices.scanners.text import interpret


class SerialScanner:
    """A `Scanner` on `port`, opened for ourselves alone. Raises DeviceUnavailable, DeviceClaimed."""

    def __init__(
        self, port: str, baudrate: int = 9600, frame: Frame | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._frame = frame or Frame()
        self._clock = clock
        self._line = Line()
        self._ready: deque[Scan] = deque()
        try:
            self._port = serial.Serial(port, baudrate, timeout=0, exclusive=True)
        except serial.SerialException as error:
            if error.errno in (errno.EBUSY, errno.EAGAIN, errno.EWOULDBLOCK) or "exclusively lock" in str(error):
                raise DeviceClaimed(f"{port} is in use by another program") from None
            raise DeviceUnavailable(f"no scanner at {port}") from None
        except ValueError:
            raise DeviceUnavailable(f"{port} does not take {baudrate} baud") from None

    def read(self, seconds: float) -> Scan | None:
        until = self._clock() + seconds
        while not self._ready:
            left = until - self._clock()
            if left <= 0:
                return None
            self._take(left)
        return self._ready.popleft()

    def close(self) -> None:
        self._ready.clear()
        self._line = Line()
        self._port.close()

    def _take(self, seconds: float) -> None:
        try:
            self._port.timeout = seconds
            data = self._port.read(1)
            data += self._port.read(self._port.in_waiting) if data else b""
        except (serial.SerialException, OSError, TypeError):
            # TypeError: pyserial's own slip when the port is closed under a waiting read.
            raise DeviceUnavailable("the scanner is gone") from None
        if data:
            self._line, messages = receive(self._line, data, self._clock(), self._frame)
            self._ready.extend(s for s in map(interpret, messages) if s is not None)
