"""Everything that can be found, as flat rows, the best known first: what an index holds and a hit is made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log1p

from domain.goods import Placement, Stock
from domain.plan import Plan
from domain.promotion import Notice, NoticeKind, Promotion
from domain.reference import Department, Product
from domain.words import NO_WORDS, Words
from kiosk.search.common import english_words
from kiosk.search.entry import Entry
from kiosk.search.hit import HitKind, Place
from kiosk.search.naming import Name, shared_end

STANDING = 0.8
"""Rank of what is asked for by its own name or not at all: a department, the toilets, the service desk."""
_UNKNOWN = 0.5
"""Share of the best known, where nobody says what sells."""
_PLACED, _SOLD_OUT = 0.1, -0.3
_TOGETHER = {"brand": 0.75, "group": 1.0}
"""Most people look for a kind of thing."""
_LEAST_IN_GROUP = 2
"""A kind of which there is one product is that product."""


@dataclass(frozen=True, slots=True)
class Data:
    """A replica's content, as the search takes it."""

    products: Sequence[Product]
    placements: Sequence[Placement] = ()
    stocks: Sequence[Stock] = ()
    promotions: Sequence[Promotion] = ()
    departments: Sequence[Department] = ()
    plan: Plan | None = None
    notices: Sequence[Notice] = ()


def entries(data: Data, named: Mapping[str, Name]) -> list[Entry]:
    """All of them, best rank first."""
    places = Places(data)
    goods = list(_products(data, named, places))
    found = [
        *goods,
        *_together(data, named, goods, places),
        *_departments(data, goods, places),
        *_around(data.plan, places),
        *(_promotion(promotion, places) for promotion in data.promotions),
        *(_notice(notice) for notice in data.notices if notice.kind is not NoticeKind.EMERGENCY),
    ]
    # Rounded, so that an index read from a file puts them in the same order.
    ranked = [entry._replace(rank=round(entry.rank, 4)) for entry in found]
    return sorted(ranked, key=lambda entry: (-entry.rank, entry.kind, entry.key))


class Places:
    """Where things are, in words and numbers a person can follow."""

    def __init__(self, data: Data) -> None:
        plan = data.plan
        self._levels = {level.level_id: level.name for level in plan.levels} if plan else {}
        self._rooms = {unit.unit_id: unit.name for unit in plan.units} if plan else {}
        self._fixtures = {fixture.fixture_id: fixture for fixture in plan.fixtures} if plan else {}
        self._first: dict[str, Placement] = {}
        for placement in sorted(data.placements, key=lambda p: p.placement_id):
            known = self._first.get(placement.product_id)
            if placement.fixture_id in self._fixtures and (known is None or _later(placement, known)):
                self._first[placement.product_id] = placement

    def of_product(self, product_id: str) -> Place | None:
        placement = self._first.get(product_id)
        return self.of_placement(placement) if placement is not None else None

    def of_placement(self, placement: Placement) -> Place | None:
        fixture = self._fixtures.get(placement.fixture_id)
        at = self.of_fixture(placement.fixture_id)
        if fixture is None or at is None:
            return None
        side = next((face.name for face in fixture.faces if face.face_id == placement.face_id), "")
        return replace(at, side=side, bay=placement.bay, shelf=placement.shelf)

    def of_fixture(self, fixture_id: str) -> Place | None:
        fixture = self._fixtures.get(fixture_id)
        if fixture is None:
            return None
        return Place(
            fixture.level_id, self.level(fixture.level_id), fixture.zone, fixture.number, fixture.name, fixture_id
        )

    def of_point(self, level_id: str, unit_id: str = "", fixture_id: str = "") -> Place:
        at = self.of_fixture(fixture_id)
        return at or Place(level_id, self.level(level_id), name=self._rooms.get(unit_id, NO_WORDS))

    def level(self, level_id: str) -> Words:
        """A level's name, where there are several to tell apart."""
        return self._levels.get(level_id, NO_WORDS) if len(self._levels) > 1 else NO_WORDS

    def most_of(self, goods: Iterable[Entry]) -> Place | None:
        """The fixture that holds most of them, without bay and shelf."""
        at = Counter(entry.place.fixture_id for entry in goods if entry.place is not None)
        return self.of_fixture(at.most_common(1)[0][0]) if at else None

    def of_department(self, code: str) -> Place | None:
        own = [fixture for fixture in self._fixtures.values() if fixture.department == code]
        return self.of_fixture(min(own, key=lambda f: (f.number.zfill(4), f.fixture_id)).fixture_id) if own else None


def _later(one: Placement, other: Placement) -> bool:
    return bool(one.checked_on and (other.checked_on is None or one.checked_on > other.checked_on))


