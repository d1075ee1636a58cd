"""A map's ground as pixels: floor, shelves, rooms, walls. In bands, so that whoever draws it may do so by and by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PIL import Image, ImageDraw

from domain.plan.model import Point
from kiosk.screens.map.picture import Area, AreaKind, Ground
from kiosk.screens.map.shapes import Box, box_of, rounded
from kiosk.theme import tokens as t
from kiosk.theme.tokens import Colour, rgb

FINE = 3
"""Samples a pixel has in each direction."""
BAND = 96
"""Rows drawn at once."""


@dataclass(frozen=True, slots=True)
class Style:
    fill: Colour
    edge: Colour
    line: float
    """Design px."""
    radius: float


STYLES = {
    AreaKind.FLOOR: Style(t.WHITE, t.WHITE, 0, 0),
    AreaKind.ROOM: Style(t.STONE, t.BASE, 2, 6),
    AreaKind.CLOSED: Style(t.HAIR, t.BASE, 2, 0),
    AreaKind.FIXTURE: Style(t.STONE, t.BASE, 2, 6),
    AreaKind.DESK: Style(t.POMELO, t.INK, 3, 8),
}
WALL = 6.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """Something to draw, in px of the picture times FINE: a filled shape with an edge, or an open line."""

    points: Sequence[Point]
    box: Box
    fill: Colour | None
    edge: Colour
    line: float


@dataclass(frozen=True, slots=True)
class Band:
    """Rows of the picture from `top` on."""

    top: int
    image: Image.Image


def bands(
    ground: Ground, origin: Point, scale: float, size: tuple[int, int], px: float = 1.0, *, seams: bool = True
) -> Iterator[Band]:
    """The part of the ground whose upper left corner is `origin` (metres), `scale` real px a metre, RGB.

    `px`: real px of a design px, for the thickness of lines. Without `seams` shelves side by side are one.
    """
    wide, high = size
    strokes = [s for s in _strokes(ground, origin, scale, px, seams) if s.box[2] >= 0 and s.box[0] <= wide * FINE]
    for top in range(0, high, BAND):
        rows = min(BAND, high - top)
        yield Band(top, _band(strokes, wide, top, rows))


def picture(
    ground: Ground, origin: Point, scale: float, size: tuple[int, int], px: float = 1.0, *, seams: bool = True
) -> Image.Image:
    """All of it at once."""
    image = Image.new("RGB", size)
    for band in bands(ground, origin, scale, size, px, seams=seams):
        image.paste(band.image, (0, band.top))
    return image


def _strokes(ground: Ground, origin: Point, scale: float, px: float, seams: bool) -> Iterator[Stroke]:
    """Edges of a kind before its fills: what stands together has one edge round all of it."""

    def place(point: Point) -> Point:
        return (point[0] - origin[0]) * scale * FINE, (origin[1] - point[1]) * scale * FINE

    for kind in AreaKind:
        style = STYLES[kind]
        line = style.line * px * FINE
        shapes = [_outline(area, place, style.radius * px * FINE) for area in ground.areas if area.kind is kind]
        if line:
            yield from (_stroke([*shape, shape[0]], None, style.edge, 2 * line) for shape in shapes)
        yield from (_stroke(shape, style.fill, style.edge, 0) for shape in shapes)
        if kind is AreaKind.FIXTURE and seams:
            yield from (_stroke([place(point) for point in seam], None, t.HAIR, line) for seam in ground.seams)
    for wall in ground.walls:
        yield _stroke([place(point) for point in wall], None, t.INK, WALL * px * FINE)


def _outline(area: Area, place: Callable[[Point], Point], radius: float) -> list[Point]:
    points = [place(point) for point in area.ring]
    if not area.round or not radius:
        return points
    box = box_of(points)
    least = min(box[2] - box[0], box[3] - box[1])
    return rounded(points, min(radius, least * 0.2), corners=area.round)


def _stroke(points: list[Point], fill: Colour | None, edge: Colour, line: float) -> Stroke:
    left, top, right, bottom = box_of(points)
    return Stroke(points, (left - line, top - line, right + line, bottom + line), fill, edge, line)


def _band(strokes: Sequence[Stroke], wide: int, top: int, rows: int) -> Image.Image:
    image = Image.new("RGB", (wide * FINE, rows * FINE), rgb(t.PAPER))
    draw = ImageDraw.Draw(image)
    low, high = top * FINE, (top + rows) * FINE
    for stroke in strokes:
        if stroke.box[3] < low or stroke.box[1] > high:
            continue
        points = [(x, y - low) for x, y in stroke.points]
        if stroke.fill is not None:
            draw.polygon(points, fill=rgb(stroke.fill))
        if stroke.line:
            _line(draw, points, stroke.line, rgb(stroke.edge))
    return image.reduce(FINE)


def _line(draw: ImageDraw.ImageDraw, points: Sequence[Point], thick: float, colour: tuple[int, int, int]) -> None:
    """A line with round ends and corners."""
    r = thick / 2
    whole = max(1, round(thick))
    for a, b in pairwise(points):
        if a[0] == b[0]:
            low, high = sorted((a[1], b[1]))
            draw.rectangle((a[0] - r, low, a[0] + r - 1, high), fill=colour)
        elif a[1] == b[1]:
            low, high = sorted((a[0], b[0]))
            draw.rectangle((low, a[1] - r, high, a[1] + r - 1), fill=colour)
        else:
            draw.line((a, b), fill=colour, width=whole)
    if thick >= 4:
        for x, y in points:
            draw.ellipse((x - r, y - r, x + r - 1, y + r - 1), fill=colour)
