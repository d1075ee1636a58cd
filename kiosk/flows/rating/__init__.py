"""The rating: State, Event, Effect, and `step`."""

from kiosk.flows import common as c
from kiosk.flows.flow import Flow
from kiosk.flows.rating import events as e
from kiosk.flows.rating import states as s
from kiosk.flows.rating.events import Effect, Event
from kiosk.flows.rating.states import Question, State, Visit
from kiosk.flows.rating.step import step, ticket_of, wants_scanner

THANKS_S = 8.0
"""Long enough to read two lines or to hear them; then the next shopper finds the question there."""


def _lingering(state: State) -> tuple[float, Event] | None:
    return (THANKS_S, c.Finished()) if isinstance(state, s.Thanked) else None


FLOW = Flow(
    role="rating",
    home=s.Home(),
    step=step,
    started=e.Started,
    taps=e.TAPS,
    visit_of=lambda state: None if isinstance(state, s.Home) else state.visit,
    at_home=lambda state: isinstance(state, s.Home),
    starters=e.STARTERS,
    ticket_of=ticket_of,
    holds_session=lambda state: isinstance(state, s.Storing),
    is_done=lambda state: isinstance(state, s.LowRating),
    lingering=_lingering,
)

__all__ = ["FLOW", "Effect", "Event", "Question", "State", "Visit", "step", "ticket_of", "wants_scanner"]
