"""A bell somebody sleeps beside: rung by whoever has work, never missed."""

from __future__ import annotations

import threading


class Bell:
    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._rung = False

    def ring(self) -> None:
        with self._condition:
            self._rung = True
            self._condition.notify_all()

    def wait(self, seconds: float) -> bool:
        """True when it was rung since the last wait, at once if it already had been."""
        with self._condition:
            self._condition.wait_for(lambda: self._rung, timeout=seconds)
            rung, self._rung = self._rung, False
            return rung
