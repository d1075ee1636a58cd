"""One row of an index: a thing that can be found."""

from __future__ import annotations

from typing import NamedTuple

from domain.words import Words
from kiosk.search.hit import HitKind, Place


class Entry(NamedTuple):
    """`kind` and `key` as of a Hit; `rank` is 0 to 1, how likely anybody means it before a word is said."""

    kind: HitKind
    key: str
    words: Words
    rank: float
    department: str = ""
    brand: str = ""
    group: str = ""
    in_stock: bool | None = None
    place: Place | None = None
    sort: str = ""
    """Of an amenity, service, promotion or notice: which sort of it."""
    ends_at: float = 0.0
    """Of a promotion or a notice: seconds since 1970; it is not found afterwards."""
    starts_at: float = 0.0
    """Of a notice: it is not found before."""
