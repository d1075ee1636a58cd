"""A strip of till paper that grows as it is printed: 576 dots wide, black on white, Noto Sans CJK."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH = 576
"""80 mm paper at 203 dpi: 72 mm of it are printed."""
MARGIN = 12
_FONT = "NotoSansCJK-{weight}.ttc"
_FOLDERS = ("/usr/share/fonts/opentype/noto", "/usr/share/fonts/noto-cjk", "/usr/share/fonts/google-noto-cjk")
_SIMPLIFIED = 2
"""The face in the collection: JP, KR, SC, TC, HK."""


class FontMissing(RuntimeError):
    """Noto Sans CJK is not installed; the message says what to install."""


@cache
def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Raises FontMissing."""
    name = _FONT.format(weight="Bold" if bold else "Regular")
    for folder in _FOLDERS:
        path = Path(folder) / name
        if path.exists():
            return ImageFont.truetype(path, size, index=_SIMPLIFIED)
    raise FontMissing(f"{name} is not in {', '.join(_FOLDERS)}: install the package fonts-noto-cjk")


@dataclass(slots=True)
class Paper:
    image: Image.Image = field(default_factory=lambda: Image.new("L", (WIDTH, 400), 255))
    y: int = 18

    def line(self, left: str, right: str = "", *, size: int = 24, bold: bool = False, indent: int = 0) -> None:
        """`left` breaks over several lines where `right`, flush right on the last of them, leaves no room."""
        face = font(size, bold=bold)
        room = WIDTH - 2 * MARGIN - indent - (face.getlength(right) + 20 if right else 0)
        rows = _broken(left, face, room)
        height = size * 3 // 2
        for row in rows:
            draw = self._room(height)
            draw.text((MARGIN + indent, self.y), row, 0, face)
            self.y += height
        if right:
            draw.text((WIDTH - MARGIN - face.getlength(right), self.y - height), right, 0, face)

    def centred(self, text: str, *, size: int = 24, bold: bool = False) -> None:
        face = font(size, bold=bold)
        self._room(size * 3 // 2).text(((WIDTH - face.getlength(text)) / 2, self.y), text, 0, face)
        self.y += size * 3 // 2

    def rule(self) -> None:
        draw = self._room(20)
        for x in range(MARGIN, WIDTH - MARGIN, 12):
            draw.line((x, self.y + 9, x + 6, self.y + 9), 0, 2)
        self.y += 20

    def gap(self, dots: int) -> None:
        self._room(dots)
        self.y += dots

    def bars(self, modules: tuple[bool, ...], *, dots: int, height: int) -> None:
        """`dots` to the module."""
        draw = self._room(height)
        left = (WIDTH - len(modules) * dots) // 2
        for place, dark in enumerate(modules):
            if dark:
                x = left + place * dots
                draw.rectangle((x, self.y, x + dots - 1, self.y + height - 1), 0)
        self.y += height

    def cut(self) -> Image.Image:
        return self.image.crop((0, 0, WIDTH, self.y + 18))

    def _room(self, height: int) -> ImageDraw.ImageDraw:
        if self.y + height + 40 > self.image.height:
            longer = Image.new("L", (WIDTH, self.image.height * 2), 255)
            longer.paste(self.image, (0, 0))
            self.image = longer
        return ImageDraw.Draw(self.image)


def _broken(text: str, face: ImageFont.FreeTypeFont, room: float) -> list[str]:
    rows, row = [], ""
    for character in text:
        if row and face.getlength(row + character) > room:
            rows.append(row)
            row = character.lstrip()
        else:
            row += character
    return [*rows, row]
