"""From terms that match to things found, the best first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from kiosk.search.asking import LIGHT, Question, Reading, Sort
from kiosk.search.characters import syllables
from kiosk.search.entry import Entry
from kiosk.search.index import Index, Term, candidates
from kiosk.search.likeness import alike
from kiosk.search.matching import ALONE, Match, Matcher
from kiosk.search.roles import Role

MOST_CANDIDATES = 160
MOST_TERMS = 80
MOST_OF_GOOD, GOOD_TERMS, MOST_OF_OTHERS = 300, 12, 40
"""How many things a term leads to: the best terms to many, the others to a few."""
LEAST_COVERED = 0.55
"""Of a question, or nothing was found."""
LEAST_NAMED = 0.34
"""The same where the question ends with the whole name of something: 老人吃的钙片."""
LEAST_BY_INITIALS = 0.75
"""The same where only initials were typed: two or three of any letters are those of some name."""
LEAST_HEARD = 0.7
"""The same where Chinese only sounds like the beginning or a part of something: 吸烟 is no 西洋参."""
_SURE = 0.8
"""How well a piece is covered by what is surely meant by it."""
_WORTH: dict[int, float] = {
    Role.NAME: 1.0, Role.KIND: 0.93, Role.BRAND: 0.9, Role.WHOLE: 0.97, Role.ENGLISH: 0.97, Role.ALIAS: 0.985,
    Role.PART: 0.95, Role.DEPARTMENT: 0.85, Role.WISH: 0.985, Role.TITLE: 0.75,
}  # fmt: skip
_PER_ORDER = 0.05
"""Less for each thing that a word means before."""


class Spelt(Enum):
    """How much of the sound of what is asked for was typed: of initials and beginnings many names are made."""

    NOT = 0
    WHOLE = 1
    BEGUN = 2
    INITIALS = 3


_BY_SOUND: dict[Spelt, dict[int, float]] = {
    Spelt.NOT: {Role.ALIAS: 1.0, Role.WISH: 1.0},
    Spelt.WHOLE: {Role.ALIAS: 0.95, Role.WISH: 0.9},
    Spelt.BEGUN: {Role.ALIAS: 0.88, Role.WISH: 0.85},
    Spelt.INITIALS: {Role.ALIAS: 0.8, Role.WISH: 0.75},
}
"""Worth of another word for a thing that was only spelt: its letters may be those of many."""
_WISHED, _RANK_WISHED = 0.7, 0.15
"""What is needed for a dish is known alike, or nearly: there the order is the cook's."""
_RANK, _RANK_UNFINISHED = 0.12, 0.22

Scored = tuple[float, int, int]
"""Score, entry and term by their numbers."""


@dataclass(slots=True)
class _Tally:
    covered: tuple[float, ...]
    best: float
    term: int
    named: bool
    heard: bool
    wished: bool


def found(index: Index, entries: Sequence[Entry], question: Question, mistyped: bool = False) -> list[Scored]:
    """The best first. `mistyped`: words that are only nearly right count too, which takes longer."""
    best: dict[int, tuple[float, int]] = {}
    for reading, weights in question.readings:
        for score, entry, term in _found(index, entries, reading, weights, mistyped):
            if score > best.get(entry, (0.0, 0))[0]:
                best[entry] = (score, term)
    return in_order((score, entry, term) for entry, (score, term) in best.items())


def in_order(scored: Iterable[Scored]) -> list[Scored]:
    return sorted(scored, key=lambda one: (-one[0], one[1]))


