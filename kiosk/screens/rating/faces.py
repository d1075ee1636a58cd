"""Faces and stars: what a vote looks like."""

from __future__ import annotations

from domain.rating import MOST_STARS
from kiosk.flows.rating import events as e
from kiosk.screens.nodes import Key, Picture, Plate
from kiosk.screens.page import Page
from kiosk.screens.rating.words import FACES
from kiosk.screens.sheet import Sheet
from kiosk.theme import tokens as t
from kiosk.theme.frame import Rect

STAR_GAP = 4.0


def stars_width(size: float) -> float:
    return MOST_STARS * size + (MOST_STARS - 1) * STAR_GAP


def stars(sheet: Sheet, x: float, y: float, size: float, count: int) -> None:
    for i in range(MOST_STARS):
        full = i < count
        sheet.icon(x + i * (size + STAR_GAP), y, size, "star" if full else "star-outline", t.LEAF if full else t.EDGE)


def face(sheet: Sheet, x: float, y: float, size: float, count: int) -> None:
    sheet.add(Picture(Rect(x, y, size, size), f"face-{count}"))


def row(page: Page, rect: Rect, count: int, *, selected: bool = False) -> None:
    """Face, word, stars side by side. The whole row is the target."""
    part = page.inside()
    high = rect.h - 8
    size = min(160.0, high - 36)
    face(part, rect.x + 32, rect.y + (high - size) / 2, size, count)
    star = 54.0
    wide = stars_width(star)
    stars(part, rect.right - 40 - wide, rect.y + (high - star) / 2, star, count)
    x = rect.x + 32 + size + 36
    words = Rect(x, rect.y, rect.right - 40 - wide - 20 - x, high)
    part.middle(page.tr(FACES[count]), words, 60 if page.senior else 56, bold=True, floor=36)
    _vote(page, rect, part, count, selected)


def column(page: Page, rect: Rect, count: int, *, selected: bool = False) -> None:
    """Face, word, stars one above the other."""
    part = page.inside()
    size, star = min(188.0, rect.h * 0.43), 48.0
    word = 60.0 if page.senior else 54.0
    gap = 22.0
    y = rect.y + (rect.h - 8 - size - word * 1.2 - star - 2 * gap) / 2
    face(part, rect.x + (rect.w - size) / 2, y, size, count)
    y += size + gap
    words = Rect(rect.x + 12, y, rect.w - 24, word * 1.2)
    part.middle(page.tr(FACES[count]), words, word, bold=True, align="center", leading=1.2, floor=36)
    y += word * 1.2 + gap
    stars(part, rect.x + (rect.w - stars_width(star)) / 2, y, star, count)
    _vote(page, rect, part, count, selected)


def _vote(page: Page, rect: Rect, part: Sheet, count: int, selected: bool) -> None:
    ground, edge, line = (t.LEAFTINT, t.LEAF, 5.0) if selected else (t.CARD, t.EDGE, 3.0)
    plate = Plate(rect, ground, 28, edge, line, foot=5 if not selected else 3, foot_fill=edge)
    sunk = Plate(Rect(rect.x, rect.y + 8, rect.w, rect.h - 8), t.LEAFTINT, 28, t.LEAF, 5)
    page.add(Key(rect, f"vote:{count}", e.Voted(count), plate, sunk, page.shapes(part), sink=8))
