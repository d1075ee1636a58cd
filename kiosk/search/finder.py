"""The search of the guide: a store's things, found by whatever a shopper types."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property

from domain.goods import Placement, Stock, Synonym
from domain.plan import Plan
from domain.promotion import Promotion
from domain.reference import Department, Product
from kiosk.search.asking import question
from kiosk.search.barcodes import code_in, forms, scale_item
from kiosk.search.entries import Data, Entry, entries
from kiosk.search.hit import Hit
from kiosk.search.index import Index, index
from kiosk.search.naming import names
from kiosk.search.scoring import Scored, found, in_order
from kiosk.search.spelling import Spelling
from kiosk.search.text import LONGEST
from kiosk.search.vocabulary import vocabulary

SURE = 0.62
"""Below this score of the best, what was asked may be mistyped."""


class Finder:
    """Made anew when the replica changes; safe to ask from any thread."""

    def __init__(self, rows: Sequence[Entry], terms: Index, departments: dict[str, str], codes: dict[str, int]) -> None:
        self._entries = rows
        self._index = terms
        self._departments = departments
        self._codes = codes

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
        named = names(products)
        rows = entries(Data(products, placements, stocks, promotions, departments, plan), named)
        called = {department.code: department.name for department in departments}
        return cls(rows, index(vocabulary(rows, products, named, synonyms, called)), called, _codes(rows, products))

    def search(self, text: str, language: str = "zh_CN", limit: int = 20, now: datetime | None = None) -> tuple[Hit, ...]:
        """The best first; nothing for what nobody can read. With `now`, promotions that are over are left out."""
        code = code_in(text[:LONGEST])
        if code is not None:
            hit = self.by_barcode(code, language)
            return (hit,) if hit is not None else ()
        hits: list[Hit] = []
        for score, number, term in self._found(text):
            if len(hits) == limit:
                break
            entry = self._entries[number]
            if now is not None and entry.ends_at and entry.ends_at <= now.timestamp():
                continue
            hits.append(self._hit(entry, language, score, self._index.terms[term].text))
        return tuple(hits)

    def _found(self, text: str) -> list[Scored]:
        asked = question(text)
        first = found(self._index, self._entries, asked)
        if not asked.readings or first and first[0][0] >= SURE:
            return first
        second = found(self._index, self._entries, asked, mistyped=True) if asked.text.isascii() else first
        best = {number: (score, number, term) for score, number, term in self._spelling.found(asked)}
        for scored in second:
            if scored[1] not in best or scored > best[scored[1]]:
                best[scored[1]] = scored
        return in_order(best.values())

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling(self._index, self._entries)

    def by_barcode(self, gtin: str, language: str = "zh_CN") -> Hit | None:
        """The product of a scanned code; of a scale's label too, whatever weight it tells."""
        code = code_in(gtin)
        if code is None:
            return None
        for form in (*forms(code), scale_item(code) or ""):
            if form in self._codes:
                return self._hit(self._entries[self._codes[form]], language, 1.0, code)
        return None

    def _hit(self, entry: Entry, language: str, score: float = 0.0, why: str = "") -> Hit:
        return Hit(
            entry.kind, entry.key, entry.words.in_(language), entry.words,
            self._departments.get(entry.department, ""), entry.place, round(score, 4), why,
            entry.brand, entry.group, entry.in_stock,
        )  # fmt: skip


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
