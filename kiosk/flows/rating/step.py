"""The rating as one function: `step(state, event) -> (state, effects)`.

The vote counts from the first tap: whichever way the visit ends, by a key, by silence, by the home key, what was given
until then is stored.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from domain.rating import MOST_STARS
from domain.receipt_code import ReceiptCode, parse
from domain.ticket_number import parse_ticket_number
from kiosk.flows import common as c
from kiosk.flows.rating import events as e
from kiosk.flows.rating import states as s
from kiosk.typing import CandidatesFound, KeyPressed, taken

Step = tuple[s.State, tuple[e.Effect, ...]]


def step(state: s.State, event: e.Event) -> Step:
    """The next situation, and what is ordered by it. Pure."""
    result = _everywhere(state, event) or _here(state, event)
    if result is None:
        return state, _stray(state, event)
    after, effects = result
    return after, c.switching(effects, wanted=wants_scanner(state), wants=wants_scanner(after))


def wants_scanner(state: s.State) -> bool:
    return isinstance(state, s.Asking | s.Followup) and state.visit.can_scan


def ticket_of(state: s.State) -> str | None:
    """The ticket a call for a person is about."""
    match state:
        case s.Home():
            return None
        case s.LowRating(complaint_no=number) if number is not None:
            return number
        case _:
            return state.visit.about_ticket


def _everywhere(state: s.State, event: e.Event) -> Step | None:
    match event:
        case c.HelpAsked():
            return state, (c.CallPerson(type(state).__name__, ticket_of(state)),)
        case c.GoHome() if isinstance(state, s.Storing):
            return state, ()
        case c.GoHome() | c.Finished():
            return _left(state)
        case _:
            return None


def _left(state: s.State) -> Step:
    """The visit is over, by whatever: what was given and is not stored yet is stored now."""
    match state:
        case s.Home():
            return state, ()
        case s.Asking(given=None) | s.Storing() | s.Thanked() | s.LowRating():
            return s.Home(), (c.EndSession(),)
        case s.Asking(visit=visit, given=given) | s.Followup(visit=visit, given=given):
            assert given is not None
            return s.Home(), (_store(visit, given), c.EndSession())
        case s.NotStored(visit=visit, given=given):
            return s.Home(), (_store(visit, given), c.EndSession())
    assert_never(state)


def _store(visit: s.Visit, given: s.Given) -> e.StoreRating:
    return e.StoreRating(given.stars, given.tags, given.text, visit.about_ticket, visit.receipt_code)


def _here(state: s.State, event: e.Event) -> Step | None:
    match state:
        case s.Home():
            if not isinstance(event, e.Started):
                return None
            # A question that stood on the home screen has been noted since the last visit ended.
            return s.Asking(event.visit), () if event.visit.stood else (e.NoteQuestion(),)
        case s.Asking():
            return _asking(state, event)
        case s.Followup():
            return _followup(state, event)
        case s.Storing():
            return _storing(state, event)
        case s.Thanked() | s.LowRating():
            return None
        case s.NotStored():
            return _not_stored(state, event)
    assert_never(state)


def _asking(state: s.Asking, event: e.Event) -> Step | None:
    match event:
        case e.Voted(stars=stars) if 1 <= stars <= MOST_STARS:
            if state.given is not None:
                return s.Followup(state.visit, state.given.with_stars(stars)), ()
            return s.Followup(state.visit, s.Given(stars)), (e.NoteVote(),)
        case c.BarcodeSeen(texts=texts):
            visit, shown = _attached(state.visit, texts)
            if shown is None:
                return state, ()
            given = state.given and state.given.within(visit.tags)
            return replace(state, visit=visit, given=given, shown=shown), ()
        case c.Back():
            return _left(state)
        case _:
            return None


def _followup(state: s.Followup, event: e.Event) -> Step | None:
    given = state.given
    match event:
        case e.TagToggled(tag=tag) if tag in state.visit.tags:
            return replace(state, given=given.with_tag_toggled(tag)), ()
        case e.WriteAsked():
            return replace(state, writing=True), ()
        case KeyPressed() | CandidatesFound():
            typing, effects = taken(given.typing, event)
            return replace(state, given=replace(given, typing=typing)), effects
        case e.Submitted():
            return s.Storing(state.visit, given), (_store(state.visit, given),)
        case e.WithoutWords():
            wordless = replace(given, typing=replace(given.typing, text="", letters="", candidates=None, awaited=None))
            return s.Storing(state.visit, wordless), (_store(state.visit, wordless),)
        case c.BarcodeSeen(texts=texts):
            visit, shown = _attached(state.visit, texts)
            if shown is None:
                return state, ()
            return replace(state, visit=visit, given=given.within(visit.tags), shown=shown), ()
        case c.Back():
            if state.writing:
                return replace(state, writing=False), ()
            return s.Asking(state.visit, given), ()
        case _:
            return None


def _attached(visit: s.Visit, texts: tuple[str, ...]) -> tuple[s.Visit, s.Shown | None]:
    """A slip's number or a receipt's code among what was seen makes the rating that visit's. A slip says more.

    Links are left alone: a slip carries one for phones, and its number is about to be read beside it.
    """
    for text in texts[:_MOST_TEXTS]:
        number = parse_ticket_number(text)
        if number is not None:
            return replace(visit, about_ticket=str(number)), s.Shown.SLIP
    for text in texts[:_MOST_TEXTS]:
        code = parse(text, today=visit.today, formats=visit.formats)
        if isinstance(code, ReceiptCode):
            return replace(visit, receipt_code=code.text), s.Shown.RECEIPT
    return visit, None if all("://" in text for text in texts) else s.Shown.OTHER


_MOST_TEXTS = 16


def _storing(state: s.Storing, event: e.Event) -> Step | None:
    match event:
        case e.RatingStored(complaint_no=number):
            if state.given.low:
                return s.LowRating(state.visit, state.given.stars, number), ()
            return s.Thanked(state.visit, state.given.stars), ()
        case e.RatingNotStored(full=full):
            return s.NotStored(state.visit, state.given, full), ()
        case _:
            return None


def _not_stored(state: s.NotStored, event: e.Event) -> Step | None:
    match event:
        case e.TryAgain():
            return s.Storing(state.visit, state.given), (_store(state.visit, state.given),)
        case c.Back():
            return s.Followup(state.visit, state.given), ()
        case _:
            return None


def _stray(state: s.State, event: e.Event) -> tuple[e.Effect, ...]:
    if isinstance(event, e.RatingStored | e.RatingNotStored):
        return (c.LogImpossible(type(state).__name__, type(event).__name__),)
    return ()
