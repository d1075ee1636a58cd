"""The hash chain: each message's link covers the link before it, so nothing can be taken out or changed unseen.

The kiosk writes it in the transaction that accepts; the central service follows it as messages arrive.

A link covers hashes and order only, never a body: a body may be deleted after its time and the chain still stands.
What remains cannot be guessed back, since every return's body holds 128 random bits (its tracking token), and so does
every rating's (its id).
"""

from __future__ import annotations

from domain import codec


def genesis(device_id: str, epoch: int) -> str:
    """The link before the first message of an enrolment."""
    return codec.digest({"device_id": device_id, "epoch": epoch})


def link(previous: str, device_id: str, epoch: int, seq: int, message_id: str, body_hash: str) -> str:
    """SHA-256, lower-case hex."""
    return codec.digest(
        {
            "previous": previous,
            "device_id": device_id,
            "epoch": epoch,
            "seq": seq,
            "message_id": message_id,
            "body_hash": body_hash,
        }
    )
