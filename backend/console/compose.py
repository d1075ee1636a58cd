"""Puts the console together: gate, sign-in, files, pages."""

from __future__ import annotations

import nicegui
from fastapi import FastAPI
from nicegui import ui
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from backend.console import pages, signin
from backend.console.context import Console
from backend.console.feed import Feed
from backend.console.files import WEB, fingerprint
from backend.console.gate import PREFIX, Gate
from backend.console.policy import PagePolicy
from backend.database import Sessions
from backend.settings import Clock, Settings

RECONNECT_S = 10.0
"""How long a page may be away and find itself as it was; a fifth of it later the browser says the line is cut."""


class _Files(StaticFiles):
    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def mount(app: FastAPI, sessions: Sessions, clock: Clock, settings: Settings) -> None:
    console = Console(sessions, clock, settings, Feed(sessions, clock))
    app.include_router(signin.router(console), prefix=PREFIX, include_in_schema=False)
    app.mount(f"{PREFIX}/assets/{fingerprint()}", _Files(directory=WEB))
    # NiceGUI's own app is one for the process: a second service in it (tests do that) must find it as new.
    nicegui.app.middleware_stack = None
    nicegui.app.user_middleware.clear()
    nicegui.app.add_middleware(PagePolicy)
    nicegui.app.on_page_exception(pages.failed)
    pages.register()
    ui.run_with(
        app,
        root=pages.unknown,
        mount_path=PREFIX,
        title="服务台控制台",
        favicon=WEB / "favicon.svg",
        language=None,  # each page says its reader's language itself, see PagePolicy
        dark=False,
        tailwind=False,
        reconnect_timeout=RECONNECT_S,
        binding_refresh_interval=None,
        show_welcome_message=False,
    )
    app.add_middleware(Gate, console=console)
