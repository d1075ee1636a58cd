"""Every state as a screen. Pure: the same state and situation give the same scene."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from kiosk.i18n import msg, translator
from kiosk.screens import chrome, guide, rating, returns
from kiosk.screens.guide.notice import emergency
from kiosk.screens.idle import idle
from kiosk.screens.nodes import Scene
from kiosk.screens.page import Glance, Page, Place
from kiosk.screens.sheet import Look, Sheet
from kiosk.situation import Situation
from kiosk.theme.frame import Frame

TIMEZONE = "Asia/Shanghai"
ROLES = {"returns": msg("自助退货"), "guide": msg("找商品"), "rating": msg("服务评价")}


def scene_of(state: Any, situation: Situation, place: Place, frame: Frame, glance: Glance) -> Scene:
    """The whole screen of a state; "are you still there?" in its stead while it is asked."""
    visit = getattr(state, "visit", None)
    store = visit.store if visit is not None else place.store
    zone = ZoneInfo(store.timezone if store else TIMEZONE)
    tr = translator(situation.language)
    look = Look(frame, situation.pace, tr, situation.now.astimezone(zone))
    page = Page(look, situation, place, glance)
    if situation.emergency is not None:
        emergency(page, situation.emergency)
    elif situation.idle_left is not None:
        idle(page, state)
    else:
        _content(page, state)
    sheet = Sheet(look)
    name = f"{store.chain} · {store.name}" if store else ""
    chrome.frame(
        sheet,
        chrome.Chrome(
            store=name, role=tr(ROLES[situation.role]), online=situation.online, language=situation.language,
            speech=situation.speech, low=situation.low, helper=situation.helper, home_screen=page.home_screen,
            back=page.back, home=page.home, step=page.step, shut_out=situation.shut_out,
        ),
    )  # fmt: skip
    return Scene(
        page.name, tuple(sheet.nodes), tuple(page.nodes), tuple(page.spoken), page.advice,
        tuple(sheet.faults + page.faults),
    )  # fmt: skip


def _content(page: Page, state: Any) -> None:
    match page.situation.role:
        case "returns":
            returns.content(page, state)
        case "guide":
            guide.content(page, state)
        case "rating":
            rating.content(page, state)
        case role:
            raise ValueError(f"no screens for the role {role}")
