"""The search of the guide: a store's things, found by whatever a shopper types."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from domain.goods import Placement, Stock, Synonym
from domain.plan import Plan
from domain.promotion import Promotion
from domain.reference import Department, Product
from kiosk.search.answering import Answering
from kiosk.search.barcodes import scale_item
from kiosk.search.card import Cards, ProductCard
from kiosk.search.entries import Data, entries
from kiosk.search.entry import Entry
from kiosk.search.index import indexed
from kiosk.search.naming import names
from kiosk.search.vocabulary import terms, vocabulary

STORE_ZONE = ZoneInfo("Asia/Shanghai")


class Finder(Answering):
    """Made anew when the replica changes, in about a fifth of a second for 1,500 products; see docs/search.md."""

    _data: Data

    @classmethod
    def build(
        cls,
        products: Sequence[Product],
        placements: Sequence[Placement] = (),
        stocks: Sequence[Stock] = (),
        promotions: Sequence[Promotion] = (),
        departments: Sequence[Department] = (),
        plan: Plan | None = None,
        synonyms: Sequence[Synonym] = (),
    ) -> Finder:
        """From a replica's content. What refers to nothing is passed over."""
        data = Data(products, placements, stocks, promotions, departments, plan)
        named = names(products)
        rows = entries(data, named)
        called = {department.code: department.name for department in departments}
        words = vocabulary(rows, products, named, synonyms, called)
        finder = cls(rows, indexed(terms(words)), called, _codes(rows, products))
        finder._data = data
        return finder

    def card(self, product_id: str, now: datetime | None = None, zone: ZoneInfo = STORE_ZONE) -> ProductCard | None:
        """All there is to tell of a product; None for one the store does not have.

        Without `now` no promotions: whether one runs is a matter of the moment, in the store's `zone`.
        """
        return self._cards.card(product_id, now, zone)

    @cached_property
    def _cards(self) -> Cards:
        return Cards(self._data, {entry.key: entry.group for entry in self.entries if entry.kind == "product"})


def _codes(rows: Sequence[Entry], products: Sequence[Product]) -> dict[str, int]:
    """Entries by barcode, and by the part of a scale's code that stays the same."""
    numbers = {entry.key: number for number, entry in enumerate(rows) if entry.kind == "product"}
    codes: dict[str, int] = {}
    for product in products:
        if product.gtin:
            codes.setdefault(product.gtin, numbers[product.product_id])
            item = scale_item(product.gtin) if product.weighed else None
            if item is not None:
                codes.setdefault(item, numbers[product.product_id])
    return codes
