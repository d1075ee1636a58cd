"""What every device speaks: closed status unions, an error tree, and the contracts drivers fulfil.

Status words follow UnifiedPOS where it has one (paper empty, paper near end, cover open, offline, claimed).
Silence and unreadable answers are statuses of their own; neither is ever read as "all is well".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from domain.device_words import CameraStatus, Guidance, PrinterStatus

__all__ = [
    "BadDeviceUri", "Camera", "CameraStatus", "DeviceClaimed", "DeviceError", "DeviceTimeout", "DeviceUnavailable",
    "Frame", "Guidance", "Point", "PrintConfirmed", "PrintFailed", "PrintOutcome", "PrintUnknown", "Printer",
    "PrinterStatus", "Symbol",
]

Frame = npt.NDArray[np.uint8]
"""One picture, height x width (grey) or height x width x 3 (BGR), uint8."""


class DeviceError(Exception):
    """Root of what devices raise. `permanent` tells whether trying again without a person can help."""

    permanent = False


class DeviceUnavailable(DeviceError):
    """Not there: unplugged, unreachable, no such path."""


class DeviceClaimed(DeviceError):
    """There, but another process holds it."""


class DeviceTimeout(DeviceError):
    """There, but did not answer in time."""


class BadDeviceUri(DeviceError):
    """The configured address cannot be understood; a person has to change it."""

    permanent = True



@dataclass(frozen=True, slots=True)
class PrintConfirmed:
    """The printer itself said, after the last byte, that the slip is out."""

    status: PrinterStatus
    first_byte_ms: float
    total_ms: float
    bytes_sent: int


@dataclass(frozen=True, slots=True)
class PrintFailed:
    """It is known that no complete slip came out. `bytes_sent`: what may have reached the printer; 0 only where nothing
    of the slip can have."""

    status: PrinterStatus
    bytes_sent: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PrintUnknown:
    """Bytes went out and nobody can tell whether a slip came of them."""

    status: PrinterStatus
    bytes_sent: int
    detail: str = ""


PrintOutcome = PrintConfirmed | PrintFailed | PrintUnknown


class Printer(Protocol):
    """A printer that tells the truth. Calls block up to their time limits and belong on a worker thread."""

    def print(self, data: bytes) -> PrintOutcome:
        """Send one complete document (ending in its cut) and find out what became of it. Never raises DeviceError."""
        ...

    def status(self) -> PrinterStatus:
        """Ask now. Never raises DeviceError."""
        ...

    def close(self) -> None: ...



class Camera(Protocol):
    """A source of frames. `read` blocks for at most one frame time plus a limit."""

    def read(self) -> Frame | None:
        """The next frame, or None when there will be no more (end of a file).

        Raises DeviceUnavailable, DeviceClaimed, DeviceTimeout.
        """
        ...

    def close(self) -> None: ...


Point = tuple[float, float]
"""x, y in pixels of the frame it was found in."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """One code seen in a frame. `outline` has four corners, clockwise from the top left of the code."""

    text: str
    symbology: str
    outline: tuple[Point, Point, Point, Point]
    confidence: float
