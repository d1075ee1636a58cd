"""The store guide: State, Event, Effect, and `step`."""

from kiosk.flows.flow import Flow
from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.flows.guide.events import Effect, Event
from kiosk.flows.guide.states import State, Visit
from kiosk.flows.guide.step import at_home, holds_session, step, wants_scanner

UNTOUCHED_S = 45.0
"""After this long without a touch the screen shows today's offers."""
SLIDE_S = 8.0
"""How long one offer stands."""
LONG_SCAN_S = 8.0


def _lingering(state: State) -> tuple[float, Event] | None:
    match state:
        case s.Signage():
            return SLIDE_S, e.StoodLong()
        case s.Home(visit=None):
            return UNTOUCHED_S, e.StoodLong()
        case s.Barcode(other_ways=False):
            return LONG_SCAN_S, e.StoodLong()
        case _:
            return None


FLOW = Flow(
    role="guide",
    home=s.Home(),
    step=step,
    started=e.Started,
    taps=e.TAPS,
    visit_of=lambda state: state.visit,
    at_home=at_home,
    starters=e.STARTERS,
    holds_session=holds_session,
    lingering=_lingering,
)

__all__ = ["FLOW", "Effect", "Event", "State", "Visit", "at_home", "holds_session", "step", "wants_scanner"]
