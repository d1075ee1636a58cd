"""The on-screen keyboard and its candidates. Every key sends `KeyPressed`; none is ever dead."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.screens.nodes import Key, Plate
from kiosk.screens.page import Page
from kiosk.theme import tokens as t
from kiosk.theme.fonts import width
from kiosk.theme.frame import Rect
from kiosk.theme.typeset import clean
from kiosk.typing import (
    Char,
    Erase,
    KeyPressed,
    Letter,
    Mode,
    Pick,
    Shift,
    ShowFrom,
    ShowKeys,
    Space,
    Typing,
    layout,
)
from kiosk.typing import Key as KeyStroke

STRIP = 88.0
"""Height of the candidates, and the side of their page keys."""
STRIP_GAP = 20.0
ROW_GAP = {False: 12.0, True: 16.0}
KEY_GAP = {False: 15.0, True: 16.0}
"""Between keys of a row; True for the senior pace."""
TALLEST = 108.0


def keyboard_height(page: Page, key: float = 96.0) -> float:
    """How high a keyboard with keys of that height stands, its candidates included."""
    return STRIP + STRIP_GAP + 4 * key + 3 * ROW_GAP[page.senior]


def keyboard(page: Page, rect: Rect, typing: Typing) -> None:
    """Candidates, and four rows of keys in what is left of the rectangle's height."""
    gap = ROW_GAP[page.senior]
    strip = min(STRIP, max(page.frame.target(page.senior), rect.h * 0.18))
    between = STRIP_GAP if strip == STRIP else gap
    high = min(TALLEST, (rect.h - strip - between - 3 * gap) / 4)
    mode = typing.mode_in(page.situation.language)
    _strip(page, rect._replace(h=strip), typing, mode)
    pitch = (rect.w + KEY_GAP[page.senior]) / 10
    top = rect.y + strip + between
    grid = _Grid(page, rect.x, top, pitch, high, high + gap)
    first, second, third = layout.rows(mode, typing.shift)
    for row, (start, characters) in enumerate(((0.0, first), (0.5, second), (1.5, third))):
        for i, char in enumerate(characters):
            grid.key(row, start + i, start + i + 1, char, _stroke(char, mode))
    _third_row(grid, typing, mode)
    _last_row(grid, typing, mode)


def _stroke(char: str, mode: Mode) -> KeyStroke:
    return Letter(char) if mode is Mode.PINYIN else Char(char)


@dataclass(frozen=True, slots=True)
class _Grid:
    """Ten columns; keys stand from one column to another."""

    page: Page
    x: float
    y: float
    pitch: float
    high: float
    down: float

    def key(
        self, row: int, start: float, end: float, label: str, stroke: KeyStroke, *, icon: str | None = None,
        name: str = "", size: float = 0, on: bool = False,
    ) -> None:  # fmt: skip
        gap = KEY_GAP[self.page.senior]
        rect = Rect(self.x + start * self.pitch, self.y + row * self.down, (end - start) * self.pitch - gap, self.high)
        letter = 48 if self.page.senior else 40
        _key(self.page, rect, label, stroke, name or f"key:{label}", icon=icon, size=size or letter, on=on)

    def word(self, row: int, start: float, end: float, word: str, stroke: KeyStroke, name: str) -> None:
        self.key(row, start, end, word, stroke, name=name, size=38 if self.page.senior else 32)


def _third_row(grid: _Grid, typing: Typing, mode: Mode) -> None:
    tr = grid.page.tr
    match mode:
        case Mode.LATIN:
            grid.key(2, 0, 1.5, "", Shift(), icon="apple-keyboard-shift", name="key:shift", on=typing.shift)
        case Mode.SYMBOLS:
            grid.word(2, 0, 1.5, "123", ShowKeys(Mode.DIGITS), "key:digits")
        case Mode.PINYIN | Mode.DIGITS:
            grid.word(2, 0, 1.5, tr("符号"), ShowKeys(Mode.SYMBOLS), "key:symbols")
    grid.key(2, 8.5, 10, "", Erase(), icon="backspace-outline", name="key:erase")


def _last_row(grid: _Grid, typing: Typing, mode: Mode) -> None:
    tr = grid.page.tr
    match mode:
        case Mode.PINYIN | Mode.LATIN:
            other = Mode.LATIN if mode is Mode.PINYIN else Mode.PINYIN
            grid.word(3, 0, 1.5, "123", ShowKeys(Mode.DIGITS), "key:digits")
            grid.word(3, 1.5, 3, tr("中/英"), ShowKeys(other), "key:language")
        case Mode.DIGITS | Mode.SYMBOLS:
            grid.word(3, 0, 1.5, tr("拼音"), ShowKeys(Mode.PINYIN), "key:pinyin")
            grid.word(3, 1.5, 3, tr("英文"), ShowKeys(Mode.LATIN), "key:latin")
    grid.word(3, 3, 7.25, tr("空格"), Space(), "key:space")
    if typing.letters:
        grid.word(3, 7.25, 10, tr("选第一个"), Pick(typing.shown_from), "key:first")
        return
    latin = mode is Mode.LATIN
    comma, stop = (layout.PLAIN_COMMA, layout.PLAIN_STOP) if latin else (layout.COMMA, layout.STOP)
    grid.key(3, 7.25, 8.625, comma, Char(comma), name="key:comma")
    grid.key(3, 8.625, 10, stop, Char(stop), name="key:stop")


