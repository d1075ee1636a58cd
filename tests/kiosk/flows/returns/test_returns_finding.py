"""From whatever is shown or typed to a receipt, or to a plain word why not."""

from __future__ import annotations

import pytest

from domain.device_words import CameraStatus, Guidance
from domain.receipt_code import CodeFault
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from kiosk.flows.returns import step
from tests.kiosk.builders import CODE, OTHER_CODE, checked, line, receipt, visit
from tests.kiosk.flows.returns.walking import START, walk


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


def test_a_code_that_is_no_receipt_does_not_put_out_the_light() -> None:
    state, _ = walk(e.Started(visit()), e.GuidanceSeen(Guidance.MORE_LIGHT), e.BarcodeSeen(("6901234567892",)))
    assert isinstance(state, s.Scanning)
    assert (state.notice, state.lit) == (s.ScanNotice.PRODUCT_CODE, True)


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
