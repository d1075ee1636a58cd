"""What the guide tells of: places, goods, offers, ways. Plain facts in the store's words, made by `kiosk.guide`.

Names are `Words`, so that a language chosen in the middle of a visit changes the screen and nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum

from domain.goods import Stock
from domain.money import Fen
from domain.plan import AmenityKind, FixtureKind, Hours, OpeningKind, Plan, Point
from domain.promotion import Notice, Promotion
from domain.unit_price import UnitPrice
from domain.words import NO_WORDS, Words


class Kind(Enum):
    """What can be found."""

    PRODUCT = "product"
    BRAND = "brand"
    GROUP = "group"
    DEPARTMENT = "department"
    AMENITY = "amenity"
    SERVICE = "service"
    PROMOTION = "promotion"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class At:
    """A point of the plan where somebody can stand; metres."""

    level_id: str
    point: Point


@dataclass(frozen=True, slots=True)
class Where:
    """Where a thing stands, as it is said: D 区 12 号柜，第 2 层. What is not known is "" or 0.

    `level` is empty where the store has one level only. `side` is the face as it is signed, where there are several;
    `bays` how many it has; `shelf` counts from the floor. `name` is the fixture's or the room's own name.
    """

    level_id: str = ""
    level: Words = NO_WORDS
    zone: str = ""
    number: str = ""
    kind: FixtureKind = FixtureKind.OTHER
    side: str = ""
    bay: int = 0
    bays: int = 0
    shelf: int = 0
    name: Words = NO_WORDS
    fixture_id: str = ""
    placement_id: str = ""
    checked_on: date | None = None

    @property
    def whole(self) -> Where:
        """The shelf as a whole."""
        return replace(self, side="", bay=0, bays=0, shelf=0, placement_id="", checked_on=None)


@dataclass(frozen=True, slots=True)
class Found:
    """One row of a list: enough to tell it apart, and to ask for all of it. `in_stock` is None when nobody knows."""

    kind: Kind
    key: str
    name: Words
    picture: str = "goods"
    where: Where | None = None
    price_fen: Fen | None = None
    unit: str = ""
    department: str = ""
    in_stock: bool | None = None
    amenity: AmenityKind | OpeningKind | None = None
    count: int = 0
    """Of a brand, group or department: how many goods it holds."""
    spots: tuple[Where, ...] = ()
    """Of a brand, group or department: the shelves it stands on, the one with most of it first."""


def spots_of(goods: Iterable[Found]) -> tuple[Where, ...]:
    """The shelves these stand on, the one with most of them first."""
    counted = Counter(row.where.whole for row in goods if row.where is not None and row.where.fixture_id)
    return tuple(sorted(counted, key=lambda where: (-counted[where], where.fixture_id)))


@dataclass(frozen=True, slots=True)
class Goods:
    """A product's card. `alternatives` where it is sold out: of the same kind and in stock."""

    found: Found
    member_price_fen: Fen | None = None
    unit_price: UnitPrice | None = None
    stock: Stock | None = None
    also_at: tuple[Where, ...] = ()
    alternatives: tuple[Found, ...] = ()

    @property
    def product_id(self) -> str:
        return self.found.key

    @property
    def sold_out(self) -> bool:
        return self.stock is not None and self.stock.quantity <= 0


