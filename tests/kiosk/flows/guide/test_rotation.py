"""The signage is fair: everybody's turn comes, the important come more often, nobody twice in a row."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kiosk.flows.guide.rotation import HEAVIEST, showing, turns, weight
from tests.kiosk import guide_world as world

WEIGHTS = st.lists(st.integers(1, HEAVIEST), min_size=1, max_size=24).map(tuple)


@given(WEIGHTS)
def test_everybody_has_a_turn_and_nobody_more_than_their_weight(weights: tuple[int, ...]) -> None:
    counts = Counter(turns(weights))
    assert set(counts) == set(range(len(weights)))
    others = {i: sum(weights) - weights[i] for i in range(len(weights))}
    for i, times in counts.items():
        assert times == (min(weights[i], others[i]) if len(weights) > 1 else 1)


@given(WEIGHTS.filter(lambda weights: len(weights) > 1))
def test_nobody_is_shown_twice_in_a_row_not_even_from_one_round_to_the_next(weights: tuple[int, ...]) -> None:
    cycle = turns(weights)
    assert all(a != b for a, b in zip(cycle, (*cycle[1:], cycle[0]), strict=True))


@given(WEIGHTS.filter(lambda weights: len(weights) > 3))
def test_nobody_waits_longer_than_about_a_round(weights: tuple[int, ...]) -> None:
    """Turns are spread: between two of one's own never lie more than twice the others' fair share."""
    cycle = turns(weights)
    for i in set(cycle):
        places = [k for k, who in enumerate(cycle) if who == i]
        gaps = [b - a for a, b in zip(places, [*places[1:], places[0] + len(cycle)], strict=True)]
        assert max(gaps) <= 2 * len(cycle) / len(places) + 1


@given(st.integers(-1000, 1000), st.integers(-1000, 1000))
def test_a_higher_priority_never_has_fewer_turns(a: int, b: int) -> None:
    low, high = sorted((a, b))
    assert 1 <= weight(low) <= weight(high) <= HEAVIEST


def test_only_what_runs_now_is_shown() -> None:
    offers = world.shop().offers
    shown = {offer.key for slide in range(200) if (offer := showing(offers, slide)) is not None}
    assert shown == {offer.key for offer in offers if offer.runs}
    assert showing([replace(o, since=o.until) for o in offers], 5) is None
    assert showing([], 0) is None


def test_two_screens_side_by_side_show_the_same() -> None:
    offers = world.shop().offers
    assert [showing(offers, n) for n in range(40)] == [showing(tuple(reversed(offers)), n) for n in range(40)]
