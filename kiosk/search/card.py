"""All there is to tell of one product."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.goods import Placement, Stock
from domain.promotion import Promotion, running
from domain.reference import Product
from kiosk.search.entries import Data, Places
from kiosk.search.hit import Place
from kiosk.search.unit_price import UnitPrice, unit_price

MOST_ALTERNATIVES = 6


@dataclass(frozen=True, slots=True)
class Placed:
    """One of a product's places, and when somebody last saw it there."""

    placement_id: str
    place: Place
    checked_on: date | None


@dataclass(frozen=True, slots=True)
class ProductCard:
    """`alternatives` where it is sold out: of the same kind, in stock, nearest in price first."""

    product: Product
    places: tuple[Placed, ...]
    stock: Stock | None
    promotions: tuple[Promotion, ...]
    unit_price: UnitPrice | None
    alternatives: tuple[Product, ...] = ()

    @property
    def sold_out(self) -> bool:
        return self.stock is not None and self.stock.quantity <= 0


class Cards:
    def __init__(self, data: Data, groups: Mapping[str, str]) -> None:
        """`groups`: the kind of each product by id, "" for none."""
        self._products = {product.product_id: product for product in data.products}
        self._groups = groups
        self._stocks = {stock.product_id: stock for stock in data.stocks}
        self._promotions = data.promotions
        self._places = Places(data)
        self._placed: dict[str, list[Placement]] = {}
        for placement in data.placements:
            self._placed.setdefault(placement.product_id, []).append(placement)
        self._same: dict[str, list[Product]] = {}
        for product in data.products:
            if groups[product.product_id]:
                self._same.setdefault(groups[product.product_id], []).append(product)

    def card(self, product_id: str, now: datetime | None, zone: ZoneInfo) -> ProductCard | None:
        product = self._products.get(product_id)
        if product is None:
            return None
        stock = self._stocks.get(product_id)
        return ProductCard(
            product,
            self._where(product_id),
            stock,
            self._offers(product, now, zone),
            unit_price(product),
            self._instead(product) if stock is not None and stock.quantity <= 0 else (),
        )

    def _where(self, product_id: str) -> tuple[Placed, ...]:
        placed = sorted(self._placed.get(product_id, ()), key=_seen_lately)
        at = ((placement, self._places.of_placement(placement)) for placement in placed)
        return tuple(Placed(p.placement_id, place, p.checked_on) for p, place in at if place is not None)

    def _offers(self, product: Product, now: datetime | None, zone: ZoneInfo) -> tuple[Promotion, ...]:
        if now is None:
            return ()
        own = (p for p in self._promotions if product.product_id in p.product_ids or _for_all(p, product))
        return running(own, now, zone)

    def _instead(self, product: Product) -> tuple[Product, ...]:
        def there(other: Product) -> bool:
            stock = self._stocks.get(other.product_id)
            return other.product_id != product.product_id and (stock is None or stock.quantity > 0)

        same: Sequence[Product] = self._same.get(self._groups[product.product_id], ())
        near = sorted(filter(there, same), key=lambda p: (_apart(product, p), -p.popularity, p.product_id))
        return tuple(near[:MOST_ALTERNATIVES])


def _seen_lately(placement: Placement) -> tuple[int, str]:
    return (-placement.checked_on.toordinal() if placement.checked_on else 0, placement.placement_id)


def _for_all(promotion: Promotion, product: Product) -> bool:
    return product.department in promotion.departments


def _apart(one: Product, other: Product) -> int:
    """How far apart two prices are, in per mille of the dearer one."""
    dear, cheap = max(one.price_fen, other.price_fen), min(one.price_fen, other.price_fen)
    return 1_000 * (dear - cheap) // max(dear, 1)
