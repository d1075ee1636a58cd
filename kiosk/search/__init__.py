"""The guide's search: goods, brands, kinds, departments, amenities, services, promotions, notices, asked in any way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.search.hit import Hit, HitKind, Place

if TYPE_CHECKING:
    from kiosk.search.finder import Finder

__all__ = ["Finder", "Hit", "HitKind", "Place"]


def __getattr__(name: str) -> Any:
    # The command line answers from a kept index, within a third of a second: it has no use for what makes one.
    if name != "Finder":
        raise AttributeError(name)
    from kiosk.search.finder import Finder

    return Finder
