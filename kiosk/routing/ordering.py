"""In which order to go to several places: the travelling salesman who need not come back.

Exact to nine stops (Held and Karp: 2^9 x 9 x 9 steps, some 20 ms). Beyond that a good order, not surely the best: the
nearest place first, then improved by turning stretches round and by moving places while that helps. Costs need not be
the same both ways (an escalator leads one way).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

MOST_EXACT = 9

Costs = Sequence[Sequence[float]]
"""costs[i][j] from i to j; 0 is the start, 1.. are the stops."""


def best_order(costs: Costs) -> tuple[int, ...]:
    """The stops in order, as 1..n. `math.inf` stands where there is no way; an order has one only if all have."""
    stops = len(costs) - 1
    if stops <= 1:
        return tuple(range(1, stops + 1))
    return _held_karp(costs) if stops <= MOST_EXACT else _improved(costs, _nearest_first(costs))


def cost_of(costs: Costs, order: Sequence[int]) -> float:
    here, total = 0, 0.0
    for there in order:
        total += costs[here][there]
        here = there
    return total


def _held_karp(costs: Costs) -> tuple[int, ...]:
    n = len(costs) - 1
    full = 1 << n
    best = [[math.inf] * n for _ in range(full)]
    came = [[-1] * n for _ in range(full)]
    for last in range(n):
        best[1 << last][last] = costs[0][last + 1]
    for done in range(1, full):
        for last in range(n):
            so_far = best[done][last]
            if not done >> last & 1 or math.isinf(so_far):
                continue
            row = costs[last + 1]
            for following in range(n):
                if done >> following & 1:
                    continue
                then = done | 1 << following
                total = so_far + row[following + 1]
                if total < best[then][following]:
                    best[then][following], came[then][following] = total, last
    done = full - 1
    last = min(range(n), key=best[done].__getitem__)
    if math.isinf(best[done][last]):
        return tuple(range(1, n + 1))
    order: list[int] = []
    while last >= 0:
        order.append(last + 1)
        done, last = done & ~(1 << last), came[done][last]
    return tuple(reversed(order))


def _nearest_first(costs: Costs) -> list[int]:
    left = set(range(1, len(costs)))
    order: list[int] = []
    here = 0
    while left:
        here = min(left, key=lambda there: (costs[here][there], there))
        left.remove(here)
        order.append(here)
    return order


def _improved(costs: Costs, order: list[int]) -> tuple[int, ...]:
    """2-opt and or-opt until neither helps."""
    best = cost_of(costs, order)
    better = True
    while better:
        better = False
        for candidate in _neighbours(order):
            total = cost_of(costs, candidate)
            if total < best - 1e-9:
                order, best, better = candidate, total, True
                break
    return tuple(order)


def _neighbours(order: list[int]) -> list[list[int]]:
    n = len(order)
    turned = [order[:i] + order[i:j][::-1] + order[j:] for i in range(n) for j in range(i + 2, n + 1)]
    moved = []
    for long in (1, 2, 3):
        for i in range(n - long + 1):
            part, rest = order[i : i + long], order[:i] + order[i + long :]
            moved += [rest[:j] + part + rest[j:] for j in range(len(rest) + 1) if j != i]
    return turned + moved
