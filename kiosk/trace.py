"""Moments of one journey, by name, for `fuwutai journey` and the benchmarks. First and last time of each is kept."""

from __future__ import annotations

import threading
import time


class Trace:
    """Monotonic milliseconds; safe to mark from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._first: dict[str, float] = {}
        self._last: dict[str, float] = {}
        self._notes: dict[str, object] = {}

    def note(self, name: str, value: object) -> None:
        """Something worth telling beside the times."""
        with self._lock:
            self._notes[name] = value

    def noted(self, name: str) -> object | None:
        with self._lock:
            return self._notes.get(name)

    def mark(self, name: str, at: float | None = None) -> None:
        """`at` in `time.monotonic` seconds; now when not given."""
        moment = time.monotonic() if at is None else at
        with self._lock:
            self._first.setdefault(name, moment)
            self._last[name] = moment

    def mark_first(self, name: str) -> None:
        """As `mark`, but only the first time counts."""
        if not self.has(name):
            self.mark(name)

    def has(self, name: str) -> bool:
        with self._lock:
            return name in self._first

    def between(self, start: str, end: str) -> float | None:
        """Milliseconds from the last `start` to the first `end` after it; None when either did not happen."""
        with self._lock:
            a, b = self._last.get(start), self._last.get(end)
        return None if a is None or b is None or b < a else round((b - a) * 1000, 2)

    def clear(self) -> None:
        with self._lock:
            self._first.clear()
            self._last.clear()
            self._notes.clear()
