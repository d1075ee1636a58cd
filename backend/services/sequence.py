"""A device's messages in their order: how far they have arrived, and whether each follows from the one before.

The chain tells a journal that was changed after it was written, or put back from an older disk. What breaks it is
taken all the same and the device put into quarantine, so that its returns are held for a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.models import Device, DeviceEpoch, Message
from backend.services.alarms import raise_alarm
from backend.services.effects import Outcome
from domain import chain

ALARM = "chain_broken"
FARTHEST_AHEAD = 100_000
"""Nobody has written so much that has not come: a number beyond is not believed."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """What the idempotency row keeps of a message. `link` as the device gave it; `linked`: it knows of links."""

    message_id: str
    body_hash: str
    epoch: int
    seq: int
    kind: str
    created_at: datetime
    link: str = ""
    linked: bool = True


def follow(session: Session, device: Device, arrived: Arrived, now: datetime) -> None:
    """Before a message has its effect: raise an alarm where it breaks the chain. The device's row is locked."""
    epoch = session.get(DeviceEpoch, (device.store_id, device.device_id, arrived.epoch))
    if epoch is None:
        return
    expected = _expected(session, epoch, arrived)
    link = arrived.link or expected
    after = _message(session, epoch, arrived.seq + 1) if arrived.seq < epoch.highest_seq else None
    if (
        (arrived.linked and not arrived.link)
        or (expected and link != expected)
        or (link and epoch.claimed_seq == arrived.seq and link != epoch.claimed_link)
    ):
        _alarm(session, device, epoch, arrived.seq, now)
    if link and after is not None and after.link:
        follows = _link(link, after)
        if follows and after.link != follows:
            _alarm(session, device, epoch, after.seq, now)


def claim(session: Session, device: Device, number: int, seq: int | None, link: str, now: datetime) -> None:
    """The device says how far its journal goes: what it says now it must keep to when that message comes."""
    epoch = session.get(DeviceEpoch, (device.store_id, device.device_id, number))
    if epoch is None or seq is None or not 0 <= seq <= epoch.highest_seq + FARTHEST_AHEAD:
        return
    if seq > max(epoch.contiguous_seq, epoch.claimed_seq):
        epoch.claimed_seq, epoch.claimed_link = seq, link[:64]
    elif seq == epoch.contiguous_seq:
        if epoch.link and epoch.link != link:
            _alarm(session, device, epoch, seq, now)
        epoch.link = epoch.link or link[:64]
    elif seq == epoch.claimed_seq and epoch.claimed_link != link:
        _alarm(session, device, epoch, seq, now)
    # Another one is an older claim that was long on its way. A journal put back from an old disk shows when it is
    # written on.


def remember(session: Session, device: Device, arrived: Arrived, outcome: Outcome, now: datetime) -> None:
    """The idempotency row, in the transaction of the effect."""
    row = session.get(Message, (device.store_id, arrived.message_id))
    if row is not None:
        row.kind, row.result, row.code = arrived.kind, outcome.result.value, outcome.code
        return
    epoch = session.get(DeviceEpoch, (device.store_id, device.device_id, arrived.epoch))
    link = arrived.link or (_expected(session, epoch, arrived) if epoch is not None else "")
    session.add(
        Message(
            store_id=device.store_id,
            message_id=arrived.message_id,
            device_id=device.device_id,
            epoch=arrived.epoch,
            seq=arrived.seq,
            kind=arrived.kind,
            body_hash=arrived.body_hash,
            result=outcome.result.value,
            code=outcome.code,
            link=link[:64],
            created_at=arrived.created_at,
            received_at=now,
        )
    )
    session.flush()
    if epoch is not None:
        _advance(session, epoch, arrived.seq, link)


def _advance(session: Session, epoch: DeviceEpoch, seq: int, link: str) -> None:
    """Move the contiguous mark over `seq` and all that had arrived beyond it; mostly nothing has."""
    epoch.highest_seq = max(epoch.highest_seq, seq)
    if seq != epoch.contiguous_seq + 1:
        epoch.seen_ahead += 1
        return
    epoch.contiguous_seq, epoch.link = seq, link[:64]
    if seq == epoch.highest_seq:
        return
    ahead = session.scalars(
        select(Message)
        .where(Message.store_id == epoch.store_id, Message.device_id == epoch.device_id)
        .where(Message.epoch == epoch.epoch, Message.seq > seq)
        .order_by(Message.seq)
    )
    for other in ahead:
        if other.seq != epoch.contiguous_seq + 1:
            break
        if epoch.link and not other.link:
            other.link = _link(epoch.link, other)
        epoch.contiguous_seq, epoch.link = other.seq, other.link
        epoch.seen_ahead -= 1


def _expected(session: Session, epoch: DeviceEpoch, arrived: Arrived) -> str:
    """The link it should have; empty where the message before is not here, or its own link not known."""
    if not arrived.body_hash:
        return ""
    if arrived.seq == epoch.contiguous_seq + 1:
        previous = epoch.link
    else:
        before = _message(session, epoch, arrived.seq - 1)
        previous = before.link if before is not None else ""
    if not previous:
        return ""
    return chain.link(
        previous, epoch.device_id, epoch.epoch, arrived.seq, arrived.message_id, arrived.body_hash
    )


def _link(previous: str, message: Message) -> str:
    if not message.body_hash:
        return ""
    return chain.link(
        previous, message.device_id, message.epoch, message.seq, message.message_id, message.body_hash
    )


def _message(session: Session, epoch: DeviceEpoch, seq: int) -> Message | None:
    return session.scalars(
        select(Message)
        .where(Message.store_id == epoch.store_id, Message.device_id == epoch.device_id)
        .where(Message.epoch == epoch.epoch, Message.seq == seq)
    ).first()


def _alarm(session: Session, device: Device, epoch: DeviceEpoch, seq: int, now: datetime) -> None:
    raise_alarm(session, device, ALARM, {"epoch": epoch.epoch, "seq": seq}, now)
