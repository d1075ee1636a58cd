"""A ticket's history in plain words, for the shopper. What only concerns staff is left out."""

from __future__ import annotations

from typing import assert_never
from zoneinfo import ZoneInfo

from backend.console import moments, people
from backend.console.words import Words
from backend.services.read_model import HistoryCode, HistoryEntry, TicketDetail
from domain.ticket_number import TicketKind


def told(entry: HistoryEntry, ticket: TicketDetail, zone: ZoneInfo, w: Words) -> str:
    """One sentence, or nothing for an entry that is none of the shopper's business."""
    code = entry.code
    match code:
        case HistoryCode.REGISTERED:
            goods = sum(1 for line in ticket.lines if not line.gift)
            return w.many("您在 {kiosk} 号机登记了 {n} 种商品", goods, kiosk=ticket.kiosk_no)
        case HistoryCode.RECEIVED_LATE:
            return w("登记时线路断了，现在中心收到了")
        case HistoryCode.VERIFIED:
            return w("中心核对过了，没有问题")
        case HistoryCode.HELD:
            return w("转给店员，当面核对")
        case HistoryCode.SLIP_CONFIRMED:
            return ""
        case HistoryCode.SLIP_FAILED:
            return w("回执没打出来，报工单号也一样办")
        case HistoryCode.SLIP_UNKNOWN:
            return w("回执可能已打出，请看出纸口；报工单号也一样办")
        case HistoryCode.SLIP_REPRINTED:
            return w("补打了一张回执")
        case HistoryCode.SCANNED_AT_DESK:
            if ticket.due_at is None:
                return w("您到了服务台")
            return w("您到了服务台，说好 {time} 前办好", time=moments.clock(ticket.due_at, zone))
        case HistoryCode.TAKEN:
            who = people.heard_as(entry.actor_name)
            is_return = ticket.kind is TicketKind.RETURN
            return w("{who}接了您的退货", who=who) if is_return else w("{who}接手了", who=who)
        case HistoryCode.REFUNDED:
            return w("{money} 退给您了", money=moments.money(int(entry.params.get("refund_fen", ticket.refund_fen))))
        case HistoryCode.DECLINED:
            return w("这次没有退成")
        case HistoryCode.LAPSED:
            return w("过了最后一天，没有前来")
        case HistoryCode.CALLED:
            return w("您叫了店员")
        case HistoryCode.DONE:
            return w("办好了")
        case HistoryCode.COMPLAINED:
            return w.many("您给了 {n} 星，我们记下了", int(entry.params.get("stars", 1)))
        case HistoryCode.RATED:
            return w.many("您给这次办理评了 {n} 星，有人在看", int(entry.params.get("stars", 1)))
        case HistoryCode.INQUIRED:
            return w("您告诉我们没找到商品")
        case _:
            assert_never(code)
