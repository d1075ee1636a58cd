"""Which offer the signage shows next: everybody gets a turn, the important ones more often, nobody twice in a row.

A stride scheduler without memory: an offer of weight w stands in every round of the whole cycle w times, spread
evenly. The slide's number alone decides, so that two screens side by side and a restarted one agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from kiosk.flows.guide.things import Offer

HEAVIEST = 3
"""However high its priority, no offer has more than so many turns to another's one."""
A_TURN_MORE = 40
"""Priority that earns one more turn in a cycle."""


def weight(priority: int) -> int:
    """Turns in a cycle: 1 for an ordinary offer, up to `HEAVIEST`."""
    return max(1, min(HEAVIEST, 1 + priority // A_TURN_MORE))


def showing(offers: Sequence[Offer], slide: int) -> Offer | None:
    """The offer of that slide, among those that run now; None when nothing does."""
    running = sorted((offer for offer in offers if offer.runs), key=lambda offer: offer.key)
    if not running:
        return None
    cycle = turns(tuple(weight(offer.promotion.priority) for offer in running))
    return running[cycle[slide % len(cycle)]]


@lru_cache(maxsize=64)
def turns(weights: tuple[int, ...]) -> tuple[int, ...]:
    """One cycle: index i stands in it `weights[i]` times, as evenly as can be, and never twice in a row.

    An index heavier than all others together is held back to as many turns as the others have.
    """
    if len(weights) == 1:
        return (0,)
    heavy = max(range(len(weights)), key=lambda i: weights[i])
    others = sum(weights) - weights[heavy]
    held = [min(w, others) if i == heavy else w for i, w in enumerate(weights)]
    # The k-th of n turns is due at (2k+1)/2n of the cycle; who is due first goes first.
    due = sorted((Fraction(2 * k + 1, 2 * n), i) for i, n in enumerate(held) for k in range(n))
    return tuple(_apart([i for _, i in due]))


def _apart(order: list[int]) -> list[int]:
    """The same turns, none next to itself, the last and the first being neighbours too. Moves as few as need be."""
    while clash := _clash(order):
        better = (_swapped(order, clash - 1, k) for k in range(len(order)))
        found = next((tried for tried in better if _clashes(tried) < _clashes(order)), None)
        if found is None:
            return _dealt(order)
        order = found
    return order


def _clash(order: list[int]) -> int:
    """1 + the first place whose turn follows one of its own; 0 for none."""
    return next((k + 1 for k in range(len(order)) if order[k] == order[k - 1]), 0)


def _clashes(order: list[int]) -> int:
    return sum(order[k] == order[k - 1] for k in range(len(order)))


def _swapped(order: list[int], a: int, b: int) -> list[int]:
    tried = list(order)
    tried[a], tried[b] = tried[b], tried[a]
    return tried


def _dealt(order: list[int]) -> list[int]:
    """Dealt to every other place, the most frequent first: less even, but never two in a row, as nobody has more
    than half of all turns."""
    counts = Counter(order)
    cards = [i for i, times in counts.most_common() for _ in range(times)]
    places = [*range(0, len(order), 2), *range(1, len(order), 2)]
    dealt = [0] * len(order)
    for place, card in zip(places, cards, strict=True):
        dealt[place] = card
    return dealt
