"""Nobody is here: one of today's offers after the other, and an invitation to touch. The whole screen wakes it."""

from __future__ import annotations

from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.flows.guide.rotation import showing
from kiosk.flows.guide.things import Offer, Shop
from kiosk.screens.guide import rows, tables, words
from kiosk.screens.nodes import Key, Picture, Plate
from kiosk.screens.page import Page
from kiosk.screens.sheet import Sheet
from kiosk.theme import tokens as t
from kiosk.theme.fonts import width
from kiosk.theme.frame import Rect


def signage(page: Page, state: s.Signage) -> None:
    page.begin(f"signage-{state.slide}", back=False, home=False)
    shop = state.shop or Shop()
    offer = showing(shop.offers, state.slide)
    if page.portrait:
        whole = Rect(0, page.frame.touch_top, 1080, 1640 - page.frame.touch_top)
        top = 132.0 if not page.frame.lowered else 136 + page.frame.header_shift
        high = (page.frame.touch_top + 620 if not page.frame.lowered else 1200) - top
        card, call = Rect(32, top, 1016, high), Rect(32, top + high + 24, 1016, 1632 - top - high - 24)
    else:
        whole = Rect(0, 118, 1920, 820)
        card, call = Rect(32, 124, 1200, 800), Rect(1256, 124, 632, 800)
    part = page.inside()
    if offer is not None:
        _offer(page, part, card, offer)
    else:
        _welcome(page, part, card)
    _call(page, part, call, shop, state.slide)
    inside = page.shapes(part)
    page.add(Key(whole, "wake", e.Woken(), Plate(whole, t.PAPER, 0), Plate(whole, t.PAPER, 0), inside))


def _offer(page: Page, part: Sheet, card: Rect, offer: Offer) -> None:
    """What, how much, until when, where: readable from the door."""
    tr, promotion = page.tr, offer.promotion
    part.card(card)
    x, wide = card.x + 48, card.w - 96
    kind = tr(tables.OFFER[promotion.kind])
    pill = Rect(x, card.y + 44, width(kind, 40, bold=True) + 130, 72)
    part.plate(pill, t.LEAF, 36)
    part.in_row(pill.inset(16, 0), kind, 40, icon=tables.OFFER_ICON[promotion.kind], icon_size=48, colour=t.WHITE)
    side = min(360.0, card.h * 0.42)
    plate = Rect(card.right - 48 - side, card.y + 48, side, side)
    part.plate(plate, t.LEAFTINT, 28)
    part.add(Picture(Rect(plate.x + side * 0.1, plate.y + side * 0.1, side * 0.8, side * 0.8), rows.face(offer)))
    title = words.name(tr, promotion.title)
    room = plate.x - 40 - x
    y = pill.bottom + 24
    part.middle(title, Rect(x, y, room, plate.bottom - y), 76, bold=True, lines=3, leading=1.2, floor=40)
    y = plate.bottom + 16
    low = Rect(x, card.bottom - 40 - 132, wide, 132)
    _price(page, part, Rect(x, y, wide, low.y - 16 - y), offer)
    part.rule(low.x, low.y, low.w)
    where = words.place(tr, offer.where, "")
    part.stack(Rect(low.x, low.y + 8, low.w, low.h - 8), words.until(page.look, offer), where,
               size=44, small=36, second_lines=1)  # fmt: skip


def _price(page: Page, part: Sheet, rect: Rect, offer: Offer) -> None:
    tr = page.tr
    price, what_for = words.offer_price(tr, offer)
    text = words.name(tr, offer.promotion.text)
    if text == words.until(page.look, offer):
        text = ""
    if not price:
        part.middle(text, rect, 56, lines=2, floor=32)
        return
    size = min(176.0, rect.h * 0.84)
    face = offer.goods[0] if offer.goods else None
    was = ""
    if face is not None and face.price_fen is not None and offer.promotion.price_fen not in (None, face.price_fen):
        was = tr("平时 {money}", money=words.price_of(tr, face.price_fen, face.unit)[0])
    fitted = page.fitted(price, size, rect.w * 0.64, bold=True, floor=80)
    part.middle(price, Rect(rect.x, rect.y, rect.w * 0.64, rect.h), fitted.size, bold=True, colour=t.LEAF, leading=1.05)
    x = rect.x + width(price, fitted.size, bold=True) + 32
    beside = Rect(x, rect.y, rect.right - x, rect.h)
    part.stack(beside, what_for or text, was or (text if what_for else ""), size=44, small=36, lines=2)


def _welcome(page: Page, part: Sheet, card: Rect) -> None:
    """Without an offer it still says what it is for."""
    tr = page.tr
    part.card(card)
    side = min(300.0, card.h * 0.4)
    for i, name in enumerate(("fruit", "milk", "fish")):
        at = Rect(card.x + 48 + i * (side + 16), card.y + 64, side, side)
        if at.right <= card.right - 24:
            part.add(Picture(at, name))
    words_at = Rect(card.x + 48, card.y + 64 + side, card.w - 96, card.h - side - 100)
    part.stack(words_at, tr("商品在哪里，我知道"), tr("打字、扫码，或者按分区看。"), size=84, small=44, lines=2, gap=16)


def _call(page: Page, part: Sheet, rect: Rect, shop: Shop, slide: int) -> None:
    tr = page.tr
    part.add(Plate(rect, t.LEAF, 28, foot=10, foot_fill=t.LEAFDEEP))
    x, wide = rect.x + 44, rect.w - 88
    key = Rect(x, rect.bottom - 10 - 40 - 128, wide, 128)
    part.add(Plate(key, t.WHITE, 20))
    part.in_row(key.inset(16, 0), tr("碰一下屏幕"), 48, icon="gesture-tap", icon_size=60, colour=t.LEAF)
    room = Rect(x, rect.y + 32, wide, key.y - rect.y - 56)
    if shop.notices and room.h > 330:
        notice = shop.notices[slide % len(shop.notices)]
        box = Rect(x, key.y - 24 - 180, wide, 180)
        part.add(Plate(box, t.LEAFDEEP, 20))
        part.stack(box.inset(28, 10), words.name(tr, notice.title), words.name(tr, notice.text), size=36, small=28,
                   colour=t.WHITE, second_colour=t.WHITE, second_lines=3)  # fmt: skip
        room = room._replace(h=box.y - 16 - room.y)
    part.stack(room, tr("想找什么？"), tr("商品、优惠、服务台、厕所，都能查，还带您走。"), size=84, small=40,
               colour=t.WHITE, second_colour=t.WHITE, lines=2, second_lines=4, gap=16)  # fmt: skip
