"""Noto Sans CJK, found and opened once. A language picks the face: Taiwan draws the same character differently."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from devices.contracts import DeviceError

FOLDERS = (
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/noto-cjk",
    "/usr/share/fonts/google-noto-cjk",
    "/usr/share/fonts/truetype/noto",
    "/usr/local/share/fonts",
)
"""Where Debian, Ubuntu, Arch and Fedora put it."""

FACE_SC, FACE_TC = 2, 3
"""Faces in the collection; 0, which most programs open, is the Japanese one."""


class FontMissing(DeviceError):
    """The font the slip is drawn with is not installed; a person has to install it."""

    permanent = True


def find_font(bold: bool, folders: tuple[str, ...] = FOLDERS) -> Path:
    """The collection's file. Raises FontMissing with what to install."""
    name = f"NotoSansCJK-{'Bold' if bold else 'Regular'}.ttc"
    for folder in folders:
        path = Path(folder) / name
        if path.is_file():
            return path
    raise FontMissing(f"{name} is not in {', '.join(folders)}: install the package fonts-noto-cjk")


def face_index(language: str) -> int:
    return FACE_TC if language.replace("-", "_") in ("zh_TW", "zh_HK", "zh_Hant") else FACE_SC


@lru_cache(maxsize=4)
def load_font(size: int, bold: bool, face: int) -> ImageFont.FreeTypeFont:
    """A face at a size in dots. Basic layout: no text can reorder itself.

    An open face takes 2 to 3 MB and opening one less than a millisecond (the first of a file 10), so few stay open.
    """
    return ImageFont.truetype(str(find_font(bold)), size, index=face, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=8192)
def _advance(char: str, size: int, bold: bool, face: int) -> float:
    return load_font(size, bold, face).getlength(char)


def text_width(text: str, size: int, bold: bool, face: int) -> float:
    """Dots. Basic layout does not kern: a line is as wide as its letters, and no shopper's words need be kept."""
    return sum(_advance(char, size, bold, face) for char in text)
