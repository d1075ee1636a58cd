"""What stands in a cell of a guide table, by its column: numbers, times, lists. Everything else is text as it is.

A time without a zone is the store's own: who writes a table thinks of the clock on the wall.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

Cell = Callable[[str], Any]


def whole(text: str) -> int:
    # int() would also take 1_000, full-width digits and spaces.
    if not (text.isascii() and text.removeprefix("-").isdigit() and len(text) <= 19):
        raise ValueError("a whole number is expected")
    return int(text)


def words(text: str) -> list[str]:
    """Separated by spaces or any comma: 酱油、冰糖, 五花肉."""
    for comma in "、，,;；":
        text = text.replace(comma, " ")
    return text.split()


def numbers(text: str) -> list[int]:
    return [whole(part) for part in words(text)]


def clock(text: str) -> str:
    try:
        return time.fromisoformat(text if len(text) > 4 else f"0{text}").isoformat()
    except ValueError:
        raise ValueError("a time HH:MM is expected") from None


def day(text: str) -> str:
    try:
        return date.fromisoformat(text.replace("/", "-")).isoformat()
    except ValueError:
        raise ValueError("a date YYYY-MM-DD is expected") from None


def moment_in(zone: ZoneInfo) -> Cell:
    def moment(text: str) -> str:
        try:
            read = datetime.fromisoformat(text.replace("/", "-"))
        except ValueError:
            raise ValueError("a time YYYY-MM-DD HH:MM is expected") from None
        return (read if read.tzinfo is not None else read.replace(tzinfo=zone)).isoformat()

    return moment


def nest(flat: Mapping[str, Any]) -> dict[str, Any]:
    """`{"title.en": "x"}` as `{"title": {"en": "x"}}`."""
    nested: dict[str, Any] = {}
    for path, value in flat.items():
        *outer, last = path.split(".")
        inside = nested
        for name in outer:
            inside = inside.setdefault(name, {})
        inside[last] = value
    return nested
