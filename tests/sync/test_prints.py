"""A slip is never printed twice unseen and never forgotten."""

from __future__ import annotations

import pytest

from domain import codec
from domain.wire import Envelope, SlipReported
from sync.journal import TicketUnknown
from sync.prints import SlipOutcome, SlipState
from tests.sync.builders import Kiosk, draft


def reports(kiosk: Kiosk) -> list[SlipReported]:
    bodies = [codec.decode(Envelope, codec.loads(m.text)).body for m in kiosk.outbox.take(100)]
    return [body for body in bodies if isinstance(body, SlipReported)]


def states(kiosk: Kiosk, ticket_no: str) -> list[tuple[SlipState, bool]]:
    return [(p.state, p.reprint) for p in kiosk.journal.prints_of(ticket_no)]


def test_a_confirmed_slip_is_reported_once(kiosk: Kiosk) -> None:
    accepted = kiosk.journal.accept(draft())
    kiosk.journal.print_started(accepted.intent_id)
    kiosk.journal.print_result(accepted.intent_id, SlipOutcome.CONFIRMED, "ready")
    kiosk.journal.print_result(accepted.intent_id, SlipOutcome.CONFIRMED, "ready")
    kiosk.journal.print_result(accepted.intent_id, SlipOutcome.FAILED, "late nonsense")
    assert reports(kiosk) == [SlipReported(accepted.ticket_no, "confirmed", "ready", False)]
    assert states(kiosk, accepted.ticket_no) == [(SlipState.CONFIRMED, False)]
    assert kiosk.journal.unfinished_prints() == ()


def test_a_failed_slip_and_its_reprint_are_both_on_record(kiosk: Kiosk) -> None:
    accepted = kiosk.journal.accept(draft())
    kiosk.journal.print_result(accepted.intent_id, SlipOutcome.FAILED, "paper_empty")
    again = kiosk.journal.print_intent(accepted.ticket_no, reprint=True)
    kiosk.journal.print_result(again, SlipOutcome.CONFIRMED, "ready")
    assert states(kiosk, accepted.ticket_no) == [(SlipState.FAILED, False), (SlipState.CONFIRMED, True)]
    assert [r.reprint for r in reports(kiosk)] == [False, True]


def test_a_power_cut_before_the_first_byte_is_found_at_start_up(kiosk: Kiosk) -> None:
    accepted = kiosk.journal.accept(draft())
    kiosk.restart()
    (found,) = kiosk.journal.unfinished_prints()
    assert (found.ticket_no, found.state) == (accepted.ticket_no, SlipState.QUEUED)

    assert kiosk.journal.settle_unfinished_prints() == (found,)
    assert states(kiosk, accepted.ticket_no) == [(SlipState.UNKNOWN, False)]
    assert reports(kiosk) == [SlipReported(accepted.ticket_no, "unknown", "restarted", False)]


def test_a_power_cut_while_printing_is_found_once(kiosk: Kiosk) -> None:
    accepted = kiosk.journal.accept(draft())
    kiosk.journal.print_started(accepted.intent_id)
    kiosk.restart()
    (found,) = kiosk.journal.settle_unfinished_prints()
    assert found.state is SlipState.SENDING
    kiosk.restart()
    assert kiosk.journal.settle_unfinished_prints() == ()
    assert len(reports(kiosk)) == 1


def test_what_was_unknown_can_become_known_when_somebody_looks(kiosk: Kiosk) -> None:
    accepted = kiosk.journal.accept(draft())
    kiosk.journal.print_result(accepted.intent_id, SlipOutcome.UNKNOWN, "silent")
    kiosk.journal.print_result(accepted.intent_id, SlipOutcome.UNKNOWN, "silent")
    kiosk.journal.print_result(accepted.intent_id, SlipOutcome.CONFIRMED, "seen by staff")
    assert [r.outcome for r in reports(kiosk)] == ["unknown", "confirmed"]


def test_a_slip_needs_a_ticket_and_a_result_needs_an_intent(kiosk: Kiosk) -> None:
    with pytest.raises(TicketUnknown):
        kiosk.journal.print_intent("R3-0001-A", reprint=False)
    with pytest.raises(KeyError):
        kiosk.journal.print_result(77, SlipOutcome.CONFIRMED, "ready")
    kiosk.journal.print_started(77)
    assert reports(kiosk) == []


def test_a_late_start_does_not_reopen_a_settled_slip(kiosk: Kiosk) -> None:
    accepted = kiosk.journal.accept(draft())
    kiosk.journal.print_result(accepted.intent_id, SlipOutcome.CONFIRMED, "ready")
    kiosk.journal.print_started(accepted.intent_id)
    assert states(kiosk, accepted.ticket_no) == [(SlipState.CONFIRMED, False)]
