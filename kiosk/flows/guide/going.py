"""Going there: the shopper's list, the way, its print, and what to do where there is none."""

from __future__ import annotations

from dataclasses import replace

from domain.device_words import PrinterStatus
from domain.words import NO_WORDS
from kiosk.flows import common as c
from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.flows.guide.looking import Open, Step
from kiosk.flows.guide.things import Kind, Stop, Use

PRINTS = (PrinterStatus.READY, PrinterStatus.PAPER_NEAR_END)
"""With these a print may be tried."""


def gone(state: Open, visit: s.Visit, event: e.Event) -> Step | None:
    """Keys about ways that stand on many screens; None for what is no such key."""
    match event:
        case e.TakeMe(stop=stop):
            return _find(state, visit, (stop,))
        case e.ListToggled(stop=stop):
            return s.seen_by(state, replace(visit, stops=_toggled(visit.stops, stop))), ()
        case e.ListOpened():
            return s.onto(state, s.ListOfStops(visit)), ()
        case e.WalkList() if visit.stops:
            return _find(state, visit, visit.stops)
        case _:
            return None


def _find(state: Open, visit: s.Visit, stops: tuple[Stop, ...], step_free: bool = False) -> Step:
    return s.onto(state, s.Routing(visit, stops, step_free)), (e.FindRoute(stops, step_free), e.CountUse(Use.ROUTE))


def _toggled(stops: tuple[Stop, ...], stop: Stop) -> tuple[Stop, ...]:
    left = tuple(kept for kept in stops if (kept.kind, kept.key) != (stop.kind, stop.key))
    if len(left) < len(stops) or len(stops) >= s.MOST_STOPS:
        return left
    return (*stops, stop)


def list_of_stops(state: s.ListOfStops, event: e.Event) -> Step | None:
    match event:
        case e.ListCleared():
            return replace(state, visit=replace(state.visit, stops=()), page=0), ()
        case _:
            return None


def routing(state: s.Routing, event: e.Event) -> Step | None:
    match event:
        case e.RouteFound(asked=asked, walk=walk):
            if (asked, walk.step_free) != (state.stops, state.step_free):
                return state, ()
            return s.RouteShown(state.visit, walk, trail=state.trail), ()
        case e.NoRoute(asked=asked, step_free=step_free, why=why, at=at):
            if (asked, step_free) != (state.stops, state.step_free):
                return state, ()
            name = at.name if at is not None else NO_WORDS
            return s.NoWay(state.visit, why, state.stops, name, step_free, state.trail), ()
        case _:
            return None


def route_shown(state: s.RouteShown, event: e.Event) -> Step | None:
    match event:
        case e.StepFreeSet(on=on) if on != state.walk.step_free:
            return _again(state, state.walk.stops, on)
        case e.ShopChanged(shop=shop) if shop.plan != state.visit.shop.plan:
            # The shelves have moved: a way between the old ones would lead through the new.
            moved = replace(state, visit=replace(state.visit, shop=shop))
            return _again(moved, state.walk.stops, state.walk.step_free)
        case e.PrintAsked():
            shown = replace(state, printed=False)
            return s.Printing(state.visit, shown), (e.PrintRoute(state.walk), e.CountUse(Use.PRINTED))
        case _:
            return None


def _again(state: s.RouteShown | s.NoWay, stops: tuple[Stop, ...], step_free: bool) -> Step:
    """The same way, otherwise: it takes the place of the present screen."""
    return s.Routing(state.visit, stops, step_free, state.trail), (e.FindRoute(stops, step_free),)


def no_way(state: s.NoWay, event: e.Event) -> Step | None:
    match event:
        case e.StepFreeSet(on=on) if state.stops and on != state.step_free:
            return _again(state, state.stops, on)
        case _:
            return None


# Not found -------------------------------------------------------------------------------------------------------


def told(state: Open) -> Step | None:
    """没找到: one tap, and the store has a task. Says what was looked for, as far as the screen knows it."""
    name = NO_WORDS
    match state:
        case s.Searching(visit=visit, typing=typing) if typing.query.strip():
            order = e.TellNotFound(typing.query.strip())
        case s.Barcode(visit=visit, unknown=code) if code.isdigit():
            order = e.TellNotFound(code)
        case s.Card(visit=visit, goods=goods):
            where, name = goods.found.where, goods.found.name
            order = e.TellNotFound(goods.found.name.zh_CN, goods.product_id, where.placement_id if where else None)
        case s.RouteShown(visit=visit, walk=walk) if walk.stops:
            name = walk.stops[-1].name
            order = _about(walk.stops[-1])
        case s.NoWay(visit=visit, stops=stops) if stops:
            name = stops[-1].name
            order = _about(stops[-1])
        case _:
            return None
    return s.onto(state, s.NotFoundTold(visit, order.asked, name)), (order, e.CountUse(Use.NOT_FOUND))


def _about(stop: Stop) -> e.TellNotFound:
    product = stop.key if stop.kind is Kind.PRODUCT else None
    return e.TellNotFound(stop.name.zh_CN, product, stop.where.placement_id or None if stop.where else None)


def not_found_told(state: s.NotFoundTold, event: e.Event) -> Step | None:
    match event:
        case e.NotFoundStored(ticket_no=number):
            return replace(state, ticket_no=number, failed=False), ()
        case e.NotFoundFailed():
            return replace(state, failed=True), ()
        case _:
            return None


# On paper --------------------------------------------------------------------------------------------------------


def printing(state: s.Printing, event: e.Event) -> Step | None:
    match event:
        case e.RoutePrinted():
            return replace(state.shown, visit=state.visit, printed=True), ()
        case e.RoutePrintFailed(status=status):
            return s.PrintTrouble(state.visit, state.shown, status), ()
        case e.RoutePrintUnknown(status=status):
            return s.PrintTrouble(state.visit, state.shown, status, unknown=True), ()
        case c.Back():
            return state, ()
        case _:
            return None


def print_trouble(state: s.PrintTrouble, event: e.Event) -> Step | None:
    shown = replace(state.shown, visit=state.visit)
    match event:
        case c.PrinterChanged(status=status):
            return replace(state, status=status, ready=status in PRINTS), ()
        case e.PrintAsked():
            return s.Printing(state.visit, state.shown), (e.PrintRoute(state.shown.walk),)
        case e.PaperOut(out=out):
            return replace(shown, printed=out), ()
        case c.Back():
            return shown, ()
        case _:
            return None
