"""Polygons on a floor: whether they are simple, where they overlap, how far things are.

Lengths in metres, compared to the millimetre: coordinates are whole millimetres wherever a sign decides, so that
shelves that touch do not overlap and nothing depends on rounding.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from domain.plan.model import Point, Ring

Box = tuple[float, float, float, float]
"""West, south, east, north."""
Span = tuple[float, float]
"""A stretch of a line from west to east."""
_Grid = tuple[int, int]


def box_of(ring: Sequence[Point]) -> Box:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return min(xs), min(ys), max(xs), max(ys)


def edges(ring: Ring) -> list[tuple[Point, Point]]:
    return list(pairwise((*ring, ring[0])))


def area(ring: Ring) -> float:
    """Square metres, positive where the ring runs counter-clockwise."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in edges(ring)) / 2


def centre(ring: Ring) -> Point:
    """The centroid; of a ring without area, the middle of its points."""
    doubled = 2 * area(ring)
    if not doubled:
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    x = sum((x0 + x1) * (x0 * y1 - x1 * y0) for (x0, y0), (x1, y1) in edges(ring))
    y = sum((y0 + y1) * (x0 * y1 - x1 * y0) for (x0, y0), (x1, y1) in edges(ring))
    return x / (3 * doubled), y / (3 * doubled)


def distance_to_segment(point: Point, start: Point, end: Point) -> float:
    (px, py), (x0, y0), (x1, y1) = point, start, end
    dx, dy = x1 - x0, y1 - y0
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, ((px - x0) * dx + (py - y0) * dy) / length)) if length else 0.0
    return math.hypot(px - x0 - along * dx, py - y0 - along * dy)


def distance_to_ring(point: Point, ring: Ring) -> float:
    """To the outline, from inside as from outside."""
    return min(distance_to_segment(point, start, end) for start, end in edges(ring))


def inside(point: Point, ring: Ring) -> bool:
    """Strictly within; a point on the outline is not."""
    px, py = _grid(point)
    within = False
    for start, end in edges(ring):
        (x0, y0), (x1, y1) = _grid(start), _grid(end)
        turn = (x1 - x0) * (py - y0) - (y1 - y0) * (px - x0)
        if turn == 0 and min(x0, x1) <= px <= max(x0, x1) and min(y0, y1) <= py <= max(y0, y1):
            return False
        if (y0 > py) != (y1 > py) and (turn > 0) == (y1 > y0):
            within = not within
    return within


def is_simple(ring: Ring) -> bool:
    """Whether its outline neither crosses nor touches itself."""
    points = [_grid(point) for point in ring]
    count = len(points)
    if count < 3 or len(set(points)) != count:
        return False
    sides = [(points[n], points[(n + 1) % count], n) for n in range(count)]
    for n in range(count):
        before, here, after = points[n - 1], points[n], points[(n + 1) % count]
        if _turn(before, here, after) == 0 and _dot(here, before, after) > 0:
            return False  # a spike: out and back along the same line
    # Only sides whose west-east stretches overlap can meet: along the sheet, those still open are compared.
    sides.sort(key=lambda side: min(side[0][0], side[1][0]))
    standing: list[tuple[_Grid, _Grid, int]] = []
    for side in sides:
        west = min(side[0][0], side[1][0])
        standing = [other for other in standing if max(other[0][0], other[1][0]) >= west]
        for other in standing:
            if abs(side[2] - other[2]) not in (1, count - 1) and _meet(side[0], side[1], other[0], other[1]):
                return False
        standing.append(side)
    return True


def crosses(start: Point, end: Point, ring: Ring) -> bool:
    """Whether the straight line between two points touches the outline."""
    a, b = _grid(start), _grid(end)
    return any(_meet(a, b, _grid(c), _grid(d)) for c, d in edges(ring))


def overlap(one: Ring, other: Ring) -> float:
    """Square metres two simple polygons share; 0 where they only touch.

    Cut into slabs at every height where either bends or they cross: within a slab all sides are straight.
    """
    heights = sorted({y for _, y in one} | {y for _, y in other} | set(_crossing_heights(one, other)))
    shared = 0.0
    for low, high in pairwise(heights):
        middle = (low + high) / 2
        shared += (high - low) * sum(end - start for start, end in common(spans(one, middle), spans(other, middle)))
    return shared


def spans(ring: Ring, y: float) -> list[Span]:
    """The stretches of the line at height `y` within a simple polygon; `y` is no corner's height."""
    crossings = sorted(
        x0 + (y - y0) * (x1 - x0) / (y1 - y0) for (x0, y0), (x1, y1) in edges(ring) if (y0 > y) != (y1 > y)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=False))


def common(some: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """What two ordered lists of stretches share."""
    shared: list[Span] = []
    n = m = 0
    while n < len(some) and m < len(others):
        start, end = max(some[n][0], others[m][0]), min(some[n][1], others[m][1])
        if start < end:
            shared.append((start, end))
        if some[n][1] < others[m][1]:
            n += 1
        else:
            m += 1
    return shared


def united(stretches: Sequence[Span]) -> list[Span]:
    """The same ground, in order and without overlaps."""
    merged: list[Span] = []
    for start, end in sorted(stretches):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def without(some: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """What of `some` is left; both in order."""
    left: list[Span] = []
    for start, end in some:
        for begin, stop in taken:
            if stop <= start or begin >= end:
                continue
            if begin > start:
                left.append((start, begin))
            start = max(start, stop)
        if start < end:
            left.append((start, end))
    return left


def _crossing_heights(one: Ring, other: Ring) -> list[float]:
    heights = []
    for (ax, ay), (bx, by) in edges(one):
        for (cx, cy), (dx, dy) in edges(other):
            if max(ay, by) <= min(cy, dy) or max(cy, dy) <= min(ay, by):
                continue
            slope = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
            if not slope:
                continue
            along = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / slope
            across = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / slope
            if 0 <= along <= 1 and 0 <= across <= 1:
                heights.append(ay + along * (by - ay))
    return heights


def _grid(point: Point) -> _Grid:
    return round(point[0] * 1_000), round(point[1] * 1_000)


def _turn(a: _Grid, b: _Grid, c: _Grid) -> int:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _dot(corner: _Grid, a: _Grid, b: _Grid) -> int:
    return (a[0] - corner[0]) * (b[0] - corner[0]) + (a[1] - corner[1]) * (b[1] - corner[1])


def _within_box(a: _Grid, b: _Grid, point: _Grid) -> bool:
    return min(a[0], b[0]) <= point[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= point[1] <= max(a[1], b[1])


def _meet(a: _Grid, b: _Grid, c: _Grid, d: _Grid) -> bool:
    """Whether two closed sides share a point."""
    one, two, three, four = _turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b)
    if ((one > 0) != (two > 0) and one and two) and ((three > 0) != (four > 0) and three and four):
        return True
    return (
        (one == 0 and _within_box(a, b, c))
        or (two == 0 and _within_box(a, b, d))
        or (three == 0 and _within_box(c, d, a))
        or (four == 0 and _within_box(c, d, b))
    )
