"""Ways for the guide's screens: from what is walked to, to a walk in three languages with its link."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import structlog

from domain.plan import Fixture, Plan
from domain.plan.places import briefly, place_of_fixture
from domain.plan.walk import BadWalk, Target, TargetKind, link
from domain.wire import Pace
from domain.words import Words
from kiosk.flows.guide.things import Area, At, Kind, Leg, Stop, Turn, Walk, Where, Why
from kiosk.guide.assortment import Assortment
from kiosk.i18n import LANGUAGES
from kiosk.routing import (
    Direction,
    Goal,
    NoWay,
    Reason,
    Route,
    Spot,
    Stretch,
    directions,
    goal_of,
    spot_before,
    spot_of,
    walk_of,
)

log = structlog.get_logger()

WHY = {Reason.STEPS: Why.STEPS, Reason.CUT_OFF: Why.UNREACHABLE, Reason.NOWHERE: Why.UNREACHABLE}
TARGETS = {
    Kind.PRODUCT: TargetKind.PRODUCT,
    Kind.AMENITY: TargetKind.AMENITY,
    Kind.SERVICE: TargetKind.SERVICE,
    Kind.DEPARTMENT: TargetKind.DEPARTMENT,
}


class Finds(Protocol):
    """`kiosk.routing.Router`."""

    def route(
        self, start: Spot, ends: Sequence[Spot], *, step_free: bool = False, pace: Pace = Pace.NORMAL
    ) -> Route | NoWay: ...


@dataclass(frozen=True, slots=True)
class Refused:
    """`at` is the stop that cannot be reached, where it is one of them."""

    why: Why
    at: Stop | None = None


@dataclass(frozen=True, slots=True)
class End:
    """Where a stop is walked to, and what is said on arriving. `where` is the shelf chosen for it, where it is one of
    many."""

    spot: Spot
    goal: Goal
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class Ways:
    """From one screen, in one version of the store's data. `service` is the address links lead to, "" for none."""

    assortment: Assortment
    router: Finds
    here: At
    heading: float
    areas: tuple[Area, ...]
    store_id: str
    service: str

    @property
    def plan(self) -> Plan:
        assert self.assortment.plan is not None
        return self.assortment.plan

    def walk(self, stops: Sequence[Stop], step_free: bool, pace: Pace, language: str) -> Walk | Refused:
        """The way past all of them in the best order."""
        ends: list[End] = []
        for stop in stops:
            end = self.end_of(stop)
            if end is None:
                return Refused(Why.NO_PLACE, stop)
            ends.append(end)
        start = Spot(self.here.level_id, self.here.point)
        found = self.router.route(start, [end.spot for end in ends], step_free=step_free, pace=pace)
        if isinstance(found, NoWay):
            at = stops[found.end] if found.end is not None else None
            return Refused(WHY[found.reason] if found.end is not None else Why.NOT_HERE, at)
        return Walk(
            stops=tuple(replace(stops[i], where=stops[i].where or ends[i].where) for i in found.order),
            legs=tuple(Leg(leg.level_id, leg.points) for leg in found.legs if isinstance(leg, Stretch)),
            metres=round(found.metres),
            seconds=math.ceil(found.seconds),
            turns=self._turns(found, ends),
            step_free=step_free,
            link=self._link(found, stops, step_free, pace, language),
            ends=tuple(At(ends[i].spot.level_id, ends[i].spot.point) for i in found.order),
        )

    def metres(self, spot: Spot) -> int | None:
        """How far it is to walk from here."""
        found = self.router.route(Spot(self.here.level_id, self.here.point), [spot])
        return round(found.metres) if isinstance(found, Route) else None

    def distances(self, fixture_ids: Sequence[str]) -> dict[str, int]:
        """How far it is to every amenity, service and way in or out, and to these fixtures, by id."""
        spots = {a.amenity_id: Spot(a.level_id, a.at) for a in self.plan.amenities}
        spots |= {o.occupant_id: Spot(o.level_id, o.at) for o in self.plan.occupants}
        spots |= {o.opening_id: Spot(o.level_id, o.middle) for o in self.plan.openings if o.name.zh_CN}
        for fixture_id in fixture_ids:
            fixture = self.assortment.fixtures.get(fixture_id)
            if fixture is not None:
                spots[fixture_id] = spot_before(self.plan, fixture)
        measured = ((key, self.metres(spot)) for key, spot in spots.items())
        return {key: metres for key, metres in measured if metres is not None}

    # Ends --------------------------------------------------------------------------------------------------------

    def end_of(self, stop: Stop) -> End | None:
        """None where nobody knows where it stands."""
        match stop.kind:
            case Kind.PRODUCT:
                return self._product(stop)
            case Kind.AMENITY | Kind.SERVICE:
                return self._point(stop)
            case Kind.DEPARTMENT:
                return self._area(stop)
            case Kind.PROMOTION | Kind.NOTICE | Kind.BRAND | Kind.GROUP:
                return self._fixture(stop, stop.where)

    def _product(self, stop: Stop) -> End | None:
        placements = self.assortment.placements.get(stop.key, ())
        wanted = stop.where.placement_id if stop.where is not None else ""
        placement = next((p for p in placements if p.placement_id == wanted), placements[0] if placements else None)
        spot = spot_of(self.plan, placement) if placement is not None else None
        if placement is None or spot is None:
            return None
        return End(spot, goal_of(self.plan, placement, stop.name))

    def _point(self, stop: Stop) -> End | None:
        for amenity in self.plan.amenities:
            if amenity.amenity_id == stop.key:
                return End(Spot(amenity.level_id, amenity.at), Goal(amenity.name, at=amenity.at))
        for occupant in self.plan.occupants:
            if occupant.occupant_id == stop.key:
                return End(Spot(occupant.level_id, occupant.at), Goal(occupant.name, at=occupant.at))
        for opening in self.plan.openings:
            if opening.opening_id == stop.key:
                return End(Spot(opening.level_id, opening.middle), Goal(opening.name))
        return self._fixture(stop, stop.where)

    def _area(self, stop: Stop) -> End | None:
        """Before the nearest of its fixtures."""
        area = next((a for a in self.areas if a.key == stop.key or stop.key in a.departments), None)
        fixtures = [self.assortment.fixtures[f] for f in area.fixture_ids] if area is not None else []
        if area is not None and area.key != stop.key:
            fixtures = [f for f in fixtures if f.department == stop.key] or fixtures
        if not fixtures:
            return None
        return self._before(min(fixtures, key=self._far), stop.name)

    def _far(self, fixture: Fixture) -> tuple[bool, float, str]:
        spot = spot_before(self.plan, fixture)
        return (spot.level_id != self.here.level_id, math.dist(spot.point, self.here.point), fixture.fixture_id)

    def _fixture(self, stop: Stop, where: Where | None) -> End | None:
        fixture = self.assortment.fixtures.get(where.fixture_id) if where is not None else None
        return self._before(fixture, stop.name) if fixture is not None else None

    def _before(self, fixture: Fixture, name: Words) -> End:
        goal = Goal(name, briefly(place_of_fixture(self.plan, fixture)))
        return End(spot_before(self.plan, fixture), goal, self.assortment.at_fixture(fixture))

    # Words -------------------------------------------------------------------------------------------------------

    def _turns(self, route: Route, ends: Sequence[End]) -> tuple[Turn, ...]:
        """In all languages at once, so that one chosen on the way changes nothing else."""
        names = {code: d.name for code, d in self.assortment.departments.items()}
        told = {
            language: directions(
                route, self.plan, language, heading=self.heading, goals=[end.goal for end in ends], departments=names
            )
            for language in LANGUAGES
        }
        rows = zip(*(told[language] for language in ("zh_CN", "en", "zh_TW")), strict=True)
        return tuple(_turn(*row) for row in rows)

    def _link(self, route: Route, stops: Sequence[Stop], step_free: bool, pace: Pace, language: str) -> str:
        if not self.service:
            return ""
        targets = [_target(stop) for stop in stops]
        try:
            return link(
                self.service,
                walk_of(
                    route, self.plan, self.store_id, targets, step_free=step_free, language=language, pace=pace
                ),
            )
        except BadWalk as error:
            # Beyond what a code can hold: the way is shown and printed without it.
            log.warning("a way has no link", why=str(error))
            return ""


def _target(stop: Stop) -> Target:
    """A kind of goods or an offer is on a phone the shelf it stands on."""
    if stop.kind in TARGETS:
        return Target(TARGETS[stop.kind], stop.key)
    if stop.where is not None and stop.where.fixture_id:
        return Target(TargetKind.FIXTURE, stop.where.fixture_id)
    return Target(TargetKind.PLACE, stop.key)


def _turn(chinese: Direction, english: Direction, traditional: Direction) -> Turn:
    at = At(chinese.at.level_id, chinese.at.point)
    return Turn(chinese.icon, Words(chinese.text, english.text, traditional.text), at, chinese.stop is not None)


