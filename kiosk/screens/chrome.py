"""What is the same on every screen: the awning, the store's line, the four steps, and the counter that never moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.flows import common as c
from kiosk.i18n import msg
from kiosk.screens import keys
from kiosk.screens.nodes import Awning, Key, Picture, Plate
from kiosk.screens.sheet import Sheet
from kiosk.shell_events import LanguageChosen, LowToggled, PaceToggled, SpeechToggled
from kiosk.theme import tokens as t
from kiosk.theme.fonts import width
from kiosk.theme.frame import Rect

STEPS = (msg("扫小票"), msg("选商品"), msg("核金额"), msg("取回执"))
NAMES = {"zh_CN": "简体", "en": "English", "zh_TW": "繁體"}
SHELF = ("drink", "fruit", "milk", "fish", "tissue", "appliance")


@dataclass(frozen=True, slots=True)
class Chrome:
    """What the frame of a screen says. `helper`: None, "" when a person was called, or who is on the way.

    `shut_out`: the central service lets this kiosk in no more.
    """

    store: str
    role: str
    online: bool
    language: str
    speech: bool
    low: bool
    helper: str | None
    home_screen: bool
    back: bool
    home: bool
    step: int = 0
    """1-4; 5 when all are done; 0 without steps."""
    shut_out: bool = False


def frame(sheet: Sheet, chrome: Chrome) -> None:
    awning(sheet, chrome)
    identity(sheet, chrome)
    if chrome.step:
        steps(sheet, chrome.step)
    if sheet.frame.portrait:
        counter(sheet, chrome)
    else:
        counter_across(sheet, chrome)


def awning(sheet: Sheet, chrome: Chrome) -> None:
    frame = sheet.frame
    if frame.lowered:
        sheet.add(Awning(frame.width, 120, 200, 56))
        for i, name in enumerate(SHELF):
            sheet.add(Picture(Rect(56 + i * 166, 276, 136, 136), name))
        sheet.add(Plate(Rect(32, 410, 1016, 14), t.INK, 7))
    elif chrome.home_screen:
        sheet.add(Awning(frame.width, 120, 84, 48) if frame.portrait else Awning(frame.width, 120, 62, 42))
    else:
        sheet.add(Awning(frame.width, 60, 28, 30))


def identity(sheet: Sheet, chrome: Chrome) -> None:
    """Store and role at the left; date, time and the line's state at the right."""
    frame = sheet.frame
    if frame.portrait:
        y = 72 + frame.header_shift if frame.lowered else 150 if chrome.home_screen else 72
    else:
        y = 120 if chrome.home_screen else 66
    row = Rect(32, y, frame.width - 64, 48)
    size = 30 if sheet.look.senior else 26
    right = _line_state(sheet, row, chrome, size)
    sheet.icon(row.x, row.y + 5, 38, "storefront-outline", t.LEAF)
    x = row.x + 50
    room = right - 24 - x
    store = sheet.fitted(chrome.store, size, room * 0.75, bold=True, floor=20)
    sheet.write(chrome.store, x, row.y + (48 - store.size * 1.3) / 2, room * 0.75, store.size, bold=True, leading=1.3)
    x += width(chrome.store, store.size, bold=True) + 12
    sheet.middle(chrome.role, Rect(x, row.y, max(60.0, right - 24 - x), 48), size, colour=t.INK2, floor=18)


def _line_state(sheet: Sheet, row: Rect, chrome: Chrome, size: float) -> float:
    """Returns where it begins."""
    now: datetime = sheet.look.now
    clock = sheet.tr.clock(now) if sheet.look.senior else f"{sheet.tr.day(now)} {sheet.tr.clock(now)}"
    x = row.right
    colour = t.TOMATO if chrome.shut_out else t.LEAF if chrome.online else t.MANDARIN
    if not chrome.online:
        word = sheet.tr("已停用") if chrome.shut_out else sheet.tr("离线")
        wide = width(word, size, bold=True)
        x -= wide
        sheet.middle(word, Rect(x, row.y, wide + 2, 48), size, bold=True, colour=colour)
        x -= 12
    x -= 34
    icon = "cancel" if chrome.shut_out else "wifi" if chrome.online else "wifi-off"
    sheet.icon(x, row.y + 7, 34, icon, colour)
    wide = width(clock, size) + 2
    x -= 12 + wide
    sheet.middle(clock, Rect(x, row.y, wide, 48), size, colour=t.INK2)
    return x


def steps(sheet: Sheet, now: int) -> None:
    frame = sheet.frame
    size = 30 if sheet.look.senior else 26
    y = 140 + frame.header_shift if frame.portrait else 122
    places = Rect(32, y, frame.width - 64, 10).split(0, 0, 0, 0)
    for i, (place, word) in enumerate(zip(places, STEPS, strict=True), start=1):
        sheet.add(Plate(place, t.LEAF if i <= now else t.BASE, 5))
        row = Rect(place.x, place.y + 16, place.w, 38)
        if i < now:
            sheet.icon(row.x, row.y + 5, 28, "check-bold", t.LEAF)
            words = Rect(row.x + 36, row.y, row.w - 36, row.h)
            sheet.middle(sheet.tr(word), words, size, colour=t.INK2, floor=18, leading=1.2)
            continue
        number = str(i)
        wide = width(number, size, bold=True)
        colour = t.LEAF if i == now else t.INK2
        digit = Rect(row.x, row.y, wide + 2, row.h)
        sheet.middle(number, digit, size, bold=True, colour=colour, leading=1.2)
        words = Rect(row.x + wide + 8, row.y, row.w - wide - 8, row.h)
        colour = t.INK if i == now else t.INK2
        sheet.middle(sheet.tr(word), words, size, bold=i == now, colour=colour, floor=18, leading=1.2)


