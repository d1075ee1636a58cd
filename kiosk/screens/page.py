"""A page: the sheet of one screen's content, with the places every screen has (title, body, action bar, pager)."""

from __future__ import annotations

from dataclasses import dataclass

from domain.policy import Policy
from domain.promotion import Notice
from domain.reference import Department, Store
from kiosk.screens import keys
from kiosk.screens.map.look import WHOLE, MapLook
from kiosk.screens.sheet import Look, Sheet
from kiosk.situation import Situation
from kiosk.theme import tokens as t
from kiosk.theme.frame import Rect

PANEL_HIGH = 144
"""Height of the panel with the spoken sentence."""


@dataclass(frozen=True, slots=True)
class Place:
    """The kiosk's surroundings, for the screens that have no visit yet, and what the store says to everybody."""

    store: Store | None = None
    policy: Policy | None = None
    departments: tuple[Department, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Glance:
    """What only the screen itself remembers: the page turned to, whether a reason is for all that is left, and how
    its map is looked at."""

    page: int = 0
    for_all: bool = False
    map: MapLook = WHOLE


@dataclass(frozen=True, slots=True)
class TurnTo:
    """Another page of the same screen."""

    page: int


@dataclass(frozen=True, slots=True)
class ForAll:
    on: bool


@dataclass(frozen=True, slots=True)
class SayAgain:
    """Speak the screen once more."""


@dataclass(frozen=True, slots=True)
class Act:
    """A button of the action bar."""

    label: str
    event: object
    icon: str | None = None
    icon_right: bool = False


class Page(Sheet):
    """One screen in the making."""

    def __init__(self, look: Look, situation: Situation, place: Place, glance: Glance) -> None:
        super().__init__(look)
        self.situation, self.place, self.glance = situation, place, glance
        self.name = ""
        self.step = 0
        self.back = self.home = True
        self.home_screen = False
        self.spoken: list[str] = []
        self.advice = ""

    @property
    def senior(self) -> bool:
        return self.look.senior

    @property
    def portrait(self) -> bool:
        return self.frame.portrait

    def begin(self, name: str, step: int = 0, *, back: bool = True, home: bool = True) -> None:
        self.name, self.step, self.back, self.home = name, step, back, home

    # Places ------------------------------------------------------------------------------------------------------

    def room(self, *, actions: bool, high_top: bool = False) -> Rect:
        """The content's place: above the action bar, or down to the counter where there is none.

        `high_top`: begins a little above what may be touched, for screens that open with something to look at.
        """
        body = self.frame.body
        if self.portrait and not actions:
            body = body._replace(h=1632 - body.y)
        if high_top and self.portrait and not self.frame.lowered:
            top = 392 if not self.senior else 424
            body = Rect(body.x, top, body.w, body.bottom - top)
        if self.says and self.portrait:
            body = body._replace(h=body.h - PANEL_HIGH - 16)
        return body

    @property
    def says(self) -> bool:
        """Senior pace shows the sentence that is spoken; from a wheelchair there is only room for the question."""
        return self.senior and self.situation.speech and not self.frame.lowered

    def head(self, title: str, sentence: str = "") -> None:
        """The title asks or states; one sentence below. Both are spoken."""
        self.say(title, sentence)
        if not self.portrait:
            self._side_head(title, sentence)
            return
        y = 216 + self.frame.header_shift
        room = self.frame.touch_top - 12 - y
        size = self.type.h1
        fitted = self._quiet(title, size, 1016, lines=1, floor=size * 0.72)
        lines = 1 if fitted is not None else 2
        big = size if fitted is not None else size * 0.72
        high = self.write(title, 32, y, 1016, big, bold=True, lines=lines, leading=1.2, floor=size * 0.5)
        if sentence:
            y += high + (14 if lines == 1 else 8)
            left = max(1, int((room - high - 14) // (self.type.lead * 0.8 * 1.3)))
            self.write(sentence, 32, y, 1016, self.type.lead, colour=t.INK2, lines=min(2, left), floor=24)

    def _side_head(self, title: str, sentence: str) -> None:
        side = self.frame.side
        size = 72 if self.senior else 64
        high = self.write(title, side.x, side.y, side.w, size, bold=True, lines=2, leading=1.2, floor=40)
        if sentence:
            self.write(sentence, side.x, side.y + high + 16, side.w, 38 if self.senior else 32, colour=t.INK2, lines=4,
                       floor=26)  # fmt: skip

    def _quiet(self, text: str, size: float, width: float, *, lines: int, floor: float) -> object | None:
        """Whether a text fits, without noting it as a fault."""
        before = len(self.faults)
        fitted = self.fitted(text, size, width, lines=lines, floor=floor, bold=True)
        del self.faults[before:]
        return fitted if fitted.whole else None

    def actions(
        self, primary: Act | None, secondary: Act | None = None, *, total: tuple[str, str] | None = None,
        missing: str = "",
    ) -> None:  # fmt: skip
        """The action bar: one green button; at its left (landscape: above it) another way or the running sum.

        `total` is a caption and an amount. Without `primary` the key says what is `missing`.
        """
        bar = self.frame.action
        if self.portrait:
            left, right = (bar.split(336, 0) if total or secondary else (bar, bar))
        else:
            left, right = bar._replace(y=bar.y - 136), bar
        if total:
            caption, amount = total
            y = left.y + (0 if self.portrait else 8)
            y += self.write(caption, left.x, y, left.w, self.type.body if not self.senior else 36, colour=t.INK2,
                            floor=20)  # fmt: skip
            self.write(amount, left.x, y, left.w, self.type.total, bold=True, leading=1.15, floor=34)
        elif secondary:
            keys.button(self, left, secondary.label, secondary.event, "secondary", icon=secondary.icon,
                        icon_right=secondary.icon_right)  # fmt: skip
        if primary:
            keys.button(self, right, primary.label, primary.event, "primary", kind="primary", icon=primary.icon,
                        icon_right=primary.icon_right)  # fmt: skip
        elif missing:
            keys.disabled(self, right, missing)

    def pager(self, rect: Rect, page: int, pages: int, *, after: str = "") -> None:
        """前面 / 第 1 页，共 3 页 / 后面. Nothing scrolls."""
        left, middle, right = rect.split(336, 0, 336) if rect.w > 900 else rect.split(rect.w * 0.3, 0, rect.w * 0.3)
        size = self.type.label
        if page > 0:
            keys.button(self, left, self.tr("前面"), TurnTo(page - 1), "page:before", icon="arrow-up", size=size)
        else:
            keys.disabled(self, left, self.tr("前面"), icon="arrow-up", size=size)
        words = self.tr("第 {page} 页，共 {pages} 页", page=page + 1, pages=pages)
        self.middle(words, middle, size, bold=True, align="center", lines=2, leading=1.2)
        word = after or self.tr("后面")
        if page < pages - 1:
            keys.button(self, right, word, TurnTo(page + 1), "page:after", icon="arrow-down", icon_right=True,
                        size=size)  # fmt: skip
        else:
            keys.disabled(self, right, self.tr("后面"), icon="arrow-down", size=size)

    # Speech ------------------------------------------------------------------------------------------------------

    def say(self, *sentences: str) -> None:
        self.spoken.extend(sentence for sentence in sentences if sentence)

    def speech_panel(self, *, actions: bool, top: float | None = None) -> None:
        """The spoken sentence on leaf tint, with 再听一遍. Drawn last, when all that is spoken is known.

        `top`: where it begins in a landscape frame, if not right above the keys.
        """
        if not self.says or not self.spoken:
            return
        if self.portrait:
            bottom = self.frame.body.bottom if actions else 1632
            rect = Rect(32, bottom - PANEL_HIGH, 1016, PANEL_HIGH)
        else:
            side = self.frame.side
            rect = Rect(side.x, top or (508 if actions else 640), side.w, PANEL_HIGH)
        self.plate(rect, t.LEAFTINT, 20)
        wide = 220.0 if self.portrait else 164.0
        again = Rect(rect.right - 20 - wide, rect.y + 20, wide, rect.h - 40)
        keys.button(self, again, self.tr("再听一遍"), SayAgain(), "say-again", size=40 if self.portrait else 34)
        self.icon(rect.x + 24, rect.y + (rect.h - 64) / 2, 64, "volume-high", t.LEAF)
        x = rect.x + (112 if self.portrait else 100)
        room = Rect(x, rect.y + 8, again.x - 20 - x, rect.h - 16)
        words = self.tr("正在念：“{text}”", text=self.spoken[0])
        self.middle(words, room, 36 if self.portrait else 32, lines=3, floor=24, leading=1.25)
