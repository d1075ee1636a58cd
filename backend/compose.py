"""THE composition root of the central service: database, API, staff console, tracking page."""

from __future__ import annotations

from fastapi import FastAPI

from backend.app import create_app
from backend.database import Sessions, open_database
from backend.migrations import upgrade
from backend.settings import Clock, Settings, utc_now


def build(settings: Settings, clock: Clock = utc_now) -> FastAPI:
    """Everything in one application, its database brought up to date first."""
    sessions = open_database(settings.database)
    upgrade(sessions)
    return assemble(settings, sessions, clock)


def assemble(settings: Settings, sessions: Sessions, clock: Clock) -> FastAPI:
    """API, tracking page and console over a database that is up to date."""
    from backend import console, tracking

    app = create_app(settings, sessions, clock)
    app.include_router(tracking.router(sessions, clock, settings))
    console.mount(app, sessions, clock, settings)
    return app
