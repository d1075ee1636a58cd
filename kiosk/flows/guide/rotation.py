"""Which offer the signage shows next: everybody gets a turn, the important ones more often, nobody twice in a row.

A stride scheduler without memory: an offer of weight w stands in every round of the whole cycle w times, spread
evenly. The slide's number alone decides, so that two screens side by side and a restarted one agree.
"""

from __future__ import annotations

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
    for _ in range(len(order)):
        bad = next((k for k in range(len(order)) if order[k] == order[k - 1]), None)
        if bad is None:
            break
        for k in range(len(order)):
            if _fits(order, bad, order[k]) and _fits(order, k, order[bad]):
                order[bad], order[k] = order[k], order[bad]
                break
    return order


def _fits(order: list[int], at: int, who: int) -> bool:
    return who not in (order[at - 1], order[(at + 1) % len(order)])
