"""How sure a figure can be, with few of anything too: 95% intervals without a statistics package.

Shares: Wilson's score interval. Means of stars: Student's interval over what was given and two imagined ratings, the
worst and the best; so ten times five stars do not claim to be certain (as Agresti and Caffo do for shares). Differences
come from the two intervals (Newcombe's method; Zou and Donner 2008). tests/backend/test_uncertainty.py shows how often
these intervals hold the truth.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

Z = 1.959963984540054
"""The standard normal distribution's 97.5% point."""
WORST, BEST = 1, 5
FEW = 10
"""Fewer than that are too few to say anything of."""


@dataclass(frozen=True, slots=True)
class Interval:
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """`value` lies in its interval."""

    value: float
    low: float
    high: float


def share(hits: int, of: int) -> Estimate | None:
    """Of `of` so many are hits (Wilson 1927); None of none. Raises ValueError for more hits than there are."""
    if not 0 <= hits <= of:
        raise ValueError(f"{hits} of {of}")
    if not of:
        return None
    p = hits / of
    centre = p + Z * Z / (2 * of)
    spread = Z * math.sqrt(p * (1 - p) / of + Z * Z / (4 * of * of))
    scale = 1 + Z * Z / of
    # At the edges the formula gives exactly 0 and 1, but for the last digit.
    low = 0.0 if hits == 0 else max(0.0, (centre - spread) / scale)
    high = 1.0 if hits == of else min(1.0, (centre + spread) / scale)
    return Estimate(p, low, high)


def mean(stars: Mapping[int, int]) -> Estimate | None:
    """Of ratings by how many gave each number of stars; None of none."""
    n = sum(stars.values())
    if not n:
        return None
    value = sum(star * count for star, count in stars.items()) / n
    imagined = dict(stars)
    for star in (WORST, BEST):
        imagined[star] = imagined.get(star, 0) + 1
    m = n + 2
    centre = sum(star * count for star, count in imagined.items()) / m
    variance = sum(count * (star - centre) ** 2 for star, count in imagined.items()) / (m - 1)
    spread = student(m - 1) * math.sqrt(variance / m)
    return Estimate(value, max(float(WORST), centre - spread), min(float(BEST), centre + spread))


def difference(now: Estimate, before: Estimate) -> Estimate:
    """`now` less `before`, with the interval that follows from theirs."""
    value = now.value - before.value
    low = value - math.hypot(now.value - now.low, before.high - before.value)
    high = value + math.hypot(now.high - now.value, before.value - before.low)
    return Estimate(value, low, high)


def differs(now: Estimate | None, before: Estimate | None) -> bool:
    """Whether it is more than chance explains: the difference's interval leaves out zero."""
    if now is None or before is None:
        return False
    gap = difference(now, before)
    return gap.low > 0 or gap.high < 0


def student(freedom: int) -> float:
    """Student's 97.5% point, within 1% from 2 degrees of freedom on (Abramowitz and Stegun 26.7.5)."""
    if freedom < 1:
        raise ValueError("at least one degree of freedom")
    if freedom == 1:
        return 12.706
    z, v = Z, float(freedom)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / v**power for power, term in enumerate(terms, start=1))
