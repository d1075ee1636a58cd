"""Texts made harmless before anything else sees them.

What a till, a supplier or a shopper wrote can hold control bytes, direction overrides, zero-width characters, stacked
accents and broken surrogates. None of it may steer a printer or make a line say something else than it seems to.
"""

from __future__ import annotations

import unicodedata

LONGEST = 2_000
"""Characters of one text. Longer ones are cut with an ellipsis: a slip is not a roll."""

VISIBLE = "□"
"""Stands where something unprintable stood. It is in GB2312, so every Chinese printer has it."""


def clean(text: str) -> str:
    """One line of printable characters: spaces collapsed, the invisible removed, the unprintable shown as a box."""
    composed = unicodedata.normalize("NFC", text[: LONGEST + 1])
    kept = "".join(map(_printable, composed))
    line = " ".join(kept.split(" ")) if "  " not in kept else " ".join(kept.split())
    line = line.strip()
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _printable(char: str) -> str:
    if " " <= char <= "~":
        return char
    match unicodedata.category(char):
        case "Zs" | "Zl" | "Zp":
            return " "
        case "Cc":
            return " " if char in "\t\n\r" else VISIBLE
        case "Cs" | "Co" | "Cn":
            return VISIBLE
        case "Cf" | "Mn" | "Me":  # direction, zero width, selectors; NFC has already composed the accents that matter
            return ""
        case _:
            return char
