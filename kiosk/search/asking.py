"""A shopper's question as the search compares it: which pieces count, and every way its letters can be read.

Nothing is cut out of a question. What only asks (哪里有卖…, where is the …) weighs next to nothing, so that a word
which happens to hold such letters is still found by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import islice, zip_longest

from kiosk.search.characters import is_han, syllables
from kiosk.search.phrases import ASKING, ASKING_WORDS
from kiosk.search.text import is_number, normalised, tokens

LIGHT = 0.05
"""Weight of what only asks."""
MODIFYING = 0.3
"""Weight of what stands before 的: 写字的笔 is a pen."""
MOST_READINGS = 6
MOST_SYMBOLS = 24
_NUMBER_AND_LETTERS = re.compile(r"([a-z]?\d+)([a-z]+)")


class Sort(IntEnum):
    """What a symbol can be the same as."""

    HAN = 0
    SOUND = 1
    """The beginning, or all, of a syllable."""
    WORD = 2
    NUMBER = 3


Symbol = tuple[Sort, str, bool]
"""Sort, text, and whether it may go on: the last one may not be finished yet."""
Reading = tuple[Symbol, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """`readings` each have a weight for every symbol; `text` is what was asked, normalised."""

    text: str
    readings: tuple[tuple[Reading, tuple[float, ...]], ...]


def question(text: str) -> Question:
    """Empty for what holds no letter, digit or Chinese character."""
    plain = normalised(text)
    pieces = tokens(plain)[:MOST_SYMBOLS]
    if not pieces:
        return Question("", ())
    weights = _weights(plain, pieces)
    made = dict.fromkeys(islice(_readings(pieces, weights), MOST_READINGS))
    return Question(plain, tuple(made))


def _weights(plain: str, pieces: Sequence[str]) -> list[float]:
    """How much each piece counts. All count when nothing else would be left."""
    marked = [False] * len(plain)
    for found in ASKING.finditer(plain):
        if not found[0].isascii():
            marked[found.start() : found.end()] = [True] * (found.end() - found.start())
    weights, at = [], 0
    english = plain.isascii() and not _is_spelt(pieces)
    for piece in pieces:
        at = plain.index(piece, at)
        weights.append(LIGHT if marked[at] or (english and piece in ASKING_WORDS) else 1.0)
        at += len(piece)
    if max(weights) <= LIGHT:
        return [1.0] * len(pieces)
    last = max((place for place, piece in enumerate(pieces) if piece == "的"), default=0)
    if max(weights[last:]) > LIGHT:
        weights[:last] = [min(weight, MODIFYING) for weight in weights[:last]]
    return weights


def _is_spelt(pieces: Sequence[str]) -> bool:
    """Pinyin with a space after every syllable: the you of jiang you asks nothing, that of do you sell does."""
    return all(len(piece) > 1 and piece in syllables() for piece in pieces)


def _readings(pieces: Sequence[str], weights: Sequence[float]) -> Iterator[tuple[Reading, tuple[float, ...]]]:
    yield _reading([(_plain(piece),) for piece in pieces], weights)
    # 5hdc for 5号电池, a4dyz for A4打印纸: a number, and then letters.
    pieces, weights = _parted(pieces, weights)
    lettered = [_has_letters(piece) and weight > LIGHT for piece, weight in zip(pieces, weights, strict=True)]
    if any(lettered):
        choices = [cuts(piece) if said else ((piece,),) for piece, said in zip(pieces, lettered, strict=True)]
        for chosen in zip_longest(*choices):
            cut = [some if some is not None else options[0] for some, options in zip(chosen, choices, strict=True)]
            yield _reading(
                [
                    tuple((Sort.SOUND, part, False) for part in parts) if said else (_plain(piece),)
                    for piece, parts, said in zip(pieces, cut, lettered, strict=True)
                ],
                weights,
            )


def _parted(pieces: Sequence[str], weights: Sequence[float]) -> tuple[list[str], list[float]]:
    parted: list[str] = []
    each: list[float] = []
    for piece, weight in zip(pieces, weights, strict=True):
        found = _NUMBER_AND_LETTERS.fullmatch(piece)
        parts = found.groups() if found is not None and not is_number(piece) else (piece,)
        parted += parts
        each += [weight] * len(parts)
    return parted, each


def _reading(symbols: Sequence[tuple[Symbol, ...]], weights: Sequence[float]) -> tuple[Reading, tuple[float, ...]]:
    flat: list[Symbol] = []
    each: list[float] = []
    for some, weight in zip(symbols, weights, strict=True):
        flat += some
        each += [weight] * len(some)
    sort, text, _ = flat[-1]
    flat[-1] = (sort, text, True)
    return tuple(flat[:MOST_SYMBOLS]), tuple(each[:MOST_SYMBOLS])


def _plain(piece: str) -> Symbol:
    if is_han(piece):
        return (Sort.HAN, piece, False)
    return (Sort.NUMBER if is_number(piece) else Sort.WORD, piece, False)


def _has_letters(piece: str) -> bool:
    return piece.isascii() and piece.isalpha()


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    return frozenset(s[:n] for s in syllables() for n in range(1, len(s) + 1))


@lru_cache(maxsize=256)
def cuts(letters: str) -> tuple[tuple[str, ...], ...]:
    """The letters as syllables and beginnings of syllables, the likeliest cut first; all letters apart at the end."""
    whole, begun = syllables(), _beginnings()
    letters = letters[:MOST_SYMBOLS]
    best: list[list[tuple[float, tuple[str, ...]]]] = [[] for _ in range(len(letters) + 1)]
    best[-1] = [(0.0, ())]
    for start in range(len(letters) - 1, -1, -1):
        if letters[start] in "iuv":
            continue
        found = []
        for end in range(start + 1, min(len(letters), start + 6) + 1):
            piece = letters[start:end]
            if piece not in begun:
                continue
            last = end == len(letters)
            initial = len(piece) == 1 or piece in ("zh", "ch", "sh")
            # A syllable begun in the middle is rare, but for its initial alone.
            cost = 1.0 if piece in whole and len(piece) > 1 else 1.1 if last or initial else 2.5
            found += [(cost + rest, (piece, *tail)) for rest, tail in best[end]]
        best[start] = sorted(found)[:4]
    chosen = [cut for cost, cut in best[0] if cost <= best[0][0][0] + 1.2] if best[0] else []
    apart = tuple(letters)
    if len(letters) <= 8 and not set(letters) & set("iuv") and apart not in chosen:
        chosen.append(apart)
    return tuple(chosen) or ((letters,),)
