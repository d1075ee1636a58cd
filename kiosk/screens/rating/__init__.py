"""The rating's screens."""

from __future__ import annotations

from typing import assert_never

from kiosk.flows.rating import State
from kiosk.flows.rating import states as s
from kiosk.screens.page import Page
from kiosk.screens.rating import asking, finish, followup


def content(page: Page, state: State) -> None:
    """The part of the screen between the store's line and the counter."""
    match state:
        case s.Home() | s.Asking():
            asking.asking(page, state)
        case s.Followup():
            followup.followup(page, state)
        case s.Storing():
            finish.storing(page, state)
        case s.Thanked():
            finish.thanked(page, state)
        case s.LowRating():
            finish.low_rating(page, state)
        case s.NotStored():
            finish.not_stored(page, state)
        case _:
            assert_never(state)
