"""Everything accepted arrives, once, whatever the line and the service do in between."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from domain.reference import PolicyChanged, ReceiptChanged, StoreChanged
from domain.wire import Result
from sync.bell import Bell
from sync.client import ServiceClient, ServiceSettings
from sync.clock_trust import ClockTrust
from sync.events import (
    ClockJudged,
    Delivered,
    DeskHeard,
    DeviceWords,
    HelperNamed,
    MessageParked,
    ReplicaRefreshed,
    SyncEvent,
    WorkerSettings,
)
from sync.journal import Journal
from sync.line import Line, LineState, Offline, OfflineReason, Online
from sync.outbox import MessageState
from sync.prints import SlipOutcome
from sync.worker import SyncWorker
from tests.sync.builders import ENROLLED, NOON, POLICY, STORE_INFO, Kiosk, call, draft, known
from tests.sync.fake_service import PORTAL, CutShort, FakeService, HangUp, Hold, Say, error

BUILT = datetime(2026, 11, 1, tzinfo=UTC)


class Back:
    """A kiosk's back room: the worker and what it told."""

    def __init__(self, kiosk: Kiosk, service: FakeService, **settings: float) -> None:
        self.kiosk = kiosk
        self.service = service
        self.told: list[SyncEvent] = []
        self.delivered = threading.Event()
        self.lines: list[LineState] = []
        self.bell = Bell()
        self.line = Line(kiosk.clock, self.lines.append)
        self.client = ServiceClient(ServiceSettings(service.url, read_s=0.5, bulk_read_s=0.5), kiosk.identity.token)
        self.trust = ClockTrust(kiosk.store, kiosk.clock, BUILT)
        self.journal = Journal(kiosk.store, kiosk.clock, queued=self.bell.ring)
        self.worker = SyncWorker(
            self.client,
            self.journal,
            kiosk.outbox,
            kiosk.replica,
            self.line,
            kiosk.clock,
            self.trust,
            self.bell,
            lambda: DeviceWords("0.1.0", "ready", "ready"),
            self.hear,
            WorkerSettings(**settings),  # type: ignore[arg-type]
            Random(7),
        )

    def hear(self, event: SyncEvent) -> None:
        self.told.append(event)
        if isinstance(event, Delivered):
            self.delivered.set()

    def rounds_until(self, done: Callable[[], bool], most: int = 200) -> int:
        """Rounds with the time between them passing at once. How many it took."""
        for count in range(most):
            if done():
                return count
            self.kiosk.clock.turn(self.worker.round())
        raise AssertionError(f"not done after {most} rounds")

    def all_sent(self) -> bool:
        return self.kiosk.outbox.waiting().pending == 0

    def state(self, message_id: str) -> MessageState:
        delivery = self.kiosk.outbox.delivery(message_id)
        assert delivery is not None
        return delivery.state


@pytest.fixture
def back(kiosk: Kiosk, service: FakeService) -> Iterator[Back]:
    back = Back(kiosk, service)
    yield back
    back.client.close()


def test_what_was_accepted_arrives_in_order(back: Back) -> None:
    accepted = [back.journal.accept(draft(f"{n}")) for n in range(120)]
    back.rounds_until(back.all_sent)
    assert back.service.order == [a.message_id for a in accepted]
    delivered = [e for e in back.told if isinstance(e, Delivered)]
    assert [e.ticket_no for e in delivered] == [a.ticket_no for a in accepted]
    assert back.service.asked("messages") == 3


def test_a_lost_answer_makes_no_second_ticket(back: Back) -> None:
    accepted = back.journal.accept(draft())
    back.service.plan("messages", HangUp(after_doing=True), CutShort())
    back.rounds_until(back.all_sent)
    assert back.service.order == [accepted.message_id]
    assert back.service.asked("messages") == 3


def test_an_answer_about_another_content_is_no_acknowledgement(back: Back) -> None:
    accepted = back.journal.accept(draft())
    back.service.garble_hashes = True
    back.worker.round()
    assert back.state(accepted.message_id) is MessageState.PENDING
    back.service.garble_hashes = False
    back.rounds_until(back.all_sent)


