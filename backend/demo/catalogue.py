"""The products, made from what the store writes down: brands, prices a little apart, valid EAN-13."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from zlib import crc32

from backend.demo.assets import Goods, Shelf
from domain.check_digits import gs1_mod10
from domain.reference import Product

_HOUSE = "6904101"
"""The chain's own GS1 company prefix; all of them are made up."""
_ENDINGS = (0, 50, 80, 90)
"""Fen a price likes to end on."""


def products(seed: int, shelves: Mapping[str, Shelf]) -> tuple[Product, ...]:
    """Every product of every shelf; ids and codes hold as long as the shelf's text only grows at its ends."""
    made: list[Product] = []
    for place, (department, shelf) in enumerate(shelves.items(), start=10):
        for index, goods in enumerate(shelf.own):
            made.append(_own(department, place, index, goods))
        for nth, brand in enumerate(shelf.brands):
            for index, goods in enumerate(shelf.goods):
                price = _price_of(seed, goods, brand)
                item = place * 1_000 + index
                made.append(
                    Product(
                        f"P{place}{nth + 1}{index:03d}",
                        ean13(f"{_company(brand)}{item:05d}"),
                        f"{brand} {goods.name}",
                        department,
                        goods.unit,
                        price,
                    )
                )
    return tuple(made)


def ean13(first_twelve: str) -> str:
    return first_twelve + gs1_mod10(first_twelve)


def _own(department: str, place: int, index: int, goods: Goods) -> Product:
    item = place * 1_000 + index
    # Weighed goods: in-store prefix 22, the scale's number, five places left for the price on the label.
    first_twelve = f"22{item:05d}00000" if goods.weighed else f"{_HOUSE}{item:05d}"
    unit = "份" if goods.weighed else goods.unit
    return Product(
        f"P{place}0{index:03d}", ean13(first_twelve), goods.name, department, unit, goods.price_fen, goods.weighed
    )


def _price_of(seed: int, goods: Goods, brand: str) -> int:
    factor = Random(f"{seed}/{brand}/{goods.name}").uniform(0.88, 1.18)
    rough = round(goods.price_fen * factor)
    yuan = rough // 100
    if goods.price_fen >= 10_000:
        return yuan * 100
    return min((yuan * 100 + ending for ending in _ENDINGS if yuan or ending), key=lambda price: abs(price - rough))


def _company(brand: str) -> str:
    """A GS1 prefix of China, 691 to 699, and four digits of the company: by the brand's name, not its place."""
    number = crc32(brand.encode()) % 90_000
    return f"69{1 + number // 10_000}{number % 10_000:04d}"
