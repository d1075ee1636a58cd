"""The field an on-screen keyboard writes into."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kiosk.screens.nodes import Line, Plate
from kiosk.screens.page import Page
from kiosk.screens.sheet import Sheet
from kiosk.theme import tokens as t
from kiosk.theme.fonts import width
from kiosk.theme.frame import Rect
from kiosk.theme.typeset import Run, clean
from kiosk.typing import Typing
from kiosk.typing.syllables import cut

LEADING = 1.4
_TOKEN = re.compile(r"[\u0021-\u024f]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    composed: bool


def text_field(
    page: Page, rect: Rect, typing: Typing, placeholder: str, *, size: float = 0, icon: str | None = None
) -> None:
    """What was written, the letters being composed underlined in leaf, and the caret behind them.

    A text too long for the field gets smaller; beyond that its end is shown, which is where the writing goes on.
    """
    page.add(Plate(rect, t.CARD, 20, t.LEAF, 5))
    inner = rect.inset(28, 14)
    if icon:
        page.icon(inner.x, rect.y + (rect.h - 56) / 2, 56, icon)
        inner = inner._replace(x=inner.x + 76, w=inner.w - 76)
    size = size or (44 if page.senior else 38)
    if not typing.query:
        _caret(page, inner.x, inner.y + _lift(inner, size), size)
        words = Rect(inner.x + 12, inner.y, inner.w - 12, inner.h)
        if inner.h > 2 * size * LEADING:
            words = words._replace(h=size * LEADING)
        page.middle(placeholder, words, size, colour=t.INK2, floor=22, lines=2, leading=1.2)
        return
    pieces = _pieces(typing)
    while True:
        lines = _broken(pieces, size, inner.w - 12)
        room = max(1, int(inner.h // (size * LEADING)))
        if len(lines) <= room or size <= 28:
            break
        size -= 2
    shown = lines[-room:]
    if len(shown) < len(lines) and shown[0]:
        # The mark stands for what is out of sight and for the first character in sight, so that the line fits still.
        first, *others = shown[0]
        shown[0] = [_Piece("…", False), _Piece(first.text[1:], first.composed), *others]
    _draw(page, inner, shown, size, room)


def _lift(inner: Rect, size: float) -> float:
    """A field for one line has it in its middle."""
    return max(0.0, (inner.h - size * LEADING) / 2) if inner.h < 2 * size * LEADING else 0.0


def _pieces(typing: Typing) -> list[_Piece]:
    written = [_Piece(token, False) for token in _TOKEN.findall(clean(typing.text))]
    syllables = cut(typing.letters) if typing.letters else ()
    composed = [_Piece(s + (" " if i + 1 < len(syllables) else ""), True) for i, s in enumerate(syllables)]
    return [*written, *composed]


def _broken(pieces: list[_Piece], size: float, room: float) -> list[list[_Piece]]:
    lines: list[list[_Piece]] = [[]]
    used = 0.0
    for piece in pieces:
        for part in _no_wider(piece, size, room):
            wide = width(part.text, size)
            if lines[-1] and used + width(part.text.rstrip(), size) > room:
                lines.append([])
                used = 0.0
            lines[-1].append(part)
            used += wide
    return lines


def _no_wider(piece: _Piece, size: float, room: float) -> list[_Piece]:
    if width(piece.text, size) <= room:
        return [piece]
    return [_Piece(char, piece.composed) for char in piece.text]


def _draw(page: Sheet, inner: Rect, lines: list[list[_Piece]], size: float, room: int) -> None:
    high = size * LEADING
    y = inner.y + (_lift(inner, size) if room == 1 else 0.0)
    x = inner.x
    for row in lines:
        x = inner.x
        for composed in (False, True):
            text = "".join(piece.text for piece in row if piece.composed is composed)
            if not text:
                continue
            wide = width(text, size)
            colour = t.LEAF if composed else t.INK
            if text.strip():
                box = Rect(x, y, wide + 1, high)
                page.add(Line(box, (Run(text, False),), size, colour, "left", page.tr.language))
            if composed:
                page.add(Plate(Rect(x, y + high - 6, wide, 4), t.LEAF, 0))
            x += wide
        y += high
    _caret(page, x + 4, y - high, size)


def _caret(page: Sheet, x: float, y: float, size: float) -> None:
    page.add(Plate(Rect(x, y + size * 0.14, 4, size * 1.15), t.LEAF, 0))
