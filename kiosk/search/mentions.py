"""A long sentence that as a whole is like nothing: whatever of the store is named in it, word for word."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.search.asking import LIGHT, Question, Sort
from kiosk.search.entry import Entry
from kiosk.search.index import Index
from kiosk.search.roles import Role
from kiosk.search.scoring import Scored, in_order
from kiosk.search.text import stem, tokens

FEWEST, FEWEST_WORDS = 5, 2
"""Characters, or English words, below which it is no sentence but a name the store does not have."""
LONGEST = 8
MOST_OF_EACH = 40
_BETWEEN = frozenset("和跟与及")
"""Between the things of a list: 酱油和醋."""
_WORTH, _PER_PIECE, _LATER, _PER_ORDER, _RANK, _FIRST = 0.3, 0.03, 0.08, 0.02, 0.05, 0.15


class Mentions:
    """All terms by what they are made of; made when it is first needed."""

    def __init__(self, index: Index, entries: Sequence[Entry]) -> None:
        self._index = index
        self._entries = entries
        self._terms: dict[tuple[str, ...], int] = {}
        for number, term in enumerate(index.terms):
            self._terms.setdefault(tuple(map(stem, term.tokens)), number)

    def found(self, question: Question) -> list[Scored]:
        """The best first: longer names, and those said last, which in Chinese are what is wanted."""
        if not question.readings:
            return []
        reading, weights = question.readings[0]
        pieces = [stem(text) for _, text, _ in reading]
        english = all(sort in (Sort.WORD, Sort.NUMBER) for sort, _, _ in reading)
        if len(pieces) < (FEWEST_WORDS if english else FEWEST):
            return []
        return self._scored(pieces, self._spans(pieces, weights, 1 if english else 2))

    def listed(self, question: Question) -> list[Scored]:
        """Of a list, each thing's best before all others; nothing for what is no list."""
        if not question.readings:
            return []
        pieces = [stem(text) for _, text, _ in question.readings[0][0]]
        return self._scored(pieces, self._listed(question.text))

    def _scored(self, pieces: Sequence[str], spans: Sequence[tuple[int, int]]) -> list[Scored]:
        best: dict[int, tuple[float, int]] = {}
        for start, end in spans:
            number = self._terms[tuple(pieces[start:end])]
            said = _WORTH + _PER_PIECE * min(end - start, LONGEST) + _LATER * end / len(pieces)
            first = _FIRST
            for entry, role, order in self._index.terms[number].uses[:MOST_OF_EACH]:
                if role == Role.DEPARTMENT:
                    continue
                score = said - _PER_ORDER * order + _RANK * self._entries[entry].rank + first
                first = 0.0
                if score > best.get(entry, (0.0, 0))[0]:
                    best[entry] = (score, number)
        return in_order((score, entry, number) for entry, (score, number) in best.items())

    def _listed(self, text: str) -> list[tuple[int, int]]:
        """米 油 盐: where each is a name, however short; nothing where one of them is not."""
        spans: list[tuple[int, int]] = []
        at = start = 0
        said: list[str] = []
        for part in text.split(" "):
            for piece in (*tokens(part), ""):
                if piece and piece not in _BETWEEN:
                    said.append(stem(piece))
                    at += 1
                    continue
                if said:
                    if tuple(said) not in self._terms:
                        return []
                    spans.append((start, at))
                at += bool(piece)
                start, said = at, []
        return spans if len(spans) > 1 else []

    def _spans(self, pieces: Sequence[str], weights: Sequence[float], least: int) -> list[tuple[int, int]]:
        """Where terms stand, none of them inside a longer one."""
        spans: list[tuple[int, int]] = []
        for size in range(min(LONGEST, len(pieces)), least - 1, -1):
            for start in range(len(pieces) - size + 1):
                end = start + size
                if max(weights[start:end]) <= LIGHT or tuple(pieces[start:end]) not in self._terms:
                    continue
                if not any(a <= start and end <= b for a, b in spans):
                    spans.append((start, end))
        return spans or self._last(pieces, weights)

    def _last(self, pieces: Sequence[str], weights: Sequence[float]) -> list[tuple[int, int]]:
        """买瓶醋: a single character is a name only where it is said last."""
        last = max(place for place, weight in enumerate(weights) if weight > LIGHT)
        return [(last, last + 1)] if (pieces[last],) in self._terms else []
