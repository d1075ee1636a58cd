"""Doing something within a time, or going on without it.

Time limits of sockets hold between two bytes; a peer that sends one byte now and then defeats them. Here the caller
goes on when its time is up, and the work is left to end by itself, on a thread nobody waits for.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class OverBudget(Exception):
    """Not done in time, or too much unfinished work is still about."""


class Budget:
    """At most `most` pieces of work at once, the abandoned ones included."""

    def __init__(self, most: int = 4) -> None:
        self._places = threading.BoundedSemaphore(most)

    def run(self, work: Callable[[], T], seconds: float) -> T:
        """The work's result or exception. Raises OverBudget."""
        if not self._places.acquire(blocking=False):
            raise OverBudget("too much is still under way")
        answers: queue.SimpleQueue[tuple[T | None, BaseException | None]] = queue.SimpleQueue()

        def body() -> None:
            try:
                answers.put((work(), None))
            except BaseException as error:
                answers.put((None, error))
            finally:
                self._places.release()

        threading.Thread(target=body, name="within-budget", daemon=True).start()
        try:
            value, error = answers.get(timeout=seconds)
        except queue.Empty:
            raise OverBudget(f"not done in {seconds:.1f} s") from None
        if error is not None:
            raise error
        return value  # type: ignore[return-value]
