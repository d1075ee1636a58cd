"""A looked-after camera: frames and readings flow, every trouble is told once and ends by itself, nothing is kept."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from devices.camera.feed import CameraFeed
from devices.camera.health import HealthLimits
from devices.contracts import CameraStatus, DeviceClaimed, DeviceTimeout, DeviceUnavailable, Frame
from devices.decoding import Reader, Reading
from devices.supervisor import Backoff
from tests.devices.decoding.pictures import RECEIPT, code128_c, scene

QUICK = Backoff(first=0.001, longest=0.002)
RNG = np.random.default_rng(3)


def noisy(level: float = 120.0) -> Frame:
    return np.clip(RNG.normal(level, 30, (96, 128, 3)), 0, 255).astype(np.uint8)


class Stage:
    """A camera that shows what `show` says; opening it and reading it can be made to fail. Notes what was closed."""

    def __init__(self) -> None:
        self.show: Callable[[], Frame | None] = noisy
        self.opening: Exception | None = None
        self.opened = 0
        self.closed = 0
        self.reading: Exception | None = None

    def open(self) -> Stage:
        if self.opening is not None:
            raise self.opening
        self.opened += 1
        return self

    def read(self) -> Frame | None:
        if self.reading is not None:
            raise self.reading
        return self.show()

    def close(self) -> None:
        self.closed += 1


class Audience:
    """Hears a feed; statuses in a queue, frames counted."""

    def __init__(self) -> None:
        self.statuses: queue.Queue[CameraStatus] = queue.Queue()
        self.readings: queue.Queue[Reading] = queue.Queue()
        self.frames = 0
        self.enough = threading.Event()

    def frame(self, _: Frame) -> None:
        self.frames += 1
        if self.frames > 20:
            self.enough.set()

    def next(self) -> CameraStatus:
        return self.statuses.get(timeout=10)


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def audience() -> Audience:
    return Audience()


@pytest.fixture
def feed(stage: Stage, audience: Audience) -> Iterator[CameraFeed]:
    made = CameraFeed(
        stage.open, audience.frame, audience.statuses.put, limits=HealthLimits(slow_fps=0), backoff=QUICK
    )
    yield made
    assert made.stop()
    assert stage.closed == stage.opened


def test_frames_flow_and_ready_is_told_once(feed: CameraFeed, audience: Audience) -> None:
    feed.start()
    assert audience.next() is CameraStatus.READY
    assert audience.enough.wait(5)
    assert audience.statuses.empty()
    assert feed.status is CameraStatus.READY


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (DeviceUnavailable("pulled"), CameraStatus.ABSENT),
        (DeviceTimeout("mute"), CameraStatus.ABSENT),
        (DeviceClaimed("busy"), CameraStatus.CLAIMED),
        (RuntimeError("driver bug"), CameraStatus.ABSENT),
    ],
)
def test_a_camera_that_cannot_be_had_is_told_and_comes_back(
    stage: Stage, audience: Audience, feed: CameraFeed, error: Exception, status: CameraStatus
) -> None:
    stage.opening = error
    feed.start()
    assert audience.next() is status
    stage.opening = None
    assert audience.next() is CameraStatus.READY


def test_unplugged_while_running_and_back(stage: Stage, audience: Audience, feed: CameraFeed) -> None:
    feed.start()
    assert audience.next() is CameraStatus.READY
    stage.reading = DeviceUnavailable("pulled")
    assert audience.next() is CameraStatus.ABSENT
    stage.reading = None
    assert audience.next() is CameraStatus.READY


def test_a_frozen_picture_is_told_once_however_often_it_is_reopened(
    stage: Stage, audience: Audience, feed: CameraFeed
) -> None:
    still = noisy()
    stage.show = lambda: still
    feed.start()
    assert audience.next() is CameraStatus.READY
    assert audience.next() is CameraStatus.FROZEN
    while stage.opened < 4:
        assert audience.enough.wait(5)
    assert audience.statuses.empty()
    stage.show = noisy
    assert audience.next() is CameraStatus.READY


def test_a_covered_lens_is_told_and_uncovered(stage: Stage, audience: Audience, feed: CameraFeed) -> None:
    stage.show = lambda: np.zeros((96, 128, 3), np.uint8) + RNG.integers(0, 3, (96, 128, 3)).astype(np.uint8)
    feed.start()
    assert [audience.next(), audience.next()] == [CameraStatus.READY, CameraStatus.BLACK]
    stage.show = noisy
    assert audience.next() is CameraStatus.READY
    assert stage.opened == 1


def watching(stage: Stage, audience: Audience) -> CameraFeed:
    return CameraFeed(
        stage.open,
        audience.frame,
        audience.statuses.put,
        reader=Reader(frozenset({"code128"}), clock=lambda: 0.0),
        on_reading=audience.readings.put,
        limits=HealthLimits(frozen_frames=None, slow_fps=0),
        backoff=QUICK,
    )


def test_movement_is_told_while_the_feed_scans_and_only_then(stage: Stage, audience: Audience) -> None:
    moved: queue.Queue[str] = queue.Queue()
    seconds = iter(range(1_000_000))
    shown = (np.full((96, 128, 3), 60 + 120 * (n // 2 % 2), np.uint8) for n in range(1_000_000))

    def half_covered() -> Frame:
        frame = next(shown)
        frame[:, :64] = 60
        return frame

    stage.show = half_covered
    feed = CameraFeed(
        stage.open, audience.frame, audience.statuses.put, reader=Reader(frozenset({"code128"})),
        on_reading=audience.readings.put, on_movement=lambda: moved.put("moved"), backoff=QUICK,
        limits=HealthLimits(frozen_frames=None), clock=lambda: float(next(seconds)),
    )  # fmt: skip
    feed.scan(False)
    feed.start()
    assert audience.enough.wait(5)
    assert moved.empty()
    feed.scan(True)
    assert moved.get(timeout=10) == "moved"
    assert feed.stop()


def believed(audience: Audience) -> list[str]:
    while True:
        reading = audience.readings.get(timeout=10)
        if reading.believed:
            return [s.text for s in reading.believed]


def test_codes_are_read_off_the_screens_thread_and_forgotten_with_the_session(stage: Stage, audience: Audience) -> None:
    receipt = scene(code128_c(RECEIPT, module=2), size=(480, 320))
    stage.show = lambda: receipt
    feed = watching(stage, audience)
    feed.start()
    assert believed(audience) == [RECEIPT]
    feed.forget()
    assert believed(audience) == [RECEIPT]
    feed.scan(False)
    assert feed.stop()


def test_while_not_scanning_frames_flow_and_nothing_is_decoded(stage: Stage, audience: Audience) -> None:
    receipt = scene(code128_c(RECEIPT, module=2), size=(480, 320))
    stage.show = lambda: receipt
    feed = watching(stage, audience)
    feed.scan(False)
    feed.start()
    assert audience.enough.wait(10)
    assert audience.readings.empty()
    assert feed.stop()


def test_the_end_of_a_file_is_told_once(stage: Stage, audience: Audience) -> None:
    ended: queue.Queue[str] = queue.Queue()
    stage.show = lambda: None
    feed = CameraFeed(stage.open, audience.frame, audience.statuses.put, on_end=lambda: ended.put("end"), backoff=QUICK)
    feed.start()
    assert ended.get(timeout=5) == "end"
    assert feed.stop()
    assert ended.empty()


def test_a_driver_that_hangs_is_told_by_another_thread(stage: Stage, audience: Audience) -> None:
    let_go = threading.Event()
    shown = iter([noisy(), noisy()])

    def show() -> Frame:
        frame = next(shown, None)
        if frame is None:
            assert let_go.wait(10)
            return noisy()
        return frame

    stage.show = show
    feed = CameraFeed(stage.open, audience.frame, audience.statuses.put, backoff=QUICK, hanging_s=0.05)
    feed.start()
    assert [audience.next(), audience.next()] == [CameraStatus.READY, CameraStatus.ABSENT]
    let_go.set()
    assert audience.next() is CameraStatus.READY
    assert feed.stop()
