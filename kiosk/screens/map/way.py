"""A route as pieces to draw: casing, line, chevrons, the head; all of it, or as far as somebody has walked."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.plan.model import Point
from kiosk.screens.map import shapes
from kiosk.screens.map.picture import Target, Way

CHEVRONS = 59.0
"""Px between two chevrons."""
CLEAR = 18.0
"""Px a chevron keeps from corners, beyond what it is given to keep clear of."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the route's sheet, its middle at `at`, `long` px along `angle` (radians; px, y down).

    `long` None: as long as its picture is.
    """

    part: str
    at: Point
    angle: float
    long: float | None = None


def reached(way: Way, targets: Sequence[Target], stop: float = 2.5) -> tuple[tuple[Point, ...], ...]:
    """The way's lines in metres, the last one led up to the target it ends before (within `stop` metres)."""
    lines = list(way.lines)
    if way.ends_here and lines:
        end = lines[-1][-1]
        near = [(math.dist(end, spot), spot) for spot in (_edge(target.ring, end) for target in targets if target.ring)]
        far, spot = min(near, default=(math.inf, end))
        if 0.05 < far <= stop:
            lines[-1] = (*lines[-1], spot)
    return tuple(lines)


def _edge(ring: Sequence[Point], point: Point) -> Point:
    """The place on a ring nearest to a point."""
    closed = (*ring, ring[0])
    return shapes.at_length(closed, shapes.nearest_length(closed, point)[0])


def pieces(
    lines: Sequence[Sequence[Point]], share: float, clear: Sequence[tuple[Point, float]], *, head: bool, head_px: float
) -> Iterator[Piece]:
    """The first `share` (0 to 1) of lines in px. `clear`: places and radii no chevron comes near.

    `head_px`: how deep the arrowhead is; its tip is where the line ends.
    """
    whole = sum(map(shapes.length, lines))
    left = whole * share
    walked: list[list[Point]] = []
    for line in lines:
        far = shapes.length(line)
        if left <= 0:
            break
        walked.append(shapes.cut(line, min(left, far)))
        left -= far
    if not walked:
        return
    tip: Piece | None = None
    if head and shapes.length(walked[-1]) > head_px:
        walked[-1], tip = _headed(walked[-1], head_px)
    for part in ("casing", "way"):
        for line in walked:
            for a, b in pairwise(line):
                if a != b:
                    middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
                    yield Piece(part, middle, math.atan2(b[1] - a[1], b[0] - a[0]), math.dist(a, b))
            for point in line:
                yield Piece(f"{part}-end", point, 0.0)
    for line in walked:
        yield from _chevrons(line, clear)
    if tip is not None:
        yield tip


def _headed(line: list[Point], head_px: float) -> tuple[list[Point], Piece]:
    """A line cut short for the head that stands straight on its end; where the last step is shorter than the head, the
    line bends for it a little earlier."""
    (ax, ay), end = line[-2], line[-1]
    far = math.dist((ax, ay), end) or 1.0
    dx, dy = (end[0] - ax) / far, (end[1] - ay) / far
    foot = (end[0] - dx * head_px * 0.8, end[1] - dy * head_px * 0.8)
    middle = (end[0] - dx * head_px / 2, end[1] - dy * head_px / 2)
    kept = line[:-1] if far > head_px * 0.8 or len(line) == 2 else line[:-2]
    return [*kept, foot], Piece("arrow", middle, math.atan2(dy, dx))


def _chevrons(line: Sequence[Point], clear: Sequence[tuple[Point, float]]) -> Iterator[Piece]:
    for a, b in pairwise(line):
        far = math.dist(a, b)
        angle = math.atan2(b[1] - a[1], b[0] - a[0])
        at = CHEVRONS / 2 + CLEAR
        while at < far - CLEAR:
            point = shapes.along(a, b, at)
            if all(math.dist(point, place) > radius + CLEAR for place, radius in clear):
                yield Piece("chevron", point, angle)
            at += CHEVRONS
