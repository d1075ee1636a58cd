"""What a comparable amount of a product costs."""

from __future__ import annotations

from dataclasses import dataclass

from domain.money import Fen
from domain.reference import Product

PER = {"g": 500, "ml": 100, "piece": 1}
"""What is compared, by the unit of the content: a jin, 100 millilitres, one piece."""


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """So much costs so much: 666 fen for 100 ml."""

    fen: Fen
    amount: int
    unit: str


def unit_price(product: Product) -> UnitPrice | None:
    """To the nearest fen, a half upwards.

    None where nobody knows how much is in it, and where it would only say the price again.
    """
    if product.weighed:
        return UnitPrice(_share(product.price_fen, 500, 1_000), 500, "g")
    per = PER.get(product.content_unit)
    if per is None or product.content is None or product.content <= 0 or product.content == per:
        return None
    return UnitPrice(_share(product.price_fen, per, product.content), per, product.content_unit)


def _share(price: Fen, part: int, whole: int) -> Fen:
    return (2 * price * part + whole) // (2 * whole)
