"""Whoever stands before a rating screen, and the numbers of what is talked about."""

from __future__ import annotations

from datetime import date, time

from domain.receipt_code import ReceiptCode
from domain.reference import Store
from domain.ticket_number import TicketKind, TicketNumber
from kiosk.flows.rating import Visit

STORE = Store("9907", "禾家超市", "青石桥店", "Asia/Shanghai", time(8), time(21, 30), "028-5550-0147", "出口左手边", 30)
SLIP = str(TicketNumber(TicketKind.RETURN, 3, 1847))
COMPLAINT = str(TicketNumber(TicketKind.COMPLAINT, 3, 12))
RECEIPT = ReceiptCode.make("9907", "07", date(2026, 11, 20), 1842).text


def visit(**more: object) -> Visit:
    return Visit("s1", STORE, "出口评价屏", **more)  # type: ignore[arg-type]
