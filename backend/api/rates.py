"""Token buckets in this process: how often one device, one store or one address may ask."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

_MOST_KEYS = 10_000


@dataclass(frozen=True, slots=True)
class Rate:
    per_second: float
    burst: int


class Buckets:
    """`take` answers 0 when the request may pass, else the seconds to wait."""

    def __init__(self, rate: Rate, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._monotonic = monotonic
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, key: str) -> float:
        with self._lock:
            now = self._monotonic()
            level, since = self._levels.pop(key, (float(self._rate.burst), now))
            level = min(float(self._rate.burst), level + (now - since) * self._rate.per_second)
            wait = 0.0 if level >= 1 else (1 - level) / self._rate.per_second
            self._levels[key] = (level if wait else level - 1, now)
            # The longest unseen has a full bucket again, or nearly so.
            if len(self._levels) > _MOST_KEYS:
                self._levels.popitem(last=False)
            return wait
