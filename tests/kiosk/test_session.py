"""One shopper after another: presence, silence, language and pace, and what is stale."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from domain.wire import Pace
from kiosk.flows.returns import FLOW, Visit
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from kiosk.session import Session
from kiosk.shell_events import (
    HelperChanged,
    LanguageChosen,
    LineChanged,
    MoreTime,
    Moved,
    Open,
    PaceToggled,
    StillHere,
    Touched,
)
from kiosk.situation import IdleTimes
from tests.kiosk.builders import CODE, NOW, checked, visit
from tests.kiosk.fakes import FakeClock, FakeEffects, FakeView


class Bench:
    """A session on a fake clock."""

    def __init__(self, visit_for: Callable[[str, str, str | None], Visit | None] = lambda *_: visit()) -> None:
        self.clock, self.view, self.effects = FakeClock(), FakeView(), FakeEffects()
        ids = iter(f"s{n}" for n in range(1, 100))
        self.session = Session(
            view=self.view, effects=self.effects, clock=self.clock, visit_for=visit_for, idle=IdleTimes(),
            flows={"returns": FLOW},
            new_id=lambda: next(ids),
        )  # fmt: skip

    def do(self, *events: object, session_id: str | None = None) -> None:
        for event in events:
            self.session.post(event, session_id)
        self.session.pump()

    def wait(self, seconds: float) -> None:
        """Time passes in quarters of a second, as on the UI thread."""
        for _ in range(round(seconds * 4)):
            self.clock.advance(0.25)
            self.session.pump()


def choosing(bench: Bench) -> None:
    bench.do(Open(), e.BarcodeSeen((CODE,)))
    bench.do(checked(), session_id="s1")
    assert isinstance(bench.session.state, s.ChoosingItems)


def test_a_result_for_an_ended_session_is_dropped() -> None:
    bench = Bench()
    bench.do(Open(), e.BarcodeSeen((CODE,)), e.GoHome())
    assert bench.session.situation.session_id == "s2"
    bench.do(Open(), e.BarcodeSeen((CODE,)))
    bench.do(checked(), session_id="s1")
    assert isinstance(bench.session.state, s.Checking)
    assert bench.effects.over == ["s1"]
    assert bench.view.wiped == 1


def test_silence_asks_then_ends_and_nothing_of_the_shopper_stays() -> None:
    bench = Bench()
    choosing(bench)
    bench.do(LanguageChosen("en"))
    bench.wait(29.5)
    assert bench.session.situation.idle_left is None
    bench.wait(1)
    assert bench.session.situation.idle_left == 15 or bench.session.situation.idle_left == 14
    bench.wait(15)
    assert bench.session.state == s.Home()
    assert bench.session.situation.language == "zh_CN"
    assert bench.session.situation.session_id == "s2"
    assert bench.view.wiped == 1


@pytest.mark.parametrize("presence", [StillHere(), Touched(), e.LineToggled(1)])
def test_an_answer_to_the_question_keeps_everything_and_does_nothing_else(presence: object) -> None:
    bench = Bench()
    choosing(bench)
    before = bench.session.state
    bench.wait(31)
    bench.do(presence)
    assert bench.session.state == before
    assert bench.session.situation.idle_left is None
    bench.wait(29)
    assert bench.session.situation.idle_left is None


def test_more_time_is_two_minutes() -> None:
    bench = Bench()
    choosing(bench)
    bench.wait(31)
    bench.do(MoreTime())
    bench.wait(149)
    assert bench.session.situation.idle_left is None
    bench.wait(2)
    assert bench.session.situation.idle_left is not None


def test_movement_before_the_camera_is_presence_but_not_for_ever() -> None:
    """A hand with a receipt is somebody; an aisle in which there is always somebody is not."""
    bench = Bench()
    bench.do(Open())
    for _ in range(4):
        bench.wait(20)
        bench.do(Moved())
        assert bench.session.situation.idle_left is None
    bench.wait(31)
    assert bench.session.situation.idle_left is not None
    bench.do(Moved())
    assert bench.session.situation.idle_left is None
    for _ in range(55 * 4):
        bench.do(Moved())
        bench.wait(0.25)
    assert bench.session.state == s.Home()


def test_a_helper_who_takes_the_call_finds_what_the_shopper_was_at() -> None:
    bench = Bench()
    choosing(bench)
    before = bench.session.state
    bench.do(e.HelpAsked())
    bench.wait(31)
    bench.do(HelperChanged("小王"))
    assert bench.session.situation.idle_left is None
    bench.wait(149)
    assert bench.session.state == before
    assert bench.session.situation.idle_left is None
    bench.wait(46)
    assert bench.session.state == s.Home()


def test_senior_pace_waits_longer_and_speaks() -> None:
    bench = Bench()
    choosing(bench)
    bench.do(PaceToggled())
    assert bench.session.situation.pace is Pace.SENIOR
    assert bench.session.situation.speech
    bench.wait(89)
    assert bench.session.situation.idle_left is None
    bench.wait(2)
    assert bench.session.situation.idle_left is not None


def test_language_changes_mid_flow_and_nothing_is_lost() -> None:
    bench = Bench()
    choosing(bench)
    bench.do(e.LineToggled(1), LanguageChosen("en"), LanguageChosen("xx"))
    state = bench.session.state
    assert isinstance(state, s.ChoosingItems)
    assert state.quantity(1) == 1
    assert bench.session.situation.language == "en"


def test_work_for_the_shopper_is_presence() -> None:
    bench = Bench()
    bench.do(Open(), e.BarcodeSeen((CODE,)))
    bench.wait(120)
    assert isinstance(bench.session.state, s.Checking), "a slow lookup never ends a session"


def test_after_eight_seconds_the_other_ways_are_offered() -> None:
    bench = Bench()
    bench.do(Open())
    bench.wait(7.5)
    state = bench.session.state
    assert isinstance(state, s.Scanning)
    assert not state.other_ways
    bench.wait(1)
    state = bench.session.state
    assert isinstance(state, s.Scanning)
    assert state.other_ways


def test_help_is_called_once_with_how_long_the_shopper_was_stuck() -> None:
    bench = Bench()
    choosing(bench)
    bench.wait(12)
    bench.do(e.HelpAsked(), e.HelpAsked())
    calls = [(x, y) for x, y in zip(bench.effects.ordered, bench.effects.situations, strict=True)
             if isinstance(x, e.CallPerson)]  # fmt: skip
    assert [(x.step, y.stuck_s) for x, y in calls] == [("ChoosingItems", 12)]
    assert bench.session.situation.helper == ""
    bench.do(HelperChanged("小王"))
    assert bench.session.situation.helper == "小王"


def test_a_receipt_shown_to_an_idle_kiosk_starts_at_once() -> None:
    bench = Bench()
    bench.do(e.BarcodeSeen((CODE,)))
    assert isinstance(bench.session.state, s.Checking)


def test_a_kiosk_without_rules_says_so_and_serves_once_it_has_them() -> None:
    rules: list[Visit] = []
    bench = Bench(lambda *_: rules[0] if rules else None)
    bench.do(Open())
    assert bench.session.state == s.Home()
    assert not bench.session.situation.service_ready
    rules.append(visit())
    bench.do(Open())
    assert isinstance(bench.session.state, s.Scanning)


def test_a_finished_visit_leaves_by_itself() -> None:
    bench = Bench()
    choosing(bench)
    known = checked()
    order = s.ReturnOrder(
        "o", known.known.receipt, known.source, NOW, "v", (), 0, s.TenderKind.WECHAT, to_verify=False, staff=()
    )
    issued = s.IssuedTicket("R3-1847-W", "https://x.example/t/a", NOW, NOW + timedelta(days=2), order)
    bench.session.state = s.Done(visit(), issued, slip_out=True)
    bench.do(Touched())
    bench.wait(20)
    assert bench.session.situation.leaves_in is not None
    bench.wait(6)
    assert bench.session.state == s.Home()


def test_the_line_is_known_on_every_screen_and_outlives_sessions() -> None:
    bench = Bench()
    bench.do(LineChanged(False, NOW))
    bench.do(Open(), e.GoHome())
    assert not bench.session.situation.online
    assert bench.session.situation.offline_since == NOW


def test_nothing_is_drawn_anew_while_nothing_changes() -> None:
    bench = Bench()
    bench.do(Open())
    drawn = len(bench.view.shown)
    bench.wait(3)
    assert len(bench.view.shown) == drawn


def test_a_home_screen_left_in_another_language_goes_back_to_the_first() -> None:
    bench = Bench()
    bench.do(LanguageChosen("en"))
    bench.wait(46)
    assert bench.session.situation.language == "zh_CN"


def test_a_wall_clock_that_jumps_ends_nothing() -> None:
    bench = Bench()
    choosing(bench)
    bench.clock.at += timedelta(days=400)
    bench.session.pump()
    assert isinstance(bench.session.state, s.ChoosingItems)
