"""A self return walked through `step` alone: where it stands, and what it has ordered on the way."""

from __future__ import annotations

from datetime import timedelta

from domain.policy import ReasonCode
from kiosk.flows.returns import Event, State, step
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from tests.kiosk.builders import CODE, NOW, checked, visit


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


def printing() -> s.Printing:
    issuing, _ = walk(*START, checked(), *MILK_AND_TISSUE, *REASONS, e.Confirmed())
    assert isinstance(issuing, s.Issuing)
    state, _ = walk(e.ReturnIssued(ticket(issuing.order)), state=issuing)
    assert isinstance(state, s.Printing)
    return state
