"""How long to wait before trying again: doubling, bounded, and never the same for two kiosks."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Backoff:
    first_s: float = 1.0
    most_s: float = 30.0

    def wait_s(self, failures: int, random: Random) -> float:
        """After that many failures in a row (1: the first). Between half and all of the bound, so that a thousand
        kiosks whose line comes back together do not come back together."""
        bound: float = min(self.most_s, self.first_s * 2.0 ** min(failures - 1, 30))
        return bound * random.uniform(0.5, 1.0)
