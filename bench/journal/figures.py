"""Times as figures: sorted, with the percentiles that are looked at."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable


def timed(act: Callable[[int], object], numbers: Iterable[int]) -> list[float]:
    """Milliseconds of each call, sorted."""
    times = []
    for number in numbers:
        began = time.perf_counter()
        act(number)
        times.append((time.perf_counter() - began) * 1000)
    return sorted(times)


def line(name: str, times: list[float], goal: str = "") -> str:
    def at(share: float) -> float:
        return times[min(len(times) - 1, int(len(times) * share))]

    figures = "  ".join(f"{name} {at(share):8.2f}" for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99)))
    return f"{name:<58} {figures}  max {times[-1]:8.2f} ms  {goal}".rstrip()
