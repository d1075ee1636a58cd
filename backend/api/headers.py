"""Headers every answer carries, and one log line for each request to the API."""

from __future__ import annotations

import time
from typing import Any

import structlog
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = structlog.get_logger(__name__)

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
}
_API = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}


class Headers:
    """Pages set their own Content-Security-Policy; what they set stays."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_api = scope["path"].startswith("/api/") or scope["path"] == "/healthz"
        started = time.monotonic()

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in (_ALWAYS | (_API if is_api else {})).items():
                    headers.setdefault(name, value)
                if is_api and not _is_watching(scope, message["status"]):
                    _note(scope, message["status"], started)
            await send(message)

        await self._app(scope, receive, dressed)


def _is_watching(scope: Scope, status: int) -> bool:
    """Every kiosk asks that every second or two: a log of it would be a log of nothing else."""
    return scope["path"] == "/api/v1/urgent" and status == 200


def _note(scope: Scope, status: int, started: float) -> None:
    route: Any = scope.get("route")
    log.info(
        "request",
        method=scope["method"],
        route=getattr(route, "path", "?"),
        status=status,
        ms=round((time.monotonic() - started) * 1000, 1),
    )
