"""The map on the screen. The ground is a texture that is moved, words and signs are one mesh, the way another.

Moving the map moves what is there; a sharper ground and more words are made once it rests, a slice with every frame.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Generator, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kivy.graphics import (
    Callback,
    Color,
    InstructionGroup,
    Mesh,
    PopMatrix,
    PushMatrix,
    Rectangle,
    ScissorPop,
    ScissorPush,
    Translate,
)
from kivy.graphics.opengl import GL_BLEND, glDisable, glEnable
from kivy.graphics.tesselator import Tesselator
from kivy.graphics.texture import Texture
from PIL import Image

from domain.plan.model import Point
from kiosk.screens import map_ground, map_sprites
from kiosk.screens import nodes as n
from kiosk.screens.map_hand import MapHand, Tapped
from kiosk.screens.map_labels import Label, Layout, Sizes, hit
from kiosk.screens.map_layout import at_once, laying_out
from kiosk.screens.map_look import LADDER, WHOLE, Lens, MapLook, lens, settled
from kiosk.screens.map_shapes import along, rectangular, rounded
from kiosk.screens.map_way import pieces, reached
from kiosk.theme import tokens as t
from kiosk.theme.frame import Rect
from kiosk.theme.tokens import Colour, rgb

if TYPE_CHECKING:
    from kiosk.screens.painter import Painter

WALK_S = 3.0
"""How long the way takes to be drawn."""
WALK_PER_S = 30
GLIDE_S = 0.2
"""How long a press of a key takes to move the map."""
REST_S = 0.12
"""Nothing moved for so long: time for sharper pictures."""
SLICE_S = 0.006
MARGIN = 0.5
"""Of the view: what is made sharp beyond each of its edges."""


@dataclass(slots=True)
class Cut:
    """A texture of the ground: what part of it, in real px a metre and px from the plan's origin (y down)."""

    texture: Texture
    left: float
    top: float
    scale: float


class MapGrounds:
    """Whole grounds as textures, kept over sessions: they belong to no shopper."""

    def __init__(self, kept: int = 4) -> None:
        self._kept: OrderedDict[Hashable, Cut] = OrderedDict()
        self._most = kept

    def get(self, key: Hashable, make: Callable[[], Cut]) -> Cut:
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = make()
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return found


@dataclass(slots=True)
class Words:
    """A layout as a mesh's sheet."""

    layout: Layout
    texture: Texture
    sheet: map_sprites.Sheet


