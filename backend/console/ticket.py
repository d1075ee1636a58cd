"""One ticket: its state as a sentence, its countdown, its history, its goods and money."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from backend.console import history, labels, moments, rows
from backend.console.context import Visit
from backend.console.elements import Countdown, bold, el, icon
from backend.console.feed import Snapshot
from backend.console.frame import Frame, frame
from backend.console.gate import PREFIX
from backend.services import ticket_search, tickets
from backend.services.read_model import DetailLine, TicketDetail
from domain.ticket import TicketState
from domain.ticket_number import TicketKind
from domain.wire import Pace, Source

_RETURN_STEPS = ("登记", "等顾客到台", "验货", "退款", "归档")
_OTHER_STEPS = ("登记", "有人接手", "办完", "归档")
_CALL_STEPS = ("叫人", "有人去", "办完")


@dataclass(frozen=True, slots=True)
class Whole:
    """A ticket, and what else was registered against its receipt."""

    ticket: TicketDetail
    same_receipt: tuple[str, ...]


def page(request: Request, snapshot: Snapshot, asked: str, whole: Whole | None) -> None:
    with frame(request, snapshot, "tickets") as here:
        if whole is None:
            _unknown(here, asked)
            return
        box = el("div", "ticket")
        shown: list[Whole] = []

        def draw(whole: Whole, at: Snapshot) -> None:
            shown[:] = [whole]
            box.clear()
            with box:
                _draw(here, whole, at)

        async def refresh(at: Snapshot) -> None:
            fresh = await run_in_threadpool(read, here.visit, whole.ticket.ticket_no)
            if fresh is not None and _news(fresh) != _news(shown[0]):
                draw(fresh, at)

        draw(whole, snapshot)
        here.refresh.append(refresh)


def read(visit: Visit, ticket_no: str) -> Whole | None:
    """None when the store has no such ticket."""
    with visit.console.sessions.read() as session:
        found = tickets.ticket(session, visit.store.store_id, ticket_no, visit.console.clock())
        if found is None:
            return None
        same = ticket_search.by_receipt(session, visit.store.store_id, found.receipt_code) if found.receipt_code else ()
    return Whole(found, tuple(no for no in same if no != found.ticket_no))


def _news(whole: Whole) -> object:
    """Everything but the countdown, which runs by itself."""
    it = whole.ticket
    return it.state, it.owner, it.due_at, it.history, it.calls, it.lines, it.slip, whole.same_receipt


def _unknown(here: Frame, asked: str) -> None:
    w = here.words
    _back(here)
    el("h1", "h1", w("没有这张工单"))
    el("p", "i2 any", w("“{asked}”在本店查不到。看看号码最后一位字母，或搜小票。", asked=asked[:40]))


def _back(here: Frame) -> None:
    with el("a", "row g4 back", href=f"{PREFIX}/", data_back="1"):
        icon("arrow-left")
        el("span", "", here.words("回工单板"))


def _draw(here: Frame, whole: Whole, at: Snapshot) -> None:
    ticket = whole.ticket
    _headline(here, ticket, at)
    _steps(here, ticket)
    with el("div", "row g24 pair"):
        _history(here, ticket, at)
        with el("aside", "side"):
            if ticket.kind is TicketKind.RETURN:
                _goods(here, ticket)
            _shopper(here, ticket)
            _linked(here, whole)
    _next(here, ticket)


def _headline(here: Frame, ticket: TicketDetail, at: Snapshot) -> None:
    visit, w = here.visit, here.words
    with el("div", "row sp top headline"):
        with el("div"):
            with el("div", "row g12"):
                _back(here)
                el("span", "i2 nw", w(labels.KIND[ticket.kind]))
                severity = {"complex": "tag cx", "major": "tag mj"}.get(ticket.severity.value, "tag")
                el("span", severity, w(labels.SEVERITY[ticket.severity]))
                el("span", "i2 el", _owner(here, ticket))
            with el("div", "row name"):
                el("span", "num", ticket.ticket_no)
                el("h1", "h1", w(_sentence(ticket)))
        with el("div", "r"):
            Countdown(
                due=rows.due(ticket, at.at, visit.zone, w),
                words=rows.countdown_words(w),
                big=True,
                now=rows.ms(at.at),
            )
            el("div", "i2", _time(here, ticket, at))


def _owner(here: Frame, ticket: TicketDetail) -> str:
    w = here.words
    if not ticket.owner:
        return w("还没人接手") if not ticket.state.is_over else ""
    if ticket.owner == here.visit.staff.name:
        return w("{name}在办（您）", name=ticket.owner)
    return w("{name}办的", name=ticket.owner) if ticket.state.is_over else w("{name}在办", name=ticket.owner)


def _sentence(ticket: TicketDetail) -> str:
    if ticket.kind is TicketKind.ASSIST and ticket.state is TicketState.OPEN:
        return "有顾客在叫人"
    if ticket.kind is TicketKind.ASSIST and ticket.state is TicketState.IN_PROGRESS:
        return "有人在去"
    if ticket.kind is TicketKind.RETURN and ticket.state is TicketState.IN_PROGRESS:
        return "顾客在台，正在验货"
    return labels.SENTENCE[ticket.state]


def _time(here: Frame, ticket: TicketDetail, at: Snapshot) -> str:
    visit, w = here.visit, here.words
    if ticket.closed_at is not None:
        return w("{time} 结束", time=moments.since(ticket.closed_at, at.at, visit.zone, w))
    if ticket.due_at is not None:
        return w("{time} 前办好", time=moments.since(ticket.due_at, at.at, visit.zone, w))
    if ticket.keep_until is not None:
        return w(
            "留到 {day} {time}",
            day=moments.weekday(ticket.keep_until, visit.zone, w),
            time=moments.clock(ticket.keep_until, visit.zone),
        )
    return ""


def _steps(here: Frame, ticket: TicketDetail) -> None:
    w = here.words
    names, now = _where(ticket)
    with el("div", "steps"):
        for i, name in enumerate(names):
            with el("div", "p" if i < now else "n" if i == now else "f") as step:
                if i == now:
                    step._props["aria-current"] = "step"
                el("i")
                with el("span"):
                    if i < now:
                        icon("check-bold")
                    el("span", "", w(name))


def _where(ticket: TicketDetail) -> tuple[tuple[str, ...], int]:
    """The steps of this kind of ticket, and which one is now."""
    if ticket.kind is TicketKind.ASSIST:
        at = {TicketState.OPEN: 0, TicketState.IN_PROGRESS: 1}
        return _CALL_STEPS, at.get(ticket.state, len(_CALL_STEPS))
    if ticket.kind is not TicketKind.RETURN:
        at = {TicketState.OPEN: 0, TicketState.IN_PROGRESS: 1, TicketState.ARCHIVED: 4}
        return _OTHER_STEPS, at.get(ticket.state, 3)
    names = list(_RETURN_STEPS)
    if ticket.held is not None:
        names[1] = "当面核对"
    came = ticket.started_at is not None
    match ticket.state:
        case TicketState.WAITING_FOR_SHOPPER | TicketState.HELD | TicketState.OPEN:
            now = 1
        case TicketState.IN_PROGRESS:
            now = 2
        case TicketState.REFUNDED | TicketState.DONE:
            now = 4
        case TicketState.DECLINED:
            names, now = [*names[: 3 if came else 2], "没有退", "归档"], 4 if came else 3
        case TicketState.LAPSED:
            names, now = ["登记", "没有来", "归档"], 2
        case TicketState.ARCHIVED:
            now = len(names)
    return tuple(names), now


def _history(here: Frame, ticket: TicketDetail, at: Snapshot) -> None:
    w = here.words
    with el("section", "card history"):
        with el("div", "row sp"):
            el("h2", "h2", w("历史"))
            with el("span", "i2 cap row g6 safe"):
                icon("shield-check")
                el("span", "", w.many("{n} 条，只能加，不能改", len(ticket.history)))
        with el("div", "entries"):
            for it in reversed(ticket.history):
                line = history.entry(it, ticket, here.visit, at.at)
                with el("div", "entry"):
                    el("span", "at", line.when)
                    el("span", "dot", aria_hidden="true")
                    el("span", "by", line.who)
                    with el("div", "grow any"):
                        bold(line.text)
                        for more in (line.more, line.moved):
                            if more:
                                with el("div", "i2"):
                                    bold(more)


def _goods(here: Frame, ticket: TicketDetail) -> None:
    w = here.words
    with el("section", "card"):
        with el("div", "head"):
            el("h2", "h2", w("退货"))
            if ticket.receipt_code:
                with el("span", "row g6 i2 nw"):
                    icon("receipt-text-outline")
                    el("span", "", w("小票 {code}", code=_grouped(ticket.receipt_code)))
        with el("table", "goods"), el("tbody"):
            for line in ticket.lines:
                with el("tr"):
                    with el("td", "any"):
                        el("span", "", _name(line, here))
                        el("span", "i2", f" {_remark(line, here)}")
                    el("td", "", moments.money(line.refund_fen).removeprefix("¥"))
            with el("tr", "sum"):
                el("td", "", w(labels.REFUND_TO[ticket.tender]) if ticket.tender else w("退"))
                el("td", "", moments.money(ticket.refund_fen))


def _name(line: DetailLine, here: Frame) -> str:
    w = here.words
    amount = f"{line.weight_g / 1000:.3f} kg" if line.weight_g is not None else f"{line.quantity} {line.unit}"
    if line.gift:
        return w("赠品 {name} {amount}", name=line.name, amount=amount)
    return f"{line.name} {amount}"


def _remark(line: DetailLine, here: Frame) -> str:
    w = here.words
    parts = []
    if line.gift:
        parts.append(w("一起退"))
    if line.adjustment:
        parts.append(w("商品不退，补差价"))
    if line.reason is not None:
        parts.append(w(labels.REASON[line.reason]))
    if line.weight_g is not None:
        parts.append(w("到台复称"))
    parts.extend(w((labels.ANSWER_YES if yes else labels.ANSWER_NO)[q]) for q, yes in line.answers.items())
    if line.staff is not None:
        parts.append(w(labels.STAFF_WHY[line.staff]))
    return w("，").join(parts)


def _grouped(code: str) -> str:
    """Receipt codes are read aloud in fours."""
    return " ".join(code[i : i + 4] for i in range(0, len(code), 4))


def _shopper(here: Frame, ticket: TicketDetail) -> None:
    w = here.words
    facts: list[tuple[str, str]] = []
    if ticket.kind is TicketKind.ASSIST:
        facts.append((w("停在哪一步"), w(labels.step(ticket.step))))
    pace = w("长辈节奏") if ticket.pace is Pace.SENIOR else w("普通节奏")
    language = w(labels.SPEAKS.get(ticket.language, "别的语言"))
    facts.append((w("怎么用的"), w("{pace}，{language}", pace=pace, language=language)))
    if ticket.kind is TicketKind.RETURN:
        facts.append((w("回执打印"), _slip(here, ticket)))
        if ticket.source is Source.REPLICA:
            facts.append((w("小票怎么查的"), w("断线，按终端里的数据")))
    if ticket.held is not None:
        facts.append((w("为什么核对"), w(labels.HELD[ticket.held])))
    facts.extend((w("要店员看"), w(labels.STAFF_WHY[code])) for code in ticket.staff)
    with el("section", "card"):
        el("h2", "h2", w("顾客"))
        with el("dl"):
            for label, value in facts:
                with el("div", "know"):
                    el("dt", "", label)
                    el("dd", "any", value)


def _slip(here: Frame, ticket: TicketDetail) -> str:
    w = here.words
    text = {"confirmed": "打好了", "failed": "没打出来", "unknown": "可能打出来了"}.get(ticket.slip or "", "还没回话")
    return w("{slip}，补打过 {n} 次", slip=w(text), n=ticket.reprints) if ticket.reprints else w(text)


def _linked(here: Frame, whole: Whole) -> None:
    w, ticket = here.words, whole.ticket
    links = [(w("呼叫 {no}", no=no), no) for no in ticket.calls]
    links.extend((w("同一张小票 {no}", no=no), no) for no in whole.same_receipt)
    if ticket.about_ticket:
        links.append((w("工单 {no}", no=ticket.about_ticket), ticket.about_ticket))
    if not links:
        return
    with el("section", "card"):
        el("h2", "h2", w("连着的"))
        for text, number in links:
            with el("div", "row sp linked"):
                el("a", "lk", text, href=f"{PREFIX}/tickets/{number}")


def _next(here: Frame, ticket: TicketDetail) -> None:
    visit, w = here.visit, here.words
    if ticket.state is TicketState.WAITING_FOR_SHOPPER and ticket.keep_until is not None:
        text = w(
            "顾客到了，扫回执就开始计时。没来就留到 {day} {time}，过了自己结束。",
            day=moments.day(ticket.keep_until, visit.zone, w),
            time=moments.clock(ticket.keep_until, visit.zone),
        )
    elif ticket.state is TicketState.HELD:
        text = w("顾客到了，先当面核对。核对前系统不退款。")
    elif ticket.kind is TicketKind.ASSIST and ticket.state is TicketState.OPEN:
        text = w("到 {kiosk} 号机，用工牌解锁就能帮顾客。", kiosk=ticket.kiosk_no)
    else:
        return
    with el("div", "row g12 acts i2"):
        icon("information-outline")
        el("span", "any", text)
