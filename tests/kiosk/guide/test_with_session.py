"""The guide in the session that drives it: who begins a visit, what ends one, what is shown when nobody is there."""

from __future__ import annotations

import pytest

from domain.device_words import CameraStatus, Guidance
from kiosk.flows import common as c
from kiosk.flows.guide import FLOW, SLIDE_S, UNTOUCHED_S
from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.flows.guide import things as th
from kiosk.session import Session
from kiosk.shell_events import LanguageChosen
from tests.kiosk import guide_world as world
from tests.kiosk.fakes import FakeClock, FakeEffects, FakeView

MILK = "纯牛奶 250ml×24盒"


class Screen:
    def __init__(self, *, ready: bool = True) -> None:
        self.clock, self.view, self.effects = FakeClock(world.NOW), FakeView(), FakeEffects()
        self.ready = ready
        self.session = Session(
            view=self.view,
            effects=self.effects,
            clock=self.clock,
            flows={"guide": FLOW},
            visit_for=self._visit,
            role="guide",
        )
        self.tell(e.ShopChanged(world.shop()))

    def _visit(self, role: str, session_id: str, about: str | None) -> s.Visit | None:
        return s.Visit(session_id, world.STORE, world.shop()) if self.ready else None

    def tell(self, *events: object, session_id: str | None = None) -> s.State:
        for event in events:
            self.session.post(event, session_id)
        self.session.pump()
        state: s.State = self.session.state
        return state

    def pass_(self, seconds: float) -> s.State:
        self.clock.advance(seconds)
        return self.tell()


@pytest.mark.parametrize(
    ("touched", "shown"),
    [
        (e.SearchOpened("牛奶"), s.Searching), (e.ScanOpened(), s.Barcode), (e.AreasOpened(), s.Areas),
        (e.AreaOpened("dairy"), s.Department), (e.OffersOpened(), s.Promotions), (e.MapOpened(), s.MapBig),
        (e.OfferOpened("demo-milk-member"), s.PromotionShown), (e.DirectoryOpened(), s.Directory),
        (e.WaysOpened(), s.Ways), (c.BarcodeSeen(("6901234567892",)), s.Barcode),
    ],
)  # fmt: skip
def test_the_first_touch_begins_the_visit_and_is_not_lost(touched: object, shown: type) -> None:
    screen = Screen()
    state = screen.tell(touched)
    assert isinstance(state, shown)
    assert state.visit is not None
    assert state.visit.session_id == screen.session.situation.session_id


def test_the_barcode_screen_knows_what_camera_and_reader_said_before_it_was_opened() -> None:
    screen = Screen()
    screen.tell(c.CameraChanged(CameraStatus.ABSENT))
    state = screen.tell(e.ScanOpened())
    assert isinstance(state, s.Barcode)
    assert (state.camera, state.other_ways) == (CameraStatus.ABSENT, True)

    screen.tell(c.CameraChanged(CameraStatus.READY), c.GuidanceSeen(Guidance.MORE_LIGHT), c.GoHome())
    state = screen.tell(e.ScanOpened())
    assert isinstance(state, s.Barcode)
    assert (state.camera, state.guidance, state.lit) == (None, Guidance.SHOW_RECEIPT, False), "another shopper's look"


def test_whoever_comes_back_to_the_camera_is_told_what_would_help_again() -> None:
    screen = Screen()
    screen.tell(e.ScanOpened(), c.GuidanceSeen(Guidance.CLOSER), e.SearchOpened())
    state = screen.tell(e.ScanOpened())
    assert isinstance(state, s.Barcode)
    assert state.guidance is Guidance.CLOSER


def test_a_screen_that_has_heard_nothing_yet_stays_where_it_is() -> None:
    screen = Screen(ready=False)
    state = screen.tell(e.SearchOpened("牛奶"))
    assert isinstance(state, s.Home)
    assert state.visit is None


def test_nobody_there_offers_pass_by_until_somebody_touches() -> None:
    screen = Screen()
    assert isinstance(screen.pass_(UNTOUCHED_S + 1), s.Signage)
    slides = []
    for _ in range(4):
        state = screen.pass_(SLIDE_S + 0.1)
        assert isinstance(state, s.Signage)
        slides.append(state.slide)
    assert slides == [1, 2, 3, 4]
    state = screen.tell(e.Woken())
    assert isinstance(state, s.Home)
    assert state.shop is not None


def test_an_offer_that_ends_leaves_the_signage_at_once() -> None:
    screen = Screen()
    screen.pass_(UNTOUCHED_S + 1)
    later = world.shop(world.NOW.replace(hour=10, minute=30))
    state = screen.tell(e.ShopChanged(later))
    assert state == s.Signage(later, 0)
    assert screen.view.shown[-1][0] == state, "the screen was drawn anew"


def test_who_walks_away_leaves_nothing_behind() -> None:
    screen = Screen()
    screen.tell(LanguageChosen("en"), e.SearchOpened("milk"), e.ListToggled(world.stop(MILK)))
    before = screen.session.situation.session_id
    screen.pass_(31)
    assert screen.session.situation.idle_left is not None
    state = screen.pass_(20)
    assert isinstance(state, s.Home)
    assert state.visit is None
    assert screen.session.situation.language == "zh_CN"
    assert screen.effects.over == [before]
    assert screen.view.wiped == 1


def test_a_search_of_somebody_who_left_is_answered_to_nobody() -> None:
    screen = Screen()
    screen.tell(e.SearchOpened("nai"))
    before = screen.session.situation.session_id
    screen.tell(c.GoHome())
    screen.tell(e.SearchOpened("nai"))
    state = screen.tell(e.ResultsFound("nai", (world.found(MILK),)), session_id=before)
    assert isinstance(state, s.Searching)
    assert state.results is None


def test_a_long_look_for_a_way_is_not_taken_for_absence() -> None:
    screen = Screen()
    screen.tell(e.TakeMe(world.stop(MILK)))
    state = screen.pass_(300)
    assert isinstance(state, s.Routing)
    assert screen.session.situation.idle_left is None
    walk = world.milk_walk()
    state = screen.tell(e.RouteFound((world.stop(MILK),), walk))
    assert isinstance(state, s.RouteShown)


def test_every_order_of_the_flow_reaches_the_desk() -> None:
    screen = Screen()
    row = world.found(MILK)
    screen.tell(e.FoundChosen(row), e.CardFound(row.key, world.card(MILK)), e.NotFoundSaid())
    ordered = [type(effect) for effect in screen.effects.ordered]
    assert ordered == [e.FindCard, e.CountUse, e.TellNotFound, e.CountUse]
    uses = [effect.use for effect in screen.effects.ordered if isinstance(effect, e.CountUse)]
    assert uses == [th.Use.OPENED, th.Use.NOT_FOUND]
