"""The returns desk: looks receipts up, stores returns, has slips printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never
from zoneinfo import ZoneInfo

import structlog

from devices.contracts import PrintConfirmed, PrintFailed, PrintOutcome, PrintUnknown
from devices.layout import Profile, length_mm, render
from domain.money import Fen
from domain.reference import ReceiptKnown
from domain.slip import Slip
from domain.ticket import keep_until
from domain.wire import Source
from kiosk import slips
from kiosk.effects import Post, Works
from kiosk.flows.returns import Visit
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from kiosk.printing import PrintDesk, PrintJob
from kiosk.situation import Situation
from kiosk.trace import Trace
from sync.clock import Clock
from sync.drafts import ReturnDraft
from sync.identity import NotEnrolled
from sync.journal import Journal
from sync.lookup import Known, Lookup, Unavailable, Unknown
from sync.store import StoreError, StoreFull

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Parts:
    """What effects act through; put together in `kiosk.compose`."""

    lookup: Lookup
    journal: Journal
    desk: PrintDesk
    profile: Profile
    words: Callable[[str], slips.Words]
    clock: Clock
    clock_trusted: Callable[[], bool]
    shut_out: Callable[[], bool]
    tracking_url: Callable[[str], str]
    trace: Trace


class ReturnsDesk:
    """`post(event, session_id)` is the session's; results of ended sessions are dropped there, never here."""

    def __init__(self, parts: Parts, post: Post) -> None:
        self._parts, self._post = parts, post
        # Two: a lookup that waits out a dead line must not hold up a return being stored.
        self._works = Works(post, 2, "returns")

    def carry_out(self, effect: e.DeskEffect, situation: Situation, visit: Visit | None) -> None:
        match effect:
            case e.CheckReceipt(code=code):
                self._works.do(situation, lambda: self._check(code, visit), e.LookupUnavailable())
            case e.FindReceipts():
                self._works.do(situation, lambda: self._find(effect, visit), e.LookupUnavailable())
            case e.IssueReturn(order=order):
                self._parts.trace.mark("confirmed")
                self._works.do(situation, lambda: self._issue(order, situation, visit), e.IssueFailed())
            case e.PrintSlip(ticket=ticket, reprint=reprint):
                self._works.do(situation, lambda: self._print(ticket, reprint, situation, visit), None)
            case _:
                assert_never(effect)

    def session_over(self, session_id: str) -> None:
        """Nothing is kept between sessions."""

    def close(self) -> None:
        self._works.close()

    def _check(self, code: str, visit: Visit | None) -> e.Event:
        if self._parts.shut_out():
            return e.OutOfService()
        match self._parts.lookup.check(code):
            case Known(receipt=receipt, returned=returned, source=source, as_of=as_of):
                return self._checked(ReceiptKnown(receipt, returned), source, as_of, visit)
            case Unknown():
                return e.ReceiptUnknown()
            case Unavailable():
                return self._unavailable()

    def _unavailable(self) -> e.Event:
        # Asking may be what told it so.
        return e.OutOfService() if self._parts.shut_out() else e.LookupUnavailable()

    def _find(self, effect: e.FindReceipts, visit: Visit | None) -> e.Event:
        found = self._parts.lookup.find(effect.sold_on, effect.till, effect.amount_fen)
        if isinstance(found, Unavailable):
            return self._unavailable()
        return e.ReceiptsFound(
            tuple(
                self._checked(ReceiptKnown(k.receipt, k.returned), k.source, k.as_of, visit) for k in found.receipts
            )
        )

    def _checked(self, known: ReceiptKnown, source: Source, as_of: object, visit: Visit | None) -> e.ReceiptChecked:
        return e.ReceiptChecked(
            known=known,
            source=source,
            as_of=as_of,  # type: ignore[arg-type]
            now=self._parts.clock.now(),
            clock_trusted=self._parts.clock_trusted(),
            offline_left_fen=self._offline_left(visit) if source is Source.REPLICA and visit else None,
        )

    def _offline_left(self, visit: Visit) -> Fen:
        """What one more return may come to without the line: the ticket's cap, or what the day leaves."""
        caps, zone = visit.policy.offline, ZoneInfo(visit.policy.timezone)
        used = self._parts.journal.offline_usage(self._parts.clock.now().astimezone(zone).date(), zone)
        if used.tickets >= caps.day_tickets:
            return -1
        return min(caps.ticket_fen, caps.day_fen - used.refund_fen)

    def _issue(self, order: s.ReturnOrder, situation: Situation, visit: Visit | None) -> e.Event:
        if visit is None:
            return e.IssueFailed()
        if self._parts.shut_out():
            return e.OutOfService()
        if order.source is Source.REPLICA and order.refund_fen > self._offline_left(visit):
            return e.OfflineCapReached()
        draft = ReturnDraft(
            draft_id=order.order_id,
            store_id=visit.store.store_id,
            receipt_code=order.receipt.code,
            receipt_store_id=order.receipt.store_id,
            lines=order.lines,
            refund_fen=order.refund_fen,
            tender=order.tender,
            policy_version=order.policy_version,
            source=order.source,
            checked_as_of=order.checked_as_of,
            keep_until=keep_until(self._parts.clock.now(), visit.policy, visit.store.closes),
            language=situation.language,
            pace=situation.pace,
            to_verify=order.to_verify,
            staff=order.staff,
        )
        try:
            accepted = self._parts.journal.accept(draft)
        except StoreFull:
            log.error("no room to store a return")
            return e.IssueFailed(full=True)
        except (StoreError, NotEnrolled) as error:
            log.error("a return could not be stored", error=str(error))
            return e.IssueFailed()
        self._parts.trace.mark("committed")
        ticket = s.IssuedTicket(
            ticket_no=accepted.ticket_no,
            tracking_url=self._parts.tracking_url(accepted.tracking_token),
            accepted_at=accepted.accepted_at,
            keep_until=draft.keep_until,
            order=order,
        )
        return e.ReturnIssued(ticket)

    def _print(self, ticket: s.IssuedTicket, reprint: bool, situation: Situation, visit: Visit | None) -> None:
        parts = self._parts
        waiting = [i for i in parts.journal.unfinished_prints() if i.ticket_no == ticket.ticket_no]
        # The first slip's intent was written with the return itself; a further try gets one of its own.
        first = bool(waiting) and not reprint
        intent_id = waiting[0].intent_id if first else parts.journal.print_intent(ticket.ticket_no, reprint)

        def slip() -> Slip:
            assert visit is not None
            return slips.build(
                ticket, visit.store, visit.policy.promise_minutes, parts.words(situation.language),
                pace=situation.pace, reprint=reprint,
            )  # fmt: skip

        def data() -> bytes:
            rendered = render(slip(), parts.profile)
            parts.trace.mark("print_started")
            return rendered

        def done(outcome: PrintOutcome) -> None:
            if isinstance(outcome, PrintConfirmed):
                parts.trace.mark("slip_confirmed")
            parts.trace.note("slip", outcome)
            self._post(_told(outcome), situation.session_id)

        parts.desk.submit(PrintJob(data, lambda: length_mm(slip(), parts.profile), done, intent_id))


def _told(outcome: PrintOutcome) -> e.Event:
    match outcome:
        case PrintConfirmed():
            return e.SlipPrinted()
        case PrintFailed(status=status, bytes_sent=sent):
            return e.PrintFailed(status, sent)
        case PrintUnknown(status=status):
            return e.PrintUnknown(status)
