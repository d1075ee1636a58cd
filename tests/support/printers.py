"""Printers at the other end of a cable, for tests: on a TCP port, on a pty. What they say came out is the truth.

    with TcpPrinterPeer() as peer:
        open_printer(peer.uri).print(data)
        assert peer.slips == [data]

A fault begins at a byte of all that the peer receives: `TcpPrinterPeer(Fault("paper_empty", at=20_000))`, or at any
moment: `peer.suffer(Fault("cover_open"))`, `peer.mend()`.
"""

from __future__ import annotations

import os
import select
import socket
import threading
import time
import tty
from abc import ABC, abstractmethod
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Self

from devices.simulated.virtual_printer import Trouble, VirtualPrinter

Kind = Literal[
    "paper_empty",
    "paper_near_end",
    "cover_open",
    "cutter_error",
    "overheated",
    "offline",
    "silent",
    "garbage",
    "cut_line",
    "reset",
    "slow",
    "late",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """`seconds`: how long a reset printer is dead, how late late answers are; `rate`: bytes a second when slow."""

    kind: Kind
    at: int = 0
    seconds: float = 0.4
    rate: int = 40_000


class _Peer(ABC):
    """A virtual printer served by a thread. Subclasses know the cable."""

    def __init__(self, fault: Fault | Kind | None = None, seed: int = 0) -> None:
        self._lock = threading.RLock()
        self._stop = threading.Event()
        self._printer = VirtualPrinter(seed=seed)
        self._received = bytearray()
        self._outgoing: list[tuple[float, bytes]] = []
        self._cable_fault: Fault | None = None
        self._dead_until = 0.0
        self._wake_read, self._wake_write = os.pipe()
        self._thread = threading.Thread(target=self._serve, name="printer peer", daemon=True)
        if fault is not None:
            self.suffer(fault)

    # -- what tests ask ---------------------------------------------------------------------------------------------

    @property
    def slips(self) -> list[bytes]:
        """Each piece of paper that was cut off, as bytes, without the questions asked in between."""
        with self._lock:
            return list(self._printer.slips)

    @property
    def uncut(self) -> bytes:
        """What hangs out of the printer."""
        with self._lock:
            return self._printer.uncut

    @property
    def received(self) -> bytes:
        """Every byte that arrived."""
        with self._lock:
            return bytes(self._received)

    def suffer(self, fault: Fault | Kind) -> None:
        """From so many bytes on (counted from now)."""
        if isinstance(fault, str):
            fault = Fault(fault)
        with self._lock:
            if fault.kind in tuple(Trouble):
                self._printer.suffer(Trouble(fault.kind), fault.at)
            else:
                at = len(self._received) + fault.at
                self._cable_fault = Fault(fault.kind, at, fault.seconds, fault.rate)

    def mend(self) -> None:
        """All well again; what the printer kept is printed now."""
        with self._lock:
            self._cable_fault = None
            self._dead_until = 0.0
            self._answer(self._printer.mend())
        self._wake()

    def close(self) -> None:
        self._stop.set()
        self._wake()
        self._thread.join(5)
        os.close(self._wake_read)
        os.close(self._wake_write)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- the thread -------------------------------------------------------------------------------------------------

    def _wake(self) -> None:
        os.write(self._wake_write, b"x")

    @abstractmethod
    def _serve(self) -> None:
        """Each cable serves in its own way."""

    def _wait(self, *descriptors: int) -> list[int]:
        """Descriptors with something to read; returns early when an answer is due or somebody calls."""
        with self._lock:
            due = min((when for when, _ in self._outgoing), default=None)
        timeout = None if due is None else max(0.0, due - time.monotonic())
        ready, _, _ = select.select([*descriptors, self._wake_read], [], [], timeout)
        if self._wake_read in ready:
            os.read(self._wake_read, 4096)
        return [descriptor for descriptor in ready if descriptor != self._wake_read]

    def _answer(self, data: bytes) -> None:
        if not data:
            return
        fault = self._cable_fault
        late = fault is not None and fault.kind == "late" and len(self._received) >= fault.at
        self._outgoing.append((time.monotonic() + (fault.seconds if late and fault else 0.0), data))

    def _due(self) -> bytes:
        now = time.monotonic()
        with self._lock:
            ready = b"".join(data for when, data in self._outgoing if when <= now)
            self._outgoing = [(when, data) for when, data in self._outgoing if when > now]
        return ready

    def _portion(self) -> int:
        with self._lock:
            fault = self._cable_fault
            return 1024 if fault is not None and fault.kind == "slow" else 65536

    def _take(self, data: bytes) -> bool:
        """Work through what came. False when the cable is cut in the course of it."""
        with self._lock:
            fault = self._cable_fault
            before = len(self._received)
            if time.monotonic() < self._dead_until:
                return True
            if fault is None or fault.kind not in ("cut_line", "reset") or before + len(data) <= fault.at:
                self._received += data
                self._answer(self._printer.receive(data))
            else:
                head = data[: max(0, fault.at - before)]
                self._received += head
                self._answer(self._printer.receive(head))
                self._cable_fault = None
                self._outgoing.clear()
                if fault.kind == "reset":
                    self._printer.reset()
                    self._dead_until = time.monotonic() + fault.seconds
                return False
        if fault is not None and fault.kind == "slow" and before >= fault.at:
            self._stop.wait(len(data) / fault.rate)
        return True


class TcpPrinterPeer(_Peer):
    """A network printer on a port of this machine. One connection at a time, as real ones have it."""

    def __init__(self, fault: Fault | Kind | None = None, seed: int = 0, options: str = "") -> None:
        super().__init__(fault, seed)
        self._options = options
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.connections = 0

    @property
    def uri(self) -> str:
        return f"network://127.0.0.1:{self.port}" + (f"?{self._options}" if self._options else "")

    def close(self) -> None:
        super().close()
        self._listener.close()

    def _serve(self) -> None:
        while not self._stop.is_set():
            if self._listener.fileno() not in self._wait(self._listener.fileno()):
                continue
            connection, _ = self._listener.accept()
            self.connections += 1
            with connection:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._serve_connection(connection)
            # Answers to a connection that is gone are gone with it.
            with self._lock:
                self._outgoing.clear()
            self._stay_dead()

    def _stay_dead(self) -> None:
        while not self._stop.is_set() and (left := self._dead_until - time.monotonic()) > 0:
            if select.select([self._wake_read], [], [], left)[0]:
                os.read(self._wake_read, 4096)

    def _serve_connection(self, connection: socket.socket) -> None:
        try:
            while not self._stop.is_set():
                if connection.fileno() in self._wait(connection.fileno()):
                    data = connection.recv(self._portion())
                    if not data or not self._take(data):
                        return
                connection.sendall(self._due())
        except OSError:
            return


class PtyPrinterPeer(_Peer):
    """A serial printer. A reset one hears nothing for a while, and nobody tells the other side."""

    def __init__(self, fault: Fault | Kind | None = None, seed: int = 0, options: str = "") -> None:
        super().__init__(fault, seed)
        self._options = options
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        self.path = os.ttyname(self._slave)

    @property
    def uri(self) -> str:
        return f"serial://{self.path}" + (f"?{self._options}" if self._options else "")

    def close(self) -> None:
        super().close()
        os.close(self._master)
        if self._slave >= 0:
            os.close(self._slave)

    def _serve(self) -> None:
        while not self._stop.is_set():
            if self._master in self._wait(self._master):
                data = os.read(self._master, self._portion())
                if not self._take(data) and time.monotonic() >= self._dead_until:
                    return  # cut: nobody reads or answers any more
            due = self._due()
            if due:
                os.write(self._master, due)
