"""The shop as the guide's screens know it: areas, services, facilities, what is often looked for. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.plan import Amenity, AmenityKind, OpeningKind, Plan
from domain.plan.model import SERVICE_DESK
from domain.promotion import Notice, NoticeKind, Promotion
from domain.words import Words
from kiosk.flows.guide.things import Area, At, Facility, Service, Shop, Where
from kiosk.guide.assortment import Assortment
from kiosk.guide.offers import todays

MOST_POPULAR = 7
SHOWN = (
    AmenityKind.TOILET, AmenityKind.TOILET_ACCESSIBLE, AmenityKind.BABY_ROOM, OpeningKind.EXIT, OpeningKind.BOTH,
    AmenityKind.ELEVATOR, AmenityKind.LOCKERS, AmenityKind.WATER, AmenityKind.READING_GLASSES,
    AmenityKind.BLOOD_PRESSURE, AmenityKind.WHEELCHAIRS, AmenityKind.SEATING, AmenityKind.TILLS,
    AmenityKind.ESCALATOR, AmenityKind.STAIRS, AmenityKind.KIOSK_RETURNS, AmenityKind.ATM, AmenityKind.FIRST_AID,
    AmenityKind.PARKING, OpeningKind.ENTRANCE, OpeningKind.EMERGENCY_EXIT,
)  # fmt: skip
"""What people look for, in the order in which they ask; screens like this one are not among it."""
Metres = Callable[[str], int | None]
"""How far it is to walk to an amenity, a service or a fixture, by its id; None where nobody has measured it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What does not change with the time of day: made once for a version of the store's data."""

    shop: Shop
    assortment: Assortment
    promotions: tuple[Promotion, ...]
    notices: tuple[Notice, ...]
    zone: ZoneInfo


def standing(
    assortment: Assortment, promotions: Sequence[Promotion], notices: Sequence[Notice], zone: ZoneInfo, device: str
) -> Standing:
    """`device` is this screen's name on the plan."""
    plan = assortment.plan
    here = device_on(plan, device) if plan is not None else None
    shop = Shop(
        areas=(found := areas(assortment)),
        busiest=tuple(a.key for a in sorted(found, key=lambda area: -_sold(area, assortment))),
        popular=popular(assortment),
        services=services(assortment),
        facilities=facilities(assortment),
        plan=plan,
        here=At(here.level_id, here.at) if here is not None else None,
        heading=here.heading if here is not None else 0.0,
    )
    return Standing(shop, assortment, tuple(promotions), tuple(notices), zone)


def shop_at(
    standing: Standing, now: datetime, *, metres: Metres = lambda key: None, waiting: int | None = None,
    data_as_of: datetime | None = None, can_print: bool = True, can_scan: bool = True,
) -> Shop:  # fmt: skip
    """The shop at a moment: offers that run or begin today, notices that stand, who waits at the desk."""
    shop = standing.shop
    offers = todays(standing.promotions, now, standing.zone, standing.assortment, shop.areas)
    return replace(
        shop,
        offers=tuple(replace(o, metres=metres(o.where.fixture_id)) if o.where else o for o in offers),
        services=tuple(
            replace(s, metres=metres(s.key), waiting=waiting if s.category == SERVICE_DESK else None)
            for s in shop.services
        ),
        facilities=tuple(replace(f, metres=metres(f.key)) for f in shop.facilities),
        notices=_notices(standing.notices, now),
        data_as_of=data_as_of,
        can_print=can_print,
        can_scan=can_scan,
    )


def _notices(notices: Sequence[Notice], now: datetime) -> tuple[Notice, ...]:
    found = (n for n in notices if n.kind is not NoticeKind.EMERGENCY and n.stands(now))
    return tuple(sorted(found, key=lambda n: (n.kind is not NoticeKind.SILVER_DAY, n.starts_at, n.notice_id)))


def device_on(plan: Plan, device: str) -> Amenity | None:
    """Where a screen stands: the amenity of its name, else the only guide there is."""
    named = next((a for a in plan.amenities if device and a.device == device), None)
    if named is not None:
        return named
    guides = [a for a in plan.amenities if a.kind is AmenityKind.KIOSK_GUIDE]
    return guides[0] if len(guides) == 1 else None


