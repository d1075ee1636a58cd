"""After the lights come back: is everything there that was promised?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from domain import codec
from domain.ticket_number import parse_ticket_number
from domain.wire import Envelope, ReturnRegistered
from sync.journal import Journal
from sync.outbox import MessageState, Outbox
from sync.prints import SlipState
from sync.schema import JOURNAL
from sync.store import Store, StoreError
from tests.sync.builders import TurnedClock, draft


@dataclass(frozen=True, slots=True)
class Promises:
    accepted: dict[str, tuple[str, str]]
    """draft id -> ticket number, message id"""
    printed: frozenset[int]
    sent: frozenset[str]
    trouble: tuple[str, ...] = ()

    @classmethod
    def said(cls, lines: list[str]) -> Promises:
        words = [line.split() for line in lines]
        return cls(
            {w[1]: (w[2], w[3]) for w in words if w[0] == "accepted"},
            frozenset(int(w[1]) for w in words if w[0] == "printed"),
            frozenset(w[1] for w in words if w[0] == "sent"),
            tuple(w[2] for w in words if w[0] == "trouble"),
        )


def broken(path: Path, promises: Promises) -> list[str]:
    """One sentence for each promise not kept. The next shopper is served too: the kiosk must go on."""
    try:
        store = Store.open(path, JOURNAL)
    except StoreError as error:
        return [f"the journal does not open: {error}"]
    try:
        return [*_broken(store, promises)]
    except StoreError as error:
        return [f"the journal cannot be read: {error}"]
    finally:
        store.close()


def _broken(store: Store, promises: Promises) -> list[str]:
    clock = TurnedClock()
    journal, outbox = Journal(store, clock), Outbox(store, clock)
    found = [f"chain: {fault}" for fault in journal.verify_chain()]
    with store.read() as connection:
        check = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
        foreign = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        texts = connection.exec_driver_sql("SELECT envelope FROM messages WHERE kind = 'return.registered'").scalars()
        bodies = [codec.decode(Envelope, codec.loads(text)).body for text in texts]
    if check != "ok" or foreign:
        found.append(f"integrity: {check} {foreign}")
    tickets = [body.ticket_no for body in bodies if isinstance(body, ReturnRegistered)]
    if len(set(tickets)) != len(tickets):
        found.append("a ticket number was given twice")
    for draft_id, (ticket_no, message_id) in promises.accepted.items():
        found.extend(_of_return(journal, outbox, draft_id, ticket_no, message_id))
    states = {p.intent_id: p.state for no in set(tickets) for p in journal.prints_of(no)}
    found.extend(f"print {i} is forgotten" for i in promises.printed if states.get(i) is not SlipState.CONFIRMED)
    found.extend(f"message {m} is no longer sent" for m in promises.sent if _state(outbox, m) is not MessageState.SENT)
    left = journal.settle_unfinished_prints()
    found.extend(f"print {i.intent_id} was settled twice" for i in left if i.intent_id in promises.printed)
    highest = max((_sequence(no) for no in tickets), default=0)
    if _sequence(journal.accept(draft("the next shopper")).ticket_no) <= highest:
        found.append("a number was given again")
    return found


def _of_return(journal: Journal, outbox: Outbox, draft_id: str, ticket_no: str, message_id: str) -> list[str]:
    accepted = journal.ticket(ticket_no)
    if accepted is None:
        return [f"{ticket_no} was promised and is gone"]
    if accepted.message_id != message_id or _state(outbox, message_id) is None:
        return [f"{ticket_no} has lost its message"]
    if not journal.prints_of(ticket_no):
        return [f"{ticket_no} has lost its print intent"]
    again = journal.accept(draft(draft_id, f"R-{draft_id}"))
    return [] if again.ticket_no == ticket_no else [f"{ticket_no} confirmed again became {again.ticket_no}"]


def _state(outbox: Outbox, message_id: str) -> MessageState | None:
    delivery = outbox.delivery(message_id)
    return None if delivery is None else delivery.state


def _sequence(ticket_no: str) -> int:
    number = parse_ticket_number(ticket_no)
    return 0 if number is None else number.sequence
