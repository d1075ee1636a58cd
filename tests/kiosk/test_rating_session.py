"""A rating screen at the exit, whole but for its window: session, flow, desk and disk, one shopper after another."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest

from domain import codec
from domain.rating import Doubt, Tag
from domain.reference import Store as StoreInfo
from domain.wire import AssistRequested, Body, Envelope, RatingGiven
from kiosk.effects import Effects
from kiosk.flows import common as c
from kiosk.flows.rating import FLOW, Visit
from kiosk.flows.rating import events as e
from kiosk.flows.rating import states as s
from kiosk.rating import RatingDesk
from kiosk.session import Session
from kiosk.shell_events import MoreTime, StillHere
from kiosk.typing import Candidate, KeyPressed, Letter, Pick
from kiosk.typing.typist import Typist
from tests.kiosk.fakes import FakeView
from tests.sync.builders import Kiosk

STORE = StoreInfo("9907", "禾家超市", "青石桥店", "Asia/Shanghai", time(8), time(21, 30), "028-5550-0147", "出口", 30)
WAIT_S = 10.0


class Engine:
    def of(self, letters: str, language: str) -> tuple[Candidate, ...]:
        return (Candidate("好" * len(letters), len(letters)),)

    def close(self) -> None:
        """Holds nothing."""


class Screen:
    def __init__(self, kiosk: Kiosk) -> None:
        self.kiosk, self.view = kiosk, FakeView()
        self.posted = threading.Condition()
        self.typist = Typist(Engine, Engine, self.post)
        self.typist.start()
        desk = RatingDesk(kiosk.journal, kiosk.clock, self.typist, self.post)
        self.effects = Effects({"rating": desk}, None, kiosk.journal, self.post, helper_wanted=lambda _: None,
                               wipe=lambda: None)  # fmt: skip
        self.session = Session(
            view=self.view, effects=self.effects, clock=kiosk.clock, flows={"rating": FLOW}, role="rating",
            visit_for=lambda role, session, about: Visit(session, STORE, "出口评价屏", about, stood=about is None),
        )  # fmt: skip

    def post(self, event: object, session_id: str | None = None) -> None:
        with self.posted:
            self.session.post(event, session_id)
            self.posted.notify_all()

    def do(self, *events: object) -> None:
        """A second between two touches, as people take."""
        for event in events:
            self.kiosk.clock.turn(1.0)
            self.session.post(event)
            self.session.pump()

    def until(self, kind: type) -> None:
        """Pumped whenever something was posted, until the screen is of that kind."""
        with self.posted:
            for _ in range(100):
                self.session.pump()
                if isinstance(self.session.state, kind):
                    return
                self.posted.wait(WAIT_S / 100)
        raise AssertionError(f"never came to {kind.__name__}, still {self.session.state}")

    def wait(self, seconds: float) -> None:
        for _ in range(round(seconds * 4)):
            self.kiosk.clock.turn(0.25)
            self.session.pump()

    def stored(self, most: int = 10) -> list[Body]:
        """What is on the disk when all that was ordered is done."""
        self.effects.close()
        return [codec.decode(Envelope, codec.loads(m.text)).body for m in self.kiosk.outbox.take(most)]


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    screen = Screen(Kiosk.enrolled(tmp_path / "kiosk"))
    screen.session.pump()
    yield screen
    screen.effects.close()
    screen.typist.stop()
    screen.kiosk.stores.close()


def test_the_hurried_touch_twice_and_are_gone(screen: Screen) -> None:
    screen.wait(60)
    assert screen.session.state == s.Home()
    begun = screen.kiosk.clock.monotonic()
    screen.do(e.Voted(5), e.Submitted())
    assert screen.kiosk.clock.monotonic() - begun < 8
    screen.until(s.Thanked)
    screen.wait(8.5)
    assert screen.session.state == s.Home()
    (given,) = screen.stored()
    assert isinstance(given, RatingGiven)
    assert (given.stars, given.doubts, given.took_ms) == (5, (), 61_000)


def test_who_walks_away_after_one_touch_has_voted_and_the_next_finds_the_question(screen: Screen) -> None:
    screen.wait(10)
    screen.do(e.Voted(4), e.TagToggled(Tag.ATTITUDE))
    screen.wait(30.5)
    assert screen.session.situation.idle_left is not None
    screen.wait(15)
    assert screen.session.state == s.Home()
    assert screen.view.wiped == 1
    (given,) = screen.stored()
    assert isinstance(given, RatingGiven)
    assert (given.stars, given.tags, given.took_ms) == (4, (Tag.ATTITUDE,), 11_000)


def test_a_kiosk_that_is_stopped_in_the_middle_keeps_the_vote(screen: Screen) -> None:
    screen.do(e.Voted(4), e.TagToggled(Tag.ATTITUDE))
    screen.session.leave()
    (given,) = screen.stored()
    assert isinstance(given, RatingGiven)
    assert (given.stars, given.tags) == (4, (Tag.ATTITUDE,))


def test_who_is_still_there_loses_nothing(screen: Screen) -> None:
    screen.do(e.Voted(3), e.TagToggled(Tag.QUEUE))
    screen.wait(31)
    screen.do(StillHere())
    screen.wait(31)
    screen.do(MoreTime())
    screen.do(KeyPressed(Letter("h")), KeyPressed(Pick(0)))
    with screen.posted:
        screen.posted.wait_for(lambda: _written(screen) == "好", WAIT_S)
    assert _written(screen) == "好"


def _written(screen: Screen) -> str:
    screen.session.pump()
    assert isinstance(screen.session.state, s.Followup)
    return screen.session.state.given.typing.text


def test_one_star_gets_a_number_and_a_person(screen: Screen) -> None:
    screen.wait(5)
    screen.do(e.Voted(1), e.Submitted())
    screen.until(s.LowRating)
    screen.do(c.HelpAsked())
    assert screen.session.situation.helper == ""
    assert screen.session.situation.leaves_in is not None
    rating, call = screen.stored()
    assert isinstance(rating, RatingGiven)
    assert isinstance(call, AssistRequested)
    assert call.about_ticket == rating.complaint_no is not None
    screen.wait(26)
    assert screen.session.state == s.Home()


def test_a_thumb_on_the_key_is_kept_apart_and_the_shopper_after_it_is_not(screen: Screen) -> None:
    screen.wait(5)
    for _ in range(5):
        screen.do(e.Voted(1), e.Submitted())
        screen.until(s.LowRating)
        screen.do(c.Finished())
    screen.wait(60)
    screen.do(e.Voted(1), e.Submitted())
    screen.until(s.LowRating)
    given = [body for body in screen.stored() if isinstance(body, RatingGiven)]
    assert [Doubt.PATTERN in body.doubts for body in given] == [False, False, False, True, True, False]
    assert [body.complaint_no is None for body in given] == [False, False, False, True, True, False]


def test_ten_thousand_taps_in_a_minute_leave_a_kiosk_that_works(screen: Screen) -> None:
    taps = (e.Voted(1), e.TagToggled(Tag.QUEUE), KeyPressed(Letter("a")), c.Back(), e.Voted(5), e.WithoutWords())
    for n in range(10_000):
        screen.kiosk.clock.turn(0.006)
        screen.session.post(taps[n % len(taps)])
        if n % 50 == 0:
            screen.session.pump()
    screen.session.pump()
    screen.do(c.GoHome())
    screen.until(s.Home | s.Thanked | s.LowRating)  # type: ignore[arg-type]
    screen.do(c.GoHome())
    screen.wait(60)
    screen.do(e.Voted(5), e.Submitted())
    screen.until(s.Thanked)
    given = [body for body in screen.stored(20_000) if isinstance(body, RatingGiven)]
    assert given[-1].doubts == ()
    assert len(given) >= 1
