"""Words on a map as blocks: in one line or several, upright or turned, in the largest size that goes into a space."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from kiosk.theme.fonts import width
from kiosk.theme.typeset import clean

LEADING = 1.18
"""From line to line, of the size."""
TALL = 1.1
"""What one line takes, of the size: less than its line box, for nothing of it is drawn at the box's edges."""
MOST_LINES = 3
STACK = 6
"""Chinese words this short may stand one character below the other."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of text, `w` x `h` px as they stand; `turned` ones read upwards."""

    lines: tuple[str, ...]
    size: float
    bold: bool
    w: float
    h: float
    turned: bool = False


def block(lines: tuple[str, ...], size: float, bold: bool, turned: bool = False) -> Block:
    wide = max((width(line, size, bold) for line in lines), default=0.0)
    high = ((len(lines) - 1) * LEADING + TALL) * size
    return Block(lines, size, bold, high if turned else wide, wide if turned else high, turned)


def blocks(text: str, size: float, least: float, *, bold: bool = False) -> Iterator[Block]:
    """All the ways to write it, the better ones first: large, in few lines, upright."""
    text = " ".join(clean(text).split())
    if not text:
        return
    sizes = (size, least) if least < size else (size,)
    for count in range(1, MOST_LINES + 1):
        for lines in _broken(text, count):
            yield from (block(lines, each, bold) for each in sizes)
    if _chinese(text):
        if len(text) <= STACK:
            yield from (block(tuple(text), each, bold) for each in sizes)
    else:
        for count in (1, 2):
            for lines in _broken(text, count):
                yield from (block(lines, each, bold, turned=True) for each in sizes)


def fitting(text: str, size: float, least: float, wide: float, high: float, *, bold: bool = False) -> Block | None:
    """The best way that goes into a space; None where none does."""
    return next((each for each in blocks(text, size, least, bold=bold) if each.w <= wide and each.h <= high), None)


def _chinese(text: str) -> bool:
    return all(char >= "\u2e80" for char in text if not char.isspace())


def _broken(text: str, count: int) -> Iterator[tuple[str, ...]]:
    """The text in `count` lines, as even as can be; none where it has not that many parts."""
    if count == 1:
        yield (text,)
        return
    parts, glue = (list(text.replace(" ", "")), "") if _chinese(text) else (text.split(), " ")
    least = 2 if not glue else 1
    if len(parts) < count * least or len(parts) > 24:
        return
    if not glue:
        each = -(-len(parts) // count)
        yield tuple("".join(parts[i : i + each]) for i in range(0, len(parts), each))
        return
    best = min(
        combinations(range(1, len(parts)), count - 1),
        key=lambda cuts: max(len(line) for line in _joined(parts, cuts)),
    )
    yield _joined(parts, best)


def _joined(parts: list[str], cuts: tuple[int, ...]) -> tuple[str, ...]:
    edges = (0, *cuts, len(parts))
    return tuple(" ".join(parts[a:b]) for a, b in pairwise(edges))
