"""The products, made from what the store writes down: brands, prices a little apart, valid EAN-13."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random
from zlib import crc32

from backend.demo.assets import Goods, Shelf
from backend.demo.naming import Naming, content
from domain.check_digits import gs1_mod10
from domain.reference import Product

_HOUSE = "6904101"
"""The chain's own GS1 company prefix; all of them are made up."""
_ENDINGS = (0, 50, 80, 90)
"""Fen a price likes to end on."""
_LINES_A_MONTH = 60_000
_FOR_MEMBERS = 0.2
"""Share of the goods that cost members less."""
_CHEAP_FEN = 500
"""Below this nobody makes another price for members."""


def products(
    seed: int, shelves: Mapping[str, Shelf], naming: Naming, shares: Mapping[str, int]
) -> tuple[Product, ...]:
    """Every product of every shelf; ids and codes hold as long as the shelf's text only grows at its ends.

    Raises KeyError for goods that goods.toml does not describe.
    """
    made: list[Product] = []
    for place, (department, shelf) in enumerate(shelves.items(), start=10):
        sold = [_own(department, place, index, goods) for index, goods in enumerate(shelf.own)]
        for nth, brand in enumerate(shelf.brands):
            for index, goods in enumerate(shelf.goods):
                price = _price_of(seed, goods, brand)
                item = place * 1_000 + index
                sold.append(
                    Product(
                        f"P{place}{nth + 1}{index:03d}",
                        ean13(f"{_company(brand)}{item:05d}"),
                        f"{brand} {goods.name}",
                        department,
                        goods.unit,
                        price,
                        brand=brand,
                    )
                )
        made += (
            _described(seed, naming, product, _sold_lately(shares[department], index, len(sold)))
            for index, product in enumerate(sold)
        )
    return tuple(made)


def _described(seed: int, naming: Naming, product: Product, popularity: int) -> Product:
    """With all that a shopper may look for."""
    name = product.name.removeprefix(f"{product.brand} ")
    amount, unit = (None, "") if product.weighed else content(product.department, name)
    return replace(
        product,
        name_en=naming.english(product.department, name, product.brand),
        group=naming.kind(product.department, name).group,
        member_price_fen=_member_price_of(seed, product),
        content=amount,
        content_unit=unit,
        popularity=popularity,
    )


def _sold_lately(share: int, index: int, goods: int) -> int:
    """Few goods of a department sell much: as the sales do (`shelf.Shop.any`), in about a month's baskets."""
    part = ((index + 1) / goods) ** (1 / 1.7) - (index / goods) ** (1 / 1.7)
    return round(_LINES_A_MONTH * share / 1_000 * part)


def _member_price_of(seed: int, product: Product) -> int | None:
    chance = Random(f"{seed}/member/{product.product_id}")
    if chance.random() > _FOR_MEMBERS or product.price_fen < _CHEAP_FEN or product.department == "tobacco":
        return None
    return round(product.price_fen * chance.uniform(0.85, 0.95)) // 10 * 10


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
