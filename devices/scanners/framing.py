"""Bytes of a serial line cut into messages between prefix and suffix. Pure: state in, state and messages out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from devices.scanners.contract import LONGEST

_MOST = LONGEST * 4
"""Bytes of the longest message (UTF-8 takes up to four a character)."""


@dataclass(frozen=True, slots=True)
class Frame:
    """How a scanner is set up to wrap a code: `prefix` may be empty; with an empty `suffix` CR, LF and ETX end it."""

    prefix: bytes = b""
    suffix: bytes = b""


@dataclass(frozen=True, slots=True)
class Line:
    """What has come so far. `overlong`: the rest up to the next end is thrown away; `at`: when the last byte came."""

    pending: bytes = b""
    overlong: bool = False
    at: float = 0.0


_GAP = 0.5
"""Seconds of silence after which a half message is given up: the cable was pulled, or it was noise."""


def receive(line: Line, data: bytes, at: float, frame: Frame) -> tuple[Line, tuple[bytes, ...]]:
    """Take `data` that came at `at` (monotonic seconds). Returns the new state and the complete messages."""
    if (line.pending or line.overlong) and at - line.at > _GAP:
        line = Line()
    ends = (frame.suffix,) if frame.suffix else (b"\r", b"\n", b"\x03")
    pending, overlong = line.pending + data, line.overlong
    messages: list[bytes] = []
    while True:
        cut = min((p for p in (pending.find(e) for e in ends) if p >= 0), default=-1)
        if cut < 0:
            break
        size = max(len(e) for e in ends if pending.startswith(e, cut))
        message, pending = pending[:cut], pending[cut + size :]
        whole = _unwrapped(message, frame.prefix)
        if not overlong and whole and len(whole) <= _MOST:
            messages.append(whole)
        overlong = False
    if len(pending) > _MOST:
        # Enough of the tail is kept to still find an end that is split over two reads.
        pending, overlong = pending[-max(0, len(frame.suffix) - 1) :] if len(frame.suffix) > 1 else b"", True
    return replace(line, pending=pending, overlong=overlong, at=at), tuple(messages)


def _unwrapped(message: bytes, prefix: bytes) -> bytes:
    message = message.lstrip(b"\x02") if not prefix else message
    if not prefix:
        return message
    place = message.find(prefix)
    return message[place + len(prefix) :] if place >= 0 else b""
