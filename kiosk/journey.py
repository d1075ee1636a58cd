"""A whole return by the scripted shopper, and the figures of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

from devices.contracts import PrintConfirmed, PrintFailed, PrintUnknown
from kiosk.app import KioskApp
from kiosk.flows.returns import states as s
from kiosk.shopper import Shopper, Stuck, told
from sync.outbox import MessageState

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


def walk(app: KioskApp, *, typed: str | None = None, pictures: Path | None = None) -> Result:
    """From the home screen to the central acknowledgement. Never raises for what the shop can do wrong."""
    shopper, result = Shopper(app, pictures), Result()
    try:
        shopper.arrive()
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
            result.said = result.said or "the central service has not answered; the ticket waits in the outbox"


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
    if shopper.taps_ms:
        ordered = sorted(shopper.taps_ms)
        steps["tap_to_next_median"] = round(ordered[len(ordered) // 2], 2)
        if len(ordered) > 1:
            steps["tap_to_next_p95"] = round(quantiles(ordered, n=20, method="inclusive")[-1], 2)
