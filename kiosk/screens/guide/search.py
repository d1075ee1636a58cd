"""Typing what one looks for: the field, what was found so far, the keys. Results from the first letter on."""

from __future__ import annotations

from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.screens import keys, parts
from kiosk.screens.guide import frames, rows, words
from kiosk.screens.keyboard import keyboard, keyboard_height
from kiosk.screens.page import Page
from kiosk.screens.text_field import text_field
from kiosk.theme import tokens as t
from kiosk.theme.frame import Rect


def searching(page: Page, state: s.Searching) -> None:
    tr = page.tr
    page.begin("guide-search")
    page.say(tr("想找什么？"), tr("打拼音或首字母，边打边找。"))
    if page.portrait:
        _portrait(page, state)
    else:
        _landscape(page, state)


def _landscape(page: Page, state: s.Searching) -> None:
    left = Rect(32, 124, 1096, 800)
    high = min(keyboard_height(page, 104.0), 620.0)
    _field(page, left._replace(h=124), state)
    board = Rect(left.x, left.bottom - high, left.w, high)
    frames.age(page, Rect(left.x, left.y + 130, left.w, 40))
    keyboard(page, board, state.typing)
    _found(page, Rect(1152, 124, 736, 800), state)


def _portrait(page: Page, state: s.Searching) -> None:
    """The title stands in the field; from a wheelchair there is room for fewer results, not for smaller keys."""
    top, bottom = page.frame.touch_top, 1632.0
    low = page.frame.lowered
    title = Rect(32, top - 108, 1016, 96)
    page.middle(page.tr("想找什么？"), title, page.type.h1, bold=True, leading=1.15, floor=48)
    high = keyboard_height(page, 84.0 if low else 96.0)
    _field(page, Rect(32, top, 1016, 96 if low else 112), state)
    board = Rect(32, bottom - high, 1016, high)
    y = top + (112 if low else 128)
    room = Rect(32, y, 1016, board.y - 16 - y)
    if low:
        _one(page, room, state)
    else:
        _found(page, room, state)
    keyboard(page, board, state.typing)


def _field(page: Page, rect: Rect, state: s.Searching) -> None:
    """The field, with a key at its right that empties it, or opens the camera while it is empty."""
    tr = page.tr
    side = rect.h
    if not state.typing.query and not state.visit.shop.can_scan:
        text_field(page, rect, state.typing, tr("商品名、拼音或首字母"), icon="magnify")
        return
    field, key = rect.split(0, side if state.typing.query else 0.36 * rect.w)
    text_field(page, field, state.typing, tr("商品名、拼音或首字母"), icon="magnify")
    if state.typing.query:
        part = page.inside()
        part.icon_in(key._replace(h=key.h - 5), 52, "close")
        frames.plated(page, key, "clear", frames.CLEAR, part, foot=5)
    else:
        keys.button(page, key, tr("扫商品码"), e.ScanOpened(), "scan", icon="barcode-scan", size=32, icon_size=44)


