"""Today's offers: all of them, one of them, and one that is over."""

from __future__ import annotations

from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.flows.guide.looking import stop_of
from kiosk.flows.guide.things import Area, Stop
from kiosk.screens import parts
from kiosk.screens.guide import frames, maps, rows, tables, words
from kiosk.screens.guide.shelves import area_stop
from kiosk.screens.page import Act, Page
from kiosk.theme import tokens as t
from kiosk.theme.fonts import width
from kiosk.theme.frame import Rect

FAR = 10**6


def promotions(page: Page, state: s.Promotions) -> None:
    tr, shop = page.tr, state.visit.shop
    page.begin("promotions")
    chosen = [o for o in shop.offers if not state.area or o.area == state.area]
    if state.near:
        chosen.sort(key=lambda offer: offer.metres if offer.metres is not None else FAR)
    running = sum(1 for offer in chosen if offer.runs)
    sentence = tr.n("现在有 {n} 条", running)
    if len(chosen) > running:
        sentence = tr("{now}，今天晚些还有 {n} 条", now=sentence, n=len(chosen) - running)
    y = frames.head(page, tr("今天的优惠"), sentence)
    rect = frames.main(page)
    if page.portrait:
        bar = rect._replace(h=88.0)
        rect = rect._replace(y=rect.y + 104, h=rect.h - 104)
        _filters(page, bar.split(0, 0, 0), state, most=1)
    else:
        room = Rect(frames.SIDE.x, y, frames.SIDE.w, frames.SIDE.bottom - y)
        _filters(page, _cells(room, page), state, most=7)
    here = words.home_level(shop)
    if chosen:
        rows.paged(page, rect, chosen, state.page, lambda place, offer, i: rows.offer_row(page, place, offer, i, here))
    else:
        parts.stone(page, rect._replace(h=min(112.0, rect.h)), "sale-outline", tr("今天没有优惠。"))
    page.speech_panel(actions=False)


def _cells(room: Rect, page: Page) -> tuple[Rect, ...]:
    """Two columns of keys; fewer at the senior pace, where the sentence is shown too."""
    high = 84.0
    lines = 4 if not page.senior else 1
    found: list[Rect] = []
    for i in range(lines):
        found += room._replace(y=room.y + i * (high + 16), h=high).split(0, 0)
    return tuple(found)


def _filters(page: Page, places: tuple[Rect, ...], state: s.Promotions, most: int) -> None:
    """全部, 离我近, and the areas that have any."""
    tr, shop = page.tr, state.visit.shop
    counted: dict[str, int] = {}
    for offer in shop.offers:
        counted[offer.area] = counted.get(offer.area, 0) + 1
    areas = sorted((a for a in shop.areas if a.key in counted), key=lambda area: -counted[area.key])[:most]
    if state.area and all(a.key != state.area for a in areas):
        areas = [*areas[: most - 1], *(a for a in shop.areas if a.key == state.area)]
    wanted: list[tuple[str, e.OffersOpened, bool, str]] = [
        (tr("全部"), e.OffersOpened(), not state.area and not state.near, "all"),
        (tr("离我近"), e.OffersOpened(near=True), state.near, "near"),
    ]
    wanted += [(_short(page, a), e.OffersOpened(area=a.key), state.area == a.key, a.key) for a in areas]
    for place, (word, event, on, name) in zip(places, wanted, strict=False):
        frames.toggle(page, place, word, event, f"filter:{name}", on=on)


def _short(page: Page, area: Area) -> str:
    return words.area_name(page.tr, area, most=1)


# One of them -----------------------------------------------------------------------------------------------------


def promotion(page: Page, state: s.PromotionShown) -> None:
    tr, offer = page.tr, state.offer
    page.begin(f"promotion-{offer.key}")
    title = words.name(tr, offer.promotion.title)
    when = words.until(page.look, offer)
    page.say(title, when)
    here = words.home_level(state.visit.shop)
    if page.portrait:
        top = page.frame.touch_top
        low = page.frame.lowered
        head = Rect(32, top - (230 if not low else 200), 1016, 206 if not low else 176)
        _head(page, head, state)
        rect = page.room(actions=True)
        rect = rect._replace(y=top, h=rect.bottom - top)
    else:
        _head(page, Rect(32, 124, 592, 520), state)
        rect = frames.MAIN
    few = len(offer.goods) <= 2 and rect.h > 640 and offer.where is not None
    if few:
        below = rect._replace(y=rect.y + 168 * max(1, len(offer.goods)), h=rect.h - 168 * max(1, len(offer.goods)))
        maps.view(page, below, state.visit.shop, where=offer.where, label=tr("在这里"), touchable=False)
        rect = rect._replace(h=below.y - 16 - rect.y)
    if offer.goods:
        rows.paged(page, rect, offer.goods, state.page,
                   lambda place, found, i: rows.found_row(page, place, found, i, here))  # fmt: skip
    else:
        text = words.name(tr, offer.promotion.text) or _what_counts(page, state)
        parts.tinted(page, rect._replace(h=min(132.0, rect.h)), tables.OFFER_ICON[offer.promotion.kind], text)
    stop = _stop(page, state)
    if stop is not None:
        frames.acts(page, Act(tr("带我去"), e.TakeMe(stop), "directions"))
    page.speech_panel(actions=True, top=644)


