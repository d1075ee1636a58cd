"""Whether the central service can be reached, as everyone who tried last found it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sync.clock import Clock


class OfflineReason(Enum):
    STARTING = "starting"  # nobody has tried yet
    UNREACHABLE = "unreachable"
    GARBLED = "garbled"  # something answers that is not our service: a captive portal, a proxy
    BUSY = "busy"
    UNAUTHORISED = "unauthorised"  # it is there, and does not let this kiosk in
    NOT_ENROLLED = "not_enrolled"


@dataclass(frozen=True, slots=True)
class Online:
    since: datetime


@dataclass(frozen=True, slots=True)
class Offline:
    since: datetime
    reason: OfflineReason


LineState = Online | Offline


class Line:
    """`changed` and whoever watches are called, on the thread that found out, only when the state changes."""

    def __init__(self, clock: Clock, changed: Callable[[LineState], None] = lambda _: None) -> None:
        self._clock = clock
        self._watchers = [changed]
        self._lock = threading.Lock()
        self._state: LineState = Offline(clock.now(), OfflineReason.STARTING)
        self._failed_at: float | None = None
        self._slow_at: float | None = None

    @property
    def state(self) -> LineState:
        return self._state

    def watch(self, watcher: Callable[[LineState], None]) -> None:
        self._watchers.append(watcher)

    def answered(self) -> None:
        with self._lock:
            self._failed_at = None
            if isinstance(self._state, Online):
                return
            self._state = state = Online(self._clock.now())
        self._tell(state)

    def failed(self, reason: OfflineReason) -> None:
        with self._lock:
            self._failed_at = self._clock.monotonic()
            before = self._state
            if isinstance(before, Offline) and before.reason is reason:
                return
            since = before.since if isinstance(before, Offline) else self._clock.now()
            self._state = state = Offline(since, reason)
        self._tell(state)

    def _tell(self, state: LineState) -> None:
        for watcher in self._watchers:
            watcher(state)

    def slow(self) -> None:
        """Too slow for a shopper who stands there; still good enough for what can wait. Not a change of state."""
        with self._lock:
            self._slow_at = self._clock.monotonic()

    def resting(self, seconds: float) -> bool:
        """Whether the last try failed, or one was slow, not long ago: no shopper is made to wait for another one."""
        with self._lock:
            now = self._clock.monotonic()
            return any(at is not None and now - at < seconds for at in (self._failed_at, self._slow_at))
