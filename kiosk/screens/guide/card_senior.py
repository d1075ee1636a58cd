"""A product at the senior pace: one question, answered by up to three tiles."""

from __future__ import annotations

from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.flows.guide.looking import stop_of
from kiosk.screens import keys
from kiosk.screens.guide import frames, rows, words
from kiosk.screens.guide.pricing import price_now
from kiosk.screens.page import Page
from kiosk.theme import tokens as t
from kiosk.theme.frame import Rect


def senior(page: Page, state: s.Card) -> None:
    """One question: shall I take you there?"""
    tr, goods = page.tr, state.goods
    price = price_now(page, state)
    where = goods.found.where
    here = words.home_level(state.visit.shop)
    told = words.place(tr, where, here) if where is not None else tr("位置还没登记")
    title = tr("要带您去吗？") if where is not None else tr("要叫店员来吗？")
    page.spoken = [title, words.name(tr, goods.found.name), told]
    if page.portrait:
        top = page.frame.touch_top
        page.write(title, 32, top - 116, 1016, page.type.h1, bold=True, leading=1.15, floor=52)
        room = page.room(actions=False)
    else:
        page.write(title, frames.SIDE.x, frames.SIDE.y, frames.SIDE.w, 68, bold=True, lines=2, leading=1.2, floor=44)
        room = frames.MAIN
    offered = state.visit.shop.offers_of(goods.product_id)
    summary = room._replace(h=min(300.0, room.h * 0.42))
    page.card(summary)
    side = summary.h - 56
    page.picture(Rect(summary.x + 28, summary.y + 28, side, side), goods.found.picture)
    x = summary.x + side + 60
    lines = Rect(x, summary.y + 12, summary.right - 28 - x, summary.h - 24)
    upper, lower = lines._replace(h=lines.h * 0.52), lines._replace(y=lines.y + lines.h * 0.52, h=lines.h * 0.48)
    cost = tr("{money} {unit}", money=price.text, unit=price.what_for)
    if offered:
        cost = tr("，").join((cost, words.until(page.look, offered[0])))
    page.stack(upper, rows.short(page, words.name(tr, goods.found.name), upper.w * 1.8, 48), cost, size=48, small=40,
               lines=2, second_lines=1)  # fmt: skip
    stock = tr("卖完了") if goods.sold_out else ""
    page.middle(tr("，").join(text for text in (told, stock) if text), lower, 48, bold=True, colour=t.LEAF, lines=2,
                floor=30)  # fmt: skip
    stop = stop_of(goods.found)
    tiles: list[tuple[str, str, object, str, str]] = []
    if where is not None:
        tiles.append((tr("带我去"), tr("看路线，能打印"), e.TakeMe(stop), "primary", "directions"))
    on = state.visit.lists(stop)
    if goods.alternatives and (goods.sold_out or where is None):
        tiles.append((tr("换一样看看"), tr.n("还有 {n} 种差不多的", len(goods.alternatives)), e.AlternativesOpened(),
                      "alternatives", "swap-horizontal"))  # fmt: skip
    elif where is not None:
        tiles.append((tr("在路线里") if on else tr("加到路线"), tr("再找别的，一起走"), e.ListToggled(stop), "list",
                      "playlist-check" if on else "playlist-plus"))  # fmt: skip
    tiles.append((tr("没找到"), tr("告诉店里，马上去看"), e.NotFoundSaid(), "not-found", "help-circle-outline"))
    below = Rect(room.x, summary.bottom + 24, room.w, room.bottom - summary.bottom - 24)
    high = min(176.0, (below.h - 20 * (len(tiles) - 1)) / len(tiles))
    for i, (word, then, event, name, icon) in enumerate(tiles):
        place = Rect(below.x, below.y + i * (high + 20), below.w, high)
        keys.wide_tile(page, place, word, then, event, name, icon=icon)
    page.speech_panel(actions=False)
