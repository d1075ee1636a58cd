"""One level's ways: a graph of the corners that see each other, and shortest ways through it (A*)."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.plan.model import Point, Ring
from domain.plan.moves import length
from kiosk.routing.ground import LevelGround
from kiosk.routing.sight import STRAIGHT, Floats, Sight, Truths, corners, taut
from kiosk.routing.tidy import tidied


@dataclass(frozen=True, slots=True)
class Stand:
    """A point of the ground, the corners it sees with their distances, and the piece of ground it is on."""

    point: Point
    piece: int
    seen: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """Every corner's shortest way to one stand: its length, and the next corner on it (-1: the stand itself)."""

    stand: Stand
    metres: tuple[float, ...]
    towards: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Path:
    points: tuple[Point, ...]
    metres: float


class Streets:
    """Built once for a level."""

    def __init__(self, outline: Ring, obstacles: Iterable[Ring]) -> None:
        self.ground = LevelGround(outline, obstacles)
        self.sight = Sight(self.ground.sightly)
        self._at, self._before, self._after = corners(self.ground.pieces)
        self._points: list[Point] = [(float(x), float(y)) for x, y in self._at]
        self._links: list[list[tuple[int, float]]] = [self._links_of(n) for n in range(len(self._points))]

    def _links_of(self, n: int) -> list[tuple[int, float]]:
        here = self._at[n]
        # Only lines that are taut at both their ends are part of any shortest way.
        both = taut(here, self._at, self._before, self._after) & self._taut_at(n)
        both[n] = False
        return self._seen(here, np.flatnonzero(both))

    def _taut_at(self, n: int) -> Truths:
        ray = self._at - self._at[n]
        before, after = self._before[n] - self._at[n], self._after[n] - self._at[n]
        sides = (ray[:, 0] * before[1] - ray[:, 1] * before[0]) * (ray[:, 0] * after[1] - ray[:, 1] * after[0])
        return np.asarray(sides >= -STRAIGHT)

    def _seen(self, here: Floats, candidates: NDArray[np.intp]) -> list[tuple[int, float]]:
        clear = candidates[self.sight.clear(here, self._at[candidates])]
        far = np.hypot(*(self._at[clear] - here).T)
        return list(zip(clear.tolist(), far.tolist(), strict=True))

    def stand(self, point: Point) -> Stand | None:
        """Of a point on the ground; None where it is on none."""
        piece = self.ground.piece_of(point)
        if piece is None:
            return None
        here = np.asarray(point, dtype=float)
        candidates = np.flatnonzero(taut(here, self._at, self._before, self._after))
        return Stand(point, piece, tuple(self._seen(here, candidates)))

    def path(self, start: Stand, end: Stand) -> Path | None:
        """The shortest way on this level."""
        if start.piece != end.piece:
            return None
        if self._sees(start, end):
            return _path((start.point, end.point))
        ends = dict(end.seen)
        tx, ty = end.point
        points = self._points
        best: dict[int, float] = {}
        came: dict[int, int] = {}
        waiting: list[tuple[float, float, int, int]] = []
        for n, far in start.seen:
            x, y = points[n]
            heapq.heappush(waiting, (far + math.hypot(tx - x, ty - y), far, n, -1))
        goal = len(points)
        while waiting:
            _, walked, n, previous = heapq.heappop(waiting)
            if n == goal:
                return _path((start.point, *self._back(came, previous), end.point))
            if n in came:
                continue
            came[n] = previous
            if n in ends:
                total = walked + ends[n]
                heapq.heappush(waiting, (total, total, goal, n))
            for m, far in self._links[n]:
                if m in came:
                    continue
                there = walked + far
                if there < best.get(m, math.inf):
                    best[m] = there
                    x, y = points[m]
                    heapq.heappush(waiting, (there + math.hypot(tx - x, ty - y), there, m, n))
        return None

    def tidied(self, points: tuple[Point, ...]) -> tuple[Point, ...]:
        """A way of this level, made to read well."""
        return tidied(points, self.sight)

    def _back(self, came: dict[int, int], n: int) -> Sequence[Point]:
        found: list[Point] = []
        while n >= 0:
            found.append(self._points[n])
            n = came[n]
        return found[::-1]

    def _sees(self, start: Stand, end: Stand) -> bool:
        there = np.asarray([end.point], dtype=float)
        return bool(self.sight.clear(np.asarray(start.point, dtype=float), there)[0])

    def tree(self, stand: Stand) -> Tree:
        """From everywhere to one stand: for lifts and stairs, which many ways lead to."""
        metres = [math.inf] * len(self._points)
        towards = [-1] * len(self._points)
        waiting = [(far, n, -1) for n, far in stand.seen]
        heapq.heapify(waiting)
        done: set[int] = set()
        while waiting:
            walked, n, previous = heapq.heappop(waiting)
            if n in done:
                continue
            done.add(n)
            metres[n], towards[n] = walked, previous
            for m, far in self._links[n]:
                if m not in done and walked + far < metres[m]:
                    metres[m] = walked + far
                    heapq.heappush(waiting, (walked + far, m, n))
        return Tree(stand, tuple(metres), tuple(towards))

    def metres_by(self, start: Stand, tree: Tree) -> float:
        """How far it is from a stand to a tree's."""
        if start.piece != tree.stand.piece:
            return math.inf
        if self._sees(start, tree.stand):
            return math.dist(start.point, tree.stand.point)
        return min((far + tree.metres[n] for n, far in start.seen), default=math.inf)

    def path_by(self, start: Stand, tree: Tree) -> Path | None:
        """The way from a stand to a tree's."""
        if start.piece != tree.stand.piece:
            return None
        if self._sees(start, tree.stand):
            return _path((start.point, tree.stand.point))
        total, n = min(((far + tree.metres[n], n) for n, far in start.seen), default=(math.inf, -1))
        if math.isinf(total):
            return None
        points = [start.point]
        while n >= 0:
            points.append(self._points[n])
            n = tree.towards[n]
        return _path((*points, tree.stand.point))


def _path(points: Sequence[Point]) -> Path:
    kept = [points[0]]
    for point in points[1:]:
        if math.dist(point, kept[-1]) > 1e-6:
            kept.append(point)
    return Path(tuple(kept), length(kept))
