"""The ticket stands and its slip did not come out, or nobody knows: what happened, and what to do."""

from __future__ import annotations

from domain.device_words import PrinterStatus
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from kiosk.i18n import msg
from kiosk.screens import parts
from kiosk.screens.nodes import Qr
from kiosk.screens.page import Act, Page
from kiosk.screens.parts import Row
from kiosk.screens.returns.number import Stack, body_of, number_card, number_high
from kiosk.theme import tokens as t
from kiosk.theme.frame import Rect

# What happened to the slip: title, what to say under it, what the shopper's key says once it is put right.
TROUBLE = {
    PrinterStatus.PAPER_EMPTY: (msg("回执没打出来，纸用完了"), msg("打印纸用完了"), msg("换好纸了，再打一次")),
    PrinterStatus.COVER_OPEN: (msg("回执没打出来，机盖开着"), msg("打印机盖没关好"), msg("盖好了，再打一次")),
    PrinterStatus.CUTTER_ERROR: (msg("回执没打出来，纸卡住了"), msg("打印机切纸卡住了"), msg("好了，再打一次")),
    PrinterStatus.OVERHEATED: (msg("回执没打出来，机器太热"), msg("打印机太热，要歇一会儿"), msg("再打一次")),
}
OTHER = (msg("回执没打出来"), msg("打印机没有反应"), msg("再打一次"))


def printer_trouble(page: Page, state: s.PrinterTrouble) -> None:
    tr, ticket = page.tr, state.ticket
    page.begin("printer-trouble-unknown" if state.unknown else "printer-trouble", 4, back=False)
    title, what, again = TROUBLE.get(state.status, OTHER)
    if state.unknown:
        page.head(tr("回执可能已打出，请看出纸口"), tr("退货已经登记好，只差确认这张纸。"))
        what, again = msg("没等到打印机说打完了"), msg("没有，再打一次")
    elif state.ready:
        page.head(tr("打印机好了"), tr("退货已经登记好，点一下就打回执。"))
        what = msg("打印机现在可以打了")
    else:
        page.head(tr(title), tr("退货已经登记好，只差一张纸。"))
    body = body_of(page)
    room = Stack(body)
    number_card(page, room.take(number_high(body)), ticket, (parts.OK, tr("已登记，不会丢")))
    if room.left > 344 + 24 + 220:
        _photo(page, room.take(min(364.0, room.left - 344 - 24), 24), ticket)
    stored = tr.clock(page.look.local(ticket.accepted_at))
    helper = page.situation.helper
    if helper:
        then = tr("{name}正在过来", name=helper)
    elif helper is not None:
        then = tr("已经叫了店员，马上有人来看")
    else:
        then = tr("按黄色按钮叫店员")
    if state.unknown:
        then = tr("看看出纸口有没有回执")
    rows = (
        Row(tr(what), tr("发生了什么"), icon="printer-alert", icon_colour=t.TOMATO, label_first=True),
        Row(tr("工单 {time} 已存好，补打还是这个号", time=stored), tr("您放心"), icon="shield-check",
            icon_colour=t.LEAF, label_first=True),
        Row(then, tr("接下来"), icon="bell-ring", label_first=True),
    )  # fmt: skip
    parts.rows(page, room.take(min(room.left, 344.0)), rows)
    page.say(tr(what), rows[1].first, then)
    if state.unknown:
        out = Act(tr("我拿到了"), e.WithoutSlip(slip_out=True), "check-bold")
    else:
        out = Act(tr("我拍好了"), e.WithoutSlip(), "cellphone")
    page.actions(Act(tr(again), e.PrintAgain(), "printer", True), out)
    page.speech_panel(actions=True)


def _photo(page: Page, rect: Rect, ticket: s.IssuedTicket) -> None:
    """The number does without paper: take a picture of it."""
    tr = page.tr
    page.card(rect)
    side = rect.h - 48
    page.add(Qr(Rect(rect.x + 24, rect.y + 24, side, side), ticket.tracking_url))
    x = rect.x + side + 56
    words = Rect(x, rect.y + 12, rect.right - 32 - x, rect.h - 24)
    amount = tr.money(ticket.order.refund_fen)
    if rect.h > 300:
        text = tr("服务台认这个号码，没有回执也能退 {amount}。没带手机，请等店员来。", amount=amount)
    else:
        text = tr("没有回执也能退 {amount}", amount=amount)
    title = tr("请用手机拍下\n号码或扫二维码")
    page.stack(words, title, text, size=page.type.h2, small=30, gap=12, lines=3, second_lines=4)
