"""What there would be without a search: names that hold the letters typed, what sells most first."""

from __future__ import annotations

from collections.abc import Sequence

from domain.reference import Department, Product
from domain.words import Words
from kiosk.search import Hit


class PlainFinder:
    def __init__(self, products: Sequence[Product], departments: Sequence[Department]) -> None:
        self._rows = [
            (f"{p.name} {p.group} {p.gtin} {p.name_en}".casefold(), Hit("product", p.product_id, p.name, Words(p.name)))
            for p in sorted(products, key=lambda p: -p.popularity)
        ] + [(d.name, Hit("department", d.code, d.name, Words(d.name))) for d in departments]

    def search(self, text: str, limit: int = 20) -> tuple[Hit, ...]:
        wanted = text.casefold().strip()
        return tuple(hit for said, hit in self._rows if wanted in said)[:limit]
