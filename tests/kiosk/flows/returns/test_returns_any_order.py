"""Events in an order nobody has thought of."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.device_words import CameraStatus, PrinterStatus
from domain.policy import ReasonCode
from kiosk.flows.returns import Event, State, step, wants_scanner
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from tests.kiosk.builders import CODE, MIXED, checked, visit
from tests.kiosk.flows.returns.walking import walk


def test_a_result_nobody_asked_for_changes_nothing_and_is_looked_into() -> None:
    state, effects = walk(e.SlipPrinted(), state=s.Scanning(visit()))
    assert state == s.Scanning(visit())
    assert any(isinstance(x, e.LogImpossible) for x in effects)
    assert any(isinstance(x, e.CallPerson) for x in effects)


EVENTS = st.one_of(
    *(st.just(x) for x in (
        e.Back(), e.GoHome(), e.HelpAsked(), e.TypeNumber(), e.ReceiptDamaged(), e.ScanAgain(), e.DigitErased(),
        e.DigitsCleared(), e.Submitted(), e.ItemsChosen(), e.LineDropped(), e.Confirmed(), e.PrintAgain(),
        e.WithoutSlip(), e.Finished(), e.ScanningLong(), e.ReceiptUnknown(), e.LookupUnavailable(), e.IssueFailed(),
        e.OutOfService(), e.OfflineCapReached(), e.SlipPrinted(), e.PrintUnknown(PrinterStatus.SILENT),
        e.Started(visit()), checked(),
        e.PrintFailed(PrinterStatus.COVER_OPEN, 10), e.PrinterChanged(PrinterStatus.READY), e.BarcodeSeen((CODE,)),
        e.ReceiptsFound((checked(),)), e.ReceiptsFound(()), e.CameraChanged(CameraStatus.BLACK),
    )),
    st.builds(e.DigitTyped, st.text(max_size=2)),
    st.builds(e.LineToggled, st.integers(-1, 8)),
    st.builds(e.QuantitySet, st.integers(-1, 8), st.integers(-5, 99)),
    st.builds(e.LineDecided, st.integers(-1, 8), st.integers(-5, 99)),
    st.builds(e.ReasonGiven, st.sampled_from(ReasonCode), st.booleans()),
    st.builds(e.Answered, st.booleans()),
    st.builds(e.BarcodeSeen, st.lists(st.text(max_size=40), max_size=3).map(tuple)),
)  # fmt: skip


@given(st.lists(EVENTS, max_size=60))
def test_no_order_of_events_breaks_the_flow(events: list[Event]) -> None:
    """Whatever happens in whatever order: no error, at most what was bought, one order at a time, and the scanner is
    started and stopped in turn."""
    state: State = s.Home()
    looking = False
    for event in events:
        before = state
        state, effects = step(state, event)
        for effect in effects:
            match effect:
                case e.StartScanner():
                    assert not looking
                    looking = True
                case e.StopScanner():
                    assert looking
                    looking = False
                case e.IssueReturn(order=order):
                    assert isinstance(before, s.Reviewing)
                    assert 0 <= order.refund_fen <= MIXED.paid_fen
                    for part in order.lines:
                        assert 0 <= part.refund_fen <= MIXED.line(part.line_no).paid_fen
                        assert part.quantity <= MIXED.line(part.line_no).quantity
                case _:
                    pass
        assert looking == wants_scanner(state)
