"""From the confirmation to the slip: once, and whatever paper does."""

from __future__ import annotations

import pytest

from domain.device_words import PrinterStatus
from kiosk.flows.returns import Event
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from tests.kiosk.builders import CODE, checked, visit
from tests.kiosk.flows.returns.walking import MILK_AND_TISSUE, REASONS, START, printing, ticket, walk


def test_the_whole_way_from_receipt_to_slip() -> None:
    state, effects = walk(*START)
    assert isinstance(state, s.Checking)
    assert effects == [e.StartScanner(), e.StopScanner(), e.CheckReceipt(CODE)]

    state, _ = walk(checked(), *MILK_AND_TISSUE, *REASONS, state=state)
    assert isinstance(state, s.Reviewing)
    assert state.refund.total_fen == 6847 + 4276
    assert [(n.line_no, n.refund_fen, n.gift) for n in state.refund.lines] == [
        (1, 6847, False), (2, 4276, False), (3, 0, True),
    ]  # fmt: skip
    assert [(step_.part_fen, step_.whole_fen, step_.share_fen) for step_ in state.refund.shares] == [
        (7990, 20970, 1143), (4990, 20970, 714),
    ]  # fmt: skip

    state, effects = walk(e.Confirmed(), state=state)
    assert isinstance(state, s.Issuing)
    assert effects == [e.IssueReturn(state.order)]
    issued = ticket(state.order)
    state, effects = walk(e.ReturnIssued(issued), state=state)
    assert effects == [e.PrintSlip(issued, reprint=False)]
    state, effects = walk(e.SlipPrinted(), state=state)
    assert state == s.Done(visit(), issued, slip_out=True)
    state, effects = walk(e.Finished(), state=state)
    assert state == s.Home()
    assert effects == [e.EndSession()]


def test_confirming_twice_orders_once() -> None:
    reviewing, _ = walk(*START, checked(), *MILK_AND_TISSUE, *REASONS)
    issuing, first = walk(e.Confirmed(), state=reviewing)
    _, second = walk(e.Confirmed(), state=issuing)
    assert len(first) == 1
    assert second == []
    _again, effects = walk(e.Confirmed(), state=reviewing)
    assert effects == first, "the same choice in the same session is the same order"


@pytest.mark.parametrize(("full", "why"), [(True, s.StaffWhy.CANNOT_STORE), (False, s.StaffWhy.INTERNAL)])
def test_what_cannot_be_stored_is_not_accepted_and_a_person_comes(full: bool, why: s.StaffWhy) -> None:
    issuing, _ = walk(*START, checked(), *MILK_AND_TISSUE, *REASONS, e.Confirmed())
    state, effects = walk(e.IssueFailed(full=full), state=issuing)
    assert isinstance(state, s.StaffNeeded)
    assert state.why is why
    assert e.CallPerson("Issuing") in effects


def test_a_kiosk_that_was_let_in_no_more_accepts_nothing_wherever_it_hears_of_it() -> None:
    today = visit().today
    assert today is not None
    torn = (e.Started(visit()), e.ReceiptDamaged(), e.DateChosen(today), e.DigitTyped("7"), e.Submitted())
    searching = (*torn, e.DigitTyped("3"), e.Submitted())
    for way in (START, searching, (*START, checked(), *MILK_AND_TISSUE, *REASONS, e.Confirmed())):
        before, _ = walk(*way)
        assert isinstance(before, s.Checking | s.Searching | s.Issuing)
        state, effects = walk(e.OutOfService(), state=before)
        assert isinstance(state, s.StaffNeeded)
        assert state.why is s.StaffWhy.OUT_OF_SERVICE
        assert not [x for x in effects if isinstance(x, e.IssueReturn | e.PrintSlip)]


def test_no_paper_keeps_the_ticket_calls_a_person_and_prints_when_there_is_paper() -> None:
    state, effects = walk(e.PrintFailed(PrinterStatus.PAPER_EMPTY), state=printing())
    assert isinstance(state, s.PrinterTrouble)
    assert (state.unknown, state.reprint, state.ready) == (False, False, False)
    assert e.CallPerson("PrinterTrouble", "R3-1847-W") in effects
    state, _ = walk(e.PrinterChanged(PrinterStatus.READY), state=state)
    assert isinstance(state, s.PrinterTrouble)
    assert state.ready
    state, effects = walk(e.PrintAgain(), state=state)
    assert effects == [e.PrintSlip(printing().ticket, reprint=False)], "nothing came out: this is the first slip"


@pytest.mark.parametrize(
    "outcome", [e.PrintUnknown(PrinterStatus.SILENT), e.PrintFailed(PrinterStatus.PAPER_EMPTY, bytes_sent=900)]
)
def test_after_bytes_went_out_another_slip_is_a_reprint(outcome: Event) -> None:
    state, _ = walk(outcome, state=printing())
    _, effects = walk(e.PrintAgain(), state=state)
    assert effects == [e.PrintSlip(printing().ticket, reprint=True)]
    done, _ = walk(e.WithoutSlip(slip_out=True), state=state)
    assert isinstance(done, s.Done)


@pytest.mark.parametrize("event", [e.GoHome(), e.Back(), e.Confirmed(), e.BarcodeSeen((CODE,)), e.Finished()])
def test_nothing_cuts_an_accepted_return_in_half(event: Event) -> None:
    issuing, _ = walk(*START, checked(), *MILK_AND_TISSUE, *REASONS, e.Confirmed())
    for state in (issuing, printing()):
        assert walk(event, state=state)[0] == state
