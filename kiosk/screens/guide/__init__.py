"""The store guide's screens."""

from __future__ import annotations

from kiosk.flows.guide import State
from kiosk.flows.guide import states as s
from kiosk.screens.guide import home
from kiosk.screens.page import Page


def content(page: Page, state: State) -> None:
    """The part of the screen between the store's line and the counter."""
    match state:
        case s.Home():
            home.home(page, state)
        case s.Ways():
            home.ways(page, state)
