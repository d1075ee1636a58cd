"""Letters as bitmaps, each drawn once: a line of text is put together from them.

An open font face maps up to 20 MB of its file and takes a millisecond for every size, so only the last two stay
open; their glyphs stay. Chinese stands on whole pixels, other letters on quarters, kerned.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from kiosk.theme.fonts import ASCENT, DESCENT, FACE, advance, font_file, kerning

Mask = npt.NDArray[np.uint8]
Glyph = tuple[Mask, int, int]
"""Coverage, and where its left and top stand from the pen (top: below the ascent line)."""

KEPT_BYTES = 16_000_000
QUARTERS = 4


@lru_cache(maxsize=2)
def _face(size: float, bold: bool, index: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_file(bold), size, index=index, layout_engine=ImageFont.Layout.BASIC)


class Glyphs:
    """A bounded store of drawn letters. They belong to no shopper: any text is made of them."""

    def __init__(self, kept_bytes: int = KEPT_BYTES) -> None:
        self._kept: OrderedDict[tuple[str, float, bool, int, int], Glyph] = OrderedDict()
        self._bytes, self._limit = 0, kept_bytes

    def line(self, text: str, size: float, bold: bool, language: str) -> tuple[Mask, int, float]:
        """Coverage of one line in its line box, how far its ink may begin left of the pen's start, and its advance."""
        size = max(1.0, round(size * 2) / 2)
        index = FACE.get(language, 2)
        base = round(size * ASCENT)
        pen, placed = 0.0, []
        for i, char in enumerate(text):
            if i:
                pen += kerning(text[i - 1], char, bold) * size
            whole, quarter = _split(pen, char)
            placed.append((whole, self._glyph(char, size, bold, index, quarter)))
            pen += advance(char, bold) * size
        left = min((x + glyph[1] for x, glyph in placed), default=0)
        pad = max(0, -left)
        right = max((x + glyph[1] + glyph[0].shape[1] for x, glyph in placed), default=0)
        high = round(size * (ASCENT + DESCENT)) + 1
        canvas = np.zeros((high, max(1, right + pad, round(pen) + pad)), np.uint8)
        for x, (mask, dx, dy) in placed:
            rows, columns = mask.shape
            top = base + dy
            cut = max(0, -top)
            rows = min(rows, high - top)
            if rows > cut and columns:
                at = canvas[top + cut : top + rows, x + pad + dx : x + pad + dx + columns]
                np.maximum(at, mask[cut:rows], out=at)
        return canvas, pad, pen

    def warm(self, text: str, size: float, bold: bool, language: str) -> None:
        """Draw a text's letters before they are needed."""
        for char in text:
            self._glyph(char, max(1.0, round(size * 2) / 2), bold, FACE.get(language, 2), 0)

    def _glyph(self, char: str, size: float, bold: bool, index: int, quarter: int) -> Glyph:
        key = (char, size, bold, index, quarter)
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        drawn = _draw(char, _face(size, bold, index), quarter / QUARTERS)
        self._kept[key] = drawn
        self._bytes += drawn[0].nbytes
        while self._bytes > self._limit:
            _, old = self._kept.popitem(last=False)
            self._bytes -= old[0].nbytes
        return drawn


def _split(pen: float, char: str) -> tuple[int, int]:
    if char >= "\u2e80":
        return round(pen), 0
    steps = round(pen * QUARTERS)
    return steps // QUARTERS, steps % QUARTERS


def _draw(char: str, face: ImageFont.FreeTypeFont, fraction: float) -> Glyph:
    left, top, right, bottom = face.getbbox(char, anchor="ls")
    wide, high = int(right - left) + 3, int(bottom - top) + 2
    image = Image.new("L", (max(1, wide), max(1, high)), 0)
    ImageDraw.Draw(image).text((1 - left + fraction, 1 - top), char, 255, font=face, anchor="ls")
    return np.asarray(image).copy(), int(left) - 1, int(top) - 1
