"""Whether what was found is what was wanted (assets/search says how answers are written)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.plan import Plan
from domain.promotion import Promotion
from domain.reference import Product
from kiosk.search import Hit
from kiosk.search.naming import names

FOLDER = Path(__file__).parent.parent.parent / "assets" / "search"


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of a list."""

    sort: str
    text: str
    right: tuple[str, ...]


def asked(name: str) -> tuple[Asked, ...]:
    """`name` is tuning or held-back."""
    lists = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    return tuple(
        Asked(sort, text, tuple(right)) for sort, table in lists.items() for text, *right in table["queries"]
    )


class Judge:
    def __init__(self, products: Sequence[Product], promotions: Sequence[Promotion], plan: Plan | None) -> None:
        self._products = {p.product_id: p for p in products}
        self._promotions = {p.promotion_id: p.kind.value for p in promotions}
        self._amenities: Mapping[str, str] = {}
        self._services: Mapping[str, str] = {}
        if plan is not None:
            self._amenities = {a.amenity_id: a.kind.value for a in plan.amenities} | {
                o.opening_id: o.kind.value for o in plan.openings
            }
            self._services = {o.occupant_id: o.category for o in plan.occupants}
        self._groups: dict[str, list[Product]] = {}
        self._brands: dict[str, list[Product]] = {}
        named = names(products)
        for product in products:
            self._groups.setdefault(named[product.product_id].group, []).append(product)
            self._brands.setdefault(named[product.product_id].brand, []).append(product)
        self._brand_of = {product_id: name.brand for product_id, name in named.items()}

    def place(self, question: Asked, hits: Sequence[Hit]) -> int | None:
        """From 0, where the first right answer stands; None where there is none."""
        if question.right == ("nothing:",):
            return None if hits else 0
        return next((n for n, hit in enumerate(hits) if any(self._right(r, hit) for r in question.right)), None)

    def _right(self, right: str, hit: Hit) -> bool:
        sort, _, what = right.partition(":")
        match sort:
            case "goods":
                of = self._goods(hit)
                if hit.kind == "group" and re.search(what, hit.key):
                    return True
                return bool(of) and 2 * sum(bool(re.search(what, p.name)) for p in of) >= len(of)
            case "in":
                of = self._goods(hit) if hit.kind in ("product", "group") else []
                return bool(of) and all(p.department == what for p in of)
            case "brand":
                if hit.kind == "brand":
                    return hit.key == what
                return hit.kind == "product" and self._brand_of[hit.key] == what
            case "department":
                return hit.kind == "department" and hit.key == what
            case "amenity":
                return hit.kind == "amenity" and self._amenities[hit.key] in what.split("|")
            case "service":
                return hit.kind == "service" and self._services[hit.key] == what
            case "promotion":
                return hit.kind == "promotion" and what in ("", self._promotions[hit.key])
            case "id":
                return hit.kind == "product" and hit.key == what
            case _:
                raise ValueError(f"no such answer: {right}")

    def _goods(self, hit: Hit) -> Sequence[Product]:
        match hit.kind:
            case "product":
                return (self._products[hit.key],)
            case "group":
                return self._groups.get(hit.key, ())
            case "brand":
                return self._brands.get(hit.key, ())
            case _:
                return ()
