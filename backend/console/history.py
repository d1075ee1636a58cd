"""A ticket's history in the words of staff: who did what, and how the state moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from backend.console import labels, moments
from backend.console.context import Visit
from backend.console.words import Words
from backend.services.read_model import Actor, HistoryCode, HistoryEntry, TicketDetail


@dataclass(frozen=True, slots=True)
class Line:
    """`moved` is empty or 状态 **A → B**; text between ** is bold."""

    when: str
    who: str
    text: str
    more: str = ""
    moved: str = ""


def entry(it: HistoryEntry, ticket: TicketDetail, visit: Visit, now: datetime) -> Line:
    w = visit.words
    moved = ""
    if it.state_from is not None and it.state_to is not None:
        moved = w("状态 **{a} → {b}**", a=w(labels.STATE[it.state_from]), b=w(labels.STATE[it.state_to]))
    text, more = _told(it, ticket, visit)
    return Line(moments.since(it.at, now, visit.zone, w), _who(it, w), text, more, moved)


def _who(it: HistoryEntry, w: Words) -> str:
    actor = it.actor
    match actor:
        case Actor.SHOPPER:
            return w("顾客")
        case Actor.KIOSK:
            return w("{kiosk} 号机", kiosk=it.actor_name)
        case Actor.STAFF:
            return it.actor_name
        case Actor.SYSTEM:
            return w("系统")
        case _:
            assert_never(actor)


def _told(it: HistoryEntry, ticket: TicketDetail, visit: Visit) -> tuple[str, str]:
    w, zone, params = visit.words, visit.zone, it.params
    code = it.code
    match code:
        case HistoryCode.REGISTERED:
            goods = sum(1 for line in ticket.lines if not line.gift)
            amount = moments.money(int(params.get("refund_fen", ticket.refund_fen)))
            text = "在 {kiosk} 号机登记退货，{n} 种加赠品，**{amount}**" if goods < len(ticket.lines) else (
                "在 {kiosk} 号机登记退货，{n} 种，**{amount}**"
            )
            until = ""
            if ticket.keep_until is not None:
                until = w(
                    "等顾客来，留到 {day} {time}",
                    day=moments.day(ticket.keep_until, zone, w),
                    time=moments.clock(ticket.keep_until, zone),
                )
            return w.many(text, goods, kiosk=ticket.kiosk_no, amount=amount), until
        case HistoryCode.RECEIVED_LATE:
            late = moments.span(timedelta(seconds=int(params.get("seconds", 0))), w)
            return w("终端断线，{span}后才传到中心", span=late), ""
        case HistoryCode.VERIFIED:
            return w("断线时登记的，台账核对过了"), ""
        case HistoryCode.HELD:
            why = labels.HELD[ticket.held] if ticket.held is not None else "要店员看一下"
            return w("留给人看：{why}", why=w(why)), w("核对前不退款")
        case HistoryCode.SLIP_CONFIRMED:
            return w("回执打好，打印机已确认"), ""
        case HistoryCode.SLIP_FAILED:
            return w("回执没打出来"), w("顾客在屏幕上看到了工单号")
        case HistoryCode.SLIP_UNKNOWN:
            return w("回执可能打出来了，打印机没回话"), ""
        case HistoryCode.SLIP_REPRINTED:
            return w("补打了回执"), ""
        case HistoryCode.SCANNED_AT_DESK:
            due = ticket.due_at
            told = w("{time} 前办好", time=moments.clock(due, zone)) if due is not None else ""
            return w("顾客到台，扫了回执，开始计时"), told
        case HistoryCode.TAKEN:
            return w("接了这件"), ""
        case HistoryCode.REFUNDED:
            amount = moments.money(int(params.get("refund_fen", ticket.refund_fen)))
            return w("退了 **{amount}**", amount=amount), w(labels.REFUND_TO[ticket.tender]) if ticket.tender else ""
        case HistoryCode.DECLINED:
            return w("没有退，占着的数量放回了"), ""
        case HistoryCode.LAPSED:
            return w("顾客没有来，占着的数量放回了"), ""
        case HistoryCode.CALLED:
            seconds = timedelta(seconds=int(params.get("stuck_s", 0)))
            where = w(labels.step(str(params.get("step", ""))))
            return w("在 {kiosk} 号机叫店员", kiosk=ticket.kiosk_no), w(
                "停在“{step}”{span}", step=where, span=moments.exact(seconds, w)
            )
        case HistoryCode.DONE:
            return w("办完了"), ""
        case HistoryCode.COMPLAINED:
            about = w.listed(map(w, labels.tags(str(params.get("tags", "")))))
            return w.many("给了 {n} 星", int(params.get("stars", 1))), about
        case HistoryCode.RATED:
            number = str(params.get("complaint_no", ""))
            return w.many("给这次办理评了 {n} 星", int(params.get("stars", 1))), w("转成投诉 {no}", no=number)
        case HistoryCode.INQUIRED:
            return w("在 {kiosk} 号机说没找到", kiosk=ticket.kiosk_no), labels.should_be(params, w)
        case _:
            assert_never(code)


