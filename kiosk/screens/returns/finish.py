"""From the confirmation to the way to the service desk. Once stored the ticket stands, whatever paper does."""

from __future__ import annotations

from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from kiosk.screens import keys, parts
from kiosk.screens.nodes import Film, Progress, Qr
from kiosk.screens.page import Act, Page
from kiosk.screens.parts import Row
from kiosk.screens.returns.number import Stack, body_of, number_card, number_high
from kiosk.screens.returns.scan import working
from kiosk.shell_events import MoreTime
from kiosk.theme import tokens as t
from kiosk.theme.frame import Rect

SLIP_FRAMES = tuple(f"slip-{i}" for i in range(8))
SLIP_STILL = "slip-5"


def issuing(page: Page, state: s.Issuing) -> None:
    tr = page.tr
    page.begin("issuing", 3, back=False, home=False)
    page.head(tr("正在登记"), tr("写好了才算数，请稍等一下。"))
    body = page.room(actions=False)
    card = Rect(body.x, body.y, body.w, min(300.0, body.h - 140))
    page.card(card)
    words = Rect(card.x + 40, card.y, card.w - 80, card.h)
    label = tr("核验后退您") if state.order.to_verify else tr("退您")
    page.middle(label, words._replace(h=card.h * 0.4), page.type.h2, colour=t.INK2)
    amount = tr.money(state.order.refund_fen)
    words = words._replace(y=card.y + card.h * 0.34, h=card.h * 0.6)
    page.middle(amount, words, 140, bold=True, leading=1.05, floor=60)
    working(page, Rect(body.x, card.bottom + 24, body.w, 116), tr("收到了，正在存"), tr("约 1 秒"), 1.0)
    page.speech_panel(actions=False)


def printing(page: Page, state: s.Printing) -> None:
    page.begin("registered", 5, back=False, home=False)
    _registered(page, state.ticket, state)


def done(page: Page, state: s.Done) -> None:
    page.begin("registered", 5, back=False)
    _registered(page, state.ticket, state)


def _registered(page: Page, ticket: s.IssuedTicket, state: s.Printing | s.Done) -> None:
    tr, order = page.tr, ticket.order
    printing_now = isinstance(state, s.Printing)
    slip_out = isinstance(state, s.Done) and state.slip_out
    title = tr("先登记好了，待核验") if order.to_verify else tr("退货登记好了")
    if printing_now:
        sentence = tr("回执正从屏幕下方出来，请拿好。")
    elif slip_out:
        sentence = tr("回执打好了，请从屏幕下方拿走。")
    else:
        sentence = tr("没有回执也能退，记住这个号码就行。")
    page.head(title, sentence)
    body = body_of(page)
    room = Stack(body)
    rated = isinstance(state, s.Done) and "rating" in page.situation.roles
    note_high = (90.0 if page.senior else 80.0) if rated else 52.0
    number_card(page, room.take(number_high(body)), ticket, _badge(page, ticket))
    if page.senior or body.h < 640:
        _short_end(page, room, ticket, note_high)
    elif order.to_verify:
        _offline(page, room, ticket, note_high)
    else:
        if room.left - note_high > 610:
            _pair(page, room.take(292, 24), ticket, state)
        _what_now(page, room.take(min(room.left - note_high - 16, 364)), ticket)
    if not page.portrait and not page.says:
        side = page.frame.side
        _qr_card(page, Rect(side.x, 460, side.w, 188), ticket)
    below = Rect(body.x, body.bottom - note_high + 4, body.w, note_high - 4)
    if rated:
        below, key = below.split(0, 420)
        keys.button(page, key, tr("刚才办得怎么样？"), e.RateThis(), "rate", icon="star-outline",
                    size=page.type.label)  # fmt: skip
    _leaving(page, below, state)
    if printing_now:
        page.actions(None, missing=tr("正在打印，请稍等"))
    else:
        page.actions(Act(tr("好了，谢谢"), e.Finished(), "check-bold", True), Act(tr("再看一会儿"), MoreTime()))
    page.speech_panel(actions=True)


