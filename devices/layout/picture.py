"""A drawing in dots: areas, the way over them, labels where there is room for them. One bit."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import assert_never

from PIL import Image, ImageDraw

from devices.layout.cleaning import clean
from devices.layout.fonts import load_font, text_width
from domain.slip.drawing import Area, Drawing, Fill, Label, Line, Look, Point, Weight

WHITE, BLACK = 1, 0
TALLEST = 1.3
"""Times its width: a taller drawing is made narrower."""
LONGEST_LABEL = 24

Dots = tuple[float, float]
_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Scale:
    """From a drawing's units to dots from the top left."""

    width: int
    height: int
    dots: float
    """For one unit."""

    def __call__(self, point: Point) -> Dots:
        # Far away is as good as farther away, and the pen counts in small integers.
        x, y = point[0] * self.dots, self.height - 1 - point[1] * self.dots
        return min(max(x, -4.0 * self.width), 5.0 * self.width), min(max(y, -4.0 * self.height), 5.0 * self.height)


def scale_for(drawing: Drawing, width: int) -> Scale | None:
    """As wide as `width` dots, unless that makes it too tall. None for a drawing without extent."""
    if drawing.width < 1 or drawing.height < 1 or width < 16:
        return None
    dots = min((width - 1) / drawing.width, (width - 1) * TALLEST / drawing.height)
    return Scale(round(drawing.width * dots) + 1, round(drawing.height * dots) + 1, dots)


def drawn(drawing: Drawing, scale: Scale, size: int, face: int) -> Image.Image:
    """`size` of the letters in dots. Raises FontMissing if there is a label."""
    picture = Image.new("1", (scale.width, scale.height), WHITE)
    pen = ImageDraw.Draw(picture)
    pen.fontmode = "1"
    thin = max(2, size // 12)
    for part in drawing.parts:
        match part:
            case Area(points, fill, outlined):
                if len(points) > 2:
                    _area(picture, pen, [scale(point) for point in points], fill, thin if outlined else 0)
            case Line(points, weight):
                if len(points) > 1:
                    _line(pen, [scale(point) for point in points], weight, thin)
            case Label():
                pass
            case _:
                assert_never(part)
    _labels(pen, drawing, scale, size, face)
    return picture


def _area(picture: Image.Image, pen: ImageDraw.ImageDraw, points: list[Dots], fill: Fill, outline: int) -> None:
    match fill:
        case Fill.WHITE:
            pen.polygon(points, fill=WHITE)
        case Fill.BLACK:
            pen.polygon(points, fill=BLACK)
        case Fill.LIGHT:
            mask = Image.new("1", picture.size, 0)
            ImageDraw.Draw(mask).polygon(points, fill=1)
            picture.paste(_dotted(picture.size), (0, 0), mask)
        case _:
            assert_never(fill)
    if outline:
        pen.line([*points, points[0], points[1]], fill=BLACK, width=outline, joint="curve")


def _dotted(size: tuple[int, int]) -> Image.Image:
    """One dot in eight: light on thermal paper, and far from solid where a head prints dark."""
    width, height = (size[0] + 7) // 8, size[1]
    rows = (bytes([0xFF]), bytes([0b01110111]), bytes([0xFF]), bytes([0b11011101]))
    data = b"".join(rows[y % 4] * width for y in range(height))
    return Image.frombytes("1", (width * 8, height), data).crop((0, 0, *size))


def _line(pen: ImageDraw.ImageDraw, points: Sequence[Dots], weight: Weight, thin: int) -> None:
    match weight:
        case Weight.THIN:
            pen.line(points, fill=BLACK, width=thin, joint="curve")
        case Weight.BOLD:
            pen.line(points, fill=BLACK, width=thin * 2, joint="curve")
        case Weight.WAY:
            for width, ink in ((thin * 7, WHITE), (thin * 4, BLACK)):
                pen.line(points, fill=ink, width=width, joint="curve")
                for x, y in (points[0], points[-1]):
                    pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=ink)
        case _:
            assert_never(weight)


