"""From camera and hand scanner to the session: what was read, what would help, what the camera is like."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from devices.contracts import CameraStatus, Frame, Guidance, Point
from devices.decoding import Reading
from devices.scanners import Scan
from kiosk.flows.returns import events as e
from kiosk.shell_events import Moved
from kiosk.trace import Trace

LONGEST_TEXT = 256
"""Nothing a till prints is longer; more is somebody's joke and is looked at no further."""


class Eyes:
    """Callbacks for `CameraFeed` and scanners. Keeps one frame for the screen, and none after `wipe`."""

    def __init__(self, post: Callable[[object], None], trace: Trace) -> None:
        self._post, self._trace = post, trace
        self._lock = threading.Lock()
        self._frame: Frame | None = None
        self._outline: tuple[Point, ...] | None = None
        self._guidance: Guidance | None = None
        self._frame_at = 0.0

    def frame(self, frame: Frame) -> None:
        with self._lock:
            self._frame = frame
            self._frame_at = time.monotonic()

    def reading(self, reading: Reading) -> None:
        outline = reading.symbols[0].outline if reading.symbols else None
        with self._lock:
            self._outline = outline
            frame_at = self._frame_at
        if reading.symbols and not self._trace.has("code_in_frame"):
            self._trace.mark("code_in_frame", frame_at)
        if reading.believed:
            texts = tuple(symbol.text[:LONGEST_TEXT] for symbol in reading.believed)
            also = tuple(s.text[:LONGEST_TEXT] for s in reading.symbols if s.text[:LONGEST_TEXT] not in texts)
            self._trace.mark("code")
            self._post(e.BarcodeSeen(texts, also))
        elif reading.guidance is not self._guidance and not reading.symbols:
            self._guidance = reading.guidance
            self._post(e.GuidanceSeen(reading.guidance))

    def movement(self) -> None:
        self._post(Moved())

    def status(self, status: CameraStatus) -> None:
        self._post(e.CameraChanged(status))

    def scanned(self, scan: Scan) -> None:
        """A hand scanner's whole code."""
        self._trace.mark("code_in_frame")
        self._trace.mark("code")
        self._post(e.BarcodeSeen((scan.text[:LONGEST_TEXT],)))

    def latest(self) -> tuple[Frame, tuple[Point, ...] | None] | None:
        """The frame to show now, once; None when there is no newer one."""
        with self._lock:
            frame, self._frame = self._frame, None
            return None if frame is None else (frame, self._outline)

    def wipe(self) -> None:
        with self._lock:
            self._frame = self._outline = self._guidance = None
