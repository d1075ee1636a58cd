"""The one widget: shows scenes, redraws only what changed, and turns touches into events."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Sequence

from kivy.graphics import InstructionGroup, PopMatrix, PushMatrix, Translate
from kivy.input import MotionEvent
from kivy.uix.widget import Widget

from kiosk.screens import nodes as n
from kiosk.screens.focus import Focus, Stroke, ring
from kiosk.screens.live import LiveView, Picture8
from kiosk.screens.map.drawing import MapDrawing
from kiosk.screens.painter import Drawn, Painter
from kiosk.screens.textures import Textures
from kiosk.theme.frame import Frame
from kiosk.theme.glyphs import Glyphs

SLIDE_S, SLIDE_PX = 0.16, 16
SLOP = 28
"""Design px a finger may slide off a key and still mean it: hands tremble."""
SECOND_TAP_S = 0.35
"""A tap this soon after one that brought a new screen was meant for the old one."""


class Layer:
    """Drawn nodes in order; equal nodes keep what was drawn for them."""

    def __init__(self) -> None:
        self.group = InstructionGroup()
        self._drawn: list[tuple[n.Node, Drawn]] = []

    def update(self, painter: Painter, nodes: Sequence[n.Node], now: float) -> None:
        spare: dict[n.Node, list[Drawn]] = {}
        for node, drawn in self._drawn:
            spare.setdefault(node, []).append(drawn)
        self._drawn = []
        self.group.clear()
        for node in nodes:
            kept = spare.get(node) or self._same_map(spare, node)
            if kept:
                drawn = kept.pop()
                if drawn.map is not None and isinstance(node, n.MapView):
                    drawn.map.show(node)
            else:
                drawn = painter.draw(node)
                drawn.since = now
            self._drawn.append((node, drawn))
            self.group.add(drawn.group)

    @staticmethod
    def _same_map(spare: dict[n.Node, list[Drawn]], node: n.Node) -> list[Drawn] | None:
        """A map in the same place goes on under another look: nothing of it is drawn again."""
        if not isinstance(node, n.MapView):
            return None
        same = (old for old in spare if isinstance(old, n.MapView) and old.rect == node.rect and spare[old])
        return spare.get(next(same, node))

    def redraw(self, painter: Painter, key: n.Key, pressed: bool) -> None:
        for i, (node, drawn) in enumerate(self._drawn):
            if node is key:
                fresh = painter.draw(node, pressed)
                drawn.group.clear()
                drawn.group.add(fresh.group)
                self._drawn[i] = (node, drawn)

    def animate(self, now: float) -> bool:
        changed = False
        for _, drawn in self._drawn:
            if drawn.animate is not None:
                changed = drawn.animate(now - drawn.since) or changed
        return changed

    @property
    def live(self) -> LiveView | None:
        return next((drawn.live for _, drawn in self._drawn if drawn.live is not None), None)

    @property
    def maps(self) -> list[MapDrawing]:
        return [drawn.map for _, drawn in self._drawn if drawn.map is not None]

    def forget(self) -> None:
        for _, drawn in self._drawn:
            if drawn.live is not None:
                drawn.live.clear()
            if drawn.map is not None:
                drawn.map.clear()
        self._drawn = []
        self.group.clear()


class Stage(Widget):  # type: ignore[misc]
    """`on_event` hears the event of every key touched, `on_touch` of every touch at all. The ground, in the colour of
    paper, is the window's."""

    def __init__(
        self, frame: Frame, on_event: Callable[[object], None], on_touch: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        super().__init__()
        self._on_event, self._on_touch, self._clock = on_event, on_touch, clock
        self._textures = Textures()
        self._painter = Painter(frame, self._textures)
        self.scene: n.Scene | None = None
        self._chrome, self._content = Layer(), Layer()
        self._slide = Translate(0, 0)
        self._slide_from: float | None = None
        self._held: n.Key | None = None
        self._focus, self._ring = Focus(), Layer()
        self._scene_since = self._tapped_at = -1e9
        with self.canvas:
            PushMatrix()
        self.canvas.add(self._slide)
        self.canvas.add(self._content.group)
        with self.canvas:
            PopMatrix()
        self.canvas.add(self._chrome.group)
        self.canvas.add(self._ring.group)

    @property
    def glyphs(self) -> Glyphs:
        return self._textures.glyphs

    # Showing -----------------------------------------------------------------------------------------------------

    def present(self, scene: n.Scene, frame: Frame, *, moving: bool) -> None:
        now = self._clock()
        if frame != self._painter.frame:
            self._painter = Painter(frame, self._textures)
            self._chrome.forget()
            self._content.forget()
            self._ring.forget()
        before = self.scene
        if before == scene:
            return
        self._let_go()
        self.scene = scene
        self._chrome.update(self._painter, scene.chrome, now)
        self._content.update(self._painter, scene.content, now)
        if before is None or before.name != scene.name:
            self._scene_since = now
            self._focus.arrive()
            if moving and before is not None:
                self._slide_from = now
                self._slide.y = -SLIDE_PX
        self._draw_ring()
        self.canvas.ask_update()

    def wipe(self) -> None:
        """Pictures, texts, frames: everything that was drawn is gone; the next scene is drawn anew."""
        self._let_go()
        self._focus.hide()
        for layer in (self._chrome, self._content, self._ring):
            layer.forget()
        self._textures.wipe()
        self.scene = None

    def tick(self) -> None:
        """Let things move. Called with every frame of the window; costs nothing while nothing moves."""
        now = self._clock()
        changed = self._content.animate(now)
        if self._slide_from is not None:
            done = min(1.0, (now - self._slide_from) / SLIDE_S)
            self._slide.y = -SLIDE_PX * (1 - done) ** 2
            changed = True
            if done >= 1:
                self._slide_from = None
        if changed:
            self.canvas.ask_update()

    def camera_frame(self, frame: Picture8, outline: Sequence[tuple[float, float]] | None) -> None:
        live = self._content.live
        if live is not None:
            live.show(frame, outline)
            self.canvas.ask_update()

    # Touching ----------------------------------------------------------------------------------------------------

    def on_touch_down(self, touch: MotionEvent) -> bool:
        if getattr(touch, "is_mouse_scrolling", False):
            return True
        self._on_touch()
        self._focus.hide()
        self._draw_ring()
        if self.scene is None or self._held is not None or self._too_soon():
            return True
        x, y = self._painter.design(touch.x, touch.y)
        key = self.scene.key_at(x, y)
        if key is not None:
            self._held = key
            self._press(key, True)
            return True
        drawing = self._map_at(x, y)
        if drawing is not None:
            drawing.down(_finger(touch), x, y)
            self.canvas.ask_update()
        return True

    def on_touch_move(self, touch: MotionEvent) -> bool:
        x, y = self._painter.design(touch.x, touch.y)
        drawing = self._map_of(touch)
        if drawing is not None:
            drawing.move(_finger(touch), x, y)
            self.canvas.ask_update()
            return True
        key = self._held
        if key is not None and not key.rect.holds(x, y, SLOP):
            self._let_go()
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        drawing = self._map_of(touch)
        if drawing is not None:
            event = drawing.up(_finger(touch))
            if event is not None:
                self._on_event(event)
            return True
        key = self._held
        self._let_go()
        if key is not None:
            self._tapped_at = self._clock()
            self._on_event(key.event)
        return True

    def tap(self, name: str) -> bool:
        """Touch a key by its name, as a finger would; False when there is none (or it came too soon)."""
        key = self.scene.key(name) if self.scene else None
        self._on_touch()
        if key is None or self._too_soon():
            return False
        self._tapped_at = self._clock()
        self._on_event(key.event)
        return True

    def stroke(self, stroke: Stroke) -> None:
        """A key of a keyboard or switch; what it chooses happens as if it had been touched."""
        key = self._focus.stroke(self.scene, stroke, self._clock())
        if stroke is not Stroke.OTHER:
            self._on_touch()
        if key is not None and not self._too_soon():
            self._tapped_at = self._clock()
            self._on_event(key.event)
        self._draw_ring()

    def _draw_ring(self) -> None:
        key = self._focus.on(self.scene)
        shown = () if key is None or self.scene is None else (ring(self.scene, key),)
        self._ring.update(self._painter, shown, self._clock())
        self.canvas.ask_update()

    def _map_at(self, x: float, y: float) -> MapDrawing | None:
        node = self.scene.map_at(x, y) if self.scene else None
        return next((drawing for drawing in self._content.maps if drawing.node is node), None)

    def _map_of(self, touch: MotionEvent) -> MapDrawing | None:
        """The map this finger holds."""
        finger = _finger(touch)
        return next((drawing for drawing in self._content.maps if drawing.hand.holds(finger)), None)

    def _too_soon(self) -> bool:
        # The new screen came because of the last tap, and this tap follows at once: it was aimed at what is gone.
        came_by_tap = 0 <= self._scene_since - self._tapped_at < SECOND_TAP_S
        return came_by_tap and self._clock() - self._tapped_at < SECOND_TAP_S

    def _press(self, key: n.Key, pressed: bool) -> None:
        for layer in (self._chrome, self._content):
            layer.redraw(self._painter, key, pressed)
        self.canvas.ask_update()

    def _let_go(self) -> None:
        if self._held is not None:
            key, self._held = self._held, None
            self._press(key, False)


def _finger(touch: MotionEvent) -> Hashable:
    """What tells one finger from another while it is down."""
    return getattr(touch, "uid", 0)
