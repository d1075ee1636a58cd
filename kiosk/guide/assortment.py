"""What the store sells and where it stands, ready to be told: products, placements and stocks put together once.

Pure, and made anew when the replica changes. Everything a screen asks for is a look-up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from domain.goods import Placement, Stock
from domain.plan import Fixture, Plan
from domain.reference import Department, Product
from domain.unit_price import unit_price
from domain.words import NO_WORDS, Words
from kiosk.flows.guide.things import Found, Goods, Group, Kind, Where
from kiosk.search.barcodes import behind, codes_of
from kiosk.search.naming import names, shared_end

MOST_ALTERNATIVES = 6
MOST_LISTED = 200
"""Goods of one brand or kind: more pages than that nobody turns."""


@dataclass(frozen=True, slots=True)
class Assortment:
    """`plan` None while the store has none; then nothing has a place."""

    products: Mapping[str, Product]
    departments: Mapping[str, Department]
    plan: Plan | None
    placements: Mapping[str, tuple[Placement, ...]]
    stocks: Mapping[str, Stock]
    fixtures: Mapping[str, Fixture] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    """Product ids by barcode."""
    _counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    _spots: Mapping[tuple[str, str], Counter[str]] = field(default_factory=dict)
    """On which fixtures a brand, group or department stands, and with how many goods."""

    @staticmethod
    def of(
        products: Sequence[Product],
        departments: Sequence[Department] = (),
        plan: Plan | None = None,
        placements: Sequence[Placement] = (),
        stocks: Sequence[Stock] = (),
    ) -> Assortment:
        placed: dict[str, list[Placement]] = {}
        fixtures = {f.fixture_id: f for f in plan.fixtures} if plan is not None else {}
        for placement in placements:
            if placement.fixture_id in fixtures:
                placed.setdefault(placement.product_id, []).append(placement)
        places = {key: tuple(sorted(at, key=_seen_lately)) for key, at in placed.items()}
        spots: dict[tuple[str, str], Counter[str]] = {}
        for product in products:
            if product.product_id in places:
                fixture_id = places[product.product_id][0].fixture_id
                for together in _together(product):
                    spots.setdefault(together, Counter())[fixture_id] += 1
        return Assortment(
            products={p.product_id: p for p in products},
            departments={d.code: d for d in departments},
            plan=plan,
            placements=places,
            stocks={s.product_id: s for s in stocks},
            fixtures=fixtures,
            codes=codes_of(products),
            _counts=Counter(together for p in products for together in _together(p)),
            _spots=spots,
        )

    def found(self, product_id: str) -> Found | None:
        """A product as a row of a list; None for one the store does not have."""
        product = self.products.get(product_id)
        if product is None:
            return None
        department, stock = self.departments.get(product.department), self.stocks.get(product_id)
        places = self.placements.get(product_id, ())
        return Found(
            kind=Kind.PRODUCT,
            key=product_id,
            name=Words(product.name, product.name_en),
            picture=department.picture if department is not None else "goods",
            where=self.where(places[0]) if places else None,
            price_fen=product.price_fen,
            unit="kg" if product.weighed else product.unit,
            department=product.department,
            in_stock=stock.quantity > 0 if stock is not None else None,
        )

    def card(self, product_id: str) -> Goods | None:
        product, found = self.products.get(product_id), self.found(product_id)
        if product is None or found is None:
            return None
        stock = self.stocks.get(product_id)
        card = Goods(
            found=found,
            member_price_fen=product.member_price_fen,
            unit_price=unit_price(product),
            stock=stock,
            also_at=tuple(self.where(place) for place in self.placements.get(product_id, ())[1:]),
        )
        return replace(card, alternatives=self.alternatives(product)) if card.sold_out or not found.where else card

    def by_code(self, code: str) -> str | None:
        """The product of a scanned code, or of a scale's label."""
        return behind(code, self.codes)

    def alternatives(self, product: Product) -> tuple[Found, ...]:
        """Of the same kind and in stock, what sells most first."""
        same = [
            other
            for other in self.products.values()
            if other.group and other.group == product.group and other.product_id != product.product_id
        ]
        rows = (self.found(other.product_id) for other in sorted(same, key=_popular))
        return tuple(row for row in rows if row is not None and row.in_stock is not False and row.where is not None)[
            :MOST_ALTERNATIVES
        ]

    def groups(self, departments: Iterable[str]) -> tuple[Group, ...]:
        """The goods of these departments by kind: kinds and goods that sell most come first."""
        wanted = set(departments)
        kinds: dict[str, list[Product]] = {}
        for product in self.products.values():
            if product.department in wanted:
                kinds.setdefault(product.group or product.name, []).append(product)
        ordered = sorted(kinds.items(), key=lambda kind: (-sum(p.popularity for p in kind[1]), kind[0]))
        return tuple(Group(name, self._rows(goods), _named(name, goods)) for name, goods in ordered)

    def listing(self, kind: Kind, key: str) -> tuple[Found, ...]:
        """Everything of one brand, kind or department."""
        match kind:
            case Kind.BRAND:
                return self._rows(p for p in self.products.values() if p.brand == key)
            case Kind.GROUP:
                return self._rows(p for p in self.products.values() if p.group == key)
            case Kind.DEPARTMENT:
                return self._rows(p for p in self.products.values() if p.department == key)
            case _:
                return ()

    def count(self, kind: Kind, key: str) -> int:
        """How many goods a brand, kind or department has."""
        return self._counts[kind.value, key]

    def spots(self, kind: Kind, key: str) -> tuple[Where, ...]:
        """The shelves a brand, kind or department stands on, the one with most of it first."""
        counted = self._spots.get((kind.value, key), Counter())
        ordered = sorted(counted, key=lambda fixture_id: (-counted[fixture_id], fixture_id))
        return tuple(self.at_fixture(self.fixtures[fixture_id]) for fixture_id in ordered)

    def _rows(self, products: Iterable[Product]) -> tuple[Found, ...]:
        ordered = sorted(products, key=_popular)[:MOST_LISTED]
        return tuple(row for p in ordered if (row := self.found(p.product_id)) is not None)

    def where(self, placement: Placement) -> Where:
        fixture = self.fixtures[placement.fixture_id]
        face = next((f for f in fixture.faces if f.face_id == placement.face_id), None)
        return replace(
            self.at_fixture(fixture),
            side=face.name if face is not None else "",
            bay=placement.bay,
            bays=face.bays if face is not None else 0,
            shelf=placement.shelf,
            placement_id=placement.placement_id,
            checked_on=placement.checked_on,
        )

    def at_fixture(self, fixture: Fixture) -> Where:
        return Where(
            level_id=fixture.level_id,
            level=self.level(fixture.level_id),
            zone=fixture.zone,
            number=fixture.number,
            kind=fixture.kind,
            name=fixture.name,
            fixture_id=fixture.fixture_id,
        )

    def level(self, level_id: str) -> Words:
        """A level's name, where there are several to tell apart."""
        if self.plan is None or len(self.plan.levels) < 2:
            return NO_WORDS
        level = self.plan.level(level_id)
        return level.name if level is not None else NO_WORDS


def _named(name: str, goods: Sequence[Product]) -> Words:
    """In English what most of its goods end with: Light and Dark soy sauce are soy sauce; else what sells most."""
    parts = names(sorted(goods, key=_popular))
    told = [part.english for part in parts.values() if part.english]
    english = shared_end(told) or next(iter(told), "")
    return Words(name, english[:1].upper() + english[1:])


def _together(product: Product) -> list[tuple[str, str]]:
    """What it belongs to, as its kind and its key."""
    belongs = ((Kind.BRAND, product.brand), (Kind.GROUP, product.group), (Kind.DEPARTMENT, product.department))
    return [(kind.value, key) for kind, key in belongs if key]


def _seen_lately(placement: Placement) -> tuple[int, str]:
    return (-placement.checked_on.toordinal() if placement.checked_on else 0, placement.placement_id)


def _popular(product: Product) -> tuple[int, str]:
    return (-product.popularity, product.product_id)
