"""An emergency is on every kiosk within two seconds of story time, whatever else is wrong with the service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest

from domain.promotion import Notice, NoticeKind
from domain.reference import Change, NoticeChanged, PolicyChanged, Removed, StoreChanged
from domain.words import Words
from sync.events import NoticesHeard, WorkerSettings
from sync.line import Offline, Online
from sync.replica import Replica
from sync.store import StoreFull
from sync.watching import Watch
from tests.sync.back_room import Back
from tests.sync.builders import ENROLLED, NOON, POLICY, STORE_INFO, draft
from tests.sync.fake_service import PORTAL, HangUp, Hold, Say, error

FIRE = Notice(
    "fire", NoticeKind.EMERGENCY, Words("请从最近的出口离开"), Words(""), NOON, NOON + timedelta(hours=1)
)


@pytest.fixture
def back(back: Back) -> Back:
    """With its copy of the reference data."""
    back.service.changes = [StoreChanged(STORE_INFO), PolicyChanged(POLICY)]
    back.rounds_until(lambda: back.kiosk.replica.policy() == POLICY)
    return back


def notices(back: Back) -> tuple[Notice, ...]:
    return back.kiosk.replica.notices()


def seconds_until_it_burns(back: Back, most: int = 400) -> float:
    return seconds_until(back, (FIRE,), most)


def seconds_until(back: Back, shown: tuple[Notice, ...], most: int = 400) -> float:
    """Of story time, to the end of the round that brought it."""
    began = back.kiosk.clock.monotonic()
    for _ in range(most):
        wait = back.worker.round()
        if notices(back) == shown:
            return back.kiosk.clock.monotonic() - began
        back.kiosk.clock.turn(wait)
    raise AssertionError(f"not there after {most} rounds")


def test_an_emergency_is_here_within_two_seconds(back: Back) -> None:
    back.kiosk.clock.turn(back.worker.round())
    back.service.changes.append(NoticeChanged(FIRE))
    assert seconds_until_it_burns(back) <= 2


def test_lifted_early_it_goes_as_fast(back: Back) -> None:
    back.service.changes.append(NoticeChanged(FIRE))
    seconds_until_it_burns(back)
    back.service.changes.append(Removed("notice", "fire"))
    assert seconds_until(back, ()) <= 2


def test_the_copy_is_not_fetched_more_often_for_being_watched(back: Back) -> None:
    back.service.requests.clear()
    began = back.kiosk.clock.monotonic()
    back.rounds_until(lambda: back.kiosk.clock.monotonic() - began >= 60)
    assert back.service.asked("replica") <= 4
    assert 30 <= back.service.asked("urgent") <= 42


def test_it_does_not_queue_up_behind_everything_else_that_changed(back: Back) -> None:
    back.kiosk.clock.turn(back.worker.round())
    back.service.changes += [StoreChanged(STORE_INFO)] * 5_000
    back.service.changes.append(NoticeChanged(FIRE))
    back.service.always["replica"] = error(500, "internal")
    assert seconds_until_it_burns(back) <= 2
    assert NoticesHeard(1) in back.told
    del back.service.always["replica"]
    back.rounds_until(lambda: back.kiosk.replica.cursor() == len(back.service.changes))
    assert notices(back) == (FIRE,)


def test_a_kiosk_that_moves_to_another_store_hears_of_that_stores_notices(back: Back) -> None:
    back.service.changes += [StoreChanged(STORE_INFO)] * 20 + [NoticeChanged(FIRE)]
    assert seconds_until_it_burns(back) <= 2
    back.kiosk.identity.keep(replace(ENROLLED, store_id="0002", epoch=2))
    water = replace(FIRE, notice_id="water")
    back.service.changes = [NoticeChanged(water)]
    assert seconds_until(back, (water,)) <= 2


def test_a_kiosk_that_moves_while_it_looks_rarely_begins_anew_all_the_same(back: Back) -> None:
    back.service.changes += [StoreChanged(STORE_INFO)] * 20 + [NoticeChanged(FIRE)]
    seconds_until_it_burns(back)
    back.service.always["urgent"] = error(404, "not_found")
    back.service.requests.clear()
    back.rounds_until(lambda: back.service.asked("urgent") == 1)
    back.kiosk.identity.keep(replace(ENROLLED, store_id="0002", epoch=2))
    water, smoke = replace(FIRE, notice_id="water"), replace(FIRE, notice_id="smoke")
    back.service.changes = [NoticeChanged(water)]
    back.rounds_until(lambda: notices(back) == (water,))
    del back.service.always["urgent"]
    back.service.always["replica"] = error(500, "internal")
    back.service.changes.append(NoticeChanged(smoke))
    assert seconds_until(back, (smoke, water)) <= 301


class FullOnce(Replica):
    """A copy on a disk that is full the first time."""

    tries = 0

    def apply_urgent(self, changes: Sequence[Change], as_of: datetime) -> None:
        self.tries += 1
        if self.tries == 1:
            raise StoreFull("no room")
        super().apply_urgent(changes, as_of)


def test_a_notice_that_could_not_be_written_down_is_asked_for_again(back: Back) -> None:
    copy = FullOnce(back.kiosk.stores.replica, back.journal)
    watch = Watch(back.client, copy, back.line, back.kiosk.clock, WorkerSettings(), Random(1))
    back.service.changes.append(NoticeChanged(FIRE))
    with pytest.raises(StoreFull):
        watch.look()
    assert watch.due_s() <= 0
    assert watch.look() == 1
    assert notices(back) == (FIRE,)
    assert watch.look() == 0


def test_other_changes_wait_for_the_copys_own_pace(back: Back) -> None:
    back.service.requests.clear()
    back.service.changes.append(StoreChanged(STORE_INFO))
    began = back.kiosk.clock.monotonic()
    back.rounds_until(lambda: back.kiosk.clock.monotonic() - began >= 10)
    assert back.service.asked("replica") <= 1


@pytest.mark.parametrize(
    ("trouble", "within"),
    [(error(404, "not_found"), 21), (error(500, "internal"), 21), (PORTAL, 21), (Say(200, b"{}"), 21)],
    ids=["older service", "breaks over it", "answers rubbish", "another shape"],
)
def test_a_service_that_cannot_be_watched_still_tells_and_holds_nothing_up(
    back: Back, trouble: Say, within: float
) -> None:
    back.service.always["urgent"] = trouble
    accepted = back.journal.accept(draft())
    back.rounds_until(back.all_sent)
    assert back.service.order == [accepted.message_id]
    back.service.changes.append(NoticeChanged(FIRE))
    assert seconds_until_it_burns(back) <= within
    assert [type(state) for state in back.lines] == [Online]


def test_a_copy_that_cannot_be_fetched_is_not_asked_for_more_often(back: Back) -> None:
    back.service.always["replica"] = error(500, "internal")
    back.service.changes.append(NoticeChanged(FIRE))
    back.service.requests.clear()
    began = back.kiosk.clock.monotonic()
    back.rounds_until(lambda: back.kiosk.clock.monotonic() - began >= 120)
    assert back.service.asked("replica") <= 7
    assert notices(back) == (FIRE,)


@pytest.mark.parametrize("cut", [HangUp(), Hold()], ids=["reset", "no answer"])
def test_with_the_line_down_it_comes_as_soon_as_the_line_is_back(back: Back, cut: HangUp | Hold) -> None:
    back.service.always = dict.fromkeys(("urgent", "heartbeat", "messages", "replica"), cut)
    back.service.changes.append(NoticeChanged(FIRE))
    for _ in range(4):
        back.kiosk.clock.turn(back.worker.round())
    assert isinstance(back.line.state, Offline)
    assert notices(back) == ()
    back.service.always.clear()
    assert seconds_until_it_burns(back) <= 32
    assert isinstance(back.line.state, Online)


def test_a_busy_service_is_left_in_peace_as_long_as_it_says(back: Back) -> None:
    back.service.plan("urgent", error(429, "rate", ("Retry-After", "60")))
    while isinstance(back.line.state, Online):
        wait = back.worker.round()
    back.service.changes.append(NoticeChanged(FIRE))
    back.kiosk.clock.turn(wait)
    assert wait >= 60
    assert seconds_until_it_burns(back) <= 2


def test_a_service_set_back_to_an_older_state_is_heard_all_the_same(back: Back) -> None:
    back.service.changes = [NoticeChanged(FIRE)]
    assert seconds_until_it_burns(back) <= 22
