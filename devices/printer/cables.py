"""What a driver needs of a cable: open it, write with a limit, read with a limit. One class for each kind of cable."""

from __future__ import annotations

import errno
import select
import socket
import time
from dataclasses import dataclass
from typing import Protocol

import serial

from devices.contracts import DeviceClaimed, DeviceError, DeviceTimeout, DeviceUnavailable


class Link(Protocol):
    """An open cable."""

    def write(self, data: bytes, seconds: float) -> None:
        """Hand over everything, or raise: DeviceTimeout (nobody takes it), DeviceUnavailable (the cable is gone).

        After an exception, how much was handed over is not known.
        """
        ...

    def read(self, seconds: float) -> bytes:
        """What has come, waiting at most that long; b"" when nothing did. Raises DeviceUnavailable."""
        ...

    def close(self) -> None: ...


class Cable(Protocol):
    """A way to a printer. `window` is how many bytes may be under way without a sign of progress."""

    @property
    def window(self) -> int: ...

    def open(self, seconds: float) -> Link:
        """Raises DeviceUnavailable, DeviceClaimed, DeviceTimeout."""
        ...


def translated(error: OSError, what: str) -> DeviceError:
    """The operating system's word in ours."""
    if isinstance(error, TimeoutError):
        return DeviceTimeout(f"{what}: no answer in time")
    if error.errno in (errno.EBUSY, errno.EACCES, errno.EPERM, errno.EAGAIN):
        return DeviceClaimed(f"{what}: held by another program or not ours to open ({error.strerror})")
    return DeviceUnavailable(f"{what}: {error.strerror or error}")


@dataclass(frozen=True, slots=True)
class NetworkCable:
    """TCP, port 9100 by custom."""

    host: str
    port: int
    window: int = 8192

    def open(self, seconds: float) -> Link:
        what = f"{self.host}:{self.port}"
        try:
            connection = socket.create_connection((self.host, self.port), timeout=seconds)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except TimeoutError as error:
            # Nobody took the call, so there is no printer that could be silent.
            raise DeviceUnavailable(f"{what}: nobody there") from error
        except OSError as error:
            raise translated(error, what) from error
        return NetworkLink(connection, what)


class NetworkLink:
    def __init__(self, connection: socket.socket, what: str) -> None:
        self._connection = connection
        self._what = what

    def write(self, data: bytes, seconds: float) -> None:
        try:
            self._connection.settimeout(seconds)
            self._connection.sendall(data)
        except OSError as error:
            raise translated(error, self._what) from error

    def read(self, seconds: float) -> bytes:
        try:
            ready, _, _ = select.select([self._connection], [], [], seconds)
            received = self._connection.recv(4096) if ready else b""
        except (OSError, ValueError) as error:
            raise DeviceUnavailable(f"{self._what}: {error}") from error
        if ready and not received:
            raise DeviceUnavailable(f"{self._what}: the printer closed the connection")
        return received

    def close(self) -> None:
        self._connection.close()


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
