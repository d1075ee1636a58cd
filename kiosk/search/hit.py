"""What a search finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from domain.words import NO_WORDS, Words

HitKind = Literal["product", "brand", "group", "department", "amenity", "service", "promotion", "notice"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing is, as plain data: D 区 12 号柜，第 2 层. What is not known is "" or 0.

    `side` is the face as it is signed, `shelf` counts from the floor; `name` is the fixture's or the room's own name.
    """

    level_id: str = ""
    level: Words = NO_WORDS
    zone: str = ""
    number: str = ""
    name: Words = NO_WORDS
    fixture_id: str = ""
    side: str = ""
    bay: int = 0
    shelf: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. `name` is in the language asked for, `words` in all; `department` is its name, "" for none.

    `key` is a product's id, a brand's or group's name, a department's code, the id of an amenity, opening, occupant,
    promotion or notice. `why` is the word of the store that matched, `score` compares hits of one search only. `place`
    None where nobody knows; of a brand, group or department it is where most of it stands.
    """

    kind: HitKind
    key: str
    name: str
    words: Words
    department: str = ""
    place: Place | None = None
    score: float = 0.0
    why: str = ""
    brand: str = ""
    group: str = ""
    in_stock: bool | None = None
