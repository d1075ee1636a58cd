"""Intervals are those of the literature, hold the truth as often as they claim, and never claim to be certain."""

from __future__ import annotations

import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.services.uncertainty import Estimate, difference, differs, mean, share, student

COUNTS = st.lists(st.integers(0, 400), min_size=5, max_size=5)


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        # Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_shares_as_newcombe_prints_them(hits: int, of: int, low: float, high: float) -> None:
    found = share(hits, of)
    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("now", "before", "low", "high"),
    [
        # Newcombe 1998, "Interval estimation for the difference between independent proportions", table II, method 10.
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
    ],
)
def test_differences_as_newcombe_prints_them(
    now: tuple[int, int], before: tuple[int, int], low: float, high: float
) -> None:
    after, earlier = share(*now), share(*before)
    assert after is not None
    assert earlier is not None
    gap = difference(after, earlier)
    assert (round(gap.low, 4), round(gap.high, 4)) == (low, high)
    assert differs(after, earlier) is (low > 0)


@pytest.mark.parametrize(
    ("freedom", "point"),
    [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (5, 2.571), (10, 2.228), (30, 2.042), (120, 1.980)],
)
def test_students_points_as_tables_print_them(freedom: int, point: float) -> None:
    assert math.isclose(student(freedom), point, rel_tol=0.01)


def test_nothing_is_said_of_nothing() -> None:
    assert share(0, 0) is None
    assert mean({}) is None
    assert not differs(share(1, 1), None)
    with pytest.raises(ValueError, match="3 of 2"):
        share(3, 2)


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_share_lies_in_its_interval_and_is_never_certain(hits: int, misses: int) -> None:
    found = share(hits, hits + misses)
    if found is None:
        return
    assert 0 <= found.low <= found.value <= found.high <= 1
    assert found.low < found.high
    mirrored = share(misses, hits + misses)
    assert mirrored is not None
    assert math.isclose(mirrored.low, 1 - found.high, abs_tol=1e-12)


@given(COUNTS)
def test_a_mean_lies_in_its_interval_and_is_never_certain(counts: list[int]) -> None:
    found = mean(dict(enumerate(counts, start=1)))
    if found is None:
        return
    assert 1 <= found.low <= found.value + 1e-12
    assert found.value - 1e-12 <= found.high <= 5
    assert found.high - found.low > 0.001


@given(COUNTS, st.integers(2, 9))
def test_the_more_say_the_same_the_surer(counts: list[int], times: int) -> None:
    few, many = (mean({s: n * t for s, n in enumerate(counts, start=1)}) for t in (1, times))
    if few is None or many is None:
        return
    assert many.high - many.low <= few.high - few.low
    assert math.isclose(few.value, many.value)


@given(COUNTS)
def test_upside_down_it_is_the_same(counts: list[int]) -> None:
    one, other = mean(dict(enumerate(counts, start=1))), mean(dict(enumerate(reversed(counts), start=1)))
    if one is None or other is None:
        return
    assert math.isclose(other.low, 6 - one.high)
    assert math.isclose(other.value, 6 - one.value)


@pytest.mark.parametrize("n", [3, 5, 10, 30, 100])
@pytest.mark.parametrize(
    "weights",
    [(1, 1, 1, 1, 1), (2, 2, 6, 30, 60), (1, 0, 0, 1, 98), (30, 10, 5, 15, 40), (0, 0, 0, 50, 50), (60, 20, 10, 5, 5)],
)
def test_the_truth_is_in_the_interval_as_often_as_it_claims(n: int, weights: tuple[int, ...]) -> None:
    truth = sum(star * w for star, w in enumerate(weights, start=1)) / sum(weights)
    chance = Random(f"{n}{weights}")
    held, tries = 0, 1_000
    for _ in range(tries):
        drawn = chance.choices(range(1, 6), weights, k=n)
        found = mean({star: drawn.count(star) for star in set(drawn)})
        assert found is not None
        held += found.low <= truth <= found.high
    assert held / tries > 0.925  # 95% less what chance does to a thousand tries, and a little for the skewed ones


def test_ten_times_five_stars_is_not_certainty() -> None:
    found = mean({5: 10})
    assert found is not None
    assert found.value == found.high == 5
    assert 3.7 < found.low < 4.1


def test_a_change_that_chance_explains_is_none() -> None:
    assert not differs(mean({4: 10, 5: 10}), mean({4: 11, 5: 9}))
    assert differs(mean({1: 50, 5: 50}), mean({5: 100}))
    assert difference(Estimate(0.5, 0.4, 0.6), Estimate(0.5, 0.4, 0.6)).value == 0
