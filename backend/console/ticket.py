"""One ticket: its state as a sentence, its countdown, its history, its goods and money."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from backend.console import history, labels, moments, rows, steps, ticket_side
from backend.console.context import Visit
from backend.console.elements import Countdown, bold, el, icon
from backend.console.feed import Snapshot
from backend.console.frame import Frame, frame
from backend.console.gate import PREFIX
from backend.services import ticket_search, tickets
from backend.services.read_model import TicketDetail
from domain.ticket import TicketState
from domain.ticket_number import TicketKind


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
        ticket_side.side(here, ticket, whole.same_receipt)
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
                el("h1", "h1", w(steps.sentence(ticket)))
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
    names, now = steps.where(ticket)
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
