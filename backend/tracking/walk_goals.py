"""What a walk leads to: each target's name and place, as this store knows them now."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import assert_never

from sqlalchemy.orm import Session

from backend.services import guide_data
from domain.plan import Fixture, Plan, Point
from domain.plan.places import place_of, place_of_fixture, said
from domain.plan.walk import Target, TargetKind, Walk
from domain.words import NO_WORDS, Words


@dataclass(frozen=True, slots=True)
class Goal:
    """`where` in words, "" where nobody knows; `fixture` is filled on the map."""

    name: Words = NO_WORDS
    where: Words = NO_WORDS
    fixture: Fixture | None = None


def goals_of(session: Session, walk: Walk, plan: Plan | None) -> tuple[Goal, ...]:
    """In the order of walking. What the store no longer knows has no name, and is walked to all the same."""
    ends = [leg for leg in walk.legs if leg.reaches]
    return tuple(
        _goal(session, walk.store_id, target, plan, leg.level_id, _metres(leg.points[-1]))
        for target, leg in zip(walk.targets, ends, strict=True)
    )


def _goal(session: Session, store_id: str, target: Target, plan: Plan | None, level_id: str, end: Point) -> Goal:
    match target.kind:
        case TargetKind.PRODUCT:
            return _product(session, store_id, target.key, plan, level_id, end)
        case TargetKind.DEPARTMENT:
            return Goal(Words(guide_data.department_name(session, store_id, target.key)))
        case TargetKind.FIXTURE:
            fixture = plan.fixture(target.key) if plan is not None else None
            return Goal() if fixture is None or plan is None else _fixture(plan, fixture)
        case TargetKind.AMENITY:
            amenity = next((a for a in plan.amenities if a.amenity_id == target.key), None) if plan else None
            return Goal(amenity.name) if amenity is not None else Goal()
        case TargetKind.SERVICE:
            occupant = next((o for o in plan.occupants if o.occupant_id == target.key), None) if plan else None
            if occupant is None or plan is None:
                return Goal()
            return Goal(occupant.name, fixture=plan.fixture(occupant.fixture_id))
        case TargetKind.PLACE:
            return Goal()
        case _:
            assert_never(target.kind)


def _product(
    session: Session, store_id: str, product_id: str, plan: Plan | None, level_id: str, end: Point
) -> Goal:
    """The place of it that the walk ends before: it may have several."""
    product = guide_data.product(session, store_id, product_id)
    name = Words(product.name, product.name_en) if product is not None else NO_WORDS
    if plan is None:
        return Goal(name)
    there = [
        (_apart(end, fixture), n, placement, fixture)
        for n, placement in enumerate(guide_data.placements_of(session, store_id, product_id))
        if (fixture := plan.fixture(placement.fixture_id)) is not None and fixture.level_id == level_id
    ]
    if not there:
        return Goal(name)
    _, _, placement, fixture = min(there, key=lambda each: each[:2])
    place = place_of(plan, placement)
    return Goal(name, said(place) if place is not None else NO_WORDS, fixture)


def _fixture(plan: Plan, fixture: Fixture) -> Goal:
    return Goal(fixture.name, said(place_of_fixture(plan, fixture)), fixture)


def _apart(point: Point, fixture: Fixture) -> float:
    return min((_to_line(point, a, b) for a, b in _sides(fixture)), default=math.inf)


def _sides(fixture: Fixture) -> Iterator[tuple[Point, Point]]:
    yield from pairwise((*fixture.shape, fixture.shape[0]) if fixture.shape else ())


def _to_line(p: Point, a: Point, b: Point) -> float:
    length = math.dist(a, b)
    if not length:
        return math.dist(p, a)
    part = ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / length**2
    part = min(1.0, max(0.0, part))
    return math.dist(p, (a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part))


def _metres(point: tuple[int, int]) -> Point:
    return point[0] / 10, point[1] / 10
