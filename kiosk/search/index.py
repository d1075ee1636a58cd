"""The index: all words with what they lead to, and by which of their pieces they can be looked up."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from math import log

from kiosk.search.asking import LIGHT, Reading, Sort, Symbol
from kiosk.search.characters import folded, is_han, readings
from kiosk.search.roles import Use
from kiosk.search.text import stem

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
    tokens: Postings = field(default_factory=dict)
    """By a character, a word or a number."""
    pairs: Postings = field(default_factory=dict)
    """By a syllable and the first letter of the next: "jiang y"."""
    first: Postings = field(default_factory=dict)
    """By the letter a term begins with."""
    heard: Mapping[str, list[str]] = field(default_factory=dict)
    """The characters there are, by syllable."""
    usual: Mapping[str, list[str]] = field(default_factory=dict)
    """The same by each one's first reading alone: nobody mistakes a character for what it is hardly ever read as."""
    near: Mapping[str, list[str]] = field(default_factory=dict)
    """As `usual`, by folded syllable."""
    stems: Mapping[str, list[str]] = field(default_factory=dict)
    ordered_pairs: Sequence[str] = ()
    ordered_heard: Sequence[str] = ()
    ordered_words: Sequence[str] = ()
    """Words and numbers."""


def indexed(terms: Sequence[Term]) -> Index:
    """With everything to look them up by."""
    listed: Postings = {}
    pairs: Postings = {}
    first: Postings = {}
    said = readings()
    for number, term in enumerate(terms):
        previous: tuple[str, ...] = ()
        for place, token in enumerate(term.tokens):
            _add(listed, token, number)
            sounds = said.get(token, ()) if is_han(token) else (token,)
            letters = {sound[0] for sound in sounds}
            if place == 0:
                for letter in letters:
                    _add(first, letter, number, MOST_FIRST)
            for sound in previous:
                for letter in letters:
                    _add(pairs, f"{sound} {letter}", number)
            previous = sounds
        for sound in previous:
            _add(pairs, f"{sound} ", number)
    heard: dict[str, list[str]] = {}
    near: dict[str, list[str]] = {}
    stems: dict[str, list[str]] = {}
    usual: dict[str, list[str]] = {}
    for token in listed:
        if is_han(token):
            sounds = said.get(token, ())
            for sound in sounds:
                heard.setdefault(sound, []).append(token)
            for sound in sounds[:1]:
                usual.setdefault(sound, []).append(token)
            for sound in {folded(sound) for sound in sounds[:1]}:
                near.setdefault(sound, []).append(token)
        else:
            stems.setdefault(stem(token), []).append(token)
    words = sorted(token for token in listed if not is_han(token))
    return Index(terms, listed, pairs, first, heard, usual, near, stems, sorted(pairs), sorted(heard), words)


def _add(postings: Postings, piece: str, number: int, most: int = MOST_LISTED) -> None:
    known = postings.setdefault(piece, [])
    if len(known) < most and (not known or known[-1] != number):
        known.append(number)


def candidates(
    index: Index, reading: Reading, weights: Sequence[float], alike: Sequence[Mapping[str, float]], most: int
) -> list[int]:
    """Numbers of the terms that share most with what was asked, rare pieces counting more; at most `most`.

    `alike` has, for each symbol, the tokens it is like.
    """
    votes: dict[int, float] = {}
    total = len(index.terms) + 1
    counted = [place for place in range(len(reading)) if weights[place] > LIGHT]
    for place in counted:
        sort, text, _ = reading[place]
        if sort is Sort.SOUND:
            lists = [(_said(index, text, reading[place + 1 : place + 2], len(counted) == 1), 1.0)]
        else:
            lists = [(index.tokens[token], likeness) for token, likeness in alike[place].items()]
        for known, factor in lists:
            if known:
                worth = factor * log(1 + total / len(known))
                for number in known:
                    votes[number] = votes.get(number, 0.0) + worth
    if not votes:
        return []
    # What has a third of the best one's votes shares a character with the question and no more.
    least = max(votes.values()) * 0.3
    strong = [number for number, worth in votes.items() if worth >= least]
    return nsmallest(most, strong, key=lambda number: (-votes[number], number))


def _said(index: Index, piece: str, after: Sequence[Symbol], single: bool) -> Sequence[int]:
    """Terms in which a syllable begins so, before another that begins as the next piece does."""
    if single and len(piece) == 1:
        return index.first.get(piece, ())
    keys = starting(index.ordered_pairs, piece)
    if after:
        sort, text, _ = after[0]
        letters = {text[0]} if sort is not Sort.HAN else {sound[0] for sound in readings().get(text, ())}
        keys = [key for key in keys if key[-1] in letters]
    found = _merged(index.pairs, keys)
    if found or len(piece) == 1:
        return found
    return _merged(index.tokens, index.near.get(folded(piece), ()))


def starting(ordered: Sequence[str], start: str) -> list[str]:
    """All that begin so, of what is in order."""
    low = bisect_left(ordered, start)
    return list(ordered[low : bisect_left(ordered, start + "\uffff", low)])


def _merged(postings: Postings, keys: Iterable[str]) -> Sequence[int]:
    lists = [postings[key] for key in keys]
    if len(lists) == 1:
        return lists[0]
    return sorted(set().union(*lists))[:MOST_LISTED]
