"""Everything accepted arrives, once, whatever the line and the service do in between."""

from __future__ import annotations

import pytest

from domain.wire import Result
from sync.events import Delivered, MessageParked
from sync.line import Offline, Online
from sync.outbox import MessageState
from sync.prints import SlipOutcome
from tests.sync.back_room import Back
from tests.sync.builders import Kiosk, draft
from tests.sync.fake_service import CutShort, FakeService, HangUp, Say, error


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


def test_the_thread_sends_at_once_what_is_accepted_and_ends_when_asked(back: Back) -> None:
    back.worker.start()
    back.journal.accept(draft())
    assert back.delivered.wait(10)
    back.worker.stop()
    assert len(back.service.order) == 1