def _badge(page: Page, ticket: s.IssuedTicket) -> tuple[parts.Pill, str]:
    if ticket.order.to_verify:
        return parts.TO_VERIFY, page.tr("待核验")
    return parts.OK, page.tr("已登记")


def _pair(page: Page, rect: Rect, ticket: s.IssuedTicket, state: s.Printing | s.Done) -> None:
    left, right = rect.split(0, 0)
    _slip_card(page, left, state)
    _qr_card(page, right, ticket)


def _slip_card(page: Page, rect: Rect, state: s.Printing | s.Done) -> None:
    tr = page.tr
    page.card(rect)
    side = min(236.0, rect.h - 32)
    at = Rect(rect.x + 24, rect.y + (rect.h - side) / 2, side * 0.92, side * 0.92)
    printing_now = isinstance(state, s.Printing)
    page.add(Film(at, SLIP_FRAMES, 5, SLIP_STILL, moving=printing_now and not page.senior))
    words = Rect(at.right + 20, rect.y + 16, rect.right - 16 - at.right - 20, rect.h - 32)
    if printing_now:
        page.stack(words, tr("正在打印\n约 3 秒"), tr("出纸口在屏幕下方"), size=36, small=26, lines=3)
        return
    if isinstance(state, s.Done) and state.slip_out:
        top = words._replace(h=words.h - 92)
        page.stack(top, tr("回执打好了"), tr("出纸口在屏幕下方"), size=36, small=26, lines=2)
        again = tr("没拿到，补打")
    else:
        top = words._replace(h=words.h - 92)
        page.stack(top, tr("没有纸的回执"), tr("服务台认号码"), size=34, small=26, lines=2)
        again = tr("再试打一张")
    key = Rect(words.x, words.bottom - 84, words.w, 84)
    keys.button(page, key, again, e.PrintAgain(), "print-again", size=28)


def _qr_card(page: Page, rect: Rect, ticket: s.IssuedTicket) -> None:
    tr = page.tr
    page.card(rect)
    side = min(236.0, rect.h - 40)
    page.add(Qr(Rect(rect.x + 16, rect.y + (rect.h - side) / 2, side, side), ticket.tracking_url))
    words = Rect(rect.x + side + 32, rect.y + 16, rect.w - side - 48, rect.h - 32)
    page.stack(words, tr("手机看\n进度"), tr("不用登录"), size=36, small=28, lines=3)


def _bring(page: Page, ticket: s.IssuedTicket) -> tuple[str, str]:
    tr, lines = page.tr, ticket.order.lines
    gifts = [line for line in lines if line.gift]
    weighed = [line for line in lines if line.weight_g]
    keeps = all(line.adjustment for line in lines)
    if keeps:
        return tr("带上回执和小票"), tr("商品您留着，只核对价格")
    first = tr("带上商品、赠品和回执") if gifts else tr("带上商品和回执")
    if weighed:
        return first, tr("{name}也带来，到台复称", name=weighed[0].name)
    return first, tr("小票也请带上")


def _what_now(page: Page, rect: Rect, ticket: s.IssuedTicket) -> None:
    tr, store = page.tr, _store(page)
    first, second = _bring(page, ticket)
    last = page.look.local(ticket.keep_until)
    minutes = page.place.policy.promise_minutes if page.place.policy else 30
    rows = (
        Row(first, second, number=1),
        Row(tr("去服务台，{place}", place=store[0]), tr("从这里走 {n} 米", n=store[1]), number=2),
        Row(
            tr("验过商品，退您 {amount}", amount=tr.money(ticket.order.refund_fen)),
            tr("到台后 {n} 分钟内办好，最晚 {day} {time} 前来", n=minutes, day=tr.date(last), time=tr.clock(last)),
            number=3,
        ),
    )
    parts.rows(page, rect, rows)
    for row in rows:
        page.say(row.first)


