"""What goes between the messages: the line and why it is down, the copy, who is coming, the clock."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.reference import PolicyChanged, ReceiptChanged, StoreChanged
from sync.events import ClockJudged, DeskHeard, HelperNamed, ReplicaRefreshed
from sync.line import Offline, OfflineReason, Online
from tests.sync.back_room import Back
from tests.sync.builders import ENROLLED, NOON, POLICY, STORE_INFO, Kiosk, call, draft, known
from tests.sync.fake_service import PORTAL, FakeService, HangUp, Hold, Say, error


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


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (HangUp(), OfflineReason.UNREACHABLE),
        (Hold(), OfflineReason.UNREACHABLE),
        (PORTAL, OfflineReason.GARBLED),
        (error(503, "busy"), OfflineReason.BUSY),
        (error(401, "unauthorised"), OfflineReason.UNAUTHORISED),
        (error(401, "revoked"), OfflineReason.UNAUTHORISED),
        (error(401, "sign_in_first"), OfflineReason.GARBLED),
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
