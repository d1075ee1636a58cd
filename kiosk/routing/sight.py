"""Who sees whom across the ground: straight lines that stay on it. By arrays: a thousand lines in a millisecond."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from shapely import Polygon

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

STRAIGHT = 1e-9
"""Square metres: less than that is no bend."""


class Sight:
    """The sides of the ground's pieces, a little wider than where one walks, so that a way along a side is on it."""

    def __init__(self, pieces: Iterable[Polygon]) -> None:
        rings = [np.asarray(ring.coords)[:, :2] for piece in pieces for ring in (piece.exterior, *piece.interiors)]
        self._from = np.concatenate([ring[:-1] for ring in rings]) if rings else np.empty((0, 2))
        to = np.concatenate([ring[1:] for ring in rings]) if rings else np.empty((0, 2))
        along = to - self._from
        # The ground is at the left of a side: (-dy, dx) points to it.
        self._left = np.stack([-along[:, 1], along[:, 0]], axis=1)
        self._offset = (self._left * self._from).sum(axis=1)
        self._to = to

    def clear(self, origin: Floats, targets: Floats) -> Truths:
        """Which of the targets (n, 2) are seen from a point (2,) of the ground."""
        if not len(targets):
            return np.zeros(0, dtype=bool)
        # To leave the ground is to cross a side from its left to its right.
        facing = self._left @ origin > self._offset
        starts, ends = self._from[facing] - origin, self._to[facing] - origin
        rays = targets - origin
        across = np.stack([-rays[:, 1], rays[:, 0]], axis=1)
        split = (across @ starts.T >= 0) != (across @ ends.T >= 0)
        beyond = targets @ self._left[facing].T < self._offset[facing]
        return np.asarray(~(split & beyond).any(axis=1))

    def clear_pairs(self, origins: Floats, targets: Floats) -> Truths:
        """For each pair (n, 2) and (n, 2): whether they see each other."""
        low = np.minimum(origins.min(axis=0), targets.min(axis=0))
        high = np.maximum(origins.max(axis=0), targets.max(axis=0))
        close = (
            (np.maximum(self._from, self._to) >= low).all(axis=1)
            & (np.minimum(self._from, self._to) <= high).all(axis=1)
        )  # fmt: skip
        start, end, left, offset = self._from[close], self._to[close], self._left[close], self._offset[close]
        rays = targets - origins
        across = np.stack([-rays[:, 1], rays[:, 0]], axis=1)
        level = (across * origins).sum(axis=1, keepdims=True)
        split = (across @ start.T >= level) != (across @ end.T >= level)
        leaves = (origins @ left.T > offset) & (targets @ left.T < offset)
        return np.asarray(~(split & leaves).any(axis=1))


def corners(pieces: Iterable[Polygon]) -> tuple[Floats, Floats, Floats]:
    """Where a taut way can bend: the corners that stick into the ground, and what comes before and after each.
    Three arrays (n, 2)."""
    found: list[Floats] = []
    for piece in pieces:
        for ring in (piece.exterior, *piece.interiors):
            here = np.asarray(ring.coords)[:-1, :2]
            before, after = np.roll(here, 1, axis=0), np.roll(here, -1, axis=0)
            bends = _cross(here - before, after - here) < -STRAIGHT
            found.append(np.stack([here[bends], before[bends], after[bends]]))
    if not found:
        return np.empty((0, 2)), np.empty((0, 2)), np.empty((0, 2))
    whole = np.concatenate(found, axis=1)
    return whole[0], whole[1], whole[2]


def taut(origin: Floats, at: Floats, before: Floats, after: Floats) -> Truths:
    """At which corners a line from `origin` goes on along the shelf instead of into it: both sides of the corner lie at
    one side of the line."""
    ray = at - origin
    return _cross(ray, before - at) * _cross(ray, after - at) >= -STRAIGHT


def _cross(a: Floats, b: Floats) -> Floats:
    return a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
