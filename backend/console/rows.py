"""The board's rows as the browser gets them: words ready made, times as numbers, order by urgency. No I/O."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from backend.console import labels, moments
from backend.console.words import Words
from backend.services.read_model import TicketRow
from domain.ticket import TicketState
from domain.ticket_number import TicketKind

Due = dict[str, Any]


def ordered(rows: tuple[TicketRow, ...]) -> list[TicketRow]:
    """What has a time first, by that time; then what a person must look at; then who is awaited; the closed last."""

    def urgency(row: TicketRow) -> tuple[int, float]:
        if row.state.is_over:
            return 3, -(row.closed_at or row.registered_at).timestamp()
        if row.due_at is not None:
            return 0, row.due_at.timestamp()
        return (1 if row.state is TicketState.HELD else 2), row.registered_at.timestamp()

    return sorted(rows, key=urgency)


def first_for(rows: list[TicketRow], me: str) -> TicketRow | None:
    """What this person does first: their own or nobody's, by time; else what must be looked at; None if neither."""
    free = [row for row in rows if row.owner in ("", me) and not row.state.is_over]
    timed = [row for row in free if row.due_at is not None]
    held = [row for row in free if row.state is TicketState.HELD]
    return next(iter(timed + held), None)


def row(ticket: TicketRow, me: str, now: datetime, zone: ZoneInfo, w: Words) -> dict[str, Any]:
    return {
        "no": ticket.ticket_no,
        "href": f"/console/tickets/{ticket.ticket_no}",
        "due": due(ticket, now, zone, w),
        "kind": ticket.kind.value,
        "kind_word": w(labels.KIND[ticket.kind]),
        "severity": ticket.severity.value,
        "severity_word": w(labels.SEVERITY[ticket.severity]),
        "what": what(ticket, w),
        "who": w("我") if ticket.owner == me else ticket.owner or w("服务台"),
        "owner": ticket.owner or "desk",
        "owner_word": ticket.owner or w("服务台"),
        "mine": ticket.owner == me,
        "next": next_step(ticket, w),
    }


def due(ticket: Any, now: datetime, zone: ZoneInfo, w: Words) -> Due:
    """What a countdown needs, of a board's row or a whole ticket. Milliseconds since 1970."""
    if ticket.state.is_over:
        return _without_time("done", _ended(ticket, w))
    if ticket.due_at is not None:
        return {
            "kind": "timed",
            "start": ms(ticket.started_at or ticket.due_at),
            "due": ms(ticket.due_at),
            "at": w("{time} 前", time=moments.clock(ticket.due_at, zone)),
            "was": w("应在 {time}", time=moments.since(ticket.due_at, now, zone, w)),
            "day": moments.near(ticket.due_at, now, zone, w),
        }
    till = w("留到 {day}", day=moments.day(ticket.keep_until, zone, w)) if ticket.keep_until else ""
    if ticket.state is TicketState.HELD:
        return _without_time("held", w("当面核对"), till)
    return _without_time("wait", w(labels.STATE[ticket.state]), till)


def what(ticket: TicketRow, w: Words) -> str:
    if ticket.kind is TicketKind.ASSIST:
        return w("{kiosk} 号机叫人，停在“{step}”", kiosk=ticket.kiosk_no, step=w(labels.step(ticket.step)))
    if ticket.kind is TicketKind.COMPLAINT:
        return _complaint(ticket, w)
    if ticket.kind is TicketKind.INQUIRY and ticket.asked:
        return w("找不到“{asked}”", asked=labels.said(_short(ticket.asked)))
    if not ticket.goods:
        return w(labels.KIND[ticket.kind])
    name, count, amount = ticket.goods[0], len(ticket.goods), moments.money(ticket.refund_fen)
    if count > 1 or ticket.gifts:
        name = _brief(name)  # the row has room for one line, and the money stands at its end
    if name[-1:].isascii() and w.language != "en":
        name += " "  # Chinese words after Latin letters stand apart
    if count == 1 and not ticket.gifts:
        return w("{name}，{amount}", name=name.rstrip(), amount=amount)
    if count == 1:
        return w("{name}加赠品，{amount}", name=name, amount=amount)
    if not ticket.gifts:
        return w("{name}等 {n} 种，{amount}", name=name, n=count, amount=amount)
    return w("{name}等 {n} 种加赠品，{amount}", name=name, n=count, amount=amount)


def _brief(name: str) -> str:
    """A product without its size: 纯牛奶 250ml×24盒 is 纯牛奶. A name of one word stays whole."""
    first, _, rest = name.partition(" ")
    return first if rest[:1].isdigit() and len(first) > 1 else name


