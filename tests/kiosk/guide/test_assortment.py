"""A product's card: where it is, how many there are, what it costs by the amount, what else there is."""

from __future__ import annotations

from domain.goods import Placement
from domain.unit_price import UnitPrice
from kiosk.guide.assortment import Assortment
from tests.kiosk.search.shops import DEPARTMENTS, PLACEMENTS, PLAN, PRODUCTS, STOCKS


def shop(*more: Placement) -> Assortment:
    return Assortment.of(PRODUCTS, DEPARTMENTS, PLAN, (*PLACEMENTS, *more), STOCKS)


def test_a_card_leads_to_the_place_seen_last_and_names_the_others() -> None:
    card = shop().card("p1")
    assert card is not None
    assert card.found.where is not None
    assert (card.found.where.number, card.found.where.side, card.found.where.bay) == ("12", "A", 2)
    assert [where.bay for where in card.also_at] == [4]
    assert card.unit_price == UnitPrice(149, 100, "ml")


def test_what_is_sold_out_has_others_of_its_kind_that_sell_most_first() -> None:
    card = shop(Placement("d", "p3", "f12", "f12a", 1, 1), Placement("e", "p2", "f12", "f12a", 1, 2)).card("p1")
    assert card is not None
    assert card.sold_out
    assert [row.key for row in card.alternatives] == ["p2", "p3"]
    # Where nobody knows where one of them stands, it is no help.
    alone = shop(Placement("d", "p3", "f12", "f12a", 1, 1)).card("p1")
    assert alone is not None
    assert [row.key for row in alone.alternatives] == ["p3"]


def test_what_is_there_and_has_its_place_needs_no_others() -> None:
    card = shop(Placement("d", "p3", "f12", "f12a", 1, 1)).card("p3")
    assert card is not None
    assert not card.sold_out
    assert card.alternatives == ()


def test_what_has_no_place_has_none_and_what_is_not_sold_has_no_card() -> None:
    card = shop().card("p2")
    assert card is not None
    assert card.found.where is None
    assert card.also_at == ()
    assert shop().card("gone") is None


def test_a_code_shown_to_the_camera_leads_where_the_same_code_typed_does() -> None:
    for code in ("6900000000014", "06900000000014"):
        assert shop().by_code(code) == "p1"
    # A label of the scale: the goods, then what they weigh. Codes of the house that only begin alike are other goods.
    assert shop().by_code("2212345012347") == "p5"
    assert shop().by_code("2212346012347") is None
    assert shop().by_code("6999999999999") is None
