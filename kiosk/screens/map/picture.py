"""A level of the store as a picture: shapes, names, signs, the way to walk. Plain data in the plan's metres (y up).

`plan.map_of` makes it, `names` finds a place for every word at a scale, `ground` and `drawing` draw it on
the screen, a printer's layout may draw the same lists on paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from domain.plan.model import Point, Ring

Segment = tuple[Point, ...]
"""An open line."""


class AreaKind(Enum):
    """What a shape is, for its colours; in drawing order."""

    FLOOR = "floor"
    ROOM = "room"
    CLOSED = "closed"
    """Nobody but staff walks here."""
    FIXTURE = "fixture"
    DESK = "desk"
    """The service desk, in pomelo."""


@dataclass(frozen=True, slots=True)
class Area:
    """`key` is the fixture's or unit's id. The corners in `round` (by number) are drawn rounded."""

    kind: AreaKind
    ring: Ring
    key: str = ""
    round: tuple[int, ...] = ()


class NameKind(Enum):
    """What a word is for, which decides its size, its weight and who gives way."""

    DESK = "desk"
    DOOR = "door"
    DEPARTMENT = "department"
    """What stands on several shelves together."""
    ROOM = "room"
    CLOSED = "closed"
    """A room nobody looks for: told only inside."""
    FIXTURE = "fixture"
    """What stands on one shelf, and its number."""
    SERVICE = "service"
    """A shop or service in the house that is not the desk."""


@dataclass(frozen=True, slots=True)
class Name:
    """Words for the shapes in `over`, or for a place at `at`; at a door they stand `off` it (a unit vector)."""

    text: str
    kind: NameKind
    over: tuple[Ring, ...] = ()
    at: Point = (0.0, 0.0)
    off: Point = (0.0, 0.0)
    icon: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """An amenity: an icon of Material Design, and its name for where there is room.

    `key` is the amenity's id ("" for what nobody gave one), `room` the shape of the room it is in.
    """

    key: str
    at: Point
    icon: str
    text: str
    rank: int
    """Lower ones stay longest where there is no room for all."""
    room: Ring = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """What of a level is the same for everybody. `key` changes with all of it, so that a drawing can be kept by it."""

    key: str
    language: str
    extent: tuple[float, float, float, float]
    """Left, bottom, right, top."""
    areas: tuple[Area, ...]
    walls: tuple[Segment, ...]
    seams: tuple[Segment, ...]
    """Where shelves stand side to side."""
    names: tuple[Name, ...]
    signs: tuple[Sign, ...]

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in metres."""
        left, bottom, right, top = self.extent
        return right - left, top - bottom


@dataclass(frozen=True, slots=True)
class Here:
    """The kiosk: `heading` in degrees clockwise from up the sheet is where its shopper looks, None unknown."""

    at: Point
    text: str
    heading: float | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """Where something stands: its fixture in leaf with its number, and a plate with `text` ("5 纯牛奶"). Toilets and
    lifts are on no fixture: without a `ring` there is the plate alone."""

    key: str
    ring: Ring
    number: str
    text: str
    at: Point


@dataclass(frozen=True, slots=True)
class Disc:
    """A numbered disc on the way: the direction of that number; `stop` is a place where something is taken."""

    number: int
    at: Point
    stop: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """What of a route lies on this level: its lines in walking order, and the discs on them."""

    lines: tuple[Segment, ...]
    discs: tuple[Disc, ...] = ()
    ends_here: bool = True
    """False where it goes on at another level: no arrowhead at the end of its last line."""


@dataclass(frozen=True, slots=True)
class MapPicture:
    ground: Ground
    here: Here | None = None
    targets: tuple[Target, ...] = ()
    way: Way | None = None
    small: bool = False
    """A little map beside other things: departments, doors, desk and here; no numbers, few signs."""
