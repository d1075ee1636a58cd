"""The situations of the guide. Each is what a screen shows; none holds a text, a clock or a device.

`trail` is where back leads: the screens come through, the latest last, each without a trail of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeVar

from domain.device_words import PrinterStatus
from domain.reference import Store
from domain.words import NO_WORDS, Words
from kiosk.flows.common import Looking
from kiosk.flows.guide.things import Found, Goods, Group, Kind, Offer, Shop, Stop, Walk, Where, Why
from kiosk.typing import Typing

MOST_STOPS = 9
"""As many as are put in the best order exactly."""
LONGEST_TRAIL = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of the desk and has not come yet. Whoever goes elsewhere meanwhile no longer waits for it."""

    kind: Kind
    key: str
    name: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class Visit:
    """What holds for one shopper's whole visit. `stops` is their list, in the order it was made."""

    session_id: str
    store: Store
    shop: Shop
    stops: tuple[Stop, ...] = ()
    asked: Asked | None = None

    def lists(self, stop: Stop) -> bool:
        return any((s.kind, s.key) == (stop.kind, stop.key) for s in self.stops)


@dataclass(frozen=True, slots=True)
class Home:
    """Where everything begins. Without a visit nobody has touched anything yet."""

    shop: Shop | None = None
    visit: Visit | None = None


