"""Signing in and out, and saying "I am here": plain forms, no script needed, nothing of the store shown."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import assert_never
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from backend.console import moments
from backend.console.context import Console, visit_of
from backend.console.elements import assets
from backend.console.files import icon
from backend.console.gate import COOKIE, LANGUAGE_COOKIE, PREFIX, language_of, safe_next
from backend.console.words import LANGUAGES, TAGS, Words, words_of
from backend.services import reference, staff
from backend.services.staff import IDLE, LONGEST_SESSION, Locked, MustWait, SignedIn, SignIn, Wrong

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; font-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_YEAR_S = 31_536_000


def router(console: Console) -> APIRouter:
    routes = APIRouter()
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    environment.globals["icon"] = lambda name: Markup(icon(name))

    def page(request: Request, after: str, status: int = 200, *, number: str = "", wrong: str = "") -> HTMLResponse:
        w = words_of(_language(request))
        now = console.clock()
        with console.sessions.read() as session:
            stores = reference.stores(session)
        zone = ZoneInfo(stores[0].timezone if stores else "Asia/Shanghai")
        text = environment.get_template("signin.html").render(
            w=w, assets=assets(), prefix=PREFIX, languages=LANGUAGES, tags=TAGS,
            after=after, number=number, wrong=wrong,
            shop=f"{stores[0].chain} · {stores[0].name}" if len(stores) == 1 else console.settings.chain,
            day=moments.weekday(now, zone, w), time=moments.clock(now, zone), idle=int(IDLE.total_seconds() // 60),
        )  # fmt: skip
        return HTMLResponse(text, status, headers={"Content-Security-Policy": _POLICY})

    @routes.get("/signin")
    def show(request: Request, following: str = Query("", alias="next"), lang: str | None = None) -> Response:
        after = safe_next(following)
        if lang in LANGUAGES:
            again = RedirectResponse(f"{PREFIX}/signin" + (f"?next={after}" if following else ""), 303)
            _remember_language(again, request, lang)
            return again
        return page(request, after)

    @routes.post("/signin")
    def enter(
        request: Request,
        number: str = Form("", max_length=64),
        password: str = Form("", max_length=1024),
        following: str = Form("", alias="next", max_length=500),
    ) -> Response:
        now = console.clock()
        result = staff.sign_in(console.sessions, number, password, now)
        if not isinstance(result, SignedIn):
            wrong = _told(result, now, words_of(_language(request)))
            return page(request, safe_next(following), 403, number=number, wrong=wrong)
        entered = RedirectResponse(safe_next(following), 303)
        entered.set_cookie(
            COOKIE,
            result.token,
            max_age=int(LONGEST_SESSION.total_seconds()),
            path=PREFIX,
            secure=_is_secure(console, request),
            httponly=True,
            samesite="strict",
        )
        return entered

    @routes.post("/leave")
    def leave(request: Request) -> Response:
        staff.sign_out(console.sessions, visit_of(request).token)
        left = RedirectResponse(f"{PREFIX}/signin", 303)
        left.delete_cookie(COOKIE, path=PREFIX)
        return left

    @routes.post("/here", status_code=204)
    def here(request: Request) -> None:
        staff.active(console.sessions, visit_of(request).token, console.clock())

    @routes.post("/language")
    def language(request: Request, language: str = Form("", max_length=8)) -> Response:
        changed = RedirectResponse(f"{PREFIX}/more", 303)
        if language in LANGUAGES:
            _remember_language(changed, request, language)
        return changed

    return routes


def _language(request: Request) -> str:
    """Chinese until somebody says otherwise at this computer, whatever its browser was installed in."""
    return language_of(request) or "zh_CN"


def _remember_language(response: Response, request: Request, language: str) -> None:
    response.set_cookie(
        LANGUAGE_COOKIE, language, max_age=_YEAR_S, path=PREFIX, httponly=True, samesite="strict",
        secure=request.url.scheme == "https",
    )  # fmt: skip


def _is_secure(console: Console, request: Request) -> bool:
    """Behind a proxy that ends TLS, only the public address knows of it."""
    return request.url.scheme == "https" or console.settings.public_url.startswith("https:")


def _told(result: SignIn, now: datetime, w: Words) -> str:
    """Never which of the two was wrong, nor whether there is such a number."""
    match result:
        case Wrong(left=0):
            return w("工号或密码不对，等 1 分钟再试。")
        case Wrong():
            return w("工号或密码不对，再试一次。连错 5 次要等 1 分钟。")
        case MustWait(until=until):
            return w("试得太多了，等 {span}再试。", span=moments.span(max(until - now, timedelta(seconds=1)), w))
        case Locked():
            return w("这个工号锁住了，找值班经理。")
        case SignedIn():
            return ""
        case _:
            assert_never(result)