def _found(
    index: Index, entries: Sequence[Entry], reading: Reading, weights: Sequence[float], mistyped: bool
) -> list[Scored]:
    likes = [alike(index, symbol, mistyped) for symbol in reading]
    total = sum(weights)
    matcher = Matcher(reading, weights, likes)
    matches = []
    for number in candidates(index, reading, weights, likes, MOST_CANDIDATES):
        match = matcher.match(index.terms[number].tokens)
        if match is not None:
            matches.append((_share(match.covered, weights) / total * (0.5 + 0.5 * match.shape), number, match))
    matches.sort(key=lambda one: (-one[0], one[1]))
    several = _several(index, matches, weights, total)
    last = max(place for place, weight in enumerate(weights) if weight > LIGHT)
    spelling = _spelling(reading)
    by_initials = spelling is Spelt.INITIALS
    named, least = (LEAST_BY_INITIALS, LEAST_BY_INITIALS) if by_initials else (LEAST_NAMED, LEAST_COVERED)
    by_rank = _RANK_UNFINISHED if spelling in (Spelt.INITIALS, Spelt.BEGUN) else _RANK
    scored = []
    for entry, tally in _tallied(index, matches[:MOST_TERMS], _BY_SOUND[spelling], several, last).items():
        share = _share(tally.covered, weights) / total
        if share >= (named if tally.named else LEAST_HEARD if tally.heard else least):
            rank = by_rank * (_WISHED + _RANK_WISHED * entries[entry].rank if tally.wished else entries[entry].rank)
            score = share**1.4 * (0.45 + 0.55 * tally.best) + rank * share
            scored.append((score, entry, tally.term))
    return scored


def _several(
    index: Index, matches: Sequence[tuple[float, int, Match]], weights: Sequence[float], total: float
) -> bool:
    """Whether it names one thing after another: 蔬菜水果, 牙膏牙刷."""
    named = [match.covered for _, number, match in matches if _whole(index.terms[number], match)]
    together = [max(values) for values in zip(*named, strict=True)]
    return len(named) > 1 and _share(together, weights) > _SURE * total


def _whole(term: Term, match: Match) -> bool:
    """Whether a whole word of the store was said, that is more than a character."""
    says = len(term.tokens) > 1 or len(term.tokens[0]) > 2
    return match.shape == 1.0 and says and max(match.covered) > _SURE


def _spelling(reading: Reading) -> Spelt:
    sounds = [text for sort, text, _ in reading if sort is Sort.SOUND]
    if not sounds:
        return Spelt.NOT
    if all(len(text) == 1 for text in sounds):
        return Spelt.INITIALS
    return Spelt.WHOLE if all(len(text) > 1 and text in syllables() for text in sounds) else Spelt.BEGUN


def _share(covered: Sequence[float], weights: Sequence[float]) -> float:
    return sum(map(float.__mul__, covered, weights))


def _tallied(
    index: Index,
    matches: Sequence[tuple[float, int, Match]],
    by_sound: Mapping[int, float],
    several: bool,
    last: int,
) -> dict[int, _Tally]:
    """What all terms of a thing cover of the question together, and how good the best of them is."""
    tallies: dict[int, _Tally] = {}
    for nth, (strength, number, match) in enumerate(matches):
        covered = match.covered
        term = index.terms[number]
        named = _whole(term, match) and (several or covered[last] > _SURE)
        heard = match.heard and match.shape < 1.0
        for entry, role, order in term.uses[: MOST_OF_GOOD if nth < GOOD_TERMS else MOST_OF_OTHERS]:
            worth = strength * (_WORTH[role] - _PER_ORDER * order)
            if role == Role.ALIAS or role == Role.WISH:
                if role == Role.WISH and not match.begins:
                    # 可乐鸡翅 wants cola, 鸡翅 does not.
                    continue
                worth *= by_sound[role]
            tally = tallies.get(entry)
            if tally is None:
                tallies[entry] = _Tally(covered, worth, number, named, heard, role == Role.WISH)
                continue
            if tally.covered is not covered:
                # A lone character of another word adds nothing.
                tally.covered = tuple(
                    [b if b > a and b > ALONE else a for a, b in zip(tally.covered, covered, strict=True)]
                )
            tally.named |= named
            tally.heard &= heard
            if worth > tally.best:
                tally.best, tally.term, tally.wished = worth, number, role == Role.WISH
    return tallies
