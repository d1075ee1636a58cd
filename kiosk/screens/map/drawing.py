"""The map on the screen: moved by fingers and keys, walked along, made better while it rests.

Moving it moves what is there; a sharper ground and more words are made once it rests, a slice with every frame.
"""

from __future__ import annotations

import math
import time
from collections.abc import Hashable, Iterator
from typing import TYPE_CHECKING

from kivy.graphics import InstructionGroup, PopMatrix, PushMatrix, Rectangle, ScissorPop, ScissorPush, Translate

from domain.plan.model import Point
from kiosk.screens import nodes as n
from kiosk.screens.map.floor import MapFloor, MapGrounds
from kiosk.screens.map.hand import MapHand, Tapped
from kiosk.screens.map.labels import hit
from kiosk.screens.map.look import MapLook, lens, settled
from kiosk.screens.map.mesh import tint
from kiosk.screens.map.overlay import MapOverlay
from kiosk.screens.map.shapes import along
from kiosk.theme import tokens as t
from kiosk.theme.frame import Rect

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
"""What a frame may take of it."""


class MapDrawing:
    """One `MapView` on the canvas, for as long as its rectangle stays."""

    def __init__(self, painter: Painter, node: n.MapView, grounds: MapGrounds) -> None:
        self.node, self.hand = node, MapHand(node.map.ground, node.rect, node.look)
        self.group = InstructionGroup()
        self._px, self._glyphs = painter.frame.scale, painter.textures.glyphs
        left, below, wide, high = painter.px(node.rect)
        self._view = Rect(left, below, wide, high)
        self._floor = MapFloor(self._view, self._px, grounds)
        self._shift, self._stand, self._frame = Translate(0, 0), InstructionGroup(), InstructionGroup()
        self._framed = False
        self._glide: tuple[float, MapLook, MapLook] | None = None
        self._job: Iterator[None] | None = None
        self._now = self._since = self._moved_at = 0.0
        self._build()
        self._begin(node)

    def _build(self) -> None:
        add, view = self.group.add, self._view
        add(ScissorPush(x=round(view.x), y=round(view.y), width=round(view.w), height=round(view.h)))
        add(self._floor.group)
        add(PushMatrix())
        add(self._shift)
        add(self._stand)
        add(PopMatrix())
        add(ScissorPop())
        add(self._frame)

    def _begin(self, node: n.MapView, walked: float = 0.0) -> None:
        """Another picture: nothing of the one before stays but what is everybody's. `walked` of its way already."""
        self.node, self._since = node, self._now
        ground = node.map.ground
        if self.hand.ground != ground or not self.hand.busy:
            self.hand = MapHand(ground, node.rect, node.look)
        self._glide = self._job = None
        self._floor.begin(node)
        still = node.map.way is None or not node.moving
        self._overlay = MapOverlay(node, self._px, self._glyphs, 1.0 if still else walked)
        self._stand.clear()
        self._stand.add(self._overlay.group)
        self._place()

    def show(self, node: n.MapView) -> None:
        """The same place on the screen, another look or another picture."""
        before, self.node = self.node, node
        if node.map != before.map or node.least != before.least:
            # A way that stays is not walked again.
            self._begin(node, self._overlay.walked if node.map.way == before.map.way else 0.0)
            return
        wished = settled(node.map.ground, node.rect, node.look)
        if self.hand.busy or wished == self.hand.look:
            return
        if node.moving:
            self._glide = (self._now, self.hand.look, wished)
        self.hand.look = wished
        if not node.moving:
            self._place()

    def clear(self) -> None:
        """Nothing of a shopper stays."""
        self.hand.let_go()
        self._stand.clear()
        self._floor.forget()
        self._job = None

    # Moving ------------------------------------------------------------------------------------------------------

    def animate(self, seconds: float) -> bool:
        """A frame: what glides, walks or is made sharper. Whether anything changed."""
        self._now = seconds
        changed = self._glided() if self._glide is not None else False
        if self._overlay.walked < 1.0:
            changed = self._walk(seconds - self._since) or changed
        if self._glide is None and seconds - self._moved_at > REST_S:
            changed = self._slice() or changed
        return changed

    def _glided(self) -> bool:
        assert self._glide is not None
        since, start, end = self._glide
        done = min(1.0, (self._now - since) / GLIDE_S)
        if done >= 1.0:
            self._glide = None
            self._place()
            return True
        eased = 1 - (1 - done) ** 2
        ground, rect = self.node.map.ground, self.node.rect
        a, b = lens(ground, rect, start), lens(ground, rect, end)
        grown = (end.zoom / start.zoom) ** eased
        # The centre follows the scale's pace, or the place zoomed to would swing.
        whole = a.scale / b.scale
        even = eased if abs(whole - 1) < 1e-9 else (1 - 1 / grown) / (1 - whole)
        centre = along(a.centre, b.centre, even * math.dist(a.centre, b.centre))
        self._place(settled(ground, rect, MapLook(start.zoom * grown, centre, end.level_id)))
        return True

    def _walk(self, seconds: float) -> bool:
        share = min(1.0, math.floor(seconds * WALK_PER_S) / (WALK_S * WALK_PER_S))
        if share <= self._overlay.walked:
            return False
        self._overlay.walked = share
        self._overlay.draw()
        return True

    def _slice(self) -> bool:
        """Some of the work that makes a map at rest better; True when something may be seen of it."""
        if self._job is None:
            self._job = self._work()
        end = time.perf_counter() + SLICE_S
        worked = False
        for _ in self._job:
            worked = True
            if time.perf_counter() > end:
                break
        return worked

    def _work(self) -> Iterator[None]:
        zoom = self.hand.look.zoom
        if self._floor.blurred:
            yield from self._floor.sharpen()
        if self._overlay.lacks(zoom):
            yield from self._overlay.better(zoom)
            yield

    # Fingers -----------------------------------------------------------------------------------------------------

    def down(self, finger: Hashable, x: float, y: float) -> bool:
        """Places are design px. False for a finger too many."""
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
        return self._pointed(done.at) if isinstance(done, Tapped) else done

    def _pointed(self, at: Point) -> object | None:
        node = self.node
        seen = lens(node.map.ground, node.rect, self.hand.look)
        match hit(node.map.ground, self._overlay.layout, seen.scale, seen.metres(*at)):
            case ("amenity", key) if node.on_amenity is not None:
                return node.on_amenity(key)
            case ("fixture", key) if node.on_fixture is not None:
                return node.on_fixture(key)
            case _:
                return None

    # Placing -----------------------------------------------------------------------------------------------------

    def _place(self, look: MapLook | None = None) -> None:
        """Put everything where the look has it."""
        look = look or self.hand.look
        seen = lens(self.node.map.ground, self.node.rect, look)
        scale, view = seen.scale * self._px, self._view
        # Whole px, so that what is sharp stays sharp wherever it is moved to.
        left, top = round(seen.centre[0] * scale - view.w / 2), round(-seen.centre[1] * scale - view.h / 2)
        self._floor.move(left, top, scale)
        self._shift.x, self._shift.y = view.x - left, view.y + view.h + top
        self._overlay.place(scale, look.zoom)
        self._edge(look.zoom)
        self._moved_at, self._job = self._now, None

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