class MapDrawing:
    """One `MapView` on the canvas, for as long as its rectangle stays."""

    def __init__(self, painter: Painter, node: n.MapView, grounds: MapGrounds) -> None:
        self._painter, self._grounds, self.node = painter, grounds, node
        self.group = InstructionGroup()
        left, below, wide, high = painter.px(node.rect)
        self._view = Rect(left, below, wide, high)
        self._px = painter.frame.scale
        self.hand = MapHand(node.map.ground, node.rect, node.look)
        self._words: dict[float, Words] = {}
        self._glide: tuple[float, MapLook, MapLook] | None = None
        self._moved_at = -1e9
        self._now = 0.0
        self._sharp: Cut | None = None
        self._job: Iterator[None] | None = None
        self._walked = -1.0
        self._drawn_for: object = None
        self._build()
        self._begin(node)

    # Building ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        view = self._view
        add = self.group.add
        add(ScissorPush(x=round(view.x), y=round(view.y), width=round(view.w), height=round(view.h)))
        add(Color(1, 1, 1, 1))
        self._floor = Rectangle(pos=(view.x, view.y), size=(view.w, view.h))
        # The floor is opaque: what lies under it need not be read.
        add(Callback(lambda _: glDisable(GL_BLEND)))
        add(self._floor)
        add(Callback(lambda _: glEnable(GL_BLEND)))
        add(PushMatrix())
        self._shift = Translate(0, 0)
        add(self._shift)
        self._under, self._over = InstructionGroup(), InstructionGroup()
        add(self._under)
        add(self._over)
        add(PopMatrix())
        add(ScissorPop())
        self._frame, self._framed = InstructionGroup(), False
        add(self._frame)

    def _begin(self, node: n.MapView, walked: float | None = None) -> None:
        """Another picture: nothing of the one before stays but what is everybody's; a way that stays is not walked
        again."""
        self.node, self._since, self._sizes = node, self._now, Sizes(node.least)
        self._words.clear()
        self._job = self._sharp = None
        self._sharp_scale = 0.0
        self._drawn_for = None
        if self.hand.ground != node.map.ground or not self.hand.busy:
            self.hand = MapHand(node.map.ground, node.rect, node.look)
        self._glide = None
        self._whole = self._ground()
        self._way = self._way_texture = self._here_texture = None
        if node.map.way is not None or node.map.here is not None or node.map.targets:
            self._way = map_sprites.way_sheet(self._sizes.way, self._sizes.casing, t.LEAF, self._px)
            self._way_texture = texture_of(self._way.image)
        self._walked = 1.0 if node.map.way is None or not node.moving else walked or 0.0
        self._place()

    def show(self, node: n.MapView) -> None:
        """The same place on the screen, another look or another picture."""
        before, self.node = self.node, node
        if node.map != before.map or node.least != before.least:
            walked = self._walked if node.map.way == before.map.way else None
            self._begin(node, walked)
            return
        if self.hand.busy:
            return
        wished = settled(node.map.ground, node.rect, node.look)
        if wished == self._look:
            return
        if node.moving:
            self._glide = (self._now, self._look, wished)
            self.hand.look = wished
        else:
            self.hand.look = wished
            self._place()

    def clear(self) -> None:
        """Nothing of a shopper stays."""
        self.hand.let_go()
        self._words.clear()
        self._under.clear()
        self._over.clear()
        self._job = self._sharp = None

    @property
    def _look(self) -> MapLook:
        return self.hand.look

    # Moving ------------------------------------------------------------------------------------------------------

    def animate(self, seconds: float) -> bool:
        """A frame: what glides, walks or is made sharper. Whether anything changed."""
        self._now = seconds
        changed = False
        if self._glide is not None:
            changed = True
            self._glided()
        if self._walked < 1.0:
            changed = self._walk(seconds - self._since) or changed
        if self._glide is None and not self.hand.busy and seconds - self._moved_at > REST_S:
            changed = self._slice() or changed
        return changed

    def _glided(self) -> None:
        assert self._glide is not None
        since, start, end = self._glide
        done = min(1.0, (self._now - since) / GLIDE_S)
        if done >= 1.0:
            self._glide = None
            self._place()
            return
        eased = 1 - (1 - done) ** 2
        ground, rect = self.node.map.ground, self.node.rect
        a, b = lens(ground, rect, start), lens(ground, rect, end)
        grown = (end.zoom / start.zoom) ** eased
        zoom = start.zoom * grown
        # The centre follows the scale's pace, or the place zoomed to would swing.
        whole = a.scale / b.scale
        even = eased if abs(whole - 1) < 1e-9 else (1 - 1 / grown) / (1 - whole)
        centre = along(a.centre, b.centre, even * math.dist(a.centre, b.centre))
        self._place(settled(ground, rect, MapLook(zoom, centre, end.level_id)))

    def _walk(self, seconds: float) -> bool:
        share = min(1.0, math.floor(seconds * WALK_PER_S) / (WALK_S * WALK_PER_S))
        if share <= self._walked:
            return False
        self._walked = share
        self._draw_way()
        self._draw_words()
        return True

    # Fingers -----------------------------------------------------------------------------------------------------

    def down(self, finger: Hashable, x: float, y: float) -> bool:
        if self._glide is not None:
            self._glide = None
            self._place()
        return self.hand.down(finger, x, y)

    def move(self, finger: Hashable, x: float, y: float) -> None:
        if self.hand.move(finger, x, y):
            self._place()

    def up(self, finger: Hashable) -> object | None:
        """The event that comes of it, if any."""
        done = self.hand.up(finger)
        if isinstance(done, Tapped):
            return self._pointed(done.at)
        return done

    def _pointed(self, at: Point) -> object | None:
        node = self.node
        seen = lens(node.map.ground, node.rect, self._look)
        found = hit(node.map.ground, self._words_now().layout, seen.scale, seen.metres(*at))
        match found:
            case ("amenity", key) if node.on_amenity is not None:
                return node.on_amenity(key)
            case ("fixture", key) if node.on_fixture is not None:
                return node.on_fixture(key)
            case _:
                return None

    # Drawing -----------------------------------------------------------------------------------------------------

    def _lens(self, look: MapLook) -> Lens:
        return lens(self.node.map.ground, self.node.rect, look)

    def _place(self, look: MapLook | None = None) -> None:
        """Put everything where the look has it."""
        look = look or self._look
        seen = self._lens(look)
        scale = seen.scale * self._px
        # Whole px, so that what is sharp stays sharp wherever it is moved to.
        left = round(seen.centre[0] * scale - self._view.w / 2)
        top = round(-seen.centre[1] * scale - self._view.h / 2)
        self._floor_at(left, top, scale)
        self._shift.x, self._shift.y = self._view.x - left, self._view.y + self._view.h + top
        drawn_for = (scale, self._ladder(look.zoom))
        if drawn_for != self._drawn_for:
            self._scale, self._zoom, self._drawn_for = scale, look.zoom, drawn_for
            self._draw_way()
            self._draw_words()
        self._edge(look.zoom)
        self._moved_at = self._now
        self._job = None

    def _floor_at(self, left: float, top: float, scale: float) -> None:
        """The sharp ground where it covers the view, else the whole one."""
        self._at = (left, top, scale)
        for cut in (self._sharp, self._whole):
            if cut is None:
                continue
            step = cut.scale / scale
            wide, high = cut.texture.size
            x0, y0 = (left * step - cut.left) / wide, (top * step - cut.top) / high
            x1, y1 = x0 + self._view.w * step / wide, y0 + self._view.h * step / high
            if cut is self._whole or (min(x0, y0) >= -1e-6 and max(x1, y1) <= 1 + 1e-6):
                # Px for px there is nothing to be smoothed, and software rendering takes half as long.
                cut.texture.min_filter = cut.texture.mag_filter = "nearest" if cut.scale == scale else "linear"
                self._floor.texture = cut.texture
                self._floor.tex_coords = (x0, y1, x1, y1, x1, y0, x0, y0)
                return

    def _ladder(self, zoom: float) -> float:
        """The zoom whose layout is shown: made already, and not nearer than this."""
        steps = [step for step in LADDER if step <= zoom + 1e-6]
        return next((step for step in reversed(steps) if step in self._words), 1.0)

    def _words_now(self) -> Words:
        zoom = self._ladder(self._zoom)
        found = self._words.get(zoom)
        if found is None:
            found = self._words[zoom] = at_once(self._making(zoom))
        return found

    def _making(self, zoom: float) -> Generator[None, None, Words]:
        """The words for a zoom, a little at a time."""
        node, glyphs = self.node, self._painter.textures.glyphs
        layout = yield from laying_out(node.map, self._lens(WHOLE).scale * zoom, node.least, zoom)
        sheet = yield from map_sprites.label_sheet(layout.labels, self._px, node.map.ground.language, glyphs)
        return Words(layout, texture_of(sheet.image), sheet)

    def _draw_words(self) -> None:
        words = self._words_now()
        quads: list[float] = []
        for label in words.layout.labels:
            if label.share is not None and label.share > self._walked:
                continue
            quad(quads, words.sheet, map_sprites.look_of(label), self._spot(label))
        self._over.clear()
        mesh(self._over, quads, words.texture)

    def _spot(self, label: Label) -> Point:
        """The middle of a label in real px on the sheet, y up."""
        return label.at[0] * self._scale + label.dx * self._px, label.at[1] * self._scale - label.dy * self._px

    def _draw_way(self) -> None:
        self._under.clear()
        sheet, texture, picture = self._way, self._way_texture, self.node.map
        if sheet is None or texture is None:
            return
        self._targets(sheet, texture)
        quads: list[float] = []
        if picture.way is not None and self._walked > 0:
            walked = reached(picture.way, picture.targets)
            lines = [[(x * self._scale, y * self._scale) for x, y in line] for line in walked]
            clear = [(self._spot(label), self._sizes.disc * self._px) for label in self._words_now().layout.labels
                     if label.share is not None]
            head = sheet.places["arrow"][2]
            for piece in pieces(lines, self._walked, clear, head=picture.way.ends_here, head_px=head):
                turned(quads, sheet, piece.part, piece.at, piece.angle, piece.long)
        mesh(self._under, quads, texture)
        if picture.here is not None:
            self._here(picture.here.at, picture.here.heading)

    def _here(self, at: Point, heading: float | None) -> None:
        x, y = at[0] * self._scale, at[1] * self._scale
        side = self._sizes.ring * 2 * self._px
        if self._here_texture is None:
            self._here_texture = texture_of(map_sprites.here_image(side, heading))
            self._here_texture.flip_vertical()
        texture, wide = self._here_texture, self._here_texture.width
        self._under.add(Color(1, 1, 1, 1))
        self._under.add(Rectangle(texture=texture, pos=(round(x - wide / 2), round(y - wide / 2)), size=texture.size))

    def _targets(self, sheet: map_sprites.Sheet, texture: Texture) -> None:
        """Their shelves in leaf with an ink edge."""
        edges: list[float] = []
        for target in self.node.map.targets:
            ring = [(x * self._scale, y * self._scale) for x, y in target.ring]
            if rectangular(ring):
                ring = rounded(ring, 6 * self._px)
            tint(self._under, t.LEAF)
            for vertices, indices in triangles(ring):
                self._under.add(Mesh(vertices=vertices, indices=indices, mode="triangle_fan"))
            for a, b in zip(ring, (*ring[1:], ring[0]), strict=True):
                if a != b:
                    angle = math.atan2(b[1] - a[1], b[0] - a[0])
                    turned(edges, sheet, "edge", ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), angle, math.dist(a, b))
        mesh(self._under, edges, texture)

    def _edge(self, zoom: float) -> None:
        """A frame where the view cuts the plan."""
        cut = zoom > 1.0 and self.node.touchable
        if cut == self._framed:
            return
        self._framed = cut
        self._frame.clear()
        if cut:
            # Four lines, not a plate: its empty middle would be drawn all over the map.
            view, line = self._view, max(1, round(3 * self._px))
            tint(self._frame, t.EDGE)
            for pos in ((view.x, view.y), (view.x, view.y + view.h - line)):
                self._frame.add(Rectangle(pos=pos, size=(view.w, line)))
            for pos in ((view.x, view.y), (view.x + view.w - line, view.y)):
                self._frame.add(Rectangle(pos=pos, size=(line, view.h)))

    # Sharper -----------------------------------------------------------------------------------------------------

    def _ground(self) -> Cut:
        node = self.node
        seen = self._lens(WHOLE)
        scale = seen.scale * self._px
        wide, high = round(self._view.w), round(self._view.h)
        left, top = round(seen.centre[0] * scale - wide / 2), round(-seen.centre[1] * scale - high / 2)

        def make() -> Cut:
            image = map_ground.picture(node.map.ground, (left / scale, -top / scale), scale, (wide, high), self._px,
                                       seams=not node.map.small)  # fmt: skip
            return Cut(texture_of(image), left, top, scale)

        return self._grounds.get((node.map.ground.key, node.map.small, wide, high, self._px), make)

    def _slice(self) -> bool:
        """Some of the work that makes a map at rest better; True once something is to be seen of it."""
        if self._job is None:
            self._job = self._work()
        end = time.perf_counter() + SLICE_S
        shown = self._sharp, self._drawn_for
        for _ in self._job:
            if time.perf_counter() > end:
                break
        return shown != (self._sharp, self._drawn_for)

    def _work(self) -> Iterator[None]:
        left, top, scale = self._at
        if self._look.zoom > 1.0 and (self._floor.texture is self._whole.texture or self._sharp_scale != scale):
            yield from self._sharpen(left, top, scale)
        wished = [step for step in LADDER if step <= self._look.zoom + 1e-6]
        step = wished[-1]
        if step not in self._words:
            self._words[step] = yield from self._making(step)
            self._drawn_for = (scale, step)
            self._draw_way()
            self._draw_words()

    def _sharpen(self, left: float, top: float, scale: float) -> Iterator[None]:
        wide, high = round(self._view.w * (1 + 2 * MARGIN)), round(self._view.h * (1 + 2 * MARGIN))
        x, y = round(left - self._view.w * MARGIN), round(top - self._view.h * MARGIN)
        texture = Texture.create(size=(wide, high), colorfmt="rgb")
        origin = (x / scale, -y / scale)
        for band in map_ground.bands(self.node.map.ground, origin, scale, (wide, high), self._px):
            texture.blit_buffer(band.image.tobytes(), colorfmt="rgb", bufferfmt="ubyte",
                                pos=(0, band.top), size=band.image.size)
            yield
        self._sharp, self._sharp_scale = Cut(texture, x, y, scale), scale
        self._floor_at(*self._at)


