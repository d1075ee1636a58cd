"""Draws nodes with the window toolkit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import assert_never

from kivy.graphics import BorderImage, Color, InstructionGroup, Rectangle
from kivy.graphics.texture import Texture

from kiosk.screens import nodes as n
from kiosk.screens.live import LiveView
from kiosk.screens.map.drawing import MapDrawing
from kiosk.screens.textures import Textures, load_picture
from kiosk.theme import raster as r
from kiosk.theme import tokens as t
from kiosk.theme.frame import Frame, Rect
from kiosk.theme.tokens import Colour, rgb

Animate = Callable[[float], bool]
"""Takes the seconds since the node appeared; says whether anything changed."""


@dataclass(slots=True)
class Drawn:
    group: InstructionGroup
    animate: Animate | None = None
    live: LiveView | None = None
    map: MapDrawing | None = None
    since: float = 0.0


class Painter:
    """Design coordinates in, instructions out, for one frame."""

    def __init__(self, frame: Frame, textures: Textures) -> None:
        self.frame, self.textures = frame, textures
        self._scale = frame.scale
        self._left, self._top = frame.offset

    # Places ------------------------------------------------------------------------------------------------------

    def px(self, rect: Rect) -> tuple[int, int, int, int]:
        """x, y (from below), width, height in whole real px."""
        left, right = round(self._left + rect.x * self._scale), round(self._left + rect.right * self._scale)
        top, bottom = round(self._top + rect.y * self._scale), round(self._top + rect.bottom * self._scale)
        return left, self.frame.panel.height - bottom, max(1, right - left), max(1, bottom - top)

    def design(self, x: float, y: float) -> tuple[float, float]:
        """A touch in real px (y from below) as design coordinates."""
        return (x - self._left) / self._scale, (self.frame.panel.height - y - self._top) / self._scale

    # Nodes -------------------------------------------------------------------------------------------------------

    def draw(self, node: n.Node, pressed: bool = False) -> Drawn:
        group = InstructionGroup()
        match node:
            case n.Key():
                self._key(group, node, pressed)
                return Drawn(group)
            case n.Live():
                live = LiveView(self, node)
                return Drawn(live.group, live=live)
            case n.MapView():
                drawing = MapDrawing(self, node, self.textures.grounds)
                return Drawn(drawing.group, drawing.animate, map=drawing)
            case _:
                return Drawn(group, self._shape(group, node))

    def _key(self, group: InstructionGroup, key: n.Key, pressed: bool) -> None:
        plate = key.pressed if pressed and key.pressed is not None else key.plate
        if plate is not None:
            self.plate(group, plate)
        for shape in key.inside:
            self._shape(group, moved(shape, key.sink) if pressed and key.sink else shape)

    def _shape(self, group: InstructionGroup, shape: n.Shape) -> Animate | None:
        match shape:
            case n.Plate():
                self.plate(group, shape)
            case n.Line():
                self._line(group, shape)
            case n.Icon(x=x, y=y, size=size, name=name, colour=colour):
                real = size * self._scale
                texture, _ = self.textures.get(("icon", name, real), lambda: r.icon(name, real))
                left, below, wide, _ = self.px(Rect(x, y, size, size))
                _tint(group, colour)
                group.add(Rectangle(texture=texture, pos=(left, below), size=texture.size if wide else (0, 0)))
            case n.Picture(rect=rect, name=name):
                self._image(group, rect, self._picture(name, rect))
            case n.Film():
                return self._film(group, shape)
            case n.Progress():
                return self._progress(group, shape)
            case n.Live():
                raise TypeError("the camera's window stands on the page itself, never inside a key")
            case n.Qr(rect=rect, content=content):
                side = self.px(rect)[2]
                texture, _ = self.textures.get(("qr", content, side), lambda: r.qr(content, side))
                self._image(group, rect, texture)
            case n.Torn():
                self._torn(group, shape)
            case n.Awning():
                self._awning(group, shape)
            case n.Ring(x=x, y=y, size=size, thick=thick, fraction=fraction, ground=ground):
                rect = Rect(x, y, size, size)
                side, width = self.px(rect)[2], thick * self._scale
                ring = ("ring", side, width, round(fraction, 3), ground)
                texture, _ = self.textures.get(ring, lambda: r.ring(side, width, fraction, ground))
                self._image(group, rect, texture)
            case _:
                assert_never(shape)
        return None

    def _image(self, group: InstructionGroup, rect: Rect, texture: Texture) -> Rectangle:
        left, below, wide, high = self.px(rect)
        _tint(group, t.WHITE)
        rectangle = Rectangle(texture=texture, pos=(left, below), size=(wide, high))
        group.add(rectangle)
        return rectangle

    def plate(self, group: InstructionGroup, plate: n.Plate) -> None:
        left, below, wide, high = self.px(plate.rect)
        scale = self._scale
        radius = min(plate.radius * scale, wide / 2, high / 2)
        if radius < 1 and plate.line == 0 and plate.fill is not None and not plate.bar and not plate.foot:
            _tint(group, plate.fill)
            group.add(Rectangle(pos=(left, below), size=(wide, high)))
            return
        line = max(1, round(plate.line * scale)) if plate.line else 0
        if plate.dashed:
            edge = plate.edge or t.EDGE
            texture, _ = self.textures.get(
                ("dashed", wide, high, plate.fill, plate.radius, edge, line),
                lambda: r.dashed(wide, high, fill=plate.fill, radius=radius, edge=edge, line=line)
            )
            _tint(group, t.WHITE)
            group.add(Rectangle(texture=texture, pos=(left, below), size=(wide, high)))
            return
        foot, bar = round(plate.foot * scale), round(plate.bar * scale)
        # The middle of a plate is one colour: only corners and edges are drawn, the rest is stretched.
        side = max(round(radius), line) + 2
        base = side + max(foot, 0)
        left_side = max(side, bar + 2)
        need_w, need_h = left_side + side + 2, side + base + 2
        small_w, small_h = min(wide, need_w), min(high, need_h)
        key = ("plate", small_w, small_h, plate.fill, round(radius, 2), plate.edge, line, foot, plate.foot_fill, bar)
        texture, _ = self.textures.get(
            key,
            lambda: r.plate(
                small_w, small_h, fill=plate.fill, radius=radius, edge=plate.edge, line=line, foot=foot,
                foot_fill=plate.foot_fill, bar=bar,
            ),
        )  # fmt: skip
        _tint(group, t.WHITE)
        if (small_w, small_h) == (wide, high):
            group.add(Rectangle(texture=texture, pos=(left, below), size=(wide, high)))
            return
        border = (
            base if small_h < high else 0,
            side if small_w < wide else 0,
            side if small_h < high else 0,
            left_side if small_w < wide else 0,
        )
        group.add(BorderImage(texture=texture, pos=(left, below), size=(wide, high), border=border))

    def _line(self, group: InstructionGroup, line: n.Line) -> None:
        size = line.size * self._scale
        pieces = [
            self.textures.get(
                ("text", run.text, size, run.bold, line.language),
                partial(r.text, run.text, size, run.bold, line.language, self.textures.glyphs),
            )
            for run in line.runs
        ]
        advances = [raster.advance for _, raster in pieces]
        left, below, wide, high = self.px(line.rect)
        match line.align:
            case "left":
                x = left
            case "right":
                x = left + wide - sum(advances)
            case "center":
                x = left + (wide - sum(advances)) // 2
        _tint(group, line.colour)
        for (texture, raster), advance in zip(pieces, advances, strict=True):
            y = below + round((high - raster.height) / 2)
            group.add(Rectangle(texture=texture, pos=(x - raster.left, y), size=texture.size))
            x += advance

    def _picture(self, name: str, rect: Rect) -> Texture:
        _, _, wide, high = self.px(rect)
        return self.textures.get(("picture", name, wide, high), lambda: load_picture(name, wide, high))[0]

    def _film(self, group: InstructionGroup, film: n.Film) -> Animate | None:
        shown = self._image(group, film.rect, self._picture(film.still, film.rect))
        if not film.moving:
            return None
        current = -1

        def animate(seconds: float) -> bool:
            nonlocal current
            index = int(seconds * film.per_second) % len(film.names)
            if index == current:
                return False
            current = index
            shown.texture = self._picture(film.names[index], film.rect)
            return True

        return animate

    def _progress(self, group: InstructionGroup, bar: n.Progress) -> Animate:
        radius = bar.rect.h / 2
        self.plate(group, n.Plate(bar.rect, t.STONE, radius))
        filled = InstructionGroup()
        group.add(filled)
        shown = -1

        def animate(seconds: float) -> bool:
            nonlocal shown
            step = int(seconds * bar.steps_per_second)
            if step == shown:
                return False
            shown = step
            # Nears the end and never reaches it: it says "working", not "done".
            done = 1 - 1 / (1 + 1.6 * (step / bar.steps_per_second) / bar.seconds)
            filled.clear()
            wide = max(bar.rect.h, bar.rect.w * min(done, 0.96))
            self.plate(filled, n.Plate(bar.rect._replace(w=wide), t.LEAF, radius))
            return True

        animate(0)
        return animate

    def _torn(self, group: InstructionGroup, paper: n.Torn) -> None:
        left, below, wide, high = self.px(paper.rect)
        depth, line = paper.depth * self._scale, max(1.0, 2 * self._scale)
        strip = round(depth + 2 * line)
        for down, y in ((False, below + high - strip), (True, below)):
            texture, _ = self.textures.get(
                ("torn", wide, strip, paper.teeth, down),
                partial(r.torn, wide, strip, paper.teeth, depth, line, down=down),
            )
            _tint(group, t.WHITE)
            group.add(Rectangle(texture=texture, pos=(left, y), size=(wide, strip)))
        _tint(group, t.BASE)
        group.add(Rectangle(pos=(left, below + strip), size=(wide, high - 2 * strip)))
        side = max(1, round(line))
        _tint(group, t.CARD)
        group.add(Rectangle(pos=(left + side, below + strip), size=(wide - 2 * side, high - 2 * strip)))

    def _awning(self, group: InstructionGroup, awning: n.Awning) -> None:
        scale = self._scale
        left, _, wide, _ = self.px(Rect(0, 0, awning.width, 1))
        texture, raster = self.textures.get(
            ("awning", wide, awning),
            lambda: r.awning(wide, awning.stripe * scale, awning.flat * scale, awning.drop * scale, max(1.0, scale)),
        )
        _tint(group, t.WHITE)
        top = self.frame.panel.height - round(self._top)
        group.add(Rectangle(texture=texture, pos=(left, top - raster.height), size=texture.size))


def _tint(group: InstructionGroup, colour: Colour) -> None:
    red, green, blue = rgb(colour)
    group.add(Color(red / 255, green / 255, blue / 255, 1))


def moved(shape: n.Shape, dy: float) -> n.Shape:
    """The same shape, lower."""
    if isinstance(shape, n.Icon | n.Ring):
        return replace(shape, y=shape.y + dy)
    if isinstance(shape, n.Awning):
        return shape
    return replace(shape, rect=shape.rect._replace(y=shape.rect.y + dy))
