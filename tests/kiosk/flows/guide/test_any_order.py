"""Whatever happens in whatever order: the guide never raises, never grows, and keeps its ways out."""

from __future__ import annotations

from dataclasses import fields

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.device_words import CameraStatus, Guidance, PrinterStatus
from domain.words import Words
from kiosk.flows import common as c
from kiosk.flows.guide import FLOW, Event, State, step, wants_scanner
from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.flows.guide import things as th
from kiosk.typing import Candidate, CandidatesFound, Char, Erase, KeyPressed, Letter, Mode, Pick, ShowKeys, Space
from tests.kiosk import guide_world as world

MILK, EGGS = "纯牛奶 250ml×24盒", "鲜鸡蛋 30枚"
STOPS = (world.stop(MILK), world.stop(EGGS))
ROWS = (
    world.found(MILK),
    world.found(EGGS),
    th.Found(th.Kind.BRAND, "青原", Words("青原")),
    th.Found(th.Kind.GROUP, "鸡蛋", Words("鸡蛋")),
    th.Found(th.Kind.DEPARTMENT, "dairy", Words("乳品")),
    th.Found(th.Kind.AMENITY, "WC1-T", Words("卫生间")),
    th.Found(th.Kind.SERVICE, "SERVICE", Words("服务台")),
    th.Found(th.Kind.PROMOTION, "demo-eggs-morning", Words("鲜鸡蛋")),
    th.Found(th.Kind.PROMOTION, "no-such", Words("?")),
)
SHOPS = (world.shop(), world.shop(world.NOW.replace(hour=10, minute=30)), th.Shop())
TEXTS = ("", "nai", "牛奶", "🥛" * 50, "\x1b[31m\x00", "长" * 200, "6901234567892", "<b>", "{0}%s")


def events() -> st.SearchStrategy[Event]:
    """Every event there is, with what might come with it."""
    pick = st.sampled_from
    return st.one_of(
        pick([
            e.Started(world.visit()), e.Woken(), e.WaysOpened(), e.ScanOpened(), e.AreasOpened(), e.MapOpened(),
            e.AlternativesOpened(), e.ListOpened(), e.ListCleared(), e.WalkList(), e.PrintAsked(), e.NotFoundSaid(),
            e.StoodLong(), e.NotFoundStored("R3-1847-K"), e.NotFoundFailed(), e.RoutePrinted(), c.Back(), c.Back(),
            c.HelpAsked(), c.GoHome(), c.Finished(), c.CameraChanged(CameraStatus.ABSENT),
            c.CameraChanged(CameraStatus.READY), c.PrinterChanged(PrinterStatus.READY),
            e.RoutePrintFailed(PrinterStatus.COVER_OPEN),
            e.RoutePrintUnknown(PrinterStatus.SILENT), c.GuidanceSeen(Guidance.CLOSER),
        ]),
        st.builds(e.SearchOpened, pick(TEXTS)),
        st.builds(KeyPressed, pick([
            Letter("n"), Letter("\x00"), Char("奶"), Char("🥛"), Char("长" * 300), Erase(), Space(), Pick(0), Pick(99),
            ShowKeys(Mode.LATIN),
        ])),
        st.builds(CandidatesFound, pick(["n", "nn", ""]), pick([(), (Candidate("奶", 1),), (Candidate("奶", 99),)])),
        st.builds(e.ResultsFound, pick(TEXTS), pick(((), ROWS))),
        st.builds(e.FoundChosen, pick(ROWS)),
        st.builds(e.CardFound, pick([row.key for row in ROWS]), pick([None, world.card(MILK), world.card(EGGS)])),
        st.builds(e.ListingFound, pick(list(th.Kind)), pick([row.key for row in ROWS]), pick([(), ROWS])),
        st.builds(e.AreaOpened, pick(["dairy", "no-such"])),
        st.builds(e.AreaFound, pick(["dairy", "no-such"]), pick([(), (th.Group("奶", ROWS),)])),
        st.builds(e.GroupOpened, pick([None, "奶", "no-such"])),
        st.builds(lambda *texts: c.BarcodeSeen(texts), pick(TEXTS), pick(TEXTS)),
        st.builds(e.BarcodeKnown, pick(TEXTS), pick([None, world.card(MILK)])),
        st.builds(e.OffersOpened, pick(["", "dairy"]), st.booleans()),
        st.builds(e.OfferOpened, pick(["demo-eggs-morning", "demo-milk-member", "no-such"])),
        st.builds(e.DirectoryOpened, st.sampled_from(s.Tab)),
        st.builds(e.TakeMe, pick(STOPS)),
        st.builds(e.ListToggled, pick(STOPS)),
        st.builds(e.StepFreeSet, st.booleans()),
        st.builds(e.PaperOut, st.booleans()),
        st.builds(e.PageTurned, st.integers(-3, 10_000)),
        st.builds(e.ShopChanged, pick(SHOPS)),
        st.builds(e.RouteFound, pick([(STOPS[0],), STOPS]), pick([world.milk_walk(), world.milk_walk(True)])),
        st.builds(e.NoRoute, pick([(STOPS[0],), STOPS]), st.booleans(), pick(list(th.Why)), pick([None, *STOPS])),
    )  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(st.lists(events(), max_size=60))
