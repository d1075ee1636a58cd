"""Every state as a screen. Pure: the same state and situation give the same scene."""

from __future__ import annotations

from typing import assert_never
from zoneinfo import ZoneInfo

from kiosk.flows.returns import State
from kiosk.flows.returns import states as s
from kiosk.i18n import translator
from kiosk.screens import chrome
from kiosk.screens.idle import idle
from kiosk.screens.nodes import Scene
from kiosk.screens.page import Glance, Page, Place
from kiosk.screens.returns import choose, find, finish, home, reasons, review, scan, stopped
from kiosk.screens.sheet import Look, Sheet
from kiosk.session import Situation
from kiosk.theme.frame import Frame

TIMEZONE = "Asia/Shanghai"


def scene_of(state: State, situation: Situation, place: Place, frame: Frame, glance: Glance) -> Scene:
    """The whole screen of a state; "are you still there?" in its stead while it is asked."""
    if not isinstance(state, s.Home):
        place = Place(state.visit.store, state.visit.policy, state.visit.departments)
    store = place.store
    zone = ZoneInfo(store.timezone if store else TIMEZONE)
    tr = translator(situation.language)
    look = Look(frame, situation.pace, tr, situation.now.astimezone(zone))
    page = Page(look, situation, place, glance)
    if situation.idle_left is not None:
        idle(page, state)
    else:
        _content(page, state)
    sheet = Sheet(look)
    name = f"{store.chain} · {store.name}" if store else ""
    chrome.frame(
        sheet,
        chrome.Chrome(
            store=name, role=tr("自助退货"), online=situation.online, language=situation.language,
            speech=situation.speech, low=situation.low, helper=situation.helper, home_screen=page.home_screen,
            back=page.back, home=page.home, step=page.step,
        ),
    )  # fmt: skip
    return Scene(
        page.name, tuple(sheet.nodes), tuple(page.nodes), tuple(page.spoken), tuple(sheet.faults + page.faults)
    )


def _content(page: Page, state: State) -> None:
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
            finish.printer_trouble(page, state)
        case s.Done():
            finish.done(page, state)
        case _:
            assert_never(state)
