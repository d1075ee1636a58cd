"""A bad line: connections carry some bytes each way, then break. The same seed breaks at the same places."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from random import Random


@dataclass
class BadLine:
    """`url` is where the kiosk goes. `heal` lets every later connection through whole."""

    url: str
    broken: int = 0
    healed: bool = False

    def heal(self) -> None:
        self.healed = True


@contextmanager
def bad_line(port: int, seed: int) -> Iterator[BadLine]:
    """In front of a service on a loopback port."""
    listener = socket.create_server(("127.0.0.1", 0))
    line = BadLine(f"http://127.0.0.1:{listener.getsockname()[1]}")
    random = Random(seed)

    def accept() -> None:
        with suppress(OSError):
            while True:
                kiosk, _ = listener.accept()
                carries = (random.randrange(200, 30_000), random.randrange(0, 4_000))
                threading.Thread(target=_carry, args=(line, kiosk, port, carries), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield line
    finally:
        # Closing alone does not wake a thread inside accept.
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def _carry(line: BadLine, kiosk: socket.socket, port: int, carries: tuple[int, int]) -> None:
    with suppress(OSError), kiosk, socket.create_connection(("127.0.0.1", port)) as service:
        back = threading.Thread(target=_one_way, args=(line, service, kiosk, carries[1]), daemon=True)
        back.start()
        _one_way(line, kiosk, service, carries[0])
        back.join()


def _one_way(line: BadLine, source: socket.socket, target: socket.socket, most: int) -> None:
    with suppress(OSError):
        while data := source.recv(4096):
            if not line.healed and len(data) > most:
                target.sendall(data[:most])
                line.broken += 1
                for end in (source, target):
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    end.shutdown(socket.SHUT_RDWR)
                return
            most -= len(data)
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
