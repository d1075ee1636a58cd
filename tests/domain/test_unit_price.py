"""What goods cost by the amount, so that two packs can be compared."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from domain.reference import Product
from domain.unit_price import PER, UnitPrice, unit_price

SOY = Product("p1", "6900000000014", "厨源 生抽 800ml", "seasoning", "瓶", 1190, content=800, content_unit="ml")


def test_prices_are_compared_by_the_jin_the_hundred_millilitres_and_the_piece() -> None:
    assert unit_price(SOY) == UnitPrice(149, 100, "ml")
    assert unit_price(replace(SOY, price_fen=13990, content=5000)) == UnitPrice(280, 100, "ml")
    pork = Product("p5", "2212345000000", "猪五花肉", "meat", "份", 3580, weighed=True)
    assert unit_price(pork) == UnitPrice(1790, 500, "g")
    assert unit_price(replace(SOY, price_fen=2590, content=12, content_unit="piece")) == UnitPrice(216, 1, "piece")
    # It would say the price again, or nobody knows.
    assert unit_price(replace(SOY, content=500, content_unit="g")) is None
    assert unit_price(replace(SOY, content=None, content_unit="")) is None


@given(st.integers(0, 10**7), st.integers(1, 10**6), st.sampled_from(sorted(PER)))
def test_a_unit_price_is_exact_to_the_fen_a_half_upwards(price: int, amount: int, unit: str) -> None:
    told = unit_price(replace(SOY, price_fen=price, content=amount, content_unit=unit))
    if amount == PER[unit]:
        assert told is None
        return
    assert told is not None
    exact = Fraction(price * PER[unit], amount)
    assert -Fraction(1, 2) < exact - told.fen < Fraction(1, 2) or told.fen - exact == Fraction(1, 2)
