"""A whole return by the scripted shopper, and the figures of it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path

from devices.contracts import PrintConfirmed, PrintFailed, PrintUnknown
from domain.policy import Consequence
from domain.returns import Returnable
from kiosk.app import KioskApp
from kiosk.flows.returns import State
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from kiosk.journeys.shopper import Shopper, Stuck, waiting
from kiosk.shell_events import Open
from sync.outbox import MessageState

SECOND_LOOK_S = 5.0
"""How long a shopper goes on holding up what the kiosk said it cannot take."""
CENTRAL_S = 15.0
"""How long the central service's word is waited for. What is not acknowledged by then is waiting, not lost."""


@dataclass(slots=True)
class Result:
    """`print`: confirmed, failed, unknown or not_attempted. `central`: acknowledged, waiting or parked; "" when no
    ticket was made. `steps_ms`: milliseconds by step; slip_bytes is a count."""

    ticket_no: str | None = None
    refund_fen: int = 0
    print: str = "not_attempted"
    central: str = ""
    steps_ms: dict[str, float] = field(default_factory=dict)
    slip_bytes: int = 0
    said: str = ""

    @property
    def complete(self) -> bool:
        return self.print == "confirmed" and self.central == "acknowledged"


class ReturningShopper(Shopper):
    """Goes through a whole return."""

    working = (s.Checking, s.Searching, s.Issuing, s.Printing)

    def told(self) -> str:
        return told(self.state)

    def find_receipt(self, typed: str | None) -> None:
        """Hold the receipt before the camera, or type its number. Ends at the choice of goods, or raises Stuck."""
        self.tap(Open)
        # No rest here: the code may be read at any moment, and looking must not hold the verdict up.
        self.look("scan", rest_s=0.0)
        if typed is not None:
            self._type(typed)
        looking = (s.Scanning, s.Checking, s.TypingNumber)
        self.until(
            lambda: not isinstance(self.state, looking), "the receipt to be read", seconds=20.0, unless=self._refused
        )
        if not isinstance(self.state, s.ChoosingItems):
            self.look("stopped")
            raise Stuck(f"no goods to choose: {self.told()}")

    def _type(self, number: str) -> None:
        """Raises Stuck as soon as the kiosk says that this is no number of its, or it is too short to ask for."""
        self.tap(e.TypeNumber)
        for digit in number:
            self.tap(e.DigitTyped(digit), pause=False)
        self.look("number")
        if not isinstance(self.state, s.TypingNumber) or self.state.fault is not None:
            raise Stuck(self.told())
        if len(number) != self.state.length:
            raise Stuck(f"the number has {len(number)} digits, and a receipt's has {self.state.length}")
        self.tap(e.Submitted)

    def _refused(self) -> bool:
        """What is shown or typed is refused, and will not get better by waiting."""
        match self.state:
            case s.TypingNumber(fault=fault):
                return fault is not None
            case s.Scanning(notice=notice, camera=camera) if notice is not None or camera is not None:
                return time.monotonic() - self._last_tap > SECOND_LOOK_S
            case _:
                return False

    def choose(self) -> None:
        """One piece of everything that can come back without a person looking at it."""
        assert isinstance(self.state, s.ChoosingItems)
        lines = [a.line.line_no for a in self.state.offer.assessments if isinstance(a.verdict, Returnable)]
        for line_no in lines or [a.line.line_no for a in self.state.offer.choosable][:1]:
            if self._key(e.LineToggled(line_no)) is not None:
                self.tap(e.LineToggled(line_no), pause=False)
        self.look("choose")
        self.tap(e.ItemsChosen)
        asked = 0
        while isinstance(self.state, s.GivingReason | s.Answering):
            self.look(f"ask-{asked}")
            asked += 1
            if isinstance(self.state, s.GivingReason):
                self.tap(e.ReasonGiven)
            else:
                self.tap(e.Answered(self.state.question.if_yes is Consequence.FINE))
        if not isinstance(self.state, s.Reviewing):
            self.look("stopped")
            raise Stuck(f"no refund to confirm: {self.told()}")
        self.look("review")

    def confirm(self) -> None:
        """Confirm, and wait for what becomes of the slip."""
        self.tap(e.Confirmed)
        working = (s.Issuing, s.Printing, s.Reviewing)
        self.until(lambda: not isinstance(self.state, working), "the slip")
        self.look("done")
        if not isinstance(self.state, s.Done | s.PrinterTrouble):
            raise Stuck(f"not accepted: {self.told()}")


