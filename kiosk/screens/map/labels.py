"""What stands on a map beside its shapes, and the sheet on which each of it finds a place. Px of the design, y down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.plan.model import Point, Ring
from kiosk.screens.map import shapes
from kiosk.screens.map.picture import AreaKind, Ground, MapPicture
from kiosk.screens.map.shapes import Box
from kiosk.screens.map.space import Space, around, line_boxes
from kiosk.screens.map.words import Block
from kiosk.theme.tokens import Colour

PAD = 6.0
"""Least px between a word and anything else."""

@dataclass(frozen=True, slots=True)
class Sizes:
    """Px of a map's parts, by the smallest text of the pace."""

    least: float

    @property
    def name(self) -> float:
        return self.least + 2

    @property
    def plate(self) -> float:
        return self.least + 2

    @property
    def number(self) -> float:
        return self.least + 10

    @property
    def disc(self) -> float:
        """Radius, with its rim."""
        return self.number * 0.875

    @property
    def ring(self) -> float:
        """Radius of "you are here", with its rim."""
        return self.least + 1

    @property
    def way(self) -> float:
        """Thickness of the route; its casing is `casing`."""
        return 12 if self.least < 26 else 15

    @property
    def casing(self) -> float:
        return self.way + 10

    @property
    def head(self) -> float:
        """Half the width of the arrowhead, and its depth."""
        return self.way * 1.9

    @property
    def sign(self) -> float:
        return self.least + 20


@dataclass(frozen=True, slots=True)
class Face:
    """What a label stands on: a rounded plate, or a disc where the radius is half its height."""

    fill: Colour
    radius: float
    edge: Colour | None = None
    line: float = 0


@dataclass(frozen=True, slots=True)
class Label:
    """Stands with its centre `dx`, `dy` px (y down) from `at` (metres), `w` x `h` px: icon above, words below.

    `key` is an amenity's id.
    """

    at: Point
    w: float
    h: float
    colour: Colour
    words: Block | None = None
    icon: str = ""
    icon_size: float = 0
    face: Face | None = None
    dx: float = 0
    dy: float = 0
    key: str = ""
    share: float | None = None
    """Of a disc: which part of the way leads up to it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Labels in drawing order. `missing` were left out for want of room."""

    labels: tuple[Label, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(slots=True)
class LabelSheet:
    """A layout in the making. `near`: the view is near enough for what every single shelf is called."""

    picture: MapPicture
    scale: float
    """Design px a metre."""
    sizes: Sizes
    near: bool = False
    labels: list[Label] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    space: Space = field(init=False)
    _index: dict[Ring, int] = field(init=False)

    def __post_init__(self) -> None:
        ground = self.picture.ground
        solid = [area.ring for area in ground.areas if area.kind is not AreaKind.FLOOR]
        self._index = {ring: i for i, ring in enumerate(solid)}
        left, bottom, right, top = (value * self.scale for value in ground.extent)
        self.space = Space((left + 2, -top + 2, right - 2, -bottom - 2), [self.box(ring) for ring in solid])
        for wall in ground.walls:
            for box in line_boxes([self.px(point) for point in wall], 6):
                self.space.take(box, 4)

    @property
    def ground(self) -> Ground:
        return self.picture.ground

    def px(self, point: Point) -> Point:
        return point[0] * self.scale, -point[1] * self.scale

    def metres(self, point: Point) -> Point:
        return point[0] / self.scale, -point[1] / self.scale

    def box(self, ring: Sequence[Point]) -> Box:
        return shapes.box_of(map(self.px, ring))

    def own(self, rings: Sequence[Ring]) -> list[int]:
        """The numbers these shapes have in `space`."""
        return [self._index[ring] for ring in rings if ring in self._index]

    def put(self, centre: Point, label: Label) -> None:
        """A label whose place is taken from now on."""
        self.space.take(around(centre, label.w, label.h), PAD / 2)
        self.labels.append(label)

    def words(self, spot: Point | None, block: Block, colour: Colour) -> bool:
        """Words at a place, if one was found."""
        if spot is None:
            return False
        self.put(spot, Label(self.metres(spot), block.w, block.h, colour, block))
        return True

    def holds(self, ring: Sequence[Point], spot: Point, block: Block) -> bool:
        """Whether words there lie wholly within a shape."""
        left, top, right, bottom = around(spot, block.w, block.h)
        corners = ((left, top), (right, top), (left, bottom), (right, bottom))
        return all(shapes.within(ring, self.metres(corner)) for corner in corners)

    def layout(self) -> Layout:
        return Layout(tuple(self.labels), tuple(self.missing))


def hit(ground: Ground, layout: Layout, scale: float, at: Point) -> tuple[str, str] | None:
    """What is at a place (metres): ("amenity", id) by its label, else ("fixture", id) of a shape goods stand in."""
    for label in reversed(layout.labels):
        if label.key:
            dx = (at[0] - label.at[0]) * scale - label.dx
            dy = -(at[1] - label.at[1]) * scale - label.dy
            if abs(dx) <= label.w / 2 + 8 and abs(dy) <= label.h / 2 + 8:
                return "amenity", label.key
    for area in reversed(ground.areas):
        if area.kind in (AreaKind.FIXTURE, AreaKind.DESK) and shapes.within(area.ring, at):
            return "fixture", area.key
    return None
