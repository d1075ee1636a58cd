"""The guide's search: goods, brands, kinds, departments, amenities, services and promotions, asked for in any way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.search.hit import Hit, HitKind, Place

if TYPE_CHECKING:
    from kiosk.search.card import Placed, ProductCard
    from kiosk.search.finder import Finder
    from kiosk.search.unit_price import UnitPrice

__all__ = ["Finder", "Hit", "HitKind", "Place", "Placed", "ProductCard", "UnitPrice"]

_LATER = {
    "Finder": "finder", "Placed": "card", "ProductCard": "card", "UnitPrice": "unit_price",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    # The command line answers from a kept index, within a third of a second: it has no use for what makes one.
    if name not in _LATER:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"kiosk.search.{_LATER[name]}"), name)