def test_any_events_in_any_order(happened: list[Event]) -> None:
    state: State = s.Home()
    looking = False
    for event in (e.Started(world.visit()), *happened):
        before, (state, effects) = state, step(state, event)
        for effect in effects:
            looking = {c.StartScanner: True, c.StopScanner: False}.get(type(effect), looking)
        assert looking == wants_scanner(state)
        assert (state.visit is None) == FLOW.at_home(state)
        assert (c.EndSession() in effects) == (before.visit is not None and state.visit is None)
        _small(state)
        if not isinstance(state, s.Printing):
            _way_out(state)


def _small(state: State) -> None:
    """10,000 taps later it still holds no more than a shopper could have in mind."""
    trail = getattr(state, "trail", ())
    assert len(trail) <= s.LONGEST_TRAIL
    assert all(getattr(kept, "trail", ()) == () for kept in trail)
    if state.visit is not None:
        assert len(state.visit.stops) <= s.MOST_STOPS


def _way_out(state: State) -> None:
    """Home ends the visit from here; back leads home in at most as many steps as there were screens."""
    home, _ = step(state, c.GoHome())
    assert home.visit is None
    at: State = state
    for _ in range(s.LONGEST_TRAIL + 3):
        if at.visit is None or isinstance(at, s.Home):
            break
        at, _ = step(at, c.Back())
    assert isinstance(at, s.Home | s.Signage)


def test_ten_thousand_taps_in_a_minute() -> None:
    taps: list[Event] = [
        e.FoundChosen(ROWS[0]), e.CardFound(ROWS[0].key, world.card(MILK)), e.ListToggled(STOPS[0]), e.OffersOpened(),
        e.OfferOpened("demo-milk-member"), e.TakeMe(STOPS[0]), e.SearchOpened("nai"), c.Back(), e.MapOpened(),
    ]  # fmt: skip
    state: State = s.Home(visit=world.visit())
    for n in range(10_000):
        state, _ = step(state, taps[n * n % len(taps)])
        _small(state)
    assert state.visit is not None


def test_every_event_is_tried() -> None:
    """The union and the stories above do not drift apart."""
    drawn: set[type] = set()

    @settings(max_examples=600, deadline=None, database=None)
    @given(events())
    def collect(event: Event) -> None:
        drawn.add(type(event))

    collect()
    assert {kind.__name__ for kind in Event.__args__} == {kind.__name__ for kind in drawn}
    assert not [kind for kind in drawn if not hasattr(kind, "__slots__") and fields(kind)]
