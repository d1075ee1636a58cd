"""The index: all words with what they lead to, and by which of their pieces they can be looked up."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from math import log

from kiosk.search.asking import LIGHT, Reading, Sort
from kiosk.search.characters import folded, is_han, readings
from kiosk.search.text import stem
from kiosk.search.vocabulary import Use, Vocabulary

MOST_LISTED = 3_000
"""Of what is in more words than that, the best known are looked at."""
MOST_FIRST = 400
"""Words kept for a single letter."""

Postings = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Term:
    """`tokens` are compared, `text` is shown, `uses` lead on."""

    text: str
    tokens: tuple[str, ...]
    uses: Sequence[Use]


@dataclass(frozen=True, slots=True)
class Index:
    """Term numbers by piece; a smaller number is better known."""

    terms: Sequence[Term]
    chars: Postings = field(default_factory=dict)
    sounds: Postings = field(default_factory=dict)
    """By a syllable as it is folded: zhi and zi are one."""
    pairs: Postings = field(default_factory=dict)
    """By a syllable and the first letter of the next: "jiang y"."""
    words: Postings = field(default_factory=dict)
    """By an English word's stem, and numbers as they are."""
    first: Postings = field(default_factory=dict)
    """By the letter a term begins with."""
    sorted_words: Sequence[str] = ()
    sorted_pairs: Sequence[str] = ()


def index(words: Vocabulary) -> Index:
    ordered = sorted(words.items(), key=lambda item: (min(item[1].uses)[0], item[0]) if item[1].uses else (1 << 30, item[0]))
    terms = [Term(word.text, key, sorted(word.uses, key=_best_first)) for key, word in ordered if word.uses]
    return indexed(terms)


def _best_first(use: Use) -> tuple[int, int]:
    return (use[2], use[0])


def indexed(terms: Sequence[Term]) -> Index:
    """With everything to look them up by."""
    made = Index(terms)
    said = readings()
    for number, term in enumerate(terms):
        previous: tuple[str, ...] = ()
        for place, token in enumerate(term.tokens):
            if is_han(token):
                _add(made.chars, token, number)
                sounds = said.get(token, ())
                for sound in sounds:
                    _add(made.sounds, folded(sound), number)
            else:
                _add(made.words, stem(token), number)
                sounds = (token,)
            if place == 0:
                for letter in {sound[0] for sound in sounds}:
                    _add(made.first, letter, number, MOST_FIRST)
            else:
                for sound in previous:
                    for letter in {after[0] for after in sounds}:
                        _add(made.pairs, f"{sound} {letter}", number)
            previous = sounds
        for sound in previous:
            _add(made.pairs, f"{sound} ", number)
    return Index(
        made.terms, made.chars, made.sounds, made.pairs, made.words, made.first, sorted(made.words), sorted(made.pairs)
    )


def _add(postings: Postings, piece: str, number: int, most: int = MOST_LISTED) -> None:
    listed = postings.setdefault(piece, [])
    if len(listed) < most and (not listed or listed[-1] != number):
        listed.append(number)


def candidates(index: Index, reading: Reading, weights: Sequence[float], most: int) -> list[int]:
    """Numbers of the terms that share most with what was asked, rare pieces counting more; at most `most`."""
    votes: dict[int, float] = {}
    total = len(index.terms) + 1

    def vote(listed: Sequence[int], factor: float) -> None:
        if listed:
            worth = factor * log(1 + total / len(listed))
            for number in listed:
                votes[number] = votes.get(number, 0.0) + worth

    counted = [(place, symbol) for place, symbol in enumerate(reading) if weights[place] > LIGHT]
    for place, (sort, text, goes_on) in counted:
        match sort:
            case Sort.HAN:
                vote(index.chars.get(text, ()), 1.0)
                heard = {folded(sound) for sound in readings().get(text, ())}
                for sound in heard:
                    vote(index.sounds.get(sound, ()), 0.5)
            case Sort.NUMBER:
                vote(index.words.get(text, ()), 0.6)
            case Sort.WORD:
                vote(_beginning(index, text) if goes_on else index.words.get(stem(text), ()), 1.0)
            case Sort.SOUND:
                after = reading[place + 1] if place + 1 < len(reading) else None
                vote(_said(index, text, after, single=len(counted) == 1), 1.0)
    if len(votes) <= most:
        return sorted(votes, key=lambda number: (-votes[number], number))
    return nsmallest(most, votes, key=lambda number: (-votes[number], number))


def _beginning(index: Index, text: str) -> Sequence[int]:
    """Terms with a word that begins so."""
    return _merged(index.words, _range(index.sorted_words, text), stem(text))


def _said(index: Index, piece: str, after: tuple[Sort, str, bool] | None, single: bool) -> Sequence[int]:
    """Terms in which a syllable begins so, before another that begins as the next piece does."""
    if single and after is None and len(piece) == 1:
        return index.first.get(piece, ())
    keys = _range(index.sorted_pairs, piece)
    if after is not None and after[0] in (Sort.SOUND, Sort.WORD, Sort.NUMBER):
        letter = after[1][0]
        keys = [key for key in keys if key[-1] == letter]
    elif after is not None:
        letters = {sound[0] for sound in readings().get(after[1], ())}
        keys = [key for key in keys if key[-1] in letters]
    found = _merged(index.pairs, keys)
    if not found and len(piece) > 1:
        return index.sounds.get(folded(piece), ())
    return found


def _range(ordered: Sequence[str], start: str) -> list[str]:
    low = bisect_left(ordered, start)
    found = []
    for at in range(low, len(ordered)):
        if not ordered[at].startswith(start):
            break
        found.append(ordered[at])
    return found


def _merged(postings: Mapping[str, list[int]], keys: Iterable[str], extra: str = "") -> Sequence[int]:
    lists = [postings[key] for key in {*keys, *((extra,) if extra in postings else ())}]
    if len(lists) == 1:
        return lists[0]
    return sorted(set().union(*lists))[:MOST_LISTED]


Compare = Callable[[str], float]
