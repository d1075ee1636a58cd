"""Returns that were made before the demo begins: registered by a kiosk of its own, settled at the desk.

They take the real way, message by message, so that ledger, tickets and history are what a kiosk leaves behind. The
kiosk's credential ends with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from backend.database import Sessions
from backend.demo.basket import ZONE
from backend.demo.store import Claim
from backend.services import desk, fleet, messages, receipts, reference
from backend.services.fleet import Identity
from domain import chain, codec
from domain.policy import Policy, ReasonCode
from domain.receipt_code import HOUSE_FORMAT
from domain.reference import Enrolled
from domain.refund import refund
from domain.ticket import TicketState
from domain.ticket_number import TicketKind, TicketNumber
from domain.wire import (
    Envelope,
    Pace,
    Result,
    ReturnLine,
    ReturnRegistered,
    Source,
    new_message_id,
    new_tracking_token,
)

KIOSK_NAME = "演示：从前的退货"
CLERK = "王敏"


class ClaimRefused(RuntimeError):
    """The service did not take a return of the demo: generator and service disagree."""


def make(sessions: Sessions, claims: Sequence[Claim], policy: Policy, now: datetime) -> None:
    """Those not made yet. Raises ClaimRefused."""
    open_claims = [claim for claim in claims if not _made(sessions, claim)]
    if not open_claims:
        return
    store_id = open_claims[0].receipt.store_id
    enrolled = _enrol(sessions, store_id, now)
    who = Identity(store_id, enrolled.device_id, enrolled.kiosk_no, enrolled.epoch)
    with sessions.read() as session:
        in_force = reference.policy(session, store_id) or policy
    link = chain.genesis(who.device_id, who.epoch)
    for seq, claim in enumerate(open_claims, start=1):
        link = _register(sessions, who, enrolled, claim, in_force, seq, link)
    fleet.revoke(sessions, store_id, enrolled.device_id, now)


def _made(sessions: Sessions, claim: Claim) -> bool:
    with sessions.read() as session:
        known = receipts.lookup(session, claim.receipt.code)
    return known is not None and bool(known.returned)


def _enrol(sessions: Sessions, store_id: str, now: datetime) -> Enrolled:
    """The same kiosk every time: enrolled again it keeps its number, and its ticket numbers go on."""
    with sessions.read() as session:
        before = [row.kiosk_no for row in fleet.devices(session, store_id, now) if row.name == KIOSK_NAME]
    code = fleet.make_code(sessions, store_id, now, before[0] if before else None)
    enrolled = fleet.enrol(sessions, code, KIOSK_NAME, now)
    if enrolled is None:
        raise ClaimRefused("the demo's own kiosk could not be enrolled")
    return enrolled


def _register(
    sessions: Sessions, who: Identity, enrolled: Enrolled, claim: Claim, policy: Policy, seq: int, previous: str
) -> str:
    """The day after the sale, at the same hour; settled at the desk a quarter of an hour later. Returns its link."""
    at = claim.receipt.sold_at + timedelta(days=1)
    ticket_no = str(TicketNumber(TicketKind.RETURN, who.kiosk_no, enrolled.first_sequence + seq - 1))
    body = _body(claim, policy, who, ticket_no, at)
    message_id = new_message_id(int(at.timestamp() * 1000))
    envelope = Envelope(message_id, who.device_id, who.epoch, seq, at, body).following(previous)
    (answer,) = messages.receive(sessions, who, "", [codec.encode(envelope)], (HOUSE_FORMAT,), at).answers
    if answer.result is not Result.ACCEPTED or answer.code:
        raise ClaimRefused(f"{claim.story}: {answer.result.value} {answer.code}")
    desk.scan_at_desk(sessions, who.store_id, ticket_no, CLERK, at + timedelta(minutes=6))
    desk.settle(
        sessions, who.store_id, ticket_no, CLERK, at + timedelta(minutes=15), outcome=TicketState.REFUNDED
    )
    return envelope.link


def _body(claim: Claim, policy: Policy, who: Identity, ticket_no: str, at: datetime) -> ReturnRegistered:
    sale = claim.receipt
    due = refund(sale, claim.chosen, policy)
    lines = tuple(
        ReturnLine(
            part.line_no, sale.line(part.line_no).name, part.quantity, sale.line(part.line_no).unit, part.price_fen,
            part.discount_fen, part.refund_fen, sale.line(part.line_no).weight_g,
            None if part.gift else ReasonCode.CHANGED_MIND, gift=part.gift,
        )
        for part in due.lines
    )
    last_day = at.astimezone(ZONE).date() + timedelta(days=policy.keep_days)
    return ReturnRegistered(
        ticket_no=ticket_no,
        tracking_token=new_tracking_token(),
        store_id=who.store_id,
        receipt_code=sale.code,
        receipt_store_id=sale.store_id,
        lines=lines,
        refund_fen=due.total_fen,
        tender=sale.tenders[0].tender,
        policy_version=policy.version,
        source=Source.ONLINE,
        checked_as_of=at,
        accepted_at=at,
        keep_until=datetime.combine(last_day, time(21, 30), ZONE),
        language="zh_CN",
        pace=Pace.NORMAL,
    )
