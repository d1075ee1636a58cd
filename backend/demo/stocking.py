"""How much of everything the demo store has: plenty, a little, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from backend.demo.basket import ZONE
from domain.goods import Stock
from domain.reference import Product

_SOLD_OUT, _NEARLY = 0.03, 0.10
"""Shares of the goods: none left, and a handful left."""
_ALWAYS_THERE = 60
"""What sells this much is put back on the shelf before it runs out."""
_COUNTED_EVERY = timedelta(minutes=15)


def demo_stocks(products: Sequence[Product], now: datetime) -> tuple[Stock, ...]:
    """One for each product, as of the quarter of an hour before `now`; the same goods are sold out all day."""
    local = now.astimezone(ZONE).replace(second=0, microsecond=0)
    as_of = local - timedelta(minutes=local.minute % (_COUNTED_EVERY.seconds // 60))
    return tuple(Stock(product.product_id, _left(product, local.date()), as_of) for product in products)


def _left(product: Product, today: date) -> int:
    chance = Random(f"{product.product_id}/{today}")
    kind = chance.random()
    if kind < _SOLD_OUT and product.popularity < _ALWAYS_THERE:
        return 0
    pieces = chance.randint(1, 4) if kind < _NEARLY else chance.randint(8, 90)
    return pieces * chance.randint(900, 1_100) if product.weighed else pieces
