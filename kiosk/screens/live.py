"""The camera's window on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from kivy.graphics import Color, Ellipse, InstructionGroup, Rectangle, SmoothLine
from kivy.graphics.texture import Texture

from kiosk.screens import nodes as n
from kiosk.theme import raster as r
from kiosk.theme import tokens as t
from kiosk.theme.tokens import Colour, rgb

if TYPE_CHECKING:
    from kiosk.screens.painter import Painter

Picture8 = npt.NDArray[np.uint8]


class LiveView:
    """The camera's window: the latest frame, covering it, and beam corners that turn with a code."""

    def __init__(self, painter: Painter, live: n.Live) -> None:
        self._painter, self._live = painter, live
        self.group, self._frame, self._beam = InstructionGroup(), InstructionGroup(), InstructionGroup()
        painter.plate(self.group, n.Plate(live.rect, t.CAMERA, live.radius))
        self.group.add(self._frame)
        self.group.add(self._beam)
        self._corners()
        self._texture: Texture | None = None

    def show(self, frame: Picture8, outline: Sequence[tuple[float, float]] | None) -> None:
        """`frame` height x width (grey) or x 3 (BGR); `outline` four corners in its pixels."""
        left, below, wide, high = self._painter.px(self._live.rect)
        view, step, origin = covering(frame, wide, high)
        rows, columns = view.shape[:2]
        if self._texture is None or self._texture.size != (columns, rows):
            self._texture = Texture.create(size=(columns, rows), colorfmt="rgb")
            self._texture.flip_vertical()
            self._frame.clear()
            _tint(self._frame, t.WHITE)
            self._frame.add(Rectangle(texture=self._texture, pos=(left, below), size=(wide, high)))
        self._texture.blit_buffer(view.tobytes(), colorfmt="rgb", bufferfmt="ubyte")
        self._beam.clear()
        if outline is not None and len(outline) == 4:
            grow = wide / columns
            corners = [
                (left + (x - origin[0]) / step * grow, below + high - (y - origin[1]) / step * grow)
                for x, y in outline
            ]
            self._draw_beam(corners)

    def clear(self) -> None:
        """Nothing of what was seen stays."""
        self._frame.clear()
        self._beam.clear()
        self._texture = None

    def _draw_beam(self, corners: Sequence[tuple[float, float]]) -> None:
        scale = self._painter.frame.scale
        reach, thick = 46 * scale, 9 * scale
        _tint(self._beam, t.BEAM)
        for i, corner in enumerate(_grown(corners, 14 * scale)):
            others = _grown(corners, 14 * scale)
            for other in (others[i - 1], others[(i + 1) % 4]):
                end = _towards(corner, other, reach)
                self._beam.add(SmoothLine(points=(*corner, *end), width=thick / 2))
                for x, y in (corner, end):
                    self._beam.add(Ellipse(pos=(x - thick / 2, y - thick / 2), size=(thick, thick), segments=24))

    def _corners(self) -> None:
        """Rounds the picture's corners with the ground's colour."""
        left, below, wide, high = self._painter.px(self._live.rect)
        radius = round(self._live.radius * self._painter.frame.scale)
        _tint(self.group, t.WHITE)
        for right, lower in ((False, False), (True, False), (False, True), (True, True)):
            key = ("corner", radius, self._live.ground, right, lower)
            texture, _ = self._painter.textures.get(
                key,
                partial(r.corner, radius, self._live.ground, right=right, lower=lower),
            )
            x = left + wide - radius if right else left
            y = below if lower else below + high - radius
            self.group.add(Rectangle(texture=texture, pos=(x, y), size=(radius, radius)))


def covering(frame: Picture8, wide: int, high: int) -> tuple[Picture8, int, tuple[float, float]]:
    """The middle of a frame in the shape of wide x high, as RGB; every `step`-th pixel; where it begins in the frame.

    Not more pixels than the window has are kept: a 4K camera must not make the screen slow.
    """
    rows, columns = frame.shape[:2]
    keep_rows, keep_columns = rows, round(rows * wide / high)
    if keep_columns > columns:
        keep_rows, keep_columns = round(columns * high / wide), columns
    top, left = (rows - keep_rows) // 2, (columns - keep_columns) // 2
    step = max(1, keep_columns // wide)
    view = frame[top : top + keep_rows : step, left : left + keep_columns : step]
    rgb_view = np.repeat(view[:, :, None], 3, axis=2) if view.ndim == 2 else view[:, :, ::-1]
    return np.ascontiguousarray(rgb_view), step, (float(left), float(top))


def _grown(corners: Sequence[tuple[float, float]], by: float) -> list[tuple[float, float]]:
    """Corners moved away from their middle."""
    mx, my = sum(x for x, _ in corners) / 4, sum(y for _, y in corners) / 4
    moved_out = []
    for x, y in corners:
        length = max(1e-6, ((x - mx) ** 2 + (y - my) ** 2) ** 0.5)
        moved_out.append((x + (x - mx) / length * by, y + (y - my) / length * by))
    return moved_out


def _towards(a: tuple[float, float], b: tuple[float, float], reach: float) -> tuple[float, float]:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = max(1e-6, (dx * dx + dy * dy) ** 0.5)
    reach = min(reach, length * 0.4)
    return a[0] + dx / length * reach, a[1] + dy / length * reach


def _tint(group: InstructionGroup, colour: Colour) -> None:
    red, green, blue = rgb(colour)
    group.add(Color(red / 255, green / 255, blue / 255, 1))