def _products(data: Data, named: Mapping[str, Name], places: Places) -> Iterator[Entry]:
    stocks = {stock.product_id: stock.quantity > 0 for stock in data.stocks}
    most = _known(max((product.popularity for product in data.products), default=0))
    for product in data.products:
        name, there = named[product.product_id], stocks.get(product.product_id)
        place = places.of_product(product.product_id)
        rank = 0.9 * (_known(product.popularity) / most if most else _UNKNOWN)
        rank += (_PLACED if place is not None else 0.0) + (_SOLD_OUT if there is False else 0.0)
        yield Entry(
            "product", product.product_id, Words(product.name, product.name_en), max(rank, 0.0),
            product.department, name.brand, name.group, there, place,
        )  # fmt: skip


def _known(popularity: int) -> float:
    return log1p(max(popularity, 0))


def _together(data: Data, named: Mapping[str, Name], goods: Sequence[Entry], places: Places) -> Iterator[Entry]:
    """Brands and kinds of goods."""
    sold = {product.product_id: max(product.popularity, 0) for product in data.products}
    brands: dict[str, list[Entry]] = {}
    groups: dict[str, list[Entry]] = {}
    for entry in goods:
        if entry.brand:
            brands.setdefault(entry.brand, []).append(entry)
        if entry.group:
            groups.setdefault(entry.group, []).append(entry)
    kinds: tuple[tuple[HitKind, dict[str, list[Entry]]], ...] = (("brand", brands), ("group", groups))
    for kind, collected in kinds:
        sums = {key: sum(sold[entry.key] for entry in of) for key, of in collected.items()}
        most = _known(max(sums.values(), default=0)) or 1.0
        for key, of in collected.items():
            if len(of) < _LEAST_IN_GROUP:
                continue
            department = Counter(entry.department for entry in of).most_common(1)[0][0]
            own = [named[entry.key] for entry in of]
            english = own[0].brand_english if kind == "brand" else english_of(key, own)
            yield Entry(
                kind, key, Words(key, english), _TOGETHER[kind] * (0.5 + 0.5 * _known(sums[key]) / most), department,
                in_stock=_any_there(of), place=places.most_of(of),
            )  # fmt: skip


def _any_there(goods: Sequence[Entry]) -> bool | None:
    """None when nobody knows of any of them."""
    known = [entry.in_stock for entry in goods if entry.in_stock is not None]
    return any(known) if known else None


def _departments(data: Data, goods: Sequence[Entry], places: Places) -> Iterator[Entry]:
    for department in data.departments:
        of = [entry for entry in goods if entry.department == department.code]
        place = places.of_department(department.code) or places.most_of(of)
        yield Entry("department", department.code, Words(department.name), STANDING, department.code, place=place)


def _around(plan: Plan | None, places: Places) -> Iterator[Entry]:
    """What the plan tells of: amenities, ways in and out, services."""
    if plan is None:
        return
    for amenity in plan.amenities:
        place = places.of_point(amenity.level_id, amenity.unit_id)
        yield Entry("amenity", amenity.amenity_id, amenity.name, STANDING, sort=amenity.kind.value, place=place)
    for opening in plan.openings:
        place = places.of_point(opening.level_id)
        yield Entry("amenity", opening.opening_id, opening.name, STANDING, sort=opening.kind.value, place=place)
    for occupant in plan.occupants:
        place = places.of_point(occupant.level_id, occupant.unit_id, occupant.fixture_id)
        yield Entry("service", occupant.occupant_id, occupant.name, STANDING, sort=occupant.category, place=place)


def _promotion(promotion: Promotion, places: Places) -> Entry:
    place = places.of_fixture(promotion.fixture_id)
    if place is None and promotion.product_ids:
        place = places.of_product(promotion.product_ids[0])
    # Who asks for a thing wants the thing first.
    rank = 0.3 * STANDING * (0.5 + min(max(promotion.priority, 0), 100) / 200)
    return Entry(
        "promotion", promotion.promotion_id, promotion.title, rank,
        promotion.departments[0] if len(promotion.departments) == 1 else "",
        sort=promotion.kind.value, place=place, ends_at=promotion.validity.ends_at.timestamp(),
    )  # fmt: skip


def _notice(notice: Notice) -> Entry:
    """An emergency is not looked for: it is on every screen."""
    return Entry(
        "notice", notice.notice_id, notice.title, 0.3 * STANDING, sort=notice.kind.value,
        starts_at=notice.starts_at.timestamp(), ends_at=notice.ends_at.timestamp(),
    )  # fmt: skip


def english_of(kind: str, goods: Sequence[Name]) -> str:
    """What a kind of goods is called in English, by what its goods are called; "" where nobody knows."""
    return (shared_end(name.english for name in goods) or english_words().get(kind, "")).capitalize()
