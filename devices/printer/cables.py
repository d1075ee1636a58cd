"""What a driver needs of a cable: open it, write with a limit, read with a limit. Here also the network's."""

from __future__ import annotations

import errno
import select
import socket
from dataclasses import dataclass
from typing import Protocol

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
