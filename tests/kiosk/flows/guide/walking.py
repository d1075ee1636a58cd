"""Short ways to where a story of the guide begins."""

from __future__ import annotations

from kiosk.flows.guide import Effect, Event, State, step
from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from tests.kiosk import guide_world as world


def walk(*events: Event, state: State | None = None) -> tuple[State, list[Effect]]:
    """Feed the events one after the other; the last state, and every effect on the way."""
    at: State = state or s.Home()
    ordered: list[Effect] = []
    for event in events:
        at, effects = step(at, event)
        ordered.extend(effects)
    return at, ordered


MILK, CODE = "纯牛奶 250ml×24盒", "6901234567892"
STARTED = e.Started(world.visit())


def opened_card(name: str = MILK) -> s.Card:
    state, _ = walk(STARTED, e.FoundChosen(world.found(name)), e.CardFound(world.product_id(name), world.card(name)))
    assert isinstance(state, s.Card)
    return state


def shown_route() -> s.RouteShown:
    stop = world.stop(MILK)
    state, _ = walk(e.TakeMe(stop), e.RouteFound((stop,), world.milk_walk()), state=opened_card())
    assert isinstance(state, s.RouteShown)
    return state
