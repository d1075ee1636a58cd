"""Staff pages at /console."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

    from backend.database import Sessions
    from backend.settings import Clock, Settings


def mount(app: FastAPI, sessions: Sessions, clock: Clock, settings: Settings) -> None:
    """Add the console to the service. Nothing under /console but the sign-in page is open to anyone.

    Call it after every other route is there, once for an app; several apps may live in one process, one after another.
    """
    # Imported here because NiceGUI takes a second to load, and the tracking page shares this package's words.
    from backend.console import compose

    compose.mount(app, sessions, clock, settings)
