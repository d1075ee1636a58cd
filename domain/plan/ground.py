"""The ground one can stand on, on one level: what is left of a floor at an arm's width from walls and shelves.

Cut into rows five centimetres apart. Within a row the free stretches are exact: each shape grown by the clearance (the
shape itself and a disc run along its sides) takes a stretch of the row. Stretches of neighbouring rows that overlap
hang together. So a passage between shelves that stand side by side is judged to the millimetre, one between shelves
that stand one above the other to a row's width: never wider than it is.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from domain.plan.geometry import Span, box_of, common, edges, spans, united, without
from domain.plan.model import Point, Ring

CLEARANCE = 0.35
"""Metres from a person's or a trolley's middle to what they pass."""
ROW = 0.05
_NUDGE = 1e-7
"""Rows lie beside round numbers, where corners are."""


class Ground:
    """The free stretches of a level and which of them hang together: its `areas`, from 0."""

    def __init__(self, outline: Ring, obstacles: Iterable[Ring], clearance: float = CLEARANCE) -> None:
        _, self._south, _, north = box_of(outline)
        self._south += _NUDGE
        count = max(0, math.floor((north - self._south) / ROW) + 1)
        taken: list[list[Span]] = [[] for _ in range(count)]
        for start, end in edges(outline):
            self._take(taken, (start, end), clearance)
        for shape in obstacles:
            self._fill(taken, shape)
            for side in edges(shape):
                self._take(taken, side, clearance)
        self._rows = [
            without(spans(outline, self._south + n * ROW), united(stretches)) for n, stretches in enumerate(taken)
        ]
        self._areas = _together(self._rows)

    def area_at(self, point: Point) -> int | None:
        """The area a point lies in, or a row's width east, west, north or south of it; None on no ground."""
        x, y = point
        row = round((y - self._south) / ROW)
        for n, slack in ((row, ROW), (row - 1, 0.0), (row + 1, 0.0)):
            if 0 <= n < len(self._rows):
                stretch = _nearest(self._rows[n], x, slack)
                if stretch is not None:
                    return self._areas[n][stretch]
        return None

    def _take(self, taken: list[list[Span]], side: tuple[Point, Point], clearance: float) -> None:
        """What a disc takes that runs along a side."""
        (_, y0), (_, y1) = side
        for n in self._between(min(y0, y1) - clearance, max(y0, y1) + clearance, len(taken)):
            stretch = _capsule(side, clearance, self._south + n * ROW)
            if stretch is not None:
                taken[n].append(stretch)

    def _fill(self, taken: list[list[Span]], shape: Ring) -> None:
        _, south, _, north = box_of(shape)
        for n in self._between(south, north, len(taken)):
            taken[n] += spans(shape, self._south + n * ROW)

    def _between(self, south: float, north: float, count: int) -> range:
        first = math.ceil((south - self._south) / ROW)
        return range(max(0, first), min(count, math.floor((north - self._south) / ROW) + 1))


def _capsule(side: tuple[Point, Point], radius: float, y: float) -> Span | None:
    """Where the line at height `y` is nearer than `radius` to a side: one stretch, as a capsule is convex."""
    (x0, y0), (x1, y1) = side
    ends: list[float] = []
    for cx, cy in side:
        across = radius * radius - (y - cy) ** 2
        if across > 0:
            half = math.sqrt(across)
            ends += (cx - half, cx + half)
    length = math.hypot(x1 - x0, y1 - y0)
    if length:
        # The two long walls of the capsule, and the side's own stretch between them.
        ox, oy = -(y1 - y0) / length * radius, (x1 - x0) / length * radius
        for sx, sy in ((ox, oy), (-ox, -oy)):
            low, high = y0 + sy, y1 + sy
            if low != high and min(low, high) <= y <= max(low, high):
                ends.append(x0 + sx + (y - low) * (x1 - x0) / (high - low))
    return (min(ends), max(ends)) if ends else None


def _together(rows: Sequence[Sequence[Span]]) -> list[list[int]]:
    """The area's number of every stretch."""
    firsts: list[int] = []
    total = 0
    for row in rows:
        firsts.append(total)
        total += len(row)
    parent = list(range(total))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for n in range(1, len(rows)):
        below, here = rows[n - 1], rows[n]
        i = j = 0
        while i < len(below) and j < len(here):
            if common(below[i : i + 1], here[j : j + 1]):
                parent[root(firsts[n - 1] + i)] = root(firsts[n] + j)
            if below[i][1] < here[j][1]:
                i += 1
            else:
                j += 1
    numbers: dict[int, int] = {}
    return [
        [numbers.setdefault(root(first + n), len(numbers)) for n in range(len(row))]
        for first, row in zip(firsts, rows, strict=True)
    ]


def _nearest(row: Sequence[Span], x: float, slack: float) -> int | None:
    """The stretch that holds `x`, or the nearest no farther than `slack`."""
    n = bisect_right(row, x, key=lambda span: span[0]) - 1
    for candidate in (n, n + 1):
        if 0 <= candidate < len(row) and row[candidate][0] - slack <= x <= row[candidate][1] + slack:
            return candidate
    return None
