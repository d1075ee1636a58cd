"""What people type of themselves, made fit to keep and to show: one line, no hidden characters, never too long.

Screens, pages and tables all show such text as data; here it only loses what could make it look like something else
(direction overrides, zero-width characters), what no database takes (half characters, controls) and towers of accents.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST_WORD = 40
"""Characters of what somebody looked for that is worth keeping: longer is a sentence, perhaps about somebody."""

_JOINER = "\u200d"
_MOST_MARKS = 2
_MANY_DIGITS = re.compile(r"(?:\d[\s\-.()+]*){5}")
_ADDRESS = re.compile(r"\S@\S|https?:|www\.|(?:微信|wechat|weixin|qq|vx|手机|电话|身份证)", re.IGNORECASE)


def tidy(text: str, longest: int) -> str:
    """At most `longest` characters of it: NFC, white space folded, no control, format, private or half characters.

    Emoji stay whole, also those made of several with joiners between.
    """
    composed = unicodedata.normalize("NFC", text[: longest * 4])
    kept: list[str] = []
    marks = 0
    for char in composed:
        category = unicodedata.category(char)
        if char.isspace():
            char = " "
        elif char == _JOINER:
            if not kept or unicodedata.category(kept[-1]) not in ("So", "Sk", "Mn"):
                continue
        elif category.startswith("C"):
            continue
        marks = marks + 1 if category.startswith("M") else 0
        if marks > _MOST_MARKS or (char == " " and (not kept or kept[-1] == " ")):
            continue
        kept.append(char)
    return "".join(kept[:longest]).rstrip(f" {_JOINER}")


def looks_personal(text: str) -> bool:
    """Whether a word somebody looked for may say who they are: a number of five digits, an address, a sentence."""
    return len(text) > LONGEST_WORD or bool(_MANY_DIGITS.search(text) or _ADDRESS.search(text))