def areas(assortment: Assortment) -> tuple[Area, ...]:
    """Departments that share a zone are one area. In the order of the floor: zones by letter, aisles by number."""
    if assortment.plan is None:
        return ()
    lots: list[tuple[set[str], list[str], list[str]]] = []
    for fixture in assortment.plan.fixtures:
        if not fixture.department or fixture.department not in assortment.departments:
            continue
        mark = f"{fixture.level_id}/{fixture.zone or fixture.fixture_id}"
        near = [lot for lot in lots if mark in lot[0] or fixture.department in lot[1]]
        marks, codes, fixtures = {mark}, [fixture.department], [fixture.fixture_id]
        for lot in near:
            marks |= lot[0]
            codes = lot[1] + [c for c in codes if c not in lot[1]]
            fixtures = lot[2] + fixtures
        lots = [lot for lot in lots if lot not in near]
        lots.append((marks, codes, fixtures))
    return tuple(sorted((_area(codes, fixtures, assortment) for _, codes, fixtures in lots), key=_floor_order))


def _area(codes: list[str], fixture_ids: list[str], assortment: Assortment) -> Area:
    codes = sorted(codes, key=lambda code: -_sold_in({code}, assortment))
    fixtures = [assortment.fixtures[f] for f in fixture_ids]
    zones = sorted({f.zone for f in fixtures if f.zone}, key=_zone_order)
    first = fixtures[0]
    return Area(
        key=codes[0],
        names=tuple(assortment.departments[code].name for code in codes),
        picture=assortment.departments[codes[0]].picture,
        zones=tuple(zones),
        departments=tuple(codes),
        level_id=first.level_id,
        level=assortment.level(first.level_id),
        fixture_ids=tuple(fixture_ids),
    )


def _zone_order(zone: str) -> tuple[bool, int, str]:
    return (zone.isdigit(), int(zone) if zone.isdecimal() else 0, zone)


def _floor_order(area: Area) -> tuple[str, bool, tuple[bool, int, str], str]:
    return (area.level_id, not area.zones, _zone_order(area.zones[0]) if area.zones else (False, 0, ""), area.key)


def _sold(area: Area, assortment: Assortment) -> int:
    return _sold_in(set(area.departments), assortment)


def _sold_in(departments: set[str], assortment: Assortment) -> int:
    return sum(p.popularity for p in assortment.products.values() if p.department in departments)


def popular(assortment: Assortment) -> tuple[Words, ...]:
    """The kinds of goods that are sold most, one of a department, that have a name in English too."""
    products = assortment.products
    kinds: dict[tuple[str, str], list[str]] = {}
    for product in products.values():
        if product.group:
            kinds.setdefault((product.department, product.group), []).append(product.product_id)
    ordered = sorted(kinds.items(), key=lambda kind: (-sum(products[p].popularity for p in kind[1]), kind[0]))
    chosen: dict[str, Words] = {}
    for (department, group), members in ordered:
        plain = [products[p] for p in members if products[p].name_en and not products[p].brand]
        if plain:
            best = max(plain, key=lambda p: p.popularity)
            chosen.setdefault(department, Words(group, _AMOUNT.split(best.name_en)[0].strip()))
    return tuple(chosen.values())[:MOST_POPULAR]


_AMOUNT = re.compile(r"\s(?:pack of\b|\d)")
"""Where the amount begins in an English name: Fresh eggs pack of 30."""


def services(assortment: Assortment) -> tuple[Service, ...]:
    """The service desk first, then by name."""
    plan = assortment.plan
    if plan is None:
        return ()
    found = [
        Service(
            key=o.occupant_id, category=o.category, name=o.name, hours=o.hours, text=o.text,
            where=_by_fixture(o.fixture_id, o.level_id, assortment),
        )
        for o in plan.occupants
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda s: s.category != SERVICE_DESK))


def facilities(assortment: Assortment) -> tuple[Facility, ...]:
    """In the order of their kinds; lifts, stairs and escalators stand for the ways they are."""
    plan = assortment.plan
    if plan is None:
        return ()
    order = {kind: i for i, kind in enumerate(SHOWN)}
    there: list[tuple[str, AmenityKind | OpeningKind, str, Words]] = [
        (a.amenity_id, a.kind, a.level_id, a.name) for a in plan.amenities
    ]
    # A door inside the house has no name.
    there += [(o.opening_id, o.kind, o.level_id, o.name) for o in plan.openings if o.name.zh_CN]
    found = [
        Facility(key, kind, name, Where(level_id, assortment.level(level_id), name=name))
        for key, kind, level_id, name in there
        if kind in order
    ]
    return tuple(sorted(found, key=lambda f: order[f.kind]))


def _by_fixture(fixture_id: str, level_id: str, assortment: Assortment) -> Where:
    fixture = assortment.fixtures.get(fixture_id)
    return assortment.at_fixture(fixture) if fixture is not None else Where(level_id, assortment.level(level_id))
