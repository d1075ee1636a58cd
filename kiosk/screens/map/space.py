"""What is taken on the sheet of a map, and where there is still room. Px, y down; a box is left, top, right, bottom."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from domain.plan.model import Point
from kiosk.screens.map.shapes import Box, along

Boxes = npt.NDArray[np.float64]
"""n x 4."""


def boxes(listed: Iterable[Box]) -> Boxes:
    return np.array(list(listed), np.float64).reshape(-1, 4)


def grown(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def around(centre: Point, wide: float, high: float) -> Box:
    return centre[0] - wide / 2, centre[1] - high / 2, centre[0] + wide / 2, centre[1] + high / 2


def line_boxes(line: Sequence[Point], thick: float) -> list[Box]:
    """A line as boxes it lies in: one for what runs along an axis, several for what runs slantwise."""
    found = []
    for a, b in pairwise(line):
        slant = min(abs(a[0] - b[0]), abs(a[1] - b[1]))
        count = max(1, math.ceil(slant / max(thick, 8)))
        far = math.dist(a, b)
        for i in range(count):
            p, q = along(a, b, far * i / count), along(a, b, far * (i + 1) / count)
            box = min(p[0], q[0]), min(p[1], q[1]), max(p[0], q[0]), max(p[1], q[1])
            found.append(grown(box, thick / 2))
    return found


class Space:
    """Boxes nothing else may stand on: `shapes` are what goods stand in, `taken` what was placed so far."""

    def __init__(self, bounds: Box, shapes: Sequence[Box]) -> None:
        self.bounds = bounds
        self._shapes = boxes(shapes)
        self._taken = np.zeros((64, 4))
        self._count = 0

    def take(self, box: Box, pad: float = 0) -> None:
        if self._count == len(self._taken):
            self._taken = np.concatenate((self._taken, np.zeros_like(self._taken)))
        self._taken[self._count] = grown(box, pad)
        self._count += 1

    def first(
        self, centres: Sequence[Point] | Boxes, wide: float, high: float, *, own: Sequence[int] | None = None,
        over: bool = False,
    ) -> Point | None:  # fmt: skip
        """The first centre at which a box that large stands free; None where there is none.

        Of the shapes, those of the indices `own` may be covered, and all of them where `over`.
        """
        where = np.asarray(centres, np.float64).reshape(-1, 2)
        if not len(where):
            return None
        half = np.array((wide / 2, high / 2))
        tried = np.concatenate((where - half, where + half), axis=1)
        left, top, right, bottom = self.bounds
        good = (tried[:, 0] >= left) & (tried[:, 1] >= top) & (tried[:, 2] <= right) & (tried[:, 3] <= bottom)
        good &= ~_hits(tried, self._taken[: self._count])
        if not over:
            shapes = self._shapes
            if own is not None and len(own):
                shapes = np.delete(shapes, list(own), axis=0)
            good &= ~_hits(tried, shapes)
        index = int(np.argmax(good))
        return (float(where[index, 0]), float(where[index, 1])) if good[index] else None

    def free(self, box: Box) -> bool:
        """Whether nothing was placed there."""
        return not _hits(boxes([box]), self._taken[: self._count]).any()


def _hits(tried: Boxes, others: Boxes) -> npt.NDArray[np.bool_]:
    """Which of the tried boxes meet any of the others."""
    if not len(tried) or not len(others):
        return np.zeros(len(tried), bool)
    low, high = tried[:, :2].min(axis=0), tried[:, 2:].max(axis=0)
    near = others[(others[:, 2:] > low).all(axis=1) & (others[:, :2] < high).all(axis=1)]
    if not len(near):
        return np.zeros(len(tried), bool)
    a, b = tried[:, None, :], near[None, :, :]
    met = (a[..., 0] < b[..., 2]) & (a[..., 2] > b[..., 0]) & (a[..., 1] < b[..., 3]) & (a[..., 3] > b[..., 1])
    return np.asarray(met.any(axis=1))


def spread(box: Box, step: float, centre: Point | None = None) -> Boxes:
    """Places all over a box, those near its middle (or `centre`) first."""
    cx, cy = centre or ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    xs = cx + np.arange(-np.ceil((cx - box[0]) / step), np.ceil((box[2] - cx) / step) + 1) * step
    ys = cy + np.arange(-np.ceil((cy - box[1]) / step), np.ceil((box[3] - cy) / step) + 1) * step
    grid = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    return grid[np.argsort(((grid - (cx, cy)) ** 2).sum(axis=1), kind="stable")]


def beside(box: Box, wide: float, high: float, gap: float) -> list[Point]:
    """Centres of a block next to a box: right, left, below, above, then the corners."""
    cx, cy = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    right, left = box[2] + gap + wide / 2, box[0] - gap - wide / 2
    below, above = box[3] + gap + high / 2, box[1] - gap - high / 2
    return [
        (right, cy), (left, cy), (cx, above), (cx, below),
        (right, above), (right, below), (left, above), (left, below),
    ]  # fmt: skip
