"""What a printer sends back, taken apart. Pure: bytes in, replies and the unfinished rest out.

Answers to different questions share one line, and some of their bytes look alike: a process id may hold bytes that
would pass for a status on their own, so blocks are read as blocks, in order, before single bytes are judged.
(Epson, "ESC/POS Command Reference": DLE EOT, GS r, GS a, GS ( H, DLE DC4.)
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RealTime:
    """One answer to DLE EOT; which of them, only the order of asking tells."""

    value: int


@dataclass(frozen=True, slots=True)
class InOrder:
    """The answer to GS r 1: everything before the question has been worked off. Bits 0-1 near end, 2-3 end."""

    value: int


@dataclass(frozen=True, slots=True)
class ProcessDone:
    """The answer to GS ( H: everything before this id has been worked off."""

    identity: bytes


@dataclass(frozen=True, slots=True)
class Cleared:
    """The answer to DLE DC4 8: the buffers are empty."""


@dataclass(frozen=True, slots=True)
class AutoStatus:
    """Four bytes of automatic status (ASB), sent unasked by printers set up to do so."""

    values: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Garbage:
    """A byte no printer says."""

    value: int


Reply = RealTime | InOrder | ProcessDone | Cleared | AutoStatus | Garbage

BLOCK = 0x37
PROCESS, CLEARED = 0x22, 0x25
FLOW_CONTROL = (0x11, 0x13)
"""XON and XOFF: the line's business, not ours."""


def parse(received: bytes) -> tuple[list[Reply], bytes]:
    """All whole replies, and what has to wait for more bytes."""
    replies: list[Reply] = []
    at = 0
    while at < len(received):
        step = _next(received, at)
        if step is None:
            break
        reply, length = step
        if reply is not None:
            replies.append(reply)
        at += length
    return replies, received[at:]


def _next(received: bytes, at: int) -> tuple[Reply | None, int] | None:
    """The reply at this place and its length; None when more bytes are needed."""
    first = received[at]
    if first == BLOCK:
        return _block(received[at : at + 7])
    if first & 0x93 == 0x10:
        return _auto_status(received[at : at + 4])
    if first & 0x93 == 0x12:
        return RealTime(first), 1
    if first & 0x90 == 0:
        return InOrder(first), 1
    if first in FLOW_CONTROL:
        return None, 1
    return Garbage(first), 1


def _block(block: bytes) -> tuple[Reply, int] | None:
    if len(block) >= 2 and block[1] not in (PROCESS, CLEARED):
        return Garbage(block[0]), 1
    length = 3 if block[1:2] == bytes([CLEARED]) else 7
    if len(block) < length:
        return None
    if block[length - 1] != 0:
        return Garbage(block[0]), 1
    return (Cleared() if length == 3 else ProcessDone(block[2:6])), length


def _auto_status(block: bytes) -> tuple[Reply, int] | None:
    if any(value & 0x90 for value in block[1:]):
        return Garbage(block[0]), 1
    if len(block) < 4:
        return None
    return AutoStatus((block[0], block[1], block[2], block[3])), 4
