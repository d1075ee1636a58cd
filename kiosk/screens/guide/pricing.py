"""What a product costs now: as usual, by an offer, for members, for a comparable amount."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.flows.guide import states as s
from kiosk.flows.guide.things import Kind, Offer, Shop, Stop
from kiosk.screens.guide import tables, words
from kiosk.screens.page import Page


@dataclass(frozen=True, slots=True)
class Price:
    """What it costs now; `was` before an offer."""

    text: str
    what_for: str
    was: str = ""


def price_now(page: Page, state: s.Card) -> Price:
    found = state.goods.found
    if found.price_fen is None:
        return Price("", "")
    usual, what_for = words.price_of(page.tr, found.price_fen, found.unit)
    offer = price_offer(state.visit.shop, found.key)
    if offer is None or offer.promotion.price_fen is None:
        return Price(usual, what_for)
    now, what_for = words.price_of(page.tr, offer.promotion.price_fen, found.unit)
    return Price(now, what_for, usual)


def price_of_stop(page: Page, shop: Shop, stop: Stop) -> str:
    """What everybody pays for it now."""
    offer = price_offer(shop, stop.key) if stop.kind is Kind.PRODUCT else None
    fen = stop.price_fen if offer is None else offer.promotion.price_fen
    return words.price_of(page.tr, fen, stop.unit)[0] if fen is not None else ""


def price_offer(shop: Shop, product_id: str) -> Offer | None:
    """The offer that makes the price everybody pays now; prices for members stand beside it."""
    offers = shop.offers_of(product_id)
    everybody = (o for o in offers if o.promotion.price_fen is not None and o.promotion.kind is not tables.MEMBERS)
    return min(everybody, key=lambda o: o.promotion.price_fen or 0, default=None)


def kilo(state: s.Card) -> int:
    offer = price_offer(state.visit.shop, state.goods.product_id)
    price = offer.promotion.price_fen if offer is not None else state.goods.found.price_fen
    return price or 0


def member_price(page: Page, state: s.Card) -> str:
    """会员 ¥69.90: what members pay, by an offer or always."""
    offers = state.visit.shop.offers_of(state.goods.product_id)
    fens = [o.promotion.price_fen for o in offers if o.promotion.kind is tables.MEMBERS and o.promotion.price_fen]
    if state.goods.member_price_fen is not None:
        fens.append(state.goods.member_price_fen)
    if not fens:
        return ""
    text, _ = words.price_of(page.tr, min(fens), state.goods.found.unit)
    return page.tr("会员 {money}", money=text)
