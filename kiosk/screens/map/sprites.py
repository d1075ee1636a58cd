"""Labels as pixels on one sheet, so that all of them are drawn at once: a picture, and where each part of it lies."""

from __future__ import annotations

import math
from collections.abc import Generator, Hashable, Mapping, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from kiosk.screens.map.labels import Label
from kiosk.screens.map.words import LEADING, Block
from kiosk.theme import raster as r
from kiosk.theme.glyphs import Glyphs
from kiosk.theme.tokens import INK, WHITE, Colour, rgb

SHEET_WIDE = 1024
FINE = 4
LIFT = 0.085
"""Of the size: how far what is seen of a line (tops of digits to feet of y) lies below the middle of its box."""
TARGET_EDGE = 3.0
"""Design px: the ink round a target's shelf."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """An RGBA picture and the places of its parts: x, y, width, height, px from its upper left corner."""

    image: Image.Image
    places: Mapping[Hashable, tuple[int, int, int, int]]


def sheet(parts: Mapping[Hashable, Image.Image]) -> Sheet:
    """Parts side by side in rows, a px apart. As high as it takes."""
    places: dict[Hashable, tuple[int, int, int, int]] = {}
    x = y = high = 1
    wide = max((SHEET_WIDE, *(part.width + 2 for part in parts.values())))
    for key, part in sorted(parts.items(), key=lambda item: -item[1].height):
        if x + part.width + 1 > wide:
            x, y, high = 1, y + high + 1, 1
        places[key] = (x, y, part.width, part.height)
        x, high = x + part.width + 1, max(high, part.height)
    image = Image.new("RGBA", (wide, y + high + 1), (255, 255, 255, 0))
    for key, (left, top, _, _) in places.items():
        image.paste(parts[key], (left, top))
    return Sheet(image, places)


def look_of(label: Label) -> Hashable:
    """Labels of the same look share their pixels."""
    return label.words, label.icon, label.icon_size, label.face, label.colour, round(label.w), round(label.h)


def label_sheet(
    labels: Sequence[Label], px: float, language: str, glyphs: Glyphs
) -> Generator[None, None, Sheet]:
    """All labels' looks, a little at a time. `px`: real px of a design px."""
    parts: dict[Hashable, Image.Image] = {}
    for label in labels:
        look = look_of(label)
        if look not in parts:
            parts[look] = label_image(label, px, language, glyphs)
            yield
    return sheet(parts)


def label_image(label: Label, px: float, language: str, glyphs: Glyphs) -> Image.Image:
    """One label: its plate, its icon above, its words below."""
    size = (max(1, math.ceil(label.w * px)), max(1, math.ceil(label.h * px)))
    drawn = Image.new("L", size, 0)
    top = 0.0
    if label.icon:
        icon = r.icon(label.icon, label.icon_size * px).image().getchannel("A")
        top = size[1] - (label.words.h * px if label.words is not None else 0.0)
        _lay(drawn, icon, (size[0] - icon.width) / 2, (top - icon.height) / 2)
    if label.words is not None:
        mask = _words(label.words, px, language, glyphs)
        x, y = (size[0] - mask.width) / 2, top + (size[1] - top - mask.height) / 2
        lift = LIFT * label.words.size * px
        _lay(drawn, mask, *((x - lift, y) if label.words.turned else (x, y - lift)))
    face = label.face
    if face is None:
        image = Image.new("RGBA", size, (*rgb(label.colour), 0))
        image.putalpha(drawn)
        return image
    radius = min(face.radius * px, size[0] / 2, size[1] / 2)
    plate = r.plate(*size, fill=face.fill, radius=radius, edge=face.edge, line=round(face.line * px)).image()
    outline = plate.getchannel("A")
    plate.paste((*rgb(label.colour), 255), mask=drawn)
    plate.putalpha(outline)
    return plate


def _lay(drawn: Image.Image, mask: Image.Image, x: float, y: float) -> None:
    """Coverage laid over coverage."""
    drawn.paste(255, (round(x), round(y)), mask)


