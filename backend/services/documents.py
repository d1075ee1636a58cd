"""Domain dataclasses as the text that is stored, and foreign text judged before it comes near a database."""

from __future__ import annotations

import json
import re
from typing import Any, TypeVar

from domain import codec

T = TypeVar("T")

LONGEST_TEXT = 2_000
_UNWANTED = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def stored(value: object) -> str:
    return codec.canonical(value).decode()


def read(cls: type[T], text: str) -> T:
    """Raises domain.codec.DecodeError: only we write these, so that means damage."""
    return codec.decode(cls, json.loads(text))


def printable(text: str) -> str:
    """What a file said, safe for a terminal: no control or bidirectional characters of its own."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def text_faults(data: Any, *, longest: int = LONGEST_TEXT) -> list[str]:
    """What no database or page should have to hold: half characters, NUL and other controls, endless text.

    Half characters (lone surrogates) pass JSON but not UTF-8; PostgreSQL refuses NUL; controls move
    cursors and printers.
    """
    found: list[str] = []
    pending = [data]
    while pending and len(found) < 10:
        value = pending.pop()
        match value:
            case str():
                if len(value) > longest:
                    found.append(f"a text of {len(value)} characters; at most {longest} are taken")
                elif _UNWANTED.search(value) is not None:
                    found.append(f"a text with control characters or half characters: {ascii(value)[:60]}")
            case dict():
                pending.extend(value.keys())
                pending.extend(value.values())
            case list():
                pending.extend(value)
            case _:
                pass
    return found
