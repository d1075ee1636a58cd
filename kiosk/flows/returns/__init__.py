"""Self return: State, Event, Effect, and `step`."""

from kiosk.flows.flow import Flow
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from kiosk.flows.returns.events import Effect, Event
from kiosk.flows.returns.states import STEP_OF, State, Visit
from kiosk.flows.returns.step import holds_session, step, ticket_of, wants_scanner

LONG_SCAN_S = 8.0
"""After this long without a code the other two ways are offered loudly (look: camera window)."""


def _lingering(state: State) -> tuple[float, Event] | None:
    waits = isinstance(state, s.Scanning) and not state.other_ways
    return (LONG_SCAN_S, e.ScanningLong()) if waits else None


FLOW = Flow(
    role="returns",
    home=s.Home(),
    step=step,
    started=e.Started,
    taps=(
        e.TypeNumber, e.ReceiptDamaged, e.ScanAgain, e.DigitTyped, e.DigitErased, e.DigitsCleared, e.Submitted,
        e.DateChosen, e.ReceiptChosen, e.LineToggled, e.QuantitySet, e.LineDecided, e.ItemsChosen, e.ReasonGiven,
        e.Answered, e.LineDropped, e.Confirmed, e.PrintAgain, e.WithoutSlip, e.RateThis,
    ),
    visit_of=lambda state: None if isinstance(state, s.Home) else state.visit,
    at_home=lambda state: isinstance(state, s.Home),
    starters=(e.BarcodeSeen,),
    ticket_of=ticket_of,
    holds_session=holds_session,
    is_done=lambda state: isinstance(state, s.Done),
    lingering=_lingering,
)  # fmt: skip

__all__ = [
    "FLOW", "STEP_OF", "Effect", "Event", "State", "Visit", "holds_session", "step", "ticket_of", "wants_scanner",
]  # fmt: skip