def _what_counts(page: Page, state: s.PromotionShown) -> str:
    """Where an offer names no goods that there are."""
    promotion = state.offer.promotion
    if promotion.departments:
        return page.tr("这个分区的商品都算。")
    return page.tr("哪些商品算，请问店员。") if promotion.product_ids else page.tr("全店商品都算。")


def _stop(page: Page, state: s.PromotionShown) -> Stop | None:
    """Where it is shown: its own place, else the goods', else the area's."""
    offer = state.offer
    if offer.goods and (offer.goods[0].where is not None):
        return stop_of(offer.goods[0])
    area = state.visit.shop.area(offer.area)
    return area_stop(area, area.key) if area is not None else None


def _head(page: Page, rect: Rect, state: s.PromotionShown) -> None:
    """Kind, title, price, until when, where."""
    tr, offer = page.tr, state.offer
    kind = tr(tables.OFFER[offer.promotion.kind])
    size = 32 if not page.senior else 40
    pill = Rect(rect.x, rect.y, min(rect.w * 0.6, width(kind, size, bold=True) + 104), 60)
    page.plate(pill, t.LEAF, 30)
    page.in_row(pill.inset(14, 0), kind, size, icon=tables.OFFER_ICON[offer.promotion.kind], icon_size=40, gap=10,
                colour=t.WHITE)  # fmt: skip
    title = words.name(tr, offer.promotion.title)
    when = words.until(page.look, offer)
    where = words.short_place(tr, offer.where, words.home_level(state.visit.shop))
    second = tr("，").join(text for text in (when, where) if text)
    price, what_for = words.offer_price(tr, offer)
    if page.portrait:
        wide = width(price, 76, bold=True) + 8 if price else 0.0
        room = Rect(rect.x, pill.bottom + 8, rect.w - wide - 24, rect.bottom - pill.bottom - 8)
        page.stack(room, title, second, size=56 if not page.senior else 60, small=page.type.body, lines=2,
                   second_lines=2)  # fmt: skip
        if price:
            at = Rect(rect.right - wide, pill.bottom, wide, (rect.bottom - pill.bottom) * 0.64)
            page.middle(price, at, 76, bold=True, align="right", leading=1.1, floor=40)
            below = Rect(rect.right - 360, at.bottom, 360, rect.bottom - at.bottom)
            page.middle(what_for, below, page.type.body, colour=t.INK2, align="right", leading=1.2, floor=20)
        return
    y = pill.bottom + 16
    y += page.write(title, rect.x, y, rect.w, 56, bold=True, lines=3, leading=1.2, floor=38) + 8
    if price:
        fitted = page.fitted(price, 112, rect.w * 0.7, bold=True, floor=56)
        page.middle(price, Rect(rect.x, y, rect.w * 0.7, 128), fitted.size, bold=True, leading=1.05)
        x = rect.x + width(price, fitted.size, bold=True) + 20
        page.middle(what_for, Rect(x, y, rect.right - x, 128), page.type.lead, colour=t.INK2, lines=2, floor=22)
        y += 136
    y += page.write(second, rect.x, y, rect.w, page.type.label, bold=True, lines=2, floor=24)
    text = words.name(tr, offer.promotion.text)
    if text and not page.senior:
        page.write(text, rect.x, y + 6, rect.w, page.type.body, colour=t.INK2, lines=2, floor=22)


def over(page: Page, state: s.PromotionOver) -> None:
    """It ended while it was looked at: said at that second, with what goes on."""
    tr, offer = page.tr, state.offer
    page.begin("promotion-over")
    frames.head(page, tr("这个优惠刚刚结束"), tr("结束了就不算了，收银台也按原价。"))
    rect = frames.main(page, actions=True)
    box = rect._replace(h=min(168.0, rect.h))
    ended = tr("{time} 结束", time=tr.clock(page.look.local(offer.until)))
    parts.banner(page, box, parts.WARNING, "clock-alert-outline", words.name(tr, offer.promotion.title), ended)
    same = [o for o in state.visit.shop.offers if o.runs and o.area == offer.area][:2]
    others = same or [o for o in state.visit.shop.offers if o.runs][:2]
    if others and rect.h > 420:
        y = box.bottom + 28
        y += page.write(tr("还在进行的"), rect.x, y, rect.w, page.type.h3, bold=True) + 8
        here = words.home_level(state.visit.shop)
        for i, other in enumerate(others):
            rows.offer_row(page, Rect(rect.x, y + i * 144, rect.w, 128), other, i, here)
    frames.acts(page, Act(tr("看今天的优惠"), e.OffersOpened(), "sale-outline"))
    page.speech_panel(actions=True, top=480)
