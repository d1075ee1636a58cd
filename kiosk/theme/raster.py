"""Everything that is drawn, as pixels at the panel's own resolution, edges smoothed by supersampling.

Each function returns a `Raster`; what shows them (a texture, a file) is somebody else's business. Colours with
transparency are straight (not premultiplied), and transparent pixels carry their neighbour's colour, so that no
dark fringe appears when the picture is filtered.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from kiosk.theme.fonts import icon_face, icon_glyph
from kiosk.theme.glyphs import Glyphs
from kiosk.theme.tokens import BASE, CARD, INK, LEAF, LEAFDEEP, WHITE, Colour, rgb

FINE = 4
"""Samples a pixel has in each direction."""


@dataclass(frozen=True, slots=True)
class Raster:
    """`mode` RGBA, or LA for one-colour shapes to be tinted. Rows run from the top. For text, `left` is how many px
    the ink begins before the pen, and `advance` where the pen goes on."""

    data: bytes
    width: int
    height: int
    mode: str
    left: int = 0
    advance: int = 0

    def image(self) -> Image.Image:
        return Image.frombytes(self.mode, (self.width, self.height), self.data)


def _raster(image: Image.Image) -> Raster:
    return Raster(image.tobytes(), image.width, image.height, image.mode)


def _tinted(mask: Image.Image) -> Raster:
    return _raster(Image.merge("LA", (Image.new("L", mask.size, 255), mask)))


def text(line: str, size: float, bold: bool, language: str, glyphs: Glyphs) -> Raster:
    """One line in its line box (ascent + descent high), to be tinted. `size` in real px."""
    mask, pad, advance = glyphs.line(line, size, bold, language)
    both = np.full((*mask.shape, 2), 255, np.uint8)
    both[..., 1] = mask
    return Raster(both.tobytes(), mask.shape[1], mask.shape[0], "LA", pad, round(advance))


def icon(name: str, size: float) -> Raster:
    """A Material Design icon in its square box, to be tinted."""
    side = max(1, round(size))
    font = icon_face(size)
    mask = Image.new("L", (side, side), 0)
    # The icon font's em is 512: 448 above the baseline, 64 below; its glyphs fill that box.
    ImageDraw.Draw(mask).text((0, round(size * 0.875)), icon_glyph(name), 255, font=font, anchor="ls")
    return _tinted(mask)


def _rounded(size: tuple[int, int], box: tuple[float, float, float, float], radius: float) -> Image.Image:
    """Coverage of a rounded rectangle (box in px), supersampled."""
    mask = Image.new("L", (size[0] * FINE, size[1] * FINE), 0)
    x0, y0, x1, y1 = (v * FINE for v in box)
    if x1 > x0 and y1 > y0:
        radius = min(radius * FINE, (x1 - x0) / 2, (y1 - y0) / 2)
        ImageDraw.Draw(mask).rounded_rectangle((x0, y0, x1 - 1, y1 - 1), max(0, radius), fill=255)
    return mask.resize(size, Image.Resampling.BOX)


def plate(
    width: int, height: int, *, fill: Colour | None, radius: float, edge: Colour | None = None, line: float = 0,
    foot: float = 0, foot_fill: Colour | None = None, bar: float = 0,
) -> Raster:  # fmt: skip
    """A rounded rectangle with its frame, its foot below (two stacked rectangles), or a bar at its left. Real px."""
    size = (width, height)
    outer = _rounded(size, (0, 0, width, height), radius)
    base = foot_fill or (edge if line else None) or fill or edge or WHITE
    image = Image.new("RGB", size, rgb(base))
    face_height = height - foot
    if edge is not None and line:
        image.paste(rgb(edge), mask=_rounded(size, (0, 0, width, face_height), radius))
    inner = _rounded(size, (line, line, width - line, face_height - line), radius - line)
    if fill is not None:
        image.paste(rgb(fill), mask=inner)
        alpha = outer
    else:
        alpha = Image.composite(Image.new("L", size, 0), outer, inner)
    if bar and edge is not None:
        image.paste(rgb(edge), (0, 0, round(bar), height))
    image = image.convert("RGBA")
    image.putalpha(alpha)
    return _raster(image)


def dashed(width: int, height: int, *, fill: Colour | None, radius: float, edge: Colour, line: float) -> Raster:
    """As `plate`, framed in dashes: what is there and cannot be used."""
    size = (width, height)
    ring = _rounded(size, (0, 0, width, height), radius)
    inner = _rounded(size, (line, line, width - line, height - line), radius - line)
    frame = Image.composite(Image.new("L", size, 0), ring, inner)
    dash = Image.new("L", size, 255)
    draw = ImageDraw.Draw(dash)
    step = line * 4
    for along, across in ((width, height), (height, width)):
        start, end = radius * 0.7, along - radius * 0.7
        count = max(1, round((end - start) / step))
        pitch = (end - start) / count
        for i in range(count):
            a, b = start + (i + 0.62) * pitch, start + (i + 1) * pitch
            if along == width:
                draw.rectangle((a, 0, b, line), fill=0)
                draw.rectangle((a, across - line - 1, b, across), fill=0)
            else:
                draw.rectangle((0, a, line, b), fill=0)
                draw.rectangle((across - line - 1, a, across, b), fill=0)
    frame = Image.composite(frame, Image.new("L", size, 0), dash)
    image = Image.new("RGB", size, rgb(edge))
    alpha = frame
    if fill is not None:
        image = Image.composite(Image.new("RGB", size, rgb(edge)), Image.new("RGB", size, rgb(fill)), frame)
        alpha = ring
    image = image.convert("RGBA")
    image.putalpha(alpha)
    return _raster(image)


def corner(radius: int, colour: Colour, *, right: bool, lower: bool) -> Raster:
    """What rounds one corner of a picture: the ground's colour outside the curve."""
    side = radius * FINE
    mask = Image.new("L", (side, side), 255)
    x, y = (-side if right else 0), (-side if lower else 0)
    ImageDraw.Draw(mask).ellipse((x, y, x + side * 2, y + side * 2), fill=0)
    image = Image.new("RGBA", (radius, radius), (*rgb(colour), 255))
    image.putalpha(mask.resize((radius, radius), Image.Resampling.BOX))
    return _raster(image)


