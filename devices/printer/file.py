"""Printing into a file: the file is its own word, so a slip is confirmed once it is written and on the disk."""

from __future__ import annotations

import os
import stat
import threading
import time
from pathlib import Path

from devices.contracts import PrintConfirmed, PrinterStatus, PrintFailed, PrintOutcome, PrintUnknown
from devices.printer.cables import translated
from devices.printer.status import status_of

FLAGS = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NONBLOCK
"""Non-blocking, so that a pipe without a reader cannot hold the thread."""


class FilePrinter:
    """Slips one after another in a file. (Nodes under /dev are printers and have a driver of their own, see `opening`;
    another thing that is no file, a pipe say, takes bytes and says nothing of them.)"""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._busy = threading.Lock()

    def status(self) -> PrinterStatus:
        """READY where the file can be written; what is no regular file is SILENT, for nobody answers."""
        try:
            if self._path.exists():
                regular = stat.S_ISREG(self._path.stat().st_mode)
                writable = os.access(self._path, os.W_OK)
            else:
                regular, writable = True, os.access(self._path.parent, os.W_OK)
        except OSError as error:
            return status_of(translated(error, str(self._path)))
        if not writable:
            return PrinterStatus.ABSENT
        return PrinterStatus.READY if regular else PrinterStatus.SILENT

    def print(self, data: bytes) -> PrintOutcome:
        """Append one document; what could not be written whole is taken back."""
        began = time.monotonic()
        with self._busy:
            try:
                descriptor = os.open(self._path, FLAGS, 0o644)
            except OSError as error:
                return PrintFailed(status_of(translated(error, str(self._path))), 0, str(error))
            try:
                return self._write(descriptor, data, began)
            finally:
                os.close(descriptor)

    def _write(self, descriptor: int, data: bytes, began: float) -> PrintOutcome:
        before = os.fstat(descriptor)
        regular = stat.S_ISREG(before.st_mode)
        sent = 0
        try:
            sent = os.write(descriptor, data[:4096])
            first = time.monotonic()
            while sent < len(data):
                sent += os.write(descriptor, data[sent : sent + 65536])
            if not regular:
                return PrintUnknown(PrinterStatus.SILENT, sent, "this is no file: nobody says what became of the slip")
            os.fsync(descriptor)
        except OSError as error:
            status = status_of(translated(error, str(self._path)))
            if not regular:
                return PrintFailed(status, sent, str(error))
            try:
                os.ftruncate(descriptor, before.st_size)
            except OSError:
                return PrintUnknown(status, sent, str(error))
            return PrintFailed(status, sent, str(error))
        done = time.monotonic()
        return PrintConfirmed(PrinterStatus.READY, (first - began) * 1000, (done - began) * 1000, sent)

    def close(self) -> None:
        """Nothing stays open between slips."""
