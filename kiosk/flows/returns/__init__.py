"""Self return: State, Event, Effect, and `step`."""

from kiosk.flows.returns.events import Effect, Event
from kiosk.flows.returns.states import STEP_OF, State, Visit
from kiosk.flows.returns.step import holds_session, step, ticket_of, wants_scanner

__all__ = ["STEP_OF", "Effect", "Event", "State", "Visit", "holds_session", "step", "ticket_of", "wants_scanner"]