def _words(words: Block, px: float, language: str, glyphs: Glyphs) -> Image.Image:
    """Coverage of the lines, centred."""
    lines = [r.text(line, words.size * px, words.bold, language, glyphs) for line in words.lines]
    pitch = round(words.size * LEADING * px)
    box = max(line.height for line in lines)
    wide = max(1, *(line.advance for line in lines))
    image = Image.new("L", (wide, box + pitch * (len(lines) - 1)), 0)
    for i, line in enumerate(lines):
        drawn = line.image().getchannel("A")
        at = ((wide - line.advance) // 2 - line.left, i * pitch)
        image.paste(255, at, drawn)
    return image.transpose(Image.Transpose.ROTATE_90) if words.turned else image


# The way ---------------------------------------------------------------------------------------------------------


def way_sheet(way: float, casing: float, colour: Colour, px: float) -> Sheet:
    """What a route is drawn of: "casing", "way" and a target's "edge" across, their round ends ("way-end"), and to the
    right a "chevron" and an "arrow"."""
    return sheet({
        "casing": _across(casing * px, WHITE), "casing-end": _disc(casing * px, WHITE),
        "way": _across(way * px, colour), "way-end": _disc(way * px, colour),
        "chevron": _chevron(way * px), "arrow": _arrow(way * px, colour),
        "edge": _across(TARGET_EDGE * px, INK), "edge-end": _disc(TARGET_EDGE * px, INK),
    })  # fmt: skip


def _across(thick: float, colour: Colour) -> Image.Image:
    """A slice across a line with soft edges, a px wider than it."""
    high = math.ceil(thick) + 2
    image = Image.new("RGBA", (4, high), (*rgb(colour), 0))
    alpha = Image.new("L", (4, high))
    for row in range(high):
        away = abs(row + 0.5 - high / 2)
        alpha.paste(round(255 * min(1.0, max(0.0, thick / 2 - away + 0.5))), (0, row, 4, row + 1))
    image.putalpha(alpha)
    return image


def _fine(size: tuple[int, int], colour: Colour, draw: object) -> Image.Image:
    mask = Image.new("L", (size[0] * FINE, size[1] * FINE), 0)
    draw(ImageDraw.Draw(mask))  # type: ignore[operator]
    image = Image.new("RGBA", size, (*rgb(colour), 0))
    image.putalpha(mask.reduce(FINE))
    return image


def _disc(thick: float, colour: Colour) -> Image.Image:
    side = math.ceil(thick) + 2
    middle, radius = side * FINE / 2, thick * FINE / 2
    box = (middle - radius, middle - radius, middle + radius - 1, middle + radius - 1)
    return _fine((side, side), colour, lambda draw: draw.ellipse(box, fill=255))


def here_image(side: float, heading: float | None) -> Image.Image:
    """You are here: an ink ring with a point in it, and a beak where its shopper looks (degrees clockwise from up)."""
    beak = side * 0.22
    whole = math.ceil(side + 2 * beak) // 2 * 2 + 2
    middle, rim, dot = whole * FINE / 2, side * FINE / 2, side * FINE * 0.2
    line = side * FINE * 0.13

    def draw(pen: ImageDraw.ImageDraw) -> None:
        if heading is not None:
            angle = math.radians(heading - 90)
            pen.polygon([
                (middle + far * math.cos(angle + turn), middle + far * math.sin(angle + turn))
                for far, turn in ((rim + beak * FINE, 0.0), (rim * 0.97, 0.5), (rim * 0.97, -0.5))
            ], fill=255)  # fmt: skip
        pen.ellipse((middle - rim, middle - rim, middle + rim - 1, middle + rim - 1), fill=255)

    image = _fine((whole, whole), INK, draw)
    inner = rim - line
    hole = _fine((whole, whole), WHITE, lambda pen: pen.ellipse(
        (middle - inner, middle - inner, middle + inner - 1, middle + inner - 1), fill=255))  # fmt: skip
    image.alpha_composite(hole)
    point = _fine((whole, whole), INK, lambda pen: pen.ellipse(
        (middle - dot, middle - dot, middle + dot - 1, middle + dot - 1), fill=255))  # fmt: skip
    image.alpha_composite(point)
    return image


def _chevron(way: float) -> Image.Image:
    """Three quarters of the way wide on each side, as thick as a third of it."""
    reach, deep, line = way * 0.75, way * 0.52, way / 3
    wide, high = math.ceil(2 * deep + line) + 2, math.ceil(2 * reach + line) + 2
    cx, cy = wide * FINE / 2, high * FINE / 2
    points = [(cx - deep * FINE, cy - reach * FINE), (cx + deep * FINE, cy), (cx - deep * FINE, cy + reach * FINE)]

    def draw(pen: ImageDraw.ImageDraw) -> None:
        pen.line(points, fill=255, width=round(line * FINE), joint="curve")
        for x, y in points:
            half = line * FINE / 2
            pen.ellipse((x - half, y - half, x + half, y + half), fill=255)

    return _fine((wide, high), WHITE, draw)


def _arrow(way: float, colour: Colour) -> Image.Image:
    """A head as deep as half its width (`Sizes.head`), its tip at the right."""
    deep, reach = way * 1.9, way * 1.9
    wide, high = math.ceil(deep) + 4, math.ceil(2 * reach) + 4
    left, right, cy = 2 * FINE, (wide - 2) * FINE, high * FINE / 2
    points = [(left, cy - reach * FINE), (right, cy), (left, cy + reach * FINE)]
    return _fine((wide, high), colour, lambda draw: draw.polygon(points, fill=255))