def _key(
    page: Page, rect: Rect, label: str, stroke: KeyStroke, name: str, *, icon: str | None, size: float, on: bool
) -> None:
    part = page.inside()
    face = Rect(rect.x + 6, rect.y, rect.w - 12, rect.h - 4)
    if icon:
        part.icon_in(face, min(52.0, face.h * 0.6), icon, t.WHITE if on else t.INK)
    else:
        part.middle(label, face, min(size, face.h * 0.56), bold=True, align="center", lines=2 if len(label) > 6 else 1,
                    leading=1.15, floor=20)  # fmt: skip
    plate = Plate(rect, t.LEAF if on else t.CARD, 14, t.LEAF if on else t.EDGE, 3, foot=4,
                  foot_fill=t.LEAFDEEP if on else t.EDGE)  # fmt: skip
    sunk = Plate(Rect(rect.x, rect.y + 4, rect.w, rect.h - 4), t.LEAFTINT, 14, t.LEAF, 3)
    page.add(Key(rect, name, KeyPressed(stroke), plate, sunk, page.shapes(part), sink=4))


# Candidates ----------------------------------------------------------------------------------------------------------


def _strip(page: Page, rect: Rect, typing: Typing, mode: Mode) -> None:
    if not typing.letters:
        if mode is Mode.PINYIN:
            hint = page.tr("打拼音，字会出现在这里；只打声母也行")
            page.middle(hint, rect.inset(8, 0), 34 if page.senior else page.type.body, colour=t.INK2, floor=20)
        return
    candidates = typing.candidates or ()
    side = rect.h
    gap = 12.0 if not page.senior else 16.0
    room = rect.w - 2 * (side + gap) - 2 * gap
    size = (48 if page.senior else 42) * min(1.0, rect.h / STRIP)
    starts = _pages([_wide(c.text, size, room) for c in candidates], room, gap)
    here = max((i for i, start in enumerate(starts) if start <= typing.shown_from), default=0)
    end = starts[here + 1] if here + 1 < len(starts) else len(candidates)
    x = rect.x
    for index in range(starts[here] if starts else 0, end):
        text = candidates[index].text
        wide = _wide(text, size, room)
        _candidate(page, Rect(x, rect.y, wide, rect.h), text, index, size, first=index == starts[here])
        x += wide + gap
    before = ShowFrom(starts[here - 1]) if here > 0 else None
    after = ShowFrom(starts[here + 1]) if here + 1 < len(starts) else None
    _turn(page, Rect(rect.right - 2 * side - gap, rect.y, side, side), "chevron-left", before, "candidates:before")
    _turn(page, Rect(rect.right - side, rect.y, side, side), "chevron-right", after, "candidates:after")


def _wide(text: str, size: float, room: float) -> float:
    return min(room, width(clean(text), size, bold=True) + (80 if len(text) > 1 else 72))


def _pages(widths: list[float], room: float, gap: float) -> list[int]:
    """Where each page of candidates begins."""
    starts, used = [0] if widths else [], 0.0
    for index, wide in enumerate(widths):
        if used and used + wide > room:
            starts.append(index)
            used = 0.0
        used += wide + gap
    return starts


def _candidate(page: Page, rect: Rect, text: str, index: int, size: float, *, first: bool) -> None:
    part = page.inside()
    part.middle(text, rect.inset(12, 0), size, bold=first, colour=t.WHITE if first else t.INK, align="center",
                floor=22, leading=1.2)  # fmt: skip
    plate = Plate(rect, t.LEAF, 14) if first else Plate(rect, t.CARD, 14, t.EDGE, 3)
    page.add(
        Key(rect, f"candidate:{index}", KeyPressed(Pick(index)), plate, Plate(rect, t.LEAFDEEP if first else t.LEAFTINT,
            14, t.LEAF, 3), page.shapes(part))
    )  # fmt: skip


def _turn(page: Page, rect: Rect, icon: str, stroke: KeyStroke | None, name: str) -> None:
    part = page.inside()
    part.icon_in(rect, 48, icon, t.INK if stroke else t.EDGE)
    if stroke is None:
        page.add(Plate(rect, t.STONE, 16, t.EDGE, 3, dashed=True), *page.shapes(part))
        return
    page.add(
        Key(rect, name, KeyPressed(stroke), Plate(rect, t.CARD, 16, t.EDGE, 3), Plate(rect, t.LEAFTINT, 16, t.LEAF, 3),
            page.shapes(part))
    )  # fmt: skip
