"""Where a line may end: Chinese rules for punctuation (GB/T 15834, JIS X 4051), words and numbers whole.

Works for dots and for columns alike: the caller says how wide a piece of text is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

Width = Callable[[str], float]
"""How wide this text is, in whatever unit the limit is given in."""

NEVER_FIRST = frozenset("，。、；：？！）》」』】〕〉”’％‰℃°·…—～,.;:?!)]}>%々〗〞ー々")
"""Closing marks: they hang on to what stands before them."""

NEVER_LAST = frozenset("（《「『【〔〈“‘￥¥＄$([{<#№〖〝")
"""Opening marks: they go with what follows."""


def is_wide(char: str) -> bool:
    """True for characters that fill a square: Chinese, kana, full-width forms."""
    return unicodedata.east_asian_width(char) in "WF"


def pieces(text: str) -> list[str]:
    """Split into the smallest runs that must stay together; joined they give the text again."""
    found: list[str] = []
    for char in text:
        if found and not _may_break(found[-1][-1], char):
            found[-1] += char
        else:
            found.append(char)
    return found


def _may_break(before: str, after: str) -> bool:
    if after == " " or after in NEVER_FIRST or before in NEVER_LAST:
        return False
    return before == " " or is_wide(before) or is_wide(after) or before in NEVER_FIRST - frozenset(",.:·°%>")


def wrap(text: str, limit: float, width: Width) -> list[str]:
    """Lines no wider than `limit` (a single character wider than that stands alone). Never loses a character
    but the spaces at a line's ends. An empty text is one empty line."""
    lines: list[str] = []
    line = ""
    for piece in pieces(text):
        if width((line + piece).rstrip()) <= limit:
            line += piece
            continue
        if line.strip():
            lines.append(line.strip())
        line = piece
        while width(line.rstrip()) > limit and len(line) > 1:
            fitting = _fitting(line, limit, width)
            lines.append(line[:fitting].strip())
            line = line[fitting:]
    if line.strip() or not lines:
        lines.append(line.strip())
    return lines


def _fitting(text: str, limit: float, width: Width) -> int:
    """How many characters of an unbreakable run fit, at least one (a bisection: a run can be a whole URL)."""
    low, high = 1, len(text) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle]) <= limit:
            low = middle
        else:
            high = middle - 1
    return low
