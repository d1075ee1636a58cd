"""One product: where it stands, what it costs, whether there is any, and the way there."""

from __future__ import annotations

from domain.words import begun
from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.flows.guide.looking import stop_of
from kiosk.screens import keys, parts
from kiosk.screens.guide import maps, rows, tables, words
from kiosk.screens.guide.card_senior import senior
from kiosk.screens.guide.pricing import kilo, member_price, price_now
from kiosk.screens.guide.shelves import list_key
from kiosk.screens.nodes import Plate
from kiosk.screens.page import Page
from kiosk.theme import tokens as t
from kiosk.theme.fonts import width
from kiosk.theme.frame import Rect


def card(page: Page, state: s.Card) -> None:
    page.begin(f"card-{state.goods.product_id}")
    tr, goods = page.tr, state.goods
    page.say(words.name(tr, goods.found.name), _said(page, state))
    if page.senior:
        senior(page, state)
    elif page.portrait:
        _portrait(page, state)
    else:
        _landscape(page, state)


def _landscape(page: Page, state: s.Card) -> None:
    left = Rect(32, 124, 984, 800)
    header, money = left._replace(h=144), Rect(left.x, 280, left.w, 120)
    _header(page, header, state)
    _money(page, money, state)
    banner = Rect(left.x, 412, left.w, 104)
    offered = _offer(page, banner, state)
    y = banner.bottom + 16 if offered else banner.y
    _place(page, Rect(left.x, y, left.w, 800 + 124 - 144 - y), state)
    _acts(page, Rect(left.x, 796, left.w, 128), state)
    _beside(page, Rect(1048, 124, 840, 800), state)


def _portrait(page: Page, state: s.Card) -> None:
    top, bar = page.frame.touch_top, page.frame.action
    low = page.frame.lowered
    header = Rect(32, top - 208, 1016, 176)
    _header(page, header, state)
    _money(page, Rect(32, top - (20 if not low else 24), 1016, 128 if not low else 116), state)
    y = top + (120 if not low else 100)
    # From a wheelchair there is no room for both: what else there is helps more than what the sold-out one would cost.
    if not (low and _wants_others(state)) and _offer(page, Rect(32, y, 1016, 104), state):
        y += 116
    high = 208 if not low else 176
    _place(page, Rect(32, y, 1016, high), state)
    y += high + 16
    room = Rect(32, y, 1016, bar.y - 16 - y)
    if room.h >= 240:
        _beside(page, room, state)
    else:
        _keys_beside(page, room._replace(h=96.0), state, big=True)
    _acts(page, bar, state)


def _wants_others(state: s.Card) -> bool:
    goods = state.goods
    return bool(goods.alternatives) and (goods.sold_out or goods.found.where is None)


MEMBERS = parts.Pill("card-account-details-outline", t.LEAFTINT, t.LEAF, t.LEAF)

# Parts -----------------------------------------------------------------------------------------------------------


def _header(page: Page, rect: Rect, state: s.Card) -> None:
    tr, goods = page.tr, state.goods
    plate = Rect(rect.x, rect.y, rect.h, rect.h)
    page.picture(plate, goods.found.picture)
    x = plate.right + 28
    room = Rect(x, rect.y, rect.right - x, rect.h)
    text = rows.short(page, words.name(tr, goods.found.name), room.w * 1.8, 52)
    department = _department(page, state)
    page.stack(room, text, department, size=52 if not page.senior else 56, small=page.type.body, lines=2, gap=8)


def _department(page: Page, state: s.Card) -> str:
    code = state.goods.found.department
    for area in state.visit.shop.areas:
        if code in area.departments:
            return page.tr(area.names[area.departments.index(code)])
    return ""


def _money(page: Page, rect: Rect, state: s.Card) -> None:
    """The price is the biggest thing; beside it what it is for, and how it compares."""
    tr, goods = page.tr, state.goods
    price = price_now(page, state)
    if not price.text:
        page.middle(tr("价格请看货架标签"), rect, 48, bold=True, floor=28)
        return
    size = min(112.0, rect.h * 0.86)
    page.middle(price.text, Rect(rect.x, rect.y, rect.w * 0.6, rect.h), size, bold=True, leading=1.05, floor=64)
    x = rect.x + width(price.text, size, bold=True) + 28
    compare = words.unit_price(tr, goods.unit_price) if goods.unit_price is not None else ""
    if goods.found.unit == "kg":
        compare = tr("每 kg {money}", money=tr.money(kilo(state)))
    members = member_price(page, state)
    pill = 0.0
    if members:
        pill = min(360.0, parts.pill_width(page, members, 60) + 8)
        parts.pill(page, rect.right - pill, rect.y + (rect.h - 60) / 2, MEMBERS, members, high=60, limit=pill)
    room = Rect(x, rect.y + 8, rect.right - pill - 16 - x, rect.h - 16)
    was = tr("平时 {money}", money=price.was) if price.was else ""
    second = tr("，").join(text for text in (was, compare) if text)
    page.stack(room, price.what_for, second, size=page.type.h3, small=page.type.body, second_lines=2)


