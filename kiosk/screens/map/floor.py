"""The ground of a map as textures: the whole of it, kept, and a sharp part round what is looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass

from kivy.graphics import Callback, Color, InstructionGroup, Rectangle
from kivy.graphics.opengl import GL_BLEND, glDisable, glEnable
from kivy.graphics.texture import Texture

from kiosk.screens import nodes as n
from kiosk.screens.map import ground
from kiosk.screens.map.look import WHOLE, lens
from kiosk.screens.map.mesh import texture_of
from kiosk.theme.frame import Rect

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


class MapFloor:
    """What lies under everything else in a view (real px, y from below): one rectangle through which it is seen."""

    def __init__(self, view: Rect, px: float, grounds: MapGrounds) -> None:
        self.group = InstructionGroup()
        self._view, self._px, self._grounds = view, px, grounds
        self._rectangle = Rectangle(pos=(view.x, view.y), size=(view.w, view.h))
        self._at = (0.0, 0.0, 1.0)
        self._sharp: Cut | None = None
        self.group.add(Color(1, 1, 1, 1))
        # The floor is opaque: what lies under it need not be read.
        self.group.add(Callback(lambda _: glDisable(GL_BLEND)))
        self.group.add(self._rectangle)
        self.group.add(Callback(lambda _: glEnable(GL_BLEND)))

    def begin(self, node: n.MapView) -> None:
        self._node, self._sharp = node, None
        self._whole = self._grounds.get(
            (node.map.ground.key, node.map.small, self._view.w, self._view.h, self._px), self._made_whole
        )

    def forget(self) -> None:
        self._sharp = None

    def move(self, left: float, top: float, scale: float) -> None:
        """Show what begins `left`, `top` px from the plan's origin: sharp where that covers it, else of the whole."""
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
                self._rectangle.texture = cut.texture
                self._rectangle.tex_coords = (x0, y1, x1, y1, x1, y0, x0, y0)
                return

    @property
    def blurred(self) -> bool:
        """Whether what is seen was drawn for another scale."""
        shown = next(cut for cut in (self._sharp, self._whole) if cut and cut.texture is self._rectangle.texture)
        return shown.scale != self._at[2]

    def sharpen(self) -> Iterator[None]:
        """Draw what is looked at, and some of what lies round it, at its own scale; a band with every step."""
        left, top, scale = self._at
        view = self._view
        wide, high = round(view.w * (1 + 2 * MARGIN)), round(view.h * (1 + 2 * MARGIN))
        x, y = round(left - view.w * MARGIN), round(top - view.h * MARGIN)
        texture = Texture.create(size=(wide, high), colorfmt="rgb")
        origin = (x / scale, -y / scale)
        for band in ground.bands(self._node.map.ground, origin, scale, (wide, high), self._px):
            texture.blit_buffer(
                band.image.tobytes(), colorfmt="rgb", bufferfmt="ubyte", pos=(0, band.top), size=band.image.size
            )
            yield
        self._sharp = Cut(texture, x, y, scale)
        self.move(*self._at)

    def _made_whole(self) -> Cut:
        node, view = self._node, self._view
        seen = lens(node.map.ground, node.rect, WHOLE)
        scale = seen.scale * self._px
        left, top = round(seen.centre[0] * scale - view.w / 2), round(-seen.centre[1] * scale - view.h / 2)
        size = (round(view.w), round(view.h))
        origin = (left / scale, -top / scale)
        image = ground.picture(node.map.ground, origin, scale, size, self._px, seams=not node.map.small)
        return Cut(texture_of(image), left, top, scale)
