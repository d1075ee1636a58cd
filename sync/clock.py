"""Time, injected: what the wall says, and what really passed."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The wall clock, zone-aware. May be wrong, may jump: it decides nothing alone."""
        ...

    def monotonic(self) -> float:
        """Seconds that only ever go forward, for durations."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


def to_ms(moment: datetime) -> int:
    """Unix milliseconds, as stored. Raises ValueError for a time without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a time without a zone cannot be stored")
    # Whole arithmetic: float timestamps lose the last millisecond now and then.
    delta = moment - _EPOCH
    return delta.days * 86_400_000 + delta.seconds * 1000 + delta.microseconds // 1000


def from_ms(value: int) -> datetime:
    return datetime.fromtimestamp(value // 1000, UTC).replace(microsecond=value % 1000 * 1000)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
