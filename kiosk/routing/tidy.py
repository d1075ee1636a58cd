"""A shortest way made to read well: off the corners it hugs, and straight where it is nearly straight.

A shortest way touches every corner it bends at and slants through an aisle from one corner to the other. Moving its
bends a little costs centimetres; the whole may cost 0.8% of the way, no more. Each bend has a few places to be; the
best choice of all together is found by going through the bends in order (dynamic programming).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from domain.plan.model import Point
from domain.plan.moves import length
from kiosk.routing.sight import Sight

DEARER = 0.008
"""Part of the shortest way's length that reading well may cost."""
AWAY = (0.3, 0.15)
"""Metres from a corner that is nicer to walk by than to touch."""
ALONG = 1.0
"""Metres off an axis that a leg may be straightened by."""
NEARLY = math.tan(math.radians(20))
ZEAL = ((1.0, 1.4), (0.4, 1.4), (0.4, 1.0), (0.2, 0.7), (0.2, 0.4))
"""How much of the way a metre of slant is worth, and a metre away from a corner: tried until the price is right."""
MOST_BENDS = 12

Choices = list[list[Point]]


def tidied(points: tuple[Point, ...], sight: Sight) -> tuple[Point, ...]:
    """The way with its bends moved; as it was where nothing better is to be had."""
    if not 3 <= len(points) <= MOST_BENDS + 2:
        return points
    shortest = length(points)
    choices = [[points[0]], *(list(_places(points, n)) for n in range(1, len(points) - 1)), [points[-1]]]
    legs = _open_legs(choices, sight)
    for zeal in ZEAL:
        found = _best(choices, legs, points, zeal)
        if found is not None and length(found) <= shortest * (1 + DEARER):
            return found
    return points


def _places(points: Sequence[Point], n: int) -> Iterator[Point]:
    """Where a bend may be: where it is, off its corner, and in line with its neighbours."""
    (ux, uy), (x, y), (wx, wy) = points[n - 1 : n + 2]
    yield x, y
    before, after = math.hypot(ux - x, uy - y), math.hypot(wx - x, wy - y)
    out_x, out_y = (x - ux) / before + (x - wx) / after, (y - uy) / before + (y - wy) / after
    out = math.hypot(out_x, out_y)
    if out > 1e-6:
        for away in AWAY:
            yield x + out_x / out * away, y + out_y / out * away
    for vx, vy in ((ux, uy), (wx, wy)):
        if 1e-6 < abs(vx - x) < ALONG * 2 and abs(vy - y) > abs(vx - x):
            yield (vx + x) / 2, y
            if abs(vx - x) < ALONG:
                yield vx, y
        if 1e-6 < abs(vy - y) < ALONG * 2 and abs(vx - x) > abs(vy - y):
            yield x, (vy + y) / 2
            if abs(vy - y) < ALONG:
                yield x, vy


def _open_legs(choices: Choices, sight: Sight) -> list[list[list[bool]]]:
    """open[n][i][j]: whether place i of bend n sees place j of the next."""
    pairs = [(a, b) for here, there in pairwise(choices) for a in here for b in there]
    ends = np.asarray(pairs, dtype=float)
    clear = iter(sight.clear_pairs(ends[:, 0], ends[:, 1]).tolist())
    return [[[next(clear) for _ in there] for _ in here] for here, there in pairwise(choices)]


def _best(
    choices: Choices, legs: list[list[list[bool]]], corners: Sequence[Point], zeal: tuple[float, float]
) -> tuple[Point, ...] | None:
    straightness, nearness = zeal
    costs, came = [0.0], [[-1]]
    for n, (here, there) in enumerate(pairwise(choices)):
        following, back = [math.inf] * len(there), [-1] * len(there)
        for j, b in enumerate(there):
            touch = nearness * max(0.0, AWAY[0] - math.dist(b, corners[n + 1])) if n + 2 < len(choices) else 0.0
            for i, a in enumerate(here):
                if legs[n][i][j] and costs[i] < math.inf:
                    cost = costs[i] + math.dist(a, b) + straightness * _crooked(a, b) + touch
                    if cost < following[j]:
                        following[j], back[j] = cost, i
        costs = following
        came.append(back)
    if math.isinf(costs[0]):
        return None
    chosen, at = [choices[-1][0]], 0
    for n in range(len(choices) - 1, 0, -1):
        at = came[n][at]
        chosen.append(choices[n - 1][at])
    return tuple(reversed(chosen))


def _crooked(a: Point, b: Point) -> float:
    """Metres a leg is off an axis it nearly keeps to."""
    across, along = sorted((abs(a[0] - b[0]), abs(a[1] - b[1])))
    return across if across < along * NEARLY else 0.0
