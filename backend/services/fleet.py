"""Devices: enrolment, credentials, heartbeats, quarantine, alarms."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from backend.database import Sessions
from backend.models import Alarm, Device, DeviceEpoch, EnrolmentCode, StoreRow, Ticket
from backend.services import sequence
from backend.services.health import devices
from backend.services.reference import StoreUnknown
from domain import chain
from domain.reference import Enrolled, Heartbeat, HeartbeatAnswer
from domain.ticket import TicketState
from domain.ticket_number import TicketKind

__all__ = [
    "DeviceUnknown",
    "Identity",
    "NotLetIn",
    "authenticate",
    "devices",
    "enrol",
    "heartbeat",
    "make_code",
    "note_chain_head",
    "release",
    "revoke",
]

CODE_VALID = timedelta(minutes=10)
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that look or sound like another
SEQUENCE_GAP = 10_000
"""Left free when a kiosk is enrolled again: slips it issued and never reported keep their numbers to themselves."""


DESK_MEMORY = timedelta(hours=2)
"""A return in progress longer than that is a ticket somebody forgot, not a shopper who stands there."""


class DeviceUnknown(LookupError):
    """No such device in that store."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a request comes from."""

    store_id: str
    device_id: str
    kiosk_no: int
    epoch: int


class NotLetIn(Enum):
    """Why a credential opens nothing. Only who holds a kiosk's own is told that it was revoked."""

    UNKNOWN = "unauthorised"
    REVOKED = "revoked"


def make_code(sessions: Sessions, store_id: str, now: datetime, kiosk_no: int | None = None) -> str:
    """A code for one enrolment within 10 minutes, shown once. `kiosk_no` enrols a kiosk again that the store has.

    Raises StoreUnknown, DeviceUnknown.
    """
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(10))
    with sessions.write() as session:
        if session.get(StoreRow, store_id) is None:
            raise StoreUnknown(f"store {store_id} is not known here")
        if kiosk_no is not None and _by_number(session, store_id, kiosk_no) is None:
            raise DeviceUnknown(f"store {store_id} has no kiosk {kiosk_no}")
        session.add(
            EnrolmentCode(
                store_id=store_id,
                code_hash=_sha256(letters),
                kiosk_no=kiosk_no,
                made_at=now,
                expires_at=now + CODE_VALID,
            )
        )
    return f"{store_id}-{letters[:5]}-{letters[5:]}"


def enrol(sessions: Sessions, code: str, name: str, now: datetime) -> Enrolled | None:
    """Exchange a code for a credential that only the device will hold; None for a code that is not, or no more, valid.

    A kiosk enrolled again keeps its id and number, gets a new epoch and credential, and starts its ticket sequence
    beyond anything it may have used. The old credential ends.
    """
    store_id, _, letters = code.strip().upper().partition("-")
    letters = letters.replace("-", "").replace(" ", "")
    secret = secrets.token_urlsafe(32)
    with sessions.write() as session:
        used = session.scalars(
            update(EnrolmentCode)
            .where(EnrolmentCode.store_id == store_id, EnrolmentCode.code_hash == _sha256(letters))
            .where(EnrolmentCode.used_at.is_(None), EnrolmentCode.expires_at > now)
            .values(used_at=now)
            .returning(EnrolmentCode)
            .execution_options(synchronize_session=False)
        ).one_or_none()
        if used is None:
            return None
        device = _by_number(session, store_id, used.kiosk_no) if used.kiosk_no is not None else None
        if device is None:
            device = _new_device(session, store_id, now)
        else:
            device.epoch += 1
            device.first_sequence = max(device.first_sequence, device.last_sequence) + SEQUENCE_GAP
        device.name = name[:200]
        device.secret_hash = _sha256(secret)
        device.enrolled_at = now
        device.revoked_at = device.quarantined_at = None
        session.add(
            DeviceEpoch(
                store_id=store_id,
                device_id=device.device_id,
                epoch=device.epoch,
                contiguous_seq=0,
                highest_seq=0,
                seen_ahead=0,
                link=chain.genesis(device.device_id, device.epoch),
            )
        )
        return Enrolled(
            device_id=device.device_id,
            store_id=store_id,
            kiosk_no=device.kiosk_no,
            token=f"{store_id}.{device.device_id}.{secret}",
            epoch=device.epoch,
            first_sequence=device.first_sequence,
        )


def authenticate(session: Session, token: str) -> Identity | NotLetIn:
    """The device of that credential."""
    parts = token.split(".")
    if len(parts) != 3 or len(token) > 300 or not token.isascii():
        return NotLetIn.UNKNOWN
    device = session.get(Device, (parts[0], parts[1]))
    if device is None or not hmac.compare_digest(device.secret_hash, _sha256(parts[2])):
        return NotLetIn.UNKNOWN
    if device.revoked_at is not None:
        return NotLetIn.REVOKED
    return Identity(device.store_id, device.device_id, device.kiosk_no, device.epoch)


