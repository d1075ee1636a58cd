"""What in a store's words a piece of a question can mean, and how surely: 1 is the same, 0 is something else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kiosk.search.asking import Sort, Symbol
from kiosk.search.characters import folded, readings
from kiosk.search.index import Index, starting
from kiosk.search.text import stem

SAME_SOUND, NEAR_SOUND = 0.85, 0.45
NEARLY_SPELT = 0.75
INITIAL, BEGUN, BROKEN_OFF = 0.95, 0.95, 0.7
WORD_BEGUN = 0.75
NEARLY = 0.9
LEAST_NEARLY = 0.74
"""One letter wrong of four, two of eight."""


def alike(index: Index, symbol: Symbol, mistyped: bool = False) -> Mapping[str, float]:
    """Tokens of the index by how like they are. `mistyped`: English words that are only nearly so, too."""
    sort, text, goes_on = symbol
    match sort:
        case Sort.HAN:
            return _heard(index, text)
        case Sort.SOUND:
            return _spelt(index, text, goes_on)
        case Sort.WORD:
            return _written(index, text, goes_on) or (_nearly(index, text) if mistyped else {})
        case Sort.NUMBER:
            found = dict.fromkeys(starting(index.ordered_words, text), 0.5) if goes_on else {}
            return found | ({text: 1.0} if text in index.tokens else {})


def _heard(index: Index, char: str) -> Mapping[str, float]:
    found: dict[str, float] = {}
    said = readings().get(char, ())
    for sound in said:
        _raise(found, index.near.get(folded(sound), ()), NEAR_SOUND)
    for sound in said:
        _raise(found, index.usual.get(sound, ()), SAME_SOUND)
    if char in index.tokens:
        found[char] = 1.0
    return found


def _spelt(index: Index, piece: str, goes_on: bool) -> Mapping[str, float]:
    found: dict[str, float] = {}
    initial = len(piece) == 1 or piece in ("zh", "ch", "sh")
    if not initial:
        _raise(found, index.near.get(folded(piece), ()), NEARLY_SPELT)
    begun = INITIAL if initial else BEGUN if goes_on else BROKEN_OFF
    for sound in starting(index.ordered_heard, piece):
        _raise(found, index.heard[sound], begun)
    _raise(found, index.heard.get(piece, ()), 1.0)
    if piece in index.tokens:
        found[piece] = INITIAL
    return found


def _written(index: Index, word: str, goes_on: bool) -> Mapping[str, float]:
    found: dict[str, float] = {}
    if goes_on:
        for token in starting(index.ordered_words, word):
            found[token] = WORD_BEGUN + 0.2 * len(word) / len(token)
    _raise(found, index.stems.get(stem(word), ()), 1.0)
    return found


def _nearly(index: Index, word: str) -> Mapping[str, float]:
    if len(word) < 4:
        return {}
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    # Whoever mistypes a word gets its first letter right.
    same = starting(index.ordered_words, word[0])
    close = extract(word, same, scorer=OSA.normalized_similarity, score_cutoff=LEAST_NEARLY, limit=5)
    return {token: value * NEARLY for token, value, _ in close}


def _raise(found: dict[str, float], tokens: Iterable[str], value: float) -> None:
    for token in tokens:
        if found.get(token, 0.0) < value:
            found[token] = value
