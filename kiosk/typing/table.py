"""Chinese from the kiosk's own table of words: for machines without librime, so that no key is dead anywhere.

Knows what people say in a shop and every character of GB 2312; joins words to sentences by how usual they are. It
does not learn, and long sentences need a correction here and there where librime would not.
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kiosk.typing.engine import ASSETS, MOST, Candidates
from kiosk.typing.state import Candidate
from kiosk.typing.syllables import cut

TABLE = ASSETS / "words.tsv"
SHOP_TABLE = ASSETS / "shop.tsv"
_LONGEST_WORD = 24
"""Letters of a word: four syllables of six."""
_SENTENCE = 3
"""Syllables from which on there may be several words."""
_COMPLETED = 8
"""Words offered for a syllable that is not finished."""


@dataclass(frozen=True, slots=True)
class _Word:
    """`rank` is its place in the table: 0 is the most usual."""

    text: str
    traditional: str
    rank: int

    def in_(self, language: str) -> str:
        return self.traditional if language == "zh_TW" else self.text


@dataclass(frozen=True, slots=True)
class _Table:
    """`whole`: letters -> words written with just these. `initials`: first letters -> words. Most usual first."""

    whole: dict[str, tuple[_Word, ...]]
    initials: dict[str, tuple[_Word, ...]]
    ordered: tuple[str, ...]
    """The keys of `whole`, in the alphabet's order."""


@lru_cache(maxsize=2)
def _load(path: Path) -> _Table:
    whole: dict[str, list[_Word]] = {}
    initials: dict[str, list[_Word]] = {}
    for rank, line in enumerate(path.read_text("utf-8").splitlines()):
        text, reading, *other = line.split("\t")
        word = _Word(text, other[0] if other else text, rank)
        syllables = reading.split(" ")
        whole.setdefault("".join(syllables), []).append(word)
        if len(syllables) > 1:
            initials.setdefault("".join(s[0] for s in syllables), []).append(word)
    return _Table(
        {key: tuple(words) for key, words in whole.items()},
        {key: tuple(words[:MOST]) for key, words in initials.items()},
        tuple(sorted(whole)),
    )


class TableCandidates:
    """Loads its table once for the process, in about 50 ms, when it is first asked."""

    def __init__(self, path: Path = TABLE) -> None:
        self._path = path

    def of(self, letters: str, language: str) -> tuple[Candidate, ...]:
        table = _load(self._path)
        found: dict[str, Candidate] = {}

        def add(words: tuple[_Word, ...] | list[_Word], taken: int) -> None:
            for word in words:
                found.setdefault(word.in_(language), Candidate(word.in_(language), taken))

        everything = len(letters)
        add(table.whole.get(letters, ()), everything)
        sentence = _sentence(table, letters)
        if len(sentence) > 1:
            text = "".join(word.in_(language) for word in sentence)
            found.setdefault(text, Candidate(text, everything))
        if everything > 1:
            add(table.initials.get(letters, ()), everything)
        add(_completed(table, letters), everything)
        # Then what the beginning of the letters can be, the longest beginning first.
        for end in range(min(everything - 1, _LONGEST_WORD), 0, -1):
            if len(found) >= MOST:
                break
            add(table.whole.get(letters[:end], ()), end)
            if 1 < end <= 4:
                add(table.initials.get(letters[:end], ())[:_COMPLETED], end)
        if len(found) < MOST:
            # Initials alone ("f") and letters no syllable begins with ("v") still give something.
            first = cut(letters)[0] if letters else ""
            add(_completed(table, first), len(first))
        return tuple(found.values())[:MOST]

    def close(self) -> None:
        """The table is shared and stays."""


class WithShopWords:
    """Another engine, with what people mean in a shop.

    First words of a shop that are spelt just so: jiangyou is 酱油 here, whatever else it may be elsewhere. Behind the
    engine's first candidate what it may not know: words of a shop by their initials, and the sentence the kiosk's own
    table makes of the letters; that table is loaded when a sentence is first typed.
    """

    def __init__(self, engine: Candidates, path: Path = SHOP_TABLE) -> None:
        self._engine, self._shop = engine, _load(path)

    def of(self, letters: str, language: str) -> tuple[Candidate, ...]:
        found = self._engine.of(letters, language)
        meant = dict.fromkeys(word.in_(language) for word in self._shop.whole.get(letters, ()))
        rest = [candidate for candidate in found if candidate.text not in meant]
        texts = [word.in_(language) for word in self._shop.initials.get(letters, ())]
        if len(cut(letters)) >= _SENTENCE:
            texts.append("".join(word.in_(language) for word in _sentence(_load(TABLE), letters)))
        known = {*meant, *(candidate.text for candidate in rest[:2])}
        first = tuple(Candidate(text, len(letters)) for text in meant)
        more = tuple(Candidate(text, len(letters)) for text in texts if text and text not in known)
        return (*first, *rest[:1], *more, *rest[1:])

    def close(self) -> None:
        self._engine.close()


def _completed(table: _Table, letters: str) -> list[_Word]:
    """The most usual words whose letters only begin like this."""
    if not letters:
        return []
    start = bisect_left(table.ordered, letters)
    words: list[_Word] = []
    for key in table.ordered[start:]:
        if not key.startswith(letters):
            break
        if key != letters:
            words.extend(table.whole[key][:2])
    return heapq.nsmallest(_COMPLETED, words, key=lambda word: word.rank)


def _sentence(table: _Table, letters: str) -> tuple[_Word, ...]:
    """The words that most likely make up all of the letters; () where they cannot be cut into words.

    By Zipf's law a word of rank r is used about 1/r as often as the most usual one: the cost is the logarithm, and one
    more for each further word, so that whole words win against pieces.
    """
    best: list[tuple[float, tuple[_Word, ...]] | None] = [None] * (len(letters) + 1)
    best[0] = (0.0, ())
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _LONGEST_WORD), end):
            before = best[start]
            words = table.whole.get(letters[start:end])
            if before is None or not words:
                continue
            cost = before[0] + math.log(words[0].rank + 2) + 3.0
            here = best[end]
            if here is None or cost < here[0]:
                best[end] = (cost, (*before[1], words[0]))
    last = best[len(letters)]
    return last[1] if last is not None else ()
