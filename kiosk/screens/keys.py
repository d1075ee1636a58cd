"""Buttons and tiles: things that stand on a foot, sink when pressed, and say what happens."""

from __future__ import annotations

from typing import Literal

from kiosk.screens.nodes import Key, Picture, Plate
from kiosk.screens.sheet import Sheet
from kiosk.theme import tokens as t
from kiosk.theme.frame import Rect

Kind = Literal["primary", "secondary", "help"]


def button(
    sheet: Sheet, rect: Rect, label: str, event: object, name: str, *, kind: Kind = "secondary",
    icon: str | None = None, icon_right: bool = False, size: float | None = None, icon_size: float | None = None,
) -> None:  # fmt: skip
    """A button with an icon at its side. The label takes two lines where one is not enough."""
    size = size or (sheet.type.primary if kind == "primary" else sheet.type.button)
    icon_size = icon_size or round(size * 1.2)
    part = sheet.inside()
    words = Rect(rect.x + 20, rect.y, rect.w - 40, rect.h - 8)
    colour = t.WHITE if kind == "primary" else t.INK
    part.in_row(
        words, label, size, icon=icon, icon_size=icon_size, icon_right=icon_right, colour=colour,
        lines=2 if rect.h >= 96 else 1,
    )  # fmt: skip
    plate, pressed = _plates(rect, kind)
    sheet.add(Key(rect, name, event, plate, pressed, sheet.shapes(part), sink=8))


def _plates(rect: Rect, kind: Kind) -> tuple[Plate, Plate]:
    sunk = Rect(rect.x, rect.y + 8, rect.w, rect.h - 8)
    match kind:
        case "primary":
            return Plate(rect, t.LEAF, 20, foot=8, foot_fill=t.LEAFDEEP), Plate(sunk, t.LEAFDEEP, 20)
        case "help":
            return Plate(rect, t.POMELO, 20, foot=8, foot_fill=t.POMELODEEP), Plate(sunk, t.POMELODEEP, 20)
        case "secondary":
            return (
                Plate(rect, t.CARD, 20, t.EDGE, 3, foot=5, foot_fill=t.EDGE),
                Plate(sunk, t.LEAFTINT, 20, t.EDGE, 3),
            )


def disabled(sheet: Sheet, rect: Rect, label: str, *, icon: str | None = None, size: float | None = None) -> None:
    """What cannot be pressed yet; words near it say what is missing."""
    size = size or sheet.type.button
    sheet.add(Plate(rect, t.STONE, 20, t.EDGE, 3, dashed=True))
    sheet.in_row(rect.inset(16, 0), label, size, icon=icon, icon_size=round(size * 1.2), colour=t.INK2, lines=2)


def tile(
    sheet: Sheet, rect: Rect, word: str, event: object, name: str, *, help_line: str = "", icon: str | None = None,
    picture: str | None = None, letter: str = "", selected: bool = False, emphasised: bool = False,
    size: float | None = None, across: bool = True, plate: bool = False,
) -> None:  # fmt: skip
    """A choice: picture or icon, one bold word, one line of help; the whole tile is the target.

    `across` puts the picture at the left of the words, else above them. `emphasised` draws the leaf frame of a way
    that is offered loudly; `plate` puts a tinted square behind the icon.
    """
    part = sheet.inside()
    face = Rect(rect.x, rect.y, rect.w, rect.h - 8)
    size = size or sheet.type.h2
    small = sheet.type.body
    mark = 120.0 if plate else 96.0 if picture else 76.0
    mark = min(mark, face.h - 32)
    if across:
        at = Rect(face.x + 28, face.y + (face.h - mark) / 2, mark, mark)
        _mark(part, at, icon, picture, letter, plate)
        x = at.right + 24 if (icon or picture or letter) else face.x + 32
        words = Rect(x, face.y + 8, face.right - 20 - x, face.h - 16)
        part.stack(words, word, help_line, size=size, small=small, lines=2, gap=6)
    else:
        mark = min(96.0, face.h * 0.42)
        words_high = face.h - mark - 44
        at = Rect(face.x + (face.w - mark) / 2, face.y + 20, mark, mark)
        _mark(part, at, icon, picture, letter, plate)
        words = Rect(face.x + 12, at.bottom + 4, face.w - 24, words_high + 12)
        part.stack(words, word, help_line, size=size, small=small, lines=2, gap=2, align="center")
    if selected:
        part.icon(face.right - 56, face.y + 14, 44, "check-circle", t.LEAF)
    ground = t.LEAFTINT if selected else t.CARD
    strong = selected or emphasised
    face_plate = Plate(rect, ground, 28, t.LEAF if strong else t.EDGE, 5 if strong else 3, foot=3 if strong else 5,
                       foot_fill=t.LEAF if strong else t.EDGE)  # fmt: skip
    sunk = Plate(Rect(rect.x, rect.y + 8, rect.w, rect.h - 8), t.LEAFTINT, 28, t.LEAF, 3)
    sheet.add(Key(rect, name, event, face_plate, sunk, sheet.shapes(part), sink=8))