def test_no_message_is_blamed_for_a_line_that_breaks(back: Back) -> None:
    back.worker.round()
    back.service.always = dict.fromkeys(("heartbeat", "messages", "replica"), HangUp())
    accepted = back.journal.accept(draft())
    for _ in range(10):
        back.kiosk.clock.turn(back.worker.round())
    assert isinstance(back.line.state, Offline)
    delivery = back.kiosk.outbox.delivery(accepted.message_id)
    assert delivery is not None
    assert delivery.attempts == 0


@pytest.mark.parametrize("trouble", [error(422, "shape"), error(500, "internal")])
def test_messages_do_not_wait_for_a_heartbeat_the_service_dislikes(back: Back, trouble: Say) -> None:
    back.service.always["heartbeat"] = trouble
    back.journal.accept(draft())
    back.rounds_until(back.all_sent)
    assert isinstance(back.line.state, Online)


@pytest.mark.parametrize("trouble", [error(422, "shape"), error(500, "internal"), PORTAL])
def test_a_copy_that_cannot_be_fetched_holds_nothing_up(back: Back, trouble: Say) -> None:
    back.service.changes = [PolicyChanged(POLICY)]
    back.rounds_until(lambda: back.kiosk.replica.policy() == POLICY)
    back.service.always["replica"] = trouble
    for n in range(5):
        back.journal.accept(draft(f"{n}"))
        back.kiosk.clock.turn(back.worker.round())
    back.rounds_until(back.all_sent)
    assert [type(state) for state in back.lines] == [Online]
    assert back.kiosk.replica.policy() == POLICY


def test_how_many_wait_at_the_desk_is_told_when_it_changes(back: Back) -> None:
    back.service.desk_waiting = 3
    back.rounds_until(lambda: DeskHeard(3) in back.told)
    back.rounds_until(lambda: back.service.asked("heartbeat") == 3)
    back.service.desk_waiting = None
    back.rounds_until(lambda: DeskHeard(None) in back.told)
    assert [e for e in back.told if isinstance(e, DeskHeard)] == [DeskHeard(3), DeskHeard(None)]


def test_a_held_return_is_delivered_with_the_remark(back: Back) -> None:
    accepted = back.journal.accept(draft())
    back.service.verdicts["return.registered"] = (Result.ACCEPTED, "held")
    back.rounds_until(back.all_sent)
    assert Delivered(accepted.message_id, accepted.ticket_no, "return.registered", "held") in back.told


def test_a_refused_message_is_parked_and_the_others_go(back: Back) -> None:
    bad, good = (back.journal.accept(draft(f"{n}")) for n in range(2))
    back.service.verdicts[bad.message_id] = (Result.REFUSED, "ticket_no_reused")
    back.rounds_until(back.all_sent)
    assert [p.why for p in back.kiosk.outbox.parked()] == ["ticket_no_reused"]
    assert back.state(good.message_id) is MessageState.SENT
    assert MessageParked(bad.message_id, bad.ticket_no, "return.registered", "ticket_no_reused") in back.told


def test_a_message_for_later_comes_again_and_lets_others_pass(back: Back) -> None:
    slow, quick = (back.journal.accept(draft(f"{n}")) for n in range(2))
    back.service.verdicts[slow.message_id] = (Result.LATER, "version_unknown")
    back.rounds_until(lambda: back.state(quick.message_id) is MessageState.SENT)
    assert back.state(slow.message_id) is MessageState.PENDING
    del back.service.verdicts[slow.message_id]
    back.rounds_until(back.all_sent)
    assert back.service.order == [quick.message_id, slow.message_id]


def test_a_message_the_service_breaks_over_does_not_hold_the_others(back: Back) -> None:
    accepted = [back.journal.accept(draft(f"{n}")) for n in range(20)]
    poison = accepted[7].message_id
    back.service.poison.add(poison)
    back.rounds_until(lambda: len(back.service.order) == 19)
    assert back.state(poison) is MessageState.PENDING
    assert isinstance(back.line.state, Online)
    back.service.poison.clear()
    back.rounds_until(back.all_sent)
    assert sorted(back.service.order) == sorted(a.message_id for a in accepted)