@dataclass(frozen=True, slots=True)
class Signage:
    """Nobody has been here for a while: today's offers, one after the other. `slide` counts them."""

    shop: Shop | None = None
    slide: int = 0

    @property
    def visit(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Ways:
    """Senior pace: how to look for something."""

    visit: Visit
    trail: Trail = ()


@dataclass(frozen=True, slots=True)
class Results:
    """What was found for a text."""

    text: str
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Searching:
    """`results` are for an earlier text while the answer to the present one is on its way."""

    visit: Visit
    typing: Typing
    results: Results | None = None
    page: int = 0
    trail: Trail = ()

    @property
    def waits(self) -> bool:
        query = self.typing.query.strip()
        return bool(query) and (self.results is None or self.results.text != query)


@dataclass(frozen=True, slots=True)
class Barcode(Looking):
    """The camera looks for a product's code. `code` is the one being looked up; `unknown` the last one nobody knows."""

    visit: Visit
    code: str = ""
    unknown: str = ""
    trail: Trail = ()


@dataclass(frozen=True, slots=True)
class Areas:
    """All parts of the floor."""

    visit: Visit
    page: int = 0
    trail: Trail = ()


@dataclass(frozen=True, slots=True)
class Department:
    """What an area, or one department of it, holds: kinds of goods, then goods. `area` is the area's key or the
    department's code; `groups` is None while they are fetched."""

    visit: Visit
    area: str
    groups: tuple[Group, ...] | None = None
    group: str | None = None
    page: int = 0
    trail: Trail = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything of one brand, one kind or one department. `stop` is what is walked to where that is one place: before
    the shelf with most of it."""

    visit: Visit
    title: Words
    found: tuple[Found, ...]
    page: int = 0
    stop: Stop | None = None
    trail: Trail = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One product. `ended` is the offer that was over while the card was looked at; `page` turns the alternatives."""

    visit: Visit
    goods: Goods
    ended: Offer | None = None
    page: int = 0
    trail: Trail = ()


@dataclass(frozen=True, slots=True)
class NotFoundTold:
    """The store has been told. `name` where it is a thing of the store's; `ticket_no` once it is stored; `failed` when
    it could not be."""

    visit: Visit
    asked: str
    name: Words = NO_WORDS
    ticket_no: str | None = None
    failed: bool = False
    trail: Trail = ()


@dataclass(frozen=True, slots=True)
class ListOfStops:
    """The shopper's list, to be walked in the best order."""

    visit: Visit
    page: int = 0
    trail: Trail = ()


@dataclass(frozen=True, slots=True)
class Routing:
    """The way is being looked for."""

    visit: Visit
    stops: tuple[Stop, ...]
    step_free: bool = False
    trail: Trail = ()


@dataclass(frozen=True, slots=True)
class RouteShown:
    """`printed` once it has come out of the slot."""

    visit: Visit
    walk: Walk
    printed: bool = False
    page: int = 0
    trail: Trail = ()


@dataclass(frozen=True, slots=True)
class NoWay:
    """Why, and with `step_free` whether a way with steps may be offered instead."""

    visit: Visit
    why: Why
    stops: tuple[Stop, ...] = ()
    name: Words = NO_WORDS
    step_free: bool = False
    trail: Trail = ()


@dataclass(frozen=True, slots=True)
class Printing:
    visit: Visit
    shown: RouteShown

    @property
    def trail(self) -> Trail:
        return self.shown.trail


@dataclass(frozen=True, slots=True)
class PrintTrouble:
    """The way is not out (`unknown` False) or nobody can tell (`unknown` True). `ready` once the printer is well."""

    visit: Visit
    shown: RouteShown
    status: PrinterStatus
    unknown: bool = False
    ready: bool = False

    @property
    def trail(self) -> Trail:
        return self.shown.trail


@dataclass(frozen=True, slots=True)
class Promotions:
    """Today's offers; of one area, or the nearest first."""

    visit: Visit
    area: str = ""
    near: bool = False
    page: int = 0
    trail: Trail = ()


@dataclass(frozen=True, slots=True)
class PromotionShown:
    visit: Visit
    offer: Offer
    page: int = 0
    trail: Trail = ()


@dataclass(frozen=True, slots=True)
class PromotionOver:
    """It ended while it was looked at."""

    visit: Visit
    offer: Offer
    trail: Trail = ()


class Tab(Enum):
    """What of the house is listed."""

    SERVICES = "services"
    """With people behind a counter."""
    FACILITIES = "facilities"
    NOTICES = "notices"


@dataclass(frozen=True, slots=True)
class Directory:
    """Services with people, what else there is in the house, or what the store has to say to everybody."""

    visit: Visit
    tab: Tab = Tab.SERVICES
    page: int = 0
    trail: Trail = ()


@dataclass(frozen=True, slots=True)
class MapBig:
    """The whole map, with the way or the place that was shown before it. How it is looked at belongs to the screen."""

    visit: Visit
    walk: Walk | None = None
    where: Where | None = None
    trail: Trail = ()


Serving = (
    Ways | Searching | Barcode | Areas | Department | Listing | Card | NotFoundTold | ListOfStops | Routing
    | RouteShown | NoWay | Printing | PrintTrouble | Promotions | PromotionShown | PromotionOver | Directory | MapBig
)  # fmt: skip
State = Home | Signage | Serving
Kept = (
    Ways | Searching | Barcode | Areas | Department | Listing | Card | ListOfStops | RouteShown | Promotions
    | PromotionShown | Directory | MapBig
)  # fmt: skip
"""What back may lead to: screens that stand by themselves."""
Trail = tuple[Kept, ...]

Laid = Kept | NotFoundTold | Routing | NoWay | PromotionOver
S = TypeVar("S", bound=Laid)


def onto(state: Home | Serving, after: S) -> S:
    """`after` with a trail that leads back to `state`, where that is a screen to come back to."""
    trail = state.trail if not isinstance(state, Home) else ()
    if isinstance(state, Kept):
        trail = (*trail, replace(state, trail=()))
    return replace(after, trail=trail[-LONGEST_TRAIL:])


def seen_by(state: Home | Serving, visit: Visit) -> Home | Serving:
    """The same screen with another visit: what is known of the store changed, or the shopper's list."""
    if isinstance(state, Printing | PrintTrouble):
        return replace(state, visit=visit, shown=replace(state.shown, visit=visit))
    return replace(state, visit=visit)


def back(state: Serving) -> State:
    """The screen before, as it was left, with the visit as it is now."""
    visit = replace(state.visit, asked=None)
    if not state.trail:
        return Home(visit=visit)
    *before, last = state.trail
    return replace(last, visit=visit, trail=tuple(before))
