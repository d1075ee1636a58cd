"""What a search found, as rows of the guide's screens. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from domain.plan import AmenityKind, OpeningKind
from kiosk.flows.guide.things import Found, Kind, Shop, Where
from kiosk.guide.assortment import Assortment
from kiosk.search import Hit, Place


def founds(hits: Iterable[Hit], assortment: Assortment, shop: Shop) -> tuple[Found, ...]:
    """In the search's order; what cannot be shown any more (an offer that is over) is left out."""
    rows = (_found(hit, assortment, shop) for hit in hits)
    return tuple(row for row in rows if row is not None)


def _found(hit: Hit, assortment: Assortment, shop: Shop) -> Found | None:
    kind = Kind(hit.kind)
    match kind:
        case Kind.PRODUCT:
            return assortment.found(hit.key)
        case Kind.PROMOTION:
            offer = shop.offer(hit.key)
            return Found(kind, hit.key, hit.words, where=offer.where) if offer is not None else None
        case Kind.NOTICE:
            stands = any(notice.notice_id == hit.key for notice in shop.notices)
            return Found(kind, hit.key, hit.words) if stands else None
        case Kind.AMENITY:
            return Found(kind, hit.key, hit.words, where=_where(hit.place, assortment),
                         amenity=_amenity(hit.key, assortment))  # fmt: skip
        case Kind.SERVICE:
            return Found(kind, hit.key, hit.words, where=_where(hit.place, assortment))
        case Kind.BRAND | Kind.GROUP | Kind.DEPARTMENT:
            return Found(kind, hit.key, hit.words, count=assortment.count(kind, hit.key),
                         spots=assortment.spots(kind, hit.key))  # fmt: skip


def _amenity(key: str, assortment: Assortment) -> AmenityKind | OpeningKind | None:
    plan = assortment.plan
    if plan is None:
        return None
    amenity = next((a.kind for a in plan.amenities if a.amenity_id == key), None)
    return amenity or next((o.kind for o in plan.openings if o.opening_id == key), None)


def _where(place: Place | None, assortment: Assortment) -> Where | None:
    if place is None:
        return None
    fixture = assortment.fixtures.get(place.fixture_id)
    if fixture is not None:
        return assortment.at_fixture(fixture)
    return Where(place.level_id, assortment.level(place.level_id), name=place.name)