def test_a_batch_refused_as_a_whole_is_taken_apart(back: Back) -> None:
    accepted = [back.journal.accept(draft(f"{n}")) for n in range(8)]
    back.service.plan("messages", error(413, "too_large"), error(413, "too_large"))
    back.rounds_until(back.all_sent)
    assert back.service.order == [a.message_id for a in accepted]
    assert back.kiosk.outbox.parked() == ()


def test_a_single_message_refused_for_its_shape_is_parked(back: Back) -> None:
    accepted = back.journal.accept(draft())
    back.service.plan("messages", error(422, "shape"))
    back.rounds_until(back.all_sent)
    assert [(p.message_id, p.why) for p in back.kiosk.outbox.parked()] == [(accepted.message_id, "shape")]


def test_a_refusal_that_says_nothing_of_the_message_parks_nothing(back: Back) -> None:
    back.journal.accept(draft())
    back.service.plan("messages", error(404, "not_found"), error(403, "forbidden"))
    back.rounds_until(back.all_sent)
    assert back.kiosk.outbox.parked() == ()
    assert len(back.service.order) == 1


def test_thirty_days_without_the_line_drain_when_it_comes_back(back: Back) -> None:
    back.service.always = dict.fromkeys(("heartbeat", "messages", "replica"), HangUp())
    for n in range(300):
        back.journal.accept(draft(f"{n}"))
    waits = []
    for _ in range(50):
        waits.append(back.worker.round())
        back.kiosk.clock.turn(waits[-1])
    assert max(waits) <= 30
    assert back.service.order == []
    back.kiosk.clock.turn(30 * 86_400)

    back.service.always.clear()
    began = back.kiosk.clock.monotonic()
    rounds = back.rounds_until(back.all_sent)
    assert len(back.service.order) == 300
    assert rounds < 20
    assert back.kiosk.clock.monotonic() - began < 60
    assert [type(state) for state in back.lines] == [Offline, Online]


def test_the_first_wait_is_short_and_no_two_kiosks_wait_alike(kiosk: Kiosk, service: FakeService) -> None:
    service.always["heartbeat"] = HangUp()
    back = Back(kiosk, service)
    waits = []
    for _ in range(8):
        waits.append(back.worker.round())
        kiosk.clock.turn(waits[-1])
    assert 0.5 <= waits[0] <= 1
    assert all(15 <= wait <= 30 for wait in waits[5:])
    assert len(set(waits)) == 8


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (HangUp(), OfflineReason.UNREACHABLE),
        (Hold(), OfflineReason.UNREACHABLE),
        (PORTAL, OfflineReason.GARBLED),
        (error(503, "busy"), OfflineReason.BUSY),
        (error(401, "unauthorised"), OfflineReason.UNAUTHORISED),
    ],
    ids=lambda value: getattr(value, "value", type(value).__name__),
)
def test_why_the_line_is_down_is_said_once(back: Back, trouble: object, reason: OfflineReason) -> None:
    back.service.always["heartbeat"] = trouble
    for _ in range(3):
        back.kiosk.clock.turn(back.worker.round())
    assert back.lines == [Offline(NOON, reason)]


def test_a_busy_service_is_left_alone_as_long_as_it_asked(back: Back) -> None:
    back.service.plan("heartbeat", error(503, "busy", ("Retry-After", "120")))
    assert back.worker.round() == 120
    assert back.service.asked("heartbeat") == 1


def test_a_kiosk_without_a_credential_waits_for_one(service: FakeService, tmp_path) -> None:
    bare = Kiosk.bare(tmp_path / "bare")
    back = Back(bare, service)
    back.worker.round()
    assert back.lines == [Offline(NOON, OfflineReason.NOT_ENROLLED)]
    bare.identity.keep(ENROLLED)
    bare.clock.turn(10)
    back.worker.round()
    assert isinstance(back.line.state, Online)
    bare.stores.close()


