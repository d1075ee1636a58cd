"""From costs to a text: the likeliest readings in order, and the first whose check characters hold."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from devices.decoding.code128 import text_of
from devices.decoding.shapes128 import Costs


def likeliest(costs: Costs, limit: int) -> Iterator[tuple[float, tuple[int, ...]]]:
    """Start and data values in order of cost, the check character's cost included; at most `limit`.

    The check character is not free: it is computed, and its cost counts. The excess of a cost over the first one tells
    how much likelier the first is.
    """
    body = costs[:-1]
    order = np.argsort(body, axis=1)[:, :8]
    ranked = np.take_along_axis(body, order, axis=1)
    base = float(ranked[:, 0].sum())
    steps = ranked - ranked[:, :1]
    heap: list[tuple[float, tuple[int, ...]]] = [(base, (0,) * len(body))]
    seen = {heap[0][1]}
    for _ in range(limit):
        if not heap:
            return
        cost, ranks = heapq.heappop(heap)
        yield cost, tuple(int(order[i, r]) for i, r in enumerate(ranks))
        for i, r in enumerate(ranks):
            if r + 1 < order.shape[1] and np.isfinite(steps[i, r + 1]):
                following = (*ranks[:i], r + 1, *ranks[i + 1 :])
                if following not in seen:
                    seen.add(following)
                    heapq.heappush(heap, (cost + float(steps[i, r + 1] - steps[i, r]), following))


@dataclass(frozen=True, slots=True)
class Decided:
    """A text, the rank (from 0) it had among the likeliest readings, and its cost over the very best."""

    text: str
    rank: int
    excess: float


def decide(costs: Costs, accept: Callable[[str], bool] | None, limit: int = 24) -> Decided | None:
    """The likeliest reading whose check character, and the shop's check, hold. None when none of `limit` does.

    One in 103 wrong readings has a right check character by chance and one in 97 of those the shop's check digits:
    the limit is what keeps chance out.
    """
    check = costs[-1]
    floor: float | None = None
    lowest = float(check[:103].min())
    for rank, (cost, values) in enumerate(likeliest(costs, limit)):
        if floor is None:
            floor = cost + lowest
        wanted = (values[0] + sum(i * v for i, v in enumerate(values[1:], 1))) % 103
        over = cost + float(check[wanted]) - floor
        if over > 25:
            continue
        text = text_of(values)
        if text is not None and (accept is None or accept(text)):
            return Decided(text, rank, over)
    return None
