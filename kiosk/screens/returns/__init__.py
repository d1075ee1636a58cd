"""The self return's screens."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.flows.returns import State
from kiosk.flows.returns import states as s
from kiosk.screens.page import Page
from kiosk.screens.returns import choose, find, finish, home, reasons, review, scan, stopped, trouble


def content(page: Page, state: State) -> None:
    """The part of the screen between the store's line and the counter."""
    if not isinstance(state, s.Home):
        # The rules this shopper is served by, even if others have come in meanwhile.
        visit = state.visit
        page.place = replace(page.place, store=visit.store, policy=visit.policy, departments=visit.departments)
    match state:
        case s.Home():
            home.home(page)
        case s.Scanning():
            scan.scanning(page, state)
        case s.Checking():
            scan.checking(page, state)
        case s.TypingNumber():
            find.typing_number(page, state)
        case s.GivingDetails():
            find.giving_details(page, state)
        case s.Searching():
            find.searching(page, state)
        case s.ChoosingReceipt():
            find.choosing_receipt(page, state)
        case s.NotFound():
            stopped.not_found(page, state)
        case s.StaffNeeded():
            stopped.staff_needed(page, state)
        case s.OtherStoreRefused():
            stopped.other_store(page, state)
        case s.NothingReturnable():
            stopped.nothing_returnable(page, state)
        case s.ChoosingItems():
            choose.choosing_items(page, state)
        case s.GivingReason():
            reasons.giving_reason(page, state)
        case s.Answering():
            reasons.answering(page, state)
        case s.AnswerRefused():
            reasons.answer_refused(page, state)
        case s.Reviewing():
            review.reviewing(page, state)
        case s.Issuing():
            finish.issuing(page, state)
        case s.Printing():
            finish.printing(page, state)
        case s.PrinterTrouble():
            trouble.printer_trouble(page, state)
        case s.Done():
            finish.done(page, state)
        case _:
            assert_never(state)