def _found(page: Page, rect: Rect, state: s.Searching) -> None:
    tr, shop = page.tr, state.visit.shop
    query = state.typing.query.strip()
    if not query:
        _hints(page, rect, state)
        return
    results = state.results
    if results is None:
        parts.stone(page, rect._replace(h=min(rect.h, 96)), "magnify", tr("正在找…"))
        return
    here = words.home_level(shop)
    if not results.found:
        _nothing(page, rect, results.text)
        return
    bar = Rect(rect.x, rect.bottom - 88, rect.w, 88)
    gap = 12.0 if not page.senior else 16.0
    room = rect._replace(h=rect.h - bar.h - gap)
    least = min(104.0 if not page.senior else 116.0, room.h)
    fit = max(1, int((room.h + gap) // (least + gap)))
    pages = max(1, -(-len(results.found) // fit))
    current = min(state.page, pages - 1)
    high = min(rows.MOST, (room.h - gap * (fit - 1)) / fit)
    for i, found in enumerate(results.found[current * fit : (current + 1) * fit]):
        rows.found_row(page, Rect(room.x, room.y + i * (high + gap), room.w, high), found, current * fit + i, here)
    _bar(page, bar, current, pages)


def _bar(page: Page, rect: Rect, current: int, pages: int) -> None:
    """Pages, and that it is none of these: one row, so that results have the room."""
    tr = page.tr
    told = tr("都不是，告诉店里") if rect.w > 900 or pages == 1 else tr("都不是")
    size = 32 if not page.senior else 36
    if pages == 1:
        keys.button(page, rect, told, e.NotFoundSaid(), "not-found", icon="help-circle-outline", size=size)
        return
    before, middle, after, none = rect.split(120, 120, 120, 0)
    for place, icon, page_no, ready, name in (
        (before, "arrow-up", current - 1, current > 0, "page:before"),
        (after, "arrow-down", current + 1, current < pages - 1, "page:after"),
    ):
        keys.square(page, place, icon, e.PageTurned(page_no) if ready else None, name)
    page.middle(f"{current + 1} / {pages}", middle, size, bold=True, align="center", leading=1.2, floor=22)
    keys.button(page, none, told, e.NotFoundSaid(), "not-found", icon="help-circle-outline", size=size)


def _nothing(page: Page, rect: Rect, text: str) -> None:
    """Nothing answers: another word, or the store is told. Never the shopper's fault."""
    tr = page.tr
    title = tr("没找到“{text}”", text=rows.short(page, text, rect.w * 0.6))
    page.say(title)
    high = min(200.0, rect.h - 136)
    parts.banner(page, rect._replace(h=high), parts.WARNING, "magnify-close", title,
                 tr("换个说法试试，或者点下面告诉店里。"))  # fmt: skip
    button = Rect(rect.x, rect.y + high + 16, rect.w, 112)
    keys.button(page, button, tr("没找到，告诉店里"), e.NotFoundSaid(), "not-found", icon="message-alert-outline",
                size=page.type.button)  # fmt: skip


def _one(page: Page, rect: Rect, state: s.Searching) -> None:
    """From a wheelchair: one result after the other, with keys to turn them."""
    tr = page.tr
    results = state.results
    if not state.typing.query.strip():
        x = rect.x
        for i, word in enumerate(state.visit.shop.popular):
            text = words.name(tr, word)
            high = min(88.0, rect.h)
            x += frames.chip(page, x, rect.y, high, text, e.SearchOpened(text), f"word:{i}", rect.right) + 16
    elif results is None:
        parts.stone(page, rect, "magnify", tr("正在找…"))
    elif not results.found:
        told = tr("没找到，告诉店里")
        page.say(told)
        keys.button(page, rect, told, e.NotFoundSaid(), "not-found", icon="message-alert-outline",
                    size=page.type.button)  # fmt: skip
    else:
        row, before, after = rect.split(0, 104, 104)
        current = min(state.page, len(results.found) - 1)
        rows.found_row(page, row, results.found[current], current, words.home_level(state.visit.shop))
        last = current == len(results.found) - 1
        keys.square(page, before, "arrow-up", e.PageTurned(current - 1) if current else None, "page:before")
        keys.square(page, after, "arrow-down", None if last else e.PageTurned(current + 1), "page:after")


def _hints(page: Page, rect: Rect, state: s.Searching) -> None:
    """Before the first letter: what others look for."""
    tr = page.tr
    page.write(tr("大家常找"), rect.x, rect.y + 8, rect.w, page.type.h3, bold=True)
    x, y, high = rect.x, rect.y + 72, 72.0 if not page.senior else 88.0
    for i, word in enumerate(state.visit.shop.popular):
        text = words.name(tr, word)
        wide = frames.chip(page, x, y, high, text, e.SearchOpened(text), f"word:{i}", rect.right)
        if not wide:
            x, y = rect.x, y + high + 16
            if y + high > rect.bottom:
                return
            wide = frames.chip(page, x, y, high, text, e.SearchOpened(text), f"word:{i}", rect.right)
        x += wide + 16
    below = Rect(rect.x, y + high + 16, rect.w, 72)
    if below.bottom <= rect.bottom:
        page.middle(tr("只打首字母也行：nn 就是牛奶"), below, page.type.label, colour=t.INK2, lines=2, floor=24)
    tile = Rect(rect.x, rect.bottom - 152, rect.w, 152)
    if tile.y >= below.bottom + 16:
        keys.tile(page, tile, tr("按分区看"), e.AreasOpened(), "areas", help_line=tr("不会打字也能找"),
                  icon="storefront-outline")  # fmt: skip
