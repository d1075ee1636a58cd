"""Messages from kiosks, each answered on its own: once accepted, always the same answer, one effect.

The idempotency row, the ledger and the ticket commit together. A device's messages run one after another (its row is
locked); locks are taken in the order device, ticket, ledger, change counter.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from backend.database import Sessions
from backend.models import Device, DeviceEpoch, Message
from backend.services import accept, fleet, inquiries, ratings, reports, usage
from backend.services.alarms import raise_alarm
from backend.services.documents import text_faults
from backend.services.effects import Outcome
from backend.services.fleet import Identity
from backend.services.sequence import FARTHEST_AHEAD, Arrived, follow, remember
from domain import codec
from domain.receipt_code import CodeFormat
from domain.wire import (
    LINKED_VERSION,
    WIRE_VERSION,
    Answer,
    AssistRequested,
    BatchAnswer,
    Envelope,
    GuideUsed,
    InquiryMade,
    RatingGiven,
    Result,
    ReturnRegistered,
    SlipReported,
)

log = structlog.get_logger(__name__)

MOST_MESSAGES = 200
_TOLD_FROM, _TOLD_TO = 1900, 9000
_LINK = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Received:
    """One message as it came: `body_hash` is over what was sent, `envelope` what we could read of it."""

    message_id: str
    body_hash: str
    envelope: Envelope | None
    refusal: tuple[Result, str] | None = None


def receive(
    sessions: Sessions,
    who: Identity,
    chain_head: str,
    messages: list[Any],
    formats: tuple[CodeFormat, ...],
    now: datetime,
) -> BatchAnswer:
    """Take a batch's messages in their order. Never raises for what a message holds."""
    answers = tuple(_answer(sessions, who, raw, formats, now) for raw in messages)
    fleet.note_chain_head(sessions, who, chain_head, now)
    return BatchAnswer(answers, now)


def _answer(sessions: Sessions, who: Identity, raw: Any, formats: tuple[CodeFormat, ...], now: datetime) -> Answer:
    received = _read(raw)
    told = log.bind(device_id=who.device_id, message_id=received.message_id)
    if received.envelope is None:
        result, code = received.refusal or (Result.REFUSED, "shape")
        told.warning("message_refused", code=code)
        if result is Result.REFUSED and received.message_id:
            _count_unreadable(sessions, who, received, raw, now)
        return Answer(received.message_id, received.body_hash, result, code)
    try:
        outcome = _take(sessions, who, received.envelope, received.body_hash, formats, now)
    except (OperationalError, IntegrityError) as error:
        # Busy, deadlocked, or the same message twice at once: asked again, it is clear.
        told.warning("message_later", error=type(error.orig).__name__)
        outcome = Outcome(Result.LATER, "busy")
    except Exception:
        told.exception("message_failed")
        outcome = Outcome(Result.LATER, "internal")
    if outcome.result in (Result.REFUSED, Result.LATER):
        told.warning("message_answered", result=outcome.result.value, code=outcome.code)
    return Answer(received.message_id, received.body_hash, outcome.result, outcome.code)


def _read(raw: Any) -> Received:
    if not isinstance(raw, dict):
        return Received("", "", None)
    given = raw.get("message_id")
    message_id = given if isinstance(given, str) and len(given) <= 64 and given.isascii() else ""
    try:
        body_hash = codec.digest(raw.get("body"))
    except (ValueError, RecursionError):  # half characters: no kiosk can have hashed them
        return Received(message_id, "", None)
    if text_faults(raw) or not message_id:
        return Received(message_id, body_hash, None)
    version = raw.get("version", WIRE_VERSION)
    if isinstance(version, int) and version > WIRE_VERSION:
        # A kiosk newer than we are: it waits for our update.
        return Received(message_id, body_hash, None, (Result.LATER, "version_unknown"))
    try:
        envelope = codec.decode(Envelope, raw)
    except RecursionError:
        return Received(message_id, body_hash, None)
    except codec.DecodeError as error:
        log.warning("message_shape", message_id=message_id, faults=error.errors[:5])
        return Received(message_id, body_hash, None)
    return Received(message_id, body_hash, envelope if _tellable(envelope) else None)


def _tellable(envelope: Envelope) -> bool:
    """A kiosk's clock may be years out; at the ends of the calendar no page could say its times in the store's zone."""
    told = [getattr(part, field.name) for part in (envelope, envelope.body) for field in fields(part)]
    return all(_TOLD_FROM <= moment.year <= _TOLD_TO for moment in told if isinstance(moment, datetime))


