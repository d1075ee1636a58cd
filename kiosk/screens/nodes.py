"""A screen as data: what is drawn where, and what may be touched. Screens build it, `painter` draws it.

All places are design coordinates (see `kiosk.theme.frame`), origin top left. Nodes are compared by value: what has
not changed is not drawn again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from kiosk.screens.map.look import WHOLE, MapLook
from kiosk.screens.map.picture import MapPicture
from kiosk.theme.frame import Rect
from kiosk.theme.tokens import STONE, Colour
from kiosk.theme.typeset import Runs

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Plate:
    """A rounded rectangle; `foot` is the darker edge it stands on, `bar` a broad left edge."""

    rect: Rect
    fill: Colour | None = None
    radius: float = 20
    edge: Colour | None = None
    line: float = 0
    foot: float = 0
    foot_fill: Colour | None = None
    bar: float = 0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, centred in the height of its box."""

    rect: Rect
    runs: Runs
    size: float
    colour: Colour
    align: Align = "left"
    language: str = "zh_CN"


@dataclass(frozen=True, slots=True)
class Icon:
    x: float
    y: float
    size: float
    name: str
    colour: Colour


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn picture of assets/pictures/png, by name."""

    rect: Rect
    name: str


@dataclass(frozen=True, slots=True)
class Film:
    """Pictures one after the other, for ever; the `still` one where nothing may move."""

    rect: Rect
    names: tuple[str, ...]
    per_second: float
    still: str
    moving: bool = True


@dataclass(frozen=True, slots=True)
class Progress:
    """A bar that fills in about `seconds` from when it appears, and never says it is done."""

    rect: Rect
    seconds: float
    steps_per_second: float = 10


@dataclass(frozen=True, slots=True)
class Live:
    """What the camera sees, with beam corners round a code that was seen."""

    rect: Rect
    radius: int
    ground: Colour


@dataclass(frozen=True, slots=True)
class Qr:
    rect: Rect
    content: str


@dataclass(frozen=True, slots=True)
class Torn:
    """Paper torn above and below."""

    rect: Rect
    teeth: int = 34
    depth: float = 10


@dataclass(frozen=True, slots=True)
class Awning:
    width: float
    stripe: float
    flat: float
    drop: float


@dataclass(frozen=True, slots=True)
class Ring:
    x: float
    y: float
    size: float
    thick: float
    fraction: float
    ground: Colour = STONE


@dataclass(frozen=True, slots=True)
class MapView:
    """A map to be looked at: one finger moves it, two bring it nearer; it tells `MapMoved` and `MapZoomed` when let go.

    A tap on a fixture (an amenity) tells what `on_fixture` (`on_amenity`) makes of its id: an event's class, say.
    A map that is not `touchable` is a picture; a key may lie under it. Where not `moving`, the way stands at once.
    """

    rect: Rect
    map: MapPicture
    look: MapLook = WHOLE
    touchable: bool = True
    moving: bool = True
    least: float = 22
    """The smallest text, design px: the type scale's `least`."""
    on_fixture: Callable[[str], object] | None = None
    on_amenity: Callable[[str], object] | None = None


Shape = Plate | Line | Icon | Picture | Film | Progress | Live | Qr | Torn | Awning | Ring


@dataclass(frozen=True, slots=True)
class Key:
    """Something to touch: `rect` is the target, `name` how tests and the scripted shopper find it.

    While pressed, `pressed` stands in for `plate` and `inside` sinks by `sink` px.
    """

    rect: Rect
    name: str
    event: object
    plate: Plate | None = None
    pressed: Plate | None = None
    inside: tuple[Shape, ...] = ()
    sink: float = 0


Node = Shape | Key | MapView


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole screen. `name` tells screens apart: only a change of name is a new screen."""

    name: str
    chrome: tuple[Node, ...]
    content: tuple[Node, ...]
    spoken: tuple[str, ...] = ()
    advice: str = ""
    """What would help right now, for whoever listens: it changes while the screen stands, and never cuts in."""
    faults: tuple[str, ...] = ()
    """Texts that did not fit their place even at the smallest size; empty in every tested scene."""

    @property
    def keys(self) -> tuple[Key, ...]:
        """Everything that may be touched; where two overlap the later one lies above."""
        return tuple(node for node in (*self.chrome, *self.content) if isinstance(node, Key))

    def key(self, name: str) -> Key | None:
        return next((key for key in self.keys if key.name == name), None)

    def key_at(self, x: float, y: float) -> Key | None:
        return next((key for key in reversed(self.keys) if key.rect.holds(x, y)), None)

    def map_at(self, x: float, y: float) -> MapView | None:
        """The map that a touch there moves. Keys lie above it."""
        maps = (node for node in self.content if isinstance(node, MapView) and node.touchable)
        return next((node for node in maps if node.rect.holds(x, y)), None)

    @property
    def words(self) -> tuple[str, ...]:
        """Every line of text on the screen."""
        return tuple("".join(run.text for run in line.runs) for line in lines_of((*self.chrome, *self.content)))


def lines_of(nodes: tuple[Node, ...]) -> list[Line]:
    found: list[Line] = []
    for node in nodes:
        if isinstance(node, Line):
            found.append(node)
        elif isinstance(node, Key):
            found.extend(lines_of(node.inside))
    return found
