"""The rating desk on a kiosk's own disk: what is stored, when a vote was cast, and what looks like play."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from domain import codec
from domain.rating import FASTEST_MS, Doubt, Tag
from domain.reference import Store as StoreInfo
from domain.wire import Envelope, Pace, RatingGiven
from kiosk.flows.rating import Visit
from kiosk.flows.rating import events as e
from kiosk.rating import RatingDesk
from kiosk.situation import Situation
from kiosk.typing import Candidate, CandidatesFound, FindCandidates
from kiosk.typing.typist import Typist
from sync import schema
from sync.store import Pragmas, Store
from tests.sync.builders import NOON, Kiosk

WAIT_S = 10.0
STORE = StoreInfo("9907", "禾家超市", "青石桥店", "Asia/Shanghai", time(8), time(21, 30), "028-5550-0147", "出口", 30)


class Engine:
    def of(self, letters: str, language: str) -> tuple[Candidate, ...]:
        return (Candidate(f"{letters}:{language}", len(letters)),)

    def close(self) -> None:
        """Holds nothing."""


class Exit:
    """A rating screen at the exit: shoppers come by one after the other."""

    def __init__(self, kiosk: Kiosk) -> None:
        self.kiosk = kiosk
        self.posted: queue.SimpleQueue[tuple[object, str | None]] = queue.SimpleQueue()
        typist = Typist(Engine, Engine, lambda event, to: self.posted.put((event, to)))
        typist.start()
        self.typist = typist
        self.desk = RatingDesk(kiosk.journal, kiosk.clock, typist, lambda event, to=None: self.posted.put((event, to)))
        self.count = 0

    def order(self, effect: e.DeskEffect, session: str, visit: Visit | None = None, language: str = "zh_CN") -> None:
        situation = Situation(language, Pace.NORMAL, NOON, session, role="rating", kiosk_role="rating")
        self.desk.carry_out(effect, situation, visit or Visit(session, STORE, "出口评价屏", stood=True))

    def told(self) -> object:
        return self.posted.get(timeout=WAIT_S)[0]

    def votes(self, stars: int, after_s: float = 5.0, rest_s: float = 30.0, text: str = "", **more: object) -> object:
        self.count += 1
        session = f"s{self.count}"
        self.kiosk.clock.turn(after_s)
        self.order(e.NoteVote(), session)
        order = e.StoreRating(stars, (), text, None, None)
        self.order(replace(order, **more), session)  # type: ignore[arg-type]
        told = self.told()
        self.kiosk.clock.turn(rest_s)
        self.desk.session_over(session)
        return told

    def stored(self) -> list[RatingGiven]:
        found = [codec.decode(Envelope, codec.loads(m.text)).body for m in self.kiosk.outbox.take(100)]
        return [body for body in found if isinstance(body, RatingGiven)]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Exit]:
    kiosk = Kiosk.enrolled(tmp_path / "kiosk")
    place = Exit(kiosk)
    yield place
    place.desk.close()
    place.typist.stop()
    place.kiosk.stores.close()


def test_what_was_given_is_on_the_disk_with_its_place_and_pace(place: Exit) -> None:
    told = place.votes(4, text="很快", tags=(Tag.QUEUE,), about_ticket="R3-1847-K")
    assert told == e.RatingStored(None)
    (given,) = place.stored()
    assert (given.stars, given.tags, given.text, given.about_ticket) == (4, (Tag.QUEUE,), "很快", "R3-1847-K")
    assert (given.place, given.language, given.took_ms, given.doubts) == ("出口评价屏", "zh_CN", 5_000, ())


def test_one_star_comes_back_with_the_complaints_number(place: Exit) -> None:
    told = place.votes(1)
    assert isinstance(told, e.RatingStored)
    assert told.complaint_no is not None
    assert told.complaint_no.startswith("C")
    assert place.stored()[0].complaint_no == told.complaint_no


def test_the_vote_is_timed_from_the_question_to_the_tap_not_to_the_storing(place: Exit) -> None:
    place.order(e.NoteQuestion(), "s1")
    place.kiosk.clock.turn(2.5)
    place.order(e.NoteVote(), "s1")
    place.kiosk.clock.turn(20)
    place.order(e.StoreRating(5, (), "", None, None), "s1")
    place.told()
    assert place.stored()[0].took_ms == 2_500


def test_a_tap_nobody_can_have_read_the_question_for_is_kept_apart_and_opens_no_complaint(place: Exit) -> None:
    assert place.votes(1, after_s=FASTEST_MS / 2000) == e.RatingStored(None)
    assert place.stored()[0].doubts == (Doubt.TOO_FAST,)


def test_playing_children_are_kept_apart_from_the_fifth_tap_on_and_the_next_shopper_is_not(place: Exit) -> None:
    for stars in (1, 5, 2, 5, 3, 4):
        place.votes(stars, after_s=1.0, rest_s=1.0)
    place.votes(5, after_s=60)
    assert [given.doubts for given in place.stored()] == [(), (), (), (), (Doubt.BURST,), (Doubt.BURST,), ()]


def test_the_same_visit_is_stored_once(place: Exit) -> None:
    order = e.StoreRating(1, (), "", None, None)
    place.order(e.NoteVote(), "s1")
    place.order(order, "s1")
    place.order(order, "s1")
    assert place.told() == place.told()
    assert len(place.stored()) == 1


def test_a_full_disk_claims_nothing(place: Exit) -> None:
    kiosk = place.kiosk
    with kiosk.store.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    kiosk.store.close()
    full = Store.open(kiosk.directory / "journal.sqlite", schema.JOURNAL, Pragmas(max_page_count=pages))
    kiosk.stores = replace(kiosk.stores, journal=full)
    crowded = Exit(kiosk)
    told = crowded.votes(2, text="长" * 200)
    for _ in range(200):
        if told == e.RatingNotStored(full=True):
            break
        told = crowded.votes(2, text="长" * 200)
    assert told == e.RatingNotStored(full=True)
    crowded.desk.close()
    crowded.typist.stop()


def test_a_kiosk_that_is_not_enrolled_claims_nothing(tmp_path: Path) -> None:
    bare = Exit(Kiosk.bare(tmp_path / "new"))
    assert bare.votes(5) == e.RatingNotStored()
    bare.desk.close()
    bare.typist.stop()
    bare.kiosk.stores.close()


def test_candidates_are_looked_up_for_the_session_in_its_language(place: Exit) -> None:
    place.order(FindCandidates("fuwu"), "s7", language="zh_TW")
    event = CandidatesFound("fuwu", (Candidate("fuwu:zh_TW", 4),))
    assert place.posted.get(timeout=WAIT_S) == (event, "s7")


def test_the_disk_is_not_waited_for_where_the_order_is_given(place: Exit) -> None:
    with place.kiosk.store.write():
        # Were it stored in this thread, it would wait for the very lock this thread holds.
        place.order(e.StoreRating(5, (), "", None, None), "s1")
        assert place.posted.empty()
    assert place.told() == e.RatingStored(None)
