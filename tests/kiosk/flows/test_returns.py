"""The self return told through `step` alone: what the shopper does, what the kiosk orders, where they stand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.device_words import CameraStatus, Guidance, PrinterStatus
from domain.policy import Question, ReasonCode
from domain.receipt import LineReturned
from domain.receipt_code import CodeFault
from domain.reference import ReceiptKnown
from domain.returns import StaffCode
from domain.wire import Source
from kiosk.flows.returns import Event, State, step, wants_scanner
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from tests.kiosk.builders import CODE, MIXED, NOW, OTHER_CODE, POLICY, checked, line, receipt, visit


def walk(*events: Event, state: State | None = None) -> tuple[State, list[e.Effect]]:
    """Feed the events one after the other; the last state, and every effect on the way."""
    at: State = state or s.Home()
    ordered: list[e.Effect] = []
    for event in events:
        at, effects = step(at, event)
        ordered.extend(effects)
    return at, ordered


START = (e.Started(visit()), e.BarcodeSeen((CODE,)))
MILK_AND_TISSUE = (e.LineToggled(1), e.LineToggled(2), e.ItemsChosen())
REASONS = (e.ReasonGiven(ReasonCode.DAMAGED_PACKAGE), e.ReasonGiven(ReasonCode.WRONG_ITEM))


def ticket(order: s.ReturnOrder) -> s.IssuedTicket:
    return s.IssuedTicket("R3-1847-W", "https://x.example/t/abc", NOW, NOW + timedelta(days=2), order)


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


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("6901234567892", s.ScanNotice.PRODUCT_CODE),
        (CODE[:-1] + str((int(CODE[-1]) + 1) % 10), s.ScanNotice.CHECK_WRONG),
        (CODE[:-2], s.ScanNotice.WRONG_LENGTH),
        ("HTTPS://EXAMPLE", s.ScanNotice.NOT_OURS),
        ("A" * 4096, s.ScanNotice.NOT_OURS),
        ("\x1b@\x1dV0", s.ScanNotice.NOT_OURS),
        ("９９０７", s.ScanNotice.NOT_OURS),
    ],
)
def test_what_is_not_a_receipt_is_said_and_scanning_goes_on(text: str, notice: s.ScanNotice) -> None:
    state, effects = walk(e.Started(visit()), e.BarcodeSeen((text,)))
    assert isinstance(state, s.Scanning)
    assert state.notice is notice
    assert e.CheckReceipt not in {type(x) for x in effects}


def test_the_receipt_is_found_among_other_codes() -> None:
    state, _ = walk(e.Started(visit()), e.BarcodeSeen(("6901234567892", CODE)))
    assert isinstance(state, s.Checking)
    assert (state.code, state.saw_also) == (CODE, 1)


@pytest.mark.parametrize("seen", [e.BarcodeSeen((CODE, OTHER_CODE)), e.BarcodeSeen((CODE,), also=(OTHER_CODE,))])
def test_two_receipts_at_once_are_asked_for_one_by_one(seen: e.BarcodeSeen) -> None:
    state, _ = walk(e.Started(visit()), seen)
    assert isinstance(state, s.Scanning)
    assert state.notice is s.ScanNotice.TWO_RECEIPTS


def test_a_code_that_was_only_glimpsed_is_never_taken() -> None:
    state, _ = walk(e.Started(visit()), e.BarcodeSeen(("6901234567892",), also=(CODE,)))
    assert isinstance(state, s.Scanning)


@pytest.mark.parametrize("dark", [e.CameraChanged(CameraStatus.TOO_DARK), e.GuidanceSeen(Guidance.MORE_LIGHT)])
def test_in_the_dark_the_screen_gives_light_and_keeps_it(dark: e.Event) -> None:
    state, _ = step(s.Scanning(visit()), dark)
    assert isinstance(state, s.Scanning)
    assert state.lit
    for better in (e.CameraChanged(CameraStatus.READY), e.GuidanceSeen(Guidance.CLOSER)):
        state, _ = step(state, better)
        assert isinstance(state, s.Scanning)
        assert state.lit


def test_a_dead_camera_leaves_two_ways_open() -> None:
    state, _ = walk(e.Started(visit()), e.CameraChanged(CameraStatus.ABSENT))
    assert isinstance(state, s.Scanning)
    assert state.other_ways
    state, _ = walk(e.CameraChanged(CameraStatus.READY), state=state)
    assert isinstance(state, s.Scanning)
    assert state.camera is None


def test_typing_the_number_tells_a_slip_of_the_finger_before_it_is_sent() -> None:
    wrong = CODE[:5] + str((int(CODE[5]) + 1) % 10) + CODE[6:]
    state, _ = walk(e.Started(visit()), e.TypeNumber(), *(e.DigitTyped(d) for d in wrong))
    assert isinstance(state, s.TypingNumber)
    assert state.fault is CodeFault.CHECK_WRONG
    state, _ = walk(*[e.DigitErased()] * 13, *(e.DigitTyped(d) for d in CODE[5:]), state=state)
    assert isinstance(state, s.TypingNumber)
    assert (state.digits, state.fault) == (CODE, None)
    state, effects = walk(e.Submitted(), state=state)
    assert effects[-1] == e.CheckReceipt(CODE)
    state, _ = walk(e.Back(), state=state)
    assert isinstance(state, s.TypingNumber)


def test_a_torn_receipt_is_found_by_date_till_and_amount() -> None:
    day = visit().today
    assert day is not None
    typed = [e.DigitTyped("7"), e.Submitted(), *(e.DigitTyped(d) for d in "37800"), e.Submitted()]
    state, effects = walk(e.Started(visit()), e.ReceiptDamaged(), e.DateChosen(day), *typed)
    assert effects[-1] == e.FindReceipts(day, "07", 37800) or e.FindReceipts(day, "07", 37800) in effects
    nothing, _ = walk(e.ReceiptsFound(()), state=state)
    assert isinstance(nothing, s.GivingDetails)
    assert nothing.not_found
    one, _ = walk(e.ReceiptsFound((checked(),)), state=state)
    assert isinstance(one, s.ChoosingItems)
    other = checked(receipt(line(1, "盐", "dry", 300), code=OTHER_CODE))
    two, _ = walk(e.ReceiptsFound((checked(), other)), state=state)
    assert isinstance(two, s.ChoosingReceipt)
    chosen, _ = walk(e.ReceiptChosen(OTHER_CODE), state=two)
    assert isinstance(chosen, s.ChoosingItems)
    assert chosen.offer.receipt.code == OTHER_CODE


def test_unknown_and_unreachable_are_told_apart() -> None:
    unknown, _ = walk(*START, e.ReceiptUnknown())
    down, _ = walk(*START, e.LookupUnavailable())
    assert unknown == s.NotFound(visit(), CODE)
    assert down == s.NotFound(visit(), CODE, line_down=True)
    again, _effects = walk(e.BarcodeSeen((OTHER_CODE,)), state=down)
    assert isinstance(again, s.Checking), "another receipt may be shown at once"


def test_another_stores_receipt_goes_to_a_person() -> None:
    state, _ = walk(*START, checked(receipt(line(1, "盐", "dry", 300), store="9912")))
    assert isinstance(state, s.StaffNeeded)
    assert state.why is s.StaffWhy.OTHER_STORE


def test_fully_returned_leaves_nothing_to_choose() -> None:
    r = receipt(line(1, "盐", "dry", 300))
    known = ReceiptKnown(r, (LineReturned(1, 1, 300),))
    state, _ = walk(*START, checked(r, known=known))
    assert isinstance(state, s.NothingReturnable)


def test_only_what_is_left_can_be_chosen() -> None:
    known = ReceiptKnown(MIXED, (LineReturned(1, 1, 6847),))
    state, _ = walk(*START, checked(known=known), e.QuantitySet(1, 2))
    assert isinstance(state, s.ChoosingItems)
    assert state.quantity(1) == 1
    state, _ = walk(e.LineToggled(5), e.LineToggled(99), state=state)
    assert isinstance(state, s.ChoosingItems)
    assert {p.line_no for p in state.picks} == {1}, "what cannot come back cannot be ticked"


def test_an_answer_can_take_a_line_out_and_the_rest_goes_on() -> None:
    r = receipt(line(1, "口红", "cosmetics", 9900), line(2, "盐", "dry", 300))
    chosen = (e.LineToggled(1), e.LineToggled(2), e.ItemsChosen(), e.ReasonGiven(ReasonCode.CHANGED_MIND))
    state, _ = walk(*START, checked(r), *chosen)
    assert isinstance(state, s.Answering)
    assert state.question.question is Question.OPENED
    refused, _ = walk(e.Answered(True), state=state)
    assert isinstance(refused, s.AnswerRefused)
    back, _ = walk(e.Back(), state=refused)
    assert back == state
    rest, _ = walk(e.LineDropped(), e.ReasonGiven(ReasonCode.CHANGED_MIND), state=refused)
    assert isinstance(rest, s.Reviewing)
    assert rest.refund.total_fen == 300


def test_one_reason_for_all_spares_the_asking() -> None:
    asked, _ = walk(*START, checked(), *MILK_AND_TISSUE)
    assert isinstance(asked, s.GivingReason)
    state, _ = walk(e.ReasonGiven(ReasonCode.CHANGED_MIND, for_all=True), state=asked)
    assert isinstance(state, s.Reviewing)


def test_a_wrong_price_keeps_the_goods_and_brings_a_person() -> None:
    state, _ = walk(*START, checked(), e.LineToggled(4), e.ItemsChosen(), e.ReasonGiven(ReasonCode.WRONG_PRICE))
    assert isinstance(state, s.Reviewing)
    assert state.refund.total_fen == 0
    assert state.staff == (StaffCode.PRICE_ADJUSTMENT,)
    _, effects = walk(e.Confirmed(), state=state)
    (order,) = [x.order for x in effects if isinstance(x, e.IssueReturn)]
    assert [(n.line_no, n.adjustment, n.refund_fen) for n in order.lines] == [(4, True, 0)]


def test_a_large_amount_is_registered_and_looked_at() -> None:
    r = receipt(line(1, "电视", "tv", 250_000))
    state, _ = walk(*START, checked(r), e.LineToggled(1), e.ItemsChosen(), e.ReasonGiven(ReasonCode.QUALITY))
    assert isinstance(state, s.Reviewing)
    assert StaffCode.AMOUNT in state.staff


def test_without_the_line_the_cap_sends_to_a_person_and_less_is_marked_to_verify() -> None:
    offline = checked(source=Source.REPLICA, offline_left_fen=20_000)
    small, _ = walk(*START, offline, *MILK_AND_TISSUE, *REASONS)
    assert isinstance(small, s.Reviewing)
    assert small.to_verify
    large, _ = walk(*START, offline, e.LineToggled(6), e.QuantitySet(1, 2), e.ItemsChosen(),
                    *[e.ReasonGiven(ReasonCode.QUALITY)] * 2)  # fmt: skip
    assert isinstance(large, s.StaffNeeded)
    assert large.why is s.StaffWhy.OFFLINE_CAP


@pytest.mark.parametrize(("full", "why"), [(True, s.StaffWhy.CANNOT_STORE), (False, s.StaffWhy.INTERNAL)])
def test_what_cannot_be_stored_is_not_accepted_and_a_person_comes(full: bool, why: s.StaffWhy) -> None:
    issuing, _ = walk(*START, checked(), *MILK_AND_TISSUE, *REASONS, e.Confirmed())
    state, effects = walk(e.IssueFailed(full=full), state=issuing)
    assert isinstance(state, s.StaffNeeded)
    assert state.why is why
    assert e.CallPerson("issuing") in effects


def printing() -> s.Printing:
    issuing, _ = walk(*START, checked(), *MILK_AND_TISSUE, *REASONS, e.Confirmed())
    assert isinstance(issuing, s.Issuing)
    state, _ = walk(e.ReturnIssued(ticket(issuing.order)), state=issuing)
    assert isinstance(state, s.Printing)
    return state


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


def test_a_result_nobody_asked_for_changes_nothing_and_is_looked_into() -> None:
    state, effects = walk(e.SlipPrinted(), state=s.Scanning(visit()))
    assert state == s.Scanning(visit())
    assert any(isinstance(x, e.LogImpossible) for x in effects)
    assert any(isinstance(x, e.CallPerson) for x in effects)


def test_senior_pace_asks_line_by_line_and_back_undoes() -> None:
    state, _ = walk(*START, checked())
    assert isinstance(state, s.ChoosingItems)
    lines = [a.line.line_no for a in state.offer.choosable]
    state, _ = walk(e.LineDecided(lines[0], 1), state=state)
    assert isinstance(state, s.ChoosingItems)
    assert (state.focus, state.quantity(lines[0])) == (1, 1)
    undone, _ = walk(e.Back(), e.LineDecided(lines[0], 0), state=state)
    assert isinstance(undone, s.ChoosingItems)
    assert undone.picks == ()
    late, _ = walk(e.LineDecided(lines[0], 2), state=state)
    assert late == state, "a tap meant for the line before does nothing to this one"


EVENTS = st.one_of(
    *(st.just(x) for x in (
        e.Back(), e.GoHome(), e.HelpAsked(), e.TypeNumber(), e.ReceiptDamaged(), e.ScanAgain(), e.DigitErased(),
        e.DigitsCleared(), e.Submitted(), e.ItemsChosen(), e.LineDropped(), e.Confirmed(), e.PrintAgain(),
        e.WithoutSlip(), e.Finished(), e.ScanningLong(), e.ReceiptUnknown(), e.LookupUnavailable(), e.IssueFailed(),
        e.OfflineCapReached(), e.SlipPrinted(), e.PrintUnknown(PrinterStatus.SILENT), e.Started(visit()), checked(),
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


def test_the_policy_of_these_stories_is_sound() -> None:
    assert POLICY.rule_for("unknown") is POLICY.default
