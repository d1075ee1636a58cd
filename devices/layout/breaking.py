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


PAUSES = frozenset("，。；：、！？")
"""Where one pauses in reading."""

NO_BREAK_AFTER = frozenset(",.:·°%>")
"""Of the closing marks, those that stand inside numbers and words."""


def is_wide(char: str) -> bool:
    """True for characters that fill a square: Chinese, kana, full-width forms."""
    return unicodedata.east_asian_width(char) in "WF"


def pieces(text: str) -> list[str]:
    """Split into the smallest runs that must stay together; joined they give the text again."""
    found: list[str] = []
    for char in text:
        if found and not _may_break(found[-1], char):
            found[-1] += char
        else:
            found.append(char)
    return found


def _may_break(run: str, after: str) -> bool:
    before = run[-1]
    if after == " " or after in NEVER_FIRST or before in NEVER_LAST:
        return False
    if before == " ":
        return not _belongs(run.rstrip()[-1:], after)
    if before.isdigit() and is_wide(after):
        return False  # 24盒: a number and what it counts
    return is_wide(before) or is_wide(after) or before in NEVER_FIRST - NO_BREAK_AFTER


def _belongs(before: str, after: str) -> bool:
    """True over a space that is no place to break: × 1, 30 米."""
    return before == "×" or (before.isdigit() and is_wide(after))


def well_set(text: str, limit: float, width: Width) -> list[str]:
    """Like `wrap`, but two lines part where one pauses in reading, and no last line is a forlorn character: a line more
    evenly filled costs no paper."""
    lines = wrap(text, limit, width)
    if len(lines) == 2 and (parted := _at_pause(text, limit, width)) is not None:
        return parted
    if len(lines) > 1 and width(lines[-1]) < limit / 4:
        for share in (0.9, 0.8, 0.7, 0.6):
            closer = wrap(text, limit * share, width)
            if len(closer) == len(lines) and width(closer[-1]) >= limit / 4:
                return closer
    return lines


def _at_pause(text: str, limit: float, width: Width) -> list[str] | None:
    """Two lines, the first ended by the last comma that lets both fit; None where there is none past its first half."""
    for end in range(len(text) - 1, 0, -1):
        first, second = text[:end].strip(), text[end:].strip()
        if text[end - 1] not in PAUSES or second[:1] in NEVER_FIRST:
            continue
        if width(first) < limit * 0.45 or width(second) > limit:
            return None
        if width(first) <= limit and width(second) >= limit / 4:
            return [first, second]
    return None


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