def awning(width: int, stripe: float, flat: float, drop: float, line: float) -> Raster:
    """Stripes of leaf and white, each ending in half an ellipse."""
    height = math.ceil(flat + drop + 2)
    image = Image.new("RGBA", (width * 2, height * 2), (*rgb(BASE), 0))
    draw = ImageDraw.Draw(image)
    count = math.ceil(width / stripe - 0.01)
    for i in range(count):
        x0, x1 = i * stripe * 2, (i + 1) * stripe * 2
        colour = LEAF if i % 2 == 0 else WHITE
        draw.ellipse((x0, (flat - drop) * 2, x1, (flat + drop) * 2), fill=rgb(colour),
                     outline=None if colour == LEAF else rgb(BASE), width=round(line * 2))  # fmt: skip
        draw.rectangle((x0, 0, x1, flat * 2), fill=rgb(colour))
    draw.rectangle((0, 0, width * 2, line * 16 - 1), fill=rgb(LEAFDEEP))
    return _raster(image.resize((width, height), Image.Resampling.BOX))


def torn(width: int, height: int, teeth: int, depth: float, line: float, *, down: bool) -> Raster:
    """One torn edge of a paper: `down` for the lower one."""
    size = (width * FINE, height * FINE)
    image = Image.new("RGBA", size, (*rgb(BASE), 0))
    draw = ImageDraw.Draw(image)
    step = (size[0] - 1) / (teeth * 2)
    zig = [(i * step, 0.0 if i % 2 else depth * FINE) for i in range(teeth * 2 + 1)]
    edge = [(x, size[1] - 1 - y if down else y) for x, y in zig]
    far = -1.0 if down else float(size[1])
    draw.polygon([(0, far), *edge, (size[0] - 1, far)], fill=rgb(CARD))
    draw.line(edge, fill=rgb(BASE), width=round(line * FINE), joint="curve")
    side = round(line * FINE)
    for x in (0, size[0] - side):
        draw.rectangle((x, 0 if down else depth * FINE, x + side - 1, size[1] - depth * FINE if down else size[1]),
                       fill=rgb(BASE))  # fmt: skip
    return _raster(image.resize((width, height), Image.Resampling.BOX))


def ring(size: int, thick: float, fraction: float, ground: Colour) -> Raster:
    """A ring of time: `fraction` of it in leaf, from the top clockwise, the rest in the ground's colour."""
    side = size * FINE
    image = Image.new("RGBA", (side, side), (*rgb(ground), 0))
    draw = ImageDraw.Draw(image)
    wide = thick * FINE
    draw.ellipse((0, 0, side - 1, side - 1), outline=rgb(ground), width=round(wide))
    fraction = min(1.0, max(0.0, fraction))
    if fraction > 0:
        draw.arc((0, 0, side - 1, side - 1), -90, -90 + 360 * fraction, fill=rgb(LEAF), width=round(wide))
        middle, radius = side / 2, (side - wide) / 2
        for turn in (0.0, fraction):
            angle = math.tau * turn - math.pi / 2
            x, y = middle + radius * math.cos(angle), middle + radius * math.sin(angle)
            draw.ellipse((x - wide / 2, y - wide / 2, x + wide / 2, y + wide / 2), fill=rgb(LEAF))
    return _raster(image.resize((size, size), Image.Resampling.BOX))


def qr(content: str, size: int) -> Raster:
    """A QR code on white with its quiet zone, whole px a module: as large as fits in `size`."""
    import segno  # the first screen has no QR to draw

    code = segno.make_qr(content, error="m")
    rows = [bytes(row) for row in code.matrix_iter(scale=1, border=3)]
    modules = Image.frombytes("L", (len(rows[0]), len(rows)), b"".join(rows)).point(lambda v: 0 if v else 255)
    times = max(1, size // modules.width)
    grown = modules.resize((modules.width * times, modules.height * times), Image.Resampling.NEAREST)
    image = Image.new("RGB", (size, size), rgb(WHITE))
    ink = Image.new("RGB", grown.size, rgb(WHITE))
    ink.paste(rgb(INK), mask=grown.point(lambda v: 255 - v))
    image.paste(ink, ((size - grown.width) // 2, (size - grown.height) // 2))
    return _raster(image.convert("RGBA"))
