"""A finished document cut at command boundaries, so that questions may go between the pieces and never inside one."""

from __future__ import annotations

from dataclasses import dataclass

CUTS = (65, 66, 97, 98, 103, 104)
"""GS V functions that carry a feed length; the others are three bytes."""

THREE_BYTES = frozenset(
    bytes([lead, code]) for lead, codes in ((0x1B, b"EaJd!t3-GM"), (0x1C, b"!-W"), (0x1D, b"!BwhHf")) for code in codes
)
TWO_BYTES = frozenset((b"\x1b@", b"\x1b2", b"\x1c&", b"\x1c."))


TEAR = b"\n\n\n\n"
"""How a document for a printer without a knife ends: the feed past the tear bar is its cut."""


@dataclass(frozen=True, slots=True)
class Document:
    """Body in pieces of whole commands, and the final cut by itself (empty where the document does not end in one)."""

    pieces: tuple[bytes, ...]
    cut: bytes


def split(data: bytes, size: int) -> Document:
    """Pieces of about `size` bytes; a command longer than that is a piece of its own."""
    ends = _command_ends(data)
    last = ends[-2] if len(ends) > 1 else 0
    cut = data[last:] if data[last : last + 2] == b"\x1dV" and ends[-1] == len(data) else b""
    if not cut and data.endswith(TEAR) and len(data) - len(TEAR) in ends:
        cut = TEAR
    body_end = len(data) - len(cut)
    pieces: list[bytes] = []
    start = previous = 0
    for end in (end for end in ends if end <= body_end):
        if end - start > size and previous > start:
            pieces.append(data[start:previous])
            start = previous
        previous = end
    if start < body_end:
        pieces.append(data[start:body_end])
    return Document(tuple(pieces), cut)


def _command_ends(data: bytes) -> list[int]:
    """Where each command ends. From the first unknown command on, the rest counts as one."""
    ends: list[int] = []
    at = 0
    while at < len(data):
        length = _length(data, at)
        at = len(data) if length is None else min(len(data), at + length)
        ends.append(at)
    return ends


def _length(data: bytes, at: int) -> int | None:
    lead = data[at]
    if lead not in (0x10, 0x1B, 0x1C, 0x1D):
        return _text_length(data, at)
    head = data[at : at + 2]
    if head in TWO_BYTES:
        return 2
    if head in THREE_BYTES:
        return 3
    match head:
        case b"\x1dV":
            return 4 if data[at + 2 : at + 3] and data[at + 2] in CUTS else 3
        case b"\x1dv":
            width, height = (int.from_bytes(data[at + i : at + i + 2], "little") for i in (4, 6))
            return 8 + width * height
        case b"\x1d(":
            return 5 + int.from_bytes(data[at + 3 : at + 5], "little")
        case b"\x1dk" if data[at + 2 : at + 3] >= b"A":
            return 4 + int.from_bytes(data[at + 3 : at + 4], "little")
        case _:
            return None


def _text_length(data: bytes, at: int) -> int:
    """Up to and including the line feed, or up to the next command."""
    end = at
    while end < len(data):
        if data[end] in (0x10, 0x1B, 0x1C, 0x1D):
            return end - at
        end += 1
        if data[end - 1] == 0x0A:
            break
    return end - at