def _mark(part: Sheet, at: Rect, icon: str | None, picture: str | None, letter: str, plate: bool) -> None:
    if plate:
        part.plate(at, t.LEAFTINT, 16)
    if letter:
        part.middle(letter, at, 76, bold=True, colour=t.LEAF, align="center", leading=1.0)
    elif picture:
        part.add(Picture(at, picture))
    elif icon:
        part.icon_in(at, round(at.w * 0.63) if plate else at.w, icon, t.LEAF)


def wide_tile(
    sheet: Sheet, rect: Rect, word: str, consequence: str, event: object, name: str, *, icon: str | None = None
) -> None:
    """Senior pace: a full-width answer that carries its consequence and goes on at once."""
    part = sheet.inside()
    face = Rect(rect.x + 40, rect.y, rect.w - 80, rect.h - 8)
    big = 60 if rect.h >= 150 else 48
    part.icon(face.right - 64, face.y + (face.h - 64) / 2, 64, "chevron-right")
    x = face.x
    if icon:
        part.icon(x - 4, face.y + (face.h - 72) / 2, 72, icon, t.LEAF)
        x += 96
    room = face.right - 88 - x
    side = room * (0.48 if consequence else 0)
    part.middle(word, Rect(x, face.y, room - side, face.h), big, bold=True, lines=2, leading=1.15)
    if consequence:
        part.middle(consequence, Rect(face.right - 88 - side, face.y, side, face.h), 40, bold=True, lines=2,
                    align="right", leading=1.2)  # fmt: skip
    plate = Plate(rect, t.CARD, 28, t.EDGE, 3, foot=5, foot_fill=t.EDGE)
    sunk = Plate(Rect(rect.x, rect.y + 8, rect.w, rect.h - 8), t.LEAFTINT, 28, t.LEAF, 3)
    sheet.add(Key(rect, name, event, plate, sunk, sheet.shapes(part), sink=8))


def square(sheet: Sheet, rect: Rect, icon: str, event: object | None, name: str) -> None:
    """A stepper's key; without an event it is there but does nothing more."""
    ready = event is not None
    part = sheet.inside()
    part.icon_in(rect, round(rect.w * 0.56), icon, t.INK if ready else t.EDGE)
    inside = sheet.shapes(part)
    if not ready:
        sheet.add(Plate(rect, t.STONE, 16, t.EDGE, 3, dashed=True), *inside)
        return
    sheet.add(
        Key(rect, name, event, Plate(rect, t.CARD, 16, t.EDGE, 3), Plate(rect, t.LEAFTINT, 16, t.LEAF, 5), inside)
    )


def letter_key(sheet: Sheet, rect: Rect, label: str, event: object, name: str, *, icon: str | None = None) -> None:
    """One key of a keypad."""
    part = sheet.inside()
    face = Rect(rect.x, rect.y, rect.w, rect.h - 4)
    if icon:
        part.icon_in(face, 52, icon)
    else:
        part.middle(label, face, 48, bold=True, align="center", leading=1.1)
    plate = Plate(rect, t.CARD, 14, t.EDGE, 3, foot=4, foot_fill=t.EDGE)
    sunk = Plate(Rect(rect.x, rect.y + 4, rect.w, rect.h - 4), t.LEAFTINT, 14, t.LEAF, 3)
    sheet.add(Key(rect, name, event, plate, sunk, sheet.shapes(part), sink=4))
