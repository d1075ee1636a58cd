"""The board: every open ticket with its countdown, and what to do first."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from nicegui.element import Element
from starlette.concurrency import run_in_threadpool

from backend.console import history, labels, rows
from backend.console.context import Visit
from backend.console.elements import Board, Countdown, el, icon
from backend.console.feed import Snapshot
from backend.console.frame import Frame, frame
from backend.services import tickets
from backend.services.read_model import TicketDetail, TicketRow
from domain.ticket import TicketState
from domain.ticket_number import TicketKind


def page(request: Request, snapshot: Snapshot, asked: str, found: frozenset[str]) -> None:
    with frame(request, snapshot, "tickets", asked=asked) as here, el("div", "two"):
        _table(here, asked, found)
        with el("aside", "aside"):
            _first(here)
            _shift(here)
            _hint(here)


def _table(here: Frame, asked: str, found: frozenset[str]) -> None:
    visit, w = here.visit, here.words

    def values(snapshot: Snapshot) -> dict[str, Any]:
        first = rows.first_for(rows.ordered(snapshot.tickets), visit.staff.name)
        shown = [
            rows.row(r, visit.staff.name, snapshot.at, visit.zone, w) | {"found": _is_found(r, asked, found)}
            for r in rows.ordered(snapshot.tickets)
        ]
        return {"rows": shown, "first": first.ticket_no if first else "", "now": rows.ms(snapshot.at)}

    board = Board(words=rows.board_words(w), found=asked, **values(here.snapshot))
    here.refresh.append(lambda snapshot: board.feed(**values(snapshot)))


def _is_found(ticket: TicketRow, asked: str, found: frozenset[str]) -> bool:
    if not asked:
        return False
    text = asked.casefold()
    return ticket.ticket_no in found or text in ticket.ticket_no.casefold() or any(
        text in name.casefold() for name in (*ticket.goods, ticket.asked)
    )


def _first(here: Frame) -> None:
    """您先办这件, built anew when it becomes another ticket or changes."""
    box = el("section", "card key first")
    shown: list[tuple[TicketRow | None, TicketDetail | None]] = []

    def draw(first: TicketRow | None, detail: TicketDetail | None, snapshot: Snapshot) -> None:
        shown[:] = [(first, detail)]
        box.clear()
        with box:
            _first_card(here, first, detail, snapshot)

    async def refresh(snapshot: Snapshot) -> None:
        first = rows.first_for(rows.ordered(snapshot.tickets), here.visit.staff.name)
        detail = await run_in_threadpool(_detail, here.visit, first, snapshot)
        if _news(shown[0]) != _news((first, detail)):
            draw(first, detail, snapshot)

    first = rows.first_for(rows.ordered(here.snapshot.tickets), here.visit.staff.name)
    draw(first, _detail(here.visit, first, here.snapshot), here.snapshot)
    here.refresh.append(refresh)


def _news(seen: tuple[TicketRow | None, TicketDetail | None]) -> object:
    """What the card shows; the countdown runs by itself."""
    first, detail = seen
    if first is None:
        return None
    return first.ticket_no, first.state, first.owner, first.due_at, len(detail.history) if detail else 0


def _detail(visit: Visit, first: TicketRow | None, snapshot: Snapshot) -> TicketDetail | None:
    if first is None:
        return None
    with visit.console.sessions.read() as session:
        return tickets.ticket(session, visit.store.store_id, first.ticket_no, snapshot.at)


def _first_card(here: Frame, first: TicketRow | None, detail: TicketDetail | None, snapshot: Snapshot) -> None:
    visit, w = here.visit, here.words
    if first is None:
        el("div", "i2", w("您先办这件"))
        with el("div", "label"):
            el("b", "", w("现在没有等您办的"))
        el("div", "i2", w("顾客到台扫了回执，或有人叫，这里就有了。"))
        return
    el("div", "i2", w("您先办这件"))
    el("div", "num", first.ticket_no)
    due = rows.due(first, snapshot.at, visit.zone, w)
    Countdown(due=due, words=rows.countdown_words(w), big=True, now=rows.ms(snapshot.at))
    with el("div", "label any"):
        el("b", "", rows.what(first, w))
    if detail is not None:
        reason = _why(detail, w)
        if reason:
            el("div", "i2 any", reason)
        if detail.history:
            last = history.entry(detail.history[-1], detail, visit, snapshot.at)
            with el("div", "row g8 last"):
                icon("history")
                el("span", "any", f"{last.when} {last.who} {last.text}")
    with el("a", "btn pri", href=f"/console/tickets/{first.ticket_no}"):
        el("span", "", _open_word(first, w))
        icon("arrow-right")


def _open_word(first: TicketRow, w: Any) -> str:
    if first.kind is TicketKind.ASSIST:
        return str(w("打开，看停在哪"))
    if first.kind is not TicketKind.RETURN:
        return str(w("打开看看"))
    return str(w("打开，当面核对") if first.state is TicketState.HELD else w("打开，验货退款"))


def _why(detail: TicketDetail, w: Any) -> str:
    if detail.held is not None and detail.state is TicketState.HELD:
        return str(w("{why}。", why=w(labels.HELD[detail.held])))
    reasons = list(dict.fromkeys(w(labels.REASON[line.reason]) for line in detail.lines if line.reason))
    return str(w("原因：{reasons}。", reasons=w.listed(reasons))) if reasons else ""


def _shift(here: Frame) -> None:
    w = here.words
    box = el("section", "shift")
    shown: list[object] = []

    def refresh(snapshot: Snapshot) -> None:
        open_ones = [t for t in snapshot.tickets if not t.state.is_over]
        loads = [(who, sum(t.owner == who.name for t in open_ones)) for who in snapshot.shift]
        if shown == [loads]:
            return
        shown[:] = [loads]
        box.clear()
        with box:
            with el("div", "row sp"):
                el("b", "label", w.many("现在当班 {n} 人", len(loads)))
                el("span", "i2", w("手上"))
            for who, load in loads[:7]:
                with el("div", "row sp who"):
                    with el("span", "el"):
                        name = w("{name}（您）", name=who.name) if who == here.visit.staff else who.name
                        el("b", "", name)
                        el("span", "i2", f" {w(labels.ROLE[who.role])}")
                    el("span", "nw", w.many("{n} 件", load))

    refresh(here.snapshot)
    here.refresh.append(refresh)


def _hint(here: Frame) -> Element:
    w = here.words
    with el("div", "row g8 i2 cap hint") as hint:
        for key, meaning in (("↑", ""), ("↓", w("选")), ("Enter", w("打开")), ("/", w("搜"))):
            el("span", "kb", key)
            if meaning:
                el("span", "", meaning)
        with el("button", "plain row g8", type="button", data_keys="1"):
            el("span", "kb", "?")
            el("span", "", w("全部按键"))
    return hint


