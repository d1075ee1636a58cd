"""Where every word, sign and disc of a map stands at a scale: the important ones first, the rest where there is room.

What is laid out for a scale holds for every nearer one: places move apart, sizes stay, so nothing begins to overlap.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from domain.plan.model import Point, Ring
from kiosk.screens import map_shapes as shapes
from kiosk.screens.map_picture import AreaKind, Disc, Ground, MapPicture, Name, NameKind, Sign, Target
from kiosk.screens.map_shapes import Box
from kiosk.screens.map_space import Space, around, beside, grown, line_boxes, spread
from kiosk.screens.map_words import Block, block, blocks, fitting
from kiosk.theme import tokens as t
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

    labels: tuple[Label, ...]
    missing: tuple[str, ...] = ()


def laid_out(picture: MapPicture, scale: float, least: float) -> Layout:
    """All labels of a level at `scale` (design px a metre), text no smaller than `least`."""
    layer = _Layer(picture, scale, Sizes(least))
    layer.marks()
    layer.names()
    return Layout(tuple(layer.labels), tuple(layer.missing))


class _Layer:
    """One layout in the making, on a sheet of px with y down."""

    def __init__(self, picture: MapPicture, scale: float, sizes: Sizes) -> None:
        self.picture, self.ground, self.scale, self.sizes = picture, picture.ground, scale, sizes
        self.labels: list[Label] = []
        self.missing: list[str] = []
        self.solid = self.ground.areas[1:]
        self.index = {area.ring: i for i, area in enumerate(self.solid)}
        bounds = self._box_m(self.ground.extent)
        self.space = Space(grown(bounds, -2), [self._box(area.ring) for area in self.solid])
        for wall in self.ground.walls:
            for box in line_boxes([self._px(p) for p in wall], 6):
                self.space.take(box, 4)

    # Places ------------------------------------------------------------------------------------------------------

    def _px(self, point: Point) -> Point:
        return point[0] * self.scale, -point[1] * self.scale

    def _metres(self, point: Point) -> Point:
        return point[0] / self.scale, -point[1] / self.scale

    def _box(self, ring: Sequence[Point]) -> Box:
        return shapes.box_of(map(self._px, ring))

    def _box_m(self, extent: Box) -> Box:
        return extent[0] * self.scale, -extent[3] * self.scale, extent[2] * self.scale, -extent[1] * self.scale

    def _own(self, rings: Sequence[Ring]) -> list[int]:
        return [self.index[ring] for ring in rings if ring in self.index]

    def _put(self, centre: Point, label: Label, pad: float = PAD / 2) -> None:
        self.space.take(around(centre, label.w, label.h), pad)
        self.labels.append(label)

    # Marks: here, targets, the way -------------------------------------------------------------------------------

    def marks(self) -> None:
        picture, sizes = self.picture, self.sizes
        here = picture.here
        if here is not None:
            spot = self._px(here.at)
            self.space.take(around(spot, sizes.ring * 2, sizes.ring * 2), 3)
        for target in picture.targets:
            self.space.take(self._box(target.ring), 2)
        discs = self._discs()
        if picture.way is not None:
            for line in picture.way.lines:
                for box in line_boxes([self._px(p) for p in line], sizes.casing):
                    self.space.take(box)
        if here is not None:
            self._plate(here.text, here.at, t.INK, sizes.plate, around(self._px(here.at), *(sizes.ring * 2,) * 2))
        for target in picture.targets:
            self._target(target)
        self.labels.extend(discs)

    def _discs(self) -> list[Label]:
        """Discs slide along the way, ahead and back, until none touches another."""
        way = self.picture.way
        if way is None or not way.lines:
            return []
        found: list[Label] = []
        lines = [[self._px(p) for p in line] for line in way.lines]
        starts = [sum(map(shapes.length, lines[:i])) for i in range(len(lines))]
        whole = max(1e-6, sum(map(shapes.length, lines)))
        side = self.sizes.disc * 2
        for disc in way.discs:
            at = self._px(disc.at)
            best = min(range(len(lines)), key=lambda i: shapes.nearest_length(lines[i], at)[1])
            line, (along, _) = lines[best], shapes.nearest_length(lines[best], at)
            reach = side * 1.5
            steps = [0.0, *(sign * step for step in range(8, round(reach), 8) for sign in (1, -1))]
            tried = [along + step for step in steps if 0 <= along + step <= shapes.length(line)]
            spot = next(
                (
                    place for place in (shapes.at_length(line, far) for far in tried)
                    if self.space.free(around(place, side, side))
                ),
                None,
            )  # fmt: skip
            if spot is None:
                self.missing.append(str(disc.number))
                continue
            far = starts[best] + shapes.nearest_length(line, spot)[0]
            label = self._disc(disc, spot, far / whole)
            self.space.take(around(spot, side, side), 2)
            found.append(label)
        return found

    def _disc(self, disc: Disc, spot: Point, share: float) -> Label:
        sizes = self.sizes
        colour, fill = (t.WHITE, t.LEAF) if disc.stop else (t.LEAF, t.WHITE)
        face = Face(fill, sizes.disc, t.LEAF, 6)
        text = str(disc.number)
        size = sizes.number if len(text) == 1 else sizes.number * 0.8
        side = sizes.disc * 2
        return Label(self._metres(spot), side, side, colour, block((text,), size, True), face=face, share=share)

    def _target(self, target: Target) -> None:
        if target.text:
            self._plate(target.text, target.at, t.LEAF, self.sizes.number, self._box(target.ring))
        box = self._box(target.ring)
        words = fitting(target.number, self.sizes.number - 2, self.sizes.least, box[2] - box[0] - 6,
                        box[3] - box[1] - 2, bold=True)  # fmt: skip
        if words is not None:
            centre = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
            self.labels.append(Label(self._metres(centre), words.w, words.h, t.WHITE, words))

    def _plate(self, text: str, anchor: Point, fill: Colour, size: float, box: Box) -> None:
        """Words on a plate near a place, best where it covers no shelf, never on the way."""
        words = next(blocks(text, size, size, bold=True), None)
        if words is None:
            return
        wide, high = words.w + size * 1.2, words.h + size * 0.7
        spots = [*beside(box, wide, high, 8), *_ring_of_places(box, wide, high)]
        spot = self.space.first(spots, wide, high) or self.space.first(spots, wide, high, over=True)
        if spot is None:
            self.missing.append(text)
            return
        at = self._px(anchor)
        face = Face(fill, 12 if size < 30 else 14)
        label = Label(anchor, wide, high, t.WHITE, words, face=face, dx=spot[0] - at[0], dy=spot[1] - at[1])
        self._put(spot, label)

    # Names -------------------------------------------------------------------------------------------------------

    def names(self) -> None:
        small = self.picture.small
        by_kind: dict[NameKind, list[Name]] = {}
        for name in self.ground.names:
            by_kind.setdefault(name.kind, []).append(name)
        for kind in (NameKind.DESK, NameKind.DOOR, NameKind.DEPARTMENT, NameKind.ROOM):
            if not (small and kind in (NameKind.DOOR, NameKind.ROOM)):
                for name in by_kind.get(kind, ()):
                    self._name(name)
        if small:
            return
        for sign in self.ground.signs:
            self._sign(sign)
        for kind in (NameKind.FIXTURE, NameKind.NUMBER):
            for name in by_kind.get(kind, ()):
                self._name(name)

    def _name(self, name: Name) -> None:
        match name.kind:
            case NameKind.DESK:
                placed = self._desk(name)
            case NameKind.DOOR:
                placed = self._door(name)
            case NameKind.NUMBER:
                placed = self._inside(name, bold=True, colour=t.INK2)
            case NameKind.FIXTURE:
                placed = self._inside(name)
            case NameKind.DEPARTMENT | NameKind.ROOM:
                placed = (self._inside(name) or self._between(name)) if name.over else self._near(name)
        if not placed:
            self.missing.append(name.text)

    def _desk(self, name: Name) -> bool:
        """A person on pomelo with the word below; where that is too small for both, the word stands beside."""
        icon = self.sizes.least * 2
        words = block((name.text,), self.sizes.name, True)
        at = name.at or (0.0, 0.0)
        if not name.over:
            side = icon + 14
            face = Face(t.POMELO, 8, t.INK, 3)
            spot = self.space.first(spread(around(self._px(at), side, side), 6), side, side, over=True)
            if spot is None:
                return False
            self._put(spot, Label(self._metres(spot), side, side, t.INK, None, name.icon, icon, face))
            box = around(spot, side, side)
        else:
            box = self._box(name.over[0])
            centre = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
            wide, high = box[2] - box[0] - 8, box[3] - box[1] - 8
            if words.w <= wide and words.h + icon <= high:
                label = Label(self._metres(centre), words.w, words.h + icon, t.INK, words, name.icon, icon)
                self._put(centre, label)
                return True
            icon = max(12.0, min(icon, wide, high))
            self._put(centre, Label(self._metres(centre), icon, icon, t.INK, None, name.icon, icon))
            self.space.take(box, 2)
        spots = beside(box, words.w, words.h, 2)
        spots = [spots[2], spots[3], spots[1], spots[0]]
        return self._words_at(self.space.first(spots, words.w, words.h), words, t.INK)

    def _door(self, name: Name) -> bool:
        if name.at is None:
            return False
        words = block((name.text,), self.sizes.least, False)
        ax, ay = self._px(name.at)
        dx, dy = name.off[0], -name.off[1]
        deep = (words.w * abs(dx) + words.h * abs(dy)) / 2 + 4
        spots = [
            (ax + dx * (deep + back) - dy * side, ay + dy * (deep + back) + dx * side)
            for back in (0, 14, 28) for side in (0, -30, 30, -60, 60)
        ]  # fmt: skip
        return self._words_at(self.space.first(spots, words.w, words.h), words, t.INK)

    def _inside(self, name: Name, *, bold: bool = False, colour: Colour = t.INK) -> bool:
        """Words inside a shape, or inside shapes that fill one rectangle together."""
        ring = name.over[0] if len(name.over) == 1 else _filled(name.over)
        if ring is None:
            return False
        box = grown(self._box(ring), -4)
        size = self.sizes.least if bold else self.sizes.name
        own = self._own(name.over)
        for words in blocks(name.text, size, self.sizes.least, bold=bold):
            wide, high = box[2] - box[0] - words.w, box[3] - box[1] - words.h
            if wide < 0 or high < 0:
                continue
            cx, cy = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
            room = (cx - wide / 2, cy - high / 2, cx + wide / 2, cy + high / 2)
            spot = self.space.first(spread(room, 8), words.w, words.h, own=own)
            if spot is not None and self._holds(ring, spot, words):
                return self._words_at(spot, words, colour)
        return False

    def _holds(self, ring: Sequence[Point], spot: Point, words: Block) -> bool:
        left, top, right, bottom = around(spot, words.w, words.h)
        corners = ((left, top), (right, top), (left, bottom), (right, bottom))
        return all(shapes.within(ring, self._metres(corner)) for corner in corners)

    def _between(self, name: Name) -> bool:
        """Words among the shapes they are for: on the floor between or beside them, else over them."""
        box = shapes.box_of(p for ring in name.over for p in map(self._px, ring))
        own = self._own(name.over)
        wide, high = box[2] - box[0], box[3] - box[1]
        for covers in (None, own):
            for words in blocks(name.text, self.sizes.name, self.sizes.least):
                if len(words.lines) > 2 or words.turned:
                    continue
                room = grown(box, 0)
                room = (room[0] - 8, room[1] - words.h - 8, room[2] + 8, room[3] + words.h + 8)
                spots = spread(room, max(6.0, math.sqrt(wide * high / 1600)))
                spot = self.space.first(spots, words.w + 4, words.h, own=covers)
                if spot is not None:
                    return self._words_at(spot, words, t.INK)
        return False

    def _near(self, name: Name) -> bool:
        if name.at is None:
            return False
        words = block((name.text,), self.sizes.least, False)
        box = around(self._px(name.at), 4, 4)
        spots = [self._px(name.at), *beside(box, words.w, words.h, 4)]
        return self._words_at(self.space.first(spots, words.w, words.h), words, t.INK)

    def _words_at(self, spot: Point | None, words: Block, colour: Colour) -> bool:
        if spot is None:
            return False
        self._put(spot, Label(self._metres(spot), words.w, words.h, colour, words))
        return True

    # Signs -------------------------------------------------------------------------------------------------------

    def _sign(self, sign: Sign) -> None:
        """An icon on a plate where the amenity is, its name below where there is room."""
        side = self.sizes.sign
        at = self._px(sign.at)
        steps = (0.0, side * 0.3, side * 0.6)
        spots = [
            (at[0] + r * math.cos(a * math.pi / 4), at[1] + r * math.sin(a * math.pi / 4))
            for r in steps for a in (range(8) if r else (0,))
        ]  # fmt: skip
        spot = self.space.first(spots, side, side, over=True)
        if spot is None:
            self.missing.append(sign.text)
            return
        face = Face(t.WHITE, 10, t.EDGE, 2)
        label = Label(sign.at, side, side, t.INK, None, sign.icon, side - 12, face,
                      dx=spot[0] - at[0], dy=spot[1] - at[1], key=sign.key)  # fmt: skip
        self._put(spot, label)
        words = fitting(sign.text, self.sizes.least, self.sizes.least, side * 3.2, side)
        if words is None or words.turned or len(words.lines) > 2:
            return
        box = around(spot, side, side)
        near = self.space.first(beside(box, words.w, words.h, 4)[:4], words.w, words.h)
        if near is not None:
            self._put(near, Label(sign.at, words.w, words.h, t.INK, words, dx=near[0] - at[0], dy=near[1] - at[1],
                                  key=sign.key))  # fmt: skip


def _ring_of_places(box: Box, wide: float, high: float) -> list[Point]:
    """Places round a box, nearer ones first."""
    found = []
    for gap in (24.0, 48.0, 80.0):
        for i in range(16):
            angle = i * math.pi / 8
            rx, ry = (box[2] - box[0] + wide) / 2 + gap, (box[3] - box[1] + high) / 2 + gap
            found.append(((box[0] + box[2]) / 2 + rx * math.cos(angle), (box[1] + box[3]) / 2 + ry * math.sin(angle)))
    return found


def _filled(rings: Sequence[Ring]) -> Ring | None:
    """The rectangle some shapes fill together without gaps; None where they do not."""
    left, bottom, right, top = shapes.box_of(p for ring in rings for p in ring)
    whole = (right - left) * (top - bottom)
    if whole <= 0 or sum(abs(shapes.area(ring)) for ring in rings) < 0.97 * whole:
        return None
    return ((left, bottom), (right, bottom), (right, top), (left, top))


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
