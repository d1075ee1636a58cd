"""GET /t/{token}: the page, under a policy that allows its own style and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from fastapi import APIRouter, Header, Query
from fastapi.responses import HTMLResponse
from starlette.convertors import register_url_convertor

from backend.console.words import LANGUAGES, language_for, words_of
from backend.database import Sessions
from backend.services import reference, tickets
from backend.services.read_model import TicketDetail
from backend.settings import Clock, Settings
from backend.tracking import walk
from backend.tracking.rendering import HEADERS as HEADERS
from backend.tracking.rendering import Anything, chain_head, renderer, store_head
from backend.tracking.view import KEPT_DAYS, Reading, is_expired, tracking
from domain.policy import Policy
from domain.reference import Store


@dataclass(frozen=True, slots=True)
class Found:
    ticket: TicketDetail
    store: Store
    policy: Policy | None


def router(sessions: Sessions, clock: Clock, settings: Settings) -> APIRouter:
    """The shopper's pages. Unknown, expired and malformed links to a ticket all get one same page, with status 404."""
    register_url_convertor("anything", Anything())
    render = renderer()
    routes = walk.router(sessions, clock, settings, render)

    @routes.get("/t/{token:anything}", response_class=HTMLResponse, summary="A ticket, as its shopper follows it")
    def track(
        token: str,
        lang: str | None = Query(None, description="zh_CN, en or zh_TW; the slip's language when left out"),
        accept_language: str | None = Header(None),
    ) -> HTMLResponse:
        now = clock()
        found = _find(sessions, token, now)
        if found is None:
            with sessions.read() as session:
                stores = reference.stores(session)
            w = words_of(language_for(lang, accept_language))
            return render.answer("unknown.html", w, chain_head(settings, stores, now, w), 404, kept_days=KEPT_DAYS)
        w = words_of(lang if lang in LANGUAGES else language_for(found.ticket.language, accept_language))
        promise = timedelta(minutes=(found.policy.promise_minutes if found.policy is not None else 30))
        view = tracking(Reading(found.ticket, found.store, promise, now, w))
        return render.answer("ticket.html", w, store_head(found.store, now, w), 200, view=view)

    return routes


def _find(sessions: Sessions, token: str, now: datetime) -> Found | None:
    with sessions.read() as session:
        ticket = tickets.tracked(session, token, now)
        if ticket is None or is_expired(ticket, now):
            return None
        store = reference.store(session, ticket.store_id)
        return Found(ticket, store, reference.policy(session, ticket.store_id, ticket.policy_version))


