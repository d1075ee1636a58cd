"""Looking back over the journal: is it still what was written, and what may go."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from sqlalchemy import Column, Connection, Table, delete, exists, select, update

from domain import chain
from sync.schema import device, messages, tickets, told


def faults(connection: Connection) -> tuple[str, ...]:
    """Walk every enrolment's chain from its beginning; see `domain.chain`."""
    found: list[str] = []
    heads: dict[tuple[str, int], tuple[str, int]] = {}
    for row in connection.execute(select(messages).order_by(messages.c.position)):
        where = f"message {row.seq} of {row.device_id}/{row.epoch}"
        enrolment = (row.device_id, row.epoch)
        previous, last_seq = heads.get(enrolment, (chain.genesis(*enrolment), 0))
        if row.seq != last_seq + 1:
            found.append(f"{where}: follows {last_seq}")
        expected = chain.link(previous, row.device_id, row.epoch, row.seq, row.message_id, row.body_hash)
        if row.link != expected:
            found.append(f"{where}: its link does not follow from the one before")
        if row.envelope is not None and _body_hash(row.envelope) != row.body_hash:
            found.append(f"{where}: its text is not what was written")
        if row.envelope is None and row.state != "sent":
            found.append(f"{where}: its text is gone though it was never sent")
        heads[enrolment] = (row.link, row.seq)
    now = connection.execute(select(device)).one_or_none()
    if now is not None:
        enrolment = (now.device_id, now.epoch)
        head, _ = heads.get(enrolment, (chain.genesis(*enrolment), 0))
        if now.chain_head != head:
            found.append("the chain does not end where it should: messages are missing at its end")
    return tuple(found)


def _body_hash(envelope: str) -> str:
    # The stored text, not the dataclass: a message written by an older program keeps its own shape.
    try:
        body = json.loads(envelope)["body"]
    except (ValueError, KeyError, TypeError):
        return ""
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def prune(connection: Connection, before_ms: int) -> int:
    """Tickets, and what was told without one, go when all they had to say was sent before. Returns how many went."""
    tickets_gone = _gone(connection, tickets, tickets.c.ticket_no, before_ms)
    told_gone = _gone(connection, told, told.c.subject, before_ms)
    gone = [*tickets_gone, *told_gone]
    for start in range(0, len(gone), 500):
        some = gone[start : start + 500]
        connection.execute(update(messages).where(messages.c.ticket_no.in_(some)).values(envelope=None))
    return len(gone)


def _gone(connection: Connection, table: Table, subject: Column[str], before_ms: int) -> Sequence[str]:
    still_needed = exists().where(
        messages.c.ticket_no == subject,
        (messages.c.state != "sent") | (messages.c.settled_at >= before_ms),
    )
    return connection.execute(delete(table).where(~still_needed).returning(subject)).scalars().all()
