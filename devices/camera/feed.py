"""A camera that is looked after: frames, readings and status changes, from a thread of its own."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

import structlog

from devices.camera.health import FrameStats, HealthLimits, classify, stats_of
from devices.camera.movement import Movement
from devices.contracts import (
    Camera,
    CameraStatus,
    DeviceClaimed,
    DeviceTimeout,
    Frame,
)
from devices.decoding import Reader, Reading
from devices.supervisor import Backoff, Supervisor

log = structlog.get_logger()

_HANGING = 4.0
"""Seconds in one call of the driver after which the camera counts as gone; V4L2 gives up by itself only after ten."""

_WINDOW = 60
"""Frames whose figures are kept for judging health; figures only, never pictures."""


class CameraFeed:
    """Opens a camera, reads it for ever and reopens it when it fails.

    Callbacks come on the feed's thread (of a hanging driver the status is told by a second one): `on_frame(frame)` for
    every frame (the picture for the screen; copy what you keep), `on_reading(reading)` after the reader saw it,
    `on_status(status)` only when the status changes. Frames are decoded only while `scanning` is on, and only then does
    `on_movement()` tell that something moves. `forget()` wipes what both gathered; nothing else keeps a frame.
    """

    def __init__(
        self,
        open: Callable[[], Camera],
        on_frame: Callable[[Frame], None],
        on_status: Callable[[CameraStatus], None],
        *,
        reader: Reader | None = None,
        on_reading: Callable[[Reading], None] | None = None,
        on_movement: Callable[[], None] | None = None,
        on_end: Callable[[], None] | None = None,
        limits: HealthLimits | None = None,
        clock: Callable[[], float] = time.monotonic,
        backoff: Backoff | None = None,
        luck: Callable[[], float] | None = None,
        hanging_s: float = _HANGING,
    ) -> None:
        self._on_frame = on_frame
        self._on_status = on_status
        self._reader = reader
        self._on_reading = on_reading
        self._on_movement = on_movement
        self._movement = Movement()
        self._on_end = on_end
        self._limits = limits or HealthLimits()
        self._clock = clock
        self._status: CameraStatus | None = None
        self._recent: deque[FrameStats] = deque(maxlen=_WINDOW)
        self._scanning = threading.Event()
        self._scanning.set()
        self._forget = threading.Event()
        self._telling = threading.Lock()
        self._asked_at: float | None = None
        self._hanging = hanging_s
        self._stopped = threading.Event()
        self._watch: threading.Thread | None = None
        extra = {} if luck is None else {"luck": luck}
        self._supervisor: Supervisor[Camera] = Supervisor(
            "camera", open, self._run, _close, on_failure=self._failed, backoff=backoff, **extra
        )

    @property
    def status(self) -> CameraStatus | None:
        """The last status told; None before the first."""
        return self._status

    def start(self) -> None:
        self._supervisor.start()
        if self._watch is None:
            self._watch = threading.Thread(target=self._watch_for_hanging, name="camera watch", daemon=True)
            self._watch.start()

    def stop(self, timeout: float = 5.0) -> bool:
        self._stopped.set()
        stopped = self._supervisor.stop(timeout)
        if stopped:
            self._wipe()
        return stopped

    def scan(self, on: bool) -> None:
        """Decode frames from now on, or not (the picture goes on either way)."""
        if on:
            self._scanning.set()
        else:
            self._scanning.clear()

    def forget(self) -> None:
        """The session is over: wipe what was gathered from its frames before the next frame is looked at."""
        self._forget.set()

    def retry(self) -> None:
        """Try the camera now instead of after the pause."""
        self._supervisor.retry()

    def _run(self, camera: Camera, stop: threading.Event) -> None:
        recent = self._recent
        if self._status is not CameraStatus.FROZEN:
            recent.clear()
        while not stop.is_set():
            self._asked_at = self._clock()
            frame = camera.read()
            self._asked_at = None
            if frame is None:
                if self._on_end is not None:
                    self._on_end()
                stop.wait()
                return
            recent.append(stats_of(frame, self._clock()))
            status = classify(recent, self._limits)
            if self._status is CameraStatus.FROZEN and status is not CameraStatus.FROZEN:
                recent.clear()
            self._tell(status)
            if status is CameraStatus.READY:
                self._supervisor.good()
            self._on_frame(frame)
            self._read(frame)
            if status is CameraStatus.FROZEN:
                # A frozen driver seldom thaws by itself; opening it anew does.
                raise DeviceTimeout("the camera repeats one picture")

    def _read(self, frame: Frame) -> None:
        if self._forget.is_set():
            self._wipe()
        if self._reader is None or self._on_reading is None or not self._scanning.is_set():
            return
        if self._on_movement is not None and self._movement.seen(frame, self._clock()):
            self._on_movement()
        reading = self._reader.feed(frame)
        if not self._forget.is_set():
            self._on_reading(reading)

    def _wipe(self) -> None:
        self._forget.clear()
        self._movement.forget()
        if self._reader is not None:
            self._reader.reset()

    def _failed(self, error: Exception) -> None:
        self._asked_at = None
        match error:
            case DeviceClaimed():
                self._tell(CameraStatus.CLAIMED)
            case DeviceTimeout() if self._status is CameraStatus.FROZEN:
                return
            case _:
                self._tell(CameraStatus.ABSENT)

    def _watch_for_hanging(self) -> None:
        """A driver that never comes back cannot say so itself."""
        while not self._stopped.wait(self._hanging / 4):
            asked_at = self._asked_at
            if asked_at is not None and self._clock() - asked_at > self._hanging:
                self._tell(CameraStatus.ABSENT)

    def _tell(self, status: CameraStatus) -> None:
        with self._telling:
            self._tell_change(status)

    def _tell_change(self, status: CameraStatus) -> None:
        if status is self._status:
            return
        log.info("camera status", status=status.value, before=self._status.value if self._status else None)
        self._status = status
        self._on_status(status)


def _close(camera: Camera) -> None:
    camera.close()
