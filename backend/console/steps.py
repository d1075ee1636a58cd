"""Where a ticket stands: its state as a sentence, and the steps of its kind with the one that is now. No I/O."""

from __future__ import annotations

from backend.console import labels
from backend.services.read_model import TicketDetail
from domain.ticket import TicketState
from domain.ticket_number import TicketKind

_RETURN_STEPS = ("登记", "等顾客到台", "验货", "退款", "归档")
_OTHER_STEPS = ("登记", "有人接手", "办完", "归档")
_CALL_STEPS = ("叫人", "有人去", "办完")


def sentence(ticket: TicketDetail) -> str:
    if ticket.kind is TicketKind.ASSIST and ticket.state is TicketState.OPEN:
        return "有顾客在叫人"
    if ticket.kind is TicketKind.ASSIST and ticket.state is TicketState.IN_PROGRESS:
        return "有人在去"
    if ticket.kind is TicketKind.RETURN and ticket.state is TicketState.IN_PROGRESS:
        return "顾客在台，正在验货"
    return labels.SENTENCE[ticket.state]


def where(ticket: TicketDetail) -> tuple[tuple[str, ...], int]:
    """The steps of this kind of ticket, and which one is now."""
    if ticket.kind is TicketKind.ASSIST:
        at = {TicketState.OPEN: 0, TicketState.IN_PROGRESS: 1}
        return _CALL_STEPS, at.get(ticket.state, len(_CALL_STEPS))
    if ticket.kind is not TicketKind.RETURN:
        at = {TicketState.OPEN: 0, TicketState.IN_PROGRESS: 1, TicketState.ARCHIVED: 4}
        return _OTHER_STEPS, at.get(ticket.state, 3)
    names = list(_RETURN_STEPS)
    if ticket.held is not None:
        names[1] = "当面核对"
    came = ticket.started_at is not None
    match ticket.state:
        case TicketState.WAITING_FOR_SHOPPER | TicketState.HELD | TicketState.OPEN:
            now = 1
        case TicketState.IN_PROGRESS:
            now = 2
        case TicketState.REFUNDED | TicketState.DONE:
            now = 4
        case TicketState.DECLINED:
            names, now = [*names[: 3 if came else 2], "没有退", "归档"], 4 if came else 3
        case TicketState.LAPSED:
            names, now = ["登记", "没有来", "归档"], 2
        case TicketState.ARCHIVED:
            now = len(names)
    return tuple(names), now
