"""From terms that match to things found, the best first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.search.asking import Question
from kiosk.search.entries import Entry
from kiosk.search.index import Index, candidates
from kiosk.search.matching import Match, Matcher
from kiosk.search.vocabulary import Role

MOST_CANDIDATES = 160
MOST_TERMS = 80
MOST_OF_A_TERM = 300
LEAST_COVERED = 0.55
"""Of a question, or nothing was found."""
_WORTH = {
    Role.NAME: 1.0, Role.KIND: 0.93, Role.BRAND: 0.9, Role.WHOLE: 0.97, Role.ENGLISH: 0.97, Role.ALIAS: 0.985,
    Role.PART: 0.95, Role.DEPARTMENT: 0.5,
}  # fmt: skip
_PER_ORDER = 0.02
_RANK = 0.12


@dataclass(slots=True)
class _Tally:
    covered: list[float]
    best: float
    term: int


def found(index: Index, entries: Sequence[Entry], question: Question) -> list[tuple[float, int, int]]:
    """Score, entry and term by their numbers, the best first."""
    best: dict[int, tuple[float, int]] = {}
    for reading, weights in question.readings:
        total = sum(weights)
        matcher = Matcher(reading, weights)
        matches = []
        for number in candidates(index, reading, weights, MOST_CANDIDATES):
            match = matcher.match(index.terms[number].tokens)
            if match is not None:
                matches.append((_share(match, weights, total) * (0.5 + 0.5 * match.shape), number, match))
        matches.sort(key=lambda one: (-one[0], one[1]))
        for entry, tally in _tallied(index, matches[:MOST_TERMS]).items():
            share = sum(c * w for c, w in zip(tally.covered, weights, strict=True)) / total
            if share < LEAST_COVERED:
                continue
            score = share**1.4 * (0.45 + 0.55 * tally.best) + _RANK * entries[entry].rank * share
            if score > best.get(entry, (0.0, 0))[0]:
                best[entry] = (score, tally.term)
    return sorted(((score, entry, term) for entry, (score, term) in best.items()), key=lambda one: (-one[0], one[1]))


def _share(match: Match, weights: Sequence[float], total: float) -> float:
    return sum(c * w for c, w in zip(match.covered, weights, strict=True)) / total


def _tallied(index: Index, matches: Sequence[tuple[float, int, Match]]) -> dict[int, _Tally]:
    """What all terms of a thing cover of the question together, and how good the best of them is."""
    tallies: dict[int, _Tally] = {}
    for strength, number, match in matches:
        for entry, role, order in index.terms[number].uses[:MOST_OF_A_TERM]:
            worth = strength * (_WORTH[role] - _PER_ORDER * order)
            tally = tallies.get(entry)
            if tally is None:
                tallies[entry] = _Tally(list(match.covered), worth, number)
                continue
            tally.covered = [max(a, b) for a, b in zip(tally.covered, match.covered, strict=True)]
            if worth > tally.best:
                tally.best, tally.term = worth, number
    return tallies
