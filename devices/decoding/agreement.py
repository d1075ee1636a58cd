"""What is believed: a text seen in two frames (by two engines where its check is thin), nothing similar against it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from devices.contracts import Symbol

MEMORY = 45
"""Frames a sighting counts for, and after which a code that left may be reported anew (3 s at 15 fps)."""


@dataclass(slots=True)
class _Seen:
    symbol: Symbol
    frames: int
    last: int
    told: bool = False
    engines: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Vote:
    """What one frame says for a text. `strong` needs fewer frames; `thin` needs two `engines` to have said it."""

    symbol: Symbol
    strong: bool
    thin: bool = False
    engines: frozenset[str] = frozenset()


class Agreement:
    """Counts frames in which a text was read; tells each believed text once while it stays in view."""

    def __init__(self, needed: int = 2, needed_unchecked: int = 3) -> None:
        self._needed = needed
        self._needed_unchecked = needed_unchecked
        self._seen: dict[tuple[str, str], _Seen] = {}
        self._frame = 0

    def reset(self) -> None:
        self._seen.clear()
        self._frame = 0

    def by_two(self, symbol: Symbol) -> bool:
        """Whether two engines have given it already."""
        seen = self._seen.get((symbol.symbology, symbol.text))
        return seen is not None and len(seen.engines) > 1

    def add(self, votes: Iterable[Vote]) -> tuple[Symbol, ...]:
        """One frame's reads. Returns what became believed by this frame."""
        self._frame += 1
        self._forget()
        believed = []
        for vote in votes:
            symbol = vote.symbol
            key = (symbol.symbology, symbol.text)
            seen = self._seen.setdefault(key, _Seen(symbol, 0, 0))
            if seen.last == self._frame:
                continue
            seen.frames, seen.last, seen.symbol = seen.frames + 1, self._frame, symbol
            seen.engines |= vote.engines
            needed = self._needed if vote.strong else self._needed_unchecked
            alone = vote.thin and len(seen.engines) < 2
            if not seen.told and not alone and seen.frames - self._rival(key) >= needed:
                seen.told = True
                believed.append(symbol)
        return tuple(believed)

    def _rival(self, key: tuple[str, str]) -> int:
        """Frames of the best-supported text that could be the same code misread: same kind, same length."""
        kind, text = key
        counts = [
            s.frames
            for (k, t), s in self._seen.items()
            if k == kind and t != text and len(t) == len(text) and _near(t, text)
        ]
        return max(counts, default=0)

    def _forget(self) -> None:
        old = [k for k, s in self._seen.items() if self._frame - s.last > MEMORY]
        for k in old:
            del self._seen[k]


def _near(a: str, b: str) -> bool:
    return sum(x != y for x, y in zip(a, b, strict=True)) <= max(2, len(a) // 4)