# Meshes ----------------------------------------------------------------------------------------------------------


def texture_of(image: Image.Image) -> Texture:
    """Rows run from the top, as in the picture."""
    colours = image.mode.lower()
    texture = Texture.create(size=image.size, colorfmt=colours)
    texture.blit_buffer(image.tobytes(), colorfmt=colours, bufferfmt="ubyte")
    return texture


def tint(group: InstructionGroup, colour: Colour) -> None:
    red, green, blue = rgb(colour)
    group.add(Color(red / 255, green / 255, blue / 255, 1))


def quad(out: list[float], sheet: map_sprites.Sheet, part: Hashable, at: Point) -> None:
    """A part of a sheet with its middle at a place, on whole px."""
    x, y, wide, high = sheet.places[part]
    left, below = round(at[0] - wide / 2), round(at[1] - high / 2)
    _corners(out, sheet, (x, y, wide, high),
             ((left, below), (left + wide, below), (left + wide, below + high), (left, below + high)))  # fmt: skip


def turned(
    out: list[float], sheet: map_sprites.Sheet, part: Hashable, at: Point, angle: float, long: float | None
) -> None:
    """A part turned by an angle about its middle; stretched to `long`."""
    x, y, wide, high = sheet.places[part]
    if long is not None:
        # The slice is the same all along: its middle is taken, so that its neighbours do not shine through.
        x, wide = x + 1, 2
    half, across = (wide if long is None else long) / 2, high / 2
    cos, sin = math.cos(angle), math.sin(angle)
    spots = tuple(
        (at[0] + u * cos - v * sin, at[1] + u * sin + v * cos)
        for u, v in ((-half, -across), (half, -across), (half, across), (-half, across))
    )
    _corners(out, sheet, (x, y, wide, high), spots)