def _count_unreadable(sessions: Sessions, who: Identity, received: Received, raw: Any, now: datetime) -> None:
    """A message that was refused has arrived all the same: not counted, it would look like a gap for ever."""
    match raw:
        case {"epoch": int(number), "seq": int(seq), "device_id": who.device_id} if 0 < number <= who.epoch:
            link = raw.get("link")
            arrived = Arrived(
                received.message_id, received.body_hash, number, seq, "unreadable", now,
                link if isinstance(link, str) and _LINK.fullmatch(link) else "",
            )  # fmt: skip
        case _:
            return
    with suppress(OperationalError, IntegrityError), sessions.write() as session:
        device = session.get(Device, (who.store_id, who.device_id), with_for_update=True)
        epoch = session.get(DeviceEpoch, (who.store_id, who.device_id, number))
        if device is None or epoch is None:
            return
        if epoch.contiguous_seq < seq <= epoch.highest_seq + FARTHEST_AHEAD:
            remember(session, device, arrived, Outcome(Result.REFUSED, "shape"), now)


def _take(
    sessions: Sessions,
    who: Identity,
    envelope: Envelope,
    body_hash: str,
    formats: tuple[CodeFormat, ...],
    now: datetime,
) -> Outcome:
    if envelope.device_id != who.device_id or not 1 <= envelope.epoch <= who.epoch or envelope.seq < 1:
        return Outcome(Result.REFUSED, "wrong_device")
    if isinstance(envelope.body, ReturnRegistered) and accept.is_elsewhere(envelope.body, who, formats):
        with sessions.read() as session:
            is_new = not _seen(session, who, envelope, body_hash) and not _other_with_seq(session, envelope, who)
        if is_new:
            accept.claim_elsewhere(sessions, who, envelope, envelope.body, formats, now)
    arrived = Arrived(
        envelope.message_id, body_hash, envelope.epoch, envelope.seq, envelope.body.KIND, envelope.created_at,
        envelope.link, linked=envelope.version >= LINKED_VERSION,
    )  # fmt: skip
    with sessions.write() as session:
        device = session.get(Device, (who.store_id, who.device_id), with_for_update=True)
        if device is None:
            return Outcome(Result.LATER, "busy")
        known = _seen(session, who, envelope, body_hash)
        if known is not None:
            return known
        taken = _other_with_seq(session, envelope, who)
        if taken is not None:
            raise_alarm(
                session,
                device,
                "seq_reused",
                {
                    "epoch": envelope.epoch,
                    "seq": envelope.seq,
                    "first_message": taken.message_id,
                    "second_message": envelope.message_id,
                },
                now,
            )
            return Outcome(Result.REFUSED, "seq_reused")
        follow(session, device, arrived, now)
        outcome = _effect(session, device, envelope, formats, now)
        if outcome.result is not Result.LATER:
            remember(session, device, arrived, outcome, now)
        return outcome


def _effect(
    session: Session, device: Device, envelope: Envelope, formats: tuple[CodeFormat, ...], now: datetime
) -> Outcome:
    match envelope.body:
        case ReturnRegistered() as body:
            return accept.register_return(session, device, envelope, body, formats, now)
        case SlipReported() as body:
            return reports.note_slip(session, device, envelope, body)
        case AssistRequested() as body:
            return reports.open_call(session, device, envelope, body, now)
        case RatingGiven() as body:
            return ratings.take_rating(session, device, envelope, body, now)
        case InquiryMade() as body:
            return inquiries.open_inquiry(session, device, envelope, body, now)
        case GuideUsed() as body:
            return usage.take_usage(session, device, envelope, body, now)


def _seen(session: Session, who: Identity, envelope: Envelope, body_hash: str) -> Outcome | None:
    row = session.get(Message, (who.store_id, envelope.message_id), populate_existing=True)
    if row is None:
        return None
    if row.body_hash != body_hash or row.device_id != who.device_id:
        return Outcome(Result.REFUSED, "hash_mismatch")
    if row.result == Result.REFUSED.value:
        return None  # judged anew: staff may send a parked message again once its cause is mended
    return Outcome(Result.DUPLICATE, row.code)


def _other_with_seq(session: Session, envelope: Envelope, who: Identity) -> Message | None:
    return session.scalars(
        select(Message)
        .where(Message.store_id == who.store_id, Message.device_id == who.device_id)
        .where(Message.epoch == envelope.epoch, Message.seq == envelope.seq)
        .where(Message.message_id != envelope.message_id)
    ).first()
