"""The content security policy of the console's pages.

NiceGUI's page has scripts of its own written into it. A nonce lets those through and nothing else: no inline handlers,
no eval, nothing from elsewhere. That is safe because everything of ours or a shopper's reaches the page as JSON in
which NiceGUI escapes every "<", so a "<script" in the page's text can only be its own.
"""

from __future__ import annotations

import re
import secrets

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.console.context import Visit
from backend.console.words import TAGS

_TAGS = re.compile(rb"<(script|style)(?=[\s>])")
_STYLED = b' style="display: none"'
"""On one empty element of the page; a style attribute is more than the policy lets through."""
_UNSPOKEN = b'<html dir="ltr">'


def policy(nonce: str) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce}'",
            f"style-src 'self' 'nonce-{nonce}'",
            "img-src 'self'",
            "font-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


class PagePolicy:
    """Inside NiceGUI's app, before anything compresses: gives each page its nonce and its reader's language."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start: Message | None = None
        body = b""

        async def dressed(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and _is_page(message):
                start = message
                return
            if start is None or message["type"] != "http.response.body":
                await send(message)
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            nonce = secrets.token_urlsafe(16)
            page = _TAGS.sub(rb'<\1 nonce="' + nonce.encode() + b'"', body.replace(_STYLED, b" hidden", 1))
            visit = scope.get("fuwutai.visit")
            if isinstance(visit, Visit):
                page = page.replace(_UNSPOKEN, f'<html lang="{TAGS[visit.language]}">'.encode(), 1)
            headers = MutableHeaders(scope=start)
            headers["Content-Security-Policy"] = policy(nonce)
            headers["Content-Length"] = str(len(page))
            await send(start)
            await send({"type": "http.response.body", "body": page})

        await self._app(scope, receive, dressed)


def _is_page(message: Message) -> bool:
    return Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
