"""The search of the guide: a store's things, found by whatever a shopper types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.goods import Placement, Stock, Synonym
from domain.plan import Plan
from domain.promotion import Notice, Promotion
from domain.reference import Department, Product
from kiosk.search.answering import Answering
from kiosk.search.barcodes import codes_of
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
        notices: Sequence[Notice] = (),
    ) -> Finder:
        """From a replica's content. What refers to nothing is passed over."""
        data = Data(products, placements, stocks, promotions, departments, plan, notices)
        named = names(products)
        rows = entries(data, named)
        called = {department.code: department.name for department in departments}
        words = vocabulary(rows, products, named, synonyms, called)
        return cls(rows, indexed(terms(words)), called, _codes(rows, codes_of(products)))


def _codes(rows: Sequence[Entry], codes: Mapping[str, str]) -> dict[str, int]:
    """Entries by barcode."""
    numbers = {entry.key: number for number, entry in enumerate(rows) if entry.kind == "product"}
    return {code: numbers[product_id] for code, product_id in codes.items()}
