"""A frame's time: a step begins only if what it usually costs still fits, so no frame runs over by a whole step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

_FIRST = {"frame": 6.0, "locate": 4.0, "crop": 2.0, "line": 4.0, "soft": 5.0, "variant": 2.0, "matrix": 6.0}
"""Milliseconds each kind of step is taken to cost before it was measured here (2.6 GHz server core, 1280x720)."""


class Budget:
    """Seconds a frame may take by `clock`, and what each kind of step has cost lately."""

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self._seconds = seconds
        self._clock = clock
        self._usual = {kind: ms / 1000 for kind, ms in _FIRST.items()}
        self._end = 0.0

    def begin(self) -> None:
        self._end = self._clock() + self._seconds

    def fits(self, kind: str) -> bool:
        return self._clock() + self._usual[kind] <= self._end

    @contextmanager
    def spending(self, kind: str) -> Iterator[None]:
        started = self._clock()
        yield
        cost = self._clock() - started
        # Dear runs count at once and are forgotten slowly: it is the dear ones that break the promise. What a first
        # call costs (tables, libraries) says nothing, hence the cap.
        usual = self._usual[kind]
        cost = min(cost, self._seconds / 2)
        self._usual[kind] = usual + (0.3 if cost > usual else 0.05) * (cost - usual)
