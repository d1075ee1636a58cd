"""Where the guide's parts stand. Landscape: words and keys at the left, content at the right, from the very top."""

from __future__ import annotations

from kiosk.flows.guide import events as e
from kiosk.screens import keys
from kiosk.screens.guide.words import as_of
from kiosk.screens.nodes import Key, Plate
from kiosk.screens.page import Act, Page
from kiosk.screens.sheet import Sheet
from kiosk.theme import tokens as t
from kiosk.theme.fonts import width
from kiosk.theme.frame import Rect
from kiosk.typing import Clear, KeyPressed

WIDE = Rect(32, 124, 1856, 800)
"""All of the content of a landscape screen."""
SIDE = Rect(32, 124, 592, 800)
MAIN = Rect(656, 124, 1232, 800)
PAGER = 96
CLEAR = KeyPressed(Clear())
"""Empties the search field."""


def head(page: Page, title: str, sentence: str = "") -> float:
    """The title and one sentence. Returns where what follows may begin: below it, or (portrait) at the touch line."""
    if page.portrait:
        page.head(title, sentence)
        return page.frame.touch_top
    page.say(title, sentence)
    size = 68 if page.senior else 60
    y = SIDE.y
    y += page.write(title, SIDE.x, y, SIDE.w, size, bold=True, lines=2, leading=1.2, floor=40)
    if sentence:
        y += 12
        y += page.write(sentence, SIDE.x, y, SIDE.w, 38 if page.senior else 32, colour=t.INK2, lines=4, floor=26)
    return y + 20


def main(page: Page, *, actions: bool = False, bottom: float = 0) -> Rect:
    """Where content stands."""
    if page.portrait:
        return page.room(actions=actions)
    return MAIN._replace(h=MAIN.h - bottom)


def acts(page: Page, primary: Act | None, secondary: Act | None = None, *, missing: str = "") -> None:
    """The one green button, with another way beside it (landscape: above it)."""
    if page.portrait:
        page.actions(primary, secondary, missing=missing)
        return
    green = Rect(SIDE.x, SIDE.bottom - 128, SIDE.w, 128)
    if secondary:
        above = green._replace(y=green.y - 128, h=112)
        keys.button(page, above, secondary.label, secondary.event, "secondary", icon=secondary.icon)
    if primary:
        keys.button(page, green, primary.label, primary.event, "primary", kind="primary", icon=primary.icon,
                    icon_right=primary.icon_right)  # fmt: skip
    elif missing:
        keys.disabled(page, green, missing)


def pager(page: Page, rect: Rect, current: int, pages: int) -> None:
    """前面 / 第 1 页，共 3 页 / 后面. The page is the flow's, so that back finds it again."""
    side = rect.w * 0.3 if rect.w < 900 else 320
    left, middle, right = rect.split(side, 0, side)
    size = page.type.label
    if current > 0:
        keys.button(page, left, page.tr("前面"), e.PageTurned(current - 1), "page:before", icon="arrow-up", size=size)
    else:
        keys.disabled(page, left, page.tr("前面"), icon="arrow-up", size=size)
    words = page.tr("第 {page} 页，共 {pages} 页", page=current + 1, pages=pages)
    page.middle(words, middle, size, bold=True, align="center", lines=2, leading=1.2, floor=22)
    if current < pages - 1:
        keys.button(page, right, page.tr("后面"), e.PageTurned(current + 1), "page:after", icon="arrow-down",
                    icon_right=True, size=size)  # fmt: skip
    else:
        keys.disabled(page, right, page.tr("后面"), icon="arrow-down", size=size)


def plated(page: Page, rect: Rect, name: str, event: object, part: Sheet, *, on: bool = False, radius: float = 20,
           foot: float = 0) -> None:  # fmt: skip
    """A white key with a frame; leaf where it is chosen."""
    edge, line = (t.LEAF, 5) if on else (t.EDGE, 3)
    face = Plate(rect, t.LEAFTINT if on else t.CARD, radius, edge, line, foot=foot, foot_fill=edge)
    sunk = Plate(rect._replace(y=rect.y + foot, h=rect.h - foot), t.LEAFTINT, radius, t.LEAF, 5)
    page.add(Key(rect, name, event, face, sunk, page.shapes(part), sink=foot))


def toggle(page: Page, rect: Rect, word: str, event: object, name: str, *, on: bool, icon: str | None = None) -> None:
    """A choice that stays chosen, with a check."""
    part = page.inside()
    size = 38 if page.senior else 32
    wide = rect.w >= 240
    part.in_row(rect.inset(14 if wide else 8, 0), word, size, icon="check-bold" if on else icon,
                icon_size=36 if wide else 30, gap=10 if wide else 6, colour=t.LEAF if on else t.INK,
                lines=2 if rect.h >= 104 else 1, floor=min(page.type.least, 24))  # fmt: skip
    plated(page, rect, name, event, part, on=on)


def chip(page: Page, x: float, y: float, high: float, word: str, event: object, name: str, limit: float) -> float:
    """A word in a pill to touch. Returns its width, 0 where there is no room for it."""
    size = 32 if not page.senior else 40
    wide = max(high * 1.4, width(word, size) + high * 0.72)
    if x + wide > limit:
        return 0
    rect = Rect(x, y, wide, high)
    part = page.inside()
    part.middle(word, rect.inset(8, 0), size, align="center", leading=1.2)
    face = Plate(rect, t.CARD, high / 2, t.EDGE, 3)
    page.add(Key(rect, name, event, face, Plate(rect, t.LEAFTINT, high / 2, t.LEAF, 5), page.shapes(part)))
    return wide


def age(page: Page, rect: Rect) -> None:
    """With the line down: how old everything on the screen is."""
    situation = page.situation
    if situation.online or situation.data_as_of is None:
        return
    text = page.tr("离线：货架、价格和优惠是 {time} 的", time=as_of(page.look, situation.data_as_of))
    page.icon(rect.x, rect.y + (rect.h - 34) / 2, 34, "wifi-off", t.MANDARIN)
    words = Rect(rect.x + 46, rect.y, rect.w - 46, rect.h)
    page.middle(text, words, page.type.caption, colour=t.MANDARIN, leading=1.2, lines=2 if rect.h > 60 else 1, floor=20)