def _offer(page: Page, rect: Rect, state: s.Card) -> bool:
    """The most important offer and until when; or that it has just ended. False when there is nothing to say."""
    tr = page.tr
    offers = state.visit.shop.offers_of(state.goods.product_id)
    if state.ended is not None:
        parts.banner(page, rect, parts.WARNING, "clock-alert-outline", tr("刚才的优惠结束了"),
                     tr("现在按 {money} 卖。", money=price_now(page, state).text))  # fmt: skip
        page.say(tr("刚才的优惠结束了"))
        return True
    if not offers:
        return False
    offer = offers[0]
    title = words.name(tr, offer.promotion.title)
    kind = tr(tables.OFFER[offer.promotion.kind])
    head = title if kind in title else tr("{kind}：{title}", kind=kind, title=title)
    rest = words.until(page.look, offer)
    text = words.name(tr, offer.promotion.text)
    page.add(Plate(rect, t.LEAFTINT, 20))
    page.icon(rect.x + 28, rect.y + (rect.h - 56) / 2, 56, tables.OFFER_ICON[offer.promotion.kind], t.LEAF)
    room = Rect(rect.x + 108, rect.y + 4, rect.w - 132, rect.h - 8)
    second = tr("，").join(x for x in (rest, text if text not in rest else "") if x)
    page.stack(room, rows.short(page, head, room.w, 36), second, size=36, small=page.type.body, second_lines=1,
               second_colour=t.INK)  # fmt: skip
    return True


def _place(page: Page, rect: Rect, state: s.Card) -> None:
    """在哪里: the biggest words after the price; below it stock and when somebody last saw it there."""
    tr, goods = page.tr, state.goods
    where = goods.found.where
    page.card(rect, edge=t.INK, line=3)
    inner = rect.inset(32, 14)
    status = 72.0
    words_at = inner._replace(h=inner.h - status)
    here = words.home_level(state.visit.shop)
    if where is None:
        page.stack(words_at, tr("位置还没登记"), tr("店员知道：按黄色按钮，或者点“没找到”。"), size=56,
                   small=page.type.body)  # fmt: skip
    else:
        first = words.short_place(tr, where, here)
        also = tr("{place}也有", place=words.short_place(tr, goods.also_at[0], here)) if goods.also_at else ""
        told = (words.board(tr, where), words.checked(page.look, where))
        second = begun(tr("，").join(text for text in told if text))
        page.stack(words_at, first, tr("。").join(text for text in (second, also) if text),
                   size=60 if words_at.h > 120 else 48, small=page.type.body, second_lines=2)  # fmt: skip
    line = Rect(inner.x, inner.bottom - status + 8, inner.w, status - 8)
    page.rule(line.x, line.y - 4, line.w)
    sold_out = goods.sold_out
    icon, colour = ("close-circle-outline", t.MANDARIN) if sold_out else ("check-circle", t.LEAF)
    if goods.stock is None:
        icon, colour = "help-circle-outline", t.INK2
    page.icon(line.x, line.y + (line.h - 44) / 2, 44, icon, colour)
    told = Rect(line.x + 60, line.y, line.w - 60, line.h)
    page.middle(words.stock(page.look, goods), told, page.type.label, bold=True, leading=1.2, floor=24,
                colour=t.MANDARIN if sold_out else t.INK)  # fmt: skip


def _acts(page: Page, rect: Rect, state: s.Card) -> None:
    """没找到, the list, and the one green button."""
    tr, goods = page.tr, state.goods
    told, kept, go = rect.split(252, 292, 0)
    keys.button(page, told, tr("没找到"), e.NotFoundSaid(), "not-found", icon="help-circle-outline")
    if goods.found.where is None:
        keys.disabled(page, kept, tr("加到路线"))
        keys.disabled(page, go, tr("位置还没登记"))
        return
    stop = stop_of(goods.found)
    list_key(page, kept, state.visit, stop)
    keys.button(page, go, tr("带我去"), e.TakeMe(stop), "primary", kind="primary", icon="directions")


def _beside(page: Page, rect: Rect, state: s.Card) -> None:
    """The map with its place; what else there is where it is sold out."""
    tr, goods, shop = page.tr, state.goods, state.visit.shop
    here = words.home_level(shop)
    if _wants_others(state):
        page.write(tr("换一样看看"), rect.x, rect.y, rect.w, page.type.h3, bold=True)
        room = Rect(rect.x, rect.y + 60, rect.w, rect.h - 60)
        rows.paged(page, room, goods.alternatives, state.page,
                   lambda place, found, i: rows.found_row(page, place, found, i, here),
                   least=min(112, room.h))  # fmt: skip
        return
    listed, roomy = bool(state.visit.stops), rect.h > 420
    bar = Rect(rect.x, rect.bottom - (128 if not page.portrait else 96), rect.w, 128 if not page.portrait else 96)
    picture = rect._replace(h=bar.y - 16 - rect.y) if listed or roomy else rect
    maps.view(page, picture, shop, where=goods.found.where, label=tr("在这里"), touchable=False)
    _keys_beside(page, bar, state, big=roomy)


def _keys_beside(page: Page, bar: Rect, state: s.Card, *, big: bool) -> None:
    """The big map, where `big`, and the shopper's list, where there is one."""
    listed = len(state.visit.stops)
    places = bar.split(0, 0) if listed and big else (bar, bar)
    if big and state.visit.shop.plan is not None:
        maps.big_key(page, places[0], e.MapOpened())
    if listed:
        keys.button(page, places[1], page.tr.n("我的路线：{n} 样", listed), e.ListOpened(), "open-list",
                    icon="playlist-check", size=page.type.label)  # fmt: skip


def _said(page: Page, state: s.Card) -> str:
    """What is spoken: where, and what it costs."""
    tr = page.tr
    found = state.goods.found
    where = words.place(tr, found.where, words.home_level(state.visit.shop))
    return where or tr("位置还没登记")

