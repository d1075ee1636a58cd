"""What a shopper looks for beyond the product itself: where it stands, whether there is any, what else it is called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Placement:
    """A product on a fixture. `shelf` counts from the floor, from 1; 0 where the fixture has no boards."""

    placement_id: str
    product_id: str
    fixture_id: str
    face_id: str = ""
    bay: int = 1
    shelf: int = 0
    checked_on: date | None = None
    """When somebody last saw it there."""


@dataclass(frozen=True, slots=True)
class Stock:
    """`quantity` in the product's units (grams for weighed goods) as of a moment; 0 is sold out."""

    product_id: str
    quantity: int
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Synonym:
    """A word shoppers use, and what it stands for: 红烧肉 -> 酱油, 冰糖, 五花肉. `means` are product or group names."""

    word: str
    means: tuple[str, ...]
