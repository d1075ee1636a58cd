"""Every situation of the guide as a screen shows it, in the demo store."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.wire import Pace
from kiosk.flows.guide import State
from kiosk.flows.guide import states as s
from kiosk.screens.page import Place
from kiosk.session import Situation
from tests.kiosk import guide_world as world


def place() -> Place:
    return Place(world.STORE)


def situation(
    language: str = "zh_CN", pace: Pace = Pace.NORMAL, *, low: bool = False, now: datetime = world.NOW
) -> Situation:
    return Situation(
        language=language, pace=pace, now=now, session_id="s1", low=low, speech=pace is Pace.SENIOR,
        role="guide", kiosk_role="guide", data_as_of=now,
    )  # fmt: skip


def states() -> dict[str, State]:
    visit = world.visit()
    return {
        "home": s.Home(visit.shop),
        "home-new": s.Home(),
        "ways": s.Ways(visit),
    }


def behind(situation: Situation) -> Situation:
    """The same behind a returns kiosk's home screen."""
    return replace(situation, kiosk_role="returns")
