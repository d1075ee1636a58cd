"""What a shopper says of a visit: stars, tags, a few words; and which ratings look like play."""

from __future__ import annotations

from enum import Enum

LONGEST_TEXT = 200
"""Characters of free text."""


class Tag(Enum):
    """What the stars were for. The same tags serve praise and blame; screens word them by the score."""

    QUEUE = "queue"
    CLARITY = "clarity"
    REFUND_SPEED = "refund_speed"
    ATTITUDE = "attitude"
    FINDING = "finding"
    PRICE = "price"
    MACHINE = "machine"
    FRESHNESS = "freshness"
    GOODS = "goods"
    CLEANLINESS = "cleanliness"
    FACILITIES = "facilities"


class Doubt(Enum):
    """Why a rating is kept apart: it stays stored and can be looked at, figures leave it out."""

    TOO_FAST = "too_fast"
    BURST = "burst"
    PATTERN = "pattern"
    GIBBERISH = "gibberish"