def revoke(sessions: Sessions, store_id: str, device_id: str, now: datetime) -> None:
    """Let a device in no more, at once: it learns why with its next question. Raises DeviceUnknown."""
    with sessions.write() as session:
        _device(session, store_id, device_id).revoked_at = now


def release(sessions: Sessions, store_id: str, device_id: str, now: datetime) -> None:
    """A person has looked: let the device in again with the credential it has, end its quarantine, clear its alarms.

    Raises DeviceUnknown.
    """
    with sessions.write() as session:
        device = _device(session, store_id, device_id)
        device.revoked_at = device.quarantined_at = None
        session.execute(
            update(Alarm)
            .where(Alarm.store_id == store_id, Alarm.device_id == device_id, Alarm.cleared_at.is_(None))
            .values(cleared_at=now)
        )


def heartbeat(sessions: Sessions, who: Identity, beat: Heartbeat, now: datetime) -> HeartbeatAnswer:
    """Note how the device is; tell it who is on the way for its open call."""
    with sessions.write() as session:
        device = _device(session, who.store_id, who.device_id)
        health = (beat.printer[:64], beat.camera[:64], beat.scanner[:64])
        if (device.printer, device.camera, device.scanner) != health:
            device.health_since = now
        device.last_seen_at = now
        device.clock_offset_ms = round((beat.sent_at - now) / timedelta(milliseconds=1))
        device.version, device.role = beat.version[:64], beat.role[:64]
        device.printer, device.camera, device.scanner = health
        device.outbox_pending, device.outbox_parked = max(0, beat.outbox_pending), max(0, beat.outbox_parked)
        device.slips_left = None if beat.slips_left is None else min(max(0, beat.slips_left), 100_000)
        device.chain_head = beat.chain_head[:64]
        sequence.claim(session, device, who.epoch, beat.chain_seq, beat.chain_head, now)
        device.replica_cursor = max(0, beat.replica_cursor)
        helper = session.scalars(
            select(Ticket.owner)
            .where(Ticket.store_id == who.store_id, Ticket.device_id == who.device_id)
            .where(Ticket.kind == TicketKind.ASSIST.value, Ticket.state == TicketState.IN_PROGRESS.value)
            .order_by(Ticket.registered_at.desc())
        ).first()
        waiting = _desk_waiting(session, who.store_id, now)
    return HeartbeatAnswer(server_time=now, helper=helper or "", desk_waiting=waiting)


def _desk_waiting(session: Session, store_id: str, now: datetime) -> int:
    """Shoppers the desk has before it: returns whose slips it has scanned lately and not settled yet."""
    return session.scalar(
        select(func.count())
        .select_from(Ticket)
        .where(Ticket.store_id == store_id, Ticket.kind == TicketKind.RETURN.value)
        .where(Ticket.state == TicketState.IN_PROGRESS.value, Ticket.started_at > now - DESK_MEMORY)
    ) or 0


def note_chain_head(sessions: Sessions, who: Identity, chain_head: str, now: datetime) -> None:
    """The last link of the device's journal: a journal rewritten later no longer leads to it."""
    with sessions.write() as session:
        device = _device(session, who.store_id, who.device_id)
        device.chain_head, device.last_seen_at = chain_head[:64], now


def _new_device(session: Session, store_id: str, now: datetime) -> Device:
    # The store's row serialises two enrolments at once; numbers are never given twice, not even a revoked kiosk's.
    session.scalars(select(StoreRow).where(StoreRow.store_id == store_id).with_for_update()).one()
    highest = session.scalar(select(func.max(Device.kiosk_no)).where(Device.store_id == store_id)) or 0
    device = Device(
        store_id=store_id,
        device_id=str(uuid.uuid4()),
        kiosk_no=highest + 1,
        name="",
        secret_hash="",
        epoch=1,
        first_sequence=1,
        last_sequence=0,
        enrolled_at=now,
    )
    session.add(device)
    session.flush()
    return device


def _by_number(session: Session, store_id: str, kiosk_no: int) -> Device | None:
    return session.scalars(select(Device).where(Device.store_id == store_id, Device.kiosk_no == kiosk_no)).first()


def _device(session: Session, store_id: str, device_id: str) -> Device:
    device = session.get(Device, (store_id, device_id), with_for_update=True)
    if device is None:
        raise DeviceUnknown(f"store {store_id} has no device {device_id}")
    return device


def _sha256(text: str) -> str:
    """Enough here: what is hashed is random and long (credentials) or gone in minutes (codes)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
