"""From the confirmation to the slip. Once stored, the ticket stands, whatever paper does."""

from __future__ import annotations

from dataclasses import replace

from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from kiosk.flows.returns.finding import Step


def issuing(state: s.Issuing, event: e.Event) -> Step | None:
    match event:
        case e.ReturnIssued(ticket=ticket):
            return s.Printing(state.visit, ticket), (e.PrintSlip(ticket, reprint=False),)
        case e.IssueFailed(full=full):
            why = s.StaffWhy.CANNOT_STORE if full else s.StaffWhy.INTERNAL
            return s.StaffNeeded(state.visit, why, state.reviewing.offer), (e.CallPerson("Issuing"),)
        case e.OutOfService():
            return s.StaffNeeded(state.visit, s.StaffWhy.OUT_OF_SERVICE, state.reviewing.offer), ()
        case e.OfflineCapReached():
            return s.StaffNeeded(state.visit, s.StaffWhy.OFFLINE_CAP, state.reviewing.offer), ()
        case _:
            return None


def printing(state: s.Printing, event: e.Event) -> Step | None:
    match event:
        case e.SlipPrinted():
            return s.Done(state.visit, state.ticket, slip_out=True), ()
        case e.PrintFailed(status=status, bytes_sent=sent):
            reprint = state.reprint or sent > 0
            return s.PrinterTrouble(state.visit, state.ticket, status, unknown=False, reprint=reprint), _call(state)
        case e.PrintUnknown(status=status):
            return s.PrinterTrouble(state.visit, state.ticket, status, unknown=True, reprint=True), _call(state)
        case _:
            return None


def _call(state: s.Printing) -> tuple[e.Effect, ...]:
    return (e.CallPerson("PrinterTrouble", state.ticket.ticket_no),)


def printer_trouble(state: s.PrinterTrouble, event: e.Event) -> Step | None:
    match event:
        case e.PrintAgain():
            return s.Printing(state.visit, state.ticket, state.reprint), (e.PrintSlip(state.ticket, state.reprint),)
        case e.WithoutSlip(slip_out=slip_out):
            return s.Done(state.visit, state.ticket, slip_out=slip_out), ()
        case e.PrinterChanged(status=status):
            return replace(state, ready=status.can_print, status=state.status if status.can_print else status), ()
        case _:
            return None


def done(state: s.Done, event: e.Event) -> Step | None:
    match event:
        case e.Finished():
            return s.Home(), (e.EndSession(),)
        case e.PrintAgain():
            return s.Printing(state.visit, state.ticket, reprint=True), (e.PrintSlip(state.ticket, reprint=True),)
        case e.RateThis():
            return state, (e.Hand("rating", state.ticket.ticket_no),)
        case _:
            return None
