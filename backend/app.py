"""The central service as a web application, without its pages (see `backend.compose`)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog
from fastapi import FastAPI
from sqlalchemy import text
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from backend.api import errors, figures, guide, staff, v1
from backend.api.documentation import Documentation
from backend.api.headers import Headers
from backend.database import Sessions
from backend.services import sweep
from backend.settings import Clock, Settings

log = structlog.get_logger(__name__)


def create_app(settings: Settings, sessions: Sessions, clock: Clock) -> FastAPI:
    """The API and what runs beside it. The database must be at the newest revision (`backend.migrations`)."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        sweeping = asyncio.create_task(_sweep(settings, sessions, clock))
        yield
        sweeping.cancel()
        with suppress(asyncio.CancelledError):
            await sweeping
        sessions.close()

    app = FastAPI(
        title="Fuwutai central service",
        version="1",
        description="What self-service kiosks speak with. Money is whole fen, weight whole grams, times UTC.",
        lifespan=lifespan,
        # The interactive pages would load scripts from elsewhere; the document itself is all there is to them.
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    errors.install(app)
    docs = Documentation()
    for room in (v1, staff, guide, figures):
        app.include_router(room.router(settings, sessions, clock, docs))
    docs.install(app, settings.public_url)

    @app.get("/healthz", include_in_schema=False)
    def healthz() -> JSONResponse:
        with sessions.read() as session:
            session.execute(text("SELECT 1"))
        return JSONResponse({"status": "ok"})

    app.add_middleware(Headers)
    return app


async def _sweep(settings: Settings, sessions: Sessions, clock: Clock) -> None:
    while True:
        try:
            await run_in_threadpool(sweep.sweep, sessions, clock())
        except Exception:
            log.exception("sweep_failed")
        await asyncio.sleep(settings.sweep_seconds)
