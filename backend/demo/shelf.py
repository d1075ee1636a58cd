"""The products of a store as a generator reaches for them: by name, by department, or as shoppers do."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from random import Random

from domain.reference import Product


class Shop:
    """`shares` says how often a basket reaches into a department, relative to the others."""

    def __init__(self, products: Sequence[Product], shares: Mapping[str, int]) -> None:
        self.products = tuple(products)
        self._named = {product.name: product for product in products}
        self._of: dict[str, list[Product]] = {}
        for product in products:
            self._of.setdefault(product.department, []).append(product)
        self._departments = [code for code in shares if code in self._of]
        self._upto = list(accumulate(shares[code] for code in self._departments))

    def named(self, name: str) -> Product:
        """Raises KeyError."""
        return self._named[name]

    def of(self, department: str) -> Sequence[Product]:
        return self._of[department]

    def any(self, random: Random) -> Product:
        """What the next hand takes: few goods of a department sell much, most sell little."""
        department = self._departments[bisect_right(self._upto, random.random() * self._upto[-1])]
        shelf = self._of[department]
        return shelf[int(len(shelf) * random.random() ** 1.7)]
