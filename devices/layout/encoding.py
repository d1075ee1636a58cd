"""Text as a Chinese printer can print it: GB18030 bytes of characters its font has, and nothing else."""

from __future__ import annotations

import unicodedata

from devices.layout.cleaning import VISIBLE

ALIKE = str.maketrans({"¥": "￥", "−": "-", "‑": "-", "–": "-", "•": "·", "‧": "·", "✓": "√", "⁄": "/"})
"""What looks the same in GBK. The yen sign U+00A5, for one, takes four bytes in GB18030, and few fonts go that far."""


def printable(text: str) -> str:
    """The text in characters of one or two GB18030 bytes; accents are dropped, the rest is shown as a box."""
    return "".join(map(_in_font, text.translate(ALIKE)))


def _in_font(char: str) -> str:
    if char == "€" or len(char.encode("gb18030", errors="replace")) <= 2:
        # One byte for the euro (0x80) is Microsoft's; printers have it as A2E3, which is what the codec gives.
        return char
    base = unicodedata.normalize("NFKD", char)[0]
    return base if " " <= base <= "~" else VISIBLE


def encoded(text: str) -> bytes:
    """The bytes of a text that `printable` has seen to."""
    return text.encode("gb18030")


def cells(text: str) -> int:
    """Width: one for ASCII, two for everything that takes two bytes."""
    return len(encoded(text))
