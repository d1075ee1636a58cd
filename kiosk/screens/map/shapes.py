"""Geometry of what a map shows: boxes, corners, walls with gaps, places along a line. Metres or px alike."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np

from domain.plan.model import Point, Ring
from kiosk.screens.map.picture import Segment

Box = tuple[float, float, float, float]
"""Left, lower, right, upper bound (whatever grows, the first two are the least)."""


def box_of(points: Iterable[Point]) -> Box:
    """Raises ValueError for no points."""
    listed = list(points)
    xs, ys = [x for x, _ in listed], [y for _, y in listed]
    return min(xs), min(ys), max(xs), max(ys)


def apart(a: Box, b: Box) -> float:
    """The gap between two boxes, 0 where they touch."""
    return math.hypot(max(a[0] - b[2], b[0] - a[2], 0.0), max(a[1] - b[3], b[1] - a[3], 0.0))


def area(ring: Sequence[Point]) -> float:
    """Twice nothing: the area within, positive where the ring runs against the clock (y up)."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, (*ring[1:], *ring[:1]), strict=True)) / 2


def within(ring: Sequence[Point], point: Point) -> bool:
    """Whether a point lies in a ring (even-odd)."""
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in zip(ring, (*ring[1:], *ring[:1]), strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def rectangular(ring: Sequence[Point]) -> bool:
    """Four right angles, however turned (to a hundredth)."""
    if len(ring) != 4:
        return False
    for i in range(4):
        (ax, ay), (bx, by), (cx, cy) = ring[i - 1], ring[i], ring[(i + 1) % 4]
        ux, uy, vx, vy = ax - bx, ay - by, cx - bx, cy - by
        size = math.hypot(ux, uy) * math.hypot(vx, vy)
        if size == 0 or abs(ux * vx + uy * vy) > 0.01 * size:
            return False
    return True


def joints(rings: Sequence[Ring], near: float = 0.05) -> tuple[list[tuple[int, ...]], tuple[Segment, ...]]:
    """Which corners of each shape stand free, by number, and the sides on which two of them stand together.

    Of rectangles only, the others have neither; a turned one has all its corners and no neighbours.
    """
    boxes = [box_of(ring) for ring in rings]
    upright = [rectangular(ring) and _upright(ring, box, near) for ring, box in zip(rings, boxes, strict=True)]
    table = np.array(boxes, np.float64).reshape(-1, 4)
    meets = (table[:, None, :2] <= table[None, :, 2:] + near).all(axis=2)
    meets &= meets.T & np.array(upright, bool)[:, None] & np.array(upright, bool)[None, :]
    np.fill_diagonal(meets, False)
    free: list[tuple[int, ...]] = []
    seams: list[Segment] = []
    for i, ring in enumerate(rings):
        others = [boxes[j] for j in np.flatnonzero(meets[i])]
        corners = range(4) if rectangular(ring) else ()
        free.append(tuple(k for k in corners if not any(_holds(other, ring[k], near) for other in others)))
        for j in np.flatnonzero(meets[i, i + 1 :]):
            seams.extend(_seam(boxes[i], boxes[i + 1 + int(j)]))
    return free, tuple(seams)


def _upright(ring: Ring, box: Box, near: float) -> bool:
    return all(min(abs(x - box[0]), abs(x - box[2])) + min(abs(y - box[1]), abs(y - box[3])) < near for x, y in ring)


def _holds(box: Box, point: Point, near: float) -> bool:
    return box[0] - near <= point[0] <= box[2] + near and box[1] - near <= point[1] <= box[3] + near


def _seam(a: Box, b: Box, least: float = 0.2) -> Iterator[Segment]:
    left, right = max(a[0], b[0]), min(a[2], b[2])
    bottom, top = max(a[1], b[1]), min(a[3], b[3])
    if right - left >= max(least, top - bottom):
        yield (left, (bottom + top) / 2), (right, (bottom + top) / 2)
    elif top - bottom >= least:
        yield ((left + right) / 2, bottom), ((left + right) / 2, top)


def rounded(ring: Sequence[Point], radius: float, steps: int = 5, corners: Sequence[int] | None = None) -> list[Point]:
    """A ring with corners (all, or those of these numbers) cut by arcs; the radius gives way where sides are short."""
    out: list[Point] = []
    for i, corner in enumerate(ring):
        if corners is not None and i not in corners:
            out.append(corner)
            continue
        before, after = ring[i - 1], ring[(i + 1) % len(ring)]
        reach = min(radius, math.dist(before, corner) / 2, math.dist(corner, after) / 2)
        if reach <= 0:
            out.append(corner)
            continue
        start, end = along(corner, before, reach), along(corner, after, reach)
        for step in range(steps + 1):
            t = step / steps
            a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
            out.append((a * start[0] + b * corner[0] + c * end[0], a * start[1] + b * corner[1] + c * end[1]))
    return out


def along(start: Point, end: Point, distance: float) -> Point:
    """The point at a distance from `start` towards `end`."""
    whole = math.dist(start, end)
    if whole == 0:
        return start
    return (
        start[0] + (end[0] - start[0]) * distance / whole,
        start[1] + (end[1] - start[1]) * distance / whole,
    )


def length(line: Sequence[Point]) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(line))


