"""The search of the guide: a store's things, found by whatever a shopper types."""

from __future__ import annotations

from collections.abc import Sequence

from domain.goods import Placement, Stock, Synonym
from domain.plan import Plan
from domain.promotion import Promotion
from domain.reference import Department, Product
from kiosk.search.answering import Answering
from kiosk.search.barcodes import scale_item
from kiosk.search.entries import Data, entries
from kiosk.search.entry import Entry
from kiosk.search.index import indexed
from kiosk.search.naming import names
from kiosk.search.vocabulary import terms, vocabulary


class Finder(Answering):
    """Made anew when the replica changes, in about a fifth of a second for 1,500 products; see docs/search.md."""

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
        return cls(rows, indexed(terms(words)), called, _codes(rows, products))


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
