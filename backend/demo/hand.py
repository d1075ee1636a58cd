"""The hand that holds a receipt: drawn, for pictures nobody had to pose for."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageDraw, ImageFilter

_SKIN = (214, 164, 134)
_NAIL = (236, 198, 180)


def finger(width: int, length: int, *, nail: bool) -> Image.Image:
    """RGBA, tip up: rounded, darker at its sides, with a nail where the back of it is seen."""
    shape = Image.new("L", (width, length), 0)
    ImageDraw.Draw(shape).rounded_rectangle((0, 0, width - 1, length + width), width * 0.48, 255)
    lit, dim = Image.new("RGB", shape.size, _SKIN), Image.new("RGB", shape.size, _shade(0.66))
    skin = Image.composite(lit, dim, _roundness(shape.size))
    draw = ImageDraw.Draw(skin)
    for nth in range(4):  # the creases of the joint
        y = int(length * 0.42) + nth * 9
        draw.arc((width * 0.2, y, width * 0.8, y + 16), 200, 340, _shade(0.82), 3)
    if nail:
        _paint_nail(skin, width)
    skin.putalpha(shape.filter(ImageFilter.GaussianBlur(1.2)))
    return skin


def _paint_nail(skin: Image.Image, width: int) -> None:
    box = (int(width * 0.22), int(width * 0.12), int(width * 0.78), int(width * 0.98))
    mask = Image.new("L", skin.size, 0)
    ImageDraw.Draw(mask).rounded_rectangle(box, width * 0.26, 255)
    edge = ImageChops.subtract(mask.filter(ImageFilter.MaxFilter(7)), mask)
    skin.paste(_shade(0.78), mask=edge.filter(ImageFilter.GaussianBlur(1.5)))
    skin.paste(_NAIL, mask=mask.filter(ImageFilter.GaussianBlur(1)))
    light = Image.new("L", skin.size, 0)
    ImageDraw.Draw(light).ellipse((box[0] + 10, box[1] + 8, box[0] + 24, box[3] - 30), 150)
    skin.paste((250, 232, 224), mask=light.filter(ImageFilter.GaussianBlur(6)))


def _roundness(size: tuple[int, int]) -> Image.Image:
    """White in the middle, darker towards both sides, as light falls on a cylinder."""
    width, height = size
    row = Image.new("L", (width, 1))
    for x in range(width):
        off = abs(x / (width - 1) - 0.42) / 0.58
        row.putpixel((x, 0), int(255 * max(0.0, 1 - off**2.2)))
    return row.resize((width, height))


def _shade(factor: float) -> tuple[int, int, int]:
    red, green, blue = _SKIN
    return int(red * factor), int(green * factor**1.15), int(blue * factor**1.25)
