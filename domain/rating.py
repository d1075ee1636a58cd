"""What a shopper says of a visit: stars, tags, a few words; and which ratings look like play.

Doubts keep a rating apart, never out: it stays stored and can be looked at, figures leave it out, and it opens no
complaint. So every rule here must hardly ever meet somebody who means it; the thresholds say why they do not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

LONGEST_TEXT = 200
"""Characters of free text."""
MOST_STARS = 5
WORST_STARS = 2
"""That many stars or fewer are a complaint."""
BEST_STARS = 4
"""From that many on the tags are praise."""


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


VISIT_TAGS = (
    Tag.QUEUE, Tag.ATTITUDE, Tag.FINDING, Tag.PRICE, Tag.FRESHNESS, Tag.GOODS, Tag.CLEANLINESS, Tag.FACILITIES,
)  # fmt: skip
"""What may be said of a whole visit, in the order of the screen."""
RETURN_TAGS = (
    Tag.QUEUE, Tag.CLARITY, Tag.REFUND_SPEED, Tag.ATTITUDE, Tag.FINDING, Tag.PRICE, Tag.MACHINE, Tag.FRESHNESS,
)  # fmt: skip
"""What may be said of a return just made."""


def praises(stars: int) -> bool:
    """Whether tags given with these stars are praise; else they say what could be better."""
    return stars >= BEST_STARS


class Doubt(Enum):
    """Why a rating is kept apart: it stays stored and can be looked at, figures leave it out."""

    TOO_FAST = "too_fast"
    BURST = "burst"
    PATTERN = "pattern"
    GIBBERISH = "gibberish"


@dataclass(frozen=True, slots=True)
class Vote:
    """One rating as a judge of play sees it. `at_ms` on a clock that only goes forward, the same for all votes of a
    place; `took_ms` from the question to the tap."""

    stars: int
    at_ms: int
    took_ms: int
    text: str = ""


FASTEST_MS = 300
"""To see a light and press a key takes people 200 to 250 ms. Reading a question and choosing one of five takes more."""
BURST_VOTES, BURST_MS = 5, 20_000
"""A vote, the next page and stepping aside take four seconds at the very least, and the next person has to step up:
five within 20 s are one pair of hands."""
SWEEP_VOTES, SWEEP_GAP_MS = 4, 15_000
"""1-2-3-4 or 5-4-3-2, one after the other within seconds: somebody tries the keys. By chance it is one in hundreds."""
HAMMER_VOTES, HAMMER_GAP_MS = 4, 6_000
"""The same stars four times, never more than 6 s apart. Happy shoppers one behind the other are slower than that: the
thanks alone stand longer unless somebody waves them off."""

REMEMBERED = max(BURST_VOTES, SWEEP_VOTES, HAMMER_VOTES) - 1
"""How many votes before the last one the rules look at."""


def doubts(vote: Vote, recent: Sequence[Vote]) -> tuple[Doubt, ...]:
    """Why this vote looks like play, in a fixed order; () for nearly all. `recent`: those before it at this place, the
    oldest first; those later than it by their clock are left out."""
    before = [earlier for earlier in recent if earlier.at_ms <= vote.at_ms][-REMEMBERED:]
    row = [*before, vote]
    found = {
        Doubt.TOO_FAST: vote.took_ms < FASTEST_MS,
        Doubt.BURST: _burst(row),
        Doubt.PATTERN: _sweep(row) or _hammered(row),
        Doubt.GIBBERISH: gibberish(vote.text),
    }
    return tuple(doubt for doubt, holds in found.items() if holds)


def _burst(row: Sequence[Vote]) -> bool:
    last = row[-BURST_VOTES:]
    return len(last) == BURST_VOTES and last[-1].at_ms - last[0].at_ms <= BURST_MS


def _sweep(row: Sequence[Vote]) -> bool:
    last = row[-SWEEP_VOTES:]
    steps = {b.stars - a.stars for a, b in pairwise(last)}
    return len(last) == SWEEP_VOTES and steps in ({1}, {-1}) and _close(last, SWEEP_GAP_MS)


def _hammered(row: Sequence[Vote]) -> bool:
    last = row[-HAMMER_VOTES:]
    return len(last) == HAMMER_VOTES and len({v.stars for v in last}) == 1 and _close(last, HAMMER_GAP_MS)


def _close(row: Sequence[Vote], gap_ms: int) -> bool:
    return all(b.at_ms - a.at_ms <= gap_ms for a, b in pairwise(row))


# Words that are none --------------------------------------------------------------------------------------------

LONGEST_RUN = 8
"""哈哈哈 and 慢慢慢 are words, also six of them; more of one character than this is a thumb on a key."""
LEAST_JUDGED = 8
"""Shorter Latin text is not judged: WC, KFC and GPS have no vowels either."""
_NO_VOWELS = re.compile(f"[b-df-hj-np-tw-xz]{{{LEAST_JUDGED},}}")
_HELD = re.compile(rf"([a-z])\1{{{LONGEST_RUN},}}")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ROW_LENGTH = 6
"""So many neighbours of one row of keys in order are no word: qwerty, asdfgh."""
_ALONG = frozenset(
    line[i : i + _ROW_LENGTH] for row in _ROWS for line in (row, row[::-1]) for i in range(len(line) - _ROW_LENGTH + 1)
)
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_CHINESE = re.compile("[\u3400-\u9fff]")


def gibberish(text: str) -> bool:
    """Whether keys were only played with. Chinese is judged by repetition alone: picking candidates takes care.

    One character over and over, a walk along the keys, Latin letters nobody can speak, eight signs and no letter.
    """
    bare = re.sub(r"\s", "", text).lower()
    if len(bare) < LEAST_JUDGED:
        return any(part in bare for part in _ALONG)
    if _CHINESE.search(bare):
        return max(map(bare.count, set(_CHINESE.findall(bare)))) > max(LONGEST_RUN, len(bare) * 0.6)
    if not _LETTER_OR_DIGIT.search(bare) or len(set(bare)) == 1:
        return True
    walked = any(part in bare for part in _ALONG)
    return walked or _HELD.search(bare) is not None or _NO_VOWELS.search(bare) is not None
