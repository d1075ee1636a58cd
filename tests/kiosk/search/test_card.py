"""A product's card: where, how many, what it costs, what else there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from kiosk.search import UnitPrice
from kiosk.search.unit_price import PER, unit_price
from tests.kiosk.search.shops import NOW, PRODUCTS, small


def test_a_card_holds_its_places_last_seen_first_and_the_offers_that_run() -> None:
    card = small().card("p1", NOW)
    assert card is not None
    assert [(at.place.bay, at.checked_on and at.checked_on.day) for at in card.places] == [(2, 20), (4, 2)]
    assert [promotion.promotion_id for promotion in card.promotions] == ["soy"]
    assert card.unit_price == UnitPrice(149, 100, "ml")
    later = small().card("p1", NOW + timedelta(hours=1))
    assert later is not None
    assert later.promotions == ()


def test_what_is_sold_out_has_others_of_its_kind_nearest_in_price_first() -> None:
    card = small().card("p1")
    assert card is not None
    assert card.sold_out
    assert [product.product_id for product in card.alternatives] == ["p3", "p2"]


def test_what_is_there_needs_no_others_and_what_has_no_place_has_none() -> None:
    card = small().card("p2")
    assert card is not None
    assert not card.sold_out
    assert card.alternatives == ()
    assert card.places == ()
    assert small().card("gone") is None


def test_prices_are_compared_by_the_jin_the_hundred_millilitres_and_the_piece() -> None:
    by_id = {product.product_id: product for product in PRODUCTS}
    assert unit_price(by_id["p5"]) == UnitPrice(1790, 500, "g")
    assert unit_price(by_id["p9"]) == UnitPrice(216, 1, "piece")
    assert unit_price(by_id["p10"]) == UnitPrice(280, 100, "ml")
    # It would say the price again, or nobody knows.
    assert unit_price(by_id["p4"]) is None
    assert unit_price(by_id["p8"]) is None


@given(st.integers(0, 10**7), st.integers(1, 10**6), st.sampled_from(sorted(PER)))
def test_a_unit_price_is_exact_to_the_fen_a_half_upwards(price: int, amount: int, unit: str) -> None:
    product = replace(PRODUCTS[0], price_fen=price, content=amount, content_unit=unit)
    told = unit_price(product)
    if amount == PER[unit]:
        assert told is None
        return
    assert told is not None
    exact = Fraction(price * PER[unit], amount)
    assert -Fraction(1, 2) < exact - told.fen < Fraction(1, 2) or told.fen - exact == Fraction(1, 2)