def _corners(
    out: list[float], sheet: map_sprites.Sheet, place: tuple[int, int, int, int], spots: Sequence[Point]
) -> None:
    x, y, wide, high = place
    left, right = x / sheet.image.width, (x + wide) / sheet.image.width
    top, bottom = y / sheet.image.height, (y + high) / sheet.image.height
    for (px, py), u, v in zip(spots, (left, right, right, left), (bottom, bottom, top, top), strict=True):
        out.extend((px, py, u, v))


def mesh(group: InstructionGroup, quads: list[float], texture: Texture) -> None:
    """Quads of four corners each, as one mesh."""
    if not quads:
        return
    count = len(quads) // 16
    indices = [corner for i in range(count) for corner in (4 * i, 4 * i + 1, 4 * i + 2, 4 * i, 4 * i + 2, 4 * i + 3)]
    group.add(Color(1, 1, 1, 1))
    group.add(Mesh(vertices=quads, indices=indices, mode="triangles", texture=texture))


def triangles(ring: Sequence[Point]) -> list[tuple[list[float], list[int]]]:
    """A ring, hollow corners and all, as fans of triangles."""
    tess = Tesselator()
    tess.add_contour([value for point in ring for value in point])
    if not tess.tesselate():
        return []
    return list(tess.meshes)