def at_length(line: Sequence[Point], distance: float) -> Point:
    """Where one stands after walking that far along a line; its ends beyond them."""
    left = max(0.0, distance)
    for a, b in pairwise(line):
        step = math.dist(a, b)
        if left <= step:
            return along(a, b, left)
        left -= step
    return line[-1]


def nearest_length(line: Sequence[Point], point: Point) -> tuple[float, float]:
    """How far along a line the place nearest to a point is, and how far off the line the point is."""
    best, walked = (math.inf, 0.0), 0.0
    for a, b in pairwise(line):
        step = math.dist(a, b)
        if step == 0:
            continue
        share = ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / step
        share = min(step, max(0.0, share))
        off = math.dist(point, along(a, b, share))
        best = min(best, (off, walked + share))
        walked += step
    return best[1], best[0]


def cut(line: Sequence[Point], distance: float) -> list[Point]:
    """The first part of a line."""
    kept, left = [line[0]], distance
    for a, b in pairwise(line):
        step = math.dist(a, b)
        if step >= left:
            kept.append(along(a, b, left))
            return kept
        kept.append(b)
        left -= step
    return kept


def walls(outline: Ring, doors: Sequence[tuple[Point, Point]], near: float = 0.75) -> tuple[Segment, ...]:
    """The outline as lines, open where a door lies on it (within `near`)."""
    pieces: list[list[Point]] = []
    for a, b in zip(outline, (*outline[1:], *outline[:1]), strict=True):
        side = math.dist(a, b)
        if side == 0:
            continue
        gaps = sorted(_gaps(a, b, side, doors, near))
        start = 0.0
        for low, high in [*gaps, (side, side)]:
            if low > start:
                piece = [along(a, b, start), along(a, b, low)]
                if pieces and start == 0.0 and math.dist(pieces[-1][-1], piece[0]) < 1e-9:
                    pieces[-1].append(piece[1])
                else:
                    pieces.append(piece)
            start = max(start, high)
    if len(pieces) > 1 and math.dist(pieces[-1][-1], pieces[0][0]) < 1e-9:
        pieces[0] = pieces.pop()[:-1] + pieces[0]
    return tuple(tuple(piece) for piece in pieces)


def _gaps(
    a: Point, b: Point, side: float, doors: Sequence[tuple[Point, Point]], near: float
) -> list[tuple[float, float]]:
    ux, uy = (b[0] - a[0]) / side, (b[1] - a[1]) / side
    found = []
    for door in doors:
        spots = [((x - a[0]) * ux + (y - a[1]) * uy, abs((y - a[1]) * ux - (x - a[0]) * uy)) for x, y in door]
        if all(off <= near for _, off in spots):
            low, high = sorted(min(side, max(0.0, at)) for at, _ in spots)
            if high > low:
                found.append((low, high))
    return found


def inward(outline: Ring, door: tuple[Point, Point]) -> Point:
    """The unit vector from a door into the floor."""
    (ax, ay), (bx, by) = door
    wide = math.hypot(bx - ax, by - ay)
    if wide == 0:
        return (0.0, 1.0)
    normal = (-(by - ay) / wide, (bx - ax) / wide)
    middle = ((ax + bx) / 2, (ay + by) / 2)
    if within(outline, (middle[0] + normal[0] * 0.9, middle[1] + normal[1] * 0.9)):
        return normal
    return (-normal[0], -normal[1])