def _labels(pen: ImageDraw.ImageDraw, drawing: Drawing, scale: Scale, size: int, face: int) -> None:
    """The needed ones first; a plain one only where it covers neither another nor the way."""
    taken: list[_Box] = []
    ways = [
        [scale(point) for point in part.points]
        for part in drawing.parts
        if isinstance(part, Line) and part.weight is Weight.WAY
    ]
    labels = [part for part in drawing.parts if isinstance(part, Label)]
    needed = [label for label in labels if label.look is not Look.PLAIN]
    for label in [*needed, *(label for label in labels if label.look is Look.PLAIN)]:
        text = clean(label.text)[:LONGEST_LABEL]
        x, y = scale(label.at)
        if not (0 <= x <= scale.width and 0 <= y <= scale.height):
            continue
        match label.look:
            case Look.HERE:
                taken.append(_here(pen, x, y, size))
            case Look.DISC:
                taken.append(_disc(pen, x, y, text, size, face))
            case Look.PLATE:
                taken.append(_plate(pen, x, y, text, size, face, scale))
            case Look.PLAIN:
                box = _around(x, y, text_width(text, size, False, face) + 4, size * 1.1)
                inside = box[0] >= 0 and box[1] >= 0 and box[2] <= scale.width and box[3] <= scale.height
                if text and inside and not any(_meet(box, other) for other in taken) and not _runs_through(box, ways):
                    taken.append(box)
                    pen.text(
                        (x, y), text, BLACK, font=load_font(size, False, face), anchor="mm", stroke_width=2,
                        stroke_fill=WHITE,
                    )  # fmt: skip
            case _:
                assert_never(label.look)


def _here(pen: ImageDraw.ImageDraw, x: float, y: float, size: int) -> _Box:
    for part, ink in ((0.62, WHITE), (0.52, BLACK), (0.34, WHITE), (0.2, BLACK)):
        pen.ellipse(_around(x, y, 2 * size * part, 2 * size * part), fill=ink)
    return _around(x, y, size * 1.3, size * 1.3)


def _disc(pen: ImageDraw.ImageDraw, x: float, y: float, text: str, size: int, face: int) -> _Box:
    box = _around(x, y, size * 1.35, size * 1.35)
    pen.ellipse(box, fill=WHITE, outline=BLACK, width=max(3, size // 8))
    if text:
        _put(pen, x, y, text, _fitting(text, size, size * 1.05, face), BLACK, face)
    return box


def _plate(pen: ImageDraw.ImageDraw, x: float, y: float, text: str, size: int, face: int, scale: Scale) -> _Box:
    """Moved into the picture where it would stick out."""
    big = round(size * 1.15)
    wide = min(scale.width, max(size * 1.4, text_width(text, big, True, face) + size * 0.7)) if text else size * 0.9
    high = size * 1.6 if text else size * 0.9
    x = min(max(x, wide / 2), scale.width - wide / 2)
    y = min(max(y, high / 2), scale.height - high / 2)
    pen.rounded_rectangle(_around(x, y, wide + 6, high + 6), 8, fill=WHITE)
    pen.rounded_rectangle(_around(x, y, wide, high), 6, fill=BLACK)
    if text:
        _put(pen, x, y, text, _fitting(text, big, wide - 6, face), WHITE, face)
    return _around(x, y, wide + 6, high + 6)


def _put(pen: ImageDraw.ImageDraw, x: float, y: float, text: str, size: int, ink: int, face: int) -> None:
    # By the height of figures, not of the line: figures have nothing below.
    pen.text((x, y + size * 0.37), text, ink, font=load_font(size, True, face), anchor="ms")


def _fitting(text: str, size: int, room: float, face: int) -> int:
    wide = text_width(text, size, True, face)
    return size if wide <= room else max(8, int(size * room / wide))


def _around(x: float, y: float, wide: float, high: float) -> _Box:
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def _meet(a: _Box, b: _Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _runs_through(box: _Box, ways: Sequence[Sequence[Dots]]) -> bool:
    margin = 8.0
    near: Callable[[Dots], bool] = lambda p: (  # noqa: E731
        box[0] - margin < p[0] < box[2] + margin and box[1] - margin < p[1] < box[3] + margin
    )
    for way in ways:
        for (x0, y0), (x1, y1) in pairwise(way):
            steps = max(1, min(2000, math.ceil(math.hypot(x1 - x0, y1 - y0) / 6)))
            if any(near((x0 + (x1 - x0) * n / steps, y0 + (y1 - y0) * n / steps)) for n in range(steps + 1)):
                return True
    return False
