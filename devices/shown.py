"""An address as it may be printed, logged and sent to somebody: without what only its owner should know. Pure."""

from __future__ import annotations

import re

_HIDDEN = "***"
_FRONT = re.compile(
    r"\s*(?:(?:camera|file|hid|https?|network|rtsps?|serial|simulated|usb|wedge):/+|//+)", re.IGNORECASE
)
"""What is no scheme of ours may be somebody's name: `viewer:/s3cret@host`."""
_LOCAL = re.compile(r"\s*(?:file|serial|hid|simulated):///", re.IGNORECASE)
"""What follows is a path, in which an @ is a letter like any other."""
_SECRET = re.compile(r"((?:passw(?:or)?d|pwd|pass|token|secret|key)=)[^&;/?#\s]*", re.IGNORECASE)


def shown(uri: str) -> str:
    """The address with its password hidden, also where it is so malformed that nobody can tell its parts: whatever
    stands before the last @ is taken for a name and a password, and some cameras want theirs among the options."""
    front = _FRONT.match(uri)
    start = front.end() if front else 0
    owner, at, rest = uri[start:].rpartition("@")
    if at and not _LOCAL.match(uri):
        name, colon, _ = owner.partition(":")
        uri = uri[:start] + (f"{name}:{_HIDDEN}" if colon else _HIDDEN) + at + rest
    return _SECRET.sub(rf"\1{_HIDDEN}", uri)
