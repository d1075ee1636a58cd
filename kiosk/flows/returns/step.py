"""The self return as one function: `step(state, event) -> (state, effects)`.

A tap that no longer applies changes nothing. A result nobody can have asked for is logged and changes nothing either.
"""

from __future__ import annotations

from typing import assert_never

from kiosk.flows import common as c
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from kiosk.flows.returns.choosing import answer_refused, answering, choosing, giving_reason, reviewing
from kiosk.flows.returns.finding import (
    Step,
    checking,
    choosing_receipt,
    detailed,
    scanned,
    scanning,
    searching,
    stopped,
    typed,
)
from kiosk.flows.returns.issuing import done, issuing, printer_trouble, printing


def step(state: s.State, event: e.Event) -> Step:
    """The next situation, and what is ordered by it. Pure: no clock, device, thread or text."""
    result = _everywhere(state, event) or _here(state, event)
    if result is None:
        return state, _stray(state, event)
    after, effects = result
    return after, c.switching(effects, wanted=wants_scanner(state), wants=wants_scanner(after))


def wants_scanner(state: s.State) -> bool:
    """The camera looks only where a receipt may be shown."""
    return isinstance(
        state,
        s.Scanning | s.TypingNumber | s.GivingDetails | s.NotFound | s.StaffNeeded | s.OtherStoreRefused
        | s.NothingReturnable,
    )  # fmt: skip


def holds_session(state: s.State) -> bool:
    """While a device or the service works for the shopper, silence is not absence."""
    return isinstance(state, s.Checking | s.Searching | s.Issuing | s.Printing)


def ticket_of(state: s.State) -> str | None:
    match state:
        case s.Printing(ticket=t) | s.PrinterTrouble(ticket=t) | s.Done(ticket=t):
            return t.ticket_no
        case _:
            return None


def _everywhere(state: s.State, event: e.Event) -> Step | None:
    match event:
        case e.HelpAsked():
            return state, (e.CallPerson(type(state).__name__, ticket_of(state)),)
        case e.GoHome() if isinstance(state, s.Issuing | s.Printing):
            return state, ()
        case e.GoHome():
            return s.Home(), () if isinstance(state, s.Home) else (e.EndSession(),)
        case _:
            return None


def _here(state: s.State, event: e.Event) -> Step | None:
    match state:
        case s.Home():
            return (s.Scanning(event.visit), ()) if isinstance(event, e.Started) else None
        case s.Scanning():
            return scanning(state, event)
        case s.Checking():
            return checking(state, event)
        case s.TypingNumber():
            return _or_scan(state, event) or typed(state, event)
        case s.GivingDetails():
            return _or_scan(state, event) or detailed(state, event)
        case s.Searching():
            return searching(state, event)
        case s.ChoosingReceipt():
            return choosing_receipt(state, event)
        case s.NotFound() | s.StaffNeeded() | s.OtherStoreRefused() | s.NothingReturnable():
            return stopped(state, event)
        case s.ChoosingItems():
            return choosing(state, event)
        case s.GivingReason():
            return giving_reason(state, event)
        case s.Answering():
            return answering(state, event)
        case s.AnswerRefused():
            return answer_refused(state, event)
        case s.Reviewing():
            return reviewing(state, event)
        case s.Issuing():
            return issuing(state, event)
        case s.Printing():
            return printing(state, event)
        case s.PrinterTrouble():
            return printer_trouble(state, event)
        case s.Done():
            return done(state, event)
    assert_never(state)


def _or_scan(state: s.TypingNumber | s.GivingDetails, event: e.Event) -> Step | None:
    """A receipt shown while something is typed is what the shopper wants; a bad read does not disturb the typing."""
    if not isinstance(event, e.BarcodeSeen):
        return None
    after, effects = scanned(state, state.visit, event)
    return (after, effects) if isinstance(after, s.Checking) else (state, ())


_RESULTS = (e.ReturnIssued, e.IssueFailed, e.OfflineCapReached, e.SlipPrinted, e.PrintFailed, e.PrintUnknown)


def _stray(state: s.State, event: e.Event) -> tuple[e.Effect, ...]:
    if isinstance(event, _RESULTS):
        name = type(state).__name__
        return (e.LogImpossible(name, type(event).__name__), e.CallPerson(name, ticket_of(state)))
    return ()
