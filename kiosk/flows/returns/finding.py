"""From a code, a typed number or remembered details to a judged receipt."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from domain.receipt_code import CodeFault, ReceiptCode, parse
from domain.returns import ReceiptFine, ReceiptNeedsStaff, ReceiptRefused, assess, judge_store
from kiosk.flows.common import looked
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s

Step = tuple[s.State, tuple[e.Effect, ...]]

_MOST_TEXTS = 16


def scanned(state: s.State, visit: s.Visit, seen: e.BarcodeSeen) -> Step:
    """Choose the receipt's code among all that was seen; say what was wrong with the rest only if none is one.

    What was seen but not believed is never chosen; it only tells that a second receipt is in view.
    """
    unique = tuple(dict.fromkeys(seen.texts))[:_MOST_TEXTS]
    also = tuple(dict.fromkeys(t for t in seen.also if t not in unique))[:_MOST_TEXTS]
    results = [parse(text, today=visit.today, formats=visit.formats) for text in unique]
    codes = tuple(dict.fromkeys(r.text for r in results if isinstance(r, ReceiptCode)))
    faults = [r for r in results if isinstance(r, CodeFault)]
    others = [parse(text, today=visit.today, formats=visit.formats) for text in also]
    second = any(isinstance(r, ReceiptCode) and r.text not in codes for r in others)
    if len(codes) == 1 and not second:
        return s.Checking(visit, codes[0], saw_also=len(unique) + len(also) - 1), (e.CheckReceipt(codes[0]),)
    if codes:
        notice = s.ScanNotice.TWO_RECEIPTS
    elif faults:
        notice = s.ScanNotice.of(min(faults, key=_TELLING.index))
    else:
        return state, ()
    looking = state if isinstance(state, s.Scanning) else s.Scanning(visit)
    return replace(looking, notice=notice, other_ways=True), ()


_TELLING = (
    CodeFault.FUTURE_DATE,
    CodeFault.CHECK_WRONG,
    CodeFault.BAD_DATE,
    CodeFault.WRONG_LENGTH,
    CodeFault.PRODUCT_CODE,
    CodeFault.NOT_OURS,
)


def scanning(state: s.Scanning, event: e.Event) -> Step | None:
    match event:
        case e.BarcodeSeen():
            return scanned(state, state.visit, event)
        case e.GuidanceSeen() | e.CameraChanged():
            return looked(state, event), ()
        case e.ScanningLong():
            return replace(state, other_ways=True), ()
        case e.TypeNumber():
            return typing(state.visit), ()
        case e.ReceiptDamaged():
            return s.GivingDetails(state.visit), ()
        case e.Back():
            return s.Home(), (e.EndSession(),)
        case _:
            return None


def typing(visit: s.Visit) -> s.TypingNumber:
    return s.TypingNumber(visit, length=max(fmt.length for fmt in visit.formats))


def typed(state: s.TypingNumber, event: e.Event) -> Step | None:
    match event:
        case e.DigitTyped(digit=digit) if len(digit) == 1 and digit.isascii() and digit.isdigit():
            digits = (state.digits + digit)[: state.length]
            return replace(state, digits=digits, fault=_fault_when_complete(state, digits)), ()
        case e.DigitErased():
            return replace(state, digits=state.digits[:-1], fault=None), ()
        case e.DigitsCleared():
            return replace(state, digits="", fault=None), ()
        case e.Submitted():
            match parse(state.digits, today=state.visit.today, formats=state.visit.formats):
                case ReceiptCode(text=text):
                    return s.Checking(state.visit, text, typed=True), (e.CheckReceipt(text),)
                case CodeFault() as fault:
                    return replace(state, fault=fault), ()
        case e.ReceiptDamaged():
            return s.GivingDetails(state.visit), ()
        case e.Back() | e.ScanAgain():
            return s.Scanning(state.visit, other_ways=True), ()
        case _:
            return None


def _fault_when_complete(state: s.TypingNumber, digits: str) -> CodeFault | None:
    if len(digits) < state.length:
        return None
    result = parse(digits, today=state.visit.today, formats=state.visit.formats)
    return result if isinstance(result, CodeFault) else None


def detailed(state: s.GivingDetails, event: e.Event) -> Step | None:
    match event:
        case e.DateChosen(sold_on=day) if state.visit.today is None or day <= state.visit.today:
            return replace(state, sold_on=day, field=s.DetailField.TILL, not_found=False), ()
        case e.DigitTyped(digit=digit) if len(digit) == 1 and digit.isascii() and digit.isdigit():
            return _detail_digit(state, digit), ()
        case e.DigitErased():
            return replace(state, till=_cut(state, s.DetailField.TILL), amount=_cut(state, s.DetailField.AMOUNT)), ()
        case e.DigitsCleared():
            cleared = replace(state, till="") if state.field is s.DetailField.TILL else replace(state, amount="")
            return cleared, ()
        case e.Submitted():
            return _detail_done(state)
        case e.TypeNumber():
            return typing(state.visit), ()
        case e.Back():
            return _detail_back(state), ()
        case e.ScanAgain():
            return s.Scanning(state.visit, other_ways=True), ()
        case _:
            return None


def _detail_digit(state: s.GivingDetails, digit: str) -> s.GivingDetails:
    match state.field:
        case s.DetailField.DATE:
            return state
        case s.DetailField.TILL:
            return replace(state, till=(state.till + digit)[:2], not_found=False)
        case s.DetailField.AMOUNT:
            return replace(state, amount=(state.amount + digit).lstrip("0")[:8], not_found=False)
    assert_never(state.field)


def _cut(state: s.GivingDetails, field: s.DetailField) -> str:
    text = state.till if field is s.DetailField.TILL else state.amount
    return text[:-1] if state.field is field else text


def _detail_done(state: s.GivingDetails) -> Step:
    if state.field is s.DetailField.TILL and state.till:
        return replace(state, till=state.till.zfill(2), field=s.DetailField.AMOUNT), ()
    if state.field is s.DetailField.AMOUNT and state.amount and state.sold_on is not None:
        return s.Searching(state.visit, state), (e.FindReceipts(state.sold_on, state.till, int(state.amount)),)
    return state, ()


def _detail_back(state: s.GivingDetails) -> s.State:
    match state.field:
        case s.DetailField.DATE:
            return s.Scanning(state.visit, other_ways=True)
        case s.DetailField.TILL:
            return replace(state, field=s.DetailField.DATE)
        case s.DetailField.AMOUNT:
            return replace(state, field=s.DetailField.TILL, not_found=False)
    assert_never(state.field)


def checking(state: s.Checking, event: e.Event) -> Step | None:
    match event:
        case e.ReceiptChecked():
            return judged(state.visit, event), ()
        case e.ReceiptUnknown():
            return s.NotFound(state.visit, state.code), ()
        case e.LookupUnavailable():
            return s.NotFound(state.visit, state.code, line_down=True), ()
        case e.OutOfService():
            return s.StaffNeeded(state.visit, s.StaffWhy.OUT_OF_SERVICE), ()
        case e.Back():
            back = typing(state.visit) if state.typed else s.Scanning(state.visit)
            return back, ()
        case _:
            return None


def searching(state: s.Searching, event: e.Event) -> Step | None:
    match event:
        case e.ReceiptsFound(found=found) if len(found) > 1:
            return s.ChoosingReceipt(state.visit, tuple(offer(state.visit, f) for f in found)), ()
        case e.ReceiptsFound(found=(one,)):
            return judged(state.visit, one), ()
        case e.ReceiptsFound():
            return replace(state.details, not_found=True), ()
        case e.LookupUnavailable():
            return s.NotFound(state.visit, "", line_down=True), ()
        case e.OutOfService():
            return s.StaffNeeded(state.visit, s.StaffWhy.OUT_OF_SERVICE), ()
        case e.Back():
            return state.details, ()
        case _:
            return None


def choosing_receipt(state: s.ChoosingReceipt, event: e.Event) -> Step | None:
    match event:
        case e.ReceiptChosen(code=code):
            for candidate in state.offers:
                if candidate.receipt.code == code:
                    return _opened(state.visit, candidate), ()
            return state, ()
        case e.Back():
            return s.GivingDetails(state.visit), ()
        case _:
            return None


Stopped = s.NotFound | s.StaffNeeded | s.OtherStoreRefused | s.NothingReturnable


def stopped(state: Stopped, event: e.Event) -> Step | None:
    """Where this receipt cannot go on; another one, typed or scanned, can."""
    match event:
        case e.BarcodeSeen():
            return scanned(state, state.visit, event)
        case e.TypeNumber():
            return typing(state.visit), ()
        case e.ReceiptDamaged():
            return s.GivingDetails(state.visit), ()
        case e.Back() | e.ScanAgain():
            return s.Scanning(state.visit), ()
        case _:
            return None


def offer(visit: s.Visit, checked: e.ReceiptChecked) -> s.Offer:
    known = checked.known
    assessments = assess(
        known.receipt, checked.now, visit.policy, known.returned, clock_trusted=checked.clock_trusted
    )
    return s.Offer(
        known.receipt, known.returned, assessments, checked.source, checked.as_of, checked.now, checked.offline_left_fen
    )


def judged(visit: s.Visit, checked: e.ReceiptChecked) -> s.State:
    return _opened(visit, offer(visit, checked))


def _opened(visit: s.Visit, candidate: s.Offer) -> s.State:
    match judge_store(candidate.receipt.store_id, visit.store.store_id, visit.policy):
        case ReceiptNeedsStaff():
            return s.StaffNeeded(visit, s.StaffWhy.OTHER_STORE, candidate)
        case ReceiptRefused():
            return s.OtherStoreRefused(visit, candidate.receipt.store_id)
        case ReceiptFine():
            if not candidate.choosable:
                return s.NothingReturnable(visit, candidate)
            return s.ChoosingItems(visit, candidate)
