"""Whatever happens in whatever order: nothing raises, every vote is stored exactly once, and there is a way out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.device_words import CameraStatus, Guidance, PrinterStatus
from domain.rating import LONGEST_TEXT, Tag
from kiosk.flows import common as c
from kiosk.flows.rating import FLOW, Event, State, step, wants_scanner
from kiosk.flows.rating import events as e
from kiosk.flows.rating import states as s
from kiosk.typing import Candidate, CandidatesFound, Char, Erase, KeyPressed, Letter, Mode, Pick, ShowKeys, Space
from tests.kiosk.flows.rating.visits import COMPLAINT, RECEIPT, SLIP, visit

KEYS = st.sampled_from(
    [Letter("n"), Letter("\x00"), Char("奶"), Char("🥛"), Char("长" * 300), Char("\u202e"), Erase(), Space(), Pick(0),
     Pick(9), ShowKeys(Mode.LATIN)]
)  # fmt: skip
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(e.Voted, st.integers(-1, 7)),
    st.builds(e.TagToggled, st.sampled_from(Tag)),
    st.builds(KeyPressed, KEYS),
    st.builds(CandidatesFound, st.sampled_from(["n", "nn", ""]), st.sampled_from([(), (Candidate("奶", 1),)])),
    st.builds(lambda text: c.BarcodeSeen((text,)), st.one_of(st.sampled_from([SLIP, RECEIPT]), st.text(max_size=30))),
    st.sampled_from([
        e.Started(visit(stood=True, can_scan=True)), e.Started(visit(about_ticket=SLIP)), e.WriteAsked(),
        e.Submitted(), e.WithoutWords(), e.TryAgain(), e.RatingStored(), e.RatingStored(COMPLAINT),
        e.RatingNotStored(), e.RatingNotStored(full=True), c.Back(), c.GoHome(), c.HelpAsked(), c.Finished(),
        c.GuidanceSeen(Guidance.CLOSER), c.CameraChanged(CameraStatus.ABSENT), c.PrinterChanged(PrinterStatus.READY),
    ]),
)  # fmt: skip


def owed(state: State) -> bool:
    """A vote is cast here that no order to store it covers yet."""
    return isinstance(state, s.Followup | s.NotStored) or (isinstance(state, s.Asking) and state.given is not None)


@given(st.lists(EVENTS, max_size=40))
def test_every_vote_is_stored_and_nothing_else(events: list[Event]) -> None:
    state: State = s.Home()
    scanning = False
    for event in events:
        before = state
        state, effects = step(before, event)
        orders = [effect for effect in effects if isinstance(effect, e.StoreRating)]
        leaves = owed(before) and not owed(state)
        assert len(orders) == (1 if leaves else 0)
        assert all(1 <= order.stars <= 5 and len(order.text) <= LONGEST_TEXT for order in orders)
        assert all("\u202e" not in order.text and "\x00" not in order.text for order in orders)
        for effect in effects:
            scanning = {c.StartScanner: True, c.StopScanner: False}.get(type(effect), scanning)
        assert scanning == wants_scanner(state)
        assert (c.EndSession() in effects) == (FLOW.at_home(state) and not FLOW.at_home(before))


@given(st.lists(EVENTS, max_size=20))
def test_home_is_one_key_away_unless_the_disk_is_at_work(events: list[Event]) -> None:
    state: State = s.Home()
    for event in events:
        state, _ = step(state, event)
    after, _ = step(state, c.GoHome())
    assert after == (state if isinstance(state, s.Storing) else s.Home())
    assert step(state, c.HelpAsked())[0] == state