def _store(page: Page) -> tuple[str, int]:
    store = page.place.store
    return (store.desk_in(page.tr.language), store.desk_metres) if store else ("", 0)


def _offline(page: Page, room: Stack, ticket: s.IssuedTicket, note_high: float) -> None:
    tr, order = page.tr, ticket.order
    since, as_of = page.situation.offline_since, page.look.local(order.checked_as_of)
    when = tr("网络 {time} 起不通", time=tr.clock(page.look.local(since))) if since else tr("网络暂时不通")
    text = tr("您的登记存在本机，断电也不会丢。金额按 {day} {time} 的数据算。", day=tr.date(as_of),
              time=tr.clock(as_of))  # fmt: skip
    parts.banner(page, room.take(148, 20), parts.WARNING, "wifi-off", when, text)
    if room.left > 156 + 320 + note_high:
        card = room.take(156, 20)
        page.card(card)
        amount = tr.money(order.refund_fen)
        words = Rect(card.x + 32, card.y + 8, card.w * 0.5, card.h - 16)
        page.stack(words, tr("核验后退您"), tr("这张小票在别处退过的，会扣掉"), size=36, small=28)
        money = Rect(card.x + card.w * 0.5 + 32, card.y, card.w * 0.5 - 64, card.h)
        page.middle(amount, money, 88, bold=True, align="right", leading=1.1, floor=48)
    last = page.look.local(ticket.keep_until)
    rows = (
        Row(tr("拿好回执，上面印着“待核验”"), tr("出纸口在屏幕下方"), number=1),
        Row(tr("带商品去服务台，{place}", place=tr(_store(page)[0])), tr("店员用小票当面核，约 5 分钟"), number=2),
        Row(tr("今天来不及也行"), tr("{day} {time} 前都有效", day=tr.date(last), time=tr.clock(last)), number=3),
    )
    parts.rows(page, room.take(min(364.0, room.left - note_high - 16)), rows)
    for row in rows:
        page.say(row.first)


def _short_end(page: Page, room: Stack, ticket: s.IssuedTicket, note_high: float) -> None:
    """Senior pace and small places: the sum, and the one thing to do now."""
    tr, order = page.tr, ticket.order
    left = room.left - note_high - 16
    first, _ = _bring(page, ticket)
    label = tr("核验后退您") if order.to_verify else tr("验过商品退您")
    if left > 420:
        card = room.take(140, 24)
        page.card(card)
        page.middle(label, Rect(card.x + 32, card.y, card.w * 0.5, card.h), page.type.h3, bold=True, lines=2)
        money = Rect(card.x + card.w * 0.5, card.y, card.w * 0.5 - 32, card.h)
        page.middle(tr.money(order.refund_fen), money, 88, bold=True, align="right", leading=1.1, floor=48)
    place, metres = _store(page)
    rows = (
        Row(first, tr("工单号在回执上"), number=1),
        Row(tr("去服务台，{place}", place=tr(place)), tr("从这里走 {n} 米", n=metres), number=2),
    )
    parts.rows(page, room.take(min(room.left - note_high - 16, 336.0)), rows)
    page.say(tr("您的工单号是 {number}。", number=ticket.ticket_no), *(row.first for row in rows))


def _leaving(page: Page, rect: Rect, state: s.Printing | s.Done) -> None:
    tr, left = page.tr, page.situation.leaves_in
    if isinstance(state, s.Printing):
        bar = Rect(rect.right - 300, rect.y + (rect.h - 16) / 2, 300, 16)
        parts.note(page, rect._replace(w=rect.w - 320), "printer", tr("正在打印，您的登记已经存好"))
        page.add(Progress(bar, 3.0, 10 if not page.senior else 2))
    elif left is not None:
        text = tr("{n} 秒后回首页，您的登记已经存好", n=left)
        parts.note(page, rect, "clock-outline", text)
