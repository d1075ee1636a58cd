"""Who this kiosk is to the central service: the credential it got for a one-time code, and where its numbers start."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from domain import chain
from domain.reference import Enrolled
from sync.clock import Clock, to_ms
from sync.schema import counters, device, messages
from sync.store import Store


class NotEnrolled(Exception):
    """This kiosk has no credential yet: it can accept nothing, since it has no numbers to give."""


@dataclass(frozen=True, slots=True)
class Credential:
    device_id: str
    store_id: str
    kiosk_no: int
    epoch: int
    first_sequence: int
    token: str = field(repr=False)
    """Never shown, never logged."""


class Enrolling(Protocol):
    def enrol(self, code: str, name: str) -> Enrolled: ...


class Identity:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def load(self) -> Credential | None:
        """Raises StoreError."""
        with self._store.read() as connection:
            return read_credential(connection)

    def token(self) -> str:
        """Raises NotEnrolled, StoreError."""
        credential = self.load()
        if credential is None:
            raise NotEnrolled
        return credential.token

    def enrol(self, client: Enrolling, code: str, name: str) -> Credential:
        """Exchange a one-time code for a credential and keep it. Raises ServiceError, StoreError.

        A code whose answer got lost on the way is spent: the technician asks for another one.
        """
        return self.keep(client.enrol(code, name))

    def keep(self, enrolled: Enrolled) -> Credential:
        """Numbers never go back: not behind what the service says, nor behind what this disk has already given."""
        with self._store.write() as connection:
            _raise_to(connection, ticket_counter(enrolled.kiosk_no), enrolled.first_sequence)
            _raise_to(connection, seq_counter(enrolled.device_id, enrolled.epoch), 1)
            values = {
                "device_id": enrolled.device_id,
                "store_id": enrolled.store_id,
                "kiosk_no": enrolled.kiosk_no,
                "token": enrolled.token,
                "epoch": enrolled.epoch,
                "first_sequence": enrolled.first_sequence,
                "chain_head": _head(connection, enrolled.device_id, enrolled.epoch),
                "enrolled_at": to_ms(self._clock.now()),
            }
            connection.execute(
                insert(device).values(id=1, **values).on_conflict_do_update(index_elements=["id"], set_=values)
            )
            credential = read_credential(connection)
        if credential is None:
            raise AssertionError("the credential was written a moment ago")
        return credential


def read_credential(connection: Connection) -> Credential | None:
    row = connection.execute(select(device)).one_or_none()
    if row is None:
        return None
    return Credential(row.device_id, row.store_id, row.kiosk_no, row.epoch, row.first_sequence, row.token)


def ticket_counter(kiosk_no: int) -> str:
    return f"ticket/{kiosk_no}"


def seq_counter(device_id: str, epoch: int) -> str:
    return f"seq/{device_id}/{epoch}"


def _raise_to(connection: Connection, name: str, at_least: int) -> None:
    """Counters outlive what they counted and only ever rise."""
    statement = insert(counters).values(name=name, next=at_least)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["name"], set_={"next": statement.excluded.next}, where=counters.c.next < at_least
        )
    )


def _head(connection: Connection, device_id: str, epoch: int) -> str:
    of_enrolment = (messages.c.device_id == device_id) & (messages.c.epoch == epoch)
    last = select(messages.c.link).where(of_enrolment).order_by(messages.c.seq.desc()).limit(1)
    return connection.scalar(last) or chain.genesis(device_id, epoch)
