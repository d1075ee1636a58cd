"""RS-232, or a USB adapter that looks like it."""

from __future__ import annotations

import errno
import select
import time
from dataclasses import dataclass

import serial

from devices.contracts import DeviceClaimed, DeviceError, DeviceTimeout, DeviceUnavailable
from devices.printer.cables import Link, translated


@dataclass(frozen=True, slots=True)
class SerialCable:
    """RS-232 or a USB serial adapter. The small window keeps what a reset printer could lose noticeable."""

    path: str
    baudrate: int = 115200
    flow: str = "none"
    window: int = 4096

    def open(self, seconds: float) -> Link:
        try:
            port = serial.Serial(
                self.path,
                self.baudrate,
                timeout=0,
                write_timeout=seconds,
                exclusive=True,
                rtscts=self.flow == "rtscts",
                dsrdtr=self.flow == "dsrdtr",
                xonxoff=self.flow == "xonxoff",
            )
        except serial.SerialException as error:
            raise self._opening_failed(error) from error
        except (OSError, ValueError) as error:
            raise DeviceUnavailable(f"{self.path}: {error}") from error
        return SerialLink(port, self.path)

    def _opening_failed(self, error: serial.SerialException) -> DeviceError:
        # pyserial tells a failed exclusive lock only by its message; its errno is EAGAIN where it sets one.
        if "exclusively lock" in str(error):
            return DeviceClaimed(f"{self.path}: held by another program")
        return translated(OSError(error.errno or errno.ENODEV, str(error)), self.path)


class SerialLink:
    def __init__(self, port: serial.Serial, what: str) -> None:
        self._port = port
        self._what = what

    def write(self, data: bytes, seconds: float) -> None:
        try:
            self._port.write_timeout = seconds
            self._port.write(data)
        except serial.SerialTimeoutException as error:
            raise DeviceTimeout(f"{self._what}: the printer takes no data") from error
        except (OSError, serial.SerialException) as error:
            raise DeviceUnavailable(f"{self._what}: {error}") from error

    def read(self, seconds: float) -> bytes:
        end = time.monotonic() + seconds
        try:
            # pyserial's own read waits for a full count; what is wanted is whatever has come.
            ready, _, _ = select.select([self._port.fileno()], [], [], max(0.0, end - time.monotonic()))
            return bytes(self._port.read(4096)) if ready else b""
        except (OSError, TypeError, serial.SerialException) as error:
            raise DeviceUnavailable(f"{self._what}: {error}") from error

    def close(self) -> None:
        try:
            self._port.close()
        except (OSError, serial.SerialException):
            return  # the adapter is out; there is nothing left to close
