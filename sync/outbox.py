"""Messages on their way out: pending until acknowledged, parked when refused for good. None is ever deleted here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, assert_never

from sqlalchemy import ColumnElement, Row, exists, func, or_, select, update

from sync.clock import Clock, from_ms, to_ms
from sync.schema import messages
from sync.store import Store

MAX_DELAY_S = 900.0
"""No message waits longer than this: a wall clock that jumped back must not freeze the outbox."""


class MessageState(Enum):
    PENDING = "pending"
    SENT = "sent"
    PARKED = "parked"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """`text` is the envelope as it was written down, byte for byte; it is what was hashed and what is sent."""

    message_id: str
    body_hash: str
    ticket_no: str
    kind: str
    attempts: int
    text: str


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The service echoed id and hash. `code` is its remark, such as `held`."""

    message_id: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """For good: parked for a person, out of the way of the others."""

    message_id: str
    why: str


@dataclass(frozen=True, slots=True)
class NotNow:
    message_id: str
    why: str
    wait_s: float


Verdict = Acknowledged | Refused | NotNow


@dataclass(frozen=True, slots=True)
class Parked:
    """What a person has to look at, and why."""

    message_id: str
    ticket_no: str
    kind: str
    why: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """`why` is the service's code, such as `held`, or the last trouble."""

    state: MessageState
    attempts: int
    why: str
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Waiting:
    pending: int
    parked: int
    oldest: datetime | None


class Outbox:
    """Messages of one ticket go in order: a slip's report does not overtake the return it speaks of."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def take(self, limit: int, max_bytes: int = 256_000) -> tuple[Outgoing, ...]:
        """The next messages that are due, oldest first; at least one when any is due. Taking changes nothing."""
        now = to_ms(self._clock.now())
        earlier = messages.alias("earlier")
        overtaken = exists().where(
            earlier.c.ticket_no == messages.c.ticket_no,
            earlier.c.position < messages.c.position,
            earlier.c.state == MessageState.PENDING.value,
            ~_due(earlier, now),
        )
        statement = (
            select(messages)
            .where(messages.c.state == MessageState.PENDING.value, _due(messages, now), ~overtaken)
            .order_by(messages.c.position)
            .limit(limit)
        )
        taken: list[Outgoing] = []
        size = 0
        with self._store.read() as connection:
            for row in connection.execute(statement):
                size += len(row.envelope.encode())
                if taken and size > max_bytes:
                    break
                taken.append(_outgoing(row))
        return tuple(taken)

    def settle(self, verdicts: Iterable[Verdict]) -> None:
        """What became of messages that were taken, in one transaction.

        Only what still waits is touched: an answer that comes twice, or late, changes nothing.
        """
        now = to_ms(self._clock.now())
        with self._store.write() as connection:
            for verdict in verdicts:
                waiting = (messages.c.message_id == verdict.message_id) & (
                    messages.c.state == MessageState.PENDING.value
                )
                connection.execute(
                    update(messages).where(waiting).values(attempts=messages.c.attempts + 1, **_values(verdict, now))
                )

    def requeue(self, message_id: str) -> bool:
        """A person has put right what was wrong: try a parked message again. False when it is not parked."""
        with self._store.write() as connection:
            parked = (messages.c.message_id == message_id) & (messages.c.state == MessageState.PARKED.value)
            pending = {"state": MessageState.PENDING.value, "attempts": 0, "not_before": 0, "settled_at": None}
            return connection.execute(update(messages).where(parked).values(**pending)).rowcount == 1

    def waiting(self) -> Waiting:
        statement = (
            select(messages.c.state, func.count(), func.min(messages.c.created_at))
            .where(messages.c.state != MessageState.SENT.value)
            .group_by(messages.c.state)
        )
        with self._store.read() as connection:
            rows = {state: (int(count), int(oldest)) for state, count, oldest in connection.execute(statement)}
        pending, oldest = rows.get(MessageState.PENDING.value, (0, None))
        parked, _ = rows.get(MessageState.PARKED.value, (0, None))
        return Waiting(pending, parked, None if oldest is None else from_ms(oldest))

    def next_due_s(self) -> float | None:
        """Seconds until the next pending message may be tried; None when nothing waits."""
        now = to_ms(self._clock.now())
        pending = messages.c.state == MessageState.PENDING.value
        with self._store.read() as connection:
            earliest = connection.scalar(select(func.min(messages.c.not_before)).where(pending))
        if earliest is None:
            return None
        return min(max(0.0, (int(earliest) - now) / 1000), MAX_DELAY_S)

    def parked(self) -> tuple[Parked, ...]:
        statement = (
            select(messages).where(messages.c.state == MessageState.PARKED.value).order_by(messages.c.position)
        )
        with self._store.read() as connection:
            return tuple(
                Parked(row.message_id, row.ticket_no, row.kind, row.why, from_ms(row.settled_at))
                for row in connection.execute(statement)
            )

    def delivery(self, message_id: str) -> Delivery | None:
        with self._store.read() as connection:
            row = connection.execute(select(messages).where(messages.c.message_id == message_id)).one_or_none()
        if row is None:
            return None
        settled = None if row.settled_at is None else from_ms(row.settled_at)
        return Delivery(MessageState(row.state), row.attempts, row.why, settled)


def _values(verdict: Verdict, now_ms: int) -> dict[str, Any]:
    match verdict:
        case Acknowledged(code=code):
            state = MessageState.SENT.value
            next_ack = select(func.coalesce(func.max(messages.c.ack), 0) + 1).scalar_subquery()
            return {"state": state, "why": code, "settled_at": now_ms, "ack": next_ack}
        case Refused(why=why):
            return {"state": MessageState.PARKED.value, "why": why, "settled_at": now_ms}
        case NotNow(why=why, wait_s=wait_s):
            return {"not_before": now_ms + int(min(wait_s, MAX_DELAY_S) * 1000), "why": why}
        case _:
            assert_never(verdict)


def _due(table: Any, now_ms: int) -> ColumnElement[bool]:
    # Further away than any delay given: the clock has jumped back since.
    too_far = now_ms + int(MAX_DELAY_S * 1000)
    due: ColumnElement[bool] = or_(table.c.not_before <= now_ms, table.c.not_before > too_far)
    return due


def _outgoing(row: Row[Any]) -> Outgoing:
    return Outgoing(row.message_id, row.body_hash, row.ticket_no, row.kind, row.attempts, row.envelope)