def test_the_copy_is_fetched_page_by_page_while_messages_go_out(back: Back) -> None:
    back.service.changes = [
        StoreChanged(STORE_INFO),
        PolicyChanged(POLICY),
        *(ReceiptChanged(known(f"R-{n}")) for n in range(998)),
    ]
    for n in range(60):
        back.journal.accept(draft(f"{n}"))
    back.rounds_until(lambda: any(isinstance(e, ReplicaRefreshed) for e in back.told))
    replica = back.kiosk.replica
    assert (replica.cursor(), replica.receipt_count(), replica.as_of()) == (1000, 998, NOON)
    asked = [path.rsplit("/", 1)[-1] for _, path, _ in back.service.requests]
    routes = [route for route in asked if route != "urgent"]
    assert routes[:4] == ["heartbeat", "messages", "replica", "messages"]
    back.rounds_until(lambda: back.service.asked("heartbeat") == 3)
    assert 6 <= back.service.asked("replica") <= 9


def test_who_comes_to_help_is_asked_for_often_and_told_when_it_changes(back: Back) -> None:
    back.journal.assist(call())
    back.worker.watch_for_helper(120)
    back.rounds_until(back.all_sent)
    asked = back.service.asked("heartbeat")
    back.service.helper = "小王"
    back.rounds_until(lambda: back.service.asked("heartbeat") == asked + 1)
    assert [e for e in back.told if isinstance(e, HelperNamed)] == [HelperNamed("小王")]
    began = back.kiosk.clock.monotonic()
    back.rounds_until(lambda: back.service.asked("heartbeat") == asked + 4)
    assert back.kiosk.clock.monotonic() - began <= 15
    assert [e for e in back.told if isinstance(e, HelperNamed)] == [HelperNamed("小王")]


def test_a_wrong_clock_is_noticed_and_told(back: Back) -> None:
    back.service.now = NOON + timedelta(hours=9)
    back.worker.round()
    (judged,) = (e for e in back.told if isinstance(e, ClockJudged))
    assert not judged.trusted
    assert judged.offset is not None
    assert abs(judged.offset - timedelta(hours=9)) < timedelta(seconds=5)
    assert not back.trust.trusted()


def test_a_slips_fate_follows_its_return(back: Back) -> None:
    accepted = back.journal.accept(draft())
    back.journal.print_result(accepted.intent_id, SlipOutcome.CONFIRMED, "ready")
    back.rounds_until(back.all_sent)
    assert [e.kind for e in back.told if isinstance(e, Delivered)] == ["return.registered", "slip.reported"]


def test_new_work_cuts_a_pause_short_but_not_every_time(back: Back) -> None:
    back.service.plan("heartbeat", *[HangUp()] * 8)
    for _ in range(7):
        back.kiosk.clock.turn(back.worker.round())
    assert back.worker.round() > 10
    back.journal.accept(draft())
    back.kiosk.clock.turn(1)
    assert back.worker.round(rung=True) > 0
    assert back.service.order == []
    back.kiosk.clock.turn(1)
    back.worker.round(rung=True)
    assert len(back.service.order) == 1


def test_a_lookup_that_gets_through_ends_the_pause(back: Back) -> None:
    back.service.plan("heartbeat", *[HangUp()] * 7)
    for _ in range(7):
        back.kiosk.clock.turn(back.worker.round())
    back.journal.accept(draft())
    back.bell.wait(0)
    back.worker.start()
    back.kiosk.clock.turn(3)
    back.line.answered()
    assert back.delivered.wait(10)
    back.worker.stop()


def test_old_tickets_go_only_while_the_clock_is_trusted(back: Back) -> None:
    accepted = back.journal.accept(draft())
    back.rounds_until(back.all_sent)
    back.kiosk.clock.set_wall(NOON + timedelta(days=100))
    back.kiosk.clock.turn(3600)
    back.service.now = NOON + timedelta(hours=1)
    back.worker.round()
    assert back.journal.ticket(accepted.ticket_no) is not None
    back.service.now = back.kiosk.clock.now() + timedelta(hours=1)
    back.kiosk.clock.turn(3600)
    back.worker.round()
    assert back.journal.ticket(accepted.ticket_no) is None


def test_the_thread_sends_at_once_what_is_accepted_and_ends_when_asked(back: Back) -> None:
    back.worker.start()
    back.journal.accept(draft())
    assert back.delivered.wait(10)
    back.worker.stop()
    assert len(back.service.order) == 1
