"""Pictures and shapes as the window toolkit takes them: textures, quads of a sheet in one mesh, filled rings."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence

from kivy.graphics import Color, InstructionGroup, Mesh
from kivy.graphics.tesselator import Tesselator
from kivy.graphics.texture import Texture
from PIL import Image

from domain.plan.model import Point
from kiosk.screens.map.sprites import Sheet
from kiosk.theme.tokens import Colour, rgb


def texture_of(image: Image.Image) -> Texture:
    """Rows run from the top, as in the picture."""
    colours = image.mode.lower()
    texture = Texture.create(size=image.size, colorfmt=colours)
    texture.blit_buffer(image.tobytes(), colorfmt=colours, bufferfmt="ubyte")
    return texture


def tint(group: InstructionGroup, colour: Colour) -> None:
    red, green, blue = rgb(colour)
    group.add(Color(red / 255, green / 255, blue / 255, 1))


def quad(out: list[float], sheet: Sheet, part: Hashable, at: Point) -> None:
    """A part of a sheet with its middle at a place, on whole px."""
    x, y, wide, high = sheet.places[part]
    left, below = round(at[0] - wide / 2), round(at[1] - high / 2)
    _corners(out, sheet, (x, y, wide, high),
             ((left, below), (left + wide, below), (left + wide, below + high), (left, below + high)))  # fmt: skip


def turned(
    out: list[float], sheet: Sheet, part: Hashable, at: Point, angle: float, long: float | None
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
    out: list[float], sheet: Sheet, place: tuple[int, int, int, int], spots: Sequence[Point]
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