def walk(app: KioskApp, *, typed: str | None = None, pictures: Path | None = None) -> Result:
    """From the home screen to the central acknowledgement. Never raises for what the shop can do wrong."""
    shopper, result = ReturningShopper(app, pictures), Result()
    try:
        shopper.arrive(Open)
        shopper.find_receipt(typed)
        shopper.choose()
        shopper.confirm()
    except Stuck as stuck:
        result.said = str(stuck)
    state = shopper.state
    if isinstance(state, s.Done | s.PrinterTrouble | s.Printing):
        result.ticket_no, result.refund_fen = state.ticket.ticket_no, state.ticket.order.refund_fen
        if isinstance(state, s.PrinterTrouble):
            result.said = told(state)
        _follow(app, result)
    _figures(app, shopper, result)
    shopper.leave()
    return result


def _follow(app: KioskApp, result: Result) -> None:
    """Wait for the central service's answer about the ticket."""
    assert result.ticket_no is not None
    accepted = app.terminal.journal.ticket(result.ticket_no)
    assert accepted is not None

    def settled() -> MessageState | None:
        delivery = app.terminal.outbox.delivery(accepted.message_id)
        return delivery.state if delivery is not None and delivery.state is not MessageState.PENDING else None

    app.until(lambda: settled() is not None, CENTRAL_S)
    match settled():
        case MessageState.SENT:
            result.central = "acknowledged"
        case MessageState.PARKED:
            result.central = "parked"
            result.said = result.said or "the central service refused the ticket; it is parked for a person"
        case _:
            result.central = "waiting"
            result.said = result.said or waiting(app, "the ticket")


def _figures(app: KioskApp, shopper: Shopper, result: Result) -> None:
    trace, steps = app.terminal.trace, result.steps_ms
    pairs = {
        "frame_to_code": ("code_in_frame", "code"),
        "code_to_verdict": ("code", "drawn ChoosingItems"),
        "confirm_to_commit": ("confirmed", "committed"),
        "commit_to_central": ("committed", "central"),
    }
    for name, (start, end) in pairs.items():
        took = trace.between(start, end)
        if took is not None:
            steps[name] = took
    outcome, rendered = trace.noted("slip"), trace.between("confirmed", "print_started")
    match outcome:
        case PrintConfirmed(first_byte_ms=first, bytes_sent=sent, total_ms=total):
            result.print, result.slip_bytes = "confirmed", sent
            if rendered is not None:
                steps["confirm_to_first_byte"] = round(rendered + first, 2)
                steps["confirm_to_slip_confirmed"] = round(rendered + total, 2)
        case PrintFailed(bytes_sent=sent):
            result.print, result.slip_bytes = "failed", sent
        case PrintUnknown(bytes_sent=sent):
            result.print, result.slip_bytes = "unknown", sent
    steps |= shopper.figures()


def told(state: State) -> str:
    """A state in a technician's words."""
    match state:
        case s.Scanning(camera=camera) if camera is not None:
            return f"scanning, the camera is {camera.value}"
        case s.Scanning(notice=notice) if notice is not None:
            return f"scanning, what was seen is refused: {notice.value}"
        case s.Scanning():
            return "scanning, nothing was read"
        case s.NotFound(code=code, line_down=down):
            return f"receipt {code} not found" + (": the line is down and the replica does not have it" if down else "")
        case s.StaffNeeded(why=why):
            return f"a person is needed ({why.value})"
        case s.OtherStoreRefused(store_id=store):
            return f"a receipt of store {store}, which is not taken here"
        case s.NothingReturnable():
            return "nothing on this receipt can come back"
        case s.TypingNumber(fault=fault):
            return f"the typed number is refused ({fault.value})" if fault else "typing the number"
        case s.PrinterTrouble(status=status, unknown=unknown):
            return f"the slip is {'of unknown fate' if unknown else 'not out'} ({status.value})"
        case _:
            return type(state).__name__