def counter(sheet: Sheet, chrome: Chrome) -> None:
    senior = sheet.look.senior
    big, small = (44, 30) if senior else (36, 26)
    sheet.add(Plate(sheet.frame.counter, t.COUNTER, 0))
    nav_key(sheet, Rect(32, 1672, 248, 120), sheet.tr("返回"), "arrow-left", "back", c.Back(), chrome.back, big)
    nav_key(sheet, Rect(296, 1672, 248, 120), sheet.tr("首页"), "home", "home", c.GoHome(), chrome.home, big)
    help_key(sheet, Rect(560, 1672, 488, 120), chrome, 48 if senior else 40, 60)
    for x, language in zip((32, 180, 328), NAMES, strict=True):
        _language(sheet, Rect(x, 1808, 132, 88), language, chrome, small)
    for x, choice in zip((476, 672, 868), _choices(sheet, chrome), strict=True):
        _choice(sheet, Rect(x, 1808, 180, 88), choice, small, 40)


def counter_across(sheet: Sheet, chrome: Chrome) -> None:
    senior = sheet.look.senior
    big, small = (40, 30) if senior else (34, 26)
    sheet.add(Plate(sheet.frame.counter, t.COUNTER, 0))
    nav_key(sheet, Rect(32, 956, 208, 108), sheet.tr("返回"), "arrow-left", "back", c.Back(), chrome.back, big)
    nav_key(sheet, Rect(256, 956, 208, 108), sheet.tr("首页"), "home", "home", c.GoHome(), chrome.home, big)
    for x, language in zip((496, 636, 776), NAMES, strict=True):
        _language(sheet, Rect(x, 956, 124, 108), language, chrome, small)
    for x, choice in zip((948, 1120, 1292), _choices(sheet, chrome), strict=True):
        _choice(sheet, Rect(x, 956, 156, 108), choice, small, 38)
    help_key(sheet, Rect(1480, 956, 408, 108), chrome, 42 if senior else 38, 56)


@dataclass(frozen=True, slots=True)
class Choice:
    word: str
    icon: str
    name: str
    event: object
    on: bool


def _choices(sheet: Sheet, chrome: Chrome) -> tuple[Choice, ...]:
    return (
        Choice(sheet.tr("朗读"), "volume-high", "speech", SpeechToggled(), chrome.speech),
        Choice(sheet.tr("长辈"), "human-cane", "senior", PaceToggled(), sheet.look.senior),
        Choice(sheet.tr("低位"), "wheelchair", "low", LowToggled(), chrome.low),
    )


def nav_key(
    sheet: Sheet, rect: Rect, word: str, icon: str, name: str, event: object, useful: bool, size: float
) -> None:
    """Where it means nothing the key stays, dashed and inert."""
    part = sheet.inside()
    colour = t.WHITE if useful else t.CDIM
    part.in_row(rect.inset(12, 0), word, size, icon=icon, icon_size=48, gap=10, colour=colour, floor=20)
    if not useful:
        sheet.add(Plate(rect, None, 16, t.CEDGE, 3, dashed=True), *sheet.shapes(part))
        return
    _dark_key(sheet, rect, name, event, part)


def _dark_key(sheet: Sheet, rect: Rect, name: str, event: object, part: Sheet) -> None:
    plate, pressed = Plate(rect, t.CKEY, 16, t.CEDGE, 3), Plate(rect, t.LEAF, 16, t.CEDGE, 3)
    sheet.add(Key(rect, name, event, plate, pressed, sheet.shapes(part)))


def _language(sheet: Sheet, rect: Rect, language: str, chrome: Chrome, size: float) -> None:
    on = language == chrome.language
    part = sheet.inside()
    part.in_row(rect.inset(4, 0), NAMES[language], size, colour=t.COUNTER if on else t.WHITE, floor=20)
    _toggle(sheet, rect, f"lang:{language}", LanguageChosen(language), on, part)


def _choice(sheet: Sheet, rect: Rect, choice: Choice, size: float, icon: float) -> None:
    part = sheet.inside()
    colour = t.COUNTER if choice.on else t.WHITE
    words = rect.inset(10, 0)
    part.in_row(words, choice.word, size, icon=choice.icon, icon_size=icon, gap=10, colour=colour, floor=20)
    _toggle(sheet, rect, choice.name, choice.event, choice.on, part)


def _toggle(sheet: Sheet, rect: Rect, name: str, event: object, on: bool, part: Sheet) -> None:
    if not on:
        _dark_key(sheet, rect, name, event, part)
        return
    plate = Plate(rect, t.WHITE, 16)
    sheet.add(Key(rect, name, event, plate, Plate(rect, t.LEAFTINT, 16), sheet.shapes(part)))


def help_key(sheet: Sheet, rect: Rect, chrome: Chrome, size: float, icon: float) -> None:
    """Yellow means a person and nothing else. After a call its words change."""
    if chrome.helper is None:
        word = sheet.tr("叫店员帮忙")
    elif chrome.helper:
        word = sheet.tr("{name}正在过来", name=chrome.helper)
    else:
        word = sheet.tr("已叫店员")
    keys.button(sheet, rect, word, c.HelpAsked(), "help", kind="help", icon="human-greeting", size=size, icon_size=icon)
