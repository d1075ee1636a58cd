"""Where the demo store's goods stand: each department fills its own fixtures, in the order a shelf filler would."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from random import Random

from backend.demo import assets
from domain.goods import Placement
from domain.plan import Fixture, FixtureKind, Plan
from domain.reference import Product

_SHELVES = {FixtureKind.SHELF: 5, FixtureKind.COOLER: 4, FixtureKind.FREEZER: 3}
"""Boards of a fixture, for those that have any."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One board of one bay."""

    fixture_id: str
    face_id: str
    bay: int
    shelf: int


def demo_placements(products: Sequence[Product], plan: Plan, today: date) -> tuple[Placement, ...]:
    """Every product's place, but for a few nobody wrote down; some stand in two. Checked some days before `today`."""
    written = assets.placements()
    ids = {product.name: product.product_id for product in products}
    first = {ids[name]: _spot(plan, rest) for name, *rest in written.places if name in ids}
    nowhere = {ids[name] for name in written.nowhere if name in ids}
    made: list[Placement] = []
    yesterday = today - timedelta(days=1)
    for product_id, spot in sorted({**_filled(products, plan), **first}.items()):
        if product_id not in nowhere:
            seen = yesterday if product_id in first else _last_seen(product_id, today)
            made.append(_placement(product_id, spot, 1, seen))
    for name, *rest in written.also:
        if name in ids:
            made.append(_placement(ids[name], _spot(plan, rest), 2, yesterday))
    return tuple(made)


def _filled(products: Sequence[Product], plan: Plan) -> Mapping[str, Spot]:
    """What is of one kind stands together, one brand below the other, along the bays."""
    spots: dict[str, Spot] = {}
    for department, goods in _by_department(products):
        bays = [bay for fixture in plan.fixtures if fixture.department == department for bay in _bays(fixture)]
        if not bays:
            continue
        kinds: dict[str, list[Product]] = {}
        for product in goods:
            kinds.setdefault(product.group, []).append(product)
        ordered = [product for kind in kinds.values() for product in kind]
        for index, product in enumerate(ordered):
            boards = bays[index * len(bays) // len(ordered)]
            # From eye height down: the first of a bay stands where it is seen first.
            spots[product.product_id] = boards[index % len(boards)]
    return spots


def _by_department(products: Sequence[Product]) -> Iterator[tuple[str, list[Product]]]:
    for department, goods in groupby(sorted(products, key=lambda p: p.department), key=lambda p: p.department):
        yield department, list(goods)


def _bays(fixture: Fixture) -> Iterator[tuple[Spot, ...]]:
    """The boards of each bay, from face to face."""
    shelves = range(_SHELVES.get(fixture.kind, 0), 0, -1)
    for face in fixture.faces:
        for bay in range(1, face.bays + 1):
            boards = tuple(Spot(fixture.fixture_id, face.face_id, bay, shelf) for shelf in shelves)
            yield boards or (Spot(fixture.fixture_id, face.face_id, bay, 0),)


def _spot(plan: Plan, written: Sequence[str]) -> Spot:
    fixture_id, side, bay, shelf = written
    fixture = plan.fixture(fixture_id)
    if fixture is None:
        raise ValueError(f"placements.toml: no fixture {fixture_id}")
    faces = [face for face in fixture.faces if not side or face.name == side]
    return Spot(fixture_id, faces[0].face_id, int(bay), int(shelf))


def _placement(product_id: str, spot: Spot, nth: int, seen: date | None) -> Placement:
    return Placement(f"{product_id}-{nth}", product_id, spot.fixture_id, spot.face_id, spot.bay, spot.shelf, seen)


def _last_seen(product_id: str, today: date) -> date | None:
    """Most are looked at every week; a few not for months, and of very few nobody noted it."""
    chance = Random(f"{product_id}/seen")
    kind = chance.random()
    if kind < 0.02:
        return None
    days = 1 if kind < 0.4 else chance.randint(2, 12) if kind < 0.94 else chance.randint(20, 90)
    return today - timedelta(days=days)