@dataclass(frozen=True, slots=True)
class Group:
    """A kind of goods inside a department: 酱油, 纯牛奶. `name` is its key too."""

    name: str
    goods: tuple[Found, ...]
    words: Words = NO_WORDS
    """Its name in every language; `name` where there is none."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A promotion of today. `since` while it has not begun; `until` is when it next ends: today's hours, or for good.

    `goods` are those it names, the first one its face; `metres` how far they are from here.
    """

    promotion: Promotion
    until: datetime
    since: datetime | None = None
    goods: tuple[Found, ...] = ()
    where: Where | None = None
    metres: int | None = None
    area: str = ""
    """Key of the area its goods stand in."""

    @property
    def key(self) -> str:
        return self.promotion.promotion_id

    @property
    def runs(self) -> bool:
        return self.since is None


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the floor as people know it: departments whose goods stand side by side. `key` is the first one's code.

    `names` are the departments' names as the store writes them, the one sold most first; `zones` bare, in order.
    """

    key: str
    names: tuple[str, ...]
    picture: str
    zones: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    level_id: str = ""
    level: Words = NO_WORDS
    fixture_ids: tuple[str, ...] = ()



@dataclass(frozen=True, slots=True)
class Service:
    """A counter with people behind it."""

    key: str
    category: str
    name: Words
    hours: tuple[Hours, ...] = ()
    text: Words = NO_WORDS
    where: Where | None = None
    waiting: int | None = None
    """How many are before you; None where nobody counts."""
    metres: int | None = None


@dataclass(frozen=True, slots=True)
class Facility:
    """Toilets, lifts, ways out. `metres` is how far it is to walk from here; None where nobody has measured it."""

    key: str
    kind: AmenityKind | OpeningKind
    name: Words
    where: Where | None = None
    metres: int | None = None


@dataclass(frozen=True, slots=True)
class Shop:
    """What is known of the store now. Replaced as a whole when anything of it changes."""

    offers: tuple[Offer, ...] = ()
    areas: tuple[Area, ...] = ()
    """In the order of the floor."""
    busiest: tuple[str, ...] = ()
    """Keys of the areas most goods are sold from, the busiest first."""
    popular: tuple[Words, ...] = ()
    services: tuple[Service, ...] = ()
    facilities: tuple[Facility, ...] = ()
    """By kind, in the order in which people ask for them."""
    notices: tuple[Notice, ...] = ()
    """What stands now and is no emergency; a silver service day first."""
    plan: Plan | None = None
    here: At | None = None
    heading: float = 0.0
    data_as_of: datetime | None = None
    can_print: bool = True
    can_scan: bool = True

    def offer(self, key: str) -> Offer | None:
        return next((offer for offer in self.offers if offer.key == key), None)

    def area(self, department: str) -> Area | None:
        """The area a department's goods stand in; by its key too, which is a department's code."""
        return next((area for area in self.areas if department in area.departments), None)

    def offers_of(self, product_id: str) -> tuple[Offer, ...]:
        """Those that run now and name the product, the most important first."""
        return tuple(o for o in self.offers if o.runs and product_id in o.promotion.product_ids)


@dataclass(frozen=True, slots=True)
class Stop:
    """Something to walk to. `where` is the place chosen for it, where there are several; price and stock as they were
    when it was chosen."""

    kind: Kind
    key: str
    name: Words
    where: Where | None = None
    picture: str = "goods"
    price_fen: Fen | None = None
    unit: str = ""
    in_stock: bool | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One direction of the way in words; its number on the map is its place in the walk."""

    icon: str
    text: Words
    at: At
    arrives: bool = False


@dataclass(frozen=True, slots=True)
class Leg:
    """A polyline on one level, or (with one point or none) a change to another level."""

    level_id: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """A way through the store. `stops` in the order of walking; `link` is what the QR code says ("" without one)."""

    stops: tuple[Stop, ...]
    legs: tuple[Leg, ...]
    metres: int
    seconds: int
    turns: tuple[Turn, ...]
    step_free: bool = False
    link: str = ""
    ends: tuple[At, ...] = field(default=())
    """Where each stop is reached, in the order of `stops`."""

    @property
    def minutes(self) -> int:
        return max(1, -(-self.seconds // 60))


class Why(Enum):
    """Why there is no way."""

    STEPS = "steps"
    """Only with stairs or an escalator."""
    UNREACHABLE = "unreachable"
    NO_PLACE = "no_place"
    """Nobody has written down where it stands."""
    NO_PLAN = "no_plan"
    NOT_HERE = "not_here"
    """The plan does not say where this screen stands."""
    TROUBLE = "trouble"
    GONE = "gone"
    """It was taken out of the range while it was looked at."""


class Use(Enum):
    """What is counted: never who, never in what order."""

    SEARCH = "search"
    FOUND = "found"
    OPENED = "opened"
    ROUTE = "route"
    PRINTED = "printed"
    PROMOTION = "promotion"
    NOT_FOUND = "not_found"
    UNANSWERED = "unanswered"
