"""Shares of money: nothing lost, nothing invented, nobody treated worse than another."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import apportion, cumulative_share, yuan

TOTALS = st.integers(-(10**9), 10**9)
WEIGHTS = st.lists(st.integers(0, 10**7), min_size=1, max_size=12)


@given(TOTALS, WEIGHTS)
def test_shares_add_up_and_none_is_a_fen_away_from_its_due(total: int, weights: list[int]) -> None:
    shares = apportion(total, weights)
    assert sum(shares) == total
    whole = sum(weights)
    if whole:
        for share, weight in zip(shares, weights, strict=True):
            assert abs(share - Fraction(total * weight, whole)) < 1


@given(TOTALS, WEIGHTS)
def test_who_weighs_more_never_carries_less(total: int, weights: list[int]) -> None:
    shares = [abs(s) for s in apportion(total, weights)]
    if not sum(weights):
        return
    for i, a in enumerate(weights):
        for j, b in enumerate(weights):
            if a > b or (a == b and i < j):
                assert shares[i] >= shares[j]


def test_the_remaining_fen_goes_to_the_larger_remainder_and_on_a_tie_to_the_earlier_share() -> None:
    assert apportion(3_000, (15_980, 4_990)) == (2_286, 714)
    assert apportion(100, (1, 1, 1)) == (34, 33, 33)
    assert apportion(-100, (1, 1, 1)) == (-34, -33, -33)
    assert apportion(2, (1, 2, 2)) == (0, 1, 1)


def test_money_without_a_weight_goes_to_the_first_and_without_a_share_is_an_error() -> None:
    assert apportion(7, (0, 0)) == (7, 0)
    assert apportion(0, ()) == ()
    with pytest.raises(ValueError, match="nothing to apportion to"):
        apportion(1, ())
    with pytest.raises(ValueError, match="negative"):
        apportion(1, (1, -1))


@given(TOTALS, st.integers(1, 200), st.data())
def test_pieces_of_a_line_telescope(total: int, units: int, data: st.DataObject) -> None:
    cuts = sorted({0, units, *data.draw(st.lists(st.integers(0, units), max_size=8))})
    parts = [
        cumulative_share(total, after, units) - cumulative_share(total, before, units)
        for before, after in pairwise(cuts)
    ]
    assert sum(parts) == total
    assert all((part >= 0) == (total >= 0) or part == 0 for part in parts)


@given(st.integers(0, 10**9), st.integers(1, 200))
def test_single_pieces_differ_by_a_fen_at_most_and_none_by_more_than_a_fen_from_its_due(total: int, units: int) -> None:
    pieces = [cumulative_share(total, n + 1, units) - cumulative_share(total, n, units) for n in range(units)]
    assert max(pieces) - min(pieces) <= 1
    assert tuple(pieces) == apportion(total, [1] * units)


@pytest.mark.parametrize(("count", "units"), [(-1, 2), (3, 2), (0, 0)])
def test_pieces_that_cannot_be_are_refused(count: int, units: int) -> None:
    with pytest.raises(ValueError, match="units"):
        cumulative_share(100, count, units)


@pytest.mark.parametrize(
    ("fen", "text"), [(0, "0.00"), (5, "0.05"), (12_953, "129.53"), (-1_857, "−18.57"), (-5, "−0.05")]
)
def test_fen_in_yuan(fen: int, text: str) -> None:
    assert yuan(fen) == text
