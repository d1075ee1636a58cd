"""Who gets in: everything under /console passes here first, pages and sockets alike."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.console.context import Console, Visit
from backend.console.words import LANGUAGES
from backend.services import reference, staff

PREFIX = "/console"
COOKIE = "fuwutai_staff"
LANGUAGE_COOKIE = "fuwutai_language"
_OPEN = re.compile(r"/console/(signin$|assets/|_nicegui/)")
"""The sign-in page, and files that are the same for everyone. The socket (/console/_nicegui_ws) is not among them."""
_SAFE = {"GET", "HEAD", "OPTIONS"}
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with no-referrer a form says its origin is null, and the gate could not tell
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


class Gate:
    def __init__(self, app: ASGIApp, console: Console) -> None:
        self._app = app
        self._console = console

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or not is_ours(scope["path"]):
            await self._app(scope, receive, send)
            return
        if scope["type"] == "http":
            send = _dressed(send)
        connection = HTTPConnection(scope)
        if not _from_our_own_page(connection):
            await _refuse(scope, receive, send, PlainTextResponse("not from this page", 403))
        elif _OPEN.match(scope["path"]):
            await self._app(scope, receive, send)
        elif (visit := await run_in_threadpool(self._visit, connection)) is not None:
            visit.put_into(scope)
            await self._app(scope, receive, send)
        else:
            await _refuse(scope, receive, send, _to_sign_in(connection))

    def _visit(self, connection: HTTPConnection) -> Visit | None:
        token = connection.cookies.get(COOKIE, "")
        now = self._console.clock()
        with self._console.sessions.read() as session:
            who = staff.signed_in(session, token, now)
            if who is None:
                return None
            store = reference.store(session, who.store_id)
        return Visit(self._console, who, store, token, language_of(connection) or "zh_CN")


def is_ours(path: str) -> bool:
    return path == PREFIX or path.startswith(PREFIX + "/")


def language_of(connection: HTTPConnection) -> str | None:
    language = connection.cookies.get(LANGUAGE_COOKIE)
    return language if language in LANGUAGES else None


def safe_next(path: str) -> str:
    """Where to go after signing in: a page of the console, whatever was asked for."""
    inside = re.fullmatch(r"/console/[A-Za-z0-9/_?=&%.\-]*", path) is not None and "//" not in path and ".." not in path
    return path if inside else f"{PREFIX}/"


def _from_our_own_page(connection: HTTPConnection) -> bool:
    """Browsers say where a request that changes something, or a socket, comes from; another site's is refused."""
    if connection.scope["type"] == "http" and connection.scope["method"] in _SAFE:
        return True
    site = connection.headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = connection.headers.get("origin")
    if origin is None:
        return site is not None
    return urlsplit(origin).netloc == connection.headers.get("host")


def _to_sign_in(connection: HTTPConnection) -> Response:
    if connection.scope["type"] != "http" or connection.scope["method"] not in _SAFE:
        return PlainTextResponse("sign in first", 401)
    if "/_nicegui_ws/" in connection.scope["path"]:
        return PlainTextResponse("sign in first", 401)
    query = f"?{connection.url.query}" if connection.url.query else ""
    wanted = safe_next(connection.scope["path"] + query)
    after = "" if wanted == f"{PREFIX}/" else f"?next={quote(wanted, safe='')}"
    return RedirectResponse(f"{PREFIX}/signin{after}", 303)


async def _refuse(scope: Scope, receive: Receive, send: Send, response: Response) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    await response(scope, receive, send)


def _dressed(send: Send) -> Send:
    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return dressed
