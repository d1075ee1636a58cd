"""What stands on a map's ground: words and signs, targets, the way, here. Meshes that are moved as they are."""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import dataclass

from kivy.graphics import Color, InstructionGroup, Mesh, Rectangle
from kivy.graphics.texture import Texture

from domain.plan.model import Point
from kiosk.screens import nodes as n
from kiosk.screens.map import sprites
from kiosk.screens.map.labels import Label, Layout, Sizes
from kiosk.screens.map.layout import at_once, laying_out
from kiosk.screens.map.look import LADDER, WHOLE, lens
from kiosk.screens.map.mesh import mesh, quad, texture_of, tint, triangles, turned
from kiosk.screens.map.picture import Here
from kiosk.screens.map.shapes import rectangular, rounded
from kiosk.screens.map.way import pieces, reached
from kiosk.theme import tokens as t
from kiosk.theme.glyphs import Glyphs


@dataclass(frozen=True, slots=True)
class Words:
    """A layout and the sheet its labels are on."""

    layout: Layout
    texture: Texture
    sheet: sprites.Sheet


class MapOverlay:
    """In real px from the plan's origin, y up. `walked`: the part of the way that is drawn, 0 to 1."""

    def __init__(self, node: n.MapView, px: float, glyphs: Glyphs, walked: float) -> None:
        self.group = InstructionGroup()
        self.walked = walked
        self._node, self._px, self._glyphs, self._sizes = node, px, glyphs, Sizes(node.least)
        self._under, self._over = InstructionGroup(), InstructionGroup()
        self.group.add(self._under)
        self.group.add(self._over)
        self._words: dict[float, Words] = {}
        self._scale, self._step = 1.0, LADDER[0]
        self._here: Texture | None = None
        self._sheet = sprites.way_sheet(self._sizes.way, self._sizes.casing, t.LEAF, px)
        self._texture = texture_of(self._sheet.image)

    def place(self, scale: float, zoom: float) -> None:
        """Draw for real px a metre, with the nearest layout there is; nothing is done where both are as they were."""
        step = self._best(zoom)
        if (scale, step) != (self._scale, self._step) or not self._words:
            self._scale, self._step = scale, step
            self.draw()

    def draw(self) -> None:
        self._draw_under()
        self._draw_words()

    def lacks(self, zoom: float) -> bool:
        """Whether words could be laid out better for this zoom."""
        return _step_of(zoom) not in self._words

    def better(self, zoom: float) -> Generator[None, None, None]:
        """Lay words out for a zoom and show them; a little at a time."""
        step = _step_of(zoom)
        self._words[step] = yield from self._making(step)
        self._step = step
        self.draw()

    @property
    def layout(self) -> Layout:
        return self._shown().layout

    # Words -------------------------------------------------------------------------------------------------------

    def _best(self, zoom: float) -> float:
        """The zoom whose layout is shown: made already, and not nearer than this."""
        made = [step for step in self._words if step <= zoom + 1e-6]
        return max(made, default=LADDER[0])

    def _shown(self) -> Words:
        found = self._words.get(self._step)
        if found is None:
            found = self._words[self._step] = at_once(self._making(self._step))
        return found

    def _making(self, zoom: float) -> Generator[None, None, Words]:
        node = self._node
        whole = lens(node.map.ground, node.rect, WHOLE).scale
        layout = yield from laying_out(node.map, whole * zoom, node.least, zoom)
        sheet = yield from sprites.label_sheet(layout.labels, self._px, node.map.ground.language, self._glyphs)
        return Words(layout, texture_of(sheet.image), sheet)

    def _draw_words(self) -> None:
        words = self._shown()
        quads: list[float] = []
        for label in words.layout.labels:
            if label.share is None or label.share <= self.walked:
                quad(quads, words.sheet, sprites.look_of(label), self._spot(label))
        self._over.clear()
        mesh(self._over, quads, words.texture)

    def _spot(self, label: Label) -> Point:
        """The middle of a label."""
        return label.at[0] * self._scale + label.dx * self._px, label.at[1] * self._scale - label.dy * self._px

    # Targets, the way, here --------------------------------------------------------------------------------------

    def _draw_under(self) -> None:
        self._under.clear()
        picture = self._node.map
        self._targets()
        if picture.way is not None and self.walked > 0:
            self._way()
        if picture.here is not None:
            self._draw_here(picture.here)

    def _way(self) -> None:
        way, quads = self._node.map.way, list[float]()
        assert way is not None
        lines = [[self._point(p) for p in line] for line in reached(way, self._node.map.targets)]
        discs = [label for label in self._shown().layout.labels if label.share is not None]
        clear = [(self._spot(label), self._sizes.disc * self._px) for label in discs]
        head = self._sheet.places["arrow"][2]
        for piece in pieces(lines, self.walked, clear, head=way.ends_here, head_px=head):
            turned(quads, self._sheet, piece.part, piece.at, piece.angle, piece.long)
        mesh(self._under, quads, self._texture)

    def _targets(self) -> None:
        """Their shelves in leaf with an ink edge."""
        edges: list[float] = []
        for target in (target for target in self._node.map.targets if target.ring):
            ring = [self._point(p) for p in target.ring]
            if rectangular(ring):
                ring = rounded(ring, 6 * self._px)
            tint(self._under, t.LEAF)
            for vertices, indices in triangles(ring):
                self._under.add(Mesh(vertices=vertices, indices=indices, mode="triangle_fan"))
            for a, b in zip(ring, (*ring[1:], ring[0]), strict=True):
                if a != b:
                    angle = math.atan2(b[1] - a[1], b[0] - a[0])
                    middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
                    turned(edges, self._sheet, "edge", middle, angle, math.dist(a, b))
        mesh(self._under, edges, self._texture)

    def _draw_here(self, here: Here) -> None:
        x, y = self._point(here.at)
        if self._here is None:
            self._here = texture_of(sprites.here_image(self._sizes.ring * 2 * self._px, here.heading))
            self._here.flip_vertical()
        wide = self._here.width
        self._under.add(Color(1, 1, 1, 1))
        place = (round(x - wide / 2), round(y - wide / 2))
        self._under.add(Rectangle(texture=self._here, pos=place, size=self._here.size))

    def _point(self, point: Point) -> Point:
        return point[0] * self._scale, point[1] * self._scale


def _step_of(zoom: float) -> float:
    """The step of the ladder a zoom has reached."""
    return max(step for step in LADDER if step <= zoom + 1e-6)
