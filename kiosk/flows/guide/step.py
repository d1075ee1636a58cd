"""The guide as one function: `step(state, event) -> (state, effects)`.

A tap that no longer applies changes nothing, and so does a result that came too late: whoever looks for things goes
back and forth, and answers cross. Back, home and a person are there on every screen.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.flows import common as c
from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.flows.guide.browsing import browsed, promotion_shown
from kiosk.flows.guide.going import (
    gone,
    list_of_stops,
    no_way,
    not_found_told,
    print_trouble,
    printing,
    route_shown,
    routing,
    told,
)
from kiosk.flows.guide.looking import (
    Open,
    Step,
    answered,
    arrived,
    asked_again,
    barcode,
    card,
    counted,
    department,
    opened,
    typed,
)
from kiosk.flows.guide.things import Shop
from kiosk.typing import CandidatesFound, KeyPressed


def step(state: s.State, event: e.Event) -> Step:
    """The next situation, and what is ordered by it. Pure: no clock, device, thread or text."""
    after, effects = _step(state, event)
    if isinstance(state, s.Searching) and not isinstance(after, s.Searching):
        effects = (*counted(state), *effects)
    return after, c.switching(effects, wanted=wants_scanner(state), wants=wants_scanner(after))


def wants_scanner(state: s.State) -> bool:
    """The camera looks only where a product's code may be shown."""
    return isinstance(state, s.Barcode)


def holds_session(state: s.State) -> bool:
    """While a device or the desk works for the shopper, silence is not absence."""
    return isinstance(state, s.Printing | s.Routing)


def at_home(state: s.State) -> bool:
    return state.visit is None


def _step(state: s.State, event: e.Event) -> Step:
    if isinstance(event, c.HelpAsked):
        return state, (c.CallPerson(type(state).__name__),)
    if isinstance(event, c.GoHome | c.Finished):
        return s.Home(_shop(state)), () if state.visit is None else (c.EndSession(),)
    if isinstance(state, s.Signage):
        return _signage(state, event), ()
    visit = state.visit
    if visit is None:
        return _nobody(state, event), ()
    if isinstance(event, e.ShopChanged):
        return _here(state, event) or (s.seen_by(state, replace(visit, shop=event.shop)), ())
    result = _here(state, event)
    if result is None and not isinstance(state, s.Printing):
        result = _anywhere(state, visit, event)
    return result or (state, ())


def _shop(state: s.State) -> Shop | None:
    """What the store has to show, which nobody's visit changes."""
    if state.visit is not None:
        return state.visit.shop
    return state.shop if isinstance(state, s.Home | s.Signage) else None


def _signage(state: s.Signage, event: e.Event) -> s.State:
    match event:
        case e.StoodLong():
            return replace(state, slide=state.slide + 1)
        case e.ShopChanged(shop=shop):
            return replace(state, shop=shop)
        case e.Woken():
            return s.Home(state.shop)
        case e.Started(visit=visit):
            return s.Home(visit=visit)
        case _:
            return state


def _nobody(state: s.Home | s.Serving, event: e.Event) -> s.State:
    match event:
        case e.Started(visit=visit):
            return s.Home(visit=visit)
        case e.StoodLong():
            return s.Signage(_shop(state))
        case e.ShopChanged(shop=changed):
            return s.Home(changed)
        case _:
            return state


def _here(state: Open, event: e.Event) -> Step | None:
    """What only this screen understands."""
    if isinstance(event, e.NotFoundSaid):
        return told(state)
    if isinstance(event, e.PageTurned):
        return _turned(state, event.page)
    match state:
        case s.Searching():
            if isinstance(event, KeyPressed | CandidatesFound):
                return typed(state, event)
            return answered(state, event) if isinstance(event, e.ResultsFound) else None
        case s.Barcode():
            return barcode(state, event)
        case s.Department():
            return department(state, event)
        case s.Card():
            return card(state, event)
        case s.NotFoundTold():
            return not_found_told(state, event)
        case s.ListOfStops():
            return list_of_stops(state, event)
        case s.Routing():
            return routing(state, event)
        case s.RouteShown():
            return route_shown(state, event)
        case s.NoWay():
            return no_way(state, event)
        case s.Printing():
            return printing(state, event)
        case s.PrintTrouble():
            return print_trouble(state, event)
        case s.PromotionShown():
            return promotion_shown(state, event)
        case s.Home() | s.Ways() | s.Areas() | s.Listing() | s.Promotions() | s.PromotionOver():
            return None
        case s.Directory() | s.MapBig():
            return None
    assert_never(state)


def _anywhere(state: Open, visit: s.Visit, event: e.Event) -> Step | None:
    """What every screen with a visit understands."""
    match event:
        case c.Back() if isinstance(state, s.Home):
            return s.Home(visit.shop), (c.EndSession(),)
        case c.Back() if not isinstance(state, s.Home):
            before = s.back(state)
            return before, asked_again(before)
        case e.CardFound() | e.ListingFound():
            return arrived(state, visit, event)
        case _:
            return opened(state, visit, event) or gone(state, visit, event) or browsed(state, visit, event)


Paged = (
    s.Searching | s.Areas | s.Department | s.Listing | s.Card | s.ListOfStops | s.RouteShown | s.Promotions
    | s.PromotionShown | s.Directory
)  # fmt: skip


def _turned(state: Open, page: int) -> Step | None:
    return (replace(state, page=max(0, page)), ()) if isinstance(state, Paged) else None
