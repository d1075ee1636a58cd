"""Parts that are looked at: pills, banners, cards with rows, progress, the spoken sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.screens.nodes import Plate, Qr
from kiosk.screens.sheet import Sheet
from kiosk.theme import tokens as t
from kiosk.theme.fonts import width
from kiosk.theme.frame import Rect
from kiosk.theme.tokens import Colour


@dataclass(frozen=True, slots=True)
class Pill:
    """A status: shape, icon and word say it, colour only repeats."""

    icon: str
    ground: Colour
    ink: Colour
    edge: Colour | None = None
    flag: bool = False


OK = Pill("check-circle", t.LEAF, t.WHITE)
STAFF = Pill("account-eye", t.MANDARINTINT, t.MANDARIN, t.MANDARIN)
TO_VERIFY = Pill("clock-outline", t.MANDARINTINT, t.MANDARIN, t.MANDARIN)
NOT = Pill("cancel", t.WHITE, t.INK2, flag=True)


def pill_width(sheet: Sheet, word: str, high: float) -> float:
    return width(word, high * 0.545, bold=True) + high * 0.68 + 8 + high * 0.64


def pill(sheet: Sheet, x: float, y: float, pill: Pill, word: str, *, high: float = 0, limit: float = 900) -> float:
    """Draws a status pill; returns its width. `high` 44, senior 60 by default."""
    high = high or (60 if sheet.look.senior else 44)
    size, icon = high * 0.545, high * 0.68
    wide = min(limit, pill_width(sheet, word, high))
    rect = Rect(x, y, wide, high)
    if pill.flag:
        sheet.add(Plate(rect, pill.ground, 8, t.INK2, 0, bar=8))
    elif pill.edge:
        sheet.add(Plate(rect, pill.ground, high / 2, pill.edge, 3))
    else:
        sheet.add(Plate(rect, pill.ground, high / 2))
    start = x + high * 0.28 + (4 if pill.flag else 0)
    sheet.icon(start, y + (high - icon) / 2, icon, pill.icon, pill.ink)
    words = Rect(start + icon + 8, y, x + wide - high * 0.2 - start - icon - 8, high)
    sheet.middle(word, words, size, bold=True, colour=pill.ink, leading=1.2)
    return wide


@dataclass(frozen=True, slots=True)
class Tone:
    ground: Colour
    ink: Colour


WARNING = Tone(t.MANDARINTINT, t.MANDARIN)
FAULT = Tone(t.TOMATOTINT, t.TOMATO)


def banner(sheet: Sheet, rect: Rect, tone: Tone, icon: str, first: str, second: str) -> None:
    """In the content, never floating: what happened, and what is safe."""
    sheet.add(Plate(rect, tone.ground, 20, tone.ink, 0, bar=16))
    sheet.icon(rect.x + 44, rect.y + (rect.h - 60) / 2, 60, icon, tone.ink)
    words = Rect(rect.x + 128, rect.y + 6, rect.w - 152, rect.h - 12)
    sheet.stack(words, first, second, size=sheet.type.label, small=sheet.type.body, colour=tone.ink,
                second_colour=t.INK, lines=2, second_lines=3)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a card: a disc with a number, or an icon, or a picture; a bold line and a lighter one."""

    first: str
    second: str = ""
    number: int = 0
    icon: str = ""
    icon_colour: Colour = t.INK
    label_first: bool = False
    """The lighter line above the bold one, as a label."""
    picture: str = ""


def rows(sheet: Sheet, rect: Rect, content: Sequence[Row]) -> None:
    """A card of rows of equal height, with hairlines between."""
    sheet.card(rect)
    high = (rect.h - 16) / len(content)
    for i, row in enumerate(content):
        box = Rect(rect.x + 32, rect.y + 8 + i * high, rect.w - 64, high)
        if i:
            sheet.rule(box.x, box.y - 1, box.w)
        _row(sheet, box, row)


def _row(sheet: Sheet, box: Rect, row: Row) -> None:
    x = box.x
    if row.number:
        disc(sheet, x, box.y + (box.h - 64) / 2, str(row.number))
        x += 88
    elif row.picture:
        side = min(80.0, box.h - 16)
        sheet.picture(Rect(x - 8, box.y + (box.h - side) / 2, side, side), row.picture, ground=None)
        x += side + 8
    elif row.icon:
        sheet.icon(x, box.y + (box.h - 56) / 2, 56, row.icon, row.icon_colour)
        x += 80
    words = Rect(x, box.y + 4, box.right - x, box.h - 8)
    if row.label_first:
        _labelled(sheet, words, row.second, row.first)
    else:
        sheet.stack(words, row.first, row.second, size=sheet.type.h3, small=sheet.type.body, lines=2)


def _labelled(sheet: Sheet, words: Rect, label: str, text: str) -> None:
    small, size = sheet.type.body, sheet.type.label
    fitted = sheet.fitted(text, size, words.w, lines=2, bold=True)
    high = small * 1.25 + len(fitted.lines) * fitted.size * 1.25
    while high > words.h and fitted.size > sheet.type.least:
        fitted = sheet.fitted(text, fitted.size - 1, words.w, lines=2, bold=True)
        high = small * 1.25 + len(fitted.lines) * fitted.size * 1.25
    y = words.y + (words.h - high) / 2
    y += sheet.write(label, words.x, y, words.w, small, colour=t.INK2, leading=1.25)
    sheet.write(text, words.x, y, words.w, fitted.size, bold=True, lines=2, leading=1.25)


def disc(sheet: Sheet, x: float, y: float, word: str, *, size: float = 64) -> None:
    """A numbered leaf disc, as in the words and on the slip."""
    rect = Rect(x, y, size, size)
    sheet.add(Plate(rect, t.LEAF, size / 2))
    sheet.middle(word, rect, size * 0.56, bold=True, colour=t.WHITE, align="center", leading=1.0)


def note(sheet: Sheet, rect: Rect, icon: str, text: str, *, size: float | None = None) -> None:
    """A quiet line with a small icon."""
    size = size or sheet.type.body
    sheet.icon(rect.x, rect.y + (rect.h - 36) / 2, 36, icon, t.INK2)
    words = Rect(rect.x + 48, rect.y, rect.w - 48, rect.h)
    sheet.middle(text, words, size, colour=t.INK2, lines=2 if rect.h >= 80 else 1, leading=1.2, floor=22)


def tinted(sheet: Sheet, rect: Rect, icon: str, first: str, second: str = "", *, lines: int = 3) -> None:
    """An explanation on leaf tint; the second part in at most `lines`."""
    sheet.add(Plate(rect, t.LEAFTINT, 20))
    sheet.icon(rect.x + 32, rect.y + (rect.h - 56) / 2, 56, icon, t.LEAF)
    words = Rect(rect.x + 112, rect.y + 6, rect.w - 136, rect.h - 12)
    sheet.stack(words, first, second, size=sheet.type.label, small=sheet.type.body, second_colour=t.INK, lines=2,
                second_lines=lines)  # fmt: skip


def stone(sheet: Sheet, rect: Rect, icon: str, text: str) -> None:
    """A plain remark on stone."""
    sheet.add(Plate(rect, t.STONE, 20))
    sheet.icon(rect.x + 28, rect.y + (rect.h - 48) / 2, 48, icon, t.INK2)
    sheet.middle(text, Rect(rect.x + 100, rect.y + 8, rect.w - 128, rect.h - 16), sheet.type.body, lines=3)


def qr(sheet: Sheet, rect: Rect, content: str) -> None:
    sheet.add(Qr(rect, content))
