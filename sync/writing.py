"""Inside the journal's transaction: allotting numbers and appending a message with its link. Nothing here commits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection, bindparam, insert, select, update

from domain import chain, codec
from domain.ticket_number import TicketKind, TicketNumber
from domain.wire import Body, Envelope, new_message_id, new_tracking_token
from sync.clock import Clock, from_ms, to_ms
from sync.identity import Credential, NotEnrolled, read_credential, seq_counter, ticket_counter
from sync.schema import counters, device, messages


class Ids(Protocol):
    def message_id(self, unix_ms: int) -> str: ...

    def tracking_token(self) -> str: ...


class RandomIds:
    def message_id(self, unix_ms: int) -> str:
        return new_message_id(unix_ms)

    def tracking_token(self) -> str:
        return new_tracking_token()


@dataclass(frozen=True, slots=True)
class Writing:
    """One transaction under way: its connection, who writes, and the one moment all its rows carry."""

    connection: Connection
    credential: Credential
    now: datetime
    ids: Ids

    @classmethod
    def begin(cls, connection: Connection, clock: Clock, ids: Ids) -> Writing:
        """Raises NotEnrolled."""
        credential = read_credential(connection)
        if credential is None:
            raise NotEnrolled
        # Whole milliseconds, so that what is read back equals what was handed out.
        return cls(connection, credential, from_ms(to_ms(clock.now())), ids)

    @property
    def now_ms(self) -> int:
        return to_ms(self.now)

    def next_ticket(self, kind: TicketKind) -> TicketNumber:
        """Never given before, never given again, once this transaction is stored."""
        kiosk_no = self.credential.kiosk_no
        return TicketNumber(kind, kiosk_no, self._take(ticket_counter(kiosk_no)))

    def append(self, ticket_no: str, body: Body) -> Envelope:
        """Queue a message and link it to the chain."""
        who = self.credential
        seq = self._take(seq_counter(who.device_id, who.epoch))
        message_id = self.ids.message_id(self.now_ms)
        head = self.connection.execute(_HEAD).scalar_one()
        body_hash = codec.digest(body)
        link = chain.link(head, who.device_id, who.epoch, seq, message_id, body_hash)
        envelope = Envelope(message_id, who.device_id, who.epoch, seq, self.now, body, link)
        self.connection.execute(
            insert(messages),
            {
                "message_id": message_id,
                "device_id": who.device_id,
                "epoch": who.epoch,
                "seq": seq,
                "kind": body.KIND,
                "ticket_no": ticket_no,
                "created_at": self.now_ms,
                "envelope": codec.canonical(envelope).decode(),
                "body_hash": body_hash,
                "link": link,
            },
        )
        self.connection.execute(_MOVE_HEAD, {"link": link})
        return envelope

    def _take(self, counter: str) -> int:
        return int(self.connection.execute(_TAKE, {"counter": counter}).scalar_one())


_HEAD = select(device.c.chain_head)
_MOVE_HEAD = update(device).values(chain_head=bindparam("link"))
_TAKE = (
    update(counters)
    .where(counters.c.name == bindparam("counter"))
    .values(next=counters.c.next + 1)
    .returning(counters.c.next - 1)
)
