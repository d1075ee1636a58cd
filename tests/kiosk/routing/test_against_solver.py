"""Some hundred random ways of two stores against an exact solver of somebody else's; the bench takes ten thousand."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import pytest

from backend.demo.plan import demo_plan
from bench.routing.pairs import judged
from domain.plan import Plan
from tests.kiosk.routing.floors import a_plan, a_shelf, box


def scattered(seed: int) -> Plan:
    """Two dozen boxes of all sizes, turned any way, too far apart to close a passage."""
    chance = random.Random(seed)
    shelves = []
    for n in range(24):
        x, y = 3 + 5 * (n % 6) + chance.uniform(-0.3, 0.3), 3 + 5 * (n // 6) + chance.uniform(-0.3, 0.3)
        half, deep, angle = chance.uniform(0.3, 1.7), chance.uniform(0.3, 0.8), chance.uniform(0, math.pi)
        along, across = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))
        corners = ((-half, -deep), (half, -deep), (half, deep), (-half, deep))
        shape = tuple((x + a * along[0] + b * across[0], y + a * along[1] + b * across[1]) for a, b in corners)
        shelves.append(replace(a_shelf(n, box(0, 0, 1, 1)), shape=shape))
    return a_plan(*shelves)


@pytest.mark.parametrize(
    ("plan", "pairs"),
    [(demo_plan(), 150), *((scattered(seed), 40) for seed in range(5))],
    ids=["demo", *(f"scattered-{seed}" for seed in range(5))],
)
def test_ways_cross_no_shelf_and_are_the_shortest_within_one_part_in_a_hundred(plan: Plan, pairs: int) -> None:
    found = judged(plan, pairs, seed=11)
    assert found.crossing == 0
    assert found.no_way == 0
    assert found.with_steps == 0
    assert (found.between_levels > 0) == (len(plan.levels) > 1)
    assert len(found.ratios) > pairs / 2
    assert max(found.ratios) <= 1.01
    assert min(found.ratios) > 0.998  # the router's ground is a millimetre wider
