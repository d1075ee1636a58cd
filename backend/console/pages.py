"""The console's addresses. Each page reads once before it answers, so it is whole when it appears."""

from __future__ import annotations

import structlog
from fastapi import Request
from nicegui import context, ui
from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from backend.console import board, fleet, more, ratings, ticket
from backend.console.context import Visit, visit_of
from backend.console.elements import assets, el
from backend.console.frame import frame
from backend.console.gate import PREFIX
from backend.services import staff, ticket_search, tickets

log = structlog.get_logger(__name__)

_LONGEST_SEARCH = 80


def register() -> None:
    """Tell NiceGUI the pages. Done again, the same pages are registered anew."""
    ui.page("/")(_board)
    ui.page("/tickets/{ticket_no}")(_ticket)
    ui.page("/ratings")(_ratings)
    ui.page("/devices")(_devices)
    ui.page("/more")(_more)


async def _board(request: Request, q: str = "") -> Response | None:
    visit = visit_of(request)
    await run_in_threadpool(_here, visit)
    asked = " ".join(q.split())[:_LONGEST_SEARCH]
    numbers = await run_in_threadpool(_search, visit, asked) if asked else ()
    if len(numbers) == 1:
        return RedirectResponse(f"{PREFIX}/tickets/{numbers[0]}", 303)
    snapshot = await visit.console.feed.latest(visit.store.store_id)
    board.page(request, snapshot, asked, frozenset(numbers))
    return None


async def _ticket(request: Request, ticket_no: str) -> None:
    visit = visit_of(request)
    await run_in_threadpool(_here, visit)
    snapshot = await visit.console.feed.latest(visit.store.store_id)
    ticket.page(request, snapshot, ticket_no, await run_in_threadpool(ticket.read, visit, ticket_no))


async def _ratings(request: Request, days: str = "") -> None:
    visit = visit_of(request)
    await run_in_threadpool(_here, visit)
    snapshot = await visit.console.feed.latest(visit.store.store_id)
    read = await run_in_threadpool(ratings.read_all, visit, ratings.span_of(days))
    ratings.page(request, snapshot, read)


async def _devices(request: Request) -> None:
    visit = visit_of(request)
    await run_in_threadpool(_here, visit)
    fleet.page(request, await visit.console.feed.latest(visit.store.store_id))


async def _more(request: Request) -> None:
    visit = visit_of(request)
    await run_in_threadpool(_here, visit)
    more.page(request, await visit.console.feed.latest(visit.store.store_id))


async def unknown(request: Request) -> Response | None:
    """Any other address; for what is open to everyone (files of an earlier version) a bare answer."""
    try:
        visit = visit_of(request)
    except LookupError:
        return PlainTextResponse("not found", 404)
    snapshot = await visit.console.feed.latest(visit.store.store_id)
    context.client.status_code = 404
    with frame(request, snapshot, "more", search=False) as here:
        more.trouble(here.words, "没有这一页", "地址不对，或页面搬走了。", "按左下角的“工单”回到工单板。")
    return None


def failed(problem: Exception) -> None:
    """A page that could not be built: said plainly, never with what went wrong inside (that is logged)."""
    log.error("page_failed", error=type(problem).__name__)
    visit = visit_of(context.client.request)
    ui.add_head_html(f'<link rel="stylesheet" href="{assets()}/console.css">')
    with el("main", "body"):
        more.trouble(visit.words, "这一页没打开", "中心出了点问题，已经记下。", "过一会儿再开一次，还不行找信息员。")


def _here(visit: Visit) -> None:
    """Opening a page is doing something."""
    staff.active(visit.console.sessions, visit.token, visit.console.clock())


def _search(visit: Visit, asked: str) -> tuple[str, ...]:
    """A ticket's number, in any way of writing it, or a receipt's code; goods are looked for on the board."""
    with visit.console.sessions.read() as session:
        found = tickets.ticket(session, visit.store.store_id, asked, visit.console.clock())
        if found is not None:
            return (found.ticket_no,)
        return ticket_search.by_receipt(session, visit.store.store_id, asked)
