"""Looking back over the journal: is it still what was written, and what may go."""

from __future__ import annotations

import hashlib
import json

from sqlalchemy import Connection, delete, exists, select, update

from sync import chain
from sync.schema import device, messages, tickets


def faults(connection: Connection) -> tuple[str, ...]:
    """Walk every enrolment's chain from its beginning; see `sync.chain`."""
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
    """Tickets go when everything they had to say was sent before that moment. Returns how many went."""
    still_needed = exists().where(
        messages.c.ticket_no == tickets.c.ticket_no,
        (messages.c.state != "sent") | (messages.c.settled_at >= before_ms),
    )
    gone = connection.execute(delete(tickets).where(~still_needed).returning(tickets.c.ticket_no)).scalars().all()
    for start in range(0, len(gone), 500):
        some = gone[start : start + 500]
        connection.execute(update(messages).where(messages.c.ticket_no.in_(some)).values(envelope=None))
    return len(gone)
