"""Whether the wall clock may decide about a return window.

A kiosk without a battery clock wakes up in the past; a technician's slip puts it a year ahead. The central service's
time is the measure: carried forward on the monotonic clock while the line is down, and remembered as "not before"
across a restart.
"""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

from sync.clock import Clock, from_ms, to_ms
from sync.notes import Notes
from sync.store import Store

_LAST_HEARD = "server_time"


class ClockTrust:
    """`built_at`: no true clock shows a time before this program was built."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        built_at: datetime,
        limit: timedelta = timedelta(minutes=3),
        remember_every: timedelta = timedelta(minutes=10),
    ) -> None:
        self._notes = Notes(store)
        self._clock = clock
        self._limit = limit
        self._remember_every = remember_every
        self._lock = threading.Lock()
        self._heard: tuple[datetime, float] | None = None
        remembered = self._remembered()
        self._not_before = max(built_at, remembered) if remembered else built_at
        self._remembered_at = remembered

    def trusted(self) -> bool:
        offset = self.offset()
        if offset is not None:
            return abs(offset) <= self._limit
        return self._clock.now() >= self._not_before - self._limit

    def now(self) -> datetime:
        """The time as the central service has it, carried on while the line is down; else the wall clock's."""
        return self._clock.now() + (self.offset() or timedelta(0))

    def offset(self) -> timedelta | None:
        """How far the central service is ahead of this wall clock; None while it was not heard since start-up."""
        with self._lock:
            if self._heard is None:
                return None
            server_time, at = self._heard
        return server_time + timedelta(seconds=self._clock.monotonic() - at) - self._clock.now()

    def hear(self, server_time: datetime, asked_at: float, answered_at: float) -> None:
        """Note the service's time, said between two monotonic moments. Raises StoreError."""
        if answered_at - asked_at > self._limit.total_seconds() / 2:
            return
        with self._lock:
            self._heard = (server_time, (asked_at + answered_at) / 2)
            last = self._remembered_at
            due = last is None or server_time - last >= self._remember_every
            if due:
                self._remembered_at = server_time
        if due:
            self._notes.put({_LAST_HEARD: to_ms(server_time)})

    def _remembered(self) -> datetime | None:
        value = self._notes.get(_LAST_HEARD)
        return None if value is None else from_ms(value)
