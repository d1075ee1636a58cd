"""Messages wait, go out in order, and stand aside for others when they cannot."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sync.outbox import MAX_DELAY_S, Acknowledged, Delivery, MessageState, NotNow, Refused
from sync.prints import SlipOutcome
from tests.sync.builders import NOON, Kiosk, draft


def ids(kiosk: Kiosk, limit: int = 100) -> list[str]:
    return [m.message_id for m in kiosk.outbox.take(limit)]


def test_messages_go_out_oldest_first_a_batch_at_a_time(kiosk: Kiosk) -> None:
    written = [kiosk.journal.accept(draft(f"{n}")).message_id for n in range(5)]
    assert ids(kiosk, 3) == written[:3]
    kiosk.outbox.settle([Acknowledged(m) for m in written[:3]])
    assert ids(kiosk, 3) == written[3:]


def test_a_batch_stops_before_it_grows_too_large_but_never_at_nothing(kiosk: Kiosk) -> None:
    written = [kiosk.journal.accept(draft(f"{n}")).message_id for n in range(3)]
    size = len(kiosk.outbox.take(1)[0].text.encode())
    assert [m.message_id for m in kiosk.outbox.take(10, max_bytes=2 * size + 50)] == written[:2]
    assert [m.message_id for m in kiosk.outbox.take(10, max_bytes=1)] == written[:1]


def test_a_message_put_off_lets_the_others_pass_and_comes_back(kiosk: Kiosk) -> None:
    first, second = (kiosk.journal.accept(draft(f"{n}")).message_id for n in range(2))
    kiosk.outbox.settle([NotNow(first, "busy", 60)])
    assert ids(kiosk) == [second]
    assert kiosk.outbox.next_due_s() == 0
    kiosk.outbox.settle([Acknowledged(second)])
    assert kiosk.outbox.next_due_s() == 60
    kiosk.clock.turn(59)
    assert ids(kiosk) == []
    kiosk.clock.turn(1)
    assert ids(kiosk) == [first]
    assert kiosk.outbox.take(1)[0].attempts == 1
    assert kiosk.outbox.delivery(first) == Delivery(MessageState.PENDING, 1, "busy", None)


def test_a_slips_report_does_not_overtake_its_return(kiosk: Kiosk) -> None:
    accepted = kiosk.journal.accept(draft("a"))
    other = kiosk.journal.accept(draft("b"))
    kiosk.journal.print_result(accepted.intent_id, SlipOutcome.CONFIRMED, "ready")
    kiosk.outbox.settle([NotNow(accepted.message_id, "busy", 60)])
    assert ids(kiosk) == [other.message_id]
    kiosk.clock.turn(60)
    assert [m.kind for m in kiosk.outbox.take(10)] == ["return.registered", "return.registered", "slip.reported"]


def test_a_report_of_a_parked_return_is_still_sent(kiosk: Kiosk) -> None:
    accepted = kiosk.journal.accept(draft("a"))
    kiosk.journal.print_result(accepted.intent_id, SlipOutcome.CONFIRMED, "ready")
    kiosk.outbox.settle([Refused(accepted.message_id, "wrong_store")])
    assert [m.kind for m in kiosk.outbox.take(10)] == ["slip.reported"]


def test_a_parked_message_is_shown_and_can_be_sent_again_by_hand(kiosk: Kiosk) -> None:
    accepted = kiosk.journal.accept(draft())
    kiosk.outbox.settle([Refused(accepted.message_id, "wrong_store")])
    (parked,) = kiosk.outbox.parked()
    assert (parked.ticket_no, parked.why, parked.since) == (accepted.ticket_no, "wrong_store", NOON)
    assert (kiosk.outbox.waiting().pending, kiosk.outbox.waiting().parked) == (0, 1)
    assert ids(kiosk) == []
    kiosk.restart()
    assert kiosk.outbox.requeue(accepted.message_id)
    assert ids(kiosk) == [accepted.message_id]
    assert not kiosk.outbox.requeue(accepted.message_id)


def test_what_was_settled_stays_settled_whatever_comes_late(kiosk: Kiosk) -> None:
    accepted = kiosk.journal.accept(draft())
    kiosk.outbox.settle([Acknowledged(accepted.message_id, "held")])
    kiosk.outbox.settle([Refused(accepted.message_id, "late"), NotNow(accepted.message_id, "late", 5)])
    assert kiosk.outbox.delivery(accepted.message_id) == Delivery(MessageState.SENT, 1, "held", NOON)
    assert not kiosk.outbox.requeue(accepted.message_id)


def test_a_clock_that_jumps_back_does_not_freeze_what_waits(kiosk: Kiosk) -> None:
    accepted = kiosk.journal.accept(draft())
    kiosk.clock.set_wall(datetime(2036, 1, 1, tzinfo=UTC))
    kiosk.outbox.settle([NotNow(accepted.message_id, "busy", 600)])
    kiosk.clock.set_wall(NOON)
    assert ids(kiosk) == [accepted.message_id]


def test_no_wait_is_longer_than_the_bound(kiosk: Kiosk) -> None:
    accepted = kiosk.journal.accept(draft())
    kiosk.outbox.settle([NotNow(accepted.message_id, "busy", 10 * MAX_DELAY_S)])
    kiosk.clock.turn(MAX_DELAY_S)
    assert ids(kiosk) == [accepted.message_id]


def test_how_much_waits_and_since_when(kiosk: Kiosk) -> None:
    assert kiosk.outbox.waiting().oldest is None
    assert kiosk.outbox.next_due_s() is None
    kiosk.journal.accept(draft("a"))
    kiosk.clock.turn(60)
    kiosk.journal.accept(draft("b"))
    waiting = kiosk.outbox.waiting()
    assert (waiting.pending, waiting.parked, waiting.oldest) == (2, 0, NOON)
    assert kiosk.outbox.waiting().oldest == kiosk.clock.now() - timedelta(seconds=60)
