"""What this kiosk has promised: every accepted return, in one transaction with all that follows from it.

"Accepted" is said to a shopper only after `accept` has returned. When it raises, nothing was stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, func, insert, or_, select

from domain import codec
from domain.receipt import LineReturned
from domain.ticket_number import TicketKind
from domain.wire import AssistRequested, Envelope, ReturnRegistered, Source
from sync import audit, prints, telling
from sync.clock import Clock, from_ms, to_ms
from sync.drafted import insert_ticket, rating_of_draft, ticket_of_draft, told_of_draft
from sync.drafts import (
    Accepted,
    AssistCalled,
    AssistDraft,
    Inquired,
    InquiryDraft,
    OfflineUsage,
    Rated,
    RatingDraft,
    ReturnDraft,
    UsageDraft,
    UsageTold,
)
from sync.identity import Credential, NotEnrolled, read_credential
from sync.prints import PrintIntent, SlipOutcome
from sync.schema import claims, device, messages, tickets
from sync.store import Store
from sync.writing import Ids, RandomIds, Writing


class TicketUnknown(KeyError):
    pass


class Journal:
    """`queued` is called after each commit that left something to send: the worker's bell."""

    def __init__(
        self, store: Store, clock: Clock, ids: Ids | None = None, queued: Callable[[], None] = lambda: None
    ) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids or RandomIds()
        self._queued = queued

    def accept(self, draft: ReturnDraft) -> Accepted:
        """Ticket number, return, message, print intent and chain link, all or nothing.

        Raises StoreError, NotEnrolled, DraftChanged, ValueError (numbers used up).
        """
        with self._writing() as writing:
            known = ticket_of_draft(writing.connection, draft.draft_id, draft.agreed)
            if known is not None:
                return _accepted(writing.connection, known, repeated=True)
            accepted = self._register(writing, draft)
        self._queued()
        return accepted

    def assist(self, draft: AssistDraft) -> AssistCalled:
        """Call a person; the call has a ticket number of its own. Raises as `accept` does."""
        with self._writing() as writing:
            known = ticket_of_draft(writing.connection, draft.draft_id, draft.agreed)
            if known is not None:
                return AssistCalled(known.ticket_no, known.message_id, from_ms(known.accepted_at), repeated=True)
            ticket = writing.next_ticket(TicketKind.ASSIST)
            body = AssistRequested(
                str(ticket), draft.step, draft.stuck_s, draft.pace, draft.language, draft.about_ticket
            )
            envelope = writing.append(str(ticket), body)
            insert_ticket(writing, ticket, draft.draft_id, draft.agreed, envelope)
        self._queued()
        return AssistCalled(str(ticket), envelope.message_id, envelope.created_at)

    def rate(self, draft: RatingDraft) -> Rated:
        """A rating, and with one or two stars that nobody doubts a complaint's number. Raises as `accept` does."""
        with self._writing() as writing:
            known = rating_of_draft(writing.connection, draft.draft_id, draft.agreed)
            if known is not None:
                return telling.rated_again(writing.connection, known)
            complaint = writing.next_ticket(TicketKind.COMPLAINT) if draft.complains else None
            body = telling.rating(draft, writing, complaint)
            if complaint is None:
                envelope = telling.tell(writing, draft.draft_id, draft.agreed, body.rating_id, body)
            else:
                envelope = writing.append(str(complaint), body)
                insert_ticket(writing, complaint, draft.draft_id, draft.agreed, envelope)
        self._queued()
        return Rated(body.rating_id, body.complaint_no, envelope.message_id, writing.now)

    def inquire(self, draft: InquiryDraft) -> Inquired:
        """没找到: a task for the store, with a ticket number. Raises as `accept` does."""
        with self._writing() as writing:
            known = ticket_of_draft(writing.connection, draft.draft_id, draft.agreed)
            if known is not None:
                return telling.inquired_again(known)
            ticket = writing.next_ticket(TicketKind.INQUIRY)
            envelope = writing.append(str(ticket), telling.inquiry(draft, writing, ticket))
            insert_ticket(writing, ticket, draft.draft_id, draft.agreed, envelope)
        self._queued()
        return Inquired(str(ticket), envelope.message_id, writing.now)

    def guide_used(self, draft: UsageDraft) -> UsageTold:
        """How the guide was used; words that look personal are left out here already. Raises as `accept` does."""
        with self._writing() as writing:
            known = told_of_draft(writing.connection, draft.draft_id, draft.agreed)
            if known is not None:
                return telling.usage_told_again(known)
            subject = writing.ids.tracking_token()
            envelope = telling.tell(writing, draft.draft_id, draft.agreed, subject, telling.usage(draft))
        self._queued()
        return UsageTold(envelope.message_id)

    def ticket(self, ticket_no: str) -> Accepted | None:
        """An accepted return, for its slip to be printed again; None when unknown here, or no longer kept."""
        with self._store.read() as connection:
            found = (tickets.c.ticket_no == ticket_no) & (tickets.c.kind == TicketKind.RETURN.value)
            row = connection.execute(select(tickets).where(found)).one_or_none()
            return None if row is None else _accepted(connection, row, repeated=True)

    def print_intent(self, ticket_no: str, reprint: bool) -> int:
        """Written down before the printer is told anything. Raises TicketUnknown, StoreError."""
        with self._writing() as writing:
            there = select(tickets.c.ticket_no).where(tickets.c.ticket_no == ticket_no)
            if writing.connection.execute(there).one_or_none() is None:
                raise TicketUnknown(ticket_no)
            return prints.open_intent(writing, ticket_no, reprint=reprint)

    def print_started(self, intent_id: int) -> None:
        """The first byte is about to go out."""
        with self._store.write() as connection:
            prints.mark_sending(connection, intent_id, to_ms(self._clock.now()))

    def print_result(self, intent_id: int, outcome: SlipOutcome, status: str) -> None:
        """What became of it; told to the central service too. Saying it twice changes nothing."""
        with self._writing() as writing:
            told = prints.settle(writing, intent_id, outcome, status)
        if told:
            self._queued()

    def unfinished_prints(self) -> tuple[PrintIntent, ...]:
        """Queued or sending: what a kiosk that has just started finds of a power cut."""
        with self._store.read() as connection:
            return prints.unfinished(connection)

    def settle_unfinished_prints(self, status: str = "restarted") -> tuple[PrintIntent, ...]:
        """At start-up, before anything prints: each becomes unknown and is reported so. None is printed again."""
        if not self.unfinished_prints():
            return ()
        with self._writing() as writing:
            found = prints.unfinished(writing.connection)
            for intent in found:
                prints.settle(writing, intent.intent_id, SlipOutcome.UNKNOWN, status)
        self._queued()
        return found

    def prints_of(self, ticket_no: str) -> tuple[PrintIntent, ...]:
        with self._store.read() as connection:
            return prints.of_ticket(connection, ticket_no)

    def acknowledged(self) -> int:
        """How many messages were acknowledged so far: what is asked for now, is answered with all of those in it."""
        with self._store.read() as connection:
            return connection.scalar(select(func.max(messages.c.ack))) or 0

    def reserved(self, receipt_code: str, acks: int) -> tuple[LineReturned, ...]:
        """What this kiosk has registered of a receipt, and an answer asked for after `acks` acknowledgements may lack.

        No clock takes part: a return acknowledged before the question is in the answer, any other counts here. A
        parked one keeps counting: a person has yet to look at it.
        """
        unknown = or_(messages.c.state != "sent", messages.c.ack > acks)
        statement = (
            select(claims.c.line_no, func.sum(claims.c.quantity), func.sum(claims.c.refund_fen))
            .join(tickets, tickets.c.ticket_no == claims.c.ticket_no)
            .join(messages, messages.c.message_id == tickets.c.message_id)
            .where(tickets.c.receipt_code == receipt_code, unknown)
            .group_by(claims.c.line_no)
            .order_by(claims.c.line_no)
        )
        with self._store.read() as connection:
            return tuple(LineReturned(int(no), int(n), int(fen)) for no, n, fen in connection.execute(statement))

    def offline_usage(self, day: date, zone: ZoneInfo) -> OfflineUsage:
        """Returns accepted from the replica on a calendar day of the store's zone."""
        start = datetime.combine(day, time(), zone)
        end = datetime.combine(day + timedelta(days=1), time(), zone)
        statement = select(func.count(), func.coalesce(func.sum(tickets.c.refund_fen), 0)).where(
            tickets.c.source == Source.REPLICA.value,
            tickets.c.accepted_at >= to_ms(start),
            tickets.c.accepted_at < to_ms(end),
        )
        with self._store.read() as connection:
            count, refund_fen = connection.execute(statement).one()
            return OfflineUsage(int(count), int(refund_fen))

    def enrolment(self) -> Credential:
        """Who writes here. Raises NotEnrolled, StoreError."""
        with self._store.read() as connection:
            credential = read_credential(connection)
        if credential is None:
            raise NotEnrolled
        return credential

    def chain_head(self) -> str:
        """The last link written; empty before enrolment."""
        return self.chain_end()[1]

    def chain_end(self) -> tuple[int, str]:
        """Which message of this enrolment is the last one written, and its link; 0 before the first."""
        with self._store.read() as connection:
            who = connection.execute(select(device)).one_or_none()
            if who is None:
                return 0, ""
            of_enrolment = (messages.c.device_id == who.device_id) & (messages.c.epoch == who.epoch)
            last = connection.scalar(select(func.max(messages.c.seq)).where(of_enrolment))
            return last or 0, str(who.chain_head)

    def verify_chain(self) -> tuple[str, ...]:
        """One sentence for each place where the journal is not what was written; empty when all is well."""
        with self._store.read() as connection:
            return audit.faults(connection)

    def prune(self, older_than: datetime) -> int:
        """Delete the tickets whose last word was sent before that moment; hashes and links stay. Returns how many."""
        with self._store.write() as connection:
            gone = audit.prune(connection, to_ms(older_than))
        self._store.checkpoint()
        return gone

    def _register(self, writing: Writing, draft: ReturnDraft) -> Accepted:
        ticket = writing.next_ticket(TicketKind.RETURN)
        token = writing.ids.tracking_token()
        content: dict[str, Any] = {f.name: getattr(draft, f.name) for f in fields(draft) if f.name != "draft_id"}
        body = ReturnRegistered(ticket_no=str(ticket), tracking_token=token, accepted_at=writing.now, **content)
        envelope = writing.append(str(ticket), body)
        details = {
            "receipt_code": draft.receipt_code,
            "source": draft.source.value,
            "refund_fen": draft.refund_fen,
        }
        insert_ticket(writing, ticket, draft.draft_id, draft.agreed, envelope, tracking_token=token, **details)
        claimed = [
            {"ticket_no": str(ticket), "line_no": c.line_no, "quantity": c.quantity, "refund_fen": c.refund_fen}
            for c in draft.claims()
        ]
        if claimed:
            writing.connection.execute(insert(claims), claimed)
        intent_id = prints.open_intent(writing, str(ticket), reprint=False)
        return Accepted(str(ticket), token, envelope.message_id, writing.now, envelope, intent_id)

    @contextmanager
    def _writing(self) -> Iterator[Writing]:
        with self._store.write() as connection:
            yield Writing.begin(connection, self._clock, self._ids)


def _accepted(connection: Connection, row: Row[Any], *, repeated: bool) -> Accepted:
    text = connection.execute(select(messages.c.envelope).where(messages.c.message_id == row.message_id)).scalar_one()
    envelope = codec.decode(Envelope, codec.loads(text))
    first, *_ = prints.of_ticket(connection, row.ticket_no)
    return Accepted(
        row.ticket_no,
        row.tracking_token,
        row.message_id,
        from_ms(row.accepted_at),
        envelope,
        first.intent_id,
        repeated=repeated,
    )
