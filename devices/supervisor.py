"""Keep something going that can fail: set up, run, tear down, and again after a pause, until told to stop.

Shared by every driver. The pause grows and is jittered, so that twelve kiosks behind one tripped fuse do not all knock
at once; it ends at once on `stop`. A failure is logged when its text changes, not each time it repeats.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import structlog

from devices.contracts import DeviceError

R = TypeVar("R")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Backoff:
    """Pauses in seconds: `first`, then `factor` times longer up to `longest`, each taken between half and whole."""

    first: float = 0.25
    factor: float = 2.0
    longest: float = 10.0

    def pause(self, failures: int, luck: float) -> float:
        """The pause after the nth failure in a row (from 1). `luck` in 0..1 takes it between half and all of it."""
        whole = min(self.longest, self.first * self.factor ** min(60, max(0, failures - 1)))
        return whole * (0.5 + 0.5 * luck)


class Supervisor(Generic[R]):
    """Runs `run(resource, stop)` on a thread of its own over a resource from `setup`, for ever.

    `setup` may raise, `run` may raise or return (both mean: tear down, pause, set up again). `run` must return soon
    after `stop` is set. `run` calls `good()` when the device works, which ends the failure.
    `on_failure` hears each change of failure, on the supervisor's thread; a permanent DeviceError stops trying until
    `retry()`.
    """

    def __init__(
        self,
        name: str,
        setup: Callable[[], R],
        run: Callable[[R, threading.Event], None],
        teardown: Callable[[R], None],
        *,
        on_failure: Callable[[Exception], None] | None = None,
        backoff: Backoff | None = None,
        luck: Callable[[], float] = random.random,
    ) -> None:
        self._name = name
        self._setup = setup
        self._run = run
        self._teardown = teardown
        self._on_failure = on_failure
        self._backoff = backoff or Backoff()
        self._luck = luck
        self._stop = threading.Event()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None
        self._failures = 0
        self._told: str | None = None

    def start(self) -> None:
        """Start once; starting a running supervisor changes nothing."""
        if self._thread is None or not self._thread.is_alive():
            self._stop.clear()
            self._thread = threading.Thread(target=self._loop, name=self._name, daemon=True)
            self._thread.start()

    def stop(self, timeout: float = 5.0) -> bool:
        """Ask to stop and wait. False when the thread hangs in its device beyond `timeout` (it is a daemon thread)."""
        self._stop.set()
        self._wake.set()
        thread = self._thread
        if thread is None or thread is threading.current_thread():
            return True
        thread.join(timeout)
        return not thread.is_alive()

    def retry(self) -> None:
        """Do not wait out the pause: something changed (a person plugged it in, the configuration was mended)."""
        self._wake.set()

    def good(self) -> None:
        """Called from `run` when the device works: the next failure starts with the short pause again."""
        if self._told is not None:
            log.info("device works again", device=self._name)
        self._failures = 0
        self._told = None

    def _loop(self) -> None:
        while not self._stop.is_set():
            permanent = False
            try:
                self._once()
            except Exception as error:  # whatever a driver raises, the device is tried again and the rest lives on
                permanent = isinstance(error, DeviceError) and error.permanent
                self._tell(error)
            if self._stop.is_set():
                return
            self._failures += 1
            self._wake.wait(None if permanent else self._backoff.pause(self._failures, self._luck()))
            self._wake.clear()

    def _once(self) -> None:
        resource = self._setup()
        try:
            self._run(resource, self._stop)
        finally:
            self._teardown(resource)

    def _tell(self, error: Exception) -> None:
        text = f"{type(error).__name__}: {error}"
        if text == self._told:
            return
        self._told = text
        if isinstance(error, DeviceError):
            log.warning("device trouble", device=self._name, trouble=text)
        else:
            log.error("device driver failed", device=self._name, exc_info=error)
        if self._on_failure is not None:
            self._on_failure(error)
