"""A supervised device is set up again after every failure, pauses in between, and stops at once when asked."""

from __future__ import annotations

import queue
import threading

from hypothesis import given
from hypothesis import strategies as st

from devices.contracts import BadDeviceUri, DeviceUnavailable
from devices.supervisor import Backoff, Supervisor

QUICK = Backoff(first=0.001, longest=0.002)


class Device:
    """Fails to set up as often as told, then runs until told to fail; notes what happens to it."""

    def __init__(self, failing: int = 0) -> None:
        self.failing = failing
        self.notes: queue.Queue[str] = queue.Queue()
        self.break_now = threading.Event()

    def setup(self) -> str:
        if self.failing:
            self.failing -= 1
            raise DeviceUnavailable("unplugged")
        self.notes.put("setup")
        return "resource"

    def run(self, resource: str, stop: threading.Event) -> None:
        self.notes.put("run")
        while not stop.is_set():
            if self.break_now.wait(0.01):
                self.break_now.clear()
                raise DeviceUnavailable("pulled")

    def teardown(self, resource: str) -> None:
        self.notes.put("teardown")

    def next(self) -> str:
        return self.notes.get(timeout=5)


def test_it_is_set_up_again_after_failures_and_torn_down_each_time() -> None:
    device = Device(failing=3)
    supervisor = Supervisor("test", device.setup, device.run, device.teardown, backoff=QUICK)
    supervisor.start()
    supervisor.start()
    assert [device.next(), device.next()] == ["setup", "run"]
    device.break_now.set()
    assert [device.next(), device.next(), device.next()] == ["teardown", "setup", "run"]
    assert supervisor.stop()
    assert device.next() == "teardown"
    assert device.notes.empty()


def test_a_failure_is_told_when_it_changes_not_each_time() -> None:
    told: queue.Queue[str] = queue.Queue()
    answers = iter([DeviceUnavailable("a"), DeviceUnavailable("a"), DeviceUnavailable("b"), ValueError("c")])
    done = threading.Event()

    def setup() -> None:
        error = next(answers, None)
        if error is not None:
            raise error

    def run(_: None, stop: threading.Event) -> None:
        done.set()
        stop.wait()

    supervisor = Supervisor(
        "test", setup, run, lambda _: None, backoff=QUICK, on_failure=lambda e: told.put(str(e))
    )
    supervisor.start()
    assert done.wait(5)
    assert supervisor.stop()
    assert [told.get_nowait() for _ in range(told.qsize())] == ["a", "b", "c"]


def test_a_long_pause_ends_at_once_on_stop_and_on_retry() -> None:
    device = Device(failing=1)
    failed = threading.Event()
    supervisor = Supervisor(
        "test",
        device.setup,
        device.run,
        device.teardown,
        backoff=Backoff(first=3600, longest=3600),
        on_failure=lambda _: failed.set(),
    )
    supervisor.start()
    assert failed.wait(5)
    supervisor.retry()
    assert device.next() == "setup"
    assert supervisor.stop(5)


def test_a_permanent_failure_waits_for_a_person() -> None:
    tries: queue.Queue[int] = queue.Queue()

    def setup() -> None:
        tries.put(1)
        raise BadDeviceUri("camera:x")

    supervisor = Supervisor("test", setup, lambda _, stop: None, lambda _: None, backoff=QUICK)
    supervisor.start()
    tries.get(timeout=5)
    supervisor.retry()
    tries.get(timeout=5)
    assert supervisor.stop(5)
    assert tries.empty()


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_pauses_grow_and_stay_within_their_bounds(failures: int, luck: float) -> None:
    backoff = Backoff(first=0.25, longest=10)
    pause = backoff.pause(failures, luck)
    assert 0.125 <= pause <= 10
    assert backoff.pause(failures + 1, luck) >= pause