def _complaint(ticket: TicketRow, w: Words) -> str:
    if ticket.stars is None:
        return w(labels.KIND[ticket.kind])
    about = w("、").join(map(w, labels.tags(ticket.tag or "")))
    told = labels.said(_short(ticket.asked)) or about
    if not told:
        return w.many("{place}，{n} 星", ticket.stars, place=labels.said(ticket.place))
    return w.many("{place}，{n} 星：{told}", ticket.stars, place=labels.said(ticket.place), told=told)


def _short(text: str, longest: int = 40) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def next_step(ticket: TicketRow, w: Words) -> str:
    match ticket.state:
        case TicketState.WAITING_FOR_SHOPPER:
            return w("等顾客到台")
        case TicketState.HELD:
            return w(labels.HELD_NEXT[ticket.held]) if ticket.held else w("当面核对")
        case TicketState.OPEN if ticket.kind is TicketKind.ASSIST:
            return w("去 {kiosk} 号机", kiosk=ticket.kiosk_no)
        case TicketState.OPEN if ticket.kind is TicketKind.INQUIRY:
            return w("去货架看看")
        case TicketState.OPEN:
            return w("接手")
        case TicketState.IN_PROGRESS:
            return w("验货退款") if ticket.kind is TicketKind.RETURN else w("办完")
        case _:
            return w(labels.STATE[ticket.state])


def calls(rows: tuple[TicketRow, ...]) -> list[dict[str, Any]]:
    """Kiosks where somebody waits for a person and nobody has said they come, the longest first."""
    open_calls = [r for r in rows if r.kind is TicketKind.ASSIST and r.state is TicketState.OPEN]
    return [
        {"kiosk": r.kiosk_no, "since": ms(r.started_at or r.registered_at), "href": f"/console/tickets/{r.ticket_no}"}
        for r in sorted(open_calls, key=lambda r: r.started_at or r.registered_at)
    ]


def ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def board_words(w: Words) -> dict[str, str]:
    """All that board.js says; {names} are filled in there."""
    return countdown_words(w) | {
        "are_late": w("{n} 件晚了"),
        "are_soon": w("{n} 件快到点"),
        "are_held": w("{n} 件要当面核对"),
        "only_waiting": w("没有要赶的，{n} 件等顾客来"),
        "in_time": w("都来得及"),
        "all_done": w("都办完了"),
        "found": w("“{q}”找到 {n} 件"),
        "found_key": w("找到"),
        "comma": w("，"),
        "colon": w("："),
        "counts": w("全店 {n} 件没办完，您手上 {m} 件"),
        "mine": w("我的"),
        "all": w("全店"),
        "late_ones": w("晚了"),
        "held_ones": w("要核对"),
        "waiting_ones": w("等顾客来"),
        "done_ones": w("办完"),
        "any": w("全部"),
        "due": w("时限"),
        "number": w("工单号"),
        "kind": w("类型"),
        "what": w("什么事"),
        "who": w("谁在办"),
        "owner": w("谁在办"),
        "next": w("下一步"),
        "arrived": w("有 {n} 件新的，点这里排进来"),
        "nothing": w("这里没有工单"),
        "nothing_more": w("顾客登记了新的，会自己出现。"),
    }


def countdown_words(w: Words) -> dict[str, str]:
    return {
        "late": w("晚了 {span}"),
        "left": w("还有 {n} 分"),
        "left_clock": w("还有 {m}:{s}"),
        "seconds": w("{n} 秒"),
        "minutes": w("{n} 分"),
        "hours": w("{h} 小时 {n} 分"),
        "days": w("{n} 天"),
    }


def call_words(w: Words) -> dict[str, str]:
    return countdown_words(w) | {
        "nobody": w("现在没人叫"),
        "calling": w("{kiosk} 号机在叫人，{span}"),
        "several": w("{n} 台在叫人，最久 {span}"),
    }


def _without_time(kind: str, text: str, till: str = "") -> Due:
    return {"kind": kind, "start": 0, "due": 0, "text": text, "till": till}


def _ended(ticket: Any, w: Words) -> str:
    if ticket.state in (TicketState.DECLINED, TicketState.LAPSED) or ticket.closed_at is None or ticket.due_at is None:
        return w(labels.STATE[ticket.state])
    late = ticket.closed_at - ticket.due_at
    return w("晚 {span}办完", span=moments.span(late, w)) if late.total_seconds() > 0 else w("按时办完")
