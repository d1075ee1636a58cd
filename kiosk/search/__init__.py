"""The guide's search: products, brands, kinds, departments, amenities, services and promotions, asked for in any way."""

from kiosk.search.finder import Finder
from kiosk.search.hit import Hit, HitKind, Place

__all__ = ["Finder", "Hit", "HitKind", "Place"]
